package service

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/attached"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// panel shows the selected case.
type panel struct {
	v       *View
	shown   book.ID
	root    *fyne.Container
	card    *kit.Card
	body    *fyne.Container
	with    *kit.Paragraph
	chips   *fyne.Container
	path    *fyne.Container
	left    *kit.Paragraph
	there   *kit.Paragraph
	text    *kit.Paragraph
	facts   *fyne.Container
	buttons *fyne.Container
	edit    *kit.Button
	trash   *kit.Button

	say      *kit.Card
	said     *kit.Paragraph
	hint     *kit.Paragraph
	sayTo    *fyne.Container
	copy     *kit.Button // what has no hole in it
	files    *attached.Panel
	papers   *kit.Card
	counted  *kit.Card
	counting *fyne.Container
}

func newPanel(v *View) *panel {
	p := &panel{v: v, with: kit.Wrap("", kit.Muted), left: kit.Wrap("", kit.Bold), there: kit.Wrap("", kit.Muted), text: kit.Wrap("", kit.Body)}
	p.chips, p.path, p.facts, p.buttons = kit.Flow(6), kit.Flow(6), kit.VBox(0), kit.Flow(8)
	p.edit = kit.NewButton(v.env.T("common.edit", nil), kit.Secondary, func() {
		if id := v.p.state.Selected; id != "" {
			v.openForm(screen.Route{ID: string(id)})
		}
	})
	p.trash = kit.NewButton(v.env.T("common.delete", nil), kit.Secondary, v.p.Trash)
	p.body = kit.VBox(10, p.with, p.chips, p.left, p.there, p.buttons, p.text, p.path, p.facts)
	open := kit.NewButton(v.env.T("service.open_card", nil), kit.Quiet, v.p.OpenCustomer)
	p.card = kit.NewCard("", p.body).SetAside(open)
	p.said, p.hint = kit.Wrap("", kit.Label).SetMaxLines(9), kit.Wrap("", kit.Muted)
	p.copy = kit.NewIconButton(kit.IconCopy, v.env.T("service.script_copy", nil), kit.Quiet, v.p.CopyScript)
	p.sayTo = kit.Flow(8, kit.NewButton(v.env.T("service.script_open", nil), kit.Secondary, v.p.OpenScript), p.copy)
	p.say = kit.NewCard("", kit.VBox(10, p.said, p.hint, p.sayTo))
	p.counting = kit.VBox(6)
	p.counted = kit.NewCard(v.env.T("service.counted", nil), p.counting)
	p.files = attached.NewPanel(v.env, "files.none_case", func() { p.root.Refresh() })
	p.papers = kit.NewCard(v.env.T("files.card", nil), p.files.Object).
		SetAside(kit.NewIconButton(kit.IconPlus, v.env.T("files.attach_short", nil), kit.Quiet, p.files.Pick))
	p.root = kit.VBox(kit.Gap, p.card, p.say, p.papers, p.counted)
	return p
}

// setText fills wrapped text and hides it when there is none.
func setText(w *kit.Paragraph, text string) {
	w.SetText(text)
	w.Hidden = text == ""
}

var kindTints = map[book.CaseKind]kit.Tint{book.Request: kit.Indigo, book.Complaint: kit.Saffron}

func (p *panel) render(s State) {
	d := s.Detail
	p.v.panels.Hidden = d == nil
	if d == nil {
		return
	}
	if p.shown != d.ID {
		p.shown = d.ID
		p.v.panels.ScrollToTop()
		p.readFiles()
	}
	w := p.v.p.words
	p.card.SetTitle(d.Subject)
	setText(p.with, p.v.p.With(d))
	p.chips.Objects = []fyne.CanvasObject{kit.NewChip(w.Kind(d.Kind), kindTints[d.Kind])}
	if d.Seriousness == book.GraveCase {
		p.chips.Add(kit.NewChip(w.Serious(d.Seriousness), kit.Cinnabar))
	}
	setText(p.left, d.Left.Text)
	p.left.SetColor(tones[d.Left.Tone])
	setText(p.there, d.Left.There)
	setText(p.text, d.Text)
	p.renderPath(d)
	p.renderFacts(d)
	p.renderButtons(d)
	p.renderScript(d)
	lines := p.v.p.Counted(d)
	p.counting.Objects = nil
	for _, t := range lines {
		p.counting.Add(kit.Wrap(t, kit.Label))
	}
	p.counted.Hidden = len(lines) == 0
	for _, c := range []*fyne.Container{p.chips, p.path, p.facts, p.buttons, p.counting, p.body} {
		c.Refresh() // their rows were exchanged, so they must be placed anew
	}
	p.card.Refresh()
	p.say.Refresh()
	p.counted.Refresh()
	p.root.Refresh()
	p.v.panels.Refresh()
}

// readFiles reads what is attached to the case that is shown.
func (p *panel) readFiles() {
	if d := p.v.p.state.Detail; d != nil {
		p.files.Show(book.Owner{Customer: d.CustomerID, Kind: book.OfCase, ID: d.ID})
	}
}

// renderPath draws the way of the case: what is behind in jade, what comes
// with a hairline.
func (p *panel) renderPath(d *Detail) {
	p.path.Objects = nil
	for _, st := range p.v.p.Path(d) {
		if st.Passed {
			p.path.Add(kit.NewChip(st.Name, kit.Jade))
		} else {
			p.path.Add(kit.NewOutlineChip(st.Name))
		}
	}
}

// factWidth is the width of the names of the facts.
const factWidth float32 = 110

func (p *panel) renderFacts(d *Detail) {
	p.facts.Objects = nil
	for _, f := range p.v.p.Facts(d) {
		line := kit.HBox(8, kit.FixedWidth(factWidth, kit.Wrap(f.Label, kit.Muted)), kit.Grow(kit.Wrap(f.Value, kit.Label).SetColor(tones[f.Tone])))
		p.facts.Objects = append(p.facts.Objects, kit.Inset(7, 0, line), kit.NewDivider())
	}
}

// renderButtons offers the steps, the usual next one first.
func (p *panel) renderButtons(d *Detail) {
	p.buttons.Objects = nil
	for i, s := range d.Steps() {
		kind := kit.Secondary
		if i == 0 && !d.State.Closed() {
			kind = kit.Primary
		}
		p.buttons.Add(kit.NewButton(p.v.p.words.Step(s), kind, func() { p.v.step(s) }))
	}
	p.buttons.Add(p.edit)
	p.buttons.Add(p.trash)
}

var scriptTitles = map[string]locales.ID{
	"apology": "service.say_apology", "complaint_received": "service.say_received", "delay": "service.say_delay",
}

func (p *panel) renderScript(d *Detail) {
	s, ok := p.v.p.Script(d)
	p.say.Hidden = !ok
	if !ok {
		return
	}
	p.say.SetTitle(p.v.env.T(scriptTitles[s.Stage], locales.V{"Language": p.v.env.Printer.Language(s.Language)}))
	p.said.SetLang(s.Language).In(s.Language)
	p.said.SetText(s.Text)
	setText(p.hint, "")
	p.copy.Hidden = s.Missing > 0
	if s.Missing > 0 {
		setText(p.hint, p.v.env.N("service.script_missing", s.Missing, nil))
	}
	p.sayTo.Refresh()
}
