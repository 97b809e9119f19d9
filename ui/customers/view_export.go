package customers

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// exportView draws the page that writes customers into a file: what for at the
// left, what of them at the right.
type exportView struct {
	e   *exporting
	env *screen.Env

	page      *kit.PageView
	formats   map[exchange.Format]*kit.Check
	profiles  *fyne.Container
	profile   map[exchange.Profile]*kit.Check
	who       *kit.Paragraph
	everybody *kit.Button
	fields    *kit.Card
	boxes     map[exchange.Field]*kit.Check
	privacy   *kit.Card
	sensitive *kit.Check
	write     *kit.Button
	stop      *kit.Button
	state     *kit.Paragraph
	folder    *kit.Button
	buttons   *fyne.Container
	right     *fyne.Container
	left      *fyne.Container
}

// formatWords say what a format is for.
var formatWords = []struct {
	format     exchange.Format
	name, text locales.ID
}{
	{exchange.XLSX, "customers.export_xlsx", "customers.export_xlsx_text"},
	{exchange.CSV, "customers.export_csv", "customers.export_csv_text"},
	{exchange.VCard, "customers.export_vcard", "customers.export_vcard_text"},
	{exchange.ICS, "customers.export_ics", "customers.export_ics_text"},
	{exchange.HTML, "customers.export_html", "customers.export_html_text"},
	{exchange.JSON, "customers.export_json", "customers.export_json_text"},
}

var profileWords = map[exchange.Profile]locales.ID{
	exchange.IPhone: "customers.export_iphone", exchange.Android: "customers.export_android", exchange.V4: "customers.export_v4",
}

func newExportView(env *screen.Env) *exportView {
	v := &exportView{
		e: newExporting(env), env: env, formats: map[exchange.Format]*kit.Check{}, profile: map[exchange.Profile]*kit.Check{},
		boxes: map[exchange.Field]*kit.Check{},
	}
	v.e.render = v.render
	t := env.T
	list := kit.VBox(10)
	for _, f := range formatWords {
		r := kit.NewRadio(t(f.name, nil), false, func(bool) { v.e.SetFormat(f.format) })
		v.formats[f.format] = r
		list.Add(kit.VBox(2, r, kit.Pad(0, 0, 0, 28, kit.Wrap(t(f.text, nil), kit.Muted))))
		if f.format == exchange.VCard {
			row := kit.Flow(14)
			for _, p := range []exchange.Profile{exchange.IPhone, exchange.Android, exchange.V4} {
				v.profile[p] = kit.NewRadio(t(profileWords[p], nil), false, func(bool) { v.e.SetProfile(p) })
				row.Add(v.profile[p])
			}
			v.profiles = kit.Pad(0, 0, 0, 28, row)
			list.Add(v.profiles)
		}
	}
	v.left = kit.VBox(14, kit.NewCard(t("customers.export_format", nil), list))
	v.right = kit.VBox(14, v.start(), v.secrets(), v.columns())
	v.page = kit.Page(t("customers.export_title", nil), "", []fyne.CanvasObject{
		kit.NewIconButton(kit.IconChevronLeft, t("customers.back_to_list", nil), kit.Secondary, func() {
			env.Shell.Go(screen.Route{Screen: screen.Customers})
		}),
	}, kit.Scroll(kit.Columns(760, 0.55, v.left, v.right)))
	return v
}

// start is who is written, and the button.
func (v *exportView) start() fyne.CanvasObject {
	t := v.env.T
	v.who = kit.Wrap("", kit.Body)
	v.everybody = kit.NewButton(t("customers.export_all", nil), kit.Quiet, v.e.All)
	v.write = kit.NewButton(t("customers.export_write", nil), kit.Primary, v.e.Write)
	v.stop = kit.NewButton(t("common.cancel", nil), kit.Secondary, v.e.Cancel)
	v.state = kit.Wrap("", kit.Muted)
	v.folder = kit.NewButton(t("customers.export_folder", nil), kit.Secondary, v.e.OpenFolder)
	v.buttons = kit.Flow(8, v.write, v.stop, v.folder, v.everybody)
	return kit.NewCard(t("customers.export_who", nil), kit.VBox(10, v.who, v.buttons, v.state))
}

