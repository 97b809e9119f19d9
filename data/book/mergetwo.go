package book

import (
	"context"
	"slices"

	"dragoman/data/calendar"
)

// MergeField is a single value that differs between two customers about to be
// merged: one of the two has to give way. Name is the column of the history
// ("name_full", "city", …) or "birthday".
type MergeField struct {
	Name        string
	Keep, Other string // as stored; a birthday as calendar.Partial writes it
}

// Loses reports whether a value goes when the other side wins.
func (f MergeField) Loses() bool { return f.Keep != "" && f.Other != "" }

// CompareForMerge lists the single values in which two customers differ, in
// the order of the card. What one side alone has is listed too: it is kept
// unless the user takes the blank on purpose.
func CompareForMerge(keep, other Customer) []MergeField {
	var out []MergeField
	for _, p := range textFields(&keep, &other) {
		if *p.old != *p.from {
			out = append(out, MergeField{p.name, *p.old, *p.from})
		}
	}
	if a, b := birthdayOf(keep), birthdayOf(other); a != b {
		out = append(out, MergeField{"birthday", a.String(), b.String()})
	}
	return out
}

func birthdayOf(c Customer) calendar.Partial {
	for _, d := range c.Dates {
		if d.Kind == Birthday {
			return d.When
		}
	}
	return calendar.Partial{}
}

// Merged is keep with everything that other knows: blanks are filled, lists
// gain what they lack, and the values named in fromOther are those of other.
func Merged(keep, other Customer, fromOther map[string]bool) Customer {
	out := clone(keep)
	kept, gone := keep.Name.Full, other.Name.Full
	if fromOther["name_full"] {
		kept, gone = gone, kept
	}
	for _, p := range textFields(&out, &other) {
		if fromOther[p.name] && *p.from != "" {
			*p.old = *p.from
		}
	}
	if fromOther["organisation"] || fromOther["org_name"] || out.Organisation == other.Organisation && out.OrganisationID == "" {
		out.OrganisationID = other.OrganisationID
	}
	out, _ = MergeInto(out, other, false)
	if out.Name.Latin == "" && !isLatin(kept) && gone != "" && isLatin(gone) {
		out.Name.Latin = gone // the name in Latin letters is no other name
	}
	if b := birthdayOf(other); fromOther["birthday"] && b != (calendar.Partial{}) {
		for i := range out.Dates {
			if out.Dates[i].Kind == Birthday {
				out.Dates[i].When, out.Dates[i].Raw = b, ""
			}
		}
	}
	if !out.Hours.Set() && len(out.Hours.Weekend) == 0 {
		out.Hours = other.Hours
	}
	if out.Cadence == (Cadence{}) {
		out.Cadence = other.Cadence
	}
	if other.LastContact.After(out.LastContact) {
		out.LastContact = other.LastContact
	}
	out.Relations = slices.DeleteFunc(out.Relations, func(r Relation) bool { return r.To == keep.ID || r.To == other.ID })
	return out
}

// clone copies the lists of a customer, so that changing them leaves the
// original alone. Parts that come from elsewhere get ids of their own.
func clone(c Customer) Customer {
	c.Channels, c.Dates = slices.Clone(c.Channels), slices.Clone(c.Dates)
	c.Cultures, c.Languages = slices.Clone(c.Cultures), slices.Clone(c.Languages)
	c.Observances, c.Preferences = slices.Clone(c.Observances), slices.Clone(c.Preferences)
	c.Relations, c.Custom, c.Tags = slices.Clone(c.Relations), slices.Clone(c.Custom), slices.Clone(c.Tags)
	c.Origin.Extra = slices.Clone(c.Origin.Extra)
	return c
}

// withoutIDs gives every part of a customer a new id when it is saved.
func withoutIDs(c Customer) Customer {
	c = clone(c)
	for i := range c.Channels {
		c.Channels[i].ID = ""
	}
	for i := range c.Dates {
		c.Dates[i].ID = ""
	}
	for i := range c.Cultures {
		c.Cultures[i].ID = ""
	}
	for i := range c.Languages {
		c.Languages[i].ID = ""
	}
	for i := range c.Observances {
		c.Observances[i].ID = ""
	}
	for i := range c.Preferences {
		c.Preferences[i].ID = ""
	}
	for i := range c.Relations {
		c.Relations[i].ID = ""
	}
	for i := range c.Custom {
		c.Custom[i].ID = ""
	}
	return c
}

// Merge makes one customer of two. Keep stays and becomes as Merged has it;
// its notes, interactions, follow-ups and whatever else names other move to it,
// and other goes to the trash, where it remembers into whom it went. Undo
// makes two of them again. The error is a Conflict when either was changed
// since it was read.
func (s *Duplicates) Merge(ctx context.Context, keep, other Customer, fromOther map[string]bool) (Operation, error) {
	const name = "duplicates.merge"
	switch {
	case keep.ID == other.ID:
		return Operation{}, invalid(name, "customers", "same")
	case keep.Kind != other.Kind:
		return Operation{}, invalid(name, "kind", "differs")
	}
	merged := Tidy(Merged(keep, withoutIDs(other), fromOther))
	if err := Validate(merged); err != nil {
		return Operation{}, wrap(name, err)
	}
	now := s.c.now().UTC()
	merged.UpdatedAt = now
	return s.c.write(ctx, name, Operation{Kind: OpMerge}, func(tx Tx) error {
		stored, err := tx.Customer(ctx, other.ID)
		if err != nil {
			return err
		}
		if stored.Version != other.Version || !stored.TrashedAt.IsZero() {
			return &Error{Op: name, Code: Conflict, Detail: "stale"}
		}
		g, err := s.c.guard(ctx, tx)
		if err != nil {
			return err
		}
		said, err := tx.Consents(ctx, keep.ID)
		if err != nil {
			return err
		}
		saidOther, err := tx.Consents(ctx, other.ID)
		if err != nil {
			return err
		}
		if err := tx.PutCustomer(ctx, merged); err != nil {
			return err
		}
		if err := tx.MoveTo(ctx, other.ID, keep.ID, now); err != nil {
			return err
		}
		if err := g.stricter(ctx, merged, said, saidOther); err != nil {
			return err
		}
		said, err = tx.Consents(ctx, keep.ID)
		if err != nil {
			return err
		}
		if _, err := g.settle(ctx, keep, merged, said); err != nil {
			return err
		}
		return tx.Touch(ctx, keep.ID)
	}, Change{Entity: EntityAll})
}
