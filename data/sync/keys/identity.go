package keys

import (
	"crypto/hkdf"
	"crypto/sha256"
	"strings"

	"filippo.io/age"

	"dragoman/data/sync"
)

// Identity is the key of age that belongs to a secret.
func (s Secret) Identity() (*age.X25519Identity, error) {
	scalar, err := hkdf.Key(sha256.New, s[:], nil, "dragoman shared book 1", 32)
	if err != nil {
		return nil, err
	}
	return age.ParseX25519Identity(strings.ToUpper(bech32("age-secret-key-", scalar)))
}

// Keys are the keys of a workspace from its secrets, the present one first.
func Keys(secrets []Secret) (k sync.Keys, err error) {
	for i, s := range secrets {
		id, err := s.Identity()
		if err != nil {
			return k, err
		}
		if i == 0 {
			k.Own = id
		} else {
			k.Old = append(k.Old, id)
		}
	}
	return k, nil
}

const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32 writes bytes as BIP 173 has it. Package age writes its keys so, and
// takes a key only in that form.
func bech32(hrp string, data []byte) string {
	var values []byte
	acc, have := 0, 0
	for _, b := range data {
		acc, have = acc<<8|int(b), have+8
		for have >= 5 {
			values = append(values, byte(acc>>(have-5))&31)
			have -= 5
		}
		acc &= 1<<have - 1
	}
	if have > 0 {
		values = append(values, byte(acc<<(5-have))&31)
	}
	var spread []byte
	for i := range len(hrp) {
		spread = append(spread, hrp[i]>>5)
	}
	spread = append(spread, 0)
	for i := range len(hrp) {
		spread = append(spread, hrp[i]&31)
	}
	sum := polymod(append(append(spread, values...), 0, 0, 0, 0, 0, 0)) ^ 1
	out := hrp + "1"
	for _, v := range values {
		out += string(letters[v])
	}
	for i := range 6 {
		out += string(letters[sum>>(5*(5-i))&31])
	}
	return out
}

func polymod(values []byte) uint32 {
	sum := uint32(1)
	for _, v := range values {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	return sum
}
