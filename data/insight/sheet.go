package insight

import "dragoman/data/calendar"

// sheet turns what was counted into figures.
func (t *tally) sheet() Sheet {
	s := Sheet{Period: t.periods[0], Figures: map[Measure]Figure{}}
	for _, m := range Measures() {
		s.Figures[m] = t.figure(m)
	}
	return s
}

// figure is one measure, with the period before where the book reaches back to
// it.
func (t *tally) figure(m Measure) Figure {
	g := t.sums[0].figure(m)
	if need := t.need(m); need != NeedNothing {
		return Figure{Need: need}
	}
	if !g.Known() {
		return g
	}
	if before := t.sums[1].figure(m); before.Known() && t.reaches(m) {
		g.Before, g.HasBefore = before.Value, true
	}
	return g
}

// need says what a measure waits for in the book as a whole; with it the
// figures of a period may be nothing and yet known.
func (t *tally) need(m Measure) Need {
	switch {
	case t.customers == 0:
		return NeedCustomer
	case m == Active && t.sales+t.touches == 0:
		return NeedContact
	case (m == NewBuyers || m == LostBuyers || m == Orders || m == Revenue) && t.sales == 0:
		return NeedOrder
	case m == Complaints && t.cases == 0:
		return NeedBad
	case m == LostBuyers && t.firstSale >= t.periods[0].From:
		return NeedBefore
	}
	return NeedNothing
}

// reaches reports whether the book knows enough of the period before: what the
// measure counts must have begun within its first quarter.
func (t *tally) reaches(m Measure) bool {
	first := t.firstSale
	switch m {
	case CustomersNow, Consents:
		return true
	case Active:
		earliest(&first, t.firstTouch)
	case InTouch:
		first = t.firstTouch
	case FirstReply, ReplyKept, SolveTime, SolveKept, Solved, Complaints:
		first = t.firstCase
	case Satisfaction:
		first = t.firstSatisfied
	case Promoters:
		first = t.firstAnswer
	case GreetedOn:
		first = t.firstGreeting
	}
	p := t.periods[1]
	return first != 0 && first <= p.From+calendar.Date(p.Days()/4)
}

// figure is one measure of one period by itself.
func (s *sums) figure(m Measure) Figure {
	switch m {
	case CustomersNow:
		return count(s.customers)
	case Active:
		return count(s.active)
	case NewBuyers:
		return count(s.fresh)
	case LostBuyers:
		return count(s.lost)
	case Orders:
		return count(s.orders)
	case Repeat:
		return share(Rate{s.again, s.buyers}, NeedOrder)
	case Revenue:
		if s.unrated > 0 && s.revenue == 0 && s.orders == s.unrated {
			return Figure{Need: NeedRate, Apart: s.unrated}
		}
		return Figure{Value: float64(s.revenue), All: s.orders, Apart: s.unrated}
	case Margin:
		v, ok := MarginRate(s.costed, s.cost)
		if !ok {
			return Figure{Need: NeedCost}
		}
		return Figure{Value: v, All: s.known, Apart: s.unrated}
	case GreetedOn:
		return share(s.greeted, NeedGreeting)
	case InTouch:
		return share(s.inTouch, NeedCadence)
	case Consents:
		if s.asked.Of == 0 {
			return Figure{Need: NeedConsent}
		}
		return share(s.asked, NeedConsent)
	}
	return s.service(m)
}

// service are the measures of cases and of what customers answered.
func (s *sums) service(m Measure) Figure {
	switch m {
	case FirstReply:
		return minutes(s.replies, NeedCase)
	case ReplyKept:
		return share(s.replyKept, needTarget(len(s.replies), NeedCase))
	case SolveTime:
		return minutes(s.solves, NeedSolved)
	case SolveKept:
		return share(s.solveKept, needTarget(len(s.solves), NeedSolved))
	case Solved:
		return share(s.solved, NeedBad)
	case Complaints:
		v, ok := PerHundred(s.complaints, s.orders)
		if !ok {
			return Figure{Need: NeedOrder}
		}
		return Figure{Value: v, Of: s.complaints, All: s.orders}
	case Satisfaction:
		r, _ := CSAT(s.satisfied)
		return share(r, NeedAnswer)
	case Promoters:
		v, ok := NPS(s.answers)
		if !ok {
			return Figure{Need: NeedAnswer}
		}
		return Figure{Value: v, All: len(s.answers)}
	}
	return Figure{Need: NeedTime}
}

func count(n int) Figure { return Figure{Value: float64(n), Of: n, All: n} }

func share(r Rate, need Need) Figure {
	if r.All == 0 {
		return Figure{Need: need}
	}
	return Figure{Value: r.Share(), Of: r.Of, All: r.All}
}

func minutes(list []int, need Need) Figure {
	if len(list) == 0 {
		return Figure{Need: need}
	}
	return Figure{Value: median(list), All: len(list)}
}

// needTarget is what the keeping of targets waits for.
func needTarget(n int, otherwise Need) Need {
	if n > 0 {
		return NeedTarget
	}
	return otherwise
}
