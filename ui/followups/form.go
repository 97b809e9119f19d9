package followups

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// Inputs are what stands in the form, as text where text is typed.
type Inputs struct {
	Title    string
	Kind     book.TaskKind
	Due      string
	Time     string
	Theirs   bool   // the time is meant at the customer's place
	Repeat   string // one of RepeatChoices, or custom
	Custom   string // a rule as an expert types it
	End      string // never, until, count
	Until    string
	Count    string
	Reminder string // minutes, or ""
	Priority book.Priority
	Owner    string
	Notes    string
	Checks   []book.CheckItem
}

// The ends of a repetition, and the choice of a rule of one's own.
const (
	endNever  = "never"
	endUntil  = "until"
	endCount  = "count"
	repeatOwn = "custom"
)

// RepeatChoices are the repetitions that are offered; "" repeats not at all.
var RepeatChoices = []string{
	"", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2",
	"FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=YEARLY",
}

// ReminderChoices are the reminders that are offered, in minutes.
var ReminderChoices = []int{0, 15, 60, 24 * 60, 7 * 24 * 60}

// Form makes or changes one follow-up. It belongs to the UI goroutine.
type Form struct {
	*screen.Finder

	env     *screen.Env
	places  *reach.Places
	changed func()
	today   calendar.Date

	base     book.FollowUp     // as it was read; the zero value for a new one
	Customer *book.CustomerRow // chosen, or nil
	Errors   map[string]string
	Clash    *reach.Clash
	Other    string // the time on the other side, in words
	NextDays string // the days of a repetition, in words
	Saving   bool
	Gift     []string // what speaks against the gift, in words

	start Inputs
	look  screen.Slot[*reach.Clash]
	fill  screen.Slot[filled]
	save  screen.Slot[saved]
	meet  screen.Slot[book.Customer]
	whole book.Customer // the chosen customer with everything, once a gift is planned
}

type filled struct {
	followUp book.FollowUp
	customer *book.CustomerRow
	holiday  string
	solemn   bool // a day on which nothing is wished
}

type saved struct {
	followUp book.FollowUp
	op       book.Operation
}

// NewForm returns a form that calls changed when what it shows has changed.
func NewForm(env *screen.Env, changed func()) *Form {
	f := &Form{Finder: screen.NewFinder(env, changed), env: env, places: reach.New(env), changed: changed, Errors: map[string]string{}}
	f.today = calendar.DateOf(env.Now())
	f.look.Runner, f.fill.Runner, f.save.Runner, f.meet.Runner = env.Runner, env.Runner, env.Runner, env.Runner
	f.base = book.FollowUp{DueMinute: book.NoTime, Reminder: book.NoTime, Kind: book.CallTask}
	return f
}

// New says whether the form makes a follow-up.
func (f *Form) New() bool { return f.base.ID == "" }

// Start returns what the fields hold at first.
func (f *Form) Start() Inputs { return f.start }

// Fill reads what a route asks for and then calls ready: the follow-up of ID,
// or a new one for a customer, a holiday and a day.
func (f *Form) Fill(r screen.Route, ready func()) {
	b, alm, p := f.env.Book, f.env.Almanac, f.env.Printer
	f.fill.Run(func(ctx context.Context) (out filled, err error) {
		out.followUp = f.base
		if r.ID != "" {
			if out.followUp, err = b.FollowUps.Get(ctx, book.ID(r.ID)); err != nil {
				return out, err
			}
		} else {
			out.followUp.CustomerID = book.ID(r.Arg("customer"))
			out.followUp.HolidayID = r.Arg("holiday")
			if d, err := calendar.ParseDate(r.Arg("date")); err == nil {
				out.followUp.Due = d
			}
			out.followUp.Title = r.Arg("title")
		}
		if id := out.followUp.HolidayID; id != "" && alm != nil {
			if rule, ok := alm.Rule(id); ok {
				out.holiday, out.solemn = rule.Name(p.Tag()), rule.Mood == almanac.NoWish && !rule.Closing()
			}
		}
		if out.followUp.CustomerID != "" {
			out.customer, err = row(ctx, b, out.followUp.CustomerID)
		}
		return out, err
	}, func(x filled, err error) {
		if err != nil {
			f.env.Shell.Fail(err)
			return
		}
		f.base, f.Customer = x.followUp, x.customer
		f.start = f.inputs(x)
		ready()
	})
}

