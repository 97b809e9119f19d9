package service

import (
	"context"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/words"
)

// answerDialog asks for an answer.
func (v *View) answerDialog() {
	c := v.canvas()
	if c == nil {
		return
	}
	t := func(id locales.ID) string { return v.env.T(id, nil) }
	var options []kit.Option
	for _, m := range book.SurveyMeasures() {
		options = append(options, kit.Option{Value: string(m), Label: words.SurveyMeasure(v.env.Printer, m)})
	}
	measure := kit.NewSelect("", options, nil)
	measure.SetSelected(string(book.CSAT))
	score, themes, text := kit.NewEntry(""), kit.NewEntry(t("service.themes_hint")), kit.NewMultiLine("", 3)
	answer := kit.NewField(t("service.answer_score"), score)
	day := dayfield.NewPast(v.env, calendar.DateOf(v.env.Now()), func() {})
	day.Set(calendar.DateOf(v.env.Now()))
	after := kit.NewSelect("", v.caseOptions(), nil)
	after.SetSelected("")
	said := kit.Flow(6)
	for _, name := range v.p.Themes {
		said.Add(kit.NewActionChip(name, kit.Slate, func() { themes.SetValue(withTheme(themes.Text, name)) }))
	}
	when := kit.NewField(t("service.answer_day"), day.Object)
	body := kit.VBox(12, kit.EqualColumns(200, kit.NewField(t("service.answer_measure"), measure), answer),
		when, kit.NewField(t("service.answer_case"), after),
		kit.NewField(t("service.answer_text"), text), kit.NewField(t("service.answer_themes"), themes), said)
	var d *kit.Dialog
	d = kit.NewDialog(t("service.answer_add"), body, kit.Action{Label: t("common.cancel")},
		kit.Action{Label: t("common.save"), Kind: kit.Primary, Stay: true, Tapped: func() {
			answer.SetError("")
			when.SetError("")
			on, ok := day.Day()
			if !ok {
				when.SetError(v.env.T("service.no_day", locales.V{"Example": v.env.Printer.DateShort(calendar.DateOf(v.env.Now()))}))
				return
			}
			in := Input{Measure: book.SurveyMeasure(measure.Selected()), Score: score.Text, Text: text.Text, Themes: themes.Text, On: on, Case: book.ID(after.Selected())}
			v.p.Answer(in, func() { d.Hide(); v.p.loadAnswers(v.renderAnswers) },
				func(field, text string) {
					at := answer
					if field == "day" {
						at = when
					}
					at.SetError(text)
				})
		}}).SetWidth(560)
	d.Show(c)
}

func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.page) }

// caseOptions are the cases after which the customer may have been asked, those
// that are closed first.
func (v *View) caseOptions() []kit.Option {
	out := []kit.Option{{Value: "", Label: v.env.T("service.answer_no_case", nil)}}
	for _, rows := range [][]Row{v.p.Closed, v.p.Open} {
		for _, r := range rows {
			out = append(out, kit.Option{Value: string(r.ID), Label: r.Title, Detail: r.Below})
		}
	}
	return out
}

// withTheme adds a theme to those that are typed.
func withTheme(typed, name string) string {
	if typed == "" {
		return name
	}
	return typed + ", " + name
}

// showAnswer shows all of an answer, and what can be done with it.
func (v *View) showAnswer(a book.SurveyAnswer) {
	c := v.canvas()
	if c == nil {
		return
	}
	t := func(id locales.ID) string { return v.env.T(id, nil) }
	body := kit.VBox(8, kit.Wrap(v.p.Below(a), kit.Body))
	var d *kit.Dialog
	lead := func(id book.ID, label locales.ID) {
		if id != "" {
			body.Add(kit.HBox(0, kit.NewButton(t(label), kit.Secondary, func() {
				d.Hide()
				v.p.Go(id)
			}), kit.Space()))
		}
	}
	lead(a.CaseID, "service.answer_case")
	lead(a.RequestID, "service.answer_request")
	d = kit.NewDialog(v.p.Score(a), body,
		kit.Action{Label: t("common.remove"), Kind: kit.Quiet, Tapped: func() { v.p.Remove(a.ID, func() { v.p.loadAnswers(v.renderAnswers) }) }},
		kit.Action{Label: t("common.close"), Kind: kit.Primary}).SetWidth(520)
	d.Show(c)
}

// Remove takes an answer away; undo brings it back. A request that it opened
// stays.
func (p *Presenter) Remove(id book.ID, done func()) {
	env := p.env
	p.removing.Run(func(ctx context.Context) (book.Operation, error) { return env.Book.Surveys.Trash(ctx, id) }, func(op book.Operation, err error) {
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		env.Shell.Done(env.T("service.answer_removed", nil), op)
		done()
	})
}
