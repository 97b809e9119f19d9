package customers

import (
	"context"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// closingsOf reads the closing days of a customer and those of the organisation
// that hold for them too.
func closingsOf(ctx context.Context, b *book.Book, c book.Customer) ([]book.OwnDayRow, error) {
	rows, err := b.OwnDays.List(ctx)
	if err != nil {
		return nil, err
	}
	var out []book.OwnDayRow
	for _, r := range rows {
		if r.CustomerID != "" && (r.CustomerID == c.ID || r.CustomerID == c.OrganisationID) {
			out = append(out, r)
		}
	}
	return out, nil
}

// closingText is a closing day on the card: why, and when it is next.
type closingText struct {
	Title, Detail string
	Now           bool
}

// closingWords puts a closing day into words.
func closingWords(p *locales.Printer, r book.OwnDayRow, of book.ID, today calendar.Date) closingText {
	out := closingText{Title: r.Note}
	switch mourning := p.T("own.in_mourning", nil); {
	case r.Kind == book.OwnMourning:
		out.Title = joinDots(mourning, out.Title)
	case out.Title == "":
		out.Title = p.T("own.unnamed", nil)
	}
	when := p.T("customers.closing_over", nil)
	if first, ok := r.Next(today); ok {
		last := first + calendar.Date(r.Days-1)
		when = p.DateWeekdayYear(first)
		if last > first {
			when = p.RangeYear(first, last)
		}
		out.Now = first <= today
	}
	if r.Yearly() {
		when = p.T("customers.closing_yearly", locales.V{"Days": when})
	}
	out.Detail = when
	if r.CustomerID != of && r.Customer != nil {
		out.Detail = joinDots(when, r.Customer.Name.Full)
	}
	return out
}

// mourningUntil is the last day of a time of mourning that a customer is in; ok
// is false when they are in none.
func mourningUntil(closings []book.OwnDayRow, today calendar.Date) (last calendar.Date, ok bool) {
	for _, r := range closings {
		if first, found := r.Next(today); r.Kind == book.OwnMourning && found && first <= today {
			last, ok = max(last, first+calendar.Date(r.Days-1)), true
		}
	}
	return last, ok
}

// AddClosing leads to the form of a new closing day for the customer.
func (d *detail) AddClosing() {
	d.env.Shell.Go(screen.Route{Screen: screen.Calendar, Tab: "own"}.With("new", string(book.ClosingDay)).With("customer", string(d.id)))
}

// EditClosing leads to the form of a closing day.
func (d *detail) EditClosing(id book.ID) {
	d.env.Shell.Go(screen.Route{Screen: screen.Calendar, Tab: "own"}.With("edit", string(id)))
}
