package followups

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// rowView is one line of the list: a heading, a button for more, or a
// follow-up.
type rowView struct {
	*fyne.Container
	head  *kit.Line
	heads *fyne.Container
	more  *kit.Button
	mores *fyne.Container
	check *kit.Check
	row   *kit.Row
	end   *kit.Line
	days  [2]*kit.Button
	index int
}

var tones = map[Tone]kit.Token{
	Plain: kit.Ink,
	Faint: kit.InkMuted,
	Good:  kit.Jade.Text(),
	Care:  kit.Saffron.Text(),
	Late:  kit.Cinnabar.Text(),
}

func (v *View) makeRow() fyne.CanvasObject {
	r := &rowView{head: kit.Text("", kit.Bold), end: kit.Text("", kit.Body).Whole()}
	r.heads = kit.Pad(0, kit.CardPadX, 8, kit.CardPadX, kit.VBox(0, kit.Space(), r.head))
	r.more = kit.NewButton("", kit.Quiet, v.p.More).InList()
	r.mores = kit.Inset(10, kit.CardPadX, kit.HBox(0, kit.Space(), r.more, kit.Space()))
	r.check = kit.NewCheck("", false, nil).InList()
	r.row = kit.NewRow(r.check, "", "", r.end, func() { v.list.Press(r.index) }).SetInset(kit.CardPadX).SetMaxLines(1).InList()
	for i := range r.days {
		r.days[i] = kit.NewButton("", kit.Secondary, nil).InList()
	}
	r.row.SetActions(kit.HBox(6, r.days[0], r.days[1]))
	r.Container = container.NewStack(r.heads, r.mores, r.row)
	v.rows[r.Container] = r
	return r.Container
}

// fillRow writes an item into a line.
func (v *View) fillRow(i int, o fyne.CanvasObject) {
	c, ok := o.(*fyne.Container)
	if !ok {
		return
	}
	r, s := v.rows[c], v.p.state
	it := s.Items[i]
	r.index = i
	r.heads.Hidden, r.mores.Hidden, r.row.Hidden = it.Heading == "", it.More == 0, it.Row == nil
	switch {
	case it.Heading != "":
		r.head.SetText(it.Heading)
		r.head.SetColor(kit.Ink)
		if it.Late {
			r.head.SetColor(tones[Late])
		}
	case it.More != 0:
		r.more.SetText(v.env.N("followups.show_more", it.More, nil))
	default:
		v.fill(r, it, s)
	}
}

func (v *View) fill(r *rowView, it Item, s State) {
	t, id := v.p.Text(it), it.Row.ID
	if s.Picking {
		r.check.SetLabel(v.env.T("followups.choose_this", nil))
		r.check.SetOn(s.Picked[id])
		r.check.SetOnChanged(func(bool) { v.p.Pick(id) })
	} else {
		r.check.SetLabel(v.env.T("followups.tick", locales.V{"Title": t.Title}))
		r.check.SetOn(t.Done)
		r.check.SetOnChanged(func(bool) { v.p.Tick(id) })
	}
	r.row.SetTitle(titleSpans(t)...)
	r.row.SetSubtitleText(t.Below)
	r.row.SetSubtitleColor(tones[t.BelowAs])
	r.end.SetSpans(kit.Span{Text: t.End, Style: kit.Body, Color: tones[t.EndAs]})
	for i, b := range r.days {
		b.Hidden = i >= len(t.Better)
		if !b.Hidden {
			day := t.Better[i]
			b.SetText(v.env.T("followups.move_to", locales.V{"Day": v.p.ShortDay(day)}))
			b.SetOnTapped(func() { v.p.Move(id, day) })
		}
	}
}

// arrow stands between a title and the customer it is for.
const arrow = " → "

// titleSpans are the first line of a row: title, customer in their own script,
// the Latin form muted.
func titleSpans(t RowText) []kit.Span {
	spans := []kit.Span{{Text: t.Title, Style: kit.Bold, Yields: true}}
	if t.Done {
		spans[0].Style = kit.MutedBody
	}
	if t.Customer != "" {
		spans = append(spans, kit.Span{Text: arrow, Style: kit.Body}, kit.Span{Text: t.Customer, Style: kit.Body, Lang: t.Language})
	}
	if t.Latin != "" {
		spans = append(spans, kit.Span{Text: " " + t.Latin, Style: kit.MutedBody})
	}
	return spans
}

// key names a line of the list for good.
func (v *View) key(i int) string {
	if it := v.p.state.Items[i]; it.Row != nil {
		return string(it.Row.ID)
	}
	return ""
}

