package counsel

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"dragoman/assets"
	"dragoman/data/book"

	"github.com/BurntSushi/toml"
)

// Question is how somebody is asked in a language how satisfied they are.
type Question struct {
	Language string // BCP 47
	Reviewed bool   `toml:"reviewed"` // a native reader has gone over it
	CSAT     string `toml:"csat"`
	NPS      string `toml:"nps"`
	Free     string `toml:"free"`
	Thanks   string `toml:"thanks"`
}

var questions = sync.OnceValues(func() (map[string]Question, error) {
	var out map[string]Question
	text, err := fs.ReadFile(assets.Survey, "survey/questions.toml")
	if err == nil {
		_, err = toml.Decode(string(text), &out)
	}
	for tag, q := range out {
		q.Language = tag
		out[tag] = q
	}
	return out, err
})

// QuestionLanguages lists the languages that have questions, sorted.
func QuestionLanguages() []string {
	all, err := questions()
	if err != nil {
		return nil // a test has told
	}
	return slices.Sorted(maps.Keys(all))
}

// QuestionIn finds the questions of the first of some languages that has them,
// else those in English.
func QuestionIn(langs ...string) Question {
	all, err := questions()
	if err != nil {
		return Question{}
	}
	for _, lang := range langs {
		base, _, _ := strings.Cut(lang, "-")
		for _, tag := range []string{lang, map[string]string{"zh": "zh-Hans"}[base], base} {
			// Traditional characters are another script: they are not answered
			// with simplified ones.
			if q, ok := all[tag]; ok && !(tag == "zh-Hans" && (strings.Contains(lang, "Hant") || strings.HasSuffix(lang, "TW") || strings.HasSuffix(lang, "HK"))) {
				return q
			}
		}
	}
	return all["en"]
}

// Ask is the whole text for one measure.
func (q Question) Ask(m book.SurveyMeasure) string {
	first := q.CSAT
	if m == book.NPS {
		first = q.NPS
	}
	return strings.Join([]string{first, q.Free, q.Thanks}, "\n\n")
}
