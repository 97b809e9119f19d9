package book_test

import (
	"slices"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

func reach(kind book.ChannelKind, value, normal string) func(*book.Customer) {
	return func(c *book.Customer) {
		c.Channels = append(c.Channels, book.Channel{Kind: kind, Value: value, Normal: normal})
	}
}

func latin(s string) func(*book.Customer)   { return func(c *book.Customer) { c.Name.Latin = s } }
func reading(s string) func(*book.Customer) { return func(c *book.Customer) { c.Name.Reading = s } }
func firm(s string) func(*book.Customer)    { return func(c *book.Customer) { c.Organisation = s } }

func born(month, day int) func(*book.Customer) {
	return func(c *book.Customer) {
		c.Dates = append(c.Dates, book.ImportantDate{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Gregorian, Month: month, Day: day}})
	}
}

type edits = []func(*book.Customer)

func TestDuplicatesAreFoundWithTheirReasons(t *testing.T) {
	phone := reach(book.Phone, "030 1234567", "+49301234567")
	for name, c := range map[string]struct {
		a, b   string
		ea, eb edits
		signs  []book.Sign // nil when they are no pair
	}{
		"words in another order": {a: "Nguyễn Thị Ánh", b: "Anh Nguyen Thi", signs: []book.Sign{book.SameName}},
		"with a comma":           {a: "Smith, John", b: "John SMITH", signs: []book.Sign{book.SameName}},
		"pinyin":                 {a: "王小明", b: "Xiaoming Wang", signs: []book.Sign{book.SameSound}},
		"pinyin of a surname":    {a: "单雄信", b: "Shan Xiongxin", signs: []book.Sign{book.SameSound}},
		"own Latin form":         {a: "张伟", b: "Zhang Wei", ea: edits{latin("Zhang Wei")}, signs: []book.Sign{book.SameName}},
		"kana":                   {a: "田中 健一", b: "Kenichi Tanaka", ea: edits{reading("たなか けんいち")}, signs: []book.Sign{book.SameSound}},
		"phone and half a name": {
			a: "Bob Smith", b: "Robert Smith", ea: edits{phone, firm("Acme")}, eb: edits{phone, firm("ACME")},
			signs: []book.Sign{book.SamePhone, book.SameFirm},
		},
		"mail and half a name": {
			a: "Ana", b: "Ana Lima", ea: edits{reach(book.Email, "Ana@x.br", "")}, eb: edits{reach(book.Email, "ana@X.br", "")},
			signs: []book.Sign{book.SameMail},
		},
		"a phone that a family shares":   {a: "Ana Lima", b: "Rui Costa", ea: edits{phone}, eb: edits{phone}},
		"the same name in another house": {a: "Li Wei", b: "Li Wei", ea: edits{firm("Haier")}, eb: edits{firm("Gree")}},
		"other birthdays":                {a: "Li Wei", b: "Li Wei", ea: edits{born(1, 2)}, eb: edits{born(3, 4)}},
		"the same birthday":              {a: "Li Wei", b: "Wei Li", ea: edits{born(1, 2)}, eb: edits{born(1, 2)}, signs: []book.Sign{book.SameName, book.SameBirthday}},
		"other people":                   {a: "Ana Lima", b: "Ana Costa"},
		"one word of three":              {a: "María José de la Cruz", b: "María Cruz"},
		"one letter":                     {a: "X", b: "Y"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			a, b := d.add(c.a, c.ea...), d.add(c.b, c.eb...)
			scan, err := d.Duplicates.Find(d.ctx(), nil)
			d.must(err)
			if scan.Looked != 2 {
				t.Errorf("looked at %d customers", scan.Looked)
			}
			if c.signs == nil {
				if len(scan.Pairs) != 0 {
					t.Fatalf("found %+v", scan.Pairs)
				}
				return
			}
			if len(scan.Pairs) != 1 {
				t.Fatalf("found %d pairs", len(scan.Pairs))
			}
			p := scan.Pairs[0]
			if p.A != a.ID || p.B != b.ID || !slices.Equal(p.Signs, c.signs) || p.Score < book.Possible || p.Score > 100 {
				t.Errorf("found %+v, want %v", p, c.signs)
			}
		})
	}
}

