package followups

import (
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
)

var touchNames = map[book.InteractionKind]locales.ID{
	book.CallMade:    "followups.touch_call",
	book.Meeting:     "followups.touch_meeting",
	book.MailSent:    "followups.touch_mail",
	book.MessageSent: "followups.touch_message",
	book.VisitPaid:   "followups.touch_visit",
	book.GiftGiven:   "followups.touch_gift",
	book.OtherTouch:  "followups.touch_other",
}

var touchOf = map[book.TaskKind]book.InteractionKind{
	book.CallTask:    book.CallMade,
	book.VisitTask:   book.VisitPaid,
	book.MessageTask: book.MessageSent,
	book.MailTask:    book.MailSent,
	book.GiftTask:    book.GiftGiven,
}

// logDialog asks what was said and ticks the selected follow-up off with it.
func (v *View) logDialog() {
	d, c := v.p.state.Detail, v.canvas()
	if d == nil || c == nil {
		return
	}
	kind, ok := touchOf[d.FollowUp.Kind]
	if !ok {
		kind = book.OtherTouch
	}
	var options []kit.Option
	for _, k := range book.InteractionKinds() {
		options = append(options, kit.Option{Value: string(k), Label: v.env.T(touchNames[k], nil)})
	}
	kinds := kit.NewSelect("", options, nil)
	kinds.SetSelected(string(kind))
	text := kit.NewMultiLine(v.env.T("followups.log_hint", nil), 4)
	body := kit.VBox(12, kit.Wrap(v.p.With(d), kit.Muted),
		kit.NewField(v.env.T("followups.log_kind", nil), kinds),
		kit.NewField(v.env.T("followups.log_text", nil), text))
	id := d.FollowUp.ID
	kit.NewDialog(d.FollowUp.Title, body,
		kit.Action{Label: v.env.T("common.cancel", nil)},
		kit.Action{Label: v.env.T("followups.log_save", nil), Kind: kit.Primary, Tapped: func() {
			v.p.Complete(id, &book.Interaction{Kind: book.InteractionKind(kinds.Selected()), Direction: book.FromUs, Text: text.Text})
		}}).Show(c)
}

// pickDay asks for a day and gives it to picked.
func (v *View) pickDay(start calendar.Date, picked func(calendar.Date)) {
	dayfield.ShowMonth(v.canvas(), v.env, start, v.p.state.Today, picked)
}
