package culture

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// Salutations are the records of all languages. They do not change and may be
// used by many goroutines at once.
type Salutations struct {
	list  []*Salutation
	byTag map[string]*Salutation // by tag in small letters
}

// salutationsFile is the place of the records in the folder of the library.
const salutationsFile = "salutations.toml"

var builtInSalutations = sync.OnceValues(func() (*Salutations, error) {
	text, err := fs.ReadFile(Built().dir, salutationsFile)
	if err != nil {
		return nil, err
	}
	return ReadSalutations(string(text))
})

// BuiltSalutations gives the records that are built into the program. They
// are read once.
func BuiltSalutations() (*Salutations, error) { return builtInSalutations() }

// ReadSalutations reads a file of records. It is strict: every mistake is an
// error with file, line and reason.
func ReadSalutations(text string) (*Salutations, error) {
	doc, err := record.Read(salutationsFile, text)
	if err != nil {
		return nil, err
	}
	r := salutationReader{doc: doc, out: &Salutations{byTag: map[string]*Salutation{}}, asks: map[string]record.Text{}}
	r.sources, _, r.faults = sourcesOf(doc)
	head := record.Decode(doc.File, doc.Head)
	r.reviewed = head.Date("reviewed_on")
	if r.reviewed == 0 {
		head.Fail(1, "the day reviewed_on is needed at the head of the file")
	}
	r.faults = append(r.faults, head.Faults()...)
	for _, t := range doc.Arrays["ask"] {
		d := record.Decode(doc.File, t)
		r.asks[d.Text("id")] = d.Both("text")
		r.faults = append(r.faults, d.Faults()...)
	}
	for _, t := range doc.Arrays["salutation"] {
		r.one(t)
	}
	if err := doc.Only("source", "ask", "salutation"); err != nil {
		r.faults = append(r.faults, err)
	}
	return r.out, errors.Join(r.faults...)
}

type salutationReader struct {
	doc      record.Document
	out      *Salutations
	sources  map[string]record.Source
	asks     map[string]record.Text
	reviewed calendar.Date
	faults   []error
}

var (
	nameParted    = []NamePart{PartFamily, PartGiven, PartFull, PartPatronymic}
	vocativeRules = []string{"", "cs", "pl", "uk", "lt", "lv", "el"}
	slotNames     = []string{"family", "first", "last", "given", "patronymic", "full", "degree", "honorific", "job", "call", "company"}
)

func (r *salutationReader) one(t *record.Table) {
	d := record.Decode(r.doc.File, t)
	s := &Salutation{Part: NamePart(d.Text("part")), Reviewed: r.reviewed, Why: d.Both("why")}
	s.For, _ = d.Texts("for")
	s.degrees, _ = d.Texts("degrees")
	s.words, _ = d.Texts("words")
	s.Never, _ = d.Texts("never")
	s.hello, s.helloWarm, s.end, s.vocative = d.Text("hello"), d.Text("hello_warm"), d.Text("end"), d.Text("vocative")
	s.settled = d.Flag("settled", false)
	s.writing = r.wording(d, "writing")
	s.speech = r.wording(d, "speech")
	s.mail = r.wording(d, "mail")
	s.Sources = d.Sources(r.sources)
	s.Confidence = d.Confidence(s.Sources)
	if len(s.For) > 0 {
		d.Of = s.For[0]
	} else {
		d.Fail(t.Line, "the languages are missing")
	}
	if !slices.Contains(nameParted, s.Part) {
		d.Fail(d.Line("part"), "there is no part %q", s.Part)
	}
	if !slices.Contains(vocativeRules, s.vocative) {
		d.Fail(d.Line("vocative"), "there is no rule %q", s.vocative)
	}
	for _, key := range []string{"hello", "hello_warm"} {
		if !strings.Contains(d.Text(key), "{name}") {
			d.Fail(d.Line(key), "%s is needed, with the slot {name}", key)
		}
	}
	ask := d.Text("ask")
	if ask == "" {
		ask = "title"
	}
	if s.Ask = r.asks[ask]; s.Ask == nil {
		d.Fail(d.Line("ask"), "there is no question %q", ask)
	}
	for _, n := range s.Never {
		r.pattern(d, "never", n)
	}
	r.keep(d, s)
	r.faults = append(r.faults, d.Faults()...)
}

// keep files a record under its tags.
func (r *salutationReader) keep(d *record.Decoder, s *Salutation) {
	for _, tag := range s.For {
		key := strings.ToLower(tag)
		if r.out.byTag[key] != nil {
			d.Fail(d.Line("for"), "%s is there twice", tag)
		}
		r.out.byTag[key] = s
	}
	r.out.list = append(r.out.list, s)
}

// wording reads { first = ["…"], male = ["…"] }; one pattern may stand alone.
func (r *salutationReader) wording(d *record.Decoder, key string) wording {
	v, ok := d.Get(key)
	if !ok {
		return nil
	}
	t, ok := v.V.(*record.Table)
	if !ok {
		d.Fail(v.Line, "%s is not of the form { any = [\"…\"] }", key)
		return nil
	}
	w := wording{}
	for _, p := range t.Pairs {
		if !slices.Contains(wordingKeys, p.Key) && (p.Key != "company" || key != "writing") {
			d.Fail(p.Value.Line, "%s has no list %q", key, p.Key)
		}
		switch x := p.Value.V.(type) {
		case string:
			w[p.Key] = []string{x}
		case []record.Value:
			for _, it := range x {
				w[p.Key] = append(w[p.Key], fmt.Sprint(it.V))
			}
		}
		for _, pattern := range w[p.Key] {
			r.pattern(d, key, pattern)
		}
	}
	return w
}

// pattern checks the slots of a pattern.
func (r *salutationReader) pattern(d *record.Decoder, key, pattern string) {
	for _, m := range slot.FindAllStringSubmatch(pattern, -1) {
		if !slices.Contains(slotNames, m[1]) || m[2] != "" && m[2] != ".voc" {
			d.Fail(d.Line(key), "there is no slot %s", m[0])
		}
	}
	if strings.Count(pattern, "{") != len(slot.FindAllString(pattern, -1)) {
		d.Fail(d.Line(key), "%q has a brace that is no slot", pattern)
	}
}
