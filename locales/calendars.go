package locales

import (
	"strconv"
	"strings"

	"dragoman/data/calendar"
)

// CalendarStyle says how much of a day is written.
type CalendarStyle int

// The styles of a day in a calendar other than one's own.
const (
	CalendarShort  CalendarStyle = iota // month and day: "9 Ramadan", "八月十五"
	CalendarMedium                      // with the year: "9 Ramadan 1448", "丙午年八月十五"
	CalendarLong                        // with the calendar: "9 Ramadan 1448 (Islamic calendar)", "农历丙午年八月十五"
)

// calendarNames are the messages that name the calendars.
var calendarNames = map[calendar.ID]ID{
	calendar.Gregorian:  "locales.calendar_gregorian",
	calendar.Julian:     "locales.calendar_julian",
	calendar.Chinese:    "locales.calendar_chinese",
	calendar.Korean:     "locales.calendar_korean",
	calendar.Vietnamese: "locales.calendar_vietnamese",
	calendar.Hijri:      "locales.calendar_hijri",
	calendar.HijriCivil: "locales.calendar_hijri_civil",
	calendar.Hebrew:     "locales.calendar_hebrew",
	calendar.Persian:    "locales.calendar_persian",
	calendar.Japanese:   "locales.calendar_japanese",
	calendar.ROC:        "locales.calendar_roc",
	calendar.Buddhist:   "locales.calendar_buddhist",
	calendar.Ethiopic:   "locales.calendar_ethiopic",
	calendar.Coptic:     "locales.calendar_coptic",
	calendar.Indian:     "locales.calendar_indian",
	calendar.Bahai:      "locales.calendar_bahai",
	calendar.HijriIran:  "locales.calendar_hijri_iran",
	calendar.Bikram:     "locales.calendar_bikram",
	calendar.Tibetan:    "locales.calendar_tibetan",
	calendar.Bhutanese:  "locales.calendar_bhutanese",
	calendar.Mongolian:  "locales.calendar_mongolian",
	calendar.ThaiLunar:  "locales.calendar_thai_lunar",
	calendar.Burmese:    "locales.calendar_burmese",
	calendar.HinduLunar: "locales.calendar_hindu_lunar",
	calendar.Tamil:      "locales.calendar_tamil",
}

// ownCalendar holds what the people of a calendar call it and the language
// that they write it in.
type ownCalendar struct{ name, lang string }

// ownCalendars lists the calendars that have a language of their own.
var ownCalendars = map[calendar.ID]ownCalendar{
	calendar.Chinese:    {"农历", "zh-Hans"},
	calendar.Korean:     {"음력", "ko"},
	calendar.Vietnamese: {"Âm lịch", "vi"},
	calendar.Hijri:      {"التقويم الهجري", "ar"},
	calendar.HijriCivil: {"التقويم الهجري", "ar"},
	calendar.Hebrew:     {"הלוח העברי", "he"},
	calendar.Persian:    {"هجری خورشیدی", "fa"},
	calendar.Japanese:   {"和暦", "ja"},
	calendar.ROC:        {"民國", "zh-Hant"},
	calendar.Buddhist:   {"พุทธศักราช", "th"},
	calendar.Ethiopic:   {"የኢትዮጵያ ዘመን አቆጣጠር", "am"},
	calendar.Coptic:     {"التقويم القبطي", "ar"},
	calendar.Indian:     {"शक संवत्", "hi"},
	calendar.HijriIran:  {"هجری قمری", "fa"},
	calendar.Bikram:     {"विक्रम संवत्", "ne"},
	calendar.Tibetan:    {"བོད་ཟླ", "bo"},
	calendar.Bhutanese:  {"རང་ཟླ", "dz"},
	calendar.Mongolian:  {"Билгийн тоолол", "mn"},
	calendar.ThaiLunar:  {"ปฏิทินจันทรคติไทย", "th"},
	calendar.Burmese:    {"မြန်မာပြက္ခဒိန်", "my"},
	calendar.HinduLunar: {"चान्द्र पंचांग", "hi"},
	calendar.Tamil:      {"தமிழ் நாட்காட்டி", "ta"},
}

// CalendarName writes the name of a calendar: "Chinese calendar", "农历".
func (p *Printer) CalendarName(c calendar.ID) string {
	if id, ok := calendarNames[c]; ok {
		return p.T(id, nil)
	}
	return string(c)
}

