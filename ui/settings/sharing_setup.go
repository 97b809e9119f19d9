package settings

import (
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/sync/keys"
	"dragoman/data/sync/share"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
)

// placeForm asks where a book is shared, how this device is called and, of who
// joins, for the code.
type placeForm struct {
	c      *sharingCard
	u      *setup
	clouds []share.Cloud
	dialog *kit.Dialog
	body   *fyne.Container

	where   *kit.Select
	path    *kit.Paragraph
	browse  *kit.Button
	folder  *fyne.Container
	server  *fyne.Container
	bucket  *fyne.Container
	address *kit.Field
	login   *fyne.Container
	user    *kit.Field
	pass    *kit.Field
	entries struct{ address, user, pass, bucket, region, label, code, me *kit.Entry }
	mail    *kit.Paragraph
	note    *kit.Paragraph
	label   *kit.Field
	code    *kit.Field
	me      *kit.Field
	err     *kit.Paragraph
	under   *kit.Paragraph // what is under way
}

// askPlace opens the form.
func (c *sharingCard) askPlace(u *setup) { newPlaceForm(c, u, share.Clouds()).show() }

func newPlaceForm(c *sharingCard, u *setup, clouds []share.Cloud) *placeForm {
	f := &placeForm{c: c, u: u, clouds: clouds}
	f.where = kit.NewSelect("", f.options(), f.choose)
	f.path = kit.Wrap("", kit.Small)
	f.browse = kit.NewButton(c.t("sync.choose_folder"), kit.Secondary, f.pick)
	f.folder = kit.VBox(6, f.path, kit.HBox(0, f.browse, kit.Space()))
	e := &f.entries
	e.address, e.user, e.pass = kit.NewEntry(c.t("sync.address_hint")), kit.NewEntry(""), kit.NewPassword("")
	e.bucket, e.region, e.label, e.code = kit.NewEntry(""), kit.NewEntry(""), kit.NewEntry(c.t("sync.label_hint")), kit.NewEntry("")
	e.me = kit.NewEntry(c.t("start.owner_hint"))
	e.label.SetValue(u.label)
	e.me.SetValue(u.me)
	f.address = kit.NewField(c.t("sync.address"), e.address)
	f.bucket = kit.EqualColumns(160, kit.NewField(c.t("sync.bucket"), e.bucket), kit.NewField(c.t("sync.region"), e.region))
	f.user, f.pass = kit.NewField(c.t("sync.user"), e.user), kit.NewField(c.t("sync.password"), e.pass)
	f.login = kit.EqualColumns(160, f.user, f.pass)
	f.server = kit.VBox(12, f.address, f.bucket, f.login)
	f.mail, f.note = kit.Wrap("", kit.Small), kit.Wrap("", kit.Muted)
	f.label = kit.NewField(c.t("sync.label"), e.label).SetHint(c.t("sync.label_why"))
	e.code.OnSubmitted = func(string) { f.next() } // a code is typed in plain letters
	f.code = kit.NewField(c.t("sync.code"), e.code).SetHint(c.t("sync.code_ask"))
	f.me = kit.NewField(c.t("start.owner"), e.me).SetHint(c.t("sync.me_why"))
	f.err = kit.Wrap("", kit.Small).SetColor(kit.Cinnabar.Text())
	f.under = kit.Wrap("", kit.Muted)
	f.body = kit.VBox(14)
	return f
}

// options are the places that are offered: what was found first.
func (f *placeForm) options() []kit.Option {
	var out []kit.Option
	for i, cl := range f.clouds {
		out = append(out, kit.Option{Value: "cloud" + strconv.Itoa(i), Label: f.c.env.T("sync.in_cloud", locales.V{"Provider": cl.Provider.Name})})
	}
	out = append(out, kit.Option{Value: string(share.Folder), Label: f.c.t("sync.other_folder")},
		kit.Option{Value: string(share.WebDAV), Label: f.c.t("sync.webdav")},
		kit.Option{Value: string(share.S3), Label: f.c.t("sync.s3")})
	if !f.u.moving {
		out = append(out, kit.Option{Value: string(share.Mail), Label: f.c.t("sync.by_mail")})
	}
	return out
}

// choose takes one of the places.
func (f *placeForm) choose(value string) {
	p := &f.u.place
	f.err.SetText("")
	if n, ok := strings.CutPrefix(value, "cloud"); ok {
		i, err := strconv.Atoi(n)
		if err != nil {
			return
		}
		*p = share.Place{Kind: share.Folder, Dir: inCloud(f.clouds[i], f.u.joining)}
	} else if share.Kind(value) != p.Kind || p.Kind == share.Folder {
		*p = share.Place{Kind: share.Kind(value)}
	}
	f.render()
}

