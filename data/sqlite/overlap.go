package sqlite

import (
	"context"
	"math/bits"

	"dragoman/data/book"
)

// rowSet is a set of row numbers, a bit for each.
type rowSet []uint64

func (r *rowSet) add(n int64) {
	for int64(len(*r)) <= n/64 {
		*r = append(*r, 0)
	}
	(*r)[n/64] |= 1 << (n % 64)
}

// both counts what is in both sets.
func (r rowSet) both(o rowSet) (n int) {
	for i := range min(len(r), len(o)) {
		n += bits.OnesCount64(r[i] & o[i])
	}
	return n
}

// Overlap implements book.Reader.
func (r reader) Overlap(ctx context.Context, fs []book.CustomerFilter) ([][]int, error) {
	return ask(ctx, r, "store.overlap", func(s *session) ([][]int, error) {
		live, err := rowsOf(ctx, s, "SELECT n FROM customer WHERE trashed_at IS NULL", nil)
		if err != nil {
			return nil, err
		}
		in := make([]rowSet, len(fs))
		for i, f := range fs {
			in[i] = live
			if ss := sets(f); len(ss) > 0 {
				all, args := together(ss)
				if in[i], err = rowsOf(ctx, s, all, args); err != nil {
					return nil, err
				}
				for w := range in[i] {
					if w < len(live) {
						in[i][w] &= live[w]
					} else {
						in[i][w] = 0
					}
				}
			}
		}
		out := make([][]int, len(fs))
		for i := range fs {
			out[i] = make([]int, len(fs))
			for k := range fs {
				out[i][k] = in[i].both(in[k])
			}
		}
		return out, nil
	})
}

func rowsOf(ctx context.Context, s *session, query string, args []any) (rowSet, error) {
	var out rowSet
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var n int64
		if err := scan(&n); err != nil {
			return err
		}
		out.add(n)
		return nil
	})
	return out, err
}
