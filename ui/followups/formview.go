package followups

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/whofield"
)

// formDialog is the form to make and change a follow-up.
type formDialog struct {
	v      *View
	f      *Form
	dialog *kit.Dialog
	fields map[string]*kit.Field
	body   *fyne.Container
	lines  []*fyne.Container // those with two fields

	title    *kit.Entry
	kind     *kit.Select
	priority *kit.Select
	who      *whofield.Field
	due      *dayfield.Field
	time     *kit.Entry
	zone     *kit.Segmented
	other    *kit.Paragraph
	clash    *kit.Paragraph
	gift     *kit.Paragraph
	moves    *fyne.Container
	repeat   *kit.Select
	custom   *kit.Entry
	end      *kit.Select
	until    *dayfield.Field
	count    *kit.Entry
	next     *kit.Paragraph
	reminder *kit.Select
	owner    *kit.Entry
	checks   *checkField
	notes    *kit.Entry
}

// create opens an empty form, filled with what the route says.
func (v *View) create(r screen.Route) {
	r.ID = ""
	if c := v.p.state.Customer; c != nil && r.Arg("customer") == "" {
		r = r.With("customer", string(c.ID))
	}
	v.openForm(r)
}

// edit opens the form of a follow-up.
func (v *View) edit(id book.ID) { v.openForm(screen.Route{Screen: screen.FollowUps, ID: string(id)}) }

func (v *View) openForm(r screen.Route) {
	if v.form != nil && v.form.dialog != nil && v.form.dialog.Open() {
		return
	}
	d := &formDialog{v: v, fields: map[string]*kit.Field{}}
	d.f = NewForm(v.env, d.render)
	v.form = d
	d.f.Fill(r, d.show)
}

