package today

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/logbox"
	"dragoman/ui/internal/screen"
)

var tones = map[Tone]kit.Token{
	Plain: kit.Ink,
	Faint: kit.InkMuted,
	Good:  kit.Jade.Text(),
	Care:  kit.Saffron.Text(),
	Late:  kit.Cinnabar.Text(),
}

// tints are the hues of the traditions; civic days are slate.
var tints = map[string]kit.Tint{
	"chinese": kit.Cinnabar, "korean": kit.Cinnabar, "vietnamese": kit.Cinnabar, "tibetan": kit.Cinnabar, "mongolian": kit.Cinnabar,
	"islamic": kit.Jade, "jewish": kit.Indigo, "persian": kit.Turquoise,
	"christian": kit.Violet, "orthodox": kit.Violet, "coptic": kit.Violet, "ethiopian": kit.Violet,
	"hindu": kit.Saffron, "buddhist": kit.Saffron, "jain": kit.Saffron, "sikh": kit.Saffron,
}

// whoSpans name a customer: own script, Latin form muted, place muted.
func whoSpans(w Who, style kit.Style) []kit.Span {
	spans := []kit.Span{{Text: w.Full, Style: style, Lang: w.Language}}
	if w.Latin != "" {
		spans = append(spans, kit.Span{Text: " " + w.Latin, Style: kit.MutedBody})
	}
	if w.Place != "" {
		spans = append(spans, kit.Span{Text: between + w.Place, Style: kit.MutedBody})
	}
	return spans
}

// holidayRow is a day that is coming.
type holidayRow struct {
	*kit.Row
	chip  *kit.Chip
	count *kit.Line
	open  *kit.Button
}

// chipWidth lets the dates stand under each other.
const chipWidth float32 = 72

func (v *View) newHoliday() *holidayRow {
	r := &holidayRow{chip: kit.NewChip("", kit.Slate), count: kit.Text("", kit.Label).Whole()}
	r.open = kit.NewButton("", kit.Secondary, nil)
	r.Row = kit.NewRow(kit.FixedWidth(chipWidth, r.chip), "", "", kit.HBox(12, r.count, r.open), nil).SetMaxLines(3)
	return r
}

func (v *View) fillHoliday(r *holidayRow, c planner.Coming) {
	h := v.p.Holiday(c)
	r.chip.Set(h.Day, tints[c.Tradition])
	spans := []kit.Span{{Text: h.Name, Style: kit.Bold}}
	var below []kit.Span
	switch {
	case h.Local == "":
	case h.Long:
		below = []kit.Span{{Text: h.Local, Style: kit.Muted, Lang: h.LocalLang}, {Text: between, Style: kit.Muted}}
	default:
		spans = append(spans, kit.Span{Text: between, Style: kit.Body}, kit.Span{Text: h.Local, Style: kit.Body, Lang: h.LocalLang})
	}
	r.SetTitle(spans...)
	r.SetSubtitle(append(below, kit.Span{Text: h.Below, Style: kit.Muted})...)
	r.count.SetText(h.CountText)
	route := screen.Route{Screen: screen.Calendar, ID: c.ID}.With("date", c.Date.String())
	r.SetOnTapped(func() { v.env.Shell.Go(route) })
	words, prepare := v.env.T("today.open_holiday", nil), route
	if c.Greetable() && c.Count > 0 {
		words, prepare = v.env.T("today.greet", nil), screen.Greet(c.Occurrence, c.Concerned)
	}
	r.open.SetText(words)
	r.open.SetOnTapped(func() { v.env.Shell.Go(prepare) })
	r.SetTrailing(kit.HBox(12, r.count, r.open))
}

// taskRow is a follow-up that is due.
type taskRow struct {
	*kit.Row
	check *kit.Check
	end   *kit.Line
	log   *kit.Button
	ask   logbox.Ask
}

func (v *View) newTask() *taskRow {
	r := &taskRow{check: kit.NewCheck("", false, nil), end: kit.Text("", kit.Body).Whole()}
	r.Row = kit.NewRow(r.check, "", "", r.end, nil).SetMaxLines(1)
	r.log = kit.NewButton(v.env.T("today.done_log", nil), kit.Secondary, nil).InList()
	r.SetActions(r.log)
	return r
}

// arrow stands between a title and the customer it is for.
const arrow = " → "

func (v *View) fillTask(r *taskRow, f book.FollowUpRow) {
	t := v.p.Task(f)
	spans := []kit.Span{{Text: t.Title, Style: kit.Bold, Yields: true}}
	if t.Who.Full != "" {
		spans = append(append(spans, kit.Span{Text: arrow, Style: kit.Body}), whoSpans(t.Who, kit.Body)...)
	}
	r.SetTitle(spans...)
	r.SetSubtitleText(t.Below)
	r.end.SetSpans(kit.Span{Text: t.End, Style: kit.Body, Color: tones[t.EndAs]})
	r.check.SetLabel(v.env.T("today.tick", locales.V{"Title": t.Title}))
	r.check.SetOn(false)
	r.check.SetOnChanged(func(bool) { v.p.Tick(f.ID) })
	r.log.Hidden = f.CustomerID == ""
	r.ask = logbox.Ask{Customer: f.CustomerID, FollowUp: &f.FollowUp}
	r.log.SetOnTapped(func() { v.logContact(r.ask) })
	r.SetOnTapped(func() { v.env.Shell.Go(screen.Route{Screen: screen.FollowUps, ID: string(f.ID)}) })
	r.SetTrailing(r.end)
}

// callRow is a customer and the hour there.
type callRow struct {
	*kit.Row
	time *kit.Line
	end  *kit.Line
	side fyne.CanvasObject
	log  *kit.Button
	ask  logbox.Ask
}

