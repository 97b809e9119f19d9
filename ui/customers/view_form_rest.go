package customers

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// wishGroup edits what the customer likes and does not.
type wishGroup struct {
	env    *screen.Env
	wishes *lines[book.Preference]
	why    *because
	had    map[book.ID]bool // what is sensitive and was there before
	root   *fyne.Container
}

func newWishGroup(env *screen.Env) *wishGroup {
	g := &wishGroup{env: env, why: newBecause(env)}
	g.wishes = newLines(env, env.T("customers.add_preference", nil), func() book.Preference { return book.Preference{Kind: book.GiftWelcome} }, g.wish)
	g.root = kit.VBox(8, kit.Wrap(env.T("customers.preferences_why", nil), kit.Muted), g.wishes.root, g.why.field)
	return g
}

func (g *wishGroup) onLayout(f func()) {
	g.why.laid = f
	g.wishes.laid = func() { g.look(); f() }
}

// look asks for the reason while something sensitive is new.
func (g *wishGroup) look() {
	g.why.need(slices.ContainsFunc(g.wishes.values(), func(x book.Preference) bool { return x.Kind.Sensitive() && !g.had[x.ID] }))
}

func (g *wishGroup) wish(x book.Preference, remove func()) line[book.Preference] {
	var kinds []kit.Option
	for _, k := range []book.PreferenceKind{book.Diet, book.Health, book.Drink, book.GiftWelcome, book.GiftUnwelcome, book.OtherWish} {
		kinds = append(kinds, kit.Option{Value: string(k), Label: preferenceWord(g.env.Printer, k)})
	}
	kind := kit.NewSelect("", kinds, func(string) { g.look() })
	kind.SetSelected(string(x.Kind))
	text := kit.NewEntry("")
	text.SetValue(x.Text)
	return line[book.Preference]{
		object: kit.HBox(8, kit.FixedWidth(150, kind), kit.Grow(text), kit.NewButton(g.env.T("common.remove", nil), kit.Quiet, remove)),
		read: func() book.Preference {
			y := x
			y.Kind, y.Text = book.PreferenceKind(kind.Selected()), text.Text
			return y
		},
	}
}

func (g *wishGroup) fill(c book.Customer) {
	g.had = map[book.ID]bool{}
	for _, x := range c.Preferences {
		if x.Kind.Sensitive() && x.ID != "" {
			g.had[x.ID] = true
		}
	}
	g.why.clear()
	g.wishes.set(c.Preferences)
	g.look()
}

func (g *wishGroup) read(c *book.Customer) bool {
	c.Preferences = g.wishes.values()
	g.look()
	return g.why.answered()
}

func (g *wishGroup) used(c book.Customer) bool { return len(c.Preferences) > 0 }
func (g *wishGroup) fields() map[string]*kit.Field {
	return map[string]*kit.Field{"because": g.why.field}
}

// businessGroup edits payment, currency, cadence and who looks after the
// customer.
type businessGroup struct {
	env      *screen.Env
	texts    texts
	currency *kit.Select
	money    *kit.Field
	ideal    *kit.Entry
	longest  *kit.Entry
	cadence  *kit.Field
	root     *fyne.Container
}

func newBusinessGroup(env *screen.Env) *businessGroup {
	g := &businessGroup{env: env, ideal: kit.NewEntry(""), longest: kit.NewEntry("")}
	t, p := env.T, env.Printer
	g.texts = newTexts(env, []textSpec{
		{"customers.payment", "customers.hint_payment", func(c *book.Customer) *string { return &c.PaymentHabit }},
		{"customers.owner", "", func(c *book.Customer) *string { return &c.Owner }},
	})
	options := []kit.Option{{Value: "", Label: t("common.none", nil)}}
	for _, c := range p.Currencies() {
		options = append(options, kit.Option{Value: c, Label: p.Currency(c), Detail: c})
	}
	g.currency = kit.NewSelect(t("common.none", nil), options, nil).SetFilterHint(t("common.search", nil))
	g.money = kit.NewField(t("customers.currency", nil), g.currency)
	g.cadence = kit.NewField(t("customers.cadence", nil), kit.HBox(8,
		kit.Text(t("customers.cadence_every", nil), kit.Muted), kit.FixedWidth(64, g.ideal),
		kit.Text(t("customers.cadence_latest", nil), kit.Muted), kit.FixedWidth(64, g.longest),
		kit.Text(t("customers.days", nil), kit.Muted), kit.Space()))
	g.root = kit.VBox(10, kit.EqualColumns(160, g.texts[0].field, g.money), g.cadence, g.texts[1].field)
	return g
}

