package insight

import (
	"fmt"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// today is the day of the tests.
var today = calendar.NewDate(2026, 11, 26)

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// sale is an order of an amount whose cost is 60 %.
func sale(on string, amount int64) book.SaleFact {
	return book.SaleFact{On: day(on), Amount: amount, Cost: amount * 6 / 10, Costed: true, Rated: true}
}

// person makes a customer who is in the book since 2020.
func person(id, country string, sales ...book.SaleFact) Customer {
	c := Customer{CustomerFact: book.CustomerFact{ID: book.ID(id), Country: country, Since: day("2020-01-01")}, Sales: sales}
	if country != "" {
		c.Cultures = []string{country}
	}
	return c
}

func factsOf(cs ...Customer) *Facts { return NewFacts(today, "EUR", cs) }

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		span         Span
		from, to     string
		before, upTo string
	}{
		{LastYear, "2025-11-27", "2026-11-26", "2024-11-27", "2025-11-26"},
		{LastQuarter, "2026-08-27", "2026-11-26", "2026-05-27", "2026-08-26"},
		{LastMonth, "2026-10-27", "2026-11-26", "2026-09-27", "2026-10-26"},
		{WholeYear, "2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"},
		{ThisYear, "2026-01-01", "2026-11-26", "2025-02-05", "2025-12-31"}, // as many days
	} {
		p := c.span.Period(today)
		b := p.Before()
		if p.From != day(c.from) || p.To != day(c.to) || b.From != day(c.before) || b.To != day(c.upTo) {
			t.Errorf("%s: %s to %s after %s to %s", c.span, p.From, p.To, b.From, b.To)
		}
	}
}

// An empty book has no figure at all, and says what each waits for.
func TestEmptyBook(t *testing.T) {
	f := factsOf()
	s := f.Sheet(LastYear.Period(today), nil)
	for _, m := range Measures() {
		if g := s.Figures[m]; g.Known() || g.Need != NeedCustomer {
			t.Errorf("%s of an empty book is %+v", m, g)
		}
	}
	m := NewModel(f)
	if got := Findings(Question{Facts: f, Model: m, Period: s.Period}); len(got) != 0 {
		t.Errorf("something stands out in an empty book: %+v", got)
	}
	c := person("a", "JP")
	v := m.Value(&c)
	for _, g := range []Figure{v.Revenue, v.Total, v.Margin, v.Growth, v.Share, v.Next} {
		if g.Known() {
			t.Errorf("a figure of somebody who bought nothing: %+v", g)
		}
	}
	if v.Life.Need != NeedOrder || v.Bought() {
		t.Errorf("%+v", v.Life)
	}
}

