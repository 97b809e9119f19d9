package followups

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// panel shows the selected follow-up. Its pieces are kept and filled anew, so
// that the keyboard stays where it is when a line is ticked.
type panel struct {
	shown   book.ID // which follow-up it shows
	v       *View
	root    *fyne.Container
	card    *kit.Card
	cards   *fyne.Container
	body    *fyne.Container
	buttons *fyne.Container
	before  *kit.Card

	with   *kit.Paragraph
	facts  *fyne.Container
	clash  *kit.Paragraph
	moves  *fyne.Container
	checks *fyne.Container
	notes  *kit.Paragraph
	log    *kit.Button
	done   *kit.Button
	snooze *kit.Button
	edit   *kit.Button
	trash  *kit.Button
	advice *fyne.Container
	boxes  []*kit.Check
}

func newPanel(v *View) *panel {
	p := &panel{v: v, with: kit.Wrap("", kit.Muted), clash: kit.Wrap("", kit.Small).SetColor(kit.Saffron.Text()), notes: kit.Wrap("", kit.Body)}
	p.facts, p.moves, p.checks, p.advice = kit.VBox(0), kit.Flow(8), kit.VBox(0), kit.VBox(8)
	selected := func(f func(id book.ID)) func() {
		return func() {
			if id := v.p.state.Selected; id != "" {
				f(id)
			}
		}
	}
	p.log = kit.NewButton("", kit.Primary, v.logDialog)
	p.done = kit.NewButton("", kit.Secondary, selected(v.p.Tick))
	p.snooze = kit.NewDropButton(v.env.T("followups.snooze", nil), nil)
	p.snooze.SetOnTapped(selected(func(id book.ID) { v.snoozeMenu(p.snooze, id) }))
	p.edit = kit.NewButton(v.env.T("common.edit", nil), kit.Secondary, selected(v.edit))
	p.trash = kit.NewButton(v.env.T("common.delete", nil), kit.Secondary, selected(func(id book.ID) { v.p.Trash(id) }))
	p.buttons = kit.Flow(8, p.log, p.done, p.snooze, p.edit, p.trash)
	p.body = kit.VBox(10)
	p.setNarrow(false)
	p.card = kit.NewCard("", p.body)
	open := kit.NewButton(v.env.T("followups.open_card", nil), kit.Quiet, func() {
		if d := v.p.state.Detail; d != nil {
			v.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(d.FollowUp.CustomerID)})
		}
	})
	p.before = kit.NewCard(v.env.T("followups.before", nil), p.advice).SetAside(open)
	p.cards = kit.EqualColumns(320, p.card, p.before)
	p.root = kit.VBox(0, p.cards)
	return p
}

// setNarrow puts the buttons before the facts where the panel is low, so that
// what is done most is seen first.
func (p *panel) setNarrow(narrow bool) {
	if narrow {
		p.body.Objects = []fyne.CanvasObject{p.with, p.buttons, p.clash, p.moves, p.facts, p.checks, p.notes}
	} else {
		p.body.Objects = []fyne.CanvasObject{p.with, p.clash, p.moves, p.facts, p.checks, p.notes, p.buttons}
	}
	p.body.Refresh()
}

func (p *panel) render(s State) {
	d := s.Detail
	p.v.panels.Hidden = d == nil
	if d == nil {
		return
	}
	if p.shown != d.FollowUp.ID {
		p.shown = d.FollowUp.ID
		p.v.panels.ScrollToTop()
	}
	open := d.FollowUp.DoneAt.IsZero()
	p.card.SetTitle(d.FollowUp.Title)
	setText(p.with, p.v.p.With(d))
	p.renderClash(d)
	p.renderFacts(p.v.p.Facts(d))
	p.renderChecks(d)
	setText(p.notes, d.FollowUp.Notes)
	p.log.SetText(p.v.env.T(logNames[d.FollowUp.Kind], nil))
	p.log.Hidden = !open || d.Customer == nil
	p.done.SetText(p.v.env.T("followups.done", nil))
	p.done.SetKind(kit.Secondary)
	switch {
	case !open:
		p.done.SetText(p.v.env.T("followups.reopen", nil))
	case d.Customer == nil:
		p.done.SetKind(kit.Primary)
	}
	p.snooze.Hidden = !open
	p.renderBefore(d)
	for _, c := range []*fyne.Container{p.facts, p.moves, p.checks, p.advice, p.buttons, p.body} {
		c.Refresh() // their rows were exchanged, so they must be placed anew
	}
	p.card.Refresh()
	p.before.Refresh()
	p.cards.Refresh()
	p.root.Refresh()
	p.v.panels.Refresh()
}

