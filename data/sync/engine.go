package sync

import (
	"time"

	"dragoman/data/book"
)

// Options are what a shared book is made of. Start and Join take the same, and
// so does Open, with which a round begins:
//
//	Start(ctx, Options, label) (*Engine, error)  // share this book in the place
//	Join(ctx, Options, label) (*Engine, error)   // take part in what is shared there
//	Open(ctx, Options) (*Engine, error)          // NotShared when the book is not
//
//	(*Engine) Round(ctx) (Report, error)         // one exchange; an error pauses, and the next call tries again
//	(*Engine) Status(ctx) (Status, error)        // of the last round, without looking at the place
//	(*Engine) Rename(ctx, label) error
//	(*Engine) Leave(ctx) error                   // keeps the book, ends the sharing
//	(*Engine) Retire(ctx, Replica) error         // no longer waits for a device
//	(*Engine) Rotate(ctx, Keys) error            // Keys.Next: what follows is sealed with the new key
//
// Round is for one goroutine at a time and may take long: it belongs into the
// background.
type Options struct {
	Place   Transport
	Keys    Keys
	Store   Store
	Machine Machine
	Now     func() time.Time      // nil is time.Now
	Program string                // version of Dragoman
	Tell    func(...book.Change)  // of what came from others; nil is nobody
	Step    func(done, total int) // progress of a long round; may be nil
}

// Machine is what this computer knows of a book besides the book: by it a copy
// that was cloned or put back from a backup is found out.
type Machine interface {
	// Mark returns which copy the book was here, and its last file.
	Mark() (replica string, seq uint64, err error)
	// SetMark keeps them.
	SetMark(replica string, seq uint64) error
}
