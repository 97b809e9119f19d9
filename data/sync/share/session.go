package share

import (
	"context"
	"errors"
	gosync "sync"
	"time"

	"dragoman/data/book"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
)

// NoKey is the detail of the error of a round for which the key is not known:
// there is no keyring, or it was emptied. The code has to be asked for.
const NoKey = "sync_no_key"

// NoPlace is the detail of the error of a round when this computer does not know
// where the book is shared: it came here as a copy.
const NoPlace = "sync_no_place"

// Engine is what of a sync.Engine a Session uses.
type Engine interface {
	Round(ctx context.Context) (sync.Report, error)
	Status(ctx context.Context) (sync.Status, error)
	Rename(ctx context.Context, label string) error
	Leave(ctx context.Context) error
	Retire(ctx context.Context, r sync.Replica) error
	Rotate(ctx context.Context, k sync.Keys) error
}

// Begin makes an engine: to share a book, to take part, or for a round.
type Begin func(ctx context.Context, o sync.Options, label string) (Engine, error)

// Session is the sharing of one open book. Its methods may be called from any
// goroutine, and wait for each other.
type Session struct {
	Store   sync.Store
	Memory  *Memory
	Now     func() time.Time
	Program string
	Tell    func(...book.Change)  // of what came from others; may be nil
	Step    func(done, total int) // of a long round; may be nil

	// Start, Join and Open are those of package sync unless a test sets them.
	Start, Join, Open Begin

	one     gosync.Mutex
	came    []book.Change // during the present call; told when it is over
	secrets []keys.Secret // the present one first; none while they are not known
	login   keys.Login
}

// State is what is known of the sharing of a book.
type State struct {
	Shared bool   // the book says so
	Place  *Place // nil when this computer does not know it
	Key    bool   // the key is known
	Status sync.Status
}

// State says how sharing stands. It does not look at the place.
func (s *Session) State(ctx context.Context) (st State, err error) {
	s.one.Lock()
	defer s.unlock()
	workspace, err := s.workspace(ctx)
	if err != nil || workspace == "" {
		return st, err
	}
	st.Shared = true
	st.Status.Workspace = workspace
	if _, st.Place, err = s.Memory.where(); err != nil {
		return st, err
	}
	s.recall(workspace, st.Place)
	if st.Key = len(s.secrets) > 0; !st.Key || st.Place == nil {
		return st, nil
	}
	e, err := s.engine(ctx)
	if err != nil {
		return st, err
	}
	st.Status, err = e.Status(ctx)
	return st, err
}

// gather keeps what came for the end of the call: who is told may ask the
// Session something at once.
func (s *Session) gather(changes ...book.Change) {
	if s.came = append(s.came, changes...); len(s.came) > mostTold {
		s.came = []book.Change{{Entity: book.EntityAll}}
	}
}

// mostTold is how many changes are told one by one.
const mostTold = 100

// unlock ends a call and tells what came during it.
func (s *Session) unlock() {
	came := s.came
	s.came = nil
	s.one.Unlock()
	if len(came) > 0 && s.Tell != nil {
		s.Tell(came...)
	}
}

// workspace asks the book as which it is shared, "" when it is not.
func (s *Session) workspace(ctx context.Context) (w string, err error) {
	err = s.Store.Look(ctx, func(tx sync.Tx) (err error) {
		w, _, _, err = tx.Self(ctx)
		return err
	})
	return w, err
}

// recall reads what of the keyring is not known yet.
func (s *Session) recall(workspace string, p *Place) {
	if len(s.secrets) == 0 {
		s.secrets, _ = keys.Recall(workspace) // without it the code is asked for
	}
	if p != nil && p.Asks() && s.login == (keys.Login{}) {
		s.login = keys.LoginOf(workspace)
	}
}

// options are those of an engine over a place.
func (s *Session) options(c Carrier) (o sync.Options, err error) {
	o = sync.Options{Place: c, Store: s.Store, Machine: s.Memory, Now: s.Now, Program: s.Program, Tell: s.gather, Step: s.Step}
	o.Keys, err = keys.Keys(s.secrets)
	return o, err
}

