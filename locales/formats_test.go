package locales

import (
	"io"
	"log/slog"
	"testing"
	"time"

	"dragoman/data/calendar"
)

// quiet keeps the log of missing messages out of the test's output.
var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func printer(t testing.TB, tag string) *Printer {
	t.Helper()
	p, err := New(tag, Options{Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// row is one format and what it must give in British English, American
// English and Simplified Chinese.
type row struct {
	name       string
	f          func(p *Printer) string
	gb, us, zh string
}

func check(t *testing.T, rows []row) {
	t.Helper()
	printers := []*Printer{printer(t, "en"), printer(t, "en-US"), printer(t, "zh-Hans")}
	for _, r := range rows {
		for i, want := range []string{r.gb, r.us, r.zh} {
			if got := r.f(printers[i]); got != want {
				t.Errorf("%s in %s (%s): got %q, want %q", r.name, printers[i].Tag(), printers[i].Region(), got, want)
			}
		}
	}
}

var monday = calendar.NewDate(2026, time.November, 23)

func TestDates(t *testing.T) {
	at := time.Date(2026, 11, 23, 14, 5, 0, 0, time.FixedZone("", -12600))
	date := func(f func(*Printer, calendar.Date) string) func(*Printer) string {
		return func(p *Printer) string { return f(p, monday) }
	}
	check(t, []row{
		{"Date", date((*Printer).Date), "23 Nov 2026", "Nov 23, 2026", "2026年11月23日"},
		{"DateLong", date((*Printer).DateLong), "Monday 23 November 2026", "Monday, November 23, 2026", "2026年11月23日 星期一"},
		{"DateShort", date((*Printer).DateShort), "23 Nov", "Nov 23", "11月23日"},
		{"DateWeekday", date((*Printer).DateWeekday), "Mon 23 Nov", "Mon, Nov 23", "11月23日 周一"},
		{"DateWeekdayYear", date((*Printer).DateWeekdayYear), "Mon 23 Nov 2026", "Mon, Nov 23, 2026", "2026年11月23日 周一"},
		{"DateNear, same year", func(p *Printer) string { return p.DateNear(monday, monday+3) }, "23 Nov", "Nov 23", "11月23日"},
		{"DateNear, next year", func(p *Printer) string { return p.DateNear(monday, monday+300) }, "23 Nov 2026", "Nov 23, 2026", "2026年11月23日"},
		{"no date", func(p *Printer) string {
			return p.Date(0) + p.DateLong(0) + p.Relative(0, monday) + p.DateTime(time.Time{})
		}, "", "", ""},
		{"MonthYear", func(p *Printer) string { return p.MonthYear(2026, 11) }, "November 2026", "November 2026", "2026年11月"},
		{"MonthName", func(p *Printer) string { return p.MonthName(11) }, "November", "November", "11月"},
		{"MonthNameShort", func(p *Printer) string { return p.MonthNameShort(9) }, "Sept", "Sep", "9月"},
		{"month out of range", func(p *Printer) string { return p.MonthName(13) + p.MonthName(0) }, "JanuaryDecember", "JanuaryDecember", "1月12月"},
		{"WeekdayLong", func(p *Printer) string { return p.WeekdayLong(1) }, "Monday", "Monday", "星期一"},
		{"WeekdayShort", func(p *Printer) string { return p.WeekdayShort(1) }, "Mon", "Mon", "周一"},
		{"WeekdayNarrow", func(p *Printer) string { return p.WeekdayNarrow(1) }, "M", "M", "一"},
		{"first of Weekdays", func(p *Printer) string { return p.WeekdayShort(p.Weekdays()[0]) }, "Mon", "Sun", "周一"},
		{"Time", func(p *Printer) string { return p.Time(14, 5) }, "14:05", "2:05\u00a0PM", "14:05"},
		{"midnight", func(p *Printer) string { return p.Time(0, 0) }, "00:00", "12:00\u00a0AM", "00:00"},
		{"TimeOf", func(p *Printer) string { return p.TimeOf(at) }, "14:05", "2:05\u00a0PM", "14:05"},
		{"TimeRange", func(p *Printer) string { return p.TimeRange(9, 0, 17, 30) }, "09:00–17:30", "9:00\u00a0AM–5:30\u00a0PM", "09:00–17:30"},
		{"DateTime", func(p *Printer) string { return p.DateTime(at) }, "23 Nov 2026, 14:05", "Nov 23, 2026, 2:05\u00a0PM", "2026年11月23日 14:05"},
		{"UTCOffset", func(p *Printer) string { return p.UTCOffset(at) }, "UTC−3:30", "UTC−3:30", "UTC−3:30"},
		{"UTCOffset, whole hours", func(p *Printer) string { return p.UTCOffset(at.In(time.FixedZone("", 32400))) }, "UTC+9", "UTC+9", "UTC+9"},
		{"UTCOffset, none", func(p *Printer) string { return p.UTCOffset(at.UTC()) }, "UTC", "UTC", "UTC"},
	})
}

func TestRelative(t *testing.T) {
	for n, want := range map[int][2]string{
		-800: {"2 years ago", "2年前"}, -100: {"3 months ago", "3个月前"}, -3: {"3 days ago", "3天前"},
		-2: {"2 days ago", "前天"}, -1: {"yesterday", "昨天"}, 0: {"today", "今天"}, 1: {"tomorrow", "明天"},
		2: {"in 2 days", "后天"}, 5: {"in 5 days", "5天后"}, 60: {"in 60 days", "60天后"},
		61: {"in 2 months", "2个月后"}, 730: {"in 2 years", "2年后"}, 3653: {"in 10 years", "10年后"},
	} {
		f := func(p *Printer) string { return p.Relative(monday+calendar.Date(n), monday) }
		check(t, []row{{"Relative", f, want[0], want[0], want[1]}})
	}
	check(t, []row{
		{"DaysAgo 45", func(p *Printer) string { return p.DaysAgo(45) }, "45 days ago", "45 days ago", "45天前"},
		{"DaysAgo 0", func(p *Printer) string { return p.DaysAgo(0) }, "today", "today", "今天"},
		{"DaysAgo 1200", func(p *Printer) string { return p.DaysAgo(1200) }, "1,200 days ago", "1,200 days ago", "1,200天前"},
		{"45 minutes", func(p *Printer) string { return p.Duration(45) }, "45 min", "45 min", "45分钟"},
		{"an hour", func(p *Printer) string { return p.Duration(60) }, "1 h", "1 h", "1小时"},
		{"90 minutes", func(p *Printer) string { return p.Duration(90) }, "1 h 30 min", "1 h 30 min", "1小时30分"},
	})
}

func TestRanges(t *testing.T) {
	between := func(a, b int) func(*Printer) string {
		return func(p *Printer) string { return p.Range(monday+calendar.Date(a), monday+calendar.Date(b)) }
	}
	check(t, []row{
		{"in a month", between(0, 3), "23–26 Nov", "Nov 23–26", "11月23日至26日"},
		{"in a year", between(0, 9), "23 Nov – 2 Dec", "Nov 23 – Dec 2", "11月23日至12月2日"},
		{"over a year", between(36, 41), "29 Dec 2026 – 3 Jan 2027", "Dec 29, 2026 – Jan 3, 2027", "2026年12月29日至2027年1月3日"},
		{"one day", between(0, 0), "23 Nov", "Nov 23", "11月23日"},
		{
			"with the year", func(p *Printer) string { return p.RangeYear(monday, monday+3) },
			"23–26 Nov 2026", "Nov 23–26, 2026", "2026年11月23日至26日",
		},
		{
			"months with the year", func(p *Printer) string { return p.RangeYear(monday, monday+9) },
			"23 Nov – 2 Dec 2026", "Nov 23 – Dec 2, 2026", "2026年11月23日至12月2日",
		},
	})
}

func TestNumbers(t *testing.T) {
	same := func(name string, f func(*Printer) string, want string) row { return row{name, f, want, want, want} }
	money := func(n int64, code string) func(*Printer) string {
		return func(p *Printer) string { return p.Money(n, code) }
	}
	check(t, []row{
		same("Int", func(p *Printer) string { return p.Int(-1234567) }, "-1,234,567"),
		same("Int, small", func(p *Printer) string { return p.Int(-999) }, "-999"),
		same("Number", func(p *Printer) string { return p.Number(1234.567, 1) }, "1,234.6"),
		same("Number, no minus nought", func(p *Printer) string { return p.Number(-0.04, 1) }, "0.0"),
		same("Percent", func(p *Printer) string { return p.Percent(0.256) }, "26%"),
		same("euro", money(-123450, "EUR"), "-€1,234.50"),
		same("three places", money(5, "KWD"), "KWD\u00a00.005"),
		same("one cent", money(1, "EUR"), "€0.01"),
		same("smallest amount", money(-1<<63, "EUR"), "-€92,233,720,368,547,758.08"),
		same("letters", money(100, "CHF"), "CHF\u00a01.00"),
		{"no places", money(1234, "JPY"), "JP¥1,234", "¥1,234", "JP¥1,234"},
		{"dollar", money(100, "USD"), "US$1.00", "$1.00", "US$1.00"},
		{"yuan", money(100, "CNY"), "CN¥1.00", "CN¥1.00", "¥1.00"},
		same("bytes", func(p *Printer) string { return p.Bytes(999) }, "999\u00a0B"),
		same("megabytes", func(p *Printer) string { return p.Bytes(1234567) }, "1.2\u00a0MB"),
		same("nearly a megabyte", func(p *Printer) string { return p.Bytes(999999) }, "1.0\u00a0MB"),
		same("terabytes", func(p *Printer) string { return p.Bytes(1 << 60) }, "1,152,922\u00a0TB"),
		{"Ordinal 1", func(p *Printer) string { return p.Ordinal(1) }, "1st", "1st", "第1"},
		{"Ordinal 22", func(p *Printer) string { return p.Ordinal(22) }, "22nd", "22nd", "第22"},
		{"Ordinal 13", func(p *Printer) string { return p.Ordinal(13) }, "13th", "13th", "第13"},
		same("List of none", func(p *Printer) string { return p.List(nil) }, ""),
		same("List of one", func(p *Printer) string { return p.List([]string{"A"}) }, "A"),
		{"List of two", func(p *Printer) string { return p.List([]string{"A", "B"}) }, "A and B", "A and B", "A和B"},
		{"List of three", func(p *Printer) string { return p.List([]string{"A", "B", "C"}) }, "A, B and C", "A, B, and C", "A、B和C"},
		{"ListOr of four", func(p *Printer) string { return p.ListOr([]string{"A", "{0}", "C", "D"}) }, "A, {0}, C or D", "A, {0}, C, or D", "A、{0}、C或D"},
	})
}

func TestNames(t *testing.T) {
	country := func(cc string) func(*Printer) string { return func(p *Printer) string { return p.Country(cc) } }
	lang := func(tag string) func(*Printer) string { return func(p *Printer) string { return p.Language(tag) } }
	check(t, []row{
		{"HK", country("HK"), "Hong Kong", "Hong Kong", "香港"},
		{"TW", country("TW"), "Taiwan", "Taiwan", "台湾"},
		{"gb", country("gb"), "United Kingdom", "United Kingdom", "英国"},
		{"TR", country("TR"), "Türkiye", "Türkiye", "土耳其"},
		{"no country", country("ZY"), "ZY", "ZY", "ZY"},
		{"zh-Hans", lang("zh-Hans"), "Simplified Chinese", "Simplified Chinese", "简体中文"},
		{"zh-Hant-TW", lang("zh-Hant-TW"), "Traditional Chinese (Taiwan)", "Traditional Chinese (Taiwan)", "繁体中文（台湾）"},
		{"sr-Latn", lang("sr_Latn"), "Serbian (Latin)", "Serbian (Latin)", "塞尔维亚语（拉丁文）"},
		{"no language", lang("qqq"), "qqq", "qqq", "qqq"},
		{"JPY", func(p *Printer) string { return p.Currency("JPY") }, "Japanese Yen", "Japanese Yen", "日元"},
	})
	p := printer(t, "zh-Hans")
	if n := len(p.Countries()); n != 250 {
		t.Errorf("Countries: got %d, want 249 of ISO 3166-1 and XK", n)
	}
	for _, cc := range p.Countries() {
		if p.Country(cc) == cc {
			t.Errorf("Countries: %s has no Chinese name", cc)
		}
	}
	for _, code := range p.Currencies() {
		if p.Currency(code) == code {
			t.Errorf("Currencies: %s has no Chinese name", code)
		}
	}
	en := printer(t, "en")
	for _, c := range [][3]string{
		{"America/Argentina/Buenos_Aires", "Buenos Aires", "布宜诺斯艾利斯"},
		{"Asia/Ho_Chi_Minh", "Ho Chi Minh City", "胡志明市"},
		{"America/Sao_Paulo", "São Paulo", "圣保罗"},
		{"Asia/Kolkata", "Kolkata", "加尔各答"},
		{"Europe/Kyiv", "Kyiv", "基辅"},
		{"UTC", "UTC", "UTC"},
		{"", "", ""},
		{"Nowhere/New_Town", "New Town", "New Town"},
	} {
		if a, b := en.Zone(c[0]), p.Zone(c[0]); a != c[1] || b != c[2] {
			t.Errorf("Zone(%s): got %q and %q, want %q and %q", c[0], a, b, c[1], c[2])
		}
	}
	for tag, want := range map[string]string{"ja": "日本語", "zh-Hans": "简体中文", "de": "Deutsch", "qqq": "qqq", "": ""} {
		if got := LanguageOwnName(tag); got != want {
			t.Errorf("LanguageOwnName(%q): got %q, want %q", tag, got, want)
		}
	}
}
