package messages

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/personname"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/words"
)

// formFace prepares a campaign: what it is for, for whom, and what is to be
// said in each of their languages.
type formFace struct {
	v    *View
	p    *Presenter
	page *kit.PageView

	first    fyne.CanvasObject // what is asked first
	feasts   *kit.Select
	group    *kit.Select
	query    *kit.Entry
	title    *kit.Entry
	heading  *kit.Field
	day      *dayfield.Field
	dayBox   *kit.Field
	clock    *kit.Entry
	clockBox *kit.Field
	place    *kit.Entry
	own      *kit.Entry
	counted  *kit.Line
	out      *kit.Paragraph
	solemn   *kit.Paragraph
	words    *fyne.Container
	needs    *fyne.Container
	perks    *kit.Check // of the loyalty programme
	gifts    *kit.Check
	keep     *kit.Button
	subject  *kit.Entry // what an invitation is to, in the language of the user
	shown    string     // the needs as they are drawn
}

func newFormFace(v *View) *formFace {
	f := &formFace{v: v, p: v.p}
	d, t := v.p.Draft, v.env.T
	what, whom := kit.VBox(12), kit.VBox(12)
	f.title = kit.NewEntry("")
	f.title.OnChanged = f.name
	f.heading = kit.NewField(t("messages.name", nil), f.title).SetHint(t("messages.name_hint", nil))
	f.group = kit.NewSelect(t("messages.choose_segment", nil), nil, f.chooseGroup).SetFilterHint(t("common.search", nil))
	f.query = kit.NewEntry(t("segments.text_example", nil))
	f.query.OnChanged = func(s string) { f.p.Edit(func(d *Draft) { d.Query = s }) }
	f.occasion(what)
	whom.Add(kit.EqualColumns(200, kit.NewField(t("messages.segment", nil), f.group), kit.NewField(t("messages.query", nil), f.query)))
	f.counted, f.out = kit.Text("", kit.Bold), kit.Wrap("", kit.Muted)
	f.solemn = kit.Wrap(t("messages.solemn", nil), kit.Body).SetColor(kit.Saffron.Text())
	whom.Add(f.solemn)
	whom.Add(f.counted)
	whom.Add(f.out)
	f.perks = kit.NewCheck("", d.WithPerks, func(on bool) { f.p.Edit(func(d *Draft) { d.WithPerks = on }) })
	f.gifts = kit.NewCheck("", d.WithGifts, func(on bool) { f.p.Edit(func(d *Draft) { d.WithGifts = on }) })
	whom.Add(f.perks)
	whom.Add(f.gifts)
	f.needs = kit.VBox(14)
	f.own = kit.NewMultiLine(t("messages.own_hint", nil), 6)
	f.own.OnChanged = func(s string) { f.p.Edit(func(d *Draft) { d.Own = s }) }
	f.words = kit.VBox(14)
	if id := unsaid(v.env.Settings); id != "" {
		f.words.Add(kit.Wrap(t(id, nil), kit.Small).SetColor(kit.Saffron.Text()))
		f.words.Add(kit.HBox(0, kit.NewButton(t("messages.to_settings", nil), kit.Secondary, func() {
			v.env.Shell.Go(screen.Route{Screen: screen.Settings})
		}), kit.Space()))
	}
	f.words.Objects = append(f.words.Objects, f.needs, kit.NewField(t("messages.own", nil), f.own).SetHint(t("messages.own_slots", nil)))
	f.keep = kit.NewButton(t("messages.prepare", nil), kit.Primary, f.prepare)
	cancel := kit.NewButton(t("common.cancel", nil), kit.Secondary, func() { v.env.Shell.Go(screen.Route{Screen: screen.Messages, ID: string(d.ID)}) })
	body := kit.Scroll(kit.Columns(760, 0.5,
		kit.VBox(kit.Gap, kit.NewCard(t("messages.what", nil), what), kit.NewCard(t("messages.whom", nil), whom)),
		kit.NewCard(t("messages.words", nil), f.words)))
	f.first = what
	title := newWords[d.Kind]
	if d.ID != "" {
		title, f.first = "messages.more", whom
	}
	f.page = kit.Page(t(title, nil), "", []fyne.CanvasObject{cancel, f.keep}, body)
	return f
}

// occasion asks what it is for.
func (f *formFace) occasion(what *fyne.Container) {
	v, d, t := f.v, f.p.Draft, f.v.env.T
	switch {
	case d.ID != "": // more people of one that has its name
		what.Add(kit.Text(d.Title, kit.Bold))
		what.Add(kit.Wrap(joinDots(v.p.When(d.Campaign), d.Place), kit.Muted))
	case d.Kind == book.GreetingCampaign:
		f.feasts = kit.NewSelect(t("messages.choose_feast", nil), nil, f.chooseFeast).SetFilterHint(t("common.search", nil))
		what.Add(kit.NewField(t("messages.feast", nil), f.feasts))
		what.Add(f.heading) // the feast names it
	case d.Kind == book.EventCampaign:
		what.Add(f.heading)
		f.eventFields(what)
	default:
		what.Add(f.heading)
		f.day = dayfield.New(v.env, calendar.DateOf(v.env.Now()), func() {
			if day, ok := f.day.Day(); ok {
				f.p.Edit(func(d *Draft) { d.By = day })
			}
		})
		what.Add(kit.NewField(t("messages.by", nil), f.day.Object).SetHint(t("messages.by_hint", nil)))
	}
}

