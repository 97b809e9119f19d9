package almanac

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// decoder turns the tables of a file into rules.
type decoder struct{ *record.Decoder }

func decode(file string, t *record.Table) *decoder { return &decoder{record.Decode(file, t)} }

func (d *decoder) years(key string) (list []int) {
	v, ok := d.Get(key)
	if !ok {
		return nil
	}
	items, _ := v.V.([]record.Value)
	for _, it := range items {
		n, ok := it.V.(int)
		if !ok || n < 1500 || n > 2500 {
			d.Fail(it.Line, "%s holds something that is not a year", key)
		}
		list = append(list, n)
	}
	return list
}

// dates reads a list of dates, in any order.
func (d *decoder) dates(key string) []calendar.Date {
	v, ok := d.Get(key)
	if !ok {
		return nil
	}
	items, ok := v.V.([]record.Value)
	if !ok {
		d.Fail(v.Line, "%s is not a list of dates", key)
	}
	list := datesOf(d, items)
	slices.Sort(list)
	return list
}

func datesOf(d *decoder, items []record.Value) (list []calendar.Date) {
	for _, it := range items {
		s, _ := it.V.(string)
		date, err := calendar.ParseDate(s)
		if err != nil {
			d.Fail(it.Line, "%v is not a date such as 2027-02-06", it.V)
			continue
		}
		list = append(list, date)
	}
	return list
}

// dateTable reads { rule = ["2025-02-03"] } in the order of the file.
func (d *decoder) dateTable(key string) (list []ruleDate) {
	v, ok := d.Get(key)
	if !ok {
		return nil
	}
	t, ok := v.V.(*record.Table)
	if !ok {
		d.Fail(v.Line, "%s is not of the form { rule = [dates] }", key)
		return nil
	}
	for _, p := range t.Pairs {
		items, _ := p.Value.V.([]record.Value)
		for _, date := range datesOf(d, items) {
			list = append(list, ruleDate{p.Key, date, p.Value.Line})
		}
	}
	return list
}

// move is one step of a substitution: when the date meets one of the
// conditions, it goes to another day.
type move struct {
	weekdays [7]bool
	clash    bool // the date is a public holiday already
	from, to calendar.Date
	how      moveKind
	days     int // for moveDays
	weekday  [7]bool
	regions  string // "03,11": those for which alone it holds
}

type moveKind int

const (
	moveDays     moveKind = iota // by a number of days
	moveNext                     // to the next of some weekdays
	movePrev                     // to the last of some weekdays before
	moveFree                     // to the next working day that is no holiday
	movePrevFree                 // to the last such day before
	moveAway                     // the day falls away
)

// parseMove reads "sat,sun: next mon from 2017", where the move is +1, -1,
// "next mon", "prev fri", "next free", "prev free" or "suppressed", the
// conditions are weekdays and "clash", and from and to take a year or a date.
func parseMove(s string) (move, error) {
	var m move
	cond, rest, ok := strings.Cut(s, ":")
	if !ok {
		return m, fmt.Errorf("%q is not of the form \"sun: +1\"", s)
	}
	for _, c := range strings.Split(cond, ",") {
		if c = strings.TrimSpace(c); c == "clash" {
			m.clash = true
		} else if wd, ok := weekdays[c]; ok {
			m.weekdays[wd] = true
		} else {
			return m, fmt.Errorf("%q is neither a weekday nor clash", c)
		}
	}
	f := strings.Fields(rest)
	if len(f) == 0 {
		return m, fmt.Errorf("%q does not say where the day moves", s)
	}
	f, err := m.parseHow(f)
	if err != nil {
		return m, err
	}
	for ; len(f) >= 2; f = f[2:] {
		if f[0] == "in" {
			m.regions = f[1]
			continue
		}
		first, last, err := yearOrDate(f[1])
		switch {
		case err != nil:
			return m, err
		case f[0] == "from":
			m.from = first
		case f[0] == "to":
			m.to = last
		default:
			return m, fmt.Errorf("%q is none of from, to and in", f[0])
		}
	}
	if len(f) != 0 {
		return m, fmt.Errorf("%q is left over in %q", f[0], s)
	}
	return m, nil
}

func (m *move) parseHow(f []string) ([]string, error) {
	switch {
	case f[0] == "suppressed":
		m.how = moveAway
		return f[1:], nil
	case len(f) >= 2 && f[0] == "next" && f[1] == "free":
		m.how = moveFree
		return f[2:], nil
	case len(f) >= 2 && f[0] == "prev" && f[1] == "free":
		m.how = movePrevFree
		return f[2:], nil
	case len(f) >= 2 && (f[0] == "next" || f[0] == "prev"):
		m.how = moveNext
		if f[0] == "prev" {
			m.how = movePrev
		}
		for _, name := range strings.Split(f[1], ",") {
			wd, ok := weekdays[name]
			if !ok {
				return nil, fmt.Errorf("%q is no weekday", name)
			}
			m.weekday[wd] = true
		}
		return f[2:], nil
	}
	n, err := strconv.Atoi(f[0])
	if err != nil || n == 0 || n < -14 || n > 14 {
		return nil, fmt.Errorf("%q is no move", f[0])
	}
	m.days = n
	return f[1:], nil
}

// yearOrDate reads 2017 or 2017-05-01 as the first and the last day it means.
func yearOrDate(s string) (first, last calendar.Date, err error) {
	if y, err := strconv.Atoi(s); err == nil && y > 1500 && y < 2500 {
		return calendar.NewDate(y, 1, 1), calendar.NewDate(y, 12, 31), nil
	}
	d, err := calendar.ParseDate(s)
	return d, d, err
}

// moves reads a list of moves; given tells an empty list from a missing one.
func (d *decoder) moves(key string) (list []move, given bool) {
	texts, given := d.Texts(key)
	for i, s := range texts {
		m, err := parseMove(s)
		if err != nil {
			d.Fail(d.T.Find(key).Value.V.([]record.Value)[i].Line, "%v", err)
		}
		list = append(list, m)
	}
	return list, given
}
