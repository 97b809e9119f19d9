package calendar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// ownList is the list of the days that the user entered.
type ownList struct {
	v     *View
	list  *kit.List
	card  *kit.Card
	empty *fyne.Container
	root  *fyne.Container
	parts map[fyne.CanvasObject]*kit.Chip
}

func newOwnList(v *View) *ownList {
	l := &ownList{v: v, parts: map[fyne.CanvasObject]*kit.Chip{}}
	l.list = kit.NewList(56, func() int { return len(v.p.Own) }, l.create, l.update, func(i int) {
		if i < len(v.p.Own) {
			v.editOwn(v.p.Own[i])
		}
	})
	l.card = kit.NewFlushCard("", l.list)
	T := v.env.T
	l.empty = kit.VBox(kit.Gap, kit.NewCard(T("own.empty_title", nil), kit.VBox(12, kit.Wrap(T("own.empty", nil), kit.Body), kit.Flow(8,
		v.newOwnButton(book.ClosingDay, kit.Secondary), v.newOwnButton(book.OwnHoliday, kit.Secondary)))))
	l.root = container.NewStack(l.card, l.empty)
	l.root.Hide()
	return l
}

func (l *ownList) create() fyne.CanvasObject {
	chip := kit.NewChip("", kit.Slate)
	r := kit.NewRow(nil, "", "", chip, func() {}).SetInset(kit.CardPadX).SetMaxLines(1)
	l.parts[r] = chip
	return r
}

func (l *ownList) update(i int, o fyne.CanvasObject) {
	r, d := o.(*kit.Row), l.v.p.Own[i]
	r.SetTitle(kit.Span{Text: l.v.say.ownTitle(d), Style: kit.Bold})
	r.SetSubtitleText(l.v.say.ownLine(d.OwnDay))
	l.parts[o].Set(l.v.say.ownSort(d.Sort), ownTints[d.Sort])
}

var ownTints = map[book.OwnSort]kit.Tint{book.ClosingDay: kit.Slate, book.OwnHoliday: kit.Jade, book.AnnouncedDay: kit.Saffron}

func (l *ownList) refresh() {
	none := l.v.p.OwnRead && len(l.v.p.Own) == 0
	l.empty.Hidden, l.card.Hidden = !none, none
	l.list.Refresh()
	l.root.Refresh()
}

// editAsked opens the form of the day that a route asked for.
func (v *View) editAsked() {
	if v.toEdit == "" || !v.p.OwnRead {
		return
	}
	id := v.toEdit
	v.toEdit = ""
	v.p.keepPlace() // coming back does not open the form again
	for _, r := range v.p.Own {
		if r.ID == id {
			v.editOwn(r)
		}
	}
}

// newOwnButton makes a button that opens the form for a new day.
func (v *View) newOwnButton(sort book.OwnSort, kind kit.ButtonKind) *kit.Button {
	label := v.env.T("own.add_closing", nil)
	if sort == book.OwnHoliday {
		label = v.env.T("own.add_holiday", nil)
	}
	return kit.NewIconButton(kit.IconPlus, label, kind, func() { v.openNewOwn(sort, "") })
}

// ownCards stand beside the list: what can be entered and where.
func (v *View) ownCards() []fyne.CanvasObject {
	part := func(title, text locales.ID) fyne.CanvasObject {
		return kit.NewCard(v.env.T(title, nil), kit.Wrap(v.env.T(text, nil), kit.MutedBody))
	}
	return []fyne.CanvasObject{
		part("own.about_closing", "own.tell_closing"), part("own.about_holiday", "own.tell_holiday"), part("own.about_announced", "own.tell_announced"),
	}
}

// newModes makes the choice between the ways to lay days out.
func (v *View) newModes() *kit.Segmented {
	T := v.env.T
	return kit.NewSegmented(func(i int) { v.p.SetMode(modes[i]) },
		T("calendar.month", nil), T("calendar.year", nil), T("calendar.agenda", nil), T("own.title", nil))
}
