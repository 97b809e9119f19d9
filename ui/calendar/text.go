package calendar

import (
	"slices"
	"strings"
	"unicode"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/words"
)

// maxCodes is how many countries a chip names, maxBirthdays how many people.
const (
	maxCodes     = 4
	maxBirthdays = 2
)

// tints are the hues of the traditions.
var tints = map[string]kit.Tint{
	"buddhist":   kit.Saffron,
	"chinese":    kit.Cinnabar,
	"christian":  kit.Violet,
	"coptic":     kit.Violet,
	"ethiopian":  kit.Violet,
	"hindu":      kit.Saffron,
	"islamic":    kit.Jade,
	"jain":       kit.Saffron,
	"jewish":     kit.Indigo,
	"korean":     kit.Cinnabar,
	"orthodox":   kit.Violet,
	"persian":    kit.Turquoise,
	"sikh":       kit.Saffron,
	"tibetan":    kit.Cinnabar,
	"vietnamese": kit.Cinnabar,
}

// tintOf is the hue of a tradition; civic and other days are slate.
func tintOf(tradition string) kit.Tint { return tints[tradition] }

// speaker puts what the screen shows into words.
type speaker struct {
	env *screen.Env
	han *locales.Printer // writes 农历 in its own characters
}

// newSpeaker makes a speaker.
func newSpeaker(env *screen.Env) speaker {
	s := speaker{env, env.Printer}
	if !strings.HasPrefix(env.Printer.Tag(), "zh") {
		han, err := locales.New("zh-Hans", locales.Options{Region: env.Printer.Region()})
		if err != nil {
			env.Shell.Fail(err)
			return s
		}
		s.han = han
	}
	return s
}

// in is the printer for the small texts of a second calendar.
func (s speaker) in(second cal.ID) *locales.Printer {
	if second == cal.Chinese {
		return s.han
	}
	return s.env.Printer
}

// nameOf is the name of a holiday without what stands in brackets, and its
// local name when that is another one.
func (s speaker) nameOf(o almanac.Occurrence) (name, local string) {
	tag := s.env.Printer.Tag()
	return o.Name(tag), words.LocalName(o, tag)
}

// brief cuts an explanation in brackets off: there is no room for it in a
// chip, and the page has it. A day in lieu keeps its last one.
func brief(name string, o almanac.Occurrence) string {
	i := strings.Index(name, " (")
	if i < 0 {
		return name
	}
	if o.Substitute || o.Kind == almanac.Workday {
		if j := strings.LastIndex(name, " ("); j > i {
			return name[:i] + name[j:]
		}
		return name
	}
	return name[:i]
}

// short reports whether a local name may stand before the name in a chip: in
// Chinese characters, kana and Hangul it takes little room. Others are on the
// page.
func short(local string) bool {
	for _, r := range local {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return true
		}
	}
	return false
}

// reads reports whether readers of the interface can read a local name as it
// is, so that it need not stand beside the name.
func (s speaker) reads(local string) bool {
	if !strings.HasPrefix(s.env.Printer.Tag(), "zh") {
		return false
	}
	return !strings.ContainsFunc(local, func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r)
	})
}

// codes lists the countries of a feast by their codes, at most n of them.
func (s speaker) codes(f Feast, n int) string {
	if len(f.Countries) <= n {
		return strings.Join(f.Countries, " ")
	}
	n = max(1, n-1)
	return s.env.T("calendar.codes", locales.V{"Codes": strings.Join(f.Countries[:n], " "), "Rest": len(f.Countries) - n})
}

// feastSpans is a holiday in one line: 春节 Spring Festival · CN HK SG. Without
// codes it ends with the name.
func (s speaker) feastSpans(f Feast, style kit.Style, codes string) []kit.Span {
	name, local := s.nameOf(f.Lead)
	if style == kit.Small && (!short(local) || s.reads(local)) {
		local = ""
	}
	rest := brief(name, f.Lead)
	if codes != "" {
		rest = s.env.T("calendar.where", locales.V{"Name": rest, "Countries": codes})
	}
	moves := func(name string) string {
		if f.Moves {
			return s.env.T("calendar.moves", locales.V{"Name": name})
		}
		return name
	}
	if local == "" {
		return []kit.Span{{Text: moves(rest), Style: style}}
	}
	local = moves(local)
	return []kit.Span{{Text: local + " ", Style: style, Lang: f.Lead.LocalLanguage()}, {Text: rest, Style: style}}
}

