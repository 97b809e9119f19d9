package book_test

import (
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sqlite"

	"pgregory.net/rapid"
)

func mailOf(address string) func(*book.Customer) {
	return func(c *book.Customer) {
		c.Channels = append(c.Channels, book.Channel{Kind: book.Email, Value: address})
	}
}

func (d *desk) say(id book.ID, p book.Purpose, s book.ConsentState, edit ...func(*book.Consent)) book.Operation {
	d.t.Helper()
	a := book.Consent{CustomerID: id, Purpose: p, State: s, Source: book.InPerson}
	for _, e := range edit {
		e(&a)
	}
	_, op, err := d.Consents.Record(d.ctx(), a)
	d.must(err)
	return op
}

func (d *desk) may(id book.ID, p book.Purpose) book.Answer {
	d.t.Helper()
	found, err := d.Consents.May(d.ctx(), []book.ID{id}, book.Question{Purpose: p})
	d.must(err)
	return found[id]
}

func (d *desk) optedOut() (n int) {
	d.t.Helper()
	list, err := d.Consents.OptOuts(d.ctx())
	d.must(err)
	for _, c := range list {
		n += c.Count
	}
	return n
}

func rowsOf(list ...book.Incoming) iter.Seq2[book.Incoming, error] {
	return func(yield func(book.Incoming, error) bool) {
		for i, r := range list {
			r.Row = i + 1
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestRecordAndWithdraw(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana Lima", mailOf("Ana@X.example"))
	if a := d.may(c.ID, book.Marketing); a.Reason != book.NotRecorded {
		t.Fatalf("before anything was said: %+v", a)
	}
	d.say(c.ID, book.Marketing, book.Granted, func(a *book.Consent) { a.Wording = " Yes, send me offers. "; a.Expires = calendar.NewDate(2027, 3, 10) })
	if a := d.may(c.ID, book.Marketing); !a.OK || a.Consent.Wording != "Yes, send me offers." {
		t.Errorf("%+v", a)
	}
	if w, err := d.Consents.Wording(d.ctx(), book.Marketing); err != nil || w != "Yes, send me offers." {
		t.Errorf("the wording to offer again is %q, %v", w, err)
	}
	d.now = d.now.AddDate(0, 0, 1)
	if a := d.may(c.ID, book.Marketing); a.OK || a.Reason != book.NotExpired {
		t.Errorf("the day after the last: %+v", a)
	}
	op := d.say(c.ID, book.Marketing, book.Withdrawn)
	if a := d.may(c.ID, book.Marketing); a.OK || a.Reason != book.NotWithdrawn || a.On.String() != "2027-03-11" {
		t.Errorf("withdrawn: %+v", a)
	}
	if n := d.optedOut(); n != 1 {
		t.Errorf("%d addresses on the list, want 1", n)
	}
	log, err := d.Consents.Log(d.ctx(), c.ID)
	d.must(err)
	if len(log) != 2 || log[0].State != book.Withdrawn || log[1].State != book.Granted {
		t.Errorf("%+v", log)
	}
	d.undo(op)
	if a := d.may(c.ID, book.Marketing); a.Reason != book.NotExpired || d.optedOut() != 0 {
		t.Errorf("after undo: %+v, %d on the list", a, d.optedOut())
	}
	for field, a := range map[string]book.Consent{
		"customer": {State: book.Granted}, "purpose": {CustomerID: c.ID, Purpose: "x", State: book.Granted},
		"state": {CustomerID: c.ID, State: "maybe"}, "day": {CustomerID: c.ID, State: book.Granted, On: calendar.NewDate(2028, 1, 1)},
		"expires": {CustomerID: c.ID, State: book.Granted, Expires: 1}, "channel": {CustomerID: c.ID, State: book.Granted, Channel: "fax"},
		"wording": {CustomerID: c.ID, State: book.Granted, Wording: strings.Repeat("x", 5000)},
	} {
		if _, _, err := d.Consents.Record(d.ctx(), a); book.CodeOf(err) != book.Invalid {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, _, err := d.Consents.Record(d.ctx(), book.Consent{CustomerID: "nobody", State: book.Granted}); book.CodeOf(err) != book.NotFound {
		t.Errorf("nobody: %v", err)
	}
}

// TestOptOutOutlivesTheCustomer holds that an address that opted out comes in
// refused, typed and imported, after its customer is gone for good, and that
// the list holds no address.
func TestOptOutOutlivesTheCustomer(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana Lima", mailOf("ana@x.example"), reach(book.Phone, "+55 21 91234 5678", "+5521912345678"))
	d.say(c.ID, book.Marketing, book.Withdrawn)
	_, err := d.Customers.Trash(d.ctx(), c.ID)
	d.must(err)
	_, err = d.Customers.Purge(d.ctx(), c.ID)
	d.must(err)
	if n := d.optedOut(); n != 2 {
		t.Fatalf("%d addresses on the list, want 2", n)
	}
	rows, err := d.file.OptOuts(d.ctx(), nil)
	d.must(err)
	for _, r := range rows {
		if s := fmt.Sprintf("%+v", r); strings.Contains(s, "ana@") || strings.Contains(s, "91234") {
			t.Errorf("the list has an address: %s", s)
		}
	}
	typed := d.add("Ana L.", mailOf("ANA@x.example"))
	if a := d.may(typed.ID, book.Marketing); a.OK || a.Reason != book.NotOnList {
		t.Errorf("typed again: %+v", a)
	}
	if a := d.may(typed.ID, book.Service); !a.OK {
		t.Errorf("service was not refused: %+v", a)
	}
	rep, err := d.Imports.Run(d.ctx(), rowsOf(book.Incoming{
		Customer: book.Customer{Name: book.Name{Full: "Lima"}, Channels: []book.Channel{{Kind: book.WhatsApp, Value: "+5521912345678", Normal: "+5521912345678"}}},
		Consents: []book.Consent{{Purpose: book.Marketing, Channel: book.WhatsApp, Address: "+5521912345678", State: book.Granted, On: calendar.NewDate(2027, 3, 9)}},
	}), book.ImportOptions{Basis: book.BasisInterest})
	d.must(err)
	var codes []string
	for _, w := range rep.Warnings {
		codes = append(codes, w.Code)
	}
	if !slices.Equal(codes, []string{"opted_out", "still_refused"}) {
		t.Errorf("warnings %v", codes)
	}
	hits, err := d.Search(d.ctx(), "Lima", 5)
	d.must(err)
	for _, h := range hits {
		if h.Title != "Lima" {
			continue
		}
		if a := d.may(h.ID, book.Marketing); a.OK || a.Reason != book.NotOnList {
			t.Errorf("imported again: %+v", a)
		}
		if c := d.get(h.ID); c.Basis != book.BasisInterest {
			t.Errorf("the ground of the import is %q", c.Basis)
		}
	}
	// A yes said to us takes the address off.
	d.say(typed.ID, book.Marketing, book.Granted, func(a *book.Consent) { a.Channel, a.Address = book.Email, "ana@x.example" })
	if a := d.may(typed.ID, book.Marketing); !a.OK {
		t.Errorf("after a new yes: %+v", a)
	}
	d.undo(rep.Operation)
}

// TestAddressesFollow holds that new addresses of somebody who refused go onto
// the list, and that what was said of an address follows its correction.
func TestAddressesFollow(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana", mailOf("ana@x.example"))
	d.say(c.ID, book.AnyContact, book.Withdrawn)
	c.Channels = append(c.Channels, book.Channel{Kind: book.Phone, Value: "1", Normal: "+491"})
	_, _, err := d.Customers.Save(d.ctx(), c)
	d.must(err)
	if n := d.optedOut(); n != 2 {
		t.Errorf("%d on the list, want 2", n)
	}
	b := d.add("Ben", mailOf("bne@x.example"), mailOf("other@x.example"))
	d.say(b.ID, book.AnyContact, book.Declined, func(a *book.Consent) { a.Channel, a.Address = book.Email, "bne@x.example" })
	b.Channels[0].Value = "ben@x.example"
	b, _, err = d.Customers.Save(d.ctx(), b)
	d.must(err)
	found, err := d.Consents.May(d.ctx(), []book.ID{b.ID}, book.Question{Purpose: book.Service, Channel: book.Email, Address: "ben@x.example"})
	d.must(err)
	if a := found[b.ID]; a.OK || a.Consent.Source != book.FromAddress {
		t.Errorf("after the address was corrected: %+v", a)
	}
	if !d.may(b.ID, book.Service).OK {
		t.Error("the other address is open")
	}
}

// TestWithdrawnThenImportedStays holds that whatever a file says, what a
// customer refused stays refused.
func TestWithdrawnThenImportedStays(t *testing.T) {
	d := newDesk(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		address := fmt.Sprintf("p%d@x.example", n)
		name := fmt.Sprintf("Person %d", n)
		c := d.add(name, mailOf(address))
		for range rapid.IntRange(1, 3).Draw(t, "said") {
			d.say(c.ID, rapid.SampledFrom(book.Purposes()[:5]).Draw(t, "of"), rapid.SampledFrom([]book.ConsentState{book.Granted, book.Declined, book.Withdrawn}).Draw(t, "said"),
				func(a *book.Consent) { a.On = calendar.NewDate(2027, 3, rapid.IntRange(1, 10).Draw(t, "on")) })
		}
		before := map[book.Purpose]book.Answer{}
		for _, p := range book.Contacts() {
			before[p] = d.may(c.ID, p)
		}
		file := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) book.Consent {
			a := book.Consent{
				Purpose: rapid.SampledFrom(book.Purposes()[:5]).Draw(t, "p"), State: rapid.SampledFrom([]book.ConsentState{book.Granted, book.Declined}).Draw(t, "s"),
				On: calendar.NewDate(2027, 3, rapid.IntRange(1, 20).Draw(t, "file on")),
			}
			if rapid.Bool().Draw(t, "by mail") {
				a.Channel, a.Address = book.Email, address
			}
			return a
		}), 1, 4).Draw(t, "file")
		in := book.Incoming{Customer: book.Customer{Name: book.Name{Full: name}, Channels: []book.Channel{{Kind: book.Email, Value: address, Normal: address}}}, Consents: file}
		for _, choice := range []book.Existing{book.Fill, book.Update} {
			rep, err := d.Imports.Run(d.ctx(), rowsOf(in), book.ImportOptions{Existing: choice})
			d.must(err)
			if rep.Added > 0 {
				t.Fatal("it was not known again")
			}
		}
		for p, was := range before {
			if now := d.may(c.ID, p); was.Refused() && !now.Refused() {
				t.Fatalf("%s: %+v became %+v by a file", p, was, now)
			}
		}
		again, err := d.Imports.Run(d.ctx(), rowsOf(in), book.ImportOptions{})
		d.must(err)
		if again.Changed > 0 {
			t.Fatal("the same file a third time changes something")
		}
	})
}

// TestMergeNeverLoosens holds that what either of two refused is refused by
// the one, and that undo makes two of them again.
func TestMergeNeverLoosens(t *testing.T) {
	d := newDesk(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		var two [2]book.Customer
		answers := [2]map[book.Question]book.Answer{{}, {}}
		questions := func() []book.Question {
			var qs []book.Question
			for _, p := range book.Contacts() {
				for _, ch := range []string{"", "a", "b"} {
					q := book.Question{Purpose: p}
					if ch != "" {
						q.Channel, q.Address = book.Email, fmt.Sprintf("%s%d@x.example", ch, n)
					}
					qs = append(qs, q)
				}
			}
			return qs
		}
		ask := func(id book.ID, into map[book.Question]book.Answer) {
			for _, q := range questions() {
				found, err := d.Consents.May(d.ctx(), []book.ID{id}, q)
				d.must(err)
				into[q] = found[id]
			}
		}
		for i := range two {
			address := fmt.Sprintf("%c%d@x.example", 'a'+i, n)
			two[i] = d.add(fmt.Sprintf("Person %d", n), mailOf(address))
			for range rapid.IntRange(0, 3).Draw(t, "said") {
				d.say(two[i].ID, rapid.SampledFrom(book.Purposes()[:4]).Draw(t, "of"), rapid.SampledFrom([]book.ConsentState{book.Granted, book.Declined}).Draw(t, "state"),
					func(a *book.Consent) {
						a.On = calendar.NewDate(2027, 3, rapid.IntRange(1, 10).Draw(t, "on"))
						if rapid.Bool().Draw(t, "by mail") {
							a.Channel = book.Email
						}
					})
			}
		}
		for i := range two {
			ask(two[i].ID, answers[i])
		}
		op, err := d.Duplicates.Merge(d.ctx(), two[0], two[1], nil)
		d.must(err)
		after := map[book.Question]book.Answer{}
		ask(two[0].ID, after)
		refused := func(i int, q book.Question) bool {
			if own := (book.Question{Purpose: q.Purpose, Channel: book.Email, Address: fmt.Sprintf("%c%d@x.example", 'a'+i, n)}); q.Channel == "" && !answers[i][own].Refused() {
				return false // it was lifted for the mail, of which only nothing is recorded
			}
			return answers[i][q].Refused()
		}
		for q, a := range after {
			if (refused(0, q) || refused(1, q)) && !a.Refused() {
				t.Fatalf("%+v: %+v and %+v became %+v", q, answers[0][q], answers[1][q], a)
			}
		}
		d.undo(op)
		for i := range two {
			again := map[book.Question]book.Answer{}
			ask(two[i].ID, again)
			for q, a := range again {
				if a.OK != answers[i][q].OK {
					t.Fatalf("after undo %+v: %+v, was %+v", q, a, answers[i][q])
				}
			}
		}
	})
}

