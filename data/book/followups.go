package book

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"dragoman/data/calendar"

	"github.com/teambition/rrule-go"
)

// FollowUps holds the use cases of follow-ups.
type FollowUps struct{ c *core }

// Get returns one follow-up.
func (s *FollowUps) Get(ctx context.Context, id ID) (FollowUp, error) {
	f, err := s.c.store.FollowUp(ctx, id)
	return f, wrap("followups.get", err)
}

// List returns the follow-ups of a view in the order in which they are due,
// urgent ones first within a day. Today is filled in when it is zero.
func (s *FollowUps) List(ctx context.Context, q FollowUpQuery) ([]FollowUpRow, error) {
	if q.Today.IsZero() {
		today, err := s.c.today(ctx, s.c.store)
		if err != nil {
			return nil, wrap("followups.list", err)
		}
		q.Today = today
	}
	rows, err := s.c.store.FollowUps(ctx, q)
	return rows, wrap("followups.list", err)
}

// Counts returns the numbers beside the views.
func (s *FollowUps) Counts(ctx context.Context) (FollowUpCounts, error) {
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return FollowUpCounts{}, wrap("followups.counts", err)
	}
	n, err := s.c.store.FollowUpCounts(ctx, today)
	return n, wrap("followups.counts", err)
}

// Save makes a follow-up (empty ID) or changes one. It refuses with Conflict
// when it was changed since it was read.
func (s *FollowUps) Save(ctx context.Context, f FollowUp) (FollowUp, Operation, error) {
	const name = "followups.save"
	f.Title = strings.TrimSpace(f.Title)
	f.Checklist = keep(f.Checklist, func(x *CheckItem) (*ID, bool) { return &x.ID, strings.TrimSpace(x.Text) != "" })
	if err := validateFollowUp(f); err != nil {
		return f, Operation{}, wrap(name, err)
	}
	op := Operation{Kind: OpFollowUpEdit}
	now := s.c.now().UTC()
	if f.ID == "" {
		op.Kind = OpFollowUpAdd
		f.ID, f.CreatedAt, f.Version = NewID(), now, 0
	}
	if f.Kind == "" {
		f.Kind = OtherTask
	}
	f.UpdatedAt = now
	done, err := s.c.write(ctx, name, op, func(tx Tx) error {
		if err := tx.PutFollowUp(ctx, f); err != nil {
			return err
		}
		var err error
		f, err = tx.FollowUp(ctx, f.ID)
		return err
	}, Change{Entity: EntityFollowUp, ID: f.ID, Customer: f.CustomerID})
	return f, done, err
}

// Complete ticks a follow-up off, logs the touch that did it when there was
// one, and makes the next follow-up when it repeats. next is nil when it does
// not, or when the repetition has ended.
func (s *FollowUps) Complete(ctx context.Context, id ID, touch *Interaction) (next *FollowUp, op Operation, err error) {
	return s.CompleteThen(ctx, id, touch, Step{})
}

// CompleteThen is Complete with what was agreed to come next, which becomes a
// follow-up in the same transaction, and with the files of the touch. Both need
// a touch.
func (s *FollowUps) CompleteThen(ctx context.Context, id ID, touch *Interaction, step Step, files ...Attachment) (next *FollowUp, op Operation, err error) {
	const name = "followups.complete"
	f, err := s.c.store.FollowUp(ctx, id)
	if err != nil {
		return nil, op, wrap(name, err)
	}
	changes := []Change{{Entity: EntityFollowUp, ID: id, Customer: f.CustomerID}}
	var then *FollowUp
	if touch != nil {
		i := *touch
		i.CustomerID, i.FollowUpID = f.CustomerID, id
		is := &Interactions{s.c}
		if i, err = is.complete(ctx, i); err != nil {
			return nil, op, wrap(name, err)
		}
		var more []Change
		if then, more, err = is.step(&i, step); err != nil {
			return nil, op, wrap(name, err)
		}
		touch, changes = &i, append(changes, more...)
	}
	op, err = s.c.write(ctx, name, Operation{Kind: OpFollowUpDone}, func(tx Tx) error {
		if next, err = s.complete(ctx, tx, id); err == nil && touch != nil {
			err = logThen(ctx, tx, *touch, then, files)
		}
		return err
	}, changes...)
	return next, op, err
}

