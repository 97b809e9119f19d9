package book_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"

	"pgregory.net/rapid"
)

// someCase is a case that can be kept as it stands.
func someCase(who book.ID, k book.CaseKind) book.Case {
	return book.Case{CustomerID: who, Kind: k, Channel: book.MailSent, Seriousness: book.UsualCase, Subject: "Damp tea", Text: "Three boxes."}
}

func (d *desk) open(c book.Case) book.Case {
	d.t.Helper()
	c, _, err := d.Cases.Save(d.ctx(), c)
	d.must(err)
	return c
}

func (d *desk) step(id book.ID, s book.CaseStep) (book.Case, book.Operation) {
	d.t.Helper()
	d.now = d.now.Add(time.Hour)
	c, op, err := d.Cases.Step(d.ctx(), id, s, book.StepDetails{Reason: "Not ours."})
	d.must(err)
	return c, op
}

// roads are all steps that may be taken, written out: state, step, state. What
// is not here must be refused.
var roads = map[book.CaseKind]string{
	book.Request: `
		received reply replied; received answer answered; received dismiss dismissed
		replied answer answered; replied dismiss dismissed
		answered finish done; answered tell told; answered reopen replied
		done tell told; done reopen replied
		told reopen replied
		dismissed reopen received|replied`,
	book.Complaint: `
		received acknowledge acknowledged; received dismiss dismissed
		acknowledged investigate investigating; acknowledged solve solved; acknowledged dismiss dismissed
		investigating solve solved; investigating dismiss dismissed
		solved confirm confirmed; solved reopen investigating
		confirmed reopen investigating
		dismissed reopen received|acknowledged`,
}

func road(k book.CaseKind, from book.CaseState, step book.CaseStep) (to []string, ok bool) {
	for _, line := range strings.FieldsFunc(roads[k], func(r rune) bool { return r == '\n' || r == ';' }) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == string(from) && f[1] == string(step) {
			return strings.Split(f[2], "|"), true
		}
	}
	return nil, false
}

// TestCaseStates takes every step from every state that can be reached, of both
// kinds: it leads where the table says, or is refused and changes nothing. All
// states are reached.
func TestCaseStates(t *testing.T) {
	d := newDesk(t)
	who := d.add("Ahmed").ID
	reached := map[string]bool{}
	var walk func(k book.CaseKind, path []book.CaseStep)
	walk = func(k book.CaseKind, path []book.CaseStep) {
		c := d.open(someCase(who, k))
		for _, s := range path {
			c, _ = d.step(c.ID, s)
		}
		key := fmt.Sprint(k, c.State, c.RepliedAt.IsZero())
		if reached[key] {
			return
		}
		reached[key], reached[string(c.State)] = true, true
		for _, s := range book.CaseSteps() {
			want, ok := road(k, c.State, s)
			if ok != slices.Contains(c.Steps(), s) {
				t.Errorf("%s: %s offers %s: %v", k, c.State, s, !ok)
			}
			d.now = d.now.Add(time.Minute)
			next, op, err := d.Cases.Step(d.ctx(), c.ID, s, book.StepDetails{Reason: "Not ours."})
			if !ok {
				refused(t, err, book.Invalid, "step", "does_not_lead")
				continue
			}
			d.must(err)
			if !slices.Contains(want, string(next.State)) {
				t.Errorf("%s: %s from %s leads to %s, want %v", k, s, c.State, next.State, want)
			}
			d.watched(next)
			d.undo(op)
			back, err := d.Cases.Get(d.ctx(), c.ID)
			d.must(err)
			if back.State != c.State || !back.SolvedAt.Equal(c.SolvedAt) || !back.ClosedAt.Equal(c.ClosedAt) {
				t.Errorf("undo of %s leaves %s, want %s", s, back.State, c.State)
			}
			d.watched(back)
			walk(k, append(slices.Clone(path), s))
		}
	}
	for _, k := range book.CaseKinds() {
		walk(k, nil)
	}
	for _, s := range book.CaseStates() {
		if !reached[string(s)] {
			t.Errorf("nothing leads to %s", s)
		}
	}
}

