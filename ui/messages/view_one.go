package messages

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// oneFace shows a campaign: its recipients at the left, the letter to the one
// at hand at the right.
type oneFace struct {
	v    *View
	p    *Presenter
	page *kit.PageView

	states                                     *kit.Tabs
	count                                      *kit.Paragraph // of what is offered
	counts                                     *fyne.Container
	nobody                                     *fyne.Container // where no letter is listed
	people                                     *kit.List
	who                                        *kit.Line
	reason                                     *kit.Paragraph
	subject                                    *kit.Entry
	text                                       *kit.Entry
	open                                       *kit.Paragraph // what is still open in the letter
	subLine                                    *kit.Field
	textBox                                    *kit.Field
	offer                                      *fyne.Container // what the loyalty programme lets it offer
	buttons                                    *fyne.Container
	sendIt, copyIt, leaveIt, includeIt, cardIt *kit.Button
	moreIt, followIt, endIt, removeIt, backIt  *kit.Button // above
	event                                      *fyne.Container
	card                                       *kit.Card
	sheet                                      *fyne.Container // in the card
	of                                         book.ID         // whose letter stands in the fields
	sent                                       bool
	anew                                       bool   // the letter was changed beside the fields
	listed                                     string // which recipients the list shows
}

const personHeight = 56

// shownStates are the states by which recipients are listed.
var shownStates = []book.RecipientState{book.Waiting, book.Sent, book.LeftOut, ""}

func newOneFace(v *View) *oneFace {
	f := &oneFace{v: v, p: v.p}
	t := v.env.T
	f.states = kit.NewTabs(func(i int) { f.p.Filter(shownStates[i]) }, "", "", "", "")
	f.people = kit.NewList(personHeight, func() int { return len(f.p.Visible()) }, func() fyne.CanvasObject {
		return kit.NewRow(nil, "", "", kit.HBox(6), nil).SetMaxLines(1)
	}, f.fill, func(i int) {
		f.keep()
		f.p.Pick(f.p.Visible()[i].ID)
	})
	f.people.SetKeys(func(i int) string { return string(f.p.Visible()[i].ID) })
	f.who = kit.Text("", kit.Name)
	f.reason, f.open = kit.Wrap("", kit.Muted), kit.Wrap("", kit.Muted).SetColor(kit.Saffron.Text())
	f.subject, f.text = kit.NewEntry(""), kit.NewMultiLine("", 12)
	f.subject.OnBlur, f.text.OnBlur = f.keep, f.keep
	f.subLine, f.textBox = kit.NewField(t("messages.subject", nil), f.subject), kit.NewField(t("messages.text", nil), f.text)
	f.buttons, f.event, f.offer = kit.Flow(8), kit.VBox(10), kit.VBox(6)
	f.sheet = kit.VBox(12, f.who, f.reason, f.subLine, f.textBox, f.offer, f.open, f.buttons, f.event)
	f.card = kit.NewCard("", f.sheet)
	f.makeOffers()
	f.makeActions()
	f.count = kit.Wrap("", kit.Muted)
	f.counts = kit.Inset(0, 16, f.count)
	f.nobody = kit.Inset(4, 16, kit.Wrap(t("messages.nobody_here", nil), kit.Muted))
	list := kit.NewFlushCard("", kit.VBox(8, kit.Inset(8, 12, f.states), f.counts, f.nobody, kit.Grow(f.people)))
	f.page = kit.Page("", "", nil, kit.Columns(760, 0.55, list, kit.Scroll(f.card)))
	return f
}

// keep keeps what stands in the fields.
func (f *oneFace) keep() {
	r, ok := f.p.Current()
	if !ok || r.ID != f.of || r.State == book.Sent {
		return
	}
	subject, text := f.subject.Text, f.text.Text
	f.p.Keep(func(x *book.Recipient) { x.Subject, x.Text = subject, text })
}

func (f *oneFace) render() {
	env, c := f.v.env, f.p.Open
	f.page.SetTitle(c.Title, env.T(kindWords[c.Kind], nil)+" · "+f.p.When(*c))
	f.actions()
	labels := []locales.ID{"messages.state_waiting", "messages.state_sent", "messages.state_left_out", "messages.state_all"}
	var texts []string
	at := 0
	for i, s := range shownStates {
		texts = append(texts, env.T(labels[i], locales.V{"N": env.Printer.Int(int64(f.p.Count(s)))}))
		if s == f.p.Shown {
			at = i
		}
	}
	f.states.SetLabels(texts...)
	f.states.SetSelected(at)
	f.count.SetText(f.counted())
	f.counts.Hidden = f.count.Text() == ""
	if key := string(f.p.Shown); key != f.listed {
		f.listed = key
		f.people.SetCursor(max(0, slices.IndexFunc(f.p.Visible(), func(r book.RecipientRow) bool { return r.ID == f.p.At })))
	}
	f.people.SetSelected(string(f.p.At))
	f.people.Refresh()
	f.nobody.Hidden = len(f.p.Visible()) > 0
	f.letter()
	f.page.Refresh()
}

