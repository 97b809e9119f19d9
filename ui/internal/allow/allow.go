// Package allow says in words what customers allow and refuse: the purposes,
// what was said, and why somebody may not be contacted.
//
// It promises a message for every code of the book's rules. It decides nothing:
// whether a customer may be contacted is answered by book.May alone. It is
// plain Go and may be used from any goroutine.
package allow

import (
	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// Purpose names what a customer is asked for.
func Purpose(p *locales.Printer, q book.Purpose) string { return explain.Purpose(p, q) }

// Source names how an answer came to us; one that is not known stays as it is.
func Source(p *locales.Printer, s book.ConsentSource) string {
	if id := locales.ID("privacy.source_" + string(s)); p.Has(id) {
		return p.T(id, nil)
	}
	return string(s)
}

// Basis names a lawful ground.
func Basis(p *locales.Printer, b book.LawfulBasis) string { return explain.Basis(p, b) }

// State names what was said.
func State(p *locales.Printer, s book.ConsentState) string {
	return p.T(locales.ID("privacy.state_"+string(s)), nil)
}

// Why says in a few words why a question was answered as it was, such as
// "declined 2 Mar 2026" or "no consent recorded".
func Why(p *locales.Printer, a book.Answer) string { return explain.Why(p, a) }
