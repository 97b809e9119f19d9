package importer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// donePage is the report.
func (v *View) donePage() fyne.CanvasObject {
	v.doneText = kit.Wrap("", kit.Body)
	v.invented[1] = kit.Wrap(v.t("import.invented"), kit.Body).SetColor(kit.Saffron.Text())
	v.undo = kit.NewIconButton(kit.IconUndo, v.t("import.undo"), kit.Secondary, v.p.undo)
	v.show = kit.NewButton(v.t("import.show"), kit.Primary, func() {
		v.env.Shell.Go(screen.Route{Screen: screen.Customers}.With("sort", string(book.SortCreated)))
	})
	twins := kit.NewButton(v.t("command.duplicates"), kit.Secondary, func() {
		v.env.Shell.Go(screen.Route{Screen: screen.Customers, Tab: "duplicates"})
	})
	more := kit.NewButton(v.t("import.more"), kit.Secondary, v.p.restart)
	v.trouble = kit.NewList(24, func() int { return len(v.troubles) },
		func() fyne.CanvasObject { return kit.Text("", kit.Small) },
		func(i int, o fyne.CanvasObject) { o.(*kit.Line).SetText(v.troubles[i]) }, nil)
	head := kit.NewCard(v.t("import.done"), kit.VBox(14, v.doneText, v.invented[1], kit.Flow(12, v.show, twins, more, v.undo)))
	v.noticed = kit.NewCard(v.t("import.report"), v.trouble)
	return container.NewBorder(head, nil, nil, nil, kit.Pad(14, 0, 0, 0, v.noticed))
}

// result says what became of the rows, and nothing of what did not happen.
func (v *View) result(counts ...int) string {
	var parts []string
	for i, id := range []locales.ID{"import.result_new", "import.result_changed", "import.result_same", "import.result_bad"} {
		if n := counts[i]; n > 0 {
			parts = append(parts, v.env.T(id, locales.V{"N": v.env.Printer.Int(int64(n))}))
		}
	}
	if len(parts) == 0 {
		return v.t("import.result_none")
	}
	return v.env.Printer.List(parts)
}

func (v *View) renderDone() {
	r := v.p.report
	v.doneText.SetText(v.result(r.Added, r.Changed, r.Skipped, r.Failed))
	show(v.invented[1], v.invents())
	show(v.undo, r.Operation.ID != "")
	v.troubles = v.troubles[:0]
	for _, f := range r.Failures {
		v.troubles = append(v.troubles, v.env.T("import.row_bad", locales.V{"Row": f.Row, "Reason": explain.Problem(v.env.Printer, *f.Problem)}))
	}
	for _, w := range r.Warnings {
		v.troubles = append(v.troubles, v.env.T("import.row_warning", locales.V{"Row": w.Row, "Reason": explain.Warning(v.env.Printer, w)}))
	}
	show(v.noticed, len(v.troubles) > 0)
	v.trouble.Refresh()
}

// invents reports whether invented customers come into a book that is no demo.
func (v *View) invents() bool {
	r := v.p.report
	return r.Invented && r.Added > 0 && !v.env.Settings.Demo
}
