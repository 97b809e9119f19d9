package locales

import (
	"fmt"
	"strconv"
	"strings"

	"dragoman/data/calendar"
)

// lunisolar reports whether a calendar counts its months and days as the
// Chinese one does.
func lunisolar(c calendar.ID) bool {
	return c == calendar.Chinese || c == calendar.Korean || c == calendar.Vietnamese ||
		c == calendar.ThaiLunar || tibetan(c)
}

// tibetan reports whether a calendar is one of the Tibetan ones.
func tibetan(c calendar.ID) bool {
	return c == calendar.Tibetan || c == calendar.Bhutanese || c == calendar.Mongolian
}

// elements are the messages for the elements of Tibetan years, two years each
// from wood on.
var elements = []ID{
	"locales.element_wood", "locales.element_fire", "locales.element_earth", "locales.element_iron", "locales.element_water",
}

// yearOf writes a year of a calendar that counts its months: "2026 (Fire
// Horse)" in the Tibetan ones, "2569 BE" in Thailand, "2023 (Cat)" in Vietnam,
// where the Chinese name of the year in Latin letters would be a foreign one.
func (p *Printer) yearOf(c calendar.ID, year int) string {
	switch {
	case tibetan(c):
		stem, _ := calendar.Sexagenary(year)
		name := p.T("locales.element_animal", V{"Element": p.T(elements[(stem-1)/2], nil), "Animal": p.ZodiacIn(c, year)})
		return p.T("locales.lunar_year", V{"Name": name, "Year": strconv.Itoa(year)})
	case (c == calendar.Vietnamese || c == calendar.Korean) && !p.han():
		return p.T("locales.lunar_year", V{"Name": p.ZodiacIn(c, year), "Year": strconv.Itoa(year)})
	case c == calendar.ThaiLunar:
		return p.T("locales.thai_year", V{"Year": strconv.Itoa(year)})
	}
	return p.LunarYear(year)
}

// han reports whether the interface is written in Chinese characters, in which
// lunar days have names of their own.
func (p *Printer) han() bool { return strings.HasPrefix(p.dataTag(), "zh") }

// lunarPartial writes the known parts of a lunar date: "丙午年八月十五", "15th of
// the 8th month 2026".
func (p *Printer) lunarPartial(d calendar.Partial) string {
	day := ""
	if d.Day != 0 {
		day = p.Ordinal(d.Day)
		if p.han() {
			day = lunarDay(d.Day)
		}
	}
	month := ""
	if d.Month != 0 {
		month = p.lunarMonth(d.Calendar, d.Month, d.Leap)
	}
	year := ""
	if d.Year != 0 {
		year = p.yearOf(d.Calendar, d.Year)
	}
	v := V{"Day": day, "Month": month, "Year": year, "Number": strconv.Itoa(d.Year)}
	switch {
	case day != "" && month != "" && year != "":
		return p.T("locales.lunar_year_month_day", v)
	case day != "" && month != "":
		return p.T("locales.lunar_month_day", v)
	case month != "" && year != "":
		return p.T("locales.lunar_year_month", v)
	}
	return year + month + day // one of them at most is known
}

// LunarYear writes a year of the Chinese, Korean or Vietnamese calendar, given
// by the Gregorian year in which it begins: "丙午年", "2026 (Bing-wu)".
func (p *Printer) LunarYear(year int) string {
	return p.T("locales.lunar_year", V{"Name": p.Sexagenary(year), "Year": strconv.Itoa(year)})
}

