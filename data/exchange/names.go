package exchange

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/data/book"
	"dragoman/data/personname"
)

// maxName is the length in bytes of the longest name the book takes.
const maxName = 1000

// settleName makes the shown name. A name as its bearer writes it stays; else
// it is put together from its parts; else the organisation, or the first
// channel, stands in.
func (d *draft) settleName() {
	c := &d.Customer
	n := &c.Name
	d.settleReading()
	if d.opts.NameOrder != "" && (n.Given != "" || n.Family != "") {
		n.Order = d.opts.NameOrder
	}
	if strings.TrimSpace(n.Full) == "" {
		if n.Order == "" && vietnamese(*n) {
			n.Order = book.SurnameFirst
		}
		n.Full = joinName(*n)
	}
	alone := n.Given == "" && n.Family == "" && c.Organisation != "" && (n.Full == "" || n.Full == c.Organisation)
	if d.company || alone {
		c.Kind = book.Organisation
		if n.Full == "" || d.company && c.Organisation != "" && n.Given == "" && n.Family == "" {
			n.Full = c.Organisation
		}
		c.Organisation = ""
	}
	if n.Full == "" {
		n.Full = d.standIn()
	}
	if len(n.Full) > maxName {
		d.extra("name", n.Full)
		d.warn(WarnTooLong, "name")
		cut := maxName
		for !utf8.RuneStart(n.Full[cut]) {
			cut--
		}
		n.Full = n.Full[:cut]
	}
}

// standIn finds something by which a customer without a name can be shown.
func (d *draft) standIn() string {
	c := &d.Customer
	shown := c.Name.Nickname
	if shown == "" {
		for _, ch := range c.Channels {
			line, _, _ := strings.Cut(ch.Value, "\n")
			if ch.Kind != book.Postal {
				shown = line
				break
			}
			shown = firstOf(shown, line)
		}
	}
	if shown == "" && len(d.Notes) > 0 {
		shown, _, _ = strings.Cut(d.Notes[0], "\n")
		shown = shortened(shown, 60)
	}
	if shown != "" {
		d.warn(WarnNameMissing, "name")
	}
	return shown
}

// shortened returns at most n characters of s.
func shortened(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + "…"
}

// settleReading joins the parts of a reading in the order of the name.
func (d *draft) settleReading() {
	n, r := &d.Customer.Name, &d.reading
	if n.Reading == "" {
		parts := []string{r.given, r.middle, r.family}
		if surnameFirst(*n, d.opts.NameOrder) || eastAsian(r.family+r.given) {
			parts = []string{r.family, r.middle, r.given}
		}
		n.Reading = strings.Join(nonEmpty(parts), " ")
	}
	if n.Reading == "" {
		n.Reading = d.sortAs
	}
}

// joinName puts a name together from its parts in the order of its script:
// family first for Han, kana and Hangul, without a space except between kana
// only; else as the order says; else given first.
func joinName(n book.Name) string {
	family := strings.Join(nonEmpty([]string{n.Family, n.Family2}), " ")
	given := strings.Join(nonEmpty([]string{n.Given, n.Given2, n.Patronymic}), " ")
	all := family + given
	switch {
	case family != "" && given != "" && eastAsian(all):
		if onlyKana(all) {
			return family + " " + given
		}
		return family + strings.ReplaceAll(given, " ", "")
	case n.Order == book.SurnameFirst:
		given = strings.Join(nonEmpty([]string{n.Given2, n.Given, n.Patronymic}), " ")
		return strings.Join(nonEmpty([]string{family, given, n.Suffix}), " ")
	}
	return strings.Join(nonEmpty([]string{given, family, n.Suffix}), " ")
}

// vietnamese reports whether a name in parts is surely Vietnamese by its own
// letters (ơ, ư, đ with tone marks and the like), so that the family name
// stands first as its bearer writes it.
func vietnamese(n book.Name) bool {
	return personname.DeriveLocale(personname.Name{Given: n.Given, Given2: n.Given2, Surname: n.Family}, "") == "vi"
}

func surnameFirst(n book.Name, order book.NameOrder) bool {
	return order == book.SurnameFirst || n.Order == book.SurnameFirst || eastAsian(n.Family+n.Given)
}

// eastAsian reports whether s is written in Han, kana or Hangul, with nothing
// else but blanks and marks.
func eastAsian(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul), r == 'ー', r == '々', r == '〇':
			letters++
		case unicode.IsLetter(r):
			return false
		}
	}
	return letters > 0
}

func onlyKana(s string) bool {
	for _, r := range s {
		if !unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Common) {
			return false
		}
	}
	return true
}

// latin reports whether every letter of s is Latin.
func latin(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			if !unicode.Is(unicode.Latin, r) {
				return false
			}
			letters++
		}
	}
	return letters > 0
}

func nonEmpty(xs []string) []string {
	var out []string
	for _, x := range xs {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}
