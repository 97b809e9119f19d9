package kit

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// KeyChoice is a group of buttons of which one is on, each with a key of its
// own: while the group has the keyboard, the key chooses and picked is called.
// Digits count the buttons, for those whose keyboard is in another script.
type KeyChoice struct {
	choiceBar
	keys    []rune
	picked  func(i int)
	buttons []*Button
	root    *fyne.Container
}

// NewKeyChoice makes the group; the first is on. changed hears of every change,
// picked of one that ends the choosing: a key, Enter or a press.
func NewKeyChoice(keys []rune, changed, picked func(i int), labels ...string) *KeyChoice {
	k := &KeyChoice{keys: keys, picked: picked}
	k.labels, k.onChange, k.hover = labels, changed, -1
	k.root = Flow(6)
	for i, l := range labels {
		b := NewButton(l, Secondary, func() { k.pick(i) })
		b.bound = true // the group has the focus
		k.buttons = append(k.buttons, b)
		k.root.Add(b)
	}
	k.ExtendBaseWidget(k)
	return k
}

func (k *KeyChoice) pick(i int) {
	if i < 0 || i >= len(k.labels) {
		return
	}
	k.choose(i)
	if k.picked != nil {
		k.picked(i)
	}
}

// TypedRune implements fyne.Focusable.
func (k *KeyChoice) TypedRune(r rune) {
	r = unicode.ToLower(r)
	for i, key := range k.keys {
		if r == key || r == rune('1'+i) {
			k.pick(i)
			return
		}
	}
}

// TypedKey implements fyne.Focusable.
func (k *KeyChoice) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		k.pick(k.chosen)
	case fyne.KeyEscape:
		CloseTop()
	default:
		k.choiceBar.TypedKey(e)
	}
}

// MouseIn implements desktop.Hoverable.
func (k *KeyChoice) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (k *KeyChoice) MouseMoved(*desktop.MouseEvent) { Use() }

// MinSize implements fyne.CanvasObject.
func (k *KeyChoice) MinSize() fyne.Size { return k.root.MinSize() }

// HeightFor implements HeightForWidth.
func (k *KeyChoice) HeightFor(width float32) float32 { return fitWidth(k.root, width) }

// NaturalSize implements Natural.
func (k *KeyChoice) NaturalSize() fyne.Size { return naturalSize(k.root) }

// CreateRenderer implements fyne.Widget.
func (k *KeyChoice) CreateRenderer() fyne.WidgetRenderer {
	k.ExtendBaseWidget(k)
	return newRenderer(k, []fyne.CanvasObject{k.root}, k.MinSize,
		func(s fyne.Size) { k.root.Resize(s) },
		func() {
			for i, b := range k.buttons {
				b.label, b.kind, b.focused = k.labels[i], Secondary, false
				if i == k.chosen {
					b.kind, b.focused = Chosen, k.focused
				}
				if i == 0 && k.chosen < 0 {
					b.focused = k.focused
				}
				b.Refresh()
			}
			canvas.Refresh(k)
		})
}