// lunarMonth writes a lunar month in the language of the interface. Only the
// months of East Asia have names in Chinese (正月, 冬月, 腊月); others are counted.
func (p *Printer) lunarMonth(c calendar.ID, month int, leap bool) string {
	if p.han() && (tibetan(c) || c == calendar.ThaiLunar) && month >= 1 && month <= 12 {
		name := p.extra.Months["bikram"][p.dataTag()][month-1]
		if leap {
			return strings.ReplaceAll(p.extra.Leap[p.dataTag()], "{0}", name)
		}
		return name
	}
	if p.han() {
		return p.lunarMonthIn(c, month, leap, p.dataTag())
	}
	v := V{"Month": p.Ordinal(month)}
	if leap {
		return p.T("locales.lunar_leap_month", v)
	}
	return p.T("locales.lunar_month", v)
}

// lunarMonthIn writes a lunar month in Chinese, Korean or Vietnamese, and in
// the language of the interface for all other languages.
func (p *Printer) lunarMonthIn(c calendar.ID, month int, leap bool, lang string) string {
	if month < 1 || month > 12 {
		return strconv.Itoa(month)
	}
	var name string
	switch lang {
	case "zh-Hans", "zh-Hant":
		name = p.extra.Months["chinese"][lang][month-1]
	case "ko":
		name = p.extra.Months["gregorian"]["ko"][month-1]
		if month == 1 {
			name = "정월"
		}
	case "vi":
		name = fmt.Sprintf("tháng %d", month)
		switch month {
		case 1:
			name = "tháng Giêng"
		case 12:
			name = "tháng Chạp"
		}
	default:
		return p.lunarMonth(c, month, leap)
	}
	if leap {
		return strings.ReplaceAll(strings.ToLower(p.extra.Leap[lang]), "{0}", name)
	}
	return name
}

