package kit

import "fyne.io/fyne/v2"

// SetChosen ticks exactly the rows of the given keys, also of rows that are
// not there yet, without calling back.
func (l *List) SetChosen(keys []string) {
	clear(l.chosen)
	for _, k := range keys {
		l.chosen[k] = true
	}
	l.Refresh()
}

// SetOnKey lets a screen answer keys before the grid does, while the grid has
// the keyboard. f says whether it used the key up.
func (g *Grid) SetOnKey(f func(e *fyne.KeyEvent) bool) { g.extraKey = f }
