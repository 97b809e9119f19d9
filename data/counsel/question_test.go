package counsel

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dragoman/assets"
	"dragoman/data/book"
	"dragoman/data/culture"
	"dragoman/data/record"
)

// TestQuestions holds that every language of the scripts has all its texts, that
// somebody is asked in their language, else in English, and that the scale is
// said.
func TestQuestions(t *testing.T) {
	if _, err := readQuestions(assets.Words); err != nil {
		t.Fatal(err)
	}
	if got, want := QuestionLanguages(), culture.Built().ScriptLanguages(); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		t.Errorf("there are questions in %v, scripts in %v", got, want)
	}
	for _, lang := range QuestionLanguages() {
		q := QuestionIn(lang)
		if q.Language != lang || q.Free == "" || q.Thanks == "" {
			t.Errorf("%s: %+v", lang, q)
		}
		for m, scale := range map[book.SurveyMeasure][2]string{book.CSAT: {"1", "5"}, book.NPS: {"0", "10"}} {
			text := q.Ask(m)
			low, high := strings.Index(text, scale[0]), strings.LastIndex(text, scale[1])
			if low < 0 || high <= low {
				t.Errorf("%s: the scale of %s is not said: %s", lang, m, text)
			}
		}
		for _, m := range book.SurveyMeasures() {
			list := q.SourcesOf(m)
			if !record.Reread(list) || slices.ContainsFunc(list, func(s record.Source) bool { return !slices.Contains(culture.SourceKinds(), s.Kind) }) {
				t.Errorf("%s: the sources of %s are %+v", lang, m, list)
			}
		}
	}
	for lang, want := range map[string]string{
		"zh-Hans": "zh-Hans", "zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-Hant": "en", "zh-TW": "en", "de-AT": "de", "ar-EG": "ar", "pt": "pt-BR", "pt-BR": "pt-BR", "pt-PT": "en", "sw": "en", "": "en",
	} {
		if got := QuestionIn(lang).Language; got != want {
			t.Errorf("%q is asked in %s, want %s", lang, got, want)
		}
	}
}

// Every text is in the script of its language, and none holds a brace but the
// one for the points.
func TestWordsAreInTheirScript(t *testing.T) {
	for _, lang := range QuestionLanguages() {
		q := QuestionIn(lang)
		for use, text := range map[string]string{"csat": q.CSAT, "nps": q.NPS, "free": q.Free, "thanks": q.Thanks, "gift": q.gift, "gift_one": q.giftOne} {
			plain := text
			if strings.HasPrefix(use, "gift") {
				plain = strings.Replace(text, "{points}", "5", 1)
				if text != "" && plain == text {
					t.Errorf("%s: %s does not say how many", lang, use)
				}
			}
			if strings.ContainsAny(plain, "{}") || strings.TrimSpace(plain) != plain {
				t.Errorf("%s: %s is %q", lang, use, text)
			}
			if strays := record.Strays(plain, lang); len(strays) > 0 {
				t.Errorf("%s: %s holds %q", lang, use, strays)
			}
		}
	}
}

func TestPointsAreToldInTheLanguageOfTheLetter(t *testing.T) {
	for _, x := range []struct {
		lang   string
		points int
		want   string
	}{
		{"en", 50, "With our best wishes we have added 50 points to your account."},
		{"en", 1, "With our best wishes we have added 1 point to your account."},
		{"de-CH", 1, "Mit unseren besten Wünschen haben wir Ihrem Konto 1 Punkt gutgeschrieben."},
		{"ja", 1, "感謝の気持ちを込めて、1ポイントを進呈いたしました。"},
		{"pl", 1, "Z najlepszymi życzeniami dopisaliśmy punkty do Państwa konta: 1."},
		{"sw", 50, ""},
		{"zh-Hant", 50, ""},
		{"", 50, ""},
	} {
		if got, _ := GiftIn(x.lang, x.points); got != x.want {
			t.Errorf("%s, %d: %q", x.lang, x.points, got)
		}
	}
	for _, lang := range culture.Built().ScriptLanguages() {
		if text, _ := GiftIn(lang, 50); !strings.Contains(text, "50") {
			t.Errorf("%s: %q", lang, text)
		}
	}
}

// A mistake is told with its file and line.
func TestMistakesInWordsAreTold(t *testing.T) {
	head := "lang = \"xx\"\nreviewed_on = 2026-11-26\n"
	source := "[[source]]\nid = \"a\"\ntitle = \"A\"\npublisher = \"P\"\nkind = \"reference\"\nrecalled = 2026-11-26\n"
	text := func(use, more string) string { return "[[text]]\nuse = \"" + use + "\"\ntext = \"T\"\n" + more }
	all := text("csat", "sources = [\"a\"]\n") + text("nps", "sources = [\"a\"]\n") + text("free", "") + text("thanks", "") + text("gift", "")
	for _, x := range []struct{ name, file, want string }{
		{"whole", head + source + all, ""},
		{"another language", "lang = \"yy\"\nreviewed_on = 2026-11-26\n" + source + all, "is not that of the file"},
		{"no day", "lang = \"xx\"\n" + source + all, "reviewed_on"},
		{"no source", head + source + strings.Replace(all, "sources = [\"a\"]\n", "", 1), "a source is missing"},
		{"an unknown source", head + source + strings.Replace(all, "\"a\"", "\"b\"", 1), "there is no source"},
		{"a text is missing", head + source + strings.Replace(all, text("free", ""), "", 1), "free is missing"},
		{"a text is there twice", head + source + all + text("free", ""), "there twice"},
		{"an unknown use", head + source + all + text("hello", ""), "there is no use"},
		{"an unknown table", head + source + all + "[[other]]\na = 1\n", "[[other]]"},
		{"no form", head + "[[text", "words/xx.toml:3"},
	} {
		_, err := readQuestions(fstest.MapFS{"words/xx.toml": {Data: []byte(x.file)}})
		if (err == nil) != (x.want == "") || err != nil && !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
}
