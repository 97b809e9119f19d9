package exchange

import (
	"strings"
	"unicode"

	"dragoman/data/calendar"
)

// japaneseEras are the first Gregorian years of the eras in which people live.
var japaneseEras = []struct {
	word  string
	first int
}{{"明治", 1868}, {"大正", 1912}, {"昭和", 1926}, {"平成", 1989}, {"令和", 2019}}

// lunarMonths are the names that months of the Chinese calendar have beside
// their numbers.
var lunarMonths = strings.NewReplacer("正月", "一月", "冬月", "十一月", "腊月", "十二月", "臘月", "十二月", "元月", "一月")

// characterDate reads dates with the characters for year, month and day:
// 1980年5月9日, 八月十五, 闰四月初八, 昭和55年5月9日, 5월 9일.
func characterDate(s string, cal calendar.ID) (calendar.Partial, bool) {
	p := calendar.Partial{Calendar: cal}
	if isASCII(s) || !strings.ContainsAny(s, "年月日년월일號号") {
		return p, false
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "元年", "1年")
	s = lunarMonths.Replace(s)
	first := 0
	for _, e := range japaneseEras {
		if rest, ok := strings.CutPrefix(s, e.word); ok {
			s, first, p.Calendar = rest, e.first, calendar.Japanese
			break
		}
	}
	if before, after, ok := cutAny(s, "年", "년"); ok {
		if p.Year, ok = characterNumber(before); !ok {
			return p, false
		}
		if first > 0 {
			p.Year += first - 1
		}
		s = after
	}
	for _, leap := range []string{"闰", "閏", "윤"} {
		if rest, ok := strings.CutPrefix(s, leap); ok {
			s, p.Leap = rest, true
		}
	}
	before, after, ok := cutAny(s, "月", "월")
	if !ok {
		return p, p.Year != 0 && s == ""
	}
	if p.Month, ok = characterNumber(before); !ok {
		return p, false
	}
	day, rest, _ := cutAny(after, "日", "일", "号", "號")
	if strings.TrimFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) != "" {
		return p, false
	}
	if day == "" {
		return p, true
	}
	p.Day, ok = characterNumber(day)
	return p, ok
}

// cutAny cuts s at the first of the words that it has; without one everything
// is before.
func cutAny(s string, words ...string) (before, after string, ok bool) {
	for _, w := range words {
		if b, a, found := strings.Cut(s, w); found {
			return b, a, true
		}
	}
	return s, "", false
}

// hanDigits are the digits of Chinese numbers.
var hanDigits = map[rune]int{
	'〇': 0, '零': 0, '○': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}

// characterNumber reads a number in ASCII digits or Chinese characters: 15,
// 十五, 初八, 廿三, 三十, 一九八〇.
func characterNumber(s string) (int, bool) {
	s = strings.TrimPrefix(s, "初")
	if onlyDigits(s) && len(s) <= 4 {
		return atoi(s), true
	}
	runes := []rune(s)
	if len(runes) == 0 || len(runes) > 4 {
		return 0, false
	}
	if runes[0] == '廿' {
		runes = append([]rune{'二', '十'}, runes[1:]...)
	} else if runes[0] == '卅' {
		runes = append([]rune{'三', '十'}, runes[1:]...)
	}
	total, digit, tens := 0, 0, false
	for i, r := range runes {
		d, isDigit := hanDigits[r]
		switch {
		case r == '十' && !tens:
			if i == 0 {
				digit = 1
			}
			total, digit, tens = digit*10, 0, true
		case isDigit && tens:
			digit = d
		case isDigit:
			digit = digit*10 + d
		default:
			return 0, false
		}
	}
	return total + digit, true
}
