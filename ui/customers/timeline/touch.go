package timeline

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/attached"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/logbox"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/words"
)

// fact is what was noted of a touch and its label.
type fact struct {
	Label locales.ID
	Value string
}

// factsOf lists what was noted of a touch beside its text.
func factsOf(env *screen.Env, i book.Interaction) []fact {
	p := env.Printer
	at := i.At.In(env.Home)
	when := p.DateWeekdayYear(calendar.DateOf(at)) + ", " + p.TimeOf(at)
	if i.Minutes > 0 {
		when = p.T("timeline.when_long", locales.V{"When": when, "Minutes": i.Minutes})
	}
	all := []fact{
		{"timeline.when", when},
		{"log.network", i.Network},
		{"log.present", i.Present},
		{"log.language", language(p, i.Language)},
		{"log.outcome", words.Outcome(p, i.Outcome)},
		{"log.mood", words.Feeling(p, i.Mood)},
		{"log.next", i.NextStep},
		{"timeline.author", i.Author},
	}
	if i.Aside {
		all = append(all, fact{"timeline.aside", p.T("timeline.aside_yes", nil)})
	}
	var out []fact
	for _, f := range all {
		if strings.TrimSpace(f.Value) != "" {
			out = append(out, f)
		}
	}
	return out
}

func language(p *locales.Printer, tag string) string {
	if tag == "" {
		return ""
	}
	return p.Language(tag)
}

// ShowTouch shows all of a touch, its files, and what can be done with it.
func ShowTouch(env *screen.Env, c fyne.Canvas, i book.Interaction) {
	if c == nil {
		return
	}
	body := kit.VBox(10)
	if i.Text != "" {
		text := kit.Wrap(i.Text, kit.Body)
		if kit.WrittenFromRight(i.Text, i.Language) {
			text.In(i.Language)
		}
		body.Add(text)
	}
	box := kit.VBox(0)
	for _, f := range factsOf(env, i) {
		if len(box.Objects) > 0 {
			box.Add(kit.NewDivider())
		}
		label := kit.Wrap(env.T(f.Label, nil), kit.Label).SetColor(kit.InkMuted)
		box.Add(kit.Inset(7, 0, kit.HBoxTop(12, kit.FixedWidth(132, label), kit.Grow(kit.Wrap(f.Value, kit.Label)))))
	}
	body.Add(box)
	var d *kit.Dialog
	files := attached.NewPanel(env, "files.none_touch", func() {
		if d != nil {
			d.Refresh()
		}
	})
	attach := kit.NewIconButton(kit.IconPlus, env.T("files.attach", nil), kit.Secondary, files.Pick)
	follow := kit.NewButton(env.T("timeline.open_next", nil), kit.Secondary, func() {
		d.Hide()
		env.Shell.Go(screen.Route{Screen: screen.FollowUps, ID: string(i.NextID)})
	})
	follow.Hidden = i.NextID == ""
	body.Add(kit.Text(env.T("files.card", nil), kit.Bold))
	body.Add(files.Object)
	body.Add(kit.HBox(8, attach, follow, kit.Space()))
	d = kit.NewDialog(words.TouchBy(env.Printer, i.Kind, i.Direction), body,
		kit.Action{Label: env.T("common.remove", nil), Kind: kit.Quiet, Tapped: func() { trash(env, i.ID) }},
		kit.Action{Label: env.T("customers.copy_text", nil), Kind: kit.Quiet, Tapped: func() { env.Shell.Copy(i.Text) }},
		kit.Action{Label: env.T("common.close", nil)},
		kit.Action{Label: env.T("common.edit", nil), Kind: kit.Primary, Tapped: func() { logbox.Open(env, c, logbox.Ask{Edit: &i}) }}).SetWidth(560)
	files.Show(book.Owner{Customer: i.CustomerID, Kind: book.OfInteraction, ID: i.ID})
	d.Show(c)
}

// trash takes a touch away; undo brings it back.
func trash(env *screen.Env, id book.ID) {
	b := env.Book
	env.Runner.Run(func(ctx context.Context) func() {
		op, err := b.Interactions.Trash(ctx, id)
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			env.Shell.Done(env.T("customers.contact_removed", nil), op)
		}
	})
}
