package exchange

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"dragoman/data/book"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// charset is an encoding with the code by which it is chosen.
type charset struct {
	code string
	enc  encoding.Encoding // nil for UTF-8
}

const utf8Code = "utf-8"

// charsets lists what can be read, in the order in which it is offered.
var charsets = []charset{
	{utf8Code, nil},
	{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"gb18030", simplifiedchinese.GB18030},
	{"big5", traditionalchinese.Big5},
	{"shift_jis", japanese.ShiftJIS},
	{"euc-jp", japanese.EUCJP},
	{"iso-2022-jp", japanese.ISO2022JP},
	{"euc-kr", korean.EUCKR},
	{"windows-1252", charmap.Windows1252},
	{"windows-1250", charmap.Windows1250},
	{"windows-1251", charmap.Windows1251},
	{"windows-1253", charmap.Windows1253},
	{"windows-1254", charmap.Windows1254},
	{"windows-1255", charmap.Windows1255},
	{"windows-1256", charmap.Windows1256},
	{"windows-1257", charmap.Windows1257},
	{"windows-1258", charmap.Windows1258},
	{"windows-874", charmap.Windows874},
	{"koi8-r", charmap.KOI8R},
}

// Encodings lists the codes of the encodings that can be chosen.
func Encodings() []string {
	codes := make([]string, len(charsets))
	for i, c := range charsets {
		codes[i] = c.code
	}
	return codes
}

func charsetByCode(code string) (charset, bool) {
	for _, c := range charsets {
		if c.code == code {
			return c, true
		}
	}
	return charset{}, false
}

// namedCharset finds the encoding that a CHARSET parameter names.
func namedCharset(name string) (charset, bool) {
	name = strings.ToLower(strings.Trim(strings.TrimSpace(name), `"`))
	switch name {
	case "":
		return charset{}, false
	case "utf8", "utf-8", "us-ascii", "ascii":
		return charset{code: utf8Code}, true
	case "cp932", "windows-31j", "sjis", "shift-jis":
		name = "shift_jis"
	case "cp949", "ks_c_5601-1987":
		name = "euc-kr"
	case "cp936", "gb2312", "hz-gb-2312":
		name = "gb18030"
	}
	if n, ok := strings.CutPrefix(name, "cp125"); ok {
		name = "windows-125" + n
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return charset{}, false
	}
	return charset{code: name, enc: enc}, true
}

func (c charset) utf16() bool { return strings.HasPrefix(c.code, "utf-16") }

// reader decodes r to UTF-8. Bytes that are not of the encoding come as U+FFFD,
// those of a broken UTF-8 as they are.
func (c charset) reader(r io.Reader) io.Reader {
	if c.enc == nil {
		return r
	}
	return transform.NewReader(r, c.enc.NewDecoder())
}

// decode returns b as UTF-8 and whether all of it could be read.
func (c charset) decode(b []byte) (string, bool) {
	if c.enc == nil {
		if utf8.Valid(b) {
			return string(b), true
		}
		return strings.ToValidUTF8(string(b), "\uFFFD"), false
	}
	out, err := c.enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD"), false
	}
	return string(out), !bytes.Contains(out, []byte("\uFFFD"))
}

// chooseEncoding settles the encoding of the file: the one that was asked for,
// a byte order mark, UTF-16, UTF-8, or the best guess.
func (s *Source) chooseEncoding(head []byte) error {
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		s.bom = 3
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
		s.bom = 2
	}
	if s.opts.Encoding != "" {
		c, ok := charsetByCode(s.opts.Encoding)
		if !ok {
			return &book.Error{Op: op, Code: book.Invalid, Field: "encoding", Detail: "unknown"}
		}
		s.guess, s.info.Encoding, s.info.Confidence = c, c.code, 1
		return nil
	}
	code, sure := utf8Code, 1.0
	switch u := isUTF16(head); {
	case u != "":
		code = u
	case s.bom == 3:
	case bytes.Contains(head, []byte("\x1b$B")), bytes.Contains(head, []byte("\x1b$@")):
		code = "iso-2022-jp"
	default:
		code, sure = guessEncoding(head, s.opts.Language)
	}
	s.guess, _ = charsetByCode(code)
	s.info.Encoding, s.info.Confidence = code, sure
	return nil
}

// decodeSample returns the sample as text.
func (s *Source) decodeSample(head []byte) string {
	b := head[min(int(s.bom), len(head)):]
	if s.guess.utf16() {
		b = b[:len(b)&^1]
	}
	text, _ := s.guess.decode(b)
	return text
}
