package sqlite

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// stampLayout is how instants are stored: UTC, milliseconds, always as wide.
const stampLayout = "2006-01-02T15:04:05.000Z"

// field ties one column to one part of a Go value. Values are what the driver
// gives: int64, string, or nil for NULL.
type field[T any] struct {
	name string
	get  func(*T) any
	set  func(*T, any)
}

// text is a column that is never NULL.
func text[T any, S ~string](name string, at func(*T) *S) field[T] {
	return field[T]{
		name,
		func(v *T) any { return string(*at(v)) },
		func(v *T, x any) { s, _ := x.(string); *at(v) = S(s) },
	}
}

// maybe is a text column in which "" is stored as NULL.
func maybe[T any, S ~string](name string, at func(*T) *S) field[T] {
	f := text(name, at)
	get := f.get
	f.get = func(v *T) any {
		if s := get(v); s != "" {
			return s
		}
		return nil
	}
	return f
}

func number[T any, I ~int | ~int64](name string, at func(*T) *I) field[T] {
	return field[T]{
		name,
		func(v *T) any { return int64(*at(v)) },
		func(v *T, x any) { n, _ := x.(int64); *at(v) = I(n) },
	}
}

func truth[T any](name string, at func(*T) *bool) field[T] {
	return field[T]{
		name,
		func(v *T) any {
			if *at(v) {
				return int64(1)
			}
			return int64(0)
		},
		func(v *T, x any) { n, _ := x.(int64); *at(v) = n != 0 },
	}
}

func day[T any](name string, at func(*T) *calendar.Date) field[T] {
	return field[T]{
		name,
		func(v *T) any { return dayText(*at(v)) },
		func(v *T, x any) { *at(v) = dayOf(x) },
	}
}

func instant[T any](name string, at func(*T) *time.Time) field[T] {
	return field[T]{
		name,
		func(v *T) any { return stamp(*at(v)) },
		func(v *T, x any) { *at(v) = instantOf(x) },
	}
}

// stamp returns an instant as it is stored, nil for the zero time.
func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(stampLayout)
}

// instantOf reads what stamp wrote.
func instantOf(x any) time.Time {
	s, _ := x.(string)
	t, err := time.Parse(stampLayout, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

func dayText(d calendar.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.String()
}

func dayOf(x any) calendar.Date {
	s, _ := x.(string)
	d, err := calendar.ParseDate(s)
	if err != nil {
		return 0
	}
	return d
}

// weekendText stores days off; nil, which leaves them to the market, is NULL.
func weekendText(days []int) any {
	if days == nil {
		return nil
	}
	var b strings.Builder
	for i, d := range days {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(d))
	}
	return b.String()
}

func weekendOf(x any) []int {
	s, ok := x.(string)
	if !ok {
		return nil
	}
	days := []int{}
	for _, p := range strings.Split(s, ",") {
		if n, err := strconv.Atoi(p); err == nil {
			days = append(days, n)
		}
	}
	return days
}

// extraText stores unknown properties as a JSON array of pairs.
func extraText(ps []book.Property) string {
	if len(ps) == 0 {
		return ""
	}
	pairs := make([][2]string, len(ps))
	for i, p := range ps {
		pairs[i] = [2]string{p.Name, p.Value}
	}
	b, err := json.Marshal(pairs)
	if err != nil { // cannot happen for strings
		return ""
	}
	return string(b)
}

func extraOf(x any) []book.Property {
	s, _ := x.(string)
	var pairs [][2]string
	if s == "" || json.Unmarshal([]byte(s), &pairs) != nil {
		return nil
	}
	ps := make([]book.Property, len(pairs))
	for i, p := range pairs {
		ps[i] = book.Property{Name: p[0], Value: p[1]}
	}
	return ps
}
