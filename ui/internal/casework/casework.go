// Package casework says of requests and complaints, in words, how far they are
// and how much working time is left, and gives the book the clock by which it
// counts.
//
// It promises that time left is the time of planner.Clock, which both sides
// share, and that it is said which hours were counted and whether they were
// stated. It is plain Go; screens give its words a look. A Words belongs to one
// goroutine.
package casework

import (
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/screen"
)

// Words speaks of cases in the language of the interface.
type Words struct {
	env     *screen.Env
	planner *planner.Planner // nil only when what is built in is damaged
}

// New returns the words for a screen.
func New(env *screen.Env) *Words { return &Words{env, env.Planner()} }

// Desk is what the cases of a book work with: the clock of both sides, and the
// words of the follow-ups.
func Desk(env *screen.Env) book.Desk {
	p, printer := env.Planner(), env.Printer
	d := book.Desk{
		Title: func(c book.Case) string { return explain.CaseTitle(printer, c) },
		Low:   func(a book.SurveyAnswer) string { return explain.LowAnswer(printer, a) },
	}
	if p != nil {
		d.Clock = p.CaseClock
	}
	return d
}

// Kind names a kind of case.
func (w *Words) Kind(k book.CaseKind) string {
	return w.word(locales.ID("service.kind_"+string(k)), string(k))
}

// State names how far a case is.
func (w *Words) State(s book.CaseState) string {
	return w.word(locales.ID("service.state_"+string(s)), string(s))
}

// Serious names a seriousness.
func (w *Words) Serious(s book.Seriousness) string {
	return w.word(locales.ID("service.serious_"+string(s)), string(s))
}

// Channel names how a case came in.
func (w *Words) Channel(k book.InteractionKind) string {
	return w.word(locales.ID("service.channel_"+string(k)), string(k))
}

// Step names a step as a command.
func (w *Words) Step(s book.CaseStep) string {
	return w.word(locales.ID("service.step_"+string(s)), string(s))
}

func (w *Words) word(id locales.ID, code string) string {
	if !w.env.Printer.Has(id) {
		return code
	}
	return w.env.Printer.T(id, nil)
}

// Channels are the ways in which cases come in, in the order in which they are
// offered.
func Channels() []book.InteractionKind {
	return []book.InteractionKind{book.MailSent, book.CallMade, book.MessageSent, book.Meeting, book.VisitPaid, book.OtherTouch}
}

// Tone is how a piece of text is meant; the view gives it a colour.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Faint
	Good
	Care
	Late
)

// Left is how much working time is left for what is promised next.
type Left struct {
	Text   string // "2 h of working time left"
	Short  string // "2 h left"
	Tone   Tone
	There  string // when they are at work again, or until when they are
	Passed bool   // it is too late
}

// clock is the clock of a customer, nil when there is none.
func (w *Words) clock(c *book.CustomerRow) *planner.Clock {
	if w.planner == nil || c == nil {
		return nil
	}
	return w.planner.Clock(w.env.Settings.Ours(), *c, w.env.Home)
}

// Left says how much time is left of a case.
func (w *Words) Left(r book.CaseRow, now time.Time) Left {
	_, due := r.Running()
	if due.IsZero() {
		return w.resting(r.Case)
	}
	out := Left{There: w.There(r.Customer, now)}
	left := due.Sub(now)
	if c := w.clock(r.Customer); c != nil {
		left = c.Left(now, due)
	}
	pr := w.env.Printer
	switch {
	case now.After(due):
		v := locales.V{"Time": pr.Duration(int(max(-left, 0).Minutes()))}
		out.Text, out.Short, out.Tone, out.Passed = w.env.T("service.over", v), w.env.T("service.over_short", v), Late, true
		if left > -time.Minute {
			out.Text, out.Short = w.env.T("service.over_just", nil), w.env.T("service.over_just", nil)
		}
	default:
		v := locales.V{"Time": pr.Duration(int(left.Minutes()))}
		out.Text, out.Short, out.Tone = w.env.T("service.left", v), w.env.T("service.left_short", v), Plain
		if !r.WarnAt.IsZero() && !now.Before(r.WarnAt) {
			out.Tone = Care
		}
	}
	return out
}

// resting is what is said while no clock runs.
func (w *Words) resting(c book.Case) Left {
	out := Left{Tone: Faint}
	switch {
	case c.State.Closed():
		out.Text = w.env.T("service.closed_on", locales.V{"Day": w.env.Printer.DateNear(calendar.DateOf(c.ClosedAt.In(w.env.Home)), calendar.DateOf(w.env.Now()))})
	case c.State == book.CaseSolved:
		out.Text = w.env.T("service.waits_confirm", nil)
	case !c.SolvedAt.IsZero():
		out.Text = w.env.T("service.waits_told", nil)
	default:
		out.Text = w.env.T("service.no_target", nil)
	}
	out.Short = out.Text
	return out
}

// There says whether the customer is at work: "they are at work until 17:00",
// "they open Sunday 9:00". It is "" when nothing is known.
func (w *Words) There(c *book.CustomerRow, now time.Time) string {
	if w.planner == nil || c == nil {
		return ""
	}
	x := w.planner.Window(*c, now)
	pr := w.env.Printer
	switch {
	case x.Reason == planner.NoZone:
		return ""
	case x.Open():
		return w.env.T("service.there_until", locales.V{"Time": pr.TimeOf(x.Until)})
	case x.Opens.IsZero():
		return ""
	case calendar.DateOf(x.Opens) == calendar.DateOf(x.Local):
		return w.env.T("service.there_opens", locales.V{"Time": pr.TimeOf(x.Opens)})
	case calendar.DateOf(x.Opens) > calendar.DateOf(x.Local)+6:
		return w.env.T("service.there_opens_on", locales.V{"Day": pr.DateWeekday(calendar.DateOf(x.Opens)), "Time": pr.TimeOf(x.Opens)})
	}
	return w.env.T("service.there_opens_on", locales.V{"Day": pr.WeekdayLong(x.Opens.Weekday()), "Time": pr.TimeOf(x.Opens)})
}

