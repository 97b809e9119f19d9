package book

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Target is what is promised for the cases of a kind and seriousness, and of
// the customers of a tier: working time that both sides share, in minutes. 0 is
// no promise.
type Target struct {
	Kind        CaseKind
	Seriousness Seriousness
	Tier        string // "" is every tier that has no target of its own
	Reply       int    // until the first reply or the acknowledgement
	Solve       int    // until the answer or the solution
}

// hour is in minutes.
const hour = 60

// usualTargets hold until the owner of the book sets their own.
var usualTargets = []Target{
	{Request, GraveCase, "", 2 * hour, 8 * hour},
	{Request, UsualCase, "", 4 * hour, 16 * hour},
	{Request, MinorCase, "", 8 * hour, 40 * hour},
	{Complaint, GraveCase, "", 1 * hour, 16 * hour},
	{Complaint, UsualCase, "", 2 * hour, 24 * hour},
	{Complaint, MinorCase, "", 4 * hour, 40 * hour},
}

// LongestTarget is the most that can be promised, in minutes: about a year of
// working time.
const LongestTarget = 2000 * hour

// Targets are what the owner of a book set in place of the usual targets. It is
// one text, so that it travels as one setting: a line a target, as in
// "complaint grave 60 960 gold". Lines that cannot be read are left out.
type Targets string

// List returns the targets: the usual ones as they were changed, then those of
// single tiers.
func (t Targets) List() []Target {
	list := slices.Clone(usualTargets)
	for line := range strings.Lines(string(t)) {
		x, ok := readTarget(line)
		if !ok {
			continue
		}
		i := slices.IndexFunc(list, x.same)
		if i < 0 {
			list = append(list, x)
		} else {
			list[i] = x
		}
	}
	slices.SortStableFunc(list[len(usualTargets):], func(a, b Target) int {
		return cmp.Or(cmp.Compare(a.Tier, b.Tier), slices.Index(CaseKinds(), a.Kind)-slices.Index(CaseKinds(), b.Kind),
			slices.Index(Degrees(), a.Seriousness)-slices.Index(Degrees(), b.Seriousness))
	})
	return list
}

// same reports whether two targets are for the same cases.
func (t Target) same(o Target) bool {
	return t.Kind == o.Kind && t.Seriousness == o.Seriousness && strings.EqualFold(t.Tier, o.Tier)
}

// For finds the target of a case: that of the tier, else that of every tier.
func (t Targets) For(k CaseKind, s Seriousness, tier string) Target {
	var best Target
	for _, x := range t.List() {
		if x.same(Target{Kind: k, Seriousness: s, Tier: tier}) {
			return x
		}
		if x.same(Target{Kind: k, Seriousness: s}) {
			best = x
		}
	}
	return best
}

// With returns the targets with one of them changed or added.
func (t Targets) With(x Target) Targets {
	list := Targets(string(t) + "\n" + x.line()).List() // the last line for a kind of case counts
	var b strings.Builder
	for _, x := range list {
		if slices.Contains(usualTargets, x) {
			continue
		}
		b.WriteString(x.line())
	}
	return Targets(b.String())
}

// Without returns the targets without one of a single tier.
func (t Targets) Without(x Target) Targets {
	var out Targets
	for _, y := range t.List() {
		if !y.same(x) || y.Tier == "" {
			out = out.With(y)
		}
	}
	return out
}

// line writes a target; a tier may hold blanks, so it stands last.
func (t Target) line() string {
	return string(t.Kind) + " " + string(t.Seriousness) + " " + strconv.Itoa(t.Reply) + " " + strconv.Itoa(t.Solve) + " " + t.Tier + "\n"
}

func readTarget(line string) (t Target, ok bool) {
	f := strings.SplitN(strings.TrimRight(line, "\r\n"), " ", 5)
	if len(f) < 4 {
		return t, false
	}
	t.Kind, t.Seriousness = CaseKind(f[0]), Seriousness(f[1])
	reply, err := strconv.Atoi(f[2])
	solve, err2 := strconv.Atoi(f[3])
	if len(f) == 5 {
		t.Tier = strings.TrimSpace(f[4])
	}
	t.Reply, t.Solve = reply, solve
	return t, err == nil && err2 == nil && t.valid()
}

func (t Target) valid() bool {
	return slices.Contains(CaseKinds(), t.Kind) && slices.Contains(Degrees(), t.Seriousness) &&
		t.Reply >= 0 && t.Reply <= LongestTarget && t.Solve >= 0 && t.Solve <= LongestTarget
}

// Causes are the causes of complaints that one works with, a line each.
type Causes string

// List returns the causes without blank lines and doubles.
func (c Causes) List() []string {
	var out []string
	for line := range strings.Lines(string(c)) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}
