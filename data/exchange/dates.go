package exchange

import (
	"strconv"
	"strings"
	"time"

	"dragoman/data/calendar"

	"golang.org/x/text/unicode/norm"
)

// dateState says how the reading of a date ended.
type dateState int

const (
	dateRead      dateState = iota
	dateBlank               // a way to write that there is none, as 0000-00-00
	dateUnread              // not a date that we know
	dateAmbiguous           // day and month could be swapped
)

// readDate reads a date as people and programs write it, with any part
// missing. Dates in digits that could be read both ways follow order; without
// one they are ambiguous. cal is the calendar that the file names beside the
// text, or "".
func readDate(text string, order DateOrder, cal calendar.ID) (calendar.Partial, dateState) {
	s := plainDate(text)
	if s == "" || s == "-" {
		return calendar.Partial{}, dateBlank
	}
	if p, err := calendar.ParsePartial(s); err == nil && p.Valid() == nil {
		return p, dateRead // as our own tables write a day of another calendar
	}
	named, rest := calendarWord(s)
	if named != "" {
		cal, s = named, rest
	}
	if cal == "" {
		cal = calendar.Gregorian
	}
	if p, ok := characterDate(s, cal); ok {
		return valid(p)
	}
	if p, ok := namedMonthDate(s, cal); ok {
		return valid(p)
	}
	return digitDate(withoutTime(s), order, cal)
}

func valid(p calendar.Partial) (calendar.Partial, dateState) {
	if p.Valid() != nil {
		return calendar.Partial{}, dateUnread
	}
	return p, dateRead
}

// plainDate returns the text in lower case with ASCII digits.
func plainDate(text string) string {
	s := strings.ToLower(strings.TrimSpace(text))
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return strings.Map(asciiDigit, norm.NFKC.String(s))
		}
	}
	return s
}

func asciiDigit(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	case r >= '०' && r <= '९':
		return r - '०' + '0'
	case r >= '๐' && r <= '๙':
		return r - '๐' + '0'
	}
	return r
}

// calendarWords are the words by which people name a calendar.
var calendarWords = []struct {
	word string
	id   calendar.ID
}{
	{"农历", calendar.Chinese},
	{"農曆", calendar.Chinese},
	{"阴历", calendar.Chinese},
	{"陰曆", calendar.Chinese},
	{"旧历", calendar.Chinese},
	{"舊曆", calendar.Chinese},
	{"夏历", calendar.Chinese},
	{"農暦", calendar.Chinese},
	{"음력", calendar.Korean},
	{"(음)", calendar.Korean},
	{"âm lịch", calendar.Vietnamese},
	{"(âl)", calendar.Vietnamese},
	{"公历", calendar.Gregorian},
	{"公曆", calendar.Gregorian},
	{"阳历", calendar.Gregorian},
	{"陽曆", calendar.Gregorian},
	{"新历", calendar.Gregorian},
	{"양력", calendar.Gregorian},
	{"dương lịch", calendar.Gregorian},
	{"西暦", calendar.Gregorian},
	{"民国", calendar.ROC},
	{"民國", calendar.ROC},
	{"พ.ศ.", calendar.Buddhist},
}

