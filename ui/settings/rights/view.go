package rights

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/erasing"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View draws the page.
type View struct {
	env  *screen.Env
	p    *presenter
	root fyne.CanvasObject

	requests *kit.Card
	keeping  *kit.Card
	record   *kit.Card
	log      *kit.Card
	actor    *kit.Select
	kind     *kit.Select
	rows     *fyne.Container
}

// New makes the page with nothing shown yet.
func New(env *screen.Env) *View {
	v := &View{env: env, rows: kit.VBox(0)}
	v.p = newPresenter(env, v.render)
	t := func(id locales.ID) string { return env.T(id, nil) }
	v.requests = kit.NewCard(t("rights.requests"), kit.VBox(0))
	v.keeping = kit.NewCard(t("rights.retention"), kit.VBox(0))
	v.record = kit.NewCard(t("rights.record_title"), kit.VBox(12, kit.Wrap(t("rights.record_what"), kit.Body),
		kit.HBox(0, kit.NewButton(t("rights.record_make"), kit.Secondary, v.p.writeRecord), kit.Space())))
	v.actor = kit.NewSelect("", nil, v.p.setActor)
	v.kind = kit.NewSelect("", nil, v.p.setKind)
	v.kind.SetFilterHint(t("common.search"))
	when := kit.NewSelect("", []kit.Option{
		{Value: string(always), Label: t("rights.span_always")},
		{Value: string(day), Label: t("rights.span_day")},
		{Value: string(week), Label: t("rights.span_week")},
		{Value: string(month), Label: t("rights.span_month")},
		{Value: string(year), Label: t("rights.span_year")},
	}, v.p.setSpan)
	when.SetSelected("")
	v.log = kit.NewCard(t("rights.log"), kit.VBox(10, kit.Wrap(t("rights.log_what"), kit.Muted), kit.EqualColumns(130, v.actor, v.kind, when), v.rows)).
		SetAside(kit.Pad(-7, 0, -7, 0, kit.NewButton(t("rights.log_export_do"), kit.Quiet, v.p.writeLog)))
	v.root = kit.Scroll(kit.Columns(820, 0.45, kit.VBox(14, v.requests, v.keeping, v.record), kit.VBox(14, v.log)))
	v.render()
	return v
}

// Content is the page.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Load reads what the page shows.
func (v *View) Load() { v.p.load() }

// Leave ends what is under way.
func (v *View) Leave() { v.p.leave() }

func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.log) }

func (v *View) render() {
	v.requests.SetBody(v.drawRequests())
	v.keeping.SetBody(v.drawRules())
	v.drawLog()
	v.root.Refresh()
}

func (v *View) drawRequests() fyne.CanvasObject {
	box := kit.VBox(0)
	for i, x := range v.p.requests {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		title, second, late := v.p.request(x)
		var open func()
		if x.Customer != nil {
			open = func() { v.p.openRequest(x) }
		}
		row := kit.NewRow(nil, title, second, nil, open)
		row.SetMaxLines(2)
		if late {
			row.SetTrailing(kit.NewChip(v.env.T("rights.late", nil), kit.Cinnabar))
		} else if x.Outcome == book.PetitionOpen {
			row.SetTrailing(kit.NewChip(v.env.T("rights.open", nil), kit.Saffron))
		}
		box.Add(row)
	}
	if len(v.p.requests) == 0 {
		box.Add(kit.Wrap(v.env.T("rights.requests_none", nil), kit.Muted))
	}
	return box
}

func (v *View) drawRules() fyne.CanvasObject {
	t := func(id locales.ID) string { return v.env.T(id, nil) }
	box := kit.VBox(0, kit.Wrap(t("rights.retention_what"), kit.Body))
	for _, r := range v.p.rules {
		who, when := v.p.rule(r)
		remove := kit.NewIconButton(kit.IconTrash, t("common.delete"), kit.Quiet, func() { v.p.removeRule(r) })
		box.Add(kit.Pad(8, 0, 0, 0, kit.HBox(8, kit.Grow(kit.VBox(2, kit.Wrap(who, kit.Label), kit.Wrap(when, kit.Muted))), remove)))
	}
	add := kit.NewButton(t("rights.rule_add"), kit.Secondary, v.addRule)
	buttons := kit.Flow(8, add)
	if v.p.found > 0 {
		buttons = kit.Flow(8, kit.NewButton(v.env.N("rights.review", v.p.found, nil), kit.Primary, v.review), add)
	} else if len(v.p.rules) > 0 {
		box.Add(kit.Pad(8, 0, 0, 0, kit.Wrap(t("rights.review_none"), kit.Muted)))
	}
	box.Add(kit.Pad(12, 0, 0, 0, buttons))
	return box
}