// secrets asks for what is sensitive, and warns.
func (v *exportView) secrets() fyne.CanvasObject {
	t := v.env.T
	v.sensitive = kit.NewCheck(t("customers.export_sensitive", nil), false, v.e.SetSensitive)
	v.privacy = kit.NewCard(t("customers.export_privacy", nil), kit.VBox(8, v.sensitive, kit.Wrap(t("customers.export_privacy_text", nil), kit.Muted)))
	return v.privacy
}

// columns are the fields of a table.
func (v *exportView) columns() fyne.CanvasObject {
	t := v.env.T
	grid := kit.VBox(4)
	var row []fyne.CanvasObject
	for _, f := range exchange.Writable() {
		if f == exchange.FieldKind || f == exchange.FieldExternalID {
			continue
		}
		v.boxes[f] = kit.NewCheck(t(exchange.FieldLabel(f), nil), true, func(on bool) { v.e.SetField(f, on) })
		if row = append(row, v.boxes[f]); len(row) == 2 {
			grid.Add(kit.EqualColumns(120, row...))
			row = nil
		}
	}
	if len(row) > 0 {
		grid.Add(kit.EqualColumns(120, row[0], kit.Space()))
	}
	both := kit.Flow(8,
		kit.NewButton(t("customers.export_every_field", nil), kit.Quiet, func() { v.e.SetAllFields(true) }),
		kit.NewButton(t("customers.export_name_only", nil), kit.Quiet, func() { v.e.SetAllFields(false) }))
	v.fields = kit.NewCard(t("customers.export_fields", nil), kit.VBox(8, kit.Wrap(t("customers.export_fields_text", nil), kit.Muted), both, grid))
	return v.fields
}

func (v *exportView) content() fyne.CanvasObject { return v.page }

func (v *exportView) show(r screen.Route) { v.e.Show(r) }

func (v *exportView) changed([]book.Change) {
	if !v.e.busy {
		v.e.recount()
	}
}

func (v *exportView) tick() {}

func (v *exportView) leave() { v.e.leave() }

// render draws the state.
func (v *exportView) render() {
	e := v.e
	for f, r := range v.formats {
		r.SetOn(f == e.format)
	}
	for p, r := range v.profile {
		r.SetOn(p == e.profile)
	}
	v.profiles.Hidden = e.format != exchange.VCard
	v.fields.Hidden = !e.table()
	v.privacy.Hidden = e.format == exchange.JSON
	v.sensitive.SetOn(e.sensitive)
	for f, b := range v.boxes {
		b.SetOn(!e.fields[f])
		b.Hidden = exchange.Sensitive(f) && !e.sensitive
	}
	who := v.env.N("customers.export_count", e.count, nil)
	if e.format == exchange.JSON {
		who = v.env.T("customers.export_whole", nil)
	}
	v.who.SetText(who)
	v.everybody.Hidden = !e.Narrowed() || e.format == exchange.JSON
	v.write.Hidden, v.stop.Hidden = e.busy, !e.busy
	if e.count == 0 && e.format != exchange.JSON {
		v.write.Disable()
	} else {
		v.write.Enable()
	}
	state := ""
	switch {
	case e.busy:
		state = v.env.N("customers.export_busy", e.done, nil)
	case e.last != "":
		state = v.env.T("customers.export_done", locales.V{"File": e.last})
	}
	v.state.SetText(state)
	v.state.Hidden = state == ""
	v.folder.Hidden = e.last == ""
	v.buttons.Refresh()
	v.left.Refresh()
	v.right.Refresh()
	v.page.Refresh()
}
