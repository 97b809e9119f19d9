package reach

import (
	"net/url"
	"strings"

	"dragoman/data/book"
)

// Letter is the address that opens a letter in the user's own mail program or
// messenger, "" when nothing opens it. paste tells that the text does not
// travel with the address and has to be put on the clipboard first.
func Letter(ch book.Channel, subject, text string) (address string, paste bool) {
	if ch.Kind == book.Email {
		return "mailto:" + url.PathEscape(ch.Value) + "?subject=" + query(subject) + "&body=" + query(text), false
	}
	address, _ = Open(ch)
	return address, true
}

// query writes a text for a mailto: address, where a plus sign is no space.
func query(s string) string {
	return strings.ReplaceAll(url.QueryEscape(strings.ReplaceAll(s, "\n", "\r\n")), "+", "%20")
}
