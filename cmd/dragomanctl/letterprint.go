package main

import (
	"context"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/locales/explain"
)

// letterColumns are those of the letters of a campaign.
var letterColumns = []string{
	"customer", "name", "state", "why", "because", "stated", "channel", "address", "language", "day", "subject", "text", "open", "edited",
	"tier", "perk", "points", "sent_at", "late", "reply", "guests", "diet", "seat", "came",
}

// letterRows are the letters of a campaign with to whom they go.
func (c *call) letterRows(ctx context.Context, m counsel.Mail, x book.Campaign, to []book.Recipient, each func([]any) error) error {
	ids := make([]book.ID, len(to))
	for i, r := range to {
		ids[i] = r.CustomerID
	}
	people := make(map[book.ID]book.Customer, len(to))
	for part := range slices.Chunk(ids, 500) {
		for b, err := range m.Book.Customers.Bundles(ctx, book.CustomerFilter{IDs: part}) {
			if err != nil {
				return err
			}
			people[b.Customer.ID] = b.Customer
		}
	}
	for _, r := range to {
		if err := each(c.letterCells(m, x, r, people[r.CustomerID])); err != nil {
			return err
		}
	}
	return nil
}

// letterCells are the cells of one letter.
func (c *call) letterCells(m counsel.Mail, x book.Campaign, r book.Recipient, who book.Customer) []any {
	because, address, open, points := "", "", "", 0
	if r.State == book.LeftOut {
		because = explain.LeftOut(c.p, r.Why)
	} else {
		open = strings.Join(counsel.Holes(r), ";")
	}
	if ch, ok := counsel.WrittenTo(who, r); ok {
		address = ch.Value
	}
	if r.Give {
		points = r.Gift
	}
	return []any{
		string(r.CustomerID), who.Name.Full, string(r.State), string(r.Why), because, r.Stated, string(r.Channel), address, r.Language, dayText(r.Day),
		r.Subject, r.Text, open, r.Edited, r.Tier, r.Says(r.Perk), points, stampText(r.SentAt), r.Late(x, m.Now.Location()),
		string(r.Reply), r.Guests, r.Diet, r.Seat, r.Came,
	}
}

// printLetters prints letters.
func (c *call) printLetters(ctx context.Context, m counsel.Mail, x book.Campaign, to []book.Recipient, format string) error {
	t, err := c.newTable(format, letterColumns...)
	if err != nil {
		return err
	}
	if err := c.letterRows(ctx, m, x, to, func(cells []any) error { return t.add(cells...) }); err != nil {
		return err
	}
	return t.close()
}
