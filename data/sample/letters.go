package sample

import (
	"context"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/culture"
)

// segments keeps some questions under names.
func (g *generator) segments(ctx context.Context, b *book.Book) error {
	for _, x := range g.texts.Segments {
		name, query, _ := strings.Cut(x, "|")
		if _, _, err := b.Segments.Save(ctx, book.Segment{Name: name, Query: query}); err != nil {
			return err
		}
	}
	return nil
}

// mailing is one campaign of the demo book.
type mailing struct {
	book.Campaign
	purpose  book.Purpose
	occasion counsel.Occasion
	sent     func(nth int) (on calendar.Date, ok bool)
}

// mailed bounds how many are written to: enough to look at, in a book of any size.
const mailed = 60

// leftOut is how many of those who may not be written to stand on a list.
const leftOut = 6

// place is where the events are. It is written alike in every letter.
const place = "Hamburg"

// letters keeps what was written to many: a greeting, an event that was, one
// that is to be, and a storm that kept the ships away.
func (g *generator) letters(ctx context.Context, b *book.Book) error {
	s, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	var people []book.Bundle
	for x, err := range b.Customers.Bundles(ctx, book.CustomerFilter{Kind: book.Person}) {
		if err != nil {
			return err
		}
		if people = append(people, x); len(people) == mailed {
			break
		}
	}
	a, err := almanac.Default()
	if err != nil {
		return err
	}
	for _, m := range g.mailings(a) {
		w := &counsel.Letters{Library: culture.Built(), Almanac: a, Settings: s, Occasion: m.occasion}
		to, touches := g.addressed(m, w, s, people)
		if len(to) == 0 {
			continue
		}
		if err := b.Campaigns.Fill(ctx, m.Campaign, to, touches); err != nil {
			return err
		}
	}
	return nil
}

// mailings are the campaigns, the oldest first.
func (g *generator) mailings(a *almanac.Almanac) (out []mailing) {
	today := g.o.Today
	campaign := func(kind book.CampaignKind, title string, ago int) book.Campaign {
		return book.Campaign{
			ID: g.id(), Kind: kind, Title: title, Minute: book.NoTime, Owner: g.texts.CaseOwners[0],
			CreatedAt: (today - calendar.Date(ago)).In(time.UTC, 9, 0),
		}
	}
	year, _, _ := today.YMD()
	feast := calendar.NewDate(year, 1, 1)
	for _, o := range a.Occurrences(almanac.Query{From: feast, To: feast, IDs: []string{"international.new_year"}}) {
		m := mailing{Campaign: campaign(book.GreetingCampaign, o.Name(g.o.Language), int(today-feast)+8), purpose: counsel.PurposeOf(book.GreetingCampaign)}
		m.HolidayID, m.Day, m.ClosedAt = o.ID, feast, (feast+6).In(time.UTC, 16, 0)
		m.occasion = counsel.Occasion{Stage: counsel.StageOf(m.Kind), Feast: &o}
		m.sent = func(nth int) (calendar.Date, bool) {
			if nth%9 == 4 {
				return min(feast+3, today), true // too late
			}
			return feast - 2, true
		}
		out = append(out, m)
		break
	}
	if len(g.texts.Crisis) == 4 {
		out = append(out, g.storm(campaign(book.CrisisCampaign, g.texts.Crisis[0], 131)))
	}
	was := mailing{Campaign: campaign(book.EventCampaign, g.texts.Fair, 95), purpose: counsel.PurposeOf(book.EventCampaign)}
	was.Day, was.Minute, was.Place, was.ClosedAt = today-58, 17*60, place, (today-57).In(time.UTC, 9, 0)
	was.sent = func(int) (calendar.Date, bool) { return today - 94, true }
	will := mailing{Campaign: campaign(book.EventCampaign, g.texts.OpenDay, 4), purpose: counsel.PurposeOf(book.EventCampaign)}
	will.Day, will.Minute, will.Place = today+24, 18*60+30, place
	will.sent = func(nth int) (calendar.Date, bool) { return today - 3, nth%3 != 2 }
	for _, m := range []mailing{was, will} {
		said := map[counsel.Say]string{}
		for lang, t := range g.abroad {
			said[counsel.Say{Language: lang, Slot: "subject"}] = t.OpenDay
		}
		m.occasion = counsel.Occasion{Stage: counsel.StageOf(m.Kind), Values: counsel.Sayings{Campaign: m.Campaign, Said: said}.In}
		out = append(out, m)
	}
	return out
}

