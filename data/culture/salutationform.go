package culture

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wording is the patterns of one place: for everybody before anything else
// ("first"), for those whose title says man or woman, and for everybody; the
// same for the warm tone. The first pattern counts of which all parts are
// known.
type wording map[string][]string

// wordingKeys are the lists that a place may have.
var wordingKeys = []string{"first", "male", "female", "any", "first_warm", "male_warm", "female_warm", "any_warm"}

// englishMail is how a mail in English opens, by the part of the name that is
// used where the person is at home.
var englishMail = map[NamePart]wording{
	PartFamily: {
		"first": {"Dear {degree} {family},"}, "male": {"Dear Mr {family},"}, "female": {"Dear Ms {family},"},
		"any_warm": {"Dear {given},"},
	},
	PartGiven: {
		"first": {"Dear {degree} {given},"}, "male": {"Dear Mr {given},"}, "female": {"Dear Ms {given},"},
		"any_warm": {"Dear {given},"},
	},
	PartFull: {
		"first": {"Dear {degree} {full},"}, "male": {"Dear Mr {full},"}, "female": {"Dear Ms {full},"},
	},
	PartPatronymic: {
		"first": {"Dear {degree} {family},"}, "any": {"Dear {given} {patronymic},"}, "male": {"Dear {given} {patronymic},", "Dear Mr {family},"},
		"female": {"Dear {given} {patronymic},", "Dear Ms {family},"}, "any_warm": {"Dear {given},"},
	},
}

// englishDegrees are the titles that stand before a name in English.
var englishDegrees = []string{"Dr", "Prof", "Professor", "Mx", "Engr", "Chief", "Sir", "Dame", "Sheikh", "Sheikha", "Datuk", "Dato", "Tun", "Alhaji", "Alhaja", "Hon", "Rev", "Nana"}

// composer makes the forms of one person by one record.
type composer struct {
	p         Person
	own       *Salutation // the record of the person
	rule      *Salutation // the record of the language that is written
	tone      Formality
	byDefault bool
	mail      bool // the opening of a mail in English
}

// opening is the opening line, unless the person has a form of their own.
func (c composer) opening(own string) Form {
	if c.rule == nil {
		if own != "" {
			return Form{Text: own, Rule: OwnForm, Lang: "en"}
		}
		return Form{}
	}
	if own = strings.TrimSpace(own); own != "" {
		return Form{Text: c.finished(own), Rule: OwnForm, Lang: c.rule.For[0]}
	}
	hello := c.rule.hello
	if c.tone == WarmTone && c.rule.helloWarm != "" {
		hello = c.rule.helloWarm
	}
	w := c.rule.writing
	if c.mail && !c.speaksEnglish() {
		w = c.mailWording()
	}
	if c.p.Organisation {
		return c.company(w)
	}
	if call := c.callMe(); call != "" {
		return c.made(strings.ReplaceAll(hello, "{name}", call), CallMeForm, false)
	}
	return c.from(w, hello)
}

// sentence is the form inside a sentence.
func (c composer) sentence(own string) Form {
	if own = strings.TrimSpace(own); own != "" {
		return Form{Text: own, Rule: OwnForm, Lang: c.rule.For[0]}
	}
	if c.p.Organisation {
		return c.made(strings.TrimSpace(c.p.Name.Full), FullForm, false)
	}
	if call := c.callMe(); call != "" {
		return c.made(call, CallMeForm, false)
	}
	w := c.rule.speech
	if c.mail && !c.speaksEnglish() {
		w = spokenOf(c.mailWording())
	}
	return c.from(w, "{name}")
}

// speaksEnglish reports whether English is the person's own.
func (c composer) speaksEnglish() bool { return c.own != nil && base(c.own.For[0]) == "en" }

// mailWording is the patterns of a mail in English: those of the record first.
func (c composer) mailWording() wording {
	part := PartFamily
	if c.own != nil {
		part = c.own.Part
	}
	w := wording{}
	for k, list := range englishMail[part] {
		w[k] = list
	}
	if c.own != nil {
		for k, list := range c.own.mail {
			w[k] = list
		}
	}
	return w
}

// spokenOf takes the opening of a mail off its name.
func spokenOf(w wording) wording {
	out := wording{}
	for k, list := range w {
		for _, p := range list {
			out[k] = append(out[k], strings.TrimSuffix(strings.TrimPrefix(p, "Dear "), ","))
		}
	}
	return out
}

// callMe is what the person wants to be called, where it can be read.
func (c composer) callMe() string {
	call := strings.TrimSpace(c.p.CallMe)
	if call == "" || c.mail && !isLatin(call) {
		return ""
	}
	return call
}

// company is the opening of a letter to an organisation.
func (c composer) company(w wording) Form {
	full := strings.TrimSpace(c.p.Name.Full)
	for _, p := range c.rule.writing["company"] {
		if full != "" || !strings.Contains(p, "{full}") {
			return c.made(strings.ReplaceAll(p, "{full}", full), CompanyForm, false)
		}
	}
	if full == "" {
		return Form{}
	}
	return c.made(strings.ReplaceAll(c.rule.hello, "{name}", full), CompanyForm, false)
}