// TestKindsAreNotMixed: a person and an organisation of one name are two.
func TestKindsAreNotMixed(t *testing.T) {
	d := newDesk(t)
	d.add("Rosa Lima")
	d.add("Rosa Lima", func(c *book.Customer) { c.Kind = book.Organisation })
	scan, err := d.Duplicates.Find(d.ctx(), nil)
	d.must(err)
	if len(scan.Pairs) != 0 {
		t.Errorf("found %+v", scan.Pairs)
	}
}

func TestToldApartStaysApart(t *testing.T) {
	d := newDesk(t)
	a, b := d.add("Li Wei"), d.add("Li Wei")
	op, err := d.Duplicates.Apart(d.ctx(), b.ID, a.ID)
	d.must(err)
	if again, err := d.Duplicates.Apart(d.ctx(), a.ID, b.ID); err != nil || again.ID != "" {
		t.Errorf("telling apart twice: %+v, %v", again, err)
	}
	scan, err := d.Duplicates.Find(d.ctx(), nil)
	d.must(err)
	if len(scan.Pairs) != 0 {
		t.Errorf("found %+v", scan.Pairs)
	}
	d.undo(op)
	if scan, err = d.Duplicates.Find(d.ctx(), nil); err != nil || len(scan.Pairs) != 1 {
		t.Errorf("after undo: %+v, %v", scan, err)
	}
	_, err = d.Duplicates.Apart(d.ctx(), a.ID, a.ID)
	refused(t, err, book.Invalid, "customers", "same")
}

// TestCrowdsAreSaid: a name that very many share is not compared each with
// each, and the result says so.
func TestCrowdsAreSaid(t *testing.T) {
	d := newDesk(t)
	for range 61 {
		d.add("王伟")
	}
	scan, err := d.Duplicates.Find(d.ctx(), nil)
	d.must(err)
	if len(scan.Pairs) != 0 || scan.Crowded == 0 || scan.Looked != 61 {
		t.Errorf("found %d pairs, %d crowded keys, looked at %d", len(scan.Pairs), scan.Crowded, scan.Looked)
	}
}

// twoOfOne makes two cards of one person with everything that a card can have.
func twoOfOne(d *desk) (keep, other book.Customer) {
	boss := d.add("The Boss")
	keep = d.add("王小明", firm("Haier"), reach(book.Phone, "+49301234567", "+49301234567"), func(c *book.Customer) {
		c.City, c.Tags, c.Origin.ExternalID, c.Origin.Source = "Qingdao", []string{"fair"}, "k1", "google"
		c.Address.InMail = "Mr Wang"
	})
	other = d.add("Wang Xiaoming", reach(book.Email, "wxm@haier.cn", ""), born(8, 15), func(c *book.Customer) {
		c.City, c.Country, c.Tags = "Jinan", "CN", []string{"vip"}
		c.Origin.ExternalID, c.Origin.Source, c.Origin.Fingerprint = "o1", "google", "f1"
		c.Relations = []book.Relation{{Kind: book.ReportsTo, To: boss.ID}, {Kind: book.FamilyOf, To: keep.ID}}
		c.Preferences = []book.Preference{{Kind: book.GiftUnwelcome, Text: "clocks"}}
		c.Observances = []book.Observance{{Tradition: "chinese", Basis: "told us"}}
	})
	_, err := d.Notes.Add(d.ctx(), other.ID, "likes tea")
	d.must(err)
	_, _, err = d.Interactions.Log(d.ctx(), book.Interaction{CustomerID: other.ID, Kind: book.CallMade, At: d.now.Add(-time.Hour)})
	d.must(err)
	_, _, err = d.FollowUps.Save(d.ctx(), book.FollowUp{CustomerID: other.ID, Title: "send the sample", Kind: book.MailTask, Due: day(d.t, "2027-03-12"), DueMinute: book.NoTime})
	d.must(err)
	d.add("Assistant", func(c *book.Customer) { c.Relations = []book.Relation{{Kind: book.AssistantOf, To: other.ID}} })
	return d.get(keep.ID), d.get(other.ID)
}

