package messages

import (
	"context"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
)

// FollowUp makes a follow-up for everybody of a group. refused hears what of it
// cannot be kept.
func (p *Presenter) FollowUp(g book.Group, title string, due calendar.Date, done func(), refused func(error)) {
	b, env, ids := p.env.Book, p.env, book.Guests(p.Rows, g)
	n := 0
	p.act.Run(func(ctx context.Context) (op book.Operation, err error) {
		n, op, err = b.FollowUps.AddMany(ctx, book.AfterEvent(title, due), ids...)
		return op, err
	}, func(op book.Operation, err error) {
		switch {
		case book.CodeOf(err) == book.Invalid:
			refused(err)
			return
		case err != nil:
			env.Shell.Fail(err)
			return
		case n == 0:
			env.Shell.Tell(env.T("messages.follow_none", nil))
		default:
			env.Shell.Done(env.N("messages.follow_made", n, nil), op)
		}
		done()
	})
}

// groupWords name the groups with how many they are.
var groupWords = map[book.Group]locales.ID{
	book.WhoCame: "messages.group_came", book.WhoDidNot: "messages.group_missed", book.WhoInvited: "messages.group_invited",
}

// followWords offer what is to be done for each group.
var followWords = map[book.Group]locales.ID{
	book.WhoCame: "messages.follow_title", book.WhoDidNot: "messages.follow_title_missed", book.WhoInvited: "messages.follow_title_invited",
}

// askFollowUp asks what is to be done after an event, for whom and when.
func (f *oneFace) askFollowUp() {
	c := fyne.CurrentApp().Driver().CanvasForObject(f.page)
	if c == nil {
		return
	}
	env, t := f.v.env, f.v.env.T
	var options []kit.Option
	at := book.Group("")
	for _, g := range book.Groups() {
		n := len(book.Guests(f.p.Rows, g))
		if n > 0 {
			options = append(options, kit.Option{Value: string(g), Label: env.T(groupWords[g], locales.V{"N": env.Printer.Int(int64(n))})})
			if at == "" {
				at = g
			}
		}
	}
	if len(options) == 0 {
		env.Shell.Tell(t("messages.follow_nobody", nil))
		return
	}
	offered := func(g book.Group) string { return t(followWords[g], locales.V{"Title": f.p.Open.Title}) }
	title := kit.NewEntry("")
	title.SetValue(offered(at))
	whom := kit.NewSelect("", options, func(g string) {
		if title.Text == offered(at) { // nothing else was typed
			title.SetValue(offered(book.Group(g)))
		}
		at = book.Group(g)
	})
	whom.SetSelected(string(at))
	today := calendar.DateOf(env.Now())
	day := dayfield.New(env, today, func() {})
	day.Set(today + 1)
	what := kit.NewField(t("messages.follow_what", nil), title)
	body := kit.VBox(12, kit.NewField(t("messages.follow_whom", nil), whom), what, kit.NewField(t("messages.follow_when", nil), day.Object))
	var d *kit.Dialog
	d = kit.NewDialog(t("messages.follow", nil), body,
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("messages.follow_make", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			due, _ := day.Day()
			f.p.FollowUp(book.Group(whom.Selected()), title.Text, due, d.Hide, func(err error) {
				what.SetError(explain.Error(env.Printer, err))
			})
		}}).SetWidth(520)
	d.Show(c)
}
