package customers

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// section is a card of the form that can be folded to its title.
type section struct {
	env    *screen.Env
	card   *kit.Card
	body   fyne.CanvasObject
	toggle *kit.Button
	open   bool
	laid   func() // lays the page out again
	opened func() // the user opened it
}

func newSection(env *screen.Env, title string, body fyne.CanvasObject) *section {
	s := &section{env: env, body: body, laid: func() {}, opened: func() {}}
	s.toggle = kit.NewIconButton(kit.IconChevronDown, "", kit.Quiet, func() {
		s.unfold(!s.open)
		if s.open {
			s.opened()
		}
	})
	s.card = kit.NewCard(title, body).SetAside(slim(s.toggle))
	s.fold()
	return s
}

func (s *section) fold() { s.set(false) }

// set opens or folds without laying the page out.
func (s *section) set(open bool) {
	s.open = open
	if open {
		s.body.Show()
		s.toggle.SetIcon(kit.IconChevronUp)
		s.toggle.SetText(s.env.T("customers.fold", nil))
	} else {
		s.body.Hide()
		s.toggle.SetIcon(kit.IconChevronDown)
		s.toggle.SetText(s.env.T("customers.unfold", nil))
	}
	s.card.Refresh()
}

// unfold opens or folds and lays the page out again.
func (s *section) unfold(open bool) {
	s.set(open)
	s.laid()
}

// line is one entry of a list in the form.
type line[T any] struct {
	object fyne.CanvasObject
	read   func() T
}

// lines edits a list of parts: each has its own fields and can be removed, and
// a new one can be added.
type lines[T any] struct {
	env   *screen.Env
	box   *fyne.Container
	items []line[T]
	make  func(x T, remove func()) line[T]
	begin func() T
	laid  func()
	root  *fyne.Container
}

// newLines makes an editor; begin gives the part that the button adds.
func newLines[T any](env *screen.Env, add string, begin func() T, make func(x T, remove func()) line[T]) *lines[T] {
	l := &lines[T]{env: env, box: kit.VBox(10), make: make, laid: func() {}}
	button := kit.NewIconButton(kit.IconPlus, add, kit.Quiet, func() {
		l.more()
	})
	l.begin = begin
	l.root = kit.VBox(8, l.box, kit.Pad(0, 0, 0, -kit.QuietPad, kit.HBox(0, button, kit.Space())))
	return l
}

// more adds a part and gives it the keyboard.
func (l *lines[T]) more() {
	l.add(l.begin())
	l.laid()
	o := l.items[len(l.items)-1].object
	screen.Soon(l.env.Runner, func() bool { return kit.FocusFirst(l.root, o) })
}

// set shows these parts and no others.
func (l *lines[T]) set(xs []T) {
	l.items, l.box.Objects = nil, nil
	for _, x := range xs {
		l.add(x)
	}
	l.box.Refresh()
}

func (l *lines[T]) add(x T) {
	var it line[T]
	it = l.make(x, func() { l.remove(it.object) })
	l.items = append(l.items, it)
	l.box.Objects = append(l.box.Objects, it.object)
	l.box.Refresh()
}

func (l *lines[T]) remove(o fyne.CanvasObject) {
	for i, it := range l.items {
		if it.object == o {
			l.items = append(l.items[:i:i], l.items[i+1:]...)
			l.box.Objects = append(l.box.Objects[:i:i], l.box.Objects[i+1:]...)
			break
		}
	}
	l.box.Refresh()
	l.laid()
}

// values reads all parts.
func (l *lines[T]) values() []T {
	out := make([]T, 0, len(l.items))
	for _, it := range l.items {
		out = append(out, it.read())
	}
	return out
}

// picker is a field that points to another customer: while the user types it
// offers whom the book knows.
type picker struct {
	env    *screen.Env
	find   *finder
	kind   book.Kind
	entry  *kit.Entry
	offers *fyne.Container
	root   *fyne.Container
	id     book.ID
	laid   func()
}

func newPicker(env *screen.Env, kind book.Kind, hint string) *picker {
	p := &picker{env: env, find: newFinder(env), kind: kind, entry: kit.NewEntry(hint), offers: kit.Flow(6), laid: func() {}}
	p.entry.OnChanged = func(text string) {
		p.id = ""
		p.find.Find(text, kind, p.offer)
	}
	p.offers.Hide()
	p.root = kit.VBox(6, p.entry, p.offers)
	return p
}

// set shows whom the field points to.
func (p *picker) set(id book.ID, name string) {
	p.entry.SetValue(name)
	p.id = id
	p.offer(nil)
}

// offer shows chips of the customers who were found.
func (p *picker) offer(rows []book.CustomerRow) {
	p.offers.Objects = nil
	for _, r := range rows {
		label := joinDots(r.Name.Full, r.Organisation)
		p.offers.Add(kit.NewActionChip(label, kit.Jade, func() {
			p.set(r.ID, r.Name.Full)
			if c := canvasOf(p.entry); c != nil {
				c.Focus(p.entry)
			}
		}))
	}
	p.offers.Hidden = len(rows) == 0
	p.offers.Refresh()
	p.root.Refresh()
	p.laid()
}