func TestSheet(t *testing.T) {
	back := sale("2026-03-01", -50)
	back.Return, back.Cost = true, -30
	foreign := book.SaleFact{On: day("2026-05-01")}
	a := person("a", "JP", sale("2025-01-10", 100), sale("2026-02-10", 200), back, foreign)
	b := person("b", "JP", sale("2025-03-10", 300)) // bought before, not now
	c := person("c", "SA", sale("2026-10-01", 400)) // new
	d := person("d", "")
	d.Touches = []calendar.Date{day("2025-02-01"), day("2026-11-01")}
	d.Cadence.Longest = 30
	d.Greeted = []book.GreetingFact{
		{Due: day("2026-03-20"), DoneOn: calendar.NewDate(2026, 3, 20)},
		{Due: day("2026-04-20"), DoneOn: calendar.NewDate(2026, 4, 21)},
		{Due: day("2026-06-20")},
		{Due: today}, // there is time yet
	}
	d.Cases = []book.CaseFact{
		{Complaint: true, Received: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), Replied: true, ReplyTarget: 60, ReplyTook: 30, Solved: true, SolveTook: 500},
		{Received: time.Date(2026, 6, 2, 9, 0, 0, 0, time.UTC), Replied: true, ReplyTarget: 60, ReplyTook: 90},
		{Complaint: true, Received: time.Date(2026, 6, 3, 9, 0, 0, 0, time.UTC)},
	}
	f := factsOf(a, b, c, d)
	s := f.Sheet(LastYear.Period(today), f.Everybody())
	for _, x := range []struct {
		m      Measure
		value  float64
		of     int
		all    int
		before float64 // -1 for none
	}{
		{CustomersNow, 4, 4, 4, 4},
		{Active, 3, 3, 3, 3},
		{NewBuyers, 1, 1, 1, 2},
		{LostBuyers, 1, 1, 1, 0},
		{Repeat, 0.5, 1, 2, 0},
		{Orders, 3, 3, 3, 2},
		{Revenue, 550, 0, 3, 400},
		{Margin, 0.4, 0, 3, 0.4},
		{FirstReply, 60, 0, 2, -1},
		{ReplyKept, 0.5, 1, 2, -1},
		{SolveTime, 500, 0, 1, -1},
		{Solved, 0.5, 1, 2, -1},
		{Complaints, 100 * 2.0 / 3, 2, 3, -1},
		{GreetedOn, 1.0 / 3, 1, 3, -1},
		{InTouch, 1, 1, 1, 0},
	} {
		g := s.Figures[x.m]
		if !g.Known() || g.Value != x.value || g.All != x.all || x.of != 0 && g.Of != x.of || g.HasBefore != (x.before >= 0) || g.HasBefore && g.Before != x.before {
			t.Errorf("%s is %+v, want %+v", x.m, g, x)
		}
	}
	if g := s.Figures[Revenue]; g.Apart != 1 {
		t.Errorf("orders without a rate: %+v", g)
	}
	for m, need := range map[Measure]Need{SolveKept: NeedTarget, Satisfaction: NeedAnswer, Promoters: NeedAnswer, Consents: NeedConsent} {
		if g := s.Figures[m]; g.Need != need {
			t.Errorf("%s waits for %q, want %q", m, g.Need, need)
		}
	}
}

// Answers count in the period of their day, each measure by itself, and are set
// beside the period before where there were answers by its first quarter.
func TestSatisfactionSheet(t *testing.T) {
	answer := func(m book.SurveyMeasure, on string, score int) book.SurveyFact {
		return book.SurveyFact{Measure: m, Score: score, On: day(on)}
	}
	for _, x := range []struct {
		name    string
		answers []book.SurveyFact
		csat    Figure
		nps     Figure
	}{
		{"nobody was asked", nil, Figure{Need: NeedAnswer}, Figure{Need: NeedAnswer}},
		{
			"one measure",
			[]book.SurveyFact{answer(book.CSAT, "2026-03-01", 4), answer(book.CSAT, "2026-04-01", 3)},
			Figure{Value: 0.5, Of: 1, All: 2},
			Figure{Need: NeedAnswer},
		},
		{"only before", []book.SurveyFact{answer(book.NPS, "2025-01-01", 10)}, Figure{Need: NeedAnswer}, Figure{Need: NeedAnswer}},
		{"both periods", []book.SurveyFact{
			answer(book.CSAT, "2024-12-01", 2), answer(book.NPS, "2024-12-01", 10), answer(book.NPS, "2025-11-26", 6),
			answer(book.CSAT, "2025-11-27", 5), answer(book.NPS, "2026-03-01", 9), answer(book.NPS, "2026-11-26", 8),
		}, Figure{Value: 1, Of: 1, All: 1, HasBefore: true}, Figure{Value: 50, All: 2, HasBefore: true}},
		{
			"too late in the period before",
			[]book.SurveyFact{answer(book.NPS, "2025-08-01", 10), answer(book.NPS, "2026-03-01", 0)},
			Figure{Need: NeedAnswer},
			Figure{Value: -100, All: 1},
		},
	} {
		c, other := person("a", "JP"), person("b", "SA")
		c.Surveys = x.answers
		f := factsOf(c, other)
		p := LastYear.Period(today)
		if s := f.Sheet(p, f.Everybody()); s.Figures[Satisfaction] != x.csat || s.Figures[Promoters] != x.nps {
			t.Errorf("%s: satisfaction %+v, NPS %+v", x.name, s.Figures[Satisfaction], s.Figures[Promoters])
		}
		for _, r := range f.Table(p, f.Groups(ByCountry, f.Everybody())) {
			want := x.nps
			if r.Key == "SA" {
				want = Figure{Need: NeedAnswer}
			}
			if r.Figures[Promoters] != want {
				t.Errorf("%s: NPS of %s is %+v", x.name, r.Key, r.Figures[Promoters])
			}
		}
	}
}

