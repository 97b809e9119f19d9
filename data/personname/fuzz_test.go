package personname

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func normalised(s string) string { return norm.NFC.String(s) }

// FuzzNames holds every function to never panicking and never losing a name.
func FuzzNames(f *testing.F) {
	for i, n := range hardNames {
		f.Add([]string{"en", "zh-Hant", "", "ja", "xx-"}[i%5], n, hardNames[len(hardNames)-1-i], n)
	}
	f.Fuzz(checkFuzzed)
}

func checkFuzzed(t *testing.T, locale, given, surname, full string) {
	checkSurvival(t, locale, given, surname, full)
}

// FuzzRomanise holds the romanisations to never panicking.
func FuzzRomanise(f *testing.F) {
	for _, n := range hardNames {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, s string) {
		Pinyin(s, true)
		Pinyin(s, false)
		Romaji(s)
		RomajiPlain(s)
		RomanizeHangul(s)
		Choseong(s)
		Initials(s)
	})
}
