// Package privacy is the tab of a customer on which it stands what they allow
// and refuse: the ground on which their data is kept, an answer for every
// purpose and channel, and the log of what they said.
//
// The Presenter is plain Go. Whether somebody may be contacted is answered by
// book.May; nothing is decided here. Further sections, such as requests by
// right, stand below: see View.sections.
package privacy

import (
	"context"
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// State is what the tab shows.
type State struct {
	Loaded   bool
	Customer book.Customer
	Party    book.Party
	Rules    book.ConsentRules
	Log      []book.Consent // newest first
}

// Presenter is the state of the tab. It belongs to the UI goroutine.
type Presenter struct {
	env     *screen.Env
	changed func()

	id   book.ID
	Is   State
	load screen.Slot[State]
}

// NewPresenter returns an empty state; changed is called when what is shown has
// changed.
func NewPresenter(env *screen.Env, changed func()) *Presenter {
	p := &Presenter{env: env, changed: changed}
	p.load.Runner = env.Runner
	return p
}

// Show brings the tab to a customer.
func (p *Presenter) Show(customer book.ID) {
	if p.id != customer {
		p.id, p.Is = customer, State{}
	}
	b := p.env.Book
	p.load.Run(func(ctx context.Context) (s State, err error) {
		if s.Customer, err = b.Customers.Get(ctx, customer); err != nil {
			return s, err
		}
		if s.Party, s.Rules, err = b.Consents.Party(ctx, customer); err != nil {
			return s, err
		}
		s.Log, err = b.Consents.Log(ctx, customer)
		s.Loaded = true
		return s, err
	}, func(s State, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.Is = s
		p.changed()
	})
}

// Leave ends what is under way.
func (p *Presenter) Leave() { p.load.Cancel() }

// Trashed reports whether the customer lies in the trash, where nothing is
// recorded.
func (p *Presenter) Trashed() bool { return !p.Is.Customer.TrashedAt.IsZero() }

// mostColumns is how many channels have a column of their own.
const mostColumns = 3

// Columns are the channels of the table: all of them together, then those of
// the customer.
func (p *Presenter) Columns() []book.ChannelKind {
	out := []book.ChannelKind{""}
	for _, ch := range p.Is.Customer.Channels {
		if ch.Kind != book.Web && !slices.Contains(out, ch.Kind) && len(out) <= mostColumns {
			out = append(out, ch.Kind)
		}
	}
	return out
}

// ColumnName names a column.
func (p *Presenter) ColumnName(k book.ChannelKind) string {
	if k == "" {
		return p.env.T("privacy.all_channels", nil)
	}
	return p.env.T(reach.ChannelName(k), nil)
}

// Mood is how an answer looks.
type Mood int

// The moods of a cell.
const (
	Unsaid  Mood = iota // nothing was said, and nothing is allowed
	Allowed             // nothing was said, and the ground or the rules allow it
	Agreed
	Ending // agreed, and the last day is near
	Ended  // had agreed
	Refused
)

// endingSoon is how many days before its last a yes is said to end.
const endingSoon = 30

// Cell is the answer for a purpose on a channel.
type Cell struct {
	Purpose book.Purpose
	Channel book.ChannelKind
	Text    string // short, for the table
	Why     string // in a sentence
	Mood    Mood
	Own     bool // said for exactly this purpose and channel
}

// Rows are the purposes with an answer for each column. What is not about
// contact has an answer in the first column alone.
func (p *Presenter) Rows() [][]Cell {
	var out [][]Cell
	for _, q := range book.Purposes() {
		var row []Cell
		for _, k := range p.Columns() {
			if k != "" && !q.Contact() {
				break
			}
			row = append(row, p.cell(q, k))
		}
		out = append(out, row)
	}
	return out
}

func (p *Presenter) today() calendar.Date { return calendar.DateOf(p.env.Now()) }

// cell answers for one purpose and column. Of a channel with several addresses
// it tells whether one is open.
func (p *Presenter) cell(purpose book.Purpose, k book.ChannelKind) Cell {
	party := p.Is.Party
	if k == "" {
		party.Channels = nil // what was said in general, not whether there is a way
	}
	a := book.May(p.Is.Rules, party, book.Question{Purpose: purpose, Channel: k, On: p.today()})
	c := Cell{Purpose: purpose, Channel: k, Why: allow.Why(p.env.Printer, a), Own: a.Consent != nil && a.Consent.Purpose == purpose && a.Consent.Channel == k}
	switch {
	case a.Refused():
		c.Mood = Refused
	case a.Reason == book.NotExpired:
		c.Mood = Ended
	case a.Reason == book.ByConsent && a.On != 0 && a.On < p.today()+endingSoon:
		c.Mood = Ending
	case a.Reason == book.ByConsent:
		c.Mood = Agreed
	case a.OK:
		c.Mood = Allowed
	}
	c.Text = p.short(a, purpose)
	return c
}

// short is the answer in a word or two.
func (p *Presenter) short(a book.Answer, purpose book.Purpose) string {
	t := p.env.T
	switch {
	case a.Reason == book.NotOnList:
		return t("privacy.cell_optout", nil)
	case a.Refused():
		return allow.State(p.env.Printer, a.Consent.State)
	case a.Reason == book.NotExpired:
		return t("privacy.cell_expired", nil)
	case a.Reason == book.ByConsent && a.On != 0:
		return t("privacy.cell_until", locales.V{"Date": p.env.Printer.DateShort(a.On)})
	case a.Reason == book.ByConsent:
		return allow.State(p.env.Printer, book.Granted)
	case a.OK && purpose == book.AnyContact:
		return t("privacy.cell_open", nil)
	case a.OK:
		return t("privacy.cell_allowed", nil)
	}
	return t("privacy.cell_none", nil)
}

// Say records an answer of today: a yes with the wording that was last asked
// for the purpose.
func (p *Presenter) Say(purpose book.Purpose, k book.ChannelKind, s book.ConsentState) {
	b := p.env.Book
	a := book.Consent{CustomerID: p.id, Purpose: purpose, Channel: k, State: s, Source: book.InPerson}
	p.do(func(ctx context.Context) (book.Operation, error) {
		if s == book.Granted {
			var err error
			if a.Wording, err = b.Consents.Wording(ctx, purpose); err != nil {
				return book.Operation{}, err
			}
		}
		_, op, err := b.Consents.Record(ctx, a)
		return op, err
	}, p.said(a), nil)
}

// Record records an answer with all that is known of it; then is called with
// what went wrong, or nil.
func (p *Presenter) Record(a book.Consent, then func(error)) {
	a.CustomerID = p.id
	p.do(func(ctx context.Context) (book.Operation, error) {
		_, op, err := p.env.Book.Consents.Record(ctx, a)
		return op, err
	}, p.said(a), then)
}

// said tells what was recorded.
func (p *Presenter) said(a book.Consent) string {
	return p.env.T("privacy.recorded", locales.V{"Purpose": allow.Purpose(p.env.Printer, a.Purpose), "State": allow.State(p.env.Printer, a.State)})
}

// SaveBasis states the ground on which the data is kept, and what for.
func (p *Presenter) SaveBasis(basis book.LawfulBasis, why string, then func(error)) {
	b, id := p.env.Book, p.id
	p.do(func(ctx context.Context) (book.Operation, error) {
		c, err := b.Customers.Get(ctx, id)
		if err != nil {
			return book.Operation{}, err
		}
		c.Basis, c.BasisWhy = basis, why
		_, op, err := b.Customers.Save(ctx, c)
		return op, err
	}, p.env.T("privacy.basis_saved", nil), then)
}

// do runs a use case and reads the customer again. A fault goes to then, where
// there is one, else to the shell.
func (p *Presenter) do(work func(context.Context) (book.Operation, error), said string, then func(error)) {
	id := p.id
	p.env.Runner.Run(func(ctx context.Context) func() {
		op, err := work(ctx)
		return func() {
			switch {
			case err != nil && then != nil:
				then(err)
				return
			case err != nil:
				p.env.Shell.Fail(err)
				return
			case then != nil:
				then(nil)
			}
			p.env.Shell.Done(said, op)
			if p.id == id {
				p.Show(id)
			}
		}
	})
}

// Entry is a line of the log in words.
type Entry struct {
	When  string
	Title string
	Lines []string
	Mood  Mood
}

// Entries are the lines of the log, the newest first.
func (p *Presenter) Entries() []Entry {
	pr, t := p.env.Printer, p.env.T
	out := make([]Entry, len(p.Is.Log))
	for i, a := range p.Is.Log {
		e := Entry{When: t("privacy.no_day", nil), Mood: Refused}
		if a.On != 0 {
			e.When = pr.Date(a.On)
		}
		if a.State == book.Granted {
			if e.Mood = Agreed; a.Expires != 0 && a.Expires < p.today() {
				e.Mood = Ended
			}
		}
		where := p.ColumnName(a.Channel)
		if a.Address != "" {
			where += " " + a.Address
		}
		e.Title = t("privacy.entry", locales.V{"Purpose": allow.Purpose(pr, a.Purpose), "State": allow.State(pr, a.State), "Where": where})
		how := allow.Source(pr, a.Source)
		if a.Author != "" {
			how = t("privacy.entry_by", locales.V{"Source": how, "Author": a.Author})
		}
		e.Lines = append(e.Lines, how)
		if a.Wording != "" {
			e.Lines = append(e.Lines, t("privacy.entry_wording", locales.V{"Text": a.Wording}))
		}
		if a.Expires != 0 {
			e.Lines = append(e.Lines, t("privacy.entry_expires", locales.V{"Date": pr.Date(a.Expires)}))
		}
		out[i] = e
	}
	return out
}

// Ground is the lawful ground in words.
type Ground struct {
	Basis    string
	Standard bool   // it is the one of the settings
	Why      string // what the data is kept for
	Note     string // what the law of the recorded country says to it, or ""
	Source   string
	Since    string
}

// Ground says on which ground the data is kept and where it is from.
func (p *Presenter) Ground() Ground {
	c := p.Is.Customer
	b, standard := p.Is.Rules.BasisFor(c.Basis)
	g := Ground{Basis: p.env.T("privacy.basis_missing", nil), Standard: standard && b != "", Why: c.BasisWhy, Source: p.source(c.Origin.Source)}
	if b != "" {
		g.Basis = allow.Basis(p.env.Printer, b)
	}
	if b.Unknown(c.Country) {
		g.Note = p.env.T("privacy.pipl_interest", nil)
	}
	if !c.CreatedAt.IsZero() {
		g.Since = p.env.Printer.Date(calendar.DateOf(c.CreatedAt.In(p.env.Home)))
	}
	return g
}

// source names where the data came from; a program's name stays as it is.
func (p *Presenter) source(s string) string {
	switch s {
	case "":
		return p.env.T("privacy.from_unknown", nil)
	case "typed":
		return p.env.T("privacy.from_typed", nil)
	}
	return p.env.T("privacy.from_file", locales.V{"Source": s})
}
