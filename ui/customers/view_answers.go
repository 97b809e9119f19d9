package customers

import (
	"fyne.io/fyne/v2"

	"dragoman/ui/internal/kit"
)

// renderAnswers shows the fields for which two devices wrote an answer, with
// one press to swap them.
func (o *overview) renderAnswers(k known) {
	list := o.v.d.answersOf(k)
	o.answers.Hidden = len(list) == 0
	box := kit.VBox(0)
	for i, a := range list {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(o.answerRow(a))
	}
	o.answers.SetBody(box)
}

func (o *overview) answerRow(a answer) fyne.CanvasObject {
	t := o.v.env.T
	swap := kit.NewButton(t("customers.answer_swap", nil), kit.Secondary, func() { o.v.d.Choose(a.v, true) })
	keep := kit.NewButton(t("customers.answer_keep", nil), kit.Quiet, func() { o.v.d.Choose(a.v, false) })
	return kit.Inset(8, 0, kit.VBox(4,
		kit.Wrap(a.field, kit.Muted),
		kit.Wrap(a.present, kit.Bold),
		kit.WrapRich(kit.Span{Text: a.other, Style: kit.Body}),
		kit.Wrap(a.from, kit.Muted),
		kit.Flow(8, swap, keep)))
}
