package book_test

import (
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

func date(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The last day by the text of each law, with the cases that a month makes hard.
func TestDueDates(t *testing.T) {
	for _, c := range []struct {
		law           book.Law
		kind          book.PetitionKind
		received, due string
	}{
		{"gdpr", book.AskAccess, "2026-11-26", "2026-12-26"},
		{"gdpr", book.AskAccess, "2026-01-31", "2026-02-28"},
		{"gdpr", book.AskErasure, "2028-01-31", "2028-02-29"},
		{"gdpr", book.AskAccess, "2026-12-15", "2027-01-15"},
		{"ukgdpr", book.AskAccess, "2026-08-31", "2026-09-30"},
		{"lgpd", book.AskAccess, "2026-11-26", "2026-12-11"},
		{"ccpa", book.AskErasure, "2026-11-26", "2027-01-10"},
		{"ccpa", book.AskObjection, "2026-11-26", "2026-12-17"},
		{"pdpa_sg", book.AskAccess, "2026-11-26", "2026-12-26"},
		{"pdpa_th", book.AskAccess, "2026-02-01", "2026-03-03"},
		{"pipl", book.AskPortability, "2026-11-26", "2026-12-26"},
		{"pipa", book.AskAccess, "2026-11-26", "2026-12-06"},
		{"pdp_id", book.AskCorrection, "2026-11-26", "2026-11-29"},
	} {
		got, ok := c.law.Due(c.kind, date(t, c.received))
		if !ok || got != date(t, c.due) {
			t.Errorf("%s %s of %s: %s, want %s", c.law, c.kind, c.received, got, c.due)
		}
	}
	if _, ok := book.Law("appi").Due(book.AskAccess, 700000); ok {
		t.Error("a term that is in no law")
	}
	for country, want := range map[string]book.Law{"DE": "gdpr", "NO": "gdpr", "GB": "ukgdpr", "CN": "pipl", "JP": "", "": "", "T B": ""} {
		if got := book.LawOf(country); got != want {
			t.Errorf("law of %q: %q, want %q", country, got, want)
		}
	}
}

// A request has a date and a follow-up, which goes with it; when its customer is
// erased it stays without a word.
func TestPetition(t *testing.T) {
	d := newDesk(t)
	c := d.add("Maria Petrou")
	today, err := d.Today(d.ctx())
	d.must(err)
	p, op, err := d.Petitions.Save(d.ctx(), book.Petition{CustomerID: c.ID, Kind: book.AskAccess, Law: "gdpr", Channel: "mail", Received: today, Note: "Petrou wrote"}, "Answer her")
	d.must(err)
	if p.Due != today.AddMonths(1) || p.FollowUpID == "" {
		t.Fatalf("%+v", p)
	}
	f, err := d.FollowUps.Get(d.ctx(), p.FollowUpID)
	d.must(err)
	if f.Due != p.Due-7 || f.Title != "Answer her" || f.CustomerID != c.ID {
		t.Errorf("%+v", f)
	}
	p.Due, p.Extended = today.AddMonths(3), true
	_, _, err = d.Petitions.Save(d.ctx(), p, "")
	d.must(err)
	if f, err = d.FollowUps.Get(d.ctx(), p.FollowUpID); err != nil || f.Due != p.Due-7 {
		t.Errorf("%+v, %v", f, err)
	}
	if op.Kind != book.OpPetitionAdd {
		t.Error(op)
	}
	undo, err := d.Petitions.Trash(d.ctx(), p.ID)
	d.must(err)
	if f, err = d.FollowUps.Get(d.ctx(), p.FollowUpID); err != nil || f.TrashedAt.IsZero() {
		t.Errorf("the follow-up of a removed request: %+v, %v", f, err)
	}
	d.undo(undo)
	_, err = d.Petitions.Trash(d.ctx(), p.ID)
	d.must(err)
	p, _, err = d.Petitions.Save(d.ctx(), book.Petition{CustomerID: c.ID, Kind: book.AskErasure, Received: today, Due: today + 2, Channel: "phone", Note: "call Petrou back"}, "Erase")
	d.must(err)
	old, _, err := d.Petitions.Save(d.ctx(), book.Petition{CustomerID: c.ID, Kind: book.AskAccess, Law: "lgpd", Received: today - 5, Note: "Petrou"}, "Send")
	d.must(err)
	_, err = d.Petitions.Close(d.ctx(), old.ID, book.PetitionFulfilled, "sent to petrou@example.org")
	d.must(err)
	if f, err = d.FollowUps.Get(d.ctx(), old.FollowUpID); err != nil || f.DoneAt.IsZero() {
		t.Errorf("the follow-up of a closed request: %+v, %v", f, err)
	}
	list, err := d.Petitions.List(d.ctx(), book.PetitionQuery{Customer: c.ID})
	if err != nil || len(list) != 1 || list[0].ID != p.ID || list[0].Customer == nil {
		t.Errorf("open: %+v, %v", list, err)
	}
	e, err := d.Customers.Erase(d.ctx(), c.ID)
	d.must(err)
	if e.Customers != 1 || !e.Sealed {
		t.Errorf("%+v", e)
	}
	list, err = d.Petitions.List(d.ctx(), book.PetitionQuery{Closed: true})
	if err != nil || len(list) != 2 {
		t.Fatalf("after the erasure: %+v, %v", list, err)
	}
	for _, x := range list {
		if x.Note != "" || x.Done != "" || x.CustomerID != "" || x.FollowUpID != "" || x.Customer != nil || x.ClosedOn != today || x.Received.IsZero() {
			t.Errorf("a trace in %+v", x)
		}
	}
	if list[0].Outcome != book.PetitionErased && list[1].Outcome != book.PetitionErased {
		t.Errorf("how it ended: %+v", list)
	}
	for _, bad := range []book.Petition{
		{CustomerID: "x", Received: today, Due: today},
		{CustomerID: "x", Kind: book.AskAccess, Due: today},
		{CustomerID: "x", Kind: book.AskAccess, Received: today},
		{CustomerID: "x", Kind: book.AskAccess, Received: today, Due: today - 1},
		{Kind: book.AskAccess, Received: today, Due: today},
	} {
		if _, _, err := d.Petitions.Save(d.ctx(), bad, ""); book.CodeOf(err) != book.Invalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// Who was merged has to be erased with the one that stayed, and is.
func TestEraseMerged(t *testing.T) {
	d := newDesk(t)
	keep, other := twoOfOne(d)
	_, err := d.Duplicates.Merge(d.ctx(), keep, other, nil)
	d.must(err)
	_, err = d.Customers.Erase(d.ctx(), other.ID)
	refused(t, err, book.Conflict, "", "merged")
	x, err := d.Customers.Traces(d.ctx(), keep.ID)
	if err != nil || x.Customers != 2 {
		t.Errorf("%+v, %v", x, err)
	}
	e, err := d.Customers.Erase(d.ctx(), keep.ID)
	if err != nil || e.Customers != 2 {
		t.Errorf("%+v, %v", e, err)
	}
	_, err = d.Customers.Get(d.ctx(), other.ID)
	refused(t, err, book.NotFound, "", "")
	if op, ok, err := d.History.Last(d.ctx()); err != nil || ok && op.Kind == book.OpErase {
		t.Errorf("an erasure is offered to be undone: %+v, %v", op, err)
	}
}

// A rule finds nobody until it is made, leaves out who was kept, and never
// removes anybody.
func TestRetention(t *testing.T) {
	d := newDesk(t)
	old := d.add("Old Friend")
	firm := d.add("Old Firm", func(c *book.Customer) { c.Kind = book.Organisation })
	busy := d.add("Busy")
	d.now = d.now.AddDate(4, 0, 0)
	young := d.add("Young")
	_, _, err := d.FollowUps.Save(d.ctx(), book.FollowUp{CustomerID: busy.ID, Title: "Call", Kind: book.CallTask, DueMinute: book.NoTime, Reminder: book.NoTime})
	d.must(err)
	if list, n, err := d.Retentions.Review(d.ctx()); err != nil || len(list)+n != 0 {
		t.Errorf("without a rule: %v, %v", list, err)
	}
	rule, _, err := d.Retentions.Save(d.ctx(), book.Retention{Years: book.StandardYears})
	d.must(err)
	names := func() (out []string) {
		list, n, err := d.Retentions.Review(d.ctx())
		d.must(err)
		if n != len(list) {
			t.Errorf("%d of %d", len(list), n)
		}
		for _, x := range list {
			if x.Met || x.Rule.ID != rule.ID || x.Last.IsZero() {
				t.Errorf("%+v", x)
			}
			out = append(out, x.Name.Full)
		}
		return out
	}
	if got := names(); len(got) != 2 {
		t.Errorf("found %v", got)
	}
	today, err := d.Today(d.ctx())
	d.must(err)
	_, err = d.Retentions.Keep(d.ctx(), []book.ID{old.ID}, "", today+10)
	refused(t, err, book.Invalid, "keep_reason", "missing")
	_, err = d.Retentions.Keep(d.ctx(), []book.ID{old.ID}, "warranty", today)
	refused(t, err, book.Invalid, "until", "order")
	op, err := d.Retentions.Keep(d.ctx(), []book.ID{old.ID}, "warranty", today+365)
	d.must(err)
	if got := names(); len(got) != 1 || got[0] != "Old Firm" {
		t.Errorf("after keeping one: %v", got)
	}
	_, _, err = d.History.Undo(d.ctx(), op.ID)
	d.must(err)
	rule.Kind = book.Organisation
	_, _, err = d.Retentions.Save(d.ctx(), rule)
	d.must(err)
	if got := names(); len(got) != 1 {
		t.Errorf("organisations: %v", got)
	}
	g, _, err := d.Segments.Save(d.ctx(), book.Segment{Name: "tagged", Query: "tag:vip"})
	d.must(err)
	rule.Segment = g.ID
	_, _, err = d.Retentions.Save(d.ctx(), rule)
	d.must(err)
	if got := names(); len(got) != 0 {
		t.Errorf("of a segment: %v", got)
	}
	_, _, err = d.Retentions.Save(d.ctx(), book.Retention{Years: 0})
	refused(t, err, book.Invalid, "years", "range")
	_, err = d.Retentions.Trash(d.ctx(), rule)
	d.must(err)
	if rules, err := d.Retentions.Rules(d.ctx()); err != nil || len(rules) != 0 {
		t.Error(rules, err)
	}
	for _, c := range []book.Customer{old, firm, busy, young} {
		d.get(c.ID)
	}
}

// What leaves the machine is written down, in pages, and stands in no way of
// undo and redo.
func TestAudit(t *testing.T) {
	d := newDesk(t)
	_, err := d.SaveSettings(d.ctx(), book.Settings{OwnerName: "Lin"})
	d.must(err)
	start := d.now
	for range 5 {
		d.now = d.now.Add(time.Hour)
		d.add("Somebody")
	}
	d.must(d.History.Note(d.ctx(), book.OpExport, "csv", 5))
	if op, ok, err := d.History.Last(d.ctx()); err != nil || !ok || op.Kind != book.OpCustomerAdd {
		t.Errorf("to be undone: %+v, %v", op, err)
	} else if _, _, err := d.History.Undo(d.ctx(), op.ID); err != nil {
		t.Error(err)
	}
	d.must(d.History.Note(d.ctx(), book.OpAccess, "zip", 1))
	if _, ok, err := d.History.LastUndone(d.ctx()); err != nil || !ok {
		t.Error("an export keeps a redo away")
	}
	var got []book.Happened
	for q := (book.AuditQuery{Limit: 2}); ; {
		p, err := d.History.Audit(d.ctx(), q)
		d.must(err)
		got = append(got, p.Rows...)
		if q.After = p.Next; p.Next == 0 {
			break
		}
	}
	if len(got) != 9 || got[0].Kind != book.OpAccess || got[2].Kind != book.OpExport || got[2].Rows != 5 || got[2].Actor != "Lin" {
		t.Errorf("%+v", got)
	}
	for _, c := range []struct {
		q    book.AuditQuery
		want int
	}{
		{book.AuditQuery{Kinds: []book.OpKind{book.OpExport, book.OpAccess}}, 2},
		{book.AuditQuery{Actor: "Lin"}, 8},
		{book.AuditQuery{NoActor: true}, 1},
		{book.AuditQuery{Actor: "nobody"}, 0},
		{book.AuditQuery{From: start.Add(90 * time.Minute), To: start.Add(4*time.Hour + time.Minute)}, 3},
		{book.AuditQuery{From: start.Add(99 * time.Hour)}, 0},
	} {
		p, err := d.History.Audit(d.ctx(), c.q)
		if err != nil || len(p.Rows) != c.want {
			t.Errorf("%+v: %d, want %d; %v", c.q, len(p.Rows), c.want, err)
		}
	}
	if who, err := d.History.Actors(d.ctx()); err != nil || len(who) != 1 || who[0] != "Lin" {
		t.Error(who, err)
	}
	if kinds, err := d.History.Kinds(d.ctx()); err != nil || len(kinds) != 5 {
		t.Error(kinds, err)
	}
}

// An address that refused comes in refused after its customer was erased, from a
// file as well as typed.
func TestOptOutSurvivesErasure(t *testing.T) {
	d := newDesk(t)
	mail := func(c *book.Customer) {
		c.Channels = []book.Channel{{Kind: book.Email, Value: "Maria@Petrou.example"}}
	}
	c := d.add("Maria Petrou", mail)
	today, err := d.Today(d.ctx())
	d.must(err)
	_, _, err = d.Consents.Record(d.ctx(), book.Consent{CustomerID: c.ID, Purpose: book.Marketing, State: book.Withdrawn, Source: book.ByMail, On: today})
	d.must(err)
	_, err = d.Customers.Erase(d.ctx(), c.ID)
	d.must(err)
	again := d.add("M. Petrou", mail)
	may, err := d.Consents.May(d.ctx(), []book.ID{again.ID}, book.Question{Purpose: book.Marketing, Channel: book.Email, Address: book.AddressOf(again.Channels[0]), On: today})
	if err != nil || may[again.ID].OK || !may[again.ID].Refused() {
		t.Errorf("may be written to again: %+v, %v", may, err)
	}
}
