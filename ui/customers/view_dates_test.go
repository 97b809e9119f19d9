package customers

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestDatesInEveryCalendar chooses each calendar in the form of a date: it has
// a name, named months and the next three days of a birthday.
func TestDatesInEveryCalendar(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := newEnv(t, lang, 0)
		open(t, env, kit.Light, 1152, 804)
		for _, c := range calendar.Calendars() {
			if c.ID == calendar.HijriIran {
				continue // the past only: a birthday has no next day
			}
			g := newDateGroup(env)
			g.fill(book.Customer{Dates: []book.ImportantDate{{Kind: book.Birthday, When: calendar.Partial{Calendar: c.ID, Month: 2, Day: 15}}}})
			if name := env.Printer.CalendarName(c.ID); name == string(c.ID) {
				t.Errorf("%s: %s has no name", lang, c.ID)
			}
			next := nextText(env.Printer, calendar.Partial{Calendar: c.ID, Month: 2, Day: 15}, calendar.DateOf(testNow), 3)
			if n := strings.Count(next, "20"); n < 3 {
				t.Errorf("%s: %s has only %q", lang, c.ID, next)
			}
			var read book.Customer
			if !g.read(&read) || len(read.Dates) != 1 || read.Dates[0].When.Calendar != c.ID || read.Dates[0].When.Day != 15 {
				t.Errorf("%s: %s read %v", lang, c.ID, read.Dates)
			}
		}
	}
}

// movedDays are birthdays of which one of the next three is kept on another
// day, and the words that say why.
var movedDays = []struct {
	when   calendar.Partial
	en, zh string
}{
	{calendar.Partial{Calendar: calendar.Tibetan, Month: 11, Day: 15}, "skip the number", "没有这一日"},
	{calendar.Partial{Calendar: calendar.Tibetan, Month: 11, Day: 3}, "on the first", "按第一天"},
	{calendar.Partial{Calendar: calendar.Mongolian, Month: 11, Day: 2}, "on the second", "按第二天"},
	{calendar.Partial{Calendar: calendar.Bhutanese, Month: 12, Day: 8}, "skip the number", "没有这一日"},
	{calendar.Partial{Calendar: calendar.ThaiLunar, Month: 8, Leap: true, Day: 15}, "leap", "闰"},
	{calendar.Partial{Calendar: calendar.Burmese, Month: 4, Leap: true, Day: 15}, "leap", "闰"},
	{calendar.Partial{Calendar: calendar.HinduLunar, Month: 5, Leap: true, Day: 8}, "leap", "闰"},
	{calendar.Partial{Calendar: calendar.Tamil, Month: 3, Day: 32}, "", ""},
}

func TestMovedDaysOfAsia(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := newEnv(t, lang, 0)
		var dates []book.ImportantDate
		for _, m := range movedDays {
			want := m.en
			if lang != "en" {
				want = m.zh
			}
			if got := nextText(env.Printer, m.when, calendar.DateOf(testNow), 3); !strings.Contains(got, want) || strings.Count(got, "·") != 2 {
				t.Errorf("%s: %s is %q, want %q in it", lang, m.when, got, want)
			}
			dates = append(dates, book.ImportantDate{Kind: book.Birthday, When: m.when})
		}
		if !screentest.Drawing() {
			continue
		}
		for name, size := range map[string]fyne.Size{"wide": fyne.NewSize(1152, 804), "small": fyne.NewSize(816, 644)} {
			v, win := open(t, env, kit.Light, size.Width, size.Height)
			c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Kind: book.Person, Name: book.Name{Full: "Tenzin"}, Dates: dates})
			if err != nil {
				t.Fatal(err)
			}
			v.Show(screen.Route{ID: string(c.ID)}.With(argEdit, valueYes))
			for i, y := range []float32{0, 400, 800, 1200} {
				v.form.scroll.ScrollTo(y)
				screentest.Shoot(t, win, lang+"-"+name+"-asia"+string(rune('a'+i)))
			}
			v.Show(screen.Route{ID: string(c.ID)})
			screentest.Shoot(t, win, lang+"-"+name+"-asiacard")
		}
	}
}

func TestHasLeapMonth(t *testing.T) {
	for _, c := range []struct {
		id    calendar.ID
		month int
		want  bool
	}{
		{calendar.Chinese, 6, true},
		{calendar.Chinese, 0, true},
		{calendar.ThaiLunar, 8, true},
		{calendar.ThaiLunar, 7, false},
		{calendar.Burmese, 4, true},
		{calendar.Burmese, 5, false},
		{calendar.Tamil, 4, false},
		{calendar.Tibetan, 1, true},
		{calendar.Bahai, 18, true},
		{calendar.Bahai, 17, false},
		{"none", 1, false},
	} {
		if got := hasLeapMonth(c.id, c.month); got != c.want {
			t.Errorf("%s month %d: %v", c.id, c.month, got)
		}
	}
}
