package book

import (
	"context"
	"time"

	"dragoman/data/calendar"
)

// FactReader reads what the figures are made of, whole columns at a time. With
// ids it answers for those customers alone; with nil for everybody. Customers
// in the trash are left out of CustomerFacts; the others may name them.
type FactReader interface {
	// CustomerFacts calls each with every live customer, in the order in which
	// they came into the book.
	CustomerFacts(ctx context.Context, of []ID, each func(CustomerFact) error) error
	// SaleFacts calls each with the sales and returns of a customer, the oldest
	// first.
	SaleFacts(ctx context.Context, of []ID, each func(customer ID, sales []SaleFact) error) error
	// TouchFacts calls each with the days (UTC) of the contacts with a customer,
	// the oldest first.
	TouchFacts(ctx context.Context, of []ID, each func(customer ID, days []calendar.Date) error) error
	// GreetingFacts lists the follow-ups that were made from a holiday and have a
	// due day, and to whom greetings go out in campaigns; those for no customer
	// are always among them. DoneOn is the day in UTC.
	GreetingFacts(ctx context.Context, of []ID) ([]GreetingFact, error)
	// CaseFacts lists requests and complaints, in no order. Those that were
	// dismissed, because there was nothing in them, are left out.
	CaseFacts(ctx context.Context, of []ID) ([]CaseFact, error)
	// SurveyFacts lists what customers answered about their satisfaction, in no
	// order.
	SurveyFacts(ctx context.Context, of []ID) ([]SurveyFact, error)
}

// CustomerFact is what the figures need of a customer's card.
type CustomerFact struct {
	ID       ID
	Country  string
	Owner    string
	Cultures []string // stated
	Since    calendar.Date
	Told     calendar.Date // last contact as it was when they came into the book, or zero
	Asked    calendar.Date // since when it is known what they allow: of their first answer, whatever it was, or zero
	Cadence  Cadence
}

// SaleFact is an order that counts, or a return that is taken off. Amounts are
// minor units of the base currency.
type SaleFact struct {
	On     calendar.Date
	Amount int64
	Cost   int64
	Costed bool // Cost is known
	Rated  bool // there was a rate; without one Amount and Cost are nothing
	Return bool
}

// GreetingFact is a greeting that was planned, and when it was done.
type GreetingFact struct {
	Customer ID // or ""
	Holiday  string
	Due      calendar.Date
	Done     time.Time     // zero while it is open
	DoneOn   calendar.Date // the day of the owner on which it was done, or zero
}

// Facts holds the questions of the figures.
type Facts struct{ c *core }

// Customers calls each with every live customer, or those of the given ids.
func (s *Facts) Customers(ctx context.Context, of []ID, each func(CustomerFact) error) error {
	return wrap("facts.customers", s.c.store.CustomerFacts(ctx, of, each))
}

// Sales calls each with the sales of a customer, the oldest first.
func (s *Facts) Sales(ctx context.Context, of []ID, each func(ID, []SaleFact) error) error {
	return wrap("facts.sales", s.c.store.SaleFacts(ctx, of, each))
}

// Touches calls each with the days on which there was contact.
func (s *Facts) Touches(ctx context.Context, of []ID, each func(ID, []calendar.Date) error) error {
	return wrap("facts.touches", s.c.store.TouchFacts(ctx, of, each))
}

// Greetings lists the greetings that were planned.
func (s *Facts) Greetings(ctx context.Context, of []ID) ([]GreetingFact, error) {
	const name = "facts.greetings"
	settings, err := s.c.store.Settings(ctx)
	if err != nil {
		return nil, wrap(name, err)
	}
	home := s.c.zone(settings)
	list, err := s.c.store.GreetingFacts(ctx, of)
	for i := range list {
		if g := &list[i]; !g.Done.IsZero() {
			g.DoneOn = calendar.DateOf(g.Done.In(home))
		}
	}
	return list, wrap(name, err)
}

// CaseFact is what the figures need of a request or complaint. Minutes are of
// working time.
type CaseFact struct {
	Customer               ID
	Complaint              bool
	Received               time.Time
	Replied, Solved        bool
	ReplyTarget, ReplyTook int // a target of 0 is none
	SolveTarget, SolveTook int
	Cause                  string // from the list of one's own, or ""
	Confirmed              bool   // nothing more is to be done
}

// SurveyFact is an answer about satisfaction.
type SurveyFact struct {
	Customer ID
	Measure  SurveyMeasure
	Score    int
	On       calendar.Date
}

// InTime reports whether a greeting was done by the day on which it was due.
func (g GreetingFact) InTime() bool { return g.DoneOn != 0 && g.DoneOn <= g.Due }

// Cases lists requests and complaints, in no order.
func (s *Facts) Cases(ctx context.Context, of []ID) ([]CaseFact, error) {
	list, err := s.c.store.CaseFacts(ctx, of)
	return list, wrap("facts.cases", err)
}

// Surveys lists what customers answered, in no order.
func (s *Facts) Surveys(ctx context.Context, of []ID) ([]SurveyFact, error) {
	list, err := s.c.store.SurveyFacts(ctx, of)
	return list, wrap("facts.surveys", err)
}
