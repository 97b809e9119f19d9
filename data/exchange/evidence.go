package exchange

import "dragoman/data/calendar"

// evidence weighs in which order the dates of a file are written: a 31 can
// only be a day.
type evidence struct {
	day, month   int // dates that are only a day-first or month-first one
	both         int // dates that could be either
	example      string
	asDay, asMon calendar.Partial
}

// add weighs one cell.
func (e *evidence) add(cell string) {
	if len(cell) < 6 || len(cell) > 40 {
		return
	}
	dmy, mdy, ok := swappable(cell)
	if !ok {
		return
	}
	switch {
	case mdy == calendar.Partial{}:
		e.day++
	case dmy == calendar.Partial{}:
		e.month++
	default:
		e.both++
		if e.example == "" {
			e.example, e.asDay, e.asMon = cell, dmy, mdy
		}
	}
}

// result says which order the file has. An order that was answered wins.
// Contradicting dates lower the confidence, few witnesses too.
func (e *evidence) result(answered DateOrder) DateEvidence {
	r := DateEvidence{Ambiguous: e.both, Example: e.example, AsDayFirst: e.asDay, AsMonthFirst: e.asMon}
	most, least := max(e.day, e.month), min(e.day, e.month)
	switch {
	case answered != "":
		r.Order, r.Confidence = answered, 1
	case most == 0:
		return r // nothing in digits, or nothing that tells
	case least*10 > most:
		return r // too mixed to tell
	default:
		r.Order = DayFirst
		if e.month > e.day {
			r.Order = MonthFirst
		}
		witnesses := float64(most) / float64(most+1)
		r.Confidence = witnesses * float64(most-least) / float64(most+least)
	}
	return r
}
