package customers

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// textSpec describes a plain text of the card and its field.
type textSpec struct {
	label locales.ID
	hint  locales.ID // placeholder, "" for none
	at    func(*book.Customer) *string
}

// textField is the field of one plain text.
type textField struct {
	field *kit.Field
	entry *kit.Entry
	at    func(*book.Customer) *string
}

// texts are plain texts of the card that are edited alike.
type texts []textField

func newTexts(env *screen.Env, specs []textSpec) texts {
	out := make(texts, len(specs))
	for i, s := range specs {
		hint := ""
		if s.hint != "" {
			hint = env.T(s.hint, nil)
		}
		e := kit.NewEntry(hint)
		out[i] = textField{field: kit.NewField(env.T(s.label, nil), e), entry: e, at: s.at}
	}
	return out
}

func (ts texts) fill(c book.Customer) {
	for _, t := range ts {
		t.entry.SetValue(*t.at(&c))
	}
}

func (ts texts) read(c *book.Customer) {
	for _, t := range ts {
		*t.at(c) = t.entry.Text
	}
}

func (ts texts) used(c book.Customer) bool {
	for _, t := range ts {
		if *t.at(&c) != "" {
			return true
		}
	}
	return false
}

// pairs lays fields out two and two.
func pairs(fields ...fyne.CanvasObject) *fyne.Container {
	box := kit.VBox(10)
	for i := 0; i < len(fields); i += 2 {
		if i+1 == len(fields) {
			box.Add(fields[i])
			break
		}
		box.Add(kit.EqualColumns(160, fields[i], fields[i+1]))
	}
	return box
}

func (ts texts) objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(ts))
	for i, t := range ts {
		out[i] = t.field
	}
	return out
}

// nameTexts are the optional parts of a name.
var nameTexts = []textSpec{
	{"customers.name_prefix", "customers.hint_prefix", func(c *book.Customer) *string { return &c.Name.Prefix }},
	{"customers.nickname", "", func(c *book.Customer) *string { return &c.Name.Nickname }},
	{"customers.name_given", "", func(c *book.Customer) *string { return &c.Name.Given }},
	{"customers.name_given2", "", func(c *book.Customer) *string { return &c.Name.Given2 }},
	{"customers.name_family", "", func(c *book.Customer) *string { return &c.Name.Family }},
	{"customers.name_family2", "", func(c *book.Customer) *string { return &c.Name.Family2 }},
	{"customers.name_patronymic", "", func(c *book.Customer) *string { return &c.Name.Patronymic }},
	{"customers.name_suffix", "customers.hint_suffix", func(c *book.Customer) *string { return &c.Name.Suffix }},
}

// nameGroup edits the parts of a name, its language and its order.
type nameGroup struct {
	env      *screen.Env
	texts    texts
	language *kit.Select
	order    *kit.Select
	root     *fyne.Container
}

func newNameGroup(env *screen.Env, ts texts) *nameGroup {
	g := &nameGroup{env: env, texts: ts}
	t := env.T
	g.language = kit.NewSelect(t("customers.name_language_none", nil), nil, nil).SetFilterHint(t("common.search", nil))
	g.order = kit.NewSelect("", []kit.Option{
		{Value: "", Label: t("customers.order_by_language", nil)},
		{Value: string(book.GivenFirst), Label: t("customers.order_given_first", nil)},
		{Value: string(book.SurnameFirst), Label: t("customers.order_surname_first", nil)},
	}, nil)
	objs := append(ts.objects(), kit.NewField(t("customers.name_language", nil), g.language), kit.NewField(t("customers.name_order", nil), g.order))
	g.root = kit.VBox(10, kit.Wrap(t("customers.name_parts", nil), kit.Muted), pairs(objs...))
	return g
}

func (g *nameGroup) fill(c book.Customer) {
	g.texts.fill(c)
	g.language.SetOptions(languageOptions(g.env, c.Name.Language))
	g.language.SetSelected(c.Name.Language)
	g.order.SetSelected(string(c.Name.Order))
}

func (g *nameGroup) read(c *book.Customer) bool {
	g.texts.read(c)
	c.Name.Language, c.Name.Order = g.language.Selected(), book.NameOrder(g.order.Selected())
	return true
}

func (g *nameGroup) used(c book.Customer) bool {
	return g.texts.used(c) || c.Name.Language != "" || c.Name.Order != ""
}

func (g *nameGroup) fields() map[string]*kit.Field { return nil }

// languageOptions are the languages to choose from, with none first.
func languageOptions(env *screen.Env, extra ...string) []kit.Option {
	out := []kit.Option{{Value: "", Label: env.T("common.none", nil)}}
	for _, tag := range languageTags(env.Printer, extra...) {
		out = append(out, kit.Option{Value: tag, Label: env.Printer.Language(tag), Detail: locales.LanguageOwnName(tag), Search: tag})
	}
	return out
}

// addressTexts are the stated forms of address.
var addressTexts = []textSpec{
	{"customers.call_me_ask", "customers.hint_call_me", func(c *book.Customer) *string { return &c.Address.CallMe }},
	{"customers.pronunciation", "", func(c *book.Customer) *string { return &c.Address.Pronunciation }},
	{"customers.in_writing", "", func(c *book.Customer) *string { return &c.Address.InWriting }},
	{"customers.in_speech", "", func(c *book.Customer) *string { return &c.Address.InSpeech }},
	{"customers.in_mail", "", func(c *book.Customer) *string { return &c.Address.InMail }},
	{"customers.job_title", "", func(c *book.Customer) *string { return &c.Address.JobTitle }},
	{"customers.title_word", "customers.hint_title", func(c *book.Customer) *string { return &c.Address.Title }},
	{"customers.honorific", "customers.hint_honorific", func(c *book.Customer) *string { return &c.Address.Honorific }},
}

// addressGroup edits how the customer wishes to be addressed.
type addressGroup struct {
	texts    texts
	register *kit.Select
	root     *fyne.Container
}

func newAddressGroup(env *screen.Env) *addressGroup {
	g := &addressGroup{texts: newTexts(env, addressTexts)}
	t := env.T
	g.register = kit.NewSelect("", []kit.Option{
		{Value: "", Label: t("customers.register_none", nil)},
		{Value: string(book.Formal), Label: t("customers.register_formal", nil)},
		{Value: string(book.Informal), Label: t("customers.register_informal", nil)},
	}, nil)
	objs := append(g.texts.objects(), kit.NewField(t("customers.register", nil), g.register))
	g.root = pairs(objs...)
	return g
}

func (g *addressGroup) fill(c book.Customer) {
	g.texts.fill(c)
	g.register.SetSelected(string(c.Address.Register))
}

func (g *addressGroup) read(c *book.Customer) bool {
	g.texts.read(c)
	c.Address.Register = book.Register(g.register.Selected())
	return true
}

func (g *addressGroup) used(c book.Customer) bool {
	return g.texts.used(c) || c.Address.Register != ""
}

func (g *addressGroup) fields() map[string]*kit.Field { return nil }
