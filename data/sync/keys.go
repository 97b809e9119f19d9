package sync

import (
	"crypto/sha256"
	"encoding/hex"

	"filippo.io/age"
)

// Keys are what a workspace is encrypted with. Where they are kept, and how
// they are written as words, is left to whoever hands them over.
type Keys struct {
	// Own is the identity of the workspace: what is written is for it alone.
	Own *age.X25519Identity
	// Old are those it had before, the newest first: what was written with them
	// can still be read.
	Old []*age.X25519Identity
}

// NewKeys makes the key of a new workspace.
func NewKeys() (Keys, error) {
	id, err := age.GenerateX25519Identity()
	return Keys{Own: id}, err
}

// Next makes a new key that also reads what was written with the present one.
func (k Keys) Next() (Keys, error) {
	n, err := NewKeys()
	n.Old = append([]*age.X25519Identity{k.Own}, k.Old...)
	return n, err
}

// Name is by what a place tells which key it wants: 16 hexadecimal digits from
// which the key cannot be found.
func (k Keys) Name() string { return nameOf(k.Own) }

func nameOf(id *age.X25519Identity) string {
	sum := sha256.Sum256([]byte("dragoman key " + id.Recipient().String()))
	return hex.EncodeToString(sum[:8])
}

// has tells whether a key of that name is among them.
func (k Keys) has(name string) bool {
	if nameOf(k.Own) == name {
		return true
	}
	for _, o := range k.Old {
		if nameOf(o) == name {
			return true
		}
	}
	return false
}
