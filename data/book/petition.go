package book

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// PetitionKind is what a person asks for by right of the law.
type PetitionKind string

// The kinds.
const (
	AskAccess      PetitionKind = "access"      // what is kept about me
	AskCorrection  PetitionKind = "correction"  // it is wrong
	AskErasure     PetitionKind = "erasure"     // forget me
	AskRestriction PetitionKind = "restriction" // keep it, and do not use it
	AskObjection   PetitionKind = "objection"   // no marketing, or no use at all
	AskPortability PetitionKind = "portability" // give it to me, to take elsewhere
)

// PetitionKinds lists the kinds in the order in which they are offered.
func PetitionKinds() []PetitionKind {
	return []PetitionKind{AskAccess, AskCorrection, AskErasure, AskRestriction, AskObjection, AskPortability}
}

// PetitionChannel is how a request came.
type PetitionChannel string

// PetitionChannels lists how a request may come, in the order in which it is offered.
func PetitionChannels() []PetitionChannel {
	return []PetitionChannel{"mail", "phone", "letter", "message", "person", "other"}
}

// PetitionOutcome is how a request ended; "" while it is open.
type PetitionOutcome string

// The outcomes. PetitionErased is set when the person asked is erased.
const (
	PetitionOpen      PetitionOutcome = ""
	PetitionFulfilled PetitionOutcome = "fulfilled"
	PetitionPartly    PetitionOutcome = "partly"
	PetitionRefused   PetitionOutcome = "refused"
	PetitionRetracted PetitionOutcome = "retracted" // the customer wants it no more
	PetitionErased    PetitionOutcome = "erased"
)

// PetitionOutcomes lists the outcomes that are offered.
func PetitionOutcomes() []PetitionOutcome {
	return []PetitionOutcome{PetitionFulfilled, PetitionPartly, PetitionRefused, PetitionRetracted}
}

// Petition is a request that a person makes by right of the law. When its
// customer is erased it stays, without the customer and without a word that was
// written down with it: it shows that the request was answered, and when.
type Petition struct {
	ID         ID
	CustomerID ID // "" after an erasure
	Kind       PetitionKind
	Law        Law // "" is none of those that we know
	Channel    PetitionChannel
	Received   calendar.Date
	Due        calendar.Date
	Extended   bool // the time was made longer, and the customer was told
	Note       string
	Outcome    PetitionOutcome
	Done       string // what was done, in words
	ClosedOn   calendar.Date
	FollowUpID ID // the follow-up that reminds of it, or ""
	Author     string
	CreatedAt  time.Time
	TrashedAt  time.Time
}

// PetitionRow is a request with the customer who made it; nil after an erasure.
type PetitionRow struct {
	Petition
	Customer *CustomerRow
}

// PetitionQuery asks for requests, the first due first; closed ones, the latest
// first, when they are wanted as well, come after the open ones.
type PetitionQuery struct {
	Customer ID
	Closed   bool
	Limit    int // 0 is 500
}

// PetitionReader answers questions about requests.
type PetitionReader interface {
	Petition(ctx context.Context, id ID) (Petition, error)
	Petitions(ctx context.Context, q PetitionQuery) ([]PetitionRow, error)
}

// PetitionTx changes requests.
type PetitionTx interface {
	PutPetition(ctx context.Context, p Petition) error
}

// Petitions holds the use cases of the requests that customers make by right.
type Petitions struct{ c *core }

// List returns requests.
func (s *Petitions) List(ctx context.Context, q PetitionQuery) ([]PetitionRow, error) {
	xs, err := s.c.store.Petitions(ctx, q)
	return xs, wrap("petitions.list", err)
}

// remindBefore is how many days before it is due a request stands among the
// follow-ups.
const remindBefore = 7

// Save writes a request down (empty ID) or changes it. A due date that is not
// given is that of the law. With a title there is a follow-up of that name a
// week before the date, which is done when the request is closed.
func (s *Petitions) Save(ctx context.Context, p Petition, title string) (Petition, Operation, error) {
	const name = "petitions.save"
	p.Note, p.Done = strings.TrimSpace(p.Note), strings.TrimSpace(p.Done)
	if p.Due.IsZero() && !p.Received.IsZero() {
		if due, ok := p.Law.Due(p.Kind, p.Received); ok {
			p.Due = due
		}
	}
	if err := validatePetition(p); err != nil {
		return p, Operation{}, wrap(name, err)
	}
	op := Operation{Kind: OpPetitionEdit, Detail: string(p.Kind)}
	if p.ID == "" {
		op.Kind = OpPetitionAdd
		p.ID, p.CreatedAt, p.Author = NewID(), s.c.now().UTC(), s.c.actor(ctx)
	}
	done, err := s.c.write(ctx, name, op, func(tx Tx) error {
		if err := s.remind(ctx, tx, &p, title); err != nil {
			return err
		}
		return tx.PutPetition(ctx, p)
	}, Change{Entity: EntityPetition, ID: p.ID, Customer: p.CustomerID}, Change{Entity: EntityFollowUp, ID: p.FollowUpID, Customer: p.CustomerID})
	return p, done, err
}

