package personname

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// scripts are the scripts that a name is looked up in, most frequent first,
// by ISO 15924 code.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin},
	{"Hani", unicode.Han},
	{"Hira", unicode.Hiragana},
	{"Kana", unicode.Katakana},
	{"Hang", unicode.Hangul},
	{"Cyrl", unicode.Cyrillic},
	{"Arab", unicode.Arabic},
	{"Deva", unicode.Devanagari},
	{"Grek", unicode.Greek},
	{"Hebr", unicode.Hebrew},
	{"Thai", unicode.Thai},
	{"Beng", unicode.Bengali},
	{"Taml", unicode.Tamil},
	{"Telu", unicode.Telugu},
	{"Gujr", unicode.Gujarati},
	{"Guru", unicode.Gurmukhi},
	{"Knda", unicode.Kannada},
	{"Mlym", unicode.Malayalam},
	{"Orya", unicode.Oriya},
	{"Sinh", unicode.Sinhala},
	{"Ethi", unicode.Ethiopic},
	{"Geor", unicode.Georgian},
	{"Armn", unicode.Armenian},
	{"Khmr", unicode.Khmer},
	{"Laoo", unicode.Lao},
	{"Mymr", unicode.Myanmar},
	{"Tibt", unicode.Tibetan},
	{"Mong", unicode.Mongolian},
	{"Cher", unicode.Cherokee},
	{"Thaa", unicode.Thaana},
	{"Syrc", unicode.Syriac},
	{"Tfng", unicode.Tifinagh},
	{"Nkoo", unicode.Nko},
	{"Adlm", unicode.Adlam},
	{"Bopo", unicode.Bopomofo},
	{"Yiii", unicode.Yi},
	{"Vaii", unicode.Vai},
	{"Olck", unicode.Ol_Chiki},
	{"Cakm", unicode.Chakma},
	{"Java", unicode.Javanese},
	{"Mtei", unicode.Meetei_Mayek},
	{"Rohg", unicode.Hanifi_Rohingya},
	{"Cans", unicode.Canadian_Aboriginal},
}

// scriptOf is the script of a character, or "" for characters that many
// scripts share, such as spaces, digits, signs and emoji.
func scriptOf(r rune) string {
	switch {
	case r < 0x41:
		return ""
	case r < 0x80:
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			return "Latn"
		}
		return ""
	case r >= 0x4E00 && r <= 0x9FFF:
		return "Hani"
	case r >= 0xAC00 && r <= 0xD7A3:
		return "Hang"
	}
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.code
		}
	}
	return ""
}

// textScript is the script of the first character that has one.
func textScript(texts ...string) string {
	for _, t := range texts {
		for _, r := range t {
			if s := scriptOf(r); s != "" {
				return s
			}
		}
	}
	return ""
}

// ReadableIn says whether whoever reads a language (BCP 47) reads the letters of
// a text: those of its usual script (CLDR likely subtags), and Latin ones
// everywhere.
func ReadableIn(text, lang string) bool {
	script := textScript(text)
	if script == "" || script == "Latn" {
		return true
	}
	s, _ := language.Make(lang).Script()
	switch s.String() {
	case "Hans", "Hant":
		return script == "Hani"
	case "Jpan":
		return script == "Hani" || script == "Hira" || script == "Kana"
	case "Kore":
		return script == "Hang"
	}
	return script == s.String()
}

// script is the script of the name: the surname speaks first, as UTS 35 asks.
func (n Name) script() string {
	return textScript(n.SurnamePrefix, n.Surname, n.Given, n.Given2, n.GivenInformal, n.Full)
}

// text is everything that is known of the name, for looking at its letters.
func (n Name) text() string {
	if n.Full == "" {
		return n.SurnamePrefix + n.Surname + n.Surname2 + n.Given + n.Given2 + n.GivenInformal
	}
	if !n.hasParts() {
		return n.Full
	}
	return n.SurnamePrefix + n.Surname + n.Surname2 + n.Given + n.Given2 + n.Full
}

// scriptMatch reports whether two script codes meet: some codes stand for a
// set of scripts (Japanese is written in three).
func scriptMatch(a, b string) bool {
	if a == b {
		return true
	}
	for _, x := range scriptSet(a) {
		for _, y := range scriptSet(b) {
			if x == y {
				return true
			}
		}
	}
	return false
}

func scriptSet(code string) []string {
	switch code {
	case "Jpan":
		return []string{"Hani", "Hira", "Kana"}
	case "Hrkt":
		return []string{"Hira", "Kana"}
	case "Kore":
		return []string{"Hang", "Hani"}
	case "Hans", "Hant":
		return []string{"Hani"}
	case "Hanb":
		return []string{"Hani", "Bopo"}
	}
	return []string{code}
}