// CalendarOwnName returns what the people of a calendar call it: "음력", "Âm
// lịch"; for calendars without a language of their own the name in the
// language of the interface.
func (p *Printer) CalendarOwnName(c calendar.ID) string {
	if own, ok := ownCalendars[c]; ok {
		return own.name
	}
	return p.CalendarName(c)
}

// CalendarDay writes a day of any calendar. In the lunisolar calendars the
// year is the one in which the lunar year begins (2026 is 丙午).
func (p *Printer) CalendarDay(day calendar.Day, style CalendarStyle) string {
	part := calendar.Partial{Calendar: day.Calendar, Month: day.Month, Leap: day.Leap, Day: day.Day}
	if style != CalendarShort {
		part.Year = day.Year
	}
	out := p.partial(part, day.Era, day.Year)
	if day.Again {
		out = p.T("locales.day_again", V{"Date": out})
	}
	if style == CalendarLong {
		out = p.named(day.Calendar, day.Era, out)
	}
	return out
}

// Partial writes as much of a date as is known, with the calendar if it is not
// the Gregorian one: "15 March", "March 1980", "1980", "15th of the 8th month
// (Chinese calendar)". A Partial in which nothing is known is "".
func (p *Printer) Partial(part calendar.Partial) string {
	if part.Calendar == "" {
		part.Calendar = calendar.Gregorian
	}
	era, year := "", part.Year
	if day, ok := japaneseDay(part); ok {
		era, part.Year = day.Era, day.Year
	}
	out := p.partial(part, era, year)
	if out == "" || part.Calendar == calendar.Gregorian {
		return out
	}
	return p.named(part.Calendar, era, out)
}

// japaneseDay finds the era of a Japanese date, which is stored with its
// Gregorian year. Only a whole date has one era for certain.
func japaneseDay(part calendar.Partial) (calendar.Day, bool) {
	if part.Calendar != calendar.Japanese || part.Year == 0 || part.Month == 0 || part.Day == 0 {
		return calendar.Day{}, false
	}
	d, err := calendar.ToDate(calendar.Day{Calendar: part.Calendar, Year: part.Year, Month: part.Month, Day: part.Day})
	if err != nil {
		return calendar.Day{}, false // outside the eras: the Gregorian year is shown
	}
	day, err := calendar.FromDate(d, part.Calendar)
	return day, err == nil
}

// named adds the name of the calendar unless the text says it already.
func (p *Printer) named(c calendar.ID, era, text string) string {
	if c == calendar.Gregorian {
		return text
	}
	if form, ok := p.data.Eras[eraKey(c, era)]; ok && form != "{0}" {
		name, _, _ := strings.Cut(form, "{0}")
		if name = strings.TrimSpace(name); name != "" && strings.Contains(text, name) {
			return text
		}
	}
	return p.T("locales.in_calendar", V{"Date": text, "Calendar": p.CalendarName(c)})
}

// partial writes the known parts; leapYearOf is the year that decides on the
// names of Hebrew months even where the year is not shown.
func (p *Printer) partial(d calendar.Partial, era string, leapYearOf int) string {
	if lunisolar(d.Calendar) {
		return p.lunarPartial(d)
	}
	f := fields{year: d.Year, month: shownMonth(d.Calendar, leapYearOf, d.Month), day: d.Day}
	if d.Leap {
		f.numberForm = p.extra.Leap[p.dataTag()]
	}
	if d.Year != 0 {
		f.yearText = p.yearText(d.Calendar, era, d.Year)
	}
	if d.Month != 0 && p.hasOwnMonths(d.Calendar) {
		f.monthText = p.monthName(d.Calendar, leapYearOf, d.Month, d.Leap, p.dataTag())
	}
	switch d.Calendar {
	case calendar.Burmese, calendar.HinduLunar, calendar.Tamil: // in Chinese too their months are named
		if name, ok := strings.CutSuffix(f.monthText, "月"); ok && p.han() {
			f.numberForm = name
		}
	}
	switch {
	case d.Month != 0 && d.Day != 0 && d.Year != 0:
		return p.format("yMMMMd", f)
	case d.Month != 0 && d.Day != 0:
		return p.format("MMMMd", f)
	case d.Month != 0 && d.Year != 0:
		return p.format("yMMMM", f)
	case d.Month != 0 && f.monthText != "":
		return f.monthText
	case d.Month != 0:
		return p.monthName(d.Calendar, leapYearOf, d.Month, d.Leap, p.dataTag())
	case d.Day != 0 && d.Year == 0:
		return p.T("locales.day_of_month", V{"Day": p.Ordinal(d.Day), "Number": d.Day})
	case d.Year != 0:
		return p.format("y", f)
	}
	return ""
}

