package personname

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

var (
	hangulLead  = strings.Fields("g kk n d tt r m b pp s ss - j jj ch k t p h")
	hangulVowel = strings.Fields("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
	hangulTail  = strings.Fields("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
	// hangulLink is the tail before a vowel, where stops are voiced.
	hangulLink = strings.Fields("- g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p -")
	choseong   = []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
)

// RomanizeHangul writes Hangul in the Revised Romanisation of Korean, in
// small letters, syllable by syllable as its rules for names ask: 김민수 is
// "gimminsu". The consonant before a vowel is linked to it (복연 is
// "bogyeon"); other sound changes between syllables are not written. Other
// text passes through.
func RomanizeHangul(s string) string {
	var b strings.Builder
	rs := []rune(norm.NFC.String(s))
	for i, r := range rs {
		lead, vowel, tail, ok := jamo(r)
		if !ok {
			b.WriteRune(r)
			continue
		}
		linked := false
		if i > 0 {
			_, _, before, was := jamo(rs[i-1])
			linked = was && before == 8 && lead == 5
		}
		switch {
		case linked:
			b.WriteByte('l')
		case hangulLead[lead] != "-":
			b.WriteString(hangulLead[lead])
		}
		b.WriteString(hangulVowel[vowel])
		if tail == 0 {
			continue
		}
		text := hangulTail[tail]
		if i+1 < len(rs) {
			if next, _, _, is := jamo(rs[i+1]); is && next == 11 && tail != 27 {
				text = hangulLink[tail]
			}
		}
		b.WriteString(text)
	}
	return b.String()
}

// jamo takes a Hangul syllable apart into the numbers of its letters.
func jamo(r rune) (lead, vowel, tail int, ok bool) {
	if r < 0xAC00 || r > 0xD7A3 {
		return 0, 0, 0, false
	}
	n := int(r - 0xAC00)
	return n / 588, n % 588 / 28, n % 28, true
}

// Choseong gives the first consonants of Hangul syllables, which Koreans
// type to find a name: ㄱㅁㅅ for 김민수. Other characters are left out.
func Choseong(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		if lead, _, _, ok := jamo(r); ok {
			b.WriteRune(choseong[lead])
		}
	}
	return b.String()
}
