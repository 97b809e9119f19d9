package book

import (
	"context"
	"slices"
	"strings"
)

// Term is one condition of a query as it is written, or words to be found
// (Field TestText).
type Term struct {
	Not   bool
	Field TestField
	Sign  byte   // ':', '<' or '>'
	Value string // what follows the sign, values joined by commas; or the words
}

// Terms takes a query apart into groups of which one must hold, each of them
// conditions that must all hold: a b OR (c d). ok is false when it is nested
// deeper, or says something that no condition is.
func Terms(text string) (groups [][]Term, ok bool) {
	var now []Term
	open, closed := false, false // a parenthesis around the group; it has ended
	not := false
	pieces := cutQuery(text)
	end := func() {
		if len(now) > 0 {
			groups = append(groups, now)
		}
		now, closed = nil, false
	}
	for i, x := range pieces {
		switch {
		case isOr(x):
			if open || not {
				return nil, false
			}
			end()
		case x.quoted:
			now = append(now, Term{not, TestText, ':', x.text})
			not = false
		case x.text == "(":
			// Only what is the whole of a group may stand in parentheses.
			if open || not || len(now) > 0 || i > 0 && !isOr(pieces[i-1]) {
				return nil, false
			}
			open = true
		case x.text == ")":
			if !open || not {
				return nil, false
			}
			open, closed = false, true
		case closed:
			return nil, false
		case x.text == "AND" || x.text == "且":
		case x.text == "-" || x.text == "NOT" || x.text == "非":
			not = !not
		default:
			t, ok := termOf(x.text)
			if !ok {
				return nil, false
			}
			t.Not = t.Not != not
			now, not = append(now, t), false
		}
	}
	if open || not {
		return nil, false
	}
	end()
	return groups, true
}

// termOf reads one piece: a condition, perhaps denied, or words.
func termOf(s string) (Term, bool) {
	t := Term{Field: TestText, Sign: ':', Value: s}
	if len(s) > 1 && s[0] == '-' && !strings.ContainsAny(s[1:2], "-0123456789") {
		t.Not, t.Value = true, s[1:]
	}
	if f, sign, value, ok := fieldOf(t.Value); ok {
		t.Field, t.Sign, t.Value = f, sign, value
		return t, value != ""
	}
	i := strings.IndexAny(t.Value, ":：")
	return t, !(i > 0 && i < len(t.Value)-1 && lettersOnly(t.Value[:i]) && !strings.HasPrefix(t.Value[i:], "://"))
}

// TermsText writes groups as a query. Groups without a condition are left out.
func TermsText(groups [][]Term) string {
	var parts []string
	for _, g := range groups {
		var terms []string
		for _, t := range g {
			if s := t.text(); s != "" {
				terms = append(terms, s)
			}
		}
		if len(terms) > 0 {
			parts = append(parts, strings.Join(terms, " "))
		}
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	for i, p := range parts {
		if strings.Contains(p, " ") {
			parts[i] = "(" + p + ")"
		}
	}
	return strings.Join(parts, " OR ")
}

// operators are the words that say something of others.
var operators = []string{"AND", "且", "NOT", "非"}

func (t Term) text() string {
	value := strings.TrimSpace(strings.ReplaceAll(t.Value, `"`, ""))
	if value == "" {
		return ""
	}
	s := string(t.Field) + string(t.Sign) + quote(value)
	if t.Field == TestText {
		// Words are found together, and what looks like an operator is none.
		if s = value; strings.ContainsAny(s, ` ():：<>=|`) || isOr(piece{text: s}) || slices.Contains(operators, s) || strings.HasPrefix(s, "-") {
			s = `"` + s + `"`
		}
	}
	if t.Not {
		if strings.ContainsAny(s[:1], "\"-0123456789") { // -5 is a number
			return "NOT " + s
		}
		return "-" + s
	}
	return s
}

// Overlap counts for every two segments how many live customers are in both;
// on the diagonal, how many are in each. The segments are given as queries.
func (s *Segments) Overlap(ctx context.Context, queries []string) ([][]int, error) {
	const name = "segments.overlap"
	fs := make([]CustomerFilter, len(queries))
	for i, q := range queries {
		var err error
		if fs[i], err = s.c.understood(ctx, CustomerFilter{Text: q}); err != nil {
			return nil, wrap(name, err)
		}
	}
	out, err := s.c.store.Overlap(ctx, fs)
	return out, wrap(name, err)
}
