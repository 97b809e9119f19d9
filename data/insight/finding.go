package insight

import (
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// FindingKind names what stands out.
type FindingKind string

// The findings.
const (
	FoundLost     FindingKind = "at_risk"     // N customers are away for more than twice their own rhythm; Money they brought in two years
	FoundBest     FindingKind = "cannot_go"   // N of the best have not come for long
	FoundRepeat   FindingKind = "repeat_fell" // the repeat rate of Group fell from Before to Value
	FoundMargin   FindingKind = "margin_fell" // the margin fell from Before to Value
	FoundLate     FindingKind = "late_day"    // N of Of late first replies of Group came in on Weekday, a working day there
	FoundCause    FindingKind = "cause"       // N of Of complaints have the cause Text
	FoundGreeting FindingKind = "greetings"   // N of Of greetings were late
	FoundOnce     FindingKind = "bought_once" // N bought once, and nobody was in touch since
	FoundCold     FindingKind = "cold"        // N who bought within the year heard nothing for longer than agreed
	FoundFew      FindingKind = "few"         // N customers bring Value of the revenue
	FoundApart    FindingKind = "apart"       // N orders of Of customers have no rate and stand in no sum
)

// Finding is something that stands out, with its numbers and the customers
// behind it.
type Finding struct {
	Kind    FindingKind
	By      By     // of what Group is
	Group   string // "" for the whole book
	N, Of   int
	Value   float64
	Before  float64
	Money   int64
	Weekday time.Weekday
	Text    string // as the user wrote it
	Who     []book.ID
}

// Question is what findings look at.
type Question struct {
	*Facts
	Model  *Model
	Period Period
	Who    []int // places of the customers
	// Works tells whether a day of the week is a working day in a country; nil
	// when nobody knows. Home is the country of the owner, or "".
	Works func(country string, day calendar.Date) bool
	Home  string
	Zone  *time.Location // of the owner
}

// Findings lists what stands out, the weightiest first.
func Findings(q Question) []Finding {
	finders := []func(Question) []Finding{losing, best, repeatFell, lateDays, causes, lateGreetings, cold, boughtOnce, marginFell, few, apart}
	found := make([][]Finding, len(finders))
	shared(len(finders), func(i int) { found[i] = finders[i](q) })
	return slices.Concat(found...)
}

// How much it takes for something to stand out.
const (
	leastPeople   = 3    // customers, for most findings
	leastBuyers   = 10   // in each period, before rates of groups are compared
	fellPoints    = 0.10 // by which a repeat rate must have fallen
	marginPoints  = 0.03
	leastLate     = 4   // late replies of a country
	lateShare     = 0.4 // of them on one day of the week; one in seven is chance
	causeShare    = 0.3
	greetingShare = 0.1
	fewCustomers  = 5
	fewShare      = 0.4
	fewBuyers     = 20
	onceFrom      = 45 // days since a single purchase
	onceTo        = 365
)

// each calls do with every customer in question.
func (q Question) each(do func(c *Customer)) {
	for _, i := range q.Who {
		do(&q.Customers[i])
	}
}

// losing finds who has been away for more than twice their own rhythm.
func losing(q Question) []Finding {
	x := Finding{Kind: FoundLost}
	two := Period{(q.Today + 1).AddMonths(-24), q.Today}
	q.each(func(c *Customer) {
		if RhythmOf(purchaseDays(c.Sales, q.Today)).Overdue(q.Today) {
			x.Who = append(x.Who, c.ID)
			x.Money += spent(salesIn(c.Sales, two))
		}
	})
	x.N = len(x.Who)
	return some(x, leastPeople)
}

// some is the finding when it concerns enough customers.
func some(x Finding, least int) []Finding {
	if x.N < least {
		return nil
	}
	return []Finding{x}
}

// best finds who were among the best and are nearly lost.
func best(q Question) []Finding {
	x := Finding{Kind: FoundBest}
	q.each(func(c *Customer) {
		if s, ok := q.Model.ScoreOf(c); ok && PlaceOf(s.R, s.Worth()) == CannotGo {
			x.Who = append(x.Who, c.ID)
			x.Money += spent(c.Sales)
		}
	})
	x.N = len(x.Who)
	if q.Model.Buyers < fewBuyers {
		return nil // a fifth of few is nobody in particular
	}
	return some(x, 1)
}

// sold counts what customers bought in the period and the one before.
func (q Question) sold(who []int) (out [2]sums) {
	for k, p := range []Period{q.Period, q.Period.Before()} {
		for _, i := range who {
			out[k].addSales(q.Customers[i].Sales, p)
		}
	}
	return out
}

// repeatFell finds cultures and countries that come back less than they did.
func repeatFell(q Question) []Finding {
	var out []Finding
	for _, by := range []By{ByCulture, ByCountry} {
		for _, g := range q.Groups(by, q.Who) {
			if g.Key == "" {
				continue
			}
			sold := q.sold(g.Who)
			now, before := Rate{sold[0].again, sold[0].buyers}, Rate{sold[1].again, sold[1].buyers}
			if now.All < leastBuyers || before.All < leastBuyers || before.Share()-now.Share() < fellPoints {
				continue
			}
			x := Finding{Kind: FoundRepeat, By: by, Group: g.Key, Value: now.Share(), Before: before.Share(), Of: now.All}
			for _, i := range g.Who {
				c := &q.Customers[i]
				if bought(salesIn(c.Sales, q.Period)) && len(purchaseDays(c.Sales, q.Period.To)) == 1 {
					x.Who = append(x.Who, c.ID)
				}
			}
			x.N = len(x.Who)
			out = append(out, x)
		}
		if len(out) > 0 {
			return out // a country says again what its culture said
		}
	}
	return out
}

// lateDays finds countries whose late first replies came in on one day of the
// week more than on the others, a day on which they work and we do not.
func lateDays(q Question) []Finding {
	if q.Works == nil {
		return nil
	}
	var out []Finding
	for _, g := range q.Groups(ByCountry, q.Who) {
		if g.Key == "" || g.Key == q.Home {
			continue
		}
		var late [7][]book.ID
		n := 0
		for _, i := range g.Who {
			for _, x := range q.Customers[i].Cases {
				day := calendar.DateOf(x.Received.In(q.Zone))
				if q.Period.Has(day) && x.Replied && x.ReplyTarget > 0 && x.ReplyTook > x.ReplyTarget {
					n++
					if q.Works(g.Key, day) && !q.Works(q.Home, day) {
						late[day.Weekday()] = append(late[day.Weekday()], q.Customers[i].ID)
					}
				}
			}
		}
		for w, who := range late {
			if n >= leastLate && float64(len(who)) >= lateShare*float64(n) {
				out = append(out, Finding{Kind: FoundLate, By: ByCountry, Group: g.Key, N: len(who), Of: n, Weekday: time.Weekday(w), Who: unique(who)})
			}
		}
	}
	return out
}

// unique keeps the first of equal ids.
func unique(ids []book.ID) []book.ID {
	seen := map[book.ID]bool{}
	return slices.DeleteFunc(ids, func(id book.ID) bool {
		was := seen[id]
		seen[id] = true
		return was
	})
}
