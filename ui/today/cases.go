package today

import (
	"context"
	"strings"

	"dragoman/data/book"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// Case is a request or complaint whose time is about to run out, or has.
type Case struct {
	Row   book.CaseRow
	Below string
	Left  casework.Left
}

// caseList is one answer of the book.
type caseList struct {
	rows  []Case
	total int
}

// loadCases reads the cases that are escalated.
func (p *Presenter) loadCases() {
	b, env, now := p.env.Book, p.env.Snapshot(), p.state.Now
	p.cases.Run(func(ctx context.Context) (out caseList, err error) {
		counts, err := b.Cases.Counts(ctx)
		if err != nil {
			return out, err
		}
		out.total = counts.Soon + counts.Late
		rows, err := b.Cases.List(ctx, book.CaseQuery{View: book.SoonCases, Now: now, Limit: maxCases})
		if err != nil {
			return out, err
		}
		words := casework.New(env)
		for _, r := range rows {
			c := Case{Row: r, Left: words.Left(r, now)}
			parts := []string{words.Kind(r.Kind), words.State(r.State)}
			if c.Left.There != "" {
				parts = append(parts, c.Left.There)
			}
			c.Below = strings.Join(parts, between)
			out.rows = append(out.rows, c)
		}
		return out, nil
	}, func(l caseList, err error) {
		if !p.failed(err) {
			p.state.Cases, p.state.CasesN = l.rows, l.total
			p.changed()
		}
	})
}

// caseRow is a case that is escalated.
type caseRow struct {
	*kit.Row
	end *kit.Line
}

var caseTones = map[casework.Tone]kit.Token{
	casework.Plain: kit.Ink,
	casework.Faint: kit.InkMuted,
	casework.Good:  kit.Jade.Text(),
	casework.Care:  kit.Saffron.Text(),
	casework.Late:  kit.Cinnabar.Text(),
}

func (v *View) newCase() *caseRow {
	r := &caseRow{end: kit.Text("", kit.Body).Whole()}
	r.Row = kit.NewRow(nil, "", "", r.end, nil).SetMaxLines(1)
	return r
}

func (v *View) fillCase(r *caseRow, c Case) {
	spans := []kit.Span{{Text: c.Row.Subject, Style: kit.Bold, Yields: true}}
	if c.Row.Customer != nil {
		spans = append(append(spans, kit.Span{Text: arrow, Style: kit.Body}), whoSpans(v.p.who(c.Row.Customer), kit.Body)...)
	}
	r.SetTitle(spans...)
	r.SetSubtitleText(c.Below)
	r.end.SetSpans(kit.Span{Text: c.Left.Short, Style: kit.Body, Color: caseTones[c.Left.Tone]})
	route := screen.Route{Screen: screen.Service, ID: string(c.Row.ID)}
	r.SetOnTapped(func() { v.env.Shell.Go(route) })
	r.SetTrailing(r.end)
}

// renderCases draws the card; it is there only when something runs out.
func (v *View) renderCases(s State) {
	v.cases.card.Hidden = len(s.Cases) == 0
	rows := v.cases.fit(len(s.Cases), "")
	for i, c := range s.Cases {
		v.fillCase(rows[i], c)
	}
	v.cases.more(s.CasesN-len(s.Cases), v.env)
}
