// Package service is the tab of a customer on which their requests and
// complaints stand: the open ones by what runs out first, then the closed ones,
// with how the promises were kept.
//
// The Presenter is plain Go. Taking one in and taking it further is left to the
// screen of requests and complaints, to which every row leads.
package service

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/screen"
)

// Presenter is the state of the tab. It belongs to the UI goroutine.
type Presenter struct {
	env   *screen.Env
	words *casework.Words

	customer book.ID
	files    map[book.ID]int // how many are attached to each case
	Open     []Row
	Closed   []Row
	Answers  []book.SurveyAnswer // the newest first
	langs    []string            // in which the customer is asked
	Themes   []string            // of the answers of all customers, the most frequent first

	answers  screen.Slot[answers]
	keeping  screen.Slot[kept]
	removing screen.Slot[book.Operation]
	asking   screen.Slot[map[book.ID]book.Answer]
}

// Row is a case in words.
type Row struct {
	ID    book.ID
	Title string
	Below string
	End   string
	Tone  casework.Tone
}

// NewPresenter returns an empty state.
func NewPresenter(env *screen.Env) *Presenter {
	p := &Presenter{env: env, words: casework.New(env)}
	p.answers.Runner, p.keeping.Runner, p.asking.Runner, p.removing.Runner = env.Runner, env.Runner, env.Runner, env.Runner
	return p
}

// Show brings the tab to a customer with their cases, and all files of theirs.
func (p *Presenter) Show(customer book.ID, cases []book.CaseRow, files []book.Attachment) {
	p.customer, p.words = customer, casework.New(p.env)
	p.files = map[book.ID]int{}
	for _, f := range files {
		if f.OwnerKind == book.OfCase {
			p.files[f.OwnerID]++
		}
	}
	p.Open, p.Closed = nil, nil
	for _, c := range cases {
		if c.State.Closed() {
			p.Closed = append(p.Closed, p.row(c))
		} else {
			p.Open = append(p.Open, p.row(c))
		}
	}
}

// row puts a case into words. Of one that is closed it says by how much a
// promise was missed, of one that is open what is left.
func (p *Presenter) row(c book.CaseRow) Row {
	left := p.words.Left(c, p.env.Now())
	parts := []string{p.words.Kind(c.Kind), p.words.State(c.State)}
	day := calendar.DateOf(c.ReceivedAt.In(p.env.Home))
	parts = append(parts, p.env.T("service.received_on", locales.V{"Day": p.env.Printer.DateNear(day, calendar.DateOf(p.env.Now()))}))
	for _, s := range []string{c.Owner, c.Cause, c.Remedy} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if n := p.files[c.ID]; n > 0 {
		parts = append(parts, p.env.N("files.count", n, nil))
	}
	r := Row{ID: c.ID, Title: c.Subject, Below: strings.Join(parts, " · "), End: left.Short, Tone: left.Tone}
	if !c.State.Closed() {
		return r
	}
	r.End, r.Tone = p.env.T("service.all_in_time", nil), casework.Good
	late, measured := 0, false
	for _, x := range []book.Promise{book.FirstReply, book.Solution} {
		if n, ok := c.Kept(x); ok {
			late, measured = max(late, n), true
		}
	}
	switch {
	case !measured:
		r.End, r.Tone = left.Text, casework.Faint
	case late > 0:
		r.End, r.Tone = p.env.T("service.was_late", locales.V{"Time": p.env.Printer.Duration(late)}), casework.Late
	}
	return r
}

// New leads to the form of a new case for the customer.
func (p *Presenter) New(k book.CaseKind) {
	p.env.Shell.Go(screen.Route{Screen: screen.Service}.With("new", string(k)).With("customer", string(p.customer)))
}

// Go leads to one case.
func (p *Presenter) Go(id book.ID) {
	p.env.Shell.Go(screen.Route{Screen: screen.Service, Tab: string(book.AllCases), ID: string(id)}.With("customer", string(p.customer)))
}