func TestMergeKeepsEverythingOfBoth(t *testing.T) {
	d := newDesk(t)
	keep, other := twoOfOne(d)
	before := d.state()
	fields := book.CompareForMerge(keep, other)
	lost := []string{}
	for _, f := range fields {
		if f.Loses() {
			lost = append(lost, f.Name)
		}
	}
	same(t, "what gives way", lost, []string{"name_full", "city"})
	op, err := d.Duplicates.Merge(d.ctx(), keep, other, map[string]bool{"city": true})
	d.must(err)
	m := d.get(keep.ID)
	if m.Name.Full != "王小明" || m.Name.Latin != "Wang Xiaoming" || m.City != "Jinan" || m.Country != "CN" || m.Address.InMail != "Mr Wang" || m.Organisation != "Haier" {
		t.Errorf("merged: %+v", m)
	}
	if len(m.Channels) != 2 || len(m.Dates) != 1 || len(m.Preferences) != 1 || len(m.Observances) != 1 || len(m.Relations) != 1 || len(m.Tags) != 2 {
		t.Errorf("merged lists: %+v", m)
	}
	if m.LastContact.IsZero() {
		t.Error("the last contact of the other is lost")
	}
	notes, err := d.Notes.List(d.ctx(), keep.ID)
	d.must(err)
	touches, err := d.Interactions.List(d.ctx(), keep.ID, 0)
	d.must(err)
	tasks, err := d.FollowUps.List(d.ctx(), book.FollowUpQuery{Customer: keep.ID})
	d.must(err)
	if len(notes) != 1 || len(touches) != 1 || len(tasks) != 1 {
		t.Errorf("%d notes, %d touches, %d follow-ups moved", len(notes), len(touches), len(tasks))
	}
	gone := d.get(other.ID)
	if gone.TrashedAt.IsZero() || gone.MergedInto != keep.ID {
		t.Errorf("the other is %+v", gone)
	}
	hits, err := d.Search(d.ctx(), "Assistant", 5)
	d.must(err)
	if a := d.get(hits[0].ID); a.Relations[0].To != keep.ID {
		t.Errorf("the assistant still names %s", a.Relations[0].To)
	}
	if faults, err := d.file.Check(d.ctx()); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	d.undo(op)
	if after := d.state(); after != before {
		t.Errorf("undo does not give two again:\n%s\nwas\n%s", after, before)
	}
}

// TestMergedAreKnownAgain: a file from which both came brings neither back.
func TestMergedAreKnownAgain(t *testing.T) {
	d := newDesk(t)
	keep, other := twoOfOne(d)
	_, err := d.Duplicates.Merge(d.ctx(), keep, other, nil)
	d.must(err)
	third := d.add("Xiaoming WANG")
	_, err = d.Duplicates.Merge(d.ctx(), third, d.get(keep.ID), nil)
	d.must(err)
	for _, o := range []book.Origin{{Source: "google", ExternalID: "o1"}, {Source: "google", ExternalID: "k1"}, {Fingerprint: "f1"}} {
		ids, _, err := d.file.Match(d.ctx(), o, nil)
		if err != nil || len(ids) != 1 || ids[0] != third.ID {
			t.Errorf("%+v is %v, %v, want %s", o, ids, err, third.ID)
		}
	}
	_, err = d.Customers.Restore(d.ctx(), other.ID)
	d.must(err)
	ids, _, err := d.file.Match(d.ctx(), book.Origin{Source: "google", ExternalID: "o1"}, nil)
	if err != nil || len(ids) != 1 || ids[0] != other.ID {
		t.Errorf("brought back from the trash: %v, %v", ids, err)
	}
}

func TestMergeRefusals(t *testing.T) {
	d := newDesk(t)
	a, b := d.add("A"), d.add("B")
	stale := b
	b.City = "Rome"
	b, _, err := d.Customers.Save(d.ctx(), b)
	d.must(err)
	_, err = d.Duplicates.Merge(d.ctx(), a, stale, nil)
	refused(t, err, book.Conflict, "", "stale")
	_, err = d.Duplicates.Merge(d.ctx(), a, a, nil)
	refused(t, err, book.Invalid, "customers", "same")
	b.Kind = book.Organisation
	_, err = d.Duplicates.Merge(d.ctx(), a, b, nil)
	refused(t, err, book.Invalid, "kind", "differs")
	if got := d.get(a.ID); got.City != "" {
		t.Errorf("half a merge: %+v", got)
	}
}

