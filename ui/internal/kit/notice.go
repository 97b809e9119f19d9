package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// EmptyState says what will be here and offers the first step.
type EmptyState struct {
	widget.BaseWidget
	title    *Line
	sentence *Paragraph
	button   *Button
	root     *fyne.Container
}

// Empty makes an empty state. An empty action shows no button.
func Empty(title, sentence, action string, tapped func()) *EmptyState {
	e := &EmptyState{}
	e.title = Text(title, Name).SetAlign(fyne.TextAlignCenter)
	e.sentence = Wrap(sentence, MutedBody).SetAlign(fyne.TextAlignCenter)
	e.button = NewButton(action, Primary, tapped)
	e.button.Hidden = action == ""
	e.root = VBox(10, e.title, e.sentence, HBox(0, Space(), e.button, Space()))
	e.ExtendBaseWidget(e)
	return e
}

// Plain makes the button a plain one, for a page that has the primary button
// elsewhere.
func (e *EmptyState) Plain() *EmptyState {
	e.button.SetKind(Secondary)
	return e
}

// Set changes the words.
func (e *EmptyState) Set(title, sentence, action string) {
	e.title.SetText(title)
	e.sentence.SetText(sentence)
	e.button.SetText(action)
	e.button.Hidden = action == ""
	e.Refresh()
}

const emptyWidth float32 = 420

// HeightFor implements HeightForWidth.
func (e *EmptyState) HeightFor(width float32) float32 {
	return fitWidth(e.root, min(width, Scaled(emptyWidth))) + 48
}

// MinSize implements fyne.CanvasObject.
func (e *EmptyState) MinSize() fyne.Size {
	h := e.root.MinSize().Height + 48
	return fyne.NewSize(200, h)
}

// CreateRenderer implements fyne.Widget.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	return newRenderer(e, []fyne.CanvasObject{e.root}, e.MinSize,
		func(s fyne.Size) {
			w := min(s.Width, Scaled(emptyWidth))
			h := fitWidth(e.root, w)
			e.root.Resize(fyne.NewSize(w, h))
			e.root.Move(fyne.NewPos(float32(int((s.Width-w)/2)), max(0, float32(int((s.Height-h)*0.42)))))
		}, func() {})
}

// Banner is a strip over a page that says something about all of it: the demo
// book, a conflict, a lost connection.
type Banner struct {
	widget.BaseWidget
	tint    Tint
	icon    *Icon
	text    *Paragraph
	actions *fyne.Container
	row     *fyne.Container
}

// NewBanner makes a banner.
func NewBanner(tint Tint, icon IconName, text string, actions ...fyne.CanvasObject) *Banner {
	b := &Banner{tint: tint, icon: NewIcon(icon, tint.Text(), 16), text: Wrap(text, Label).SetColor(tint.Text())}
	b.actions = HBox(8, actions...)
	b.row = Pad(4, PageMargin, 4, PageMargin, HBox(10, b.icon, Grow(b.text), b.actions))
	b.ExtendBaseWidget(b)
	return b
}

// Set changes words and tint.
func (b *Banner) Set(tint Tint, icon IconName, text string) {
	b.tint = tint
	b.icon.Set(icon, tint.Text())
	b.text.SetSpans(Span{Text: text, Style: Label, Color: tint.Text()})
	b.row.Refresh()
	b.Refresh()
}

// SetActions changes what stands at the end.
func (b *Banner) SetActions(actions ...fyne.CanvasObject) {
	b.actions.Objects = actions
	b.actions.Refresh()
	b.row.Refresh()
	b.Refresh()
}

// HeightFor implements HeightForWidth: words that do not fit in a line take
// another.
func (b *Banner) HeightFor(width float32) float32 {
	return max(fitWidth(b.row, width), ceil(Scaled(34)))
}

// MinSize implements fyne.CanvasObject.
func (b *Banner) MinSize() fyne.Size {
	m := b.row.MinSize()
	return fyne.NewSize(m.Width, max(m.Height, ceil(Scaled(34))))
}

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	bg := canvas.NewRectangle(Color(b.tint.Soft()))
	return newRenderer(b, []fyne.CanvasObject{bg, b.row}, b.MinSize,
		func(s fyne.Size) {
			bg.Resize(s)
			b.row.Resize(s)
		},
		func() {
			bg.FillColor = Color(b.tint.Soft())
			bg.StrokeWidth = 0
			if current().mode == HighContrast {
				bg.StrokeColor, bg.StrokeWidth = Color(Hairline), 2
			}
		})
}

// Toasts shows one short message at the foot of the window, with a way back.
// Lay it over the window's content in a stack; it takes presses only where the
// message is. The caller decides when it goes.
type Toasts struct {
	widget.BaseWidget
	text   *Line
	button *Button
	frame  *canvas.Rectangle
	shown  bool
}

// NewToasts makes an empty host.
func NewToasts() *Toasts {
	t := &Toasts{text: Text("", Label), button: NewButton("", Secondary, nil)}
	t.frame = box(Ink, Invisible, 10)
	t.ExtendBaseWidget(t)
	return t
}

// Say shows a message. action names the button ("Undo"); empty shows none.
// The toast goes when the button is pressed.
func (t *Toasts) Say(text, action string, tapped func()) {
	t.text.SetText(text)
	t.button.SetText(action)
	t.button.Hidden = action == ""
	t.button.onTapped = func() {
		t.Clear()
		if tapped != nil {
			tapped()
		}
	}
	t.shown = true
	t.Refresh()
}

// Clear takes the message away.
func (t *Toasts) Clear() {
	if t.shown {
		t.shown = false
		t.Refresh()
	}
}

// Shown says whether there is a message.
func (t *Toasts) Shown() bool { return t.shown }

// MinSize implements fyne.CanvasObject.
func (t *Toasts) MinSize() fyne.Size { return fyne.Size{} }

// CreateRenderer implements fyne.Widget.
func (t *Toasts) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	return newRenderer(t, []fyne.CanvasObject{t.frame, t.text, t.button}, t.MinSize,
		func(s fyne.Size) {
			bw := float32(0)
			b := t.button.MinSize()
			if !t.button.Hidden {
				bw = b.Width + 16
			}
			n := t.text.NaturalSize()
			w := min(n.Width+bw+32, s.Width-2*PageMargin)
			h := max(n.Height, b.Height) + 12
			x, y := float32(int((s.Width-w)/2)), s.Height-h-24
			t.frame.Move(fyne.NewPos(x, y))
			t.frame.Resize(fyne.NewSize(w, h))
			t.text.Move(fyne.NewPos(x+16, y+(h-n.Height)/2))
			t.text.Resize(fyne.NewSize(max(0, w-32-bw), n.Height))
			t.button.Move(fyne.NewPos(x+w-b.Width-8, y+6))
			t.button.Resize(b)
		},
		func() {
			paintBox(t.frame, Ink, Invisible)
			t.text.SetColor(Paper)
			t.frame.Hidden, t.text.Hidden = !t.shown, !t.shown
			t.button.Hidden = !t.shown || t.button.label == ""
			t.button.Refresh()
		})
}
