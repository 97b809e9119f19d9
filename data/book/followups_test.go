package book_test

import (
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// due makes a follow-up for a day, or for no day when it is "".
func (d *desk) due(on string, edit ...func(*book.FollowUp)) book.FollowUp {
	d.t.Helper()
	f := book.FollowUp{Title: "Send samples", DueMinute: book.NoTime, Reminder: book.NoTime}
	if on != "" {
		f.Due = day(d.t, on)
	}
	for _, e := range edit {
		e(&f)
	}
	saved, _, err := d.FollowUps.Save(d.ctx(), f)
	d.must(err)
	return saved
}

func (d *desk) followUp(id book.ID) book.FollowUp {
	d.t.Helper()
	f, err := d.FollowUps.Get(d.ctx(), id)
	d.must(err)
	return f
}

// view lists the days of a view.
func (d *desk) view(v book.FollowUpView) []string {
	d.t.Helper()
	rows, err := d.FollowUps.List(d.ctx(), book.FollowUpQuery{View: v})
	d.must(err)
	var out []string
	for _, r := range rows {
		out = append(out, r.Due.String())
	}
	return out
}

func repeat(rule string) func(*book.FollowUp) { return func(f *book.FollowUp) { f.Repeat = rule } }

func TestFollowUpsThatCannotBeKept(t *testing.T) {
	d := newDesk(t)
	today := day(t, "2027-03-10")
	for _, x := range []struct {
		name          string
		edit          func(*book.FollowUp)
		field, detail string
	}{
		{"no title", func(f *book.FollowUp) { f.Title = " \u3000" }, "title", "missing"},
		{"an endless title", func(f *book.FollowUp) { f.Title = strings.Repeat("x", 501) }, "title", "too_long"},
		{"24 o'clock", func(f *book.FollowUp) { f.Due, f.DueMinute = today, 24*60 }, "due_time", "no_such_time"},
		{"before midnight", func(f *book.FollowUp) { f.Due, f.DueMinute = today, -2 }, "due_time", "no_such_time"},
		{"a time without a day", func(f *book.FollowUp) { f.DueMinute = 600 }, "due", "missing"},
		{"a repetition without a day", repeat("FREQ=DAILY"), "due", "missing"},
		{"a zone that is none", func(f *book.FollowUp) { f.Zone = "Mars/Base" }, "zone", "unknown"},
		{"a repetition in words", func(f *book.FollowUp) { f.Due, f.Repeat = today, "every week" }, "repeat", "unknown"},
		{"a repetition of nothing", func(f *book.FollowUp) { f.Due, f.Repeat = today, "FREQ=OFTEN" }, "repeat", "unknown"},
		{"a repetition by the hour", func(f *book.FollowUp) { f.Due, f.Repeat = today, "FREQ=HOURLY" }, "repeat", "unknown"},
		{"a repetition by the second", func(f *book.FollowUp) { f.Due, f.Repeat = today, "FREQ=SECONDLY;COUNT=3" }, "repeat", "unknown"},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := book.FollowUp{Title: "Call", DueMinute: book.NoTime, Reminder: book.NoTime}
			x.edit(&f)
			before := d.operations()
			_, _, err := d.FollowUps.Save(t.Context(), f)
			refused(t, err, book.Invalid, x.field, x.detail)
			same(t, "operations", d.operations(), before)
		})
	}
}

func TestSaveKeepsAFollowUpAndRefusesAStaleOne(t *testing.T) {
	d := newDesk(t)
	f := d.due("2027-03-12", func(f *book.FollowUp) {
		f.Title, f.Checklist = "  Call ", []book.CheckItem{{Text: "price list"}, {Text: " "}, {Text: "photos"}}
	})
	same(t, "title", f.Title, "Call")
	same(t, "kind", f.Kind, book.OtherTask)
	same(t, "lines", len(f.Checklist), 2)
	same(t, "read again", d.followUp(f.ID), f)
	other := f
	other.Title = "Write"
	_, op, err := d.FollowUps.Save(t.Context(), other)
	d.must(err)
	same(t, "operation", op.Kind, book.OpFollowUpEdit)
	f.Title = "Visit"
	_, _, err = d.FollowUps.Save(t.Context(), f)
	refused(t, err, book.Conflict, "", "stale")
	d.undo(op)
	same(t, "title after undo", d.followUp(f.ID).Title, "Call")
}

