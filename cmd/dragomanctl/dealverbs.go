package main

import (
	"context"
	"fmt"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
)

// dealFlags are the flags of deal and its verbs.
type dealFlags struct {
	customer, title, stage, amount, currency, expected, owner, why, note, format string
	likelihood                                                                   int
	open                                                                         bool
}

// deal enters, lists and moves deals.
func deal(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &dealFlags{}
	c.texts(map[string]*string{
		"customer": &f.customer, "title": &f.title, "stage": &f.stage, "amount": &f.amount, "currency": &f.currency, "expected": &f.expected, "owner": &f.owner, "why": &f.why, "note": &f.note, "format": &f.format,
	})
	c.flags.IntVar(&f.likelihood, "likelihood", -1, "")
	c.flags.BoolVar(&f.open, "open", false, "")
	return func(ctx context.Context, args []string) error {
		switch {
		case len(args) == 1 && args[0] == "add":
			return c.addDeal(ctx, f)
		case len(args) == 1 && args[0] == "list":
			return c.listDeals(ctx, f)
		case len(args) == 1 && args[0] == "stages":
			return c.listStages(ctx, or(f.format, "csv"))
		case len(args) == 3 && args[0] == "move":
			return c.moveDeal(ctx, book.ID(args[1]), args[2], f.why)
		}
		return &wrongCall{"ctl.deal_what", nil}
	}
}

// addDeal enters a deal and prints its id.
func (c *call) addDeal(ctx context.Context, f *dealFlags) error {
	expected, err := c.day("expected", f.expected)
	if err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	st, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	stages, err := b.Deals.Stages(ctx)
	if err != nil {
		return err
	}
	d := book.Deal{
		CustomerID: book.ID(f.customer), Title: f.title, Stage: or(f.stage, stages[0].ID), Currency: strings.ToUpper(or(f.currency, st.BaseCurrency)),
		Expected: expected, Owner: or(f.owner, st.OwnerName), Note: f.note, LostWhy: f.why, Likelihood: f.likelihood,
	}
	if f.likelihood < 0 {
		d.Likelihood = 0
		for _, s := range stages {
			if s.ID == d.Stage {
				d.Likelihood = s.Likelihood
			}
		}
	}
	if f.amount != "" {
		if d.Amount, err = c.amount("amount", f.amount, d.Currency); err != nil {
			return err
		}
	}
	d, _, err = b.Deals.Save(ctx, d)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, d.ID)
	return err
}

// listDeals prints the deals, the earliest expected first.
func (c *call) listDeals(ctx context.Context, f *dealFlags) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	rows, err := b.Deals.List(ctx, book.DealFilter{Customer: book.ID(f.customer), Owner: f.owner, OpenOnly: f.open})
	if err != nil {
		return err
	}
	t, err := c.newTable(or(f.format, "csv"), "id", "title", "customer", "customer_name", "stage", "amount", "currency", "likelihood",
		"expected", "owner", "closed", "why", "note")
	if err != nil {
		return err
	}
	for _, d := range rows {
		if f.stage != "" && d.Stage != f.stage {
			continue
		}
		name, expected := "", ""
		if d.Customer != nil {
			name = d.Customer.Name.Full
		}
		if !d.Expected.IsZero() {
			expected = d.Expected.String()
		}
		err := t.add(string(d.ID), d.Title, string(d.CustomerID), name, d.Stage, plain(d.Amount, d.Currency), d.Currency, d.Likelihood,
			expected, d.Owner, stampText(d.ClosedAt), d.LostWhy, d.Note)
		if err != nil {
			return err
		}
	}
	return t.close()
}

// listStages prints the stages of the pipeline in their order.
func (c *call) listStages(ctx context.Context, format string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	stages, err := b.Deals.Stages(ctx)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "id", "name", "likelihood")
	if err != nil {
		return err
	}
	for _, s := range append(stages, book.Stage{ID: book.StageWon, Likelihood: 100}, book.Stage{ID: book.StageLost}) {
		name := s.Name
		if id := locales.ID("trade.stage_" + s.ID); name == "" && c.p.Has(id) {
			name = c.p.T(id, nil)
		}
		if err := t.add(s.ID, name, s.Likelihood); err != nil {
			return err
		}
	}
	return t.close()
}

// moveDeal puts a deal into another stage; one that is lost wants a reason.
func (c *call) moveDeal(ctx context.Context, id book.ID, stage, why string) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	if _, _, err := b.Deals.Move(ctx, id, stage, why); err != nil {
		return err
	}
	c.say("ctl.deal_moved", nil)
	return nil
}
