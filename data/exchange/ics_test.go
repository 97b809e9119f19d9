package exchange

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"dragoman/data/calendar"
)

// RFC 5545 ends every line with CRLF, on every system, and folds after 75
// octets; programs that keep to it read nothing else.
func TestLinesOfACalendar(t *testing.T) {
	day := calendar.NewDate(2027, time.February, 6)
	events := []Event{{UID: "a@dragoman", Title: strings.Repeat("春节", 40), Description: "one\ntwo", First: day, Last: day}}
	var out bytes.Buffer
	if err := WriteEvents(&out, "节日", time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC), events); err != nil {
		t.Fatal(err)
	}
	text, ended := strings.CutSuffix(out.String(), "\r\n")
	if !ended {
		t.Error("the last line does not end")
	}
	for _, line := range strings.Split(text, "\r\n") {
		if strings.ContainsAny(line, "\r\n") || len(line) > 75 {
			t.Errorf("%d octets, or more than a line: %q", len(line), line)
		}
	}
}
