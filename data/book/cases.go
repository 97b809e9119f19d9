package book

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// CaseReader answers questions about cases.
type CaseReader interface {
	Case(ctx context.Context, id ID) (Case, error) // also a removed one
	// Cases lists the cases of customers who are not in the trash: open ones by
	// what runs out first, those without a clock after them; then closed ones,
	// the latest first.
	Cases(ctx context.Context, q CaseQuery) ([]CaseRow, error)
	CaseCounts(ctx context.Context, now time.Time) (CaseCounts, error)
	// CaseOwners are those who own an open case, by name.
	CaseOwners(ctx context.Context) ([]string, error)
}

// CaseWriter changes cases.
type CaseWriter interface {
	PutCase(ctx context.Context, c Case) error
}

// CaseView is one of the lists of cases.
type CaseView string

// The views. Soon holds the open ones whose clock is about to run out or has.
const (
	OpenCases   CaseView = "open"
	SoonCases   CaseView = "soon"
	ClosedCases CaseView = "closed"
	AllCases    CaseView = "all"
)

// CaseQuery asks for cases. Parts that are set must hold; View "" is all.
type CaseQuery struct {
	View     CaseView
	Now      time.Time // for the view Soon
	Kind     CaseKind
	State    CaseState
	Owner    string
	Customer ID
	FollowUp ID  // the one that watches over it
	Limit    int // 0 is 500
}

// CaseRow is a case with the customer whose it is.
type CaseRow struct {
	Case
	Customer *CustomerRow
}

// CaseCounts are the numbers beside the lists. Soon is without the late ones.
type CaseCounts struct {
	Open, Soon, Late     int
	Requests, Complaints int // open ones
}

// WorkClock counts the working time that we and one customer share.
type WorkClock interface {
	Elapsed(from, to time.Time) time.Duration
	Due(from time.Time, budget time.Duration) (due time.Time, ok bool)
	Before(due time.Time, budget time.Duration) (from time.Time, ok bool)
}

// Desk is what the cases ask of the rooms above: the clock that counts for a
// customer, and how the follow-up that watches over a case is called.
type Desk struct {
	Clock func(s Settings, c CustomerRow) WorkClock
	Title func(c Case) string
	// Low words the request that a low answer opens; nil takes its text.
	Low func(a SurveyAnswer) string
	// Tier tells the tier of a customer, "" for none; nil asks the loyalty
	// programme.
	Tier func(ctx context.Context, r Reader, customer ID) (string, error)
}

// SetDesk gives the cases their clock and words. Without it every hour counts,
// and the follow-up is called as its case.
func (b *Book) SetDesk(d Desk) { b.core.desk.Store(&d) }

// desk returns the desk with what is missing filled in.
func (c *core) atDesk() Desk {
	var d Desk
	if p := c.desk.Load(); p != nil {
		d = *p
	}
	if d.Clock == nil {
		d.Clock = func(Settings, CustomerRow) WorkClock { return everyHour{} }
	}
	if d.Title == nil {
		d.Title = func(c Case) string { return c.Subject }
	}
	if d.Tier == nil {
		d.Tier = (&Loyalty{c}).tierName
	}
	return d
}

// everyHour is a clock that never stands still.
type everyHour struct{}

func (everyHour) Elapsed(from, to time.Time) time.Duration { return max(0, to.Sub(from)) }

func (everyHour) Due(from time.Time, b time.Duration) (time.Time, bool) { return from.Add(b), true }

func (everyHour) Before(due time.Time, b time.Duration) (time.Time, bool) { return due.Add(-b), true }

// Cases holds the use cases of requests and complaints.
type Cases struct{ c *core }

// Get returns one case, also one that was removed.
func (s *Cases) Get(ctx context.Context, id ID) (Case, error) {
	c, err := s.c.store.Case(ctx, id)
	return c, wrap("cases.get", err)
}

// List returns cases, what runs out first before the others.
func (s *Cases) List(ctx context.Context, q CaseQuery) ([]CaseRow, error) {
	if q.Now.IsZero() {
		q.Now = s.c.now()
	}
	rows, err := s.c.store.Cases(ctx, q)
	return rows, wrap("cases.list", err)
}

// Counts returns the numbers beside the lists.
func (s *Cases) Counts(ctx context.Context) (CaseCounts, error) {
	n, err := s.c.store.CaseCounts(ctx, s.c.now())
	return n, wrap("cases.counts", err)
}

