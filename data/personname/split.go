package personname

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxSplit is the longest name, in bytes, that Split looks into; anything
// longer is a sentence or a list and stays whole.
const maxSplit = 200

// Split takes a full name apart where its script and language leave no
// doubt: Chinese, Korean and Japanese names with a known surname, Vietnamese
// names, East Slavic names with a patronymic, Icelandic patronymics,
// Hungarian names of a Hungarian, and "Surname, Given". Lang is the language
// of the name (BCP 47), "" if unknown; it is never guessed from a country.
// The text must be the name of a person: 华为 would pass for one.
//
// Split never invents: in every other case, and whenever two readings are
// possible, only Full and Locale are filled. Full is always the text as
// given, without the space around it.
func Split(full, lang string) Name {
	full = strings.TrimSpace(full)
	whole := Name{Full: full, Locale: lang}
	if full == "" || len(full) > maxSplit || !utf8.ValidString(full) || !onlyNameLetters(full) {
		return whole
	}
	base := ""
	if lang != "" {
		base = resolve(lang).lang
	}
	parts, ok := splitBy(norm.NFC.String(full), base)
	if !ok {
		return whole
	}
	parts.Full = full
	if lang != "" && lang != "und" {
		parts.Locale = lang
	}
	return parts
}

// onlyNameLetters refuses texts with digits, signs or emoji: they hold more
// than a name.
func onlyNameLetters(s string) bool {
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r), r == ' ', r == '\u3000', r == '\u00a0',
			r == '-', r == '\'', r == '’', r == '.', r == ',', r == '·', r == '・', r == 'ー':
		default:
			return false
		}
	}
	return true
}

func splitBy(s, lang string) (Name, bool) {
	scripts := map[string]bool{}
	for _, r := range s {
		if c := scriptOf(r); c != "" {
			scripts[c] = true
		}
	}
	cjk := scripts["Hani"] || scripts["Hira"] || scripts["Kana"]
	if strings.ContainsAny(s, "·・") {
		return Name{}, false
	}
	switch {
	case len(scripts) == 1 && scripts["Hang"]:
		return splitKorean(s, lang)
	case cjk && !scripts["Hang"] && !scripts["Latn"] && strings.IndexByte(s, ',') < 0:
		if len(scripts) == 1 && scripts["Hani"] {
			return splitHan(s, lang)
		}
		return splitJapanese(s, lang)
	case len(scripts) != 1:
		return Name{}, false
	}
	if strings.ContainsRune(s, ',') {
		return splitComma(s)
	}
	switch {
	case scripts["Cyrl"]:
		return splitSlavic(s, lang)
	case scripts["Latn"]:
		return splitLatin(s, lang)
	}
	return Name{}, false
}

// splitHan takes apart a name in Chinese characters only. Without a stated
// language a name that could be Japanese stays whole.
func splitHan(s, lang string) (Name, bool) {
	switch lang {
	case "ja":
		return splitJapanese(s, lang)
	case "", "und":
		if looksJapanese(Name{}, s) {
			return splitJapanese(s, "ja")
		}
		if startsJapanese(s) || looksForeign(s) {
			return Name{}, false
		}
	case "zh", "yue", "ko", "wuu", "hak", "nan", "cdo", "gan", "hsn":
	default:
		return Name{}, false
	}
	locale := "zh"
	if lang == "ko" {
		locale = "ko"
	}
	if w := strings.Fields(s); len(w) > 1 {
		known := len(w) == 2 && (isSurname(hanSurnames, w[0]) || isSurname(hanCompounds, w[0]))
		if !known || utf8.RuneCountInString(w[1]) > 2 {
			return Name{}, false
		}
		return Name{Locale: locale, Surname: w[0], Given: w[1]}, true
	}
	r := []rune(s)
	switch {
	case (len(r) == 3 || len(r) == 4) && isSurname(hanCompounds, string(r[:2])):
		return Name{Locale: locale, Surname: string(r[:2]), Given: string(r[2:])}, true
	case len(r) == 2 && isSurname(hanCompounds, s):
		return Name{}, false
	case (len(r) == 2 || len(r) == 3) && isSurname(hanSurnames, string(r[:1])):
		return Name{Locale: locale, Surname: string(r[:1]), Given: string(r[1:])}, true
	}
	return Name{}, false
}