// inputs writes a follow-up into the fields.
func (f *Form) inputs(x filled) Inputs {
	fu := x.followUp
	in := Inputs{
		Title: fu.Title, Kind: fu.Kind, Priority: fu.Priority, Owner: fu.Owner, Notes: fu.Notes,
		Theirs: fu.Zone != "", Checks: slices.Clone(fu.Checklist), End: endNever,
	}
	if fu.ID == "" && x.holiday != "" && in.Title == "" {
		in.Kind, in.Title = book.MessageTask, x.holiday
		if !x.solemn {
			in.Title = f.env.T("followups.holiday_title", locales.V{"Holiday": x.holiday})
		}
	}
	if !fu.Due.IsZero() {
		in.Due = f.env.Printer.DateWeekdayYear(fu.Due)
	}
	if fu.DueMinute != book.NoTime {
		in.Time = f.env.Printer.Time(fu.DueMinute/60, fu.DueMinute%60)
	}
	if fu.Reminder != book.NoTime {
		in.Reminder = itoa(fu.Reminder)
	}
	r := ParseRepetition(fu.Repeat)
	if !r.Until.IsZero() {
		in.End, in.Until = endUntil, f.env.Printer.Date(r.Until)
	} else if r.Count > 0 {
		in.End, in.Count = endCount, itoa(r.Count)
	}
	r.Until, r.Count = 0, 0
	in.Repeat = r.Rule()
	if !slices.Contains(RepeatChoices, in.Repeat) {
		in.Repeat, in.Custom = repeatOwn, fu.Repeat
		in.End = endNever
	}
	return in
}

// Choose takes a customer; nil takes none.
func (f *Form) Choose(c *book.CustomerRow) {
	f.Customer = c
	f.Leave()
	f.changed()
}

// Zone is the customer's zone, or nil when it is not known.
func (f *Form) Zone() *time.Location { return f.places.Zone(f.Customer) }

// Parse turns the fields into a follow-up. What cannot be read is named in
// Errors.
func (f *Form) Parse(in Inputs) (book.FollowUp, bool) {
	clear(f.Errors)
	fu := f.base
	fu.Title, fu.Kind, fu.Priority = strings.TrimSpace(in.Title), in.Kind, in.Priority
	fu.Owner, fu.Notes = strings.TrimSpace(in.Owner), strings.TrimSpace(in.Notes)
	fu.Checklist, fu.CustomerID = in.Checks, ""
	if f.Customer != nil {
		fu.CustomerID = f.Customer.ID
	}
	fu.Due = f.day(in.Due, "due")
	fu.DueMinute, fu.Zone = book.NoTime, ""
	if strings.TrimSpace(in.Time) != "" {
		m, ok := dayfield.ParseTime(in.Time)
		if !ok {
			f.Errors["due_time"] = f.env.T("followups.no_time", nil)
		}
		fu.DueMinute = m
		if zone := f.Zone(); in.Theirs && zone != nil {
			fu.Zone = zone.String()
		}
	}
	fu.Reminder = book.NoTime
	if n, ok := atoi(in.Reminder); ok {
		fu.Reminder = n
	}
	fu.Repeat = f.repeat(in)
	if fu.Snoozed <= fu.Due || fu.Due != f.base.Due {
		fu.Snoozed = 0
	}
	return fu, len(f.Errors) == 0
}

// day reads a day that may be empty.
func (f *Form) day(text, field string) calendar.Date {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	d, ok := f.Day(text)
	if !ok {
		f.Errors[field] = f.env.T("followups.no_day", locales.V{"Example": f.env.Printer.DateShort(f.today + 7)})
	}
	return d
}

// Day reads a day as it is typed, or as the form itself writes it.
func (f *Form) Day(text string) (calendar.Date, bool) {
	return dayfield.Parse(f.env.Printer, text, f.today)
}

