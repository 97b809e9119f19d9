package culture

import (
	"slices"
	"strings"

	"dragoman/data/calendar"
	"dragoman/data/personname"
	"dragoman/data/record"
)

// Salutation is how people of one language, and of some places where it is
// spoken, are addressed. It is a habit of many, never a fact of one person.
type Salutation struct {
	For        []string // BCP 47 tags, the first names the rule
	Part       NamePart
	Why        record.Text // the insider's reason
	Ask        record.Text // what to ask when something is not known
	Never      []string    // patterns of forms that are wrong
	Sources    []record.Source
	Confidence string
	Reviewed   calendar.Date

	writing, speech, mail wording
	hello, helloWarm      string // opening lines for a name alone, for everyone
	end                   string // what ends an opening line
	degrees, words        []string
	vocative              string
	settled               bool // the form for everybody leaves nothing open
}

// NamePart is the part of a name by which people are addressed.
type NamePart string

// The parts. PartFull stands for names that must not be taken apart.
const (
	PartFamily     NamePart = "family"
	PartGiven      NamePart = "given"
	PartFull       NamePart = "full"
	PartPatronymic NamePart = "given_patronymic"
)

// Formality is the tone of a form of address.
type Formality string

// The tones: that of a first letter, and that among people who know each
// other in business.
const (
	FormalTone Formality = "formal"
	WarmTone   Formality = "warm"
)

// Person is what is known of somebody to be addressed. Everything but Country
// was stated; Country serves as a default that says so.
type Person struct {
	Name         personname.Name
	Patronymic   string // also when it stands in Name.Given2
	Latin        string // the bearer's own Latin spelling of the whole name
	Organisation bool   // an organisation, not a person

	Title     string // degree and the like: Dr., Ing.
	Honorific string // 様, Frau, Sayın, Anh
	JobTitle  string
	Company   string // the organisation as the person writes it

	CallMe    string // what they asked to be called
	InWriting string // their own forms, which win over all
	InSpeech  string
	InMail    string
	Informal  bool // an informal register was agreed

	Languages []string // stated, best first
	Cultures  []string // stated, codes of markets
	Country   string   // ISO 3166-1, a default only
}

// Rule names why a form is as it is.
type Rule string

// The rules of forms. NoRule is a form that could not be made.
const (
	NoRule         Rule = ""
	OwnForm        Rule = "own"
	CallMeForm     Rule = "call_me"
	JobForm        Rule = "job"
	HonorificForm  Rule = "honorific"
	PatronymicForm Rule = "patronymic"
	FamilyForm     Rule = "family"
	GivenForm      Rule = "given"
	FullForm       Rule = "full"
	NamelessForm   Rule = "nameless"
	CompanyForm    Rule = "company"
)

// Form is one form of address with its reason.
type Form struct {
	Text     string
	Lang     string // BCP 47 tag of the text
	Rule     Rule
	Why      record.Text // the reason of the record; empty for an own form
	NeedsAsk bool        // something is not known and this form leaves it open
	Ask      record.Text // the question that would settle it
	Default  bool        // rests on the country, which nobody stated as a culture
	Of       *Salutation // the record, nil for an own form
}

// Forms are the forms of address of one person: the opening line of a letter,
// the form inside a sentence, and the opening line of a mail in English.
type Forms struct {
	Writing, Speech, Mail Form
}

// Address gives the forms of address of a person in a language, that of the
// person when lang is "". What the person asked for wins: their own forms,
// then what they want to be called. Gender is known only from a title or an
// honorific that was stated; without one the forms are such as anybody can
// be written to. Forms that cannot be made are empty.
func (s *Salutations) Address(p Person, lang string, f Formality) Forms {
	own, byDefault := s.ruleOf(p)
	if p.Informal {
		f = WarmTone
	}
	rule := own
	if lang != "" {
		rule = s.inPlace(lang, p, own)
	}
	in := composer{p: p, own: own, rule: rule, tone: f, byDefault: byDefault}
	english := composer{p: p, own: own, rule: s.inPlace("en", p, own), tone: f, byDefault: byDefault, mail: true}
	out := Forms{Mail: english.opening(p.InMail)}
	if rule == nil {
		return out
	}
	writing, speech := p.InWriting, p.InSpeech
	if own != nil && base(rule.For[0]) != base(own.For[0]) {
		writing, speech = "", ""
		if base(rule.For[0]) == "en" {
			in.mail, writing = true, p.InMail
		}
	}
	out.Writing, out.Speech = in.opening(writing), in.sentence(speech)
	return out
}

