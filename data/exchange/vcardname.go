package exchange

import (
	"slices"
	"strings"

	"dragoman/data/book"

	"golang.org/x/text/language"
)

// settle does what needs the whole card: names in two scripts, labels of
// addresses, the order of preference, roles.
func (m *cardMapper) settle() {
	m.settleNames()
	m.settleLabels()
	c := &m.d.Customer
	if c.Role == "" {
		c.Role = c.Address.JobTitle
	}
	m.settleOwn()
}

// settleNames takes the first N and the first FN; one in another language is
// the Latin form when it is Latin, and is kept as unknown when it is not.
func (m *cardMapper) settleNames() {
	n := &m.d.Customer.Name
	slices.SortStableFunc(m.fns, func(a, b decoded) int { return prefOf(a) - prefOf(b) })
	for _, p := range m.fns {
		text := m.plain(p)
		switch {
		case n.Full == "" || text == n.Full:
			n.Full = text
			n.Language = firstOf(n.Language, m.nameLanguage(p))
		case alternate(p) && latin(text) && !latin(n.Full) && n.Latin == "":
			n.Latin = text
		case alternate(p) && !latin(text) && latin(n.Full) && n.Latin == "":
			n.Full, n.Latin, n.Language = text, n.Full, m.nameLanguage(p)
		default:
			m.keep(p)
		}
	}
	taken := ""
	for _, p := range m.ns {
		text := strings.Trim(p.value, ";")
		switch {
		case text == "" || text == taken:
		case taken == "":
			taken = text
			m.nameParts(p)
		case alternate(p) && n.Latin == "":
			var other book.Name
			fillName(&other, m.nameFields(p))
			if full := joinName(other); latin(full) && !latin(joinName(*n)) {
				n.Latin = full
				continue
			}
			m.keep(p)
		default:
			m.keep(p)
		}
	}
}

func prefOf(p decoded) int {
	if n := atoi(p.get("PREF")); n > 0 {
		return n
	}
	return 100
}

// nameLanguage returns the language of a name. Outlook writes its own language
// into every card of version 2.1, so only version 4 is believed.
func (m *cardMapper) nameLanguage(p decoded) string {
	if m.card.version != "4.0" {
		return ""
	}
	tag, err := language.Parse(p.get("LANGUAGE"))
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

// alternate reports whether a property is another form of the same thing.
func alternate(p decoded) bool { return p.get("ALTID") != "" || p.get("LANGUAGE") != "" }

// nameFields returns the parts of an N. Versions 3 and 4 may have lists in it.
func (m *cardMapper) nameFields(p decoded) []string {
	parts := split(p.value, ';')
	for i, part := range parts {
		sep := " "
		if i >= 3 {
			sep = ", " // titles
		}
		if m.v21 {
			parts[i] = strings.TrimSpace(unescape(part, false))
			continue
		}
		list := split(part, ',')
		for j, s := range list {
			list[j] = unescape(s, true)
		}
		parts[i] = strings.Join(nonEmpty(list), sep)
	}
	for len(parts) < 7 {
		parts = append(parts, "")
	}
	return parts
}

func fillName(n *book.Name, f []string) {
	n.Family, n.Given, n.Given2, n.Prefix, n.Suffix = f[0], f[1], f[2], f[3], f[4]
	n.Family2 = f[5]
	if f[6] != "" {
		n.Suffix = strings.Join(nonEmpty([]string{n.Suffix, f[6]}), ", ")
	}
}

func (m *cardMapper) nameParts(p decoded) {
	n := &m.d.Customer.Name
	fillName(n, m.nameFields(p))
	n.Language = firstOf(n.Language, m.nameLanguage(p))
	if as := p.get("SORT-AS"); as != "" {
		key := strings.Join(nonEmpty(strings.FieldsFunc(as, func(r rune) bool { return r == ',' || r == ';' })), " ")
		m.sortKey(key)
	}
	if ph := p.get("PHONETIC"); ph != "" {
		m.d.extra("N;PHONETIC="+ph, p.value)
	}
}

// settleLabels gives addresses the form in which they go on an envelope.
func (m *cardMapper) settleLabels() {
	for _, p := range m.envel {
		text := strings.ReplaceAll(strings.TrimSpace(unescape(p.value, true)), "\r\n", "\n")
		if text == "" {
			continue
		}
		label := m.kindLabel(p)
		i := slices.IndexFunc(m.d.addresses, func(a address) bool { return a.formatted == "" && a.label == label })
		if i >= 0 && m.covers(text, m.d.addresses[i]) {
			m.d.addresses[i].formatted = text
			continue
		}
		if i < 0 && len(m.d.addresses) == 0 {
			m.d.addresses = append(m.d.addresses, address{label: label, formatted: text})
			continue
		}
		m.keep(p)
	}
}

// covers reports whether the text of an envelope has all that the parts have.
func (m *cardMapper) covers(text string, a address) bool {
	for _, part := range nonEmpty([]string{a.box, a.extended, a.street, a.city, a.region, a.postcode, a.country}) {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}
