package book

import (
	"context"
	"time"
)

// RecordFacts are what a record of processing says about a book.
type RecordFacts struct {
	Settings      Settings
	People        int
	Organisations int
	Countries     []Facet
	Rows          map[string]int // by table; "diet" and "picture" are counted as well
	Rules         []Retention
	Segments      map[ID]string
	Petitions     map[PetitionKind]int
	Late          int // open requests that are past their day
	Erasures      int // how often customers were erased
}

// RecordFacts gathers what a record of processing says about the book.
func (b *Book) RecordFacts(ctx context.Context) (f RecordFacts, err error) {
	const name = "book.record"
	f.Segments, f.Petitions = map[ID]string{}, map[PetitionKind]int{}
	if f.Settings, err = b.Settings(ctx); err != nil {
		return f, wrap(name, err)
	}
	if f.People, err = b.core.store.CountCustomers(ctx, CustomerFilter{Kind: Person}); err != nil {
		return f, wrap(name, err)
	}
	if f.Organisations, err = b.core.store.CountCustomers(ctx, CustomerFilter{Kind: Organisation}); err != nil {
		return f, wrap(name, err)
	}
	facets, err := b.core.store.Facets(ctx)
	if err != nil {
		return f, wrap(name, err)
	}
	f.Countries = facets.Countries
	if f.Rows, err = b.core.store.KindsOfData(ctx); err != nil {
		return f, wrap(name, err)
	}
	if f.Rules, err = b.Retentions.Rules(ctx); err != nil {
		return f, wrap(name, err)
	}
	segments, err := b.core.store.Segments(ctx)
	if err != nil {
		return f, wrap(name, err)
	}
	for _, g := range segments {
		f.Segments[g.ID] = g.Name
	}
	today, err := b.Today(ctx)
	if err != nil {
		return f, wrap(name, err)
	}
	list, err := b.core.store.Petitions(ctx, PetitionQuery{Closed: true, Limit: 100_000})
	if err != nil {
		return f, wrap(name, err)
	}
	for _, p := range list {
		f.Petitions[p.Kind]++
		if p.Outcome == PetitionOpen && p.Due < today {
			f.Late++
		}
	}
	f.Erasures, err = b.erasures(ctx)
	return f, wrap(name, err)
}

// erasures counts how often somebody was erased.
func (b *Book) erasures(ctx context.Context) (n int, err error) {
	for q := (AuditQuery{Kinds: []OpKind{OpErase}, From: time.Unix(0, 0), Limit: 1000}); ; {
		p, err := b.core.store.Audit(ctx, q)
		if err != nil {
			return n, err
		}
		n += len(p.Rows)
		if q.After = p.Next; p.Next == 0 {
			return n, nil
		}
	}
}
