package calendar

import (
	"context"
	"slices"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/ui/internal/screen"
)

// maxConcerned is how many customers the page of a holiday names.
const maxConcerned = 8

// Reason says why a customer is concerned by a holiday, the surest first.
type Reason int

// The reasons.
const (
	ToldUs    Reason = iota // the customer told us that they keep the tradition
	Stated                  // a culture that the customer, or someone named, stated
	Default                 // only the country where they are: not told by anybody
	Everybody               // a day of the whole book
)

// Person is a customer whom a holiday concerns, and why.
type Person struct {
	book.CustomerRow
	Why Reason
}

// Apart is another day on which the same feast falls elsewhere, because the
// moon is seen there on another day or a day off is moved.
type Apart struct {
	Date   cal.Date
	Places []string // sorted codes
}

// Holiday is the page of a holiday.
type Holiday struct {
	Feast  Feast
	Method string               // how the date was found, as a code
	Source string               // and what that rests on
	Closed []string             // codes of countries and regions where offices are closed
	Kept   []string             // and of those that keep it without closing
	Apart  []Apart              // countries that keep it on another day
	Next   []almanac.Occurrence // the next three
	People []Person
	Count  int          // how many are concerned in all
	Own    *book.OwnDay // the user's record on which it rests, or nil
	Whom   book.Concerned
}

// OpenFeast opens the page of a holiday that is on the screen.
func (p *Presenter) OpenFeast(day cal.Date, f Feast) {
	p.Cursor = day
	p.openOccurrence(f.Lead)
	p.draw(Cursor)
}

// ClosePage goes back from a holiday to its day.
func (p *Presenter) ClosePage() {
	p.page.Cancel()
	p.Page = nil
	p.keepPlace()
	p.draw(Panel)
}

// ShowConcerned leads to the list of the customers concerned.
func (p *Presenter) ShowConcerned() {
	if p.Page == nil {
		return
	}
	p.env.Shell.Go(screen.Route{Screen: screen.Customers}.With("near", screen.Near(p.Page.Whom)))
}

// Greetable reports whether greetings can be prepared for the holiday at hand:
// it is one on which something is wished, and it concerns somebody.
func (p *Presenter) Greetable() bool {
	return p.Page != nil && p.Page.Count > 0 && p.Page.Feast.Lead.Greetable()
}

// PrepareGreetings leads to the form of greetings for the holiday at hand.
func (p *Presenter) PrepareGreetings() {
	if !p.Greetable() {
		return
	}
	p.env.Shell.Go(screen.Greet(p.Page.Feast.Lead, p.Page.Whom))
}

// openHoliday reads the page of a rule's occurrence on a day or after it.
func (p *Presenter) openHoliday(id string, day cal.Date) {
	a := p.env.Almanac
	lead, ok := find(a, id, day)
	if !ok {
		p.env.Shell.Fail(&book.Error{Op: "calendar.holiday", Code: book.NotFound})
		return
	}
	p.openOccurrence(lead)
}

// openOccurrence reads the page of an occurrence.
func (p *Presenter) openOccurrence(lead almanac.Occurrence) {
	b, a := p.env.Book, p.env.Almanac
	p.page.Run(func(ctx context.Context) (Holiday, error) {
		return readHoliday(ctx, b, a, lead)
	}, func(h Holiday, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.Page = &h
		p.keepPlace()
		p.draw(Panel)
	})
}

func readHoliday(ctx context.Context, b *book.Book, a *almanac.Almanac, lead almanac.Occurrence) (Holiday, error) {
	h := Holiday{Feast: Feast{Lead: lead}}
	var same []almanac.Occurrence
	for _, o := range a.Occurrences(almanac.Query{From: lead.Date, To: lead.End}) {
		if !lead.MoonSighting || o.Date == lead.Date { // who sees the moon later keeps another day
			same = append(same, o)
		}
	}
	for _, f := range feastsOn(a, lead.Date, same, Audience{}) {
		if slices.ContainsFunc(f.All, func(o almanac.Occurrence) bool {
			return o.ID == lead.ID && o.Date == lead.Date && o.Country == lead.Country
		}) {
			h.Feast = f
		}
	}
	h.Feast.Lead = lead // the page that was asked for, even among others
	h.Method, h.Source = a.Explain(lead)
	for _, o := range h.Feast.All {
		if o.Kind.Closes() {
			h.Closed = addPlace(h.Closed, o)
		} else {
			h.Kept = addPlace(h.Kept, o)
		}
	}
	h.Apart = apartFrom(a, h.Feast)
	h.Next = nextOf(a, lead, 3)
	h.Whom = concerned(a, h)
	if err := h.ownOf(ctx, b); err != nil {
		return h, err
	}
	return h, h.people(ctx, b)
}