func (g *businessGroup) onLayout(func()) {}

func (g *businessGroup) fill(c book.Customer) {
	g.texts.fill(c)
	g.currency.SetSelected(c.Currency)
	for e, n := range map[*kit.Entry]int{g.ideal: c.Cadence.Ideal, g.longest: c.Cadence.Longest} {
		e.SetValue("")
		if n > 0 {
			e.SetValue(strconv.Itoa(n))
		}
	}
}

func (g *businessGroup) read(c *book.Customer) bool {
	g.texts.read(c)
	c.Currency = g.currency.Selected()
	ideal, ok1 := countIn(g.ideal.Text)
	longest, ok2 := countIn(g.longest.Text)
	if !ok1 || !ok2 {
		g.cadence.SetError(g.env.T("customers.number_unread", nil))
		return false
	}
	c.Cadence = book.Cadence{Ideal: ideal, Longest: longest}
	return true
}

func (g *businessGroup) used(c book.Customer) bool {
	return g.texts.used(c) || c.Currency != "" || c.Cadence != book.Cadence{}
}

func (g *businessGroup) fields() map[string]*kit.Field {
	return map[string]*kit.Field{"currency": g.money, "cadence": g.cadence}
}

// tieGroup edits relations to other customers.
type tieGroup struct {
	env   *screen.Env
	ties  *lines[book.Relation]
	field *kit.Field
	names map[book.ID]string
	laid  func()
	loose bool
}

func newTieGroup(env *screen.Env) *tieGroup {
	g := &tieGroup{env: env, laid: func() {}}
	g.ties = newLines(env, env.T("customers.add_relation", nil), func() book.Relation { return book.Relation{Kind: book.IntroducedBy} }, g.tie)
	g.field = kit.NewField("", g.ties.root)
	return g
}

func (g *tieGroup) onLayout(f func()) { g.laid, g.ties.laid = f, f }

func (g *tieGroup) tie(x book.Relation, remove func()) line[book.Relation] {
	t := g.env.T
	var kinds []kit.Option
	for _, k := range []book.RelationKind{book.ReportsTo, book.IntroducedBy, book.FamilyOf, book.InterpreterOf, book.AssistantOf, book.OtherRelation} {
		kinds = append(kinds, kit.Option{Value: string(k), Label: relationWord(g.env.Printer, k)})
	}
	kind := kit.NewSelect("", kinds, nil)
	kind.SetSelected(string(x.Kind))
	other := newPicker(g.env, "", t("customers.hint_other", nil))
	other.laid = g.laid
	other.set(x.To, g.names[x.To])
	label := kit.NewEntry(t("customers.hint_label", nil))
	label.SetValue(x.Label)
	return line[book.Relation]{
		object: kit.HBoxTop(8, kit.FixedWidth(140, kind), kit.Grow(other.root), kit.FixedWidth(96, label),
			kit.NewButton(t("common.remove", nil), kit.Quiet, remove)),
		read: func() book.Relation {
			y := x
			y.Kind, y.To, y.Label = book.RelationKind(kind.Selected()), other.id, label.Text
			if other.id == "" && other.entry.Text != "" {
				g.loose = true
			}
			return y
		},
	}
}

func (g *tieGroup) fill(c book.Customer) { g.ties.set(c.Relations) }

func (g *tieGroup) read(c *book.Customer) bool {
	g.loose = false
	c.Relations = g.ties.values()
	if g.loose {
		g.field.SetError(g.env.T("customers.relation_loose", nil))
	}
	return !g.loose
}

func (g *tieGroup) used(c book.Customer) bool { return len(c.Relations) > 0 }

func (g *tieGroup) fields() map[string]*kit.Field { return map[string]*kit.Field{"relation": g.field} }

