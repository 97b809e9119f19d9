package planner

import (
	"cmp"
	"slices"
	"strings"

	"dragoman/data/book"
)

// Fit says how well a member of the team fits a customer, and why.
type Fit struct {
	Member   book.Member
	Language string // of the customer's languages, the first that they speak
	Level    book.Level
	Culture  string // of the customer's cultures, the first that they know
	Stated   bool   // the customer called that culture theirs; else it is the country's default
	Load     book.Workload
	Owner    bool // they are the owner already
}

// Fits ranks the members who are not away for a customer: who speaks a language
// of theirs, the customer's first language before the others and the better
// speaker before the other; then who knows their culture; then who has the
// least open work. Nobody is inferred to speak or know anything.
func Fits(team []book.Member, loads []book.Workload, c book.Customer) []Fit {
	type ranked struct {
		Fit
		language, level, culture int
	}
	var out []ranked
	for _, m := range team {
		if m.Away {
			continue
		}
		x := ranked{Fit: Fit{Member: m, Owner: m.Name == c.Owner}, language: len(c.Languages), level: 3, culture: 2}
		for i, l := range c.Languages {
			if s, ok := speaks(m, l.Tag); ok {
				x.Language, x.Level, x.language, x.level = l.Tag, s.Level, i, levelRank(s.Level)
				break
			}
		}
		for _, s := range c.Cultures {
			if x.culture == 2 && slices.Contains(m.Cultures, s.Culture) {
				x.Culture, x.Stated, x.culture = s.Culture, true, 0
			}
		}
		if x.culture == 2 && len(c.Cultures) == 0 && c.Country != "" && slices.Contains(m.Cultures, c.Country) {
			x.Culture, x.culture = c.Country, 1
		}
		for _, w := range loads {
			if w.Owner == m.Name {
				x.Load = w
			}
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.language, b.language), cmp.Compare(a.level, b.level), cmp.Compare(a.culture, b.culture),
			cmp.Compare(a.Load.Open(), b.Load.Open()), cmp.Compare(a.Load.Customers, b.Load.Customers), cmp.Compare(a.Member.Name, b.Member.Name))
	})
	fits := make([]Fit, len(out))
	for i, x := range out {
		fits[i] = x.Fit
	}
	return fits
}

// speaks finds a language among those of a member: ja serves ja-JP and the
// other way round, and a script is no other language.
func speaks(m book.Member, tag string) (book.Spoken, bool) {
	base, _, _ := strings.Cut(tag, "-")
	for _, s := range m.Languages {
		if other, _, _ := strings.Cut(s.Tag, "-"); strings.EqualFold(other, base) {
			return s, true
		}
	}
	return book.Spoken{}, false
}

func levelRank(l book.Level) int {
	switch l {
	case book.Native:
		return 0
	case book.Fluent:
		return 1
	}
	return 2
}
