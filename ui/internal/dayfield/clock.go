package dayfield

import (
	"regexp"
	"strconv"
	"strings"
)

var clock = regexp.MustCompile(`^(\d{1,2})(?:[:.時时点h]?(\d{2})分?)?[時时点h]?$`)

// ParseTime reads a time of day: 9:30, 0930, 9, 9.30, 2 pm, 下午2:05. It
// returns minutes from midnight.
func ParseTime(text string) (minutes int, ok bool) {
	text = strings.ToLower(strings.Join(strings.Fields(Fold(text)), ""))
	shift, half := 0, false
	for _, mark := range []struct {
		text string
		add  int
	}{{"am", 0}, {"pm", 12}, {"上午", 0}, {"下午", 12}, {"晚上", 12}} {
		if strings.Contains(text, mark.text) {
			text, shift, half = strings.Replace(text, mark.text, "", 1), mark.add, true
		}
	}
	m := clock.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	h, _ := strconv.Atoi(m[1]) // the pattern has two digits at most
	min, _ := strconv.Atoi(m[2])
	if half {
		if h < 1 || h > 12 {
			return 0, false
		}
		h = h%12 + shift
	}
	if h > 23 || min > 59 {
		return 0, false
	}
	return h*60 + min, true
}
