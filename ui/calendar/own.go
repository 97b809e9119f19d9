package calendar

import (
	"context"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/ui/internal/screen"
)

// Own is the list of the days that the user entered.
const Own Mode = "own"

// loadOwn reads the user's own days.
func (p *Presenter) loadOwn() {
	p.days.Cancel()
	p.births.Cancel()
	p.year.Cancel()
	b := p.env.Book
	p.own.Run(b.OwnDays.List, func(rows []book.OwnDayRow, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.Own, p.OwnRead = rows, true
		p.draw(Head | Body | Panel)
	})
}

// RemoveOwn removes an own day and offers to undo that.
func (p *Presenter) RemoveOwn(id book.ID) {
	b := p.env.Book
	p.env.Runner.Run(func(ctx context.Context) func() {
		op, err := b.OwnDays.Trash(ctx, id)
		return func() {
			if err != nil {
				p.env.Shell.Fail(err)
				return
			}
			p.env.Shell.Done(p.env.T("own.removed", nil), op)
		}
	})
}

// ShowOwn leads to the list of own days; Back returns.
func (p *Presenter) ShowOwn() {
	p.env.Shell.Go(screen.Route{Screen: screen.Calendar, Tab: string(Own)}.With("date", p.Cursor.String()))
}

// ownOf finds the user's record on which the open page rests.
func (h *Holiday) ownOf(ctx context.Context, b *book.Book) error {
	if h.Feast.Lead.OwnID == "" {
		return nil
	}
	d, err := b.OwnDays.Get(ctx, book.ID(h.Feast.Lead.OwnID))
	if err == nil {
		h.Own = &d
	}
	return err
}

// canAnnounce reports whether a date may be entered for an occurrence: for any
// feast of the almanac itself.
func canAnnounce(o almanac.Occurrence) bool {
	return !o.Own() && !o.Substitute && o.Kind != almanac.Workday
}

// nearestOf gives the occurrence of a rule that begins nearest to a day, in the
// same country: after a change its date may be another one.
func nearestOf(a *almanac.Almanac, id, country, region string, day cal.Date) (almanac.Occurrence, bool) {
	var best almanac.Occurrence
	for _, o := range a.Occurrences(almanac.Query{From: day - 40, To: day + 40, IDs: []string{id}}) {
		if o.Substitute || o.Kind == almanac.Workday || o.Country != country || o.Region != region {
			continue
		}
		if best.ID == "" || away(o, day) < away(best, day) {
			best = o
		}
	}
	return best, best.ID != ""
}

func away(o almanac.Occurrence, day cal.Date) cal.Date { return max(o.Date-day, day-o.Date) }

// again reads the open page anew after its holiday may have moved or gone.
func (p *Presenter) again() {
	l := p.Page.Feast.Lead
	if o, ok := nearestOf(p.env.Almanac, l.ID, l.Country, l.Region, l.Date); ok {
		if o.Date != l.Date && p.Cursor == l.Date {
			p.Cursor, p.Month = o.Date, firstOf(o.Date)
		}
		p.openOccurrence(o)
		return
	}
	if _, ok := p.env.Almanac.Rule(l.ID); ok && l.OwnID == "" {
		p.openHoliday(l.ID, l.Date)
		return
	}
	p.ClosePage()
}

// Closing is a customer, or an organisation with its people, who is closed on
// a day.
type Closing struct {
	almanac.Occurrence
	Customer book.CustomerRow
}

// closings finds the closings of single customers in a span.
func closings(a *almanac.Almanac, rows []book.OwnDayRow, from, to cal.Date) []Closing {
	var parties []string
	who := map[string]book.CustomerRow{}
	for _, r := range rows {
		if r.Sort == book.ClosingDay && r.Customer != nil {
			parties = append(parties, string(r.CustomerID))
			who[string(r.CustomerID)] = *r.Customer
		}
	}
	if len(parties) == 0 {
		return nil
	}
	var out []Closing
	for _, o := range a.Occurrences(almanac.Query{From: from, To: to, Traditions: []string{"none"}, Parties: parties}) {
		if c, ok := who[o.Party()]; ok {
			out = append(out, Closing{o, c})
		}
	}
	return out
}
