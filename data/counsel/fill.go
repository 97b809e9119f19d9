package counsel

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/culture"
)

// Address is how a customer is addressed, ready to be put into a script: the
// opening line of a letter and the form inside a sentence. Either may be empty.
type Address struct {
	Salutation string // with its comma or colon
	Name       string
}

// AddressOf gives how a customer told us to address them in the language of a
// script. What was not told stays empty.
func AddressOf(c book.Customer, s culture.Script) Address {
	a := Address{Salutation: c.Address.InWriting, Name: c.Address.CallMe}
	if c.Address.InMail != "" && !speaks(c, s.Language) {
		a.Salutation = c.Address.InMail
	}
	if a.Name == "" {
		a.Name = c.Address.InSpeech
	}
	return a
}

// speaks reports whether a customer named a language as theirs. Without any,
// the form in writing is taken to be in the language of the script.
func speaks(c book.Customer, tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	for _, l := range c.Languages {
		if have, _, _ := strings.Cut(l.Tag, "-"); strings.EqualFold(have, base) {
			return l.Level != book.Some
		}
	}
	return len(c.Languages) == 0
}

// Values gives what is known for the slots of a script: who writes, to whom,
// and how they are addressed. What is not known is left out, to be asked for.
func Values(s book.Settings, c book.Customer, a Address) map[string]string {
	v := map[string]string{"me": s.OwnerName, "salutation": a.Salutation, "name": a.Name, "company": c.Organisation}
	if c.Kind == book.Organisation {
		v["company"] = c.Name.Full
	}
	for slot, value := range v {
		if value == "" {
			delete(v, slot)
		}
	}
	return v
}