// watched holds what is true of every case: it is closed when its state is, and
// as long as it is open a follow-up watches over it.
func (d *desk) watched(c book.Case) {
	d.t.Helper()
	if c.State.Closed() == c.ClosedAt.IsZero() {
		d.t.Errorf("%s closed at %v", c.State, c.ClosedAt)
	}
	f, err := d.FollowUps.Get(d.ctx(), c.FollowUpID)
	d.must(err)
	if c.State.Closed() == f.DoneAt.IsZero() {
		d.t.Errorf("%s, and its follow-up is done at %v", c.State, f.DoneAt)
	}
	_, due := c.Running()
	if at, ok := f.DueAt(time.UTC); !due.IsZero() && (!ok || !at.Equal(due.Truncate(time.Minute))) {
		d.t.Errorf("%s is due %v, its follow-up %v", c.State, due, at)
	}
}

// TestCaseWalks holds for any walk: instants follow one another, what was taken
// is counted, and taking everything back makes the book as it was.
func TestCaseWalks(t *testing.T) {
	d := newDesk(t)
	who := d.add("Ahmed").ID
	rapid.Check(t, func(r *rapid.T) {
		k := rapid.SampledFrom(book.CaseKinds()).Draw(r, "kind")
		c, first, err := d.Cases.Save(d.ctx(), someCase(who, k))
		d.must(err)
		ops := []book.Operation{first}
		for range rapid.IntRange(0, 8).Draw(r, "steps") {
			s := rapid.SampledFrom(c.Steps()).Draw(r, "step")
			d.now = d.now.Add(time.Duration(rapid.IntRange(0, 5000).Draw(r, "minutes")) * time.Minute)
			var op book.Operation
			c, op, err = d.Cases.Step(d.ctx(), c.ID, s, book.StepDetails{Reason: "None."})
			d.must(err)
			ops = append(ops, op)
			if c.RepliedAt.Before(c.ReceivedAt) && !c.RepliedAt.IsZero() || !c.SolvedAt.IsZero() && c.SolvedAt.Before(c.Began()) {
				r.Fatalf("out of order: %+v", c)
			}
			if late, ok := c.Kept(book.FirstReply); ok && late != max(0, int(c.RepliedAt.Sub(c.ReceivedAt).Minutes())-c.ReplyTarget) {
				r.Fatalf("the first reply is %d minutes late: %+v", late, c)
			}
			if late, ok := c.Kept(book.Solution); ok && late != max(0, int(c.SolvedAt.Sub(c.Began()).Minutes())-c.SolveTarget) {
				r.Fatalf("the solution is %d minutes late: %+v", late, c)
			}
		}
		for _, op := range slices.Backward(ops) {
			d.undo(op)
		}
		if list, err := d.Cases.List(d.ctx(), book.CaseQuery{}); err != nil || len(list) != 0 {
			r.Fatalf("%d cases are left, %v", len(list), err)
		}
		if list, err := d.FollowUps.List(d.ctx(), book.FollowUpQuery{}); err != nil || len(list) != 0 {
			r.Fatalf("%d follow-ups are left, %v", len(list), err)
		}
	})
}

