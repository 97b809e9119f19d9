package customers

import (
	"context"
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/screen"
)

// The sizes of a page of the list and the depth to which it is read again when
// something has changed.
const (
	pageSize   = 150
	reloadMost = 2000
	searchWait = 200 * time.Millisecond
)

// list is the state of the list of customers and what can be done there.
type list struct {
	env    *screen.Env
	render func() // draws the state; set by the view

	query  book.CustomerQuery
	cards  bool
	rows   []book.CustomerRow
	texts  []cardText
	next   string
	count  int // customers that the filter picks
	facets book.Facets
	faults []book.QueryFault // what of the words was not understood
	groups []counted         // the segments
	loaded bool
	fresh  bool // another list than before: begin at its top
	picked map[book.ID]bool

	holidays map[string]nextHoliday
	day      calendar.Date // for which holidays holds

	page, more screen.Slot[loadedPage]
	days       screen.Slot[map[string]nextHoliday]
	told       screen.Slot[[]cardText]
	ids        screen.Slot[[]book.ID]
	typing     screen.Delay
}

// loadedPage is what one reading of the list brings.
type loadedPage struct {
	rows   []book.CustomerRow
	texts  []cardText
	next   string
	count  int
	facets book.Facets
	faults []book.QueryFault
	groups []counted
}

// counted is a segment with how many customers it has.
type counted struct {
	book.Segment
	count int
}

// readGroups reads the segments and counts whom each picks.
func readGroups(ctx context.Context, env *screen.Env) ([]counted, error) {
	found, err := env.Book.Segments.List(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]counted, len(found))
	for i, g := range found {
		n, err := env.Book.Customers.Count(ctx, book.CustomerFilter{Text: g.Query})
		if err != nil {
			return nil, err
		}
		out[i] = counted{g, n}
	}
	return out, nil
}

func newList(env *screen.Env) *list {
	l := &list{env: env, picked: map[book.ID]bool{}, holidays: map[string]nextHoliday{}, render: func() {}}
	l.page.Runner, l.more.Runner, l.days.Runner = env.Runner, env.Runner, env.Runner
	l.ids.Runner, l.typing.Runner, l.told.Runner = env.Runner, env.Runner, env.Runner
	l.cards = env.Prefs.Get().CustomerView != "list"
	l.query.Sort = book.SortName
	return l
}

// Show brings the list to a route.
func (l *list) Show(r screen.Route) {
	q := queryOf(r)
	same := l.loaded && sameQuery(q, l.query)
	l.query = q
	l.reload(!same)
}

// leave ends what is under way.
func (l *list) leave() {
	l.page.Cancel()
	l.more.Cancel()
	l.days.Cancel()
	l.told.Cancel()
}

// reload reads the list again: from the top, or as deep as it was read before.
func (l *list) reload(fromTop bool) {
	depth := pageSize
	if !fromTop {
		depth = min(max(len(l.rows), pageSize), reloadMost)
	}
	l.more.Cancel()
	l.fresh = l.fresh || fromTop
	q, env, today := l.query, l.env.Snapshot(), calendar.DateOf(l.env.Now())
	l.page.Run(func(ctx context.Context) (loadedPage, error) {
		return readPages(ctx, env, q, depth, today)
	}, func(p loadedPage, err error) {
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		l.rows, l.texts, l.next, l.count, l.facets, l.loaded = p.rows, p.texts, p.next, p.count, p.facets, true
		l.faults, l.groups = p.faults, p.groups
		l.render()
		l.findHolidays()
	})
}

// readPages reads a list from its top until it is at least depth rows long.
func readPages(ctx context.Context, env *screen.Env, q book.CustomerQuery, depth int, today calendar.Date) (loadedPage, error) {
	var out loadedPage
	var err error
	if out.facets, err = env.Book.Customers.Facets(ctx); err != nil {
		return out, err
	}
	if out.count, err = env.Book.Customers.Count(ctx, q.Filter); err != nil {
		return out, err
	}
	asked, err := env.Book.Parse(ctx, q.Filter.Text)
	if err != nil {
		return out, err
	}
	out.faults = asked.Faults
	if out.groups, err = readGroups(ctx, env); err != nil {
		return out, err
	}
	q.After, q.Limit = "", min(depth, 500)
	for {
		page, err := env.Book.Customers.List(ctx, q)
		if err != nil {
			return out, err
		}
		out.rows, out.next = append(out.rows, page.Rows...), page.Next
		if page.Next == "" || len(out.rows) >= depth {
			break
		}
		q.After = page.Next
	}
	out.texts = textsOf(env, out.rows, today)
	return out, nil
}

