package counsel

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dragoman/assets"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/record"
)

// Question is how somebody is asked in a language how satisfied they are, and
// told of a gift of points.
type Question struct {
	Language   string // BCP 47
	ReviewedOn calendar.Date
	Reviewed   bool // a native reader has gone over it
	CSAT       string
	NPS        string
	Free       string
	Thanks     string

	gift, giftOne string
	csat, nps     []record.Source // how it is usually asked
}

var questions = sync.OnceValues(func() (map[string]Question, error) { return readQuestions(assets.Words) })

// readQuestions reads words/ja.toml and its like.
func readQuestions(files fs.FS) (map[string]Question, error) {
	names, err := fs.Glob(files, "words/*.toml")
	if err != nil {
		return nil, err
	}
	out := map[string]Question{}
	var faults []error
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		doc, err := record.Read(name, string(text))
		if err != nil {
			faults = append(faults, err)
			continue
		}
		q, more := question(doc)
		faults = append(faults, more...)
		out[q.Language] = q
	}
	return out, errors.Join(faults...)
}

// question reads one file.
func question(doc record.Document) (q Question, faults []error) {
	head := record.Decode(doc.File, doc.Head)
	q.Language, q.ReviewedOn, q.Reviewed = head.Text("lang"), head.Date("reviewed_on"), head.Flag("native_review", false)
	if name := strings.TrimSuffix(path.Base(doc.File), ".toml"); !strings.EqualFold(q.Language, name) {
		head.Fail(head.Line("lang"), "the language %q is not that of the file", q.Language)
	}
	if q.ReviewedOn == 0 {
		head.Fail(1, "the day reviewed_on is needed at the head of the file")
	}
	faults = head.Faults()
	known := map[string]record.Source{}
	faults = append(faults, record.ReadSources(doc, known)...)
	texts := map[string]*string{"csat": &q.CSAT, "nps": &q.NPS, "free": &q.Free, "thanks": &q.Thanks, "gift": &q.gift, "gift_one": &q.giftOne}
	for _, t := range doc.Arrays["text"] {
		d := record.Decode(doc.File, t)
		use := d.Text("use")
		switch into := texts[use]; {
		case into == nil:
			d.Fail(d.Line("use"), "there is no use %q", use)
		case *into != "":
			d.Fail(d.Line("use"), "%s is there twice", use)
		default:
			*into = d.Text("text")
		}
		switch use {
		case "csat":
			q.csat = d.Sources(known)
		case "nps":
			q.nps = d.Sources(known)
		}
		faults = append(faults, d.Faults()...)
	}
	for _, use := range slices.Sorted(maps.Keys(texts)) {
		if *texts[use] == "" && use != "gift_one" {
			faults = append(faults, record.Mistake(doc.File, 1, "%s is missing", use))
		}
	}
	if err := doc.Only("source", "text"); err != nil {
		faults = append(faults, err)
	}
	return q, faults
}

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
	for _, lang := range langs {
		if q, ok := wordsIn(lang); ok {
			return q
		}
	}
	q, _ := wordsIn("en")
	return q
}

// wordsIn finds what was written in a language, whatever its region.
func wordsIn(lang string) (Question, bool) {
	all, err := questions()
	if err != nil {
		return Question{}, false
	}
	base, _, _ := strings.Cut(lang, "-")
	for _, tag := range []string{lang, map[string]string{"zh": "zh-Hans"}[base], map[string]string{"pt": "pt-BR"}[lang], base} {
		// Traditional characters are another script: they are not answered
		// with simplified ones.
		if q, ok := all[tag]; ok && !(tag == "zh-Hans" && (strings.Contains(lang, "Hant") || strings.HasSuffix(lang, "TW") || strings.HasSuffix(lang, "HK"))) {
			return q, true
		}
	}
	return Question{}, false
}

// Ask is the whole text for one measure.
func (q Question) Ask(m book.SurveyMeasure) string {
	first := q.CSAT
	if m == book.NPS {
		first = q.NPS
	}
	return strings.Join([]string{first, q.Free, q.Thanks}, "\n\n")
}

// SourcesOf are the places where the question for a measure is put in the same
// way.
func (q Question) SourcesOf(m book.SurveyMeasure) []record.Source {
	if m == book.NPS {
		return q.nps
	}
	return q.csat
}

// GiftIn says in a language that points were given, or nothing where that was
// not written. No native reader has gone over it when reviewed is false.
func GiftIn(lang string, points int) (text string, reviewed bool) {
	q, ok := wordsIn(lang)
	if !ok {
		return "", false
	}
	text = q.gift
	if points == 1 && q.giftOne != "" {
		text = q.giftOne
	}
	return strings.ReplaceAll(text, "{points}", strconv.Itoa(points)), q.Reviewed
}