// engine makes the engine of a book that is shared.
func (s *Session) engine(ctx context.Context) (Engine, error) {
	const op = "sync.open"
	workspace, err := s.workspace(ctx)
	if err != nil {
		return nil, err
	}
	if workspace == "" {
		return nil, sync.Fault(op, sync.NotShared, nil)
	}
	_, p, err := s.Memory.where()
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, &book.Error{Op: op, Code: book.Invalid, Field: "place", Detail: NoPlace}
	}
	s.recall(workspace, p)
	if len(s.secrets) == 0 {
		return nil, &book.Error{Op: op, Code: book.Invalid, Field: "code", Detail: NoKey}
	}
	c, err := p.open(s.login, s.Memory.post())
	if err != nil {
		return nil, err
	}
	if err := s.Memory.ready(*p); err != nil {
		return nil, err
	}
	o, err := s.options(c)
	if err != nil {
		return nil, err
	}
	return s.Open(ctx, o, "")
}

// SignIn takes what a server asks for from whoever runs the program, instead of
// from the keyring. It is kept nowhere.
func (s *Session) SignIn(l keys.Login) {
	s.one.Lock()
	defer s.unlock()
	s.login = l
}

// Setup is what is asked when a book is shared, or one takes part.
type Setup struct {
	Place  Place
	Login  keys.Login
	Label  string // of this computer
	Secret keys.Secret
}

// Try proves that a place can be written and read. It is asked before anything
// is shared.
func (s *Session) Try(ctx context.Context, p Place, l keys.Login) error {
	if err := s.Memory.ready(p); err != nil {
		return err
	}
	if err := p.make(); err != nil {
		return err
	}
	c, err := p.open(l, s.Memory.post())
	if err != nil {
		return err
	}
	return c.Check(ctx)
}

// Share shares the book; Take takes part in what is shared in the place. Both
// keep the key in the keyring, and try a first round. Kept is false when
// there is no keyring and the code will be asked for at every start.
func (s *Session) Share(ctx context.Context, u Setup) (kept bool, err error) {
	return s.begin(ctx, u, s.Start)
}

// Take: see Share.
func (s *Session) Take(ctx context.Context, u Setup) (kept bool, err error) {
	return s.begin(ctx, u, s.Join)
}

func (s *Session) begin(ctx context.Context, u Setup, begin Begin) (kept bool, err error) {
	s.one.Lock()
	defer s.unlock()
	if err := s.Memory.ready(u.Place); err != nil {
		return false, err
	}
	c, err := u.Place.open(u.Login, s.Memory.post())
	if err != nil {
		return false, err
	}
	oldSecrets, oldLogin := s.secrets, s.login
	s.secrets, s.login = []keys.Secret{u.Secret}, u.Login
	o, err := s.options(c)
	var e Engine
	begun := false
	o.Begun = func() error {
		// The book is shared from here on. What cannot be brought now is brought
		// later, and the status says why.
		begun = true
		workspace, err := s.workspace(ctx)
		if err != nil {
			return err
		}
		kept = keys.Remember(workspace, u.Secret) == nil && (!u.Place.Asks() || keys.SetLogin(workspace, u.Login) == nil)
		return s.Memory.setWhere(workspace, &u.Place)
	}
	if err == nil {
		e, err = begin(ctx, o, u.Label)
	}
	if err != nil {
		if !begun {
			s.secrets, s.login = oldSecrets, oldLogin
		}
		return kept, err
	}
	if _, err = e.Round(ctx); book.CodeOf(err) == book.Cancelled {
		return kept, err
	}
	return kept, nil
}

// Round makes one exchange.
func (s *Session) Round(ctx context.Context) (sync.Report, error) {
	s.one.Lock()
	defer s.unlock()
	e, err := s.engine(ctx)
	if err != nil {
		return sync.Report{}, err
	}
	return e.Round(ctx)
}