// pick asks for a folder, or for the parcel of who joins by mail.
func (f *placeForm) pick() {
	if f.u.place.Kind == share.Mail {
		f.c.env.Shell.PickFiles(f.c.t("sync.choose_parcel"), []string{share.ParcelExt[1:]}, func(paths []string) {
			f.u.parcel = paths[0]
			f.render()
		})
		return
	}
	f.c.env.Shell.PickFolder(f.c.t("sync.choose_folder"), func(dir string) {
		f.u.place.Dir = dir
		f.render()
	})
}

// render shows what the chosen place asks for.
func (f *placeForm) render() {
	c, p := f.c, f.u.place
	parcel := p.Kind == share.Mail && f.u.joining
	f.folder.Hidden = p.Kind != share.Folder && !parcel
	path, button := p.Dir, c.t("sync.choose_folder")
	if parcel {
		path, button = filepath.Base(f.u.parcel), c.t("sync.choose_parcel")
		if f.u.parcel == "" {
			path = ""
		}
	}
	f.path.SetText(path)
	f.path.Hidden = path == ""
	f.browse.SetText(button)
	f.server.Hidden = !p.Asks()
	f.bucket.Hidden = p.Kind != share.S3
	f.user.SetLabel(c.t("sync.user"))
	f.pass.SetLabel(c.t("sync.password"))
	if p.Kind == share.S3 {
		f.user.SetLabel(c.t("sync.access_key"))
		f.pass.SetLabel(c.t("sync.secret_key"))
	}
	f.mail.Hidden = p.Kind != share.Mail
	f.mail.SetText(c.t("sync.mail_how"))
	note := c.s.abroad(p)
	if p.Asks() {
		note = c.t("sync.server_note")
	}
	f.note.SetText(note)
	f.note.Hidden = note == ""
	f.err.Hidden, f.under.Hidden = f.err.Text() == "", f.under.Text() == ""
	for _, box := range []*fyne.Container{f.folder, f.bucket, f.login, f.server, f.body} {
		box.Refresh()
	}
	if f.dialog != nil {
		f.dialog.Refresh()
	}
}

// show opens the dialog.
func (f *placeForm) show() {
	c, u := f.c, f.u
	body := f.body
	title, next := locales.ID("sync.share"), locales.ID("sync.next")
	switch {
	case u.moving:
		title, next = "sync.choose_place", "sync.move_do"
		body.Add(kit.Wrap(c.t("sync.move_what"), kit.Body))
	case u.joining:
		title, next = "sync.join", "sync.join_do"
		body.Add(kit.Wrap(c.t("sync.join_what"), kit.Body))
	default:
		body.Add(kit.Wrap(c.t("sync.share_what"), kit.Body))
	}
	body.Add(kit.NewField(c.t("sync.where"), f.where))
	for _, o := range []fyne.CanvasObject{f.folder, f.server, f.mail, f.note} {
		body.Add(o)
	}
	if !u.moving {
		body.Add(f.label)
	}
	if u.joining {
		body.Add(f.me)
		body.Add(f.code)
	}
	body.Add(f.err)
	body.Add(f.under)
	f.dialog = kit.NewDialog(c.heading(title), body,
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: c.t(next), Kind: kit.Primary, Stay: true, Tapped: f.next}).SetWidth(560)
	if u.place.Kind == "" {
		f.where.SetSelected(f.options()[0].Value)
		f.choose(f.options()[0].Value)
	} else {
		f.where.SetSelected(string(u.place.Kind))
		f.entries.address.SetValue(u.place.Address)
		f.entries.bucket.SetValue(u.place.Bucket)
		f.entries.region.SetValue(u.place.Region)
	}
	f.render()
	f.dialog.Show(c.canvas())
}

// next takes what was typed and proves it.
func (f *placeForm) next() {
	if f.dialog.Buttons()[1].Disabled() {
		return // it is under way
	}
	if !f.take() {
		f.render()
		return
	}
	c, u := f.c, f.u
	f.dialog.Buttons()[1].Disable()
	done := func(err error) {
		f.under.SetText("")
		c.form = nil
		if err != nil {
			f.fail(err)
			return
		}
		f.dialog.Hide()
		if !u.joining && !u.moving {
			c.firstCode(u)
		}
	}
	switch {
	case u.moving:
		c.s.moveTo(u, done)
	case u.joining:
		c.form = f // which says how much has come
		f.dialog.Buttons()[0].SetText(c.t("common.close"))
		c.s.begin(u, done)
	default:
		c.s.try(u, done)
	}
}

// wait says what is under way.
func (f *placeForm) wait(text string) {
	if f.under.Text() == text {
		return
	}
	f.under.SetText(text)
	f.render()
}

// fail says what went wrong; in a message when the dialog was closed meanwhile.
func (f *placeForm) fail(err error) {
	if !f.dialog.Open() {
		f.c.env.Shell.Fail(err)
		return
	}
	f.dialog.Buttons()[0].SetText(f.c.t("common.cancel"))
	f.dialog.Buttons()[1].Enable()
	f.err.SetText(explain.Error(f.c.env.Printer, err))
	f.render()
}

