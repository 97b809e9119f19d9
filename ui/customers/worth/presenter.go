// Package worth is what a customer is worth: the cards of value and of ratings
// over their orders, and the card of health on the overview. Every figure opens
// its computation. Values are worked out by data/insight; ratings are given
// here, always with a reason.
package worth

import (
	"context"
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/insight"
	"dragoman/ui/internal/figures"
	"dragoman/ui/internal/screen"
)

// State is what the cards show.
type State struct {
	Loaded   bool
	Customer book.ID
	Shut     bool // the customer is in the trash: nothing can be rated
	Value    insight.Value
	Model    *insight.Model
	Latest   map[book.RatingKind]book.Rating
	Ratings  []book.Rating   // all of them, the latest first
	Answers  []book.Compared // about satisfaction: the latest of each measure beside the earlier ones
	Standing book.Standing   // in the loyalty programme
	Window   int             // months within which points count towards a tier
	Redeemed int             // how often points were redeemed within a year
	Social   []Touches       // on social media within a year, the most frequent first
	Words    figures.Words
}

// Presenter reads the worth of one customer. It belongs to the UI goroutine.
type Presenter struct {
	env     *screen.Env
	changed func()
	state   State
	load    screen.Slot[State]
	saving  screen.Slot[book.Operation]
}

// NewPresenter returns a presenter that calls changed when there is something
// else to show.
func NewPresenter(env *screen.Env, changed func()) *Presenter {
	p := &Presenter{env: env, changed: changed}
	p.load.Runner, p.saving.Runner = env.Runner, env.Runner
	return p
}

// State is what is to be shown.
func (p *Presenter) State() State { return p.state }

// Show brings the cards to a customer.
func (p *Presenter) Show(id book.ID, trashed bool) {
	if p.state.Customer != id {
		p.state = State{Customer: id}
	}
	p.state.Shut = trashed
	p.reload()
}

// Changed reads again: a figure of one customer may follow from the orders of
// any other.
func (p *Presenter) Changed([]book.Change) {
	if p.state.Customer != "" {
		p.reload()
	}
}

// Leave drops what is under way.
func (p *Presenter) Leave() { p.load.Cancel() }

func (p *Presenter) reload() {
	env, id, shut := p.env.Snapshot(), p.state.Customer, p.state.Shut
	p.load.Run(func(ctx context.Context) (State, error) { return read(ctx, env, id) }, func(s State, err error) {
		if err != nil {
			if c := book.CodeOf(err); c != book.Cancelled && c != book.NotFound {
				env.Shell.Fail(err)
			}
			return
		}
		s.Shut = shut
		p.state = s
		p.changed()
	})
}

// read works everything out. A customer in the trash is in no figure; ratings
// are there all the same.
func read(ctx context.Context, env *screen.Env, id book.ID) (State, error) {
	s := State{Loaded: true, Customer: id}
	f, m, err := figures.Of(env).Model(ctx)
	if err != nil {
		return s, err
	}
	s.Model, s.Words = m, figures.Words{Printer: env.Printer, Base: f.Base, Today: f.Today}
	c, ok := f.Find(id)
	if !ok {
		c = &insight.Customer{}
	}
	s.Value = m.Value(c)
	if s.Ratings, err = env.Book.Ratings.List(ctx, id); err != nil {
		return s, err
	}
	s.Latest = book.LatestRatings(s.Ratings)
	answers, err := env.Book.Surveys.List(ctx, book.SurveyQuery{Customer: id})
	s.Answers = book.Compare(answers)
	if err != nil {
		return s, err
	}
	if s.Social, err = socialOf(ctx, env.Book, id, env.Now()); err != nil {
		return s, err
	}
	programme, err := env.Book.Loyalty.Programme(ctx)
	if err != nil || !programme.On {
		return s, err
	}
	s.Window = programme.Window
	if s.Standing, err = env.Book.Loyalty.Standing(ctx, id); err != nil {
		return s, err
	}
	entries, err := env.Book.Loyalty.Entries(ctx, id, 0)
	for _, e := range entries {
		if e.Kind == book.PointsRedeemed && e.On > s.Words.Today.AddMonths(-yearLong) {
			s.Redeemed++
		}
	}
	return s, err
}

// Rate keeps a rating and calls done with what is wrong with it, or nil.
func (p *Presenter) Rate(what book.RatingKind, score int, reason string, done func(error)) {
	b, env, r := p.env.Book, p.env, book.Rating{CustomerID: p.state.Customer, What: what, Score: score, Reason: reason}
	p.saving.Run(func(ctx context.Context) (book.Operation, error) {
		_, op, err := b.Ratings.Add(ctx, r)
		return op, err
	}, func(op book.Operation, err error) {
		if err == nil {
			env.Shell.Done(env.T("worth.rate_done", nil), op)
		} else if book.CodeOf(err) != book.Invalid {
			env.Shell.Fail(err)
		}
		done(err)
	})
}

// yearLong is for how many months touches on social media and redemptions are
// counted.
const yearLong = 12

// Touches counts the touches of a kind.
type Touches struct {
	Kind  book.InteractionKind
	Count int
}

// socialOf counts the touches on social media within a year by their kind.
func socialOf(ctx context.Context, b *book.Book, id book.ID, now time.Time) ([]Touches, error) {
	all, err := b.Timeline.Touches(ctx, now.AddDate(0, -yearLong, 0), time.Time{}, id)
	var out []Touches
	for _, k := range book.SocialKinds() {
		n := 0
		for _, t := range all {
			if t.Kind == k {
				n += t.Count
			}
		}
		if n > 0 {
			out = append(out, Touches{k, n})
		}
	}
	slices.SortStableFunc(out, func(a, b Touches) int { return b.Count - a.Count })
	return out, err
}
