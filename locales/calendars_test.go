package locales

import (
	"maps"
	"slices"
	"testing"

	"dragoman/data/calendar"

	"pgregory.net/rapid"
)

// dayOf is a calendar day in one line.
func dayOf(c calendar.ID, year, month, day int) calendar.Day {
	return calendar.Day{Calendar: c, Year: year, Month: month, Day: day}
}

func leap(d calendar.Day) calendar.Day {
	d.Leap = true
	return d
}

func reiwa(d calendar.Day) calendar.Day {
	d.Era = "reiwa"
	return d
}

func TestCalendarDay(t *testing.T) {
	for _, c := range []struct {
		day   calendar.Day
		style CalendarStyle
		en    string
		zh    string
	}{
		{dayOf(calendar.Chinese, 2026, 8, 15), CalendarShort, "15th of the 8th month", "八月十五"},
		{dayOf(calendar.Chinese, 2026, 8, 15), CalendarMedium, "15th of the 8th month 2026", "丙午年八月十五"},
		{dayOf(calendar.Chinese, 2026, 8, 15), CalendarLong, "15th of the 8th month 2026 (Chinese calendar)", "农历丙午年八月十五"},
		{leap(dayOf(calendar.Chinese, 2020, 4, 1)), CalendarShort, "1st of the leap 4th month", "闰四月初一"},
		{dayOf(calendar.Korean, 2026, 1, 1), CalendarLong, "1st of the 1st month 2026 (Korean lunar calendar)", "韩国阴历丙午年正月初一"},
		{dayOf(calendar.Hijri, 1448, 9, 9), CalendarMedium, "9 Ramadan 1448", "伊斯兰历1448年9月9日"},
		{dayOf(calendar.Hijri, 1448, 9, 9), CalendarLong, "9 Ramadan 1448 (Islamic calendar)", "伊斯兰历1448年9月9日"},
		{dayOf(calendar.Hebrew, 5787, 12, 14), CalendarMedium, "14 Adar I 5787", "希伯来历5787年6月14日"},
		{dayOf(calendar.Hebrew, 5787, 13, 14), CalendarShort, "14 Adar II", "7月14日"},
		{dayOf(calendar.Hebrew, 5786, 12, 14), CalendarShort, "14 Adar", "7月14日"},
		{dayOf(calendar.Hebrew, 5787, 7, 1), CalendarMedium, "1 Tishri 5787", "希伯来历5787年1月1日"},
		{dayOf(calendar.Ethiopic, 2019, 3, 14), CalendarMedium, "14 Hedar 2019", "埃塞俄比亚历2019年3月14日"},
		{dayOf(calendar.Bahai, 183, 19, 2), CalendarMedium, "2 ʿAláʾ 183", "巴哈伊历183年19月2日"},
		{dayOf(calendar.HinduLunar, 1948, 9, 14), CalendarMedium, "14 Margashirsha 1948", "1948年末伽始罗月14日"},
		{leap(dayOf(calendar.HinduLunar, 1948, 3, 14)), CalendarShort, "14 Adhika Jyeshtha", "闰逝瑟吒月14日"},
		{leap(dayOf(calendar.Burmese, 1388, 4, 15)), CalendarShort, "15 First Waso", "前瓦梭月15日"},
		{dayOf(calendar.Tamil, 1948, 10, 1), CalendarLong, "1 Thai 1948 (Tamil solar calendar)", "泰米尔阳历1948年泰月1日"},
		{dayOf(calendar.Tibetan, 2026, 11, 14), CalendarMedium, "14th of the 11th month 2026", "火马年十一月十四"},
		{again(dayOf(calendar.Tibetan, 2026, 11, 3)), CalendarShort, "3rd of the 11th month (second)", "十一月初三（重日）"},
		{dayOf(calendar.ThaiLunar, 2569, 12, 15), CalendarMedium, "15th of the 12th month 2569", "佛历2569年十二月十五"},
		{leap(dayOf(calendar.Bahai, 183, 18, 2)), CalendarShort, "2 Ayyám-i-Há", "闰18月2日"},
		{dayOf(calendar.Persian, 1405, 1, 1), CalendarMedium, "1 Farvardin 1405", "波斯历1405年1月1日"},
		{reiwa(dayOf(calendar.Japanese, 8, 11, 23)), CalendarLong, "23 November Reiwa 8", "令和8年11月23日"},
		{reiwa(dayOf(calendar.Japanese, 1, 5, 2)), CalendarMedium, "2 May Reiwa 1", "令和元年5月2日"},
		{dayOf(calendar.ROC, 115, 11, 23), CalendarMedium, "23 November Minguo 115", "民国115年11月23日"},
		{dayOf(calendar.Buddhist, 2569, 11, 23), CalendarMedium, "23 November 2569 BE", "佛历2569年11月23日"},
		{dayOf(calendar.Gregorian, 2026, 11, 23), CalendarLong, "23 November 2026", "2026年11月23日"},
	} {
		if got := printer(t, "en").CalendarDay(c.day, c.style); got != c.en {
			t.Errorf("en %+v: got %q, want %q", c.day, got, c.en)
		}
		if got := printer(t, "zh-Hans").CalendarDay(c.day, c.style); got != c.zh {
			t.Errorf("zh-Hans %+v: got %q, want %q", c.day, got, c.zh)
		}
	}
}

