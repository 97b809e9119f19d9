package book

import (
	"context"
	"strings"
)

// Dossier is everything that a book holds about one customer, as the customer
// has the right to see it.
type Dossier struct {
	Bundle  Bundle
	Rows    []Row         // every row that belongs to the customer, as it is stored
	History []FieldChange // what was changed, the newest first
	Others  map[ID]string // names of those whom the rows name
	// Named holds the rows in which another customer of the book is named: what
	// is said of them is theirs, and has to be looked at before it is given away.
	Named map[ID]bool
	// Mentions are rows of others in which this customer is named.
	Mentions []Hit
	Files    []Attachment
}

// RowsReader reads rows as they are stored.
type RowsReader interface {
	// RowsOf calls each with every row that belongs to a customer, or to one who
	// was merged into it, the customer first.
	RowsOf(ctx context.Context, customer ID, each func(Row) error) error
	// KindsOfData counts the rows that belong to customers, by table, and under
	// "customer", "diet" and "picture" the customers with each.
	KindsOfData(ctx context.Context) (map[string]int, error)
}

// mostHistory is how many changes a dossier has at most.
const mostHistory = 100_000

// Dossier gathers what the book holds about a customer.
func (s *Customers) Dossier(ctx context.Context, id ID) (Dossier, error) {
	const name = "customers.dossier"
	d := Dossier{Others: map[ID]string{}, Named: map[ID]bool{}}
	found, err := s.c.store.Bundles(ctx, []ID{id})
	if err == nil && len(found) == 0 {
		err = &Error{Op: name, Code: NotFound}
	}
	if err != nil {
		return d, wrap(name, err)
	}
	d.Bundle = found[0]
	if err := s.c.store.RowsOf(ctx, id, func(r Row) error {
		d.Rows = append(d.Rows, r)
		return nil
	}); err != nil {
		return d, wrap(name, err)
	}
	if d.History, err = s.c.store.History(ctx, id, mostHistory); err != nil {
		return d, wrap(name, err)
	}
	if d.Files, err = s.c.store.Attachments(ctx, id); err != nil {
		return d, wrap(name, err)
	}
	x, err := s.c.store.Traces(ctx, []ID{id})
	if err != nil {
		return d, wrap(name, err)
	}
	d.Mentions = x.Mentions
	return d, wrap(name, s.named(ctx, &d))
}

// named finds the rows in which somebody else is named, and the names of those
// to whom the customer is related.
func (s *Customers) named(ctx context.Context, d *Dossier) error {
	type text struct {
		row    ID
		folded string
	}
	var texts []text
	own, ids := Naming{}, map[ID]bool{}
	for _, r := range d.Rows {
		var b strings.Builder
		gather(&b, r.Values, ids)
		for _, parts := range r.Parts {
			for _, p := range parts {
				gather(&b, p, ids)
			}
		}
		if r.Table == "customer" {
			for _, column := range []string{"name_full", "name_latin", "name_reading", "name_nick", "org_name"} {
				name, _ := r.Values[column].(string)
				own = own.Add(name)
			}
			continue
		}
		texts = append(texts, text{r.ID(), Fold(b.String())})
	}
	self := map[ID]bool{}
	for _, r := range d.Rows {
		if r.Table == "customer" {
			self[r.ID()] = true
		}
	}
	return s.c.store.Likenesses(ctx, func(l Likeness) error {
		if self[l.ID] {
			return nil
		}
		if ids[l.ID] {
			d.Others[l.ID] = l.Name.Full
		}
		var n Naming
		for _, name := range []string{l.Name.Full, l.Name.Latin} {
			n = n.Add(name)
		}
		if len(n) == 0 || len(own) > 0 && n[0] == own[0] {
			return nil
		}
		for _, t := range texts {
			if !d.Named[t.row] && n.inFolded(t.folded) && l.Kind == Person {
				d.Named[t.row] = true
			}
		}
		return nil
	})
}

// gather puts the texts of a row together and notes what could be ids.
func gather(b *strings.Builder, values map[string]any, ids map[ID]bool) {
	for _, v := range values {
		if t, ok := v.(string); ok {
			if len(t) == 36 && t[8] == '-' {
				ids[ID(t)] = true
				continue
			}
			b.WriteString(t)
			b.WriteByte('\n')
		}
	}
}