func (s *FollowUps) complete(ctx context.Context, tx Tx, id ID) (*FollowUp, error) {
	f, err := tx.FollowUp(ctx, id)
	if err != nil {
		return nil, err
	}
	if !f.DoneAt.IsZero() {
		return nil, &Error{Op: "followups.complete", Code: Conflict, Detail: "done_already"}
	}
	now := s.c.now().UTC()
	today, err := s.c.today(ctx, tx)
	if err != nil {
		return nil, err
	}
	next, err := nextOf(f, today)
	if err != nil {
		return nil, err
	}
	f.DoneAt, f.UpdatedAt = now, now
	if err := tx.PutFollowUp(ctx, f); err != nil {
		return nil, err
	}
	if next != nil {
		next.ID, next.CreatedAt, next.UpdatedAt = NewID(), now, now
		if err := tx.PutFollowUp(ctx, *next); err != nil {
			return nil, err
		}
	}
	return next, nil
}

// Reopen makes a finished follow-up open again. A next one that its completion
// made stays; undo of the completion takes that back too.
func (s *FollowUps) Reopen(ctx context.Context, id ID) (Operation, error) {
	return s.change(ctx, "followups.reopen", OpFollowUpReopen, id, func(f *FollowUp) error {
		f.DoneAt = time.Time{}
		return nil
	})
}

// Snooze hides a follow-up from the daily lists until a later day.
func (s *FollowUps) Snooze(ctx context.Context, id ID, until calendar.Date) (Operation, error) {
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return Operation{}, wrap("followups.snooze", err)
	}
	if until <= today {
		return Operation{}, invalid("followups.snooze", "snoozed", "in_past")
	}
	return s.change(ctx, "followups.snooze", OpFollowUpSnooze, id, func(f *FollowUp) error {
		f.Snoozed = until
		return nil
	})
}

// Move gives a follow-up another due day.
func (s *FollowUps) Move(ctx context.Context, id ID, due calendar.Date) (Operation, error) {
	return s.change(ctx, "followups.move", OpFollowUpEdit, id, func(f *FollowUp) error {
		f.Due, f.Snoozed = due, 0
		return nil
	})
}

// Check ticks one line of the checklist or clears it.
func (s *FollowUps) Check(ctx context.Context, id, item ID, done bool) (Operation, error) {
	return s.change(ctx, "followups.check", OpFollowUpEdit, id, func(f *FollowUp) error {
		for i := range f.Checklist {
			if f.Checklist[i].ID == item {
				f.Checklist[i].Done = done
				return nil
			}
		}
		return &Error{Op: "followups.check", Code: NotFound, Field: "checklist"}
	})
}

// Trash removes a follow-up; undo brings it back.
func (s *FollowUps) Trash(ctx context.Context, id ID) (Operation, error) {
	return s.change(ctx, "followups.trash", OpFollowUpTrash, id, func(f *FollowUp) error {
		f.TrashedAt = s.c.now().UTC()
		return nil
	})
}

func (s *FollowUps) change(ctx context.Context, name string, kind OpKind, id ID, edit func(*FollowUp) error) (Operation, error) {
	f, err := s.c.store.FollowUp(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: kind}, func(tx Tx) error {
		f, err := tx.FollowUp(ctx, id)
		if err != nil {
			return err
		}
		if err := edit(&f); err != nil {
			return err
		}
		f.UpdatedAt = s.c.now().UTC()
		return tx.PutFollowUp(ctx, f)
	}, Change{Entity: EntityFollowUp, ID: id, Customer: f.CustomerID})
}

