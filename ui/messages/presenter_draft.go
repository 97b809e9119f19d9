package messages

import (
	"context"
	"slices"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// Draft is a campaign that is being prepared, and whom it reaches as it stands.
type Draft struct {
	counsel.Draft

	Feasts []planner.Coming // to choose from
	Groups []book.Segment   // to choose from

	Count            int
	counsel.Audience      // but for whom it goes to
	Sure             bool // it is of the draft as it stands
	Busy             bool // it is being kept
}

// ahead is how far feasts are looked for, in days, and mostFeasts how many are
// offered.
const (
	ahead      = 75
	mostFeasts = 60
)

// mail prepares what is written, as things are now.
func (p *Presenter) mail() counsel.Mail {
	e := p.env
	return counsel.Mail{Book: e.Book, Library: e.Library, Almanac: e.Almanac, Settings: e.Settings, Now: e.Now()}
}

// begin starts a draft from a route: of a kind and, for a greeting, of a feast.
func (p *Presenter) begin(kind book.CampaignKind, r screen.Route) {
	d := &Draft{Draft: counsel.NewDraft(kind, p.env.Printer.Tag())}
	d.Query = r.Arg("q")
	if near, ok := screen.NearOf(r.Arg("near")); ok {
		d.Near = &near
	}
	p.Draft = d
	if day, err := calendar.ParseDate(r.Arg("day")); err == nil && r.Arg("holiday") != "" {
		for _, o := range p.env.Almanac.Occurrences(almanac.Query{From: day, To: day, IDs: []string{r.Arg("holiday")}}) {
			if o.Date == day {
				p.feast(o, d.Near)
				break
			}
		}
	}
	p.offer()
	if r.Arg("birthdays") != "" {
		p.Birthdays()
		return
	}
	p.look()
}

// offer reads what there is to choose from.
func (p *Presenter) offer() {
	b, d := p.env.Book, p.Draft
	today := calendar.DateOf(p.env.Now())
	plan := p.env.Planner()
	p.offers.Run(func(ctx context.Context) (o offered, err error) {
		if o.groups, err = b.Segments.List(ctx); err != nil || d.Kind != book.GreetingCampaign || plan == nil {
			return o, err
		}
		if o.feasts, err = plan.Coming(ctx, b.Customers, today, ahead, mostFeasts); err != nil {
			return o, err
		}
		// Those on which something is wished come first.
		slices.SortStableFunc(o.feasts, func(x, y planner.Coming) int {
			return quiet(plan.Almanac, x) - quiet(plan.Almanac, y)
		})
		return o, nil
	}, func(o offered, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		if p.Draft != nil {
			p.Draft.Feasts, p.Draft.Groups = o.feasts, o.groups
			p.draw()
		}
	})
}

type offered struct {
	feasts []planner.Coming
	groups []book.Segment
}

// quiet is 1 for a feast on which nothing is wished, else 0.
func quiet(a *almanac.Almanac, c planner.Coming) int {
	if len(a.Wishes(c.ID, c.Occurrence, c.Date)) > 0 {
		return 0
	}
	return 1
}

// feast makes the draft one for a feast.
func (p *Presenter) feast(o almanac.Occurrence, near *book.Concerned) {
	if near == nil {
		c := (&planner.Planner{Almanac: p.env.Almanac}).ConcernedBy(o)
		near = &c
	}
	p.Draft.Greet(o, *near)
}

// ChooseFeast takes one of those that are offered.
func (p *Presenter) ChooseFeast(i int) {
	c := p.Draft.Feasts[i]
	p.feast(c.Occurrence, &c.Concerned)
	p.look()
	p.draw()
}

// Birthdays makes the draft one for the birthdays of the next two weeks.
func (p *Presenter) Birthdays() {
	p.Draft.Congratulate(p.env.T("messages.birthdays", nil))
	p.look()
	p.draw()
}

// Edit changes the draft and asks anew whom it reaches.
func (p *Presenter) Edit(edit func(*Draft)) {
	edit(p.Draft)
	p.Draft.Sure = false
	p.wait.Run(typing, p.look)
}

// typing is how long it is waited while the user types.
const typing = 250 * time.Millisecond

// Saying takes what is said for a slot in a language.
func (p *Presenter) Saying(s counsel.Say, text string) { p.Draft.Values[s] = text }

// look asks whom the draft reaches, and what is still to be said to them.
func (p *Presenter) look() {
	d := p.Draft
	if d == nil || !d.Addressed() || d.Solemn() {
		return
	}
	d.Sure = false
	p.ready.Run(p.mail().Open(&d.Draft), func(a counsel.Audience, err error) {
		if p.Draft != d {
			return
		}
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		d.Count, d.Sure = len(a.To), true
		a.To = nil
		d.Audience = a
		p.draw()
	})
}

// KeepDraft keeps the draft as a campaign and opens it. refused hears what of it
// cannot be kept.
func (p *Presenter) KeepDraft(refused func(error)) {
	d := p.Draft
	if d.Busy {
		return
	}
	d.Busy = true
	var op book.Operation
	write := p.mail().Write(&d.Draft)
	p.make.Run(func(ctx context.Context) (kept book.Campaign, err error) {
		kept, op, err = write(ctx)
		return kept, err
	}, func(kept book.Campaign, err error) {
		d.Busy = false
		if err != nil {
			if book.CodeOf(err) == book.Invalid {
				refused(err)
			} else {
				p.env.Shell.Fail(err)
			}
			return
		}
		p.Draft = nil
		said := locales.ID("messages.prepared")
		if d.ID != "" {
			said = "messages.more_invited"
		}
		p.env.Shell.Done(p.env.T(said, locales.V{"Title": kept.Title}), op)
		p.env.Shell.Go(screen.Route{Screen: screen.Messages, ID: string(kept.ID)})
	})
}
