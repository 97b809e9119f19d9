package culture

import (
	"slices"
	"strings"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// guideReader reads one file of guides and collects its mistakes.
type guideReader struct {
	doc     record.Document
	guide   Guide
	sources map[string]record.Source
	parts   map[string]bool
	ids     map[string]bool
	faults  []error
}

// readGuide reads guides/jp.toml.
func readGuide(doc record.Document) (Guide, []error) {
	r := &guideReader{doc: doc, parts: map[string]bool{}, ids: map[string]bool{}}
	r.sources, r.guide.Sources, r.faults = sourcesOf(doc)
	r.head()
	for _, t := range doc.Arrays["within"] {
		r.part(t)
	}
	for _, t := range doc.Arrays["statement"] {
		r.statement(t)
	}
	if err := doc.Only("source", "within", "statement"); err != nil {
		r.faults = append(r.faults, err)
	}
	return r.guide, r.faults
}

func (r *guideReader) head() {
	d := record.Decode(r.doc.File, r.doc.Head)
	g := &r.guide
	g.Market, g.ReviewedOn, g.NativeReview = d.Text("market"), d.Date("reviewed_on"), d.Flag("native_review", false)
	if g.Market == "" || !strings.EqualFold(g.Market, stem(r.doc.File)) {
		d.Fail(d.Line("market"), "the market %q is not that of the file", g.Market)
	}
	if g.ReviewedOn == 0 {
		d.Fail(1, "the day reviewed_on is needed at the head of the file")
	}
	r.faults = append(r.faults, d.Faults()...)
}

func (r *guideReader) part(t *record.Table) {
	d := record.Decode(r.doc.File, t)
	p := Part{Code: d.Text("code"), Names: record.Text{"en": d.Text("en"), "zh-Hans": d.Text("zh-Hans")}}
	if !strings.HasPrefix(p.Code, r.guide.Market+"-") || r.parts[p.Code] {
		d.Fail(d.Line("code"), "the code %q does not begin with %s-, or is given twice", p.Code, r.guide.Market)
	}
	if p.Names["en"] == "" || p.Names["zh-Hans"] == "" {
		d.Fail(t.Line, "%s needs a name in en and in zh-Hans", p.Code)
	}
	r.parts[p.Code] = true
	r.guide.Parts = append(r.guide.Parts, p)
	r.faults = append(r.faults, d.Faults()...)
}

func (r *guideReader) statement(t *record.Table) {
	d := record.Decode(r.doc.File, t)
	id := d.Text("id")
	d.Of = r.guide.Market + "." + id
	s := Statement{
		ID: d.Of, Market: r.guide.Market, Within: d.Text("within"),
		Topic: Topic(d.Text("topic")), Practice: d.Text("practice"), Strength: record.Strength(d.Text("strength")),
		Scope: d.Both("scope"), Claim: d.Both("claim"), Why: d.Both("why"), Do: d.Both("do"), Ask: d.Both("ask"), Spread: d.Both("spread"),
		Avoid: optional(d, "avoid"), Example: optional(d, "example"), Gift: words(d, "gift"),
		Sources: d.Sources(r.sources), ReviewedOn: r.guide.ReviewedOn, ExpiresOn: d.Date("expires_on"),
		NativeReview: d.Flag("native_review", r.guide.NativeReview), Sensitive: d.Flag("sensitive", false),
	}
	s.Confidence = d.Confidence(s.Sources)
	if day := d.Date("reviewed_on"); day != 0 {
		s.ReviewedOn = day
	}
	if s.ExpiresOn == 0 {
		s.ExpiresOn = s.ReviewedOn.AddMonths(shelfLife(s))
	}
	r.checkStatement(d, s, id)
	r.ids[id] = true
	r.faults = append(r.faults, d.Faults()...)
	r.guide.Statements = append(r.guide.Statements, s)
}

func (r *guideReader) checkStatement(d *record.Decoder, s Statement, id string) {
	switch {
	case !plainID(id):
		d.Fail(d.Line("id"), "the id %q is not made of a-z, 0-9 and _", id)
	case r.ids[id]:
		d.Fail(d.Line("id"), "the id %s is taken", id)
	}
	if !slices.Contains(Topics, s.Topic) {
		d.Fail(d.Line("topic"), "there is no topic %q", s.Topic)
	} else if s.Practice != "" && !slices.Contains(practices[s.Topic], s.Practice) {
		d.Fail(d.Line("practice"), "the practice %q is none of %s, those of %s", s.Practice, strings.Join(practices[s.Topic], ", "), s.Topic)
	}
	if !slices.Contains(record.Strengths, s.Strength) {
		d.Fail(d.Line("strength"), "there is no strength %q", s.Strength)
	}
	if s.Within != "" && !r.parts[s.Within] {
		d.Fail(d.Line("within"), "%q is not declared as [[within]]", s.Within)
	}
	if s.Confidence == "C" {
		d.Fail(d.Line("confidence"), "the confidence of a statement is A or B")
	}
	r.checkDays(d, s)
}

// checkDays holds that a statement is not good for longer than its kind may
// be.
func (r *guideReader) checkDays(d *record.Decoder, s Statement) {
	months := shelfLife(s)
	switch {
	case s.ReviewedOn == 0:
	case s.ExpiresOn <= s.ReviewedOn:
		d.Fail(d.Line("expires_on"), "it expires on %s, before it was reviewed on %s", s.ExpiresOn, s.ReviewedOn)
	case s.ExpiresOn > s.ReviewedOn.AddMonths(months):
		d.Fail(d.Line("expires_on"), "it is good for %d months at most, until %s", months, s.ReviewedOn.AddMonths(months))
	}
	for _, src := range s.Sources {
		if day := max(src.Opened, src.Recalled); day > s.ReviewedOn+calendar.Date(366) {
			d.Fail(d.Line("sources"), "the source %s was read long after the review", src.ID)
		}
	}
}

// optional reads a text that may be missing, but not in one language alone.
func optional(d *record.Decoder, key string) record.Text {
	if d.T.Find(key) == nil {
		return nil
	}
	return d.Both(key)
}

// words reads { en = ["clock"], zh-Hans = ["钟"] }, nil when the key is
// missing.
func words(d *record.Decoder, key string) map[string][]string {
	v, ok := d.Get(key)
	if !ok {
		return nil
	}
	t, ok := v.V.(*record.Table)
	if !ok {
		d.Fail(v.Line, "%s is not of the form { en = [\"clock\"], zh-Hans = [\"钟\"] }", key)
		return nil
	}
	inner := record.Decode("", t)
	m := map[string][]string{}
	for _, lang := range []string{"en", "zh-Hans"} {
		list, _ := inner.Texts(lang)
		if m[lang] = list; len(list) == 0 {
			d.Fail(v.Line, "%s needs words in %s", key, lang)
		}
	}
	if err := inner.Done(); err != nil {
		d.Fail(v.Line, "%s has lists for en and zh-Hans alone", key)
	}
	return m
}