// customerSpans is a customer's name: their own script first.
func customerSpans(n book.Name, style kit.Style) []kit.Span {
	out := []kit.Span{{Text: n.Full, Style: style, Lang: n.Language}}
	if n.Latin != "" && n.Latin != n.Full {
		out = append(out, kit.Span{Text: " " + n.Latin, Style: kit.Muted})
	}
	return out
}

// followUpSpans is a follow-up and whom it is for.
func followUpSpans(f book.FollowUpRow, style kit.Style) []kit.Span {
	out := []kit.Span{{Text: f.Title, Style: style}}
	if f.Customer != nil {
		out = append(out, kit.Span{Text: " " + f.Customer.Name.Full, Style: style, Color: kit.InkMuted, Lang: f.Customer.Name.Language})
	}
	return out
}

// forWhom says for which customer a follow-up is.
func (s speaker) forWhom(f book.FollowUpRow) string {
	if f.Customer == nil {
		return ""
	}
	return s.env.T("calendar.for_whom", locales.V{"Name": f.Customer.Name.Full})
}

// chips are the lines of a day's cell.
func (s speaker) chips(d Day, openFeast func(Feast), openFollowUp func(book.ID), openCustomer func(book.ID), openDay func()) []chip {
	var out, open []chip
	for _, f := range d.Feasts {
		c := chip{
			tint: tintOf(f.Lead.Tradition), open: func() { openFeast(f) },
			spans: s.feastSpans(f, kit.Small, s.codes(f, maxCodes)), short: s.feastSpans(f, kit.Small, ""), tail: s.codes(f, 1),
		}
		if f.Lead.BeginsAtSunset {
			c.icon = kit.IconMoon
		}
		if f.Closes {
			out = append(out, c)
		} else {
			open = append(open, c)
		}
	}
	for _, f := range d.FollowUps {
		out = append(out, chip{outline: true, icon: kit.IconCheck, spans: followUpSpans(f, kit.Small), open: func() { openFollowUp(f.ID) }})
	}
	out = append(out, open...)
	out = append(out, s.closingChips(d, openCustomer)...)
	if len(d.Dates) > maxBirthdays {
		return append(out, chip{
			outline: true, icon: kit.IconGift, open: openDay,
			spans: []kit.Span{{Text: s.env.N("calendar.birthdays", len(d.Dates), nil), Style: kit.Small}},
		})
	}
	for _, u := range d.Dates {
		out = append(out, chip{
			outline: true, icon: kit.IconGift, open: func() { openCustomer(u.Customer.ID) },
			spans: []kit.Span{{Text: u.Customer.Name.Full, Style: kit.Small, Lang: u.Customer.Name.Language}},
		})
	}
	return out
}

// closingChips are the customers who are closed on a day.
func (s speaker) closingChips(d Day, open func(book.ID)) []chip {
	var out []chip
	for _, c := range d.Closings {
		out = append(out, chip{
			outline: true, icon: kit.IconLock, open: func() { open(c.Customer.ID) },
			spans: []kit.Span{
				{Text: c.Customer.Name.Full, Style: kit.Small, Lang: c.Customer.Name.Language},
				{Text: " " + c.Name(s.env.Printer.Tag()), Style: kit.Small, Color: kit.InkMuted},
			},
		})
	}
	return out
}

// second is the small text of the second calendar; a solar term goes before
// the day, as printed calendars have it, but not before the name of a month.
func (s speaker) second(d Day) string {
	if d.Second.Calendar == "" {
		return ""
	}
	if d.Term >= 0 && d.Second.Day != 1 {
		return s.in(d.Second.Calendar).SolarTermName(d.Term)
	}
	return s.in(d.Second.Calendar).SecondDay(d.Second)
}

