package customers

import (
	"slices"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/customers/timeline"
	"dragoman/ui/internal/attached"
	"dragoman/ui/internal/kit"
)

// The width of the labels of facts, and the least width of a column.
const (
	factLabel   float32 = 104
	columnWidth float32 = 300
)

// overview draws the first tab: what matters before a call, on cards.
type overview struct {
	v    *detailView
	root *fyne.Container

	address, reach, personal *kit.Card
	papers                   *kit.Card
	files                    *attached.Panel
	next, timeline           *kit.Card
	tips, answers            *kit.Card
	culture, ties, holidays  *kit.Card
}

func newOverview(v *detailView) *overview {
	o := &overview{v: v}
	t := v.env.T
	card := func(id locales.ID) *kit.Card { return kit.NewCard(t(id, nil), kit.VBox(0)) }
	o.address, o.reach, o.personal = card("customers.card_address"), card("customers.card_reach"), card("customers.card_personal")
	o.next, o.timeline = card("customers.card_next"), card("customers.card_timeline")
	o.culture, o.ties, o.holidays = card("customers.card_culture"), card("customers.card_ties"), card("customers.card_holidays")
	o.tips = card("tact.tips_title")
	o.answers = card("customers.card_answers")
	o.answers.Hide()
	o.files = attached.NewPanel(v.env, "files.none", func() { o.root.Refresh() })
	o.papers = kit.NewCard(t("files.card", nil), o.files.Object).
		SetAside(slim(kit.NewIconButton(kit.IconPlus, t("common.add", nil), kit.Quiet, o.files.Pick)))
	o.next.SetAside(slim(kit.NewIconButton(kit.IconPlus, t("common.add", nil), kit.Quiet, v.d.AddFollowUp)))
	o.timeline.SetAside(slim(kit.NewIconButton(kit.IconPlus, t("customers.log", nil), kit.Quiet, v.logContact)))
	o.root = kit.Masonry(columnWidth,
		kit.VBox(kit.Gap, o.answers, o.address, o.reach, o.personal, o.papers),
		kit.VBox(kit.Gap, o.next, o.timeline),
		kit.VBox(kit.Gap, o.tips, v.worth.Health(), o.culture, o.ties, o.holidays))
	return o
}

// slim lets a button stand in the line of a card's title without making the
// line higher, so that titles of neighbouring cards keep one height. The word of
// a quiet button ends where the card's text does.
func slim(o fyne.CanvasObject) fyne.CanvasObject {
	last, right := o, float32(0)
	if c, ok := o.(*fyne.Container); ok && len(c.Objects) > 0 {
		last = c.Objects[len(c.Objects)-1]
	}
	if _, ok := last.(*kit.Button); ok {
		right = kit.QuietPad
	}
	return kit.Pad(-7, -right, -7, 0, o)
}

// render fills the cards.
func (o *overview) render(k known) {
	env, p := o.v.env, o.v.env.Printer
	today := calendar.DateOf(env.Now())
	h := headingOf(env, k)
	o.address.SetBody(o.addressing(addressingOf(p, k, h.Name)))
	o.reach.SetBody(o.ways(k))
	personal := o.giftHints(personalFacts(p, k, today), k.c)
	o.personal.SetBody(o.factsOr(personal, len(personal) > 0, "customers.ask_personal", partDates))
	o.next.SetBody(o.v.tasks.rows(k.open, "customers.no_followups"))
	o.timeline.SetBody(o.touches(k, today))
	culture := cultureFacts(p, k, today)
	o.culture.SetBody(o.factsOr(culture, len(k.c.Cultures)+len(k.c.Observances) > 0, "customers.ask_culture", partCulture))
	o.renderAnswers(k)
	o.renderTips(k, today)
	o.renderTies(k)
	o.renderHolidays(k, today)
	o.files.Show(book.Owner{Customer: k.c.ID})
	o.root.Refresh()
}

// factsOr draws facts, with an invitation to ask under them when what matters
// most has not been stated.
func (o *overview) factsOr(facts []fact, stated bool, ask locales.ID, part string) fyne.CanvasObject {
	box := kit.VBox(0)
	for i, f := range facts {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(factRow(f))
	}
	if !stated {
		if len(facts) > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(kit.Inset(6, 0, kit.Wrap(o.v.env.T(ask, nil), kit.Muted)))
		box.Add(o.fillIn(part))
	}
	return box
}

