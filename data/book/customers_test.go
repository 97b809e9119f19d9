package book_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

func TestSaveNamesTheFieldAtFault(t *testing.T) {
	d := newDesk(t)
	own := d.add("Shop", func(c *book.Customer) { c.Kind = book.Organisation })
	date := func(p calendar.Partial) func(*book.Customer) {
		return func(c *book.Customer) { c.Dates = []book.ImportantDate{{Kind: book.Birthday, When: p}} }
	}
	for _, x := range []struct {
		name          string
		edit          func(*book.Customer)
		field, detail string
	}{
		{"no name", func(c *book.Customer) { c.Name.Full = "" }, "name", "missing"},
		{"a blank name", func(c *book.Customer) { c.Name.Full = " \u3000\t" }, "name", "missing"},
		{"an endless name", func(c *book.Customer) { c.Name.Full = strings.Repeat("长", 334) }, "name", "too_long"},
		{"a country in words", func(c *book.Customer) { c.Country = "Japan" }, "country", "unknown"},
		{"a country in digits", func(c *book.Customer) { c.Country = "12" }, "country", "unknown"},
		{"a country in full width", func(c *book.Customer) { c.Country = "ＪＰ" }, "country", "unknown"},
		{"a currency sign", func(c *book.Customer) { c.Currency = "¥" }, "currency", "unknown"},
		{"a zone that is none", func(c *book.Customer) { c.TimeZone = "Asia/Atlantis" }, "time_zone", "unknown"},
		{"an organisation of itself", func(c *book.Customer) { *c = own; c.OrganisationID = own.ID }, "organisation", "itself"},
		{"longest before ideal", func(c *book.Customer) { c.Cadence = book.Cadence{Ideal: 30, Longest: 10} }, "cadence", "order"},
		{"a negative cadence", func(c *book.Customer) { c.Cadence.Ideal = -1 }, "cadence", "order"},
		{"a huge picture", func(c *book.Customer) { c.Picture = make([]byte, 4<<20+1) }, "picture", "too_large"},
		{"an observance without a ground", func(c *book.Customer) {
			c.Observances = []book.Observance{{Tradition: "islamic", Basis: "  "}}
		}, "observance", "basis_missing"},
		{"30 February", date(calendar.Partial{Calendar: calendar.Gregorian, Month: 2, Day: 30}), "date", "no_such_day"},
		{"29 February of a common year", date(calendar.Partial{Calendar: calendar.Gregorian, Year: 2023, Month: 2, Day: 29}), "date", "no_such_day"},
		{"a leap month in a plain year", date(calendar.Partial{Calendar: calendar.Chinese, Year: 2024, Month: 6, Leap: true, Day: 1}), "date", "no_such_day"},
		{"a day without a month", date(calendar.Partial{Calendar: calendar.Gregorian, Day: 3}), "date", "no_such_day"},
		{"an unknown calendar", date(calendar.Partial{Calendar: "martian", Month: 1, Day: 1}), "date", "no_such_day"},
		{"an endless address", func(c *book.Customer) {
			c.Channels = []book.Channel{{Kind: book.Postal, Value: strings.Repeat("x", 2001)}}
		}, "channel", "too_long"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := book.Customer{Name: book.Name{Full: "Ana"}}
			x.edit(&c)
			before := d.state()
			_, op, err := d.Customers.Save(t.Context(), c)
			refused(t, err, book.Invalid, x.field, x.detail)
			if op.ID != "" || d.state() != before {
				t.Error("something was kept all the same")
			}
		})
	}
}

