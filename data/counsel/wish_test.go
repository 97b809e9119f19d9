package counsel

import (
	"strings"
	"testing"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
)

// TestWishes holds that a wish comes in its language and window, and one of a
// faith to those alone who told us.
func TestWishes(t *testing.T) {
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	day := func(y, m, d int) calendar.Date { return calendar.NewDate(y, 1, 1).AddMonths(m-1) + calendar.Date(d-1) }
	told := func(c book.Customer, tradition string) book.Customer {
		c.Observances = []book.Observance{{Tradition: tradition, Basis: "told us"}}
		return c
	}
	cn, id := book.Customer{Country: "CN"}, book.Customer{Country: "ID"}
	for _, test := range []struct {
		name string
		c    book.Customer
		lang string
		on   calendar.Date
		want string // stands in one of the wishes; "" for none
	}{
		{"Spring Festival", cn, "zh-Hans", day(2027, 2, 6), "新春快乐"},
		{"not in summer", cn, "zh-Hans", day(2027, 7, 20), ""},
		{"not in another language", cn, "ja", day(2027, 2, 6), ""},
		{"Fitr to one who told us", told(id, "islamic"), "id", day(2027, 3, 10), "Idulfitri"},
		{"Fitr to nobody by country", id, "id", day(2027, 3, 10), ""},
		{"of nothing known", book.Customer{}, "en", day(2027, 1, 1), ""},
	} {
		var all []string
		for _, w := range Wishes(a, test.c, test.lang, test.on) {
			all = append(all, w.Text)
		}
		got := strings.Join(all, " | ")
		if (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
			t.Errorf("%s: the wishes are %q", test.name, got)
		}
	}
}
