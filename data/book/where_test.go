package book_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"

	"pgregory.net/rapid"
)

// resolveTest knows two countries by name and the codes of closed fields.
func resolveTest(f book.TestField, w string) []string {
	switch {
	case f == book.TestCountry && strings.EqualFold(w, "japan") || w == "日本":
		return []string{"JP"}
	case f == book.TestCountry:
		return []string{strings.ToUpper(w)}
	case f == book.TestKind && (w == "person" || w == "organisation"), f == book.TestChannel && w == "wechat", f == book.TestConsent && w == "granted":
		return []string{w}
	}
	return nil
}

func TestQueriesPickCustomers(t *testing.T) {
	d := newDesk(t)
	d.SetResolver(resolveTest)
	in := func(days int) calendar.Date { return calendar.DateOf(noon) + calendar.Date(days) }
	birthday := func(day calendar.Date) func(*book.Customer) {
		return born(int(day.Month()), day.Day())
	}
	country := func(s string) func(*book.Customer) { return func(c *book.Customer) { c.Country = s } }
	tags := func(ts ...string) func(*book.Customer) { return func(c *book.Customer) { c.Tags = ts } }
	city := func(s string) func(*book.Customer) { return func(c *book.Customer) { c.City = s } }
	spoke := func(name string, days int) {
		hits, err := d.Search(d.ctx(), name, 1)
		d.must(err)
		_, _, err = d.Interactions.Log(d.ctx(), book.Interaction{CustomerID: hits[0].ID, Kind: book.CallMade, At: noon.AddDate(0, 0, -days)})
		d.must(err)
	}
	d.add("Aiko", country("JP"), tags("vip"), birthday(in(3)), func(c *book.Customer) { c.Languages = []book.Language{{Tag: "ja-JP"}} })
	d.add("Ben", country("JP"), city("Osaka"), reach(book.WeChat, "ben", ""))
	d.add("Carla", country("IT"), tags("vip", "fair"), birthday(in(40)), func(c *book.Customer) { c.Cadence = book.Cadence{Ideal: 10} })
	d.add("Dan", city("osaka"), func(c *book.Customer) {
		c.Channels = []book.Channel{{Kind: book.Email, Value: "dan@x.example"}}
		c.Dates = []book.ImportantDate{{Kind: book.Birthday, When: mustDay(t, calendar.Chinese, in(5))}}
	})
	d.add("Acme", func(c *book.Customer) { c.Kind = book.Organisation })
	spoke("Aiko", 2)
	spoke("Carla", 90)
	hits, err := d.Search(d.ctx(), "Dan", 1)
	d.must(err)
	_, _, err = d.Consents.Record(d.ctx(), book.Consent{CustomerID: hits[0].ID, Channel: book.Email, State: book.Granted})
	d.must(err)
	gone := d.add("Gone", country("JP"), tags("vip"))
	_, err = d.Customers.Trash(d.ctx(), gone.ID)
	d.must(err)

	for query, want := range map[string]string{
		"":                                   "Acme Aiko Ben Carla Dan",
		"country:JP":                         "Aiko Ben",
		"country:japan":                      "Aiko Ben",
		"国家：日本":                              "Aiko Ben",
		"country:JP,IT":                      "Aiko Ben Carla",
		"country:none":                       "Acme Dan",
		"-country:JP":                        "Acme Carla Dan",
		"tag:vip":                            "Aiko Carla",
		"tag:VIP -tag:fair":                  "Aiko",
		"tag:none kind:person":               "Ben Dan",
		"标签:vip":                             "Aiko Carla",
		"country:JP tag:vip":                 "Aiko",
		"country:JP OR tag:fair":             "Aiko Ben Carla",
		"(country:JP OR country:IT) tag:vip": "Aiko Carla",
		"NOT (country:JP OR country:IT)":     "Acme Dan",
		"NOT ( country:JP tag:vip )":         "Acme Ben Carla Dan",
		"city:Osaka":                         "Ben Dan",
		"city:OSAKA country:none":            "Dan",
		"kind:organisation":                  "Acme",
		"has:wechat":                         "Ben",
		"consent:granted":                    "Dan",
		"language:ja":                        "Aiko",
		"last<7d":                            "Aiko",
		"last>60d":                           "Carla",
		"上次>60天":                             "Carla",
		"last:never":                         "Acme Ben Dan",
		"-last:never":                        "Aiko Carla",
		"cold:yes":                           "Carla",
		"added<1d":                           "Acme Aiko Ben Carla Dan",
		"added>2027-03-10":                   "",
		"added:2027-03-10":                   "Acme Aiko Ben Carla Dan",
		"birthday:next30":                    "Aiko Dan",
		"生日:30天内":                            "Aiko Dan",
		"birthday:today":                     "",
		"birthday:none kind:person":          "Ben",
		"birthday:3":                         "Aiko",
		"aiko":                               "Aiko",
		"ben OR dan":                         "Ben Dan",
		"-aiko country:JP":                   "Ben",
		`"aiko"`:                             "Aiko",
		"osaka country:JP":                   "Ben",
		"dan@x.example":                      "Dan",
		"country:JP AND tag:vip":             "Aiko",
		"country:JP （tag:vip 或 city:Osaka）": "Aiko Ben",
	} {
		q, err := d.Parse(d.ctx(), query)
		d.must(err)
		if len(q.Faults) > 0 {
			t.Errorf("%s: %v", query, q.Faults)
		}
		for _, by := range []book.Sort{book.SortName, book.SortCountry, book.SortLastContact, book.SortUpdated} {
			page, err := d.Customers.List(d.ctx(), book.CustomerQuery{Filter: q.Filter(), Sort: by})
			d.must(err)
			var got []string
			for _, r := range page.Rows {
				got = append(got, r.Name.Full)
			}
			slices.Sort(got)
			if strings.Join(got, " ") != want {
				t.Errorf("%s by %s picks %q, want %q", query, by, got, want)
			}
		}
		if n, err := d.Customers.Count(d.ctx(), book.CustomerFilter{Text: query}); err != nil || n != len(strings.Fields(want)) {
			t.Errorf("%s as the text of a filter counts %d, %v", query, n, err)
		}
		n, err := d.Customers.Count(d.ctx(), q.Filter())
		if err != nil || n != len(strings.Fields(want)) {
			t.Errorf("%s counts %d, %v", query, n, err)
		}
		ids, err := d.Customers.IDs(d.ctx(), q.Filter())
		if err != nil || len(ids) != n {
			t.Errorf("%s has %d ids, %v", query, len(ids), err)
		}
	}
}