func TestCompleteMakesTheNextOne(t *testing.T) {
	for _, x := range []struct {
		name, due, rule, today string
		next, nextRule         string // "" when it ends
	}{
		{"once", "2027-03-10", "", "2027-03-10", "", ""},
		{"daily", "2027-03-10", "FREQ=DAILY", "2027-03-10", "2027-03-11", "FREQ=DAILY"},
		{"weekly on its day", "2027-03-10", "FREQ=WEEKLY", "2027-03-10", "2027-03-17", "FREQ=WEEKLY"},
		{"weekly, done early", "2027-03-17", "FREQ=WEEKLY", "2027-03-10", "2027-03-24", "FREQ=WEEKLY"},
		{"weekly, overdue by three weeks", "2027-02-17", "FREQ=WEEKLY", "2027-03-12", "2027-03-17", "FREQ=WEEKLY"},
		{"weekly, overdue to the day", "2027-02-24", "FREQ=WEEKLY", "2027-03-10", "2027-03-17", "FREQ=WEEKLY"},
		{"every other week keeps its beat", "2027-02-03", "FREQ=WEEKLY;INTERVAL=2", "2027-03-10", "2027-03-17", "FREQ=WEEKLY;INTERVAL=2"},
		{"on Mondays and Fridays", "2027-03-08", "FREQ=WEEKLY;BYDAY=MO,FR", "2027-03-08", "2027-03-12", "FREQ=WEEKLY;BYDAY=MO,FR"},
		{"monthly on the 31st leaves short months out", "2027-01-31", "FREQ=MONTHLY", "2027-01-31", "2027-03-31", "FREQ=MONTHLY"},
		{"monthly on the last day", "2027-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-31", "2027-02-28", "FREQ=MONTHLY;BYMONTHDAY=-1"},
		{"every quarter", "2027-01-15", "FREQ=MONTHLY;INTERVAL=3", "2027-02-01", "2027-04-15", "FREQ=MONTHLY;INTERVAL=3"},
		{"yearly on 29 February", "2024-02-29", "FREQ=YEARLY", "2024-02-29", "2028-02-29", "FREQ=YEARLY"},
		{"three times, the first", "2027-03-10", "FREQ=WEEKLY;COUNT=3", "2027-03-10", "2027-03-17", "FREQ=WEEKLY;COUNT=2"},
		{"the last of some", "2027-03-10", "FREQ=WEEKLY;COUNT=1", "2027-03-10", "", ""},
		{"of three, two were missed", "2027-02-24", "FREQ=WEEKLY;COUNT=3", "2027-03-09", "2027-03-10", "FREQ=WEEKLY;COUNT=1"},
		{"of three, all were missed", "2027-02-17", "FREQ=WEEKLY;COUNT=3", "2027-03-10", "", ""},
		{"until a day that is one of them", "2027-03-10", "FREQ=WEEKLY;UNTIL=20270317", "2027-03-10", "2027-03-17", "FREQ=WEEKLY;UNTIL=20270317"},
		{"until the day before", "2027-03-10", "FREQ=WEEKLY;UNTIL=20270316", "2027-03-10", "", ""},
		{"daily at nine", "2027-03-10", "FREQ=DAILY;BYHOUR=9", "2027-03-10", "2027-03-11", "FREQ=DAILY;BYHOUR=9"},
		{"never, as there is no such day", "2027-03-10", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2027-03-10", "", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := newDesk(t)
			d.now = day(t, x.today).In(time.UTC, 12, 0)
			f := d.due(x.due, func(f *book.FollowUp) {
				f.Repeat, f.Snoozed = x.rule, day(t, x.today)
				f.Checklist = []book.CheckItem{{Text: "look", Done: true}}
			})
			before := d.state()
			next, op, err := d.FollowUps.Complete(t.Context(), f.ID, nil)
			d.must(err)
			same(t, "kind", op.Kind, book.OpFollowUpDone)
			same(t, "done at", d.followUp(f.ID).DoneAt, d.now)
			switch {
			case x.next == "" && next != nil:
				t.Fatalf("a next one on %s under %q", next.Due, next.Repeat)
			case x.next != "" && next == nil:
				t.Fatal("no next one")
			case next != nil:
				kept := d.followUp(next.ID)
				same(t, "due", kept.Due.String(), x.next)
				same(t, "rule", kept.Repeat, x.nextRule)
				if kept.ID == f.ID || kept.Snoozed != 0 || !kept.DoneAt.IsZero() || kept.Title != f.Title {
					t.Errorf("the next one is %+v", kept)
				}
				same(t, "lines", len(kept.Checklist), 1)
				if l := kept.Checklist[0]; l.Done || l.Text != "look" || l.ID == f.Checklist[0].ID {
					t.Errorf("the next one's line is %+v", l)
				}
			}
			d.undo(op)
			same(t, "after undo", d.state(), before)
			if next != nil {
				_, err := d.FollowUps.Get(t.Context(), next.ID)
				same(t, "the next one after undo", book.CodeOf(err), book.NotFound)
			}
		})
	}
}

