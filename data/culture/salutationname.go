package culture

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/data/personname"
	"dragoman/data/record"
)

// The genders that a stated title names; "" means that none does.
const (
	male   = "male"
	female = "female"
)

// nameParts are the parts of a name as one language writes them.
type nameParts struct {
	family, first, last, given, patronymic, full string
	degree, honorific, job, spokenJob            string
	gender                                       string
	company                                      string
	born                                         string // the family name, wherever another part stands in its place
	vocative                                     string // the rule, "" where names are not bent
}

// value gives the text of a slot, in a case of its language when one is asked
// for; "" when it is not known or cannot be bent safely.
func (p nameParts) value(slot, bent string) string {
	v := map[string]string{
		"family": p.family, "first": p.first, "last": p.last, "given": p.given, "patronymic": p.patronymic, "full": p.full,
		"degree": p.degree, "honorific": p.honorific, "job": p.job, "call": p.spokenJob,
		"company": p.company,
	}[slot]
	if bent == "" || v == "" {
		return v
	}
	return bend(p.vocative, slot, v, p.gender)
}

// parts prepares the name for the language that is written.
func (c composer) parts() nameParts {
	n := c.split()
	lang := c.rule.For[0]
	if c.mail {
		lang = "en"
	}
	out := nameParts{
		given: firstOf(n.Given, n.GivenInformal), patronymic: c.patronymic(n), full: c.full(n),
		family: strings.TrimSpace(joinPrefix(n.SurnamePrefix, n.Surname)),
	}
	if w := strings.Fields(out.given); len(w) == 2 && genderOfPatronymic(w[1]) != "" {
		out.given, out.patronymic = w[0], w[1]
	}
	c.athome(&out)
	out.last = lastUnit(firstOf(n.Surname2, out.family))
	out.first = firstUnit(out.family)
	if len(record.Strays(out.full, lang)) > 0 && c.p.Latin != "" && !isLatin(out.full) {
		out = latinParts(out, c.p.Latin, n.Locale, c.surnameFirst(n))
	}
	out.born = out.family
	if c.own != nil && !c.mail && base(c.own.For[0]) != base(lang) {
		out.adapt(c.own.Part)
	}
	if c.own != nil && base(c.own.For[0]) == base(lang) && isLatin(out.full) != c.latin(lang) {
		out.vocative = ""
	} else if c.own != nil && base(c.own.For[0]) == base(lang) {
		out.vocative = c.rule.vocative
	}
	if lang == "nl" && !strings.HasPrefix(c.p.Country, "BE") {
		out.family = capital(out.family)
	}
	out.company = strings.TrimSpace(c.p.Company)
	c.titles(&out, lang)
	if out.gender == "" {
		out.gender = genderOfPatronymic(out.patronymic)
	}
	return out
}

// athome finds the name one is called by, where the language says how names
// are built.
func (c composer) athome(p *nameParts) {
	if c.own == nil || c.byDefault {
		return
	}
	words := strings.Fields(p.full)
	switch base(c.own.For[0]) {
	case "vi":
		if w := strings.Fields(p.given); len(w) > 1 {
			p.given = w[len(w)-1]
		}
		return
	case "my":
		for title, g := range map[string]string{"U ": male, "Daw ": female} {
			if rest, ok := strings.CutPrefix(p.full, title); ok {
				p.full, p.gender = rest, g
			}
		}
		return
	case "ta", "te":
		if rest := withoutInitials(words); p.given == "" && len(rest) == 1 && len(words) > 1 {
			p.given = rest[0]
		}
		return
	}
	if p.given != "" || p.family != "" || c.own.Part != PartGiven && c.own.Part != PartFull {
		return
	}
	if len(words) == 1 {
		p.given = p.full
	}
	for i, w := range words {
		if i > 0 && slices.Contains(sonOf, strings.ToLower(w)) {
			p.given = strings.Join(words[:i], " ")
			break
		}
	}
	// A given name with its father's, as Ethiopians and Icelanders write it.
	if slices.Contains([]string{"am", "is"}, base(c.own.For[0])) && len(words) > 1 {
		p.given = words[0]
	}
}

// sonOf are the words between a person and the father.
var sonOf = []string{"bin", "binti", "bint", "ibn", "a/l", "a/p", "s/o", "d/o", "بن", "ابن", "بنت"}

func withoutInitials(words []string) (rest []string) {
	for _, w := range words {
		if len([]rune(strings.Trim(w, "."))) > 1 {
			rest = append(rest, w)
		}
	}
	return rest
}

// capital writes the first letter of a name large, as Dutch does with a
// prefix that no given name precedes.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// split is the name with its parts, taken apart only where that is certain.
func (c composer) split() personname.Name {
	n := c.p.Name
	if n.Given == "" && n.Surname == "" && n.Full != "" {
		lang := n.Locale
		if lang == "" && c.own != nil && !c.byDefault {
			lang = c.own.For[0]
		}
		s := personname.Split(n.Full, lang)
		s.Order = n.Order
		return s
	}
	return n
}

func (c composer) surnameFirst(n personname.Name) bool {
	if n.Order != "" {
		return n.Order == personname.SurnameFirst
	}
	return c.own != nil && slices.Contains([]string{"zh", "ja", "ko", "vi", "hu", "km", "mn"}, base(c.own.For[0]))
}

func (c composer) patronymic(n personname.Name) string {
	if c.p.Patronymic != "" {
		return c.p.Patronymic
	}
	words := strings.Fields(n.Given2)
	if i := slices.IndexFunc(words, func(w string) bool { return genderOfPatronymic(w) != "" }); i >= 0 {
		return words[i]
	}
	return ""
}

