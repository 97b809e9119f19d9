package customers

import (
	"context"

	"dragoman/data/book"
	"dragoman/locales"
)

// answer is a field that two devices wrote without knowing of each other.
type answer struct {
	v       book.OtherValue
	field   string
	present string // what the field holds
	other   string // what the other device wrote
	from    string // whose it is, and when
}

// answersOf words the values that lost.
func (d *detail) answersOf(k known) []answer {
	p, home := d.env.Printer, d.env.Home
	var out []answer
	for _, v := range k.others {
		f := book.FieldChange{Entity: v.Entity, Row: v.Row, Field: v.Field}
		say := func(value string) string {
			if value == "" {
				return p.T("customers.answer_nothing", nil)
			}
			return valueWord(p, home, f, value)
		}
		out = append(out, answer{
			v: v, field: fieldWord(p, f), present: say(v.Present), other: say(v.Value),
			from: p.T("customers.answer_from", locales.V{"Device": v.By, "When": p.DateTime(v.At.In(home))}),
		})
	}
	return out
}

// Choose takes the other answer into the field, or keeps what is there; either
// settles it.
func (d *detail) Choose(v book.OtherValue, take bool) {
	said := d.env.T("customers.answer_kept", nil)
	if take {
		said = d.env.T("customers.answer_swapped", nil)
	}
	b := d.env.Book
	d.do(func(ctx context.Context) (book.Operation, error) { return b.Customers.Choose(ctx, v, take) }, said)
}