// TestCaseRefused holds that a case which cannot be is refused at its field, and
// in words that there are.
func TestCaseRefused(t *testing.T) {
	d := newDesk(t)
	who := d.add("Ahmed").ID
	for _, c := range []struct {
		name          string
		change        func(*book.Case)
		field, detail string
	}{
		{"good", func(*book.Case) {}, "", ""},
		{"nobody", func(c *book.Case) { c.CustomerID = "" }, "customer", "missing"},
		{"kind", func(c *book.Case) { c.Kind = "order" }, "case_kind", "unknown"},
		{"channel", func(c *book.Case) { c.Channel = "pigeon" }, "case_channel", "unknown"},
		{"no subject", func(c *book.Case) { c.Subject = "  " }, "case_subject", "missing"},
		{"long subject", func(c *book.Case) { c.Subject = strings.Repeat("x", 501) }, "case_subject", "too_long"},
		{"long text", func(c *book.Case) { c.Text = strings.Repeat("x", 20_001) }, "text", "too_long"},
		{"tomorrow", func(c *book.Case) { c.ReceivedAt = noon.AddDate(0, 0, 1) }, "received", "in_future"},
		{"seriousness", func(c *book.Case) { c.Seriousness = "deadly" }, "seriousness", "unknown"},
	} {
		x := someCase(who, book.Complaint)
		c.change(&x)
		_, _, err := d.Cases.Save(t.Context(), x)
		if c.field != "" {
			refused(t, err, book.Invalid, c.field, c.detail)
		} else if err != nil {
			t.Error(err)
		}
	}
	c := d.open(someCase(who, book.Complaint))
	for _, x := range []struct {
		at            time.Time
		step          book.CaseStep
		field, detail string
	}{
		{noon.AddDate(0, 0, 1), book.StepAcknowledge, "at", "in_future"},
		{noon.Add(-time.Second), book.StepAcknowledge, "at", "before_received"},
		{noon.Add(-time.Second), book.StepDismiss, "at", "before_received"}, // closed before it opened
		{noon, book.StepDismiss, "case_reason", "missing"},
		{noon, book.StepConfirm, "step", "does_not_lead"},
	} {
		_, _, err := d.Cases.Step(t.Context(), c.ID, x.step, book.StepDetails{At: x.at})
		refused(t, err, book.Invalid, x.field, x.detail)
	}
	c, _ = d.step(c.ID, book.StepAcknowledge)
	_, _, err := d.Cases.Step(t.Context(), c.ID, book.StepSolve, book.StepDetails{At: c.RepliedAt.Add(-time.Minute)})
	refused(t, err, book.Invalid, "at", "before_last_step")
	c.ReceivedAt = c.RepliedAt.Add(time.Minute)
	d.now = d.now.Add(time.Hour)
	_, _, err = d.Cases.Save(t.Context(), c)
	refused(t, err, book.Invalid, "received", "after_step")
	c.ReceivedAt, c.Kind = noon, book.Request
	_, _, err = d.Cases.Save(t.Context(), c)
	refused(t, err, book.Invalid, "case_kind", "too_far")
}

// night is a clock that counts from eight to four, every day.
type night struct{}

func (night) Elapsed(from, to time.Time) (sum time.Duration) {
	for ; from.Before(to); from = from.Add(time.Minute) {
		if h := from.Hour(); h >= 8 && h < 16 {
			sum += time.Minute
		}
	}
	return sum
}

func (night) Due(from time.Time, b time.Duration) (time.Time, bool) {
	to := from
	for (night{}).Elapsed(from, to) < b {
		to = to.Add(time.Minute)
	}
	return to, true
}

func (night) Before(to time.Time, b time.Duration) (time.Time, bool) {
	from := to
	for (night{}).Elapsed(from, to) < b {
		from = from.Add(-time.Minute)
	}
	return from, true
}

