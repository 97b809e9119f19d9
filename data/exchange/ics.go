package exchange

import (
	"io"
	"time"

	"dragoman/data/calendar"

	ics "github.com/arran4/golang-ical"
)

// Event is something that lasts whole days, as a calendar program shows it.
// UID must stay the same for the same thing, so that a second import replaces
// the first.
type Event struct {
	UID         string
	Title       string
	Description string
	Categories  []string
	First, Last calendar.Date // both included
}

// WriteEvents writes events as one iCalendar (RFC 5545). The stamp is when the
// events were worked out.
func WriteEvents(w io.Writer, name string, stamp time.Time, events []Event) error {
	cal := ics.NewCalendarFor("Dragoman")
	cal.SetMethod(ics.MethodPublish)
	cal.SetName(name)
	for _, e := range events {
		v := cal.AddEvent(e.UID)
		v.SetDtStampTime(stamp)
		v.SetAllDayStartAt(e.First.In(time.UTC, 0, 0))
		v.SetAllDayEndAt((e.Last + 1).In(time.UTC, 0, 0)) // the end of an all-day event is not part of it
		v.SetSummary(e.Title)
		if e.Description != "" {
			v.SetDescription(e.Description)
		}
		for _, c := range e.Categories {
			v.AddCategory(c)
		}
		v.SetTimeTransparency(ics.TransparencyTransparent)
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows)
}