// DeriveLocale says in which language a name is written, as a BCP 47 tag. It
// looks at the locale of the name, then at the script and at hint, the
// language that the person is said to use ("" if none); the person's country
// plays no part. A name in Latin letters of a language with another script
// gets the script, as in "zh-Latn"; when nothing is known but the script, the
// tag is "und-" and the script, or "und" for a name without letters.
func DeriveLocale(n Name, hint string) string {
	script := n.script()
	for _, stated := range []string{n.Locale, hint} {
		if tag := fit(stated, script); tag != "" {
			return tag
		}
	}
	text := n.text()
	switch script {
	case "":
		return "und"
	case "Hira", "Kana":
		return "ja"
	case "Hang":
		return "ko"
	case "Hani":
		if looksJapanese(n, text) {
			return "ja"
		}
		return "zh"
	case "Latn":
		return latinLocale(text)
	case "Cyrl":
		return byLetters(text, cyrillicLetters, "und-Cyrl")
	case "Arab":
		return byLetters(text, arabicLetters, "und-Arab")
	}
	lang, _ := likely("und-" + script)
	if lang == "und" || lang == "en" {
		return "und-" + script
	}
	return lang
}

// fit joins a stated language and the script of the name: "" when they have
// nothing to do with each other, such as Korean with Han kana.
func fit(stated, script string) string {
	if stated == "" || stated == "und" {
		return ""
	}
	r := resolve(stated)
	if r.lang == "und" {
		return ""
	}
	if script == "" || scriptMatch(script, r.script) {
		return stated
	}
	switch script {
	case "Latn":
		return r.lang + "-Latn"
	case "Hani":
		if r.lang == "ko" || r.lang == "vi" {
			return r.lang
		}
		return ""
	case "Cyrl", "Arab", "Deva":
		for _, c := range resolve(r.lang + "-" + script).chain {
			if c == r.lang+"-"+script && writtenIn(r.lang, script) {
				return c
			}
		}
	}
	return ""
}

// writtenIn lists the second scripts of languages whose names we meet.
func writtenIn(lang, script string) bool {
	switch script {
	case "Cyrl":
		return strings.Contains(" sr bs az uz mn kk ky tg tk ro ", " "+lang+" ")
	case "Arab":
		return strings.Contains(" az uz kk ky tg ug pa ku ms ha ", " "+lang+" ")
	case "Deva":
		return strings.Contains(" ks kok sd sa mr ne ", " "+lang+" ")
	}
	return false
}

// letterHint ties letters that only one language uses to that language.
type letterHint struct{ letters, locale string }

var cyrillicLetters = []letterHint{
	{"ўЎ", "be"}, {"їЇєЄґҐ", "uk"}, {"ђЂћЋ", "sr"}, {"ѓЃќЌѕЅ", "mk"}, {"ұҰ", "kk"}, {"ыЫэЭ", "ru"},
}

var arabicLetters = []letterHint{
	{"ٹڈڑےں", "ur"}, {"ټډړښې", "ps"}, {"پچژگ", "fa"}, {"ة", "ar"},
}

func byLetters(text string, hints []letterHint, otherwise string) string {
	for _, h := range hints {
		if strings.ContainsAny(text, h.letters) {
			return h.locale
		}
	}
	return otherwise
}

// latinLocale knows the few languages whose letters no other one uses.
func latinLocale(text string) string {
	for _, r := range text {
		switch {
		case r == 'þ' || r == 'Þ':
			return "is"
		case r == 'ő' || r == 'Ő' || r == 'ű' || r == 'Ű':
			return "hu"
		case r == 'ơ' || r == 'Ơ' || r == 'ư' || r == 'Ư',
			r >= 0x1EA0 && r <= 0x1EF9 && r != 'ẽ' && r != 'Ẽ' && r != 'ỹ' && r != 'Ỹ':
			return "vi"
		case r == 'ă' || r == 'Ă':
			// Romanian has it too.
			continue
		}
	}
	return "und-Latn"
}

// japaneseOnly are characters that Japan writes and China does not.
const japaneseOnly = "々沢辺桜斎辻込榊峠栃渋塩関広徳歳円実栄図団恵竜鉄駅黒県桧槙畠凪笹杣樫椛"

func looksJapanese(n Name, text string) bool {
	for _, r := range text {
		if r >= 0x3041 && r <= 0x30FF && r != '・' || strings.ContainsRune(japaneseOnly, r) {
			return true
		}
	}
	if n.Surname != "" {
		return isSurname(japaneseSurnames, n.Surname) && len([]rune(n.Surname)) > 1
	}
	words := strings.Fields(text)
	return len(words) == 2 && isSurname(japaneseSurnames, words[0]) && len([]rune(words[0])) > 1
}