func TestSaveTakesWhatIsUnusualButRight(t *testing.T) {
	d := newDesk(t)
	for name, edit := range map[string]func(*book.Customer){
		"a name of 1000 bytes":         func(c *book.Customer) { c.Name.Full = strings.Repeat("x", 1000) },
		"a country in small letters":   func(c *book.Customer) { c.Country = " jp " },
		"only a longest interval":      func(c *book.Customer) { c.Cadence.Longest = 20 },
		"only an ideal interval":       func(c *book.Customer) { c.Cadence.Ideal = 20 },
		"29 February without a year":   withDate(calendar.Partial{Calendar: calendar.Gregorian, Month: 2, Day: 29}),
		"a leap month without a year":  withDate(calendar.Partial{Calendar: calendar.Chinese, Month: 6, Leap: true, Day: 1}),
		"a year alone":                 withDate(calendar.Partial{Calendar: calendar.Hebrew, Year: 5740}),
		"a month alone":                withDate(calendar.Partial{Calendar: calendar.Persian, Month: 7}),
		"a date that nobody can read":  func(c *book.Customer) { c.Dates = []book.ImportantDate{{Kind: book.Birthday, Raw: "spring"}} },
		"an organisation not in order": func(c *book.Customer) { c.Organisation = "Nobody GmbH" },
	} {
		t.Run(name, func(t *testing.T) {
			c := book.Customer{Name: book.Name{Full: "Ana"}}
			edit(&c)
			saved, op, err := d.Customers.Save(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			if op.Kind != book.OpCustomerAdd || op.ID == "" || saved.ID == "" || saved.Version != 1 {
				t.Errorf("saved as %s of version %d under %+v", saved.ID, saved.Version, op)
			}
			same(t, "what is read again", d.get(saved.ID), saved)
		})
	}
}

func withDate(p calendar.Partial) func(*book.Customer) {
	return func(c *book.Customer) {
		c.Dates = append(c.Dates, book.ImportantDate{Kind: book.Birthday, When: p})
	}
}

func TestSaveTidiesWithoutChangingSpelling(t *testing.T) {
	d := newDesk(t)
	c := d.add("\u3000王 小明 ", func(c *book.Customer) {
		c.Name.Latin, c.Country, c.Currency = " Wang Xiaoming\n", "cn", " cny"
		c.Tags = []string{"vip", " canton  fair ", "", "vip", "Ärzte"}
		c.Cultures = []book.StatedCulture{{}, {Culture: "CN"}}
		c.Languages = []book.Language{{Level: book.Fluent}, {Tag: "zh-Hans"}}
		c.Channels = []book.Channel{
			{Kind: book.Email, Value: " Xiao.Ming@Company.Example "},
			{Kind: book.Phone, Value: "  "},
			{Kind: book.Phone, Value: "+86 130 0000 0000", Normal: "+8613000000000"},
		}
		c.Dates = []book.ImportantDate{{Kind: book.Birthday}}
		c.Preferences = []book.Preference{{Kind: book.Drink, Text: " 龙井 "}, {Kind: book.Diet, Text: " "}}
		c.Custom = []book.CustomField{{}, {Name: "WeChat group"}}
		c.Relations = []book.Relation{{Kind: book.FamilyOf}}
	})
	same(t, "name", c.Name.Full, "王 小明")
	same(t, "Latin", c.Name.Latin, "Wang Xiaoming")
	same(t, "country and currency", c.Country+c.Currency, "CNCNY")
	same(t, "tags", c.Tags, []string{"canton fair", "vip", "Ärzte"})
	same(t, "kind", c.Kind, book.Person)
	same(t, "source", c.Origin.Source, "typed")
	same(t, "created", c.CreatedAt, noon)
	if len(c.Cultures) != 1 || len(c.Languages) != 1 || len(c.Channels) != 2 || len(c.Dates) != 0 || len(c.Preferences) != 1 || len(c.Custom) != 1 || len(c.Relations) != 0 {
		t.Fatalf("parts that say nothing were kept or others lost: %+v", c)
	}
	same(t, "mail as written", c.Channels[0].Value, "Xiao.Ming@Company.Example")
	same(t, "mail to compare", c.Channels[0].Normal, "xiao.ming@company.example")
	same(t, "preference", c.Preferences[0].Text, "龙井")
	for _, id := range []book.ID{c.Cultures[0].ID, c.Languages[0].ID, c.Channels[0].ID, c.Channels[1].ID, c.Custom[0].ID} {
		if id == "" {
			t.Error("a part has no id")
		}
	}
	channel := c.Channels[0].ID
	c.City = "义乌"
	again, _, err := d.Customers.Save(t.Context(), c)
	d.must(err)
	same(t, "id of the channel after a change", again.Channels[0].ID, channel)
}

func TestSaveRefusesAStaleVersion(t *testing.T) {
	d := newDesk(t)
	first := d.add("Ana")
	mine, theirs := first, first
	theirs.City = "Braga"
	saved, _, err := d.Customers.Save(t.Context(), theirs)
	d.must(err)
	same(t, "version", saved.Version, first.Version+1)
	mine.City = "Porto"
	_, _, err = d.Customers.Save(t.Context(), mine)
	refused(t, err, book.Conflict, "", "stale")
	same(t, "city", d.get(first.ID).City, "Braga")

	gone := first
	gone.ID = book.NewID()
	_, _, err = d.Customers.Save(t.Context(), gone)
	same(t, "code for one that never was", book.CodeOf(err), book.NotFound)
}

func TestSaveWithoutAChangeIsNoOperation(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana", func(c *book.Customer) { c.Tags = []string{"b", "a"} })
	d.now = d.now.Add(time.Hour)
	before := d.operations()
	_, op, err := d.Customers.Save(t.Context(), c)
	d.must(err)
	if op.ID != "" || d.operations() != before {
		t.Errorf("operation %+v was recorded for nothing", op)
	}
}

func TestSaveLinksAPersonToItsOrganisation(t *testing.T) {
	d := newDesk(t)
	org := d.add("Müller & Söhne", func(c *book.Customer) { c.Kind = book.Organisation })
	d.add("Trashed AG", func(c *book.Customer) { c.Kind = book.Organisation })
	ids, err := d.Customers.IDs(t.Context(), book.CustomerFilter{Text: "trashed"})
	d.must(err)
	_, err = d.Customers.Trash(t.Context(), ids...)
	d.must(err)
	d.add("Anna Berg") // a person of that name is not an organisation
	for _, x := range []struct {
		written string
		kind    book.Kind
		want    book.ID
	}{
		{"Müller & Söhne", book.Person, org.ID},
		{" Müller & Söhne ", book.Person, org.ID},
		{"Müller", book.Person, ""},
		{"Trashed AG", book.Person, ""},
		{"Anna Berg", book.Person, ""},
		{"Müller & Söhne", book.Organisation, ""},
	} {
		c := d.add("X", func(c *book.Customer) { c.Kind, c.Organisation = x.kind, x.written })
		same(t, x.written+" of a "+string(x.kind), c.OrganisationID, x.want)
		same(t, "the name beside the link", c.Organisation, strings.TrimSpace(x.written))
	}
}

func TestTrashRestoreAndTagAndTheirUndo(t *testing.T) {
	for _, x := range []struct {
		name string
		kind book.OpKind
		do   func(d *desk, ids []book.ID) (book.Operation, error)
		want func(t *testing.T, d *desk, ids []book.ID)
	}{
		{"trash", book.OpCustomerTrash, func(d *desk, ids []book.ID) (book.Operation, error) {
			return d.Customers.Trash(d.ctx(), ids...)
		}, func(t *testing.T, d *desk, ids []book.ID) {
			n, err := d.Customers.Count(t.Context(), book.CustomerFilter{})
			d.must(err)
			gone, err := d.Customers.Count(t.Context(), book.CustomerFilter{Trashed: true})
			d.must(err)
			same(t, "live", n, 1)
			same(t, "in the trash", gone, 3)
			same(t, "when", d.get(ids[0]).TrashedAt, noon)
		}},
		{"restore", book.OpCustomerRestore, func(d *desk, _ []book.ID) (book.Operation, error) {
			gone, err := d.Customers.IDs(d.ctx(), book.CustomerFilter{Trashed: true})
			d.must(err)
			return d.Customers.Restore(d.ctx(), gone...)
		}, func(t *testing.T, d *desk, _ []book.ID) {
			n, err := d.Customers.Count(t.Context(), book.CustomerFilter{})
			d.must(err)
			same(t, "live", n, 4)
		}},
		{"tag", book.OpCustomerTag, func(d *desk, ids []book.ID) (book.Operation, error) {
			return d.Customers.Tag(d.ctx(), ids, []string{" fair  2027 ", "vip"}, []string{"old"})
		}, func(t *testing.T, d *desk, ids []book.ID) {
			same(t, "tags of one that had both", d.get(ids[0]).Tags, []string{"fair 2027", "vip"})
			same(t, "tags of one that had none", d.get(ids[1]).Tags, []string{"fair 2027", "vip"})
		}},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := newDesk(t)
			a := d.add("A", func(c *book.Customer) { c.Tags = []string{"old", "vip"} })
			b := d.add("B")
			d.add("C")
			gone := d.add("D")
			_, err := d.Customers.Trash(t.Context(), gone.ID)
			d.must(err)
			before := d.state()
			op, err := x.do(d, []book.ID{a.ID, b.ID})
			d.must(err)
			same(t, "kind", op.Kind, x.kind)
			x.want(t, d, []book.ID{a.ID, b.ID})
			after := d.state()
			u := d.undo(op)
			same(t, "after undo", d.state(), before)
			d.undo(u)
			same(t, "after redo", d.state(), after)
			_, _, err = d.History.Undo(t.Context(), u.ID)
			same(t, "undo twice", book.CodeOf(err), book.Conflict)
		})
	}
}

