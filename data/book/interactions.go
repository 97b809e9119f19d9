package book

import (
	"context"
	"strings"
	"time"
)

// Interactions holds the use cases of touches with customers.
type Interactions struct{ c *core }

// Get returns one touch, also one in the trash.
func (s *Interactions) Get(ctx context.Context, id ID) (Interaction, error) {
	i, err := s.c.store.Interaction(ctx, id)
	return i, wrap("interactions.get", err)
}

// List returns the touches with a customer, the newest first.
func (s *Interactions) List(ctx context.Context, customer ID, limit int) ([]Interaction, error) {
	xs, err := s.c.store.Interactions(ctx, customer, limit)
	return xs, wrap("interactions.list", err)
}

// Log keeps a touch and restarts the customer's cadence unless it is Aside. At
// may be zero for now; it must not lie in the future: what is planned is a
// follow-up.
func (s *Interactions) Log(ctx context.Context, i Interaction) (Interaction, Operation, error) {
	return s.LogThen(ctx, i, Step{})
}

// LogThen keeps a touch, what comes next as a follow-up, and files that
// Attachments.Prepare has read, in one transaction: undo takes all of it back.
func (s *Interactions) LogThen(ctx context.Context, i Interaction, step Step, files ...Attachment) (Interaction, Operation, error) {
	const name = "interactions.log"
	i, err := s.complete(ctx, i)
	if err != nil {
		return i, Operation{}, wrap(name, err)
	}
	next, changes, err := s.step(&i, step)
	if err != nil {
		return i, Operation{}, wrap(name, err)
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpContactLog}, func(tx Tx) error {
		return logThen(ctx, tx, i, next, files)
	}, changes...)
	return i, op, err
}

// LogGiving keeps a greeting and gives the points that it promised, once for a
// reason, in one transaction: undo takes both back. reason is ReasonBirthday or
// ReasonHoliday.
func (s *Interactions) LogGiving(ctx context.Context, i Interaction, points int, reason string) (Interaction, Operation, error) {
	const name = "interactions.log"
	i, err := s.complete(ctx, i)
	if err != nil {
		return i, Operation{}, wrap(name, err)
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpContactLog}, func(tx Tx) error {
		if err := (&Loyalty{s.c}).greet(ctx, tx, i.CustomerID, points, reason); err != nil {
			return err
		}
		return logContact(ctx, tx, i)
	}, Change{Entity: EntityInteraction, ID: i.ID, Customer: i.CustomerID}, Change{Entity: EntityLoyalty, Customer: i.CustomerID})
	return i, op, err
}

// Edit changes what was noted of a touch. A step with a day becomes a
// follow-up unless there is one already.
func (s *Interactions) Edit(ctx context.Context, i Interaction, step Step, files ...Attachment) (Interaction, Operation, error) {
	const name = "interactions.edit"
	old, err := s.c.store.Interaction(ctx, i.ID)
	if err != nil {
		return i, Operation{}, wrap(name, err)
	}
	i.CustomerID, i.CreatedAt, i.TrashedAt, i.FollowUpID = old.CustomerID, old.CreatedAt, old.TrashedAt, old.FollowUpID
	i.Author, i.NextID = old.Author, old.NextID
	if i, err = s.complete(ctx, i); err != nil {
		return i, Operation{}, wrap(name, err)
	}
	if i.NextID != "" && step.Day != 0 {
		f, err := s.c.store.FollowUp(ctx, i.NextID)
		switch {
		case CodeOf(err) == NotFound || err == nil && !f.TrashedAt.IsZero():
			i.NextID = ""
		case err != nil:
			return i, Operation{}, wrap(name, err)
		default:
			i.NextStep, step = strings.TrimSpace(step.Text), Step{}
		}
	}
	next, changes, err := s.step(&i, step)
	if err != nil {
		return i, Operation{}, wrap(name, err)
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpContactEdit}, func(tx Tx) error {
		return logThen(ctx, tx, i, next, files)
	}, changes...)
	return i, op, err
}

// Trash removes a touch; the cadence counts from the one before.
func (s *Interactions) Trash(ctx context.Context, id ID) (Operation, error) {
	const name = "interactions.trash"
	i, err := s.c.store.Interaction(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpContactTrash}, func(tx Tx) error {
		i.TrashedAt = s.c.now().UTC()
		return logContact(ctx, tx, i)
	}, Change{Entity: EntityInteraction, ID: id, Customer: i.CustomerID})
}

// step makes the follow-up of a step, nil when there is none, and tells what
// changes by keeping i.
func (s *Interactions) step(i *Interaction, step Step) (*FollowUp, []Change, error) {
	changes := []Change{{Entity: EntityInteraction, ID: i.ID, Customer: i.CustomerID}}
	if text := strings.TrimSpace(step.Text); text != "" {
		i.NextStep = text
	}
	if step.Day.IsZero() {
		return nil, changes, nil
	}
	if i.NextStep == "" {
		return nil, nil, invalid("interactions.step", "next_step", "missing")
	}
	now := s.c.now().UTC()
	f := FollowUp{
		ID: NewID(), CustomerID: i.CustomerID, Title: i.NextStep, Kind: step.Kind, Due: step.Day,
		DueMinute: NoTime, Reminder: NoTime, Owner: i.Author, CreatedAt: now, UpdatedAt: now,
	}
	if f.Kind == "" {
		f.Kind = OtherTask
	}
	if err := validateFollowUp(f); err != nil {
		return nil, nil, err
	}
	i.NextID = f.ID
	return &f, append(changes, Change{Entity: EntityFollowUp, ID: f.ID, Customer: i.CustomerID}), nil
}

// complete fills in what a touch needs, or says what it lacks.
func (s *Interactions) complete(ctx context.Context, i Interaction) (Interaction, error) {
	const op = "interactions.log"
	now := s.c.now().UTC()
	if i.At.IsZero() {
		i.At = now
	}
	for _, t := range []*string{&i.Text, &i.Present, &i.NextStep, &i.Network} {
		*t = strings.TrimSpace(*t)
	}
	switch {
	case i.CustomerID == "":
		return i, invalid(op, "customer", "missing")
	case i.Kind == "":
		return i, invalid(op, "kind", "missing")
	case i.At.After(now.Add(time.Minute)):
		return i, invalid(op, "at", "in_future")
	case i.Minutes < 0 || i.Minutes > mostMinutes:
		return i, invalid(op, "minutes", "no_such_time")
	case len(i.Text) > mostText:
		return i, invalid(op, "text", "too_long")
	}
	if i.ID == "" {
		i.ID, i.CreatedAt = NewID(), now
		if i.Author == "" {
			i.Author = s.c.actor(ctx)
		}
	}
	return i, nil
}

// What one touch may hold: a week, and some pages of text.
const (
	mostMinutes = 7 * 24 * 60
	mostText    = 20_000
)

// logThen keeps a touch, the follow-up that came of it, and its files.
func logThen(ctx context.Context, tx Tx, i Interaction, next *FollowUp, files []Attachment) error {
	for _, a := range files {
		a.CustomerID, a.OwnerKind, a.OwnerID, a.Author = i.CustomerID, OfInteraction, i.ID, i.Author
		if err := tx.PutAttachment(ctx, a); err != nil {
			return err
		}
	}
	if next != nil {
		if err := tx.PutFollowUp(ctx, *next); err != nil {
			return err
		}
	}
	return logContact(ctx, tx, i)
}

func logContact(ctx context.Context, tx Tx, i Interaction) error {
	if err := tx.PutInteraction(ctx, i); err != nil {
		return err
	}
	return tx.Touch(ctx, i.CustomerID)
}
