package sqlite

import (
	"context"
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var campaignFields = []field[book.Campaign]{
	text("id", func(c *book.Campaign) *book.ID { return &c.ID }),
	text("kind", func(c *book.Campaign) *book.CampaignKind { return &c.Kind }),
	text("title", func(c *book.Campaign) *string { return &c.Title }),
	text("holiday", func(c *book.Campaign) *string { return &c.HolidayID }),
	day("day", func(c *book.Campaign) *calendar.Date { return &c.Day }),
	number("minute", func(c *book.Campaign) *int { return &c.Minute }),
	text("zone", func(c *book.Campaign) *string { return &c.Zone }),
	text("place", func(c *book.Campaign) *string { return &c.Place }),
	text("situation", func(c *book.Campaign) *string { return &c.Situation }),
	text("note", func(c *book.Campaign) *string { return &c.Note }),
	text("owner", func(c *book.Campaign) *string { return &c.Owner }),
	instant("created_at", func(c *book.Campaign) *time.Time { return &c.CreatedAt }),
	instant("closed_at", func(c *book.Campaign) *time.Time { return &c.ClosedAt }),
	instant("trashed_at", func(c *book.Campaign) *time.Time { return &c.TrashedAt }),
}

var campaignTable = newTable("campaign", "", "", names(nil, campaignFields)...)

var recipientFields = []field[book.Recipient]{
	text("id", func(r *book.Recipient) *book.ID { return &r.ID }),
	text("campaign", func(r *book.Recipient) *book.ID { return &r.CampaignID }),
	text("customer", func(r *book.Recipient) *book.ID { return &r.CustomerID }),
	text("state", func(r *book.Recipient) *book.RecipientState { return &r.State }),
	text("why", func(r *book.Recipient) *book.WhyLeft { return &r.Why }),
	truth("stated", func(r *book.Recipient) *bool { return &r.Stated }),
	text("channel", func(r *book.Recipient) *book.ChannelKind { return &r.Channel }),
	text("language", func(r *book.Recipient) *string { return &r.Language }),
	text("subject", func(r *book.Recipient) *string { return &r.Subject }),
	text("text", func(r *book.Recipient) *string { return &r.Text }),
	truth("edited", func(r *book.Recipient) *bool { return &r.Edited }),
	instant("sent_at", func(r *book.Recipient) *time.Time { return &r.SentAt }),
	maybe("touch", func(r *book.Recipient) *book.ID { return &r.TouchID }),
	text("reply", func(r *book.Recipient) *book.Reply { return &r.Reply }),
	number("guests", func(r *book.Recipient) *int { return &r.Guests }),
	text("diet", func(r *book.Recipient) *string { return &r.Diet }),
	text("seat", func(r *book.Recipient) *string { return &r.Seat }),
	truth("came", func(r *book.Recipient) *bool { return &r.Came }),
	day("day", func(r *book.Recipient) *calendar.Date { return &r.Day }),
	text("tier", func(r *book.Recipient) *string { return &r.Tier }),
	text("perk", func(r *book.Recipient) *string { return &r.Perk }),
	number("gift", func(r *book.Recipient) *int { return &r.Gift }),
	text("gift_for", func(r *book.Recipient) *string { return &r.GiftFor }),
	text("gift_text", func(r *book.Recipient) *string { return &r.GiftText }),
	truth("give", func(r *book.Recipient) *bool { return &r.Give }),
}

var recipientTable = newTable("recipient", "", "customer", names(nil, recipientFields)...)

func campaigns(ctx context.Context, s *session, where string, args ...any) ([]book.Campaign, error) {
	rows, err := s.values(ctx, len(campaignTable.columns), "SELECT "+prefixed("p.", campaignTable.columns)+" FROM campaign p "+where, args...)
	out := make([]book.Campaign, len(rows))
	for i, row := range rows {
		decode(&out[i], campaignFields, row)
	}
	return out, err
}

// Campaign implements book.Reader.
func (r reader) Campaign(ctx context.Context, id book.ID) (book.Campaign, error) {
	return ask(ctx, r, "store.campaign", func(s *session) (book.Campaign, error) {
		return only(campaigns(ctx, s, "WHERE p.id = ?", id))
	})
}

// Campaigns implements book.Reader.
func (r reader) Campaigns(ctx context.Context, home *time.Location) ([]book.CampaignRow, error) {
	return ask(ctx, r, "store.campaigns", func(s *session) ([]book.CampaignRow, error) {
		list, err := campaigns(ctx, s, "WHERE p.trashed_at IS NULL ORDER BY p.closed_at IS NOT NULL, p.created_at DESC, p.id")
		if err != nil {
			return nil, err
		}
		out := make([]book.CampaignRow, len(list))
		at := map[book.ID]*book.CampaignRow{}
		for i, c := range list {
			out[i].Campaign = c
			at[c.ID] = &out[i]
		}
		return out, s.each(ctx, `SELECT p.campaign, p.state, p.sent_at, p.reply, p.guests, p.came, p.day FROM recipient p WHERE `+ofTheLiving, nil,
			func(scan func(...any) error) error {
				var x book.Recipient
				var sent, day *string
				if err := scan(&x.CampaignID, &x.State, &sent, &x.Reply, &x.Guests, &x.Came, &day); err != nil {
					return err
				}
				if day != nil {
					x.Day = dayOf(*day)
				}
				if sent != nil {
					x.SentAt = instantOf(*sent)
				}
				if c := at[x.CampaignID]; c != nil {
					count(c, x, home)
				}
				return nil
			})
	})
}

// LettersToSend implements book.Reader.
func (r reader) LettersToSend(ctx context.Context) (int, error) {
	return ask(ctx, r, "store.letters_to_send", func(s *session) (n int, err error) {
		err = s.row(ctx, `SELECT count(*) FROM campaign o JOIN recipient p ON p.campaign = o.id AND p.state = ?
			WHERE o.closed_at IS NULL AND o.trashed_at IS NULL AND `+ofTheLiving, []any{string(book.Waiting)}, &n)
		return n, err
	})
}

// count adds a recipient to the numbers of a campaign.
func count(c *book.CampaignRow, x book.Recipient, home *time.Location) {
	switch x.State {
	case book.Waiting:
		c.Waiting++
	case book.Sent:
		c.Sent++
	case book.LeftOut:
		c.LeftOut++
	}
	if x.Late(c.Campaign, home) {
		c.Late++
	}
	if x.Reply == book.Coming {
		c.Coming++
		c.Guests += x.Guests
	}
	if x.Came {
		c.Came++
	}
}

func recipients(ctx context.Context, s *session, where string, args ...any) ([]book.Recipient, error) {
	rows, err := s.values(ctx, len(recipientTable.columns), "SELECT "+prefixed("p.", recipientTable.columns)+" FROM recipient p "+where, args...)
	out := make([]book.Recipient, len(rows))
	for i, row := range rows {
		decode(&out[i], recipientFields, row)
	}
	return out, err
}

// Recipients implements book.Reader.
func (r reader) Recipients(ctx context.Context, campaign book.ID) ([]book.RecipientRow, error) {
	return ask(ctx, r, "store.recipients", func(s *session) ([]book.RecipientRow, error) {
		list, err := recipients(ctx, s, "JOIN customer c ON c.id = p.customer WHERE p.campaign = ? AND c.trashed_at IS NULL ORDER BY c.sort_key, p.id", campaign)
		if err != nil {
			return nil, err
		}
		var out []book.RecipientRow
		for part := range slices.Chunk(list, 500) {
			ids := make([]string, len(part))
			for i, x := range part {
				ids[i] = string(x.CustomerID)
			}
			byID, err := customersByID(ctx, s, ids)
			if err != nil {
				return nil, err
			}
			for _, x := range part {
				if c := byID[x.CustomerID]; c != nil {
					out = append(out, book.RecipientRow{Recipient: x, Customer: *c})
				}
			}
		}
		return out, nil
	})
}

// Recipient implements book.Reader.
func (r reader) Recipient(ctx context.Context, id book.ID) (book.Recipient, error) {
	return ask(ctx, r, "store.recipient", func(s *session) (book.Recipient, error) {
		return only(recipients(ctx, s, "WHERE p.id = ?", id))
	})
}

// PutCampaign implements book.Tx.
func (w *writer) PutCampaign(ctx context.Context, c book.Campaign) error {
	return w.put(ctx, "store.campaign", campaignTable, encode(&c, campaignFields))
}

// PutRecipient implements book.Tx.
func (w *writer) PutRecipient(ctx context.Context, r book.Recipient) error {
	return w.put(ctx, "store.recipient", recipientTable, encode(&r, recipientFields))
}