func TestManyWantSomebodyAndSomething(t *testing.T) {
	d := newDesk(t)
	a := d.add("A")
	_, err := d.Customers.Trash(t.Context())
	refused(t, err, book.Invalid, "customers", "empty")
	_, err = d.Customers.Restore(t.Context())
	refused(t, err, book.Invalid, "customers", "empty")
	_, err = d.Customers.Tag(t.Context(), nil, []string{"x"}, nil)
	refused(t, err, book.Invalid, "customers", "empty")
	_, err = d.Customers.Tag(t.Context(), []book.ID{a.ID}, []string{"  "}, nil)
	refused(t, err, book.Invalid, "tags", "empty")
}

func TestDatesAreKeptWhereTheirCalendarPutsThem(t *testing.T) {
	g := func(y, m, dd int) calendar.Partial {
		return calendar.Partial{Calendar: calendar.Gregorian, Year: y, Month: m, Day: dd}
	}
	cn := func(y, m, dd int, leap bool) calendar.Partial {
		return calendar.Partial{Calendar: calendar.Chinese, Year: y, Month: m, Leap: leap, Day: dd}
	}
	he := func(y, m, dd int) calendar.Partial {
		return calendar.Partial{Calendar: calendar.Hebrew, Year: y, Month: m, Day: dd}
	}
	hijri := calendar.Partial{Calendar: calendar.Hijri, Month: 9, Day: 30}
	persian := calendar.Partial{Calendar: calendar.Persian, Month: 12, Day: 30}
	for _, x := range []struct {
		name     string
		when     calendar.Partial
		from, to string
		want     []string // days, with the rule that moved them
	}{
		{"a plain birthday", g(1980, 5, 3), "2027-01-01", "2027-12-31", []string{"2027-05-03"}},
		{"both ends belong to it", g(1980, 5, 3), "2027-05-03", "2027-05-03", []string{"2027-05-03"}},
		{"the day after is too late", g(1980, 5, 3), "2027-05-04", "2027-06-01", nil},
		{"over the new year", g(1980, 1, 2), "2027-12-20", "2028-01-10", []string{"2028-01-02"}},
		{"three years are three days", g(0, 5, 3), "2027-01-01", "2029-12-31", []string{"2027-05-03", "2028-05-03", "2029-05-03"}},
		{"nobody keeps a birthday before birth", g(2027, 5, 3), "2026-01-01", "2028-12-31", []string{"2027-05-03", "2028-05-03"}},
		{"29 February in a common year", g(1996, 2, 29), "2027-01-01", "2027-12-31", []string{"2027-02-28 feb29"}},
		{"29 February in a leap year", g(1996, 2, 29), "2028-01-01", "2028-12-31", []string{"2028-02-29"}},
		{"28 February stays", g(1996, 2, 28), "2027-01-01", "2028-12-31", []string{"2027-02-28", "2028-02-28"}},
		{"a month without a day is no day", calendar.Partial{Calendar: calendar.Gregorian, Month: 5}, "2027-01-01", "2027-12-31", nil},
		{"Lantern Festival", cn(1985, 1, 15, false), "2027-01-01", "2027-12-31", []string{"2027-02-20"}},
		{"New Year's Eve of the last lunar year", cn(0, 12, 30, false), "2027-01-01", "2027-02-28", []string{"2027-02-05 short_month"}},
		{"a leap month that the year has", cn(0, 6, 1, true), "2025-01-01", "2025-12-31", []string{"2025-07-25"}},
		{"a leap month that the year lacks", cn(0, 6, 1, true), "2026-01-01", "2026-12-31", []string{"2026-07-14 leap_month"}},
		{"the plain month beside a leap one", cn(0, 6, 1, false), "2025-01-01", "2025-12-31", []string{"2025-06-25"}},
		{"Adar of a plain year in a leap year", he(5783, 12, 14), "2027-01-01", "2027-12-31", []string{"2027-03-23 adar"}},
		{"Adar I of a leap year in a plain year", he(5784, 12, 14), "2026-01-01", "2026-12-31", []string{"2026-03-03 adar"}},
		{"Adar II of a leap year in a plain year", he(5784, 13, 14), "2026-01-01", "2026-12-31", []string{"2026-03-03 adar"}},
		{"30 Ramadan", hijri, "2027-01-01", "2027-12-31", nil}, // filled below
		{"30 Esfand in a common year", persian, "2027-01-01", "2027-12-31", []string{"2027-03-20 short_month"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := newDesk(t)
			c := d.add("Ana", withDate(x.when))
			from, to := day(t, x.from), day(t, x.to)
			found, err := d.Customers.Dates(t.Context(), from, to)
			d.must(err)
			var got []string
			for _, u := range found {
				if u.Customer.ID != c.ID || u.Customer.Name.Full != "Ana" || u.When != x.when {
					t.Errorf("the day is not Ana's: %+v", u)
				}
				got = append(got, strings.TrimSpace(u.On.String()+" "+string(u.Rule)))
			}
			if x.when == hijri { // the length of the month is the calendar's affair
				o, err := hijri.Next(from)
				d.must(err)
				x.want = []string{strings.TrimSpace(o.Date.String() + " " + string(o.Rule))}
			}
			same(t, "days", got, x.want)
		})
	}
}