// name takes the title, which is also what an invitation is to as long as
// nothing else was typed.
func (f *formFace) name(title string) {
	f.p.Draft.Title = title
	if f.subject != nil {
		f.subject.SetValue(f.p.Draft.Sayings().For(f.p.Draft.Sayings().Titled()))
	}
}

func (f *formFace) eventFields(what *fyne.Container) {
	t := f.v.env.T
	f.day = dayfield.New(f.v.env, calendar.DateOf(f.v.env.Now()), func() {
		if day, ok := f.day.Day(); ok {
			f.p.Edit(func(d *Draft) { d.Day = day })
		}
	})
	f.clock, f.place = kit.NewEntry("18:30"), kit.NewEntry("")
	f.clock.SetPlaceHolder(f.v.env.Printer.Time(18, 30))
	f.clock.OnChanged = func(s string) {
		if minute, ok := minuteOf(s); ok {
			f.clockBox.SetError("")
			f.p.Edit(func(d *Draft) { d.Minute = minute })
		} else {
			f.clockBox.SetError(t("messages.no_time", nil))
		}
	}
	f.place.OnChanged = func(s string) { f.p.Edit(func(d *Draft) { d.Place = s }) }
	f.dayBox = kit.NewField(t("messages.day", nil), f.day.Object)
	f.clockBox = kit.NewField(t("messages.clock", nil), f.clock)
	what.Add(f.dayBox)
	what.Add(kit.EqualColumns(180, f.clockBox, kit.NewField(t("messages.place", nil), f.place)))
}

// minuteOf reads a time of the day, of 24 hours or of 12 with am or pm behind
// them; nothing is no time.
func minuteOf(s string) (int, bool) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "：", ":"))
	if s == "" {
		return book.NoTime, true
	}
	half := 0
	low := strings.ReplaceAll(strings.ToLower(s), ".", "")
	for i, mark := range []string{"am", "pm"} {
		if rest, ok := strings.CutSuffix(low, mark); ok {
			s, half = strings.TrimSpace(rest), 12*i
			if h, _, _ := strings.Cut(s, ":"); h == "12" {
				half -= 12 // 12 am is midnight
			} else if n, err := strconv.Atoi(h); err != nil || n < 1 || n > 12 {
				return 0, false
			}
		}
	}
	h, m, _ := strings.Cut(s, ":")
	hour, err := strconv.Atoi(h)
	minute := 0
	if m != "" && err == nil {
		minute, err = strconv.Atoi(m)
	}
	hour += half
	return hour*60 + minute, err == nil && hour >= 0 && hour < 24 && minute >= 0 && minute < 60
}

const birthdays = "birthdays"

func (f *formFace) chooseFeast(s string) {
	if s == birthdays {
		f.p.Birthdays()
	} else if i, err := strconv.Atoi(s); err == nil && i < len(f.p.Draft.Feasts) {
		f.p.ChooseFeast(i)
	}
	f.title.SetValue(f.p.Draft.Title)
	f.query.SetValue(f.p.Draft.Query)
}

func (f *formFace) chooseGroup(id string) {
	for _, g := range f.p.Draft.Groups {
		if string(g.ID) == id {
			f.query.SetValue(g.Query)
			f.p.Edit(func(d *Draft) { d.Query = g.Query })
		}
	}
}

func (f *formFace) render() {
	d, env := f.p.Draft, f.v.env
	if f.title.Text == "" {
		f.title.SetValue(d.Title)
	}
	if f.feasts != nil {
		f.feasts.SetOptions(f.offered())
		if d.Feast != nil {
			f.feasts.SetPlaceholder(joinDots(d.Feast.Name(env.Printer.Tag()), env.Printer.DateShort(d.Day)))
			for i, c := range d.Feasts {
				if c.ID == d.HolidayID && c.Date == d.Day {
					f.feasts.SetSelected(strconv.Itoa(i))
				}
			}
		}
	}
	var groups []kit.Option
	for _, g := range d.Groups {
		groups = append(groups, kit.Option{Value: string(g.ID), Label: g.Name, Search: g.Query})
	}
	f.group.SetOptions(groups)
	f.solemn.Hidden = !d.Solemn()
	f.counted.SetText("")
	f.out.SetText("")
	if d.Sure && !d.Solemn() {
		f.counted.SetText(env.N("messages.reaches", d.Count-d.Out, nil))
		if d.Out > 0 {
			f.out.SetText(f.leftOut(d))
		}
	}
	f.out.Hidden = d.Out == 0 || !d.Sure || d.Solemn()
	if d.Sure && d.Count > d.Out && !d.Solemn() && !d.Busy {
		f.keep.Enable()
	} else {
		f.keep.Disable()
	}
	f.drawOffered()
	f.drawNeeds()
	f.page.Refresh()
}

