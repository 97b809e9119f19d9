package book

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/data/personname"
)

// words gathers the tokens of one row of the search index, each stretch of
// dense script in order, each other word once.
type words struct {
	b    strings.Builder
	seen map[string]bool
}

func (w *words) token(s string) {
	if s == "" || w.seen[s] {
		return
	}
	if w.seen == nil {
		w.seen = make(map[string]bool, 32)
	}
	w.seen[s] = true
	w.write(s)
}

func (w *words) write(s string) {
	if w.b.Len() > 0 {
		w.b.WriteByte(' ')
	}
	w.b.WriteString(s)
}

// text adds everything in s, and its spelling with two letters for umlauts.
func (w *words) text(s string) {
	if s == "" {
		return
	}
	w.folded(Fold(s))
	if t := spelledOut(s); t != "" {
		for _, r := range runs(Fold(t)) {
			w.token(r.text)
		}
	}
}

func (w *words) folded(f string) {
	for _, r := range runs(f) {
		if !r.dense {
			w.token(r.text)
			continue
		}
		for _, p := range bigrams(r.text) {
			w.write(p)
		}
		last, _ := utf8.DecodeLastRuneInString(r.text)
		w.write(string(last))
	}
	if strings.ContainsAny(f, "'-") {
		w.joined(f)
	}
}

// joined adds the words that an apostrophe or a hyphen divides as one:
// o'brien also as obrien.
func (w *words) joined(f string) {
	for _, part := range strings.Fields(f) {
		if !strings.ContainsAny(part, "'-") {
			continue
		}
		whole := strings.NewReplacer("'", "", "-", "").Replace(part)
		if rs := runs(whole); len(rs) == 1 && rs[0] == (run{whole, false}) {
			w.token(whole)
		}
	}
}

// name adds a name with the forms in which it is typed on a Latin keyboard:
// pinyin, romaji, romanised Hangul, initials.
func (w *words) name(s, language string) {
	if s == "" {
		return
	}
	w.text(s)
	for _, form := range personname.SearchForms(s, language) {
		w.folded(Fold(form))
	}
}

// given adds the pinyin of a Chinese given name: people leave the surname out.
func (w *words) given(full string) {
	if n := utf8.RuneCountInString(full); n < 3 || n > 4 || !isHan(full) {
		return
	}
	syllables := strings.Fields(personname.Pinyin(full, true))
	if len(syllables) < 3 {
		return
	}
	w.token(Fold(strings.Join(syllables[1:], "")))
	initials := ""
	for _, y := range syllables[1:] {
		initials += y[:1]
	}
	w.token(initials)
}

func isHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) < 0
}

// phone adds the digits of a number: whole, without the one to three digits of
// a country code, and backwards for those who know the last digits.
func (w *words) phone(value, normal string) {
	d := digits(normal)
	if d == "" {
		d = digits(value)
	}
	if len(d) < 3 {
		return
	}
	w.token(d)
	w.token(reversed(d))
	if national := strings.TrimLeft(digits(value), "0"); !strings.HasPrefix(value, "+") {
		w.token(national)
	}
	for cut := 1; cut <= 3 && len(d)-cut >= 5; cut++ {
		w.token(d[cut:])
	}
}

// mail adds an address: its words, and the part before the @ as one word.
func (w *words) mail(s string) {
	f := Fold(s)
	w.folded(f)
	if local, domain, ok := strings.Cut(f, "@"); ok {
		w.token(strings.Map(letterOrDigit, local))
		w.token(strings.Map(letterOrDigit, domain))
	}
}

func letterOrDigit(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

// CustomerText returns the tokens under which a customer is found, separated
// by spaces; organisation is the name of the organisation it belongs to.
func CustomerText(c Customer, organisation string) string {
	var w words
	w.name(c.Name.Full, c.Name.Language)
	if c.Kind == Person {
		w.given(c.Name.Full)
	}
	w.text(c.Name.Latin)
	if rs := runs(Fold(c.Name.Latin)); len(rs) > 1 { // Wang Xiaoming as wangxiaoming
		w.token(strings.Map(letterOrDigit, Fold(c.Name.Latin)))
	}
	for _, s := range []string{c.Name.Reading, c.Name.Nickname, c.Address.CallMe} {
		w.name(s, c.Name.Language)
	}
	for _, s := range []string{c.Name.Given, c.Name.Given2, c.Name.Patronymic, c.Name.Family, c.Name.Family2} {
		if s != "" && !strings.Contains(c.Name.Full, s) {
			w.text(s)
		}
	}
	w.text(organisation)
	for _, s := range []string{c.Role, c.Address.JobTitle, c.City} {
		w.text(s)
	}
	for _, t := range c.Tags {
		w.text(t)
	}
	for _, ch := range c.Channels {
		switch ch.Kind {
		case Phone, WhatsApp, Signal, Viber:
			w.phone(ch.Value, ch.Normal)
		case Email:
			w.mail(ch.Value)
		default:
			w.text(ch.Value)
		}
	}
	for _, f := range c.Custom {
		w.text(f.Value)
	}
	return w.b.String()
}

// NoteText returns the tokens under which a note is found.
func NoteText(n Note) string {
	var w words
	w.text(n.Text)
	return w.b.String()
}

// FollowUpText returns the tokens under which a follow-up is found.
func FollowUpText(f FollowUp) string {
	var w words
	w.text(f.Title)
	w.text(f.Notes)
	for _, i := range f.Checklist {
		w.text(i.Text)
	}
	return w.b.String()
}

// CaseText returns the tokens under which a case is found.
func CaseText(c Case) string {
	var w words
	for _, t := range []string{c.Subject, c.Text, c.Cause, c.Remedy, c.Changed, c.Learnt} {
		w.text(t)
	}
	return w.b.String()
}

// MatchQuery turns what was typed into an FTS5 expression over the texts above:
// every word must begin a word of the row, every stretch of dense script must
// stand in it, and digits also match the start or the end of a phone number. ok
// is false when there is nothing to look for.
func MatchQuery(q string) (fts string, ok bool) {
	var parts []string
	for _, r := range runs(Fold(q)) {
		switch pairs := bigrams(r.text); {
		case !r.dense || len(pairs) == 0:
			parts = append(parts, `"`+r.text+`"*`)
		default:
			parts = append(parts, `"`+strings.Join(pairs, " ")+`"`)
		}
	}
	if len(parts) == 0 {
		return "", false
	}
	all := strings.Join(parts, " AND ")
	d, isPhone := phoneQuery(q)
	if !isPhone {
		return all, true
	}
	found := `"` + d + `"* OR "` + reversed(d) + `"*`
	if national := strings.TrimLeft(d, "0"); national != d && len(national) > 1 {
		found += ` OR "` + national + `"*`
	}
	return "(" + all + ") OR " + found, true
}

// phoneQuery returns the digits of a query that looks like a part of a phone
// number: at least three digits and nothing but what is written between them.
func phoneQuery(q string) (string, bool) {
	for _, r := range q {
		if !unicode.IsDigit(r) && !strings.ContainsRune(" +-()./\u00a0", r) {
			return "", false
		}
	}
	d := digits(q)
	return d, len(d) >= 3
}

// digits returns the decimal digits of s, those of other scripts as ASCII.
func digits(s string) string {
	var b strings.Builder
	for _, r := range Fold(s) {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.IsDigit(r):
			// The digits of every script stand in a row of ten.
			zero := r
			for unicode.IsDigit(zero-1) && r-zero < 9 {
				zero--
			}
			b.WriteByte(byte('0' + r - zero))
		}
	}
	return b.String()
}

func reversed(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}