func TestDatesAreInOrderAndOfLiveCustomers(t *testing.T) {
	d := newDesk(t)
	d.add("late", withDate(calendar.Partial{Calendar: calendar.Gregorian, Month: 3, Day: 20}))
	d.add("early", withDate(calendar.Partial{Calendar: calendar.Gregorian, Month: 3, Day: 12}),
		withDate(calendar.Partial{Calendar: calendar.Gregorian, Month: 4, Day: 1}))
	gone := d.add("gone", withDate(calendar.Partial{Calendar: calendar.Gregorian, Month: 3, Day: 15}))
	_, err := d.Customers.Trash(t.Context(), gone.ID)
	d.must(err)
	found, err := d.Customers.Dates(t.Context(), day(t, "2027-03-10"), day(t, "2027-04-10"))
	d.must(err)
	var got []string
	for _, u := range found {
		got = append(got, u.Customer.Name.Full)
	}
	same(t, "order", got, []string{"early", "late", "early"})
	empty, err := d.Customers.Dates(t.Context(), day(t, "2027-04-10"), day(t, "2027-03-10"))
	d.must(err)
	same(t, "a stretch that ends before it begins", len(empty), 0)
}

func TestPictureIsMadeSmallOrRefused(t *testing.T) {
	for _, x := range []struct{ w, h, wantW, wantH int }{
		{10, 20, 10, 20}, {512, 512, 512, 512}, {1024, 512, 512, 256}, {300, 1500, 102, 512}, {3000, 1, 512, 1},
	} {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, x.w, x.h))); err != nil {
			t.Fatal(err)
		}
		small, err := book.Picture(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		cfg, format, err := image.DecodeConfig(bytes.NewReader(small))
		if err != nil || format != "png" || cfg.Width != x.wantW || cfg.Height != x.wantH {
			t.Errorf("%d×%d became %s %d×%d (%v), want %d×%d", x.w, x.h, format, cfg.Width, cfg.Height, err, x.wantW, x.wantH)
		}
		if x.w == 10 {
			_, err := book.Picture(b.Bytes()[:b.Len()/2])
			refused(t, err, book.Invalid, "picture", "not_an_image")
		}
	}
	for _, data := range []string{"", "not a picture", "GIF89a"} {
		_, err := book.Picture([]byte(data))
		refused(t, err, book.Invalid, "picture", "not_an_image")
	}
}