// customGroup edits fields of the user's own.
type customGroup struct {
	env   *screen.Env
	own   *lines[book.CustomField]
	why   *because
	had   map[book.ID]bool
	field *kit.Field
}

func newCustomGroup(env *screen.Env) *customGroup {
	g := &customGroup{env: env, why: newBecause(env)}
	g.own = newLines(env, env.T("customers.add_custom", nil), func() book.CustomField { return book.CustomField{} }, g.custom)
	g.field = kit.NewField("", kit.VBox(8, g.own.root, g.why.field))
	return g
}

func (g *customGroup) onLayout(f func()) {
	g.why.laid = f
	g.own.laid = func() { g.look(); f() }
}

func (g *customGroup) look() {
	g.why.need(slices.ContainsFunc(g.own.values(), func(x book.CustomField) bool { return x.Sensitive && !g.had[x.ID] }))
}

func (g *customGroup) custom(x book.CustomField, remove func()) line[book.CustomField] {
	name, value := kit.NewEntry(g.env.T("common.name", nil)), kit.NewEntry(g.env.T("customers.value", nil))
	name.SetValue(x.Name)
	value.SetValue(x.Value)
	mark := kit.NewCheck(g.env.T("customers.mark_sensitive", nil), x.Sensitive, func(bool) { g.look() })
	return line[book.CustomField]{
		object: kit.HBox(8, kit.FixedWidth(150, name), kit.Grow(value), mark, kit.NewButton(g.env.T("common.remove", nil), kit.Quiet, remove)),
		read: func() book.CustomField {
			y := x
			y.Name, y.Value, y.Sensitive = name.Text, value.Text, mark.On()
			return y
		},
	}
}

func (g *customGroup) fill(c book.Customer) {
	g.had = map[book.ID]bool{}
	for _, x := range c.Custom {
		if x.Sensitive && x.ID != "" {
			g.had[x.ID] = true
		}
	}
	g.why.clear()
	g.own.set(c.Custom)
	g.look()
}

func (g *customGroup) read(c *book.Customer) bool {
	c.Custom = g.own.values()
	g.look()
	return g.why.answered()
}

func (g *customGroup) used(c book.Customer) bool { return len(c.Custom) > 0 }
func (g *customGroup) fields() map[string]*kit.Field {
	return map[string]*kit.Field{"because": g.why.field}
}

// pictureGroup edits the picture.
type pictureGroup struct {
	env    *screen.Env
	f      *form
	data   []byte
	shown  *kit.Avatar
	remove *kit.Button
	field  *kit.Field
	root   *fyne.Container
}

func newPictureGroup(env *screen.Env, f *form) *pictureGroup {
	g := &pictureGroup{env: env, f: f, shown: kit.NewAvatar("", kit.AvatarLarge)}
	t := env.T
	choose := kit.NewButton(t("customers.picture_choose", nil), kit.Secondary, func() {
		env.Shell.PickFiles(t("customers.picture_choose", nil), pictureTypes, func(paths []string) {
			if len(paths) > 0 {
				g.load(paths[0])
			}
		})
	})
	g.remove = kit.NewButton(t("common.remove", nil), kit.Quiet, func() { g.set(nil) })
	g.field = kit.NewField("", kit.HBox(12, g.shown, choose, g.remove, kit.Space())).SetHint(t("customers.picture_drop", nil))
	g.root = kit.VBox(0, g.field)
	return g
}

func (g *pictureGroup) load(path string) {
	g.field.SetError("")
	g.f.ReadPicture(path, g.set)
}

func (g *pictureGroup) set(data []byte) {
	g.data = data
	g.shown.SetImage(pictureOf(data))
	g.remove.Hidden = len(data) == 0
	g.root.Refresh()
}

func (g *pictureGroup) fill(c book.Customer) {
	g.shown.SetMonogram(nameOf(c.Kind, c.Name, nil, g.env.Printer.Tag()).Letters)
	g.set(c.Picture)
}

func (g *pictureGroup) read(c *book.Customer) bool { c.Picture = g.data; return true }
func (g *pictureGroup) used(c book.Customer) bool  { return len(c.Picture) > 0 }
func (g *pictureGroup) fields() map[string]*kit.Field {
	return map[string]*kit.Field{"picture": g.field}
}
