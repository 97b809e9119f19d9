package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
)

// export writes customers, or the whole book, into a file or to stdout.
func export(c *call) func(context.Context, []string) error {
	c.bookFlag()
	format := c.flags.String("format", "csv", "")
	profile := c.flags.String("profile", string(exchange.V4), "")
	fields := c.flags.String("fields", "", "")
	query := c.flags.String("query", "", "")
	culture := c.flags.String("culture", "", "")
	country := c.flags.String("country", "", "")
	tag := c.flags.String("tag", "", "")
	segment := c.flags.String("segment", "", "")
	sensitive := c.flags.Bool("sensitive", false, "")
	return func(ctx context.Context, args []string) error {
		switch {
		case len(args) == 0:
			return &wrongCall{"ctl.out_needed", nil}
		case len(args) > 1:
			return tooMany(args[1:])
		case !slices.Contains(exchange.Written(), exchange.Format(*format)):
			return &wrongCall{"ctl.unknown_format", locales.V{"Format": *format}}
		case !slices.Contains(exchange.Profiles(), exchange.Profile(*profile)):
			return &wrongCall{"ctl.unknown_profile", locales.V{"Profile": *profile}}
		}
		o := exchange.ExportOptions{Profile: exchange.Profile(*profile), Sensitive: *sensitive, Printer: c.p, Plain: args[0] == "-"}
		for _, f := range list(*fields) {
			if !slices.Contains(exchange.Writable(), exchange.Field(f)) {
				return &wrongCall{"ctl.unknown_column", locales.V{"Field": f}}
			}
			o.Fields = append(o.Fields, exchange.Field(f))
		}
		filter := book.CustomerFilter{Text: *query, Cultures: upper(list(*culture)), Countries: upper(list(*country))}
		if *tag != "" {
			filter.Tags = []string{*tag}
		}
		b, _, done, err := c.openNoting(ctx)
		if err != nil {
			return err
		}
		defer done()
		if filter.Text, err = withSegment(ctx, b, *segment, filter.Text); err != nil {
			return err
		}
		if o.Today, err = b.Today(ctx); err != nil {
			return err
		}
		step, clear := c.progress("ctl.export_progress")
		o.Progress = step
		n := 0
		write := func(w io.Writer) (err error) {
			n, err = exchange.Write(ctx, w, b, exchange.Format(*format), filter, o)
			return err
		}
		if args[0] == "-" {
			err = write(c.out)
		} else {
			err = exchange.ToFile(args[0], write)
		}
		clear()
		if err != nil {
			return err
		}
		fmt.Fprintln(c.words, c.p.N("ctl.export_done", n, nil))
		return note(ctx, b, book.OpExport, *format, n)
	}
}

// withSegment is a query for those of a segment whom another query finds too.
func withSegment(ctx context.Context, b *book.Book, name, query string) (string, error) {
	if name == "" {
		return query, nil
	}
	g, err := b.Segments.Named(ctx, name)
	if err != nil {
		return "", err
	}
	if strings.TrimSpace(query) == "" {
		return g.Query, nil
	}
	return "(" + g.Query + ") (" + query + ")", nil
}
