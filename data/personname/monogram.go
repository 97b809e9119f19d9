package personname

import (
	"strings"
	"unicode"
)

// Monogram gives the letters for a portrait without a picture: the initials
// of the given name and the surname in the order in which a reader of locale
// meets them. Names in Chinese characters, kana or Hangul give one character,
// that of the surname; Arabic letters, which change their shape when they
// stand together, give one letter as well. Letters are user-perceived
// characters, so an Indic cluster or an emoji stays whole. The result is
// empty only for an empty name.
func Monogram(locale string, n Name) string {
	if !n.hasParts() {
		full := strings.TrimSpace(n.Full)
		if full == "" {
			return initialOf(leftover(n), "")
		}
		if split := Split(full, n.Locale); split.hasParts() {
			split.Locale, split.Order = n.Locale, n.Order
			n = split
		} else {
			return monogramOfText(full, textScript(full), n.Locale)
		}
	}
	script := n.script()
	lang := monogramLanguage(n.Locale)
	family := n.Surname
	if family == "" {
		family = n.SurnamePrefix
	}
	personal := firstFilled(n.Given, n.GivenInformal, n.Given2)
	if family == "" {
		family = n.Surname2
	}
	f, g := initialOf(family, lang), initialOf(personal, lang)
	switch {
	case f == "":
		return g
	case g == "" || oneLetterScript(script):
		return f
	}
	data, _ := formatter(locale, n.Locale, script)
	if deriveOrder(data, n, orderLocale(n), script) == GivenFirst {
		return g + f
	}
	return f + g
}

// orderLocale is the stated language of a name, or the one that its own
// letters give away.
func orderLocale(n Name) string {
	if n.Locale != "" {
		return n.Locale
	}
	return DeriveLocale(n, "")
}

func monogramLanguage(locale string) string {
	if locale == "" {
		return ""
	}
	return resolve(locale).lang
}

func firstFilled(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}

// oneLetterScript tells the scripts that show one character: wide ones, and
// Arabic, whose letters join.
func oneLetterScript(script string) bool {
	switch script {
	case "Hani", "Hira", "Kana", "Hang", "Bopo", "Yiii", "Arab", "Syrc", "Mong", "Nkoo", "Adlm", "Rohg":
		return true
	}
	return false
}

// monogramOfText takes the initials of the first and the last word of a name
// that nobody took apart. What stands in brackets or after a comma is no
// part of it.
func monogramOfText(full, script, locale string) string {
	lang := monogramLanguage(locale)
	text := full
	if i := strings.IndexAny(text, ",(（[，"); i > 0 {
		text = text[:i]
	}
	var starts []string
	for _, w := range strings.Fields(text) {
		if letter := initialOf(w, lang); letter != "" && startsWithLetter(w) && !strings.HasSuffix(w, ".") || len(w) == 2 && w[1] == '.' {
			starts = append(starts, letter)
		}
	}
	switch {
	case len(starts) == 0:
		return initialOf(full, lang)
	case len(starts) == 1 || oneLetterScript(script):
		return starts[0]
	}
	return starts[0] + starts[len(starts)-1]
}

func startsWithLetter(w string) bool {
	for _, r := range w {
		if unicode.IsLetter(r) {
			return true
		}
		if !unicode.IsPunct(r) && !unicode.IsSymbol(r) {
			return false
		}
	}
	return false
}

// initialOf is the first letter of a text, with its marks, as a capital where
// the script has them; the first character of any kind if there is no letter.
func initialOf(s, lang string) string {
	s = strings.TrimSpace(s)
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) || leadingVowel(r) {
			continue
		}
		return upper(firstCluster(s[i:]), lang)
	}
	return firstCluster(s)
}

// leadingVowel tells the Thai and Lao vowels that are written before the
// consonant they follow in speech; initials take the consonant.
func leadingVowel(r rune) bool {
	return r >= 0x0E40 && r <= 0x0E44 || r >= 0x0EC0 && r <= 0x0EC4
}
