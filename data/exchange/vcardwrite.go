package exchange

import (
	"bufio"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// WriteCards writes customers as vCards and returns how many. Lines are folded
// at 75 octets, never inside a character, and end in CRLF. What the format has
// no property for stands in X-DRAGOMAN and comes back by our own reader; see
// testdata/losses.md for what no vCard carries.
func WriteCards(ctx context.Context, w io.Writer, from Bundles, o ExportOptions) (int, error) {
	out := bufio.NewWriterSize(w, 1<<16)
	n, err := each(ctx, from, o, func(b book.Bundle) error {
		c := cardWriter{out: out, v4: o.Profile == V4 || o.Profile == "", profile: o.Profile}
		return c.card(b)
	})
	if err != nil {
		return n, err
	}
	return n, out.Flush()
}

// cardWriter writes one card.
type cardWriter struct {
	out     *bufio.Writer
	profile Profile
	v4      bool
	items   int // groups so far
	err     error
}

// card writes a customer from BEGIN to END.
func (w *cardWriter) card(b book.Bundle) error {
	c := b.Customer
	w.raw("BEGIN", "VCARD")
	w.raw("VERSION", map[bool]string{true: "4.0", false: "3.0"}[w.v4])
	w.raw("PRODID", "-//Dragoman//Dragoman 1//EN")
	w.raw("UID", cardUID(c))
	if !c.UpdatedAt.IsZero() {
		w.raw("REV", c.UpdatedAt.UTC().Format("20060102T150405Z"))
	}
	w.name(c)
	w.work(c)
	for _, ch := range c.Channels {
		w.channel(ch)
	}
	for _, d := range c.Dates {
		w.date(d)
	}
	for i, l := range c.Languages {
		head := "LANG"
		if w.v4 && len(c.Languages) > 1 {
			head += ";PREF=" + strconv.Itoa(min(i+1, 100))
		}
		w.raw(head, l.Tag)
	}
	w.text("TZ", c.TimeZone)
	if len(c.Tags) > 0 {
		w.raw("CATEGORIES", escaped(c.Tags, ","))
	}
	for _, n := range b.Notes {
		w.text("NOTE", n.Text)
	}
	w.photo(c.Picture)
	w.own(b)
	for _, x := range c.Origin.Extra {
		w.extra(x)
	}
	w.raw("END", "VCARD")
	return w.err
}

// cardUID stays the same for the same customer. A card that came with a UID
// leaves with it.
func cardUID(c book.Customer) string {
	if c.Origin.Source == Cards.source() && c.Origin.ExternalID != "" {
		return escape(c.Origin.ExternalID)
	}
	return "urn:uuid:" + string(c.ID)
}

// raw writes one property, folded. The value is escaped already.
func (w *cardWriter) raw(head, value string) {
	if w.err != nil {
		return
	}
	line := head + ":" + value
	for first := true; ; first = false {
		limit := 75
		if !first {
			limit = 74 // the blank counts
			w.put(" ")
		}
		if len(line) <= limit {
			break
		}
		cut := limit
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		w.put(line[:cut] + "\r\n")
		line = line[cut:]
	}
	w.put(line + "\r\n")
}

func (w *cardWriter) put(s string) {
	if w.err == nil {
		_, w.err = w.out.WriteString(s)
	}
}

// text writes a property with a text value, if there is one.
func (w *cardWriter) text(head, value string) {
	if value != "" {
		w.raw(head, escape(value))
	}
}

var escaper = strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func escape(s string) string { return escaper.Replace(s) }

// escaped joins texts by a separator of the format.
func escaped(texts []string, sep string) string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = escape(t)
	}
	return strings.Join(out, sep)
}

// quoted is a parameter value: RFC 6868 for what cannot stand in quotes.
func quoted(s string) string {
	s = strings.NewReplacer("^", "^^", "\n", "^n", `"`, "^'", "\r", "").Replace(s)
	if strings.ContainsAny(s, ":;, ") || !isASCII(s) {
		return `"` + s + `"`
	}
	return s
}

