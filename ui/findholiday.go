package ui

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/personname"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/words"
)

// holidayNames holds the folded names of every rule of an almanac and how they
// sound. They are made when somebody first searches in it; what is known of a
// name serves the next almanac too, that with a day more of the user's own.
type holidayNames struct {
	mu    sync.Mutex
	of    *almanac.Almanac
	names []holidayName
	known map[string]holidayForms
}

// holidayForms are the forms of one name by which it is found.
type holidayForms struct {
	words string
	sound personname.Sound
}

type holidayName struct {
	rule   almanac.Rule
	words  string
	sounds []personname.Sound
}

// soundFits are the ranks of what is found by its sound.
var soundFits = [...]int{personname.NoFit: -1, personname.Inside: 3, personname.Begins: 1, personname.Whole: 0}

// fit says how well a folded query fits a holiday, -1 not at all: 0 is the
// whole of a name, 1 its beginning, 2 its inside, 3 the inside of its sound.
func (h holidayName) fit(query string) int {
	best := -1
	if strings.Contains(h.words, query) {
		best = fitOf(h.words, query)
	}
	for _, s := range h.sounds {
		if fit := soundFits[s.Fits(query)]; fit >= 0 && (best < 0 || fit < best) {
			best = fit
		}
	}
	return best
}

func (h *holidayNames) load(a *almanac.Almanac) []holidayName {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of == a {
		return h.names
	}
	h.of, h.names = a, nil
	for _, r := range a.Rules() {
		n := holidayName{rule: r}
		var lines []string
		for _, name := range words.HolidayNames(r) {
			f := h.forms(name)
			lines = append(lines, f.words)
			if !f.sound.Silent() {
				n.sounds = append(n.sounds, f.sound)
			}
		}
		n.words = strings.Join(lines, "\n")
		h.names = append(h.names, n)
	}
	return h.names
}

func (h *holidayNames) forms(name string) holidayForms {
	f, ok := h.known[name]
	if !ok {
		f = holidayForms{book.Fold(name), personname.SoundOf(name)}
		if h.known == nil {
			h.known = map[string]holidayForms{}
		}
		h.known[name] = f
	}
	return f
}

// nearness orders holidays of the same name: that of the tradition itself, the
// one at home, and then those of other countries.
func nearness(country, home string) int {
	switch country {
	case "":
		return 0
	case home:
		return 1
	}
	return 2
}

// fitOf says how well a query fits names that stand on lines of their own: 0 is
// the whole of one, 1 the beginning, 2 the inside.
func fitOf(names, query string) int {
	lines := "\n" + names + "\n"
	switch {
	case strings.Contains(lines, "\n"+query+"\n"):
		return 0
	case strings.Contains(lines, "\n"+query):
		return 1
	}
	return 2
}

// findHoliday finds holidays by name in any language that we have, and by its
// sound as customers are found (zqj, zhongqiu), with the day on which they come
// next.
func findHoliday(env *screen.Env, names *holidayNames, query string) []found {
	q := book.Fold(query)
	if len([]rune(q)) < 2 && q[0] < 0x80 {
		return nil // one Latin letter says nothing about a holiday
	}
	today := calendar.DateOf(env.Now())
	type dated struct {
		o   almanac.Occurrence
		fit int
	}
	var ids []string
	fits := map[string]int{}
	for _, h := range names.load(env.Almanac) {
		if fit := h.fit(q); fit >= 0 {
			ids = append(ids, h.rule.ID)
			fits[h.rule.ID] = fit
		}
	}
	if len(ids) == 0 {
		return nil
	}
	seen := map[string]bool{}
	var days []dated
	for _, o := range env.Almanac.Occurrences(almanac.Query{From: today, To: today + 400, IDs: ids}) {
		if !seen[o.ID] && !o.Substitute {
			seen[o.ID] = true
			days = append(days, dated{o, fits[o.ID]})
		}
	}
	home := ""
	if c := env.Settings.HomeCulture; len(c) >= 2 {
		home = c[:2]
	}
	slices.SortStableFunc(days, func(a, b dated) int {
		return cmp.Or(a.fit-b.fit, nearness(a.o.Country, home)-nearness(b.o.Country, home), int(a.o.Date-b.o.Date))
	})
	var out []found
	for _, d := range days[:min(len(days), findHolidays)] {
		title := d.o.Name(env.Printer.Tag())
		if l := words.LocalName(d.o, env.Printer.Tag()); l != "" {
			title += " " + l
		}
		detail := env.Printer.Date(d.o.Date)
		if d.o.Country != "" {
			detail += " · " + env.Printer.Country(d.o.Country)
		}
		out = append(out, found{
			Kind: foundHoliday, Title: title, Detail: detail,
			Route: screen.Route{Screen: screen.Calendar, ID: d.o.ID}.With("date", d.o.Date.String()),
		})
	}
	return out
}
