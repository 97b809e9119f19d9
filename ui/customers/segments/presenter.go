// Package segments is the page of saved segments: who belongs to each now, how
// they overlap, and a form in which a query is put together from conditions.
//
// A segment is a query under a name; what the form shows is that query taken
// apart, so that both can be edited and neither knows more than the other.
package segments

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// row is a segment and how many live customers belong to it.
type row struct {
	book.Segment
	count int
}

// found is what a query finds: how many, and the first of them.
type found struct {
	count  int
	first  []book.CustomerRow
	faults []book.QueryFault
}

// presenter is the state of the page.
type presenter struct {
	env    *screen.Env
	render func() // all of it
	told   func() // what the query finds
	left   func() // the form was left

	rows   []row
	counts [][]int // how many are in both of two segments
	facets book.Facets
	tiers  []book.Tier // of the loyalty programme
	loaded bool

	// The form.
	open   bool
	draft  book.Segment  // its Query is what stands in the text
	kept   book.Segment  // the draft as it was read
	groups [][]book.Term // the query taken apart
	simple bool          // it could be taken apart
	now    found
	sure   bool // now is of the draft as it stands

	leaving bool // it was kept or removed, and the list is being read

	list screen.Slot[overview]
	ask  screen.Slot[found]
	wait screen.Delay
	keep screen.Slot[book.Segment]
}

type overview struct {
	rows   []row
	counts [][]int
	facets book.Facets
	tiers  []book.Tier
}

func newPresenter(env *screen.Env) *presenter {
	p := &presenter{env: env, render: func() {}, told: func() {}, left: func() {}}
	p.list.Runner, p.ask.Runner, p.wait.Runner, p.keep.Runner = env.Runner, env.Runner, env.Runner, env.Runner
	return p
}

// load reads the segments and counts them.
func (p *presenter) load() {
	b := p.env.Book
	p.list.Run(func(ctx context.Context) (o overview, err error) {
		all, err := b.Segments.List(ctx)
		if err != nil {
			return o, err
		}
		queries := make([]string, len(all))
		for i, g := range all {
			queries[i] = g.Query
		}
		if o.counts, err = b.Segments.Overlap(ctx, queries); err != nil {
			return o, err
		}
		for i, g := range all {
			o.rows = append(o.rows, row{g, o.counts[i][i]})
		}
		programme, err := b.Loyalty.Programme(ctx)
		if err != nil {
			return o, err
		}
		o.tiers = programme.Tiers
		o.facets, err = b.Customers.Facets(ctx)
		return o, err
	}, func(o overview, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.follow(o.rows)
		first := !p.loaded
		p.rows, p.counts, p.facets, p.tiers, p.loaded = o.rows, o.counts, o.facets, o.tiers, true
		if first && !p.open && len(p.rows) > 0 {
			p.edit(p.rows[0].Segment)
		}
		p.render()
		if p.leaving {
			p.leaving = false
			p.left()
		}
	})
}

// follow brings the form to what was made of its segment elsewhere, such as by an
// undo: it is closed with a segment that has gone, and what was typed stays.
func (p *presenter) follow(rows []row) {
	if !p.open || p.draft.ID == "" {
		return
	}
	i := slices.IndexFunc(rows, func(r row) bool { return r.ID == p.draft.ID })
	switch {
	case i < 0:
		p.open, p.draft = false, book.Segment{}
	case p.draft.Query == p.kept.Query && (rows[i].Query != p.kept.Query || rows[i].Name != p.kept.Name):
		p.edit(rows[i].Segment)
	}
}

// begin opens the form for a new segment. One that was begun stays as it is.
func (p *presenter) begin() {
	if p.open && p.draft.ID == "" {
		p.render()
		return
	}
	p.edit(book.Segment{})
	p.groups = [][]book.Term{{p.fresh()}}
	p.render()
}

// fresh is a condition that was just added: a country, because most segments
// begin with one.
func (p *presenter) fresh() book.Term { return book.Term{Field: book.TestCountry, Sign: ':'} }

// choose opens the form for a segment.
func (p *presenter) choose(id book.ID) {
	for _, r := range p.rows {
		if r.ID == id {
			p.edit(r.Segment)
			p.render()
		}
	}
}

