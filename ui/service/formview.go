package service

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/whofield"
)

// sheet is what the two dialogs share: fields with their errors.
type sheet struct {
	v      *View
	dialog *kit.Dialog
	fields map[string]*kit.Field
	body   *fyne.Container
	lines  []*fyne.Container
}

// field names a control and keeps it for its errors.
func (d *sheet) field(key string, label locales.ID, o fyne.CanvasObject) *kit.Field {
	f := kit.NewField(d.v.env.T(label, nil), o)
	d.fields[key] = f
	return f
}

// two lays two fields side by side.
func (d *sheet) two(a, b fyne.CanvasObject) fyne.CanvasObject {
	line := kit.EqualColumns(220, a, b)
	d.lines = append(d.lines, line)
	return line
}

// render shows errors and places everything anew.
func (d *sheet) render(errs map[string]string) {
	if d.dialog == nil {
		return
	}
	kit.SetErrors(d.fields, errs)
	for _, f := range d.fields {
		f.Refresh()
	}
	for _, l := range d.lines {
		l.Refresh()
	}
	d.body.Refresh()
	d.dialog.Refresh()
}

func (d *sheet) open(title string, save locales.ID, do func()) {
	c := d.v.canvas()
	if c == nil {
		return
	}
	d.dialog = kit.NewDialog(title, d.body,
		kit.Action{Label: d.v.env.T("common.cancel", nil)},
		kit.Action{Label: d.v.env.T(save, nil), Kind: kit.Primary, Stay: true, Tapped: do}).SetWidth(660)
	d.dialog.Show(c)
}

// when is a day with a time.
type when struct {
	day  *dayfield.Field
	time *kit.Entry
}

func newWhen(env *screen.Env, today calendar.Date) when {
	return when{dayfield.NewPast(env, today, func() {}), kit.NewEntry(env.T("service.time_hint", nil))}
}

func (w when) object() fyne.CanvasObject {
	return kit.HBox(8, kit.Grow(w.day.Object), kit.FixedWidth(110, w.time))
}

func (w when) set(day, time string) {
	w.day.Entry.SetValue(day)
	w.time.SetValue(time)
}

// formDialog is the form of a case.
type formDialog struct {
	sheet
	f       *Form
	kind    *kit.Select
	who     *whofield.Field
	subject *kit.Entry
	text    *kit.Entry
	channel *kit.Select
	serious *kit.Select
	owner   *kit.Entry
	tier    *kit.Entry
	came    when
}

// openForm opens the form: a case by the ID of the route, or a new one.
func (v *View) openForm(r screen.Route) {
	if v.form != nil && v.form.dialog != nil && v.form.dialog.Open() {
		return
	}
	d := &formDialog{sheet: sheet{v: v, fields: map[string]*kit.Field{}}}
	d.f = NewForm(v.env, d.draw)
	v.form = d
	d.f.Fill(r, d.show)
}

func (d *formDialog) show() {
	d.build()
	title := locales.ID("service.form_edit")
	switch {
	case !d.f.New():
	case d.f.Start().Kind == book.Complaint:
		title = "service.new_complaint"
	default:
		title = "service.new_request"
	}
	d.open(d.v.env.T(title, nil), "common.save", d.save)
	d.draw()
}

func (d *formDialog) build() {
	env, w, in := d.v.env, d.v.p.words, d.f.Start()
	var kinds []kit.Option
	for _, k := range book.CaseKinds() {
		if !d.f.Started() || k == in.Kind { // work has begun: it stays what it is
			kinds = append(kinds, kit.Option{Value: string(k), Label: w.Kind(k)})
		}
	}
	d.kind = choose(kinds, string(in.Kind))
	d.who = whofield.New(whofield.Form{
		Hint: env.T("service.who_hint", nil), Search: d.f.Search, Found: func() []book.CustomerRow { return d.f.Found },
		Choose: d.f.Choose, Where: d.f.Where,
		Focus: func(x fyne.Focusable) {
			if c := d.v.canvas(); c != nil {
				c.Focus(x)
			}
		},
	})
	d.subject = kit.NewEntry(env.T("service.subject_hint", nil))
	d.subject.SetValue(in.Subject)
	d.text = kit.NewMultiLine(env.T("service.text_hint", nil), 4)
	d.text.SetValue(in.Text)
	var ways []kit.Option
	for _, c := range channels(w) {
		ways = append(ways, kit.Option{Value: c.value, Label: c.label})
	}
	d.channel = choose(ways, string(in.Channel))
	var degrees []kit.Option
	for _, s := range book.Degrees() {
		degrees = append(degrees, kit.Option{Value: string(s), Label: w.Serious(s)})
	}
	d.serious = choose(degrees, string(in.Seriousness))
	d.owner, d.tier = kit.NewEntry(""), kit.NewEntry("")
	d.owner.SetValue(in.Owner)
	d.tier.SetValue(in.Tier)
	d.came = newWhen(env, d.v.p.day())
	d.came.set(in.Day, in.Time)
	d.body = kit.VBox(12,
		d.field("customer", "service.label_customer", d.who.Object),
		d.field("case_subject", "service.label_subject", d.subject),
		d.two(d.field("case_kind", "service.label_kind", d.kind), d.field("seriousness", "service.label_seriousness", d.serious)),
		d.field("received", "service.label_received", d.came.object()),
		d.two(d.field("case_channel", "service.label_channel", d.channel), d.field("owner", "service.label_owner", d.owner)),
		d.field("text", "service.label_text", d.text),
		d.field("tier", "service.label_tier", d.tier).SetHint(env.T("service.tier_hint", nil)),
	)
}

func (d *formDialog) draw() {
	if d.dialog == nil {
		return
	}
	d.who.Render(d.f.Customer)
	d.who.Object.Refresh()
	d.render(d.f.Errors)
}

