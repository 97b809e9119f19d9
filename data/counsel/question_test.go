package counsel

import (
	"strings"
	"testing"

	"dragoman/data/book"
)

// TestQuestions holds that every language has all its texts, and that somebody
// is asked in their language, else in English.
func TestQuestions(t *testing.T) {
	if len(QuestionLanguages()) < 2 {
		t.Fatal("no languages")
	}
	for _, lang := range QuestionLanguages() {
		q := QuestionIn(lang)
		if q.Language != lang || q.CSAT == "" || q.NPS == "" || q.Free == "" || q.Thanks == "" {
			t.Errorf("%s: %+v", lang, q)
		}
		for m, scale := range map[book.SurveyMeasure][2]string{book.CSAT: {"1", "5"}, book.NPS: {"0", "10"}} {
			if text := q.Ask(m); !strings.Contains(text, scale[0]) || !strings.Contains(text, scale[1]) {
				t.Errorf("%s: the scale of %s is not said: %s", lang, m, text)
			}
		}
	}
	for lang, want := range map[string]string{"zh-Hans": "zh-Hans", "zh": "zh-Hans", "zh-Hant": "en", "zh-TW": "en", "de-AT": "de", "sw": "en", "": "en"} {
		if got := QuestionIn(lang).Language; got != want {
			t.Errorf("%q is asked in %s, want %s", lang, got, want)
		}
	}
}