// remind keeps the follow-up of a request: it moves with the date, and it is
// done when the request is closed.
func (s *Petitions) remind(ctx context.Context, tx Tx, p *Petition, title string) error {
	today, err := s.c.today(ctx, tx)
	if err != nil {
		return err
	}
	due := max(p.Due-remindBefore, min(today, p.Due))
	if p.FollowUpID == "" {
		if title == "" || p.Outcome != PetitionOpen || p.CustomerID == "" {
			return nil
		}
		p.FollowUpID = NewID()
		return tx.PutFollowUp(ctx, FollowUp{
			ID: p.FollowUpID, CustomerID: p.CustomerID, Title: title, Kind: DocumentTask, Priority: Urgent,
			Due: due, DueMinute: NoTime, Reminder: NoTime, CreatedAt: s.c.now().UTC(),
		})
	}
	f, err := tx.FollowUp(ctx, p.FollowUpID)
	if CodeOf(err) == NotFound {
		return nil
	}
	if err != nil || !f.DoneAt.IsZero() && p.Outcome != PetitionOpen {
		return err
	}
	if p.Outcome != PetitionOpen {
		f.DoneAt = s.c.now().UTC()
	} else {
		f.Due = due
		if title != "" {
			f.Title = title
		}
	}
	return tx.PutFollowUp(ctx, f)
}

// Close ends a request with what came of it.
func (s *Petitions) Close(ctx context.Context, id ID, o PetitionOutcome, done string) (Operation, error) {
	const name = "petitions.close"
	p, err := s.c.store.Petition(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	if o == PetitionOpen {
		return Operation{}, invalid(name, "outcome", "missing")
	}
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	p.Outcome, p.Done, p.ClosedOn = o, done, today
	_, op, err := s.Save(ctx, p, "")
	return op, wrap(name, err)
}

// Trash removes a request that was written down by mistake; undo brings it back.
func (s *Petitions) Trash(ctx context.Context, id ID) (Operation, error) {
	const name = "petitions.trash"
	p, err := s.c.store.Petition(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	p.TrashedAt = s.c.now().UTC()
	return s.c.write(ctx, name, Operation{Kind: OpPetitionTrash}, func(tx Tx) error {
		if f, err := tx.FollowUp(ctx, p.FollowUpID); p.FollowUpID != "" && err == nil && f.DoneAt.IsZero() {
			f.TrashedAt = p.TrashedAt
			if err := tx.PutFollowUp(ctx, f); err != nil {
				return err
			}
		}
		return tx.PutPetition(ctx, p)
	}, Change{Entity: EntityPetition, ID: p.ID, Customer: p.CustomerID}, Change{Entity: EntityFollowUp, ID: p.FollowUpID, Customer: p.CustomerID})
}

// endPetitions closes the open requests of somebody who is about to be erased.
func endPetitions(ctx context.Context, tx Tx, customer ID, today calendar.Date) error {
	open, err := tx.Petitions(ctx, PetitionQuery{Customer: customer})
	if err != nil {
		return err
	}
	for _, p := range open {
		p.Outcome, p.ClosedOn = PetitionErased, today
		if err := tx.PutPetition(ctx, p.Petition); err != nil {
			return err
		}
	}
	return nil
}

// longestPetition is the most that may be written down with a request, in bytes.
const longestPetition = 10_000

func validatePetition(p Petition) error {
	const op = "petitions.validate"
	switch {
	case !slices.Contains(PetitionKinds(), p.Kind):
		return invalid(op, "kind", "missing")
	case p.Received.IsZero():
		return invalid(op, "asked", "missing")
	case p.Due.IsZero():
		return invalid(op, "answer", "missing")
	case p.Due < p.Received:
		return invalid(op, "answer", "order")
	case p.ID == "" && p.CustomerID == "":
		return invalid(op, "customer", "missing")
	case len(p.Note) > longestPetition || len(p.Done) > longestPetition:
		return invalid(op, "text", "too_long")
	}
	return nil
}
