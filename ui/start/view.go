package start

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// width of the page's content, as in a letter.
const width = 760

// View is the start page.
type View struct {
	p    *presenter
	root *fyne.Container

	cards     fyne.CanvasObject
	questions fyne.CanvasObject
	where     *kit.Entry
	warning   *kit.Paragraph
	name      *kit.Entry
	make      *kit.Button
}

// New makes the start page.
func New(env *screen.Env) *View {
	v := &View{p: newPresenter(env)}
	t := func(id locales.ID) string { return env.T(id, nil) }
	v.cards = kit.EqualColumns(220, v.beginCard(t), v.openCard(t), v.demoCard(t))
	v.questions = v.ask(t)
	body := kit.VBox(20,
		kit.VBox(6, kit.Text(t("start.welcome"), kit.Display), kit.Wrap(t("start.promise"), kit.LargeMuted)),
		v.cards, v.questions, v.choices(t),
	)
	v.root = container.NewStack(kit.Scroll(container.New(&letter{}, body)))
	v.render()
	return v
}

// letter places the content in the middle, a little above the centre.
type letter struct{}

func (letter) MinSize(objs []fyne.CanvasObject) fyne.Size {
	m := objs[0].MinSize()
	return fyne.NewSize(min(m.Width, kit.Scaled(width)), letterHeight(objs[0], kit.Scaled(width))+80)
}

func letterHeight(o fyne.CanvasObject, w float32) float32 {
	if h, ok := o.(kit.HeightForWidth); ok {
		return h.HeightFor(w)
	}
	o.Resize(fyne.NewSize(w, o.MinSize().Height))
	return o.MinSize().Height
}

func (letter) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	w := min(kit.Scaled(width), size.Width-40)
	h := letterHeight(objs[0], w)
	objs[0].Resize(fyne.NewSize(w, h))
	objs[0].Move(fyne.NewPos(float32(int((size.Width-w)/2)), max(40, float32(int((size.Height-h)*0.4)))))
}

func (v *View) beginCard(t func(locales.ID) string) fyne.CanvasObject {
	start := kit.NewButton(t("start.begin"), kit.Primary, func() {
		v.p.ask()
		v.render()
		kit.FocusFirst(v.root, v.name)
	})
	return kit.NewCard(t("start.begin_title"), kit.VBox(12,
		kit.Wrap(t("start.begin_text"), kit.Muted), kit.HBox(0, start, kit.Space()))).SetChosen(true)
}

func (v *View) openCard(t func(locales.ID) string) fyne.CanvasObject {
	open := kit.NewButton(t("start.open"), kit.Secondary, func() {
		v.p.env.Shell.PickFiles(t("start.open_title"), screen.BookFiles, func(paths []string) { v.p.env.Books.Open(paths[0]) })
	})
	join := kit.NewButton(t("start.join"), kit.Quiet, v.p.env.Books.Join)
	return kit.NewCard(t("start.open_title"), kit.VBox(12,
		kit.Wrap(t("start.open_text"), kit.Muted), kit.HBox(0, open, kit.Space()), kit.HBox(0, join, kit.Space())))
}

func (v *View) demoCard(t func(locales.ID) string) fyne.CanvasObject {
	demo := kit.NewButton(t("start.demo"), kit.Secondary, func() { v.p.env.Books.Demo(false) })
	return kit.NewCard(t("start.demo_title"), kit.VBox(12,
		kit.Wrap(t("start.demo_text"), kit.Muted), kit.HBox(0, demo, kit.Space())))
}

// ask is the form about a new book.
func (v *View) ask(t func(locales.ID) string) fyne.CanvasObject {
	v.where = kit.NewEntry("")
	v.where.OnChanged = func(s string) { v.p.typePath(s); v.warn() }
	browse := kit.NewButton(t("start.browse"), kit.Secondary, func() {
		v.p.env.Shell.PickSave(t("start.where"), v.p.path, func(path string) { v.p.setPath(path); v.render() })
	})
	v.warning = kit.Wrap("", kit.Small).SetColor(kit.Saffron.Text())
	culture := kit.NewSelect(t("start.choose"), countries(v.p.env), func(code string) { v.p.culture = code })
	culture.SetFilterHint(t("common.search"))
	culture.SetSelected(v.p.culture)
	v.name = kit.NewEntry(t("start.owner_hint"))
	v.name.OnChanged = func(s string) { v.p.owner = s }
	back := kit.NewButton(t("common.back"), kit.Secondary, func() { v.p.asking = false; v.render() })
	v.make = kit.NewButton(t("start.make"), kit.Primary, v.p.begin)
	return kit.NewCard(t("start.begin_title"), kit.VBox(14,
		kit.NewField(t("start.where"), kit.HBox(8, kit.Grow(v.where), browse)).SetHint(t("start.where_hint")),
		v.warning,
		kit.EqualColumns(240, kit.NewField(t("start.culture"), culture).SetHint(t("start.culture_hint")),
			kit.NewField(t("start.owner"), v.name).SetHint(t("start.owner_why"))),
		kit.HBox(12, kit.Space(), back, v.make),
	))
}

// choices are language and look, which apply at once.
func (v *View) choices(t func(locales.ID) string) fyne.CanvasObject {
	env := v.p.env
	langs := []kit.Option{{Value: "", Label: env.T("settings.language_system", nil)}}
	for _, l := range locales.Languages() {
		langs = append(langs, kit.Option{Value: l.Tag, Label: l.NativeName})
	}
	lang := kit.NewSelect("", langs, v.p.setLanguage)
	lang.SetSelected(env.Prefs.Get().Language)
	look := kit.NewSelect("", []kit.Option{
		{Value: "", Label: t("settings.theme_system")},
		{Value: "light", Label: t("settings.theme_light")},
		{Value: "dark", Label: t("settings.theme_dark")},
		{Value: "contrast", Label: t("settings.theme_contrast")},
	}, v.p.setTheme)
	look.SetSelected(env.Prefs.Get().Theme)
	return kit.HBox(12,
		kit.Text(t("settings.language"), kit.MutedBody), kit.FixedWidth(190, lang),
		kit.Text(t("settings.theme"), kit.MutedBody), kit.FixedWidth(170, look), kit.Space())
}

// countries are the markets to choose from, by name.
func countries(env *screen.Env) []kit.Option {
	var out []kit.Option
	for _, cc := range env.Printer.Countries() {
		out = append(out, kit.Option{Value: cc, Label: env.Printer.Country(cc), Search: cc})
	}
	return out
}

func (v *View) render() {
	if v.p.asking {
		v.cards.Hide()
		v.questions.Show()
		v.where.SetValue(v.p.path)
		v.warn()
	} else {
		v.questions.Hide()
		v.cards.Show()
	}
	v.root.Refresh()
}

func (v *View) warn() {
	text := ""
	if synced(filepath.Dir(v.p.path)) {
		text = v.p.env.T("start.synced", nil)
	}
	v.warning.SetText(text)
	v.warning.Hidden = text == ""
	if v.p.path == "" {
		v.make.Disable()
	} else {
		v.make.Enable()
	}
}

// Content implements the shell's Screen.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Show implements the shell's Screen. Answers that did not lead to a book are
// shown again, to be mended.
func (v *View) Show(screen.Route) { v.render() }

// Changed implements the shell's Screen; there is no book here.
func (v *View) Changed([]book.Change) {}

// Leave implements the shell's Screen.
func (v *View) Leave() { v.p.asking = false }
