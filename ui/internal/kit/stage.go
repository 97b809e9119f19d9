package kit

import "fyne.io/fyne/v2"

// Stage covers a whole window with one thing to be seen from afar. It hears
// every key; Escape leaves it.
type Stage struct {
	layer *layer
	win   fyne.Window // that was brought to full screen, or nil
	was   bool
}

// NewStage makes a stage. key hears the keys and says whether it took one;
// closed is called when the stage is left, and may be nil.
func NewStage(content fyne.CanvasObject, key func(*fyne.KeyEvent) bool, closed func()) *Stage {
	s := &Stage{}
	s.layer = newLayer(Surface(Ground, content), true, func(area, _ fyne.Size) (fyne.Position, fyne.Size) {
		return fyne.NewPos(0, 0), area
	})
	s.layer.key = key
	s.layer.onClosed = func() {
		if s.win != nil {
			s.win.SetFullScreen(s.was)
		}
		if closed != nil {
			closed()
		}
	}
	return s
}

// Show opens the stage over a canvas and brings its window to full screen.
func (s *Stage) Show(c fyne.Canvas) {
	if s.layer.isOpen() {
		return
	}
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if w.Canvas() == c {
			s.win, s.was = w, w.FullScreen()
			w.SetFullScreen(true)
		}
	}
	s.layer.open(c)
}

// Hide leaves the stage.
func (s *Stage) Hide() { s.layer.close() }

// ToggleFullScreen lets the window be as large as it was, or as the screen.
func (s *Stage) ToggleFullScreen() {
	if s.win != nil {
		s.win.SetFullScreen(!s.win.FullScreen())
	}
}

// Open says whether the stage is shown.
func (s *Stage) Open() bool { return s.layer.isOpen() }

// Refresh draws it again.
func (s *Stage) Refresh() { s.layer.Refresh() }