// addRule asks whom a rule concerns and after how long.
func (v *View) addRule() {
	t := func(id locales.ID) string { return v.env.T(id, nil) }
	kind := kit.NewSelect("", []kit.Option{
		{Value: "", Label: t("rights.rule_all")}, {Value: string(book.Person), Label: t("rights.rule_people")}, {Value: string(book.Organisation), Label: t("rights.rule_firms")},
	}, nil)
	kind.SetSelected("")
	segments := []kit.Option{{Value: "", Label: t("rights.rule_any")}}
	for _, g := range v.p.segments {
		segments = append(segments, kit.Option{Value: string(g.ID), Label: g.Name})
	}
	segment := kit.NewSelect("", segments, nil)
	segment.SetSelected("")
	var times []kit.Option
	for _, y := range ruleYears {
		times = append(times, kit.Option{Value: strconv.Itoa(y), Label: v.env.N("rights.years", y, nil)})
	}
	years := kit.NewSelect("", times, nil)
	years.SetSelected(strconv.Itoa(book.StandardYears))
	kit.NewDialog(t("rights.rule_add"), kit.VBox(12, kit.Wrap(t("rights.rule_never"), kit.Body), kit.NewField(t("rights.rule_who"), kind),
		kit.NewField(t("rights.rule_segment"), segment), kit.NewField(t("rights.rule_when"), years)),
		kit.Action{Label: t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: t("common.save"), Kind: kit.Primary, Tapped: func() { v.p.addRule(kind.Selected(), segment.Selected(), years.Selected()) }}).Show(v.canvas())
}

// reviewing is the list of whom the rules have found, with those that are
// marked.
type reviewing struct {
	v      *View
	marked map[book.ID]bool
	list   []book.Stale
	dialog *kit.Dialog
	hint   *kit.Line
}

// review shows whom the rules have found.
func (v *View) review() {
	t := func(id locales.ID) string { return v.env.T(id, nil) }
	r := &reviewing{v: v, marked: map[book.ID]bool{}, list: v.p.review, hint: kit.Text("", kit.Muted)}
	list := kit.NewList(kit.Scaled(52), func() int { return len(r.list) }, func() fyne.CanvasObject {
		return kit.Inset(4, 0, kit.HBox(10, kit.NewCheck("", false, nil).InList(), kit.Grow(kit.VBox(1, kit.Text("", kit.Label), kit.Text("", kit.Muted)))))
	}, r.draw, func(i int) {
		v.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(r.list[i].ID), Tab: "privacy"})
		r.dialog.Hide()
	})
	r.say()
	r.dialog = kit.NewDialog(t("rights.review_title"), kit.VBox(10, kit.Wrap(t("rights.review_what"), kit.Body), kit.FixedSize(600, 300, list), r.hint),
		kit.Action{Label: t("common.close"), Kind: kit.Secondary},
		kit.Action{Label: t("rights.erase"), Kind: kit.Danger, Stay: true, Tapped: func() { r.with(v.erase) }},
		kit.Action{Label: t("rights.review_contact"), Kind: kit.Secondary, Stay: true, Tapped: func() { r.with(v.p.contact) }},
		kit.Action{Label: t("rights.review_keep"), Kind: kit.Primary, Stay: true, Tapped: func() { r.with(v.keep) }})
	r.dialog.SetWidth(660).Show(v.canvas())
}

// draw fills one line of the list.
func (r *reviewing) draw(i int, o fyne.CanvasObject) {
	x := r.list[i]
	n := 0
	screenLines(o, func(c *kit.Check, l *kit.Line) {
		if c != nil {
			c.SetOnChanged(nil)
			c.SetOn(r.marked[x.ID])
			c.SetLabel(x.Name.Full)
			c.SetOnChanged(func(on bool) {
				r.marked[x.ID] = on
				r.say()
			})
			return
		}
		if n++; n == 1 {
			l.SetText(x.Name.Full)
		} else {
			l.SetText(r.v.p.lastWord(x))
		}
	})
}

