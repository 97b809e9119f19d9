package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Column is one column of a Table, as data.
type Column struct {
	ID       string  // what OnSort hears
	Title    string  //
	Width    float32 // least width in pixels
	Grow     float32 // share of what room is left
	Sortable bool
	Numeric  bool // aligned right
	// Cell gives the text of a row. It is only called for rows in view.
	Cell func(row int) []Span
}

// Table shows very many rows in columns. A press on a sortable title asks the
// caller to sort; the rows take the keyboard like those of a List.
type Table struct {
	widget.BaseWidget
	List    *List
	columns []Column
	head    *tableHead
	sortBy  string
	desc    bool
	onSort  func(id string, desc bool)
}

// NewTable makes a table. open is called by a press on a row and by Enter.
func NewTable(columns []Column, count func() int, open func(row int), sorted func(id string, desc bool)) *Table {
	t := &Table{columns: columns, onSort: sorted}
	t.List = NewList(40, count, func() fyne.CanvasObject { return newTableRow(t) },
		func(i int, o fyne.CanvasObject) { o.(*tableRow).fill(i) }, open)
	t.head = &tableHead{t: t}
	t.head.ExtendBaseWidget(t.head)
	t.ExtendBaseWidget(t)
	return t
}

// SetColumns changes the columns, in a new language say.
func (t *Table) SetColumns(columns []Column) {
	t.columns = columns
	t.head.cells = nil
	t.Refresh()
}

// SetSort marks a column as the sorted one without calling back.
func (t *Table) SetSort(id string, desc bool) {
	t.sortBy, t.desc = id, desc
	t.head.Refresh()
}

// SetRowHeight changes the height of all rows; 40 is usual. Call it before
// the table is shown.
func (t *Table) SetRowHeight(h float32) { t.List.slotHeight = h }

func (t *Table) sort(i int) {
	c := t.columns[i]
	if !c.Sortable {
		return
	}
	if t.sortBy == c.ID {
		t.desc = !t.desc
	} else {
		t.sortBy, t.desc = c.ID, false
	}
	t.head.Refresh()
	if t.onSort != nil {
		t.onSort(t.sortBy, t.desc)
	}
}

const cellGap float32 = 16

// spots gives the left edge and width of each column; what does not fit at the
// right is left out, and its width is 0.
func (t *Table) spots(width float32) (x, w []float32) {
	x, w = make([]float32, len(t.columns)), make([]float32, len(t.columns))
	var sum, shares float32
	room := width - 2*CardPadX
	for i, c := range t.columns {
		need := Scaled(c.Width)
		if i > 0 {
			need += cellGap
		}
		if i > 0 && sum+need > room {
			break
		}
		w[i] = Scaled(c.Width)
		sum += need
		shares += c.Grow
	}
	left := room - sum
	at := CardPadX
	for i, c := range t.columns {
		if w[i] == 0 {
			continue
		}
		if shares > 0 {
			w[i] += left * c.Grow / shares
		}
		x[i] = at
		at += w[i] + cellGap
	}
	return x, w
}

// MinSize implements fyne.CanvasObject.
func (t *Table) MinSize() fyne.Size { return fyne.NewSize(240, t.head.MinSize().Height+120) }

// CreateRenderer implements fyne.Widget.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	return newRenderer(t, []fyne.CanvasObject{t.head, t.List}, t.MinSize,
		func(s fyne.Size) {
			h := t.head.MinSize().Height
			t.head.Resize(fyne.NewSize(s.Width, h))
			t.List.Move(fyne.NewPos(0, h))
			t.List.Resize(fyne.NewSize(s.Width, max(0, s.Height-h)))
		},
		func() { t.head.Refresh(); t.List.Refresh() })
}

// tableHead is the row of titles.
type tableHead struct {
	widget.BaseWidget
	t     *Table
	cells []*headCell
}

// MinSize implements fyne.CanvasObject.
func (h *tableHead) MinSize() fyne.Size { return fyne.NewSize(100, ceil(Scaled(36))) }

// CreateRenderer implements fyne.Widget.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer {
	h.ExtendBaseWidget(h)
	r := &headRenderer{h: h, edge: canvas.NewRectangle(Color(Hairline))}
	r.paint()
	return Settled(h, r)
}

type headRenderer struct {
	h       *tableHead
	edge    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *headRenderer) Destroy()                     {}
func (r *headRenderer) MinSize() fyne.Size           { return r.h.MinSize() }
func (r *headRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *headRenderer) Layout(s fyne.Size) {
	lead := r.h.t.List.lead()
	x, w := r.h.t.spots(s.Width - lead)
	for i, c := range r.h.cells {
		if i >= len(x) {
			break
		}
		c.Hidden = w[i] == 0
		c.Move(fyne.NewPos(x[i]+lead, 0))
		c.Resize(fyne.NewSize(w[i], s.Height))
	}
	r.edge.Move(fyne.NewPos(CardPadX, s.Height-borderWidth()))
	r.edge.Resize(fyne.NewSize(max(0, s.Width-2*CardPadX), borderWidth()))
}