// storm is what was told when the ships could not come in. It is written in the
// languages in which it is known what happened.
func (g *generator) storm(c book.Campaign) mailing {
	c.Situation, c.ClosedAt = g.texts.Crisis[2], c.CreatedAt.AddDate(0, 0, 4)
	on := calendar.DateOf(c.CreatedAt)
	said := map[counsel.Say]string{}
	for lang, t := range g.abroad {
		if len(t.Crisis) == 4 {
			for i, slot := range []string{"subject", "situation", "next_step"} {
				said[counsel.Say{Language: lang, Slot: slot}] = t.Crisis[i+1]
			}
		}
	}
	return mailing{
		Campaign: c, purpose: counsel.PurposeOf(c.Kind),
		occasion: counsel.Occasion{Stage: counsel.StageOf(c.Kind), Values: counsel.Sayings{Campaign: c, By: on + 2, Said: said}.In},
		sent:     func(int) (calendar.Date, bool) { return on, true },
	}
}

// addressed writes to the people of a campaign, and logs what was sent and who
// came.
func (g *generator) addressed(m mailing, w *counsel.Letters, s book.Settings, people []book.Bundle) (to []book.Recipient, touches []book.Interaction) {
	nth, out := 0, 0
	for _, x := range people {
		may := func(ch book.Channel) book.Answer {
			return book.May(s.Consent, x.Party(), book.Question{Purpose: m.purpose, Channel: ch.Kind, Address: book.AddressOf(ch), On: calendar.DateOf(m.CreatedAt)})
		}
		w.May = func(_ book.Customer, ch book.Channel) bool { return may(ch).OK }
		l := w.To(x.Customer)
		if len(l.Missing) > 0 || l.Text == "" {
			continue
		}
		r := book.Recipient{
			ID: g.id(), CustomerID: x.Customer.ID, State: book.Waiting, Stated: l.Stated, Why: l.Why,
			Channel: l.Channel.Kind, Language: l.Language, Subject: l.Subject, Text: l.Text, Diet: x.Customer.Eats(),
		}
		if answer := may(l.Channel); r.Why == "" && !answer.OK {
			r.Why = book.WhyLeft(answer.Reason)
		}
		if r.Why != "" {
			if out++; out <= leftOut {
				r.State = book.LeftOut
				to = append(to, r)
			}
			continue
		}
		if on, ok := m.sent(nth); ok {
			r.State, r.SentAt, r.TouchID = book.Sent, on.In(time.UTC, 9, nth%60), g.id()
			touches = append(touches, letterOf(m, r))
			if m.Kind == book.EventCampaign {
				g.answer(m, &r, nth)
			}
			if r.Came {
				touches = append(touches, book.Interaction{
					ID: g.id(), CustomerID: r.CustomerID, Kind: book.Meeting, At: m.Begins(time.UTC), CreatedAt: m.Begins(time.UTC), Text: m.Title, Author: m.Owner,
				})
			}
		}
		nth++
		to = append(to, r)
	}
	return to, touches
}

// letterOf is the touch of a letter that was sent.
func letterOf(m mailing, r book.Recipient) book.Interaction {
	i := book.Interaction{
		ID: r.TouchID, CustomerID: r.CustomerID, Kind: book.MessageSent, Direction: book.FromUs, At: r.SentAt, CreatedAt: r.SentAt,
		Language: r.Language, Text: r.Text, Author: m.Owner,
	}
	if r.Channel == book.Email {
		i.Kind, i.Text = book.MailSent, r.Subject+"\n\n"+r.Text
	}
	return i
}

// answer is what somebody replied to an invitation.
func (g *generator) answer(m mailing, r *book.Recipient, nth int) {
	switch nth % 5 {
	case 0, 2:
		r.Reply = book.Coming
		r.Guests = nth % 2
	case 1:
		r.Reply = book.NotComing
	case 3:
		r.Reply = book.Perhaps
	}
	r.Came = r.Reply == book.Coming && m.Day < g.o.Today && nth%10 != 5
}

// birthdaysSoon is how many of the first birthdays lie in the days to come, as
// somebody's always does in a real book.
const birthdaysSoon = 3

// soon moves the birthday of some to one of the next days, in its own calendar.
func (g *generator) soon(c *book.Customer) {
	for i, d := range c.Dates {
		if d.Kind != book.Birthday || g.near == birthdaysSoon {
			continue
		}
		to, err := calendar.FromDate(g.o.Today+calendar.Date(1+4*g.near), d.When.Calendar)
		if err != nil {
			continue
		}
		c.Dates[i].When.Month, c.Dates[i].When.Leap, c.Dates[i].When.Day = to.Month, to.Leap, to.Day
		if to.Leap || to.Day > 28 { // the year of birth may not have had the day
			c.Dates[i].When.Year = 0
		}
		g.near++
		return
	}
}
