package locales

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// pattern is a CLDR date pattern such as "EEEE d MMMM y", cut into pieces.
type pattern []patternPiece

// patternPiece is a field with its width, or literal text if field is 0.
type patternPiece struct {
	field   byte
	width   int
	literal string
}

// parsePattern cuts a pattern (UTS #35, Date Field Symbol Table). Letters
// outside quotes are fields, everything else is literal.
func parsePattern(s string) pattern {
	var out pattern
	var literal strings.Builder
	flush := func() {
		if literal.Len() > 0 {
			out = append(out, patternPiece{literal: literal.String()})
			literal.Reset()
		}
	}
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\'':
			text, n := quoted(s[i:])
			literal.WriteString(text)
			i += n
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			n := 1
			for i+n < len(s) && s[i+n] == c {
				n++
			}
			flush()
			out = append(out, patternPiece{field: c, width: n})
			i += n
		default:
			_, n := utf8.DecodeRuneInString(s[i:])
			literal.WriteString(s[i : i+n])
			i += n
		}
	}
	flush()
	return out
}

// quoted reads the quoted text at the beginning of s, in which two quotes stand
// for one, and returns it with the number of bytes read.
func quoted(s string) (string, int) {
	if strings.HasPrefix(s, "''") {
		return "'", 2
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] != '\'':
			b.WriteByte(s[i])
		case strings.HasPrefix(s[i:], "''"):
			b.WriteByte('\'')
			i++
		default:
			return b.String(), i + 1
		}
	}
	return b.String(), len(s)
}

// fields are the values that a pattern can show. Texts stand in for numbers in
// calendars that write their years or months otherwise.
type fields struct {
	year, month, day int
	yearText         string // instead of year
	monthText        string // instead of the month where its name is asked for
	numberForm       string // "闰{0}" around the number of a leap month
	weekday          time.Weekday
	hour, minute     int
}

// write adds one pattern to b.
func (p *Printer) write(b *strings.Builder, pat pattern, f fields) {
	for _, piece := range pat {
		switch piece.field {
		case 0:
			b.WriteString(piece.literal)
		case 'y':
			if f.yearText != "" {
				b.WriteString(f.yearText)
			} else {
				b.WriteString(strconv.Itoa(f.year))
			}
		case 'M', 'L':
			p.writeMonth(b, piece, f)
		case 'd':
			writeNumber(b, f.day, piece.width)
		case 'E':
			if piece.width >= 4 {
				b.WriteString(p.data.Days[f.weekday])
			} else {
				b.WriteString(p.data.DaysShort[f.weekday])
			}
		case 'H':
			writeNumber(b, f.hour, piece.width)
		case 'h':
			writeNumber(b, (f.hour+11)%12+1, piece.width)
		case 'm':
			writeNumber(b, f.minute, piece.width)
		case 'a':
			if f.hour < 12 {
				b.WriteString(p.local.AM)
			} else {
				b.WriteString(p.local.PM)
			}
		}
	}
}

func (p *Printer) writeMonth(b *strings.Builder, piece patternPiece, f fields) {
	switch {
	case piece.width < 3 && f.numberForm != "":
		b.WriteString(strings.ReplaceAll(f.numberForm, "{0}", strconv.Itoa(f.month)))
	case piece.width < 3:
		writeNumber(b, f.month, piece.width)
	case f.monthText != "":
		b.WriteString(f.monthText)
	case f.month < 1 || f.month > 12: // not a month: shown as it was given
		b.WriteString(strconv.Itoa(f.month))
	case piece.width == 3:
		b.WriteString(p.local.MonthsShort[f.month-1])
	case piece.field == 'L':
		b.WriteString(p.data.MonthsAlone[f.month-1])
	default:
		b.WriteString(p.data.Months[f.month-1])
	}
}

func writeNumber(b *strings.Builder, n, width int) {
	if n < 10 && width > 1 {
		b.WriteByte('0')
	}
	b.WriteString(strconv.Itoa(n))
}

// format writes a pattern by its name.
func (p *Printer) format(name string, f fields) string {
	var b strings.Builder
	b.Grow(32)
	p.write(&b, p.patterns[name], f)
	return b.String()
}

// interval writes the two ends of a range: the first field of the pattern that
// comes a second time begins the second date.
func (p *Printer) interval(name string, from, to fields) string {
	pat := p.intervals[name]
	var b strings.Builder
	seen := map[byte]bool{}
	for i, piece := range pat {
		if piece.field != 0 && seen[piece.field] {
			p.write(&b, pat[:i], from)
			p.write(&b, pat[i:], to)
			return b.String()
		}
		seen[piece.field] = true
	}
	p.write(&b, pat, from)
	return b.String()
}