// TestCaseClocks follows a complaint over its promises: what is due, how it is
// escalated, what the follow-up says, and what is kept for the measures.
func TestCaseClocks(t *testing.T) {
	d := newDesk(t)
	d.SetDesk(book.Desk{
		Clock: func(book.Settings, book.CustomerRow) book.WorkClock { return night{} },
		Title: func(c book.Case) string { return string(c.State) + ": " + c.Subject },
	})
	_, err := d.SaveSettings(d.ctx(), book.Settings{HomeZone: "UTC", Targets: book.Targets("").With(book.Target{Kind: book.Complaint, Seriousness: book.GraveCase, Reply: 120, Solve: 600})})
	d.must(err)
	x := someCase(d.add("Ahmed").ID, book.Complaint)
	x.Seriousness, x.ReceivedAt = book.GraveCase, noon.Add(-time.Hour) // 11:00
	c := d.open(x)
	is := func(what string, got, want time.Time) {
		t.Helper()
		if !got.Equal(want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	at := func(day, hour, minute int) time.Time { return time.Date(2027, 3, day, hour, minute, 0, 0, time.UTC) }
	is("first reply", c.ReplyDue, at(10, 13, 0))
	is("warning", c.WarnAt, at(10, 12, 30))
	is("solution", c.SolveDue, at(11, 13, 0))
	f, err := d.FollowUps.Get(d.ctx(), c.FollowUpID)
	d.must(err)
	if f.Title != "received: Damp tea" || f.Due.String() != "2027-03-10" || f.DueMinute != 13*60 || f.Priority != book.Urgent || f.Kind != book.MailTask || f.Reminder != 30 {
		t.Errorf("it is watched by %+v", f)
	}
	counts := func(want book.CaseCounts) {
		t.Helper()
		got, err := d.Cases.Counts(d.ctx())
		d.must(err)
		if got != want {
			t.Errorf("counts %+v, want %+v", got, want)
		}
	}
	counts(book.CaseCounts{Open: 1, Complaints: 1})
	d.now = at(10, 12, 45)
	counts(book.CaseCounts{Open: 1, Soon: 1, Complaints: 1})
	d.now = at(10, 14, 0)
	counts(book.CaseCounts{Open: 1, Late: 1, Complaints: 1})
	soon, err := d.Cases.List(d.ctx(), book.CaseQuery{View: book.SoonCases})
	d.must(err)
	if len(soon) != 1 || soon[0].Customer == nil {
		t.Errorf("%d cases run out soon", len(soon))
	}

	c, _, err = d.Cases.Step(d.ctx(), c.ID, book.StepAcknowledge, book.StepDetails{Touch: &book.Interaction{Kind: book.MailSent, Direction: book.FromUs, Text: "Sorry."}})
	d.must(err)
	if late, ok := c.Kept(book.FirstReply); !ok || late != 60 || c.ReplyTook != 180 {
		t.Errorf("acknowledged %d minutes late (%v), took %d", late, ok, c.ReplyTook)
	}
	if touches, err := d.Interactions.List(d.ctx(), c.CustomerID, 0); err != nil || len(touches) != 1 || touches[0].Text != "Sorry." {
		t.Errorf("touches %v, %v", touches, err)
	}
	f, err = d.FollowUps.Get(d.ctx(), c.FollowUpID)
	d.must(err)
	if f.Title != "acknowledged: Damp tea" || f.Due.String() != "2027-03-11" || f.DueMinute != 13*60 {
		t.Errorf("then it is watched by %+v", f)
	}
	d.now = at(11, 9, 0)
	c, _, err = d.Cases.Step(d.ctx(), c.ID, book.StepSolve, book.StepDetails{Cause: "Packing", Remedy: "New boxes", Changed: "Foil"})
	d.must(err)
	if late, ok := c.Kept(book.Solution); !ok || late != 0 || c.SolveTook != 360 || c.Cause != "Packing" || c.Changed != "Foil" {
		t.Errorf("solved %d late, %v: %+v", late, ok, c)
	}
	if p, _ := c.Running(); p != "" || !c.WarnAt.IsZero() {
		t.Errorf("%s still runs", p)
	}
	d.now = at(12, 9, 0)
	c, _, err = d.Cases.Step(d.ctx(), c.ID, book.StepReopen, book.StepDetails{})
	d.must(err)
	if c.State != book.CaseInvestigating || c.Reopened != 1 || !c.SolvedAt.IsZero() || c.ReplyTook != 180 {
		t.Errorf("opened again: %+v", c)
	}
	is("solution once more", c.SolveDue, at(13, 11, 0))
	if op, err := d.Cases.Trash(d.ctx(), c.ID); err != nil {
		t.Error(err)
	} else if f, _ := d.FollowUps.Get(d.ctx(), c.FollowUpID); f.TrashedAt.IsZero() {
		t.Error("the follow-up of a case that was removed is still there")
	} else {
		d.undo(op)
	}
	if f, _ := d.FollowUps.Get(d.ctx(), c.FollowUpID); !f.TrashedAt.IsZero() {
		t.Error("the follow-up did not come back")
	}
}

// TestCaseEdit holds that another seriousness is another promise as long as it
// is open, that a follow-up which the user ticked off is not touched, and that
// a stale edit is refused.
func TestCaseEdit(t *testing.T) {
	d := newDesk(t)
	c := d.open(someCase(d.add("Ahmed").ID, book.Request))
	if c.ReplyTarget != 240 {
		t.Errorf("the usual target is %d minutes", c.ReplyTarget)
	}
	stale := c
	_, _, err := d.FollowUps.Complete(d.ctx(), c.FollowUpID, nil)
	d.must(err)
	c.Seriousness = book.GraveCase
	c = d.open(c)
	if c.ReplyTarget != 120 || !c.ReplyDue.Equal(noon.Add(2*time.Hour)) {
		t.Errorf("a grave one is due %v", c.ReplyDue)
	}
	if c.FollowUpID == stale.FollowUpID {
		t.Error("no other follow-up watches over it")
	}
	_, _, err = d.Cases.Save(d.ctx(), stale)
	refused(t, err, book.Conflict, "", "stale")
	d.must(func() error { _, err := d.Customers.Trash(d.ctx(), c.CustomerID); return err }())
	if list, err := d.Cases.List(d.ctx(), book.CaseQuery{View: book.OpenCases}); err != nil || len(list) != 0 {
		t.Errorf("%d cases of somebody in the trash, %v", len(list), err)
	}
}

// TestTargets holds that targets are found from the most special on, and come
// back as they were written.
func TestTargets(t *testing.T) {
	gold := book.Target{Kind: book.Complaint, Seriousness: book.GraveCase, Tier: "Gold plus", Reply: 30, Solve: 0}
	all := book.Target{Kind: book.Complaint, Seriousness: book.GraveCase, Reply: 90, Solve: 900}
	ts := book.Targets("rubbish\ncomplaint grave x 1\nrequest usual -1 5\n").With(gold).With(all)
	for _, c := range []struct {
		kind book.CaseKind
		s    book.Seriousness
		tier string
		want int
	}{
		{book.Complaint, book.GraveCase, "gold PLUS", 30},
		{book.Complaint, book.GraveCase, "silver", 90},
		{book.Complaint, book.UsualCase, "Gold plus", 120},
		{book.Request, book.UsualCase, "", 240},
	} {
		if got := ts.For(c.kind, c.s, c.tier).Reply; got != c.want {
			t.Errorf("%v: %d minutes", c, got)
		}
	}
	if got := ts.Without(gold).For(book.Complaint, book.GraveCase, "Gold plus").Reply; got != 90 {
		t.Errorf("without its own target: %d", got)
	}
	if ts.With(gold) != ts {
		t.Errorf("the same again is %q, was %q", ts.With(gold), ts)
	}
}

// TestWork holds that hours come back as they were written.
func TestWork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := book.Work{Start: rapid.IntRange(0, 700).Draw(t, "start"), Weekend: rapid.SampledFrom([]string{"", "-", "5,6", "0"}).Draw(t, "weekend")}
		w.End = w.Start + rapid.IntRange(60, 700).Draw(t, "length")
		if rapid.Bool().Draw(t, "pause") {
			w.PauseStart, w.PauseEnd = w.Start+10, w.Start+50
		}
		if got := book.WorkOf(w.String()); got != w {
			t.Fatalf("%q comes back as %+v", w.String(), got)
		}
		if got := book.WeekendOf(w.Hours().Weekend); got != w.Weekend {
			t.Fatalf("the weekend %q comes back as %q", w.Weekend, got)
		}
	})
	for _, text := range []string{"x", "900-100", "0-9000", "540-1020 1100-1200"} {
		if got := book.WorkOf(text); got != (book.Work{}) {
			t.Errorf("%q is taken as %+v", text, got)
		}
	}
}

