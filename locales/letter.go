package locales

import (
	"strings"
	"sync"

	"dragoman/data/calendar"
)

// Letter writes days and times in the language of a letter, which may be one
// that the interface does not speak.
type Letter struct {
	p     *Printer
	years int // added to the year
}

// letterData is how one language writes days and times; internal/gen writes it.
type letterData struct {
	Patterns map[string]string `json:"patterns"` // full, long, time
	Months   []string          `json:"months"`
	Days     []string          `json:"days"`
	Years    int               `json:"years"`
}

var loadLetters = sync.OnceValues(func() (map[string]letterData, error) {
	all := map[string]letterData{}
	return all, readCLDR("letters", &all)
})

// LetterIn returns how a language writes days and times. It knows the languages
// of the scripts; ok is false for any other.
func LetterIn(tag string) (l *Letter, ok bool) {
	all, err := loadLetters()
	if err != nil {
		return nil, false
	}
	d, ok := all[tag]
	if !ok {
		return nil, false
	}
	p := &Printer{data: &localeData{Months: d.Months, MonthsAlone: d.Months, Days: d.Days}, patterns: map[string]pattern{}}
	for k, text := range d.Patterns {
		p.patterns[k] = parsePattern(text)
	}
	return &Letter{p: p, years: d.Years}, true
}

// Day writes a day as it stands in a sentence: "19 March 2027", "19 марта 2027 г.".
func (l *Letter) Day(d calendar.Date) string { return l.day("long", d) }

// Weekday writes a day with its weekday as it stands by itself: "Friday 19 March
// 2027", "2027年3月19日金曜日".
func (l *Letter) Weekday(d calendar.Date) string { return l.day("full", d) }

func (l *Letter) day(name string, d calendar.Date) string {
	f := dateFields(d)
	f.year += l.years
	return l.p.format(name, f)
}

// Time writes a time of day: "18:30", "18.30".
func (l *Letter) Time(hour, minute int) string {
	return strings.TrimSpace(l.p.format("time", fields{hour: hour, minute: minute}))
}
