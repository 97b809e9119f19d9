// Package personname writes, abbreviates and sorts the names of people the
// way the language of each name asks for it.
//
// It follows the person name part of Unicode's locale data (UTS 35, part 8)
// without ICU: order of given name and surname, the space or dot between
// them, short and long forms, initials, monograms and a form for sorting. It
// also takes apart a full name where that is certain ([Split]), tells in
// which language a name is written ([DeriveLocale]), finds the letters for a
// portrait ([Monogram]), the text to sort by ([SortKeyText]) and the Latin
// forms that people type into a search box ([Pinyin], [Romaji],
// [RomanizeHangul], [Initials], [SearchForms]).
//
// It promises that no name is ever refused, re-capitalised or invented, that
// a name of one field is a whole name, that nothing panics and that a name
// which is not empty never comes out empty. All functions may be called from
// several goroutines at once.
//
// It leaves to others: titles and salutations (a pattern knows where a title
// stands, not which one is polite), the person's own stated form, which
// always wins over what is computed here, and the collation of sort texts.
//
// The patterns come from Unicode CLDR (patterns.json, made by gen) under the
// Unicode licence in LICENSE-Unicode.txt; the lists of surnames in
// surnames.json are our own.
package personname

import "strings"

// Name is the name of one person. Every field may be empty; a name may have
// only Full, or only Given (a mononym).
type Name struct {
	// Locale is the BCP 47 tag of the language of the name, such as "ja" or
	// "zh-Hant"; empty when nobody said so.
	Locale string
	// Title is a title or honorific such as "Dr." or 先生.
	Title string
	// Given is the given name; it may be several words.
	Given string
	// GivenInformal is the given name as friends use it, such as "Bertie".
	GivenInformal string
	// Given2 is a middle name, a second given name or a patronymic between
	// the given name and the surname.
	Given2 string
	// SurnamePrefix is the part of the surname that some languages leave out
	// when sorting, such as "van den". Surname is then the rest of it.
	SurnamePrefix string
	// Surname is the family name, without SurnamePrefix.
	Surname string
	// Surname2 is a second surname, such as the maternal one in Spain.
	Surname2 string
	// Generation tells generations apart, such as "Jr." or "III".
	Generation string
	// Credentials are degrees and the like, such as "PhD".
	Credentials string
	// Order is GivenFirst or SurnameFirst if the person asks for one; anything
	// else derives it.
	Order Order
	// Full is the whole name as the person writes it.
	Full string
}

// Order is the order of the parts of a name.
type Order string

// The orders of UTS 35. The empty Order derives one from the name.
const (
	GivenFirst   Order = "givenFirst"
	SurnameFirst Order = "surnameFirst"
	Sorting      Order = "sorting"
)

// Length says how many parts of the name are written out.
type Length string

// The lengths of UTS 35. The empty Length means Medium.
const (
	Long   Length = "long"
	Medium Length = "medium"
	Short  Length = "short"
)

// Usage says what the formatted name is for.
type Usage string

// The usages of UTS 35. The empty Usage means Referring.
const (
	Referring  Usage = "referring"
	Addressing Usage = "addressing"
	Initialled Usage = "monogram"
)

// Formality is the register of the formatted name.
type Formality string

// The formalities of UTS 35. The empty Formality means Formal: the default
// of the locale data is a default for user interfaces, not for business.
const (
	Formal   Formality = "formal"
	Informal Formality = "informal"
)

// Options chooses one of the forms of a name. The zero value is the medium
// formal form for talking about somebody, in the order of the name.
type Options struct {
	Order     Order
	Length    Length
	Usage     Usage
	Formality Formality
	// SurnameAllCaps writes the surname in capitals where the script has
	// them, as on parcels and forms. It is never the default.
	SurnameAllCaps bool
}

// Empty reports whether the name has no text at all.
func (n Name) Empty() bool {
	return strings.TrimSpace(n.Full) == "" && !n.hasParts() &&
		strings.TrimSpace(n.Title+n.Generation+n.Credentials) == ""
}

// hasParts reports whether a given name or a surname is known on its own.
func (n Name) hasParts() bool {
	return strings.TrimSpace(n.Given+n.GivenInformal+n.Given2+n.SurnamePrefix+n.Surname+n.Surname2) != ""
}

// surname is the surname with its prefix.
func (n Name) surname() string {
	switch {
	case n.SurnamePrefix == "":
		return n.Surname
	case n.Surname == "":
		return n.SurnamePrefix
	case strings.HasSuffix(n.SurnamePrefix, "'"), strings.HasSuffix(n.SurnamePrefix, "’"):
		return n.SurnamePrefix + n.Surname
	}
	return n.SurnamePrefix + " " + n.Surname
}
