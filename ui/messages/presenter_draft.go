package messages

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// untold is why somebody is left out of a feast of a faith.
const untold = counsel.LeftUntold

// Draft is a campaign that is being prepared: what it says of itself, who it
// is for, and what has to be said in each of their languages.
type Draft struct {
	book.Campaign
	Near  *book.Concerned // whom a feast concerns
	Query string          // further conditions, or the whole audience
	By    calendar.Date   // until when more will be told, for a crisis
	Feast *almanac.Occurrence
	Own   string // what the owner writes where there is no script

	Birthday bool // for the birthdays of the audience
	Offered       // of the loyalty programme

	Feasts []planner.Coming // to choose from
	Groups []book.Segment   // to choose from

	// Of the audience as it stands.
	Count  int
	Out    int            // how many of them will be left out
	Whys   []WhyCount     // why, the most frequent first
	Needs  []Need         // what is still to be said
	Values map[Say]string // what was said
	Solemn bool           // nothing cheerful is said on that day
	Sure   bool           // it is of the draft as it stands
	Busy   bool           // it is being kept
}

// WhyCount is a reason for which some are left out.
type WhyCount struct {
	Why   book.WhyLeft
	Count int
}

// Need is what has to be said in one language before letters are whole.
type Need struct {
	Language string
	Count    int // for how many
	Slots    []string
	Offers   []Offer
}

// Say names what is said for a slot in a language.
type Say = counsel.Say

// ahead is how far feasts are looked for, in days, and mostFeasts how many are
// offered.
const (
	ahead      = 75
	mostFeasts = 60
)