// retell writes the rows anew, because it is later than it was.
func (l *list) retell() {
	rows, env, today := l.rows, l.env.Snapshot(), calendar.DateOf(l.env.Now())
	l.told.Run(func(context.Context) ([]cardText, error) {
		return textsOf(env, rows, today), nil
	}, func(texts []cardText, _ error) {
		if len(texts) == len(l.rows) {
			l.texts = texts
			l.render()
			l.findHolidays()
		}
	})
}

// Near tells the list that a row is on screen; the next page is read before
// the user comes to the end of this one.
func (l *list) Near(i int) {
	if l.next == "" || i < len(l.rows)-pageSize/2 {
		return
	}
	q, env, today := l.query, l.env.Snapshot(), calendar.DateOf(l.env.Now())
	q.After, q.Limit = l.next, pageSize
	l.next = "" // asked for; what comes brings the one after
	l.more.Run(func(ctx context.Context) (loadedPage, error) {
		page, err := env.Book.Customers.List(ctx, q)
		return loadedPage{rows: page.Rows, texts: textsOf(env, page.Rows, today), next: page.Next}, err
	}, func(p loadedPage, err error) {
		if err != nil {
			l.next = q.After
			env.Shell.Fail(err)
			return
		}
		l.rows, l.texts, l.next = append(l.rows, p.rows...), append(l.texts, p.texts...), p.next
		l.render()
		l.findHolidays()
	})
}

// findHolidays looks up the next holiday of the customers read last. Many
// share one, so it is kept by where they live and what they keep.
func (l *list) findHolidays() {
	if !l.cards {
		return
	}
	today := calendar.DateOf(l.env.Now())
	if l.day != today {
		l.day = today
		clear(l.holidays)
	}
	todo := map[string]book.CustomerRow{}
	for i, t := range l.texts {
		if t.holidayKey == "" {
			continue
		}
		if _, ok := l.holidays[t.holidayKey]; !ok {
			todo[t.holidayKey] = l.rows[i]
		}
	}
	if len(todo) == 0 {
		return
	}
	env := l.env.Snapshot()
	l.days.Run(func(ctx context.Context) (map[string]nextHoliday, error) {
		found := make(map[string]nextHoliday, len(todo))
		for key, row := range todo {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			found[key] = findHoliday(env, row, today)
		}
		return found, nil
	}, func(found map[string]nextHoliday, err error) {
		if err != nil {
			return // cancelled by a newer list
		}
		for key, h := range found {
			l.holidays[key] = h
		}
		l.render()
	})
}

// forgetHolidays is called when the user entered days of their own.
func (l *list) forgetHolidays() {
	clear(l.holidays)
	l.findHolidays()
}

// Holiday is the next holiday of a row, as far as it is known yet.
func (l *list) Holiday(i int) (nextHoliday, bool) {
	h, ok := l.holidays[l.texts[i].holidayKey]
	return h, ok && h.Label != ""
}

// Search narrows the list while the user types.
func (l *list) Search(text string) {
	l.typing.Run(searchWait, func() {
		if text == l.query.Filter.Text {
			return
		}
		l.change(func(q *book.CustomerQuery) { q.Filter.Text = text })
	})
}

// change alters the query, keeps it in the route and reads the list.
func (l *list) change(edit func(*book.CustomerQuery)) {
	q := l.query
	q.Filter.Cultures = slices.Clone(q.Filter.Cultures)
	q.Filter.Countries = slices.Clone(q.Filter.Countries)
	q.Filter.Tags = slices.Clone(q.Filter.Tags)
	edit(&q)
	l.query = q
	clear(l.picked)
	l.env.Shell.Replace(routeOf(q))
	l.reload(true)
}

// SetSort orders the list.
func (l *list) SetSort(s book.Sort, desc bool) {
	l.change(func(q *book.CustomerQuery) { q.Sort, q.Desc = s, desc })
}

// SetCards chooses between cards and list and keeps the choice.
func (l *list) SetCards(on bool) {
	if l.cards == on {
		return
	}
	l.cards = on
	p := l.env.Prefs.Get()
	p.CustomerView = "list"
	if on {
		p.CustomerView = "cards"
	}
	l.env.Prefs.Set(p)
	l.render()
	l.findHolidays()
}

// ClearFilters shows everybody again; the trash stays the trash.
func (l *list) ClearFilters() {
	l.change(func(q *book.CustomerQuery) { q.Filter = book.CustomerFilter{Trashed: q.Filter.Trashed} })
}

// Filtered says whether anything narrows the list.
func (l *list) Filtered() bool {
	f := l.query.Filter
	return f.Text != "" || f.Kind != "" || len(f.Countries)+len(f.Cultures)+len(f.Tags)+len(f.Observances)+len(f.IDs) > 0 ||
		f.Organisation != "" || f.Concerned != nil
}

// Open shows a customer.
func (l *list) Open(i int) {
	l.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(l.rows[i].ID)})
}
