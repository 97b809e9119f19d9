package rights

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/erasing"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View draws the section.
type View struct {
	env  *screen.Env
	p    *Presenter
	card *kit.Card
	laid func() // the page has to be laid out anew
}

// New makes the section with nothing shown yet; laid is called when it has
// another height.
func New(env *screen.Env, laid func()) *View {
	v := &View{env: env, laid: laid}
	v.p = NewPresenter(env, v.render)
	v.card = kit.NewCard(env.T("rights.section", nil), kit.VBox(0)).
		SetAside(kit.Pad(-7, 0, -7, 0, kit.NewIconButton(kit.IconPlus, env.T("rights.add", nil), kit.Quiet, func() { v.form(v.p.New()) })))
	return v
}

// Content is what the page of the customer shows.
func (v *View) Content() fyne.CanvasObject { return v.card }

// Show brings the section to a customer.
func (v *View) Show(id book.ID) { v.p.Show(id) }

// Leave ends what is under way.
func (v *View) Leave() { v.p.Leave() }

func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.card) }

func (v *View) render() {
	t := v.env.T
	box := kit.VBox(0)
	for i, l := range v.p.Lines() {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		row := kit.NewRow(nil, l.Title, l.Second, nil, func() { v.open(l.Petition) })
		row.SetMaxLines(3)
		switch {
		case l.Late:
			row.SetTrailing(kit.NewChip(t("rights.late", nil), kit.Cinnabar))
		case !l.Closed:
			row.SetTrailing(kit.NewChip(t("rights.open", nil), kit.Saffron))
		}
		box.Add(row)
	}
	if len(box.Objects) == 0 {
		box.Add(kit.Wrap(t("rights.none", nil), kit.Muted))
	}
	if kept := v.p.Kept(); kept != "" {
		box.Add(kit.Pad(8, 0, 0, 0, kit.Wrap(kept, kit.Muted)))
	}
	if v.p.busy != "" {
		box.Add(kit.Pad(10, 0, 0, 0, kit.Wrap(t(v.p.busy, nil), kit.Muted)))
	} else {
		box.Add(kit.Pad(12, 0, 0, 0, kit.Flow(8,
			kit.NewButton(t("rights.copy", nil), kit.Secondary, v.copy),
			kit.NewButton(t("rights.erase", nil), kit.Danger, func() { v.p.Trace(v.erase) }))))
	}
	v.card.SetBody(box)
	v.laid()
}

// open shows a request: an open one to be changed or closed, a closed one to be
// read.
func (v *View) open(x book.Petition) {
	if x.Outcome == book.PetitionOpen {
		v.form(x)
		return
	}
	t, pr := v.env.T, v.env.Printer
	box := kit.VBox(8)
	for _, f := range [][2]string{
		{t("rights.column_received", nil), pr.Date(x.Received)},
		{t("rights.column_channel", nil), channel(pr, x.Channel)},
		{t("rights.column_law", nil), erasing.Law(pr, x.Law)},
		{t("rights.column_due", nil), pr.Date(x.Due)},
		{t("rights.column_note", nil), x.Note},
		{t("rights.column_outcome", nil), erasing.Outcome(pr, x.Outcome)},
		{t("rights.column_done", nil), x.Done},
		{t("rights.column_closed_on", nil), pr.Date(x.ClosedOn)},
	} {
		if f[1] != "" {
			box.Add(kit.HBoxTop(12, kit.FixedWidth(120, kit.Wrap(f[0], kit.Label).SetColor(kit.InkMuted)), kit.Grow(kit.Wrap(f[1], kit.Body))))
		}
	}
	kit.NewDialog(erasing.Kind(pr, x.Kind), box,
		kit.Action{Label: t("rights.reopen", nil), Kind: kit.Secondary, Tapped: func() {
			x.Outcome, x.Done, x.ClosedOn = book.PetitionOpen, "", 0
			v.p.Save(x, func() {}, v.env.Shell.Fail)
		}},
		kit.Action{Label: t("common.close", nil), Kind: kit.Primary}).Show(v.canvas())
}

func channel(p *locales.Printer, c book.PetitionChannel) string {
	if c == "" {
		return ""
	}
	return erasing.Channel(p, c)
}

// petitionForm are the fields of a request.
type petitionForm struct {
	x             book.Petition
	received, due *dayfield.Field
	law           *kit.Field
	fields        map[string]*kit.Field
	touched       bool // the due date was set by hand
}

