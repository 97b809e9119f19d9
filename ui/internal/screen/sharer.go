package screen

import (
	"context"
	"time"

	"dragoman/data/book"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
	"dragoman/data/sync/share"
)

// Sharer exchanges one open book with the other devices beside the window: a
// little after it was opened, after every change, and from time to time. The
// shell owns one for each open book; the settings and the rail show it. It
// belongs to the UI goroutine.
type Sharer struct {
	Session func(ctx context.Context) (*share.Session, error) // makes it, once
	Runner  Runner
	Clock   func() time.Time
	Changed func() // what is below is no longer as it was
	NoClock bool   // nothing is exchanged by itself, as for the demo book

	State   share.State
	Loaded  bool
	Running bool
	Joining bool        // the book is to take part in what others share
	Part    float64     // how much of a whole book has come, up to 1; 0 when none is coming
	Err     error       // why the last round was not made
	Last    sync.Report // of the last round since the program started
	Asking  bool        // something else than a round is under way

	Listen func() // the page that shows it, or nil

	session *share.Session
	states  Slot[made[share.State]]
	rounds  Slot[made[sync.Report]]
	deeds   Slot[made[any]]
	last    Slot[made[struct{}]]
	typing  Delay
	stop    func()
	again   bool // something changed while a round was made
	failed  int  // rounds in a row
}

// made is a result together with the session that was made for it.
type made[T any] struct {
	session *share.Session
	state   share.State
	known   bool // state could be read
	value   T
}

// How long after a book was opened, after the last change, and after a round
// the next one is made. After a failure it is tried again sooner, and ever more
// seldom up to the longest.
const (
	firstRound = 3 * time.Second
	afterEdit  = 6 * time.Second
	everyRound = 90 * time.Second
	retryRound = 20 * time.Second
	rarestTry  = 10 * time.Minute
)

// NewSharer returns the sharer of an open book; session makes what it works
// with, beside the UI goroutine.
func NewSharer(session func(context.Context) (*share.Session, error), r Runner, clock func() time.Time, changed func()) *Sharer {
	s := &Sharer{Session: session, Runner: r, Clock: clock, Changed: changed}
	s.states.Runner, s.rounds.Runner, s.deeds.Runner, s.last.Runner, s.typing.Runner = r, r, r, r, r
	return s
}

// On tells whether the book is shared and this computer takes part.
func (s *Sharer) On() bool { return s != nil && s.Loaded && s.State.Shared }

// job runs work with the session and hands on how sharing stands afterwards.
func job[T any](s *Sharer, slot *Slot[made[T]], work func(context.Context, *share.Session) (T, error), show func(T, error)) {
	have, make := s.session, s.Session
	slot.Run(func(ctx context.Context) (m made[T], err error) {
		if m.session = have; have == nil {
			if m.session, err = make(ctx); err != nil {
				return m, err
			}
			m.session.Step = func(done, total int) { s.Runner.Post(func() { s.came(done, total) }) }
		}
		m.value, err = work(ctx, m.session)
		// What could not be done now says nothing about how sharing stands.
		var told error
		m.state, told = m.session.State(ctx)
		m.known = told == nil || m.state.Shared
		return m, err
	}, func(m made[T], err error) {
		if m.known {
			s.session, s.State, s.Loaded = m.session, m.state, true
		}
		show(m.value, err)
		s.tell()
	})
}

// Load reads how sharing stands; then may be nil.
func (s *Sharer) Load(then func()) {
	job(s, &s.states, func(ctx context.Context, x *share.Session) (share.State, error) { return share.State{}, nil },
		func(_ share.State, err error) {
			if err != nil {
				s.Err = err
			} else if then != nil {
				then()
			}
		})
}

// Watch begins to exchange by itself.
func (s *Sharer) Watch() {
	if _, inline := s.Runner.(Inline); inline || s.NoClock {
		return // tests and drawings ask for what they want
	}
	s.Load(func() {
		if s.State.Shared {
			s.next(firstRound)
		}
	})
}

// next makes a round after a while, instead of the one that was to come.
func (s *Sharer) next(d time.Duration) {
	if _, inline := s.Runner.(Inline); inline || s.NoClock {
		return
	}
	if s.stop != nil {
		s.stop()
	}
	s.stop = s.Runner.After(d, s.Round)
}

// came hears how much of a whole book has come.
func (s *Sharer) came(done, total int) {
	if s.Running || s.Asking {
		s.Part = float64(done) / float64(max(1, total))
		s.tell()
	}
}

