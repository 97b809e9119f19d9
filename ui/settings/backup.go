package settings

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/unpacking"
)

// backupCard shows the backups and what can be done with them.
type backupCard struct {
	card *kit.Card
	b    *backups
	env  *screen.Env
	body *fyne.Container
}

func newBackupCard(env *screen.Env) *backupCard {
	c := &backupCard{env: env, body: kit.VBox(12)}
	c.b = newBackups(env, c.render)
	c.b.ask, c.b.preview = c.askPassphrase, c.showPreview
	c.card = kit.NewCard(env.T("backup.title", nil), c.body)
	c.render()
	return c
}

func (c *backupCard) t(id locales.ID) string { return c.env.T(id, nil) }

func (c *backupCard) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(c.card)
}

// render builds the card anew; it is small and changes rarely.
func (c *backupCard) render() {
	var objs []fyne.CanvasObject
	objs = append(objs, c.warnings()...)
	objs = append(objs, c.list()...)
	objs = append(objs, c.status(), c.buttons(), kit.NewDivider())
	objs = append(objs, c.choices()...)
	c.body.Objects = objs
	c.body.Refresh()
	c.card.Refresh()
}

// warnings say that the book lies in an unsafe place and that there is no fresh
// backup.
func (c *backupCard) warnings() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if p, name := c.b.place(); p != "" {
		id := locales.ID("backup.in_cloud")
		if p == backup.Network {
			id = "backup.in_network"
		}
		move := kit.NewButton(c.t("backup.move_book"), kit.Secondary, func() {
			c.env.Shell.PickFolder(c.t("backup.move_book"), c.b.move)
		})
		out = append(out, kit.Wrap(c.env.T(id, locales.V{"Folder": name}), kit.Body), kit.HBox(0, move, kit.Space()))
	}
	if s := c.b.trouble(); s != "" && !c.b.k.Running {
		out = append(out, kit.Wrap(s, kit.Body))
	}
	if c.b.needsPassphrase() {
		enter := kit.NewButton(c.t("backup.enter_passphrase"), kit.Secondary, func() {
			c.askPassphrase(false, c.b.k.SetPassphrase)
		})
		out = append(out, kit.Wrap(c.t("backup.waits"), kit.Body), kit.HBox(0, enter, kit.Space()))
	}
	return out
}

// list are the newest backups.
func (c *backupCard) list() []fyne.CanvasObject {
	copies := c.b.copies()
	if len(copies) == 0 {
		return []fyne.CanvasObject{kit.Wrap(c.t("backup.none"), kit.MutedBody)}
	}
	var out []fyne.CanvasObject
	for _, x := range copies {
		when := c.env.Printer.DateTime(x.Made.In(c.env.Home))
		restore := kit.NewButton(c.t("backup.restore"), kit.Secondary, func() { c.b.restore(x.Path) })
		out = append(out, kit.HBox(10, kit.Grow(kit.VBox(2, kit.Text(when, kit.Bold), kit.Wrap(c.b.line(x), kit.Muted))), restore))
	}
	return out
}

// status is what is under way, or how backups are kept.
func (c *backupCard) status() fyne.CanvasObject {
	switch {
	case c.b.k.Running:
		stop := kit.NewButton(c.t("common.cancel"), kit.Secondary, c.b.k.Stop)
		text := c.env.T("backup.running", locales.V{"Percent": c.env.Printer.Percent(float64(c.b.k.Percent) / 100)})
		return kit.HBox(10, kit.Grow(kit.VBox(6, kit.Text(text, kit.Small), kit.NewProgress(float64(c.b.k.Percent)/100))), stop)
	case c.b.busy:
		return kit.Wrap(c.t("backup.reading"), kit.Muted)
	case c.b.proof != "":
		return kit.Wrap(c.b.proof, kit.Muted)
	}
	return kit.Wrap(c.t("backup.rotation"), kit.Muted)
}

func (c *backupCard) buttons() fyne.CanvasObject {
	row := []fyne.CanvasObject{}
	if !c.b.k.Running {
		row = append(row, kit.NewButton(c.t("backup.now"), kit.Secondary, func() { c.b.k.BackUp(backup.ByHand) }))
	}
	if len(c.b.k.Copies) > 0 {
		row = append(row, kit.NewButton(c.t("backup.drill"), kit.Secondary, c.b.drill))
	}
	row = append(row,
		kit.NewButton(c.t("backup.from_file"), kit.Secondary, func() {
			c.env.Shell.PickFiles(c.t("backup.from_file"), screen.BookFiles, func(paths []string) { c.b.restore(paths[0]) })
		}),
		kit.NewButton(c.t("backup.new_computer"), kit.Secondary, c.newComputer),
		kit.NewButton(c.t("backup.export"), kit.Secondary, func() {
			c.env.Shell.Go(screen.Route{Screen: screen.Customers, Tab: "export"}.With("format", string(exchange.JSON)))
		}),
	)
	return kit.Flow(8, row...)
}

