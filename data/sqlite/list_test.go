package sqlite

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// middling is a book of some hundred customers of whom some are in the trash.
func middling(t testing.TB) (*File, []book.Customer) {
	t.Helper()
	f := fresh(t)
	check(t, fill(f, 300))
	r := rand.New(rand.NewPCG(5, 5))
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{})
	check(t, err)
	_, err = f.Write(ctx, book.Operation{Kind: book.OpCustomerTrash}, func(tx book.Tx) error {
		for i, id := range ids {
			if i%10 == 0 {
				if err := tx.SetTrashed(ctx, []book.ID{id}, time.Now()); err != nil {
					return err
				}
			}
			if i%7 == 0 {
				c, err := tx.Customer(ctx, id)
				if err != nil {
					return err
				}
				c.Kind, c.Country = book.Organisation, ""
				c.Observances = []book.Observance{{Tradition: []string{"islamic", "jewish"}[r.IntN(2)], Basis: "told us"}}
				if err := tx.PutCustomer(ctx, c); err != nil {
					return err
				}
			}
		}
		return nil
	})
	check(t, err)
	var all []book.Customer
	for _, id := range ids {
		all = append(all, get(t, f, id))
	}
	return f, all
}

func pages(t testing.TB, f *File, q book.CustomerQuery) []book.CustomerRow {
	t.Helper()
	var out []book.CustomerRow
	for {
		p, err := f.Customers(ctx, q)
		check(t, err)
		if len(p.Rows) > q.Limit || len(p.Rows) < q.Limit && p.Next != "" {
			t.Fatalf("a page of %d rows", len(p.Rows))
		}
		out = append(out, p.Rows...)
		if p.Next == "" {
			return out
		}
		q.After = p.Next
	}
}

// Every order, both ways, in pages of several sizes: nobody twice, nobody left
// out, and unknown values last.
func TestPages(t *testing.T) {
	f, all := middling(t)
	live := 0
	for _, c := range all {
		if c.TrashedAt.IsZero() {
			live++
		}
	}
	key := map[book.Sort]func(book.CustomerRow) string{
		book.SortName:        func(r book.CustomerRow) string { return "" },
		book.SortCountry:     func(r book.CustomerRow) string { return r.Country },
		book.SortLastContact: func(r book.CustomerRow) string { s, _ := stamp(r.LastContact).(string); return s },
		book.SortUpdated:     func(r book.CustomerRow) string { s, _ := stamp(r.UpdatedAt).(string); return s },
		book.SortCreated:     func(r book.CustomerRow) string { return "" },
	}
	for sort, of := range key {
		for _, desc := range []bool{false, true} {
			var first []book.ID
			for _, limit := range []int{7, 60, 500} {
				rows := pages(t, f, book.CustomerQuery{Sort: sort, Desc: desc, Limit: limit})
				seen := map[book.ID]bool{}
				var ids []book.ID
				for i, r := range rows {
					if seen[r.ID] || !r.TrashedAt.IsZero() {
						t.Fatalf("%s: %s twice or from the trash", sort, r.ID)
					}
					seen[r.ID] = true
					ids = append(ids, r.ID)
					if i == 0 || of(r) == "" {
						continue
					}
					before := of(rows[i-1])
					if before == "" && sort != book.SortName && sort != book.SortCreated {
						t.Fatalf("%s: a known value after an unknown one", sort)
					}
					if c := cmp.Compare(before, of(r)); desc && c < 0 || !desc && c > 0 {
						t.Fatalf("%s desc=%v: %q before %q", sort, desc, before, of(r))
					}
				}
				if len(rows) != live {
					t.Fatalf("%s: %d of %d", sort, len(rows), live)
				}
				if first == nil {
					first = ids
				} else if !slices.Equal(first, ids) {
					t.Fatalf("%s: pages of %d are in another order", sort, limit)
				}
			}
		}
	}
	if _, err := f.Customers(ctx, book.CustomerQuery{After: "nonsense"}); book.CodeOf(err) != book.Invalid {
		t.Error(err)
	}
}

