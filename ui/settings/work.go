package settings

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/regionfield"
	"dragoman/ui/internal/screen"
)

// workInputs are our hours as they stand in the form: times of day as text, in
// the order start, end, beginning and end of the pause.
type workInputs struct {
	times  [4]string
	usual  bool // the days off are those of the country
	days   []int
	region string
}

// workOf reads our hours; ok is false when a time cannot be read. Empty times
// leave the hours to the country.
func workOf(in workInputs) (w book.Work, ok bool) {
	var m [4]int
	for i, text := range in.times {
		if m[i], ok = minuteOf(text); !ok {
			return w, false
		}
	}
	w = book.Work{Start: m[0], End: m[1], PauseStart: m[2], PauseEnd: m[3]}
	if !in.usual {
		w.Weekend = book.WeekendOf(slices.Clone(in.days))
		if len(in.days) == 0 {
			w.Weekend = book.WeekendOf([]int{})
		}
	}
	return w, true
}

// minuteOf reads a time of day such as 9:00 or 9; "" is 0.
func minuteOf(text string) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, true
	}
	h, m, _ := strings.Cut(text, ":")
	hour, err := strconv.Atoi(h)
	if err != nil || hour < 0 || hour > 24 {
		return 0, false
	}
	minute := 0
	if m != "" {
		if minute, err = strconv.Atoi(m); err != nil || minute < 0 || minute > 59 {
			return 0, false
		}
	}
	return hour*60 + minute, hour*60+minute <= 24*60
}

// workTexts writes our hours into the form.
func workTexts(w book.Work) (in workInputs) {
	text := func(m int) string { return strconv.Itoa(m/60) + ":" + strconv.Itoa(100 + m%60)[1:] }
	if w.End > w.Start {
		in.times[0], in.times[1] = text(w.Start), text(w.End)
	}
	if w.PauseEnd > w.PauseStart {
		in.times[2], in.times[3] = text(w.PauseStart), text(w.PauseEnd)
	}
	in.days = w.Hours().Weekend
	in.usual = in.days == nil
	return in
}

// setWork keeps our hours and says at the form what is wrong with them.
func (p *presenter) setWork(in workInputs, wrong func(text string)) {
	w, ok := workOf(in)
	if !ok {
		wrong(p.env.T("settings.work_unread", nil))
		return
	}
	if w.Start != 0 && w.End <= w.Start || w.PauseEnd < w.PauseStart || w.PauseEnd > w.PauseStart && (w.PauseStart < w.Start || w.PauseEnd > w.End) {
		wrong(p.env.T("error.work_hours", nil))
		return
	}
	wrong("")
	p.setBook(func(s *book.Settings) { s.Work, s.HomeRegion = w, in.region })
}

// work is when we work: hours, pause, days off, and our part of the country.
func (v *View) work(env *screen.Env) fyne.CanvasObject {
	t := func(id locales.ID) string { return env.T(id, nil) }
	start := workTexts(env.Settings.Work)
	var times [4]*kit.Entry
	for i := range times {
		times[i] = kit.NewEntry("")
		times[i].SetValue(start.times[i])
	}
	dash := func() fyne.CanvasObject { return kit.Text("–", kit.Body) }
	span := func(i int) fyne.CanvasObject {
		return kit.HBox(6, kit.FixedWidth(76, times[i]), dash(), kit.FixedWidth(76, times[i+1]), kit.Space())
	}
	hours := kit.NewField(t("settings.work_hours"), span(0)).SetHint(t("settings.work_hours_hint"))
	pause := kit.NewField(t("settings.work_pause"), span(2))
	days := kit.Flow(14)
	var checks [7]*kit.Check
	for _, d := range env.Printer.Weekdays() {
		checks[d] = kit.NewCheck(env.Printer.WeekdayShort(d), slices.Contains(start.days, int(d)), nil)
		days.Add(checks[d])
	}
	body := kit.VBox(14)
	usual := kit.NewCheck(t("settings.work_usual_weekend"), start.usual, func(on bool) {
		days.Hidden = on
		body.Refresh()
	})
	days.Hidden = start.usual
	region := regionfield.New(env, t("common.none"), func() {})
	country, _, _ := strings.Cut(env.Settings.HomeCulture, "-")
	region.SetCountry(country)
	region.Set(env.Settings.HomeRegion)
	save := kit.NewButton(t("common.save"), kit.Secondary, func() {
		in := workInputs{usual: usual.On(), region: region.Region()}
		for i, e := range times {
			in.times[i] = e.Text
		}
		for d, c := range checks {
			if c.On() {
				in.days = append(in.days, d)
			}
		}
		v.p.setWork(in, hours.SetError)
	})
	body.Objects = []fyne.CanvasObject{
		kit.Wrap(t("settings.work_why"), kit.Muted),
		kit.EqualColumns(200, hours, pause), usual, days,
		kit.NewField(t("settings.work_region"), region.Object).SetHint(t("settings.work_region_hint")),
		kit.HBox(0, save, kit.Space()),
	}
	return kit.NewCard(t("settings.work"), body)
}
