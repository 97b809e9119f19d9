package book_test

import (
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// closing is a closing day that can be kept as it stands.
func closing() book.OwnDay {
	return book.OwnDay{Sort: book.ClosingDay, Country: "DE", When: calendar.Partial{Calendar: calendar.Gregorian, Month: 8, Day: 1}, Days: 21, Note: "Summer"}
}

// TestOwnDayRefused holds that a day which cannot be is refused at its field.
func TestOwnDayRefused(t *testing.T) {
	b := newDesk(t)
	holiday := book.OwnDay{Sort: book.OwnHoliday, Name: "Fair", Kind: "observance", Mood: "cheerful", When: calendar.Partial{Month: 5, Day: 2}}
	announced := book.OwnDay{Sort: book.AnnouncedDay, RuleID: "sa.eid_al_fitr", RuleYear: 2027, Country: "SA", When: book.Once(calendar.NewDate(2027, 3, 10))}
	for _, c := range []struct {
		name          string
		day           book.OwnDay
		change        func(*book.OwnDay)
		field, detail string
	}{
		{"good closing", closing(), func(*book.OwnDay) {}, "", ""},
		{"good holiday", holiday, func(*book.OwnDay) {}, "", ""},
		{"good announcement", announced, func(*book.OwnDay) {}, "", ""},
		{"sort", closing(), func(d *book.OwnDay) { d.Sort = "x" }, "sort", "unknown"},
		{"nobody", closing(), func(d *book.OwnDay) { d.Country = "" }, "who", "missing"},
		{"31 June", closing(), func(d *book.OwnDay) { d.When.Month, d.When.Day = 6, 31 }, "when", "no_such_day"},
		{"no day", closing(), func(d *book.OwnDay) { d.When.Day = 0 }, "when", "missing"},
		{"29 February of a common year", closing(), func(d *book.OwnDay) { d.When = calendar.Partial{Year: 2027, Month: 2, Day: 29} }, "when", "no_such_day"},
		{"too long", closing(), func(d *book.OwnDay) { d.Days = 400 }, "days", "too_long"},
		{"sixth Monday", holiday, func(d *book.OwnDay) { d.Nth = 6 }, "when", "no_such_day"},
		{"no name", holiday, func(d *book.OwnDay) { d.Name = " " }, "holiday", "missing"},
		{"kind", holiday, func(d *book.OwnDay) { d.Kind = "workday" }, "kind", "unknown"},
		{"cheerful mourning", holiday, func(d *book.OwnDay) { d.Kind = "mourning" }, "mood", "mourning"},
		{"no rule", announced, func(d *book.OwnDay) { d.RuleID = "" }, "rule", "missing"},
		{"every year", announced, func(d *book.OwnDay) { d.When.Year = 0 }, "when", "missing"},
		{"another year", announced, func(d *book.OwnDay) { d.RuleYear = 2030 }, "when", "other_year"},
		{"country", closing(), func(d *book.OwnDay) { d.Country = "Germany" }, "country", "unknown"},
	} {
		day := c.day
		c.change(&day)
		t.Run(c.name, func(t *testing.T) {
			_, _, err := b.OwnDays.Save(t.Context(), day)
			if c.field != "" {
				refused(t, err, book.Invalid, c.field, c.detail)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

// TestOwnDays holds that a day is kept with who entered it and when, that the
// same announcement again takes the place of the first, and that everything is
// undone, done again and told.
func TestOwnDays(t *testing.T) {
	b := newDesk(t)
	s, err := b.Settings(t.Context())
	must(t, err)
	s.OwnerName = "Li"
	_, err = b.SaveSettings(t.Context(), s)
	must(t, err)
	var heard []book.Entity
	defer b.Hub.Listen(func(cs []book.Change) {
		for _, c := range cs {
			heard = append(heard, c.Entity)
		}
	})()
	count := func(want int) []book.OwnDayRow {
		t.Helper()
		rows, err := b.OwnDays.List(t.Context())
		must(t, err)
		if len(rows) != want {
			t.Fatalf("%d own days, want %d: %+v", len(rows), want, rows)
		}
		return rows
	}
	org, _, err := b.Customers.Save(t.Context(), book.Customer{Kind: book.Organisation, Name: book.Name{Full: "Müller GmbH"}})
	must(t, err)
	d := closing()
	d.CustomerID = org.ID
	d, op, err := b.OwnDays.Save(t.Context(), d)
	must(t, err)
	if d.Author != "Li" || d.CreatedAt.IsZero() || d.Country != "" || d.Version != 1 || op.Kind != book.OpOwnDayAdd {
		t.Fatalf("%+v %+v", d, op)
	}
	if rows := count(1); rows[0].Customer == nil || rows[0].Customer.Name.Full != "Müller GmbH" {
		t.Fatalf("%+v", rows)
	}
	say := func(day int) book.Operation {
		_, op, err := b.OwnDays.Save(t.Context(), book.OwnDay{
			Sort: book.AnnouncedDay, RuleID: "sa.eid_al_fitr", RuleYear: 2027, Country: "SA", When: book.Once(calendar.NewDate(2027, 3, day)),
		})
		must(t, err)
		return op
	}
	say(10)
	second := say(11)
	rows := count(2)
	if first, ok := rows[1].First(); !ok || first.Day() != 11 {
		t.Errorf("the second announcement did not win: %+v", rows[1])
	}
	_, _, err = b.History.Undo(t.Context(), second.ID)
	must(t, err)
	if first, _ := count(2)[1].First(); first.Day() != 10 {
		t.Errorf("undone to %v", first)
	}
	stale := d
	d.Note = "Works holiday"
	_, _, err = b.OwnDays.Save(t.Context(), d)
	must(t, err)
	if _, _, err = b.OwnDays.Save(t.Context(), stale); book.CodeOf(err) != book.Conflict {
		t.Errorf("a stale day was saved: %v", err)
	}
	gone, err := b.OwnDays.Trash(t.Context(), d.ID)
	must(t, err)
	count(1)
	back, _, err := b.History.Undo(t.Context(), gone.ID)
	must(t, err)
	count(2)
	_, _, err = b.History.Undo(t.Context(), back.ID)
	must(t, err)
	count(1)
	n := 0
	for _, e := range heard {
		if e == book.EntityOwnDay {
			n++
		}
	}
	if n != 8 {
		t.Errorf("own days were told of %d times: %v", n, heard)
	}
}

// TestOwnDayUnmade holds that undoing the entry of a day takes it away, that
// redoing brings it back, and that a closing keeps its customer from being
// unmade.
func TestOwnDayUnmade(t *testing.T) {
	b := newDesk(t)
	c, made, err := b.Customers.Save(t.Context(), book.Customer{Kind: book.Person, Name: book.Name{Full: "王小明"}})
	must(t, err)
	d := closing()
	d.CustomerID = c.ID
	d, op, err := b.OwnDays.Save(t.Context(), d)
	must(t, err)
	undo, _, err := b.History.Undo(t.Context(), op.ID)
	must(t, err)
	if rows, err := b.OwnDays.List(t.Context()); err != nil || len(rows) != 0 {
		t.Fatal(rows, err)
	}
	_, _, err = b.History.Undo(t.Context(), undo.ID)
	must(t, err)
	rows, err := b.OwnDays.List(t.Context())
	if err != nil || len(rows) != 1 || rows[0].Note != d.Note || rows[0].Days != 21 {
		t.Fatal(rows, err)
	}
	if _, kept, err := b.History.Undo(t.Context(), made.ID); err != nil || kept == 0 {
		t.Error(kept, err)
	}
	_, err = b.Customers.Trash(t.Context(), c.ID)
	must(t, err)
	if rows, err := b.OwnDays.List(t.Context()); err != nil || len(rows) != 0 {
		t.Error("the closing of a customer in the trash is listed", rows, err)
	}
}

// TestOwnDayMerged holds that a closing goes with its customer when two are
// made one, and comes back with the undo.
func TestOwnDayMerged(t *testing.T) {
	d := newDesk(t)
	keep, other := twoOfOne(d)
	c := closing()
	c.CustomerID = other.ID
	_, _, err := d.OwnDays.Save(t.Context(), c)
	must(t, err)
	op, err := d.Duplicates.Merge(t.Context(), keep, other, nil)
	must(t, err)
	whose := func() book.ID {
		rows, err := d.OwnDays.List(t.Context())
		if err != nil || len(rows) != 1 {
			t.Fatal(rows, err)
		}
		return rows[0].CustomerID
	}
	if whose() != keep.ID {
		t.Error("the closing stays with the card in the trash")
	}
	d.undo(op)
	if whose() != other.ID {
		t.Error("the closing does not come back")
	}
}

func TestOwnDayNext(t *testing.T) {
	on := func(y int, m time.Month, d int) calendar.Date { return calendar.NewDate(y, m, d) }
	for _, c := range []struct {
		name string
		day  book.OwnDay
		from calendar.Date
		want calendar.Date
	}{
		{"once", book.OwnDay{When: book.Once(on(2027, 3, 1)), Days: 5}, on(2027, 3, 4), on(2027, 3, 1)},
		{"once, over", book.OwnDay{When: book.Once(on(2027, 3, 1)), Days: 3}, on(2027, 3, 4), 0},
		{"every year", closing(), on(2027, 8, 22), on(2028, 8, 1)},
		{"under way", closing(), on(2027, 8, 21), on(2027, 8, 1)},
		{"lunar", book.OwnDay{When: calendar.Partial{Calendar: calendar.Chinese, Month: 8, Day: 15}, Days: 1}, on(2027, 1, 1), on(2027, 9, 15)},
		{"last Friday", book.OwnDay{When: calendar.Partial{Month: 11}, Nth: -1, Weekday: time.Friday, Days: 1}, on(2027, 1, 1), on(2027, 11, 26)},
		{"fifth Monday of a February, too far off", book.OwnDay{When: calendar.Partial{Month: 2}, Nth: 5, Weekday: time.Monday, Days: 1}, on(2027, 1, 1), 0},
	} {
		got, ok := c.day.Next(c.from)
		if ok != (c.want != 0) || got != c.want {
			t.Errorf("%s: %v %v, want %v", c.name, got, ok, c.want)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
