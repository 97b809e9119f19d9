package kit

import (
	"fyne.io/fyne/v2"
)

// MenuItem is one line of a menu. An item without a label is a divider.
type MenuItem struct {
	Label    string
	Icon     IconName
	Danger   bool
	Disabled bool
	Tapped   func()
}

// ShowMenu opens a menu under an object. Arrow keys move, Enter and Space
// choose, Escape and a press beside it close.
func ShowMenu(anchor fyne.CanvasObject, items ...MenuItem) {
	c := fyne.CurrentApp().Driver().CanvasForObject(anchor)
	if c == nil {
		return
	}
	m := &menuBox{}
	var objs []fyne.CanvasObject
	for _, it := range items {
		if it.Label == "" {
			objs = append(objs, Inset(4, 0, NewDivider()))
			continue
		}
		row := newMenuRow(it.Label, "", it.Icon)
		row.danger = it.Danger
		row.disabled = it.Disabled
		row.onTapped = func() {
			m.layer.close()
			if it.Tapped != nil {
				it.Tapped()
			}
		}
		row.onKey = m.key
		m.rows = append(m.rows, row)
		objs = append(objs, row)
	}
	m.layer = newLayer(Inset(6, 6, VBox(0, objs...)), false, below(anchor, 160, 420))
	m.layer.open(c)
	m.focus(0, 1)
}

// menuBox moves the keyboard between the rows of a menu.
type menuBox struct {
	layer *layer
	rows  []*menuRow
}

func (m *menuBox) key(row *menuRow, e *fyne.KeyEvent) bool {
	at := 0
	for i, r := range m.rows {
		if r == row {
			at = i
		}
	}
	switch e.Name {
	case fyne.KeyDown:
		m.focus(at+1, 1)
	case fyne.KeyUp:
		m.focus(at-1, -1)
	case fyne.KeyHome:
		m.focus(0, 1)
	case fyne.KeyEnd:
		m.focus(len(m.rows)-1, -1)
	default:
		return false
	}
	return true
}

func (m *menuBox) focus(i, step int) {
	for ; i >= 0 && i < len(m.rows); i += step {
		if !m.rows[i].disabled {
			m.layer.canvas.Focus(m.rows[i])
			return
		}
	}
}

// menuRow is one line of a menu or of a Select's list.
type menuRow struct {
	pressable
	text   *Line
	detail *Line
	icon   *Icon
	danger bool
	chosen bool
	onKey  func(*menuRow, *fyne.KeyEvent) bool
}

func newMenuRow(label, detail string, icon IconName) *menuRow {
	r := &menuRow{text: Text(label, Label).SetMinWidth(80), detail: Text(detail, Muted), icon: NewIcon(icon, Ink, 16)}
	r.label = label
	r.ExtendBaseWidget(r)
	return r
}

func (r *menuRow) set(label, detail string, chosen bool) {
	r.label, r.chosen = label, chosen
	r.text.SetText(label)
	r.detail.SetText(detail)
	r.Refresh()
}

// SetSelected marks the row the keyboard is on in a Select's list.
func (r *menuRow) SetSelected(on bool) {}

// TypedKey implements fyne.Focusable.
func (r *menuRow) TypedKey(e *fyne.KeyEvent) {
	if r.onKey != nil && r.onKey(r, e) {
		return
	}
	r.pressable.TypedKey(e)
}

func (r *menuRow) lead() float32 {
	if r.icon.name == "" {
		return 10
	}
	return 10 + Scaled(16) + 10
}

// MinSize implements fyne.CanvasObject.
func (r *menuRow) MinSize() fyne.Size {
	w := r.lead() + r.text.NaturalSize().Width + 10
	if r.detail.Text() != "" {
		w += r.detail.NaturalSize().Width + 16
	}
	return fyne.NewSize(w, ceil(Scaled(32)))
}

// CreateRenderer implements fyne.Widget.
func (r *menuRow) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	bg := box(Invisible, Invisible, chipRadius)
	return newRenderer(r, []fyne.CanvasObject{bg, r.icon, r.text, r.detail}, r.MinSize,
		func(s fyne.Size) {
			bg.Resize(s)
			im := r.icon.MinSize()
			r.icon.Resize(im)
			r.icon.Move(fyne.NewPos(10, (s.Height-im.Height)/2))
			end := s.Width - 10
			if d := r.detail.NaturalSize(); d.Width > 0 {
				d.Width = min(d.Width, s.Width/2)
				r.detail.Resize(d)
				r.detail.Move(fyne.NewPos(end-d.Width, (s.Height-d.Height)/2))
				end -= d.Width + 16
			}
			th := r.text.MinSize().Height
			r.text.Move(fyne.NewPos(r.lead(), (s.Height-th)/2))
			r.text.Resize(fyne.NewSize(max(0, end-r.lead()), th))
		},
		func() {
			ink := Ink
			switch {
			case r.disabled:
				ink = InkMuted
			case r.danger:
				ink = Cinnabar.Text()
			case r.chosen:
				ink = Jade.Text()
			}
			style := Label
			if r.chosen {
				style = LabelBold
			}
			fill, stroke := Invisible, Invisible
			if (r.hovered || r.focused) && !r.disabled {
				fill = Hover
			}
			if r.focused {
				fill = Selected
				if current().mode == HighContrast {
					stroke = Ink
				}
			}
			paintBox(bg, fill, stroke)
			r.text.SetSpans(Span{Text: r.label, Style: style, Color: ink})
			r.icon.tok = ink
			r.icon.Refresh()
		})
}