// startsJapanese reports whether the name begins with a Japanese surname of
// two or more characters that is not also a Chinese one.
func startsJapanese(s string) bool {
	r := []rune(s)
	for n := 2; n <= 3 && n < len(r); n++ {
		if isSurname(japaneseSurnames, string(r[:n])) {
			return true
		}
	}
	return false
}

// looksForeign reports whether a name in Chinese characters may well be a
// foreign one, such as 安娜 (Anna), which nobody should call 安.
func looksForeign(s string) bool {
	if isSurname(hanForeign, s) {
		return true
	}
	for _, end := range []string{"斯", "尔", "姆", "特", "蒂", "弗", "娅"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// splitJapanese takes apart a name written with a space, or one that begins
// with one known surname of two or three characters; a surname of one
// character may always be the start of a longer one. Names in katakana only
// belong to foreigners as a rule, given name first, and stay whole.
func splitJapanese(s, lang string) (Name, bool) {
	if lang != "ja" && lang != "" && lang != "und" || !strings.ContainsFunc(s, notKatakana) {
		return Name{}, false
	}
	if w := strings.Fields(s); len(w) > 1 {
		if len(w) != 2 || !strings.ContainsFunc(w[0], notKatakana) {
			return Name{}, false
		}
		return Name{Locale: "ja", Surname: w[0], Given: w[1]}, true
	}
	r := []rune(s)
	known := func(n int) bool { return n < len(r) && isSurname(japaneseSurnames, string(r[:n])) }
	n := 0
	switch {
	case known(3) && !known(2):
		n = 3
	case known(2) && !known(3) && (!known(1) || len(r) == 4):
		n = 2
	}
	if n == 0 || len(r)-n > 3 {
		return Name{}, false
	}
	return Name{Locale: "ja", Surname: string(r[:n]), Given: string(r[n:])}, true
}

func notKatakana(r rune) bool {
	return !unicode.Is(unicode.Katakana, r) && r != 'ー' && !unicode.IsSpace(r)
}

func splitKorean(s, lang string) (Name, bool) {
	if lang != "" && lang != "und" && lang != "ko" {
		return Name{}, false
	}
	if w := strings.Fields(s); len(w) > 1 {
		if len(w) != 2 || !isSurname(koreanSurnames, w[0]) {
			return Name{}, false
		}
		return Name{Locale: "ko", Surname: w[0], Given: w[1]}, true
	}
	r := []rune(s)
	if lang != "ko" && (len(r) < 3 || isSurname(koreanUnsure, string(r[:1]))) {
		return Name{}, false
	}
	for _, n := range []int{2, 1} {
		rest := len(r) - n
		if rest >= 1 && rest <= 2 && isSurname(koreanSurnames, string(r[:n])) && (n == 1 || len(r) >= 3) {
			return Name{Locale: "ko", Surname: string(r[:n]), Given: string(r[n:])}, true
		}
	}
	return Name{}, false
}

// splitComma reads "Surname, Given", a convention of lists everywhere, but
// not "Given Surname, PhD".
func splitComma(s string) (Name, bool) {
	left, right, _ := strings.Cut(s, ",")
	left, right = strings.TrimSpace(left), strings.TrimSpace(right)
	if left == "" || right == "" || strings.ContainsAny(right, ",.") || strings.ContainsRune(left, '.') {
		return Name{}, false
	}
	if len(strings.Fields(left)) > 2 || len(strings.Fields(right)) > 3 || isSuffix(right) {
		return Name{}, false
	}
	return Name{Surname: left, Given: right}, true
}

// isSuffix knows generations and takes any word with inner capitals or none
// but capitals for a credential.
func isSuffix(s string) bool {
	switch strings.ToLower(s) {
	case "jr", "sr", "ii", "iii", "iv", "v", "esq", "snr", "jnr", "filho", "neto", "junior", "senior":
		return true
	}
	for _, w := range strings.Fields(s) {
		_, n := utf8.DecodeRuneInString(w)
		if strings.ContainsFunc(w[n:], unicode.IsUpper) {
			return true
		}
	}
	return false
}

// splitSlavic finds the patronymic of a three-word East Slavic name, which
// tells the order.
func splitSlavic(s, lang string) (Name, bool) {
	switch lang {
	case "", "und", "ru", "uk", "be":
	default:
		return Name{}, false
	}
	w := strings.Fields(s)
	if len(w) != 3 || strings.ContainsRune(s, '.') {
		return Name{}, false
	}
	middle, last := isPatronymic(w[1]), isPatronymic(w[2])
	locale := byLetters(s, cyrillicLetters[:2], "ru")
	switch {
	case middle && !last:
		return Name{Locale: locale, Given: w[0], Given2: w[1], Surname: w[2]}, true
	case last && !middle:
		return Name{Locale: locale, Surname: w[0], Given: w[1], Given2: w[2]}, true
	}
	return Name{}, false
}

func isPatronymic(w string) bool {
	w = strings.ToLower(w)
	for _, end := range []string{"ович", "евич", "ёвич", "ьич", "овна", "евна", "ёвна", "ична", "инична", "йович", "івна", "ївна", "авіч", "евіч", "аўна", "еўна"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

func splitLatin(s, lang string) (Name, bool) {
	w := strings.Fields(s)
	if len(w) < 2 || strings.ContainsRune(s, '.') {
		return Name{}, false
	}
	switch lang {
	case "":
		switch latinLocale(s) {
		case "vi":
			return splitVietnamese(w, vietnameseSurnames)
		}
		return splitIcelandic(w, false)
	case "vi":
		return splitVietnamese(w, vietnameseBare)
	case "is":
		return splitIcelandic(w, true)
	case "hu":
		return splitHungarian(w)
	}
	return Name{}, false
}

// splitVietnamese takes the first word as the family name and the last as
// the given name.
func splitVietnamese(w []string, known surnameKind) (Name, bool) {
	first, last := strings.ToLower(w[0]), strings.ToLower(w[len(w)-1])
	is := isSurname(vietnameseSurnames, first) || known == vietnameseBare && isSurname(vietnameseBare, bareLatin(first))
	if !is || len(w) > 5 || isSurname(vietnameseSurnames, last) && last == "nguyễn" {
		return Name{}, false
	}
	return Name{Locale: "vi", Surname: w[0], Given2: strings.Join(w[1:len(w)-1], " "), Given: w[len(w)-1]}, true
}

// splitIcelandic takes the patronymic at the end of the name. Without a
// stated language only -dóttir is sure: -son ends names everywhere.
func splitIcelandic(w []string, stated bool) (Name, bool) {
	last := strings.ToLower(w[len(w)-1])
	if len(w) > 4 || !strings.HasSuffix(last, "dóttir") && (!stated || !strings.HasSuffix(last, "son")) {
		return Name{}, false
	}
	return Name{Locale: "is", Given: w[0], Given2: strings.Join(w[1:len(w)-1], " "), Surname: w[len(w)-1]}, true
}

// splitHungarian reads family name and given name of a Hungarian, unless the
// name was turned round for foreigners.
func splitHungarian(w []string) (Name, bool) {
	if len(w) != 2 || isSurname(hungarianGivens, w[0]) && !isSurname(hungarianGivens, w[1]) {
		return Name{}, false
	}
	if isSurname(hungarianGivens, w[0]) && isSurname(hungarianGivens, w[1]) && w[0] == w[1] {
		return Name{}, false
	}
	return Name{Locale: "hu", Surname: w[0], Given: w[1]}, true
}

// bareLatin folds a Latin text to small letters without marks.
func bareLatin(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteRune('d')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