// fillIn leads to the part of the form where what is missing is written.
func (o *overview) fillIn(part string) fyne.CanvasObject {
	b := kit.NewButton(o.v.env.T("customers.fill_in", nil), kit.Quiet, func() { o.v.d.EditPart(part) })
	return kit.Pad(0, 0, 0, -kit.QuietPad, kit.HBox(0, b, kit.Space()))
}

// factRow draws one fact: label, value, what is added about it.
func factRow(f fact) fyne.CanvasObject {
	style := kit.Label
	if f.Bold {
		style = kit.LabelBold
	}
	value := kit.VBox(2, kit.WrapRich(kit.Span{Text: f.Value, Style: style, Lang: f.Lang}))
	if f.Mark != "" {
		tint := kit.Slate
		if f.Care {
			tint = kit.Saffron
		}
		value.Add(kit.HBox(0, kit.NewChip(f.Mark, tint), kit.Space()))
	}
	if f.Hint != "" {
		value.Add(kit.Wrap(f.Hint, kit.Muted))
	}
	label := kit.Wrap(f.Label, kit.Label).SetColor(kit.InkMuted)
	return kit.Inset(8, 0, kit.HBoxTop(12, kit.FixedWidth(factLabel, label), kit.Grow(value)))
}

// ways draws the channels: a press copies, a button calls, writes or opens.
func (o *overview) ways(k known) fyne.CanvasObject {
	env := o.v.env
	ways := waysOf(env.Printer, k.c, k.may(calendar.DateOf(env.Now())))
	if len(ways) == 0 {
		return o.factsOr(nil, false, "customers.ask_reach", "")
	}
	box := kit.VBox(0)
	if text, good := windowText(env, k.row); text != "" {
		tok := kit.InkMuted
		if good {
			tok = kit.Jade.Text()
		}
		box.Add(kit.Pad(0, 0, 6, 0, kit.HBoxTop(6, kit.Pad(1, 0, 0, 0, kit.NewIcon(kit.IconClock, tok, 14)), kit.Grow(kit.Wrap(text, kit.Small).SetColor(tok)))))
	}
	for i, w := range ways {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		var trailing fyne.CanvasObject
		tapped := func() { env.Shell.Copy(w.Value) }
		switch {
		case w.Declined != "":
			trailing, tapped = kit.NewChip(w.Declined, kit.Cinnabar), nil
		case w.URL != "":
			trailing = kit.NewButton(env.T(w.Verb, nil), kit.Secondary, func() { env.Shell.OpenURL(w.URL) })
		}
		row := kit.NewRow(nil, w.Value, w.Kind, trailing, tapped)
		row.SetTitle(kit.Span{Text: w.Value, Style: kit.Label})
		if w.Channel.Preferred && w.Declined == "" {
			row.SetTitle(kit.Span{Text: w.Value, Style: kit.LabelBold})
		}
		if tapped != nil {
			row.SetActions(kit.NewIcon(kit.IconCopy, kit.InkMuted, 16))
		}
		box.Add(row)
	}
	return box
}

// touches draws the latest of the timeline.
func (o *overview) touches(k known, today calendar.Date) fyne.CanvasObject {
	env := o.v.env
	if len(k.touches) == 0 {
		return kit.Inset(6, 0, kit.Wrap(env.T("customers.no_touches", nil), kit.Muted))
	}
	box := kit.VBox(0)
	shown := k.touches[:min(len(k.touches), touchesShown)]
	for i, e := range shown {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(o.touch(e, today))
	}
	if k.told > len(shown) {
		all := kit.NewButton(env.T("customers.whole_timeline", nil), kit.Quiet, func() { o.v.d.SetTab(slices.Index(tabOrder, tabTimeline)) })
		box.Add(kit.Pad(0, 0, -6, -kit.QuietPad, kit.HBox(0, all, kit.Space())))
	}
	return box
}

// touch draws one entry; a press shows all of it.
func (o *overview) touch(e book.Entry, today calendar.Date) fyne.CanvasObject {
	env := o.v.env
	t := timeline.Describe(env, e, today)
	when := kit.FixedWidth(64, kit.VBox(0, kit.Text(t.Day, kit.Label).SetColor(kit.InkMuted)))
	if t.Year != "" {
		when = kit.FixedWidth(64, kit.VBox(0, kit.Text(t.Day, kit.Label).SetColor(kit.InkMuted), kit.Text(t.Year, kit.Small).SetColor(kit.InkMuted)))
	}
	row := kit.NewRow(when, t.Title, "", nil, func() { timeline.Open(env, canvasOf(o.root), e) }).SetSubtitleIn(t.Below, t.Lang)
	spans := []kit.Span{{Text: t.Title, Style: kit.LabelBold}}
	for _, m := range t.Marks {
		spans = append(spans, kit.Span{Text: " · " + m, Style: kit.Small, Color: kit.InkMuted})
	}
	row.SetTitle(spans...)
	row.SetMaxLines(4)
	return row
}

