package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// segments lists, counts and keeps queries under names.
func segments(c *call) func(context.Context, []string) error {
	c.bookFlag()
	format := c.flags.String("format", "csv", "")
	return func(ctx context.Context, args []string) error {
		switch {
		case len(args) == 1 && args[0] == "list":
			return c.listSegments(ctx, "", *format)
		case len(args) == 2 && args[0] == "show":
			return c.listSegments(ctx, args[1], *format)
		case len(args) > 1 && args[0] == "count":
			return c.countQuery(ctx, strings.Join(args[1:], " "))
		case len(args) > 2 && args[0] == "save":
			return c.saveSegment(ctx, args[1], strings.Join(args[2:], " "))
		case len(args) == 2 && args[0] == "remove":
			return c.removeSegment(ctx, args[1])
		case len(args) == 1 && args[0] == "overlap":
			return c.overlap(ctx, *format)
		}
		return &wrongCall{"ctlmany.segment_what", nil}
	}
}

// listSegments prints the segments with how many belong to each now, or the one
// of a name.
func (c *call) listSegments(ctx context.Context, name, format string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	all, err := b.Segments.List(ctx)
	if err != nil {
		return err
	}
	if name != "" {
		g, err := b.Segments.Named(ctx, name)
		if err != nil {
			return err
		}
		all = []book.Segment{g}
	}
	t, err := c.newTable(format, "id", "name", "query", "count", "created")
	if err != nil {
		return err
	}
	for _, g := range all {
		if err := c.faults(ctx, b, g.Query); err != nil {
			return err
		}
		n, err := b.Customers.Count(ctx, book.CustomerFilter{Text: g.Query})
		if err != nil {
			return err
		}
		if err := t.add(string(g.ID), g.Name, g.Query, n, g.CreatedAt); err != nil {
			return err
		}
	}
	return t.close()
}

// faults says what of a query is not understood.
func (c *call) faults(ctx context.Context, b *book.Book, query string) error {
	q, err := b.Parse(ctx, query)
	for _, f := range q.Faults {
		fmt.Fprintln(c.words, explain.QueryFault(c.p, f))
	}
	return err
}

// countQuery prints how many customers a query finds.
func (c *call) countQuery(ctx context.Context, query string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	if err := c.faults(ctx, b, query); err != nil {
		return err
	}
	n, err := b.Customers.Count(ctx, book.CustomerFilter{Text: query})
	if err == nil {
		_, err = fmt.Fprintln(c.out, n)
	}
	return err
}

// saveSegment keeps a query under a name, or gives the segment of that name
// another query. A query that is not understood is not kept.
func (c *call) saveSegment(ctx context.Context, name, query string) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	q, err := b.Parse(ctx, query)
	if err != nil {
		return err
	}
	if len(q.Faults) > 0 {
		return &notDone{"ctlmany.segment_fault", locales.V{"Reason": explain.QueryFault(c.p, q.Faults[0])}}
	}
	g, err := b.Segments.Named(ctx, name)
	if err != nil {
		if book.CodeOf(err) != book.NotFound {
			return err
		}
		g = book.Segment{Name: name}
	}
	g.Query = query
	if g, _, err = b.Segments.Save(ctx, g); err != nil {
		return err
	}
	n, err := b.Customers.Count(ctx, book.CustomerFilter{Text: g.Query})
	if err != nil {
		return err
	}
	fmt.Fprintln(c.words, c.p.N("ctlmany.segment_saved", n, locales.V{"Name": g.Name}))
	_, err = fmt.Fprintln(c.out, g.ID)
	return err
}

// removeSegment removes a segment; its customers stay.
func (c *call) removeSegment(ctx context.Context, name string) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	g, err := b.Segments.Named(ctx, name)
	if err == nil {
		_, err = b.Segments.Trash(ctx, g.ID)
	}
	if err == nil {
		c.say("ctlmany.segment_removed", locales.V{"Name": g.Name})
	}
	return err
}

// overlap prints for every two segments how many customers belong to both.
func (c *call) overlap(ctx context.Context, format string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	all, err := b.Segments.List(ctx)
	if err != nil {
		return err
	}
	queries := make([]string, len(all))
	for i, g := range all {
		queries[i] = g.Query
	}
	counts, err := b.Segments.Overlap(ctx, queries)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "segment", "other", "count", "other_count", "both")
	if err != nil {
		return err
	}
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			err = errors.Join(err, t.add(all[i].Name, all[j].Name, counts[i][i], counts[j][j], counts[i][j]))
		}
	}
	return errors.Join(err, t.close())
}
