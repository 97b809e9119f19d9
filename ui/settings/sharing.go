package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/sync/share"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// sharingCard shows with whom the book is shared, and below it the fields for
// which two devices wrote an answer.
type sharingCard struct {
	env     *screen.Env
	s       *sharing
	card    *kit.Card
	answers *kit.Card
	root    *fyne.Container
	form    *placeForm  // by which this book is about to join, nil for none
	code    *kit.Dialog // in which a code is being tried, nil for none
	resized func()      // the cards have another height
}

func newSharingCard(env *screen.Env, resized func()) *sharingCard {
	c := &sharingCard{env: env, resized: resized}
	c.s = newSharing(env, c.render)
	c.card, c.answers = kit.NewCard("", kit.VBox(0)), kit.NewCard("", kit.VBox(0))
	c.root = kit.VBox(14, c.card, c.answers)
	c.render()
	return c
}

func (c *sharingCard) t(id locales.ID) string { return c.env.T(id, nil) }

func (c *sharingCard) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(c.card)
}

// render builds both cards anew; they are small and change rarely.
func (c *sharingCard) render() {
	switch {
	case c.s.x.NoClock:
		c.card.SetTitle(c.t("sync.title_not"))
		c.card.SetBody(kit.Wrap(c.t("sync.demo"), kit.MutedBody))
	case c.s.x.Joining:
		c.card.SetTitle(c.t("sync.title_not"))
		c.card.SetBody(kit.Wrap(c.s.coming(), kit.Body))
	case !c.s.x.On():
		c.card.SetTitle(c.t("sync.title_not"))
		c.card.SetBody(c.invitation())
	default:
		c.card.SetTitle(c.t("sync.title"))
		c.card.SetBody(c.shared())
	}
	c.answers.Hidden = len(c.s.answers) == 0
	c.answers.SetTitle(c.env.N("sync.answers", len(c.s.answers), nil))
	c.answers.SetBody(c.answerRows())
	c.root.Refresh()
	c.resized()
	if c.form != nil {
		c.form.wait(c.s.coming())
	}
	if c.code != nil && c.s.x.Part > 0 { // the code was right
		c.code.Hide()
		c.code = nil
	}
}

// invitation is shown while the book is not shared.
func (c *sharingCard) invitation() fyne.CanvasObject {
	box := kit.VBox(12, kit.Wrap(c.t("sync.invite"), kit.Body), kit.Wrap(c.t("sync.invite_safe"), kit.Muted))
	if said := c.s.lastDeed(); said != "" {
		box.Add(kit.Wrap(said, kit.Small))
	}
	box.Add(kit.Flow(8,
		kit.NewButton(c.t("sync.share"), kit.Primary, func() { c.askPlace(c.s.newSetup(false)) }),
		kit.NewButton(c.t("sync.join"), kit.Secondary, c.join)))
	return box
}

// join asks for what is needed to take part in a shared book.
func (c *sharingCard) join() { c.askPlace(c.s.newSetup(true)) }

// shared is shown while the book is shared.
func (c *sharingCard) shared() fyne.CanvasObject {
	box := kit.VBox(0)
	for i, d := range c.s.devices() {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(c.deviceRow(d))
	}
	rest := kit.VBox(10)
	if text := c.s.trouble(); text != "" && c.s.x.Part == 0 {
		rest.Add(kit.Wrap(text, kit.Body).SetColor(kit.Saffron.Text()))
		if b := c.mendButton(); b != nil {
			rest.Add(kit.HBox(0, b, kit.Space()))
		}
	}
	for _, note := range c.s.notes() {
		rest.Add(kit.Wrap(note, kit.Small).SetColor(kit.Saffron.Text()))
	}
	switch said := c.s.lastDeed(); {
	case c.s.x.Part > 0:
		rest.Add(kit.Wrap(c.s.coming(), kit.Muted))
	case c.s.x.Running || c.s.x.Asking:
		rest.Add(kit.Wrap(c.t("sync.running"), kit.Muted))
	case said != "":
		rest.Add(kit.Wrap(said, kit.Muted))
	}
	rest.Add(c.buttons())
	if p := c.s.x.State.Place; p != nil {
		if note := c.s.abroad(*p); note != "" {
			rest.Add(kit.Wrap(note, kit.Muted))
		}
	}
	return kit.VBox(10, box, rest)
}

func (c *sharingCard) deviceRow(d deviceLine) fyne.CanvasObject {
	icon := kit.NewIcon(kit.IconBook, kit.Jade.Text(), 18)
	if !d.self {
		icon = kit.NewIcon(kit.IconSync, kit.Jade.Text(), 18)
	}
	var end []fyne.CanvasObject
	if d.inStep {
		end = append(end, kit.Text(c.t("sync.in_step"), kit.Label).SetColor(kit.Jade.Text()).Whole())
	}
	switch {
	case d.self:
		end = append(end, kit.NewButton(c.t("sync.rename"), kit.Quiet, func() { c.rename(d.label) }))
	case !d.retired:
		end = append(end, kit.NewButton(c.t("sync.retire"), kit.Quiet, func() { c.retire(d) }))
	}
	return kit.NewRow(icon, d.title, d.sub, kit.HBox(8, end...), nil)
}

// mendButton is the way out of a trouble, nil where waiting is all there is.
func (c *sharingCard) mendButton() *kit.Button {
	switch c.s.mend() {
	case enterCode:
		return kit.NewButton(c.t("sync.enter_code"), kit.Secondary, c.enterCode)
	case choosePlace, enterLogin:
		return kit.NewButton(c.t("sync.choose_place"), kit.Secondary, c.move)
	case joinAgain:
		return kit.NewButton(c.t("sync.join_again"), kit.Secondary, c.join)
	}
	return nil
}

