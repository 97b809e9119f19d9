package main

import (
	"context"
	"fmt"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
)

// duplicates lists pairs of customers who may be one.
func duplicates(c *call) func(context.Context, []string) error {
	c.bookFlag()
	asJSON := c.flags.Bool("json", false, "")
	return func(ctx context.Context, args []string) error {
		if len(args) > 0 {
			return tooMany(args)
		}
		b, _, done, err := c.open(ctx, true)
		if err != nil {
			return err
		}
		defer done()
		step, clear := c.progress("ctl.duplicates_progress")
		scan, err := b.Duplicates.Find(ctx, step)
		clear()
		if err != nil {
			return err
		}
		format := "csv"
		if *asJSON {
			format = "json"
		}
		t, err := c.newTable(format, "score", "keep", "other", "keep_name", "other_name", "reasons")
		if err != nil {
			return err
		}
		for _, p := range scan.Pairs {
			keep, err := b.Customers.Get(ctx, p.A)
			if err != nil {
				return err
			}
			other, err := b.Customers.Get(ctx, p.B)
			if err != nil {
				return err
			}
			if err := t.add(p.Score, string(p.A), string(p.B), keep.Name.Full, other.Name.Full, signs(p.Signs)); err != nil {
				return err
			}
		}
		fmt.Fprintln(c.words, c.p.N("ctl.duplicates_done", len(scan.Pairs), locales.V{"Looked": scan.Looked}))
		if scan.Crowded > 0 {
			fmt.Fprintln(c.words, c.p.N("ctl.duplicates_crowded", scan.Crowded, nil))
		}
		return t.close()
	}
}

func signs(list []book.Sign) string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = string(s)
	}
	return strings.Join(texts, ";")
}

// merge makes one customer of two.
func merge(c *call) func(context.Context, []string) error {
	c.bookFlag()
	from := c.flags.String("take", "", "")
	return func(ctx context.Context, args []string) error {
		switch {
		case len(args) < 2:
			return &wrongCall{"ctl.two_needed", nil}
		case len(args) > 2:
			return tooMany(args[2:])
		}
		b, _, done, err := c.open(ctx, false)
		if err != nil {
			return err
		}
		defer done()
		keep, err := b.Customers.Get(ctx, book.ID(args[0]))
		if err != nil {
			return err
		}
		other, err := b.Customers.Get(ctx, book.ID(args[1]))
		if err != nil {
			return err
		}
		take := map[string]bool{}
		known := map[string]bool{}
		for _, f := range book.CompareForMerge(keep, other) {
			known[f.Name] = true
		}
		for _, name := range list(*from) {
			if !known[name] {
				return &wrongCall{"ctl.unknown_field", locales.V{"Field": name}}
			}
			take[name] = true
		}
		op, err := b.Duplicates.Merge(ctx, keep, other, take)
		if err != nil {
			return err
		}
		c.say("ctl.merged", locales.V{"Operation": string(op.ID)})
		return nil
	}
}