// screenLines finds the box and the lines of a row.
func screenLines(o fyne.CanvasObject, do func(*kit.Check, *kit.Line)) {
	switch o := o.(type) {
	case *kit.Check:
		do(o, nil)
	case *kit.Line:
		do(nil, o)
	case *fyne.Container:
		for _, c := range o.Objects {
			screenLines(c, do)
		}
	}
}

func (r *reviewing) chosen() []book.ID {
	var out []book.ID
	for _, x := range r.list {
		if r.marked[x.ID] {
			out = append(out, x.ID)
		}
	}
	return out
}

func (r *reviewing) say() {
	if n := len(r.chosen()); n > 0 {
		r.hint.SetText(r.v.env.N("rights.review_marked", n, nil))
	} else {
		r.hint.SetText(r.v.env.T("rights.review_mark", nil))
	}
}

// with does something with those who are marked.
func (r *reviewing) with(do func([]book.ID)) {
	ids := r.chosen()
	if len(ids) == 0 {
		return
	}
	r.dialog.Hide()
	do(ids)
}

// keep asks why customers are kept, and until when.
func (v *View) keep(ids []book.ID) {
	t := func(id locales.ID) string { return v.env.T(id, nil) }
	reason := kit.NewEntry(t("rights.keep_hint"))
	field := kit.NewField(t("rights.column_reason"), reason)
	var times []kit.Option
	for _, y := range ruleYears {
		times = append(times, kit.Option{Value: strconv.Itoa(y), Label: v.env.N("rights.years", y, nil)})
	}
	years := kit.NewSelect("", times, nil)
	years.SetSelected("1")
	var d *kit.Dialog
	d = kit.NewDialog(t("rights.review_keep"), kit.VBox(12, field, kit.NewField(t("rights.keep_for"), years)),
		kit.Action{Label: t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: t("common.save"), Kind: kit.Primary, Stay: true, Tapped: func() {
			if strings.TrimSpace(reason.Text) == "" {
				field.SetError(t("error.keep_reason"))
				return
			}
			d.Hide()
			n, err := strconv.Atoi(years.Selected())
			if err != nil {
				n = 1
			}
			v.p.keep(ids, reason.Text, n)
		}})
	d.Show(v.canvas())
}

// erase asks for the word before customers are erased.
func (v *View) erase(ids []book.ID) {
	var names []string
	for _, x := range v.p.review {
		for _, id := range ids {
			if x.ID == id && len(names) < 20 {
				names = append(names, x.Name.Full)
			}
		}
	}
	if len(ids) > len(names) {
		names = append(names, v.env.N("rights.more_customers", len(ids)-len(names), nil))
	}
	backups := 0
	if v.env.Keeper != nil {
		backups = len(v.env.Keeper.Copies)
	}
	v.p.erase(ids, func(x book.Traces, do func()) {
		erasing.Confirm(v.env, v.canvas(), names, x, backups, do)
	})
}

// drawLog draws the lines of the log and what it can be narrowed to.
func (v *View) drawLog() {
	t := func(id locales.ID) string { return v.env.T(id, nil) }
	people := []kit.Option{{Value: "", Label: t("rights.everyone")}}
	for _, a := range v.p.actors {
		people = append(people, kit.Option{Value: a, Label: a})
	}
	people = append(people, kit.Option{Value: nobody, Label: t("rights.unnamed")})
	v.actor.SetOptions(people)
	v.actor.SetSelected(v.p.actor)
	kinds := []kit.Option{{Value: "", Label: t("rights.every_kind")}}
	for _, k := range v.p.kinds {
		kinds = append(kinds, kit.Option{Value: string(k), Label: v.p.opWord(k)})
	}
	v.kind.SetOptions(kinds)
	v.kind.SetSelected(v.p.kind)
	v.rows.RemoveAll()
	for i, h := range v.p.rows {
		if i > 0 {
			v.rows.Add(kit.NewDivider())
		}
		title, second := v.p.line(h)
		row := kit.NewRow(nil, title, second, nil, nil)
		row.SetMaxLines(2)
		v.rows.Add(row)
	}
	switch {
	case len(v.p.rows) == 0:
		v.rows.Add(kit.Wrap(t("rights.log_none"), kit.Muted))
	case v.p.next != 0:
		v.rows.Add(kit.Pad(8, 0, 0, 0, kit.HBox(0, kit.NewButton(t("rights.log_more"), kit.Secondary, v.p.more), kit.Space())))
	}
}