// begin starts a draft from a route: of a kind and, for a greeting, of a feast.
func (p *Presenter) begin(kind book.CampaignKind, r screen.Route) {
	d := &Draft{Values: map[Say]string{}, Offered: Offered{WithPerks: true, WithGifts: true}}
	d.Kind, d.Minute, d.Query = kind, book.NoTime, r.Arg("q")
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

// feast makes a draft one for a feast.
func (p *Presenter) feast(o almanac.Occurrence, near *book.Concerned) {
	d := p.Draft
	if near == nil {
		c := (&planner.Planner{Almanac: p.env.Almanac}).ConcernedBy(o)
		near = &c
	}
	d.Feast, d.HolidayID, d.Day, d.Near, d.Query, d.Birthday = &o, o.ID, o.Date, near, "", false
	d.Title = o.Name(p.env.Printer.Tag())
	d.Solemn = o.Mood == almanac.NoWish || o.Kind == almanac.Mourning
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
	d := p.Draft
	d.Feast, d.HolidayID, d.Day, d.Near, d.Solemn, d.Birthday = nil, "", 0, nil, false, true
	d.Query, d.Title = "birthday:next14", p.env.T("messages.birthdays", nil)
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
func (p *Presenter) Saying(s Say, text string) { p.Draft.Values[s] = text }

// Said is what stands for a slot in a language: what was typed, and until then
// the title of an event, in the language of the user, in which it is written.
func (p *Presenter) Said(s Say) string { return p.sayings().For(s) }

// titled is what the title of an event says, or nothing.
func (p *Presenter) titled() Say { return p.sayings().Titled() }

// sayings are all that stands for the slots of the draft.
func (p *Presenter) sayings() counsel.Sayings {
	d := p.Draft
	return counsel.Sayings{Campaign: d.Campaign, By: d.By, Ours: p.env.Printer.Tag(), Said: maps.Clone(d.Values)}
}

// audience is whom a draft reaches.
type audience struct {
	to    []book.Recipient
	out   int
	whys  []WhyCount
	needs []Need
	perks int // how many letters can say what a tier brings
	gifts int // with how many letters points can be given
}

// look asks whom the draft reaches, and what is still to be said to them.
func (p *Presenter) look() {
	d := p.Draft
	if d == nil || d.Near == nil && strings.TrimSpace(d.Query) == "" || d.Solemn {
		return
	}
	d.Sure = false
	// What was typed is left out, so that it is asked for as long as it is wanted.
	letters, gather := p.letters(d, counsel.Sayings{Campaign: d.Campaign, By: d.By}), p.gather(*d)
	p.ready.Run(func(ctx context.Context) (audience, error) { return gather(ctx, letters) }, func(a audience, err error) {
		if p.Draft != d {
			return
		}
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		d.Count, d.Out, d.Whys, d.Needs, d.Sure = len(a.to), a.out, a.whys, a.needs, true
		d.Perks, d.Gifts = a.perks, a.gifts
		p.draw()
	})
}

// letters writes for a draft as it stands. It works on copies alone.
func (p *Presenter) letters(d *Draft, said counsel.Sayings) *counsel.Letters {
	stage := counsel.StageOf(d.Kind)
	if d.Birthday {
		stage = "birthday"
	}
	o := counsel.Occasion{Stage: stage, Feast: d.Feast, Values: said.In}
	if text := strings.TrimSpace(d.Own); text != "" {
		o.Own = culture.Script{Language: p.env.Printer.Tag(), Channel: "mail", Formality: string(culture.FormalTone), Subject: d.Title, Text: text}
	}
	return &counsel.Letters{Library: p.env.Library, Almanac: p.env.Almanac, Settings: p.env.Settings, Occasion: o}
}

// gather writes to everybody whom a draft reaches, and says who is left out.
func (p *Presenter) gather(d Draft) func(context.Context, *counsel.Letters) (audience, error) {
	b, a, now, offers := p.env.Book, p.env.Almanac, p.env.Now(), p.offering(d)
	filter := book.CustomerFilter{Text: d.Query, Concerned: d.Near}
	return func(ctx context.Context, letters *counsel.Letters) (out audience, err error) {
		day := d.Day
		if day.IsZero() {
			day = calendar.DateOf(p.env.Now())
		}
		may, err := mayBe(ctx, b, counsel.PurposeOf(d.Kind), calendar.DateOf(now))
		if err != nil {
			return out, err
		}
		if err := offers.read(ctx, b); err != nil {
			return out, err
		}
		need := map[string]*Need{}
		for x, err := range b.Customers.Bundles(ctx, filter) {
			if err != nil {
				return out, err
			}
			letters.May = func(_ book.Customer, ch book.Channel) bool { return may(x, ch).OK }
			l := letters.To(x.Customer)
			r := book.Recipient{
				ID: book.NewID(), CustomerID: x.Customer.ID, State: book.Waiting, Stated: l.Stated,
				Channel: l.Channel.Kind, Language: l.Language, Subject: l.Subject, Text: l.Text, Why: l.Why,
			}
			if d.Birthday {
				r.Day = birthday(x.Customer, day)
			}
			if r.Why == "" && d.Kind != book.CrisisCampaign && (planner.Mourns(a, x.Customer, day) || planner.Mourns(a, x.Customer, r.Day)) {
				r.Why = book.LeftMourning
			}
			if answer := may(x, l.Channel); r.Why == "" && !answer.OK {
				r.Why = book.WhyLeft(answer.Reason)
			}
			if r.Why == "" {
				offers.put(&r, want(need, l))
			}
			if d.Kind == book.EventCampaign {
				r.Diet = x.Customer.Eats()
			}
			out.to = append(out.to, r)
		}
		for i := range out.to {
			if out.to[i].Why != "" {
				out.to[i].State = book.LeftOut
				out.out++
				out.leave(out.to[i].Why)
			}
		}
		slices.SortStableFunc(out.whys, func(x, y WhyCount) int { return y.Count - x.Count })
		for _, lang := range slices.Sorted(maps.Keys(need)) {
			out.needs = append(out.needs, *need[lang])
		}
		out.perks, out.gifts = offers.perks, offers.gifts
		return out, nil
	}
}

// leave counts somebody who is left out under the reason for it.
func (a *audience) leave(why book.WhyLeft) {
	i := slices.IndexFunc(a.whys, func(w WhyCount) bool { return w.Why == why })
	if i < 0 {
		i, a.whys = len(a.whys), append(a.whys, WhyCount{Why: why})
	}
	a.whys[i].Count++
}

// want notes what is still to be said in the language of a letter.
func want(need map[string]*Need, l counsel.Letter) *Need {
	n := need[l.Language]
	if n == nil {
		n = &Need{Language: l.Language}
		need[l.Language] = n
	}
	n.Count++
	for _, slot := range l.Missing {
		if slot != "salutation" && slot != "name" && slot != "company" && !slices.Contains(n.Slots, slot) {
			n.Slots = append(n.Slots, slot)
		}
	}
	return n
}

// mayBe answers whether a customer may be written to for a purpose there.
func mayBe(ctx context.Context, b *book.Book, purpose book.Purpose, today calendar.Date) (func(book.Bundle, book.Channel) book.Answer, error) {
	s, err := b.Settings(ctx)
	return func(x book.Bundle, ch book.Channel) book.Answer {
		return book.May(s.Consent, x.Party(), book.Question{Purpose: purpose, Channel: ch.Kind, Address: book.AddressOf(ch), On: today})
	}, err
}

// Keep keeps the draft as a campaign and opens it. refused hears what of it
// cannot be kept.
func (p *Presenter) KeepDraft(refused func(error)) {
	d := p.Draft
	if d.Busy {
		return
	}
	d.Busy = true
	if d.Kind == book.CrisisCampaign && d.Situation == "" {
		for _, n := range d.Needs { // what happened, as it was said first
			if s := d.Values[Say{Language: n.Language, Slot: "situation"}]; s != "" {
				d.Situation = s
			}
		}
	}
	b, c, letters, gather := p.env.Book, d.Campaign, p.letters(d, p.sayings()), p.gather(*d)
	var op book.Operation
	words := d.words()
	p.make.Run(func(ctx context.Context) (book.Campaign, error) {
		a, err := gather(ctx, letters)
		if err != nil {
			return c, err
		}
		var kept book.Campaign
		if kept, op, err = b.Campaigns.Begin(ctx, c, a.to); err != nil {
			return kept, err
		}
		_, err = b.Loyalty.Say(ctx, words)
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
		p.env.Shell.Done(p.env.T("messages.prepared", locales.V{"Title": kept.Title}), op)
		p.env.Shell.Go(screen.Route{Screen: screen.Messages, ID: string(kept.ID)})
	})
}
