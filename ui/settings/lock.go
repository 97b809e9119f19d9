package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"dragoman/data/device"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// lockCard is the screen lock: what it is and is not, its passphrase, when it
// shuts, and whether the disk itself is encrypted.
type lockCard struct {
	env  *screen.Env
	card *kit.Card
	disk device.Disk

	asking  screen.Slot[device.Disk]
	hashing screen.Slot[prefs.Lock]
	trying  screen.Slot[bool]
}

func newLockCard(env *screen.Env) *lockCard {
	c := &lockCard{env: env}
	c.asking.Runner, c.hashing.Runner, c.trying.Runner = env.Runner, env.Runner, env.Runner
	c.card = kit.NewCard(c.t("lock.title"), kit.VBox(0))
	c.render()
	return c
}

func (c *lockCard) t(id locales.ID) string { return c.env.T(id, nil) }

// ask asks the system whether the disk is encrypted.
func (c *lockCard) ask() {
	path := c.env.Books.Path()
	if path == "" || c.disk.Known {
		return
	}
	c.asking.Run(func(ctx context.Context) (device.Disk, error) { return device.DiskOf(ctx, path), nil },
		func(d device.Disk, _ error) {
			c.disk = d
			c.render()
		})
}

// idleChoices are after how many minutes the window may lock itself.
var idleChoices = []struct {
	code    string
	minutes int
}{{"1", 1}, {"5", 5}, {"10", 10}, {"30", 30}, {"60", 60}, {"", 0}}

func (c *lockCard) render() {
	lock := c.env.Prefs.Get().Lock
	box := kit.VBox(12, kit.Wrap(c.t("lock.what"), kit.Body), c.diskLine())
	if !lock.On() {
		box.Add(kit.HBox(0, kit.NewButton(c.t("lock.set"), kit.Secondary, c.set), kit.Space()))
		c.card.SetBody(box)
		return
	}
	var options []kit.Option
	chosen := ""
	for _, x := range idleChoices {
		label := c.t("lock.never")
		if x.minutes > 0 {
			label = c.env.N("lock.minutes", x.minutes, nil)
		}
		if x.minutes == lock.After {
			chosen = x.code
		}
		options = append(options, kit.Option{Value: x.code, Label: label})
	}
	box.Add(kit.NewField(c.t("lock.after"), choose(options, chosen, c.setAfter)))
	box.Add(kit.Flow(8,
		kit.NewButton(c.t("lock.now"), kit.Secondary, c.env.Shell.Lock),
		kit.NewButton(c.t("lock.change"), kit.Secondary, func() { c.prove(c.set) }),
		kit.NewButton(c.t("lock.remove"), kit.Secondary, func() { c.prove(func() { c.keep(prefs.Lock{}) }) })))
	c.card.SetBody(box)
}

// diskLine says what really protects the book when the computer is stolen.
func (c *lockCard) diskLine() fyne.CanvasObject {
	id, tok := locales.ID("lock.disk_unknown"), kit.InkMuted
	switch {
	case c.disk.Encrypted:
		id, tok = "lock.disk_on", kit.Jade.Text()
	case c.disk.Known:
		id, tok = "lock.disk_off", kit.Saffron.Text()
	}
	return kit.Wrap(c.env.T(id, locales.V{"Name": c.disk.By}), kit.Small).SetColor(tok)
}

func (c *lockCard) setAfter(code string) {
	lock := c.env.Prefs.Get().Lock
	for _, x := range idleChoices {
		if x.code == code {
			lock.After = x.minutes
		}
	}
	c.keep(lock)
}

func (c *lockCard) keep(l prefs.Lock) {
	p := c.env.Prefs.Get()
	p.Lock = l
	c.env.Prefs.Set(p)
	c.render()
}

// leastLock is how many letters the passphrase has at least.
const leastLock = 4

// set asks for a passphrase twice.
func (c *lockCard) set() {
	one, two := kit.NewPassword(""), kit.NewPassword("")
	one.OnSubmitted = func(string) { kit.Focus(two) }
	first, again := kit.NewField(c.t("lock.passphrase"), one), kit.NewField(c.t("lock.again"), two)
	after := c.env.Prefs.Get().Lock.After
	if !c.env.Prefs.Get().Lock.On() {
		after = 10
	}
	var d *kit.Dialog
	d = kit.NewDialog(c.t("lock.set"), kit.VBox(12, kit.Wrap(c.t("lock.set_why"), kit.Body), first, again),
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: c.t("common.save"), Kind: kit.Primary, Stay: true, Tapped: func() {
			first.SetError("")
			again.SetError("")
			switch {
			case len([]rune(one.Text)) < leastLock:
				first.SetError(c.env.N("lock.too_short", leastLock, nil))
			case one.Text != two.Text:
				again.SetError(c.t("lock.differs"))
			default:
				text := one.Text
				d.Hide()
				c.hashing.Run(func(context.Context) (prefs.Lock, error) { return prefs.NewLock(text, after), nil },
					func(l prefs.Lock, _ error) { c.keep(l) })
			}
		}})
	d.Show(c.canvas())
}

// prove asks for the present passphrase before what it protects is changed.
func (c *lockCard) prove(then func()) {
	entry := kit.NewPassword("")
	field := kit.NewField(c.t("lock.passphrase"), entry)
	lock := c.env.Prefs.Get().Lock
	var d *kit.Dialog
	try := func() {
		text := entry.Text
		c.trying.Run(func(context.Context) (bool, error) { return lock.Opens(text), nil }, func(fits bool, _ error) {
			if !fits {
				field.SetError(c.t("lock.wrong"))
				return
			}
			d.Hide()
			then()
		})
	}
	d = kit.NewDialog(c.t("lock.prove"), field,
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: c.t("lock.go_on"), Kind: kit.Primary, Stay: true, Tapped: try})
	d.Show(c.canvas())
}

func (c *lockCard) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(c.card) }
