package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// draft is a customer in the making, filled property by property or cell by
// cell.
type draft struct {
	book.Incoming
	opts      *Options
	addresses []address
	phones    []int // the channels that are phones
	preferred []int // the channels that the file prefers
	declined  []book.ChannelKind
	allowed   map[int]book.ConsentState // what stands beside a channel, by its place
	company   bool                      // the file says that it is an organisation
	sortAs    string
	reading   struct{ family, given, middle string }
	content   []string // the lines that make the fingerprint
}

func newDraft(row int, source string, o *Options) *draft {
	d := &draft{opts: o}
	d.Row = row
	d.Customer.Kind = book.Person
	d.Customer.Origin.Source = source
	return d
}

// warn notes something about a field.
func (d *draft) warn(code, field string) {
	w := book.Warning{Row: d.Row, Code: code, Field: field}
	if !slices.Contains(d.Warnings, w) {
		d.Warnings = append(d.Warnings, w)
	}
}

// extra keeps what is not modelled.
func (d *draft) extra(name, value string) {
	if value != "" {
		d.Customer.Origin.Extra = append(d.Customer.Origin.Extra, book.Property{Name: name, Value: value})
	}
}

// set puts a value into a field that has none yet and reports whether it is
// there now.
func set(field *string, value string) bool {
	value = strings.TrimSpace(value)
	if value == "" || *field == value {
		return true
	}
	if *field != "" {
		return false
	}
	*field = value
	return true
}

// note adds the paragraphs of a text.
func (d *draft) note(text string) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var para []string
	end := func() {
		if len(para) > 0 {
			d.Notes = append(d.Notes, strings.Join(para, "\n"))
			para = nil
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimRight(line, " \t"); strings.TrimSpace(line) == "" {
			end()
			continue
		}
		para = append(para, line)
	}
	end()
}

// tag adds a tag.
func (d *draft) tag(t string) {
	if t = strings.TrimSpace(t); t != "" && !slices.Contains(d.Customer.Tags, t) {
		d.Customer.Tags = append(d.Customer.Tags, t)
	}
}

// maxChannel is the length in bytes of the longest channel the book takes.
const maxChannel = 2000

// channel adds an address on a channel.
func (d *draft) channel(kind book.ChannelKind, value, label string, preferred bool) {
	value = strings.TrimSpace(value)
	if value == "" {
		return
	}
	if len(value) > maxChannel {
		d.extra(string(kind), value)
		d.warn(WarnTooLong, string(kind))
		cut := maxChannel
		for !utf8.RuneStart(value[cut]) {
			cut--
		}
		value = value[:cut]
	}
	ch := book.Channel{Kind: kind, Value: value, Label: strings.TrimSpace(label)}
	if slices.Contains(d.Customer.Channels, ch) {
		return
	}
	if preferred {
		d.preferred = append(d.preferred, len(d.Customer.Channels))
	}
	d.Customer.Channels = append(d.Customer.Channels, ch)
}

// email adds a mail address, of which "Name <a@b>" is one way to write it.
func (d *draft) email(value, label string, preferred bool) {
	value = strings.TrimSpace(value)
	if rest, ok := cutPrefixFold(value, "mailto:"); ok {
		value = rest
	}
	if value == "" {
		return
	}
	if i, j := strings.LastIndexByte(value, '<'), strings.LastIndexByte(value, '>'); i >= 0 && j > i {
		name := strings.TrimSpace(strings.Trim(strings.TrimSpace(value[:i]), `"`))
		if label == "" {
			label = name
		}
		value = strings.TrimSpace(value[i+1 : j])
	}
	n := len(d.Customer.Channels)
	d.channel(book.Email, value, label, preferred)
	if len(d.Customer.Channels) == n {
		return
	}
	at := strings.LastIndexByte(value, '@')
	if at <= 0 || at == len(value)-1 || strings.ContainsAny(value, " \t\n") {
		d.warn(WarnEmailUnread, "email")
		return
	}
	d.Customer.Channels[n].Normal = strings.ToLower(value)
}

// date adds an important date as a file writes it; the calendar is the one the
// property names, or "".
func (d *draft) date(kind book.DateKind, label, text string, cal calendar.ID) {
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	when, state := readDate(text, d.opts.DateOrder, cal)
	date := book.ImportantDate{Kind: kind, Label: label, When: when}
	switch state {
	case dateBlank:
		d.extra(firstOf(label, string(kind)), text)
		return
	case dateUnread:
		date.Raw = text
		d.warn(WarnDateUnread, string(kind))
	case dateAmbiguous:
		date.Raw = text
		d.warn(WarnDateAmbiguous, string(kind))
	}
	d.Customer.Dates = append(d.Customer.Dates, date)
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

// finish completes the customer: addresses, phones, the shown name, the
// fingerprint. A record that says nothing becomes a problem.
func (d *draft) finish() book.Incoming {
	d.settleAddresses()
	d.settlePhones()
	d.settleConsents()
	if len(d.preferred) == 1 {
		d.Customer.Channels[d.preferred[0]].Preferred = true
	}
	d.plainNames()
	d.settleName()
	if d.Problem == nil && d.Customer.Name.Full == "" {
		d.Problem = &book.Problem{Code: ProblemEmpty}
	}
	slices.Sort(d.content)
	sum := sha256.Sum256([]byte(strings.Join(d.content, "\x1e")))
	d.Customer.Origin.Fingerprint = hex.EncodeToString(sum[:])
	return d.Incoming
}

// plainNames takes out of names what cannot be seen and changes how the text
// beside it is drawn: control characters, and marks that turn the direction
// of writing. The marks that Persian, Hebrew and the scripts of India need
// within words stay.
func (d *draft) plainNames() {
	n, a := &d.Customer.Name, &d.Customer.Address
	for _, p := range []*string{
		&n.Full, &n.Latin, &n.Reading, &n.Nickname, &n.Prefix, &n.Given, &n.Given2, &n.Patronymic, &n.Family, &n.Family2, &n.Suffix,
		&d.Customer.Organisation, &a.CallMe, &a.JobTitle,
	} {
		if plain := strings.Map(seen, *p); plain != *p {
			d.warn(WarnHidden, "name")
			*p = strings.TrimSpace(plain)
		}
	}
}

// seen maps a character that cannot be seen to none, and one that breaks a
// line to a blank.
func seen(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
		return ' '
	case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufeff':
		return -1
	}
	return r
}