func TestPartial(t *testing.T) {
	part := func(c calendar.ID, y, m, d int) calendar.Partial {
		return calendar.Partial{Calendar: c, Year: y, Month: m, Day: d}
	}
	for _, c := range []struct {
		part calendar.Partial
		en   string
		zh   string
	}{
		{part("", 1980, 3, 15), "15 March 1980", "1980年3月15日"},
		{part(calendar.Gregorian, 0, 3, 15), "15 March", "3月15日"},
		{part(calendar.Gregorian, 1980, 3, 0), "March 1980", "1980年3月"},
		{part(calendar.Gregorian, 1980, 0, 0), "1980", "1980年"},
		{part(calendar.Gregorian, 0, 3, 0), "March", "3月"},
		{part(calendar.Gregorian, 0, 0, 15), "the 15th", "15日"},
		{part(calendar.Gregorian, 0, 0, 0), "", ""},
		{part(calendar.Chinese, 0, 8, 15), "15th of the 8th month (Chinese calendar)", "农历八月十五"},
		{part(calendar.Chinese, 1979, 8, 15), "15th of the 8th month 1979 (Chinese calendar)", "农历己未年八月十五"},
		{part(calendar.Chinese, 1979, 12, 0), "12th month 1979 (Chinese calendar)", "农历己未年腊月"},
		{part(calendar.Chinese, 1979, 0, 0), "1979 (Ji-wei) (Chinese calendar)", "农历己未年"},
		{part(calendar.Hijri, 0, 10, 1), "1 Shawwal (Islamic calendar)", "伊斯兰历10月1日"},
		{part(calendar.Hebrew, 0, 12, 14), "14 Adar (Hebrew calendar)", "希伯来历7月14日"},
		{part(calendar.Japanese, 1955, 5, 3), "3 May Shōwa 30", "昭和30年5月3日"},
		{part(calendar.Japanese, 1955, 0, 0), "1955 (Japanese calendar)", "日本历1955年"},
		{part(calendar.ROC, 69, 3, 15), "15 March Minguo 69", "民国69年3月15日"},
	} {
		if got := printer(t, "en").Partial(c.part); got != c.en {
			t.Errorf("en %+v: got %q, want %q", c.part, got, c.en)
		}
		if got := printer(t, "zh-Hans").Partial(c.part); got != c.zh {
			t.Errorf("zh-Hans %+v: got %q, want %q", c.part, got, c.zh)
		}
	}
}

func again(d calendar.Day) calendar.Day { d.Again = true; return d }

func TestSecondDay(t *testing.T) {
	p := printer(t, "en")
	for _, c := range []struct {
		day  calendar.Day
		want string
	}{
		{dayOf(calendar.Chinese, 2026, 1, 1), "正月"},
		{leap(dayOf(calendar.Chinese, 2025, 6, 1)), "闰六月"},
		{dayOf(calendar.Chinese, 2026, 1, 2), "初二"},
		{dayOf(calendar.Chinese, 2026, 1, 10), "初十"},
		{dayOf(calendar.Chinese, 2026, 1, 11), "十一"},
		{dayOf(calendar.Chinese, 2026, 1, 20), "二十"},
		{dayOf(calendar.Chinese, 2026, 1, 29), "廿九"},
		{dayOf(calendar.Chinese, 2026, 1, 30), "三十"},
		{dayOf(calendar.Korean, 2026, 10, 1), "음 10.1"},
		{dayOf(calendar.Korean, 2026, 10, 15), "10.15"},
		{leap(dayOf(calendar.Korean, 2025, 6, 15)), "윤6.15"},
		{dayOf(calendar.Vietnamese, 2026, 10, 1), "1/10"},
		{leap(dayOf(calendar.Vietnamese, 2025, 6, 1)), "1/6N"},
		{dayOf(calendar.Vietnamese, 2026, 10, 15), "15"},
		{dayOf(calendar.Hebrew, 5787, 7, 1), "תשרי"},
		{dayOf(calendar.Hebrew, 5787, 12, 1), "אדר א׳"},
		{dayOf(calendar.Hebrew, 5787, 7, 15), "ט״ו"},
		{dayOf(calendar.Hebrew, 5787, 7, 30), "ל׳"},
		{dayOf(calendar.Hijri, 1448, 9, 1), "Ramadan"},
		{dayOf(calendar.Persian, 1405, 9, 2), "2"},
		{dayOf(calendar.Tibetan, 2026, 11, 14), "14/15"},
		{dayOf(calendar.Tibetan, 2026, 11, 3), "3"},
		{again(dayOf(calendar.Tibetan, 2026, 11, 3)), "3 again"},
		{dayOf(calendar.Tibetan, 2026, 11, 1), "11th month"},
		{dayOf(calendar.Mongolian, 2026, 2, 2), "2nd month"}, // which has no first
		{dayOf(calendar.ThaiLunar, 2569, 12, 1), "12th month"},
		{leap(dayOf(calendar.Burmese, 1388, 4, 1)), "First Waso"},
		{dayOf(calendar.HinduLunar, 1948, 7, 1), "Ashvina"},
		{dayOf(calendar.Tamil, 1948, 10, 1), "Thai"},
	} {
		if got := p.SecondDay(c.day); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.day, got, c.want)
		}
	}
}