func mustDay(t *testing.T, c calendar.ID, d calendar.Date) calendar.Partial {
	t.Helper()
	x, err := calendar.FromDate(d, c)
	if err != nil {
		t.Fatal(err)
	}
	return calendar.Partial{Calendar: c, Month: x.Month, Leap: x.Leap, Day: x.Day}
}

func TestQueryFaults(t *testing.T) {
	today := calendar.DateOf(noon)
	for query, want := range map[string][]book.QueryFault{
		"shoe:42":          {{Piece: "shoe:42", Why: "field"}},
		"last>soon":        {{Piece: "last>soon", Why: "value"}},
		"kind:robot":       {{Piece: "kind:robot", Why: "value"}},
		"birthday:next999": {{Piece: "birthday:next999", Why: "value"}},
		"birthday:13":      {{Piece: "birthday:13", Why: "value"}},
		"country>JP":       {{Piece: "country>JP", Why: "value"}},
		"(country:JP":      {{Piece: "(", Why: "open"}},
		"country:JP)":      {{Piece: ")", Why: "close"}},
		"tag:":             {{Piece: "tag:", Why: "value"}},
		"http://x.example": nil,
		"10:30":            nil,
		"a - b":            nil,
		"-5":               nil,
		"OR":               nil,
		"country:JP OR":    nil,
		"()":               nil,
		"NOT ()":           nil,
		"-(country:JP)":    nil,
	} {
		q := book.ParseQuery(query, today, time.UTC, resolveTest)
		if !slices.Equal(q.Faults, want) {
			t.Errorf("%s: %v, want %v", query, q.Faults, want)
		}
	}
	q := book.ParseQuery("shoe:42 country:JP wang", today, time.UTC, resolveTest)
	if q.Where.Test == nil || q.Text != "wang" {
		t.Errorf("the good part of a query is lost: %+v", q)
	}
	if q := book.ParseQuery("王 小明", today, time.UTC, nil); !q.Plain || q.Text != "王 小明" {
		t.Errorf("words alone: %+v", q)
	}
}