// Owners returns who owns an open case.
func (s *Cases) Owners(ctx context.Context) ([]string, error) {
	list, err := s.c.store.CaseOwners(ctx)
	return list, wrap("cases.owners", err)
}

// Save takes a new case in (empty ID) or changes what one is about; how far it
// has come is changed by Step alone. A new case gets its targets, the instants
// by which they are due, and a follow-up that watches over it. Targets are
// counted anew when what they rest on was changed and they are still open. It
// refuses with Conflict when the case was changed since it was read.
func (s *Cases) Save(ctx context.Context, c Case) (Case, Operation, error) {
	const name = "cases.save"
	c = tidyCase(c)
	now := s.c.now().UTC()
	op := Operation{Kind: OpCaseEdit}
	fresh := c.ID == ""
	if fresh {
		op.Kind = OpCaseAdd
		c = newCase(c, now)
	}
	if err := validateCase(c, now); err != nil {
		return c, Operation{}, wrap(name, err)
	}
	changes := s.news(&c)
	done, err := s.c.write(ctx, name, op, func(tx Tx) error {
		if !fresh {
			old, err := tx.Case(ctx, c.ID)
			if err != nil {
				return err
			}
			if c, err = edited(old, c); err != nil {
				return err
			}
		}
		d, err := s.sit(ctx, tx, &c, now)
		if err != nil {
			return err
		}
		if fresh && c.Tier == "" {
			if c.Tier, err = d.Tier(ctx, tx, c.CustomerID); err != nil {
				return err
			}
		}
		return d.keep(ctx, tx, &c)
	}, changes...)
	return c, done, err
}

// newCase gives a case that comes in what it lacks.
func newCase(c Case, now time.Time) Case {
	c.ID, c.Version, c.State, c.CreatedAt = NewID(), 0, CaseReceived, now
	if c.ReceivedAt.IsZero() {
		c.ReceivedAt = now
	}
	if c.Seriousness == "" {
		c.Seriousness = UsualCase
	}
	c.RepliedAt, c.SolvedAt, c.ClosedAt, c.ReopenedAt = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	return c
}

// edited lays what a case is about over how far it has come.
func edited(old, c Case) (Case, error) {
	const op = "cases.save"
	switch {
	case c.Kind != old.Kind && old.State != CaseReceived:
		return c, invalid(op, "case_kind", "too_far")
	case !old.RepliedAt.IsZero() && c.ReceivedAt.After(old.RepliedAt), !old.ClosedAt.IsZero() && c.ReceivedAt.After(old.ClosedAt):
		return c, invalid(op, "received", "after_step")
	}
	next := old
	next.Version, next.Kind, next.Channel, next.Seriousness, next.Tier = c.Version, c.Kind, c.Channel, c.Seriousness, c.Tier
	next.Owner, next.Subject, next.Text, next.ReceivedAt = c.Owner, c.Subject, c.Text, c.ReceivedAt
	next.Cause, next.Remedy, next.Changed, next.Learnt, next.Reason = c.Cause, c.Remedy, c.Changed, c.Learnt, c.Reason
	if next.State == CaseDismissed && next.Reason == "" {
		return c, invalid(op, "case_reason", "missing")
	}
	return next, nil
}

// StepDetails are what is told with a step. At is when it was taken, zero for
// now; the texts take the place of those of the case when they are set. Touch
// is the contact by which it was taken, logged with it, or nil.
type StepDetails struct {
	At      time.Time
	Reason  string // of dismissing
	Cause   string
	Remedy  string
	Changed string
	Learnt  string
	Touch   *Interaction
}

