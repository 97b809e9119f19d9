package book

import (
	"strconv"
	"strings"
)

// Work is when the owner works: minutes from midnight, and the days off. What
// is not set is as usual in the country. It can be compared.
type Work struct {
	Start, End           int
	PauseStart, PauseEnd int
	Weekend              string // days off, Sunday = 0, as in "5,6"; "-" is none, "" the usual ones
}

// Hours gives the working hours in the form that customers have.
func (w Work) Hours() Hours {
	h := Hours{Start: w.Start, End: w.End, PauseStart: w.PauseStart, PauseEnd: w.PauseEnd}
	if w.Weekend != "" {
		h.Weekend = []int{}
		for part := range strings.SplitSeq(w.Weekend, ",") {
			if n, err := strconv.Atoi(part); err == nil && n >= 0 && n < 7 {
				h.Weekend = append(h.Weekend, n)
			}
		}
	}
	return h
}

// String writes the hours as one text, "" when nothing is set: as in
// "540-1020 720-780 5,6".
func (w Work) String() string {
	if w == (Work{}) {
		return ""
	}
	span := func(a, b int) string { return strconv.Itoa(a) + "-" + strconv.Itoa(b) }
	return strings.TrimSpace(span(w.Start, w.End) + " " + span(w.PauseStart, w.PauseEnd) + " " + w.Weekend)
}

// WorkOf reads what String wrote. What cannot be read is as if it were not set.
func WorkOf(text string) Work {
	f := strings.Fields(text)
	var w Work
	for i, to := range [][2]*int{{&w.Start, &w.End}, {&w.PauseStart, &w.PauseEnd}} {
		if i >= len(f) {
			break
		}
		a, b, _ := strings.Cut(f[i], "-")
		x, err := strconv.Atoi(a)
		y, err2 := strconv.Atoi(b)
		if err != nil || err2 != nil {
			return Work{}
		}
		*to[0], *to[1] = x, y
	}
	if len(f) > 2 {
		w.Weekend = f[2]
	}
	if !w.valid() {
		return Work{}
	}
	return w
}

// WeekendOf writes days off for Work; nil leaves them to the country.
func WeekendOf(days []int) string {
	switch {
	case days == nil:
		return ""
	case len(days) == 0:
		return "-"
	}
	texts := make([]string, len(days))
	for i, d := range days {
		texts[i] = strconv.Itoa(d)
	}
	return strings.Join(texts, ",")
}

// valid reports whether the hours are those of one day.
func (w Work) valid() bool {
	day := func(m int) bool { return m >= 0 && m <= 24*60 }
	return day(w.Start) && day(w.End) && day(w.PauseStart) && day(w.PauseEnd) && (w.Start == 0 && w.End == 0 || w.End > w.Start) &&
		(w.PauseStart == w.PauseEnd || w.PauseEnd > w.PauseStart && w.PauseStart >= w.Start && w.PauseEnd <= w.End)
}

// Ours is where and when we work, in the form of a customer's row: the clocks
// of the planner count both sides alike.
func (s Settings) Ours() CustomerRow {
	country, _, _ := strings.Cut(s.HomeCulture, "-")
	return CustomerRow{Country: country, Region: s.HomeRegion, TimeZone: s.HomeZone, Hours: s.Work.Hours()}
}
