// Package logbox is the small box in which a contact is logged from anywhere:
// one key for what it was, a few words, Enter. The rest waits behind Tab.
//
// The Form is plain Go and keeps what was entered; Box draws it. Both end in
// one use case of the book, which undo takes back whole: the touch, the
// follow-up that comes of it, the files, and the follow-up that it completed.
package logbox

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/tact"
	"dragoman/ui/internal/words"
)

// Ask says what the box is opened for. The zero Ask asks with whom.
type Ask struct {
	Customer book.ID
	FollowUp *book.FollowUp       // it is done by what is logged
	Edit     *book.Interaction    // it is changed instead of logging another
	Kind     book.InteractionKind // offered first, or ""
	Text     string               // offered as what was said
	Then     func()               // called when it is kept
}

// Inputs are what stands in the box, as text where text is typed.
type Inputs struct {
	Kind      book.InteractionKind
	Direction book.Direction
	Text      string
	Day       string
	Time      string
	Minutes   string
	Language  string
	Present   string
	Network   string
	Outcome   book.Outcome
	Mood      book.Mood
	Next      string
	NextDay   string
	Counts    bool
	Files     []string // paths of files to attach
}

// Next is what becomes of the next step.
type Next struct {
	Day    calendar.Date // the day that was asked for
	Better calendar.Date // the day that is better for the customer, or zero
	Reason string        // what is in the way, in words
	Keep   bool          // the user wants the day all the same
}

// Due is the day on which the follow-up will be due.
func (n Next) Due() calendar.Date {
	if n.Better.IsZero() || n.Keep {
		return n.Day
	}
	return n.Better
}

// Form is the state of the box. It belongs to the UI goroutine.
type Form struct {
	*screen.Finder

	env     *screen.Env
	ask     Ask
	places  *reach.Places
	changed func()
	today   calendar.Date
	start   Inputs
	counted bool // the user said whether it counts

	Who     *book.CustomerRow
	Errors  map[string]string
	Next    Next
	Gift    []string // what speaks against a gift, in words
	Saving  bool
	Reading string // which file is being copied, in words

	whole  book.Customer // of Who, once it was read
	read   screen.Slot[met]
	cancel func() // of what is being saved
}

// met is what is read of a customer when it is chosen.
type met struct {
	row   *book.CustomerRow
	whole book.Customer
	last  []book.Interaction
}

// NewForm returns the state of a box; changed is called when what is shown has
// changed.
func NewForm(env *screen.Env, ask Ask, changed func()) *Form {
	f := &Form{Finder: screen.NewFinder(env, changed), env: env, ask: ask, places: reach.New(env), changed: changed, Errors: map[string]string{}}
	f.read.Runner = env.Runner
	now := env.Now()
	f.today = calendar.DateOf(now)
	f.start = Inputs{Kind: book.CallMade, Direction: book.FromUs, Day: f.today.String(), Time: now.Format("15:04"), Text: ask.Text, Counts: true}
	if ask.Kind != "" {
		f.start.Kind = ask.Kind
	}
	if i := ask.Edit; i != nil {
		at := i.At.In(env.Home)
		f.start = Inputs{
			Kind: i.Kind, Direction: i.Direction, Text: i.Text, Day: calendar.DateOf(at).String(), Time: at.Format("15:04"),
			Language: i.Language, Present: i.Present, Network: i.Network, Outcome: i.Outcome, Mood: i.Mood, Next: i.NextStep, Counts: !i.Aside,
		}
		if i.Minutes > 0 {
			f.start.Minutes = strconv.Itoa(i.Minutes)
		}
		f.counted, f.ask.Customer = true, i.CustomerID
	}
	if t := ask.FollowUp; t != nil {
		f.ask.Customer = t.CustomerID
		if k, ok := touchOf[t.Kind]; ok {
			f.start.Kind, f.ask.Kind = k, k
		}
	}
	return f
}

// Start returns what the fields hold at first.
func (f *Form) Start() Inputs { return f.start }

// Asked is what the box was opened for.
func (f *Form) Asked() Ask { return f.ask }

// Load reads the customer and then calls ready; without one it offers those who
// were last in touch.
func (f *Form) Load(ready func()) {
	if f.ask.Customer == "" {
		f.Search("")
		ready()
		return
	}
	b, id := f.env.Book, f.ask.Customer
	f.read.Run(func(ctx context.Context) (met, error) { return meet(ctx, b, id) }, func(m met, err error) {
		if err != nil {
			f.env.Shell.Fail(err)
			return
		}
		f.take(m)
		ready()
	})
}