// calendarWord finds the calendar that a text names and takes the word out.
// The words are searched in their composed form, as plainDate leaves them.
func calendarWord(s string) (calendar.ID, string) {
	if isASCII(s) {
		return "", s
	}
	for _, w := range calendarWords {
		if before, after, ok := strings.Cut(s, w.word); ok {
			return w.id, strings.TrimSpace(strings.Trim(strings.TrimSpace(before+" "+after), " ()（）:："))
		}
	}
	return "", s
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// digitDate reads a date of digits and separators.
func digitDate(s string, order DateOrder, cal calendar.ID) (calendar.Partial, dateState) {
	if p, ok := basicDate(s, cal); ok {
		return valid(p)
	}
	nums, sep, ok := digitGroups(s)
	if !ok {
		return calendar.Partial{}, dateUnread
	}
	if zeros(nums) {
		return calendar.Partial{}, dateBlank
	}
	switch {
	case len(nums) == 3 && (len(nums[0]) >= 3 || order == YearFirst):
		return valid(calendar.Partial{Calendar: cal, Year: fullYear(nums[0]), Month: atoi(nums[1]), Day: atoi(nums[2])})
	case len(nums) == 2 && len(nums[0]) == 4:
		return valid(calendar.Partial{Calendar: cal, Year: atoi(nums[0]), Month: atoi(nums[1])})
	case len(nums) == 2 && len(nums[1]) == 4:
		return valid(calendar.Partial{Calendar: cal, Year: atoi(nums[1]), Month: atoi(nums[0])})
	case len(nums) == 3 && len(nums[2]) >= 2, len(nums) == 2:
		return dayMonth(nums, sep, order, cal)
	}
	return calendar.Partial{}, dateUnread
}

// dayMonth reads day and month in the order of the file.
func dayMonth(nums []string, sep byte, order DateOrder, cal calendar.ID) (calendar.Partial, dateState) {
	dmy, mdy := bothOrders(nums, cal)
	dOK, mOK := dmy.Valid() == nil, mdy.Valid() == nil
	switch {
	case !dOK && !mOK:
		return calendar.Partial{}, dateUnread
	case !mOK || dmy == mdy:
		return dmy, dateRead
	case !dOK:
		return mdy, dateRead
	case order == MonthFirst && sep != '.':
		return mdy, dateRead
	case order == DayFirst || sep == '.' || cal == calendar.Vietnamese:
		return dmy, dateRead
	case order == YearFirst || sep == '-' && len(nums) == 2 || cal != calendar.Gregorian:
		return mdy, dateRead // a file of years first has the month before the day
	}
	return calendar.Partial{}, dateAmbiguous
}

// bothOrders returns the day-first and the month-first reading of 3/4 or
// 3/4/1980.
func bothOrders(nums []string, cal calendar.ID) (dmy, mdy calendar.Partial) {
	a, b, year := atoi(nums[0]), atoi(nums[1]), 0
	if len(nums) == 3 {
		year = fullYear(nums[2])
	}
	return calendar.Partial{Calendar: cal, Year: year, Month: b, Day: a},
		calendar.Partial{Calendar: cal, Year: year, Month: a, Day: b}
}

// swappable returns both readings of a date in digits with the year last. ok
// is false when the text is none; when only one reading is a day, the other is
// the zero Partial.
func swappable(text string) (dmy, mdy calendar.Partial, ok bool) {
	nums, sep, ok := digitGroups(withoutTime(plainDate(text)))
	if !ok || sep == '.' || len(nums) != 3 || len(nums[0]) > 2 || len(nums[2]) < 2 || zeros(nums) {
		return dmy, mdy, false
	}
	dmy, mdy = bothOrders(nums, calendar.Gregorian)
	if dmy.Valid() != nil {
		dmy = calendar.Partial{}
	}
	if mdy.Valid() != nil {
		mdy = calendar.Partial{}
	}
	return dmy, mdy, dmy != mdy
}

// basicDate reads the forms of ISO 8601 without separators, also with parts
// missing: 19800509, --0509, ---09, --05, 1980.
func basicDate(s string, cal calendar.ID) (calendar.Partial, bool) {
	digits := strings.TrimLeft(s, "-")
	dashes := len(s) - len(digits)
	p := calendar.Partial{Calendar: cal}
	if dashes == 2 {
		digits = strings.Replace(digits, "-", "", 1)
		if leap, ok := strings.CutSuffix(digits, "l"); ok {
			digits, p.Leap = leap, true
		}
	}
	if !onlyDigits(digits) {
		return p, false
	}
	switch {
	case dashes == 0 && len(digits) == 8:
		p.Year, p.Month, p.Day = atoi(digits[:4]), atoi(digits[4:6]), atoi(digits[6:])
	case dashes == 0 && len(digits) == 4:
		p.Year = atoi(digits)
	case dashes == 2 && len(digits) == 4:
		p.Month, p.Day = atoi(digits[:2]), atoi(digits[2:])
	case dashes == 2 && len(digits) == 2:
		p.Month = atoi(digits)
	default:
		return p, false
	}
	return p, p.Year+p.Month+p.Day > 0
}

// digitGroups cuts "3/4/1980" into its numbers; the separators must be alike.
func digitGroups(s string) (nums []string, sep byte, ok bool) {
	from := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			continue
		}
		if i == from || len(nums) == 3 || i-from > 4 {
			return nil, 0, false
		}
		nums = append(nums, s[from:i])
		if i == len(s) {
			break
		}
		c := s[i]
		if strings.IndexByte("-/. ", c) < 0 || sep != 0 && sep != c {
			return nil, 0, false
		}
		sep = c
		for i+1 < len(s) && s[i+1] == ' ' {
			i++
		}
		if from = i + 1; from == len(s) {
			break // 3.4. without a year
		}
	}
	return nums, sep, len(nums) >= 2
}

