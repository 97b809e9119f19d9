package privacy

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View draws the tab.
type View struct {
	env  *screen.Env
	p    *Presenter
	root *fyne.Container

	table *kit.Card
	basis *kit.Card
	log   *kit.Card

	// sections stand below what is about consent, in both columns' width.
	sections *fyne.Container
}

// New makes the tab with nothing shown yet.
func New(env *screen.Env) *View {
	v := &View{env: env}
	v.p = NewPresenter(env, v.render)
	t := env.T
	v.table = kit.NewCard(t("privacy.allows", nil), kit.VBox(0)).
		SetAside(kit.Pad(-7, 0, -7, 0, kit.NewIconButton(kit.IconPlus, t("privacy.record", nil), kit.Quiet, func() {
			v.ask(book.Consent{Purpose: book.Marketing, State: book.Granted})
		})))
	v.basis = kit.NewCard(t("privacy.basis", nil), kit.VBox(0)).
		SetAside(kit.Pad(-7, 0, -7, 0, kit.NewButton(t("common.edit", nil), kit.Quiet, v.askBasis)))
	v.log = kit.NewCard(t("privacy.log", nil), kit.VBox(0))
	v.sections = kit.VBox(kit.Gap)
	v.root = kit.VBox(kit.Gap, kit.Columns(kit.Scaled(820), 0.36, v.table, v.basis), v.log, v.sections)
	return v
}

// Add puts a section below what is about consent.
func (v *View) Add(section fyne.CanvasObject) { v.sections.Add(section) }

// Lay gives every part its room anew, after a section has grown.
func (v *View) Lay() { v.root.Refresh() }

// Content is what the page of the customer shows.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Show brings the tab to a customer.
func (v *View) Show(customer book.ID) { v.p.Show(customer) }

// Leave ends what is under way.
func (v *View) Leave() { v.p.Leave() }

func (v *View) render() {
	v.table.SetBody(v.drawTable())
	v.basis.SetBody(v.drawBasis())
	v.log.SetBody(v.drawLog())
	v.root.Refresh()
}

var tints = map[Mood]kit.Tint{Unsaid: kit.Slate, Allowed: kit.Slate, Agreed: kit.Jade, Ending: kit.Saffron, Ended: kit.Saffron, Refused: kit.Cinnabar}

// The widths of the table.
const (
	purposeWidth float32 = 150
	cellWidth    float32 = 116
)

// drawTable draws the purposes with an answer for each channel. A press on an
// answer offers what may be recorded.
func (v *View) drawTable() fyne.CanvasObject {
	head := kit.HBox(8, kit.FixedWidth(purposeWidth, kit.Text("", kit.Small)))
	for _, k := range v.p.Columns() {
		head.Add(kit.FixedWidth(cellWidth, kit.Text(v.p.ColumnName(k), kit.Muted)))
	}
	box := kit.VBox(0, kit.Inset(4, 0, head))
	for _, row := range v.p.Rows() {
		box.Add(kit.NewDivider())
		line := kit.HBox(8, kit.FixedWidth(purposeWidth, kit.Wrap(allow.Purpose(v.env.Printer, row[0].Purpose), kit.Label)))
		for _, c := range row {
			line.Add(kit.FixedWidth(cellWidth, kit.HBox(0, v.chip(c))))
		}
		box.Add(kit.Inset(5, 0, line))
	}
	box.Add(kit.Pad(8, 0, 0, 0, kit.Wrap(v.env.T("privacy.table_note", nil), kit.Muted)))
	return box
}

// chip is one answer: coloured where the customer said so for exactly this,
// and plain where it follows from something else.
func (v *View) chip(c Cell) fyne.CanvasObject {
	var chip *kit.ActionChip
	chip = kit.NewActionChip(c.Text, tints[c.Mood], func() { v.offer(chip, c) })
	chip.SetPlain(c.Mood == Unsaid || c.Mood == Allowed)
	return chip
}

// offer opens what may be recorded for a cell.
func (v *View) offer(anchor fyne.CanvasObject, c Cell) {
	if v.p.Trashed() {
		return
	}
	t := v.env.T
	say := func(s book.ConsentState) func() { return func() { v.p.Say(c.Purpose, c.Channel, s) } }
	no := kit.MenuItem{Label: t("privacy.say_declined", nil), Icon: kit.IconClose, Tapped: say(book.Declined)}
	if c.Mood == Agreed || c.Mood == Ending || c.Mood == Ended {
		no = kit.MenuItem{Label: t("privacy.say_withdrawn", nil), Icon: kit.IconClose, Tapped: say(book.Withdrawn)}
	}
	kit.ShowMenu(anchor,
		kit.MenuItem{Label: t("privacy.say_granted", nil), Icon: kit.IconCheck, Tapped: say(book.Granted)}, no, kit.MenuItem{},
		kit.MenuItem{Label: t("privacy.say_more", nil), Icon: kit.IconNote, Tapped: func() {
			v.ask(book.Consent{Purpose: c.Purpose, Channel: c.Channel, State: book.Granted})
		}})
}

// drawBasis draws the ground on which the data is kept.
func (v *View) drawBasis() fyne.CanvasObject {
	t, g := v.env.T, v.p.Ground()
	basis := g.Basis
	if g.Standard {
		basis = t("privacy.basis_standard", locales.V{"Basis": g.Basis})
	}
	box := kit.VBox(0)
	for _, f := range [][2]string{
		{t("privacy.basis_ground", nil), basis},
		{t("privacy.basis_why", nil), g.Why},
		{t("privacy.from", nil), g.Source},
		{t("privacy.since", nil), g.Since},
	} {
		if f[1] == "" {
			continue
		}
		if len(box.Objects) > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(kit.Inset(8, 0, kit.HBoxTop(12, kit.FixedWidth(86, kit.Wrap(f[0], kit.Label).SetColor(kit.InkMuted)), kit.Grow(kit.Wrap(f[1], kit.Label)))))
	}
	if g.Note != "" {
		box.Add(kit.NewBanner(kit.Saffron, kit.IconWarning, g.Note))
	}
	box.Add(kit.Pad(6, 0, 0, -kit.QuietPad, kit.HBox(0, kit.NewButton(t("privacy.rules", nil), kit.Quiet, func() {
		v.env.Shell.Go(screen.Route{Screen: screen.Settings, Tab: "safety"})
	}))))
	return box
}

// drawLog draws what the customer said.
func (v *View) drawLog() fyne.CanvasObject {
	entries := v.p.Entries()
	if len(entries) == 0 {
		return kit.Inset(6, 0, kit.Wrap(v.env.T("privacy.log_empty", nil), kit.Muted))
	}
	box := kit.VBox(0)
	for i, e := range entries {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		text := kit.VBox(2, kit.Wrap(e.Title, kit.LabelBold))
		for _, l := range e.Lines {
			text.Add(kit.Wrap(l, kit.Small).SetColor(kit.InkMuted))
		}
		dot := kit.NewIcon(kit.IconCheck, tints[e.Mood].Text(), 16)
		if e.Mood == Refused {
			dot = kit.NewIcon(kit.IconClose, tints[e.Mood].Text(), 16)
		}
		box.Add(kit.Inset(8, 0, kit.HBoxTop(12, kit.FixedWidth(110, kit.Wrap(e.When, kit.Label).SetColor(kit.InkMuted)), dot, kit.Grow(text))))
	}
	return box
}
