package sales

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
)

// boardView draws the pipeline: a column for each stage with its deals.
type boardView struct {
	v       *View
	root    *fyne.Container
	across  *container.Scroll
	line    *fyne.Container // the columns
	over    *fyne.Container // what is dragged
	empty   *kit.EmptyState
	columns []*columnView
	cards   map[book.ID]*kit.MovableCard
	drag    *kit.SurfaceBox // drawn under the pointer, or nil
	focus   book.ID         // the deal that keeps the keyboard when the board is drawn anew
}

// columnView is one stage.
type columnView struct {
	stage  string
	card   *kit.Card
	scroll *kit.Scroller
	body   *fyne.Container // its deals
}

// columnWidth is the least width of a column.
const columnWidth float32 = 170

func newBoardView(v *View) *boardView {
	b := &boardView{v: v, cards: map[book.ID]*kit.MovableCard{}}
	b.line = container.New(&boardLayout{})
	b.over = container.NewWithoutLayout()
	b.empty = kit.Empty(v.env.T("sales.no_deals_title", nil), v.env.T("sales.no_deals", nil), v.env.T("sales.new_deal", nil),
		func() { v.openDeal(screen.Route{}) }).Plain()
	b.empty.Hide()
	b.across = container.NewHScroll(b.line)
	b.root = container.NewStack(b.across, b.over, b.empty)
	return b
}

// boardLayout gives every column the same width and the whole height.
type boardLayout struct{}

func (*boardLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	n := float32(len(objs))
	return fyne.NewSize(max(0, n*kit.Scaled(columnWidth)+(n-1)*kit.Gap), 200)
}

func (*boardLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	if len(objs) == 0 {
		return
	}
	n := float32(len(objs))
	w := float32(int((s.Width - (n-1)*kit.Gap) / n))
	for i, o := range objs {
		o.Move(fyne.NewPos(float32(i)*(w+kit.Gap), 0))
		o.Resize(fyne.NewSize(w, s.Height))
	}
}

func (b *boardView) render(s State) {
	none := s.Board.Loaded && s.Board.Deals() == 0
	b.empty.Hidden, b.line.Hidden = !none, none
	for id, c := range b.cards {
		if b.focus == "" && c.Focused() {
			b.focus = id // the card that takes its place goes on having the keyboard
		}
	}
	offsets := map[string]float32{}
	for _, c := range b.columns {
		offsets[c.stage] = c.scroll.Offset()
	}
	clear(b.cards)
	b.columns, b.line.Objects = nil, nil
	for _, c := range s.Board.Columns {
		b.line.Add(b.column(c))
	}
	b.line.Refresh()
	b.root.Refresh()
	for _, c := range b.columns {
		c.scroll.ScrollTo(offsets[c.stage])
	}
	if c := b.cards[b.focus]; c != nil && b.v.canvas() != nil {
		b.v.canvas().Focus(c)
		b.reveal(c)
	}
	b.focus = ""
}

// reveal scrolls the column of a card so that the card is seen.
func (b *boardView) reveal(card *kit.MovableCard) {
	for _, c := range b.columns {
		if !slices.Contains(c.body.Objects, fyne.CanvasObject(card)) {
			continue
		}
		top, bottom := card.Position().Y, card.Position().Y+card.Size().Height
		switch at, height := c.scroll.Offset(), c.scroll.Size().Height; {
		case top < at:
			c.scroll.ScrollTo(top)
		case bottom > at+height:
			c.scroll.ScrollTo(bottom - height)
		}
	}
}

func (b *boardView) column(c Column) fyne.CanvasObject {
	p := b.v.p
	count, sum, weighted := p.ColumnLead(c)
	body := kit.VBox(8)
	for _, d := range c.Deals {
		body.Add(b.card(d))
	}
	// Both lines always stand there, so that the first cards of all columns are
	// in one line.
	heads := kit.VBox(2, kit.HBox(6, kit.Grow(kit.Text(trade.Stage(b.v.env.Printer, c.Stage), kit.Bold)), kit.Text(count, kit.MutedBody).Whole()),
		kit.Text(lineOr(sum), kit.Label), kit.Text(lineOr(weighted), kit.Muted))
	scroll := kit.Scroll(body)
	card := kit.NewCard("", kit.VBox(10, heads, kit.Grow(scroll)))
	b.columns = append(b.columns, &columnView{c.Stage.ID, card, scroll, body})
	return card
}

// lineOr keeps the height of a line that says nothing.
func lineOr(s string) string {
	if s == "" {
		return "\u00a0"
	}
	return s
}

