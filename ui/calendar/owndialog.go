package calendar

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/regionfield"
	"dragoman/ui/internal/whofield"
	"dragoman/ui/internal/words"
)

// ownDialog is the form in which an own day is entered.
type ownDialog struct {
	v      *View
	f      *OwnForm
	dialog *kit.Dialog
	fields map[string]*kit.Field
	body   *fyne.Container
	lines  []*fyne.Container

	whose, falls   *kit.Segmented
	who            *whofield.Field
	country        *kit.Select
	region         *regionfield.Field
	first, last    *dayfield.Field
	calendar       *kit.Select
	month          *kit.Select
	monthsFor      cal.ID
	leap           *kit.Check
	day, days      *kit.Entry
	nth, weekday   *kit.Select
	name, note     *kit.Entry
	kind, mood     *kit.Select
	grief          *kit.Check // of a closing: a customer is in mourning
	next, question *kit.Paragraph
	askRegion      *kit.Paragraph
	place, run     *fyne.Container
	onceRow, every *fyne.Container
	dayBox         fyne.CanvasObject
}

// whoseChoices and fallsChoices are the choices in their order.
var (
	whoseOf = map[book.OwnSort][]string{book.ClosingDay: {forCustomer, forCountry}, book.OwnHoliday: {forAll, forCountry}}
	fallsOf = []string{once, yearly, weekday}
)

// openOwn opens the form of an own day. customer is who is closed, feast the
// holiday that was announced.
func (v *View) openOwn(d book.OwnDay, feast almanac.Occurrence) {
	if v.form != nil && v.form.dialog != nil && v.form.dialog.Open() {
		return
	}
	o := &ownDialog{v: v, fields: map[string]*kit.Field{}}
	o.f = newOwnForm(v.env, d, o.render)
	o.f.Feast = feast
	v.form = o
	o.f.Load(d.CustomerID, o.show)
}

// openNewOwn opens the form for a new day of a sort.
func (v *View) openNewOwn(sort book.OwnSort, customer book.ID) {
	v.openOwn(book.OwnDay{Sort: sort, CustomerID: customer, Days: 1}, almanac.Occurrence{})
}

// openAnnounce opens the form in which the announced date of the open holiday
// is entered, or changed where there is one.
func (v *View) openAnnounce() {
	if v.p.Page == nil {
		return
	}
	lead := v.p.Page.Feast.Lead
	d := book.OwnDay{Sort: book.AnnouncedDay, RuleID: lead.ID, Country: lead.Country, Region: lead.Region, Days: 1}
	if v.p.Page.Own != nil && !lead.Own() {
		d = *v.p.Page.Own
	}
	v.announce(d, lead.Date)
}

// announce opens the form of an announced date that lies near a day.
func (v *View) announce(d book.OwnDay, near cal.Date) {
	feast, ok := v.env.Almanac.Reckoned(d.RuleID, near)
	if !ok {
		v.env.Shell.Fail(&book.Error{Op: "calendar.announce", Code: book.NotFound})
		return
	}
	if d.RuleYear == 0 {
		d.RuleYear = feast.Date.Year()
	}
	if d.When.Year == 0 {
		d.When = book.Once(feast.Date)
	}
	v.openOwn(d, feast)
}

// editOwn opens the form of a day in the list.
func (v *View) editOwn(r book.OwnDayRow) {
	if first, ok := r.First(); ok && r.Sort == book.AnnouncedDay {
		v.announce(r.OwnDay, first)
		return
	}
	v.openOwn(r.OwnDay, almanac.Occurrence{})
}

var ownTitles = map[book.OwnSort][2]locales.ID{
	book.ClosingDay:   {"own.new_closing", "own.edit_closing"},
	book.OwnHoliday:   {"own.new_holiday", "own.edit_holiday"},
	book.AnnouncedDay: {"own.new_announced", "own.edit_announced"},
}

