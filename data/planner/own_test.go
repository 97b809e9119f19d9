package planner

import (
	"context"
	"slices"
	"testing"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
)

// laid is the planner over what a user entered.
func laid(t testing.TB, days ...book.OwnDay) *Planner {
	t.Helper()
	p := load(t)
	var rows []book.OwnDayRow
	for i, d := range days {
		d.ID = book.ID(rune('a' + i))
		d.Days = max(d.Days, 1)
		rows = append(rows, book.OwnDayRow{OwnDay: d})
	}
	return &Planner{p.Almanac.With(Overlay(rows, "Closed")), p.Culture}
}

func on(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestClosings holds that closing days count in call windows and better days:
// of a customer, of an organisation for its people, of a country or a region.
func TestClosings(t *testing.T) {
	august := calendar.Partial{Calendar: calendar.Gregorian, Month: 8, Day: 3}
	p := laid(
		t,
		book.OwnDay{Sort: book.ClosingDay, CustomerID: "anna", When: august, Days: 5, Note: "Stocktaking"},
		book.OwnDay{Sort: book.ClosingDay, CustomerID: "works", When: august, Days: 19},
		book.OwnDay{Sort: book.ClosingDay, Country: "AT", Region: "AT-9", When: book.Once(on(t, "2026-08-04"))},
		book.OwnDay{Sort: book.OwnHoliday, Name: "Our fair", Kind: "observance", Mood: "cheerful", When: book.Once(on(t, "2027-08-01"))},
		book.OwnDay{Sort: book.OwnHoliday, Country: "CH", Name: "Fair", Kind: "public", Mood: "cheerful", When: book.Once(on(t, "2026-08-04"))},
	)
	for _, x := range []struct {
		name   string
		c      book.CustomerRow
		reason Reason
		what   string
		after  string
	}{
		{"her own", book.CustomerRow{ID: "anna", Country: "DE"}, Closing, "Stocktaking", "2026-08-10"},
		{"the organisation", book.CustomerRow{ID: "works", Kind: book.Organisation, Country: "DE"}, Closing, "Closed", "2026-08-24"},
		{"its people", book.CustomerRow{ID: "ben", OrganisationID: "works", Country: "DE"}, Closing, "Closed", "2026-08-24"},
		{"the region", book.CustomerRow{ID: "c", Country: "AT", Region: "9"}, Closing, "Closed", "2026-08-05"},
		{"another region", book.CustomerRow{ID: "c", Country: "AT", Region: "3"}, "", "", ""},
		{"an own holiday", book.CustomerRow{ID: "d", Country: "CH"}, Holiday, "Fair", "2026-08-05"},
		{"somebody else", book.CustomerRow{ID: "e", Country: "DE"}, "", "", ""},
	} {
		c, clash := p.Clash(x.c, on(t, "2026-08-04"))
		if clash != (x.reason != "") || c.Reason != x.reason {
			t.Errorf("%s: %v %q, want %q", x.name, clash, c.Reason, x.reason)
			continue
		}
		if clash && (c.Holiday.Name("en") != x.what || c.After.String() != x.after) {
			t.Errorf("%s: %s, better %s, want %s, %s", x.name, c.Holiday.Name("en"), c.After, x.what, x.after)
		}
		w := p.Window(x.c, time.Date(2026, 8, 4, 9, 30, 0, 0, time.UTC))
		if clash && (w.Reason != x.reason || w.Open()) || !clash && !w.Open() {
			t.Errorf("%s: the call window says %s", x.name, w.Reason)
		}
	}
	next, ok := p.NextHoliday(book.CustomerRow{ID: "ben", OrganisationID: "works"}, on(t, "2027-07-30"), 10)
	if !ok || !next.Closing() || next.Date != on(t, "2027-08-03") {
		t.Errorf("the closing is not among the next days: %+v", next)
	}
}

// TestAnnouncedMovesGreetings holds that those who keep a feast are greeted on
// the date that was announced where they are, and once only.
func TestAnnouncedMovesGreetings(t *testing.T) {
	p := load(t)
	base, ok := p.Almanac.Reckoned("islamic.ramadan", on(t, "2027-02-08"))
	if !ok {
		t.Fatal("Ramadan is not known")
	}
	p = laid(t, book.OwnDay{Sort: book.AnnouncedDay, RuleID: "islamic.ramadan", RuleYear: 2027, Country: "SA", When: book.Once(base.Date + 1)})
	riyadh := book.CustomerRow{ID: "r", Country: "SA", Observances: []string{"islamic"}}
	berlin := book.CustomerRow{ID: "b", Country: "DE", Observances: []string{"islamic"}}
	nobody := book.CustomerRow{ID: "n", Country: "SA"}
	for _, x := range []struct {
		name string
		c    book.CustomerRow
		want []calendar.Date
	}{{"Riyadh", riyadh, []calendar.Date{base.Date + 1}}, {"Berlin", berlin, []calendar.Date{base.Date}}, {"told us nothing", nobody, nil}} {
		var got []calendar.Date
		for _, o := range p.Holidays(x.c, base.Date-10, 20) {
			if o.ID == "islamic.ramadan" {
				got = append(got, o.Date)
			}
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
	coming, err := p.Coming(context.Background(), fake{map[string]int{"SA": 3, "DE": 1}, map[string]int{"islamic": 2}}, base.Date-5, 10, 50)
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, c := range coming {
		if c.ID != "islamic.ramadan" {
			continue
		}
		days = append(days, c.Date.String())
		switch c.Date {
		case base.Date:
			if !slices.Equal(c.Concerned.Without, []string{"SA"}) || c.Concerned.Within != nil {
				t.Errorf("the reckoned date concerns %+v", c.Concerned)
			}
		case base.Date + 1:
			if !slices.Equal(c.Concerned.Within, []string{"SA"}) || len(c.Concerned.Countries) != 0 {
				t.Errorf("the announced date concerns %+v", c.Concerned)
			}
		}
	}
	if len(days) != 2 {
		t.Errorf("Ramadan comes on %v", days)
	}
}

// TestOwnHolidayOfTheBook holds that a holiday of the whole book is near for
// everybody.
func TestOwnHolidayOfTheBook(t *testing.T) {
	p := laid(t, book.OwnDay{Sort: book.OwnHoliday, Name: "Our fair", Kind: "observance", Mood: "cheerful", When: book.Once(on(t, "2026-11-24"))})
	coming, err := p.Coming(context.Background(), fake{map[string]int{"SA": 3}, nil}, on(t, "2026-11-23"), 3, 50)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range coming {
		if c.Own() && !c.Concerned.Everybody {
			t.Errorf("it concerns %+v", c.Concerned)
		}
	}
	var o almanac.Occurrence
	for _, o = range p.Almanac.Occurrences(almanac.Query{From: on(t, "2026-11-24"), To: on(t, "2026-11-24"), IDs: []string{"own.a"}}) {
	}
	if !p.ConcernedBy(o).Everybody {
		t.Error("its page concerns nobody")
	}
}

// desk answers like a book with some customers.
type desk []book.CustomerRow

func (d desk) Places(context.Context) ([]book.Place, error) {
	var out []book.Place
	for _, c := range d {
		out = append(out, book.Place{Country: c.Country, Region: c.Region, Weekend: c.Hours.Weekend, Count: 1})
	}
	return out, nil
}

func (d desk) List(_ context.Context, q book.CustomerQuery) (book.CustomerPage, error) {
	var page book.CustomerPage
	for _, c := range d {
		if slices.Contains(q.Filter.IDs, c.ID) || q.Filter.Organisation != "" && c.OrganisationID == q.Filter.Organisation {
			page.Rows = append(page.Rows, c)
		}
	}
	return page, nil
}

// TestClosedDay holds who does not work on a day, each counted once and with
// the first reason.
func TestClosedDay(t *testing.T) {
	people := desk{
		{ID: "works", Kind: book.Organisation, Country: "DE"},
		{ID: "ben", OrganisationID: "works", Country: "JP"}, // the organisation is closed where he has a holiday
		{ID: "sato", Country: "JP"},
		{ID: "lee", Country: "KR"},
		{ID: "anna", Country: "AT"},
		{ID: "omar", Country: "SA", Hours: book.Hours{Weekend: []int{1}}},
		{ID: "nobody"},
	}
	p := laid(
		t,
		book.OwnDay{Sort: book.ClosingDay, CustomerID: "works", When: book.Once(on(t, "2026-11-20")), Days: 5, Note: "Inventory"},
		book.OwnDay{Sort: book.ClosingDay, Country: "AT", When: book.Once(on(t, "2026-11-23")), Note: "Storm"},
	)
	got, err := p.Closed(context.Background(), people, on(t, "2026-11-23")) // a Monday, Labour Thanksgiving in Japan
	if err != nil {
		t.Fatal(err)
	}
	if got.Total != 5 || got.Of != len(people) {
		t.Errorf("%d of %d are closed", got.Total, got.Of)
	}
	type line struct {
		reason Reason
		n      int
		where  string
	}
	var lines []line
	for _, c := range got.Reasons {
		where := ""
		if len(c.Countries) > 0 {
			where = c.Countries[0]
		}
		lines = append(lines, line{c.Reason, c.Count, where})
	}
	want := []line{{Closing, 2, ""}, {Holiday, 1, "JP"}, {Closing, 1, "AT"}, {Weekend, 1, "SA"}}
	if !slices.Equal(lines, want) {
		t.Errorf("%v, want %v", lines, want)
	}
	if c := got.Reasons[0]; len(c.Customers) != 2 || c.Customers[0].ID != "works" || c.Occurrence.Name("en") != "Inventory" {
		t.Errorf("%+v", c)
	}
}
