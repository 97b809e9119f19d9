package book

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// RatingKind is what of a customer people judge.
type RatingKind string

// What is judged.
const (
	Influence RatingKind = "influence" // in the market: on whom others look
	Potential RatingKind = "potential" // of working together
	Strategic RatingKind = "strategic" // weight for where the business is going
	Trust     RatingKind = "trust"     // between them and us
)

// RatingKinds lists what is judged in the order in which it is shown.
func RatingKinds() []RatingKind { return []RatingKind{Influence, Potential, Strategic, Trust} }

// Rating is somebody's judgement of a customer: 1 is low and 5 is high. A new
// one is added beside the old ones, never in their place; the latest counts.
type Rating struct {
	ID         ID
	CustomerID ID
	What       RatingKind
	Score      int // 1 to 5
	Reason     string
	On         calendar.Date
	By         string
	CreatedAt  time.Time
}

// later reports whether r counts more than o: it is of a later day or, on the
// same day, was entered later.
func (r Rating) later(o Rating) bool {
	if r.On != o.On {
		return r.On > o.On
	}
	if !r.CreatedAt.Equal(o.CreatedAt) {
		return r.CreatedAt.After(o.CreatedAt)
	}
	return r.ID > o.ID
}

// LatestRatings picks from many ratings of one customer those that count.
func LatestRatings(list []Rating) map[RatingKind]Rating {
	out := map[RatingKind]Rating{}
	for _, r := range list {
		if o, ok := out[r.What]; !ok || r.later(o) {
			out[r.What] = r
		}
	}
	return out
}

// RatingReader answers questions about ratings.
type RatingReader interface {
	Ratings(ctx context.Context, customer ID) ([]Rating, error) // the latest first
}

// RatingTx adds ratings.
type RatingTx interface {
	PutRating(ctx context.Context, r Rating) error
}

// Ratings holds the use cases of judgements.
type Ratings struct{ c *core }

// List returns all judgements of a customer, the latest first.
func (s *Ratings) List(ctx context.Context, customer ID) ([]Rating, error) {
	list, err := s.c.store.Ratings(ctx, customer)
	return list, wrap("ratings.list", err)
}

// longestReason is the most that the reason of a judgement may hold, in bytes.
const longestReason = 2000

// Add keeps a judgement. On may be zero for today; a reason must be given,
// since a bare number says nothing to whoever reads it next year.
func (s *Ratings) Add(ctx context.Context, r Rating) (Rating, Operation, error) {
	const name = "ratings.add"
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return r, Operation{}, wrap(name, err)
	}
	r.Reason = strings.TrimSpace(r.Reason)
	if r.On == 0 {
		r.On = today
	}
	switch {
	case r.CustomerID == "":
		err = invalid(name, "customer", "missing")
	case !slices.Contains(RatingKinds(), r.What):
		err = invalid(name, "rating", "unknown")
	case r.Score < 1 || r.Score > 5:
		err = invalid(name, "score", "range")
	case r.Reason == "":
		err = invalid(name, "reason", "missing")
	case len(r.Reason) > longestReason:
		err = invalid(name, "reason", "too_long")
	case r.On > today:
		err = invalid(name, "day", "in_future")
	}
	if err != nil {
		return r, Operation{}, wrap(name, err)
	}
	r.ID, r.CreatedAt, r.By = NewID(), s.c.now().UTC(), s.c.actor(ctx)
	op, err := s.c.write(ctx, name, Operation{Kind: OpRating}, func(tx Tx) error {
		if _, err := tx.Customer(ctx, r.CustomerID); err != nil {
			return err
		}
		return tx.PutRating(ctx, r)
	}, Change{Entity: EntityRating, ID: r.ID, Customer: r.CustomerID})
	return r, op, err
}
