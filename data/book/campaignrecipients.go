package book

import (
	"context"
	"strings"
)

// SaveRecipient changes the words for a recipient, or what they answered. What
// was sent keeps its words.
func (s *Campaigns) SaveRecipient(ctx context.Context, r Recipient) (Operation, error) {
	const name = "campaigns.recipient"
	r.Subject, r.Diet, r.Seat = strings.TrimSpace(r.Subject), strings.TrimSpace(r.Diet), strings.TrimSpace(r.Seat)
	switch {
	case len(r.Text) > mostText || len(r.Subject) > longestText:
		return Operation{}, invalid(name, "text", "too_long")
	case r.Guests < 0 || r.Guests > 100:
		return Operation{}, invalid(name, "guests", "range")
	}
	return s.recipient(ctx, name, OpCampaignEdit, r.ID, func(old *Recipient) error {
		r.CampaignID, r.CustomerID, r.State, r.Why, r.SentAt, r.TouchID, r.Came = old.CampaignID, old.CustomerID, old.State, old.Why, old.SentAt, old.TouchID, old.Came
		r.Day, r.Tier, r.Perk, r.Gift, r.GiftFor, r.GiftText = old.Day, old.Tier, old.Perk, old.Gift, old.GiftFor, old.GiftText
		words := r.Text != old.Text || r.Subject != old.Subject
		if (words || r.Give != old.Give) && old.State == Sent {
			return &Error{Op: name, Code: Conflict, Detail: "sent_already"}
		}
		r.Edited = r.Edited || words
		*old = r
		return nil
	})
}

// LeaveOut takes a recipient from the list with a reason; Include brings them
// back.
func (s *Campaigns) LeaveOut(ctx context.Context, id ID, why WhyLeft) (Operation, error) {
	const name = "campaigns.leave"
	return s.recipient(ctx, name, OpCampaignEdit, id, func(r *Recipient) error {
		if r.State == Sent {
			return &Error{Op: name, Code: Conflict, Detail: "sent_already"}
		}
		r.State, r.Why = LeftOut, why
		return nil
	})
}

// Include brings a recipient back who was left out.
func (s *Campaigns) Include(ctx context.Context, id ID) (Operation, error) {
	return s.recipient(ctx, "campaigns.include", OpCampaignEdit, id, func(r *Recipient) error {
		if r.State == LeftOut {
			r.State, r.Why = Waiting, ""
		}
		return nil
	})
}

func (s *Campaigns) recipient(ctx context.Context, name string, kind OpKind, id ID, edit func(*Recipient) error) (Operation, error) {
	old, err := s.c.store.Recipient(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: kind}, func(tx Tx) error {
		r, err := tx.Recipient(ctx, id)
		if err != nil {
			return err
		}
		if err := edit(&r); err != nil {
			return err
		}
		return tx.PutRecipient(ctx, r)
	}, Change{Entity: EntityCampaign, ID: old.CampaignID, Customer: old.CustomerID})
}

// Send ticks a recipient off, logs the touch and gives the points that were
// promised, in one transaction: undo takes all of it back. The text has to be
// whole.
func (s *Campaigns) Send(ctx context.Context, id ID) (Operation, error) {
	const name = "campaigns.send"
	r, err := s.c.store.Recipient(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	now := s.c.now().UTC()
	i := Interaction{CustomerID: r.CustomerID, Kind: letterTouch(r.Channel), Direction: FromUs, At: now, Language: r.Language, Text: r.Text}
	if r.Subject != "" {
		i.Text = r.Subject + "\n\n" + r.Text
	}
	if i, err = (&Interactions{s.c}).complete(ctx, i); err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpCampaignSend}, func(tx Tx) error {
		r, err := tx.Recipient(ctx, id)
		switch {
		case err != nil:
			return err
		case r.State == Sent:
			return &Error{Op: name, Code: Conflict, Detail: "sent_already"}
		case strings.TrimSpace(r.Text) == "":
			return invalid(name, "text", "missing")
		}
		r.State, r.Why, r.SentAt, r.TouchID = Sent, "", now, i.ID
		if err := tx.PutRecipient(ctx, r); err != nil {
			return err
		}
		if r.Give && r.Gift > 0 {
			if err := (&Loyalty{s.c}).greet(ctx, tx, r.CustomerID, r.Gift, r.GiftFor); err != nil {
				return err
			}
		}
		return logContact(ctx, tx, i)
	}, s.sent(r, i)...)
}

// sent are the changes of sending a letter.
func (s *Campaigns) sent(r Recipient, i Interaction) []Change {
	out := []Change{
		{Entity: EntityCampaign, ID: r.CampaignID, Customer: r.CustomerID},
		{Entity: EntityInteraction, ID: i.ID, Customer: r.CustomerID},
	}
	if r.Give && r.Gift > 0 {
		out = append(out, Change{Entity: EntityLoyalty, Customer: r.CustomerID})
	}
	return out
}

// Attend notes that somebody came to an event, and logs it as a meeting on its
// day; with came false it takes both back. A meeting that was changed since is
// left alone.
func (s *Campaigns) Attend(ctx context.Context, id ID, came bool) (Operation, error) {
	const name = "campaigns.attend"
	r, err := s.c.store.Recipient(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	c, err := s.c.store.Campaign(ctx, r.CampaignID)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	if c.Kind != EventCampaign {
		return Operation{}, invalid(name, "campaign", "no_event")
	}
	st, err := s.c.store.Settings(ctx)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	at := c.Begins(s.c.zone(st))
	if at.After(s.c.now()) {
		return Operation{}, invalid(name, "at", "in_future")
	}
	i := Interaction{CustomerID: r.CustomerID, Kind: Meeting, At: at.UTC(), Text: c.Title}
	if i, err = (&Interactions{s.c}).complete(ctx, i); err != nil {
		return Operation{}, wrap(name, err)
	}
	changes := []Change{{Entity: EntityCampaign, ID: r.CampaignID, Customer: r.CustomerID}}
	log := true
	if !came {
		if i, log, err = s.met(ctx, i); err != nil {
			return Operation{}, wrap(name, err)
		}
		i.TrashedAt = s.c.now().UTC()
	}
	if log {
		changes = append(changes, Change{Entity: EntityInteraction, ID: i.ID, Customer: i.CustomerID})
	}
	return s.c.write(ctx, name, Operation{Kind: OpCampaignEdit}, func(tx Tx) error {
		r, err := tx.Recipient(ctx, id)
		if err != nil || r.Came == came {
			return err
		}
		r.Came = came
		if err := tx.PutRecipient(ctx, r); err != nil || !log {
			return err
		}
		return logContact(ctx, tx, i)
	}, changes...)
}

// met finds the meeting that Attend logged as want.
func (s *Campaigns) met(ctx context.Context, want Interaction) (i Interaction, found bool, err error) {
	list, err := s.c.store.Interactions(ctx, want.CustomerID, 0)
	for _, x := range list {
		if x.Kind == want.Kind && x.At.Equal(want.At) && x.Text == want.Text {
			return x, true, err
		}
	}
	return Interaction{}, false, err
}

// letterTouch is how a letter on a channel is logged.
func letterTouch(k ChannelKind) InteractionKind {
	switch k {
	case Email:
		return MailSent
	case Phone:
		return CallMade
	case Postal, "":
		return OtherTouch
	}
	return MessageSent
}