func (c *sharingCard) buttons() fyne.CanvasObject {
	s := c.s
	row := []fyne.CanvasObject{kit.NewButton(c.t("sync.add"), kit.Primary, c.add)}
	if p := s.x.State.Place; p != nil && p.Kind == share.Mail {
		row = append(row, kit.NewButton(c.t("sync.send"), kit.Secondary, c.send), kit.NewButton(c.t("sync.receive"), kit.Secondary, c.receive))
	} else {
		row = append(row, kit.NewButton(c.t("sync.now"), kit.Secondary, s.x.Round))
	}
	row = append(row, kit.NewButton(s.placeWord(), kit.Secondary, c.move))
	var more *kit.Button
	more = kit.NewDropButton(c.t("sync.more"), func() { kit.ShowMenu(more, c.moreItems()...) })
	row = append(row, more)
	return kit.Flow(8, row...)
}

// moreItems are what is done seldom.
func (c *sharingCard) moreItems() []kit.MenuItem {
	items := []kit.MenuItem{{Label: c.t("sync.show_code"), Tapped: func() { c.showCode(c.s.x.Code()) }}}
	if p := c.s.x.State.Place; p != nil && p.Kind != share.Mail {
		items = append(items, kit.MenuItem{Label: c.t("sync.send"), Tapped: c.send}, kit.MenuItem{Label: c.t("sync.receive"), Tapped: c.receive})
	}
	return append(items, kit.MenuItem{Label: c.t("sync.leave"), Tapped: c.leave})
}

// answerRows lists the customers for whom there are two answers.
func (c *sharingCard) answerRows() fyne.CanvasObject {
	box := kit.VBox(0)
	for i, a := range c.s.answers {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		sub := c.env.N("sync.answer_fields", a.count, locales.V{"Device": a.by, "When": c.s.when(a.at)})
		choose := kit.NewButton(c.t("sync.choose"), kit.Secondary, func() {
			c.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(a.customer)})
		})
		box.Add(kit.NewRow(nil, a.name, sub, choose, nil))
	}
	return box
}

func (c *sharingCard) send() {
	c.env.Shell.PickSave(c.t("sync.send"), c.t("sync.parcel_name")+share.ParcelExt, c.s.pack)
}

func (c *sharingCard) receive() {
	c.env.Shell.PickFiles(c.t("sync.receive"), []string{share.ParcelExt[1:]}, func(paths []string) { c.s.unpack(paths[0]) })
}

func (c *sharingCard) rename(label string) {
	entry := kit.NewEntry("")
	entry.SetValue(label)
	kit.NewDialog(c.heading("sync.rename"), kit.NewField(c.t("sync.label"), entry).SetHint(c.t("sync.label_why")),
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: c.t("common.save"), Kind: kit.Primary, Tapped: func() { c.s.rename(entry.Text) }}).Show(c.canvas())
}

// retire asks before a device is removed, and says what it can still read.
func (c *sharingCard) retire(d deviceLine) {
	renew := kit.NewCheck(c.t("sync.retire_key"), true, nil)
	kit.NewDialog(c.env.T("sync.retire_title", locales.V{"Name": d.label}), kit.VBox(12,
		kit.Wrap(c.t("sync.retire_what"), kit.Body), renew, kit.Wrap(c.t("sync.retire_key_why"), kit.Muted)),
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: c.t("sync.retire_do"), Kind: kit.Danger, Tapped: func() {
			c.s.retire(d.id, renew.On(), func(code string) {
				if code != "" {
					c.showCode(code)
				}
			})
		}}).Show(c.canvas())
}

func (c *sharingCard) leave() {
	kit.NewDialog(c.heading("sync.leave"), kit.Wrap(c.t("sync.leave_what"), kit.Body),
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: c.t("sync.leave_do"), Kind: kit.Danger, Tapped: c.s.leave}).Show(c.canvas())
}

// heading is what a button says, as the title of the dialog that it opens.
func (c *sharingCard) heading(id locales.ID) string { return strings.TrimSuffix(c.t(id), "…") }

// add says how another device takes part, with the code.
func (c *sharingCard) add() {
	how := locales.ID("sync.add_how")
	if p := c.s.x.State.Place; p != nil && p.Kind == share.Mail {
		how = "sync.add_how_mail"
	}
	kit.NewDialog(c.t("sync.add"), kit.VBox(12, kit.Wrap(c.env.T(how, locales.V{"Place": c.s.placeWord()}), kit.Body), c.codeBox(c.s.x.Code()),
		kit.Wrap(c.t("sync.code_secret"), kit.Muted)),
		kit.Action{Label: c.t("common.close"), Kind: kit.Primary}).SetWidth(560).Show(c.canvas())
}

// showCode shows the recovery code again, or the new one.
func (c *sharingCard) showCode(code string) {
	kit.NewDialog(c.t("sync.code"), kit.VBox(12, c.codeBox(code), kit.Wrap(c.t("sync.code_keep"), kit.Body), kit.Wrap(c.t("sync.code_secret"), kit.Muted)),
		kit.Action{Label: c.t("common.close"), Kind: kit.Primary}).SetWidth(560).Show(c.canvas())
}

// codeBox is the code to be read, and a way to copy it.
func (c *sharingCard) codeBox(code string) fyne.CanvasObject {
	if code == "" { // asked for above, not known here
		return kit.Wrap(c.t("error.sync_no_key"), kit.Small)
	}
	copied := kit.NewIconButton(kit.IconCopy, c.t("sync.copy"), kit.Secondary, func() { c.env.Shell.Copy(code) })
	return kit.VBox(8, kit.Wrap(code, kit.Name), kit.HBox(0, copied, kit.Space()))
}
