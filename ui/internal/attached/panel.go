package attached

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// Panel draws the files of one owner under each other.
type Panel struct {
	*Files
	Object *fyne.Container
	env    *screen.Env
	empty  locales.ID
	laid   func()
}

// NewPanel makes a panel; empty is said where there is no file and may be "",
// laid is called after the height may have changed and may be nil.
func NewPanel(env *screen.Env, empty locales.ID, laid func()) *Panel {
	p := &Panel{env: env, empty: empty, laid: laid, Object: kit.VBox(0)}
	p.Files = NewFiles(env, p.render)
	return p
}

// Set draws files that were read already, among all of their customer.
func (p *Panel) Set(o book.Owner, list []book.Attachment) {
	p.Owner, p.List = o, Of(list, o)
	p.draw()
}

func (p *Panel) render() {
	p.draw()
	if p.laid != nil {
		p.laid()
	}
}

func (p *Panel) draw() {
	p.Object.Objects = nil
	for i, a := range p.List {
		if i > 0 {
			p.Object.Add(kit.NewDivider())
		}
		p.Object.Add(p.row(a))
	}
	if len(p.List) == 0 && p.Reading == "" && p.empty != "" {
		p.Object.Add(kit.Inset(6, 0, kit.Wrap(p.env.T(p.empty, nil), kit.Muted)))
	}
	if p.Reading != "" {
		stop := kit.NewButton(p.env.T("common.cancel", nil), kit.Quiet, p.Stop)
		p.Object.Add(kit.HBox(8, kit.Grow(kit.Wrap(p.Reading, kit.Muted)), stop))
	}
	p.Object.Refresh()
}

// row draws one file; a press opens it.
func (p *Panel) row(a book.Attachment) fyne.CanvasObject {
	var more *kit.Button
	more = kit.NewIconButton(kit.IconMore, p.env.T("common.more", nil), kit.Quiet, func() {
		kit.ShowMenu(more,
			kit.MenuItem{Label: p.env.T("files.open", nil), Icon: kit.IconExternal, Tapped: func() { p.Open(a.ID) }},
			kit.MenuItem{Label: p.env.T("common.remove", nil), Icon: kit.IconTrash, Danger: true, Tapped: func() { p.Trash(a.ID) }})
	})
	r := kit.NewRow(kit.NewIcon(kit.IconLink, kit.InkMuted, 16), a.Name, p.Below(a), more, func() { p.Open(a.ID) })
	r.SetTitle(kit.Span{Text: a.Name, Style: kit.LabelBold})
	r.SetMaxLines(2)
	return r
}
