package today

import (
	"fyne.io/fyne/v2"

	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// section is a card of rows that are kept and filled anew.
type section[R fyne.CanvasObject] struct {
	card  *kit.Card
	head  fyne.CanvasObject // over the rows, or nil
	box   *fyne.Container
	note  *kit.Paragraph
	wait  *kit.Reading
	rest  *kit.Line
	make  func() R
	rows  []R
	lines []*kit.Divider
}

func newSection[R fyne.CanvasObject](title string, make func() R) *section[R] {
	s := &section[R]{box: kit.VBox(0), note: kit.Wrap("", kit.Muted), rest: kit.Text("", kit.Muted), make: make}
	s.card = kit.NewCard(title, s.box)
	return s
}

// readingRows are as many as are shown while it is not known how many there are.
const readingRows = 3

// reading shows that the rows of the card are being read: not that there are
// none.
func (s *section[R]) reading(env *screen.Env) {
	if s.wait == nil {
		s.wait = kit.NewReading(readingRows, env.T("today.reading", nil))
	}
	s.box.Objects = []fyne.CanvasObject{s.wait}
	s.box.Refresh()
}

// fit brings the card to n rows with hairlines between them and returns them.
// Without rows it shows a note.
func (s *section[R]) fit(n int, note string) []R {
	for len(s.rows) < n {
		s.rows = append(s.rows, s.make())
		s.lines = append(s.lines, kit.NewDivider())
	}
	objs := make([]fyne.CanvasObject, 0, 2*n+2)
	if s.head != nil && n > 0 {
		objs = append(objs, s.head)
	}
	for i := range n {
		if i > 0 {
			objs = append(objs, s.lines[i])
		}
		objs = append(objs, s.rows[i])
	}
	if n == 0 {
		s.note.SetText(note)
		objs = append(objs, s.note)
	}
	s.box.Objects = objs
	s.box.Refresh()
	return s.rows[:n]
}

// more says how many rows are not shown.
func (s *section[R]) more(n int, env *screen.Env) {
	if n > 0 {
		s.rest.SetText(env.N("today.more", n, nil))
		s.box.Objects = append(s.box.Objects, kit.Pad(6, 0, 0, 0, s.rest))
	}
	s.box.Refresh()
	s.card.Refresh()
}