// The groups hold everybody, and their sums are those of the whole.
func TestGroups(t *testing.T) {
	f := factsOf(person("a", "JP", sale("2026-02-10", 200)), person("b", "SA", sale("2026-02-11", 300)), person("c", "JP"), person("d", ""))
	f.Customers[1].Owner = "Li"
	p := LastYear.Period(today)
	for _, by := range []By{ByCulture, ByCountry, ByOwner} {
		n, sum := 0, 0.0
		rows := f.Table(p, f.Groups(by, f.Everybody()))
		for _, r := range rows {
			n += len(r.Who)
			sum += r.Figures[Revenue].Value
		}
		if n != 4 || sum != 500 || rows[len(rows)-1].Key != "" {
			t.Errorf("by %s: %d customers, %v, last %q", by, n, sum, rows[len(rows)-1].Key)
		}
	}
	if rows := f.Groups(ByCulture, f.Everybody()); rows[0].Key != "JP" || len(rows[0].Who) != 2 {
		t.Errorf("the largest is %+v", rows[0])
	}
	if got := f.Among([]book.ID{"d", "a", "nobody", "a"}); len(got) != 2 || got[0] != 0 || got[1] != 3 {
		t.Errorf("among: %v", got)
	}
}

func TestMonths(t *testing.T) {
	f := factsOf(person("a", "JP", sale("2025-11-27", 100), sale("2026-01-31", 200), sale("2026-11-26", 300)))
	months := f.Months(LastYear.Period(today), f.Everybody())
	if len(months) != 13 || months[0] != (Month{2025, 11, 100, 1}) || months[2] != (Month{2026, 1, 200, 1}) || months[12] != (Month{2026, 11, 300, 1}) {
		t.Errorf("%+v", months)
	}
}

func TestValue(t *testing.T) {
	a := person("a", "JP", sale("2025-01-10", 1000), sale("2025-12-10", 1000), sale("2026-06-10", 2000), sale("2026-09-08", 2000))
	b := person("b", "JP", sale("2026-11-01", 5000))
	f := factsOf(a, b)
	m := NewModel(f)
	v := m.Value(&f.Customers[0])
	if v.Revenue.Value != 5000 || v.Total.Value != 6000 || v.Margin.Value != 0.4 || v.Growth.Value != 4 || v.Share.Value != 0.5 {
		t.Errorf("%+v", v)
	}
	if v.RFM != (RFM{2, 4, 4}) || v.Days != 4 || v.Rhythm.Median != 182 || calendar.Date(v.Next.Value) != day("2026-09-08")+182 {
		t.Errorf("%+v %+v", v.RFM, v.Rhythm)
	}
	// Four purchases in 1.88 years of 1500 each, 40 % margin, three years.
	l := v.Life
	want := 1500 * 4 / (float64(today-day("2025-01-10")) / daysPerYear) * 3 * 0.4
	if l.Method != BySimple || !l.Assumed || l.MarginFrom != OwnMargin || l.Value != want {
		t.Errorf("lifetime %+v, want %v", l, want)
	}
	v = m.Value(&f.Customers[1])
	if v.Growth.Need != NeedTime || v.Growth.From != day("2027-11-01") || v.Next.Need != NeedRepeat {
		t.Errorf("growth %+v, next %+v", v.Growth, v.Next)
	}
	c := person("c", "", book.SaleFact{On: day("2026-05-05")})
	if v := m.Value(&c); v.Revenue.Need != NeedRate || v.Life.Need != NeedRate || v.Revenue.Apart != 1 {
		t.Errorf("without a rate: %+v", v)
	}
}

