package record

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The files are TOML. They are read by a reader of our own, which knows the
// part of TOML that they use, because every mistake must be reported with its
// line, and because reading a hundred files must take milliseconds. Tests hold
// that a complete TOML reader sees the same in every file.

// Table is a TOML table: its keys with the line on which each stands.
type Table struct {
	Line  int
	Pairs []Pair
}

// Pair is a key and its value.
type Pair struct {
	Key   string
	Value Value
	asked bool // a decoder has looked at it
}

// Find gives the pair of a key, or nil.
func (t *Table) Find(key string) *Pair {
	for i := range t.Pairs {
		if t.Pairs[i].Key == key {
			return &t.Pairs[i]
		}
	}
	return nil
}

// Value is a TOML value: V is a string, an int, a bool, a []Value or a *Table.
// A date is read as the string that it is written as.
type Value struct {
	Line int
	V    any
}

// Document is a file: the keys before the first header, then the tables of
// each [[name]] in their order.
type Document struct {
	File   string
	Head   *Table
	Arrays map[string][]*Table
}

// Only names the first table whose name is none of those, as a mistake.
func (d Document) Only(names ...string) error {
	for name, list := range d.Arrays {
		if !slices.Contains(names, name) {
			return Mistake(d.File, list[0].Line, "there are no tables [[%s]]", name)
		}
	}
	return nil
}

// Mistake is an error in a file, as file:line: reason.
func Mistake(file string, line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...))
}

// reader walks through the text of one file.
type reader struct {
	file string
	text string
	pos  int
	line int
}

// Read parses a file. A mistake in its form ends the reading.
func Read(file, text string) (Document, error) {
	r := &reader{file: file, text: text, line: 1}
	doc := Document{File: file, Head: newTable(1), Arrays: map[string][]*Table{}}
	current := doc.Head
	for {
		r.blank(true)
		if r.end() {
			return doc, nil
		}
		if r.peek() == '[' {
			name, err := r.header()
			if err != nil {
				return doc, err
			}
			current = newTable(r.line)
			doc.Arrays[name] = append(doc.Arrays[name], current)
		} else if err := r.pair(current); err != nil {
			return doc, err
		}
		r.blank(false)
		if !r.end() && r.peek() != '\n' {
			return doc, r.fail("nothing may follow on this line, but there is %q", r.rest())
		}
	}
}

func newTable(line int) *Table { return &Table{Line: line, Pairs: make([]Pair, 0, 8)} }

func (r *reader) end() bool  { return r.pos >= len(r.text) }
func (r *reader) peek() byte { return r.text[r.pos] }

func (r *reader) fail(format string, args ...any) error {
	return Mistake(r.file, r.line, format, args...)
}

// rest is what remains of the line, for messages.
func (r *reader) rest() string {
	s := r.text[r.pos:]
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	return s
}

// blank skips spaces and comments, and line ends where they do not matter.
func (r *reader) blank(lines bool) {
	for !r.end() {
		switch c := r.peek(); {
		case c == ' ' || c == '\t' || c == '\r':
			r.pos++
		case c == '\n' && lines:
			r.pos++
			r.line++
		case c == '#':
			r.pos += len(r.rest())
		default:
			return
		}
	}
}

// header reads [[name]].
func (r *reader) header() (string, error) {
	line := strings.TrimSpace(r.rest())
	name, ok := strings.CutPrefix(line, "[[")
	name, rest, ok2 := strings.Cut(name, "]]")
	if rest = strings.TrimSpace(rest); !ok || !ok2 || rest != "" && rest[0] != '#' {
		return "", r.fail("a header is written [[holiday]], not %s", line)
	}
	r.pos += len(r.rest())
	return strings.TrimSpace(name), nil
}

// pair reads key = value.
func (r *reader) pair(into *Table) error {
	line := r.line
	key, err := r.key()
	if err != nil {
		return err
	}
	r.blank(false)
	if r.end() || r.peek() != '=' {
		return r.fail("= is missing after %s", key)
	}
	r.pos++
	r.blank(false)
	v, err := r.value()
	if err != nil {
		return err
	}
	if into.Find(key) != nil {
		return Mistake(r.file, line, "%s is given twice", key)
	}
	into.Pairs = append(into.Pairs, Pair{Key: key, Value: Value{Line: line, V: v}})
	return nil
}

