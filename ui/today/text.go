package today

import (
	"strings"
	"time"
	"unicode"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/words"
)

// between stands between the parts of a line.
const between = " · "

// Tone is how a piece of text is meant; the view gives it a colour.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Faint
	Good
	Care
	Late
)

// Who is how a customer is named in a line.
type Who struct {
	Full, Latin, Language string
	Place                 string
}

func (p *Presenter) who(c *book.CustomerRow) Who {
	w := Who{Full: c.Name.Full, Latin: c.Name.Latin, Language: c.Name.Language, Place: p.places.Name(c)}
	if w.Latin == w.Full {
		w.Latin = ""
	}
	return w
}

// Monogram gives the letters for a customer without a picture.
func (p *Presenter) Monogram(c *book.CustomerRow) string {
	letters, _ := reach.Portrait(p.env.Printer.Tag(), c.Kind, c.Name, c.Languages)
	return letters
}

// Title is the day, and the line beside it.
func (p *Presenter) Title() (title, subtitle string) {
	s := p.state
	title = p.env.Printer.DateLong(s.Today)
	if s.Tasks == nil || !s.callsRead || s.Empty {
		return title, ""
	}
	people := p.env.N("today.people", s.People(), nil)
	if s.Tasks.Total > countTasks {
		people = p.env.N("today.many", s.Tasks.Total, nil)
	}
	return title, people + between + p.env.N("today.windows", s.Open(), nil)
}

// Holiday are the words of what is coming.
type Holiday struct {
	Day       string
	Name      string
	Local     string
	LocalLang string
	Long      bool // the local name goes to the second line
	Below     string
	Count     int
	CountText string
}

// maxCountries is how many countries are named; the others are counted.
const maxCountries = 3

// Holiday returns the words of one coming holiday. On a day that is not
// cheerful nothing cheerful is said.
func (p *Presenter) Holiday(c planner.Coming) Holiday {
	pr := p.env.Printer
	h := Holiday{Day: pr.DateShort(c.Date), Name: c.Name(pr.Tag()), Count: c.Count}
	h.CountText = p.env.N("today.customers", c.Count, nil)
	if local := c.LocalName(); local != h.Name && ownName(c) {
		h.Local, h.LocalLang = local, c.LocalLanguage()
		h.Long = columns(h.Name)+columns(local) > roomForNames
	}
	var below []string
	if c.BeginsAtSunset {
		below = append(below, p.env.T("today.sunset", nil))
	}
	places := c.Countries
	if len(places) == 0 {
		places = c.Concerned.Within
	}
	if w := p.where(places); w != "" {
		below = append(below, w)
	} else if c.Concerned.Everybody {
		below = append(below, p.env.T("own.whole_book", nil))
	} else if len(c.Concerned.Observances) > 0 {
		below = append(below, p.env.T("today.told", locales.V{"Tradition": p.env.T(words.Tradition(c.Tradition), nil)}))
	}
	if c.Days() > 1 {
		below = append(below, pr.Range(c.Date, c.End))
	}
	if e := c.Effect(pr.Tag()); e != "" {
		below = append(below, e)
	}
	if c.MoonSighting || c.Status == almanac.Estimated {
		below = append(below, p.env.T("today.estimated", nil))
	}
	if c.Mood != almanac.Cheerful && c.Mood != "" && !c.Closing() {
		below = append(below, p.env.T(words.Mood(c.Mood), nil))
	}
	h.Below = strings.Join(below, between)
	return h
}

// roomForNames is how many columns of Latin letters the name and the local name
// of a holiday may take together in the first line.
const roomForNames = 36

// columns is the width of a text in Latin letters; Han, kana and Hangul take
// two.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			n++
		}
	}
	return n
}

// ownName reports whether the local name says something: not the English one
// under which a tradition of many peoples is filed, nor that of one country for
// a feast that many languages have a name for.
func ownName(c planner.Coming) bool {
	switch c.Tradition {
	case "christian", "orthodox", "civic", "international", "":
		if len(c.Countries) > 1 {
			return false
		}
	}
	lang := c.LocalLanguage()
	return c.Country != "" || lang != "" && lang != "en"
}