func (d *formDialog) show() {
	c := d.v.canvas()
	if c == nil {
		return
	}
	title := locales.ID("followups.form_edit")
	if d.f.New() {
		title = "followups.form_new"
	}
	d.build()
	d.set(d.f.Start())
	d.dialog = kit.NewDialog(d.v.env.T(title, nil), d.layout(),
		kit.Action{Label: d.v.env.T("common.cancel", nil)},
		kit.Action{Label: d.v.env.T("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: d.save}).SetWidth(660)
	d.f.Look(d.inputs())
	d.dialog.Show(c)
}

// build makes the controls.
func (d *formDialog) build() {
	env := d.v.env
	look := func(string) { d.f.Look(d.inputs()) }
	d.title = kit.NewEntry(env.T("followups.title_hint", nil))
	var kinds []kit.Option
	for _, k := range book.TaskKinds() {
		kinds = append(kinds, kit.Option{Value: string(k), Label: d.v.p.KindText(k)})
	}
	d.kind = kit.NewSelect("", kinds, func(string) { d.f.LookAtGift(d.inputs()) })
	d.title.OnChanged = func(string) { d.f.LookAtGift(d.inputs()) }
	d.gift = kit.Wrap("", kit.Small).SetColor(kit.Saffron.Text())
	var ps []kit.Option
	for _, x := range []book.Priority{book.Urgent, book.Usual, book.Low} {
		ps = append(ps, kit.Option{Value: itoa(int(x)), Label: d.v.p.PriorityText(x)})
	}
	d.priority = kit.NewSelect("", ps, nil)
	d.who = newWhoField(d)
	d.due = dayfield.New(env, d.f.today, func() { look("") })
	d.time = kit.NewEntry(env.T("followups.time_hint", nil))
	d.time.OnChanged = look
	d.zone = kit.NewSegmented(func(int) { look("") }, env.T("followups.zone_mine", nil), env.T("followups.zone_theirs", nil))
	d.other = kit.Wrap("", kit.Muted)
	d.clash = kit.Wrap("", kit.Small).SetColor(kit.Saffron.Text())
	d.moves = kit.Flow(8)
	d.buildRepeat(look)
	reminders := []kit.Option{{Value: "", Label: env.T("followups.remind_none", nil)}}
	for _, m := range d.reminders() {
		reminders = append(reminders, kit.Option{Value: itoa(m), Label: d.v.p.ReminderText(m)})
	}
	d.reminder = kit.NewSelect(env.T("followups.remind_none", nil), reminders, nil)
	d.owner = kit.NewEntry("")
	d.checks = newCheckField(d)
	d.notes = kit.NewMultiLine("", 3)
	d.notes.OnChanged = func(string) { d.f.LookAtGift(d.inputs()) }
}

// reminders are the choices, with the one the follow-up has already.
func (d *formDialog) reminders() []int {
	ms := slices.Clone(ReminderChoices)
	if n, ok := atoi(d.f.Start().Reminder); ok && !slices.Contains(ms, n) {
		ms = append(ms, n)
		slices.Sort(ms)
	}
	return ms
}

func (d *formDialog) buildRepeat(look func(string)) {
	env := d.v.env
	var rs []kit.Option
	for _, r := range RepeatChoices {
		label := env.T("followups.repeat_none", nil)
		if r != "" {
			label = RepeatWords(env.Printer, r)
		}
		rs = append(rs, kit.Option{Value: r, Label: label})
	}
	rs = append(rs, kit.Option{Value: repeatOwn, Label: env.T("followups.repeat_own", nil)})
	d.repeat = kit.NewSelect(env.T("followups.repeat_none", nil), rs, look)
	d.custom = kit.NewEntry(env.T("followups.repeat_example", nil))
	d.custom.OnChanged = look
	d.end = kit.NewSelect("", []kit.Option{
		{Value: endNever, Label: env.T("followups.end_never", nil)},
		{Value: endUntil, Label: env.T("followups.end_until", nil)},
		{Value: endCount, Label: env.T("followups.end_count", nil)},
	}, look)
	d.until = dayfield.New(env, d.f.today, func() { look("") })
	d.count = kit.NewEntry("")
	d.count.OnChanged = look
	d.next = kit.Wrap("", kit.Muted)
}

// field names a control and keeps it for its errors.
func (d *formDialog) field(key string, label locales.ID, o fyne.CanvasObject) *kit.Field {
	f := kit.NewField(d.v.env.T(label, nil), o)
	d.fields[key] = f
	return f
}

func (d *formDialog) layout() fyne.CanvasObject {
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		line := kit.EqualColumns(220, a, b)
		d.lines = append(d.lines, line)
		return line
	}
	clock := kit.HBoxTop(kit.Gap, kit.FixedWidth(150, d.field("due_time", "followups.label_time", d.time)),
		kit.Grow(d.field("zone", "followups.label_zone", kit.HBox(0, d.zone, kit.Space()))))
	d.lines = append(d.lines, clock)
	d.body = kit.VBox(12,
		d.field("title", "followups.label_title", d.title), d.gift,
		two(d.field("kind", "followups.label_kind", d.kind), d.field("priority", "followups.label_priority", d.priority)),
		d.field("customer", "followups.label_customer", d.who.Object),
		d.field("due", "followups.label_due", d.due.Object),
		clock, d.other, d.clash, d.moves,
		two(d.field("repeat", "followups.label_repeats", d.repeat), d.field("end", "followups.label_end", d.end)),
		d.field("custom", "followups.label_rule", d.custom),
		d.field("until", "followups.label_until", d.until.Object),
		d.field("count", "followups.label_count", d.count),
		d.next,
		two(d.field("reminder", "followups.label_remind", d.reminder), d.field("owner", "followups.label_owner", d.owner)),
		d.field("checklist", "followups.label_checklist", d.checks.root),
		d.field("notes", "followups.label_notes", d.notes),
	)
	return d.body
}

// set writes the inputs into the controls.
func (d *formDialog) set(in Inputs) {
	d.title.SetValue(in.Title)
	d.kind.SetSelected(string(in.Kind))
	d.priority.SetSelected(itoa(int(in.Priority)))
	d.due.Entry.SetValue(in.Due)
	d.time.SetValue(in.Time)
	if in.Theirs {
		d.zone.SetSelected(1)
	}
	d.repeat.SetSelected(in.Repeat)
	d.custom.SetValue(in.Custom)
	d.end.SetSelected(in.End)
	d.until.Entry.SetValue(in.Until)
	d.count.SetValue(in.Count)
	d.reminder.SetSelected(in.Reminder)
	d.owner.SetValue(in.Owner)
	d.notes.SetValue(in.Notes)
	d.checks.set(in.Checks)
	d.who.Render(d.f.Customer)
}

// inputs reads the controls.
func (d *formDialog) inputs() Inputs {
	priority, _ := atoi(d.priority.Selected()) // nothing chosen is the usual one
	return Inputs{
		Title: d.title.Text, Kind: book.TaskKind(d.kind.Selected()), Due: d.due.Entry.Text, Time: d.time.Text,
		Theirs: d.zone.Selected() == 1, Repeat: d.repeat.Selected(), Custom: d.custom.Text, End: d.end.Selected(),
		Until: d.until.Entry.Text, Count: d.count.Text, Reminder: d.reminder.Selected(), Priority: book.Priority(priority),
		Owner: d.owner.Text, Notes: d.notes.Text, Checks: d.checks.items(),
	}
}

func (d *formDialog) render() {
	if d.dialog == nil {
		return
	}
	kit.SetErrors(d.fields, d.f.Errors)
	setText(d.other, d.f.Other)
	text := ""
	d.moves.Objects = nil
	if c := d.f.Clash; c != nil {
		text = c.Reason
		for _, day := range c.Better {
			d.moves.Add(kit.NewButton(d.v.env.T("followups.take_day", locales.V{"Day": d.v.p.ShortDay(day)}), kit.Secondary,
				func() { d.due.Set(day) }))
		}
	}
	setText(d.clash, text)
	setText(d.gift, strings.Join(d.f.Gift, "\n"))
	d.moves.Hidden = len(d.moves.Objects) == 0
	repeat := d.repeat.Selected()
	d.fields["custom"].Hidden = repeat != repeatOwn
	d.fields["end"].Hidden = repeat == "" || repeat == repeatOwn
	d.fields["until"].Hidden = d.fields["end"].Hidden || d.end.Selected() != endUntil
	d.fields["count"].Hidden = d.fields["end"].Hidden || d.end.Selected() != endCount
	d.fields["zone"].Hidden = d.f.Zone() == nil
	setText(d.next, d.f.NextDays)
	d.who.Render(d.f.Customer)
	d.refresh()
}

// refresh places everything anew after something has changed its height.
func (d *formDialog) refresh() {
	d.moves.Refresh()
	d.who.Object.Refresh()
	for _, l := range d.lines {
		l.Refresh()
	}
	for _, f := range d.fields {
		f.Refresh()
	}
	d.body.Refresh()
	d.dialog.Refresh()
}

func (d *formDialog) save() {
	d.f.Save(d.inputs(), func(saved book.FollowUp, op book.Operation) {
		d.dialog.Hide()
		id := locales.ID("followups.saved")
		if d.f.New() {
			id = "followups.added"
		}
		d.v.env.Shell.Done(d.v.env.T(id, nil), op)
		d.v.p.Select(saved.ID)
	})
}
