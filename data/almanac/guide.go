package almanac

import (
	"io/fs"
	"sync"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// Text, Strength and Source are written as in package record.
type (
	Text     = record.Text
	Strength = record.Strength
	Source   = record.Source
)

// The strengths, strongest first.
const (
	ByLaw      = record.ByLaw
	StrongNorm = record.StrongNorm
	Common     = record.Common
	Varies     = record.Varies
	Fading     = record.Fading
)

// Advice is a statement on what to do, with its strength.
type Advice struct {
	Text
	Strength Strength
}

// Guide is what a seller should know of a feast beside its dates. Its prose is
// ours and comes from named sources; it speaks of customs of groups, which no
// single person need share.
type Guide struct {
	ID       string // the rule for which it was written
	Scope    Text   // where and among whom it holds
	What     Text   // what the feast is
	Business Text   // what it does to business, and the last date for orders
	Do       Advice
	Dont     Advice
	Gifts    Advice
	Spread   Text // who differs
	// Mood is the kind of wish that fits, as the rule has it.
	Mood    Mood
	Sources []Source
	// Confidence is A, B or C; without a source that was opened it is B at
	// best.
	Confidence string
	ReviewedOn calendar.Date
	ExpiresOn  calendar.Date
	// NativeReview tells whether a native reader has looked at it.
	NativeReview bool
}

// Expired reports whether the guide is past its date and must be shown as
// such.
func (g Guide) Expired(today calendar.Date) bool { return today > g.ExpiresOn }

// Reread reports whether the text of at least one source was opened.
func (g Guide) Reread() bool { return record.Reread(g.Sources) }

// content is the guides and wishes of the folder content, read when they are
// first asked for.
type content struct {
	dir    fs.FS
	once   sync.Once
	err    error
	guides map[string]Guide
	wishes map[string][]Wish
}

// open reads the content once.
func (c *content) open(a *Almanac) error {
	c.once.Do(func() {
		c.guides, c.wishes = map[string]Guide{}, map[string][]Wish{}
		c.err = readContent(c, a)
	})
	return c.err
}

// Content reads the guides and wishes and tells the first mistake in them, as
// file:line: reason. Guide and Wishes read them too when nobody has yet; with
// a mistake they know nothing.
func (a *Almanac) Content() error { return a.content.open(a) }

// Guide gives the guide to the feast of a rule: its own, or that of the rule
// of a tradition that it is like.
func (a *Almanac) Guide(ruleID string) (Guide, bool) {
	if a.content.open(a) != nil {
		return Guide{}, false
	}
	for _, id := range a.kin(ruleID) {
		if g, ok := a.content.guides[id]; ok {
			if r, ok := a.rules[ruleID]; ok {
				g.Mood = r.Mood
			}
			return g, true
		}
	}
	return Guide{}, false
}

// Guides lists the guides by the IDs of their rules.
func (a *Almanac) Guides() []Guide {
	if a.content.open(a) != nil {
		return nil
	}
	var list []Guide
	for _, r := range a.Rules() {
		if g, ok := a.content.guides[r.ID]; ok {
			list = append(list, g)
		}
	}
	return list
}

// kin is a rule and those that it is like, nearest first.
func (a *Almanac) kin(id string) []string {
	list := []string{id}
	for r := a.rules[id]; r != nil && r.Like != "" && len(list) < 4; r = a.rules[r.Like] {
		list = append(list, r.Like)
	}
	return list
}
