package personname

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// kanaTable is Hepburn romanisation by hiragana; two-character entries win.
var kanaTable = map[string]string{
	"あ": "a", "い": "i", "う": "u", "え": "e", "お": "o",
	"か": "ka", "き": "ki", "く": "ku", "け": "ke", "こ": "ko",
	"さ": "sa", "し": "shi", "す": "su", "せ": "se", "そ": "so",
	"た": "ta", "ち": "chi", "つ": "tsu", "て": "te", "と": "to",
	"な": "na", "に": "ni", "ぬ": "nu", "ね": "ne", "の": "no",
	"は": "ha", "ひ": "hi", "ふ": "fu", "へ": "he", "ほ": "ho",
	"ま": "ma", "み": "mi", "む": "mu", "め": "me", "も": "mo",
	"や": "ya", "ゆ": "yu", "よ": "yo",
	"ら": "ra", "り": "ri", "る": "ru", "れ": "re", "ろ": "ro",
	"わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n",
	"が": "ga", "ぎ": "gi", "ぐ": "gu", "げ": "ge", "ご": "go",
	"ざ": "za", "じ": "ji", "ず": "zu", "ぜ": "ze", "ぞ": "zo",
	"だ": "da", "ぢ": "ji", "づ": "zu", "で": "de", "ど": "do",
	"ば": "ba", "び": "bi", "ぶ": "bu", "べ": "be", "ぼ": "bo",
	"ぱ": "pa", "ぴ": "pi", "ぷ": "pu", "ぺ": "pe", "ぽ": "po", "ゔ": "vu",
	"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ゎ": "wa", "ゕ": "ka", "ゖ": "ke",
	"きゃ": "kya", "きゅ": "kyu", "きょ": "kyo", "しゃ": "sha", "しゅ": "shu", "しょ": "sho", "しぇ": "she",
	"ちゃ": "cha", "ちゅ": "chu", "ちょ": "cho", "ちぇ": "che", "にゃ": "nya", "にゅ": "nyu", "にょ": "nyo",
	"ひゃ": "hya", "ひゅ": "hyu", "ひょ": "hyo", "みゃ": "mya", "みゅ": "myu", "みょ": "myo",
	"りゃ": "rya", "りゅ": "ryu", "りょ": "ryo", "ぎゃ": "gya", "ぎゅ": "gyu", "ぎょ": "gyo",
	"じゃ": "ja", "じゅ": "ju", "じょ": "jo", "じぇ": "je", "ぢゃ": "ja", "ぢゅ": "ju", "ぢょ": "jo",
	"びゃ": "bya", "びゅ": "byu", "びょ": "byo", "ぴゃ": "pya", "ぴゅ": "pyu", "ぴょ": "pyo",
	"ふぁ": "fa", "ふぃ": "fi", "ふぇ": "fe", "ふぉ": "fo", "ふゅ": "fyu", "てぃ": "ti", "でぃ": "di", "てゅ": "tyu", "でゅ": "dyu",
	"とぅ": "tu", "どぅ": "du", "うぃ": "wi", "うぇ": "we", "うぉ": "wo", "いぇ": "ye",
	"ゔぁ": "va", "ゔぃ": "vi", "ゔぇ": "ve", "ゔぉ": "vo", "ゔゅ": "vyu", "つぁ": "tsa", "つぃ": "tsi", "つぇ": "tse", "つぉ": "tso",
	"くぁ": "kwa", "くぃ": "kwi", "くぇ": "kwe", "くぉ": "kwo", "ぐぁ": "gwa",
}

// hiragana turns katakana, also half-width, into hiragana.
func hiragana(s string) string {
	s = norm.NFKC.String(s)
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' || r == 'ヽ' || r == 'ヾ' {
			return r - 0x60
		}
		return r
	}, s)
}

// Romaji writes kana in Hepburn romanisation, in small letters, as they are
// spelt: さとう is "satou" and コーヒー "kohi". A doubled consonant follows
// っ (っち is "tchi"), ん is always "n", and は, へ and を keep their usual
// readings as syllables. Other text passes through.
func Romaji(kana string) string {
	var b strings.Builder
	rs := []rune(hiragana(kana))
	double, last := false, ""
	for i := 0; i < len(rs); i++ {
		switch rs[i] {
		case 'っ':
			double = true
			continue
		case 'ー':
			continue
		case 'ゝ', 'ゞ':
			b.WriteString(last)
			continue
		case '・':
			b.WriteByte(' ')
			continue
		}
		one := ""
		if i+1 < len(rs) {
			one = kanaTable[string(rs[i:i+2])]
		}
		if one != "" {
			i++
		} else {
			one = kanaTable[string(rs[i])]
		}
		if one == "" {
			one = string(rs[i])
		} else if double && !strings.ContainsRune("aiueon", rune(one[0])) {
			if strings.HasPrefix(one, "ch") {
				b.WriteByte('t')
			} else {
				b.WriteByte(one[0])
			}
		}
		double, last = false, one
		b.WriteString(one)
	}
	return b.String()
}

var longVowels = strings.NewReplacer("ou", "o", "oo", "o", "uu", "u", "aa", "a", "ee", "e")

// RomajiPlain is Romaji with long vowels written once, as most people and
// passports write them: さとう is "sato".
func RomajiPlain(kana string) string { return longVowels.Replace(Romaji(kana)) }