// Opening gives the whole first line of a letter or a mail to a person in a
// language, with its punctuation, and whether something had to be left open.
func (s *Salutations) Opening(p Person, lang string, f Formality) (line string, ask bool) {
	w := s.Address(p, lang, f).Writing
	return w.Text, w.NeedsAsk
}

// InSentence gives the form of address inside a sentence in a language.
func (s *Salutations) InSentence(p Person, lang string, f Formality) string {
	return s.Address(p, lang, f).Speech.Text
}

// For gives the record of a language tag or of the parents of it.
func (s *Salutations) For(tag string) (*Salutation, bool) {
	if s == nil {
		return nil, false
	}
	for _, t := range tagAndParents(tag) {
		if r := s.byTag[t]; r != nil {
			return r, true
		}
	}
	return nil, false
}

// ForMarket gives the record of the first language of a market that has one.
func (s *Salutations) ForMarket(code string) (*Salutation, bool) {
	c, err := Default()
	if err != nil {
		return nil, false
	}
	m, ok := c.Market(code)
	if !ok {
		return nil, false
	}
	for _, l := range m.Languages {
		if r, ok := s.regional(l, m.Code); ok {
			return r, true
		}
	}
	return nil, false
}

// All lists the records in the order of the file.
func (s *Salutations) All() []*Salutation { return slices.Clone(s.list) }

// ruleOf finds the record of a person: by the language of the name, then by
// the languages that were stated, then by the cultures; the country is a
// default.
func (s *Salutations) ruleOf(p Person) (rule *Salutation, byDefault bool) {
	region := p.Country
	if len(p.Cultures) > 0 {
		region = country(p.Cultures[0])
	}
	tags := make([]string, 0, len(p.Languages)+2)
	if p.Name.Locale != "" && p.Name.Locale != "und" {
		tags = append(tags, p.Name.Locale)
	}
	for _, l := range p.Languages {
		// A language that is learnt says nothing of how one is addressed.
		if len(tags) == 0 || base(l) == base(tags[0]) {
			tags = append(tags, l)
		}
	}
	for _, t := range tags {
		if r, ok := s.regional(t, region); ok {
			return r, false
		}
	}
	for _, c := range p.Cultures {
		if r, ok := s.ForMarket(c); ok {
			return r, false
		}
	}
	// What the letters of a name say of its language is read, not guessed.
	if tag := personname.DeriveLocale(p.Name, ""); !strings.HasPrefix(tag, "und") && !strings.Contains(tag, "Latn") && foreignScript(tag) {
		if r, ok := s.regional(tag, region); ok {
			return r, false
		}
	}
	if r, ok := s.ForMarket(p.Country); ok {
		return r, true
	}
	return nil, false
}

// inPlace is the record of a language as it is written where the person is:
// that of the person when the language is theirs.
func (s *Salutations) inPlace(lang string, p Person, own *Salutation) *Salutation {
	if own != nil && lang == base(own.For[0]) {
		return own
	}
	region := p.Country
	if len(p.Cultures) > 0 {
		region = country(p.Cultures[0])
	}
	r, _ := s.regional(lang, region)
	return r
}

// regional looks for a language in a country, then for the language.
func (s *Salutations) regional(tag, region string) (*Salutation, bool) {
	if region != "" && !strings.Contains(strings.TrimPrefix(tag, base(tag)), "-"+region) {
		with := []string{tag + "-" + region}
		if !strings.Contains(tag, "-Han") && !strings.Contains(tag, "-Latn") {
			with = append(with, base(tag)+"-"+region)
		}
		for _, t := range with {
			if r := s.byTag[strings.ToLower(t)]; r != nil {
				return r, true
			}
		}
	}
	return s.For(tag)
}

// foreignScript tells the languages that are known by their letters alone.
func foreignScript(tag string) bool {
	_, own := record.ScriptOf(tag)
	return own
}

// base is a language without script and region.
func base(tag string) string {
	b, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(b)
}