// Counted says which hours are counted for a customer and on what they rest.
func (w *Words) Counted(c *book.CustomerRow, at time.Time) []string {
	k := w.clock(c)
	if k == nil {
		return nil
	}
	var out []string
	switch k.Basis(at) {
	case planner.OursAlone:
		out = append(out, w.env.T("service.counts_ours", nil))
	case planner.HoursApart:
		out = append(out, w.env.T("service.counts_apart", nil))
	default:
		out = append(out, w.env.T("service.counts_shared", nil))
	}
	out = append(out, w.hours(k, at)...)
	if k.Usual() {
		id, v := locales.ID("service.their_hours_usual"), locales.V{"Country": w.env.Printer.Country(c.Country)}
		if c.Country == "" {
			id = "service.their_hours_guess"
		}
		out = append(out, w.env.T(id, v))
	}
	if k.OursUsual() {
		out = append(out, w.env.T("service.our_hours_usual", nil))
	}
	if from, _, ok := k.Runs(at); ok && from.After(at) {
		out = append(out, w.env.T("service.counts_again", locales.V{"When": w.When(from)}))
	}
	return out
}

// hours names the hours of a working day that count and, where they are few,
// what that means.
func (w *Words) hours(k *planner.Clock, at time.Time) (out []string) {
	pr, home := w.env.Printer, w.env.Home
	var here, there []string
	var sum time.Duration
	write := func(x planner.Stretch, loc *time.Location) string {
		from, to := x.From.In(loc), x.To.In(loc)
		return pr.TimeRange(from.Hour(), from.Minute(), to.Hour(), to.Minute())
	}
	shared := k.Basis(at) == planner.SharedHours
	for _, x := range k.Hours(at) {
		sum += x.To.Sub(x.From)
		here = append(here, write(x, home))
		if shared {
			there = append(there, write(x, k.There()))
		}
	}
	if sum == 0 {
		return nil
	}
	v := locales.V{"Hours": pr.List(here), "There": pr.List(there), "Time": pr.Duration(int(sum.Minutes()))}
	switch {
	case !shared:
		return []string{w.env.T("service.counts_hours_ours", v)}
	case slices.Equal(here, there):
		out = append(out, w.env.T("service.counts_hours", v))
	default:
		out = append(out, w.env.T("service.counts_hours_there", v))
	}
	if ours := k.Ours(at); 2*sum <= ours {
		days := int((ours + sum - 1) / sum)
		out = append(out, w.env.N("service.counts_few", days, locales.V{"Work": pr.Duration(int(ours.Minutes()))}))
	}
	return out
}

// When writes an instant by our clock, with the day.
func (w *Words) When(at time.Time) string {
	local := at.In(w.env.Home)
	return w.env.T("service.day_time", locales.V{"Day": w.env.Printer.DateWeekday(calendar.DateOf(local)), "Time": w.env.Printer.TimeOf(local)})
}

// WhenBoth writes an instant by our clock and, where it differs, by theirs.
func (w *Words) WhenBoth(at time.Time, c *book.CustomerRow) string {
	text := w.When(at)
	if w.planner == nil || c == nil {
		return text
	}
	loc, _, ok := w.planner.Zone(*c)
	if !ok {
		return text
	}
	here, there := at.In(w.env.Home), at.In(loc)
	_, a := here.Zone()
	if _, b := there.Zone(); a == b {
		return text
	}
	theirs := w.env.Printer.TimeOf(there)
	if d := calendar.DateOf(there); d != calendar.DateOf(here) {
		theirs = w.env.T("service.day_time", locales.V{"Day": w.env.Printer.DateWeekday(d), "Time": theirs})
	}
	return w.env.T("service.when_both", locales.V{"When": text, "There": theirs})
}

// Waited is how long a customer waited by their own hours, "" when nothing is
// known of them.
func (w *Words) Waited(c *book.CustomerRow, from, to time.Time) string {
	k := w.clock(c)
	if k == nil || !k.Known() || !from.Before(to) {
		return ""
	}
	return w.env.T("service.waited", locales.V{"Time": w.env.Printer.Duration(int(k.Theirs(from, to).Minutes()))})
}

// Kept says of a promise how it was kept: when, how much working time it took,
// and by how much it was late.
func (w *Words) Kept(c book.Case, p book.Promise, who *book.CustomerRow) (string, Tone) {
	at, took := c.RepliedAt, c.ReplyTook
	if p == book.Solution {
		at, took = c.SolvedAt, c.SolveTook
	}
	late, ok := c.Kept(p)
	v := locales.V{"When": w.WhenBoth(at, who), "Took": w.env.Printer.Duration(took), "Late": w.env.Printer.Duration(late)}
	switch {
	case !ok:
		return w.env.T("service.kept_plain", v), Plain
	case late > 0:
		return w.env.T("service.kept_late", v), Late
	}
	return w.env.T("service.kept_in_time", v), Good
}
