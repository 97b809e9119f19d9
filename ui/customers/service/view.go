package service

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View draws the tab.
type View struct {
	env    *screen.Env
	p      *Presenter
	open   *kit.Card
	closed *kit.Card
	survey *kit.Card
	add    *fyne.Container
	root   *fyne.Container
	page   *kit.Scroller
}

// New makes the tab.
func New(env *screen.Env) *View {
	v := &View{env: env, p: NewPresenter(env)}
	v.add = kit.HBox(8,
		kit.NewButton(env.T("service.new_request", nil), kit.Secondary, func() { v.p.New(book.Request) }),
		kit.NewIconButton(kit.IconPlus, env.T("service.new_complaint", nil), kit.Primary, func() { v.p.New(book.Complaint) }), kit.Space())
	v.open = kit.NewCard(env.T("service.view_open", nil), kit.VBox(0))
	v.closed = kit.NewCard(env.T("service.view_closed", nil), kit.VBox(0))
	v.survey = v.newSurveyCard()
	v.root = kit.VBox(kit.Gap, v.add, v.open, v.closed, v.survey)
	v.page = kit.Scroll(kit.Pad(0, 0, kit.PageMargin, 0, v.root))
	return v
}

// Content is what to put into the page.
func (v *View) Content() fyne.CanvasObject { return v.page }

// Show brings the tab to a customer; one in the trash gets no new case.
func (v *View) Show(customer book.ID, cases []book.CaseRow, files []book.Attachment, trashed bool) {
	v.p.Show(customer, cases, files)
	v.add.Hidden = trashed
	v.open.SetBody(v.rows(v.p.Open))
	v.closed.SetBody(v.rows(v.p.Closed))
	v.closed.Hidden = len(v.p.Closed) == 0
	v.root.Refresh()
	v.p.loadAnswers(v.renderAnswers)
}

var tones = map[casework.Tone]kit.Token{
	casework.Plain: kit.Ink,
	casework.Faint: kit.InkMuted,
	casework.Good:  kit.Jade.Text(),
	casework.Care:  kit.Saffron.Text(),
	casework.Late:  kit.Cinnabar.Text(),
}

func (v *View) rows(list []Row) fyne.CanvasObject {
	if len(list) == 0 {
		return kit.Inset(6, 0, kit.Wrap(v.env.T("service.empty_customer", nil), kit.Muted))
	}
	box := kit.VBox(0)
	for i, r := range list {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		end := kit.Text(r.End, kit.Label).SetColor(tones[r.Tone]).Whole()
		box.Add(kit.NewRow(nil, r.Title, r.Below, end, func() { v.p.Go(r.ID) }).SetMaxLines(2))
	}
	return box
}
