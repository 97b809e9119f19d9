package exchange

import (
	"bytes"
	"context"
	"io"
	"strings"
	"unicode/utf8"

	"dragoman/data/book"
)

// countCards counts the cards of the file, or estimates them when it is long,
// and finds out in what the values are written that are not UTF-8.
func (s *Source) countCards(ctx context.Context) error {
	head, err := s.sample()
	if err != nil {
		return readError(err)
	}
	if err := ctx.Err(); err != nil {
		return readError(err)
	}
	s.info.RowsExact = int64(len(head)) == s.size
	text := head
	if s.guess.utf16() {
		text = []byte(s.decodeSample(head))
	} else if s.opts.Encoding == "" {
		s.guessCards(head)
	}
	if bytes.IndexByte(text, '\n') < 0 {
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	cards := 0
	for line := range bytes.Lines(text) {
		line = bytes.TrimRight(line, "\r\n")
		if mayDelimit(line) && beginsCard(string(line)) {
			cards++
		}
	}
	s.info.Rows = cards
	if !s.info.RowsExact && len(head) > 0 {
		s.info.Rows = int(float64(cards) * float64(s.size) / float64(len(head)))
	}
	return nil
}

// guessCards finds the encoding of the lines that are not UTF-8. A CHARSET
// that some lines name is the best witness for those that name none.
func (s *Source) guessCards(head []byte) {
	var bad []byte
	var named []charset
	good := 0
	for line := range bytes.Lines(head[min(int(s.bom), len(head)):]) {
		up := bytes.ToUpper(line[:min(len(line), 200)])
		if i := bytes.Index(up, []byte("CHARSET=")); i >= 0 {
			name := up[i+8:]
			if j := bytes.IndexAny(name, ";:,"); j >= 0 {
				name = name[:j]
			}
			if c, ok := namedCharset(string(name)); ok && c.enc != nil {
				named = append(named, c)
			}
		}
		switch {
		case isASCII(string(line)):
		case utf8.Valid(line):
			good++
		case bytes.Contains(up, []byte("CHARSET=")):
		default:
			bad = append(bad, line...)
		}
	}
	s.guess, _ = charsetByCode("windows-1252")
	s.info.Encoding, s.info.Confidence = utf8Code, 1
	if len(bad) == 0 {
		return
	}
	code, sure := guessEncoding(bad, s.opts.Language)
	if c, ok := charsetByCode(code); ok && c.enc != nil {
		s.guess = c
	}
	for _, c := range named {
		if _, ok := c.decode(bad); ok {
			s.guess, code, sure = c, c.code, 0.95
			break
		}
	}
	if good == 0 {
		s.info.Encoding, s.info.Confidence = code, sure
	}
}

// readCards reads the cards of the file.
func (s *Source) readCards(ctx context.Context, yield func(book.Incoming) bool) error {
	stream := s.stream(ctx)
	cr, err := s.lineEndsCR()
	if err != nil {
		return err
	}
	c := &cardReader{lines: newLineReader(stream, maxCard, cr)}
	c.emit = func(card *rawCard) bool {
		m := cardMapper{s: s, card: card}
		return yield(m.incoming())
	}
	return c.run()
}

// lineEndsCR reports whether the lines of the file end in CR alone, as old
// Macs wrote them.
func (s *Source) lineEndsCR() (bool, error) {
	head := make([]byte, min(s.size, 64<<10))
	n, err := s.r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return false, err
	}
	head = head[:n]
	return bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0, nil
}

// decoded is a property with its value as text.
type decoded struct {
	*rawProp
	value string // escapes still in it
	label string // X-ABLabel of its group, without Apple's brackets
}

// cardMapper makes a customer of a card.
type cardMapper struct {
	s      *Source
	card   *rawCard
	d      *draft
	v21    bool
	labels map[string]string // of groups
	codes  map[string]string // countries of groups with an address
	used   map[string]bool   // groups whose label has gone into a channel or date
	orgs   int
	birth  bool
	fns    []decoded
	ns     []decoded
	envel  []decoded // LABEL properties

	levels   []book.Language // of X-DRAGOMAN, until the languages are known
	consents []book.Consent  // likewise
}

