package logbox

import (
	"path/filepath"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// whereText is the line below a hit.
func whereText(p *locales.Printer, c book.CustomerRow) string {
	var parts []string
	for _, s := range []string{c.Organisation, c.City, p.Country(c.Country)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// render brings the box up to date with its Form.
func (b *Box) render() {
	if b.dialog == nil {
		return
	}
	in := b.inputs()
	b.who.Render(b.f.Who)
	if in.Kind.Social() {
		b.socials.Show()
	} else {
		b.socials.Hide()
	}
	b.counts.SetOn(b.f.Counts(in))
	b.gift.SetText(strings.Join(b.f.Gift, "\n"))
	b.gift.Hidden = len(b.f.Gift) == 0
	b.renderNext()
	b.renderFiles()
	kit.SetErrors(b.fields, b.f.Errors)
	for _, key := range []string{"minutes", "file"} {
		if b.f.Errors[key] != "" {
			b.details.Hidden = false
		}
	}
	for _, x := range b.dialog.Buttons()[1:] {
		if b.f.Saving {
			x.Disable()
		} else {
			x.Enable()
		}
	}
	b.body.Refresh()
	b.dialog.Refresh()
}

// renderNext says what becomes of the next step.
func (b *Box) renderNext() {
	n, p := b.f.Next, b.env.Printer
	if b.keepRow == nil {
		return // the touch has its follow-up already
	}
	b.keepRow.Hidden, b.keep.Hidden = n.Day.IsZero(), true
	if n.Day.IsZero() {
		return
	}
	v := locales.V{"Reason": n.Reason, "Day": p.DateWeekday(n.Due())}
	id, tok := locales.ID("log.next_becomes"), kit.InkMuted
	switch {
	case n.Reason != "" && n.Due() != n.Day:
		id, tok = "log.next_moved", kit.Saffron.Text()
		b.keep.SetText(b.env.T("log.keep_day", locales.V{"Day": p.DateWeekday(n.Day)}))
		b.keep.Hidden = false
	case n.Reason != "":
		id, tok = "log.next_clash", kit.Saffron.Text()
		b.keep.SetText(b.env.T("log.move_day", nil))
		b.keep.Hidden = n.Better.IsZero()
	}
	b.becomes.SetText(b.env.T(id, v))
	b.becomes.SetColor(tok)
}

// renderFiles draws the files that will be attached.
func (b *Box) renderFiles() {
	b.files.Objects = nil
	for i, path := range b.paths {
		b.files.Add(kit.NewRemovableChip(filepath.Base(path), kit.Slate, func() {
			b.paths = append(b.paths[:i:i], b.paths[i+1:]...)
			b.render()
		}))
	}
	b.files.Hidden = len(b.paths) == 0
	b.reading.SetText(b.f.Reading)
	b.reading.Hidden = b.f.Reading == ""
	b.files.Refresh()
}
