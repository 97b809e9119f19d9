package customers

import (
	"slices"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/attached"
	"dragoman/ui/internal/kit"
)

// taskTab draws the follow-ups of a customer.
type taskTab struct {
	v      *detailView
	root   *fyne.Container
	open   *kit.Card
	closed *kit.Card
}

func newTaskTab(v *detailView) *taskTab {
	t := &taskTab{v: v}
	t.open = kit.NewCard(v.env.T("customers.followups_open", nil), kit.VBox(0)).
		SetAside(slim(kit.NewIconButton(kit.IconPlus, v.env.T("common.add", nil), kit.Quiet, v.d.AddFollowUp)))
	t.closed = kit.NewCard(v.env.T("customers.followups_done", nil), kit.VBox(0))
	t.root = kit.VBox(kit.Gap, t.open, t.closed)
	return t
}

func (t *taskTab) render(k known) {
	t.open.SetBody(t.rows(k.open, "customers.no_followups"))
	t.closed.SetBody(t.rows(k.closed, "customers.no_followups"))
	t.closed.Hidden = len(k.closed) == 0
	t.root.Refresh()
}

// rows draws follow-ups with a box to tick them off.
func (t *taskTab) rows(tasks []book.FollowUpRow, none locales.ID) fyne.CanvasObject {
	env := t.v.env
	if len(tasks) == 0 {
		return kit.Inset(6, 0, kit.Wrap(env.T(none, nil), kit.Muted))
	}
	today := calendar.DateOf(env.Now())
	box := kit.VBox(0)
	for i, f := range tasks {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		isDone := !f.DoneAt.IsZero()
		check := kit.NewCheck("", isDone, func(on bool) { t.v.d.Tick(f.ID, on) })
		check.SetLabel(env.T("customers.tick", locales.V{"Title": f.Title}))
		when, tok := env.Printer.DateNear(f.Due, today), kit.Ink
		switch {
		case isDone:
			when, tok = env.Printer.DateNear(calendar.DateOf(f.DoneAt.In(env.Home)), today), kit.InkMuted
		case f.Due.IsZero():
			when, tok = env.T("customers.some_day", nil), kit.InkMuted
		case f.Due < today:
			when, tok = env.T("customers.late", locales.V{"Date": when}), kit.Cinnabar.Text()
		}
		row := kit.NewRow(check, f.Title, f.Notes, kit.Text(when, kit.Label).SetColor(tok).Whole(), func() { t.v.d.OpenFollowUp(f.ID) })
		row.SetMaxLines(2)
		box.Add(row)
	}
	return box
}

// noteTab draws the notes of a customer, paragraph by paragraph.
type noteTab struct {
	v     *detailView
	root  *fyne.Container
	entry *kit.Entry
	card  *kit.Card
	files map[book.ID]*attached.Panel // of the notes that are shown
}

func newNoteTab(v *detailView) *noteTab {
	t := &noteTab{v: v, files: map[book.ID]*attached.Panel{}, entry: kit.NewMultiLine(v.env.T("customers.note_hint", nil), 3)}
	add := kit.NewButton(v.env.T("customers.note_add", nil), kit.Primary, t.add)
	t.card = kit.NewCard("", kit.VBox(0))
	t.root = kit.VBox(kit.Gap, kit.NewCard(v.env.T("customers.note_new", nil), kit.VBox(10, t.entry,
		kit.HBox(12, kit.Grow(kit.Wrap(v.env.T("customers.note_split", nil), kit.Muted)), add))), t.card)
	return t
}

func (t *noteTab) add() {
	text := t.entry.Text
	if len(book.Paragraphs(text)) == 0 {
		return
	}
	t.entry.SetValue("")
	t.v.d.AddNote(text)
}

func (t *noteTab) render(k known) {
	env := t.v.env
	box := kit.VBox(0)
	shown := t.files
	t.files = map[book.ID]*attached.Panel{}
	for i, n := range k.notes {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		files := shown[n.ID]
		if files == nil {
			files = attached.NewPanel(env, "", func() { t.root.Refresh() })
		}
		t.files[n.ID] = files
		files.Set(book.Owner{Customer: n.CustomerID, Kind: book.OfNote, ID: n.ID}, k.files)
		said := env.Printer.DateTime(n.CreatedAt.In(env.Home))
		if n.Author != "" {
			said = joinDots(said, n.Author)
		}
		attach := kit.NewButton(env.T("files.attach_short", nil), kit.Quiet, files.Pick)
		edit := kit.NewButton(env.T("common.edit", nil), kit.Quiet, func() { t.edit(n) })
		remove := kit.NewButton(env.T("common.delete", nil), kit.Quiet, func() { t.v.d.TrashNote(n.ID) })
		box.Add(kit.Inset(10, 0, kit.VBox(4, kit.HBoxTop(12, kit.Grow(kit.Wrap(n.Text, kit.Body)), attach, edit, remove), kit.Text(said, kit.Muted), files.Object)))
	}
	if len(k.notes) == 0 {
		box.Add(kit.Wrap(env.T("customers.no_notes", nil), kit.Muted))
	}
	t.card.SetBody(box)
	t.root.Refresh()
}

