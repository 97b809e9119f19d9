package prefs

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"time"

	"golang.org/x/crypto/argon2"
)

// Lock is the screen lock of this computer: what is checked before the window
// shows anything. It hides the book and encrypts nothing; whoever can read the
// disk can read the book. The zero Lock is off.
type Lock struct {
	Salt string `json:"salt,omitempty"` // base64
	Sum  string `json:"sum,omitempty"`  // Argon2id of the passphrase with Salt, base64
	// After is after how many minutes without a key or the pointer the window
	// locks itself; 0 is only when it is asked to.
	After int `json:"after,omitempty"`
}

// The cost of Argon2id as RFC 9106 section 4 recommends it where memory is
// limited: 3 passes over 64 MiB with 4 lanes.
const (
	lockPasses = 3
	lockMemory = 64 << 10 // KiB
	lockLanes  = 4
	lockBytes  = 32
)

// NewLock makes a lock that opens with a passphrase. It takes a noticeable part
// of a second.
func NewLock(passphrase string, after int) Lock {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	return Lock{Salt: base64.StdEncoding.EncodeToString(salt), Sum: lockSum(passphrase, salt), After: after}
}

func lockSum(passphrase string, salt []byte) string {
	return base64.StdEncoding.EncodeToString(argon2.IDKey([]byte(passphrase), salt, lockPasses, lockMemory, lockLanes, lockBytes))
}

// On tells whether there is a passphrase.
func (l Lock) On() bool { return l.Sum != "" }

// Opens tells whether the passphrase is the right one. It takes as long as
// NewLock. A lock that is off, or whose salt is damaged, opens with nothing.
func (l Lock) Opens(passphrase string) bool {
	salt, err := base64.StdEncoding.DecodeString(l.Salt)
	if err != nil || !l.On() {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(lockSum(passphrase, salt)), []byte(l.Sum)) == 1
}

// freeTries is how often a passphrase may be wrong before one has to wait.
const freeTries = 5

// Wait is how long one has to wait before the next try, after a passphrase was
// wrong so often in a row: nothing at first, then half a minute, twice as long
// each time, at most a quarter of an hour.
func Wait(wrong int) time.Duration {
	if wrong < freeTries {
		return 0
	}
	d := 30 * time.Second
	for range min(wrong-freeTries, 5) {
		d *= 2
	}
	return min(d, 15*time.Minute)
}