func validateFollowUp(f FollowUp) error {
	const op = "followups.validate"
	switch {
	case f.Title == "":
		return invalid(op, "title", "missing")
	case len(f.Title) > 500:
		return invalid(op, "title", "too_long")
	case f.DueMinute < NoTime || f.DueMinute >= 24*60:
		return invalid(op, "due_time", "no_such_time")
	case f.DueMinute != NoTime && f.Due.IsZero():
		return invalid(op, "due", "missing")
	case f.Repeat != "" && f.Due.IsZero():
		return invalid(op, "due", "missing")
	}
	if f.Zone != "" {
		if _, err := time.LoadLocation(f.Zone); err != nil {
			return invalid(op, "zone", "unknown")
		}
	}
	if f.Repeat != "" {
		if _, err := rule(f); err != nil {
			return &Error{Op: op, Code: Invalid, Field: "repeat", Detail: "unknown", Err: err}
		}
	}
	return nil
}

// DueAt returns the instant at which a follow-up with a time is due; ok is
// false when it is due at any time of its day, or on no day. home is the zone
// that an empty Zone means.
func (f FollowUp) DueAt(home *time.Location) (at time.Time, ok bool) {
	if f.DueMinute == NoTime || f.Due.IsZero() {
		return at, false
	}
	loc := home
	if f.Zone != "" {
		l, err := time.LoadLocation(f.Zone)
		if err != nil {
			return at, false
		}
		loc = l
	}
	return f.Due.In(loc, f.DueMinute/60, f.DueMinute%60), true
}

// Occurrences returns the due days of a repeating follow-up from its own due
// day on, as RFC 5545 counts them: "monthly" from the 31st skips the months
// without one. At most n are returned; a follow-up that does not repeat has
// its own due day only.
func (f FollowUp) Occurrences(n int) ([]calendar.Date, error) {
	if f.Repeat == "" {
		return []calendar.Date{f.Due}, nil
	}
	r, err := rule(f)
	if err != nil {
		return nil, err
	}
	var out []calendar.Date
	next := r.Iterator()
	for len(out) < n {
		t, ok := next()
		if !ok {
			break
		}
		if day := calendar.DateOf(t); len(out) == 0 || out[len(out)-1] != day {
			out = append(out, day)
		}
	}
	return out, nil
}

// errWithinDay refuses what would be due again on the day on which it is done.
var errWithinDay = errors.New("followups: a repetition by hours, minutes or seconds")

func rule(f FollowUp) (*rrule.RRule, error) {
	o, err := rrule.StrToROption(f.Repeat)
	if err != nil {
		return nil, err
	}
	if o.Freq > rrule.DAILY {
		return nil, errWithinDay
	}
	o.Dtstart = f.Due.In(time.UTC, 0, 0)
	return rrule.NewRRule(*o)
}

// nextOf returns the follow-up that comes after f when f is done on the day
// today: the first day of the rule after both, with the checklist cleared.
func nextOf(f FollowUp, today calendar.Date) (*FollowUp, error) {
	if f.Repeat == "" {
		return nil, nil
	}
	r, err := rule(f)
	if err != nil {
		return nil, fmt.Errorf("followups: repeat: %w", err)
	}
	// A rule may name an hour: the day is over for it all the same.
	after := (max(f.Due, today) + 1).In(time.UTC, 0, 0)
	t := r.After(after, true)
	if t.IsZero() {
		return nil, nil
	}
	n := f
	n.Due, n.Snoozed, n.Version, n.DoneAt = calendar.DateOf(t), 0, 0, time.Time{}
	if o := r.OrigOptions; o.Count > 0 {
		passed := len(r.Between(f.Due.In(time.UTC, 0, 0), t, true)) - 1
		if o.Count -= passed; o.Count < 1 {
			return nil, nil
		}
		o.Dtstart = time.Time{}
		n.Repeat = o.RRuleString()
	}
	n.Checklist = make([]CheckItem, len(f.Checklist))
	for i, c := range f.Checklist {
		n.Checklist[i] = CheckItem{ID: NewID(), Text: c.Text}
	}
	return &n, nil
}