// secondLong writes a date in the second calendar with its year.
func (s speaker) secondLong(d cal.Date, second cal.ID) string {
	if second == "" {
		return ""
	}
	x, err := cal.FromDate(d, second)
	if err != nil {
		return "" // outside the range of that calendar
	}
	text := s.env.Printer.CalendarDay(x, locales.CalendarLong)
	if day := cal.SkippedOn(d, second); day > 0 {
		text = s.env.T("calendar.second_skips", locales.V{"Date": text, "Day": day})
	}
	return text
}

// days writes the days of an occurrence with its year.
func (s speaker) days(o almanac.Occurrence) string {
	if o.End > o.Date {
		return s.env.Printer.RangeYear(o.Date, o.End)
	}
	return s.env.Printer.DateWeekdayYear(o.Date)
}

// countries names countries in the order of the language.
func (s speaker) countries(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = s.env.Printer.Country(c)
	}
	slices.SortFunc(names, s.env.Printer.Compare)
	return s.env.Printer.List(names)
}

var sureOf = map[almanac.Certainty]locales.ID{
	almanac.Computed:  "calendar.sure_computed",
	almanac.Tabulated: "calendar.sure_tabulated",
	almanac.Announced: "calendar.sure_announced",
	almanac.Estimated: "calendar.sure_estimated",
}

// certainty says in sentences how sure a date is and why.
func (s speaker) certainty(o almanac.Occurrence) string {
	out := s.env.T(sureOf[o.Status], nil)
	if o.Own() {
		return s.env.T("own.sure_own", nil)
	}
	if o.OwnID != "" {
		return s.env.T("own.sure_told", nil)
	}
	if o.MoonSighting {
		out = s.env.T("calendar.sure_moon", nil)
	}
	return out
}

var wishOf = map[almanac.Mood]locales.ID{
	almanac.Cheerful: "calendar.wish_cheerful",
	almanac.Quiet:    "calendar.wish_quiet",
	almanac.NoWish:   "calendar.wish_none",
}

// why says how a customer is concerned by a holiday.
func (s speaker) why(p Person, h Holiday) string {
	switch p.Why {
	case Everybody:
		return s.env.T("own.why_everybody", nil)
	case ToldUs:
		return s.env.T("calendar.why_told", nil)
	case Stated:
		for _, c := range p.Cultures {
			if slices.Contains(h.Whom.Cultures, c) {
				return s.env.T("calendar.why_stated", locales.V{"Culture": s.env.Printer.Country(countryOf(c))})
			}
		}
	}
	return s.env.T("calendar.why_default", locales.V{"Country": s.env.Printer.Country(p.Country)})
}

var dateKinds = map[book.DateKind]locales.ID{
	book.Birthday:    "calendar.birthday",
	book.Anniversary: "calendar.anniversary",
	book.OtherDate:   "calendar.other_date",
}

// yearly says what a customer's date is, as it was told, and why it may have
// moved.
func (s speaker) yearly(u book.Upcoming) string {
	what := u.Label
	if what == "" || u.Kind != book.OtherDate {
		what = s.env.T(dateKinds[u.Kind], nil)
	}
	out := s.env.T("calendar.yearly", locales.V{"What": what, "When": s.env.Printer.Partial(u.When)})
	if id := words.Rule(u.Rule); id != "" {
		out = s.env.T("calendar.yearly_moved", locales.V{"Text": out, "Why": s.env.T(id, nil)})
	}
	return out
}

// label is a day in words for those who do not see the grid.
func (s speaker) label(d Day) string {
	parts := []string{s.env.Printer.DateLong(d.Date)}
	for _, f := range d.Feasts {
		name, _ := s.nameOf(f.Lead)
		parts = append(parts, name)
	}
	if n := len(d.FollowUps); n > 0 {
		parts = append(parts, s.env.N("calendar.followups", n, nil))
	}
	if n := len(d.Dates); n > 0 {
		parts = append(parts, s.env.N("calendar.birthdays", n, nil))
	}
	return s.env.Printer.List(parts)
}