// leftOut says how many are left out and why, and what helps where only words
// are missing.
func (f *formFace) leftOut(d *Draft) string {
	env := f.v.env
	var whys []string
	for _, w := range d.Whys {
		why := explain.LeftOut(env.Printer, w.Why)
		if len(d.Whys) > 1 {
			why = env.T("messages.left_out_line", locales.V{"N": env.Printer.Int(int64(w.Count)), "Why": why})
		}
		whys = append(whys, why)
	}
	text := env.N("messages.left_out_count", d.Out, locales.V{"Why": env.Printer.List(whys)})
	if len(d.Whys) > 0 && d.Whys[0].Why == book.LeftText {
		text += "\n" + env.T("messages.write_own", nil)
	}
	return text
}

func (f *formFace) offered() []kit.Option {
	env := f.v.env
	out := []kit.Option{{Value: birthdays, Label: env.T("messages.birthdays", nil)}}
	for i, c := range f.p.Draft.Feasts {
		out = append(out, kit.Option{
			Value: strconv.Itoa(i), Label: feastName(env, f.p.Draft.Feasts, c), Search: strings.Join(words.HolidayNames(c), "\n"),
			Detail: env.Printer.DateShort(c.Date) + " · " + env.Printer.Int(int64(c.Count)),
		})
	}
	return out
}

// feastName names a feast, and whose it is where two are called the same on one
// day: Christmas is a feast of two churches.
func feastName(env *screen.Env, all []planner.Coming, c planner.Coming) string {
	name := c.Name(env.Printer.Tag())
	for _, x := range all {
		if x.Date == c.Date && x.Tradition != c.Tradition && x.Name(env.Printer.Tag()) == name {
			return joinDots(name, env.T(words.Tradition(c.Tradition), nil))
		}
	}
	return name
}

// drawNeeds asks in each language for what its scripts leave open. What was
// typed stays while the audience changes.
func (f *formFace) drawNeeds() {
	d, env := f.p.Draft, f.v.env
	if !d.Sure {
		return
	}
	var key strings.Builder
	for _, n := range d.Needs {
		key.WriteString(n.Language + " " + strconv.Itoa(n.Count) + " " + strings.Join(n.Slots, ","))
		for _, o := range f.offersOf(n) {
			key.WriteString(" " + o.Slot() + strconv.Itoa(o.Count))
		}
		key.WriteString(";")
	}
	if key.String() == f.shown {
		return
	}
	f.shown = key.String()
	f.needs.Objects, f.subject = nil, nil
	for _, n := range d.Needs {
		name := env.Printer.Language(n.Language)
		if n.Language == "" {
			continue
		}
		f.needs.Add(kit.Text(env.N("messages.in_language", n.Count, locales.V{"Language": name}), kit.Bold))
		offers := f.offersOf(n)
		if len(n.Slots)+len(offers) == 0 {
			f.needs.Add(kit.Wrap(env.T("messages.nothing_open", nil), kit.Muted))
		}
		for _, slot := range n.Slots {
			say := counsel.Say{Language: n.Language, Slot: slot}
			e := kit.NewMultiLine("", 2)
			if slot != "situation" && slot != "next_step" {
				e = kit.NewEntry("")
			}
			e.SetValue(d.Sayings().For(say))
			if say == d.Sayings().Titled() {
				f.subject = e
			}
			e.OnChanged = func(s string) { f.p.Saying(say, s) }
			f.needs.Add(kit.NewField(env.T(counsel.SlotName(slot), nil), e))
		}
		for _, o := range offers {
			f.needs.Add(f.offerField(n, o))
		}
	}
	f.words.Refresh()
}

// prepare keeps the campaign.
func (f *formFace) prepare() {
	f.heading.SetError("")
	f.keep.Disable()
	f.p.KeepDraft(func(err error) {
		f.keep.Enable()
		f.heading.SetError(explain.Error(f.v.env.Printer, err))
		f.page.Refresh()
	})
}

// unsaid says what letters want to know of who signs them, "" for nothing.
func unsaid(s book.Settings) locales.ID {
	latin := func(name, latin string) bool { return latin != "" || personname.ReadableIn(name, "en") }
	switch {
	case s.OwnerName == "" || s.Company == "":
		return "messages.who_are_you"
	case !latin(s.OwnerName, s.OwnerLatin) || !latin(s.Company, s.CompanyLatin):
		return "messages.who_abroad"
	}
	return ""
}