// renderTies fills the card of the organisation, its people and the relations.
func (o *overview) renderTies(k known) {
	env := o.v.env
	box := kit.VBox(0)
	add := func(row book.CustomerRow, says string) {
		n := nameOf(row.Kind, row.Name, row.Languages, env.Printer.Tag())
		a := kit.NewAvatar(n.Letters, kit.AvatarSize)
		fillAvatar(a, n, row.Thumbnail)
		r := kit.NewRow(a, n.Main, joinDots(says, n.Second), nil, func() { o.v.d.OpenCustomer(row.ID) })
		r.SetTitle(kit.Span{Text: n.Main, Style: kit.Bold, Lang: n.Lang})
		if len(box.Objects) > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(r)
	}
	if org, ok := k.related[k.c.OrganisationID]; ok && k.c.OrganisationID != "" {
		add(org, firstOf(k.c.Role, env.T("customers.kind_organisation", nil)))
	} else if k.c.Organisation != "" {
		box.Add(factRow(fact{Label: env.T("customers.organisation", nil), Value: joinDots(k.c.Organisation, k.c.Role)}))
	}
	for _, x := range k.c.Relations {
		if row, ok := k.related[x.To]; ok {
			add(row, joinDots(relationWord(env.Printer, x.Kind), x.Label))
		}
	}
	for _, row := range k.people {
		add(row, row.Role)
	}
	title := env.T("customers.card_ties", nil)
	if k.c.Kind == book.Organisation {
		title = env.T("customers.card_people", nil)
		if len(k.people) == 0 {
			box.Add(kit.Inset(6, 0, kit.Wrap(env.T("customers.no_people", nil), kit.Muted)))
		}
	}
	o.ties.SetTitle(title)
	if k.c.Kind == book.Organisation && k.c.TrashedAt.IsZero() {
		o.ties.SetAside(slim(kit.NewIconButton(kit.IconPlus, env.T("common.add", nil), kit.Quiet, o.v.d.AddPerson)))
	} else {
		o.ties.SetAside(nil)
	}
	o.ties.Hidden = len(box.Objects) == 0
	o.ties.SetBody(box)
}

// renderHolidays fills the card of the next holidays and of the closing days.
func (o *overview) renderHolidays(k known, today calendar.Date) {
	env := o.v.env
	chips := kit.Flow(6)
	seen := map[string]bool{}
	for _, day := range k.days {
		if seen[day.ID] || day.Party() != "" || len(chips.Objects) == 6 {
			continue
		}
		seen[day.ID] = true
		p := env.Printer
		when := p.DateNear(day.Date, today)
		if day.End > day.Date {
			when = p.Range(day.Date, day.End)
		}
		chips.Add(kit.NewActionChip(env.T("customers.holiday_on", locales.V{"Date": when, "Name": day.Name(p.Tag())}),
			tintOf(day.Tradition), func() { o.v.d.OpenHoliday(day) }))
	}
	box := kit.VBox(8)
	if len(chips.Objects) > 0 {
		box.Add(chips)
	}
	rows := kit.VBox(0)
	for i, r := range k.closings {
		if i > 0 {
			rows.Add(kit.NewDivider())
		}
		text := closingWords(env.Printer, r, k.c.ID, today)
		var chip fyne.CanvasObject
		if text.Now {
			chip = kit.NewChip(env.T("customers.closing_now", nil), kit.Saffron)
		}
		row := kit.NewRow(nil, text.Title, text.Detail, chip, func() { o.v.d.EditClosing(r.ID) })
		row.SetTitle(kit.Span{Text: text.Title, Style: kit.LabelBold})
		rows.Add(row)
	}
	if len(k.closings) > 0 {
		box.Add(rows)
	}
	if len(box.Objects) == 0 {
		box.Add(kit.Wrap(env.T("customers.no_closings", nil), kit.Muted))
	}
	if k.c.TrashedAt.IsZero() {
		o.holidays.SetAside(slim(kit.NewIconButton(kit.IconPlus, env.T("customers.add_closing", nil), kit.Quiet, o.v.d.AddClosing)))
	} else {
		o.holidays.SetAside(nil)
	}
	o.holidays.SetBody(box)
}
