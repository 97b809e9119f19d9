package book

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// StandardYears is after how many years without contact a rule looks at a
// customer, unless it says otherwise.
const StandardYears = 3

// Retention is a rule for how long customers are kept with whom there is no
// contact any more. There is none until somebody makes one, and none ever
// removes anybody: whom it finds is looked through by a person.
type Retention struct {
	ID        ID
	Kind      Kind // "" is both
	Segment   ID   // "" is everybody
	Years     int
	CreatedAt time.Time
	TrashedAt time.Time
}

// Keeping says that somebody looked at a customer and keeps it.
type Keeping struct {
	ID         ID
	CustomerID ID
	Reason     string
	Until      calendar.Date
	Author     string
	CreatedAt  time.Time
}

// Stale is a customer whom a rule has found.
type Stale struct {
	CustomerRow
	Rule Retention
	Last calendar.Date // the last contact, or the day it came into the book
	Met  bool          // Last is a contact
}

// RetentionReader answers questions about rules.
type RetentionReader interface {
	Retentions(ctx context.Context) ([]Retention, error)
	// Untouched returns the live customers of a kind ("" for both) with no contact
	// since an instant, whom nobody has decided to keep beyond a day, and whom no
	// open follow-up concerns; the longest first.
	Untouched(ctx context.Context, kind Kind, since time.Time, today calendar.Date) ([]ID, error)
	// Keepings returns why a customer was kept, the newest first.
	Keepings(ctx context.Context, customer ID) ([]Keeping, error)
}

// RetentionTx changes rules.
type RetentionTx interface {
	PutRetention(ctx context.Context, r Retention) error
	PutKeeping(ctx context.Context, k Keeping) error
}

// Retentions holds the use cases of how long customers are kept.
type Retentions struct{ c *core }

// Rules returns the rules, the shortest time first.
func (s *Retentions) Rules(ctx context.Context) ([]Retention, error) {
	xs, err := s.c.store.Retentions(ctx)
	slices.SortStableFunc(xs, func(a, b Retention) int { return cmp.Compare(a.Years, b.Years) })
	return xs, wrap("retention.rules", err)
}

// Save makes a rule (empty ID) or changes one.
func (s *Retentions) Save(ctx context.Context, r Retention) (Retention, Operation, error) {
	const name = "retention.save"
	if r.Years < 1 || r.Years > 100 {
		return r, Operation{}, invalid(name, "years", "range")
	}
	if r.ID == "" {
		r.ID, r.CreatedAt = NewID(), s.c.now().UTC()
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpRetention}, func(tx Tx) error { return tx.PutRetention(ctx, r) },
		Change{Entity: EntityRetention, ID: r.ID})
	return r, op, err
}

// Trash removes a rule; undo brings it back.
func (s *Retentions) Trash(ctx context.Context, r Retention) (Operation, error) {
	r.TrashedAt = s.c.now().UTC()
	return s.c.write(ctx, "retention.trash", Operation{Kind: OpRetention}, func(tx Tx) error { return tx.PutRetention(ctx, r) },
		Change{Entity: EntityRetention, ID: r.ID})
}

// mostStale is how many customers are looked through at once.
const mostStale = 500

// Review returns whom the rules have found, the longest without contact first,
// at most 500, and how many there are.
func (s *Retentions) Review(ctx context.Context) (list []Stale, all int, err error) {
	const name = "retention.review"
	rules, err := s.Rules(ctx)
	if err != nil || len(rules) == 0 {
		return nil, 0, wrap(name, err)
	}
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return nil, 0, wrap(name, err)
	}
	segments, err := s.c.store.Segments(ctx)
	if err != nil {
		return nil, 0, wrap(name, err)
	}
	by := map[ID]Retention{}
	var ids []ID
	for _, r := range rules {
		found, err := s.foundBy(ctx, r, segments, today)
		if err != nil {
			return nil, 0, wrap(name, err)
		}
		for _, id := range found {
			if _, known := by[id]; !known {
				by[id] = r
				ids = append(ids, id)
			}
		}
	}
	for part := range slices.Chunk(ids[:min(len(ids), mostStale)], 500) {
		page, err := s.c.store.Customers(ctx, CustomerQuery{Filter: CustomerFilter{IDs: part}, Sort: SortLastContact, Limit: 500})
		if err != nil {
			return nil, 0, wrap(name, err)
		}
		for _, row := range page.Rows {
			x := Stale{CustomerRow: row, Rule: by[row.ID], Met: !row.LastContact.IsZero()}
			x.Last = calendar.DateOf(row.LastContact)
			if !x.Met {
				c, err := s.c.store.Customer(ctx, row.ID)
				if err != nil {
					return nil, 0, wrap(name, err)
				}
				x.Last = calendar.DateOf(c.CreatedAt)
			}
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(a, b Stale) int { return cmp.Compare(a.Last, b.Last) })
	return list, len(ids), nil
}

// foundBy returns whom one rule finds. A rule of a segment that is gone finds
// nobody.
func (s *Retentions) foundBy(ctx context.Context, r Retention, segments []Segment, today calendar.Date) ([]ID, error) {
	ids, err := s.c.store.Untouched(ctx, r.Kind, today.AddMonths(-12*r.Years).In(time.UTC, 0, 0), today)
	if err != nil || r.Segment == "" {
		return ids, err
	}
	i := slices.IndexFunc(segments, func(g Segment) bool { return g.ID == r.Segment })
	if i < 0 {
		return nil, nil
	}
	f, err := s.c.understood(ctx, CustomerFilter{Text: segments[i].Query})
	if err != nil {
		return nil, err
	}
	of, err := s.c.store.CustomerIDs(ctx, f)
	if err != nil {
		return nil, err
	}
	in := make(map[ID]bool, len(of))
	for _, id := range of {
		in[id] = true
	}
	return slices.DeleteFunc(ids, func(id ID) bool { return !in[id] }), nil
}

// Keep notes why customers are kept and until when; the review leaves them out
// until then.
func (s *Retentions) Keep(ctx context.Context, ids []ID, reason string, until calendar.Date) (Operation, error) {
	const name = "retention.keep"
	today, err := s.c.today(ctx, s.c.store)
	reason = strings.TrimSpace(reason)
	switch {
	case err != nil:
		return Operation{}, wrap(name, err)
	case len(ids) == 0:
		return Operation{}, invalid(name, "customers", "empty")
	case reason == "":
		return Operation{}, invalid(name, "keep_reason", "missing")
	case until <= today:
		return Operation{}, invalid(name, "until", "order")
	}
	who, now := s.c.actor(ctx), s.c.now().UTC()
	changes := []Change{{Entity: EntityRetention}}
	return s.c.write(ctx, name, Operation{Kind: OpKeep}, func(tx Tx) error {
		for _, id := range ids {
			if err := tx.PutKeeping(ctx, Keeping{ID: NewID(), CustomerID: id, Reason: reason, Until: until, Author: who, CreatedAt: now}); err != nil {
				return err
			}
		}
		return nil
	}, changes...)
}

// Keepings returns why a customer was kept, the newest first.
func (s *Retentions) Keepings(ctx context.Context, customer ID) ([]Keeping, error) {
	xs, err := s.c.store.Keepings(ctx, customer)
	return xs, wrap("retention.keepings", err)
}