func (m *cardMapper) incoming() book.Incoming {
	m.d = newDraft(m.card.row, Cards.source(), &m.s.opts)
	m.labels, m.codes, m.used = map[string]string{}, map[string]string{}, map[string]bool{}
	m.v21 = m.card.version == "2.1" || m.card.version == ""
	if m.card.stray {
		return m.strayText()
	}
	props := m.decode()
	for _, p := range props {
		if p.name == "X-ABLABEL" && p.group != "" {
			m.labels[p.group] = appleLabel(unescape(p.value, true))
		}
		if p.name == "X-ABADR" && p.group != "" {
			m.codes[p.group] = strings.TrimSpace(p.value)
		}
	}
	group := false
	for _, p := range props {
		p.label = m.labels[p.group]
		if p.name == "KIND" || p.name == "X-ADDRESSBOOKSERVER-KIND" {
			group = group || strings.EqualFold(strings.TrimSpace(p.value), "group")
		}
		if !m.take(p) {
			m.keep(p)
		}
	}
	m.settle()
	switch {
	case group:
		m.d.Problem = &book.Problem{Code: ProblemGroup, Field: "KIND"}
	case m.card.cut:
		m.d.Problem = &book.Problem{Code: ProblemCut}
	case m.card.long:
		m.d.Problem = &book.Problem{Code: ProblemTooLong}
	}
	if m.card.holds {
		m.d.warn(WarnNested, "card")
	}
	return m.d.finish()
}

// strayText reports text that stands outside of any card.
func (m *cardMapper) strayText() book.Incoming {
	m.d.Problem = &book.Problem{Code: ProblemStray}
	for _, p := range m.card.props {
		text, _ := m.s.guess.decode(p.value)
		if utf8.Valid(p.value) {
			text = string(p.value)
		}
		m.d.extra("", text)
	}
	return m.d.Incoming
}

// decode makes text of the values and collects what the fingerprint is made
// of. Times of change and names of programs do not make a card another one.
func (m *cardMapper) decode() []decoded {
	out := make([]decoded, 0, len(m.card.props))
	forced := m.s.opts.Encoding != ""
	for _, p := range m.card.props {
		if p.lost {
			m.d.warn(WarnTooLong, p.name)
			continue
		}
		text, ok := p.text(m.s.guess, forced)
		for i, q := range p.params {
			if !utf8.ValidString(q.value) || !utf8.ValidString(q.name) {
				p.params[i].value, _ = m.s.guess.decode([]byte(q.value))
				p.params[i].name = strings.ToValidUTF8(q.name, "\uFFFD")
			}
		}
		if strings.IndexByte(text, 0) >= 0 {
			text = strings.ReplaceAll(text, "\x00", "")
			m.d.warn(WarnNUL, p.name)
		}
		if !ok && !p.base64 {
			m.d.warn(WarnEncoding, p.name)
		}
		if p.name != "REV" && p.name != "PRODID" {
			m.d.content = append(m.d.content, p.group+"\x1f"+p.name+"\x1f"+strings.Join(p.types(), ",")+"\x1f"+text)
		}
		out = append(out, decoded{rawProp: p, value: text})
	}
	return out
}

// keep puts a property aside as it came, without the parameters that only
// said how its bytes were packed.
func (m *cardMapper) keep(p decoded) {
	head, _ := m.s.guess.decode(p.head)
	if utf8.Valid(p.head) {
		head = string(p.head)
	}
	if parts := strings.Split(head, ";"); len(parts) > 1 {
		kept := parts[:1]
		for _, part := range parts[1:] {
			up := strings.ToUpper(part)
			if strings.HasPrefix(up, "CHARSET=") || strings.HasSuffix(up, "QUOTED-PRINTABLE") {
				continue
			}
			kept = append(kept, part)
		}
		head = strings.Join(kept, ";")
	}
	m.d.extra(head, p.value)
	if p.agent != nil {
		for _, q := range p.agent.props {
			text, _ := q.text(m.s.guess, m.s.opts.Encoding != "")
			m.d.extra("AGENT."+string(q.head), text)
		}
	}
}

// appleLabel takes the brackets from _$!<Anniversary>!$_.
func appleLabel(s string) string {
	s = strings.TrimSpace(s)
	if in, ok := strings.CutPrefix(s, "_$!<"); ok {
		return strings.TrimSuffix(in, ">!$_")
	}
	return s
}
