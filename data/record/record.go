// Package record is how built-in knowledge is written down and read: TOML
// tables, texts in both languages of ours, the strength of a custom, and the
// sources on which it rests.
//
// It promises that each mistake in a file is told with the file and the line
// on which it stands, that a key which nobody knows is a mistake, and that a
// source was either opened or recalled on a day. What the records mean is left
// to those who read them: packages almanac and culture.
package record

import (
	"slices"
	"strings"

	"dragoman/data/calendar"
)

// Text is a text in the languages of ours, by tag ("en", "zh-Hans").
type Text map[string]string

// In gives the text in a language, or in English when it is not there.
func (t Text) In(lang string) string {
	if s := t[lang]; s != "" {
		return s
	}
	if lang == "zh" || strings.HasPrefix(lang, "zh-") {
		if s := t["zh-Hans"]; s != "" {
			return s
		}
	}
	return t["en"]
}

// Strength says how far a custom binds.
type Strength string

// The strengths, strongest first.
const (
	ByLaw      Strength = "law"
	StrongNorm Strength = "strong_norm"
	Common     Strength = "common"
	Varies     Strength = "varies"
	Fading     Strength = "fading"
)

// Strengths lists them, strongest first.
var Strengths = []Strength{ByLaw, StrongNorm, Common, Varies, Fading}

// Source is where a statement was found. Exactly one of Opened and Recalled
// is set: Opened is the day on which its text was read, Recalled the day on
// which it was named from memory.
type Source struct {
	ID        string
	Title     string
	Publisher string
	Kind      string // official, academic, trade or chamber, news, language authority, dictionary, reference, insider
	Language  string // of the source, BCP 47
	Year      int    // of publication, 0 when it is not dated
	Address   string
	Opened    calendar.Date
	Recalled  calendar.Date
}

// Reread reports whether the text of at least one source was opened.
func Reread(sources []Source) bool {
	return slices.ContainsFunc(sources, func(s Source) bool { return s.Opened != 0 })
}

// ReadSources adds the tables [[source]] of a file to those that are known,
// and tells all mistakes in them.
func ReadSources(doc Document, into map[string]Source) (faults []error) {
	for _, t := range doc.Arrays["source"] {
		d := Decode(doc.File, t)
		s := Source{
			ID: d.Text("id"), Title: d.Text("title"), Publisher: d.Text("publisher"), Kind: d.Text("kind"),
			Language: d.Text("language"), Year: d.Number("year"), Address: d.Text("address"),
			Opened: d.Date("opened"), Recalled: d.Date("recalled"),
		}
		if s.ID == "" || s.Title == "" || s.Publisher == "" || s.Kind == "" {
			d.Fail(t.Line, "a source needs an id, a title, a publisher and a kind")
		}
		if (s.Opened == 0) == (s.Recalled == 0) {
			d.Fail(t.Line, "the source %s was either opened or recalled on a day", s.ID)
		}
		if s.Opened != 0 && s.Address == "" {
			d.Fail(t.Line, "the source %s was opened, but its address is missing", s.ID)
		}
		if _, taken := into[s.ID]; taken {
			d.Fail(t.Line, "the source %s is given twice", s.ID)
		}
		faults = append(faults, d.Faults()...)
		into[s.ID] = s
	}
	return faults
}
