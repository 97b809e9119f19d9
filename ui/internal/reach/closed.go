package reach

import (
	"context"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// Closed is who does not work on a day.
type Closed struct {
	Day   calendar.Date
	Total int
	Of    int // all customers
	Lines []ClosedLine
}

// ClosedLine is one reason for which customers do not work.
type ClosedLine struct {
	Title  string // the holiday, who is closed, or that it is the weekend
	Lang   string // of Title, where it is a customer's name
	Detail string // where and how many, or why
	Off    bool   // it is only the weekend
	Route  screen.Route
}

// maxPlaces is how many countries a line names.
const maxPlaces = 4

// Closed tells who does not work on a day, in words. It may be called from any
// goroutine.
func (p *Places) Closed(ctx context.Context, b *book.Book, day calendar.Date) (Closed, error) {
	out := Closed{Day: day}
	if p.Planner == nil {
		return out, nil
	}
	found, err := p.Planner.Closed(ctx, b.Customers, day)
	if err != nil {
		return out, err
	}
	out.Total, out.Of = found.Total, found.Of
	for _, c := range found.Reasons {
		if len(c.Customers) > 0 {
			out.Lines = append(out.Lines, p.closedCustomer(c))
			continue
		}
		out.Lines = append(out.Lines, p.closedPlace(c))
	}
	return out, nil
}

// closedCustomer says of a single customer, or an organisation with its people,
// that they are closed.
func (p *Places) closedCustomer(c planner.Closed) ClosedLine {
	who := c.Customers[0]
	v := locales.V{"Closing": c.Occurrence.Name(p.env.Printer.Tag()), "Until": p.env.Printer.DateShort(c.Occurrence.End)}
	detail := p.env.T("reach.closed_until", v)
	if c.Occurrence.End == c.Occurrence.Date {
		detail = p.env.T("reach.closed_one_day", v)
	}
	if n := len(c.Customers) - 1; n > 0 {
		detail = p.env.N("reach.closed_people", n, locales.V{"Text": detail})
	}
	title := who.Name.Full
	if who.Name.Latin != "" && who.Name.Latin != title {
		title += " " + who.Name.Latin
	}
	return ClosedLine{Title: title, Lang: who.Name.Language, Detail: detail, Route: screen.Route{Screen: screen.Customers, ID: string(who.ID)}}
}

// closedPlace says of countries that their offices are closed.
func (p *Places) closedPlace(c planner.Closed) ClosedLine {
	pr := p.env.Printer
	line := ClosedLine{Title: p.env.T("reach.closed_weekend", nil), Off: true}
	if c.Occurrence != nil {
		line.Title, line.Off = c.Occurrence.Name(pr.Tag()), false
	}
	var names []string
	for _, cc := range c.Countries[:min(len(c.Countries), maxPlaces)] {
		names = append(names, pr.Country(cc))
	}
	if rest := len(c.Countries) - len(names); rest > 0 {
		names = append(names, p.env.N("reach.closed_countries", rest, nil))
	}
	line.Detail = p.env.N("reach.closed_customers", c.Count, nil)
	if len(names) > 0 {
		line.Detail = p.env.N("reach.closed_where", c.Count, locales.V{"Countries": pr.List(names)})
		line.Route = screen.Route{Screen: screen.Customers}.With("country", strings.Join(c.Countries, ","))
	}
	return line
}