// nearby is how many days the same feast may lie apart in two countries.
const nearby = 4

// apartFrom finds the countries that keep a feast on days of their own.
func apartFrom(a *almanac.Almanac, f Feast) []Apart {
	var out []Apart
	lead := f.Lead
	if lead.Substitute || lead.Kind == almanac.Workday {
		return nil
	}
	own := map[string]bool{}
	for _, o := range f.All {
		own[o.Country] = true
	}
	for _, o := range a.Occurrences(almanac.Query{From: lead.Date - nearby, To: lead.End + nearby, Nationwide: true}) {
		if o.Country == "" || own[o.Country] || o.Date == lead.Date || root(a, o) != root(a, lead) {
			continue
		}
		i := slices.IndexFunc(out, func(x Apart) bool { return x.Date == o.Date })
		if i < 0 {
			i = len(out)
			out = append(out, Apart{Date: o.Date})
		}
		out[i].Places = addPlace(out[i].Places, o)
	}
	return out
}

// find gives the occurrence of a rule that begins on a day, else one that goes
// on, else the first after it.
func find(a *almanac.Almanac, id string, day cal.Date) (almanac.Occurrence, bool) {
	var next, on almanac.Occurrence
	for _, o := range a.Occurrences(almanac.Query{From: day, To: day + 1100, IDs: []string{id}}) {
		switch {
		case o.Date == day:
			return o, true
		case o.On(day) && on.ID == "":
			on = o
		}
		if next.ID == "" && !o.Substitute && o.Kind != almanac.Workday {
			next = o
		}
	}
	if on.ID != "" {
		return on, true
	}
	return next, next.ID != ""
}

// nextOf lists the occurrences of the same rule after one, without days in
// lieu.
func nextOf(a *almanac.Almanac, o almanac.Occurrence, n int) []almanac.Occurrence {
	var out []almanac.Occurrence
	for _, x := range a.Occurrences(almanac.Query{From: o.End + 1, To: o.End + 1500, IDs: []string{o.ID}}) {
		if !x.Substitute && x.Kind != almanac.Workday && x.Country == o.Country && x.Region == o.Region && len(out) < n {
			out = append(out, x)
		}
	}
	return out
}

// concerned picks the customers of a holiday: by default those in the
// countries that close for it, or where its customs are common; by statement
// those of such a culture; and those who keep the tradition.
func concerned(a *almanac.Almanac, h Holiday) book.Concerned {
	c := (&planner.Planner{Almanac: a}).ConcernedBy(h.Feast.Lead)
	if c.Everybody || h.Feast.Lead.Own() || len(c.Within) > 0 {
		return c
	}
	countries := slices.Clone(c.Countries)
	for _, place := range h.Closed {
		countries = append(countries, countryOf(place))
	}
	if len(countries) == 0 {
		countries = append(countries, common[h.Feast.Lead.Tradition]...)
	}
	slices.Sort(countries)
	c.Countries = slices.Compact(countries)
	c.Cultures = c.Countries
	return c
}

// people reads the first customers concerned and counts them all. A holiday
// that picks nobody in particular concerns nobody.
func (h *Holiday) people(ctx context.Context, b *book.Book) error {
	if !h.Whom.Everybody && len(h.Whom.Countries)+len(h.Whom.Cultures)+len(h.Whom.Observances) == 0 {
		return nil
	}
	f := book.CustomerFilter{Concerned: &h.Whom}
	page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: f, Limit: maxConcerned})
	if err != nil {
		return err
	}
	for _, r := range page.Rows {
		h.People = append(h.People, Person{r, whyConcerned(r, h.Whom)})
	}
	h.Count, err = b.Customers.Count(ctx, f)
	return err
}

func whyConcerned(r book.CustomerRow, c book.Concerned) Reason {
	among := func(have, want []string) bool {
		return slices.ContainsFunc(have, func(s string) bool { return slices.Contains(want, s) })
	}
	switch {
	case c.Everybody:
		return Everybody
	case among(r.Observances, c.Observances):
		return ToldUs
	case among(r.Cultures, c.Cultures):
		return Stated
	}
	return Default
}