func TestNamesAreSortedAsPeopleExpect(t *testing.T) {
	f := fresh(t)
	var want []book.ID
	for _, n := range []book.Name{
		{Full: "ábel"}, {Full: "Anna Adler"}, {Full: "Österreich"}, {Full: "Zoë"},
	} {
		c := named(n.Full)
		want = append(want, c.ID)
		put(t, f, c)
	}
	rows := pages(t, f, book.CustomerQuery{Limit: 2})
	for i, r := range rows {
		if r.ID != want[i] {
			t.Fatalf("place %d: %s", i, r.Name.Full)
		}
	}
	a, b := named("阿部"), named("山田")
	a.Name.Reading, b.Name.Reading, a.Name.Language, b.Name.Language = "あべ", "やまだ", "ja", "ja"
	if bytes.Compare(sortKey(&a), sortKey(&b)) >= 0 {
		t.Error("readings do not sort")
	}
}

// picked says whether a customer is picked by a filter, in the plainest way.
func picked(c book.Customer, f book.CustomerFilter) bool {
	any := func(want []string, have ...string) bool {
		return slices.ContainsFunc(want, func(w string) bool { return w != "" && slices.Contains(have, w) })
	}
	var cultures, observances []string
	for _, x := range c.Cultures {
		cultures = append(cultures, x.Culture)
	}
	for _, x := range c.Observances {
		observances = append(observances, x.Tradition)
	}
	ok := c.TrashedAt.IsZero() != f.Trashed && (f.Kind == "" || c.Kind == f.Kind) &&
		(len(f.Countries) == 0 || any(f.Countries, c.Country)) && (len(f.Cultures) == 0 || any(f.Cultures, cultures...)) &&
		(len(f.Tags) == 0 || any(f.Tags, c.Tags...)) && (len(f.Observances) == 0 || any(f.Observances, observances...)) &&
		(len(f.IDs) == 0 || slices.Contains(f.IDs, c.ID))
	if h := f.Concerned; h != nil {
		keeps := any(h.Observances, observances...) && (len(h.Within) == 0 || any(h.Within, c.Country)) && !any(h.Without, c.Country)
		ok = ok && (h.Everybody || any(h.Countries, c.Country) || any(h.Cultures, cultures...) || keeps)
	}
	if f.Text != "" {
		ok = ok && c.City == f.Text // the texts below are cities
	}
	return ok
}

func TestFilters(t *testing.T) {
	f, all := middling(t)
	for _, x := range []book.CustomerFilter{
		{},
		{Trashed: true},
		{Kind: book.Organisation},
		{Countries: []string{"JP"}},
		{Countries: []string{"JP", "DE", "XX"}},
		{Cultures: []string{"CN", "KR"}},
		{Tags: []string{"vip"}},
		{Tags: []string{"vip", "press"}, Countries: []string{"CN", "US", "DE"}},
		{Tags: []string{"vip"}, Trashed: true},
		{Countries: []string{"CN"}, Trashed: true},
		{Observances: []string{"islamic"}},
		{Observances: []string{"islamic"}, Kind: book.Person},
		{Concerned: &book.Concerned{Countries: []string{"JP"}, Cultures: []string{"CN"}, Observances: []string{"jewish"}}},
		{Concerned: &book.Concerned{}},
		{Concerned: &book.Concerned{Everybody: true}},
		{Concerned: &book.Concerned{Observances: []string{"islamic", "jewish"}, Within: []string{"DE", "JP"}}},
		{Concerned: &book.Concerned{Observances: []string{"islamic", "jewish"}, Without: []string{"DE", "JP"}}},
		{Concerned: &book.Concerned{Countries: []string{"JP"}, Observances: []string{"islamic"}, Within: []string{"DE", "CN", "US"}, Without: []string{"CN"}}},
		{Concerned: &book.Concerned{Observances: []string{"islamic"}, Without: []string{"CN"}}, Trashed: true},
		{Concerned: &book.Concerned{Observances: []string{"jewish"}}, Trashed: true},
		{IDs: []book.ID{all[1].ID, all[2].ID, all[10].ID, "nobody"}},
		{Text: "München"},
		{Text: "上海", Kind: book.Person},
		{Text: "서울", Trashed: true},
		{Organisation: "nobody"},
	} {
		var want []book.ID
		for _, c := range all {
			if x.Organisation == "" && picked(c, x) {
				want = append(want, c.ID)
			}
		}
		ids, err := f.CustomerIDs(ctx, x)
		check(t, err)
		if !slices.Equal(ids, want) {
			t.Errorf("%+v: %d ids, want %d", x, len(ids), len(want))
		}
		if n, err := f.CountCustomers(ctx, x); err != nil || n != len(want) {
			t.Errorf("%+v: count %d, want %d, %v", x, n, len(want), err)
		}
		for _, sort := range []book.Sort{book.SortName, book.SortCountry, book.SortUpdated} {
			rows := pages(t, f, book.CustomerQuery{Filter: x, Sort: sort, Limit: 11})
			var got []book.ID
			for _, r := range rows {
				got = append(got, r.ID)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%+v by %s: %d rows, want %d", x, sort, len(got), len(want))
			}
		}
	}
}

