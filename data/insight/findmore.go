package insight

import (
	"cmp"
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// causes finds the cause that most complaints of the period have.
func causes(q Question) []Finding {
	by, all := map[string][]book.ID{}, 0
	q.each(func(c *Customer) {
		for _, x := range c.Cases {
			if x.Complaint && q.Period.Has(calendar.DateOf(x.Received.UTC())) {
				all++
				if x.Cause != "" {
					by[x.Cause] = append(by[x.Cause], c.ID)
				}
			}
		}
	})
	top := ""
	for cause, who := range by {
		if top == "" || len(who) > len(by[top]) || len(who) == len(by[top]) && cause < top {
			top = cause
		}
	}
	n := len(by[top])
	if float64(n) < causeShare*float64(all) {
		return nil
	}
	return some(Finding{Kind: FoundCause, N: n, Of: all, Text: top, Who: unique(by[top])}, leastPeople)
}

// lateGreetings finds greetings of the period that were sent late or not.
func lateGreetings(q Question) []Finding {
	x := Finding{Kind: FoundGreeting}
	q.each(func(c *Customer) {
		for _, g := range c.Greeted {
			if !q.Period.Has(g.Due) || g.Due >= q.Today && g.DoneOn == 0 {
				continue
			}
			x.Of++
			if !g.InTime() {
				x.N++
				x.Who = append(x.Who, c.ID)
			}
		}
	})
	x.Who = unique(x.Who)
	if float64(x.N) < greetingShare*float64(x.Of) {
		return nil
	}
	return some(x, leastPeople)
}

// boughtOnce finds who bought once, some time ago, and was left alone since.
func boughtOnce(q Question) []Finding {
	x := Finding{Kind: FoundOnce}
	q.each(func(c *Customer) {
		days := purchaseDays(c.Sales, q.Today)
		if len(days) != 1 || q.Today-days[0] < onceFrom || q.Today-days[0] > onceTo {
			return
		}
		if lastBy(c.Touches, q.Today) > days[0] || c.Told > days[0] {
			return
		}
		x.Who = append(x.Who, c.ID)
	})
	x.N = len(x.Who)
	return some(x, leastPeople)
}

// cold finds who bought within the year and has not heard from us for longer
// than was agreed.
func cold(q Question) []Finding {
	x := Finding{Kind: FoundCold}
	year := LastYear.Period(q.Today)
	q.each(func(c *Customer) {
		interval := cmp.Or(c.Cadence.Longest, c.Cadence.Ideal)
		if interval == 0 || !bought(salesIn(c.Sales, year)) {
			return
		}
		last := max(lastBy(c.Touches, q.Today), c.Told)
		if last == 0 || int(q.Today-last) > interval {
			x.Who = append(x.Who, c.ID)
			x.Money += spent(salesIn(c.Sales, year))
		}
	})
	x.N = len(x.Who)
	return some(x, leastPeople)
}

// marginFell finds that less is left of the sales than in the period before.
func marginFell(q Question) []Finding {
	sold := q.sold(q.Who)
	now, ok := MarginRate(sold[0].costed, sold[0].cost)
	before, had := MarginRate(sold[1].costed, sold[1].cost)
	if !ok || !had || sold[0].known < leastBuyers || sold[1].known < leastBuyers || before-now < marginPoints {
		return nil
	}
	x := Finding{Kind: FoundMargin, Value: now, Before: before, Of: sold[0].known}
	// Behind it stand those whose own margin lies below what it was before.
	q.each(func(c *Customer) {
		var s sums
		s.addSales(c.Sales, q.Period)
		if r, ok := MarginRate(s.costed, s.cost); ok && r < before {
			x.Who = append(x.Who, c.ID)
		}
	})
	x.N = len(x.Who)
	return []Finding{x}
}

// few finds that a handful of customers bring much of the revenue.
func few(q Question) []Finding {
	type one struct {
		id  book.ID
		sum int64
	}
	var all []one
	total := int64(0)
	q.each(func(c *Customer) {
		if n := spent(salesIn(c.Sales, q.Period)); n > 0 {
			all = append(all, one{c.ID, n})
			total += n
		}
	})
	if len(all) < fewBuyers {
		return nil
	}
	slices.SortFunc(all, func(a, b one) int { return cmp.Or(cmp.Compare(b.sum, a.sum), cmp.Compare(a.id, b.id)) })
	x := Finding{Kind: FoundFew, N: fewCustomers, Of: len(all)}
	for _, o := range all[:fewCustomers] {
		x.Who = append(x.Who, o.id)
		x.Money += o.sum
	}
	if x.Value = float64(x.Money) / float64(total); x.Value < fewShare {
		return nil
	}
	return []Finding{x}
}

// apart finds orders that stand in no sum, since their currency has no rate.
func apart(q Question) []Finding {
	x := Finding{Kind: FoundApart}
	q.each(func(c *Customer) {
		n := 0
		for _, s := range salesIn(c.Sales, q.Period) {
			if !s.Rated {
				n++
			}
		}
		if n > 0 {
			x.N += n
			x.Who = append(x.Who, c.ID)
		}
	})
	x.Of = len(x.Who)
	return some(x, 1)
}
