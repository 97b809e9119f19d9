package explain

import (
	"dragoman/data/book"
	"dragoman/locales"
)

// Purpose names what a customer is asked for.
func Purpose(p *locales.Printer, q book.Purpose) string {
	if q == book.AnyContact {
		return p.T("privacy.purpose_any", nil)
	}
	return p.T(locales.ID("privacy.purpose_"+string(q)), nil)
}

// Basis names a lawful ground.
func Basis(p *locales.Printer, b book.LawfulBasis) string {
	if id := locales.ID("privacy.basis_" + string(b)); p.Has(id) {
		return p.T(id, nil)
	}
	return string(b)
}

// Why says in a few words why it was answered as it was whether a customer may
// be contacted, such as "declined 2 Mar 2026" or "no consent recorded".
func Why(p *locales.Printer, a book.Answer) string {
	v := locales.V{"Date": ""}
	if a.On != 0 {
		v["Date"] = p.Date(a.On)
	}
	if a.Basis != "" {
		v["Basis"] = Basis(p, a.Basis)
	}
	if a.On != 0 && p.Has(locales.ID("privacy.why_"+string(a.Reason)+"_on")) {
		return p.T(locales.ID("privacy.why_"+string(a.Reason)+"_on"), v)
	}
	return p.T(locales.ID("privacy.why_"+string(a.Reason)), v)
}

// Barred says that a customer may not be sent something, and why.
func Barred(p *locales.Printer, name string, q book.Purpose, a book.Answer) string {
	return p.T("privacy.barred", locales.V{"Name": name, "Purpose": Purpose(p, q), "Why": Why(p, a)})
}