// TestTrashIsEmptied: what lies in the trash for longer than ninety days goes
// for good, with its history; what is younger, alive or merged stays.
func TestTrashIsEmptied(t *testing.T) {
	d := newDesk(t)
	keep, other := twoOfOne(d)
	_, err := d.Duplicates.Merge(d.ctx(), keep, other, nil)
	d.must(err)
	firm := d.add("Old Firm", func(c *book.Customer) { c.Kind = book.Organisation })
	member := d.add("Member", firm2(firm))
	old := d.add("Old Friend", func(c *book.Customer) { c.Relations = []book.Relation{{Kind: book.FamilyOf, To: keep.ID}} })
	_, err = d.Notes.Add(d.ctx(), old.ID, "a secret")
	d.must(err)
	friend := d.add("Friend", func(c *book.Customer) { c.Relations = []book.Relation{{Kind: book.FamilyOf, To: old.ID}} })
	_, err = d.Customers.Trash(d.ctx(), old.ID, firm.ID)
	d.must(err)
	d.now = d.now.AddDate(0, 0, 60)
	young := d.add("Young")
	_, err = d.Customers.Trash(d.ctx(), young.ID)
	d.must(err)
	if n, err := d.Customers.PurgeOld(d.ctx()); err != nil || n != 0 {
		t.Errorf("too early: %d, %v", n, err)
	}
	d.now = d.now.AddDate(0, 0, 31)
	n, err := d.Customers.PurgeOld(d.ctx())
	if err != nil || n != 2 {
		t.Fatalf("%d went, %v", n, err)
	}
	_, err = d.Customers.Get(d.ctx(), old.ID)
	refused(t, err, book.NotFound, "", "")
	if h, err := d.History.Of(d.ctx(), old.ID, 0); err != nil || len(h) != 0 {
		t.Errorf("history of who is gone: %v, %v", h, err)
	}
	if c := d.get(member.ID); c.OrganisationID != "" || c.Organisation != "Old Firm" {
		t.Errorf("the member %+v", c)
	}
	if c := d.get(friend.ID); len(c.Relations) != 0 {
		t.Errorf("the friend still names %v", c.Relations)
	}
	if c := d.get(other.ID); c.MergedInto != keep.ID {
		t.Error("who was merged is gone")
	}
	d.get(young.ID)
	if hits, err := d.Search(d.ctx(), "secret", 5); err != nil || len(hits) != 0 {
		t.Errorf("the note is still found: %v, %v", hits, err)
	}
	if faults, err := d.file.Check(d.ctx()); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	if op, ok, err := d.History.Last(d.ctx()); err != nil || ok && op.Kind == book.OpPurge {
		t.Errorf("the emptying is offered to be undone: %+v, %v", op, err)
	}
	if n, err := d.Customers.Purge(d.ctx(), young.ID, keep.ID); err != nil || n != 1 {
		t.Errorf("by hand %d went, %v", n, err)
	}
	d.get(keep.ID)
}

func firm2(o book.Customer) func(*book.Customer) {
	return func(c *book.Customer) { c.Organisation, c.OrganisationID = o.Name.Full, o.ID }
}

func TestWhatHappened(t *testing.T) {
	d := newDesk(t)
	d.add("Yesterday")
	d.now = d.now.AddDate(0, 0, 2)
	a := d.add("Ana")
	_, err := d.Customers.Tag(d.ctx(), []book.ID{a.ID, d.add("Ben").ID, d.add("Cem").ID, d.add("Dia").ID, d.add("Eve").ID}, []string{"x"}, nil)
	d.must(err)
	xs, err := d.History.Since(d.ctx(), d.now.AddDate(0, 0, -1), 0)
	d.must(err)
	if len(xs) != 6 || xs[0].Kind != book.OpCustomerTag || len(xs[0].Customers) != 3 || xs[0].More != 2 || xs[5].Customers[0].Name.Full != "Ana" {
		t.Errorf("%d operations, the first %+v", len(xs), xs[0])
	}
}