func TestSecondMonth(t *testing.T) {
	for _, c := range []struct{ first, last, en, zh any }{
		{
			dayOf(calendar.Chinese, 2026, 10, 13), dayOf(calendar.Chinese, 2026, 11, 21),
			"10th month – 11th month 2026 (Bing-wu)", "丙午年 十月 – 冬月",
		},
		{
			dayOf(calendar.Chinese, 2026, 12, 13), dayOf(calendar.Chinese, 2027, 1, 12),
			"12th month 2026 (Bing-wu) – 1st month 2027 (Ding-wei)", "丙午年 腊月 – 丁未年 正月",
		},
		{dayOf(calendar.Hijri, 1448, 9, 1), dayOf(calendar.Hijri, 1448, 9, 29), "Ramadan 1448", "伊斯兰历1448年 九月"},
	} {
		first, last := c.first.(calendar.Day), c.last.(calendar.Day)
		if got := printer(t, "en").SecondMonth(first, last); got != c.en {
			t.Errorf("en: got %q, want %q", got, c.en)
		}
		if got := printer(t, "zh-Hans").SecondMonth(first, last); got != c.zh {
			t.Errorf("zh-Hans: got %q, want %q", got, c.zh)
		}
	}
}

func TestMonthNameIn(t *testing.T) {
	p := printer(t, "en")
	for _, c := range []struct {
		calendar    calendar.ID
		year, month int
		leap        bool
		lang, want  string
	}{
		{calendar.Chinese, 2026, 12, false, "", "腊月"},
		{calendar.Chinese, 2026, 12, false, "zh-Hant", "臘月"},
		{calendar.Chinese, 2026, 12, false, "en", "12th month"},
		{calendar.Korean, 2026, 4, true, "", "윤4월"},
		{calendar.Vietnamese, 2026, 1, false, "", "tháng Giêng"},
		{calendar.Vietnamese, 2025, 6, true, "", "tháng 6 nhuận"},
		{calendar.Hijri, 1448, 9, false, "", "رمضان"},
		{calendar.HijriCivil, 1448, 9, false, "tr", "Ramazan"},
		{calendar.Hijri, 1448, 9, false, "zh-Hans", "九月"},
		{calendar.Hijri, 1448, 9, false, "nl", "Ramadan"},
		{calendar.Hebrew, 5787, 13, false, "he", "אדר ב׳"},
		{calendar.Persian, 1405, 9, false, "", "آذر"},
		{calendar.Ethiopic, 2019, 13, false, "en", "Pagumen"},
		{calendar.Ethiopic, 2019, 1, false, "", "መስከረም"},
		{calendar.Coptic, 1743, 13, false, "en", "Nasie"},
		{calendar.Indian, 1948, 1, false, "hi", "चैत्र"},
		{calendar.Indian, 1948, 13, false, "en", "13"},
		{calendar.Hebrew, 5787, 0, false, "en", "0"},
		{calendar.Japanese, 8, 11, false, "", "11月"},
		{calendar.Buddhist, 2569, 1, false, "", "มกราคม"},
		{calendar.Gregorian, 2026, 1, false, "", "January"},
		{calendar.Gregorian, 2026, 14, false, "", "14"},
		{calendar.Tibetan, 2026, 1, false, "", "ཟླ་བ་དང་པོ།"},
		{calendar.Bhutanese, 2026, 2, false, "", "ཟླ་གཉིས་པ།"},
		{calendar.Mongolian, 2026, 1, false, "", "нэгдүгээр сар"},
		{calendar.Mongolian, 2026, 1, true, "", "leap 1st month"},
		{calendar.ThaiLunar, 2569, 1, false, "", "เดือนอ้าย"},
		{calendar.Burmese, 1388, 4, true, "", "ပထမဝါဆို"},
		{calendar.HinduLunar, 1948, 1, false, "zh-Hans", "制怛罗月"},
		{calendar.Tamil, 1948, 10, false, "", "தை"},
	} {
		if got := p.MonthNameIn(c.calendar, c.year, c.month, c.leap, c.lang); got != c.want {
			t.Errorf("%s %d-%d in %q: got %q, want %q", c.calendar, c.year, c.month, c.lang, got, c.want)
		}
	}
}

