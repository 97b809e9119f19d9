package sales

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// A deal is moved with Ctrl and an arrow as often as one likes, however often
// the board is drawn meanwhile, and with the pointer where it is let go over a
// column; outside of all it stays where it was.
func TestABoardIsWorkedByKeysAndPointer(t *testing.T) {
	env, sh := demoEnv(t, "en")
	var v *View
	w := screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
	v.Show(screen.Route{Tab: TabDeals})
	b := v.board
	id := v.p.state.Board.Columns[0].Deals[0].ID
	column := func() int {
		i, _, _ := v.p.state.Board.Find(id)
		return i
	}
	w.Canvas().Focus(b.cards[id])
	key := func(name fyne.KeyName) {
		t.Helper()
		card, ok := w.Canvas().Focused().(*kit.MovableCard)
		if !ok || card != b.cards[id] {
			t.Fatalf("the keyboard is with %T", w.Canvas().Focused())
		}
		card.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl})
		v.p.Reload()
		v.render()
	}
	for want := 1; want <= 3; want++ {
		key(fyne.KeyRight)
		same(t, "column", column(), want)
	}
	key(fyne.KeyLeft)
	same(t, "column", column(), 2)
	key("A") // is no arrow
	same(t, "column", column(), 2)

	drag := func(to fyne.Position) {
		t.Helper()
		card := b.cards[id]
		for range 2 {
			card.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: to}})
		}
		if b.drag == nil || len(b.over.Objects) != 1 {
			t.Error("nothing is drawn under the pointer")
		}
		card.DragEnd()
		if b.drag != nil || len(b.over.Objects) != 0 {
			t.Error("what was dragged stays")
		}
		v.p.Reload()
	}
	inside := func(i int) fyne.Position {
		c := b.columns[i].card
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(c).AddXY(c.Size().Width/2, c.Size().Height/2)
	}
	moves := len(sh.Ops)
	drag(fyne.NewPos(2000, 2000))
	drag(inside(2))
	same(t, "moves to nowhere", len(sh.Ops)-moves, 0)
	drag(inside(1))
	same(t, "column after dragging", column(), 1)
	drag(inside(5))
	if !kit.ModalOpen() {
		t.Fatal("a lost deal is not asked for its reason")
	}
	kit.CloseTop()
	same(t, "column without a reason", column(), 1)
	drag(inside(4))
	if !kit.ModalOpen() {
		t.Error("no order is offered")
	}
	kit.CloseTop()
	d, err := env.Book.Deals.Get(t.Context(), id)
	if err != nil || d.Stage != book.StageWon {
		t.Errorf("%+v %v", d, err)
	}
}

// Where there is no room for all columns, a deal that is dragged to the edge
// brings the others into sight.
func TestABoardFollowsWhatIsDragged(t *testing.T) {
	env, _ := demoEnv(t, "en")
	var v *View
	screentest.Open(t, "en", screentest.Pages[1], func() fyne.CanvasObject { v = New(env); return v.Content() })
	v.Show(screen.Route{Tab: TabDeals})
	b := v.board
	card := b.cards[v.p.state.Board.Columns[0].Deals[0].ID]
	at := func(x float32) fyne.DragEvent {
		return fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(x, 300)}}
	}
	edge := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.across).X
	for range 50 {
		e := at(edge + b.across.Size().Width - 5)
		card.Dragged(&e)
	}
	if far := b.line.Size().Width - b.across.Size().Width; far <= 0 || b.across.Offset.X != far {
		t.Errorf("scrolled to %v of %v", b.across.Offset.X, far)
	}
	for range 50 {
		e := at(edge + 5)
		card.Dragged(&e)
	}
	card.DragEnd()
	if b.across.Offset.X != 0 {
		t.Errorf("scrolled back to %v", b.across.Offset.X)
	}
	if kit.ModalOpen() {
		t.Error("it was moved")
	}
}

// The arrows go from deal to deal, past a stage that has none, and stop at the
// edges; the board has the keyboard first when it is opened.
func TestArrowsGoThroughABoard(t *testing.T) {
	env, _ := demoEnv(t, "en")
	var v *View
	w := screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
	v.Show(screen.Route{Tab: TabOrders})
	if v.Home() != nil {
		t.Error("the orders say that a deal is their home")
	}
	v.Show(screen.Route{Tab: TabDeals})
	cols := v.p.state.Board.Columns
	w.Canvas().Focus(v.Home())
	at := func(want book.ID) {
		t.Helper()
		if w.Canvas().Focused() != fyne.Focusable(v.board.cards[want]) {
			t.Errorf("the keyboard is not with %s", want)
		}
	}
	press := func(names ...fyne.KeyName) {
		for _, n := range names {
			w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	at(cols[0].Deals[0].ID)
	press(fyne.KeyUp, fyne.KeyLeft)
	at(cols[0].Deals[0].ID)
	press(fyne.KeyDown)
	at(cols[0].Deals[1].ID)
	press(fyne.KeyRight)
	at(cols[1].Deals[min(1, len(cols[1].Deals)-1)].ID)
	last := cols[len(cols)-1].Deals
	press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	at(last[len(last)-1].ID)
}