// Step takes a case to its next state: it notes when, how much working time the
// promise took, and moves or closes the follow-up that watches over the case. A
// step that does not lead on from the state, one before the step before it and
// one in the future are Invalid.
func (s *Cases) Step(ctx context.Context, id ID, step CaseStep, d StepDetails) (Case, Operation, error) {
	const name = "cases.step"
	c, err := s.c.store.Case(ctx, id)
	if err != nil {
		return c, Operation{}, wrap(name, err)
	}
	now := s.c.now().UTC()
	if d.At.IsZero() {
		d.At = now
	}
	d.At = d.At.UTC()
	op := Operation{Kind: OpCaseStep, Detail: string(step)}
	if step == StepReopen {
		op.Kind, op.Detail = OpCaseReopen, ""
	}
	changes := s.news(&c)
	if d.Touch != nil {
		t, err := (&Interactions{s.c}).complete(ctx, touchOf(c, d))
		if err != nil {
			return c, Operation{}, wrap(name, err)
		}
		d.Touch = &t
		changes = append(changes, Change{Entity: EntityInteraction, ID: t.ID, Customer: c.CustomerID})
	}
	done, err := s.c.write(ctx, name, op, func(tx Tx) error {
		if c, err = tx.Case(ctx, id); err != nil {
			return err
		}
		desk, err := s.sit(ctx, tx, &c, now)
		if err != nil {
			return err
		}
		if err := desk.take(&c, step, d); err != nil {
			return err
		}
		if err := desk.keep(ctx, tx, &c); err != nil || d.Touch == nil {
			return err
		}
		return logContact(ctx, tx, *d.Touch)
	}, changes...)
	return c, done, err
}

// touchOf is the contact of a step, for the customer and time of it.
func touchOf(c Case, d StepDetails) Interaction {
	i := *d.Touch
	i.CustomerID = c.CustomerID
	if i.At.IsZero() {
		i.At = d.At
	}
	return i
}

// Trash removes a case and its follow-up; undo brings both back.
func (s *Cases) Trash(ctx context.Context, id ID) (Operation, error) {
	const name = "cases.trash"
	c, err := s.c.store.Case(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpCaseTrash}, func(tx Tx) error {
		c, err := tx.Case(ctx, id)
		if err != nil {
			return err
		}
		c.TrashedAt = s.c.now().UTC()
		if f, ok, err := watcher(ctx, tx, c); err != nil {
			return err
		} else if ok && f.DoneAt.IsZero() {
			f.TrashedAt, f.UpdatedAt = c.TrashedAt, c.TrashedAt
			if err := tx.PutFollowUp(ctx, f); err != nil {
				return err
			}
		}
		return tx.PutCase(ctx, c)
	}, s.news(&c)...)
}

// news are the changes that come of one to a case: its follow-up has another
// due date.
func (s *Cases) news(c *Case) []Change {
	return []Change{
		{Entity: EntityCase, ID: c.ID, Customer: c.CustomerID},
		{Entity: EntityFollowUp, ID: c.FollowUpID, Customer: c.CustomerID},
	}
}

// tidyCase drops blanks round the texts.
func tidyCase(c Case) Case {
	for _, t := range []*string{&c.Subject, &c.Text, &c.Owner, &c.Tier, &c.Cause, &c.Remedy, &c.Changed, &c.Learnt, &c.Reason} {
		*t = strings.TrimSpace(*t)
	}
	if !c.ReceivedAt.IsZero() {
		c.ReceivedAt = c.ReceivedAt.UTC()
	}
	return c
}

// longestCase is the most that a text of a case may hold, in bytes.
const longestCase = 20_000

func validateCase(c Case, now time.Time) error {
	const op = "cases.validate"
	switch {
	case c.CustomerID == "":
		return invalid(op, "customer", "missing")
	case !slices.Contains(CaseKinds(), c.Kind):
		return invalid(op, "case_kind", "unknown")
	case !slices.Contains(InteractionKinds(), c.Channel):
		return invalid(op, "case_channel", "unknown")
	case !slices.Contains(Degrees(), c.Seriousness):
		return invalid(op, "seriousness", "unknown")
	case c.Subject == "":
		return invalid(op, "case_subject", "missing")
	case len(c.Subject) > longestText:
		return invalid(op, "case_subject", "too_long")
	case c.ReceivedAt.After(now.Add(time.Minute)):
		return invalid(op, "received", "in_future")
	}
	for _, t := range []string{c.Text, c.Cause, c.Remedy, c.Changed, c.Learnt, c.Reason} {
		if len(t) > longestCase {
			return invalid(op, "text", "too_long")
		}
	}
	return nil
}

// dueDay is the day and minute of an instant for a follow-up of ours.
func dueDay(at time.Time, loc *time.Location) (calendar.Date, int) {
	local := at.In(loc)
	return calendar.DateOf(local), local.Hour()*hour + local.Minute()
}