func TestOccurrencesAreThoseOfRFC5545(t *testing.T) {
	for _, x := range []struct {
		due, rule string
		want      []string
	}{
		{"2027-01-31", "", []string{"2027-01-31"}},
		{"2027-01-31", "FREQ=MONTHLY", []string{"2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"}},
		{"2027-01-30", "FREQ=MONTHLY;COUNT=3", []string{"2027-01-30", "2027-03-30", "2027-04-30"}},
		{"2027-03-01", "FREQ=MONTHLY;BYDAY=1MO", []string{"2027-03-01", "2027-04-05", "2027-05-03", "2027-06-07"}},
		{"2027-03-10", "FREQ=WEEKLY;UNTIL=20270324", []string{"2027-03-10", "2027-03-17", "2027-03-24"}},
	} {
		f := book.FollowUp{Due: day(t, x.due), Repeat: x.rule}
		got, err := f.Occurrences(4)
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		for _, g := range got {
			days = append(days, g.String())
		}
		same(t, x.rule+" from "+x.due, days, x.want)
	}
}

func TestCompleteWithATouchLogsIt(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana")
	f := d.due("2027-03-10", func(f *book.FollowUp) { f.CustomerID = c.ID })
	before := d.state()

	_, _, err := d.FollowUps.Complete(t.Context(), f.ID, &book.Interaction{Kind: book.CallMade, At: noon.Add(time.Hour)})
	refused(t, err, book.Invalid, "at", "in_future")
	_, _, err = d.FollowUps.Complete(t.Context(), f.ID, &book.Interaction{})
	refused(t, err, book.Invalid, "kind", "missing")
	same(t, "after refusals", d.state(), before)

	_, op, err := d.FollowUps.Complete(t.Context(), f.ID, &book.Interaction{Kind: book.CallMade, Text: "agreed"})
	d.must(err)
	touches, err := d.Interactions.List(t.Context(), c.ID, 0)
	d.must(err)
	if len(touches) != 1 || touches[0].FollowUpID != f.ID || touches[0].Text != "agreed" || !touches[0].At.Equal(noon) {
		t.Fatalf("touches = %+v", touches)
	}
	same(t, "last contact", d.get(c.ID).LastContact, noon)

	_, _, err = d.FollowUps.Complete(t.Context(), f.ID, nil)
	refused(t, err, book.Conflict, "", "done_already")
	d.undo(op)
	same(t, "after undo", d.state(), before)

	alone := d.due("2027-03-10")
	_, _, err = d.FollowUps.Complete(t.Context(), alone.ID, &book.Interaction{Kind: book.CallMade})
	refused(t, err, book.Invalid, "customer", "missing")
	_, _, err = d.FollowUps.Complete(t.Context(), book.NewID(), nil)
	same(t, "one that never was", book.CodeOf(err), book.NotFound)
}

