package book

import (
	"context"
	"time"
)

// sitting is one case on the desk within a transaction: the clock of its
// customer and what was promised.
type sitting struct {
	Desk
	settings Settings
	clock    WorkClock
	loc      *time.Location
	now      time.Time
}

// sit reads what a case is worked on with.
func (s *Cases) sit(ctx context.Context, tx Tx, c *Case, now time.Time) (*sitting, error) {
	st, err := tx.Settings(ctx)
	if err != nil {
		return nil, err
	}
	who, err := tx.Customer(ctx, c.CustomerID)
	if err != nil {
		return nil, err
	}
	d := s.c.atDesk()
	row := CustomerRow{ID: who.ID, Kind: who.Kind, OrganisationID: who.OrganisationID, Country: who.Country, Region: who.Region, TimeZone: who.TimeZone, Hours: who.Hours}
	return &sitting{Desk: d, settings: st, clock: d.Clock(st, row), loc: s.c.zone(st), now: now}, nil
}

// take takes a step.
func (d *sitting) take(c *Case, step CaseStep, x StepDetails) error {
	const op = "cases.step"
	to, ok := c.to(step)
	switch {
	case !ok:
		return invalid(op, "step", "does_not_lead")
	case !c.TrashedAt.IsZero():
		return &Error{Op: op, Code: NotFound, Field: "case"}
	case x.At.After(d.now.Add(time.Minute)):
		return invalid(op, "at", "in_future")
	case x.At.Before(c.ReceivedAt):
		return invalid(op, "at", "before_received")
	case x.At.Before(c.lastStep()):
		return invalid(op, "at", "before_last_step")
	}
	for _, t := range []struct {
		to   *string
		text string
	}{{&c.Cause, x.Cause}, {&c.Remedy, x.Remedy}, {&c.Changed, x.Changed}, {&c.Learnt, x.Learnt}, {&c.Reason, x.Reason}} {
		if t.text != "" {
			*t.to = t.text
		}
	}
	*c = tidyCase(*c)
	if step == StepDismiss && c.Reason == "" {
		return invalid(op, "case_reason", "missing")
	}
	if step == StepReopen {
		c.Reopened++
		c.ReopenedAt, c.SolvedAt, c.ClosedAt, c.SolveTook = x.At, time.Time{}, time.Time{}, 0
		c.Reason = ""
	}
	c.State = to
	d.note(c, step, x.At)
	return validateCase(*c, d.now)
}

// note keeps when a step was taken and how much working time it took.
func (d *sitting) note(c *Case, step CaseStep, at time.Time) {
	switch step {
	case StepReply, StepAcknowledge, StepAnswer:
		if c.RepliedAt.IsZero() {
			c.RepliedAt, c.ReplyTook = at, minutes(d.clock.Elapsed(c.ReceivedAt, at))
		}
	}
	switch step {
	case StepAnswer, StepSolve:
		c.SolvedAt, c.SolveTook = at, minutes(d.clock.Elapsed(c.Began(), at))
	case StepTell, StepConfirm, StepDismiss:
		c.ClosedAt = at
	}
}

// minutes are whole ones, the one begun counted: what was due after 60 minutes
// and came 10 seconds later is late.
func minutes(d time.Duration) int { return int((d + time.Minute - 1) / time.Minute) }

