package trade

import (
	"dragoman/data/book"
	"dragoman/locales"
)

// Points writes a number of points with its sign: "+150", "−80".
func Points(p *locales.Printer, n int) string {
	if n > 0 {
		return "+" + p.Int(int64(n))
	}
	return p.Int(int64(n))
}

// reasons are the messages of the reasons that the program gives by itself.
var reasons = map[string]locales.ID{
	book.ReasonOrderChanged: "loyalty.reason_order",
	book.ReasonBirthday:     "loyalty.reason_birthday",
	book.ReasonHoliday:      "loyalty.reason_holiday",
}

// Reason writes the reason of an entry: a message where the program gave it,
// else the words of the user.
func Reason(p *locales.Printer, code string) string {
	if id, ok := reasons[code]; ok {
		return p.T(id, nil)
	}
	return code
}

// EntryWords are the lines of an entry: what it was, and why.
func EntryWords(p *locales.Printer, e book.PointEntry) (what, why string) {
	id := locales.ID("loyalty.kind_" + string(e.Kind))
	what = string(e.Kind)
	if p.Has(id) {
		what = p.T(id, nil)
	}
	if e.Reward != "" {
		what = e.Reward
	}
	return what, Reason(p, e.Reason)
}
