package transport

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"

	"dragoman/data/book"
	"dragoman/data/sync"
)

// Further details of faults, beside those of package sync. Each has a sentence
// of its own.
const (
	BadPlace   = "sync_address"   // Invalid, Field "place": nothing of the kind is there
	Busy       = "sync_busy"      // Locked: another program holds the file
	TooLarge   = "sync_too_large" // Unsupported: greater than what sync ever writes
	WrongClock = "sync_clock"     // Invalid, Field "clock": the server refuses a clock that is so far off
)

// Largest is the greatest file that is read or written. A snapshot of a million
// operations takes less than a tenth of it.
const Largest = 256 << 20

// slowest bounds one request, so that a server which neither answers nor hangs
// up does not hold a round for ever.
const slowest = 2 * time.Minute

// fault makes the error of a detail.
func fault(op, detail string, err error) error {
	switch detail {
	case BadPlace:
		return &book.Error{Op: op, Code: book.Invalid, Field: "place", Detail: detail, Err: err}
	case WrongClock:
		return &book.Error{Op: op, Code: book.Invalid, Field: "clock", Detail: detail, Err: err}
	case Busy:
		return &book.Error{Op: op, Code: book.Locked, Detail: detail, Err: err}
	case TooLarge:
		return &book.Error{Op: op, Code: book.Unsupported, Detail: detail, Err: err}
	}
	return sync.Fault(op, detail, err)
}

// ours passes on what is already told apart and what the user stopped.
func ours(ctx context.Context, op string, err error) (error, bool) {
	var known *book.Error
	switch {
	case err == nil:
		return nil, true
	case ctx.Err() != nil:
		return &book.Error{Op: op, Code: book.Cancelled, Err: err}, true
	case errors.As(err, &known):
		return err, true
	}
	return nil, false
}

// unreachable tells whether an error says that there is no way to a server.
func unreachable(err error) bool {
	var dns *net.DNSError
	var op *net.OpError
	return errors.As(err, &dns) || errors.As(err, &op) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET)
}

// clean checks a name, so that no file is ever read or written outside of the
// place.
func clean(op, name string) (string, error) {
	if name == "" || path.Clean(name) != name || path.IsAbs(name) || !fs.ValidPath(name) || strings.ContainsAny(name, `\:`) {
		return "", &book.Error{Op: op, Code: book.Invalid, Field: "name", Detail: "path"}
	}
	return name, nil
}

// unfinished begins the names of files that are being written. Programs that
// synchronise folders leave names like these alone, and no reader takes them.
const unfinished = "~dragoman-"

// finished tells whether a name is one that readers are shown.
func finished(name string) bool {
	base := path.Base(name)
	return !strings.HasPrefix(base, unfinished) && !strings.HasPrefix(base, ".")
}

// readAll reads a file that may not be greater than sync ever writes.
func readAll(op string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, Largest+1))
	if err == nil && len(data) > Largest {
		return nil, fault(op, TooLarge, nil)
	}
	return data, err
}

// retry tries again what another program keeps from being done for a moment: a
// virus scanner or the program that synchronises the folder. It gives up after
// some two seconds, or when the context ends.
func retry(ctx context.Context, passing func(error) bool, do func() error) error {
	wait := 15 * time.Millisecond
	for {
		err := do()
		if err == nil || !passing(err) || wait > 1200*time.Millisecond {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
		wait *= 2
	}
}

// beginning is the folder in which all names with a prefix lie.
func beginning(op, prefix string) (string, error) {
	dir := path.Dir(prefix + "x")
	if dir == "." {
		return "", nil
	}
	return clean(op, dir)
}

// sorted brings a list into the order of names.
func sorted(list []sync.Entry) []sync.Entry {
	slices.SortFunc(list, func(a, b sync.Entry) int { return strings.Compare(a.Name, b.Name) })
	return list
}