func bareKey(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func (r *reader) key() (string, error) {
	if !r.end() && r.peek() == '"' {
		return r.text1()
	}
	start := r.pos
	for !r.end() && bareKey(r.peek()) {
		r.pos++
	}
	if r.pos == start {
		return "", r.fail("a key is expected, but there is %q", r.rest())
	}
	return r.text[start:r.pos], nil
}

func (r *reader) value() (any, error) {
	if r.end() {
		return nil, r.fail("a value is missing")
	}
	switch c := r.peek(); c {
	case '"':
		if strings.HasPrefix(r.text[r.pos:], threeQuotes) {
			return r.lines()
		}
		return r.text1()
	case '[':
		return r.list()
	case '{':
		return r.inline()
	}
	start := r.pos
	for !r.end() && (bareKey(r.peek()) || r.peek() == '+') {
		r.pos++
	}
	word := r.text[start:r.pos]
	switch {
	case word == "true", word == "false":
		return word == "true", nil
	case len(word) == len("2006-01-02") && word[4] == '-':
		return word, nil
	}
	n, err := strconv.Atoi(word)
	if err != nil {
		r.pos = start
		return nil, r.fail("this is no value: %q", r.rest())
	}
	return n, nil
}

// text1 reads a basic string on one line.
func (r *reader) text1() (string, error) {
	s := r.rest()
	if end := strings.IndexByte(s[1:], '"'); end >= 0 && strings.IndexByte(s[1:end+1], '\\') < 0 {
		r.pos += end + 2
		return s[1 : end+1], nil
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; c {
		case '"':
			r.pos += i + 1
			return b.String(), nil
		case '\\':
			i++
			if i == len(s) {
				return "", r.fail("the text ends after a backslash")
			}
			switch s[i] {
			case '"', '\\':
				b.WriteByte(s[i])
			case 'n':
				b.WriteByte('\n')
			default:
				return "", r.fail("\\%c is not used in these files", s[i])
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", r.fail("the closing quotation mark is missing")
}

const threeQuotes = `"""`

// lines reads a basic string of several lines. A line end right after the
// opening quotation marks does not count, as TOML has it.
func (r *reader) lines() (string, error) {
	s := r.text[r.pos+len(threeQuotes):]
	end := strings.Index(s, threeQuotes)
	if end < 0 {
		return "", r.fail("the closing quotation marks are missing")
	}
	s = s[:end]
	if strings.IndexByte(s, '\\') >= 0 {
		return "", r.fail("a text of several lines has no backslash")
	}
	r.pos += end + 2*len(threeQuotes)
	r.line += strings.Count(s, "\n")
	s = strings.TrimPrefix(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	return s, nil
}

func (r *reader) list() (any, error) {
	r.pos++
	var list []Value
	for {
		r.blank(true)
		if r.end() {
			return nil, r.fail("] is missing")
		}
		if r.peek() == ']' {
			r.pos++
			return list, nil
		}
		line := r.line
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		list = append(list, Value{Line: line, V: v})
		r.blank(true)
		if !r.end() && r.peek() == ',' {
			r.pos++
		} else if !r.end() && r.peek() != ']' {
			return nil, r.fail(", or ] is missing before %q", r.rest())
		}
	}
}

func (r *reader) inline() (any, error) {
	r.pos++
	t := &Table{Line: r.line, Pairs: make([]Pair, 0, 2)} // most have en and zh-Hans
	for {
		r.blank(false)
		if r.end() {
			return nil, r.fail("} is missing")
		}
		if r.peek() == '}' {
			r.pos++
			return t, nil
		}
		if err := r.pair(t); err != nil {
			return nil, err
		}
		r.blank(false)
		if !r.end() && r.peek() == ',' {
			r.pos++
		} else if !r.end() && r.peek() != '}' {
			return nil, r.fail(", or } is missing before %q", r.rest())
		}
	}
}
