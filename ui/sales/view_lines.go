package sales

import (
	"fyne.io/fyne/v2"

	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// lineEditor edits the lines of an order: what, how many, the price for one.
type lineEditor struct {
	env     *screen.Env
	changed func()
	root    *fyne.Container
	box     *fyne.Container
	rows    []*lineRow
}

type lineRow struct {
	text, quantity, price *kit.Entry
	root                  fyne.CanvasObject
}

func newLineEditor(env *screen.Env, changed func()) *lineEditor {
	e := &lineEditor{env: env, changed: changed, box: kit.VBox(6)}
	add := kit.NewIconButton(kit.IconPlus, env.T("sales.add_line", nil), kit.Quiet, func() {
		r := e.add(LineInputs{})
		e.draw()
		if c := fyne.CurrentApp().Driver().CanvasForObject(e.root); c != nil {
			c.Focus(r.text)
		}
	})
	e.root = kit.VBox(6, e.box, kit.HBox(0, add, kit.Space()))
	return e
}

func (e *lineEditor) set(lines []LineInputs) {
	e.rows = nil
	for _, l := range lines {
		e.add(l)
	}
	e.draw()
}

// add makes the controls of a line.
func (e *lineEditor) add(l LineInputs) *lineRow {
	t := e.env.T
	r := &lineRow{
		text: kit.NewEntry(t("sales.line_text", nil)), quantity: kit.NewEntry(t("sales.line_quantity", nil)), price: kit.NewEntry(t("sales.line_price", nil)),
	}
	r.text.SetValue(l.Text)
	r.quantity.SetValue(l.Quantity)
	r.price.SetValue(l.Price)
	for _, x := range []*kit.Entry{r.text, r.quantity, r.price} {
		x.OnChanged = func(string) { e.changed() }
	}
	remove := kit.NewButton(t("common.remove", nil), kit.Quiet, func() { e.remove(r) })
	r.root = kit.HBox(6, kit.Grow(r.text), kit.FixedWidth(90, r.quantity), kit.FixedWidth(120, r.price), remove)
	e.rows = append(e.rows, r)
	return r
}

func (e *lineEditor) remove(r *lineRow) {
	for i, x := range e.rows {
		if x == r {
			e.rows = append(e.rows[:i:i], e.rows[i+1:]...)
			break
		}
	}
	e.draw()
}

func (e *lineEditor) draw() {
	e.box.Objects = nil
	for _, r := range e.rows {
		e.box.Add(r.root)
	}
	e.box.Hidden = len(e.rows) == 0
	e.box.Refresh()
	e.root.Refresh()
	e.changed()
}

func (e *lineEditor) inputs() []LineInputs {
	var out []LineInputs
	for _, r := range e.rows {
		out = append(out, LineInputs{r.text.Text, r.quantity.Text, r.price.Text})
	}
	return out
}
