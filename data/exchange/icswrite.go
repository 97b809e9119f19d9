package exchange

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"

	ics "github.com/arran4/golang-ical"
)

// yearsAhead is for how many years the days that return are written out: no
// client reads the rule of a lunar birthday, so each year has an event of its
// own.
const yearsAhead = 5

// WriteDates writes the birthdays, anniversaries and other days of customers
// as events of whole days, and their open follow-ups as tasks (RFC 5545). UIDs
// are those of the rows and their years, so that a second import replaces the
// first. It returns how many customers were looked through.
func WriteDates(ctx context.Context, w io.Writer, from Bundles, stamp time.Time, o ExportOptions) (int, error) {
	cal := ics.NewCalendarFor("Dragoman")
	cal.SetMethod(ics.MethodPublish)
	n, err := each(ctx, from, o, func(b book.Bundle) error {
		for _, d := range b.Customer.Dates {
			dateEvents(cal, b.Customer, d, stamp, o)
		}
		for _, f := range b.FollowUps {
			if f.DoneAt.IsZero() {
				task(cal, b.Customer, f, stamp)
			}
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	return n, cal.SerializeTo(w, ics.WithNewLineWindows)
}

// dateEvents adds the next years of one day.
func dateEvents(cal *ics.Calendar, c book.Customer, d book.ImportantDate, stamp time.Time, o ExportOptions) {
	for day, i := o.Today, 0; i < yearsAhead; i++ {
		next, err := d.When.Next(day)
		if err != nil {
			return // a day without its month, or beyond what the calendar knows
		}
		v := cal.AddEvent(string(d.ID) + "-" + strconv.Itoa(next.Date.Year()) + "-" + strconv.Itoa(i) + "@dragoman")
		v.SetDtStampTime(stamp)
		v.SetAllDayStartAt(next.Date.In(time.UTC, 0, 0))
		v.SetAllDayEndAt((next.Date + 1).In(time.UTC, 0, 0))
		v.SetSummary(o.dateTitle(c, d))
		if d.When.Calendar != calendar.Gregorian && o.Printer != nil {
			v.SetDescription(o.Printer.Partial(d.When))
		}
		v.AddCategory(string(d.Kind))
		v.SetTimeTransparency(ics.TransparencyTransparent)
		day = next.Date + 1
	}
}

// dateTitles name what a day is.
var dateTitles = map[book.DateKind]locales.ID{book.Birthday: "exchange.birthday_of", book.Anniversary: "exchange.anniversary_of"}

func (o ExportOptions) dateTitle(c book.Customer, d book.ImportantDate) string {
	if o.Printer == nil {
		return c.Name.Full + ": " + firstOf(d.Label, string(d.Kind))
	}
	if id, ok := dateTitles[d.Kind]; ok {
		return o.Printer.T(id, locales.V{"Name": c.Name.Full})
	}
	return o.Printer.T("exchange.date_of", locales.V{"Name": c.Name.Full, "What": d.Label})
}

// task adds a follow-up.
func task(cal *ics.Calendar, c book.Customer, f book.FollowUp, stamp time.Time) {
	v := cal.AddTodo(string(f.ID) + "@dragoman")
	v.SetDtStampTime(stamp)
	v.SetSummary(f.Title)
	v.SetDescription(strings.TrimSpace(c.Name.Full + "\n" + f.Notes))
	switch loc, err := time.LoadLocation(f.Zone); {
	case f.Due == 0:
	case f.DueMinute == book.NoTime || err != nil || f.Zone == "":
		v.SetAllDayDueAt(f.Due.In(time.UTC, 0, 0))
	default:
		v.SetDueAt(f.Due.In(loc, f.DueMinute/60, f.DueMinute%60))
	}
	if f.Repeat != "" {
		v.AddRrule(f.Repeat)
	}
	v.SetPriority(map[book.Priority]int{book.Urgent: 1, book.Usual: 5, book.Low: 9}[f.Priority])
	v.SetStatus(ics.ObjectStatusNeedsAction)
	for _, x := range f.Checklist {
		mark := " "
		if x.Done {
			mark = "x"
		}
		v.AddComment(fmt.Sprintf("[%s] %s", mark, x.Text))
	}
}