// Touch hears that something was changed in the book.
func (s *Sharer) Touch() {
	if _, inline := s.Runner.(Inline); inline || !s.On() || s.NoClock {
		return
	}
	if s.Running {
		s.again = true
		return
	}
	s.typing.Run(afterEdit, s.Round)
}

// Round exchanges now.
func (s *Sharer) Round() {
	if s.Running || s.NoClock {
		return
	}
	s.Running, s.again = true, false
	s.tell()
	job(s, &s.rounds, func(ctx context.Context, x *share.Session) (sync.Report, error) {
		return x.Round(ctx)
	}, func(r sync.Report, err error) {
		s.Running, s.Part, s.Err = false, 0, err
		switch {
		case err != nil:
			s.next(min(retryRound<<min(s.failed, 6), rarestTry))
			s.failed++
		case s.again:
			s.Last, s.failed = r, 0
			s.next(afterEdit)
		default:
			s.Last, s.failed = r, 0
			s.next(everyRound)
		}
	})
}

// Farewell makes a last round before the book is closed, if there is anything to
// tell the others, and calls then once: with nil when all was told, else with
// what kept it from that, Cancelled when it took longer than within. Nothing is
// lost: it is told when the book is opened next.
func (s *Sharer) Farewell(within time.Duration, then func(error)) {
	if !s.On() || s.NoClock {
		then(nil)
		return
	}
	s.pause()
	s.rounds.Cancel() // what it did not finish is done now, or next time
	over := false
	end := func(err error) {
		if !over {
			over = true
			s.last.Cancel()
			then(err)
		}
	}
	job(s, &s.last, func(ctx context.Context, x *share.Session) (none struct{}, err error) {
		ctx, stop := context.WithTimeout(ctx, within)
		defer stop()
		st, err := x.State(ctx)
		if err == nil && st.Place != nil && st.Key && st.Status.Outgoing > 0 {
			_, err = x.Round(ctx)
		}
		return none, err
	}, func(_ struct{}, err error) { end(err) })
	s.Runner.After(within, func() { end(&book.Error{Op: "sync.round", Code: book.Cancelled}) })
}

// pause keeps rounds from being made by themselves.
func (s *Sharer) pause() {
	if s.stop != nil {
		s.stop()
	}
	s.typing.Cancel()
}

// Do runs something else than a round: to share, to join, to remove a device.
// When all went well a round follows soon.
func Do[T any](s *Sharer, work func(context.Context, *share.Session) (T, error), show func(T, error)) {
	s.Asking = true
	s.tell()
	job(s, &s.deeds, func(ctx context.Context, x *share.Session) (any, error) { return work(ctx, x) }, func(v any, err error) {
		s.Asking, s.Joining, s.Part = false, false, 0
		if err == nil {
			s.Err = nil
			if s.State.Shared {
				s.next(firstRound)
			}
		}
		t, _ := v.(T)
		show(t, err)
	})
}

// Code is the recovery code, "" when it is not known.
func (s *Sharer) Code() string {
	if s.session == nil {
		return ""
	}
	return s.session.Code()
}

// Trouble is why nothing is exchanged now: nil, or an error to be explained.
func (s *Sharer) Trouble() error {
	switch {
	case !s.On():
		return nil
	case s.Err != nil && book.CodeOf(s.Err) != book.Cancelled:
		return s.Err
	case s.State.Place == nil:
		return &book.Error{Op: "sync.open", Code: book.Invalid, Field: "place", Detail: share.NoPlace}
	case !s.State.Key:
		return &book.Error{Op: "sync.open", Code: book.Invalid, Field: "code", Detail: share.NoKey}
	case s.State.Status.Paused != nil && s.Last.Status.LastRound.IsZero():
		return s.State.Status.Paused.Err()
	}
	return nil
}

// Enter takes a recovery code that was asked for.
func (s *Sharer) Enter(x keys.Secret, done func(error)) {
	Do(s, func(ctx context.Context, v *share.Session) (struct{}, error) {
		_, err := v.Enter(ctx, x)
		return struct{}{}, err
	},
		func(_ struct{}, err error) { done(err) })
}

// tell says that something changed.
func (s *Sharer) tell() {
	s.Changed()
	if s.Listen != nil {
		s.Listen()
	}
}

// Close ends everything that works on the book.
func (s *Sharer) Close() {
	s.Changed, s.Listen, s.NoClock = func() {}, nil, true
	s.pause()
	s.states.Cancel()
	s.rounds.Cancel()
	s.deeds.Cancel()
	s.last.Cancel()
}