// dropped attaches files to the latest note; without a note it takes none.
func (t *noteTab) dropped(paths []string) bool {
	notes := t.v.d.is.notes
	if len(notes) == 0 {
		return false
	}
	latest := slices.MaxFunc(notes, func(a, b book.Note) int { return a.CreatedAt.Compare(b.CreatedAt) })
	t.files[latest.ID].Attach(paths)
	return true
}

// edit changes a paragraph.
func (t *noteTab) edit(n book.Note) {
	env := t.v.env
	entry := kit.NewMultiLine("", 6)
	entry.SetValue(n.Text)
	field := kit.NewField(env.T("customers.note", nil), entry)
	var d *kit.Dialog
	d = kit.NewDialog(env.T("customers.note_edit", nil), field,
		kit.Action{Label: env.T("common.cancel", nil)},
		kit.Action{Label: env.T("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			if len(book.Paragraphs(entry.Text)) == 0 {
				field.SetError(env.T("error.text_missing", nil))
				return
			}
			d.Hide()
			t.v.d.EditNote(n.ID, entry.Text)
		}})
	d.Show(canvasOf(t.root))
}

// historyTab draws what was changed, by whom and when.
type historyTab struct {
	v    *detailView
	root *fyne.Container
}

func newHistoryTab(v *detailView) *historyTab { return &historyTab{v: v, root: kit.VBox(kit.Gap)} }

// Of how many operations the history shows a card, and how many of the latest
// can be taken back from there.
const (
	operationsShown = 60
	undoOffered     = 5
)

func (t *historyTab) render(k known) {
	env := t.v.env
	t.root.Objects = nil
	for i, c := range k.changes {
		if i == operationsShown {
			break
		}
		card := kit.NewCard(operationWord(env.Printer, c.op), t.fields(k, c))
		aside := kit.HBox(12, kit.Text(joinDots(c.op.Actor, env.Printer.DateTime(c.op.At.In(env.Home))), kit.Muted).Whole())
		if i < undoOffered && c.whole && !c.op.Undone {
			aside.Add(kit.NewIconButton(kit.IconUndo, env.T("common.undo", nil), kit.Quiet, func() { t.v.d.Undo(c.op.ID) }))
		} else if c.op.Undone {
			aside.Add(kit.NewChip(env.T("customers.taken_back", nil), kit.Slate))
		}
		t.root.Add(card.SetAside(slim(aside)))
	}
	if len(k.changes) == 0 {
		t.root.Add(kit.NewCard("", kit.Wrap(env.T("customers.no_history", nil), kit.Muted)))
	}
	t.root.Refresh()
}

// fields draws field, before and after of one operation.
func (t *historyTab) fields(k known, c change) fyne.CanvasObject {
	env, p := t.v.env, t.v.env.Printer
	box := kit.VBox(0)
	for i, f := range c.fields {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		var spans []kit.Span
		switch {
		case f.Field == "" && f.Before != "":
			spans = []kit.Span{{Text: env.T("customers.removed", locales.V{"Value": removedText(p, env.Home, f)}), Style: kit.Label}}
		case f.Field == "":
			spans = []kit.Span{{Text: k.addedText(p, f), Style: kit.Label}}
		default:
			before, after := valueWord(p, env.Home, f, f.Before), valueWord(p, env.Home, f, f.After)
			if before == "" {
				before = env.T("customers.empty_value", nil)
			}
			if after == "" {
				after = env.T("customers.empty_value", nil)
			}
			spans = []kit.Span{{Text: before, Style: kit.Label, Color: kit.InkMuted}, {Text: "  →  ", Style: kit.Label, Color: kit.InkMuted}, {Text: after, Style: kit.LabelBold}}
		}
		label := kit.Wrap(fieldWord(p, f), kit.Label).SetColor(kit.InkMuted)
		box.Add(kit.Inset(6, 0, kit.HBoxTop(12, kit.FixedWidth(180, label), kit.Grow(kit.WrapRich(spans...)))))
	}
	return box
}
