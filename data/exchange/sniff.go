package exchange

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// refuse names what a file is that we do not read, by its first bytes, or
// returns "".
func refuse(b []byte) string {
	switch {
	case len(bytes.Trim(b, " \t\r\n\x00\uFEFF")) == 0:
		return DetailEmpty
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return DetailZip
	case bytes.HasPrefix(b, []byte("\xD0\xCF\x11\xE0")):
		return DetailXLS
	case bytes.HasPrefix(b, []byte("SQLite format 3\x00")):
		return DetailBook
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return DetailPDF
	case isUTF16(b) != "":
		return ""
	case binary(b):
		return DetailBinary
	}
	return ""
}

// isWorkbook reports whether a file begins as an Excel workbook does.
func isWorkbook(b []byte) bool {
	return bytes.HasPrefix(b, []byte("PK\x03\x04")) && (bytes.Contains(b, []byte("xl/")) || bytes.Contains(b, []byte("[Content_Types].xml")))
}

// binary reports whether too many bytes are none that a text has. Stray NULs
// are common in damaged exports, so a few of them do not count.
func binary(b []byte) bool {
	b = b[:min(len(b), 64<<10)]
	control := 0
	for _, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B {
			control++
		}
	}
	return control > 2 && control*20 > len(b)
}

// isUTF16 returns the code of the UTF-16 that b is in, with or without a byte
// order mark, or "".
func isUTF16(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return "utf-16le"
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return "utf-16be"
	}
	b = b[:min(len(b), 4096)&^1]
	if len(b) < 4 {
		return ""
	}
	// Line ends, commas and digits have a zero half even in Chinese text, and
	// the other half is then one of theirs.
	var even, odd, both int
	for i := 0; i+1 < len(b); i += 2 {
		switch {
		case b[i] == 0 && b[i+1] == 0:
			both++
		case b[i] == 0 && textByte(b[i+1]):
			even++
		case b[i+1] == 0 && textByte(b[i]):
			odd++
		}
	}
	pairs := len(b) / 2
	switch {
	case both > 0:
		return ""
	case odd > 1 && odd*10 > pairs && odd > 10*even:
		return "utf-16le"
	case even > 1 && even*10 > pairs && even > 10*odd:
		return "utf-16be"
	}
	return ""
}

func textByte(c byte) bool { return c >= 0x20 && c < 0x7F || c == '\n' || c == '\r' || c == '\t' }

// looksLikeVCard reports whether a card begins in the text before anything
// else of substance.
func looksLikeVCard(text string) bool {
	text = strings.ReplaceAll(text[:min(len(text), 8192)], "\r", "\n")
	n := 0
	for line := range strings.Lines(text) {
		if beginsCard(line) {
			return true
		}
		if strings.TrimSpace(line) != "" {
			n++
		}
		if n == 20 {
			break
		}
	}
	return false
}

// beginsCard reports whether a line is BEGIN:VCARD in any case, with spaces
// where people have left them, with or without a group.
func beginsCard(line string) bool { return isDelimiter(line, "BEGIN") }

func endsCard(line string) bool { return isDelimiter(line, "END") }

func isDelimiter(line, word string) bool {
	line = strings.TrimSpace(strings.Trim(line, "\uFEFF\x00\r\n"))
	if len(line) < len(word)+6 || len(line) > 40 {
		return false
	}
	name, value, ok := strings.Cut(line, ":")
	if !ok || !strings.EqualFold(strings.TrimSpace(value), "VCARD") {
		return false
	}
	name = strings.TrimSpace(name)
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	return strings.EqualFold(name, word)
}

// refuseText names what a text is that holds no customers, or returns "".
func refuseText(text string) string {
	t := strings.TrimSpace(text[:min(len(text), 4096)])
	if !utf8.ValidString(t) {
		t = strings.ToValidUTF8(t, "")
	}
	low := strings.ToLower(t)
	switch {
	case t == "":
		return DetailEmpty
	case strings.HasPrefix(low, "begin:vcalendar"):
		return DetailCalendar
	case strings.HasPrefix(t, "{") || strings.HasPrefix(t, "[{"):
		return DetailJSON
	case strings.HasPrefix(low, "<!doctype") || strings.HasPrefix(low, "<html") || strings.HasPrefix(low, "<?xml") || strings.HasPrefix(low, "<table"):
		return DetailHTML
	}
	return ""
}