// Rename calls this computer something else.
func (s *Session) Rename(ctx context.Context, label string) error {
	return s.with(ctx, func(e Engine) error { return e.Rename(ctx, label) })
}

// Retire no longer waits for a device, which can join again.
func (s *Session) Retire(ctx context.Context, r sync.Replica) error {
	return s.with(ctx, func(e Engine) error { return e.Retire(ctx, r) })
}

// Renew makes a new key, which a device that was removed does not have, and
// returns it to be shown: all others have to be given its code. What was written
// before stays readable with the old one.
func (s *Session) Renew(ctx context.Context) (keys.Secret, error) {
	next := keys.New()
	err := s.with(ctx, func(e Engine) error {
		all := append([]keys.Secret{next}, s.secrets...)
		k, err := keys.Keys(all)
		if err != nil {
			return err
		}
		if err := e.Rotate(ctx, k); err != nil {
			return err
		}
		s.secrets = all
		return s.remember(ctx, next)
	})
	return next, err
}

// remember keeps a secret where there is a keyring.
func (s *Session) remember(ctx context.Context, x keys.Secret) error {
	workspace, err := s.workspace(ctx)
	if err != nil {
		return err
	}
	if err := keys.Remember(workspace, x); err != nil && book.CodeOf(err) != book.Unsupported {
		return err
	}
	return nil
}

// Enter takes the code that was asked for: after a start without a keyring, or
// because another device made a new key. Whether it is the right one a round
// says, of which it returns the report.
func (s *Session) Enter(ctx context.Context, x keys.Secret) (r sync.Report, err error) {
	s.one.Lock()
	defer s.unlock()
	old := s.secrets
	s.secrets = append([]keys.Secret{x}, old...)
	e, err := s.engine(ctx)
	if err == nil {
		r, err = e.Round(ctx)
	}
	if sync.Is(err, sync.WrongKey) || sync.Is(err, sync.NewKey) || sync.Is(err, sync.OtherBook) {
		s.secrets = old
		return r, err
	}
	// The place may be away for now, which says nothing against the code.
	return r, errors.Join(err, s.remember(ctx, x))
}

// MoveTo shares the book in another place from now on, or in the same one with
// another password. Nothing is removed at the old place.
func (s *Session) MoveTo(ctx context.Context, p Place, l keys.Login) error {
	if err := s.Try(ctx, p, l); err != nil {
		return err
	}
	s.one.Lock()
	defer s.unlock()
	workspace, err := s.workspace(ctx)
	if err != nil {
		return err
	}
	s.login = l
	if p.Asks() {
		if err := keys.SetLogin(workspace, l); err != nil && book.CodeOf(err) != book.Unsupported {
			return err
		}
	}
	return s.Memory.setWhere(workspace, &p)
}

// Code is the recovery code, to be shown again to the owner; "" when the key is
// not known.
func (s *Session) Code() string {
	s.one.Lock()
	defer s.unlock()
	if len(s.secrets) == 0 {
		return ""
	}
	return s.secrets[0].Code()
}

// Leave ends the sharing of this book on this computer and keeps the book. The
// key goes out of the keyring.
func (s *Session) Leave(ctx context.Context) error {
	return s.with(ctx, func(e Engine) error {
		workspace, err := s.workspace(ctx)
		if err != nil {
			return err
		}
		if err := e.Leave(ctx); err != nil {
			return err
		}
		s.secrets, s.login = nil, keys.Login{}
		for _, err := range []error{keys.Forget(workspace), keys.SetLogin(workspace, keys.Login{})} {
			if err != nil && book.CodeOf(err) != book.Unsupported {
				return err
			}
		}
		return s.Memory.forget()
	})
}

func (s *Session) with(ctx context.Context, do func(Engine) error) error {
	s.one.Lock()
	defer s.unlock()
	e, err := s.engine(ctx)
	if err != nil {
		return err
	}
	return do(e)
}