// form writes a request down, or changes it.
func (v *View) form(x book.Petition) {
	t, pr := v.env.T, v.env.Printer
	f := &petitionForm{x: x, fields: map[string]*kit.Field{}, touched: x.ID != ""}
	today := calendar.DateOf(v.env.Now())
	f.due = dayfield.New(v.env, today, func() { f.touched = true })
	f.received = dayfield.NewPast(v.env, today, func() { f.suggest() })
	f.received.Set(x.Received)
	kind := kit.NewSelect("", options(book.PetitionKinds(), func(k book.PetitionKind) string { return erasing.Kind(pr, k) }), func(k string) {
		f.x.Kind = book.PetitionKind(k)
		f.suggest()
	})
	kind.SetSelected(string(x.Kind))
	law := kit.NewSelect("", append(options(book.Laws(), func(l book.Law) string { return erasing.Law(pr, l) }), kit.Option{Value: "none", Label: erasing.Law(pr, "")}), func(l string) {
		f.x.Law = book.Law(strings.TrimPrefix(l, "none"))
		f.law.SetHint(erasing.Term(pr, f.x.Law))
		f.suggest()
	})
	law.SetSelected(map[bool]string{true: "none", false: string(x.Law)}[x.Law == ""])
	f.law = kit.NewField(t("rights.column_law", nil), law).SetHint(erasing.Term(pr, x.Law))
	came := kit.NewSelect("", options(book.PetitionChannels(), func(c book.PetitionChannel) string { return erasing.Channel(pr, c) }), func(c string) { f.x.Channel = book.PetitionChannel(c) })
	came.SetSelected(string(x.Channel))
	f.fields["asked"] = kit.NewField(t("rights.column_received", nil), f.received.Object)
	f.fields["answer"] = kit.NewField(t("rights.column_due", nil), f.due.Object)
	note := kit.NewMultiLine(t("rights.note_hint", nil), 3)
	note.SetValue(x.Note)
	f.fields["text"] = kit.NewField(t("rights.column_note", nil), note)
	longer := kit.NewCheck(t("rights.extended", nil), x.Extended, func(on bool) { f.x.Extended = on })
	if x.ID != "" {
		f.due.Set(x.Due)
	} else {
		f.suggest()
	}
	body := kit.VBox(12, kit.EqualColumns(200, kit.NewField(t("rights.asked_for", nil), kind), kit.NewField(t("rights.came_by", nil), came)),
		f.law, f.fields["asked"], f.fields["answer"], f.fields["text"])
	if x.ID != "" {
		body.Add(longer)
	} else {
		body.Add(kit.Wrap(t("rights.reminds", nil), kit.Muted))
	}
	var d *kit.Dialog
	actions := []kit.Action{{Label: t("common.cancel", nil), Kind: kit.Secondary}}
	if x.ID != "" {
		actions = append(actions, kit.Action{Label: t("common.delete", nil), Kind: kit.Secondary, Tapped: func() { v.p.Remove(x.ID) }},
			kit.Action{Label: t("rights.close", nil), Kind: kit.Secondary, Tapped: func() { v.close(x) }})
	}
	actions = append(actions, kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
		f.x.Note = note.Text
		f.x.Received, _ = f.received.Day()
		f.x.Due, _ = f.due.Day()
		v.p.Save(f.x, func() { d.Hide() }, func(err error) {
			f.refuse(v.env, err)
		})
	}})
	d = kit.NewDialog(t(map[bool]locales.ID{true: "rights.add", false: "rights.edit"}[x.ID == ""], nil), body, actions...)
	d.SetWidth(560).Show(v.canvas())
}

// suggest fills in the day that the law says, until one was set by hand.
func (f *petitionForm) suggest() {
	day, ok := f.received.Day()
	if f.touched || !ok {
		return
	}
	if due, ok := f.x.Law.Due(f.x.Kind, day); ok {
		f.due.Set(due)
		f.touched = false
	}
}

func (f *petitionForm) refuse(env *screen.Env, err error) {
	for _, field := range f.fields {
		field.SetError("")
	}
	var e *book.Error
	if errors.As(err, &e) && f.fields[e.Field] != nil {
		f.fields[e.Field].SetError(explain.Error(env.Printer, err))
		return
	}
	env.Shell.Fail(err)
}

// close asks how a request ended.
func (v *View) close(x book.Petition) {
	t, pr := v.env.T, v.env.Printer
	how := kit.NewSelect("", options(book.PetitionOutcomes(), func(o book.PetitionOutcome) string { return erasing.Outcome(pr, o) }), nil)
	how.SetSelected(string(book.PetitionFulfilled))
	text := kit.NewMultiLine(t("rights.done_hint", nil), 3)
	kit.NewDialog(t("rights.close", nil), kit.VBox(12, kit.NewField(t("rights.column_outcome", nil), how), kit.NewField(t("rights.column_done", nil), text)),
		kit.Action{Label: t("common.cancel", nil), Kind: kit.Secondary},
		kit.Action{Label: t("rights.close_do", nil), Kind: kit.Primary, Tapped: func() { v.p.Close(x.ID, book.PetitionOutcome(how.Selected()), text.Text) }}).Show(v.canvas())
}

// copy asks how the copy of all data is to be made.
func (v *View) copy() {
	t := v.env.T
	secret := kit.NewPassword("")
	others := kit.NewCheck(t("rights.copy_others", nil), false, nil)
	kit.NewDialog(t("rights.copy_title", nil), kit.VBox(12, kit.Wrap(t("rights.copy_what", nil), kit.Body), others, kit.Wrap(t("rights.copy_others_why", nil), kit.Muted),
		kit.NewField(t("rights.passphrase", nil), secret).SetHint(t("rights.passphrase_hint", nil))),
		kit.Action{Label: t("common.cancel", nil), Kind: kit.Secondary},
		kit.Action{Label: t("rights.copy_do", nil), Kind: kit.Primary, Tapped: func() {
			pass, with := secret.Text, others.On()
			v.env.Shell.PickSave(t("rights.copy_title", nil), v.p.CopyName(pass != ""), func(path string) { v.p.Copy(path, pass, with) })
		}}).Show(v.canvas())
}

// erase shows what goes and asks for a word.
func (v *View) erase(x book.Traces) {
	erasing.Confirm(v.env, v.canvas(), []string{v.p.who.Name.Full}, x, v.p.Backups(), v.p.Erase)
}

// options offers codes by their words.
func options[T ~string](list []T, word func(T) string) []kit.Option {
	out := make([]kit.Option, len(list))
	for i, x := range list {
		out[i] = kit.Option{Value: string(x), Label: word(x)}
	}
	return out
}