func TestPunctuationAloneFindsNothing(t *testing.T) {
	f, _ := middling(t)
	for _, q := range []string{"...", "\"", "*", "()", "-"} {
		if n, err := f.CountCustomers(ctx, book.CustomerFilter{Text: q}); n != 0 || err != nil {
			t.Error(q, n, err)
		}
		if hits, err := f.Search(ctx, q, 10); len(hits) != 0 || err != nil {
			t.Error(q, hits, err)
		}
	}
}

func TestFacetsFollow(t *testing.T) {
	f, all := middling(t)
	for range 2 { // the second time from memory
		x, err := f.Facets(ctx)
		check(t, err)
		tags := 0
		for _, c := range all {
			if c.TrashedAt.IsZero() && slices.Contains(c.Tags, "vip") {
				tags++
			}
		}
		at := slices.IndexFunc(x.Tags, func(f book.Facet) bool { return f.Value == "vip" })
		if x.Total+x.Trashed != len(all) || at < 0 || x.Tags[at].Count != tags {
			t.Fatalf("%+v", x)
		}
	}
	before, err := f.Facets(ctx)
	check(t, err)
	put(t, f, named("One more"))
	after, err := f.Facets(ctx)
	check(t, err)
	if after.Total != before.Total+1 {
		t.Error("old facets")
	}
}

func TestRowsShowWhatCardsNeed(t *testing.T) {
	f := fresh(t)
	org := named("Acme GmbH")
	org.Kind = book.Organisation
	c := named("Anna")
	c.OrganisationID, c.Organisation, c.Picture = org.ID, "as written", somePicture(t)
	c.Cultures = []book.StatedCulture{{Culture: "DE"}, {Culture: "CH"}}
	c.Languages = []book.Language{{Tag: "fr"}, {Tag: "de"}}
	c.Channels = []book.Channel{{Kind: book.Phone, Value: "1"}, {Kind: book.Email, Value: "a@x.example", Preferred: true}}
	c.Tags = []string{"a"}
	put(t, f, org, c)
	p, err := f.Customers(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{c.ID}}})
	check(t, err)
	r := p.Rows[0]
	if r.Organisation != "Acme GmbH" || fmt.Sprint(r.Cultures, r.Languages, r.Tags) != "[DE CH] [fr de] [a]" ||
		r.Preferred.Value != "a@x.example" || len(r.Thumbnail) == 0 || len(r.Thumbnail) >= len(c.Picture)*4 {
		t.Fatalf("%+v", r)
	}
	c = get(t, f, c.ID)
	c.Picture = []byte("no picture")
	_, err = f.Write(ctx, book.Operation{}, func(tx book.Tx) error { return tx.PutCustomer(ctx, c) })
	if book.CodeOf(err) != book.Invalid {
		t.Error(err)
	}
}

