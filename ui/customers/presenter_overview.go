package customers

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/regionfield"
	"dragoman/ui/internal/screen"
)

// fact is one line of a card: what it is, what was told, and what can be
// added about it.
type fact struct {
	Label string
	Value string
	Hint  string // muted, under the value
	Lang  string
	Bold  bool
	Mark  string       // a word in a chip, such as "sensitive"
	Care  bool         // the chip asks for care
	Open  func()       // where a press leads, nil for nowhere
	Edit  addressPlace // the form of address that can be changed here, 0 for none
}

// heading is the top of the page.
type heading struct {
	Name nameText
	Line string // role, organisation · city · languages · local time
}

// headingOf prepares the top of the page.
func headingOf(env *screen.Env, k known) heading {
	p, c := env.Printer, k.c
	h := heading{Name: nameOf(c.Kind, c.Name, k.row.Languages, p.Tag())}
	work := firstOf(c.Role, c.Address.JobTitle)
	organisation := firstOf(k.row.Organisation, c.Organisation)
	if work != "" && organisation != "" {
		work = p.T("customers.role_at", locales.V{"Role": work, "Organisation": organisation})
	} else {
		work += organisation
	}
	place := c.City
	if place == "" && c.Country != "" {
		place = p.Country(c.Country)
	}
	var langs []string
	for _, l := range c.Languages {
		langs = append(langs, p.Language(l.Tag))
	}
	there := ""
	if loc := zoneOf(env, placeRow(c)); loc != nil {
		now := env.Book.Now().In(loc)
		there = p.T("customers.time_there", locales.V{"Time": p.TimeOf(now), "Offset": p.UTCOffset(now)})
	}
	h.Line = joinDots(work, place, p.List(langs), there)
	return h
}

func firstOf(xs ...string) string {
	for _, x := range xs {
		if x != "" {
			return x
		}
	}
	return ""
}

// firstLine cuts what a sort text may hold after the name itself.
func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	s, _, _ = strings.Cut(s, "\x00")
	return s
}

// personalFacts are dates, wishes and habits.
func personalFacts(p *locales.Printer, k known, today calendar.Date) []fact {
	var facts []fact
	c := k.c
	for _, d := range c.Dates {
		f := fact{Label: dateWord(p, d), Value: p.Partial(d.When), Hint: nextText(p, d.When, today, 3)}
		if f.Value == "" {
			f.Value, f.Mark, f.Care = d.Raw, p.T("customers.date_unread", nil), true
		}
		facts = append(facts, f)
	}
	for _, x := range c.Preferences {
		f := fact{Label: preferenceWord(p, x.Kind), Value: x.Text}
		if x.Kind.Sensitive() {
			f.Mark = p.T("customers.sensitive", nil)
		}
		facts = append(facts, f)
	}
	if c.PaymentHabit != "" {
		facts = append(facts, fact{Label: p.T("customers.payment", nil), Value: c.PaymentHabit})
	}
	if c.Currency != "" {
		facts = append(facts, fact{Label: p.T("customers.currency", nil), Value: joinDots(p.Currency(c.Currency), c.Currency)})
	}
	for _, x := range c.Custom {
		f := fact{Label: x.Name, Value: x.Value}
		if x.Sensitive {
			f.Mark = p.T("customers.sensitive", nil)
		}
		facts = append(facts, f)
	}
	if c.Cadence.Ideal > 0 || c.Cadence.Longest > 0 {
		facts = append(facts, fact{Label: p.T("customers.cadence", nil), Value: cadenceText(p, c.Cadence)})
	}
	if c.Owner != "" {
		facts = append(facts, fact{Label: p.T("customers.owner", nil), Value: c.Owner})
	}
	return facts
}

func cadenceText(p *locales.Printer, c book.Cadence) string {
	var parts []string
	if c.Ideal > 0 {
		parts = append(parts, p.N("customers.cadence_ideal", c.Ideal, nil))
	}
	if c.Longest > 0 {
		parts = append(parts, p.N("customers.cadence_longest", c.Longest, nil))
	}
	return strings.Join(parts, " · ")
}

