package insight

import (
	"dragoman/data/book"
	"dragoman/data/calendar"
)

// sums is what is counted of one period.
type sums struct {
	customers, active, fresh, lost int
	buyers, again                  int // who bought; of them on another day too
	orders, unrated                int
	revenue, costed, cost          int64
	known                          int // orders whose cost is known

	replies, solves              []int
	replyKept, solveKept, solved Rate
	complaints                   int
	greeted, inTouch, asked      Rate
	answers                      []int // from 0 to 10
	satisfied                    []int // from 1 to 5
}

// tally counts customers over a period and the one before.
type tally struct {
	f       *Facts
	periods [2]Period // this one and the one before
	before  Period    // the one before that, for who was lost then
	sums    [2]sums

	firstSale, firstTouch, firstCase, firstGreeting calendar.Date
	firstSatisfied, firstAnswer                     calendar.Date
	customers, sales, touches, cadences             int
	cases                                           int
}

func newTally(f *Facts, p Period) *tally {
	t := &tally{f: f, periods: [2]Period{p, p.Before()}}
	t.before = t.periods[1].Before()
	return t
}

// earliest keeps the earlier day.
func earliest(at *calendar.Date, d calendar.Date) {
	if d != 0 && (*at == 0 || d < *at) {
		*at = d
	}
}

// add counts one customer.
func (t *tally) add(i int) {
	c := &t.f.Customers[i]
	t.customers++
	t.sales += len(c.Sales)
	t.touches += len(c.Touches)
	if len(c.Sales) > 0 {
		earliest(&t.firstSale, c.Sales[0].On)
	}
	if len(c.Touches) > 0 {
		earliest(&t.firstTouch, c.Touches[0])
	}
	interval := c.Cadence.Longest
	if interval == 0 {
		interval = c.Cadence.Ideal
	}
	if interval > 0 {
		t.cadences++
	}
	for k := range c.Cases {
		t.addCase(&c.Cases[k])
	}
	for k := range c.Greeted {
		t.addGreeting(&c.Greeted[k])
	}
	for _, a := range c.Surveys {
		t.addAnswer(a)
	}
	t.addPeriods(c, interval)
}

// addPeriods counts a customer in this period and the one before.
func (t *tally) addPeriods(c *Customer, interval int) {
	preceding := [2]Period{t.periods[1], t.before}
	began := began(c)
	for k, p := range t.periods {
		s := &t.sums[k]
		if began <= p.To {
			s.customers++
		}
		sold := s.addSales(c.Sales, p)
		if sold || touchedIn(c.Touches, p) {
			s.active++
		}
		if !sold && bought(salesIn(c.Sales, preceding[k])) {
			s.lost++
		}
		if interval > 0 && began <= p.To {
			s.addCadence(c, interval, p.To)
		}
		if began <= p.To {
			s.asked.All++
			if c.Asked != 0 && c.Asked <= p.To {
				s.asked.Of++
			}
		}
	}
}

// began is since when we deal with a customer: the day they came into the book,
// or the first purchase or contact where that was entered later.
func began(c *Customer) calendar.Date {
	d := c.Since
	if len(c.Sales) > 0 {
		earliest(&d, c.Sales[0].On)
	}
	if len(c.Touches) > 0 {
		earliest(&d, c.Touches[0])
	}
	return d
}

// bought reports whether there is a sale that is not a return.
func bought(sales []book.SaleFact) bool {
	for _, s := range sales {
		if !s.Return {
			return true
		}
	}
	return false
}

// addSales counts what a customer bought and reports whether they did.
func (s *sums) addSales(all []book.SaleFact, p Period) bool {
	sales := salesIn(all, p)
	sold := false
	for _, x := range sales {
		if !x.Return {
			sold = true
			s.orders++
		}
		if !x.Rated {
			s.unrated++
			continue
		}
		s.revenue += x.Amount
		if x.Costed {
			s.known++
			s.costed, s.cost = s.costed+x.Amount, s.cost+x.Cost
		}
	}
	if !sold {
		return false
	}
	s.buyers++
	days, first := 0, calendar.Date(0)
	last := calendar.Date(0)
	for _, x := range all {
		if x.On > p.To || days > 1 {
			break
		}
		if x.Return || x.On == last {
			continue
		}
		if days++; days == 1 {
			first = x.On
		}
		last = x.On
	}
	if days > 1 {
		s.again++
	}
	if p.Has(first) {
		s.fresh++
	}
	return true
}

// addCadence looks whether there was contact within the agreed interval before
// a day.
func (s *sums) addCadence(c *Customer, interval int, day calendar.Date) {
	s.inTouch.All++
	last := lastBy(c.Touches, day)
	if c.Told <= day {
		last = max(last, c.Told)
	}
	if last != 0 && int(day-last) <= interval {
		s.inTouch.Of++
	}
}

// addCase counts a request or complaint by the day on which it came.
func (t *tally) addCase(c *book.CaseFact) {
	day := calendar.DateOf(c.Received.UTC())
	earliest(&t.firstCase, day)
	t.cases++
	for k, p := range t.periods {
		if p.Has(day) {
			t.sums[k].addCase(c)
		}
	}
}

func (s *sums) addCase(c *book.CaseFact) {
	if c.Complaint {
		s.complaints++
		s.solved.All++
		if c.Solved {
			s.solved.Of++
		}
	}
	if c.Replied {
		s.replies = append(s.replies, c.ReplyTook)
		keep(&s.replyKept, c.ReplyTarget, c.ReplyTook)
	}
	if c.Solved {
		s.solves = append(s.solves, c.SolveTook)
		keep(&s.solveKept, c.SolveTarget, c.SolveTook)
	}
}

// keep counts a promise, if there was one.
func keep(r *Rate, target, took int) {
	if target == 0 {
		return
	}
	r.All++
	if took <= target {
		r.Of++
	}
}

// addGreeting counts a greeting by the day on which it was due. One that is due
// and not done by the end of today is late.
func (t *tally) addGreeting(g *book.GreetingFact) {
	earliest(&t.firstGreeting, g.Due)
	if g.Due >= t.f.Today && g.DoneOn == 0 {
		return // there is time yet
	}
	for k, p := range t.periods {
		if !p.Has(g.Due) {
			continue
		}
		t.sums[k].greeted.All++
		if g.InTime() {
			t.sums[k].greeted.Of++
		}
	}
}

// addAnswer counts an answer about satisfaction by its day.
func (t *tally) addAnswer(a book.SurveyFact) {
	first, list := &t.firstSatisfied, func(s *sums) *[]int { return &s.satisfied }
	if a.Measure == book.NPS {
		first, list = &t.firstAnswer, func(s *sums) *[]int { return &s.answers }
	}
	earliest(first, a.On)
	for k, p := range t.periods {
		if p.Has(a.On) {
			l := list(&t.sums[k])
			*l = append(*l, a.Score)
		}
	}
}
