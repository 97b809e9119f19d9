package logbox

import (
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
)

// nextDay reads the day of the next step; none is zero.
func (f *Form) nextDay(in Inputs) (calendar.Date, bool) {
	if strings.TrimSpace(in.NextDay) == "" {
		return 0, true
	}
	return dayfield.Parse(f.env.Printer, in.NextDay, f.today)
}

// Parse turns the inputs into a touch and its next step. What cannot be read is
// named in Errors.
func (f *Form) Parse(in Inputs) (book.Interaction, book.Step, bool) {
	clear(f.Errors)
	var i book.Interaction
	if f.ask.Edit != nil {
		i = *f.ask.Edit
	}
	i.Kind, i.Direction, i.Text = in.Kind, in.Direction, strings.TrimSpace(in.Text)
	i.Language, i.Present, i.Outcome, i.Mood = in.Language, strings.TrimSpace(in.Present), in.Outcome, in.Mood
	i.NextStep, i.Network = strings.TrimSpace(in.Next), ""
	if i.Kind.Social() {
		i.Network = strings.TrimSpace(in.Network)
	}
	i.Aside = !f.Counts(in)
	if f.Who != nil {
		i.CustomerID = f.Who.ID
	} else {
		f.Errors["customer"] = f.env.T("error.customer_missing", nil)
	}
	i.At = f.instant(in)
	i.Minutes = 0
	if m := strings.TrimSpace(dayfield.Fold(in.Minutes)); m != "" {
		n, err := strconv.Atoi(m)
		if err != nil || n < 0 {
			f.Errors["minutes"] = f.env.T("error.minutes", nil)
		}
		i.Minutes = n
	}
	step := book.Step{Text: i.NextStep, Kind: taskOf[i.Kind]}
	if d, ok := f.nextDay(in); !ok {
		f.Errors["next"] = f.env.T("followups.no_day", locales.V{"Example": f.env.Printer.DateShort(f.today + 7)})
	} else if step.Day = d; !d.IsZero() {
		if f.Next.Day == d {
			step.Day = f.Next.Due()
		}
		if step.Text == "" {
			f.Errors["next"] = f.env.T("error.next_step_missing", nil)
		}
	}
	return i, step, len(f.Errors) == 0
}

// taskOf is the kind of the follow-up that comes of a touch.
var taskOf = map[book.InteractionKind]book.TaskKind{
	book.CallMade: book.CallTask, book.MessageSent: book.MessageTask, book.MailSent: book.MailTask,
}

// touchOf is what doing a follow-up was.
var touchOf = map[book.TaskKind]book.InteractionKind{
	book.CallTask: book.CallMade, book.VisitTask: book.VisitPaid, book.MessageTask: book.MessageSent,
	book.MailTask: book.MailSent, book.GiftTask: book.GiftGiven,
}

// instant reads when it was. As long as nobody has touched the fields it is the
// very moment, or the instant as it was.
func (f *Form) instant(in Inputs) time.Time {
	now := f.env.Now()
	if in.Day == f.start.Day && in.Time == f.start.Time {
		if f.ask.Edit != nil {
			return f.ask.Edit.At
		}
		return now
	}
	d, ok := dayfield.ParsePast(f.env.Printer, in.Day, f.today)
	m, known := dayfield.ParseTime(in.Time)
	if !ok || !known {
		f.Errors["when"] = f.env.T("log.when_unread", locales.V{"Day": f.today.String()})
		return now
	}
	at := d.In(f.env.Home, m/60, m%60)
	if at.After(now) {
		f.Errors["when"] = f.env.T("error.in_future", nil)
	}
	return at
}
