package prefs

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestALockOpensWithItsPassphraseOnly(t *testing.T) {
	l := NewLock("八月十五 moon", 10)
	if !l.On() || !l.Opens("八月十五 moon") {
		t.Fatal("it does not open with its own passphrase")
	}
	for _, wrong := range []string{"", "八月十五", "八月十五 Moon", "八月十五 moon "} {
		if l.Opens(wrong) {
			t.Errorf("it opens with %q", wrong)
		}
	}
	if again := NewLock("八月十五 moon", 10); again.Sum == l.Sum {
		t.Error("two locks of one passphrase look alike")
	}
	if (Lock{}).On() || (Lock{}).Opens("") {
		t.Error("a lock that is off opens or is on")
	}
	l.Salt = "no base64 !"
	if l.Opens("八月十五 moon") {
		t.Error("a damaged lock opens")
	}
}

func TestALockIsKeptWithoutItsPassphrase(t *testing.T) {
	f := At(filepath.Join(t.TempDir(), "preferences.json"))
	if err := f.Save(Prefs{Lock: NewLock("secret words", 5)}); err != nil {
		t.Fatal(err)
	}
	p, err := f.Load()
	if err != nil || p.Lock.After != 5 || !p.Lock.Opens("secret words") {
		t.Fatalf("%+v %v", p.Lock, err)
	}
	if strings.Contains(p.Lock.Sum+p.Lock.Salt, "secret") {
		t.Error("the passphrase is in the file")
	}
}

func TestWrongPassphrasesMakeOneWait(t *testing.T) {
	for _, c := range []struct {
		wrong int
		want  time.Duration
	}{{0, 0}, {4, 0}, {5, 30 * time.Second}, {6, time.Minute}, {9, 8 * time.Minute}, {10, 15 * time.Minute}, {1000, 15 * time.Minute}} {
		if got := Wait(c.wrong); got != c.want {
			t.Errorf("after %d wrong ones: %s, want %s", c.wrong, got, c.want)
		}
	}
}
