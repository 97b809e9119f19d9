package sync

import (
	"context"
	"time"

	"dragoman/data/book"
	"dragoman/data/oplog"
)

// Store is a book as the engine sees it.
type Store interface {
	// Share runs do in one transaction. It returns what changed in the book.
	Share(ctx context.Context, do func(Tx) error) ([]book.Change, error)
	// Look runs do on one state of the book, which it cannot change and does not
	// hold up: it may ask all that changes nothing.
	Look(ctx context.Context, do func(Tx) error) error
}

// Tx is a transaction of a Store.
type Tx interface {
	// Self returns the names under which the book is shared and what the engine
	// saved; all are empty when it is not shared.
	Self(ctx context.Context) (workspace, replica string, state []byte, err error)
	// SetSelf saves them. From the first time on the book records what is
	// changed.
	SetSelf(ctx context.Context, workspace, replica string, state []byte) error
	// Forget ends the sharing and removes all that belongs to it.
	Forget(ctx context.Context) error
	// Clock returns the last instant of the book's clock, after moving it on.
	Clock(ctx context.Context) (oplog.Time, error)

	// Take returns changes that are in no segment yet, the oldest first, as many
	// as make about so many bytes, and removes them. None are left when it
	// returns none.
	Take(ctx context.Context, bytes int) ([]oplog.Row, error)
	// Untaken counts the changes that Take has not returned.
	Untaken(ctx context.Context) (int, error)
	// Merge takes what others changed.
	Merge(ctx context.Context, view oplog.View, batches []oplog.Batch) (oplog.Merged, error)
	// Wanted is when somebody else in this program last had to wait for the book:
	// now, if somebody does; the zero time when nobody ever had to.
	Wanted() time.Time
	// Ripe returns rows that can be shown whole only now. They have no cells;
	// Merge looks at such rows again.
	Ripe(ctx context.Context) ([]oplog.Row, error)
	// Rows calls each with the rows of the book and when each cell was written.
	Rows(ctx context.Context, each func(oplog.Row) error) error
	// Counts returns how many fields and rows are parked and how many conflicts
	// are open.
	Counts(ctx context.Context) (parked, conflicts int, err error)

	// Keep keeps the bytes of a segment, Kept returns them; nil when they are
	// not kept.
	Keep(ctx context.Context, s oplog.Segment) error
	Kept(ctx context.Context, replica string, seq uint64) (*oplog.Segment, error)
	// Names returns the names of all segments that are kept.
	Names(ctx context.Context) (map[string]bool, error)
	// Unsent returns a few segments of a copy that are not in the place, the
	// oldest first; Sent notes that one is.
	Unsent(ctx context.Context, replica string, most int) ([]oplog.Segment, error)
	Sent(ctx context.Context, replica string, seq uint64) error
	// Drop forgets the segments of a copy from one number to another.
	Drop(ctx context.Context, replica string, from, upTo uint64) error

	// Blobs returns the hashes of pictures and files that rows name, those that
	// are here and those that are missing.
	Blobs(ctx context.Context) (here, missing []string, err error)
	Blob(ctx context.Context, hash string) ([]byte, error)
	PutBlob(ctx context.Context, hash string, data []byte) error
}

// StoreOf makes a Store of a book whose transactions have a type of their own.
func StoreOf[T Tx](share func(context.Context, func(T) error) ([]book.Change, error), look func(context.Context, func(T) error) error) Store {
	return storeOf[T]{share, look}
}

type storeOf[T Tx] struct {
	share func(context.Context, func(T) error) ([]book.Change, error)
	look  func(context.Context, func(T) error) error
}

func (s storeOf[T]) Share(ctx context.Context, do func(Tx) error) ([]book.Change, error) {
	return s.share(ctx, func(t T) error { return do(t) })
}

func (s storeOf[T]) Look(ctx context.Context, do func(Tx) error) error {
	return s.look(ctx, func(t T) error { return do(t) })
}