// callSide places the local time and what follows from it side by side, under
// those of the other rows; large text puts them under each other.
func callSide(time, end fyne.CanvasObject) fyne.CanvasObject {
	if kit.Scaled(1) > 1.2 {
		return kit.FixedWidth(130, kit.VBox(0, time, end))
	}
	return kit.HBox(8, kit.FixedWidth(80, time), kit.FixedWidth(164, end))
}

// callHead names the columns.
func (v *View) callHead() fyne.CanvasObject {
	none := kit.Text("", kit.Muted)
	none.Hide()
	side := callSide(kit.Text(v.env.T("today.local_time", nil), kit.Muted), none)
	return kit.VBox(6, kit.HBox(12, kit.Grow(kit.Text(v.env.T("today.customer", nil), kit.Muted)), side), kit.NewDivider())
}

func (v *View) newCall() *callRow {
	r := &callRow{time: kit.Text("", kit.Label), end: kit.Text("", kit.Label)}
	r.side = callSide(r.time, r.end)
	r.Row = kit.NewRow(nil, "", "", r.side, nil).SetMinHeight(36)
	r.log = kit.NewButton(v.env.T("today.log", nil), kit.Secondary, nil).InList()
	r.SetActions(r.log)
	return r
}

func (v *View) fillCall(r *callRow, c Call) {
	w := v.p.who(&c.Customer)
	spans := whoSpans(w, kit.Label)
	for i := range spans {
		spans[i].Style = kit.Label
		if !c.Window.Open || i > 0 {
			spans[i].Color = kit.InkMuted
		}
	}
	r.SetTitle(spans...)
	text, tone := CallEnd(c)
	r.time.SetText(v.env.Printer.TimeOf(c.Window.Local))
	r.time.SetColor(kit.Ink)
	if !c.Window.Open {
		r.time.SetColor(kit.InkMuted)
	}
	r.end.SetSpans(kit.Span{Text: text, Style: kit.Label, Color: tones[tone]})
	r.SetOnTapped(func() { v.openCustomer(c.Customer.ID) })
	r.ask = logbox.Ask{Customer: c.Customer.ID, Kind: book.CallMade}
	r.log.SetOnTapped(func() { v.logContact(r.ask) })
}

// asked is what the row with the keyboard would log.
func (v *View) asked() (a logbox.Ask) {
	for _, r := range v.tasks.rows {
		if r.Focused() {
			return r.ask
		}
	}
	for _, r := range v.calls.rows {
		if r.Focused() {
			return r.ask
		}
	}
	for _, r := range v.dates.rows {
		if r.Focused() {
			return r.ask
		}
	}
	for _, r := range v.cold.rows {
		if r.Focused() {
			return r.ask
		}
	}
	return a
}

// Customer is the customer of the row with the keyboard, or "".
func (v *View) Customer() book.ID { return v.asked().Customer }

// Letter logs with the customer of the row with the keyboard; a follow-up is
// done by it.
func (v *View) Letter(r rune) {
	if a := v.asked(); r == 'l' && a.Customer != "" {
		v.logContact(a)
	}
}

// logContact opens the box in which a contact is logged.
func (v *View) logContact(a logbox.Ask) {
	logbox.Open(v.env, fyne.CurrentApp().Driver().CanvasForObject(v.Content()), a)
}

func (v *View) openCustomer(id book.ID) {
	v.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(id)})
}

// dateRow is a birthday or another date.
type dateRow struct {
	*kit.Row
	avatar *kit.Avatar
	end    *kit.Line
	ask    logbox.Ask
}

func (v *View) newDate() *dateRow {
	r := &dateRow{avatar: kit.NewAvatar("", kit.AvatarSize), end: kit.Text("", kit.Body).Whole()}
	r.Row = kit.NewRow(r.avatar, "", "", r.end, nil)
	return r
}

func (v *View) fillDate(r *dateRow, u book.Upcoming) {
	d := v.p.Date(u)
	d.Who.Place = ""
	r.avatar.SetMonogram(v.p.Monogram(&u.Customer))
	r.avatar.SetLang(u.Customer.Name.Language)
	r.SetTitle(whoSpans(d.Who, kit.Bold)...)
	below := d.Below
	if no := v.p.BarredText(u.Customer.ID); no != "" {
		below += between + no
	}
	r.SetSubtitleText(below)
	r.end.SetText(d.End)
	r.SetOnTapped(func() { v.openCustomer(u.Customer.ID) })
	r.ask = logbox.Ask{Customer: u.Customer.ID}
	r.SetTrailing(r.end)
}

// coldRow is a customer who should have heard from us.
type coldRow struct {
	*kit.Row
	avatar *kit.Avatar
	follow *kit.Button
	ask    logbox.Ask
}

func (v *View) newCold() *coldRow {
	r := &coldRow{avatar: kit.NewAvatar("", kit.AvatarSize)}
	r.follow = kit.NewButton(v.env.T("today.follow_up", nil), kit.Secondary, nil)
	r.Row = kit.NewRow(r.avatar, "", "", r.follow, nil)
	return r
}

func (v *View) fillCold(r *coldRow, c book.CustomerRow) {
	w := v.p.who(&c)
	w.Place = ""
	r.avatar.SetMonogram(v.p.Monogram(&c))
	r.avatar.SetLang(c.Name.Language)
	r.SetTitle(whoSpans(w, kit.Bold)...)
	r.SetSubtitleText(v.p.ColdText(c))
	id := c.ID
	r.SetOnTapped(func() { v.openCustomer(id) })
	r.ask = logbox.Ask{Customer: id}
	r.follow.SetOnTapped(func() {
		v.env.Shell.Go(screen.Route{Screen: screen.FollowUps}.With("new", "1").With("customer", string(id)))
	})
}
