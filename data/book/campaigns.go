package book

import (
	"context"
	"slices"
	"strings"
	"time"
)

// CampaignReader answers questions about campaigns.
type CampaignReader interface {
	Campaign(ctx context.Context, id ID) (Campaign, error) // also from the trash
	// Campaigns lists those that are not in the trash, the open ones first and
	// the latest first. home is the zone in which days of sending are counted.
	Campaigns(ctx context.Context, home *time.Location) ([]CampaignRow, error)
	// LettersToSend counts the recipients who wait, in all that are open.
	LettersToSend(ctx context.Context) (int, error)
	// Recipients are those of a campaign, with live customers only, by name.
	Recipients(ctx context.Context, campaign ID) ([]RecipientRow, error)
	Recipient(ctx context.Context, id ID) (Recipient, error)
}

// CampaignTx are the verbs that change campaigns.
type CampaignTx interface {
	PutCampaign(ctx context.Context, c Campaign) error
	PutRecipient(ctx context.Context, r Recipient) error
}

// Campaigns holds the use cases of letters to many.
type Campaigns struct{ c *core }

// Get returns a campaign, also from the trash, and its recipients by name: of a
// greeting those first who told us that the feast is theirs.
func (s *Campaigns) Get(ctx context.Context, id ID) (Campaign, []RecipientRow, error) {
	const name = "campaigns.get"
	c, err := s.c.store.Campaign(ctx, id)
	if err != nil {
		return c, nil, wrap(name, err)
	}
	rows, err := s.c.store.Recipients(ctx, id)
	if c.Kind == GreetingCampaign {
		slices.SortStableFunc(rows, func(a, b RecipientRow) int { return StatedFirst(a.Recipient, b.Recipient) })
	}
	return c, rows, wrap(name, err)
}

// ToSend counts the letters that are still to be sent, in all campaigns that are
// open.
func (s *Campaigns) ToSend(ctx context.Context) (int, error) {
	n, err := s.c.store.LettersToSend(ctx)
	return n, wrap("campaigns.to_send", err)
}

// List returns the campaigns with how far they are, the open ones first.
func (s *Campaigns) List(ctx context.Context) ([]CampaignRow, error) {
	const name = "campaigns.list"
	st, err := s.c.store.Settings(ctx)
	if err != nil {
		return nil, wrap(name, err)
	}
	rows, err := s.c.store.Campaigns(ctx, s.c.zone(st))
	return rows, wrap(name, err)
}

// Begin keeps a campaign with all its recipients, in one transaction.
func (s *Campaigns) Begin(ctx context.Context, c Campaign, to []Recipient) (Campaign, Operation, error) {
	const name = "campaigns.begin"
	c = tidyCampaign(c)
	if err := validateCampaign(c); err != nil {
		return c, Operation{}, wrap(name, err)
	}
	if len(to) == 0 {
		return c, Operation{}, invalid(name, "recipients", "empty")
	}
	now := s.c.now().UTC()
	c.ID, c.CreatedAt, c.ClosedAt, c.TrashedAt = NewID(), now, time.Time{}, time.Time{}
	if c.Owner == "" {
		c.Owner = s.c.actor(ctx)
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpCampaignAdd, Detail: c.Title}, func(tx Tx) error {
		if err := tx.PutCampaign(ctx, c); err != nil {
			return err
		}
		return putRecipients(ctx, tx, c.ID, to)
	}, Change{Entity: EntityCampaign, ID: c.ID})
	return c, op, err
}

// Add gives a campaign more recipients. Who is one already stays as they are.
func (s *Campaigns) Add(ctx context.Context, campaign ID, to []Recipient) (Operation, error) {
	const name = "campaigns.add"
	return s.c.write(ctx, name, Operation{Kind: OpCampaignEdit}, func(tx Tx) error {
		rows, err := tx.Recipients(ctx, campaign)
		if err != nil {
			return err
		}
		there := map[ID]bool{}
		for _, r := range rows {
			there[r.CustomerID] = true
		}
		var more []Recipient
		for _, r := range to {
			if !there[r.CustomerID] {
				more = append(more, r)
			}
		}
		return putRecipients(ctx, tx, campaign, more)
	}, Change{Entity: EntityCampaign, ID: campaign})
}