func TestChangesOfAFollowUpAndTheirUndo(t *testing.T) {
	for _, x := range []struct {
		name string
		kind book.OpKind
		do   func(d *desk, f book.FollowUp) (book.Operation, error)
		want func(t *testing.T, f book.FollowUp)
	}{
		{"snooze", book.OpFollowUpSnooze, func(d *desk, f book.FollowUp) (book.Operation, error) {
			return d.FollowUps.Snooze(d.ctx(), f.ID, day(d.t, "2027-03-11"))
		}, func(t *testing.T, f book.FollowUp) { same(t, "until", f.Snoozed.String(), "2027-03-11") }},
		{"move", book.OpFollowUpEdit, func(d *desk, f book.FollowUp) (book.Operation, error) {
			return d.FollowUps.Move(d.ctx(), f.ID, day(d.t, "2027-03-20"))
		}, func(t *testing.T, f book.FollowUp) {
			same(t, "due", f.Due.String(), "2027-03-20")
			same(t, "no longer snoozed", f.Snoozed, calendar.Date(0))
		}},
		{"check", book.OpFollowUpEdit, func(d *desk, f book.FollowUp) (book.Operation, error) {
			return d.FollowUps.Check(d.ctx(), f.ID, f.Checklist[1].ID, true)
		}, func(t *testing.T, f book.FollowUp) {
			same(t, "first line", f.Checklist[0].Done, false)
			same(t, "second line", f.Checklist[1].Done, true)
		}},
		{"trash", book.OpFollowUpTrash, func(d *desk, f book.FollowUp) (book.Operation, error) {
			return d.FollowUps.Trash(d.ctx(), f.ID)
		}, func(t *testing.T, f book.FollowUp) { same(t, "when", f.TrashedAt, noon) }},
		{"done and reopened", book.OpFollowUpReopen, func(d *desk, f book.FollowUp) (book.Operation, error) {
			if _, _, err := d.FollowUps.Complete(d.ctx(), f.ID, nil); err != nil {
				return book.Operation{}, err
			}
			return d.FollowUps.Reopen(d.ctx(), f.ID)
		}, func(t *testing.T, f book.FollowUp) { same(t, "done", f.DoneAt, time.Time{}) }},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := newDesk(t)
			f := d.due("2027-03-09", func(f *book.FollowUp) {
				f.Snoozed, f.Checklist = day(t, "2027-03-10"), []book.CheckItem{{Text: "a"}, {Text: "b"}}
			})
			before := d.followUp(f.ID)
			op, err := x.do(d, f)
			d.must(err)
			same(t, "kind", op.Kind, x.kind)
			x.want(t, d.followUp(f.ID))
			d.undo(op)
			after := d.followUp(f.ID)
			if x.kind == book.OpFollowUpReopen {
				same(t, "done again", after.DoneAt.IsZero(), false)
				return
			}
			after.Version, after.UpdatedAt = before.Version, before.UpdatedAt
			same(t, "after undo", after, before)
		})
	}
}

func TestReopenLeavesTheNextOne(t *testing.T) {
	d := newDesk(t)
	f := d.due("2027-03-10", repeat("FREQ=WEEKLY"))
	_, _, err := d.FollowUps.Complete(t.Context(), f.ID, nil)
	d.must(err)
	_, err = d.FollowUps.Reopen(t.Context(), f.ID)
	d.must(err)
	same(t, "open", d.view(book.ViewAll), []string{"2027-03-10", "2027-03-17"})
}

func TestSnoozeGoesForwardOnly(t *testing.T) {
	d := newDesk(t)
	f := d.due("2027-03-09")
	for _, until := range []string{"2027-03-09", "2027-03-10"} {
		_, err := d.FollowUps.Snooze(t.Context(), f.ID, day(t, until))
		refused(t, err, book.Invalid, "snoozed", "in_past")
		_, err = d.FollowUps.SnoozeMany(t.Context(), day(t, until), f.ID)
		refused(t, err, book.Invalid, "snoozed", "in_past")
	}
	_, err := d.FollowUps.Check(t.Context(), f.ID, book.NewID(), true)
	refused(t, err, book.NotFound, "checklist", "")
}