func (p *Presenter) where(countries []string) string {
	var names []string
	for _, c := range countries[:min(len(countries), maxCountries)] {
		names = append(names, p.env.Printer.Country(c))
	}
	if n := len(countries) - maxCountries; n > 0 {
		names = append(names, p.env.N("today.more_countries", n, nil))
	}
	if len(names) == 0 {
		return ""
	}
	return p.env.Printer.List(names)
}

// Task are the words of a follow-up that is due.
type Task struct {
	Title string
	Who   Who
	Below string
	End   string
	EndAs Tone
}

// Task returns the words of a follow-up.
func (p *Presenter) Task(r book.FollowUpRow) Task {
	t := Task{Title: r.Title}
	parts := []string{p.places.Kind(r.Kind)}
	if when := p.places.Times(r.FollowUp, r.Customer); when != "" {
		parts = append(parts, when)
	}
	if r.Customer != nil {
		t.Who = p.who(r.Customer)
		parts = append(parts, p.places.Address(r.Customer)...)
	}
	t.Below = strings.Join(parts, between)
	t.End, t.EndAs = p.taskEnd(r)
	return t
}

// taskEnd says how late it is, or that it is a good hour, or when it is due.
func (p *Presenter) taskEnd(r book.FollowUpRow) (string, Tone) {
	pr := p.env.Printer
	if day, late := reach.DueDay(r.FollowUp, p.state.Today); late {
		return p.env.N("today.overdue", int(p.state.Today-day), nil), Late
	}
	at, timed := r.DueAt(p.env.Home)
	timed = timed && r.Snoozed <= r.Due
	if timed && at.Before(p.state.Now) {
		return p.env.T("today.was_due", locales.V{"Time": pr.TimeOf(at.In(p.env.Home))}), Late
	}
	if w := p.places.Window(r.Customer, p.state.Now); w.Known && r.Kind == book.CallTask {
		if w.Open {
			return p.env.T("today.call_now", locales.V{"Time": pr.TimeOf(w.Local)}), Good
		}
		return w.Text, Faint
	}
	if timed {
		return p.env.T("today.time_left", locales.V{"Time": pr.Duration(int(at.Sub(p.state.Now) / time.Minute))}), Care
	}
	return p.env.T("today.any_time", nil), Faint
}

// CallEnd says until when the window is open, or why it is not.
func CallEnd(c Call) (string, Tone) {
	switch {
	case c.Window.Open:
		return c.Window.Text, Good
	case c.Window.Off:
		return c.Window.Text, Late
	}
	return c.Window.Text, Faint
}

// Date are the words of a birthday or another date.
type Date struct {
	Who   Who
	Below string
	End   string
}

var dateKinds = map[book.DateKind]locales.ID{
	book.Birthday:    "today.date_birthday",
	book.Anniversary: "today.date_anniversary",
	book.OtherDate:   "today.date_other",
}

// Date returns the words of a date: as it was told, the day of this year, and
// the rule that moved it.
func (p *Presenter) Date(u book.Upcoming) Date {
	pr := p.env.Printer
	d := Date{Who: p.who(&u.Customer), End: pr.Relative(u.On, p.state.Today)}
	name := u.Label
	if name == "" || u.Kind != book.OtherDate {
		id, ok := dateKinds[u.Kind]
		if !ok {
			id = "today.date_other"
		}
		name = p.env.T(id, nil)
	}
	v := locales.V{"Kind": name, "Told": pr.Partial(u.When), "Day": pr.DateShort(u.On)}
	parts := []string{p.env.T("today.date_plain", v)}
	if u.When.Calendar != calendar.Gregorian && u.When.Calendar != "" || u.Rule != calendar.RuleExact {
		parts[0] = p.env.T("today.date_moved", v)
	}
	if id := words.Rule(u.Rule); id != "" {
		parts = append(parts, p.env.T(id, nil))
	}
	d.Below = strings.Join(parts, between)
	return d
}

// ColdText says how long ago the last contact was and what was agreed.
func (p *Presenter) ColdText(c book.CustomerRow) string {
	agreed := c.Cadence.Ideal
	if agreed == 0 {
		agreed = c.Cadence.Longest
	}
	if c.LastContact.IsZero() {
		return p.env.N("today.cold_never", agreed, nil)
	}
	ago := int(p.state.Today - calendar.DateOf(c.LastContact.In(p.env.Home)))
	return p.env.N("today.cold", agreed, locales.V{"Ago": p.env.Printer.DaysAgo(ago)})
}