func putRecipients(ctx context.Context, tx Tx, campaign ID, to []Recipient) error {
	for _, r := range to {
		if r.ID == "" {
			r.ID = NewID()
		}
		r.CampaignID = campaign
		if r.State == "" {
			r.State = Waiting
		}
		if err := tx.PutRecipient(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// Save changes what a campaign says of itself.
func (s *Campaigns) Save(ctx context.Context, c Campaign) (Operation, error) {
	const name = "campaigns.save"
	c = tidyCampaign(c)
	if err := validateCampaign(c); err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.change(ctx, name, OpCampaignEdit, c.ID, func(old *Campaign) error {
		c.CreatedAt, c.ClosedAt, c.TrashedAt = old.CreatedAt, old.ClosedAt, old.TrashedAt
		*old = c
		return nil
	})
}

// Close says that nothing more is to be sent, or with open that there is.
func (s *Campaigns) Close(ctx context.Context, id ID, open bool) (Operation, error) {
	kind, at := OpCampaignClose, s.c.now().UTC()
	if open {
		kind, at = OpCampaignReopen, time.Time{}
	}
	return s.change(ctx, "campaigns.close", kind, id, func(c *Campaign) error {
		c.ClosedAt = at
		return nil
	})
}

// Trash removes a campaign; undo brings it back. What was sent stays logged.
func (s *Campaigns) Trash(ctx context.Context, id ID) (Operation, error) {
	return s.change(ctx, "campaigns.trash", OpCampaignTrash, id, func(c *Campaign) error {
		c.TrashedAt = s.c.now().UTC()
		return nil
	})
}

func (s *Campaigns) change(ctx context.Context, name string, kind OpKind, id ID, edit func(*Campaign) error) (Operation, error) {
	return s.c.write(ctx, name, Operation{Kind: kind}, func(tx Tx) error {
		c, err := tx.Campaign(ctx, id)
		if err != nil {
			return err
		}
		if err := edit(&c); err != nil {
			return err
		}
		return tx.PutCampaign(ctx, c)
	}, Change{Entity: EntityCampaign, ID: id})
}

// Begins is the instant at which an event begins, noon where only its day is
// known. home is the zone that an empty Zone means.
func (c Campaign) Begins(home *time.Location) time.Time {
	if c.Zone != "" {
		if loc, err := time.LoadLocation(c.Zone); err == nil {
			home = loc
		}
	}
	if c.Minute == NoTime {
		return c.Day.In(home, 12, 0)
	}
	return c.Day.In(home, c.Minute/60, c.Minute%60)
}

func tidyCampaign(c Campaign) Campaign {
	for _, t := range []*string{&c.Title, &c.Place, &c.Situation, &c.Note, &c.Owner} {
		*t = strings.TrimSpace(*t)
	}
	if c.Kind != EventCampaign {
		c.Place, c.Zone, c.Minute = "", "", NoTime
	}
	if c.Kind != CrisisCampaign {
		c.Situation = ""
	}
	if c.Kind != GreetingCampaign {
		c.HolidayID = ""
	}
	return c
}

func validateCampaign(c Campaign) error {
	const op = "campaigns.validate"
	switch {
	case c.Kind != GreetingCampaign && c.Kind != CrisisCampaign && c.Kind != EventCampaign:
		return invalid(op, "kind", "unknown")
	case c.Title == "":
		return invalid(op, "heading", "missing")
	case len(c.Title) > longestText || len(c.Place) > longestText || len(c.Situation) > mostText || len(c.Note) > mostText:
		return invalid(op, "text", "too_long")
	case c.Kind == CrisisCampaign && c.Situation == "":
		return invalid(op, "situation", "missing")
	case c.Kind == EventCampaign && c.Day.IsZero():
		return invalid(op, "due", "missing")
	case c.Minute < NoTime || c.Minute >= 24*60:
		return invalid(op, "due_time", "no_such_time")
	}
	if c.Zone != "" {
		if _, err := time.LoadLocation(c.Zone); err != nil {
			return invalid(op, "zone", "unknown")
		}
	}
	return nil
}