// lastStep is the instant of the step before.
func (c Case) lastStep() time.Time {
	last := c.ReceivedAt
	for _, t := range []time.Time{c.RepliedAt, c.SolvedAt, c.ClosedAt, c.ReopenedAt} {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// keep counts what is due, brings the follow-up up to it, and writes the case.
func (d *sitting) keep(ctx context.Context, tx Tx, c *Case) error {
	t := d.settings.Targets.For(c.Kind, c.Seriousness, c.Tier)
	if c.RepliedAt.IsZero() && !c.State.Closed() {
		c.ReplyTarget, c.ReplyDue = t.Reply, d.due(c.ReceivedAt, t.Reply)
	}
	if c.SolvedAt.IsZero() && !c.State.Closed() {
		c.SolveTarget, c.SolveDue = t.Solve, d.due(c.Began(), t.Solve)
	}
	c.WarnAt = time.Time{}
	switch p, due := c.Running(); p {
	case FirstReply:
		c.WarnAt = d.warn(due, c.ReplyTarget)
	case Solution:
		c.WarnAt = d.warn(due, c.SolveTarget)
	}
	if err := d.watch(ctx, tx, c); err != nil {
		return err
	}
	c.UpdatedAt = d.now
	if err := tx.PutCase(ctx, *c); err != nil {
		return err
	}
	var err error
	*c, err = tx.Case(ctx, c.ID)
	return err
}

// due is when a target has passed; zero when there is none, or no hours in
// which it could pass.
func (d *sitting) due(from time.Time, target int) time.Time {
	if target == 0 {
		return time.Time{}
	}
	at, ok := d.clock.Due(from, time.Duration(target)*time.Minute)
	if !ok {
		return time.Time{}
	}
	return at.UTC()
}

// warn is when a case is escalated: when a quarter of the time is left.
func (d *sitting) warn(due time.Time, target int) time.Time {
	at, ok := d.clock.Before(due, time.Duration(max(1, target/4))*time.Minute)
	if !ok {
		return due
	}
	return at.UTC()
}

// afterwards is how much working time passes until we look after a case that
// was answered or solved, in minutes.
const afterwards = 16 * hour

// watcher reads the follow-up of a case, if it has one that was not removed.
func watcher(ctx context.Context, tx Tx, c Case) (f FollowUp, ok bool, err error) {
	if c.FollowUpID == "" {
		return f, false, nil
	}
	f, err = tx.FollowUp(ctx, c.FollowUpID)
	if CodeOf(err) == NotFound {
		return FollowUp{}, false, nil
	}
	return f, err == nil && f.TrashedAt.IsZero(), err
}

// watch makes the follow-up of a case, moves it to what is due next, or ticks
// it off when the case is closed. One that the user has ticked off themselves
// is left alone, and another is made.
func (d *sitting) watch(ctx context.Context, tx Tx, c *Case) error {
	f, ok, err := watcher(ctx, tx, *c)
	if err != nil {
		return err
	}
	if c.State.Closed() {
		if !ok || !f.DoneAt.IsZero() {
			return nil
		}
		f.DoneAt, f.UpdatedAt = d.now, d.now
		return tx.PutFollowUp(ctx, f)
	}
	_, due := c.Running()
	if due.IsZero() && !c.SolvedAt.IsZero() {
		due = d.due(c.SolvedAt, afterwards)
	}
	if !ok || !f.DoneAt.IsZero() {
		if due.IsZero() {
			return nil
		}
		f = FollowUp{ID: NewID(), CustomerID: c.CustomerID, CreatedAt: d.now, DueMinute: NoTime, Reminder: NoTime}
		c.FollowUpID = f.ID
	}
	f.Title, f.Kind, f.Owner, f.Priority, f.UpdatedAt, f.Snoozed = d.Title(*c), taskOf(c.Channel), c.Owner, Usual, d.now, 0
	if c.Seriousness == GraveCase {
		f.Priority = Urgent
	}
	f.Due, f.DueMinute, f.Reminder = 0, NoTime, NoTime
	if !due.IsZero() {
		f.Due, f.DueMinute = dueDay(due, d.loc)
		if !c.WarnAt.IsZero() {
			f.Reminder = int(due.Sub(c.WarnAt).Minutes())
		}
	}
	f.Zone = ""
	return tx.PutFollowUp(ctx, f)
}

// taskOf is what a case of a channel asks for next.
func taskOf(k InteractionKind) TaskKind {
	switch k {
	case CallMade, Meeting, VisitPaid:
		return CallTask
	case MailSent:
		return MailTask
	case MessageSent:
		return MessageTask
	}
	return OtherTask
}
