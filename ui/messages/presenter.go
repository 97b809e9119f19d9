// Package messages is the screen of letters to many: greetings before a feast,
// messages in a crisis, and invitations.
//
// It promises that each customer is written to in their own language and form,
// that nobody is written to who must not be and the reason stands beside their
// name, and that nothing leaves this computer by itself: a letter is opened in
// the user's own mail program or messenger and ticked off. Who may be written to
// is the book's to say, and the words are counsel's.
package messages

import (
	"context"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// Presenter is the state of the screen.
type Presenter struct {
	env  *screen.Env
	draw func()

	List   []book.CampaignRow
	Loaded bool

	Open  *book.Campaign // the one at hand
	Rows  []book.RecipientRow
	Shown book.RecipientState // which of them, "" for all
	At    book.ID             // the recipient whose letter is shown
	Draft *Draft              // the one being prepared
	more  bool                // the open one gets more people as soon as it is read

	list  screen.Slot[[]book.CampaignRow]
	one   screen.Slot[opened]
	act   screen.Slot[book.Operation]
	ready screen.Slot[counsel.Audience]
	make  screen.Slot[book.Campaign]
	wait  screen.Delay
	reach screen.Slot[reached]

	offers screen.Slot[offered]
}

// reached is to whom a letter goes, and whether it may.
type reached struct {
	c   book.Customer
	may book.Answer
}

type opened struct {
	campaign book.Campaign
	rows     []book.RecipientRow
}

// NewPresenter makes the state with nothing read.
func NewPresenter(env *screen.Env, draw func()) *Presenter {
	p := &Presenter{env: env, draw: draw}
	r := env.Runner
	p.list.Runner, p.one.Runner, p.act.Runner, p.ready.Runner, p.make.Runner, p.wait.Runner, p.reach.Runner, p.offers.Runner = r, r, r, r, r, r, r, r
	return p
}

// Show brings the screen to a route.
func (p *Presenter) Show(r screen.Route) {
	p.Draft, p.more = nil, r.Arg("more") != ""
	if kind := book.CampaignKind(r.Arg("new")); kind != "" {
		p.begin(kind, r)
	}
	p.load()
	if r.ID == "" {
		p.one.Cancel() // one that was just removed is being read again
		p.Open, p.Rows = nil, nil
		p.draw()
		return
	}
	p.read(book.ID(r.ID))
}

// load reads the list.
func (p *Presenter) load() {
	b := p.env.Book
	p.list.Run(b.Campaigns.List, func(list []book.CampaignRow, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.List, p.Loaded = list, true
		p.draw()
	})
}

// read opens a campaign.
func (p *Presenter) read(id book.ID) {
	b := p.env.Book
	p.one.Run(func(ctx context.Context) (o opened, err error) {
		o.campaign, o.rows, err = b.Campaigns.Get(ctx, id)
		return o, err
	}, func(o opened, err error) {
		again := p.Open != nil && p.Open.ID == id
		switch {
		case again && book.CodeOf(err) == book.NotFound, err == nil && !o.campaign.TrashedAt.IsZero():
			p.toList() // it was removed, as by an undo
			return
		case err != nil:
			p.env.Shell.Fail(err)
			return
		}
		p.take(o)
		if p.more {
			p.more, p.Draft = false, &Draft{Draft: counsel.More(o.campaign, p.env.Printer.Tag())}
			p.offer()
		}
		if i := p.index(p.At); i < 0 {
			p.At = p.first()
		}
		p.draw()
	})
}

// Changed reads again what is no longer as it was.
func (p *Presenter) Changed(changes []book.Change) {
	for _, c := range changes {
		switch c.Entity {
		case book.EntityCampaign, book.EntityCustomer, book.EntityAll:
			p.load()
			if p.Open != nil {
				p.read(p.Open.ID)
			}
			return
		}
	}
}

// Leave ends what is under way.
func (p *Presenter) Leave() {
	p.list.Cancel()
	p.one.Cancel()
	p.ready.Cancel()
}

// Choose opens a campaign; "" goes back to the list.
func (p *Presenter) Choose(id book.ID) {
	p.env.Shell.Go(screen.Route{Screen: screen.Messages, ID: string(id)})
}

// InviteMore opens the form in which more people are invited to the open event.
func (p *Presenter) InviteMore() {
	p.env.Shell.Go(screen.Route{Screen: screen.Messages, ID: string(p.Open.ID)}.With("more", "1"))
}

// do carries an act on the open campaign out and reads it again.
func (p *Presenter) do(act func(context.Context) (book.Operation, error), said func() string) {
	p.act.Run(act, func(op book.Operation, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			p.draw()
			return
		}
		if op.ID != "" && said != nil {
			p.env.Shell.Done(said(), op)
		}
		p.load()
		if p.Open != nil {
			p.read(p.Open.ID)
		}
	})
}

// Keep keeps the words of the recipient at hand, and what they answered.
func (p *Presenter) Keep(edit func(*book.Recipient)) {
	r, ok := p.Current()
	if !ok {
		return
	}
	x := r.Recipient
	edit(&x)
	if x == r.Recipient {
		return
	}
	p.Rows[p.index(p.At)].Recipient = x
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Campaigns.SaveRecipient(ctx, x) }, nil)
}

