package service

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/record"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// askQuestion shows the question for a measure as the customer would read it,
// and how it comes to be put so.
func (v *View) askQuestion(m book.SurveyMeasure) {
	c := v.canvas()
	if c == nil {
		return
	}
	v.p.Ask(func(q counsel.Question) {
		text := q.Ask(m)
		body := kit.VBox(10)
		for _, part := range strings.Split(text, "\n\n") {
			body.Add(kit.WrapRich(kit.Span{Text: part, Style: kit.Body, Lang: q.Language}).In(q.Language))
		}
		id := locales.ID("service.question_unread")
		if q.Reviewed {
			id = "service.question_read"
		}
		body.Add(kit.NewDivider())
		body.Add(kit.Wrap(v.env.T(id, locales.V{"Language": v.env.Printer.Language(q.Language)}), kit.Muted))
		for _, s := range q.SourcesOf(m) {
			body.Add(v.source(s))
		}
		kit.NewDialog(v.env.T(questionTitles[m], nil), body,
			kit.Action{Label: v.env.T("common.close", nil)},
			kit.Action{Label: v.env.T("service.question_copy", nil), Kind: kit.Primary, Tapped: func() { v.env.Shell.Copy(text) }}).SetWidth(560).Show(c)
	})
}

var questionTitles = map[book.SurveyMeasure]locales.ID{book.CSAT: "service.question_csat", book.NPS: "service.question_nps"}

// source is one place where the question is put in the same way.
func (v *View) source(s record.Source) fyne.CanvasObject {
	open := kit.NewIconButton(kit.IconExternal, v.env.T("culture.source_open", nil), kit.Quiet, func() { v.env.Shell.OpenURL(s.Address) })
	title := kit.WrapRich(kit.Span{Text: s.Title, Style: kit.Small, Lang: s.Language}).In(s.Language).SetAlign(fyne.TextAlignLeading)
	return kit.HBox(8, kit.Grow(kit.VBox(0, title, kit.Wrap(s.Publisher, kit.Muted))), open)
}
