package book

import (
	"slices"
	"strings"
	"unicode"

	"dragoman/data/calendar"
	"dragoman/data/personname"
)

// Likeness is what of a customer is compared when duplicates are looked for.
type Likeness struct {
	ID           ID
	Kind         Kind
	Name         Name // Full, Latin, Reading, Nickname and Language
	Organisation string
	Country      string
	Birthday     calendar.Partial
	Channels     []Channel // phones, mail addresses and messengers
}

// face is a Likeness made ready to be compared.
type face struct {
	Likeness
	org     string     // folded
	scripts [][]string // the words of the name in each script, folded and sorted
	sounds  []string   // the name in Latin letters without spaces, in every order of its words
	reach   []string   // "phone:+49…"
}

// longestName is from how many words on a name is compared in the order in
// which it is written alone.
const longestName = 4

func newFace(l Likeness) face {
	f := face{Likeness: l, org: strings.TrimSpace(Fold(l.Organisation))}
	for _, s := range []string{l.Name.Full, l.Name.Latin, l.Name.Reading} {
		if w := nameWords(s); len(w) > 0 && !containsWords(f.scripts, w) {
			f.scripts = append(f.scripts, w)
		}
	}
	f.sounds = sounds(l.Name)
	for _, c := range l.Channels {
		if key := reachKey(c); key != "" && !slices.Contains(f.reach, key) {
			f.reach = append(f.reach, key)
		}
	}
	return f
}

// reachKey is a channel as it is compared, or "" when it says nothing of who
// is reached.
func reachKey(c Channel) string {
	switch c.Kind {
	case Postal, Web:
		return ""
	case Phone:
		if c.Normal == "" {
			return ""
		}
		return "phone:" + c.Normal
	}
	value := c.Normal
	if value == "" {
		value = Fold(strings.TrimSpace(c.Value))
	}
	return string(c.Kind) + ":" + value
}

// nameWords are the words of a name, folded and sorted.
func nameWords(s string) []string {
	w := strings.FieldsFunc(Fold(s), func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '.' })
	slices.Sort(w)
	return w
}

func containsWords(list [][]string, w []string) bool {
	return slices.ContainsFunc(list, func(x []string) bool { return slices.Equal(x, w) })
}

// sounds gives a name in Latin letters: as it is written so, in every order of
// its words, and by pinyin, romaji or romanised Hangul.
func sounds(n Name) []string {
	var out []string
	add := func(s string) {
		s = strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' {
				return r
			}
			return -1
		}, Fold(s))
		if len(s) > 3 && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, s := range []string{n.Full, n.Latin} {
		if s != "" && isLatin(s) {
			orders(nameWords(s), add)
		}
	}
	if isHan(strings.ReplaceAll(n.Full, " ", "")) && n.Full != "" {
		add(personname.Pinyin(strings.ReplaceAll(n.Full, " ", ""), true))
	}
	for _, s := range []string{n.Full, n.Reading} {
		switch {
		case s == "":
		case isLatin(s):
			add(s)
		case strings.IndexFunc(s, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) >= 0:
			orders(strings.Fields(personname.RomajiPlain(s)), add)
		case strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) >= 0:
			add(personname.RomanizeHangul(s))
		}
	}
	return out
}

func isLatin(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) < 0
}

// orders calls add with the words joined in every order, or as they are when
// they are many.
func orders(words []string, add func(string)) {
	if len(words) > longestName {
		add(strings.Join(words, ""))
		return
	}
	var walk func(done string, left []string)
	walk = func(done string, left []string) {
		if len(left) == 0 {
			add(done)
			return
		}
		for i, w := range left {
			rest := slices.Concat(left[:i], left[i+1:])
			walk(done+w, rest)
		}
	}
	walk("", words)
}

// keys are the texts under which customers who may be one meet.
func (f *face) keys() []string {
	keys := slices.Clone(f.reach)
	for _, w := range f.scripts {
		keys = append(keys, "name:"+strings.Join(w, " "))
	}
	for _, s := range f.sounds {
		keys = append(keys, "sound:"+s)
	}
	return keys
}