// TestCaseTakesTheTier holds that a new case takes the tier of its customer from
// the loyalty programme, that another word stays, and that the targets of the
// tier count.
func TestCaseTakesTheTier(t *testing.T) {
	d := newDesk(t)
	d.programme()
	st, err := d.Settings(d.ctx())
	d.must(err)
	st.Targets = book.Targets("").With(book.Target{Kind: book.Complaint, Seriousness: book.GraveCase, Tier: "Gold", Reply: 30, Solve: 90})
	_, err = d.SaveSettings(d.ctx(), st)
	d.must(err)
	c := d.add("Tanaka")
	_, err = d.Loyalty.Join(d.ctx(), c.ID)
	d.must(err)
	d.order(c.ID, "2027-03-10", "EUR", 60000)
	x := book.Case{CustomerID: c.ID, Kind: book.Complaint, Channel: book.MailSent, Seriousness: book.GraveCase, Subject: "late"}
	gold, _, err := d.Cases.Save(d.ctx(), x)
	d.must(err)
	same(t, "tier and target", [2]any{gold.Tier, gold.ReplyTarget}, [2]any{"Gold", 30})
	gold.Tier = "Partner"
	gold, _, err = d.Cases.Save(d.ctx(), gold)
	d.must(err)
	same(t, "edited", gold.Tier, "Partner")
	x.Tier = "Friend"
	friend, _, err := d.Cases.Save(d.ctx(), x)
	d.must(err)
	same(t, "by hand", friend.Tier, "Friend")
}
