package followups

import (
	"time"

	"dragoman/data/book"
	"dragoman/locales"
)

// dayStart is the hour in our zone from which a follow-up without a time is
// reminded of.
const dayStart = 9

// Reminders returns those open follow-ups whose reminder falls after from and
// not after to. A follow-up without a time is reminded of as if it were due at
// nine in our zone; one that was snoozed, on the day until which it was. home
// is our zone.
func Reminders(rows []book.FollowUpRow, from, to time.Time, home *time.Location) []book.FollowUpRow {
	var out []book.FollowUpRow
	for _, r := range rows {
		if at, ok := remindAt(r.FollowUp, home); ok && at.After(from) && !at.After(to) {
			out = append(out, r)
		}
	}
	return out
}

// remindAt is the instant of the reminder; ok is false when none was asked for.
func remindAt(f book.FollowUp, home *time.Location) (at time.Time, ok bool) {
	if f.Reminder == book.NoTime || !f.DoneAt.IsZero() || !f.TrashedAt.IsZero() || f.Due.IsZero() {
		return at, false
	}
	if f.Snoozed > f.Due {
		return f.Snoozed.In(home, dayStart, 0), true
	}
	at, timed := f.DueAt(home)
	if !timed {
		at = f.Due.In(home, dayStart, 0)
	}
	return at.Add(-time.Duration(f.Reminder) * time.Minute), true
}

// ReminderText is the sentence of a reminder. It names no customer, because
// the system's notifications are read by others too (fyne#3079).
func ReminderText(p *locales.Printer, n int) string {
	return p.N("followups.reminder", n, nil)
}