func (b *boardView) card(d book.DealRow) fyne.CanvasObject {
	p := b.v.p
	who, when, late := p.DealWords(d)
	after := kit.Wrap(when, kit.Muted).SetMaxLines(2)
	if late {
		after.SetColor(kit.Cinnabar.Text())
	}
	name := kit.Wrap(who, kit.Small).SetMaxLines(2)
	body := kit.VBox(2, kit.Wrap(d.Title, kit.LabelBold).SetMaxLines(2), name, kit.Text(b.v.env.Printer.Money(d.Amount, d.Currency), kit.Label), after)
	card := kit.NewMovableCard(trade.Dots(d.Title, who, when), body,
		func() { b.v.openDeal(screen.Route{ID: string(d.ID)}) },
		func(at fyne.Position, done bool) { b.dragged(d, at, done) },
		func(dx, _ int) { b.step(d.ID, dx) })
	card.SetOnGo(func(dx, dy int) { b.turn(card, dx, dy) })
	b.cards[d.ID] = card
	return card
}

// turn brings the keyboard from a card to the one above or below it, or to the
// one beside it, past columns that are empty.
func (b *boardView) turn(card *kit.MovableCard, dx, dy int) {
	for x, c := range b.columns {
		y := slices.Index(c.body.Objects, fyne.CanvasObject(card))
		if y < 0 {
			continue
		}
		for x += dx; dx != 0 && x >= 0 && x < len(b.columns) && len(b.columns[x].body.Objects) == 0; x += dx {
		}
		if x < 0 || x >= len(b.columns) {
			return
		}
		list := b.columns[x].body.Objects
		if next, ok := list[max(0, min(y+dy, len(list)-1))].(*kit.MovableCard); ok {
			kit.Focus(next)
			b.reveal(next)
		}
		return
	}
}

// first is the first card of the board, or nil.
func (b *boardView) first() *kit.MovableCard {
	for _, c := range b.columns {
		if len(c.body.Objects) > 0 {
			card, _ := c.body.Objects[0].(*kit.MovableCard)
			return card
		}
	}
	return nil
}

// step moves a deal one column to the left or right, as Ctrl and an arrow ask.
func (b *boardView) step(id book.ID, by int) {
	if stage, ok := b.v.p.state.Board.Beside(id, by); by != 0 && ok {
		b.move(id, stage)
	}
}

// move puts a deal into a stage; one that is lost is asked for its reason, and
// an order is offered for one that is won.
func (b *boardView) move(id book.ID, stage string) {
	b.focus = id
	if stage == book.StageLost {
		b.v.askWhy(func(why string) { b.v.p.Move(id, stage, why, nil) })
		return
	}
	b.v.p.Move(id, stage, "", b.v.offerOrder)
}

// dragEdge is how near the edge of the board the pointer scrolls it, and
// dragStep how far with every movement.
const (
	dragEdge float32 = 36
	dragStep float32 = 24
)

// follow scrolls the board when the pointer comes to its edge, so that a deal
// reaches the columns for which there is no room.
func (b *boardView) follow(at fyne.Position) {
	left := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.across).X
	width, x := b.across.Size().Width, b.across.Offset.X
	switch {
	case at.X > left+width-dragEdge:
		x += dragStep
	case at.X < left+dragEdge:
		x -= dragStep
	}
	if x = max(0, min(x, b.line.Size().Width-width)); x != b.across.Offset.X {
		b.across.ScrollToOffset(fyne.NewPos(x, 0))
	}
}

// dragged draws the deal under the pointer and marks the column where it would
// come to rest; done moves it there.
func (b *boardView) dragged(d book.DealRow, at fyne.Position, done bool) {
	if !done {
		b.follow(at)
	}
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.over)
	var target *columnView
	for _, c := range b.columns {
		from := fyne.CurrentApp().Driver().AbsolutePositionForObject(c.card)
		size := c.card.Size()
		if at.X >= from.X && at.X < from.X+size.Width && at.Y >= from.Y-kit.Gap && at.Y < from.Y+size.Height+kit.Gap {
			target = c
		}
	}
	for _, c := range b.columns {
		c.card.SetChosen(!done && c == target && c.stage != d.Stage)
	}
	if done {
		b.over.Objects, b.drag = nil, nil
		b.over.Refresh()
		if target != nil && target.stage != d.Stage {
			b.move(d.ID, target.stage)
		}
		return
	}
	if b.drag == nil {
		b.drag = kit.Surface(kit.Selected, kit.Inset(8, 10, kit.Text(d.Title, kit.LabelBold)))
		b.drag.Resize(fyne.NewSize(kit.Scaled(columnWidth)-2*kit.Gap, b.drag.MinSize().Height))
		b.over.Add(b.drag)
	}
	b.drag.Move(at.Subtract(origin).SubtractXY(b.drag.Size().Width/2, b.drag.Size().Height/2))
	b.over.Refresh()
}