// choices are the schedule, the folder and the passphrase.
func (c *backupCard) choices() []fyne.CanvasObject {
	p := c.env.Prefs.Get().Backup
	every := choose([]kit.Option{
		{Value: string(backup.Daily), Label: c.t("backup.daily")},
		{Value: string(backup.Weekly), Label: c.t("backup.weekly")},
		{Value: string(backup.Never), Label: c.t("backup.never")},
	}, p.Every, c.b.setEvery)
	folder := kit.NewButton(c.t("backup.choose_folder"), kit.Secondary, func() { c.env.Shell.PickFolder(c.t("backup.choose_folder"), c.b.setDir) })
	secret := kit.NewCheck(c.t("backup.encrypt"), p.Encrypted, func(on bool) {
		if on {
			c.newPassphrase()
		} else {
			c.b.plain()
		}
	})
	return []fyne.CanvasObject{
		kit.NewField(c.t("backup.every"), every),
		kit.NewField(c.t("backup.folder"), kit.VBox(6, kit.Wrap(c.b.k.Dir(), kit.Small), kit.HBox(0, folder, kit.Space()))),
		secret,
	}
}

// askPassphrase asks for the passphrase of a backup.
func (c *backupCard) askPassphrase(wrong bool, then func(string)) {
	unpacking.Ask(c.env.Printer, c.canvas(), wrong, then)
}

// leastSecret is how many letters the passphrase of a backup has at least: what
// is shorter is guessed in days, however slow each guess is made.
const leastSecret = 10

// newPassphrase asks for a passphrase twice.
func (c *backupCard) newPassphrase() {
	one, two := kit.NewPassword(""), kit.NewPassword("")
	one.OnSubmitted = func(string) { kit.Focus(two) }
	first, again := kit.NewField(c.t("backup.passphrase"), one), kit.NewField(c.t("backup.passphrase_again"), two)
	keep := kit.NewCheck(c.t("backup.remember"), false, nil)
	var d *kit.Dialog
	d = kit.NewDialog(c.t("backup.encrypt"), kit.VBox(12, kit.Wrap(c.t("backup.encrypt_why"), kit.Body),
		first, again, keep),
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary, Tapped: c.render},
		kit.Action{Label: c.t("common.save"), Kind: kit.Primary, Stay: true, Tapped: func() {
			first.SetError("")
			again.SetError("")
			if len([]rune(one.Text)) < leastSecret {
				first.SetError(c.env.N("backup.too_short", leastSecret, nil))
				return
			}
			if one.Text != two.Text {
				again.SetError(c.t("backup.passphrase_differs"))
				return
			}
			d.Hide()
			c.b.encrypt(one.Text, keep.On())
		}})
	d.SetOnDismissed(c.render)
	d.Show(c.canvas())
}

// showPreview compares the book with the backup before it takes its place.
func (c *backupCard) showPreview(u *backup.Unpacked) {
	now := c.b.k.Now
	rows := kit.VBox(10, kit.Wrap(c.env.T("backup.preview", locales.V{"When": c.env.Printer.DateTime(u.Made.In(c.env.Home))}), kit.Body))
	for _, x := range []struct {
		name      locales.ID
		now, then book.Tally
	}{
		{"backup.row_customers", now.Customers, u.Now.Customers},
		{"backup.row_followups", now.FollowUps, u.Now.FollowUps},
		{"backup.row_notes", now.Notes, u.Now.Notes},
		{"backup.row_interactions", now.Interactions, u.Now.Interactions},
	} {
		rows.Add(kit.VBox(2, kit.Text(c.t(x.name), kit.Bold),
			kit.Wrap(c.env.T("backup.tally_now", c.tally(x.now)), kit.Small),
			kit.Wrap(c.env.T("backup.tally_then", c.tally(x.then)), kit.Small)))
	}
	if u.Gone > 0 {
		rows.Add(kit.Wrap(c.env.N("rights.restore_erased", u.Gone, nil), kit.Small))
	}
	rows.Add(kit.Wrap(c.t("backup.keeps"), kit.Muted))
	kit.NewDialog(c.t("backup.restore_title"), rows,
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary, Tapped: func() { c.b.drop(u) }},
		kit.Action{Label: c.t("backup.restore_do"), Kind: kit.Danger, Tapped: func() { c.env.Books.Restore(u) }},
	).SetOnDismissed(func() { c.b.drop(u) }).Show(c.canvas())
}

func (c *backupCard) tally(t book.Tally) locales.V {
	newest := "–"
	if !t.Newest.IsZero() {
		newest = c.env.Printer.DateTime(t.Newest.In(c.env.Home))
	}
	return locales.V{"N": c.env.Printer.Int(int64(t.Count)), "Newest": newest}
}

// newComputer makes a backup where the user wants it and says what to do there.
func (c *backupCard) newComputer() {
	name := filepath.Base(c.b.k.File.Path())
	name = name[:len(name)-len(filepath.Ext(name))] + backup.Ext
	c.env.Shell.PickSave(c.t("backup.new_computer"), name, func(path string) {
		if filepath.Ext(path) != backup.Ext {
			path += backup.Ext
		}
		c.b.k.SaveTo(path, func(made backup.Copy) {
			words := kit.VBox(10, kit.Wrap(c.env.T("backup.new_computer_how", locales.V{"File": filepath.Base(made.Path)}), kit.Body))
			if made.Encrypted {
				words.Add(kit.Wrap(c.t("backup.new_computer_secret"), kit.Body))
			}
			kit.NewDialog(c.t("backup.new_computer"), words,
				kit.Action{Label: c.t("common.close"), Kind: kit.Primary}).Show(c.canvas())
		})
	})
}
