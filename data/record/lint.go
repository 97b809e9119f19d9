package record

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// The words and claims that do not belong in a text about a group of people,
// each with what is wrong with it.
var unfit = []struct {
	lang string
	why  string
	re   *regexp.Regexp
}{
	{"en", "sweeps", regexp.MustCompile(`(?i)\b(all|always|never|every|typical|typically|exotic|backward)\b`)},
	{"en", "says what people are", regexp.MustCompile(`(?:\b[Tt]he [A-Z][a-z]+(?:ese|ish|tch|ench|s)|(?:^|[.:;] )[A-Z][a-z]+(?:ans|(?:ese|ish|i|ch|an) people)) are\b`)},
	{"en", "reads religion from a country", regexp.MustCompile(`(?i)\b(muslim|islamic|hindu|buddhist|christian|catholic|orthodox|jewish) (country|countries|nation|nations|market|markets)\b`)},
	{"en", "reads religion from a country", regexp.MustCompile(`(?:^|[.:;] )[A-Z][a-z]+ are (?:Muslims?|Hindus?|Buddhists?|Christians?|Catholics?|Jews|Jewish|Sikhs?)\b`)},
	{"zh-Hans", "sweeps", regexp.MustCompile(`总是|从不|从来不|永远|一律|所有人|人人都|每个人都|典型|落后|异国情调`)},
	{"zh-Hans", "says what people are", regexp.MustCompile(`(?:中国|美国|英国|法国|德国|韩国|泰国|日本|越南|印度|印尼|俄罗斯|荷兰|瑞士|瑞典|波兰|土耳其|以色列|伊朗|阿拉伯|犹太|墨西哥|巴西|西班牙|葡萄牙|意大利|希腊|北欧|东南亚|非洲|拉美|西方|东方|亚洲|欧洲|南欧|斯拉夫)人(?:都|总|很|非常|天生|生性|向来|历来)`)},
	{"zh-Hans", "reads religion from a country", regexp.MustCompile(`(?:穆斯林|伊斯兰|印度教|佛教|基督教|天主教|东正教|犹太教)国家`)},
}

// Unfit tells which words of a text about a group of people do not belong
// there: those that sweep, that say what people are instead of what is done,
// or that read religion from a country.
func Unfit(t Text) (faults []string) {
	for _, u := range unfit {
		if hit := u.re.FindString(t[u.lang]); hit != "" {
			faults = append(faults, fmt.Sprintf("%q %s: %s", hit, u.why, t[u.lang]))
		}
	}
	return faults
}

// written are the scripts in which a language is written; Latin where it is
// not named.
var written = map[string][]*unicode.RangeTable{
	"zh": {unicode.Han}, "yue": {unicode.Han}, "ja": {unicode.Han, unicode.Hiragana, unicode.Katakana}, "ko": {unicode.Hangul},
	"ar": {unicode.Arabic}, "fa": {unicode.Arabic}, "ur": {unicode.Arabic}, "ps": {unicode.Arabic}, "he": {unicode.Hebrew},
	"ru": {unicode.Cyrillic}, "uk": {unicode.Cyrillic}, "kk": {unicode.Cyrillic}, "mn": {unicode.Cyrillic}, "ky": {unicode.Cyrillic},
	"be": {unicode.Cyrillic}, "bg": {unicode.Cyrillic}, "mk": {unicode.Cyrillic}, "sr": {unicode.Cyrillic}, "tg": {unicode.Cyrillic},
	"el": {unicode.Greek}, "hy": {unicode.Armenian}, "ka": {unicode.Georgian},
	"hi": {unicode.Devanagari}, "mr": {unicode.Devanagari}, "ne": {unicode.Devanagari},
	"bn": {unicode.Bengali}, "ta": {unicode.Tamil}, "te": {unicode.Telugu}, "kn": {unicode.Kannada}, "pa": {unicode.Gurmukhi},
	"gu": {unicode.Gujarati}, "ml": {unicode.Malayalam}, "si": {unicode.Sinhala},
	"th": {unicode.Thai}, "lo": {unicode.Lao}, "km": {unicode.Khmer}, "my": {unicode.Myanmar},
	"am": {unicode.Ethiopic}, "ti": {unicode.Ethiopic}, "bo": {unicode.Tibetan}, "dz": {unicode.Tibetan},
}

// ScriptOf gives the scripts in which a language is written, and whether they
// are other than Latin. A script in the tag ("sr-Latn") wins.
func ScriptOf(tag string) (tables []*unicode.RangeTable, foreign bool) {
	base, rest, _ := strings.Cut(tag, "-")
	tables = written[base]
	if strings.HasPrefix(rest, "Latn") || tables == nil {
		return []*unicode.RangeTable{unicode.Latin}, false
	}
	return tables, true
}

// Strays gives the letters of a text that are not in its language's script.
// Letters that modify the one before, such as ー and the ʻ of Uzbek, belong to
// no script.
func Strays(text, tag string) (strays []rune) {
	tables, _ := ScriptOf(tag)
	for _, c := range text {
		if unicode.IsLetter(c) && !unicode.Is(unicode.Lm, c) && !unicode.In(c, tables...) {
			strays = append(strays, c)
		}
	}
	return strays
}