// With the customers of CDNOW in the book, the lifetime value is that of the
// models, with the published parameters.
func TestValueByModels(t *testing.T) {
	var cs []Customer
	for i, p := range cdnow(t) {
		last := p.X
		c := person(fmt.Sprint(i), "")
		first := today - calendar.Date(p.T*7+0.5)
		c.Sales = append(c.Sales, book.SaleFact{On: first, Amount: 2000, Rated: true})
		for k := 1; k <= last; k++ {
			on := first + calendar.Date(p.TX*7*float64(k)/float64(last)+0.5)
			if on <= c.Sales[len(c.Sales)-1].On {
				on = c.Sales[len(c.Sales)-1].On + 1
			}
			c.Sales = append(c.Sales, book.SaleFact{On: on, Amount: int64(100*p.Mean + 0.5), Rated: true})
		}
		cs = append(cs, c)
	}
	f := factsOf(cs...)
	m := NewModel(f)
	if !m.Fitted || m.Sampled != 2357 {
		t.Fatalf("%+v", m)
	}
	near(t, "r", m.Purchase.R, 0.243, 0.003)
	near(t, "alpha", m.Purchase.Alpha, 4.414, 0.05)
	near(t, "q", m.Spend.Q, 3.74, 0.05)
	v := m.Value(&f.Customers[0])
	l := v.Life
	if l.Method != ByModels || l.MarginFrom != NoMargin || l.Alive < 0.6 || l.Expected <= 0 {
		t.Errorf("%+v", l)
	}
	// Discounting takes something off, but no more than three years of it.
	whole := l.Expected * l.Amount
	if l.Value >= whole || l.Value < whole/1.331 {
		t.Errorf("of %v the value today is %v", whole, l.Value)
	}
}

// Where nobody seems to leave, the search runs to the rim of what is possible.
// Such a fit is not used, and the simple formula says what it is.
func TestFitOnTheRimIsNotUsed(t *testing.T) {
	var cs []Customer
	for i := range 200 {
		c := person(fmt.Sprint(i), "")
		for on := day("2025-01-01") + calendar.Date(i%30); on < today; on += 30 {
			c.Sales = append(c.Sales, book.SaleFact{On: on, Amount: 1000 + int64(i%7)*100, Rated: true})
		}
		cs = append(cs, c)
	}
	f := factsOf(cs...)
	m := NewModel(f)
	if !m.Enough() || m.Fitted {
		t.Errorf("fitted with %+v", m.Purchase)
	}
	if l := m.Value(&f.Customers[0]).Life; l.Method != BySimple || l.Years != lifeMost || l.Assumed {
		t.Errorf("%+v", l)
	}
}

// TestFitIsKept holds that the models of a large book are taken over after a few
// changes and give what was fitted, while totals and scores are made anew; and
// that those of a book of which they saw everybody are always fitted anew.
func TestFitIsKept(t *testing.T) {
	var cs []Customer
	for i := range 2 * modelSample {
		id := fmt.Sprint("c", i)
		cs = append(cs, person(id, "JP", sale("2025-01-02", int64(1000+i%700)), sale(fmt.Sprintf("2026-%02d-10", 1+i%11), int64(500+i%900))))
	}
	f := factsOf(cs...)
	was := NewModel(f)
	if !was.holds(5) || was.holds(was.Sampled/100) {
		t.Errorf("a model of %d of %d", was.Sampled, was.Buyers)
	}
	if small := NewModel(factsOf(cs[:500]...)); small.holds(0) || small.Sampled != 500 {
		t.Errorf("of all %d customers of a book %d were looked at", small.Buyers, small.Sampled)
	}
	cs[7].Sales = append(cs[7].Sales, sale("2026-11-20", 1_000_000))
	now := newModel(factsOf(cs...), was)
	if now.Purchase != was.Purchase || now.Spend != was.Spend || now.Fitted != was.Fitted || now.Sampled != was.Sampled {
		t.Error("the models were not taken over")
	}
	if now.Revenue != was.Revenue+1_000_000 {
		t.Errorf("the revenue is %d, was %d", now.Revenue, was.Revenue)
	}
}
