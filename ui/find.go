package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/personname"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/written"
)

// found is one line of the search box's answer.
type found struct {
	Kind   foundKind
	Title  string
	Detail string
	Route  screen.Route
	Do     func() // a command; nil when Route is where to go
}

// foundKind is the heading under which an answer stands.
type foundKind int

const (
	foundHint foundKind = iota // what of the query was not understood
	foundRecent
	foundSegment
	foundCustomer
	foundAll // all of them, in the list
	foundNote
	foundFollowUp
	foundCase
	foundHoliday
	foundWritten
	foundCommand
)

// foundLabels are the headings.
var foundLabels = map[foundKind]locales.ID{
	foundHint:     "search.hint",
	foundRecent:   "search.recent",
	foundSegment:  "search.segment",
	foundCustomer: "search.customers",
	foundAll:      "search.customers",
	foundNote:     "search.notes",
	foundFollowUp: "search.followups",
	foundCase:     "search.cases",
	foundHoliday:  "search.holidays",
	foundWritten:  "search.written",
	foundCommand:  "search.commands",
}

// command is something that can be done from the search box.
type command struct {
	name string
	also string // further words by which it is found
	do   func()
}

// limits of what each kind may take of the answer.
const (
	findBook     = 12
	findHolidays = 5
	findWritten  = 3 // of each kind: statements, phrases, scripts
	findCommands = 5
	// A letter or two begins the names of many countries.
	findCountries = 3
)

// find answers a query: customers first, then what is written about them, then
// holidays and commands. It may be called on any goroutine.
func find(ctx context.Context, env *screen.Env, names *holidayNames, commands []command, query string) ([]found, error) {
	query = strings.TrimSpace(query)
	if strings.TrimSpace(book.Fold(query)) == "" {
		return nil, nil // marks and invisible characters alone say nothing
	}
	hits, err := env.Book.Search(ctx, query, findBook)
	if err != nil {
		return nil, err
	}
	out, err := findConditions(ctx, env, query)
	if err != nil {
		return nil, err
	}
	more, err := aboutCustomers(ctx, env, hits)
	if err != nil {
		return nil, err
	}
	for _, h := range hits {
		f := found{Title: h.Title, Detail: h.Snippet}
		switch h.Kind {
		case book.HitCustomer:
			f.Kind, f.Route = foundCustomer, screen.Route{Screen: screen.Customers, ID: string(h.ID)}
			if s, ok := more[h.ID]; ok {
				f.Detail = s
			}
		case book.HitNote:
			f.Kind, f.Route = foundNote, screen.Route{Screen: screen.Customers, ID: string(h.Customer), Tab: "notes"}
		case book.HitFollowUp:
			f.Kind, f.Route = foundFollowUp, screen.Route{Screen: screen.FollowUps, ID: string(h.ID)}
		case book.HitCase:
			f.Kind, f.Route = foundCase, screen.Route{Screen: screen.Service, Tab: string(book.AllCases), ID: string(h.ID)}
		}
		out = append(out, f)
	}
	out = append(out, findHoliday(env, names, query)...)
	out = append(out, findMarkets(env, query)...)
	out = append(out, findPieces(ctx, env, query)...)
	for _, c := range commands {
		if countKind(out, foundCommand) == findCommands {
			break
		}
		if strings.Contains(book.Fold(c.name+" "+c.also), book.Fold(query)) || personname.SoundOf(c.name).Fits(strings.ToLower(query)) != personname.NoFit {
			out = append(out, found{Kind: foundCommand, Title: c.name, Do: c.do})
		}
	}
	named := func(f found) int {
		if f.Kind == foundCommand && book.Fold(f.Title) == book.Fold(query) {
			return 0 // whoever writes the whole name of a command means it
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b found) int { return cmp.Or(named(a)-named(b), int(a.Kind-b.Kind)) })
	return out, nil
}

