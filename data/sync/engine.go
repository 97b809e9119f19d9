package sync

import (
	"context"
	"encoding/json"
	"time"

	"dragoman/data/book"
)

// Options are what a shared book is made of.
type Options struct {
	Place   Transport
	Keys    Keys
	Store   Store
	Machine Machine
	Now     func() time.Time      // nil is time.Now
	Program string                // version of Dragoman
	Tell    func(...book.Change)  // of what came from others; nil is nobody
	Step    func(done, total int) // progress of a long round; may be nil
	Begun   func() error          // the book is shared from here on, whatever comes; may be nil
}

// Machine is what this computer knows of a book besides the book: by it a copy
// that was cloned or put back from a backup is found out.
type Machine interface {
	// Mark returns which copy the book was here, and its last file.
	Mark() (replica string, seq uint64, err error)
	// SetMark keeps them.
	SetMark(replica string, seq uint64) error
}

// Engine exchanges one shared book with a place. A method is for one goroutine
// at a time and may take long: it belongs into the background.
type Engine struct {
	o    Options
	seal sealer
	pace pace

	worked time.Duration // since others were last left alone with the book

	// What a test leaves out to show that it is needed.
	noRepair, noNewName, noRest bool
	name                        func() string // of a new copy or workspace
}

func newEngine(o Options) *Engine {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tell == nil {
		o.Tell = func(...book.Change) {}
	}
	if o.Step == nil {
		o.Step = func(int, int) {}
	}
	if o.Begun == nil {
		o.Begun = func() error { return nil }
	}
	return &Engine{o: o, seal: sealer{keys: o.Keys}, name: newName}
}

// Start shares a book in a place. The next round writes it there. A book that
// is shared already is Shared.
func Start(ctx context.Context, o Options, label string) (*Engine, error) {
	return newEngine(o).start(ctx, label)
}

func (e *Engine) start(ctx context.Context, label string) (*Engine, error) {
	s := &state{Workspace: e.name(), Replica: e.name(), Label: label, KeyName: e.o.Keys.Name(), Peers: map[string]*peer{}}
	if err := e.unshared(ctx, "sync.start"); err != nil {
		return nil, err
	}
	if _, err := e.o.Place.List(ctx, ""); err != nil {
		return nil, err
	}
	if err := e.writeFormat(ctx, s); err != nil {
		return nil, err
	}
	if _, err := e.o.Store.Share(ctx, func(tx Tx) error { return s.save(ctx, tx) }); err != nil {
		return nil, err
	}
	if err := e.o.Machine.SetMark(s.Replica, s.Seq); err != nil {
		return nil, err
	}
	return e, e.o.Begun()
}

// unshared makes sure that a book is not shared yet.
func (e *Engine) unshared(ctx context.Context, op string) error {
	return e.o.Store.Look(ctx, func(tx Tx) error {
		workspace, _, _, err := tx.Self(ctx)
		if err == nil && workspace != "" {
			err = Fault(op, Shared, nil)
		}
		return err
	})
}

func (e *Engine) writeFormat(ctx context.Context, s *state) error {
	data, err := json.Marshal(format{Form: form, Least: form, Workspace: s.Workspace, Key: s.KeyName})
	if err != nil {
		return err
	}
	return e.o.Place.Put(ctx, s.Workspace+"/format.json", data)
}

// Open returns the engine of a book that is shared.
func Open(ctx context.Context, o Options) (*Engine, error) { return newEngine(o).open(ctx) }

func (e *Engine) open(ctx context.Context) (*Engine, error) {
	return e, e.o.Store.Look(ctx, func(tx Tx) error {
		_, err := load(ctx, tx)
		return err
	})
}

// Status says how sharing stands as of the last round, without looking at the
// place.
func (e *Engine) Status(ctx context.Context) (st Status, err error) {
	err = e.o.Store.Look(ctx, func(tx Tx) error {
		s, err := load(ctx, tx)
		if err != nil {
			return err
		}
		parked, conflicts, err := tx.Counts(ctx)
		if err != nil {
			return err
		}
		untaken, err := tx.Untaken(ctx)
		st = s.status(parked, conflicts, untaken)
		return err
	})
	return st, err
}

// edit changes what the engine keeps.
func (e *Engine) edit(ctx context.Context, change func(*state) error) error {
	_, err := e.o.Store.Share(ctx, func(tx Tx) error {
		s, err := load(ctx, tx)
		if err != nil {
			return err
		}
		if err := change(s); err != nil {
			return err
		}
		return s.save(ctx, tx)
	})
	return err
}

// Rename calls this device something else; the next round tells the others.
func (e *Engine) Rename(ctx context.Context, label string) error {
	return e.edit(ctx, func(s *state) error {
		s.Label = label
		return nil
	})
}

// Leave ends the sharing on this device and keeps the book. What it wrote stays
// for the others, who may retire it.
func (e *Engine) Leave(ctx context.Context) error {
	_, err := e.o.Store.Share(ctx, func(tx Tx) error {
		if _, err := load(ctx, tx); err != nil {
			return err
		}
		return tx.Forget(ctx)
	})
	if err != nil {
		return err
	}
	return e.o.Machine.SetMark("", 0)
}

// Retire no longer waits for a device to confirm what it has read. Should it
// come back, it joins again by itself, from a whole book where it has to. It
// can read what follows until the key is changed.
func (e *Engine) Retire(ctx context.Context, r Replica) error {
	return e.edit(ctx, func(s *state) error {
		p := s.Peers[string(r)]
		if p == nil {
			return &book.Error{Op: "sync.retire", Code: book.NotFound}
		}
		p.Retired = true
		return nil
	})
}

// Rotate seals what follows with a new key, Keys.Next of the present one, and
// writes a whole book with it. The other devices ask for the new code. What was
// written before stays readable for whoever has the old key.
func (e *Engine) Rotate(ctx context.Context, k Keys) error {
	if !k.has(e.o.Keys.Name()) {
		return Fault("sync.rotate", WrongKey, nil)
	}
	var s *state
	if err := e.edit(ctx, func(now *state) error {
		now.KeyName, now.Snapshot, s = k.Name(), "", now
		return nil
	}); err != nil {
		return err
	}
	e.o.Keys, e.seal.keys = k, k
	return e.writeFormat(ctx, s)
}
