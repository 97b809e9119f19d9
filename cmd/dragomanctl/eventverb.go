package main

import (
	"context"
	"fmt"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/locales"
)

// event invites customers, keeps their answers and who came.
func event(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &mailFlags{}
	c.letterFlags(f)
	c.texts(map[string]*string{"time": &f.clock, "place": &f.place, "diet": &f.diet, "seat": &f.seat, "for": &f.group, "due": &f.due})
	c.flags.IntVar(&f.guests, "guests", 0, "")
	c.flags.BoolVar(&f.absent, "absent", false, "")
	return func(ctx context.Context, args []string) error {
		c.givenFlags(f)
		switch {
		case len(args) == 1 && args[0] == "list":
			return c.listCampaigns(ctx, book.EventCampaign, or(f.format, "csv"))
		case len(args) == 1 && args[0] == "add":
			return c.addEvent(ctx, f)
		case len(args) == 2 && args[0] == "invite":
			return c.invite(ctx, book.ID(args[1]), f)
		case len(args) == 4 && args[0] == "answer":
			return c.answer(ctx, book.ID(args[1]), book.ID(args[2]), args[3], f)
		case len(args) == 3 && args[0] == "attend":
			return c.attend(ctx, book.ID(args[1]), book.ID(args[2]), !f.absent)
		case len(args) == 2 && args[0] == "follow-up":
			return c.afterEvent(ctx, book.ID(args[1]), f)
		}
		if act, ok := c.letterAct(f, book.EventCampaign, args); ok {
			return act(ctx)
		}
		return &wrongCall{"ctlmany.event_what", nil}
	}
}

// addEvent keeps an event with the invitations of those whom it is for.
func (c *call) addEvent(ctx context.Context, f *mailFlags) error {
	d := counsel.NewDraft(book.EventCampaign, c.p.Tag())
	d.Title, d.Place = f.title, f.place
	var err error
	if d.Day, err = c.day("on", f.on); err != nil {
		return err
	}
	if f.clock != "" {
		at, err := time.Parse("15:04", f.clock)
		if err != nil {
			return &wrongCall{"ctlmany.event_time", nil}
		}
		d.Minute = at.Hour()*60 + at.Minute()
	}
	m, done, err := c.openMail(ctx, f.dryRun)
	if err != nil {
		return err
	}
	defer done()
	return c.write(ctx, m, &d, f)
}

// invite writes to more people than were invited so far.
func (c *call) invite(ctx context.Context, id book.ID, f *mailFlags) error {
	m, done, err := c.openMail(ctx, f.dryRun)
	if err != nil {
		return err
	}
	defer done()
	x, _, err := theCampaign(ctx, m.Book, book.EventCampaign, id)
	if err != nil {
		return err
	}
	d := counsel.More(x, c.p.Tag())
	if err := c.address(ctx, m, &d, f); err != nil {
		return err
	}
	a, err := m.Reach(ctx, &d)
	switch {
	case err != nil:
		return err
	case len(a.To) == 0:
		return &notDone{"ctlmany.event_nobody_new", nil}
	}
	if c.tell(&d, a); f.dryRun {
		return c.printLetters(ctx, m, x, a.To, or(f.format, "csv"))
	}
	_, err = m.Invite(ctx, &d, a)
	return err
}

// answer keeps what somebody replied, whom they bring, what they eat and beside
// whom they sit.
func (c *call) answer(ctx context.Context, id, who book.ID, reply string, f *mailFlags) error {
	if reply == "none" {
		reply = ""
	} else if err := among("answer", or(reply, "?"), book.Replies()); err != nil {
		return &wrongCall{"ctlmany.event_answer", nil}
	}
	return c.onLetter(ctx, book.EventCampaign, id, who, func(m counsel.Mail, _ book.Campaign, row book.RecipientRow) error {
		r := row.Recipient
		r.Reply = book.Reply(reply)
		for flag, put := range map[string]func(){
			"guests": func() { r.Guests = f.guests }, "diet": func() { r.Diet = f.diet }, "seat": func() { r.Seat = f.seat },
		} {
			if f.given[flag] {
				put()
			}
		}
		_, err := m.Book.Campaigns.SaveRecipient(ctx, r)
		return err
	})
}

// attend notes that somebody came, or with came false that they did not.
func (c *call) attend(ctx context.Context, id, who book.ID, came bool) error {
	return c.onLetter(ctx, book.EventCampaign, id, who, func(m counsel.Mail, _ book.Campaign, r book.RecipientRow) error {
		_, err := m.Book.Campaigns.Attend(ctx, r.ID, came)
		return err
	})
}

// afterEvent makes a follow-up for everybody of a group once an event has begun.
func (c *call) afterEvent(ctx context.Context, id book.ID, f *mailFlags) error {
	if err := among("for", f.group, book.Groups()); err != nil {
		return err
	}
	due, err := c.day("due", f.due)
	if err != nil {
		return err
	}
	m, done, err := c.openMail(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	x, rows, err := theCampaign(ctx, m.Book, book.EventCampaign, id)
	if err != nil {
		return err
	}
	if x.Begins(m.Now.Location()).After(m.Now) {
		return &notDone{"ctlmany.event_not_begun", locales.V{"Title": x.Title}}
	}
	if due == 0 {
		due = calendar.DateOf(m.Now) + 1
	}
	guests := book.Guests(rows, book.Group(or(f.group, string(book.WhoCame))))
	if len(guests) == 0 {
		return &notDone{"messages.follow_nobody", nil}
	}
	title := f.title
	if !f.given["title"] {
		title = c.p.T("messages.follow_title", locales.V{"Title": x.Title})
	}
	n, _, err := m.Book.FollowUps.AddMany(ctx, book.AfterEvent(title, due), guests...)
	switch {
	case err != nil:
		return err
	case n == 0:
		c.say("messages.follow_none", nil)
		return nil
	}
	_, err = fmt.Fprintln(c.words, c.p.N("messages.follow_made", n, nil))
	return err
}
