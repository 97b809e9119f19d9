package culture

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/data/record"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/written"
)

// stageView shows a guide to a room: one statement a page, in large type. It
// is led by the keyboard.
type stageView struct {
	v     *View
	stage *kit.Stage
	box   *fyne.Container
	foot  *kit.Line
	count *kit.Line
	list  []lib.Statement
	at    int // 0 is the title, then the statements
}

// present opens the guide before a room. What is sensitive is asked for first.
func (g *guideView) present(anchor fyne.CanvasObject) {
	v := g.v
	sensitive := false
	for _, s := range v.p.Shown() {
		sensitive = sensitive || s.Sensitive
	}
	if !sensitive {
		g.show(false)
		return
	}
	kit.ShowMenu(anchor,
		kit.MenuItem{Label: v.t("culture.present_without"), Tapped: func() { g.show(false) }},
		kit.MenuItem{Label: v.t("culture.present_with"), Tapped: func() { g.show(true) }})
}

func (g *guideView) show(sensitive bool) {
	s := &stageView{v: g.v, box: container.NewStack(), foot: kit.Text("", kit.MutedBody), count: kit.Text("", kit.MutedBody)}
	for _, x := range g.v.p.Shown() {
		if sensitive || !x.Sensitive {
			s.list = append(s.list, x)
		}
	}
	s.foot.SetText(g.v.t("culture.stage_keys"))
	content := kit.Inset(40, 64, kit.VBox(16, kit.Grow(kit.Scroll(s.box)), kit.HBox(12, s.foot, kit.Space(), s.count)))
	s.stage = kit.NewStage(content, s.key, func() { g.stage = nil })
	g.stage = s
	s.draw()
	s.stage.Show(g.v.canvas())
}

func (s *stageView) hide() { s.stage.Hide() }

// Shown are the statements that a room would see: those of the open topic, or
// all in the order of the topics.
func (p *Presenter) Shown() (list []lib.Statement) {
	for _, t := range lib.Topics {
		if p.Tab == tabGlance || p.Tab == tabPhrases || p.Tab == tabScripts || p.Tab == tabSources || p.Tab == string(t) {
			list = append(list, p.About(t)...)
		}
	}
	return list
}

func (s *stageView) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyRight, fyne.KeyDown, fyne.KeyPageDown, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.turn(s.at + 1)
	case fyne.KeyLeft, fyne.KeyUp, fyne.KeyPageUp, fyne.KeyBackspace:
		s.turn(s.at - 1)
	case fyne.KeyHome:
		s.turn(0)
	case fyne.KeyEnd:
		s.turn(len(s.list))
	case fyne.KeyF11:
		s.stage.ToggleFullScreen()
	default:
		return false
	}
	return true
}

func (s *stageView) turn(to int) {
	s.at = max(0, min(to, len(s.list)))
	s.draw()
}

func (s *stageView) draw() {
	v, p := s.v, s.v.p
	page := kit.VBox(24)
	if s.at == 0 {
		page.Add(kit.Wrap(p.Name(p.Code), kit.Slide))
		page.Add(kit.Wrap(v.t("culture.note_groups"), kit.SlideText))
		page.Add(kit.Wrap(v.t("culture.note_ask"), kit.SlideText))
	} else {
		s.statement(page, s.list[s.at-1])
	}
	s.box.Objects = []fyne.CanvasObject{page}
	s.box.Refresh()
	s.count.SetText(v.env.T("culture.stage_count", locales.V{"At": v.env.Printer.Int(int64(s.at + 1)), "Of": v.env.Printer.Int(int64(len(s.list) + 1))}))
	if s.stage.Open() {
		s.stage.Refresh()
	}
}

func (s *stageView) statement(page *fyne.Container, x lib.Statement) {
	v := s.v
	lang := v.env.Printer.Tag()
	page.Add(kit.Wrap(written.Dots(v.p.Name(v.p.Code), v.t(counsel.TopicName(x.Topic)), v.t(counsel.StrengthName(x.Strength))), kit.SlideMuted))
	page.Add(kit.Wrap(x.Claim.In(lang), kit.Slide))
	page.Add(kit.Wrap(x.Scope.In(lang), kit.SlideMuted))
	for _, row := range []struct {
		label locales.ID
		tok   kit.Token
		text  record.Text
	}{{"culture.why", kit.InkMuted, x.Why}, {"culture.do", kit.Jade.Text(), x.Do}, {"culture.ask", kit.Indigo.Text(), x.Ask}, {"culture.spread", kit.Saffron.Text(), x.Spread}} {
		if text := row.text.In(lang); text != "" {
			page.Add(kit.HBoxTop(20, kit.FixedWidth(150, kit.Wrap(v.t(row.label), kit.SlideMuted).SetColor(row.tok)), kit.Grow(kit.Wrap(text, kit.SlideText))))
		}
	}
}
