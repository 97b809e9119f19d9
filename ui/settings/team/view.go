package team

import (
	"slices"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View is the page.
type View struct {
	p    *presenter
	env  *screen.Env
	root *kit.Scroller
	list *kit.Card
	rest *kit.Card
}

// New makes the page with nothing read.
func New(env *screen.Env) *View {
	v := &View{env: env}
	v.p = newPresenter(env, v.draw)
	add := kit.NewIconButton(kit.IconPlus, env.T("team.add", nil), kit.Secondary, func() { v.edit(book.Member{}) })
	v.list = kit.NewCard(env.T("team.title", nil), kit.VBox(0)).SetAside(add)
	v.rest = kit.NewCard(env.T("team.others", nil), kit.VBox(0))
	v.root = kit.Scroll(kit.VBox(kit.Gap, v.list, v.rest))
	v.rest.Hide()
	return v
}

// Content is the object to put into the window.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Load reads the team again.
func (v *View) Load() { v.p.load() }

func (v *View) draw() {
	env, p := v.env, v.p
	box := kit.VBox(0)
	for i, m := range p.members {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		sub := counsel.WorkOf(env.Printer, p.loads[m.Name])
		if said := p.said(m); said != "" {
			sub = said + " · " + sub
		}
		var end fyne.CanvasObject
		if m.Away {
			end = kit.NewChip(env.T("team.away", nil), kit.Slate)
		}
		row := kit.NewRow(kit.NewAvatar(initial(m.Name), 36), m.Name, sub, end, func() { v.edit(m) })
		row.SetMaxLines(2)
		box.Add(row)
	}
	if len(p.members) == 0 {
		box.Add(kit.Wrap(env.T("team.none", nil), kit.MutedBody))
	}
	v.list.SetBody(box)
	others := kit.VBox(0)
	for _, w := range p.others {
		others.Add(kit.NewRow(nil, w.Owner, counsel.WorkOf(env.Printer, w), kit.NewButton(env.T("team.make_member", nil), kit.Secondary, func() {
			v.edit(book.Member{Name: w.Owner})
		}), nil))
	}
	v.rest.Hidden = len(p.others) == 0
	v.rest.SetBody(others)
	v.root.Refresh()
}

func initial(name string) string {
	for _, r := range name {
		return string(r)
	}
	return ""
}

// edit asks for a member's name, languages and cultures.
func (v *View) edit(m book.Member) {
	env := v.env
	t := env.T
	name, note := kit.NewEntry(""), kit.NewEntry(t("team.note_hint", nil))
	name.SetValue(m.Name)
	note.SetValue(m.Note)
	m.Languages, m.Cultures = slices.Clone(m.Languages), slices.Clone(m.Cultures)
	field := kit.NewField(t("team.name", nil), name)
	away := kit.NewCheck(t("team.is_away", nil), m.Away, func(on bool) { m.Away = on })
	languages, cultures := kit.VBox(8), kit.Flow(6)
	var d *kit.Dialog
	var drawLanguages, drawCultures func()
	refresh := func() {
		if d != nil {
			d.Refresh()
		}
	}
	drawLanguages = func() {
		languages.Objects = nil
		for i, l := range m.Languages {
			level := kit.NewSelect(t("team.level", nil), v.levels(), func(s string) { m.Languages[i].Level = book.Level(s) })
			level.SetSelected(string(l.Level))
			languages.Add(kit.HBox(8, kit.Grow(kit.Text(env.Printer.Language(l.Tag), kit.Body)), kit.FixedWidth(150, level),
				kit.NewArrowButton(kit.IconClose, t("common.remove", nil), func() {
					m.Languages = slices.Delete(m.Languages, i, i+1)
					drawLanguages()
				})))
		}
		add := kit.NewSelect(t("team.add_language", nil), v.languages(), func(tag string) {
			if !slices.ContainsFunc(m.Languages, func(l book.Spoken) bool { return l.Tag == tag }) {
				m.Languages = append(m.Languages, book.Spoken{Tag: tag, Level: book.Fluent})
			}
			drawLanguages()
		}).SetFilterHint(t("common.search", nil))
		languages.Add(add)
		languages.Refresh()
		refresh()
	}
	drawCultures = func() {
		cultures.Objects = nil
		for _, c := range m.Cultures {
			cultures.Add(kit.NewRemovableChip(env.Printer.Country(c), kit.Jade, func() {
				m.Cultures = slices.DeleteFunc(m.Cultures, func(x string) bool { return x == c })
				drawCultures()
			}))
		}
		cultures.Add(kit.FixedWidth(200, kit.NewSelect(t("team.add_culture", nil), v.markets(), func(c string) {
			if !slices.Contains(m.Cultures, c) {
				m.Cultures = append(m.Cultures, c)
			}
			drawCultures()
		}).SetFilterHint(t("common.search", nil))))
		cultures.Refresh()
		refresh()
	}
	drawLanguages()
	drawCultures()
	body := kit.VBox(14, field, kit.NewField(t("team.languages", nil), languages), kit.NewField(t("team.cultures", nil), cultures),
		kit.NewField(t("team.note", nil), note), away)
	save := kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
		m.Name, m.Note = name.Text, note.Text
		v.p.save(m, d.Hide, func(err error) {
			field.SetError(explain.Error(env.Printer, err))
		})
	}}
	actions := []kit.Action{{Label: t("common.cancel", nil)}, save}
	title := t("team.add", nil)
	if m.ID != "" {
		title = t("team.edit", nil)
		actions = append([]kit.Action{{Label: t("team.leave", nil), Kind: kit.Quiet, Tapped: func() { v.leave(m) }}}, actions...)
	}
	d = kit.NewDialog(title, body, actions...)
	d.SetWidth(560).Show(v.canvas())
}

