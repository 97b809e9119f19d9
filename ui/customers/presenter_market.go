package customers

import (
	"time"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// defaultHours writes the usual office hours of a country, "" when not known.
func defaultHours(p *locales.Printer, country, region string) string { return "" }

// defaultWeekend lists the usual days off of a country, Sunday = 0.
func defaultWeekend(country, region string) []int { return nil }

// weekdaysText writes days of the week: "Saturday and Sunday".
func weekdaysText(p *locales.Printer, days []int) string {
	var names []string
	for _, w := range p.Weekdays() {
		for _, d := range days {
			if time.Weekday(d) == w {
				names = append(names, p.WeekdayLong(w))
			}
		}
	}
	if len(names) == 0 {
		return p.T("customers.no_days_off", nil)
	}
	return p.List(names)
}

// windowText says whether it is a good hour to call, "" when not known.
func windowText(env *screen.Env, r book.CustomerRow) string { return "" }
