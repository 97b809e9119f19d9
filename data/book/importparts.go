package book

import (
	"context"
	"slices"
	"strings"
)

// addAround keeps the interactions, follow-ups and own days of a row that are
// not there yet, and counts them.
func (in *importer) addAround(ctx context.Context, id ID, row Incoming) (n int, err error) {
	touched, err := in.addInteractions(ctx, id, row.Interactions)
	if err != nil {
		return 0, err
	}
	tasks, err := in.addFollowUps(ctx, id, row.FollowUps)
	if err != nil {
		return 0, err
	}
	days, err := in.addOwnDays(ctx, row.OwnDays)
	return touched + tasks + days, err
}

// consents keeps what the file says about consent and looks whether an address
// of the customer is on the list of those who opted out. It counts the answers
// that are new.
func (in *importer) consents(ctx context.Context, before, after Customer, row Incoming) (n int, err error) {
	in.guard.warn = func(code, field string) {
		if len(in.rep.Warnings) < maxListed {
			in.rep.Warnings = append(in.rep.Warnings, Warning{Row: row.Row, Code: code, Field: field})
		}
	}
	if before.ID != "" && len(before.Channels) == len(after.Channels) && len(row.Consents) == 0 {
		return 0, nil // nothing that could matter
	}
	var log []Consent
	if before.ID != "" {
		if log, err = in.tx.Consents(ctx, after.ID); err != nil {
			return 0, err
		}
	}
	log, err = in.guard.settle(ctx, before, after, log)
	if err != nil || len(row.Consents) == 0 {
		return 0, err
	}
	return in.guard.addConsents(ctx, after, log, row.Consents)
}

func (in *importer) addInteractions(ctx context.Context, id ID, list []Interaction) (n int, err error) {
	if len(list) == 0 {
		return 0, nil
	}
	had, err := in.tx.Interactions(ctx, id, 0)
	if err != nil {
		return 0, err
	}
	for _, x := range list {
		if slices.ContainsFunc(had, func(h Interaction) bool { return h.Kind == x.Kind && h.At.Equal(x.At) && h.Text == x.Text }) {
			continue
		}
		x.ID, x.CustomerID, x.CreatedAt = NewID(), id, in.s.c.now().UTC()
		if err := in.tx.PutInteraction(ctx, x); err != nil {
			return n, err
		}
		n++
	}
	if n == 0 {
		return 0, nil
	}
	return n, in.tx.Touch(ctx, id)
}

func (in *importer) addFollowUps(ctx context.Context, id ID, list []FollowUp) (n int, err error) {
	if len(list) == 0 {
		return 0, nil
	}
	if in.tasks == nil {
		rows, err := in.tx.FollowUps(ctx, FollowUpQuery{Limit: 1_000_000})
		if err != nil {
			return 0, err
		}
		in.tasks = map[string]bool{}
		for _, r := range rows {
			in.tasks[taskKey(r.FollowUp)] = true
		}
	}
	for _, f := range list {
		f.CustomerID = id
		if in.tasks[taskKey(f)] {
			continue
		}
		in.tasks[taskKey(f)] = true
		f.ID, f.CreatedAt, f.Version = NewID(), in.s.c.now().UTC(), 0
		f.UpdatedAt = f.CreatedAt
		if err := in.tx.PutFollowUp(ctx, f); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// taskKey is by what a follow-up of a file is known again.
func taskKey(f FollowUp) string {
	return strings.Join([]string{string(f.CustomerID), f.Due.String(), f.Title}, "\x1f")
}

func (in *importer) addOwnDays(ctx context.Context, list []OwnDay) (n int, err error) {
	if len(list) == 0 {
		return 0, nil
	}
	had, err := in.tx.OwnDays(ctx)
	if err != nil {
		return 0, err
	}
	for _, d := range list {
		d = tidyOwnDay(d)
		if err := validateOwnDay(d); err != nil {
			return n, err
		}
		if slices.ContainsFunc(had, func(h OwnDayRow) bool { return h.Sort == d.Sort && h.Name == d.Name && h.When == d.When }) {
			continue
		}
		d.ID, d.CreatedAt, d.Version = NewID(), in.s.c.now().UTC(), 0
		d.UpdatedAt = d.CreatedAt
		if err := in.tx.PutOwnDay(ctx, d); err != nil {
			return n, err
		}
		had = append(had, OwnDayRow{OwnDay: d})
		n++
	}
	return n, nil
}

// addNotes keeps the paragraphs that are not there yet and counts them.
func (in *importer) addNotes(ctx context.Context, id ID, notes []string, had []Note) (int, error) {
	n := 0
	now := in.s.c.now().UTC()
	for _, text := range notes {
		text = strings.TrimSpace(text)
		if text == "" || slices.ContainsFunc(had, func(h Note) bool { return h.Text == text }) {
			continue
		}
		note := Note{ID: NewID(), CustomerID: id, Text: text, CreatedAt: now, UpdatedAt: now}
		if err := in.tx.PutNote(ctx, note); err != nil {
			return n, err
		}
		had = append(had, note) // a file may say the same thing twice
		n++
	}
	return n, nil
}
