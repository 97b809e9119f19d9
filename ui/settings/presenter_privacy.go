package settings

import (
	"context"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/screen"
)

// privacy counts what customers allow and refuse.
type privacy struct {
	env    *screen.Env
	render func()

	Loaded    bool
	Customers int
	Asked     int // customers of whom an answer is recorded
	Stopped   int // who want no offers
	Ending    int
	Untouched int
	Requests  []book.PetitionRow // open, the first due first
	OptOuts   []book.OptOutCount

	load screen.Slot[privacy]
}

// The lists behind the numbers, as queries of customers.
const (
	askedQuery     = "-consent:none"
	stoppedQuery   = "consent:stopped"
	endingQuery    = "consent:expiring"
	untouchedQuery = "last>3y OR (last:never added>3y)"
)

func newPrivacy(env *screen.Env, render func()) *privacy {
	p := &privacy{env: env, render: render}
	p.load.Runner = env.Runner
	return p
}

// Load reads the numbers.
func (p *privacy) Load() {
	b := p.env.Book
	p.load.Run(func(ctx context.Context) (n privacy, err error) {
		for _, x := range []struct {
			query string
			to    *int
		}{{"", &n.Customers}, {askedQuery, &n.Asked}, {stoppedQuery, &n.Stopped}, {endingQuery, &n.Ending}, {untouchedQuery, &n.Untouched}} {
			if *x.to, err = b.Customers.Count(ctx, book.CustomerFilter{Text: x.query}); err != nil {
				return n, err
			}
		}
		if n.Requests, err = b.Petitions.List(ctx, book.PetitionQuery{}); err != nil {
			return n, err
		}
		n.OptOuts, err = b.Consents.OptOuts(ctx)
		return n, err
	}, func(n privacy, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.Customers, p.Asked, p.Stopped, p.Ending, p.Untouched = n.Customers, n.Asked, n.Stopped, n.Ending, n.Untouched
		p.Requests, p.OptOuts, p.Loaded = n.Requests, n.OptOuts, true
		p.render()
	})
}

// numberLine is a number and the list behind it.
type numberLine struct {
	Label, Value string
	Care         bool // it asks for care
	Urgent       bool
	Route        screen.Route // where a press leads; no screen for nowhere
}

// Lines are the numbers in words.
func (p *privacy) Lines() []numberLine {
	t, pr := p.env.T, p.env.Printer
	list := func(query string) screen.Route { return screen.Route{Screen: screen.Customers}.With("q", query) }
	out := []numberLine{
		{Label: t("privacy.n_asked", nil), Value: t("privacy.n_of", locales.V{"Count": pr.Number(float64(p.Asked), 0), "All": pr.Number(float64(p.Customers), 0)}), Route: list(askedQuery)},
		{Label: t("privacy.n_stopped", nil), Value: pr.Number(float64(p.Stopped), 0), Route: list(stoppedQuery)},
		{Label: t("privacy.n_ending", nil), Value: pr.Number(float64(p.Ending), 0), Care: p.Ending > 0, Route: list(endingQuery)},
		{Label: t("privacy.n_untouched", nil), Value: pr.Number(float64(p.Untouched), 0), Care: p.Untouched > 0, Route: list(untouchedQuery)},
		p.requests(),
	}
	return out
}

// requests tells how many requests are open and when the first is due.
func (p *privacy) requests() numberLine {
	t := p.env.T
	l := numberLine{Label: t("privacy.n_requests", nil), Value: t("privacy.n_no_requests", nil)}
	if len(p.Requests) == 0 {
		return l
	}
	first := p.Requests[0]
	l.Value = p.env.N("privacy.n_due", len(p.Requests), locales.V{"Date": p.env.Printer.DateShort(first.Due)})
	l.Urgent = true
	if first.CustomerID != "" {
		l.Route = screen.Route{Screen: screen.Customers, ID: string(first.CustomerID), Tab: "privacy"}
	}
	return l
}

// Blocked tells how many addresses opted out, purpose by purpose.
func (p *privacy) Blocked() string {
	if len(p.OptOuts) == 0 {
		return p.env.T("privacy.list_empty", nil)
	}
	var parts []string
	all := 0
	for _, o := range p.OptOuts {
		all += o.Count
		parts = append(parts, p.env.T("privacy.list_part", locales.V{"Purpose": allow.Purpose(p.env.Printer, o.Purpose), "Count": p.env.Printer.Number(float64(o.Count), 0)}))
	}
	return p.env.N("privacy.list_all", all, locales.V{"Parts": p.env.Printer.List(parts)})
}

// setFree keeps the countries in which offers may be sent until they are
// refused; it returns those that are no countries.
func (p *presenter) setFree(text string) (wrong []string) {
	var codes []string
	for _, c := range (book.ConsentRules{Free: text}).FreeCountries() {
		code := c
		if len(c) != 2 || p.env.Printer.Country(c) == c {
			if code = p.countryNamed(c); code == "" {
				wrong = append(wrong, c)
				continue
			}
		}
		codes = append(codes, code)
	}
	if len(wrong) == 0 {
		p.setBook(func(s *book.Settings) { s.Consent.Free = strings.Join(codes, ",") })
	}
	return wrong
}

// countryNamed finds the code of a country by its name in the language of the
// window, "" when there is none.
func (p *presenter) countryNamed(name string) string {
	for _, c := range p.env.Printer.Countries() {
		if book.Fold(p.env.Printer.Country(c)) == book.Fold(name) {
			return c
		}
	}
	return ""
}
