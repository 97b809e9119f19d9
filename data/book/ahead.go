package book

import (
	"context"
	"iter"
)

// aheadBatch and aheadBatches bound how far reading runs ahead of writing: far
// enough to keep both busy, near enough that memory stays flat.
const (
	aheadBatch   = 64
	aheadBatches = 8
)

// readAhead yields the rows of an iteration that runs on a goroutine of its
// own, so that a file is read and understood while the rows before are being
// written. The goroutine has ended when the iteration returns.
func readAhead(ctx context.Context, rows iter.Seq2[Incoming, error]) iter.Seq2[Incoming, error] {
	type read struct {
		row Incoming
		err error
	}
	return func(yield func(Incoming, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		batches := make(chan []read, aheadBatches)
		go func() {
			defer close(batches)
			var batch []read
			send := func() bool {
				select {
				case batches <- batch:
					batch = nil
					return true
				case <-ctx.Done():
					return false
				}
			}
			for row, err := range rows {
				batch = append(batch, read{row, err})
				if err != nil || ctx.Err() != nil {
					break // nothing after it will be taken
				}
				if len(batch) == aheadBatch && !send() {
					return
				}
			}
			send()
		}()
		defer func() {
			stop()
			for range batches { // until the reader has seen it
			}
		}()
		for batch := range batches {
			for _, r := range batch {
				if !yield(r.row, r.err) {
					return
				}
			}
		}
		if err := ctx.Err(); err != nil {
			yield(Incoming{}, err)
		}
	}
}

// known remembers what an import into an empty book has brought in so far, so
// that a row which shares nothing with the rows before it is new without
// asking the store.
type known struct{ keys map[string]bool }

// seen reports whether a row shares a key with one before, and remembers its
// keys. A nil known has to ask.
func (k *known) seen(o Origin, normals []string) bool {
	if k == nil {
		return true
	}
	hit := false
	note := func(key string) {
		hit = hit || k.keys[key]
		k.keys[key] = true
	}
	if o.ExternalID != "" {
		note("x" + o.Source + "\x00" + o.ExternalID)
	}
	if o.Fingerprint != "" {
		note("f" + o.Fingerprint)
	}
	for _, n := range normals {
		note("n" + n)
	}
	return hit
}
