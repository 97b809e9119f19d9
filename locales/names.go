package locales

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/collate"
)

// Country writes the name of a country (ISO 3166-1), or the code if it has
// none.
func (p *Printer) Country(cc string) string {
	if name := p.data.Territories[strings.ToUpper(cc)]; name != "" {
		return name
	}
	return cc
}

// Zone writes a time zone (IANA) by the city that stands for it: "São Paulo" is
// America/Sao_Paulo. A zone without a city is its own name.
func (p *Printer) Zone(name string) string {
	if city := p.data.Cities[name]; city != "" {
		return city
	}
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
}

// Currency writes the name of a currency (ISO 4217), or the code.
func (p *Printer) Currency(code string) string {
	if name := p.data.Currencies[strings.ToUpper(code)]; name != "" {
		return name
	}
	return code
}

// Language writes the name of a language (BCP 47): "Portuguese (Brazil)" where
// there is no shorter name, or the tag if it is not known.
func (p *Printer) Language(tag string) string {
	tag = strings.ReplaceAll(tag, "_", "-")
	if name := p.data.Languages[tag]; name != "" {
		return name
	}
	parts := strings.Split(tag, "-")
	if len(parts) > 2 { // a script that the region implies: zh-Hant-TW
		if name := p.data.Languages[parts[0]+"-"+parts[1]]; name != "" {
			return p.qualified(name, parts[2:])
		}
	}
	name := p.data.Languages[strings.ToLower(parts[0])]
	if name == "" {
		return tag
	}
	return p.qualified(name, parts[1:])
}

// qualified adds the names of script and country to that of a language.
func (p *Printer) qualified(name string, subtags []string) string {
	var more []string
	for _, s := range subtags {
		switch {
		case p.data.Scripts[s] != "":
			more = append(more, p.data.Scripts[s])
		default:
			more = append(more, p.Country(s))
		}
	}
	if len(more) == 0 {
		return name
	}
	out := strings.ReplaceAll(p.data.LocaleInPart, "{0}", name)
	return strings.ReplaceAll(out, "{1}", strings.Join(more, ", "))
}

// LanguageTags returns the tags of the languages that have names, in no order
// of meaning.
func (p *Printer) LanguageTags() []string { return slices.Sorted(maps.Keys(p.data.Languages)) }

// Countries returns the codes of all countries, sorted by their names.
func (p *Printer) Countries() []string { return p.byName(p.extra.Countries, p.Country) }

// Currencies returns the codes of the currencies in use, sorted by their names.
func (p *Printer) Currencies() []string { return p.byName(p.extra.Tender, p.Currency) }

// byName sorts codes by what they are called.
func (p *Printer) byName(codes []string, name func(string) string) []string {
	out := slices.Clone(codes)
	slices.SortFunc(out, func(a, b string) int { return p.Compare(name(a), name(b)) })
	return out
}

// Compare sorts as the language sorts: -1 if a comes before b, 1 if after.
// Digits are compared by their value, Chinese by pinyin. Surnames with a
// reading of their own (曾, 单, 仇) need a sort reading: pass that instead.
func (p *Printer) Compare(a, b string) int {
	c := p.collators.Get().(*collate.Collator)
	defer p.collators.Put(c)
	return c.CompareString(a, b)
}

// SortKey returns bytes that compare as Compare does, to be kept beside rows.
// Keys of different languages do not mix.
func (p *Printer) SortKey(s string) []byte {
	c := p.collators.Get().(*collate.Collator)
	defer p.collators.Put(c)
	var buf collate.Buffer
	return c.KeyFromString(&buf, s)
}

// Collator is the sorting of one language.
type Collator interface {
	Compare(a, b string) int
	SortKey(s string) []byte
}

// Collator returns the sorting of the language.
func (p *Printer) Collator() Collator { return p }