// TestAnyTextIsAQuery: nothing that can be typed stops the search.
func TestAnyTextIsAQuery(t *testing.T) {
	d := newDesk(t)
	d.add("Aiko")
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune(`ab王-()（）"“:<>,OR NOTcountry:JPtag:viplast>60d`)), 0, 40, -1).Draw(r, "query")
		q := book.ParseQuery(text, calendar.DateOf(noon), time.UTC, resolveTest)
		if _, err := d.Customers.Count(t.Context(), q.Filter()); err != nil {
			r.Fatalf("%q: %v", text, err)
		}
		if _, err := d.Customers.List(t.Context(), book.CustomerQuery{Filter: q.Filter(), Limit: 5}); err != nil {
			r.Fatalf("%q: %v", text, err)
		}
	})
}

func TestSegments(t *testing.T) {
	d := newDesk(t)
	g, op, err := d.Segments.Save(d.ctx(), book.Segment{Name: " Japan ", Query: "country:JP"})
	d.must(err)
	if g.ID == "" || g.Name != "Japan" || op.ID == "" {
		t.Errorf("%+v, %+v", g, op)
	}
	_, _, err = d.Segments.Save(d.ctx(), book.Segment{Name: "JAPAN", Query: "tag:x"})
	refused(t, err, book.Invalid, "segment", "name_taken")
	_, _, err = d.Segments.Save(d.ctx(), book.Segment{Query: "tag:x"})
	refused(t, err, book.Invalid, "segment", "name_missing")
	_, _, err = d.Segments.Save(d.ctx(), book.Segment{Name: "x"})
	refused(t, err, book.Invalid, "segment", "empty")
	g.Query = "country:JP tag:vip"
	_, _, err = d.Segments.Save(d.ctx(), g)
	d.must(err)
	if got, err := d.Segments.Named(d.ctx(), "japan"); err != nil || got.Query != g.Query {
		t.Errorf("%+v, %v", got, err)
	}
	op, err = d.Segments.Trash(d.ctx(), g.ID)
	d.must(err)
	if all, err := d.Segments.List(d.ctx()); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	d.undo(op)
	if all, err := d.Segments.List(d.ctx()); err != nil || len(all) != 1 {
		t.Errorf("after undo %v, %v", all, err)
	}
	_, err = d.Segments.Trash(d.ctx(), "nobody")
	refused(t, err, book.NotFound, "", "")
}

func TestFiltersAreWrittenAsQueries(t *testing.T) {
	f := book.CustomerFilter{
		Kind: book.Person, Countries: []string{"JP", "IT"}, Tags: []string{"fair 2026", "vip"}, Text: "last>60d wang",
	}
	text, whole := f.Query()
	if text != `kind:person country:JP,IT tag:"fair 2026",vip last>60d wang` || !whole {
		t.Errorf("written as %s, %t", text, whole)
	}
	q := book.ParseQuery(text, calendar.DateOf(noon), time.UTC, resolveTest)
	if len(q.Faults) > 0 || len(q.Where.All) != 4 || q.Text != "wang" {
		t.Errorf("read as %+v", q)
	}
	if tags := q.Where.All[2].Test.Values; !slices.Equal(tags, f.Tags) {
		t.Errorf("tags %q", tags)
	}
	if _, whole := (book.CustomerFilter{IDs: []book.ID{"x"}}).Query(); whole {
		t.Error("a choice of customers passes for a query")
	}
}
