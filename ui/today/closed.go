package today

import (
	"context"

	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// maxClosed is how many reasons the card names.
const maxClosed = 5

// loadClosed finds who does not work today, and why.
func (p *Presenter) loadClosed() {
	b, where, today := p.env.Book, p.places, p.state.Today
	p.closed.Run(func(ctx context.Context) (*reach.Closed, error) {
		c, err := where.Closed(ctx, b, today)
		return &c, err
	}, func(c *reach.Closed, err error) {
		if !p.failed(err) {
			p.state.Closed = c
			p.changed()
		}
	})
}

// ClosedTitle is the title of the card.
func (p *Presenter) ClosedTitle() string {
	c := p.state.Closed
	if c == nil || c.Total == 0 {
		return p.env.T("today.closed", nil)
	}
	return p.env.N("today.closed_of", c.Total, locales.V{"Of": c.Of})
}

func (v *View) newClosed() *kit.Row { return kit.NewRow(nil, "", "", nil, nil) }

// renderClosed fills the card of who is closed today; it stays away while the
// book is empty.
func (v *View) renderClosed(s State) {
	v.closed.card.Hidden = s.Closed == nil || s.Closed.Of == 0
	if v.closed.card.Hidden {
		return
	}
	v.closed.card.SetTitle(v.p.ClosedTitle())
	lines := s.Closed.Lines
	rows := v.closed.fit(min(len(lines), maxClosed), v.env.T("today.closed_none", nil))
	for i, r := range rows {
		l := lines[i]
		r.SetTitle(kit.Span{Text: l.Title, Style: kit.Bold, Lang: l.Lang})
		r.SetSubtitleText(l.Detail)
		r.SetOnTapped(nil)
		if l.Route.Screen != "" {
			r.SetOnTapped(func() { v.env.Shell.Go(l.Route) })
		}
	}
	v.closed.more(len(lines)-len(rows), v.env)
}

// ownDays leads to the list of the days that the user entered.
func (v *View) ownDays() {
	v.env.Shell.Go(screen.Route{Screen: screen.Calendar, Tab: "own"})
}