// TestConsentConditions holds what the search finds by consent.
func TestConsentConditions(t *testing.T) {
	d := newDesk(t)
	yes := d.add("Yes")
	d.say(yes.ID, book.Marketing, book.Granted, func(a *book.Consent) { a.Expires = calendar.NewDate(2027, 3, 20) })
	ended := d.add("Ended")
	d.say(ended.ID, book.Events, book.Granted, func(a *book.Consent) { a.On, a.Expires = calendar.NewDate(2027, 1, 1), calendar.NewDate(2027, 3, 9) })
	no := d.add("No")
	d.say(no.ID, book.Marketing, book.Granted, func(a *book.Consent) { a.On = calendar.NewDate(2027, 1, 1) })
	d.say(no.ID, book.Marketing, book.Withdrawn)
	line := d.add("Line", reach(book.LINE, "l", ""))
	d.say(line.ID, book.AnyContact, book.Declined, func(a *book.Consent) { a.Channel = book.LINE })
	d.add("Unasked")
	d.resolveConsent()
	for query, want := range map[string]string{
		"consent:granted": "Yes", "consent:marketing": "Yes", "consent:expired": "Ended", "consent:expiring": "Yes",
		"consent:stopped": "No", "consent:withdrawn": "No", "consent:declined": "Line", "consent:none": "Unasked",
		"-consent:none": "Ended Line No Yes", "consent:declined,withdrawn": "Line No",
	} {
		page, err := d.Customers.List(d.ctx(), book.CustomerQuery{Filter: book.CustomerFilter{Text: query}})
		d.must(err)
		var names []string
		for _, r := range page.Rows {
			names = append(names, r.Name.Full)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s finds %q, want %q", query, got, want)
		}
		if n, err := d.Customers.Count(d.ctx(), book.CustomerFilter{Text: query}); err != nil || n != len(names) {
			t.Errorf("%s counts %d, want %d, %v", query, n, len(names), err)
		}
	}
	soon, err := d.Consents.Expiring(d.ctx(), 30)
	d.must(err)
	if len(soon) != 1 || soon[0].Customer.Name.Full != "Yes" {
		t.Errorf("expiring: %+v", soon)
	}
}