func (p *presenter) edit(g book.Segment) {
	p.open, p.draft, p.kept = true, g, g
	p.groups, p.simple = terms(g.Query)
	p.look()
}

// close leaves the form.
func (p *presenter) close() {
	p.ask.Cancel()
	p.open, p.draft = false, book.Segment{}
	p.render()
	p.left()
}

// setText takes the query as it is typed.
func (p *presenter) setText(text string) {
	p.draft.Query = text
	p.groups, p.simple = terms(text)
	p.sure = false
	p.wait.Run(pause, p.look)
}

// pause is how long it is waited while the user types.
const pause = 200 * time.Millisecond

// change edits the conditions and writes the query anew.
func (p *presenter) change(edit func(groups [][]book.Term) [][]book.Term) {
	p.groups = edit(p.groups)
	p.draft.Query = book.TermsText(p.groups)
	p.look()
}

// set changes one condition.
func (p *presenter) set(group, i int, t book.Term) {
	p.change(func(gs [][]book.Term) [][]book.Term {
		gs[group][i] = t
		return gs
	})
}

// add adds a condition to a group; one past the last is a new group.
func (p *presenter) add(group int) {
	p.change(func(gs [][]book.Term) [][]book.Term {
		if group == len(gs) {
			return append(gs, []book.Term{p.fresh()})
		}
		gs[group] = append(gs[group], p.fresh())
		return gs
	})
	p.render()
}

// remove takes a condition away, and a group that has none left.
func (p *presenter) remove(group, i int) {
	p.change(func(gs [][]book.Term) [][]book.Term {
		gs[group] = slices.Delete(gs[group], i, i+1)
		if len(gs[group]) == 0 {
			gs = slices.Delete(gs, group, group+1)
		}
		return gs
	})
	p.render()
}

// previewed is how many customers are named under the form.
const previewed = 5

// look asks whom the query finds.
func (p *presenter) look() {
	p.sure = false
	b, text := p.env.Book, p.draft.Query
	p.ask.Run(func(ctx context.Context) (f found, err error) {
		if strings.TrimSpace(text) == "" {
			return f, nil
		}
		q, err := b.Parse(ctx, text)
		if err != nil {
			return f, err
		}
		f.faults = q.Faults
		filter := book.CustomerFilter{Text: text}
		if f.count, err = b.Customers.Count(ctx, filter); err != nil {
			return f, err
		}
		page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: filter, Limit: previewed})
		f.first = page.Rows
		return f, err
	}, func(f found, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.now, p.sure = f, true
		p.told()
	})
}

// save keeps the segment. refused hears what of it cannot be kept.
func (p *presenter) save(name string, refused func(error)) {
	b, g := p.env.Book, p.draft
	g.Name = name
	var op book.Operation
	p.keep.Run(func(ctx context.Context) (book.Segment, error) {
		var err error
		g, op, err = b.Segments.Save(ctx, g)
		return g, err
	}, func(g book.Segment, err error) {
		if err != nil {
			refused(err)
			return
		}
		p.edit(g) // it stays open, beside what it has in common with the others
		if op.ID != "" {
			p.env.Shell.Done(p.env.T("customers.segment_kept", locales.V{"Name": g.Name}), op)
		}
		p.leaving = true
		p.load()
	})
}

// drop removes the segment at hand; its customers stay.
func (p *presenter) drop() {
	b, g := p.env.Book, p.draft
	var op book.Operation
	p.keep.Run(func(ctx context.Context) (book.Segment, error) {
		var err error
		op, err = b.Segments.Trash(ctx, g.ID)
		return g, err
	}, func(g book.Segment, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.open, p.draft, p.leaving = false, book.Segment{}, true
		p.env.Shell.Done(p.env.T("customers.segment_dropped", locales.V{"Name": g.Name}), op)
		p.load()
	})
}

// customers goes to the list of those who meet all of the queries.
func (p *presenter) customers(queries ...string) {
	for i, q := range queries {
		if len(queries) > 1 && (strings.Contains(q, " OR ") || strings.ContainsAny(q, "|或")) {
			queries[i] = "(" + q + ")"
		}
	}
	p.env.Shell.Go(screen.Route{Screen: screen.Customers}.With("q", strings.Join(queries, " ")))
}

// leave ends what is under way.
func (p *presenter) leave() {
	p.list.Cancel()
	p.ask.Cancel()
}
