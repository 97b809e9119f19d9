package almanac

import (
	"fmt"
	"strconv"
	"strings"
)

// The rule files are TOML. They are read by a reader of our own, which knows
// the part of TOML that the files use, because every mistake must be reported
// with its line, and because reading a hundred files must take milliseconds.
// A test holds that a complete TOML reader sees the same in every file.

// table is a TOML table: its keys with the line on which each stands.
type table struct {
	line  int
	pairs []pair
}

// pair is a key and its value; asked tells whether a decoder has looked at it.
type pair struct {
	key   string
	value value
	asked bool
}

// find gives the pair of a key, or nil.
func (t *table) find(key string) *pair {
	for i := range t.pairs {
		if t.pairs[i].key == key {
			return &t.pairs[i]
		}
	}
	return nil
}

// value is a TOML value: string, int, bool, []value or *table. A date is read
// as the string that it is written as.
type value struct {
	line int
	v    any
}

// document is a file: the keys before the first header, then the tables of
// each [[name]] in their order.
type document struct {
	file   string
	head   *table
	arrays map[string][]*table
}

// mistake is an error in a rule file.
func mistake(file string, line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...))
}

// reader walks through the text of one file.
type reader struct {
	file string
	text string
	pos  int
	line int
}

// read parses a file.
func read(file, text string) (document, error) {
	r := &reader{file: file, text: text, line: 1}
	doc := document{file: file, head: newTable(1), arrays: map[string][]*table{}}
	current := doc.head
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
			doc.arrays[name] = append(doc.arrays[name], current)
		} else if err := r.pair(current); err != nil {
			return doc, err
		}
		r.blank(false)
		if !r.end() && r.peek() != '\n' {
			return doc, r.fail("nothing may follow on this line, but there is %q", r.rest())
		}
	}
}

func newTable(line int) *table { return &table{line: line, pairs: make([]pair, 0, 6)} }

func (r *reader) end() bool  { return r.pos >= len(r.text) }
func (r *reader) peek() byte { return r.text[r.pos] }

func (r *reader) fail(format string, args ...any) error {
	return mistake(r.file, r.line, format, args...)
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
func (r *reader) pair(into *table) error {
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
	if into.find(key) != nil {
		return mistake(r.file, line, "%s is given twice", key)
	}
	into.pairs = append(into.pairs, pair{key: key, value: value{line: line, v: v}})
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

func (r *reader) list() (any, error) {
	r.pos++
	var list []value
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
		list = append(list, value{line: line, v: v})
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
	t := newTable(r.line)
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
