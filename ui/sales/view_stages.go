package sales

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/trade"
)

// stagesDialog edits the user's own list of stages.
type stagesDialog struct {
	v      *View
	dialog *kit.Dialog
	body   *fyne.Container
	list   *fyne.Container
	fault  *kit.Paragraph
	rows   []*stageRow
}

type stageRow struct {
	stage      book.Stage
	name       *kit.Entry
	likelihood *kit.Entry
}

// openStages edits the stages of the pipeline.
func (v *View) openStages() {
	c := v.canvas()
	if c == nil {
		return
	}
	t := v.env.T
	d := &stagesDialog{v: v, list: kit.VBox(6), fault: kit.Wrap("", kit.Small).SetColor(kit.Cinnabar.Text())}
	stages := v.p.state.Board.Stages
	if stages == nil {
		v.p.SetTab(1) // the board knows them
		stages = v.p.state.Board.Stages
	}
	for _, s := range stages {
		d.add(s)
	}
	add := kit.NewIconButton(kit.IconPlus, t("sales.add_stage", nil), kit.Quiet, func() {
		d.add(book.Stage{Likelihood: 50})
		d.draw()
	})
	usual := kit.NewButton(t("sales.usual_stages", nil), kit.Quiet, func() {
		d.rows = nil
		for _, s := range book.BuiltStages() {
			d.add(s)
		}
		d.draw()
	})
	d.body = kit.VBox(10, kit.Wrap(t("sales.stages_text", nil), kit.Muted), d.list, d.fault, kit.HBox(8, add, usual, kit.Space()))
	d.dialog = kit.NewDialog(t("sales.stages", nil), d.body,
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: d.save}).SetWidth(560)
	d.draw()
	d.dialog.Show(c)
}

func (d *stagesDialog) add(s book.Stage) {
	t := d.v.env.T
	r := &stageRow{stage: s, name: kit.NewEntry(t("sales.stage_name", nil)), likelihood: kit.NewEntry(t("sales.label_likelihood", nil))}
	if s.ID != "" {
		r.name.SetValue(trade.Stage(d.v.env.Printer, s))
	}
	r.likelihood.SetValue(strconv.Itoa(s.Likelihood))
	d.rows = append(d.rows, r)
}

// swap moves a stage one place up or down.
func (d *stagesDialog) swap(i, by int) {
	if j := i + by; j >= 0 && j < len(d.rows) {
		d.rows[i], d.rows[j] = d.rows[j], d.rows[i]
		d.draw()
	}
}

func (d *stagesDialog) draw() {
	t := d.v.env.T
	d.list.Objects = nil
	for i, r := range d.rows {
		up := kit.NewArrowButton(kit.IconChevronUp, t("sales.stage_up", nil), func() { d.swap(i, -1) })
		down := kit.NewArrowButton(kit.IconChevronDown, t("sales.stage_down", nil), func() { d.swap(i, 1) })
		remove := kit.NewButton(t("common.remove", nil), kit.Quiet, func() {
			d.rows = append(d.rows[:i:i], d.rows[i+1:]...)
			d.draw()
		})
		d.list.Add(kit.HBox(6, kit.Grow(r.name), kit.FixedWidth(70, r.likelihood), kit.Text("%", kit.Muted).Whole(), up, down, remove))
	}
	d.list.Refresh()
	d.fault.Hidden = d.fault.Text() == ""
	d.body.Refresh()
	if d.dialog != nil {
		d.dialog.Refresh()
	}
}

func (d *stagesDialog) save() {
	p := d.v.env.Printer
	list := make([]book.Stage, len(d.rows))
	for i, r := range d.rows {
		n, err := strconv.Atoi(strings.TrimSpace(r.likelihood.Text))
		if err != nil {
			n = -1 // the book says what is wrong with it
		}
		s := book.Stage{ID: r.stage.ID, Likelihood: n, Name: strings.TrimSpace(r.name.Text)}
		if s.Name == trade.Stage(p, book.Stage{ID: s.ID}) {
			s.Name = "" // the usual name, in every language
		}
		list[i] = s
	}
	d.v.p.SaveStages(list, d.dialog.Hide, func(err error) {
		d.fault.SetText(explain.Error(p, err))
		d.draw()
	})
}