// name writes FN, N, readings, nickname and the name in a second script.
func (w *cardWriter) name(c book.Customer) {
	n := c.Name
	lang := ""
	if w.v4 && n.Language != "" {
		lang = ";LANGUAGE=" + n.Language
	}
	if c.Kind == book.Organisation {
		if w.v4 {
			w.raw("KIND", "org")
		} else {
			w.raw("X-ABSHOWAS", "COMPANY")
		}
	}
	alt := ""
	if w.secondScript(n) {
		alt = ";ALTID=1"
	}
	w.raw("FN"+alt+lang, escape(n.Full))
	if alt != "" {
		w.raw("FN;ALTID=1;LANGUAGE=und-Latn", escape(n.Latin))
	}
	parts := []string{n.Family, n.Given, n.Given2, n.Prefix, n.Suffix}
	head := "N"
	if n.Family2 != "" && w.v4 {
		parts = append(parts, n.Family2, "") // RFC 9554
	}
	if w.v4 && n.Reading != "" {
		head += ";SORT-AS=" + quoted(n.Reading)
	}
	w.raw(head, escaped(parts, ";"))
	if !w.v4 {
		w.reading(n)
	}
	w.text("NICKNAME", n.Nickname)
}

// secondScript reports whether the Latin form of a name goes into an FN of its
// own: a card of version 4 says so of a name in another script.
func (w *cardWriter) secondScript(n book.Name) bool {
	return w.v4 && n.Latin != "" && latin(n.Latin) && !latin(n.Full)
}

// reading writes the reading as phones keep it: family and given name apart,
// where both can be told.
func (w *cardWriter) reading(n book.Name) {
	words := strings.Fields(n.Reading)
	switch {
	case n.Reading == "":
	case len(words) == 2 && n.Family != "" && n.Given != "" && eastAsian(n.Family+n.Given):
		w.text("X-PHONETIC-LAST-NAME", words[0])
		w.text("X-PHONETIC-FIRST-NAME", words[1])
	default:
		w.text("SORT-STRING", n.Reading)
	}
}

func (w *cardWriter) work(c book.Customer) {
	if c.Organisation != "" {
		w.text("ORG", c.Organisation)
	}
	w.text("TITLE", c.Address.JobTitle)
	if c.Role != c.Address.JobTitle || c.Role != "" && !w.v4 {
		w.text("ROLE", c.Role)
	}
}

// plainTypes are the labels that every program knows as a type.
var plainTypes = []string{"home", "work", "cell", "fax", "pager", "main", "other", "car"}

// labelled returns the head of a property with its label, and the line that
// names a label of the user's own. A label is a type where it is one, else the
// label of a group, or what Android takes for one.
func (w *cardWriter) labelled(name, label string, more ...string) (head, group string) {
	head = name
	low := strings.ToLower(label)
	switch {
	case label == "":
	case slices.Contains(plainTypes, low):
		head += ";TYPE=" + map[bool]string{true: low, false: strings.ToUpper(low)}[w.v4]
	case w.profile == Android:
		head += ";TYPE=X-" + quoted(label)
	default:
		w.items++
		group = "item" + strconv.Itoa(w.items)
		head = group + "." + head
		if low == "mobile" {
			head += ";TYPE=CELL"
		}
	}
	for _, m := range more {
		head += ";" + m
	}
	return head, group
}

func (w *cardWriter) label(group, label string) {
	if group != "" {
		w.text(group+".X-ABLabel", label)
	}
}

// services are how Apple and RFC 6350 name messengers: the service and the
// scheme of its addresses.
var services = map[book.ChannelKind]string{
	book.WeChat: "WeChat", book.WhatsApp: "WhatsApp", book.LINE: "LINE", book.KakaoTalk: "KakaoTalk", book.Telegram: "Telegram",
	book.Zalo: "Zalo", book.Viber: "Viber", book.Signal: "Signal", book.Messenger: "Messenger", book.Skype: "Skype", book.QQ: "QQ",
}

