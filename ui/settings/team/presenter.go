// Package team is the page of those who work with the book: who speaks what,
// who knows which culture, and what each of them owns.
package team

import (
	"context"
	"slices"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// presenter is the state of the page.
type presenter struct {
	env  *screen.Env
	draw func()

	members []book.Member
	loads   map[string]book.Workload
	others  []book.Workload // of names that are no member's
	loaded  bool

	read screen.Slot[state]
	act  screen.Slot[book.Operation]
}

type state struct {
	members []book.Member
	loads   []book.Workload
}

func newPresenter(env *screen.Env, draw func()) *presenter {
	p := &presenter{env: env, draw: draw}
	p.read.Runner, p.act.Runner = env.Runner, env.Runner
	return p
}

func (p *presenter) load() {
	b := p.env.Book
	p.read.Run(func(ctx context.Context) (s state, err error) {
		if s.members, err = b.Team.List(ctx); err == nil {
			s.loads, err = b.Team.Workloads(ctx)
		}
		return s, err
	}, func(s state, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.members, p.loads, p.others, p.loaded = s.members, map[string]book.Workload{}, nil, true
		for _, w := range s.loads {
			p.loads[w.Owner] = w
			if !slices.ContainsFunc(s.members, func(m book.Member) bool { return m.Name == w.Owner }) {
				p.others = append(p.others, w)
			}
		}
		p.draw()
	})
}

// save keeps a member. refused hears of a name that cannot be taken.
func (p *presenter) save(m book.Member, done func(), refused func(error)) {
	b := p.env.Book
	p.act.Run(func(ctx context.Context) (book.Operation, error) {
		_, op, err := b.Team.Save(ctx, m)
		return op, err
	}, func(op book.Operation, err error) {
		switch {
		case book.CodeOf(err) == book.Invalid:
			refused(err)
		case err != nil:
			p.env.Shell.Fail(err)
		default:
			done()
			p.env.Shell.Done(p.env.T("team.saved", locales.V{"Name": m.Name}), op)
			p.load()
		}
	})
}

// leave removes a member; what they own goes to another, or stays as it is.
func (p *presenter) leave(m book.Member, to string) {
	b := p.env.Book
	p.act.Run(func(ctx context.Context) (book.Operation, error) { return b.Team.Leave(ctx, m.ID, to) },
		func(op book.Operation, err error) {
			if err != nil {
				p.env.Shell.Fail(err)
				return
			}
			p.env.Shell.Done(p.env.T("team.left", locales.V{"Name": m.Name}), op)
			p.load()
		})
}

// said is what a member speaks and knows, in one line.
func (p *presenter) said(m book.Member) string {
	var parts []string
	for _, l := range m.Languages {
		s := p.env.Printer.Language(l.Tag)
		if l.Level != "" {
			s += " (" + p.env.T(locales.ID("customers.level_"+string(l.Level)), nil) + ")"
		}
		parts = append(parts, s)
	}
	for _, c := range m.Cultures {
		parts = append(parts, p.env.Printer.Country(c))
	}
	return p.env.Printer.List(parts)
}
