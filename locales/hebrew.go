package locales

import "strings"

// hebrewLeap reports whether a Hebrew year has thirteen months (seven years of
// each nineteen).
func hebrewLeap(year int) bool { return (7*year+1)%19 < 7 }

// hebrewMonth returns the place of a month, counted from Nisan = 1, in CLDR's
// list, which is Tishri … Shevat, Adar I, Adar, Nisan … Elul, Adar II.
func hebrewMonth(year, month int) int {
	leap := year != 0 && hebrewLeap(year)
	switch {
	case month < 7:
		return month + 6
	case month < 12:
		return month - 7
	case month == 12 && leap:
		return 5
	case month == 12:
		return 6
	}
	return 13
}

var (
	hebrewHundreds = []string{"", "ק", "ר", "ש", "ת", "תק", "תר", "תש", "תת", "תתק"}
	hebrewTens     = []string{"", "י", "כ", "ל", "מ", "נ", "ס", "ע", "פ", "צ"}
	hebrewUnits    = []string{"", "א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט"}
)

// Gematria writes a number from 1 to 999 in Hebrew letters, with geresh or
// gershayim: 15 is ט״ו and 5787 without its thousands is תשפ״ז.
func Gematria(n int) string {
	n %= 1000
	if n <= 0 {
		return ""
	}
	s := hebrewHundreds[n/100]
	switch n % 100 {
	case 15: // not י״ה and י״ו, which are parts of the Name
		s += "טו"
	case 16:
		s += "טז"
	default:
		s += hebrewTens[n/10%10] + hebrewUnits[n%10]
	}
	letters := []rune(s)
	if len(letters) == 1 {
		return s + "׳"
	}
	last := len(letters) - 1
	return strings.Join([]string{string(letters[:last]), string(letters[last:])}, "״")
}