// full is the name as its bearer writes it, without the titles around it.
func (c composer) full(n personname.Name) string {
	if full := strings.TrimSpace(n.Full); full != "" {
		return full
	}
	return personname.Format(firstOf(n.Locale, "en"), personname.Name{
		Locale: n.Locale, Given: n.Given, Given2: n.Given2, Surname: n.Surname, SurnamePrefix: n.SurnamePrefix, Surname2: n.Surname2, Order: n.Order,
	}, personname.Options{Length: personname.Long})
}

// latin reports whether a language is written in Latin letters.
func (c composer) latin(lang string) bool {
	_, other := record.ScriptOf(lang)
	return !other
}

// adapt moves the part by which a person is addressed at home to the place
// where the family name stands elsewhere: Mr Isa, not Mr Osman.
func (p *nameParts) adapt(part NamePart) {
	switch part {
	case PartGiven:
		if p.given != "" {
			p.family, p.first, p.last = p.given, p.given, p.given
		} else {
			p.family, p.first, p.last = p.full, p.full, p.full
		}
	case PartFull:
		p.family, p.first, p.last, p.given = p.full, p.full, p.full, p.full
	case PartFamily, PartPatronymic:
	}
}

// latinParts takes the Latin spelling apart as the name itself is divided;
// where that is not certain only the whole is kept.
func latinParts(p nameParts, latin, locale string, surnameFirst bool) nameParts {
	out := nameParts{full: strings.TrimSpace(latin)}
	units := unitsOf(latin)
	if len(units) < 2 || p.family == "" || p.given == "" {
		if len(units) == 1 && p.family == "" {
			out.given = out.full
		}
		return out
	}
	have := len(unitsOf(p.given))
	switch {
	case p.patronymic != "" && len(units) == 3 && have == 1:
		out.given, out.patronymic, out.family = units[0], units[1], units[2]
	case surnameFirst:
		if familyStandsLast(p.family, units) {
			units = append(units[len(units)-1:], units[:len(units)-1]...)
		}
		out.family, out.given = units[0], strings.Join(units[1:], " ")
	case len(units) == 2:
		out.given, out.family = units[0], units[1]
	case len(units) == have+len(unitsOf(p.family)):
		out.given, out.family = strings.Join(units[:have], " "), strings.Join(units[have:], " ")
	default:
		return out
	}
	out.gender = genderOfPatronymic(p.patronymic)
	out.first, out.last = firstUnit(out.family), lastUnit(out.family)
	return out
}

// familyStandsLast finds a Latin spelling that begins with the given name,
// as many write it abroad.
func familyStandsLast(family string, units []string) bool {
	known := personname.SearchForms(family, "")
	is := func(u string) bool { return slices.Contains(known, strings.ToLower(u)) }
	return is(units[len(units)-1]) && !is(units[0])
}

// particles belong to the word that follows them.
var particles = map[string]bool{
	"al": true, "el": true, "bin": true, "ibn": true, "ben": true, "bint": true, "binti": true, "abu": true, "abdul": true, "abd": true,
	"de": true, "da": true, "do": true, "dos": true, "das": true, "del": true, "di": true, "della": true, "la": true, "las": true, "los": true, "e": true, "y": true,
	"van": true, "von": true, "der": true, "den": true, "ter": true, "ten": true, "zu": true, "le": true,
	"بن": true, "ابن": true, "بنت": true, "أبو": true, "عبد": true,
}

// unitsOf are the words of a name, particles with what follows; "y" and "e"
// tie two words together.
func unitsOf(s string) (units []string) {
	open := ""
	for _, w := range strings.Fields(s) {
		if particles[strings.ToLower(w)] {
			open += w + " "
			continue
		}
		units = append(units, open+w)
		open = ""
	}
	if open != "" {
		units = append(units, strings.TrimSpace(open))
	}
	return units
}

func firstUnit(s string) string {
	units := unitsOf(s)
	if len(units) == 0 {
		return ""
	}
	return units[0]
}

func lastUnit(s string) string {
	units := unitsOf(s)
	if len(units) == 0 {
		return ""
	}
	return units[len(units)-1]
}

func joinPrefix(prefix, name string) string {
	n := personname.Name{Surname: name, SurnamePrefix: prefix}
	if n.SurnamePrefix == "" {
		return name
	}
	return prefix + " " + name
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}

// isLatin reports whether all letters of a text are Latin.
func isLatin(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) < 0
}

// patronymicEnds are the endings of patronymics, which say how words agree
// with the name as it is written.
var patronymicEnds = []struct{ end, gender string }{
	{"ович", male},
	{"евич", male},
	{"ьич", male},
	{"іч", male},
	{"йович", male},
	{"кич", male},
	{"мич", male},
	{"овна", female},
	{"евна", female},
	{"ична", female},
	{"івна", female},
	{"ївна", female},
	{"ovich", male},
	{"evich", male},
	{"yich", male},
	{"ovna", female},
	{"evna", female},
	{"ivna", female},
	{"ұлы", male},
	{"қызы", female},
	{"улы", male},
	{"кызы", female},
	{"oʻgʻli", male},
	{"o'g'li", male},
	{"qizi", female},
	{"oğlu", male},
	{"qızı", female},
}

// genderOfPatronymic says how titles agree with a patronymic, "" when the
// word is none.
func genderOfPatronymic(word string) string {
	w := strings.ToLower(word)
	for _, e := range patronymicEnds {
		if strings.HasSuffix(w, e.end) && len(w) > len(e.end)+2 {
			return e.gender
		}
	}
	return ""
}