// ruled says under which lines a hairline stands: not around headings.
func (v *View) ruled(i int) bool {
	items := v.p.state.Items
	if i >= len(items) {
		return false
	}
	if i+1 < len(items) && items[i+1].Heading != "" {
		return false
	}
	return true
}

// open is a press on a line, or Enter.
func (v *View) open(i int) {
	it := v.p.state.Items[i]
	switch {
	case it.More > 0:
		v.p.More()
	case it.Row == nil:
	case v.p.state.Picking:
		v.p.Pick(it.Row.ID)
	default:
		v.p.Select(it.Row.ID)
	}
}

// listKey answers the quick keys while the list has the keyboard.
func (v *View) listKey(e *fyne.KeyEvent) bool {
	items, at := v.p.state.Items, v.list.CursorIndex()
	switch e.Name {
	case fyne.KeyDown, fyne.KeyUp:
		return v.step(e.Name == fyne.KeyDown)
	case fyne.KeyEscape:
		if v.p.state.Picking {
			v.p.StopPicking()
			return true
		}
		return kit.CloseTop()
	}
	if at < 0 || at >= len(items) || items[at].Row == nil {
		return false
	}
	id := items[at].Row.ID
	ids := []book.ID{id}
	if v.p.state.Picking {
		ids = v.p.Picked()
	}
	switch e.Name {
	case fyne.KeySpace:
		if v.p.state.Picking {
			v.p.Pick(id)
		} else {
			v.p.Tick(id)
		}
	case fyne.KeyX:
		v.p.Pick(id)
	case fyne.KeyS:
		if len(ids) > 0 {
			v.p.Select(id)
			v.snoozeMenu(v.snoozeAnchor(), ids...)
		}
	case fyne.KeyDelete, fyne.KeyBackspace:
		if len(ids) > 0 {
			v.p.Trash(ids...)
		}
	default:
		return false
	}
	return true
}

// snoozeAnchor is what the menu of the S key hangs from.
func (v *View) snoozeAnchor() fyne.CanvasObject {
	if v.p.state.Picking {
		return v.bar.snooze
	}
	if v.panel.snooze.Visible() {
		return v.panel.snooze
	}
	return v.views
}

// step moves the cursor to the next follow-up, past headings, and shows it.
func (v *View) step(down bool) bool {
	items, by := v.p.state.Items, 1
	if !down {
		by = -1
	}
	for i := v.list.CursorIndex() + by; i >= 0 && i < len(items); i += by {
		if items[i].Heading != "" {
			continue
		}
		v.list.SetCursor(i)
		if items[i].Row != nil {
			v.p.Select(items[i].Row.ID)
		}
		return true
	}
	if !down {
		v.list.ScrollToTop() // the heading above the first row
	}
	return true
}

// pickBar stands over the list while several are being chosen.
type pickBar struct {
	root   *fyne.Container
	count  *kit.Line
	done   *kit.Button
	snooze *kit.Button
	trash  *kit.Button
	v      *View
}

func newPickBar(v *View) *pickBar {
	b := &pickBar{v: v, count: kit.Text("", kit.Bold)}
	b.done = kit.NewIconButton(kit.IconCheck, v.env.T("followups.done", nil), kit.Secondary, func() { v.p.CompleteMany(v.p.Picked()...) })
	b.snooze = kit.NewDropButton(v.env.T("followups.snooze", nil), nil)
	b.snooze.SetOnTapped(func() { v.snoozeMenu(b.snooze, v.p.Picked()...) })
	b.trash = kit.NewIconButton(kit.IconTrash, v.env.T("common.delete", nil), kit.Secondary, func() { v.p.Trash(v.p.Picked()...) })
	cancel := kit.NewButton(v.env.T("common.cancel", nil), kit.Quiet, v.p.StopPicking)
	b.root = kit.VBox(0, kit.Inset(10, kit.CardPadX, kit.HBox(8, b.count, kit.Space(), b.done, b.snooze, b.trash, cancel)), kit.NewDivider())
	b.root.Hide()
	return b
}

func (b *pickBar) render(s State) {
	b.root.Hidden = !s.Picking
	n := len(s.Picked)
	b.count.SetText(b.v.env.N("followups.chosen", n, nil))
	for _, x := range []*kit.Button{b.done, b.snooze, b.trash} {
		if n == 0 {
			x.Disable()
		} else {
			x.Enable()
		}
	}
	if s.View == book.ViewDone {
		b.done.Hide()
		b.snooze.Hide()
	} else {
		b.done.Show()
		b.snooze.Show()
	}
}