func (r *headRenderer) paint() {
	h := r.h
	for len(h.cells) < len(h.t.columns) {
		i := len(h.cells)
		c := &headCell{text: Text("", Muted), icon: NewIcon("", InkMuted, 12)}
		c.onTapped = func() { h.t.sort(i) }
		c.ExtendBaseWidget(c)
		h.cells = append(h.cells, c)
	}
	h.cells = h.cells[:len(h.t.columns)]
	r.objects = append(r.objects[:0], r.edge)
	r.edge.FillColor = Color(Hairline)
	for i, c := range h.cells {
		col := h.t.columns[i]
		c.label, c.disabled, c.numeric = col.Title, !col.Sortable, col.Numeric
		c.icon.name = ""
		if col.Sortable && h.t.sortBy == col.ID {
			c.icon.name = IconChevronUp
			if h.t.desc {
				c.icon.name = IconChevronDown
			}
		}
		c.Refresh()
		r.objects = append(r.objects, c)
	}
}

func (r *headRenderer) Refresh() {
	r.paint()
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}

// headCell is one title.
type headCell struct {
	pressable
	text    *Line
	icon    *Icon
	numeric bool
}

// MinSize implements fyne.CanvasObject.
func (c *headCell) MinSize() fyne.Size { return fyne.NewSize(24, ceil(Scaled(36))) }

// CreateRenderer implements fyne.Widget.
func (c *headCell) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	ring := newRing(4)
	return newRenderer(c, []fyne.CanvasObject{c.text, c.icon, ring}, c.MinSize,
		func(s fyne.Size) {
			around(ring, fyne.NewPos(-4, 5), fyne.NewSize(s.Width+8, s.Height-10), 0)
			mark := float32(0)
			if c.icon.name != "" {
				mark = Scaled(12) + 4
			}
			n := c.text.NaturalSize()
			w := min(n.Width, max(0, s.Width-mark))
			x := float32(0)
			if c.numeric {
				x = s.Width - w - mark
			}
			c.text.Move(fyne.NewPos(x, (s.Height-n.Height)/2))
			c.text.Resize(fyne.NewSize(w, n.Height))
			c.icon.Move(fyne.NewPos(x+w+4, (s.Height-Scaled(12))/2))
			c.icon.Resize(c.icon.MinSize())
		},
		func() {
			tok := InkMuted
			if c.icon.name != "" || (c.hovered && !c.disabled) {
				tok = Ink
			}
			c.text.SetSpans(Span{Text: c.label, Style: Muted, Color: tok})
			c.icon.tok = tok
			c.icon.Refresh()
			paintRing(ring, c.focused)
		})
}

// tableRow holds the cells of one row.
type tableRow struct {
	widget.BaseWidget
	t       *Table
	cells   []*Line
	objects []fyne.CanvasObject
}

func newTableRow(t *Table) *tableRow {
	r := &tableRow{t: t}
	r.ExtendBaseWidget(r)
	return r
}

func (r *tableRow) fill(i int) {
	for len(r.cells) < len(r.t.columns) {
		l := Rich()
		r.cells = append(r.cells, l)
		r.objects = append(r.objects, l)
	}
	r.cells, r.objects = r.cells[:len(r.t.columns)], r.objects[:len(r.t.columns)]
	for k, c := range r.t.columns {
		r.cells[k].align = fyne.TextAlignLeading
		if c.Numeric {
			r.cells[k].align = fyne.TextAlignTrailing
		}
		r.cells[k].SetSpans(c.Cell(i)...)
	}
	r.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (r *tableRow) MinSize() fyne.Size { return fyne.NewSize(100, Scaled(24)) }

// CreateRenderer implements fyne.Widget.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	return Settled(r, &tableRowRenderer{r})
}

type tableRowRenderer struct{ r *tableRow }

func (tr *tableRowRenderer) Destroy()                     {}
func (tr *tableRowRenderer) MinSize() fyne.Size           { return tr.r.MinSize() }
func (tr *tableRowRenderer) Objects() []fyne.CanvasObject { return tr.r.objects }

func (tr *tableRowRenderer) Layout(s fyne.Size) {
	x, w := tr.r.t.spots(s.Width)
	for i, c := range tr.r.cells {
		if i >= len(x) {
			break
		}
		c.Hidden = w[i] == 0
		h := c.MinSize().Height
		c.Move(fyne.NewPos(x[i], float32(int((s.Height-h)/2))))
		c.Resize(fyne.NewSize(w[i], h))
	}
}

func (tr *tableRowRenderer) Refresh() {
	tr.Layout(tr.r.Size())
	canvas.Refresh(tr.r)
}
