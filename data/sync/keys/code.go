// Package keys makes and keeps the key of a shared book: as a recovery code that
// people can read to each other, and in the keyring of the system.
//
// It promises that a mistyped code is told from a right one, and where the
// mistake is; that a code never becomes another key in another version; and that
// a key which lies in the keyring is never overwritten by another: what was
// there stays readable. Where there is no keyring the code is asked for at every
// start. Nothing is taken from a command line, and nothing is logged.
//
// A code is 128 random bits in seven groups of five letters and digits. In each
// group the last sign checks the four before it and the place of the group; the
// last twelve bits check the whole. The key of age comes from the code by HKDF.
package keys

import (
	"crypto/rand"
	"crypto/sha256"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dragoman/data/book"
)

// Secret is what a code says.
type Secret [16]byte

// New makes a secret.
func New() (s Secret) {
	_, _ = rand.Read(s[:]) // never fails, see crypto/rand
	return s
}

const (
	groups = 7 // of four signs that carry bits, and one that checks them
	carry  = 4
)

// signs are the 32 signs of Crockford: no I, L, O or U, which are mistaken for
// others.
const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Code writes the secret down.
func (s Secret) Code() string {
	bits := append(s[:], s.whole()...)
	var out strings.Builder
	acc, have, at := 0, 0, 0
	values := make([]byte, 0, groups*carry)
	for len(values) < groups*carry {
		for have < 5 {
			acc = acc<<8 | int(bits[at])
			at++
			have += 8
		}
		values = append(values, byte(acc>>(have-5))&31)
		have -= 5
	}
	for g := range groups {
		if g > 0 {
			out.WriteByte('-')
		}
		part := values[g*carry : (g+1)*carry]
		for _, v := range append(part[:carry:carry], sign(g, part)) {
			out.WriteByte(signs[v])
		}
	}
	return out.String()
}

// whole are the bits that check the secret as a whole: twelve of them are used.
func (s Secret) whole() []byte {
	sum := sha256.Sum256(append([]byte("dragoman recovery code 1 "), s[:]...))
	return sum[:2]
}

// sign checks a group: a sum over the field of 32 elements in which every place
// has a weight of its own, so that one wrong sign, or two that changed places,
// are always found; and so is a group at another place.
func sign(g int, values []byte) byte {
	sum, weight := byte(g+1), byte(1)
	for _, v := range values {
		weight = times(weight, 2)
		sum ^= times(weight, v)
	}
	return sum
}

// times multiplies in the field of 32 elements (x⁵+x²+1).
func times(a, b byte) (p byte) {
	for ; b > 0; b >>= 1 {
		if b&1 != 0 {
			p ^= a
		}
		if a <<= 1; a&32 != 0 {
			a ^= 0b100101
		}
	}
	return p
}

// Fault says what is wrong with a code that was typed. It is the cause of the
// error of Parse.
type Fault struct {
	Have   int   // signs that were typed
	Groups []int // those that hold a mistake, from 1; none when only the whole does not fit
	Signs  []rune
}

// Error implements error. It does not tell the code.
func (f *Fault) Error() string { return "the code does not check" }

// Want is how many signs a code has.
const Want = groups * (carry + 1)

// Parse reads a code: small letters, full-width signs, blanks and dashes of all
// kinds are taken, and O, I and L for what they look like. The error is Invalid
// with Field "code"; its Detail is "code_short", "code_long", "code_sign" (a
// sign that no code has), "code_group" or "code_whole", and its cause a Fault.
func Parse(text string) (s Secret, err error) {
	var values []byte
	f := &Fault{}
	for _, r := range norm.NFKC.String(text) {
		r = unicode.ToUpper(r)
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Dash, r), r == '_', r == '.', r == '·', r == '。':
			continue
		case r == 'O':
			r = '0'
		case r == 'I', r == 'L':
			r = '1'
		}
		v := strings.IndexRune(signs, r)
		if v < 0 {
			f.Signs = append(f.Signs, r)
			v = 0
		}
		values = append(values, byte(v))
	}
	f.Have = len(values)
	wrong := func(detail string) error {
		return &book.Error{Op: "sync.code", Code: book.Invalid, Field: "code", Detail: detail, Err: f}
	}
	switch {
	case len(f.Signs) > 0:
		return s, wrong("code_sign")
	case f.Have > Want:
		return s, wrong("code_long")
	}
	for g := range f.Have / (carry + 1) {
		part := values[g*(carry+1) : (g+1)*(carry+1)]
		if sign(g, part[:carry]) != part[carry] {
			f.Groups = append(f.Groups, g+1)
		}
	}
	switch {
	case len(f.Groups) > 0:
		return s, wrong("code_group")
	case f.Have < Want:
		return s, wrong("code_short")
	}
	s, check := unpack(values)
	if sum := s.whole(); uint(sum[0])<<4|uint(sum[1])>>4 != check {
		return Secret{}, wrong("code_whole")
	}
	return s, nil
}

// unpack takes the secret and the twelve bits of its check out of the signs.
func unpack(values []byte) (s Secret, check uint) {
	acc, have, at := 0, 0, 0
	for i, v := range values {
		if i%(carry+1) == carry {
			continue
		}
		acc, have = acc<<5|int(v), have+5
		for have >= 8 && at < len(s) {
			s[at] = byte(acc >> (have - 8))
			have -= 8
			acc &= 1<<have - 1
			at++
		}
	}
	return s, uint(acc)
}
