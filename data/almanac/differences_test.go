package almanac

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"dragoman/data/calendar"
)

// The reference lists that are trusted are compared one by one. What differs
// stands, with its reason, in one list: testdata/differences.tsv. A difference
// that is not in the list, or is in it no longer, fails.

const differenceList = "testdata/differences.tsv"

// reason explains a difference: of one reference and one country or rule, on
// one side, by part of a name.
type reason struct{ reference, place, side, part, text string }

func reasons(t *testing.T) []reason {
	t.Helper()
	f, err := os.Open("testdata/reasons.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []reason
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			p := strings.Split(line, "\t")
			if len(p) != 5 {
				t.Fatalf("reasons.tsv: %q has not five columns", line)
			}
			all = append(all, reason{p[0], p[1], p[2], p[3], p[4]})
		}
	}
	return all
}

// comparison gathers how the almanac differs from one reference.
type comparison struct {
	reference string
	why       []reason
	lines     []string
	both, all int
}

func compare(t *testing.T, reference string) *comparison {
	return &comparison{reference: reference, why: reasons(t)}
}

// days compares the days of one country or rule, and gives their agreement
// from 0 to 1.
func (c *comparison) days(t *testing.T, place string, ours, theirs days) float64 {
	t.Helper()
	both := 0
	for side, pair := range map[string][2]days{"ours": {ours, theirs}, "theirs": {theirs, ours}} {
		for d, name := range pair[0] {
			if _, same := pair[1][d]; same {
				both++
				continue
			}
			text := "?"
			i := slices.IndexFunc(c.why, func(r reason) bool {
				return r.reference == c.reference && fits(r.place, place) && r.side == side && strings.Contains(name, r.part)
			})
			if i < 0 {
				t.Errorf("%s: %s, %s: %s %s has no reason", c.reference, place, side, d, name)
			} else {
				text = c.why[i].text
			}
			c.lines = append(c.lines, strings.Join([]string{c.reference, place, side, d.String(), name, text}, "\t"))
		}
	}
	both /= 2
	all := len(ours) + len(theirs) - both
	c.both, c.all = c.both+both, c.all+all
	return float64(both) / float64(max(all, 1))
}

// fits reports whether a reason for "DE-BY", "DE-*" or "*" is one for place.
func fits(pattern, place string) bool {
	prefix, open := strings.CutSuffix(pattern, "*")
	return pattern == place || open && strings.HasPrefix(place, prefix)
}

// settle holds that the list in the tree says the same of this reference.
func (c *comparison) settle(t *testing.T) {
	t.Helper()
	t.Logf("%s: %d days, %d on both sides, %d differences", c.reference, c.all, c.both, len(c.lines))
	if c.both == 0 {
		t.Errorf("%s: nothing was compared", c.reference)
	}
	text, err := os.ReadFile(differenceList)
	if err != nil {
		t.Fatal(err)
	}
	mine := func(line string) bool { return strings.HasPrefix(line, c.reference+"\t") }
	var old, rest []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSuffix(line, "\n"); mine(line) {
			old = append(old, line)
		} else if line != "" && line[0] != '#' {
			rest = append(rest, line)
		}
	}
	slices.Sort(c.lines)
	if *write {
		all := append(rest, c.lines...)
		slices.Sort(all)
		head := "# Every difference from a trusted reference: reference, country or rule, side, date, name, reason. Written by the tests.\n"
		if err := os.WriteFile(differenceList, []byte(head+strings.Join(all, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !slices.Equal(old, c.lines) {
		t.Errorf("%s is out of date for %s: run this test with -args -differences and read what changed", differenceList, c.reference)
	}
}

// ruleDays are the first days of a rule in the years that theirs has too and
// in which the rule gives an answer; the others are not known.
func ruleDays(a *Almanac, id string, theirs days) (ours, kept days) {
	years := map[int]bool{}
	for d := range theirs {
		years[d.Year()] = true
	}
	ours, kept = days{}, days{}
	for y := range years {
		q := year(y)
		q.IDs = []string{id}
		for _, o := range a.Occurrences(q) {
			if o.Date.Year() == y && !o.Substitute && o.Kind != Workday {
				ours[o.Date] = id
			}
		}
	}
	answered := map[int]bool{}
	for d := range ours {
		answered[d.Year()] = true
	}
	for d, name := range theirs {
		if answered[d.Year()] {
			kept[d] = name
		}
	}
	return ours, kept
}

// rules compares rules, by the name that the reference has for them, and
// demands that each was compared in some years. A rule that is marked with
// "among others" has days of the feast beside the one of the reference.
func (c *comparison) rules(t *testing.T, a *Almanac, theirs map[string]days, ids map[string]string, atLeast int) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(ids)) {
		id, several := strings.CutSuffix(ids[name], " among others")
		if _, ok := a.Rule(id); !ok {
			t.Errorf("there is no rule %s", id)
			continue
		}
		ours, kept := ruleDays(a, id, theirs[name])
		if several {
			maps.DeleteFunc(ours, func(d calendar.Date, _ string) bool { return kept[d] == "" })
		}
		if len(kept) < atLeast {
			t.Errorf("%s: %s as %s was compared on %d days only", c.reference, id, name, len(kept))
		}
		c.days(t, id, ours, kept)
	}
}

// tableOf reads a reference of the columns name, date and, if where is given,
// a column that must have a value.
func tableOf(t *testing.T, file, name, where, value string) map[string]days {
	t.Helper()
	all := map[string]days{}
	for _, row := range reference(t, file) {
		if where != "" && row[where] != value || row["date"] == "" {
			continue
		}
		if all[row[name]] == nil {
			all[row[name]] = days{}
		}
		all[row[name]][date(t, row["date"])] = row[name]
	}
	return all
}

// TestEveryDifferenceIsRead holds that the list has no reference that no test
// compares, and no difference without a reason.
func TestEveryDifferenceIsRead(t *testing.T) {
	text, err := os.ReadFile(differenceList)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for line := range strings.Lines(string(text)) {
		if line[0] == '#' {
			continue
		}
		p := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(p) != 6 || p[5] == "" || p[5] == "?" {
			t.Errorf("%q has no reason", line)
		}
		if !slices.Contains(compared, p[0]) {
			t.Errorf("no test compares %s", p[0])
		}
		count[p[0]]++
	}
	t.Log(fmt.Sprint(count))
}
