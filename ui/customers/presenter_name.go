package customers

import (
	"dragoman/data/book"
	"dragoman/ui/internal/reach"
)

// nameText is a name as the screens write it: in its own script first, then
// the other forms that the bearer gave.
type nameText struct {
	Main    string
	Second  string // Latin form, else the reading; "" when it says nothing new
	Reading string // shown beside the Latin form where there is room
	Lang    string // BCP 47 language of Main, for its letter shapes
	Letters string // for the portrait
}

// nameOf prepares a name. languages are those that the customer uses.
func nameOf(kind book.Kind, n book.Name, languages []string, reader string) nameText {
	t := nameText{Main: n.Full}
	t.Letters, t.Lang = reach.Portrait(reader, kind, n, languages)
	switch {
	case n.Latin != "" && n.Latin != n.Full:
		t.Second = n.Latin
		if n.Reading != n.Latin && n.Reading != n.Full {
			t.Reading = n.Reading
		}
	case n.Reading != "" && n.Reading != n.Full:
		t.Second = n.Reading
	case n.Nickname != "" && n.Nickname != n.Full:
		t.Second = n.Nickname
	}
	return t
}