func (f *Form) repeat(in Inputs) string {
	if in.Repeat == repeatOwn {
		return strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(in.Custom)), "RRULE:")
	}
	if in.Repeat == "" {
		return ""
	}
	r := ParseRepetition(in.Repeat)
	switch in.End {
	case endUntil:
		r.Until = f.day(in.Until, "until")
		if r.Until.IsZero() && f.Errors["until"] == "" {
			f.Errors["until"] = f.env.T("followups.no_day", locales.V{"Example": f.env.Printer.DateShort(f.today + 90)})
		}
	case endCount:
		n, ok := atoi(in.Count)
		if !ok || n < 1 || n > 1000 {
			f.Errors["count"] = f.env.T("followups.no_count", nil)
		}
		r.Count = n
	}
	return r.Rule()
}

// Look brings what follows from the fields up to date: the time on the other
// side, the days of the repetition, and whether the day is a day off there.
func (f *Form) Look(in Inputs) {
	errs := f.Errors
	f.Errors = map[string]string{}
	fu, _ := f.Parse(in)
	f.Errors = errs
	f.LookAtGift(in)
	f.Other = f.otherSide(fu)
	f.NextDays = f.nextDays(fu)
	where, c, today := f.places, f.Customer, f.today
	if c == nil || fu.Due.IsZero() {
		f.look.Cancel()
		f.Clash = nil
		f.changed()
		return
	}
	f.look.Run(func(context.Context) (*reach.Clash, error) { return where.Clash(c, fu.Due, today), nil },
		func(x *reach.Clash, _ error) {
			f.Clash = x
			f.changed()
		})
}

// otherSide says what a time is at the other end.
func (f *Form) otherSide(fu book.FollowUp) string {
	at, ok := fu.DueAt(f.env.Home)
	zone := f.Zone()
	if !ok || zone == nil || reach.SameClock(at, zone, f.env.Home) {
		return ""
	}
	p := f.env.Printer
	place := reach.City(f.Customer)
	to, id := zone, locales.ID("followups.time_in")
	switch {
	case fu.Zone != "":
		to, id = f.env.Home, "followups.time_here"
	case place == "":
		id = "followups.time_there"
	}
	there := at.In(to)
	text := p.TimeOf(there)
	if d := calendar.DateOf(there); d != fu.Due {
		text = f.env.T("followups.day_time", locales.V{"Day": p.DateWeekday(d), "Time": text})
	}
	return f.env.T(id, locales.V{"Time": text, "Place": place})
}

// nextDays names the next three days of a repetition.
func (f *Form) nextDays(fu book.FollowUp) string {
	if fu.Repeat == "" || fu.Due.IsZero() {
		return ""
	}
	days, err := fu.Occurrences(4)
	if err != nil {
		return f.env.T("error.repeat_unknown", nil)
	}
	var names []string
	for _, d := range days {
		if d > fu.Due && len(names) < 3 {
			names = append(names, f.env.Printer.DateWeekdayYear(d))
		}
	}
	if len(names) == 0 {
		return f.env.T("followups.next_none", nil)
	}
	return f.env.T("followups.next_days", locales.V{"Days": strings.Join(names, between)})
}

// Save keeps the follow-up and calls done with it. What is wrong is named in
// Errors.
func (f *Form) Save(in Inputs, done func(book.FollowUp, book.Operation)) {
	fu, ok := f.Parse(in)
	if !ok {
		f.changed()
		return
	}
	b := f.env.Book
	f.Saving = true
	f.save.Run(func(ctx context.Context) (s saved, err error) {
		s.followUp, s.op, err = b.FollowUps.Save(ctx, fu)
		return s, err
	}, func(s saved, err error) {
		f.Saving = false
		if e := invalidField(err); e != "" {
			if e == "repeat" && in.Repeat == repeatOwn {
				e = "custom" // where the rule is written
			}
			f.Errors[e] = explain.Error(f.env.Printer, err)
			f.changed()
			return
		}
		if err != nil {
			f.env.Shell.Fail(err)
			return
		}
		done(s.followUp, s.op)
	})
}

// whereText is the second line of a hit: organisation and place.
func (f *Form) whereText(c *book.CustomerRow) string {
	var parts []string
	for _, s := range []string{c.Organisation, f.places.Name(c)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, between)
}
