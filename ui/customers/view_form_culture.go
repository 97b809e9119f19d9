package customers

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// cultureGroup edits what was stated about cultures, languages and
// observances. A day that cannot be read is told at its field.
type cultureGroup struct {
	env       *screen.Env
	cultures  *lines[book.StatedCulture]
	languages *lines[book.Language]
	keeps     *lines[book.Observance]
	boxes     [3]*kit.Field
	root      *fyne.Container
	unread    bool
}

func newCultureGroup(env *screen.Env) *cultureGroup {
	g := &cultureGroup{env: env}
	t := env.T
	today := calendar.DateOf(env.Now())
	g.cultures = newLines(env, t("customers.add_culture", nil), func() book.StatedCulture { return book.StatedCulture{SaidOn: today} }, g.culture)
	g.languages = newLines(env, t("customers.add_language", nil), func() book.Language { return book.Language{} }, g.language)
	g.keeps = newLines(env, t("customers.add_observance", nil), func() book.Observance { return book.Observance{SaidOn: today} }, g.observance)
	g.boxes[0] = kit.NewField(t("customers.cultures_stated", nil), g.cultures.root).SetHint(t("customers.said_by_why", nil))
	g.boxes[1] = kit.NewField(t("customers.languages", nil), g.languages.root)
	g.boxes[2] = kit.NewField(t("customers.observances", nil), g.keeps.root).SetHint(t("customers.observance_why", nil))
	g.root = kit.VBox(14, g.boxes[0], g.boxes[1], g.boxes[2])
	return g
}

func (g *cultureGroup) onLayout(f func()) { g.cultures.laid, g.languages.laid, g.keeps.laid = f, f, f }

func (g *cultureGroup) fill(c book.Customer) {
	g.cultures.set(c.Cultures)
	g.languages.set(c.Languages)
	g.keeps.set(c.Observances)
}

func (g *cultureGroup) read(c *book.Customer) bool {
	g.unread = false
	c.Cultures, c.Languages, c.Observances = g.cultures.values(), g.languages.values(), g.keeps.values()
	return !g.unread
}

func (g *cultureGroup) used(c book.Customer) bool {
	return len(c.Cultures)+len(c.Languages)+len(c.Observances) > 0
}

func (g *cultureGroup) fields() map[string]*kit.Field {
	return map[string]*kit.Field{"culture": g.boxes[0], "language": g.boxes[1], "observance": g.boxes[2]}
}

// said makes the fields of who said something and when.
func (g *cultureGroup) said(by string, on calendar.Date, box int) (who, day *kit.Entry, read func() (string, calendar.Date)) {
	t := g.env.T
	who, day = kit.NewEntry(t("customers.hint_said_by", nil)), kit.NewEntry(t("customers.hint_day", nil))
	who.SetValue(by)
	day.SetValue(on.String())
	return who, day, func() (string, calendar.Date) {
		d, ok := dayIn(day.Text)
		if !ok {
			g.unread = true
			g.boxes[box].SetError(t("customers.day_unread", nil))
		}
		return who.Text, d
	}
}

func (g *cultureGroup) culture(x book.StatedCulture, remove func()) line[book.StatedCulture] {
	p := g.env.Printer
	var options []kit.Option
	for _, c := range p.Countries() {
		options = append(options, kit.Option{Value: c, Label: cultureWord(p, c), Search: c})
	}
	code := kit.NewSelect(g.env.T("common.choose", nil), options, nil).SetFilterHint(g.env.T("common.search", nil))
	code.SetSelected(x.Culture)
	who, day, said := g.said(x.SaidBy, x.SaidOn, 0)
	return line[book.StatedCulture]{
		object: kit.HBox(8, kit.Grow(code), kit.Grow(who), kit.FixedWidth(108, day), g.drop(remove)),
		read: func() book.StatedCulture {
			y := x
			y.Culture = code.Selected()
			y.SaidBy, y.SaidOn = said()
			return y
		},
	}
}

func (g *cultureGroup) drop(remove func()) fyne.CanvasObject {
	return kit.NewButton(g.env.T("common.remove", nil), kit.Quiet, remove)
}

func (g *cultureGroup) language(x book.Language, remove func()) line[book.Language] {
	p := g.env.Printer
	tag := kit.NewSelect(g.env.T("common.choose", nil), languageOptions(g.env, x.Tag), nil).SetFilterHint(g.env.T("common.search", nil))
	tag.SetSelected(x.Tag)
	levels := []kit.Option{{Value: "", Label: g.env.T("customers.level_none", nil)}}
	for _, l := range []book.Level{book.Native, book.Fluent, book.Some} {
		levels = append(levels, kit.Option{Value: string(l), Label: levelWord(p, l)})
	}
	level := kit.NewSelect("", levels, nil)
	level.SetSelected(string(x.Level))
	return line[book.Language]{
		object: kit.HBox(8, kit.Grow(tag), kit.FixedWidth(150, level), g.drop(remove)),
		read: func() book.Language {
			y := x
			y.Tag, y.Level = tag.Selected(), book.Level(level.Selected())
			return y
		},
	}
}

func (g *cultureGroup) observance(x book.Observance, remove func()) line[book.Observance] {
	p := g.env.Printer
	var options []kit.Option
	for _, code := range g.env.Almanac.Traditions() {
		options = append(options, kit.Option{Value: code, Label: traditionWord(p, code)})
	}
	code := kit.NewSelect(g.env.T("common.choose", nil), options, nil).SetFilterHint(g.env.T("common.search", nil))
	code.SetSelected(x.Tradition)
	basis := kit.NewEntry(g.env.T("customers.hint_basis", nil))
	basis.SetValue(x.Basis)
	who, day, said := g.said(x.SaidBy, x.SaidOn, 2)
	return line[book.Observance]{
		object: kit.VBox(6,
			kit.HBox(8, kit.Grow(code), g.drop(remove)),
			kit.HBox(8, kit.Grow(basis), kit.Grow(who), kit.FixedWidth(108, day))),
		read: func() book.Observance {
			y := x
			y.Tradition, y.Basis = code.Selected(), basis.Text
			y.SaidBy, y.SaidOn = said()
			return y
		},
	}
}