func zeros(nums []string) bool {
	for _, n := range nums[:min(len(nums), 2)] {
		if strings.Trim(n, "0") != "" {
			return false
		}
	}
	return true
}

// withoutTime cuts a time of day or a zone off: 1980-05-09T00:00:00Z,
// 1940-06-07Z, 3/15/2024 2:30 PM.
func withoutTime(s string) string {
	if i := strings.IndexByte(s, ':'); i > 0 {
		if j := strings.LastIndexAny(s[:i], "t "); j > 0 {
			return strings.TrimSpace(s[:j])
		}
	}
	if i := strings.IndexByte(s, 't'); i >= 4 && onlyDigits(strings.ReplaceAll(s[:i], "-", "")) {
		s = s[:i]
	}
	return strings.TrimSpace(strings.TrimSuffix(s, "z"))
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// fullYear completes a year of two digits: the latest one that is not in the
// future, as fits a birthday.
func fullYear(s string) int {
	n := atoi(s)
	if len(s) > 2 {
		return n
	}
	now := time.Now().Year()
	if n += now / 100 * 100; n > now {
		n -= 100
	}
	return n
}

// monthNames are the names and abbreviations of months in the languages whose
// exports write them, without dots.
var monthNames = func() map[string]int {
	m := map[string]int{}
	for _, line := range []string{
		"january jan januar jänner janvier janv enero ene gennaio gen janeiro",
		"february feb februar février fevrier févr febrero febbraio fevereiro",
		"march mar märz mär mrz mars marzo março",
		"april apr avril avr abril abr aprile",
		"may mai mayo maggio maio mag",
		"june jun juni juin junio giugno junho giu",
		"july jul juli juillet juil julio luglio julho lug",
		"august aug août aout agosto ago",
		"september sep sept septembre septiembre settembre setembro set",
		"october oct oktober okt octobre octubre ottobre outubro ott",
		"november nov novembre noviembre novembro",
		"december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
	} {
		month := len(monthNumbers(m)) + 1
		for _, w := range strings.Fields(line) {
			m[norm.NFKC.String(w)] = month
		}
	}
	return m
}()

// monthNumbers returns the set of the months that have a name already.
func monthNumbers(m map[string]int) map[int]bool {
	set := map[int]bool{}
	for _, n := range m {
		set[n] = true
	}
	return set
}

// namedMonthDate reads dates such as 12 Mar 2024, March 12th, 2024, 12. März.
func namedMonthDate(s string, cal calendar.ID) (calendar.Partial, bool) {
	p := calendar.Partial{Calendar: cal}
	words := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,.-/'’", r) })
	if len(words) < 2 || len(words) > 5 {
		return p, false
	}
	for _, w := range words {
		if m := monthNames[w]; m != 0 && p.Month == 0 {
			p.Month = m
			continue
		}
		n := strings.TrimRight(w, "stndrhº")
		switch {
		case w == "de" || w == "of" || w == "del":
		case onlyDigits(n) && len(n) <= 2 && p.Day == 0:
			p.Day = atoi(n)
		case onlyDigits(w) && (len(w) == 4 || len(w) == 2) && p.Year == 0:
			p.Year = fullYear(w)
		default:
			return p, false
		}
	}
	return p, p.Month != 0 && (p.Day != 0 || p.Year != 0)
}
