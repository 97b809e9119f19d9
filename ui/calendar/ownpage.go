package calendar

import (
	"fyne.io/fyne/v2"

	"dragoman/data/almanac"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/words"
)

// chipsOf are the signs above the name of a holiday: its tradition, what it
// means for work, and how sure its date is.
func (v *View) chipsOf(h Holiday) []fyne.CanvasObject {
	l := h.Feast.Lead
	out := []fyne.CanvasObject{kit.NewChip(v.env.T(words.Tradition(l.Tradition), nil), tintOf(l.Tradition))}
	if !l.Closing() {
		out = append(out, kit.NewOutlineChip(v.env.T(words.Kind(h.Feast.Kind()), nil)))
	}
	if !l.Own() {
		out = append(out, v.sureChip(l))
	}
	return out
}

// sureChip marks how sure a date is, with a word and a sign.
func (v *View) sureChip(o almanac.Occurrence) *kit.Chip {
	word := v.env.T(words.Certainty(o.Status), nil)
	if o.MoonSighting || o.Status == almanac.Estimated {
		return kit.NewChip(v.env.T("own.mark_moves", map[string]any{"Word": word}), kit.Saffron)
	}
	return kit.NewChip(v.env.T("own.mark_sure", map[string]any{"Word": word}), kit.Jade)
}

// ownLines say who entered the day or its date, and let the user change that.
func (v *View) ownLines(h Holiday) []fyne.CanvasObject {
	l := h.Feast.Lead
	var out []fyne.CanvasObject
	buttons := kit.Flow(8)
	add := func(b *kit.Button) {
		v.reachable(b)
		buttons.Add(b)
	}
	if h.Own != nil {
		own := *h.Own
		text := v.say.ownBy(own)
		if own.Note != "" && !l.Closing() {
			text = v.env.T("own.said", map[string]any{"Note": own.Note, "By": text})
		}
		out = append(out, kit.Wrap(text, kit.Muted))
		change := v.openAnnounce
		if l.Own() {
			change = func() { v.openOwn(own, almanac.Occurrence{}) }
		}
		add(kit.NewButton(v.env.T("own.change", nil), kit.Secondary, change))
		add(kit.NewButton(v.env.T("common.remove", nil), kit.Quiet, func() { v.p.RemoveOwn(own.ID) }))
	} else if canAnnounce(l) {
		kind := kit.Quiet
		if l.MoonSighting || l.Status == almanac.Estimated {
			kind = kit.Secondary
		}
		add(kit.NewButton(v.env.T("own.enter_announced", nil), kind, v.openAnnounce))
	}
	if len(buttons.Objects) > 0 {
		left := float32(0)
		if b, ok := buttons.Objects[0].(*kit.Button); ok && b.Kind() == kit.Quiet {
			left = -kit.QuietPad // its word begins where the text does
		}
		out = append(out, kit.Pad(4, 0, 0, left, buttons))
	}
	return out
}