func (d *formDialog) save() {
	in := Inputs{
		Kind: book.CaseKind(d.kind.Selected()), Subject: d.subject.Text, Text: d.text.Text, Channel: book.InteractionKind(d.channel.Selected()),
		Seriousness: book.Seriousness(d.serious.Selected()), Owner: d.owner.Text, Tier: d.tier.Text, Day: d.came.day.Entry.Text, Time: d.came.time.Text,
	}
	fresh := d.f.New()
	d.f.Save(in, func(c book.Case, op book.Operation) {
		d.dialog.Hide()
		id := locales.ID("service.saved")
		if fresh {
			id = "service.added"
		}
		d.v.env.Shell.Done(d.v.env.T(id, locales.V{"Kind": d.v.p.words.Kind(c.Kind)}), op)
		d.v.p.Select(c.ID)
		d.v.p.Reload()
	})
}

// stepDialog is the form of a step.
type stepDialog struct {
	sheet
	f       *StepForm
	at      when
	cause   *kit.Entry
	causes  *kit.Select
	remedy  *kit.Entry
	changed *kit.Entry
	learnt  *kit.Entry
	reason  *kit.Entry
	logAs   *kit.Select
	logText *kit.Entry
}

// step opens the form of a step of the selected case.
func (v *View) step(s book.CaseStep) {
	d := v.p.state.Detail
	if d == nil || kit.ModalOpen() {
		return
	}
	x := &stepDialog{sheet: sheet{v: v, fields: map[string]*kit.Field{}}}
	x.f = NewStepForm(v.env, d.Case, s, func() { x.render(x.f.Errors) })
	x.build()
	x.open(v.env.T("service.step_title", locales.V{"Step": v.p.words.Step(s), "Subject": d.Subject}), "common.save", x.take)
	if e, c := x.telling(), v.canvas(); e != nil && c != nil {
		c.Focus(e)
	}
}

// telling is the first field in which something is told: when it was is filled
// in, and most often stays.
func (d *stepDialog) telling() *kit.Entry {
	for _, e := range []*kit.Entry{d.reason, d.cause, d.learnt, d.logText} {
		if e != nil {
			return e
		}
	}
	return nil
}

func (d *stepDialog) build() {
	env, in := d.v.env, d.f.Start()
	multi := func(text string, rows int) *kit.Entry {
		e := kit.NewMultiLine("", rows)
		e.SetValue(text)
		return e
	}
	d.at = newWhen(env, d.v.p.day())
	d.at.set(in.Day, in.Time)
	d.body = kit.VBox(12, d.field("at", "service.label_when", d.at.object()))
	if d.f.NeedsReason() {
		d.reason = multi("", 3)
		d.body.Add(d.field("case_reason", "service.label_reason", d.reason))
	}
	if d.f.Explains() {
		d.buildCause(in)
		d.remedy, d.changed = multi(in.Remedy, 2), multi(in.Changed, 2)
		d.body.Add(d.field("remedy", "service.label_remedy", d.remedy))
		d.body.Add(d.field("changed", "service.label_changed", d.changed))
	}
	if d.f.Learns() {
		d.learnt = multi(in.Learnt, 2)
		d.body.Add(d.field("learnt", "service.label_learnt", d.learnt))
	}
	if d.f.Speaks() {
		ways := []kit.Option{{Value: "", Label: env.T("service.log_not", nil)}}
		for _, c := range channels(d.v.p.words) {
			ways = append(ways, kit.Option{Value: c.value, Label: c.label})
		}
		d.logAs = choose(ways, string(in.LogAs))
		d.logText = kit.NewEntry(env.T("service.log_hint", nil))
		d.body.Add(d.two(d.field("log", "service.label_log", d.logAs), d.field("text", "service.label_log_text", d.logText)))
	}
}

// buildCause makes the field of the cause, with the causes one works with
// beside it.
func (d *stepDialog) buildCause(in StepInputs) {
	d.cause = kit.NewEntry(d.v.env.T("service.cause_hint", nil))
	d.cause.SetValue(in.Cause)
	o := fyne.CanvasObject(d.cause)
	if list := d.f.Causes(); len(list) > 0 {
		var options []kit.Option
		for _, c := range list {
			options = append(options, kit.Option{Value: c, Label: c})
		}
		d.causes = kit.NewSelect(d.v.env.T("service.cause_list", nil), options, func(c string) { d.cause.SetValue(c) })
		o = kit.HBox(8, kit.Grow(d.cause), kit.FixedWidth(190, d.causes))
	}
	d.body.Add(d.field("cause", "service.label_cause", o))
}

func (d *stepDialog) take() {
	in := StepInputs{Day: d.at.day.Entry.Text, Time: d.at.time.Text}
	for _, x := range []struct {
		from *kit.Entry
		to   *string
	}{{d.cause, &in.Cause}, {d.remedy, &in.Remedy}, {d.changed, &in.Changed}, {d.learnt, &in.Learnt}, {d.reason, &in.Reason}, {d.logText, &in.LogText}} {
		if x.from != nil {
			*x.to = x.from.Text
		}
	}
	if d.logAs != nil {
		in.LogAs = book.InteractionKind(d.logAs.Selected())
	}
	d.f.Take(in, func(c book.Case, op book.Operation) {
		d.dialog.Hide()
		d.v.env.Shell.Done(d.v.env.T("service.stepped", locales.V{"Subject": c.Subject, "State": d.v.p.words.State(c.State)}), op)
		d.v.p.Reload()
	})
}

func choose(options []kit.Option, value string) *kit.Select {
	s := kit.NewSelect("", options, nil)
	s.SetSelected(value)
	return s
}