// dataTag returns the language of the data, which for the pseudo-language is
// English.
func (p *Printer) dataTag() string {
	if p.pseudo {
		return sourceTag
	}
	return p.tag
}

// yearText writes a year with its era, and the first Japanese and Republican
// year as 元年 where Han characters are written.
func (p *Printer) yearText(c calendar.ID, era string, year int) string {
	if c == calendar.Gregorian || c == calendar.Julian {
		return strconv.Itoa(year)
	}
	form, ok := p.data.Eras[eraKey(c, era)]
	if !ok {
		return strconv.Itoa(year)
	}
	number := strconv.Itoa(year)
	if year == 1 && c == calendar.Japanese && strings.HasPrefix(p.dataTag(), "zh") {
		number = "元"
	}
	return strings.ReplaceAll(form, "{0}", number)
}

func eraKey(c calendar.ID, era string) string {
	switch {
	case era != "":
		return era
	case c == calendar.HijriCivil, c == calendar.HijriIran:
		return string(calendar.Hijri)
	}
	return string(c)
}

// hasOwnMonths reports whether the months of a calendar are not the Gregorian
// ones.
func (p *Printer) hasOwnMonths(c calendar.ID) bool {
	return c != calendar.Gregorian && p.extra.Months[eraKey(c, "")] != nil
}

// MonthNameIn writes the name of a month in a language ("en", "zh-Hans"); an
// empty lang is the calendar's own language. A language that has no name for
// it falls back to that of the interface. The year is needed only for Hebrew,
// where the twelfth month is Adar I in leap years.
func (p *Printer) MonthNameIn(c calendar.ID, year, month int, leap bool, lang string) string {
	if lang == "" {
		lang = ownCalendars[c].lang
	}
	if lang == "" || lang == p.dataTag() {
		lang = p.dataTag()
		if lunisolar(c) {
			return p.lunarMonth(c, month, leap)
		}
	}
	return p.monthName(c, year, month, leap, lang)
}

func (p *Printer) monthName(c calendar.ID, year, month int, leap bool, lang string) string {
	key := eraKey(c, "")
	switch {
	case lunisolar(c):
		if names := p.extra.Months[string(c)][lang]; !leap && month >= 1 && month <= len(names) {
			return names[month-1]
		}
		if lang == p.dataTag() {
			return p.lunarMonth(c, month, leap)
		}
		return p.lunarMonthIn(c, month, leap, lang)
	case !p.hasOwnMonths(c):
		key = string(calendar.Gregorian)
	}
	names := p.extra.Months[key][lang]
	if names == nil {
		names = p.extra.Months[key][p.dataTag()]
	}
	if names == nil {
		names = p.data.MonthsAlone
	}
	i, last := month-1, len(names)
	switch c {
	case calendar.Burmese: // the only leap month is last in the list
		last = 12
		if leap && month == 4 {
			return names[12]
		}
	case calendar.HinduLunar: // each leap month is twelve places on
		last = 12
		if leap {
			i += 12
		}
	case calendar.Hebrew:
		i, last = hebrewMonth(year, month), 13
	case calendar.Bahai: // the leap month of the 18th is Ayyám-i-Há, last in the list
		last = 19
		if leap && month == 18 {
			return names[19]
		}
	}
	if month < 1 || month > last || i >= len(names) {
		return strconv.Itoa(month)
	}
	return names[i]
}

// shownMonth returns the number by which a month is written where numbers
// serve as names: Hebrew months count from Tishri there.
func shownMonth(c calendar.ID, year, month int) int {
	if c != calendar.Hebrew || month == 0 {
		return month
	}
	if month == 13 {
		return 7 // Adar II, which CLDR counts as Adar of a leap year
	}
	return hebrewMonth(year, month) + 1
}