func (w *cardWriter) channel(ch book.Channel) {
	var more []string
	if ch.Preferred {
		more = append(more, map[bool]string{true: "PREF=1", false: "TYPE=PREF"}[w.v4])
	}
	var head, group, value string
	switch ch.Kind {
	case book.Phone:
		head, group = w.labelled("TEL", ch.Label, more...)
		value = escape(ch.Value)
	case book.Email:
		head, group = w.labelled("EMAIL", ch.Label, more...)
		value = escape(ch.Value)
	case book.Web:
		head, group = w.labelled("URL", ch.Label, more...)
		value = escape(ch.Value)
	case book.Postal:
		if w.v4 {
			more = append(more, "LABEL="+quoted(ch.Value))
		}
		head, group = w.labelled("ADR", ch.Label, more...)
		value = ";;" + escape(ch.Value) + ";;;;"
	default:
		service, label := services[ch.Kind], ch.Label
		if service == "" {
			service, label = firstOf(ch.Label, "IM"), ""
		}
		more = append(more, "X-SERVICE-TYPE="+quoted(service))
		head, group = w.labelled("IMPP", label, more...)
		value = "x-apple:" + escape(ch.Value)
		ch.Label = label
	}
	w.raw(head, value)
	w.label(group, ch.Label)
}

// scales are the names that calendars have in CLDR, which CALSCALE takes.
var scales = map[calendar.ID]string{
	calendar.Chinese: "chinese", calendar.Korean: "dangi", calendar.Hebrew: "hebrew", calendar.Persian: "persian",
	calendar.Hijri: "islamic-umalqura", calendar.HijriCivil: "islamic-civil", calendar.Buddhist: "buddhist", calendar.ROC: "roc",
}

// date writes a birthday, an anniversary or another day. A day of another
// calendar is written in it, with its name: no client that reads it as
// Gregorian gets a wrong day, because the property is then one of its own.
func (w *cardWriter) date(d book.ImportantDate) {
	if d.When == (calendar.Partial{}) {
		if d.Raw != "" {
			w.field("date", string(d.Kind), d.Label, d.Raw)
		}
		return
	}
	if d.When.Calendar != calendar.Gregorian {
		if scale := scales[d.When.Calendar]; scale != "" && d.Kind == book.Birthday && w.profile == IPhone && scale == "chinese" {
			w.raw("X-ALTBDAY;CALSCALE=chinese", partialText(d.When))
			return
		}
		w.field("date", string(d.Kind), d.Label, d.When.String())
		return
	}
	value, omit := partialText(d.When), ""
	if !w.v4 && d.When.Year == 0 {
		value, omit = fmt.Sprintf("1604-%02d-%02d", d.When.Month, d.When.Day), ";X-APPLE-OMIT-YEAR=1604"
		if w.profile == Android {
			value, omit = fmt.Sprintf("--%02d-%02d", d.When.Month, d.When.Day), ""
		}
	}
	if d.When.Month == 0 || d.When.Day == 0 {
		w.field("date", string(d.Kind), d.Label, d.When.String())
		return
	}
	switch {
	case d.Kind == book.Birthday:
		w.raw("BDAY"+omit, value)
	case d.Kind == book.Anniversary && w.v4:
		w.raw("ANNIVERSARY", value)
	case d.Kind == book.Anniversary:
		w.raw("X-ANNIVERSARY"+omit, value)
	default:
		w.items++
		group := "item" + strconv.Itoa(w.items)
		w.raw(group+".X-ABDATE"+omit, value)
		w.text(group+".X-ABLabel", firstOf(d.Label, string(d.Kind)))
	}
}

