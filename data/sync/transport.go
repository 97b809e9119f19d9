package sync

import (
	"context"
	"errors"

	"dragoman/data/book"
)

// Transport is a place that keeps files: a folder, a WebDAV server, a bucket.
// Names are relative to it, of lower-case ASCII letters, digits, "-", "." and
// "/", and shorter than 100 characters; folders are made as they are needed.
// All errors are book.Errors with one of the details below. A Transport is used
// by one goroutine at a time.
type Transport interface {
	// List returns the files whose names begin with prefix, in the order of
	// names. Files that are being written, and those of other programs, such as
	// "conflicted copies", are listed as they are called: the engine knows its
	// own names. A place that is there and holds nothing gives an empty list; a
	// place that is not there, as a stick that was pulled out, is Gone.
	List(ctx context.Context, prefix string) ([]Entry, error)
	// Get reads a whole file. NoFile when it is not there; NotYet when the place
	// knows of it but has not brought it here, as with a placeholder of a cloud.
	Get(ctx context.Context, name string) ([]byte, error)
	// Put writes a whole file: whoever looks for the name finds nothing (or what
	// was there before) or all of it. A file that is there is replaced.
	Put(ctx context.Context, name string, data []byte) error
	// Remove takes a file away. That it is not there is no error. The engine
	// removes only what this replica wrote.
	Remove(ctx context.Context, name string) error
}

// Entry is a file in a place.
type Entry struct {
	Name string
	Size int64
}

// The details of errors that come from a place. Each has a sentence in
// locales/explain.
const (
	Gone     = "sync_gone"      // NotFound: the place itself is not there
	NoFile   = "sync_no_file"   // NotFound: the file is not there
	NotYet   = "sync_not_yet"   // Locked: the file is known and has not come yet
	ReadOnly = "sync_read_only" // ReadOnly: nothing can be written there
	Full     = "sync_full"      // DiskFull: no room is left there
	Denied   = "sync_denied"    // ReadOnly: the name or password is not taken
	Offline  = "sync_offline"   // Locked: the server does not answer; try again later
)

// The details of errors that come from the engine.
const (
	NotShared = "sync_not_shared" // Invalid: the book is not shared
	Shared    = "sync_shared"     // Conflict: the book is shared already
	Empty     = "sync_empty"      // NotFound: the place is there and what lay in it is not
	NoBook    = "sync_no_book"    // NotFound: nothing is shared in this place
	OtherBook = "sync_other_book" // Conflict: another book is shared there
	WrongKey  = "sync_wrong_key"  // Invalid: the recovery code is not the one of this place
	NewKey    = "sync_new_key"    // Invalid: the key was changed; the new code is asked for
	Newer     = "sync_newer"      // NewerVersion: the place is of a form that only a newer program reads
	Retired   = "sync_retired"    // Conflict: another device put this one out; join again
	NotHere   = "sync_not_here"   // Locked: no whole book has come here yet; try again later
)

// codes are the codes that go with the details.
var codes = map[string]book.Code{
	Gone: book.NotFound, NoFile: book.NotFound, NotYet: book.Locked, ReadOnly: book.ReadOnly, Full: book.DiskFull,
	Denied: book.ReadOnly, Offline: book.Locked,
	NotShared: book.Invalid, Shared: book.Conflict, Empty: book.NotFound, NoBook: book.NotFound, OtherBook: book.Conflict,
	WrongKey: book.Invalid, NewKey: book.Invalid, Newer: book.NewerVersion, Retired: book.Conflict, NotHere: book.Locked,
}

// Fault returns the error of a detail; err is the cause or nil.
func Fault(op, detail string, err error) error {
	return &book.Error{Op: op, Code: codes[detail], Detail: detail, Err: err}
}

// Is tells whether err has a detail.
func Is(err error, detail string) bool {
	var e *book.Error
	return errors.As(err, &e) && e.Detail == detail
}
