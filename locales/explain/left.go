package explain

import (
	"dragoman/data/book"
	"dragoman/locales"
)

// leftWords say why somebody is left out of a letter to many.
var leftWords = map[book.WhyLeft]locales.ID{
	book.LeftByHand: "messages.why_by_hand", book.LeftMourning: "messages.why_mourning", book.LeftChannel: "messages.why_no_channel",
	book.LeftText: "messages.why_no_text", book.LeftUntold: "messages.why_not_told",
}

// LeftOut says in a few words why somebody is left out of a letter to many.
func LeftOut(p *locales.Printer, w book.WhyLeft) string {
	if id, ok := leftWords[w]; ok {
		return p.T(id, nil)
	}
	return Why(p, book.Answer{Reason: book.MayReason(w)})
}