func meet(ctx context.Context, b *book.Book, id book.ID) (m met, err error) {
	if m.whole, err = b.Customers.Get(ctx, id); err != nil {
		return m, err
	}
	page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{id}, Trashed: !m.whole.TrashedAt.IsZero()}})
	if err != nil {
		return m, err
	}
	if len(page.Rows) > 0 {
		m.row = &page.Rows[0]
	}
	m.last, err = b.Interactions.List(ctx, id, 1)
	return m, err
}

// take takes a customer that was read. What was last between us is offered
// first.
func (f *Form) take(m met) {
	f.Who, f.whole = m.row, m.whole
	if f.ask.Edit == nil && f.ask.Kind == "" && len(m.last) > 0 && !m.last[0].Kind.Social() {
		f.start.Kind = m.last[0].Kind
	}
}

// Languages are the languages to choose from: the customer's, then those that
// are much used between peoples.
func (f *Form) Languages() []string {
	var out []string
	add := func(tags ...string) {
		for _, t := range tags {
			if t != "" && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	for _, l := range f.whole.Languages {
		add(l.Tag)
	}
	add(f.start.Language, "en", "zh", "es", "fr", "ar", "pt", "ru", "de", "ja", "ko", "vi", "th", "id", "tr", "it", "hi", "fa", "he", "pl", "nl")
	return out
}

// Choose takes a customer; nil takes none and offers some.
func (f *Form) Choose(c *book.CustomerRow, in Inputs) {
	f.Who, f.whole = c, book.Customer{}
	f.Leave()
	delete(f.Errors, "customer")
	f.changed()
	if c == nil {
		f.Search("")
		return
	}
	b, id := f.env.Book, c.ID
	f.read.Run(func(ctx context.Context) (met, error) { return meet(ctx, b, id) }, func(m met, err error) {
		if err != nil {
			f.env.Shell.Fail(err)
			return
		}
		f.Who, f.whole = m.row, m.whole
		f.Look(in)
	})
}

// Look brings up to date what follows from the inputs: the better day for the
// next step, and what speaks against a gift.
func (f *Form) Look(in Inputs) {
	keep := f.Next
	f.Next = Next{}
	if d, ok := f.nextDay(in); ok && !d.IsZero() && f.Who != nil {
		f.Next.Day = d
		f.Next.Keep = keep.Keep && keep.Day == d
		if c := f.places.Clash(f.Who, d, f.today); c != nil {
			f.Next.Reason = c.Reason
			if n := len(c.Better); n > 0 {
				f.Next.Better = c.Better[n-1] // the one after, where both are free
			}
		}
	} else if ok {
		f.Next.Day = d
	}
	f.Gift = nil
	if in.Kind == book.GiftGiven && f.whole.ID != "" {
		f.Gift = tact.Gift(f.env, f.whole, in.Text)
	}
	f.changed()
}

// KeepDay keeps the day of the next step although there is a better one, or
// takes the better one after all.
func (f *Form) KeepDay(keep bool) {
	f.Next.Keep = keep
	f.changed()
}

// Counted notes that the user said whether the touch counts.
func (f *Form) Counted() { f.counted = true }

// Counts tells whether a touch counts as a contact: as the user said, else as
// its kind and outcome say.
func (f *Form) Counts(in Inputs) bool {
	if f.counted {
		return in.Counts
	}
	return book.Interaction{Kind: in.Kind, Outcome: in.Outcome}.CountsByItself()
}

// fault puts an error beside its field; false says that it has none here.
func (f *Form) fault(err error) bool {
	var e *book.Error
	if !errors.As(err, &e) {
		return false
	}
	field := e.Field
	if e.Detail == "file_unread" {
		field = "file"
	}
	switch field {
	case "at":
		field = "when"
	case "next_step", "title":
		field = "next"
	}
	if !slices.Contains([]string{"when", "next", "minutes", "text", "customer", "file"}, field) {
		return false
	}
	f.Errors[field] = explain.Error(f.env.Printer, err)
	return true
}

// said is what is told in passing when a touch was kept.
func (f *Form) said(i book.Interaction, step book.Step, next *book.FollowUp) string {
	p := f.env.Printer
	switch {
	case f.ask.Edit != nil:
		return p.T("log.changed", nil)
	case !step.Day.IsZero():
		return p.T("log.saved_next", locales.V{"Step": step.Text, "Day": p.DateWeekday(step.Day)})
	case next != nil:
		return p.T("log.done_next", locales.V{"Day": p.DateWeekday(next.Due)})
	case f.ask.FollowUp != nil:
		return p.T("log.done", nil)
	}
	return p.T("log.saved", locales.V{"Kind": words.Touch(p, i.Kind), "Name": f.Who.Name.Full})
}