// findConditions answers what of a query is more than words: the segments of
// that name, how many customers the conditions pick, and what of them was not
// understood.
func findConditions(ctx context.Context, env *screen.Env, query string) ([]found, error) {
	q, err := env.Book.Parse(ctx, query)
	if err != nil {
		return nil, err
	}
	var out []found
	for _, f := range q.Faults {
		out = append(out, found{Kind: foundHint, Title: explain.QueryFault(env.Printer, f), Do: func() {}})
	}
	segments, err := env.Book.Segments.List(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range segments {
		if strings.Contains(book.Fold(g.Name), book.Fold(query)) {
			out = append(out, found{Kind: foundSegment, Title: g.Name, Detail: g.Query, Route: screen.Route{Screen: screen.Customers}.With("q", g.Query)})
		}
	}
	if q.Plain {
		return out, nil
	}
	n, err := env.Book.Customers.Count(ctx, book.CustomerFilter{Text: query})
	if err == nil && n > 0 {
		out = append(out, found{Kind: foundAll, Title: env.N("search.show_all", n, nil), Route: screen.Route{Screen: screen.Customers}.With("q", query)})
	}
	return out, err
}

// whoAndWhere is what tells a customer from others of the same name.
func whoAndWhere(env *screen.Env, r book.CustomerRow) (parts []string) {
	for _, s := range []string{r.Name.Latin, r.Organisation, r.City, env.Printer.Country(r.Country)} {
		if s != "" && s != r.Name.Full {
			parts = append(parts, s)
		}
	}
	return parts
}

// aboutCustomers says of customers that were found who and where they are, how
// to address them, what culture they stated besides that of the country, and
// which holiday comes next where they are.
func aboutCustomers(ctx context.Context, env *screen.Env, hits []book.Hit) (map[book.ID]string, error) {
	var ids []book.ID
	for _, h := range hits {
		if h.Kind == book.HitCustomer {
			ids = append(ids, h.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	page, err := env.Book.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: ids}})
	if err != nil {
		return nil, err
	}
	markets, err := culture.Default()
	if err != nil {
		return nil, err
	}
	plan := planner.Planner{Almanac: env.Almanac, Culture: markets}
	today := calendar.DateOf(env.Now())
	out := map[book.ID]string{}
	for _, r := range page.Rows {
		parts := whoAndWhere(env, r)
		if form, usual := reach.Form(r); form != "" {
			id := locales.ID("search.address")
			if usual {
				id = "search.address_usual"
			}
			parts = append(parts, env.T(id, locales.V{"Form": form}))
		}
		for _, c := range r.Cultures {
			if m, ok := markets.Market(c); ok && c != r.Country {
				parts = append(parts, m.Name(env.Printer.Tag()))
			}
		}
		if o, ok := plan.NextHoliday(r, today, findAhead); ok {
			parts = append(parts, env.T("search.next_holiday", locales.V{"Name": o.Name(env.Printer.Tag()), "Date": env.Printer.DateShort(o.Date)}))
		}
		out[r.ID] = strings.Join(parts, " · ")
	}
	return out, nil
}

// findAhead is for how many days a customer's next holiday is looked for.
const findAhead = 60

func countKind(fs []found, k foundKind) int {
	n := 0
	for _, f := range fs {
		if f.Kind == k {
			n++
		}
	}
	return n
}

// findMarkets finds the guides to countries by the beginning of their names, in
// the language of the interface or in English.
func findMarkets(env *screen.Env, query string) []found {
	markets, err := culture.Default()
	q := book.Fold(query)
	if err != nil || q == "" {
		return nil
	}
	var out []found
	for _, m := range markets.Markets() {
		name := m.Name(env.Printer.Tag())
		if _, known := env.Library.Guide(m.Code); !known || !strings.HasPrefix(book.Fold(name), q) && !strings.HasPrefix(book.Fold(m.Name("en")), q) {
			continue
		}
		if out = append(out, found{Kind: foundWritten, Title: name, Route: screen.Route{Screen: screen.Culture, ID: m.Code}}); len(out) == findCountries {
			break
		}
	}
	return out
}

// findPieces finds what is written in the culture guides. Guides to holidays
// are left out: the holidays themselves are found by name.
func findPieces(ctx context.Context, env *screen.Env, query string) []found {
	var out []found
	for _, f := range env.Index.Search(ctx, query, findWritten) {
		if f.Guide != nil {
			continue
		}
		piece := written.Of(env.Printer, env.Almanac, f)
		out = append(out, found{Kind: foundWritten, Title: piece.Title, Detail: piece.Detail, Route: piece.Route})
	}
	return out
}