// makeActions makes the buttons above. They stay, so that the keyboard does.
func (f *oneFace) makeActions() {
	t := f.v.env.T
	f.backIt = kit.NewIconButton(kit.IconChevronLeft, t("messages.back", nil), kit.Secondary, func() {
		f.v.env.Shell.Go(screen.Route{Screen: screen.Messages})
	})
	f.endIt = kit.NewButton(t("messages.end", nil), kit.Secondary, func() { f.p.End(!f.p.Open.ClosedAt.IsZero()) })
	f.removeIt = kit.NewIconButton(kit.IconTrash, t("common.remove", nil), kit.Secondary, f.p.Remove)
	f.moreIt = kit.NewButton(t("messages.more", nil), kit.Secondary, f.p.InviteMore)
	f.followIt = kit.NewButton(t("messages.follow", nil), kit.Secondary, f.askFollowUp)
}

func (f *oneFace) actions() {
	end := locales.ID("messages.end")
	if !f.p.Open.ClosedAt.IsZero() {
		end = "messages.reopen"
	}
	f.endIt.SetText(f.v.env.T(end, nil))
	now := []fyne.CanvasObject{f.backIt}
	switch {
	case f.p.Began():
		now = append(now, f.followIt)
	case f.p.Open.Kind == book.EventCampaign && f.p.Open.ClosedAt.IsZero():
		now = append(now, f.moreIt)
	}
	f.page.SetActions(append(now, f.endIt, f.removeIt)...)
}

// fill writes one recipient.
func (f *oneFace) fill(i int, o fyne.CanvasObject) {
	env, x := f.v.env, f.p.Visible()[i]
	r := o.(*kit.Row)
	r.SetTitle(named(x.Customer.Name, kit.Bold)...)
	switch x.State {
	case book.LeftOut:
		r.SetSubtitleText(explain.LeftOut(env.Printer, x.Why))
		r.SetSubtitleColor(kit.Saffron.Text())
	case book.Sent:
		r.SetSubtitleText(env.T("messages.sent_on", locales.V{"When": env.Printer.DateTime(x.SentAt.In(env.Home))}))
		r.SetSubtitleColor(kit.Jade.Text())
	default:
		told := locales.ID("messages.default")
		if x.Stated {
			told = "messages.stated"
		}
		line := env.Printer.Language(x.Language)
		if !x.Day.IsZero() {
			line = joinDots(env.T("messages.birthday_on", locales.V{"Day": env.Printer.DateNear(x.Day, calendar.DateOf(env.Now()))}), line)
		} else if f.p.Open.Kind == book.GreetingCampaign {
			line = joinDots(line, env.T(told, nil))
		}
		r.SetSubtitleColor(kit.InkMuted)
		if !counsel.Whole(x.Recipient) {
			line = joinDots(line, env.T("messages.unfinished", nil))
			r.SetSubtitleColor(kit.Saffron.Text())
		}
		r.SetSubtitleText(line)
	}
	end := kit.HBox(6)
	for _, chip := range f.perkChips(x.Recipient) {
		end.Add(chip)
	}
	if x.Channel != "" {
		end.Add(kit.NewChip(env.T(reach.ChannelName(x.Channel), nil), kit.Slate))
	}
	if x.Came {
		end.Add(kit.NewChip(env.T("messages.came", nil), kit.Jade))
	} else if x.Reply != "" {
		end.Add(kit.NewChip(env.T(replyWords[x.Reply], nil), kit.Indigo))
	}
	r.SetTrailing(end)
}

// named is a name, with its Latin form for those who do not read its script.
func named(n book.Name, style kit.Style) []kit.Span {
	spans := []kit.Span{{Text: n.Full, Style: style, Lang: n.Language}}
	if n.Latin != "" {
		spans = append(spans, kit.Span{Text: " " + n.Latin, Style: kit.MutedBody})
	}
	return spans
}

