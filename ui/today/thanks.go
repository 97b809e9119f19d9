package today

import (
	"context"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// How many thank-yous and changes of tier the card lists, and for how long a
// change of tier is news.
const (
	maxThanks = 4
	maxTiers  = 4
	daysTiers = 7
	dailyUpTo = 500 // members for whom the programme is brought up to date by itself
)

// Thank is an order for which a thank-you is suggested.
type Thank struct {
	Order book.OrderRow
	Why   string
}

// TierNews is a member whose tier changed lately.
type TierNews struct {
	Row  book.AccountRow
	Text string
	Up   bool
}

// sales is what the card of suggestions shows of orders and points.
type sales struct {
	thanks []Thank
	tiers  []TierNews
}

// loadSales reads whom to thank and whose tier has changed. Once a day it brings
// the programme up to date first.
func (p *Presenter) loadSales() {
	b, env, today := p.env.Book, p.env, p.state.Today
	daily := p.daily != today
	p.daily = today
	p.sales.Run(func(ctx context.Context) (out sales, err error) {
		if daily {
			if err := bringUpToDate(ctx, b); err != nil {
				return out, err
			}
		}
		rows, err := b.Orders.ToThank(ctx, maxThanks)
		if err != nil {
			return out, err
		}
		for _, r := range rows {
			why := env.T("today.thank_why", locales.V{"Day": env.Printer.DateNear(r.On, today), "Amount": env.Printer.Money(r.Total, r.Currency)})
			out.thanks = append(out.thanks, Thank{r, why})
		}
		out.tiers, err = tierNews(ctx, env, today)
		return out, err
	}, func(x sales, err error) {
		if !p.failed(err) {
			p.state.Thanks, p.state.Tiers = x.thanks, x.tiers
			p.changed()
		}
	})
}

// bringUpToDate does the work of the day for a programme that is not too large;
// a book that cannot be written is left as it is.
func bringUpToDate(ctx context.Context, b *book.Book) error {
	members, err := b.Loyalty.Members(ctx, dailyUpTo+1)
	if err != nil || len(members) == 0 || len(members) > dailyUpTo {
		return err
	}
	_, _, err = b.Loyalty.Daily(ctx)
	if book.CodeOf(err) == book.ReadOnly {
		return nil
	}
	return err
}

// tierNews lists the members whose tier changed lately, the latest first.
func tierNews(ctx context.Context, env *screen.Env, today calendar.Date) ([]TierNews, error) {
	programme, err := env.Book.Loyalty.Programme(ctx)
	if err != nil || !programme.On {
		return nil, err
	}
	rows, err := env.Book.Loyalty.TierChanges(ctx, today-daysTiers)
	var out []TierNews
	for _, r := range rows[:min(len(rows), maxTiers)] {
		now, has := programme.TierNamed(r.Tier)
		before, had := programme.TierNamed(r.TierBefore)
		n := TierNews{Row: r, Up: has && (!had || now.From > before.From)}
		v := locales.V{"Tier": now.Name, "Before": before.Name, "Day": env.Printer.DateNear(r.TierOn, today)}
		switch {
		case !has && !had:
			continue // both tiers are no longer in the programme
		case !has:
			n.Text = env.T("today.tier_none", v)
		case !had:
			n.Text = env.T("today.tier_first", v)
		case n.Up:
			n.Text = env.T("today.tier_up", v)
		default:
			n.Text = env.T("today.tier_down", v)
		}
		out = append(out, n)
	}
	return out, err
}

// Thank makes a follow-up for a thank-you, or settles that none is needed.
func (p *Presenter) Thank(o book.OrderRow, add bool) {
	b, env := p.env.Book, p.env
	var f *book.FollowUp
	told := locales.ID("today.thank_dropped")
	if add {
		told = "today.thank_added"
		f = &book.FollowUp{
			Title: env.T("today.thank_task", locales.V{"Day": env.Printer.Date(o.On)}), Kind: book.MessageTask, Due: p.state.Today,
			DueMinute: book.NoTime, Reminder: book.NoTime,
		}
	}
	env.Runner.Run(func(ctx context.Context) func() {
		op, err := b.Orders.Thank(ctx, o.ID, f)
		return func() {
			if p.failed(err) {
				return
			}
			env.Shell.Done(env.T(told, nil), op)
		}
	})
}

// thankRow is a thank-you that is suggested, or a change of tier.
type thankRow struct {
	*kit.Row
	add, drop *kit.Button
}

func (v *View) newThank() *thankRow {
	r := &thankRow{add: kit.NewButton(v.env.T("today.thank_add", nil), kit.Secondary, nil), drop: kit.NewButton(v.env.T("today.thank_drop", nil), kit.Quiet, nil)}
	r.Row = kit.NewRow(nil, "", "", nil, nil).SetMaxLines(2)
	return r
}

// renderSales draws the card of suggestions; it is there only when there is
// one.
func (v *View) renderSales(s State) {
	n := len(s.Thanks) + len(s.Tiers)
	v.thanks.card.Hidden = n == 0
	rows := v.thanks.fit(n, "")
	for i, x := range s.Thanks {
		r := rows[i]
		r.SetTitle(append([]kit.Span{{Text: v.env.T("today.thank", nil) + arrow, Style: kit.Bold}}, whoSpans(v.p.who(x.Order.Customer), kit.Body)...)...)
		r.SetSubtitleText(x.Why)
		r.SetOnTapped(v.toCard(x.Order.CustomerID))
		r.add.SetOnTapped(func() { v.p.Thank(x.Order, true) })
		r.drop.SetOnTapped(func() { v.p.Thank(x.Order, false) })
		r.SetTrailing(kit.HBox(6, r.drop, r.add))
	}
	for i, x := range s.Tiers {
		r := rows[len(s.Thanks)+i]
		r.SetTitle(whoSpans(v.p.who(x.Row.Customer), kit.Bold)...)
		r.SetSubtitleText(x.Text)
		r.SetOnTapped(v.toCard(x.Row.CustomerID))
		tint := kit.Slate
		if x.Up {
			tint = kit.Jade
		}
		r.SetTrailing(kit.NewChip(v.env.T("today.tier", nil), tint))
	}
}

// toCard leads to the orders and points of a customer.
func (v *View) toCard(id book.ID) func() {
	return func() { v.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(id), Tab: "value"}) }
}