// take reads the entries; false when something is missing.
func (f *placeForm) take() bool {
	c, u, e := f.c, f.u, &f.entries
	f.err.SetText("")
	f.address.SetError("")
	f.label.SetError("")
	f.code.SetError("")
	ok := true
	p := &u.place
	if p.Asks() {
		p.Address, p.Bucket, p.Region = strings.TrimSpace(e.address.Text), strings.TrimSpace(e.bucket.Text), strings.TrimSpace(e.region.Text)
		u.login = keys.Login{User: strings.TrimSpace(e.user.Text), Password: e.pass.Text}
		if p.Address == "" {
			f.address.SetError(c.t("sync.address_missing"))
			ok = false
		}
	} else {
		u.login = keys.Login{}
	}
	switch {
	case p.Kind == share.Folder && p.Dir == "":
		f.err.SetText(c.t("sync.folder_missing"))
		ok = false
	case p.Kind == share.Mail && u.joining && u.parcel == "":
		f.err.SetText(c.t("sync.parcel_missing"))
		ok = false
	}
	if u.label = strings.TrimSpace(e.label.Text); u.label == "" && !u.moving {
		f.label.SetError(c.t("sync.label_missing"))
		ok = false
	}
	if u.joining {
		u.me = strings.TrimSpace(e.me.Text)
		secret, err := keys.Parse(e.code.Text)
		if err != nil {
			f.code.SetError(c.s.codeWord(err))
			ok = false
		}
		u.secret = secret
	}
	return ok
}

// firstCode shows the code of a book that is about to be shared.
func (c *sharingCard) firstCode(u *setup) {
	code := u.secret.Code()
	kit.NewDialog(c.t("sync.code"), kit.VBox(12, kit.Wrap(c.t("sync.code_first"), kit.Body), c.codeBox(code), kit.Wrap(c.t("sync.code_secret"), kit.Muted)),
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: c.t("sync.code_written"), Kind: kit.Primary, Tapped: func() { c.checkCode(u) }}).SetWidth(560).Show(c.canvas())
}

// checkCode asks for the code once, and shares the book when it is right.
func (c *sharingCard) checkCode(u *setup) {
	entry := kit.NewEntry("")
	field := kit.NewField(c.t("sync.code"), entry).SetHint(c.t("sync.code_check"))
	var d *kit.Dialog
	check := func() {
		if d.Buttons()[1].Disabled() {
			return // it is under way
		}
		secret, err := keys.Parse(entry.Text)
		switch {
		case err != nil:
			field.SetError(c.s.codeWord(err))
		case secret != u.secret:
			field.SetError(c.t("sync.code_other"))
		default:
			d.Buttons()[1].Disable()
			c.s.begin(u, func(err error) {
				d.Buttons()[1].Enable()
				if err != nil {
					field.SetError(explain.Error(c.env.Printer, err))
					return
				}
				d.Hide()
			})
			return
		}
	}
	entry.OnSubmitted = func(string) { check() } // a code is typed in plain letters
	d = kit.NewDialog(c.t("sync.code_check_title"), field,
		kit.Action{Label: c.t("sync.code_again"), Kind: kit.Secondary, Tapped: func() { c.firstCode(u) }},
		kit.Action{Label: c.t("sync.share_do"), Kind: kit.Primary, Stay: true, Tapped: check})
	d.Show(c.canvas())
}

// move shares the book in another place, or with another password.
func (c *sharingCard) move() {
	u := c.s.newSetup(false)
	u.moving = true
	if p := c.s.x.State.Place; p != nil && p.Kind != share.Mail {
		u.place = *p
	}
	c.askPlace(u)
}

// enterCode asks for the recovery code that is missing or was changed.
func (c *sharingCard) enterCode() {
	entry := kit.NewEntry("")
	field := kit.NewField(c.t("sync.code"), entry).SetHint(c.t("sync.code_ask"))
	var d *kit.Dialog
	try := func() {
		if d.Buttons()[1].Disabled() {
			return // it is under way
		}
		secret, err := keys.Parse(entry.Text)
		if err != nil {
			field.SetError(c.s.codeWord(err))
			return
		}
		d.Buttons()[1].Disable()
		c.code = d
		c.s.x.Enter(secret, func(err error) {
			d.Buttons()[1].Enable()
			c.code = nil
			if err != nil {
				field.SetError(explain.Error(c.env.Printer, err))
				return
			}
			d.Hide()
		})
	}
	entry.OnSubmitted = func(string) { try() } // a code is typed in plain letters
	d = kit.NewDialog(c.t("sync.enter_code"), field,
		kit.Action{Label: c.t("common.cancel"), Kind: kit.Secondary},
		kit.Action{Label: c.t("sync.next"), Kind: kit.Primary, Stay: true, Tapped: try})
	d.Show(c.canvas())
}
