package replies

import (
	"context"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// Said is what customers answered within the last twelve months: the scores,
// and the themes of which they speak. It belongs to the UI goroutine.
type Said struct {
	env *screen.Env

	Theme  string // of which answers are listed, "" for all
	List   []book.SurveyAnswer
	Names  map[book.ID]string
	Themes []book.Theme

	load screen.Slot[said]
}

type said struct {
	list  []book.SurveyAnswer
	names map[book.ID]string
}

// mostSaid is how many answers are looked at, and listed how many are shown.
const (
	mostSaid = 100_000
	listed   = 30
	months   = 12
)

// NewSaid returns one with nothing read.
func NewSaid(env *screen.Env) *Said {
	s := &Said{env: env}
	s.load.Runner = env.Runner
	return s
}

// Read reads the answers and calls done.
func (s *Said) Read(done func()) {
	b, today := s.env.Book, calendar.DateOf(s.env.Now())
	s.load.Run(func(ctx context.Context) (x said, err error) {
		if x.list, err = b.Surveys.List(ctx, book.SurveyQuery{From: today.AddMonths(-months), Limit: mostSaid}); err != nil {
			return x, err
		}
		x.names, err = allNames(ctx, b, x.list)
		return x, err
	}, func(x said, err error) {
		if err != nil {
			s.env.Shell.Fail(err)
			return
		}
		s.List, s.Names, s.Themes = x.list, x.names, book.Themes(x.list)
		done()
	})
}

// allNames are the names of those whose answers can be listed.
func allNames(ctx context.Context, b *book.Book, list []book.SurveyAnswer) (map[book.ID]string, error) {
	out := map[book.ID]string{}
	var ids []book.ID
	told := map[string]int{} // how many answers of a theme are among them
	for i, a := range list {
		wanted := i < listed
		for _, theme := range a.ThemeList() {
			told[book.Fold(theme)]++
			wanted = wanted || told[book.Fold(theme)] <= listed
		}
		if _, ok := out[a.CustomerID]; wanted && !ok {
			out[a.CustomerID] = ""
			ids = append(ids, a.CustomerID)
		}
	}
	const page = 500
	for len(ids) > 0 {
		n := min(page, len(ids))
		rows, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: ids[:n]}, Limit: page})
		if err != nil {
			return out, err
		}
		for _, r := range rows.Rows {
			out[r.ID] = r.Name.Full
		}
		ids = ids[n:]
	}
	return out, nil
}

// Scores are the satisfaction and the recommendation of all answers, in words;
// one without answers says so.
func (s *Said) Scores() (out []string) {
	p := s.env.Printer
	for _, m := range book.SurveyMeasures() {
		v := locales.V{"Measure": p.T(locales.ID("service.measure_"+string(m)), nil)}
		t := book.Total(m, s.List)
		score, ok := t.Score()
		if !ok {
			out = append(out, p.T("replies.no_score", v))
			continue
		}
		v["Score"] = p.Int(int64(score + 0.5))
		if score < 0 {
			v["Score"] = p.T("insights.minus", locales.V{"Text": p.Int(int64(0.5 - score))})
		}
		if m == book.CSAT {
			v["Score"] = p.Percent(score / 100)
		}
		out = append(out, p.N("replies.score", t.Count, v))
	}
	return out
}

// Shown are the answers of the theme, the latest first.
func (s *Said) Shown() (out []book.SurveyAnswer) {
	for _, a := range s.List {
		if s.Theme == "" || a.SpeaksOf(s.Theme) {
			out = append(out, a)
		}
	}
	return out[:min(len(out), listed)]
}

// OpenSaid shows what customers answered.
func OpenSaid(env *screen.Env, c fyne.Canvas) {
	if c == nil {
		return
	}
	s := NewSaid(env)
	body := kit.VBox(8)
	var d *kit.Dialog
	var draw func()
	draw = func() {
		body.Objects = nil
		for _, line := range s.Scores() {
			body.Add(kit.Wrap(line, kit.Bold))
		}
		s.themes(body, draw)
		s.answers(body, func(id book.ID) {
			d.Hide()
			env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(id), Tab: "service"})
		})
		body.Refresh()
		d.Refresh()
	}
	d = kit.NewDialog(env.T("replies.said", nil), body, kit.Action{Label: env.T("common.close", nil), Kind: kit.Primary}).SetWidth(640)
	s.Read(func() {
		draw()
		d.Show(c)
	})
}

// themes draws the themes as chips; a press lists the answers of one.
func (s *Said) themes(body *fyne.Container, again func()) {
	env := s.env
	if len(s.Themes) == 0 {
		body.Add(kit.Wrap(env.T("replies.no_themes", nil), kit.Muted))
		return
	}
	chips := kit.Flow(6)
	for _, t := range s.Themes {
		tint := kit.Slate
		if t.Low > 0 {
			tint = kit.Saffron
		}
		if t.Name == s.Theme {
			tint = kit.Jade
		}
		chips.Add(kit.NewActionChip(env.T("replies.theme", locales.V{"Theme": t.Name, "Count": t.Count, "Low": t.Low}), tint, func() {
			if s.Theme = t.Name; tint == kit.Jade {
				s.Theme = ""
			}
			again()
		}))
	}
	body.Add(kit.Wrap(env.T("replies.themes", nil), kit.Muted))
	body.Add(chips)
}

// answers draws the answers that are listed; a press leads to the customer.
func (s *Said) answers(body *fyne.Container, open func(book.ID)) {
	for _, a := range s.Shown() {
		tok := kit.Ink
		if a.Low() {
			tok = kit.Cinnabar.Text()
		}
		body.Add(kit.NewDivider())
		body.Add(kit.NewRow(nil, s.Names[a.CustomerID], below(s.env, a), kit.Text(score(s.env, a), kit.LabelBold).SetColor(tok).Whole(), func() { open(a.CustomerID) }).SetMaxLines(2))
	}
}