var hanNumerals = []string{"十", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// lunarDay writes the day of a lunar month: 初一 to 初十, 十一 to 十九, 二十, 廿一 to
// 廿九, 三十.
func lunarDay(day int) string {
	switch {
	case day < 1 || day > 30:
		return strconv.Itoa(day)
	case day <= 10:
		return "初" + hanNumerals[day]
	case day < 20:
		return "十" + hanNumerals[day-10]
	case day == 20:
		return "二十"
	case day < 30:
		return "廿" + hanNumerals[day-20]
	}
	return "三十"
}

// SecondDay writes the small text of a second calendar in the cell of a month
// view, in the writing of the calendar where that is usual: 初二 and, on the
// first, 正月; "10.15"; "ט״ו". The first day of a month shows the month. In the
// calendars that skip days and double them "14/15" is a 14th after which there
// is no 15th, and "8 again" the second 8th.
func (p *Printer) SecondDay(day calendar.Day) string {
	first := day.Day == 1
	switch day.Calendar {
	case calendar.Tibetan, calendar.Bhutanese, calendar.Mongolian, calendar.HinduLunar:
		return p.markedDay(day)
	case calendar.Chinese:
		if first {
			return p.lunarMonthIn(day.Calendar, day.Month, day.Leap, "zh-Hans")
		}
		return lunarDay(day.Day)
	case calendar.Korean:
		leap := ""
		if day.Leap {
			leap = "윤"
		}
		if first {
			return fmt.Sprintf("음 %s%d.%d", leap, day.Month, day.Day)
		}
		return fmt.Sprintf("%s%d.%d", leap, day.Month, day.Day)
	case calendar.Vietnamese:
		switch {
		case first && day.Leap:
			return fmt.Sprintf("1/%dN", day.Month) // N, nhuận, as Vietnamese wall calendars mark it
		case first:
			return fmt.Sprintf("1/%d", day.Month)
		}
	case calendar.Hebrew:
		if first {
			return p.monthName(day.Calendar, day.Year, day.Month, false, "he")
		}
		return Gematria(day.Day)
	default:
		if first {
			return p.MonthNameIn(day.Calendar, day.Year, day.Month, day.Leap, p.dataTag())
		}
	}
	return strconv.Itoa(day.Day)
}

// markedDay is SecondDay where numbers may be skipped and doubled.
func (p *Printer) markedDay(day calendar.Day) string {
	number := strconv.Itoa(day.Day)
	skipped, first := 0, day.Day == 1
	if d, err := calendar.ToDate(day); err == nil {
		skipped = calendar.SkippedOn(d, day.Calendar)
		// A month without a first day begins with its second.
		before, err := calendar.FromDate(d-1, day.Calendar)
		first = err != nil || before.Month != day.Month || before.Leap != day.Leap
	}
	switch {
	case day.Again:
		return p.T("locales.number_again", V{"Day": number})
	case first:
		return p.secondMonth(day)
	case skipped > 0:
		return number + "/" + strconv.Itoa(skipped)
	}
	return number
}

// SecondMonth writes the months of a second calendar that a view spans:
// "丙午年 十月 – 冬月", "Rajab – Shaʻban 1448". The two days are the first and the
// last of the view, in one calendar.
func (p *Printer) SecondMonth(first, last calendar.Day) string {
	a, b := p.secondMonth(first), p.secondMonth(last)
	from, to := p.secondYear(first), p.secondYear(last)
	switch {
	case from == to && a == b:
		return p.T("locales.second_month", V{"Year": from, "Month": a})
	case from == to:
		return p.T("locales.second_months", V{"Year": from, "From": a, "To": b})
	}
	return p.T("locales.second_month", V{"Year": from, "Month": a}) + " – " +
		p.T("locales.second_month", V{"Year": to, "Month": b})
}

func (p *Printer) secondMonth(d calendar.Day) string {
	if lunisolar(d.Calendar) {
		return p.lunarMonth(d.Calendar, d.Month, d.Leap)
	}
	return p.MonthNameIn(d.Calendar, d.Year, d.Month, d.Leap, p.dataTag())
}

func (p *Printer) secondYear(d calendar.Day) string {
	if lunisolar(d.Calendar) {
		return p.yearOf(d.Calendar, d.Year)
	}
	out := p.yearText(d.Calendar, d.Era, d.Year)
	if p.han() {
		out += "年"
	}
	return out
}

// SolarTermName writes the name of one of the 24 solar terms, counted from 0 =
// Minor Cold (小寒, about 5 January).
func (p *Printer) SolarTermName(i int) string { return p.data.SolarTerms[(i%24+24)%24] }

// Sexagenary writes the name of a lunar year in the cycle of sixty, given by
// the Gregorian year in which it begins: 2026 is "丙午", "Bing-wu".
func (p *Printer) Sexagenary(year int) string { return p.data.Sexagenary[((year-4)%60+60)%60] }

// otherAnimals are the animals of the cycle, counted from the rat, that other
// peoples than the Chinese have in its place: the Vietnamese a buffalo and a
// cat, Tibetans and Mongols a mouse, a hare, a sheep and a bird.
var otherAnimals = map[calendar.ID]map[int]ID{
	calendar.Vietnamese: {1: "locales.animal_buffalo", 3: "locales.animal_cat"},
	calendar.Korean:     {7: "locales.animal_sheep"},
	calendar.Tibetan:    tibetanAnimals,
	calendar.Bhutanese:  tibetanAnimals,
	calendar.Mongolian:  tibetanAnimals,
}

var tibetanAnimals = map[int]ID{
	0: "locales.animal_mouse", 3: "locales.animal_hare", 7: "locales.animal_sheep", 9: "locales.animal_bird",
}

// ZodiacIn writes the animal of a year as the people of a calendar have it:
// 2023 is "Rabbit" in China, "Cat" in Vietnam and "Hare" in Tibet.
func (p *Printer) ZodiacIn(c calendar.ID, year int) string {
	if id, ok := otherAnimals[c][((year-4)%12+12)%12]; ok {
		return p.T(id, nil)
	}
	return p.Zodiac(year)
}

// Zodiac writes the animal of a lunar year: 2026 is "马", "Horse".
func (p *Printer) Zodiac(year int) string { return p.data.Zodiac[((year-4)%12+12)%12] }
