package settings

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// privacyCard is what customers allow and refuse in numbers, and the rules by
// which they are contacted.
type privacyCard struct {
	p      *privacy
	counts *kit.Card
	rules  *kit.Card
	listed *kit.Paragraph
	laid   func()
	shown  bool // the numbers are read while the page is looked at
}

func newPrivacyCard(env *screen.Env, keep *presenter, laid func()) *privacyCard {
	c := &privacyCard{laid: laid, listed: kit.Wrap("", kit.Muted)}
	c.p = newPrivacy(env, c.render)
	c.counts = kit.NewCard(env.T("privacy.title", nil), kit.VBox(0))
	c.rules = kit.NewCard(env.T("privacy.rules_title", nil), c.drawRules(env, keep))
	return c
}

func (c *privacyCard) render() {
	box := kit.VBox(0)
	for i, l := range c.p.Lines() {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		value := kit.Text(l.Value, kit.Label).Whole()
		switch {
		case l.Urgent:
			value.SetColor(kit.Cinnabar.Text())
		case l.Care:
			value.SetColor(kit.Saffron.Text())
		}
		var press func()
		if l.Route.Screen != "" {
			press = func() { c.p.env.Shell.Go(l.Route) }
		}
		row := kit.NewRow(nil, l.Label, "", value, press)
		row.SetTitle(kit.Span{Text: l.Label, Style: kit.Label})
		box.Add(row)
	}
	c.counts.SetBody(box)
	c.listed.SetText(c.p.Blocked())
	c.laid()
}

// drawRules draws what is asked for before each purpose, and the ground for
// customers of whom none is stated.
func (c *privacyCard) drawRules(env *screen.Env, keep *presenter) fyne.CanvasObject {
	t := func(id locales.ID) string { return env.T(id, nil) }
	rules := env.Settings.Consent
	var bases []kit.Option
	for _, b := range append(book.Bases(), book.BasisNone) {
		label := t("privacy.rule_no_basis")
		if b != book.BasisNone {
			label = allow.Basis(env.Printer, b)
		}
		bases = append(bases, kit.Option{Value: string(b), Label: label})
	}
	standard, _ := rules.BasisFor("")
	if standard == "" {
		standard = book.BasisNone
	}
	box := kit.VBox(12, kit.Wrap(t("privacy.rules_what"), kit.Muted),
		kit.NewField(t("privacy.rule_basis"), choose(bases, string(standard), func(v string) {
			keep.setBook(func(s *book.Settings) { s.Consent.Basis = book.LawfulBasis(v) })
		})))
	var needs []kit.Option
	for _, n := range book.Needs() {
		needs = append(needs, kit.Option{Value: string(n), Label: t(locales.ID("privacy.need_" + string(n)))})
	}
	for _, q := range book.Contacts() {
		now := rules.For(q, "")
		pick := choose(needs, string(now), func(v string) {
			keep.setBook(func(s *book.Settings) { s.Consent.Set(q, book.Need(v)) })
		})
		box.Add(kit.HBox(12, kit.FixedWidth(130, kit.Wrap(allow.Purpose(env.Printer, q), kit.Label)), kit.Grow(pick)))
	}
	free := kit.NewEntry(t("privacy.hint_free"))
	free.SetValue(rules.Free)
	field := kit.NewField(t("privacy.rule_free"), free)
	save := kit.NewButton(t("common.save"), kit.Secondary, func() {
		field.SetError("")
		if wrong := keep.setFree(free.Text); len(wrong) > 0 {
			field.SetError(env.T("privacy.free_wrong", locales.V{"Countries": env.Printer.List(wrong)}))
		}
	})
	box.Add(field)
	box.Add(kit.HBox(0, save, kit.Space()))
	box.Add(kit.NewDivider())
	box.Add(kit.Text(t("privacy.list_title"), kit.LabelBold))
	box.Add(c.listed)
	return box
}