func (o *ownDialog) show() {
	c := fyne.CurrentApp().Driver().CanvasForObject(o.v.root)
	if c == nil {
		return
	}
	env, d := o.v.env, o.f.Day
	ids := ownTitles[d.Sort]
	title := ids[1]
	if o.f.New() {
		title = ids[0]
	}
	name := ""
	if d.Sort == book.AnnouncedDay {
		name = o.f.Feast.Name(env.Printer.Tag())
	}
	o.build()
	o.set(o.f.Start())
	actions := []kit.Action{{Label: env.T("common.cancel", nil)}, {Label: env.T("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: o.save}}
	if !o.f.New() {
		remove := kit.Action{Label: env.T("common.remove", nil), Kind: kit.Quiet, Tapped: func() { o.v.p.RemoveOwn(d.ID) }}
		actions = append([]kit.Action{remove}, actions...)
	}
	o.dialog = kit.NewDialog(env.T(title, locales.V{"Holiday": name}), o.layout(), actions...).SetWidth(600)
	o.f.Look(o.inputs())
	o.dialog.Show(c)
}

// build makes the controls.
func (o *ownDialog) build() {
	env := o.v.env
	t, p := env.T, env.Printer
	look := func() {
		if o.dialog != nil {
			o.f.Look(o.inputs())
		}
	}
	looks := func(string) { look() }
	labels := map[string]locales.ID{
		forCustomer: "own.for_customer", forCountry: "own.for_country", forAll: "own.whole_book",
		once: "own.once", yearly: "own.yearly", weekday: "own.by_weekday",
	}
	segments := func(values []string) *kit.Segmented {
		var words []string
		for _, s := range values {
			words = append(words, t(labels[s], nil))
		}
		return kit.NewSegmented(func(int) { look() }, words...)
	}
	o.whose, o.falls = segments(whoseOf[o.f.Day.Sort]), segments(fallsOf)
	o.who = newOwnWho(o)
	o.country = kit.NewSelect(t("own.choose_country", nil), o.countries(), func(string) { o.region.SetCountry(o.country.Selected()); look() }).SetFilterHint(t("common.search", nil))
	o.region = regionfield.New(env, t("own.region_whole", nil), look)
	o.first, o.last = dayfield.New(env, o.f.today, look), dayfield.New(env, o.f.today, look)
	var calendars []kit.Option
	for _, c := range cal.Calendars() {
		calendars = append(calendars, kit.Option{Value: string(c.ID), Label: p.CalendarName(c.ID), Detail: p.CalendarOwnName(c.ID), Search: string(c.ID)})
	}
	o.calendar = kit.NewSelect("", calendars, looks).SetFilterHint(t("common.search", nil))
	o.month = kit.NewSelect(t("own.month", nil), nil, looks).SetFilterHint(t("common.search", nil))
	o.leap = kit.NewCheck(t("own.leap", nil), false, func(bool) { look() })
	o.day, o.days = kit.NewEntry(""), kit.NewEntry("")
	o.day.OnChanged, o.days.OnChanged = looks, looks
	var places, weekdays []kit.Option
	for _, n := range nths {
		places = append(places, kit.Option{Value: strconv.Itoa(n), Label: t(nthChoices[n], nil)})
	}
	for _, w := range p.Weekdays() {
		weekdays = append(weekdays, kit.Option{Value: strconv.Itoa(int(w)), Label: p.WeekdayLong(w)})
	}
	o.nth, o.weekday = kit.NewSelect("", places, looks), kit.NewSelect("", weekdays, looks)
	o.name, o.note = kit.NewEntry(t("own.name_hint", nil)), kit.NewEntry(t(noteHints[o.f.Day.Sort], nil))
	o.name.OnChanged = looks
	var kinds, moods []kit.Option
	for _, k := range book.OwnKinds() {
		kinds = append(kinds, kit.Option{Value: k, Label: t(words.Kind(almanac.Kind(k)), nil)})
	}
	for _, m := range book.OwnMoods() {
		moods = append(moods, kit.Option{Value: m, Label: t(words.Mood(almanac.Mood(m)), nil)})
	}
	o.kind, o.mood = kit.NewSelect("", kinds, looks), kit.NewSelect("", moods, looks)
	o.grief = kit.NewCheck(t("own.mourning", nil), false, func(bool) { look() })
	o.next = kit.Wrap("", kit.Muted)
	o.question = kit.Wrap("", kit.Small).SetColor(kit.Saffron.Text())
	o.askRegion = kit.Wrap("", kit.Small).SetColor(kit.Saffron.Text())
}

var noteHints = map[book.OwnSort]locales.ID{
	book.ClosingDay: "own.note_closing", book.OwnHoliday: "own.note_holiday", book.AnnouncedDay: "own.note_announced",
}

// wherever stands for an announcement that counts for no country alone.
const wherever = "*"

func (o *ownDialog) field(key string, label locales.ID, input fyne.CanvasObject) *kit.Field {
	f := kit.NewField(o.v.env.T(label, nil), input)
	o.fields[key] = f
	return f
}

func (o *ownDialog) two(a, b fyne.CanvasObject) *fyne.Container {
	line := kit.EqualColumns(200, a, b)
	o.lines = append(o.lines, line)
	return line
}

// layout puts the fields of the sort in their order.
func (o *ownDialog) layout() fyne.CanvasObject {
	o.place = o.two(o.field("country", "own.label_country", o.country), o.field("region", "own.label_region", o.region.Object))
	o.body = kit.VBox(12)
	add := func(objs ...fyne.CanvasObject) { o.body.Objects = append(o.body.Objects, objs...) }
	note := o.field("note", "own.label_note", o.note)
	if o.f.Day.Sort == book.AnnouncedDay {
		note.SetLabel(o.v.env.T("own.label_authority", nil))
		add(o.field("first", "own.label_announced", o.first.Object), o.next, o.question)
		if r, ok := o.v.env.Almanac.Rule(o.f.Day.RuleID); !ok || r.Country == "" {
			add(o.place, o.askRegion)
		}
		add(note)
		return o.body
	}
	whose := o.field("whose", "own.label_where", kit.HBox(0, o.whose, kit.Space()))
	if o.f.Day.Sort == book.OwnHoliday {
		add(o.field("name", "own.label_name", o.name), whose, o.place, o.askRegion,
			o.two(o.field("kind", "own.label_kind", o.kind), o.field("mood", "own.label_mood", o.mood)))
	} else {
		whose.SetLabel(o.v.env.T("own.label_who", nil))
		add(whose, o.field("who", "own.label_customer", o.who.Object), o.grief, o.place, o.askRegion)
	}
	o.onceRow = kit.VBox(12, o.field("first", "own.label_first", o.first.Object), o.field("last", "own.label_last", o.last.Object))
	o.every = o.two(o.field("calendar", "own.label_calendar", o.calendar), o.field("nth", "own.label_nth", kit.HBox(8, kit.Grow(o.nth), kit.Grow(o.weekday))))
	o.dayBox = kit.FixedWidth(90, o.field("day", "own.label_day", o.day))
	o.run = kit.HBoxTop(8, kit.Grow(o.field("month", "own.month", kit.HBox(8, kit.Grow(o.month), o.leap))),
		o.dayBox, kit.FixedWidth(110, o.field("days", "own.label_days", o.days)))
	o.lines = append(o.lines, o.onceRow, o.run)
	add(o.field("falls", "own.label_falls", kit.HBox(0, o.falls, kit.Space())), o.onceRow, o.every, o.run, o.next, o.question, note)
	return o.body
}

func index(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return 0
}

// set writes the inputs into the controls.
func (o *ownDialog) set(in OwnInputs) {
	o.whose.SetSelected(index(whoseOf[o.f.Day.Sort], in.Whose))
	o.falls.SetSelected(index(fallsOf, in.Falls))
	country := in.Country
	if country == "" && o.f.Day.Sort == book.AnnouncedDay && !o.f.New() {
		country = wherever
	}
	o.country.SetSelected(country)
	o.region.SetCountry(country)
	o.region.Set(in.Region)
	o.first.Entry.SetValue(in.First)
	o.last.Entry.SetValue(in.Last)
	o.calendar.SetSelected(string(in.Calendar))
	o.fillMonths(in.Calendar)
	o.month.SetSelected(in.Month)
	o.leap.SetOn(in.Leap)
	o.day.SetValue(in.Day)
	o.days.SetValue(in.Days)
	if in.Nth == "" {
		in.Nth, in.Weekday = "1", strconv.Itoa(int(time.Monday))
	}
	o.nth.SetSelected(in.Nth)
	o.weekday.SetSelected(in.Weekday)
	o.name.SetValue(in.Name)
	o.kind.SetSelected(in.Kind)
	o.grief.SetOn(in.Kind == string(almanac.Mourning))
	o.mood.SetSelected(in.Mood)
	o.note.SetValue(in.Note)
	o.who.Render(o.f.Customer)
}

// fillMonths offers the months of a calendar.
func (o *ownDialog) fillMonths(id cal.ID) {
	if o.monthsFor == id {
		return
	}
	o.monthsFor = id
	p := o.v.env.Printer
	var months []kit.Option
	for m := 1; m <= monthsOf(id); m++ {
		x := kit.Option{Value: strconv.Itoa(m), Label: p.MonthNameIn(id, 0, m, false, p.Tag()), Search: strconv.Itoa(m)}
		if own := p.MonthNameIn(id, 0, m, false, ""); own != x.Label {
			x.Detail = own
		}
		months = append(months, x)
	}
	o.month.SetOptions(months)
}

// inputs reads the controls.
func (o *ownDialog) inputs() OwnInputs {
	in := OwnInputs{
		Whose: forCountry, Country: o.country.Selected(), Region: o.region.Region(), Falls: once,
		First: o.first.Entry.Text, Last: o.last.Entry.Text, Calendar: cal.ID(o.calendar.Selected()),
		Month: o.month.Selected(), Leap: o.leap.On() && !o.leap.Hidden, Day: o.day.Text, Days: o.days.Text, Nth: o.nth.Selected(), Weekday: o.weekday.Selected(),
		Name: o.name.Text, Kind: o.kind.Selected(), Mood: o.mood.Selected(), Note: o.note.Text,
	}
	if o.f.Day.Sort == book.ClosingDay {
		in.Kind = ""
		if o.grief.On() {
			in.Kind = string(almanac.Mourning)
		}
	}
	if list := whoseOf[o.f.Day.Sort]; list != nil {
		in.Whose, in.Falls = list[max(o.whose.Selected(), 0)], fallsOf[max(o.falls.Selected(), 0)]
	} else if in.Country == wherever {
		in.Whose, in.Country = forAll, ""
	}
	return in
}

func (o *ownDialog) render() {
	if o.dialog == nil {
		return
	}
	in := o.inputs()
	kit.SetErrors(o.fields, o.f.Errors)
	if o.f.Day.Sort != book.AnnouncedDay {
		o.place.Hidden = in.Whose != forCountry
		if f := o.fields["who"]; f != nil {
			f.Hidden = in.Whose != forCustomer
			o.grief.Hidden = f.Hidden
		}
		o.onceRow.Hidden, o.every.Hidden, o.run.Hidden = in.Falls != once, in.Falls == once, in.Falls == once
		o.fields["calendar"].Hidden, o.fields["nth"].Hidden = in.Falls != yearly, in.Falls != weekday
		if in.Falls == yearly {
			o.dayBox.Show()
		} else {
			o.dayBox.Hide()
		}
		shown := in.Calendar
		if in.Falls == weekday {
			shown = cal.Gregorian
		}
		o.fillMonths(shown)
		o.leap.Hidden = in.Falls != yearly || !hasLeap(shown)
	}
	for p, text := range map[*kit.Paragraph]string{o.next: o.f.Next, o.question: o.f.Question, o.askRegion: o.f.RegionQuestion} {
		p.SetText(text)
		p.Hidden = text == ""
	}
	o.who.Render(o.f.Customer)
	o.refresh()
}

// refresh places everything anew after something has changed its height.
func (o *ownDialog) refresh() {
	o.who.Object.Refresh()
	for _, l := range o.lines {
		l.Refresh()
	}
	for _, f := range o.fields {
		f.Refresh()
	}
	o.body.Refresh()
	o.dialog.Refresh()
}

func (o *ownDialog) save() {
	o.f.Save(o.inputs(), func(d book.OwnDay, op book.Operation) {
		o.dialog.Hide()
		id := locales.ID("own.saved")
		if o.f.New() {
			id = "own.added"
		}
		o.v.env.Shell.Done(o.v.env.T(id, nil), op)
	})
}