// resolveConsent teaches the book the words after consent:, as the program does.
func (d *desk) resolveConsent() {
	d.SetResolver(func(f book.TestField, word string) []string {
		if f == book.TestConsent {
			return []string{word}
		}
		return nil
	})
}

// TestACopyKeepsRefusals holds that rows of a copy of a book come in with what
// customers said, and refused where the book has the address on its list.
func TestACopyKeepsRefusals(t *testing.T) {
	from, to := newDesk(t), newDesk(t)
	c := from.add("Ana", mailOf("ana@x.example"))
	from.say(c.ID, book.Greetings, book.Declined)
	other := from.add("Ben", mailOf("ben@x.example"))
	gone := to.add("Benjamin", mailOf("ben@x.example"))
	to.say(gone.ID, book.Marketing, book.Withdrawn)
	_, err := to.Imports.RunRows(to.ctx(), func() iter.Seq2[book.Row, error] { return from.Rows(from.ctx()) }, book.ImportOptions{})
	to.must(err)
	if a := to.may(c.ID, book.Greetings); a.Reason != book.NotDeclined {
		t.Errorf("what was said did not come along: %+v", a)
	}
	if a := to.may(other.ID, book.Marketing); a.Reason != book.NotOnList {
		t.Errorf("the list was not asked: %+v", a)
	}
	keys, err := to.file.OptOutKeys(to.ctx())
	to.must(err)
	if len(keys) != 2 {
		t.Errorf("%d keys, want both", len(keys))
	}
	// The key that came along is used like our own.
	again := to.add("Ana again", mailOf("ana@x.example"))
	if a := to.may(again.ID, book.Greetings); a.Reason != book.NotOnList {
		t.Errorf("a key that came along does not count: %+v", a)
	}
}

// BenchmarkMay measures the question for a thousand customers at once.
func BenchmarkMay(b *testing.B) {
	now := func() time.Time { return noon }
	f, err := sqlite.Create(b.Context(), filepath.Join(b.TempDir(), "book.dragoman"), sqlite.Options{Clock: now})
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	k := book.New(f, now)
	var ids []book.ID
	for i := range 1000 {
		c, _, err := k.Customers.Save(b.Context(), book.Customer{Name: book.Name{Full: fmt.Sprint("P", i)}})
		if err == nil {
			_, _, err = k.Consents.Record(b.Context(), book.Consent{CustomerID: c.ID, Purpose: book.Marketing, State: book.Granted})
		}
		if err != nil {
			b.Fatal(err)
		}
		ids = append(ids, c.ID)
	}
	for b.Loop() {
		if _, err := k.Consents.May(b.Context(), ids, book.Question{Purpose: book.Marketing}); err != nil {
			b.Fatal(err)
		}
	}
}