func TestMatch(t *testing.T) {
	f := fresh(t)
	a, b, c := named("A"), named("B"), named("C")
	a.Origin = book.Origin{Source: "google", ExternalID: "7", Fingerprint: "f1"}
	b.Channels = []book.Channel{{Kind: book.Phone, Value: "030 1", Normal: "+49301"}, {Kind: book.Email, Value: "B@x", Normal: "b@x"}}
	c.Channels = []book.Channel{{Kind: book.Phone, Value: "030 1", Normal: "+49301"}}
	put(t, f, a, b, c)
	for _, x := range []struct {
		o       book.Origin
		normals []string
		ids     []book.ID
		by      book.MatchedBy
	}{
		{book.Origin{Source: "google", ExternalID: "7"}, []string{"b@x"}, []book.ID{a.ID}, book.ByExternalID},
		{book.Origin{Source: "outlook", ExternalID: "7"}, nil, nil, ""},
		{book.Origin{Source: "outlook", Fingerprint: "f1"}, nil, []book.ID{a.ID}, book.ByFingerprint},
		{book.Origin{}, []string{"", "b@x"}, []book.ID{b.ID}, book.ByChannel},
		{book.Origin{}, []string{"+49301", "b@x"}, []book.ID{b.ID, c.ID}, book.ByChannel},
		{book.Origin{}, []string{""}, nil, ""},
	} {
		ids, by, err := f.Match(ctx, x.o, x.normals)
		slices.Sort(ids)
		if err != nil || by != x.by || !slices.Equal(ids, x.ids) {
			t.Errorf("%+v: %v %s %v", x, ids, by, err)
		}
	}
	o := named("Acme")
	o.Kind = book.Organisation
	put(t, f, o, named("Acme"))
	if id, err := f.OrganisationNamed(ctx, "Acme"); err != nil || id != o.ID {
		t.Error(id, err)
	}
	if id, err := f.OrganisationNamed(ctx, "acme"); err != nil || id != "" {
		t.Error(id, err)
	}
}

func TestDatesOn(t *testing.T) {
	f := fresh(t)
	c := named("Anna")
	c.Dates = []book.ImportantDate{
		{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Gregorian, Year: 1980, Month: 2, Day: 29}},
		{Kind: book.Anniversary, When: calendar.Partial{Calendar: "chinese", Month: 8, Leap: true, Day: 15}},
		{Kind: book.OtherDate, Label: "no calendar", When: calendar.Partial{Month: 2, Day: 29}},
	}
	gone := named("Gone")
	gone.Dates, gone.TrashedAt = c.Dates[:1], time.Now()
	put(t, f, c, gone)
	for _, x := range []struct {
		key  book.DateKey
		want int
	}{
		{book.DateKey{Calendar: calendar.Gregorian, Month: 2, Day: 29}, 2},
		{book.DateKey{Calendar: "chinese", Month: 8, Day: 15}, 0},
		{book.DateKey{Calendar: "chinese", Month: 8, Leap: true, Day: 15}, 1},
		{book.DateKey{Calendar: "korean", Month: 8, Leap: true, Day: 15}, 0},
	} {
		got, err := f.DatesOn(ctx, []book.DateKey{x.key})
		if err != nil || len(got) != x.want {
			t.Errorf("%+v: %v %v", x, got, err)
		}
		for _, d := range got {
			if d.Customer.Name.Full != "Anna" || d.ImportantDate.ID == "" {
				t.Errorf("%+v", d)
			}
		}
	}
}

func TestGoingCold(t *testing.T) {
	f := fresh(t)
	day := calendar.NewDate(2026, 3, 1)
	noon := func(d calendar.Date) time.Time { return d.In(time.UTC, 12, 0) }
	late, later, never, none := named("late"), named("later"), named("never"), named("none")
	for _, c := range []*book.Customer{&late, &later, &never} {
		c.Cadence.Ideal, c.CreatedAt = 30, noon(day-100)
	}
	late.LastContact, later.LastContact = noon(day-40), noon(day-30)
	put(t, f, late, later, never, none)
	cold := func() string {
		t.Helper()
		rows, n, err := f.GoingCold(ctx, day, 2)
		check(t, err)
		s := fmt.Sprint(n)
		for _, r := range rows {
			s += " " + r.Name.Full
		}
		return s
	}
	if got := cold(); got != "3 never late" {
		t.Fatal(got)
	}
	call := book.Interaction{ID: book.NewID(), CustomerID: never.ID, Kind: book.CallMade, At: noon(day)}
	op, err := f.Write(ctx, book.Operation{Kind: book.OpContactLog}, func(tx book.Tx) error {
		if err := tx.PutInteraction(ctx, call); err != nil {
			return err
		}
		return tx.Touch(ctx, never.ID)
	})
	check(t, err)
	if got := cold(); got != "2 late later" {
		t.Fatal(got)
	}
	if got := get(t, f, never.ID); !got.LastContact.Equal(call.At) || got.Version != 1 {
		t.Fatalf("%+v", got)
	}
	if _, _, _, err := f.Undo(ctx, op.ID, ""); err != nil {
		t.Fatal(err)
	}
	if got := cold(); got != "3 never late" {
		t.Fatal(got)
	}
}
