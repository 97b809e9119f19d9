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
