package book

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
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

// SetResolver tells in whose words values in queries are written. Without one
// they are the stored codes.
func (b *Book) SetResolver(r Resolver) { b.core.resolve.Store(&r) }

// Parse reads a query by the owner's day, in the words of the Resolver.
func (b *Book) Parse(ctx context.Context, text string) (Query, error) {
	q, err := b.core.parse(ctx, text)
	return q, wrap("query", err)
}

func (c *core) parse(ctx context.Context, text string) (Query, error) {
	s, err := c.store.Settings(ctx)
	if err != nil {
		return Query{}, err
	}
	loc := c.zone(s)
	var resolve Resolver
	if r := c.resolve.Load(); r != nil {
		resolve = *r
	}
	programme := programmeOf(s)
	q := ParseQuery(text, calendar.DateOf(c.now().In(loc)), loc, func(f TestField, word string) []string {
		if f == TestTier {
			return programme.tiersCalled(word)
		}
		if resolve == nil {
			return nil
		}
		return resolve(f, word)
	})
	inMinorUnits(&q.Where, s.BaseCurrency)
	return q, nil
}

// understood reads the conditions out of the text of a filter.
func (c *core) understood(ctx context.Context, f CustomerFilter) (CustomerFilter, error) {
	if !strings.ContainsAny(f.Text, ":<>=：＞＜()（）-|\"“”") && !strings.Contains(f.Text, "OR") && !strings.ContainsAny(f.Text, "或且非") {
		return f, nil
	}
	q, err := c.parse(ctx, f.Text)
	if err != nil {
		return f, err
	}
	f.Text = q.Text
	if w := q.Filter().Where; w != nil && f.Where != nil {
		f.Where = &Where{All: []Where{*f.Where, *w}}
	} else if w != nil {
		f.Where = w
	}
	return f, nil
}

// Query writes a filter as a query, so that it can be kept as a segment. What
// only a screen can ask for, a choice of single customers or the audience of a
// holiday, is left out; whole is false then.
func (f CustomerFilter) Query() (text string, whole bool) {
	var parts []string
	add := func(field TestField, values []string) {
		if len(values) > 0 {
			for i, v := range values {
				values[i] = quote(v)
			}
			parts = append(parts, string(field)+":"+strings.Join(values, ","))
		}
	}
	if f.Kind != "" {
		add(TestKind, []string{string(f.Kind)})
	}
	add(TestCountry, slices.Clone(f.Countries))
	add(TestCulture, slices.Clone(f.Cultures))
	add(TestTag, slices.Clone(f.Tags))
	add(TestObservance, slices.Clone(f.Observances))
	if strings.TrimSpace(f.Text) != "" {
		parts = append(parts, strings.TrimSpace(f.Text))
	}
	return strings.Join(parts, " "), len(f.IDs) == 0 && f.Concerned == nil && f.Organisation == "" && !f.Trashed && f.Where == nil
}

// quote puts a value into quotation marks where it would fall apart.
func quote(v string) string {
	if strings.ContainsAny(v, " ()（）\t") {
		return `"` + strings.ReplaceAll(v, `"`, "") + `"`
	}
	return v
}
