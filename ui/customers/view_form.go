package customers

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// group is a part of the form. read takes what was typed into the card; it is
// false when something cannot be read, which the group has said at its field.
type group interface {
	fill(c book.Customer)
	read(c *book.Customer) bool
	used(c book.Customer) bool // the card has something to show there
	fields() map[string]*kit.Field
}

// formView draws the form in which a card is written. Fields are read when the
// card is saved; until then everything stays in them, also while the user is
// elsewhere in the program.
type formView struct {
	f    *form
	env  *screen.Env
	turn func(screen.Route) // shows another route in the place of the form

	page    *kit.PageView
	scroll  *kit.Scroller
	columns *fyne.Container
	banner  *kit.Banner
	cancel  *kit.Button
	again   *kit.Button
	keep    *kit.Button

	basics   *basics
	groups   []group
	sections map[group]*section
	parts    map[string]group // those that a route can name
	part     string           // the one that it named, until it is shown

	whys  []*because
	clean book.Customer // what the fields said before anybody typed
	kept  bool          // the fields show a draft: what was typed and not saved
}

// formColumn is the least width of a column of the form.
const formColumn float32 = 420

func newFormView(env *screen.Env, turn func(screen.Route)) *formView {
	v := &formView{f: newForm(env), env: env, turn: turn, sections: map[group]*section{}}
	v.f.render, v.f.refused = v.render, v.refuse
	t := env.T
	v.banner = kit.NewBanner(kit.Saffron, kit.IconInfo, "")
	v.cancel = kit.NewButton(t("common.cancel", nil), kit.Secondary, v.cancelForm)
	v.again = kit.NewButton(t("customers.save_again", nil), kit.Secondary, func() { v.save(true) })
	v.keep = kit.NewButton(t("common.save", nil), kit.Primary, func() { v.save(false) })
	v.build()
	v.scroll = kit.Scroll(kit.Pad(0, 0, kit.PageMargin, 0, v.columns))
	v.page = kit.Page("", "", []fyne.CanvasObject{v.cancel, v.again, v.keep}, kit.VBox(12, v.banner, kit.Grow(v.scroll)))
	v.banner.Hide()
	return v
}

// build makes all groups and lays them out: what is written first at the top
// left, the rest folded under its headings.
func (v *formView) build() {
	t, env := v.env.T, v.env
	v.basics = newBasics(env)
	v.basics.kinds = func(k book.Kind) {
		if v.f.id == "" {
			v.f.kind = k
		}
		v.render(false)
	}
	left := kit.VBox(kit.Gap, kit.NewCard("", v.basics.root))
	right := kit.VBox(kit.Gap)
	v.groups = []group{v.basics}
	add := func(column *fyne.Container, title locales.ID, root fyne.CanvasObject, g group) {
		s := newSection(env, t(title, nil), root)
		s.laid = v.layout
		v.sections[g] = s
		v.groups = append(v.groups, g)
		column.Add(s.card)
	}
	names := newTexts(env, nameTexts)
	nameBox := newNameGroup(env, names)
	add(left, "customers.form_name", nameBox.root, nameBox)
	address := newAddressGroup(env)
	add(left, "customers.card_address", address.root, address)
	place := newPlaceGroup(env)
	add(left, "customers.form_place", place.root, place)
	dates := newDateGroup(env)
	add(right, "customers.form_dates", dates.field, dates)
	v.sections[dates].opened = func() {
		if len(dates.dates.items) == 0 {
			dates.dates.more() // who opens it wants to enter one
		}
	}
	culture := newCultureGroup(env)
	v.parts = map[string]group{partAddress: address, partDates: dates, partCulture: culture}
	add(right, "customers.card_culture", culture.root, culture)
	wishes := newWishGroup(env)
	add(right, "customers.form_wishes", wishes.root, wishes)
	v.whys = append(v.whys, wishes.why)
	business := newBusinessGroup(env)
	add(right, "customers.form_business", business.root, business)
	ties := newTieGroup(env)
	add(right, "customers.form_ties", ties.field, ties)
	custom := newCustomGroup(env)
	v.whys = append(v.whys, custom.why)
	add(right, "customers.form_custom", custom.field, custom)
	picture := newPictureGroup(env, v.f)
	add(right, "customers.form_picture", picture.root, picture)
	for _, l := range []interface{ onLayout(func()) }{v.basics, place, dates, culture, wishes, ties, custom, business} {
		l.onLayout(v.layout)
	}
	v.columns = kit.EqualColumns(formColumn, left, right)
}

// layout gives every part its place again after one has changed its height.
func (v *formView) layout() {
	if v.scroll == nil {
		return
	}
	for _, s := range v.sections {
		eachEntry(s.body, v.escapes)
	}
	eachEntry(v.basics.root, v.escapes)
	v.columns.Refresh()
	v.scroll.Resize(v.scroll.Size().AddWidthHeight(0, 1))
	v.scroll.Resize(v.scroll.Size().SubtractWidthHeight(0, 1))
	v.scroll.Refresh()
}

// escapes lets Escape leave the form from within a field.
func (v *formView) escapes(e *kit.Entry) {
	e.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name != fyne.KeyEscape || kit.ModalOpen() {
			return false
		}
		v.leaveForm()
		return true
	}
}

// eachEntry visits the text fields within an object.
func eachEntry(o fyne.CanvasObject, visit func(*kit.Entry)) {
	switch o := o.(type) {
	case *kit.Entry:
		visit(o)
	case *kit.Field:
		eachEntry(o.Input, visit)
	case *fyne.Container:
		for _, x := range o.Objects {
			eachEntry(x, visit)
		}
	}
}