// partialText writes a date as vCard 4 and Apple do.
func partialText(p calendar.Partial) string {
	leap := ""
	if p.Leap {
		leap = "L"
	}
	if p.Year == 0 {
		if p.Calendar == calendar.Gregorian {
			return fmt.Sprintf("--%02d%02d", p.Month, p.Day)
		}
		return fmt.Sprintf("--%02d%s-%02d", p.Month, leap, p.Day)
	}
	return fmt.Sprintf("%04d-%02d%s-%02d", p.Year, p.Month, leap, p.Day)
}

func (w *cardWriter) photo(data []byte) {
	if len(data) == 0 {
		return
	}
	kind := http.DetectContentType(data)
	text := base64.StdEncoding.EncodeToString(data)
	if w.v4 {
		w.raw("PHOTO", "data:"+kind+";base64,"+text)
		return
	}
	w.raw("PHOTO;ENCODING=b;TYPE="+strings.ToUpper(strings.TrimPrefix(kind, "image/")), text)
}

// field writes what only we have a property for: its name and its parts.
func (w *cardWriter) field(name string, parts ...string) {
	w.raw("X-DRAGOMAN;FIELD="+name, escaped(parts, ";"))
}

// own writes what is ours.
func (w *cardWriter) own(b book.Bundle) {
	c := b.Customer
	for _, f := range ownFields {
		if v := *f.at(&c); v != "" && !(f.name == "name_latin" && w.secondScript(c.Name)) {
			w.field(f.name, v)
		}
	}
	if h := c.Hours; h.Set() || len(h.Weekend) > 0 {
		days := make([]string, len(h.Weekend))
		for i, d := range h.Weekend {
			days[i] = strconv.Itoa(d)
		}
		w.field("hours", strconv.Itoa(h.Start), strconv.Itoa(h.End), strconv.Itoa(h.PauseStart), strconv.Itoa(h.PauseEnd), strings.Join(days, " "))
	}
	if c.Cadence != (book.Cadence{}) {
		w.field("cadence", strconv.Itoa(c.Cadence.Ideal), strconv.Itoa(c.Cadence.Longest))
	}
	for _, x := range c.Cultures {
		w.field("culture", x.Culture, x.SaidBy, dayText(x.SaidOn))
	}
	for _, x := range c.Languages {
		if x.Level != "" {
			w.field("level", x.Tag, string(x.Level))
		}
	}
	for _, x := range c.Observances {
		w.field("observance", x.Tradition, x.SaidBy, dayText(x.SaidOn), x.Basis)
	}
	for _, x := range c.Preferences {
		w.field("preference", string(x.Kind), x.Text)
	}
	for _, x := range c.Custom {
		if x.Sensitive {
			w.field("custom", x.Name, x.Value, "sensitive")
			continue
		}
		w.field("custom", x.Name, x.Value)
	}
	for _, x := range b.Consents {
		w.field("consent", consentTexts(x)...)
	}
	if c.Basis != "" {
		w.field("basis", string(c.Basis))
	}
	if !c.LastContact.IsZero() {
		w.field("last_contact", c.LastContact.UTC().Format(time.RFC3339))
	}
}

func dayText(d calendar.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// said are the properties that every card of ours has; those of the program
// from which a card came are not given back.
var said = map[string]bool{"PRODID": true, "REV": true, "VERSION": true, "BEGIN": true, "END": true, "UID": true}

// extra gives back a property as it came. What is no property of a vCard, a
// column of a table for instance, is ours.
func (w *cardWriter) extra(x book.Property) {
	head := x.Name
	name, _, _ := strings.Cut(head, ";")
	if said[strings.ToUpper(name)] || w.profile == IPhone && strings.EqualFold(name, "X-ALTBDAY") {
		return
	}
	if !propName([]byte(name)) || strings.ContainsAny(head, "\r\n:") || strings.HasPrefix(strings.ToUpper(name), "AGENT") {
		w.field("extra", x.Name, x.Value)
		return
	}
	w.raw(head, strings.NewReplacer("\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(x.Value))
}
