package book

import (
	"context"
	"strings"
	"time"
)

// Segment is a query that was kept under a name. Who belongs to it is found
// anew each time.
type Segment struct {
	ID        ID
	Name      string
	Query     string // as ParseQuery reads it
	CreatedAt time.Time
	TrashedAt time.Time
}

// Segments holds the use cases of saved queries.
type Segments struct{ c *core }

// List returns the segments in the order of their names.
func (s *Segments) List(ctx context.Context) ([]Segment, error) {
	xs, err := s.c.store.Segments(ctx)
	return xs, wrap("segments.list", err)
}

// Save makes a segment (empty ID) or changes one. A name is taken once.
func (s *Segments) Save(ctx context.Context, g Segment) (Segment, Operation, error) {
	const name = "segments.save"
	g.Name, g.Query = strings.TrimSpace(g.Name), strings.TrimSpace(g.Query)
	switch {
	case g.Name == "":
		return g, Operation{}, invalid(name, "segment", "name_missing")
	case len(g.Name) > 200 || len(g.Query) > 4000:
		return g, Operation{}, invalid(name, "segment", "too_long")
	case g.Query == "":
		return g, Operation{}, invalid(name, "segment", "empty")
	}
	if g.ID == "" {
		g.ID, g.CreatedAt = NewID(), s.c.now().UTC()
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpSegment, Detail: g.Name}, func(tx Tx) error {
		all, err := tx.Segments(ctx)
		if err != nil {
			return err
		}
		for _, x := range all {
			if x.ID != g.ID && Fold(x.Name) == Fold(g.Name) {
				return invalid(name, "segment", "name_taken")
			}
		}
		return tx.PutSegment(ctx, g)
	}, Change{Entity: EntitySegment, ID: g.ID})
	return g, op, err
}

// Trash removes a segment; undo brings it back. Its customers stay.
func (s *Segments) Trash(ctx context.Context, id ID) (Operation, error) {
	const name = "segments.trash"
	return s.c.write(ctx, name, Operation{Kind: OpSegmentTrash}, func(tx Tx) error {
		all, err := tx.Segments(ctx)
		if err != nil {
			return err
		}
		for _, x := range all {
			if x.ID == id {
				x.TrashedAt = s.c.now().UTC()
				return tx.PutSegment(ctx, x)
			}
		}
		return &Error{Op: name, Code: NotFound}
	}, Change{Entity: EntitySegment, ID: id})
}

// Named finds a segment by its name, in any case.
func (s *Segments) Named(ctx context.Context, title string) (Segment, error) {
	const name = "segments.named"
	all, err := s.List(ctx)
	if err != nil {
		return Segment{}, err
	}
	for _, x := range all {
		if Fold(x.Name) == Fold(strings.TrimSpace(title)) {
			return x, nil
		}
	}
	return Segment{}, &Error{Op: name, Code: NotFound, Detail: "segment"}
}

// Parse reads a query by the owner's day.
func (b *Book) Parse(ctx context.Context, text string, resolve Resolver) (Query, error) {
	loc, err := b.Home(ctx)
	if err != nil {
		return Query{}, err
	}
	today, err := b.Today(ctx)
	if err != nil {
		return Query{}, err
	}
	return ParseQuery(text, today, loc, resolve), nil
}