// TestAnyDay holds that no day, however wrong, stops the program.
func TestAnyDay(t *testing.T) {
	printers := []*Printer{printer(t, "en"), printer(t, "zh-Hans"), printer(t, PseudoTag)}
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.IntRange(-40, 6000)
		day := calendar.Day{
			Calendar: rapid.SampledFrom(append(slices.Collect(maps.Keys(calendarNames)), "", "none")).Draw(t, "calendar"),
			Year:     number.Draw(t, "year"), Month: rapid.IntRange(-2, 15).Draw(t, "month"),
			Leap: rapid.Bool().Draw(t, "leap"), Day: rapid.IntRange(-2, 40).Draw(t, "day"),
			Era: rapid.SampledFrom([]string{"", "reiwa", "none"}).Draw(t, "era"),
		}
		for _, p := range printers {
			p.CalendarDay(day, CalendarLong)
			p.Partial(calendar.Partial{Calendar: day.Calendar, Year: day.Year, Month: day.Month, Leap: day.Leap, Day: day.Day})
			p.SecondDay(day)
			p.SecondMonth(day, day)
			p.MonthNameIn(day.Calendar, day.Year, day.Month, day.Leap, "")
			p.MonthNameIn(day.Calendar, day.Year, day.Month, day.Leap, "he")
			p.SolarTermName(day.Year)
			p.Zodiac(day.Year)
		}
	})
}

func TestCyclesAndTerms(t *testing.T) {
	check(t, []row{
		{"first term", func(p *Printer) string { return p.SolarTermName(0) }, "Minor Cold", "Minor Cold", "小寒"},
		{"last term", func(p *Printer) string { return p.SolarTermName(23) }, "Winter Solstice", "Winter Solstice", "冬至"},
		{"term 6", func(p *Printer) string { return p.SolarTermName(6) }, "Bright and Clear", "Bright and Clear", "清明"},
		{"year 2026", func(p *Printer) string { return p.Sexagenary(2026) }, "Bing-wu", "Bing-wu", "丙午"},
		{"year 1984", func(p *Printer) string { return p.Sexagenary(1984) }, "Jia-zi", "Jia-zi", "甲子"},
		{"animal of 2026", func(p *Printer) string { return p.Zodiac(2026) }, "Horse", "Horse", "马"},
		{"animal in Vietnam", func(p *Printer) string { return p.ZodiacIn(calendar.Vietnamese, 2023) }, "Cat", "Cat", "猫"},
		{"ox in Vietnam", func(p *Printer) string { return p.ZodiacIn(calendar.Vietnamese, 2021) }, "Buffalo", "Buffalo", "水牛"},
		{"animal in Korea", func(p *Printer) string { return p.ZodiacIn(calendar.Korean, 2027) }, "Sheep", "Sheep", "羊"},
		{"animal in Tibet", func(p *Printer) string { return p.ZodiacIn(calendar.Tibetan, 2023) }, "Hare", "Hare", "兔"},
		{"animal in Japan", func(p *Printer) string { return p.ZodiacIn(calendar.Japanese, 2027) }, "Goat", "Goat", "羊"},
		{"LunarYear", func(p *Printer) string { return p.LunarYear(2026) }, "2026 (Bing-wu)", "2026 (Bing-wu)", "丙午年"},
		{"own name", func(p *Printer) string { return p.CalendarOwnName(calendar.Korean) }, "음력", "음력", "음력"},
		{"name", func(p *Printer) string { return p.CalendarName(calendar.Chinese) }, "Chinese calendar", "Chinese calendar", "农历"},
	})
	p := printer(t, "en")
	for _, info := range calendar.Calendars() {
		if p.CalendarName(info.ID) == string(info.ID) {
			t.Errorf("calendar %s has no name", info.ID)
		}
	}
	for n, want := range map[int]string{1: "א׳", 15: "ט״ו", 16: "ט״ז", 20: "כ׳", 29: "כ״ט", 787: "תשפ״ז", 5787: "תשפ״ז", 0: ""} {
		if got := Gematria(n); got != want {
			t.Errorf("Gematria(%d): got %q, want %q", n, got, want)
		}
	}
}
