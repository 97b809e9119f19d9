package culture

import (
	"slices"
	"strings"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// Use is what a phrase is for.
type Use string

// Uses lists what phrases are for, in the order in which they are shown.
var Uses = []Use{"greeting", "welcome", "request", "thanks", "apology", "congratulations", "toast", "closing", "farewell", "condolence"}

// Register is how formal a phrase is.
type Register string

// Registers lists the registers.
var Registers = []Register{"formal", "neutral", "warm"}

// Phrase is something that is said in a language, with how it is read and
// when it fits. Wishes for feasts are with the feasts, in package almanac.
type Phrase struct {
	ID       string // language, dot and name ("ja.otsukaresama")
	Language string // BCP 47
	Use      Use
	Native   string
	Roman    string // how it is read, "" for the Latin script
	System   string // of the romanisation
	Meaning  record.Text
	When     record.Text
	Whom     record.Text
	Never    record.Text // with whom or when it does not fit; may be nil
	Register Register
	Solemn   bool // it belongs to grief
	// Sources, Confidence and NativeReview are as in a Statement.
	Sources      []record.Source
	Confidence   string
	ReviewedOn   calendar.Date
	NativeReview bool
	Own          bool // written by the owner of the book
}

// Phrasebook is the phrases of a language.
type Phrasebook struct {
	Language     string
	Phrases      []Phrase
	Sources      []record.Source
	ReviewedOn   calendar.Date
	NativeReview bool
}

// readPhrases reads phrases/ja.toml.
func readPhrases(doc record.Document) (Phrasebook, []error) {
	known, sources, faults := sourcesOf(doc)
	b := Phrasebook{Sources: sources}
	var more []error
	b.Language, b.ReviewedOn, b.NativeReview, more = languageHead(doc)
	faults = append(faults, more...)
	taken := map[string]bool{}
	for _, t := range doc.Arrays["phrase"] {
		d := record.Decode(doc.File, t)
		p := b.phrase(d, known)
		if taken[p.ID] {
			d.Fail(d.Line("id"), "the id is taken")
		}
		taken[p.ID] = true
		faults = append(faults, d.Faults()...)
		b.Phrases = append(b.Phrases, p)
	}
	if err := doc.Only("source", "phrase"); err != nil {
		faults = append(faults, err)
	}
	return b, faults
}

// languageHead reads the head of a file that belongs to a language.
func languageHead(doc record.Document) (lang string, on calendar.Date, native bool, faults []error) {
	d := record.Decode(doc.File, doc.Head)
	lang, on, native = d.Text("lang"), d.Date("reviewed_on"), d.Flag("native_review", false)
	if lang == "" || !strings.EqualFold(lang, stem(doc.File)) {
		d.Fail(d.Line("lang"), "the language %q is not that of the file", lang)
	}
	if on == 0 {
		d.Fail(1, "the day reviewed_on is needed at the head of the file")
	}
	return lang, on, native, d.Faults()
}

func (b Phrasebook) phrase(d *record.Decoder, known map[string]record.Source) Phrase {
	id := d.Text("id")
	d.Of = b.Language + "." + id
	p := Phrase{
		ID: d.Of, Language: b.Language, Use: Use(d.Text("use")), Native: d.Text("native"), Roman: d.Text("roman"), System: d.Text("system"),
		Meaning: d.Both("meaning"), When: d.Both("when"), Whom: d.Both("whom"), Never: optional(d, "never"),
		Register: Register(d.Text("register")), Solemn: d.Flag("solemn", false),
		Sources: d.Sources(known), ReviewedOn: b.ReviewedOn, NativeReview: d.Flag("native_review", b.NativeReview),
	}
	p.Confidence = d.Confidence(p.Sources)
	if !plainID(id) {
		d.Fail(d.Line("id"), "the id %q is not made of a-z, 0-9 and _", id)
	}
	if p.Native == "" {
		d.Fail(d.T.Line, "native is missing")
	}
	if (p.Roman == "") != (p.System == "") {
		d.Fail(d.T.Line, "roman and system go together")
	}
	if !slices.Contains(Uses, p.Use) {
		d.Fail(d.Line("use"), "there is no use %q", p.Use)
	}
	if !slices.Contains(Registers, p.Register) {
		d.Fail(d.Line("register"), "there is no register %q", p.Register)
	}
	return p
}
