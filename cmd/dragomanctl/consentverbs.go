package main

import (
	"context"
	"fmt"
	"slices"

	"dragoman/data/book"
	"dragoman/locales"
)

// consentFlags are the flags of consent and its verbs.
type consentFlags struct {
	customer, purpose, channel, address, wording, source, on, expires, query, format string
	declined                                                                         bool
}

// consent lists and records what customers allow and refuse.
func consent(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &consentFlags{}
	c.texts(map[string]*string{
		"customer": &f.customer, "purpose": &f.purpose, "channel": &f.channel, "address": &f.address, "wording": &f.wording, "source": &f.source, "on": &f.on, "expires": &f.expires, "query": &f.query, "format": &f.format,
	})
	c.flags.BoolVar(&f.declined, "declined", false, "")
	return func(ctx context.Context, args []string) error {
		switch {
		case len(args) == 1 && args[0] == "list":
			return c.listConsents(ctx, f)
		case len(args) == 1 && args[0] == "may":
			return c.mayContact(ctx, f)
		case len(args) == 1 && args[0] == "record":
			state := book.Granted
			if f.declined {
				state = book.Declined
			}
			return c.recordConsent(ctx, f, state)
		case len(args) == 1 && args[0] == "withdraw":
			return c.recordConsent(ctx, f, book.Withdrawn)
		}
		return &wrongCall{"ctl.consent_what", nil}
	}
}

// purposeOf reads --purpose: a code, or "any" for every contact.
func (f *consentFlags) purposeOf() (book.Purpose, error) {
	if f.purpose == "any" {
		return book.AnyContact, nil
	}
	p := book.Purpose(f.purpose)
	if p == "" || !slices.Contains(book.Purposes(), p) {
		names := "any"
		for _, q := range book.Purposes()[1:] {
			names += ", " + string(q)
		}
		return p, &wrongCall{"ctl.log_choice", locales.V{"Flag": "--purpose", "Choices": names}}
	}
	return p, nil
}

// recordConsent adds an answer to a customer's log and prints its id.
func (c *call) recordConsent(ctx context.Context, f *consentFlags, state book.ConsentState) error {
	if f.customer == "" {
		return &wrongCall{"ctl.consent_customer", nil}
	}
	p, err := f.purposeOf()
	if err != nil {
		return err
	}
	a := book.Consent{
		CustomerID: book.ID(f.customer), Purpose: p, Channel: book.ChannelKind(f.channel), State: state, Wording: f.wording,
		Source: book.ConsentSource(or(f.source, string(book.InPerson))),
	}
	if !slices.Contains(book.ConsentSources(), a.Source) {
		names := ""
		for i, s := range book.ConsentSources() {
			if i > 0 {
				names += ", "
			}
			names += string(s)
		}
		return &wrongCall{"ctl.log_choice", locales.V{"Flag": "--source", "Choices": names}}
	}
	if a.On, err = c.day("on", f.on); err != nil {
		return err
	}
	if a.Expires, err = c.day("expires", f.expires); err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	if f.address != "" {
		a.Address = book.AddressOf(book.Tidy(book.Customer{Channels: []book.Channel{{Kind: a.Channel, Value: f.address}}}).Channels[0])
		cust, err := b.Customers.Get(ctx, a.CustomerID)
		if err != nil {
			return err
		}
		for _, ch := range cust.Channels {
			if ch.Kind == a.Channel && ch.Value == f.address {
				a.Address = book.AddressOf(ch)
			}
		}
	}
	if a, _, err = b.Consents.Record(ctx, a); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, a.ID)
	return err
}

// listConsents prints what a customer said, the newest first.
func (c *call) listConsents(ctx context.Context, f *consentFlags) error {
	if f.customer == "" {
		return &wrongCall{"ctl.consent_customer", nil}
	}
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	if _, err := b.Customers.Get(ctx, book.ID(f.customer)); err != nil {
		return err
	}
	log, err := b.Consents.Log(ctx, book.ID(f.customer))
	if err != nil {
		return err
	}
	t, err := c.newTable(or(f.format, "csv"), "id", "purpose", "channel", "address", "state", "on", "expires", "source", "author", "wording")
	if err != nil {
		return err
	}
	for _, a := range log {
		err := t.add(string(a.ID), or(string(a.Purpose), "any"), string(a.Channel), a.Address, string(a.State), dayText(a.On), dayText(a.Expires),
			string(a.Source), a.Author, a.Wording)
		if err != nil {
			return err
		}
	}
	return t.close()
}

// mayBatch is how many customers are asked of at once.
const mayBatch = 500

// mayContact prints for every customer whether they may be contacted for a
// purpose, and why or why not.
func (c *call) mayContact(ctx context.Context, f *consentFlags) error {
	p, err := f.purposeOf()
	if err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	q := book.Question{Purpose: p, Channel: book.ChannelKind(f.channel)}
	if q.On, err = c.day("on", f.on); err != nil {
		return err
	}
	filter := book.CustomerFilter{Text: f.query}
	if f.customer != "" {
		filter.IDs = []book.ID{book.ID(f.customer)}
	}
	t, err := c.newTable(or(f.format, "csv"), "id", "name", "may", "reason", "on")
	if err != nil {
		return err
	}
	list := book.CustomerQuery{Filter: filter, Limit: mayBatch}
	for {
		page, err := b.Customers.List(ctx, list)
		if err != nil {
			return err
		}
		ids := make([]book.ID, len(page.Rows))
		for i, r := range page.Rows {
			ids[i] = r.ID
		}
		answers, err := b.Consents.May(ctx, ids, q)
		if err != nil {
			return err
		}
		for _, r := range page.Rows {
			a := answers[r.ID]
			if err := t.add(string(r.ID), r.Name.Full, a.OK, string(a.Reason), dayText(a.On)); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return t.close()
		}
		list.After = page.Next
	}
}
