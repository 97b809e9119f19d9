package sqlite

import (
	"testing"

	"dragoman/data/book"
)

func TestOverlap(t *testing.T) {
	f, _ := middling(t)
	fs := []book.CustomerFilter{{}, {Kind: book.Organisation}, {Countries: []string{"JP", "CN"}}, {Observances: []string{"jewish"}}, {Text: "nobody at all"}}
	got, err := f.Overlap(ctx, fs)
	check(t, err)
	for i := range fs {
		want, err := f.CustomerIDs(ctx, fs[i])
		check(t, err)
		for k := range fs {
			in := map[book.ID]bool{}
			ids, err := f.CustomerIDs(ctx, fs[k])
			check(t, err)
			for _, id := range ids {
				in[id] = true
			}
			n := 0
			for _, id := range want {
				if in[id] {
					n++
				}
			}
			if got[i][k] != n {
				t.Errorf("filters %d and %d: %d, want %d", i, k, got[i][k], n)
			}
		}
	}
	if got[1][3] == 0 || got[0][0] <= got[0][1] {
		t.Error("the test compares nothing:", got)
	}
}

// BenchmarkOverlap counts ten segments of 100,000 customers, and what any two
// of them share.
func BenchmarkOverlap(b *testing.B) {
	f := largeBook(b)
	fs := []book.CustomerFilter{{}, {Kind: book.Organisation}, {Text: "a"}, {Cultures: []string{"VN"}}}
	for _, cc := range []string{"JP", "CN", "KR", "DE", "FR", "SA"} {
		fs = append(fs, book.CustomerFilter{Countries: []string{cc}})
	}
	percentile95(b, 1, func(int) error { _, err := f.Overlap(ctx, fs); return err })
}