func (v *formView) content() fyne.CanvasObject { return v.page }

// show opens the card of a route, or goes on with what was typed before.
func (v *formView) show(r screen.Route) {
	v.part = r.Arg(argPart)
	v.f.Open(r)
}

func (v *formView) changed([]book.Change) {} // saving finds a conflict, nothing typed is lost

func (v *formView) tick() {}

// render draws title, buttons and banner and, when fresh, fills the fields.
func (v *formView) render(fresh bool) {
	t, f := v.env.T, v.f
	title := t("customers.new_person", nil)
	switch {
	case f.id != "":
		title = t("customers.edit_title", locales.V{"Name": f.base.Name.Full})
	case f.kind == book.Organisation:
		title = t("customers.new_organisation", nil)
	}
	v.page.SetTitle(title, "")
	v.again.Hidden = f.id != ""
	if fresh {
		v.fill()
	}
	v.showBanner()
	v.layout()
	v.page.Refresh()
}

func (v *formView) fill() {
	v.clearErrors()
	v.basics.isNew, v.basics.facets = v.f.id == "", v.f.facets
	for _, g := range v.groups {
		if tie, ok := g.(*tieGroup); ok {
			tie.names = v.f.names
		}
	}
	v.put(v.f.base)
	v.clean, _ = v.read()
	var old draft
	if old, v.kept = v.env.Drafts[v.f.key()].(draft); v.kept {
		v.f.base.Version = old.card.Version // so that a change in between is noticed
		v.put(old.card)
		v.basics.note.SetValue(old.note)
	}
	v.scroll.ScrollToTop()
	if c := canvasOf(v.page); c != nil {
		c.Focus(v.basics.name.entry)
	}
	v.openPart()
}

// openPart opens the part of the form that was asked for and gives it the
// keyboard.
func (v *formView) openPart() {
	g, ok := v.parts[v.part]
	v.part = ""
	if !ok {
		return
	}
	s := v.sections[g]
	s.unfold(true)
	s.opened()
	screen.Soon(v.env.Runner, func() bool { return kit.FocusFirst(v.page, s.body) })
}

// put writes a card into the fields and opens the parts that it uses.
func (v *formView) put(c book.Customer) {
	for _, g := range v.groups {
		g.fill(c)
		if s := v.sections[g]; s != nil {
			s.set(g.used(c) && (v.f.id != "" || v.kept))
		}
	}
}

// showBanner says that the card was changed elsewhere, or that what is typed
// is from before.
func (v *formView) showBanner() {
	t := v.env.T
	switch {
	case v.f.stale:
		v.banner.Set(kit.Saffron, kit.IconWarning, t("customers.conflict", nil))
		v.banner.SetActions(kit.NewButton(t("customers.reload", nil), kit.Secondary, v.startOver))
	case v.kept:
		v.banner.Set(kit.Jade, kit.IconInfo, t("customers.draft_back", nil))
		v.banner.SetActions(kit.NewButton(t("customers.start_over", nil), kit.Secondary, v.startOver))
	}
	v.banner.Hidden = !v.f.stale && !v.kept
}

// read takes the card out of the fields. ok is false when a field cannot be
// read.
func (v *formView) read() (c book.Customer, ok bool) {
	c, ok = v.f.base, true
	for _, g := range v.groups {
		if !g.read(&c) {
			ok = false
			if s := v.sections[g]; s != nil && !s.open {
				s.set(true)
			}
		}
	}
	return c, ok
}

// dirty says whether anything was typed.
func (v *formView) dirty() bool {
	c, ok := v.read()
	return !ok || strings.TrimSpace(v.basics.note.Text) != "" || !reflect.DeepEqual(c, v.clean)
}

func (v *formView) clearErrors() {
	for _, g := range v.groups {
		for _, f := range g.fields() {
			f.SetError("")
		}
	}
}

// save keeps the card; again begins another new one after it.
func (v *formView) save(again bool) {
	if !v.f.loaded {
		return
	}
	v.clearErrors()
	c, ok := v.read()
	if !ok {
		v.layout()
		return
	}
	v.f.reasons = nil
	for _, w := range v.whys {
		if text := w.text(); text != "" {
			v.f.reasons = append(v.f.reasons, text)
		}
	}
	isNew := v.f.id == ""
	kind, key := v.f.kind, v.f.key()
	v.f.Save(c, v.basics.note.Text, func(saved book.Customer) {
		delete(v.env.Drafts, key)
		switch {
		case isNew && again:
			v.f.Open(screen.Route{Screen: screen.Customers}.With(argNew, string(kind)))
		case isNew:
			v.turn(screen.Route{Screen: screen.Customers, ID: string(saved.ID)})
		default:
			v.env.Shell.Back()
		}
	})
}

// refuse says at the field at fault what cannot be kept.
func (v *formView) refuse(err error) {
	field := fieldOf(err)
	for _, g := range v.groups {
		if f, ok := g.fields()[field]; ok {
			f.SetError(explain.Error(v.env.Printer, err))
			if s := v.sections[g]; s != nil {
				s.set(true)
			}
			v.layout()
			if w, ok := f.Input.(fyne.Focusable); ok {
				if c := canvasOf(v.page); c != nil {
					c.Focus(w)
				}
			}
			return
		}
	}
	v.env.Shell.Fail(err)
}

// dropped takes a picture that was dropped on the window.
func (v *formView) dropped(path string) bool {
	if !v.f.loaded {
		return false
	}
	for _, g := range v.groups {
		if p, ok := g.(*pictureGroup); ok && isPicture(path) {
			v.sections[g].unfold(true)
			p.load(path)
			return true
		}
	}
	return false
}