func TestTodayIsTheOwnersDay(t *testing.T) {
	d := newDesk(t)
	_, err := d.SaveSettings(t.Context(), book.Settings{HomeZone: "Asia/Shanghai"})
	d.must(err)
	d.now = time.Date(2027, 3, 10, 17, 0, 0, 0, time.UTC) // the 11th in Shanghai
	f := d.due("2027-03-10")
	d.due("2027-03-11")
	same(t, "overdue", d.view(book.ViewOverdue), []string{"2027-03-10"})
	same(t, "today", d.view(book.ViewToday), []string{"2027-03-11"})
	_, err = d.FollowUps.Snooze(t.Context(), f.ID, day(t, "2027-03-11"))
	refused(t, err, book.Invalid, "snoozed", "in_past")
	today, err := d.Today(t.Context())
	d.must(err)
	same(t, "today", today.String(), "2027-03-11")
	_, err = d.SaveSettings(t.Context(), book.Settings{HomeZone: "Moon/Base"})
	refused(t, err, book.Invalid, "home_zone", "unknown_zone")
}

func TestCountsAgreeWithTheViews(t *testing.T) {
	d := newDesk(t)
	for _, on := range []string{"2027-03-01", "2027-03-09", "2027-03-10", "2027-03-16", "2027-03-17", ""} {
		d.due(on)
	}
	done := d.due("2027-03-10")
	_, _, err := d.FollowUps.Complete(t.Context(), done.ID, nil)
	d.must(err)
	n, err := d.FollowUps.Counts(t.Context())
	d.must(err)
	same(t, "counts", n, book.FollowUpCounts{Today: 1, Overdue: 2, Week: 2, All: 6, Done: 1})
	for v, want := range map[book.FollowUpView]int{
		book.ViewToday: n.Today, book.ViewOverdue: n.Overdue, book.ViewWeek: n.Week, book.ViewAll: n.All, book.ViewDone: n.Done,
	} {
		same(t, string(v), len(d.view(v)), want)
	}
}

func TestManyFollowUpsAreOneOperation(t *testing.T) {
	for _, x := range []struct {
		name string
		do   func(d *desk, ids ...book.ID) (book.Operation, error)
		left int // open ones after it
	}{
		{"complete", func(d *desk, ids ...book.ID) (book.Operation, error) {
			return d.FollowUps.CompleteMany(d.ctx(), ids...)
		}, 2},
		{"snooze", func(d *desk, ids ...book.ID) (book.Operation, error) {
			return d.FollowUps.SnoozeMany(d.ctx(), day(d.t, "2027-03-20"), ids...)
		}, 3},
		{"trash", func(d *desk, ids ...book.ID) (book.Operation, error) { return d.FollowUps.TrashMany(d.ctx(), ids...) }, 1},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := newDesk(t)
			a, b := d.due("2027-03-10"), d.due("2027-03-10", repeat("FREQ=WEEKLY"))
			d.due("2027-03-11")
			_, err := x.do(d)
			refused(t, err, book.Invalid, "followups", "empty")
			before, ops := d.state(), d.operations()
			_, err = x.do(d, a.ID, book.NewID())
			same(t, "with one that never was", book.CodeOf(err), book.NotFound)
			same(t, "then nothing is done", d.state(), before)
			op, err := x.do(d, a.ID, b.ID)
			d.must(err)
			same(t, "operations", d.operations(), ops+1)
			same(t, "open", len(d.view(book.ViewAll)), x.left)
			d.undo(op)
			same(t, "after undo", d.state(), before)
		})
	}
}

func TestDueAtIsInTheZoneThatIsMeant(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	on := day(t, "2027-03-14")
	for _, x := range []struct {
		name string
		f    book.FollowUp
		want string // "" when there is none
	}{
		{"in ours", book.FollowUp{Due: on, DueMinute: 9 * 60}, "2027-03-14T00:00:00Z"},
		{"in the customer's", book.FollowUp{Due: on, DueMinute: 9 * 60, Zone: "America/New_York"}, "2027-03-14T13:00:00Z"},
		{"at any time", book.FollowUp{Due: on, DueMinute: book.NoTime}, ""},
		{"some day", book.FollowUp{DueMinute: 60}, ""},
	} {
		at, ok := x.f.DueAt(tokyo)
		if ok != (x.want != "") || ok && at.UTC().Format(time.RFC3339) != x.want {
			t.Errorf("%s: %s %v, want %q", x.name, at.UTC().Format(time.RFC3339), ok, x.want)
		}
	}
}