func joinDots(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// letter draws the letter to the recipient at hand.
func (f *oneFace) letter() {
	env := f.v.env
	r, ok := f.p.Current()
	ok = ok && len(f.p.Visible()) > 0
	f.card.Hidden = !ok
	if !ok {
		return
	}
	f.who.SetSpans(named(r.Customer.Name, kit.Name)...)
	sent := r.State == book.Sent
	if f.of != r.ID || f.sent != sent || f.anew {
		f.of, f.sent, f.anew = r.ID, sent, false
		f.subject.SetValue(r.Subject)
		f.text.SetValue(r.Text)
	}
	if sent {
		f.subject.Disable()
		f.text.Disable()
	} else {
		f.subject.Enable()
		f.text.Enable()
	}
	f.subLine.Hidden = r.Channel != book.Email && r.Subject == ""
	f.reason.SetText("")
	if r.State == book.LeftOut {
		f.reason.SetText(env.T("messages.left_out_because", locales.V{"Why": explain.LeftOut(env.Printer, r.Why)}))
	}
	if early := !r.Day.IsZero() && r.State == book.Waiting && calendar.DateOf(env.Now()) < r.Day; early {
		f.reason.SetText(env.T("messages.birthday_early", locales.V{"Day": env.Printer.DateNear(r.Day, calendar.DateOf(env.Now()))}))
	}
	f.reason.Hidden = f.reason.Text() == ""
	var open []string
	for _, slot := range counsel.Holes(r.Recipient) {
		open = append(open, env.T(counsel.SlotName(slot), nil))
	}
	f.open.Hidden = len(open) == 0 || r.State != book.Waiting
	f.open.SetText(env.T("messages.still_open", locales.V{"Slots": env.Printer.List(open)}))
	f.offer.Objects = f.perks(r)
	f.offerThese(f.offers(r))
	f.event.Objects = nil
	if f.p.Open.Kind == book.EventCampaign {
		f.event.Objects = f.answers(r)
	}
	f.offer.Refresh()
	f.event.Refresh()
	f.sheet.Refresh() // parts came or went
	f.card.Refresh()
}

// makeOffers makes the buttons under a letter. They stay from letter to letter,
// so that the keyboard does.
func (f *oneFace) makeOffers() {
	t := f.v.env.T
	send := func(open bool) func() {
		return func() {
			f.keep()
			f.p.Send(open)
		}
	}
	f.sendIt = kit.NewButton("", kit.Primary, send(true))
	f.copyIt = kit.NewButton(t("messages.copy_done", nil), kit.Secondary, send(false))
	f.leaveIt = kit.NewButton(t("messages.leave_out", nil), kit.Secondary, func() { f.p.LeaveOut() })
	f.includeIt = kit.NewButton(t("messages.include", nil), kit.Secondary, func() { f.p.Include() })
	f.cardIt = kit.NewButton(t("messages.card", nil), kit.Quiet, func() {
		if r, ok := f.p.Current(); ok {
			f.v.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(r.CustomerID)})
		}
	})
}

// offerThese puts the buttons under the letter. The keyboard goes from one that
// is no longer offered to the list.
func (f *oneFace) offerThese(now []fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(f.buttons)
	gone := func(o fyne.CanvasObject) bool {
		return c != nil && c.Focused() != nil && c.Focused() == o.(fyne.Focusable) && !slices.Contains(now, o)
	}
	lost := slices.ContainsFunc(f.buttons.Objects, gone)
	f.buttons.Objects = now
	f.buttons.Refresh()
	if lost {
		c.Focus(f.people)
	}
}

// offers are what can be done with a letter.
func (f *oneFace) offers(r book.RecipientRow) []fyne.CanvasObject {
	switch r.State {
	case book.Sent:
		return []fyne.CanvasObject{f.cardIt}
	case book.LeftOut:
		return []fyne.CanvasObject{f.includeIt, f.cardIt}
	}
	id := locales.ID("messages.open_messenger")
	if r.Channel == book.Email {
		id = "messages.open_mail"
	}
	f.sendIt.SetText(f.v.env.T(id, nil))
	return []fyne.CanvasObject{f.sendIt, f.copyIt, f.leaveIt, f.cardIt}
}

var replyWords = map[book.Reply]locales.ID{
	book.Coming: "messages.reply_yes", book.NotComing: "messages.reply_no", book.Perhaps: "messages.reply_maybe",
}

// answers are what an invited customer said, and whether they came.
func (f *oneFace) answers(r book.RecipientRow) []fyne.CanvasObject {
	t := f.v.env.T
	options := []kit.Option{{Value: "", Label: t("messages.reply_none", nil)}}
	for _, x := range book.Replies() {
		options = append(options, kit.Option{Value: string(x), Label: t(replyWords[x], nil)})
	}
	reply := kit.NewSelect("", options, func(s string) { f.p.Keep(func(x *book.Recipient) { x.Reply = book.Reply(s) }) })
	reply.SetSelected(string(r.Reply))
	guests := kit.NewEntry("0")
	guests.SetValue(strconv.Itoa(r.Guests))
	guests.OnBlur = func() {
		if n, err := strconv.Atoi(guests.Text); err == nil && r.ID == f.p.At {
			f.p.Keep(func(x *book.Recipient) { x.Guests = n })
		}
	}
	line := func(value string, put func(*book.Recipient, string)) *kit.Entry {
		e := kit.NewEntry("")
		e.SetValue(value)
		e.OnBlur = func() {
			if r.ID == f.p.At {
				f.p.Keep(func(x *book.Recipient) { put(x, e.Text) })
			}
		}
		return e
	}
	diet := line(r.Diet, func(x *book.Recipient, s string) { x.Diet = s })
	seat := line(r.Seat, func(x *book.Recipient, s string) { x.Seat = s })
	out := []fyne.CanvasObject{
		kit.NewDivider(),
		kit.EqualColumns(180, kit.NewField(t("messages.reply", nil), reply), kit.NewField(t("messages.guests", nil), guests)),
		kit.NewField(t("messages.diet", nil), diet),
		kit.NewField(t("messages.seat", nil), seat),
	}
	if f.p.Began() {
		out = append(out, kit.NewCheck(t("messages.came", nil), r.Came, func(on bool) { f.p.Attend(r.ID, on) }))
	}
	return out
}
