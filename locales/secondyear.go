package locales

import "dragoman/data/calendar"

// SecondYears writes the years of a second calendar that a Gregorian year
// spans, from its first day to its last: "丙午年 – 丁未年".
func (p *Printer) SecondYears(first, last calendar.Day) string {
	from, to := p.secondYear(first), p.secondYear(last)
	if from == to {
		return from
	}
	return from + " – " + to
}