// from takes the first pattern that can be filled, else the greeting that
// fits everybody with the whole name.
func (c composer) from(w wording, hello string) Form {
	parts := c.parts()
	g := parts.gender
	if c.p.Informal && parts.given != "" && c.firstNames() {
		pattern := strings.ReplaceAll(hello, "{name}", "{given}")
		if c.mail && !c.speaksEnglish() && hello != "{name}" {
			pattern = "Dear {given},"
		}
		if text, ok := parts.fill(pattern); ok && !c.forbidden(text, parts) {
			return c.made(text, GivenForm, false)
		}
	}
	var keys []string
	if c.tone == WarmTone {
		keys = append(keys, "first_warm")
		if g != "" {
			keys = append(keys, g+"_warm")
		}
		keys = append(keys, "any_warm")
	}
	keys = append(keys, "first")
	if g != "" {
		keys = append(keys, g)
	}
	keys = append(keys, "any")
	for _, k := range keys {
		for _, pattern := range w[k] {
			text, ok := parts.fill(pattern)
			if !ok || c.forbidden(text, parts) {
				continue
			}
			open := strings.HasPrefix(k, "any") && !c.settled() && (g == "" && len(w["male"]) > 0 || asksJob(w))
			return c.made(text, ruleOfPattern(pattern, k, g), open)
		}
	}
	if c.p.Name.Empty() {
		return Form{}
	}
	text, ok := parts.fill(strings.ReplaceAll(hello, "{name}", "{full}"))
	if !ok {
		return Form{}
	}
	return c.made(text, FullForm, true)
}

// settled reports whether the form for everybody is the usual one.
func (c composer) settled() bool { return c.rule.settled || c.own != nil && c.own.settled }

// firstNames reports whether an agreed informal register means the given name
// as it stands: not where names are bent, nor where a given name alone is for
// the family.
func (c composer) firstNames() bool {
	return c.own != nil && c.own.vocative == "" && !slices.Contains([]string{"zh", "yue", "ja", "ko", "vi", "th", "km", "lo", "my"}, base(c.own.For[0]))
}

// asksJob reports whether a place prefers the post to the name alone.
func asksJob(w wording) bool {
	return len(w["first"]) > 0 && (strings.Contains(w["first"][0], "{job}") || strings.Contains(w["first"][0], "{call}"))
}

// made finishes a form.
func (c composer) made(text string, rule Rule, open bool) Form {
	f := Form{Text: tidy(text), Lang: c.rule.For[0], Rule: rule, Why: c.rule.Why, NeedsAsk: open, Default: c.byDefault, Of: c.rule}
	if c.own != nil && (c.mail || base(c.own.For[0]) == base(c.rule.For[0])) {
		f.Why, f.Of = c.own.Why, c.own
	}
	if open && f.Of != nil {
		f.Ask = f.Of.Ask
	}
	return f
}

// finished ends an own form as an opening line ends.
func (c composer) finished(text string) string {
	last, _ := utf8.DecodeLastRuneInString(text)
	if c.rule.end != "" && (unicode.IsLetter(last) || unicode.IsMark(last)) {
		return text + c.rule.end
	}
	return text
}

// forbidden reports whether a text holds a form that is never used.
func (c composer) forbidden(text string, p nameParts) bool {
	if c.own == nil {
		return false
	}
	p.family = p.born
	text = " " + strings.TrimRightFunc(text, unicode.IsPunct) + " "
	return slices.ContainsFunc(c.own.Never, func(never string) bool {
		filled, ok := p.fill(never)
		if isLatin(filled) {
			filled = " " + filled + " "
		}
		return ok && strings.Contains(text, filled)
	})
}

// ruleOfPattern names the rule by what a pattern uses.
func ruleOfPattern(pattern, key, gender string) Rule {
	switch {
	case strings.Contains(pattern, "{job}"), strings.Contains(pattern, "{call}"):
		return JobForm
	case strings.Contains(pattern, "{honorific}"), strings.Contains(pattern, "{degree}"):
		return HonorificForm
	case strings.Contains(pattern, "{patronymic"):
		return PatronymicForm
	case strings.Contains(pattern, "{full}"):
		return FullForm
	case strings.Contains(pattern, "{family"), strings.Contains(pattern, "{first}"), strings.Contains(pattern, "{last}"):
		return FamilyForm
	case strings.Contains(pattern, "{given"):
		return GivenForm
	}
	return NamelessForm
}

// slot is a part of a pattern; "?" marks one that may be missing.
var slot = regexp.MustCompile(`\{([a-z]+)(\.[a-z]+)?(\?)?\}`)

// fill puts the parts of a name into a pattern; not ok when one is missing.
func (p nameParts) fill(pattern string) (string, bool) {
	ok := true
	text := slot.ReplaceAllStringFunc(pattern, func(s string) string {
		m := slot.FindStringSubmatch(s)
		v := p.value(m[1], strings.TrimPrefix(m[2], "."))
		if v == "" && m[3] == "" {
			ok = false
		}
		return v
	})
	return tidy(text), ok
}

// tidy takes out the spaces that missing parts leave behind.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer(" ,", ",", " ！", "！", " ：", "：").Replace(s)
}
