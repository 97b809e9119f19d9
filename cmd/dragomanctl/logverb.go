package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/locales"
)

// logFlags are the flags of log.
type logFlags struct {
	customer, kind, direction, at, text, language, present, outcome, mood, network, next, nextDay, query, format string
	minutes, limit                                                                                               int
	aside, keepDay                                                                                               bool
	files                                                                                                        []string
}

// logTouch logs a contact, lists what happened with a customer, or removes a
// contact.
func logTouch(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &logFlags{}
	c.texts(map[string]*string{
		"customer": &f.customer, "kind": &f.kind, "direction": &f.direction, "at": &f.at, "text": &f.text, "language": &f.language, "present": &f.present, "outcome": &f.outcome, "mood": &f.mood, "network": &f.network, "next": &f.next, "next-day": &f.nextDay, "query": &f.query, "format": &f.format,
	})
	c.flags.IntVar(&f.minutes, "minutes", 0, "")
	c.flags.IntVar(&f.limit, "limit", 0, "")
	c.flags.BoolVar(&f.aside, "aside", false, "")
	c.flags.BoolVar(&f.keepDay, "keep-day", false, "")
	c.flags.Func("file", "", func(s string) error {
		f.files = append(f.files, s)
		return nil
	})
	return func(ctx context.Context, args []string) error {
		switch {
		case len(args) == 0:
			return c.addTouch(ctx, f)
		case len(args) == 1 && args[0] == "list":
			return c.listTouches(ctx, f)
		case len(args) == 2 && args[0] == "remove":
			return c.removeTouch(ctx, book.ID(args[1]))
		}
		return &wrongCall{"ctl.log_what", nil}
	}
}

// touch reads the flags, as far as they do not need the book.
func (f *logFlags) touch() (book.Interaction, error) {
	i := book.Interaction{
		CustomerID: book.ID(f.customer), Kind: book.InteractionKind(f.kind), Direction: book.Direction(or(f.direction, string(book.FromUs))),
		Text: f.text, Language: f.language, Present: f.present, Outcome: book.Outcome(f.outcome), Mood: book.Mood(f.mood), Network: f.network, Minutes: f.minutes,
	}
	kinds := slices.Concat(book.InteractionKinds(), book.SocialKinds())
	for _, x := range []struct {
		flag, value string
		known       []string
	}{
		{"--kind", f.kind, words(kinds)},
		{"--direction", string(i.Direction), words([]book.Direction{book.FromUs, book.FromThem})},
		{"--outcome", f.outcome, append(words(book.Outcomes()), "")},
		{"--mood", f.mood, append(words(book.Moods()), "")},
	} {
		if !slices.Contains(x.known, x.value) {
			return i, &wrongCall{"ctl.log_choice", locales.V{"Flag": x.flag, "Choices": strings.Trim(strings.Join(x.known, ", "), ", ")}}
		}
	}
	i.Aside = f.aside || !i.CountsByItself()
	return i, nil
}

func words[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

// readAt reads an instant: RFC 3339, a day with a time in the zone of the owner,
// or a day alone, which is its noon or, today, now.
func readAt(s string, now time.Time) (time.Time, bool) {
	if s == "" {
		return time.Time{}, true
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, true
	}
	if t, err := time.ParseInLocation("2006-01-02 15:04", s, now.Location()); err == nil {
		return t, true
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		return time.Time{}, false
	}
	if d == calendar.DateOf(now) {
		return now, true
	}
	return d.In(now.Location(), 12, 0), true
}

// addTouch logs a contact and prints its id and, when there is one, that of the
// follow-up.
func (c *call) addTouch(ctx context.Context, f *logFlags) error {
	i, err := f.touch()
	if err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	home, err := b.Home(ctx)
	if err != nil {
		return err
	}
	var ok bool
	if i.At, ok = readAt(f.at, b.Now().In(home)); !ok {
		return &wrongCall{"ctl.log_at", nil}
	}
	step := book.Step{Text: f.next}
	if f.nextDay != "" {
		if step.Day, err = calendar.ParseDate(f.nextDay); err != nil {
			return &wrongCall{"ctl.log_next_day", nil}
		}
		if !f.keepDay {
			if step.Day, err = c.betterDay(ctx, b, i.CustomerID, step.Day); err != nil {
				return err
			}
		}
	}
	var files []book.NewFile
	for _, path := range f.files {
		files = append(files, book.NewFile{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return os.Open(path) }})
	}
	kept, err := b.Attachments.Prepare(ctx, files, nil)
	if err != nil {
		return err
	}
	i, _, err = b.Interactions.LogThen(ctx, i, step, kept...)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, strings.TrimSpace(string(i.ID)+" "+string(i.NextID)))
	return err
}

// betterDay is the day itself or, when the customer does not work on it, the
// next one on which they do, which is said.
func (c *call) betterDay(ctx context.Context, b *book.Book, customer book.ID, d calendar.Date) (calendar.Date, error) {
	page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{customer}}})
	if err != nil || len(page.Rows) == 0 {
		return d, err
	}
	a, err := almanac.Default()
	if err != nil {
		return d, err
	}
	if a, err = planner.Lay(ctx, a, b.OwnDays, c.p.T("own.unnamed", nil)); err != nil {
		return d, err
	}
	facts, err := culture.Default()
	if err != nil {
		return d, err
	}
	clash, is := (&planner.Planner{Almanac: a, Culture: facts}).Clash(page.Rows[0], d)
	if !is || clash.After.IsZero() {
		return d, nil
	}
	c.say("ctl.log_moved", locales.V{"Day": c.p.Date(d), "Better": c.p.Date(clash.After)})
	return clash.After, nil
}

// listTouches prints the timeline of a customer, the newest first.
func (c *call) listTouches(ctx context.Context, f *logFlags) error {
	if f.customer == "" {
		return &wrongCall{"ctl.log_customer", nil}
	}
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	t, err := c.newTable(or(f.format, "csv"), "at", "source", "kind", "direction", "text", "present", "language", "outcome", "mood", "network",
		"minutes", "next", "next_id", "counts", "files", "amount", "currency", "author", "id")
	if err != nil {
		return err
	}
	q := book.TimelineQuery{Customers: []book.ID{book.ID(f.customer)}, Text: f.query, Limit: 500}
	if f.kind != "" {
		q.Kinds = list(f.kind)
	}
	for n := 0; ; {
		page, err := b.Timeline.Page(ctx, q)
		if err != nil {
			return err
		}
		for _, e := range page.Entries {
			if n++; f.limit > 0 && n > f.limit {
				return t.close()
			}
			i := book.Interaction{Present: e.Person}
			if e.Touch != nil {
				i = *e.Touch
			}
			err := t.add(e.At, string(e.Source), e.Kind, string(i.Direction), e.Text, i.Present, i.Language, string(i.Outcome), string(i.Mood), i.Network,
				i.Minutes, i.NextStep, string(i.NextID), e.Touch != nil && !i.Aside, e.Files, e.Amount, e.Currency, i.Author, string(e.ID))
			if err != nil {
				return err
			}
		}
		if q.After = page.Next; q.After == "" {
			return t.close()
		}
	}
}

// removeTouch moves a contact to the trash; undo brings it back.
func (c *call) removeTouch(ctx context.Context, id book.ID) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	_, err = b.Interactions.Trash(ctx, id)
	return err
}
