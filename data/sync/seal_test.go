package sync

import (
	"bytes"
	"errors"
	"testing"
)

// TestWhatIsSealedIsOpened: with a real key, as files lie in a place.
func TestWhatIsSealedIsOpened(t *testing.T) {
	k, err := NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	next, err := k.Next()
	if err != nil {
		t.Fatal(err)
	}
	other, err := NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 1, 11, 64 << 10, 300 << 10} {
		plain := bytes.Repeat([]byte("客户"), size)
		sealed, err := sealer{keys: k}.seal(plain)
		if err != nil {
			t.Fatal(err)
		}
		for _, keys := range []Keys{k, next} {
			if got, err := (sealer{keys: keys}).open(sealed); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%d bytes come back as %d, %v", len(plain), len(got), err)
			}
		}
		if _, err := (sealer{keys: other}).open(sealed); !errors.Is(err, errKey) {
			t.Errorf("another key: %v", err)
		}
		for _, n := range []int{0, 9, len(sealed) / 2, len(sealed) - 1} {
			if got, err := (sealer{keys: k}).open(sealed[:n]); err == nil {
				t.Errorf("%d of %d bytes open as %d", n, len(sealed), len(got))
			}
		}
	}
}
