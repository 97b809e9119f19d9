package personname

import (
	"slices"
	"strings"
)

// SortKeyText gives the text that a list of names is sorted by. It is meant
// for a collator (golang.org/x/text/collate) of the user's language, not for
// comparing bytes and not for showing.
//
// A name in Chinese characters, kana or Hangul sorts by its reading if there
// is one; a Chinese name without a reading by pinyin, with its surname read
// as a surname, followed by the characters themselves. Other names sort by
// surname, without its prefix where the language asks for that, and by given
// name where directories do so: Icelandic, Amharic, Tigrinya, Thai, Lao,
// Burmese and Mongolian. A full name that nobody took apart, and that is not
// certain to have parts, sorts as it stands.
func SortKeyText(n Name, reading string) string {
	if text := sortText(n, reading); text != "" {
		return text
	}
	return leftover(n)
}

func sortText(n Name, reading string) string {
	if !n.hasParts() {
		if split := Split(n.Full, n.Locale); split.hasParts() {
			split.Order = n.Order
			n = split
		}
	}
	locale := DeriveLocale(n, "")
	script := n.script()
	reading = strings.TrimSpace(reading)
	switch script {
	case "Hani", "Hira", "Kana", "Hang", "Bopo":
		if reading != "" {
			return hiragana(reading)
		}
	}
	if !n.hasParts() {
		full := strings.TrimSpace(n.Full)
		if script == "Hani" && !strings.HasPrefix(locale, "ja") && !strings.HasPrefix(locale, "ko") {
			return Pinyin(full, true) + " " + full
		}
		return full
	}
	switch script {
	case "Hira", "Kana", "Hang", "Bopo":
		return joinFilled(n.surname(), n.Surname2, firstFilled(n.Given, n.GivenInformal), n.Given2)
	case "Hani":
		return hanSortText(n, resolve(locale).lang)
	}
	if byGivenName(resolve(locale).lang) {
		return joinFilled(firstFilled(n.Given, n.GivenInformal), n.Given2, n.SurnamePrefix, n.Surname, n.Surname2)
	}
	n.Locale = locale
	text := Format(locale, n, Options{Order: Sorting, Length: Long})
	// A collator weighs a comma; the lists of two languages must still mix.
	return joinFilled(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '،' || r == '၊' })...)
}

func hanSortText(n Name, lang string) string {
	name := n.surname() + n.Surname2 + firstFilled(n.Given, n.GivenInformal) + n.Given2
	if lang == "ja" || lang == "ko" || lang == "vi" {
		return joinFilled(n.surname(), n.Surname2, firstFilled(n.Given, n.GivenInformal), n.Given2)
	}
	return joinFilled(Pinyin(n.surname(), true), Pinyin(n.Surname2, true), Pinyin(firstFilled(n.Given, n.GivenInformal), false), Pinyin(n.Given2, false), name)
}

// byGivenName lists the languages whose directories go by given names.
func byGivenName(lang string) bool {
	switch lang {
	case "is", "am", "ti", "th", "lo", "my", "mn":
		return true
	}
	return false
}

func joinFilled(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(p string) bool { return strings.TrimSpace(p) == "" })
	return strings.Join(parts, " ")
}

// SearchForms gives the Latin and shorthand forms under which people look
// for a name in another script: pinyin apart and joined ("wang xiao ming",
// "wangxiaoming"), ü also as v, u and yu, kana in Hepburn with and without
// long vowels, Hangul in Revised Romanisation, with the customary spelling of
// the surname ("kim minsu") and by first consonants, and the initials. Lang
// is the language of the name, "" if unknown. Latin names give only their
// initials. The forms are distinct, in small letters and never empty.
func SearchForms(name, lang string) []string {
	var forms []string
	add := func(s string) {
		s = strings.Join(strings.Fields(strings.ToLower(s)), " ")
		if s != "" && !slices.Contains(forms, s) {
			forms = append(forms, s)
		}
	}
	both := func(s string) {
		add(s)
		add(strings.ReplaceAll(s, " ", ""))
	}
	seen := map[string]bool{}
	for _, r := range name {
		seen[scriptOf(r)] = true
	}
	kana := seen["Hira"] || seen["Kana"]
	if seen["Hani"] && !kana {
		chineseForms(name, both)
	}
	if kana {
		both(Romaji(name))
		both(RomajiPlain(name))
	}
	if seen["Hang"] {
		koreanForms(name, lang, both)
		add(Choseong(name))
	}
	add(Initials(name))
	return forms
}

func chineseForms(name string, both func(string)) {
	p := Pinyin(name, true)
	if !strings.ContainsRune(p, 'ü') {
		both(p)
		return
	}
	for _, v := range []string{"u", "v", "yu"} {
		both(strings.ReplaceAll(p, "ü", v))
	}
}

func koreanForms(name, lang string, both func(string)) {
	both(RomanizeHangul(name))
	n := Split(name, lang)
	if n.Surname == "" {
		return
	}
	given := RomanizeHangul(n.Given)
	for _, s := range append([]string{RomanizeHangul(n.Surname)}, surnames().koreanLatin[n.Surname]...) {
		both(s + " " + given)
		both(given + " " + s)
	}
}
