// Package trade says orders and deals in words: their status and stage, what
// they come to, at which rate, and what cannot be summed. The screen of sales
// and the card of a customer share it, so that one order reads alike on both.
package trade

import (
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// Status names how far an order has come; a code of a newer program stays as
// it is.
func Status(p *locales.Printer, s book.OrderStatus) string {
	id := locales.ID("trade.status_" + string(s))
	if !p.Has(id) {
		return string(s)
	}
	return p.T(id, nil)
}

// StatusTint is the hue beside the word of a status.
func StatusTint(s book.OrderStatus) kit.Tint {
	switch s {
	case book.OrderPaid:
		return kit.Jade
	case book.OrderOpen, book.OrderDelivered:
		return kit.Saffron
	case book.OrderReturned, book.OrderCancelled:
		return kit.Cinnabar
	}
	return kit.Slate
}

// Stage names a column of the pipeline: by the user's own name, else by the
// one of a built-in stage.
func Stage(p *locales.Printer, s book.Stage) string {
	if s.Name != "" {
		return s.Name
	}
	id := locales.ID("trade.stage_" + s.ID)
	if !p.Has(id) {
		return s.ID
	}
	return p.T(id, nil)
}

// StageOf names the stage of a deal.
func StageOf(p *locales.Printer, stages []book.Stage, id string) string {
	for _, s := range stages {
		if s.ID == id {
			return Stage(p, s)
		}
	}
	return Stage(p, book.Stage{ID: id})
}

// Order is an order in words.
type Order struct {
	Title  string // number, or the first line
	Below  string // status, payment
	Amount string
	Base   string // what it comes to in the base currency; "" for an amount that is in it, or that does not count
	Unsure bool   // it counts and has no rate: Base says so
}

// OrderWords writes an order; base is the currency in which the book sums.
func OrderWords(p *locales.Printer, o book.Order, base string) Order {
	w := Order{Title: o.Number, Amount: p.Money(o.Total, o.Currency)}
	if w.Title == "" && len(o.Lines) > 0 {
		w.Title = o.Lines[0].Text
	}
	if w.Title == "" {
		w.Title = p.T("trade.unnumbered", nil)
	}
	w.Below = Dots(Status(p, o.Status), o.Payment)
	switch {
	case base == "" || o.Currency == base || o.Counts() == 0:
	case o.Rated:
		w.Base = p.Money(o.Base, base)
	default:
		w.Base, w.Unsure = p.T("trade.no_rate", nil), true
	}
	return w
}

// Apart says which orders are not summed: one sentence for each currency.
func Apart(p *locales.Printer, list []book.Unrated) string {
	var out []string
	for _, u := range list {
		out = append(out, p.N("trade.apart", u.Count, locales.V{"Currency": p.Currency(u.Currency), "Amount": p.Money(u.Total, u.Currency)}))
	}
	return strings.Join(out, " ")
}

// Sum adds amounts of many currencies in one, and keeps apart what has no
// rate.
type Sum struct {
	Total int64
	apart map[string]*book.Unrated
	order []string
}

// Add counts one amount; c and ok are what Rates.Convert gave.
func (s *Sum) Add(amount int64, currency string, c book.Converted, ok bool) {
	if ok {
		s.Total += c.Amount
		return
	}
	if s.apart == nil {
		s.apart = map[string]*book.Unrated{}
	}
	u := s.apart[currency]
	if u == nil {
		u = &book.Unrated{Currency: currency}
		s.apart[currency] = u
		s.order = append(s.order, currency)
	}
	u.Count++
	u.Total += amount
}

// Apart lists what could not be added, by currency.
func (s *Sum) Apart() []book.Unrated {
	var out []book.Unrated
	for _, c := range s.order {
		out = append(out, *s.apart[c])
	}
	return out
}

// Words writes the sum, with what stands beside it: "€1,200 + THB 300".
func (s *Sum) Words(p *locales.Printer, base string) string {
	var parts []string
	if base != "" && (s.Total != 0 || len(s.order) == 0) {
		parts = append(parts, p.Money(s.Total, base))
	}
	for _, u := range s.Apart() {
		parts = append(parts, p.Money(u.Total, u.Currency))
	}
	return strings.Join(parts, " + ")
}

// Dots joins what there is with a dot between.
func Dots(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " · ")
}