// LeaveOut takes the recipient at hand from the list, Include brings them back.
func (p *Presenter) LeaveOut() {
	r, ok := p.Current()
	if !ok {
		return
	}
	b := p.env.Book
	p.next()
	p.do(func(ctx context.Context) (book.Operation, error) {
		return b.Campaigns.LeaveOut(ctx, r.ID, book.LeftByHand)
	}, func() string { return p.env.T("messages.left_out_done", locales.V{"Name": r.Customer.Name.Full}) })
}

// Include brings the recipient at hand back.
func (p *Presenter) Include() {
	r, ok := p.Current()
	if !ok {
		return
	}
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Campaigns.Include(ctx, r.ID) }, nil)
}

// Send opens the letter in the user's own program for its channel, ticks it off
// and logs it.
func (p *Presenter) Send(open bool) {
	r, ok := p.Current()
	if !ok || r.State != book.Waiting {
		return
	}
	if !counsel.Whole(r.Recipient) {
		p.env.Shell.Tell(p.env.T("messages.fill_first", nil))
		return
	}
	b, m, kind := p.env.Book, p.mail(), p.Open.Kind
	p.reach.Run(func(ctx context.Context) (x reached, err error) {
		if x.c, err = b.Customers.Get(ctx, r.CustomerID); err == nil {
			x.may, err = m.MayStill(ctx, kind, r.Recipient, x.c)
		}
		return x, err
	}, func(x reached, err error) {
		switch {
		case err != nil:
			p.env.Shell.Fail(err)
			return
		case !x.may.OK:
			p.env.Shell.Tell(explain.Barred(p.env.Printer, r.Customer.Name.Full, counsel.PurposeOf(kind), x.may))
			return
		case m.OffersToMourner(r.Recipient, x.c):
			p.env.Shell.Tell(p.env.T("messages.mourns_now", locales.V{"Name": r.Customer.Name.Full}))
			return
		}
		if !p.open(r, x.c, open) {
			return
		}
		p.next()
		p.do(func(ctx context.Context) (book.Operation, error) { return b.Campaigns.Send(ctx, r.ID) },
			func() string { return p.env.T("messages.sent_done", locales.V{"Name": r.Customer.Name.Full}) })
	})
}

// open gives the letter to the program of its channel, or only to the clipboard.
func (p *Presenter) open(r book.RecipientRow, c book.Customer, program bool) bool {
	text := r.Text
	if r.Subject != "" {
		text = r.Subject + "\n\n" + r.Text
	}
	if !program {
		p.env.Shell.Copy(text)
		return true
	}
	ch, ok := counsel.WrittenTo(c, r.Recipient)
	if !ok {
		p.env.Shell.Tell(p.env.T("messages.channel_gone", nil))
		return false
	}
	address, paste := reach.Letter(ch, r.Subject, r.Text)
	if paste {
		p.env.Shell.Copy(text)
	}
	if address != "" {
		p.env.Shell.OpenURL(address)
	}
	return true
}

// Attend notes whether the recipient at hand came.
func (p *Presenter) Attend(id book.ID, came bool) {
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Campaigns.Attend(ctx, id, came) }, nil)
}

// End says that nothing more is to be sent; Remove removes the campaign.
func (p *Presenter) End(open bool) {
	if p.Open == nil {
		return
	}
	b, id, said := p.env.Book, p.Open.ID, locales.ID("messages.ended")
	if open {
		said = "messages.reopened"
	}
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Campaigns.Close(ctx, id, open) },
		func() string { return p.env.T(said, nil) })
}

// Remove removes the campaign at hand.
func (p *Presenter) Remove() {
	if p.Open == nil {
		return
	}
	b, c := p.env.Book, *p.Open
	p.act.Run(func(ctx context.Context) (book.Operation, error) { return b.Campaigns.Trash(ctx, c.ID) }, func(op book.Operation, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.env.Shell.Done(p.env.T("messages.removed", locales.V{"Title": c.Title}), op)
		p.toList()
	})
}

// toList shows the list of all in the place of one that was removed.
func (p *Presenter) toList() {
	r := screen.Route{Screen: screen.Messages}
	p.env.Shell.Replace(r)
	p.Show(r)
}

// Began reports whether an event has begun, so that it can be noted who came.
func (p *Presenter) Began() bool {
	return p.Open != nil && p.Open.Kind == book.EventCampaign && !p.Open.Begins(p.env.Home).After(p.env.Now())
}

// When says on which day a campaign is meant.
func (p *Presenter) When(c book.Campaign) string {
	if c.Day.IsZero() {
		return p.env.Printer.DateNear(calendar.DateOf(c.CreatedAt.In(p.env.Home)), calendar.DateOf(p.env.Now()))
	}
	day := p.env.Printer.DateNear(c.Day, calendar.DateOf(p.env.Now()))
	if c.Minute != book.NoTime {
		day += " " + p.env.Printer.Time(c.Minute/60, c.Minute%60)
	}
	return day
}
