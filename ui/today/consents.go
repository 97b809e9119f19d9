package today

import (
	"context"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// A yes that runs out within daysConsent is told of, the first maxConsents.
const (
	daysConsent = 30
	maxConsents = 4
)

// Consents are the yeses that run out soon.
type Consents struct {
	Rows  []book.Expiry // the first of them
	Total int
}

// loadConsents reads the yeses that run out soon.
func (p *Presenter) loadConsents() {
	b := p.env.Book
	p.consents.Run(func(ctx context.Context) (*Consents, error) {
		rows, err := b.Consents.Expiring(ctx, daysConsent)
		if err != nil {
			return nil, err
		}
		return &Consents{rows[:min(len(rows), maxConsents)], len(rows)}, nil
	}, func(c *Consents, err error) {
		if !p.failed(err) {
			p.state.Consents = c
			p.changed()
		}
	})
}

// ConsentText says what runs out and when.
func (p *Presenter) ConsentText(x book.Expiry) string {
	return p.env.T("today.consent_until", locales.V{
		"Purpose": allow.Purpose(p.env.Printer, x.Purpose), "Date": p.env.Printer.DateNear(x.Expires, p.state.Today),
	})
}

// AskAgain opens a follow-up to ask for the consent again, before it runs out.
func (p *Presenter) AskAgain(x book.Expiry) {
	title := p.env.T("today.consent_title", locales.V{"Purpose": allow.Purpose(p.env.Printer, x.Purpose)})
	p.env.Shell.Go(screen.Route{Screen: screen.FollowUps}.With("new", "1").With("customer", string(x.Customer.ID)).
		With("date", p.state.Today.String()).With("title", title))
}

// barred asks who among customers with a birthday refused to be greeted.
func barred(ctx context.Context, b *book.Book, rows []book.Upcoming) (map[book.ID]book.Answer, error) {
	ids := make([]book.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.Customer.ID
	}
	answers, err := b.Consents.May(ctx, ids, book.Question{Purpose: book.Greetings})
	for id, a := range answers {
		if a.OK {
			delete(answers, id)
		}
	}
	return answers, err
}

// BarredText says that somebody is not to be greeted, and why; "" when they
// may be.
func (p *Presenter) BarredText(id book.ID) string {
	if p.state.Dates == nil {
		return ""
	}
	a, ok := p.state.Dates.Barred[id]
	if !ok {
		return ""
	}
	return p.env.T("today.no_greeting", locales.V{"Why": allow.Why(p.env.Printer, a)})
}

// callable leaves out who refused to be called.
func callable(ctx context.Context, b *book.Book, list []book.CustomerRow) ([]book.CustomerRow, error) {
	ids := make([]book.ID, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	answers, err := b.Consents.May(ctx, ids, book.Question{Purpose: book.Service, Channel: book.Phone})
	if err != nil {
		return nil, err
	}
	var out []book.CustomerRow
	for _, c := range list {
		if answers[c.ID].OK {
			out = append(out, c)
		}
	}
	return out, nil
}

// consentRow is a yes that runs out soon.
type consentRow struct {
	*kit.Row
	ask *kit.Button
}

func (v *View) newConsent() *consentRow {
	r := &consentRow{ask: kit.NewButton(v.env.T("today.consent_ask", nil), kit.Secondary, nil)}
	r.Row = kit.NewRow(nil, "", "", r.ask, nil).SetMaxLines(1)
	return r
}

// renderConsents draws the card; it is there only when something runs out.
func (v *View) renderConsents(s State) {
	v.consents.card.Hidden = s.Consents == nil || s.Consents.Total == 0
	if v.consents.card.Hidden {
		return
	}
	rows := v.consents.fit(len(s.Consents.Rows), "")
	for i, x := range s.Consents.Rows {
		r := rows[i]
		who := v.p.who(&x.Customer)
		who.Place = ""
		r.SetTitle(whoSpans(who, kit.Bold)...)
		r.SetSubtitleText(v.p.ConsentText(x))
		r.ask.SetOnTapped(func() { v.p.AskAgain(x) })
		route := screen.Route{Screen: screen.Customers, ID: string(x.Customer.ID), Tab: "privacy"}
		r.SetOnTapped(func() { v.env.Shell.Go(route) })
	}
	v.consents.more(s.Consents.Total-len(s.Consents.Rows), v.env)
}
