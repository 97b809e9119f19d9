package replies

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// Open says what a file of answers has to hold, asks for one, shows what would
// happen, and brings it in.
func Open(env *screen.Env, c fyne.Canvas) {
	if c == nil {
		return
	}
	t := env.T
	wrong := kit.Wrap("", kit.Body).SetColor(kit.Cinnabar.Text())
	wrong.Hide()
	var d *kit.Dialog
	body := kit.VBox(10, kit.Wrap(t("replies.columns", nil), kit.Body), kit.Wrap(t("replies.known", nil), kit.Muted), wrong)
	d = kit.NewDialog(t("replies.title", nil), body,
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("replies.choose", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			env.Shell.PickFiles(t("replies.title", nil), []string{".csv", ".txt", ".xlsx"}, func(paths []string) {
				if len(paths) == 0 {
					return
				}
				var f *File
				f = NewFile(env, func() {
					d.Hide()
					preview(env, c, f)
				})
				f.Read(paths[0], func(err error) {
					wrong.SetText(explain.Error(env.Printer, err))
					wrong.Show()
					d.Refresh()
				})
			})
		}}).SetWidth(560)
	d.Show(c)
}

// preview shows what would happen with a file.
func preview(env *screen.Env, c fyne.Canvas, f *File) {
	t := env.T
	body := kit.VBox(8)
	for i, line := range f.Lines() {
		style := kit.Body
		if i == 0 {
			style = kit.Bold
		}
		body.Add(kit.Wrap(line, style))
	}
	for i, a := range f.Report.Answers {
		if i == Shown {
			body.Add(kit.Wrap(env.N("replies.more_new", len(f.Report.Answers)-Shown, nil), kit.Muted))
			break
		}
		body.Add(kit.NewDivider())
		body.Add(answerRow(env, f, a))
	}
	var d *kit.Dialog
	if bad := f.Bad(); len(bad) > 0 {
		body.Add(kit.NewDivider())
		body.Add(kit.Wrap(env.N("replies.bad", len(f.Report.Bad), nil), kit.Bold).SetColor(kit.Saffron.Text()))
		for _, line := range bad {
			body.Add(kit.Wrap(line, kit.Muted))
		}
		body.Add(kit.HBox(0, kit.NewButton(t("replies.save_bad", nil), kit.Secondary, func() {
			env.Shell.PickSave(t("replies.save_bad", nil), t("replies.bad_name", nil)+".csv", f.SaveBad)
		}), kit.Space()))
	}
	actions := []kit.Action{{Label: t("common.cancel", nil)}}
	if f.Report.Added > 0 {
		actions = append(actions, kit.Action{Label: env.N("replies.bring_in", f.Report.Added, nil), Kind: kit.Primary, Stay: true, Tapped: func() { f.BringIn(func() { d.Hide() }) }})
	} else {
		actions[0] = kit.Action{Label: t("common.close", nil), Kind: kit.Primary}
	}
	d = kit.NewDialog(filepath.Base(f.Name), body, actions...).SetWidth(620)
	d.Show(c)
}

// answerRow draws an answer that is new.
func answerRow(env *screen.Env, f *File, a book.SurveyAnswer) fyne.CanvasObject {
	end := kit.HBox(6)
	if a.Low() {
		end.Add(kit.NewChip(env.T("replies.opens", nil), kit.Saffron))
	}
	end.Add(kit.Text(score(env, a), kit.LabelBold).Whole())
	return kit.NewRow(nil, f.Names[a.CustomerID], below(env, a), end, nil).SetMaxLines(2)
}

func score(env *screen.Env, a book.SurveyAnswer) string {
	_, high := a.Measure.Range()
	return env.T("service.score", locales.V{"Measure": env.T(locales.ID("service.measure_"+string(a.Measure)), nil), "Score": a.Score, "Of": high})
}
