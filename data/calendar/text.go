package calendar

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrText means that a text is not a date in one of the stored forms.
var ErrText = errors.New("calendar: not a date")

// MarshalText writes d as ISO 8601 (2006-01-02); the zero Date is empty.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// String writes the stored form of a partial date: the calendar, a colon and
// what is known. gregorian:1988-05-04, gregorian:--05-04 without the year,
// gregorian:1988-05, gregorian:1988, and chinese:1988-04L-01 in a leap month.
// A Partial that does not even name a calendar is "".
func (p Partial) String() string {
	if p == (Partial{}) {
		return ""
	}
	var b strings.Builder
	b.WriteString(string(p.Calendar))
	b.WriteByte(':')
	if p.Year != 0 {
		fmt.Fprintf(&b, "%04d", p.Year)
	}
	if p.Month == 0 {
		return b.String()
	}
	if p.Year == 0 {
		b.WriteByte('-')
	}
	fmt.Fprintf(&b, "-%02d", p.Month)
	if p.Leap {
		b.WriteByte('L')
	}
	if p.Day != 0 {
		fmt.Fprintf(&b, "-%02d", p.Day)
	}
	return b.String()
}

// ParsePartial reads the stored form that String writes. The error is ErrText
// when it is not of that form, otherwise that of Valid.
func ParsePartial(s string) (Partial, error) {
	name, rest, ok := strings.Cut(s, ":")
	p := Partial{Calendar: ID(name)}
	if !ok || rest == "" {
		return Partial{}, notDate(s)
	}
	if monthDay, yearless := strings.CutPrefix(rest, "--"); yearless {
		rest = monthDay
	} else {
		year, after, more := strings.Cut(rest, "-")
		if p.Year, ok = number(year); !ok {
			return Partial{}, notDate(s)
		}
		if !more {
			return p, p.Valid()
		}
		rest = after
	}
	month, day, more := strings.Cut(rest, "-")
	if p.Month, p.Leap, ok = monthNumber(month); !ok {
		return Partial{}, notDate(s)
	}
	if more {
		if p.Day, ok = number(day); !ok {
			return Partial{}, notDate(s)
		}
	}
	return p, p.Valid()
}

// String writes a full day as it is typed on a command line and as ParseDay
// reads it: chinese:2026-8L-15, japanese:reiwa-8-11-23.
func (x Day) String() string {
	era := ""
	if x.Era != "" {
		era = x.Era + "-"
	}
	again := ""
	if x.Again {
		again = "A"
	}
	return fmt.Sprintf("%s:%s%d-%s-%d%s", x.Calendar, era, x.Year, monthText(x.Month, x.Leap), x.Day, again)
}

// ParseDay reads a full day such as chinese:2026-8-15, in a leap month
// chinese:2026-8L-15 (or the L at the end: chinese:2026-8-15L), in a Japanese
// era japanese:reiwa-8-11-23, and with an A at the end the second of two days
// of one number: tibetan:2026-1-8A. The error is ErrText when it is not of that
// form, otherwise that of ToDate.
func ParseDay(s string) (Day, error) {
	name, rest, ok := strings.Cut(s, ":")
	if !ok {
		return Day{}, notDate(s)
	}
	x := Day{Calendar: ID(name)}
	parts := strings.Split(rest, "-")
	if len(parts) == 4 && parts[0] != "" {
		x.Era, parts = parts[0], parts[1:]
	}
	if len(parts) != 3 {
		return Day{}, notDate(s)
	}
	parts[2], x.Again = strings.CutSuffix(parts[2], "A")
	last, atEnd := strings.CutSuffix(parts[2], "L")
	var y, m, d bool
	x.Year, y = number(parts[0])
	x.Month, x.Leap, m = monthNumber(parts[1])
	x.Day, d = number(last)
	if !y || !m || !d || atEnd && x.Leap {
		return Day{}, notDate(s)
	}
	x.Leap = x.Leap || atEnd
	if _, err := ToDate(x); err != nil {
		return Day{}, err
	}
	return x, nil
}

// number reads one to five digits that are not all zero.
func number(s string) (int, bool) {
	if len(s) == 0 || len(s) > 5 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0
}

// monthNumber reads a month, with an L after it when it is a leap month.
func monthNumber(s string) (month int, leap, ok bool) {
	s, leap = strings.CutSuffix(s, "L")
	month, ok = number(s)
	return month, leap, ok
}

func notDate(s string) error { return fmt.Errorf("%w: %q", ErrText, s) }
