package transport

import (
	"bytes"
	"context"
	"errors"

	"dragoman/data/book"
	"dragoman/data/sync"
)

// check writes a small file, reads it back and removes it. It is done once, when
// a place is chosen, so that a folder which can only be read is found out then.
func check(ctx context.Context, p sync.Transport) (err error) {
	const op = "sync.check"
	name := "check-" + string(book.NewID()) + ".txt"
	want := []byte("Dragoman\n")
	if err := p.Put(ctx, name, want); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Remove(ctx, name)) }()
	got, err := p.Get(ctx, name)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fault(op, BadPlace, errors.New("what was written is not what is read"))
	}
	return nil
}
