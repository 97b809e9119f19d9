package calendar

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/whofield"
)

// newOwnWho chooses the customer who is closed.
func newOwnWho(o *ownDialog) *whofield.Field {
	return whofield.New(whofield.Form{
		Hint:   o.v.env.T("own.who_hint", nil),
		Search: o.f.Search,
		Found:  func() []book.CustomerRow { return o.f.Found },
		Choose: o.f.Choose,
		Where:  o.v.say.where,
		Focus:  func(x fyne.Focusable) { o.v.focus(x) },
	})
}

// where says what a customer is and where: an organisation says that it is
// one, because its people are closed with it.
func (s speaker) where(c book.CustomerRow) string {
	place := c.City
	if place == "" && c.Country != "" {
		place = s.env.Printer.Country(c.Country)
	}
	if c.Kind == book.Organisation {
		return s.env.Printer.List(slicesWithout("", s.env.T("own.organisation", nil), place))
	}
	return s.env.Printer.List(slicesWithout("", c.Organisation, place))
}

// countries are those of my customers first.
func (o *ownDialog) countries() []kit.Option {
	var out []kit.Option
	if o.f.Day.Sort == book.AnnouncedDay {
		out = append(out, kit.Option{Value: wherever, Label: o.v.env.T("own.wherever", nil)})
	}
	known := map[string]int{}
	for c, n := range o.v.p.Audience.Countries {
		known[c] = n
	}
	pr := o.v.env.Printer
	for _, mine := range []bool{true, false} {
		for _, c := range pr.Countries() {
			n := known[c]
			if (n > 0) != mine {
				continue
			}
			x := kit.Option{Value: c, Label: pr.Country(c), Search: c}
			if mine {
				x.Detail = o.v.env.N("calendar.customers", n, nil)
			}
			out = append(out, x)
		}
	}
	return out
}
