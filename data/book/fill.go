package book

import (
	"context"
	"iter"
)

// Bundle is a customer with what belongs to it, complete with ids and times.
type Bundle struct {
	Customer     Customer
	Notes        []Note
	Interactions []Interaction
	FollowUps    []FollowUp
	Cases        []Case
	Surveys      []SurveyAnswer
	Consents     []Consent // oldest first
	Petitions    []Petition
	Orders       []Order
	Ratings      []Rating
	Deals        []Deal
	Account      *Account // of a member of the loyalty programme
	Points       []PointEntry
	OwnDays      []OwnDay // closings of the customer, or of nobody in particular
}

// fillBatch is how many bundles Fill keeps in one transaction: enough to be
// fast, few enough that memory stays flat.
const fillBatch = 5000

// Fill keeps bundles as they are, for books that are made by a program, such
// as the demo book. It works in batches; progress is told how many are in. It
// is part of making the book, so that History.Last does not offer it.
func (s *Imports) Fill(ctx context.Context, detail string, rows iter.Seq[Bundle], progress func(done int)) error {
	const name = "imports.fill"
	next, stop := iter.Pull(rows)
	defer stop()
	for done := 0; ; {
		n := 0
		_, err := s.c.write(ctx, name, Operation{Kind: OpFill, Detail: detail}, func(tx Tx) error {
			g, err := s.c.guard(ctx, tx)
			if err != nil {
				return err
			}
			if err := g.load(ctx, true); err != nil {
				return err
			}
			for n < fillBatch {
				b, ok := next()
				if !ok {
					break
				}
				n++
				if err := b.put(ctx, tx, g); err != nil {
					return err
				}
			}
			return ctx.Err()
		}, Change{Entity: EntityAll})
		if err != nil {
			return err
		}
		done += n
		if progress != nil {
			progress(done)
		}
		if n < fillBatch {
			return nil
		}
	}
}

func (b Bundle) put(ctx context.Context, tx Tx, g *guard) error {
	if err := tx.PutCustomer(ctx, Tidy(b.Customer)); err != nil {
		return err
	}
	for _, n := range b.Notes {
		if err := tx.PutNote(ctx, n); err != nil {
			return err
		}
	}
	for _, i := range b.Interactions {
		if err := tx.PutInteraction(ctx, i); err != nil {
			return err
		}
	}
	if len(b.Interactions) > 0 {
		if err := tx.Touch(ctx, b.Customer.ID); err != nil {
			return err
		}
	}
	for _, f := range b.FollowUps {
		if err := tx.PutFollowUp(ctx, f); err != nil {
			return err
		}
	}
	for _, c := range b.Cases {
		if err := tx.PutCase(ctx, c); err != nil {
			return err
		}
	}
	for _, a := range b.Consents {
		if err := tx.PutConsent(ctx, a); err != nil {
			return err
		}
		if err := g.block(ctx, a, b.Customer.Channels); err != nil {
			return err
		}
	}
	for _, p := range b.Petitions {
		if err := tx.PutPetition(ctx, p); err != nil {
			return err
		}
	}
	for _, o := range b.Orders {
		if err := tx.PutOrder(ctx, o); err != nil {
			return err
		}
	}
	for _, r := range b.Ratings {
		if err := tx.PutRating(ctx, r); err != nil {
			return err
		}
	}
	for _, d := range b.Deals {
		if err := tx.PutDeal(ctx, d); err != nil {
			return err
		}
	}
	if b.Account != nil {
		if err := tx.PutAccount(ctx, *b.Account); err != nil {
			return err
		}
	}
	for _, e := range b.Points {
		if err := tx.AddEntry(ctx, e); err != nil {
			return err
		}
	}
	for _, a := range b.Surveys {
		if err := tx.PutSurvey(ctx, a); err != nil {
			return err
		}
	}
	for _, d := range b.OwnDays {
		if err := tx.PutOwnDay(ctx, tidyOwnDay(d)); err != nil {
			return err
		}
	}
	return nil
}

// Fill keeps a campaign with its recipients as they are, and logs the touches
// that came of it. Like Imports.Fill it is part of making a book.
func (s *Campaigns) Fill(ctx context.Context, c Campaign, to []Recipient, touches []Interaction) error {
	const name = "campaigns.fill"
	c = tidyCampaign(c)
	if err := validateCampaign(c); err != nil {
		return wrap(name, err)
	}
	_, err := s.c.write(ctx, name, Operation{Kind: OpFill, Detail: c.Title}, func(tx Tx) error {
		if err := tx.PutCampaign(ctx, c); err != nil {
			return err
		}
		if err := putRecipients(ctx, tx, c.ID, to); err != nil {
			return err
		}
		for _, i := range touches {
			if err := logContact(ctx, tx, i); err != nil {
				return err
			}
		}
		return ctx.Err()
	}, Change{Entity: EntityAll})
	return err
}
