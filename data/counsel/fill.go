package counsel

import (
	"dragoman/data/book"
)

// Address is how a customer is addressed, ready to be put into a script: the
// opening line of a letter and the form inside a sentence. Either may be empty.
type Address struct {
	Salutation string // with its comma or colon
	Name       string
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