// leave asks who takes what a member owns.
func (v *View) leave(m book.Member) {
	env := v.env
	options := []kit.Option{{Value: "", Label: env.T("team.keep_name", nil)}}
	for _, x := range v.p.members {
		if x.ID != m.ID {
			options = append(options, kit.Option{Value: x.Name, Label: x.Name, Detail: env.Printer.Int(int64(v.p.loads[x.Name].Open()))})
		}
	}
	to := ""
	heir := kit.NewSelect("", options, func(s string) { to = s })
	heir.SetSelected("")
	kit.NewDialog(env.T("team.leave_title", locales.V{"Name": m.Name}),
		kit.VBox(12, kit.Wrap(counsel.WorkOf(env.Printer, v.p.loads[m.Name]), kit.Body), kit.NewField(env.T("team.heir", nil), heir)),
		kit.Action{Label: env.T("common.cancel", nil)},
		kit.Action{Label: env.T("team.leave", nil), Kind: kit.Danger, Tapped: func() { v.p.leave(m, to) }}).Show(v.canvas())
}

func (v *View) levels() []kit.Option {
	var out []kit.Option
	for _, l := range []book.Level{book.Native, book.Fluent, book.Some} {
		out = append(out, kit.Option{Value: string(l), Label: v.env.T(locales.ID("customers.level_"+string(l)), nil)})
	}
	return out
}

func (v *View) languages() []kit.Option {
	p := v.env.Printer
	var out []kit.Option
	for _, tag := range p.LanguageTags() {
		out = append(out, kit.Option{Value: tag, Label: p.Language(tag), Search: tag})
	}
	slices.SortFunc(out, func(a, b kit.Option) int { return p.Compare(a.Label, b.Label) })
	return out
}

func (v *View) markets() []kit.Option {
	p := v.env.Printer
	markets, err := culture.Default()
	if err != nil {
		v.env.Shell.Fail(err)
		return nil
	}
	var out []kit.Option
	for _, m := range markets.Markets() {
		out = append(out, kit.Option{Value: m.Code, Label: m.Name(p.Tag()), Search: m.Code})
	}
	slices.SortFunc(out, func(a, b kit.Option) int { return p.Compare(a.Label, b.Label) })
	return out
}

func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.root) }