// cultureFacts are what the customer stated about culture, languages and
// observances, and what the country gives as a default.
func cultureFacts(p *locales.Printer, k known, today calendar.Date) []fact {
	var facts []fact
	c := k.c
	for _, x := range c.Cultures {
		facts = append(facts, fact{Label: p.T("customers.culture", nil), Value: cultureWord(p, x.Culture), Bold: true, Hint: saidText(p, x.SaidBy, x.SaidOn)})
	}
	for i, x := range c.Languages {
		label := ""
		if i == 0 {
			label = p.T("customers.languages", nil)
		}
		facts = append(facts, fact{Label: label, Value: joinDots(p.Language(x.Tag), levelWord(p, x.Level))})
	}
	for _, x := range c.Observances {
		facts = append(facts, fact{
			Label: p.T("customers.observance", nil), Value: traditionWord(p, x.Tradition), Mark: p.T("customers.sensitive", nil),
			Hint: joinDots(saidText(p, x.SaidBy, x.SaidOn), p.T("customers.basis_of", locales.V{"Basis": x.Basis})),
		})
	}
	if c.Country != "" {
		facts = append(facts, fact{Label: p.T("customers.country", nil), Value: joinDots(p.Country(c.Country), regionfield.Name(p, c.Country, c.Region))})
	}
	return append(facts, timeFacts(p, c, today)...)
}

// timeFacts are zone and hours; a default says that it is one.
func timeFacts(p *locales.Printer, c book.Customer, today calendar.Date) []fact {
	var facts []fact
	usual := p.T("customers.country_default", nil)
	switch zone := markets().Zone(c.Country, c.Region); {
	case c.TimeZone != "":
		facts = append(facts, fact{Label: p.T("customers.time_zone", nil), Value: p.Zone(c.TimeZone)})
	case zone != "":
		facts = append(facts, fact{Label: p.T("customers.time_zone", nil), Value: p.Zone(zone), Hint: usual})
	}
	h := c.Hours
	if h.Set() {
		value := p.TimeRange(h.Start/60, h.Start%60, h.End/60, h.End%60)
		hint := ""
		if h.PauseEnd > h.PauseStart {
			hint = p.T("customers.pause_at", locales.V{"Pause": p.TimeRange(h.PauseStart/60, h.PauseStart%60, h.PauseEnd/60, h.PauseEnd%60)})
		}
		facts = append(facts, fact{Label: p.T("customers.hours", nil), Value: value, Hint: hint})
	} else if value := defaultHours(p, c.Country); value != "" {
		facts = append(facts, fact{Label: p.T("customers.hours", nil), Value: value, Hint: usual})
	}
	if h.Weekend != nil {
		facts = append(facts, fact{Label: p.T("customers.days_off", nil), Value: weekdaysText(p, h.Weekend)})
	} else if days := defaultWeekend(c.Country, c.Region, today); len(days) > 0 {
		facts = append(facts, fact{Label: p.T("customers.days_off", nil), Value: weekdaysText(p, days), Hint: usual})
	}
	return facts
}

// saidText says by whom and when something was stated.
func saidText(p *locales.Printer, by string, on calendar.Date) string {
	switch {
	case by != "" && !on.IsZero():
		return p.T("customers.said_by_on", locales.V{"Who": by, "Date": p.Date(on)})
	case by != "":
		return p.T("customers.said_by", locales.V{"Who": by})
	case !on.IsZero():
		return p.T("customers.said_self_on", locales.V{"Date": p.Date(on)})
	}
	return p.T("customers.said_self", nil)
}

// ruleWords say by which rule a yearly day was moved.
var ruleWords = map[calendar.Rule]locales.ID{
	calendar.RuleFeb29:       "customers.rule_feb29",
	calendar.RuleLeapMonth:   "customers.rule_leap_month",
	calendar.RuleShortMonth:  "customers.rule_short_month",
	calendar.RuleAdar:        "customers.rule_adar",
	calendar.RuleNextMonth:   "customers.rule_next_month",
	calendar.RuleSkippedDay:  "customers.rule_skipped_day",
	calendar.RuleFirstOfTwo:  "customers.rule_first_of_two",
	calendar.RuleSecondOfTwo: "customers.rule_second_of_two",
	calendar.RuleLostMonth:   "customers.rule_lost_month",
}

// nextText writes the next occurrences of a date as Gregorian days, with the
// rule that moved one. It is "" when month or day are not known.
func nextText(p *locales.Printer, when calendar.Partial, today calendar.Date, n int) string {
	var days []string
	rules := map[calendar.Rule]bool{}
	var moved []string
	for from := today; len(days) < n; {
		o, err := when.Next(from)
		if err != nil {
			break
		}
		days = append(days, p.DateWeekdayYear(o.Date))
		if id, ok := ruleWords[o.Rule]; ok && !rules[o.Rule] {
			rules[o.Rule] = true
			moved = append(moved, p.T(id, nil))
		}
		from = o.Date + 1
	}
	if len(days) == 0 {
		return ""
	}
	text := p.T("customers.next_dates", locales.V{"Days": strings.Join(days, " · ")})
	if len(moved) > 0 {
		text += "\n" + strings.Join(moved, "\n")
	}
	return text
}