var logNames = map[book.TaskKind]locales.ID{
	book.CallTask:     "followups.log_call",
	book.VisitTask:    "followups.log_visit",
	book.MessageTask:  "followups.log_message",
	book.MailTask:     "followups.log_mail",
	book.GiftTask:     "followups.log_gift",
	book.DocumentTask: "followups.log_other",
	book.OtherTask:    "followups.log_other",
}

// setText fills wrapped text and hides it when there is none.
func setText(w *kit.Paragraph, text string) {
	w.SetText(text)
	w.Hidden = text == ""
}

func (p *panel) renderClash(d *Detail) {
	p.moves.Objects = nil
	text := ""
	if d.Clash != nil {
		text = d.Clash.Reason
		for _, day := range d.Clash.Better {
			p.moves.Add(p.moveButton(d.FollowUp.ID, day))
		}
	}
	if d.Barred != "" {
		if text != "" {
			text += "\n"
		}
		text += d.Barred
		p.moves.Add(kit.NewButton(p.v.env.T("privacy.open", nil), kit.Secondary, p.v.p.OpenPrivacy))
	}
	setText(p.clash, text)
	p.moves.Hidden = len(p.moves.Objects) == 0
}

func (p *panel) moveButton(id book.ID, day calendar.Date) fyne.CanvasObject {
	return kit.NewButton(p.v.env.T("followups.move_to", locales.V{"Day": p.v.p.ShortDay(day)}), kit.Secondary,
		func() { p.v.p.Move(id, day) })
}

// factWidth is the width of the names of the facts.
const factWidth float32 = 84

func (p *panel) renderFacts(facts []Fact) {
	p.facts.Objects = nil
	for _, f := range facts {
		line := kit.HBox(8, kit.FixedWidth(factWidth, kit.Text(f.Label, kit.Muted)), kit.Grow(kit.Wrap(f.Value, kit.Label)))
		p.facts.Objects = append(p.facts.Objects, kit.Inset(8, 0, line), kit.NewDivider())
	}
}

func (p *panel) renderChecks(d *Detail) {
	list := d.FollowUp.Checklist
	for len(p.boxes) < len(list) {
		p.boxes = append(p.boxes, kit.NewCheck("", false, nil))
	}
	p.checks.Objects = nil
	for i, c := range list {
		b, id, item := p.boxes[i], d.FollowUp.ID, c.ID
		b.SetText(c.Text)
		b.SetOn(c.Done)
		b.SetOnChanged(func(on bool) { p.v.p.Check(id, item, on) })
		p.checks.Objects = append(p.checks.Objects, kit.Inset(4, 0, b))
	}
	p.checks.Hidden = len(list) == 0
}

func (p *panel) renderBefore(d *Detail) {
	p.before.Hidden = d.Customer == nil
	if d.Customer == nil {
		return
	}
	title := locales.ID("followups.before")
	if d.FollowUp.Kind == book.CallTask {
		title = "followups.before_call"
	}
	p.before.SetTitle(p.v.env.T(title, nil))
	texts := p.v.p.Before(d)
	p.advice.Objects = nil
	for _, t := range texts {
		p.advice.Objects = append(p.advice.Objects, kit.Wrap(t, kit.Label))
	}
	if len(texts) == 0 {
		p.advice.Objects = []fyne.CanvasObject{kit.Wrap(p.v.env.T("followups.before_nothing", nil), kit.Muted)}
	}
}
