package exchange

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// rawProp is one property of a card, its value still in the bytes of the file.
type rawProp struct {
	row    int
	head   []byte // what stands before the colon, as it was
	group  string // lower case
	name   string // upper case; "" for a line that is no property
	params []param
	value  []byte
	qp     bool
	base64 bool
	open   bool     // the colon is still to come on a folded line
	lost   bool     // the value is longer than any picture, and was not kept
	agent  *rawCard // the card that is the value
}

// param is a parameter. A bare one, as vCard 2.1 has them, is named TYPE.
type param struct{ name, value string }

// parseHead reads the beginning of a property. ok is false when the line is
// none.
func parseHead(line []byte, row int) (*rawProp, bool) {
	colon := headEnd(line)
	open := colon < 0
	if open {
		// Parameters may be folded before the colon.
		if i := bytes.IndexByte(line, ';'); i <= 0 || !bytes.Contains(line[i:], []byte("=")) || !propName(line[:i]) {
			return nil, false
		}
		colon = len(line)
	}
	parts := splitHead(line[:colon])
	if !propName(parts[0]) {
		return nil, false
	}
	p := &rawProp{row: row, head: bytes.Clone(line[:colon]), open: open}
	name := strings.TrimSpace(string(parts[0]))
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		p.group, name = strings.ToLower(name[:i]), name[i+1:]
	}
	p.name = strings.ToUpper(name)
	for _, part := range parts[1:] {
		p.param(string(part))
	}
	if !open {
		p.value = bytes.Clone(line[colon+1:])
		if !p.base64 && len(p.value) > 22 && bytes.EqualFold(p.value[:5], []byte("data:")) {
			p.base64 = bytes.Contains(p.value[:min(len(p.value), 100)], []byte(";base64"))
		}
	}
	return p, true
}

// headEnd finds the colon that ends the parameters, or returns -1.
func headEnd(line []byte) int {
	quoted := false
	for i, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ':' && !quoted:
			return i
		}
	}
	if quoted {
		return bytes.IndexByte(line, ':') // a quotation mark that never closes
	}
	return -1
}

// splitHead cuts name and parameters at the semicolons outside of quotes.
func splitHead(head []byte) [][]byte {
	var parts [][]byte
	quoted, from := false, 0
	for i, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ';' && !quoted:
			parts = append(parts, head[from:i])
			from = i + 1
		}
	}
	return append(parts, head[from:])
}

// propName reports whether b may name a property. KDE writes slashes.
func propName(b []byte) bool {
	b = bytes.TrimSpace(b)
	if len(b) == 0 || len(b) > 100 {
		return false
	}
	for _, c := range b {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.', c == '_', c == '/':
		default:
			return false
		}
	}
	return true
}

// param takes one parameter in.
func (p *rawProp) param(s string) {
	name, value, ok := strings.Cut(s, "=")
	if !ok {
		name, value = "", s
	}
	name = strings.ToUpper(strings.TrimSpace(name))
	value = caret.Replace(strings.TrimSpace(value))
	if name == "" {
		if value == "" {
			return
		}
		name = "TYPE"
	}
	switch up := strings.ToUpper(value); {
	case up == "QUOTED-PRINTABLE" && (name == "TYPE" || name == "ENCODING"):
		p.qp = true
	case up == "BASE64" && (name == "TYPE" || name == "ENCODING"), up == "B" && name == "ENCODING":
		p.base64 = true
	default:
		p.params = append(p.params, param{name, value})
	}
}

// caret undoes the escapes of RFC 6868.
var caret = strings.NewReplacer("^n", "\n", "^^", "^", "^'", `"`)

// get returns the first value of a parameter without quotes, or "".
func (p *rawProp) get(name string) string {
	for _, q := range p.params {
		if q.name == name {
			return strings.Trim(q.value, `"`)
		}
	}
	return ""
}

// types returns the values of all TYPE parameters as written.
func (p *rawProp) types() []string {
	var out []string
	for _, q := range p.params {
		if q.name != "TYPE" {
			continue
		}
		for _, t := range strings.FieldsFunc(q.value, func(r rune) bool { return r == ',' || r == '"' }) {
			if t = strings.TrimSpace(t); t != "" {
				out = append(out, t)
			}
		}
	}
	return out
}

// is reports whether the property has the type t.
func (p *rawProp) is(t string) bool {
	for _, x := range p.types() {
		if strings.EqualFold(x, t) {
			return true
		}
	}
	return false
}

// openQP reports whether the value goes on in the next line.
func (p *rawProp) openQP() bool {
	return p.qp && bytes.HasSuffix(bytes.TrimRight(p.value, " \t"), []byte("="))
}

// text returns the value as UTF-8, escapes still in it, and whether every
// character could be read. Without a good CHARSET the value is UTF-8 if it can
// be, else what the file seems to be in.
func (p *rawProp) text(fallback charset, forced bool) (string, bool) {
	v := p.value
	if p.qp {
		v = unquote(v)
	}
	if c, ok := namedCharset(p.get("CHARSET")); ok {
		// A character that was cut in two does not make the parameter wrong.
		if t, ok := c.decode(v); ok || strings.Count(t, "\uFFFD")*10 < len(t)/2 {
			return t, ok
		}
	}
	if utf8.Valid(v) && !(forced && fallback.enc != nil && !fallback.utf16()) {
		return string(v), true
	}
	return fallback.decode(v)
}

// unquote decodes quoted-printable. What is no escape stays as it is.
func unquote(v []byte) []byte {
	out := make([]byte, 0, len(v))
	for i := 0; i < len(v); i++ {
		if v[i] == '=' && i+2 < len(v) {
			hi, lo := hexDigit(v[i+1]), hexDigit(v[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		if v[i] == '=' && i == len(v)-1 {
			break // a soft break at the end of a cut file
		}
		out = append(out, v[i])
	}
	return out
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// binary returns the decoded bytes of a base64 value; ok is false when it is
// damaged.
func (p *rawProp) binary() (data []byte, ok bool) {
	v := p.value
	if i := bytes.Index(v[:min(len(v), 100)], []byte("base64,")); i >= 0 {
		v = v[i+7:]
	}
	clean := make([]byte, 0, len(v))
	for _, c := range v {
		if c > ' ' && c != '=' {
			clean = append(clean, c)
		}
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, err := base64.RawStdEncoding.Decode(out, clean)
	return out[:n], err == nil && n > 0
}

// unescape undoes the backslashes of a text value. Lines are a matter of
// versions 3 and 4, but many 2.1 cards have them too where text has lines.
func unescape(s string, lines bool) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; {
		case (c == 'n' || c == 'N') && lines, c == '\n':
			b.WriteByte('\n')
		case c == ';' || c == ',' || c == ':' || c == '\\' || c == '"' && lines:
			b.WriteByte(c)
		default:
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	return b.String()
}

// split cuts a value at a separator that is not escaped; the parts keep their
// escapes.
func split(s string, sep byte) []string {
	var parts []string
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case sep:
			parts = append(parts, s[from:i])
			from = i + 1
		}
	}
	return append(parts, s[from:])
}
