package backup

import (
	"os"
	"time"

	"dragoman/data/book"
)

// How many backups are kept, and of those that were made before something
// was done.
const (
	Days   = 7
	Weeks  = 4
	Months = 12
	Before = 10
)

// Surplus returns the copies that are no longer kept: all but the newest of
// each of the last 7 days, 4 weeks and 12 months that have any, and the last
// 10 that were made before an import or a restore. Days are those of loc, weeks
// begin on Monday. Copies are given the newest first; the newest is always
// kept, and so is what lies beside the book, until BesideDays have passed.
func Surplus(copies []Copy, loc *time.Location) []Copy {
	type span struct {
		name func(time.Time) string
		most int
		seen map[string]bool
	}
	spans := []span{
		{func(t time.Time) string { return t.Format("2006-01-02") }, Days, map[string]bool{}},
		{func(t time.Time) string {
			monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
			return monday.Format("2006-01-02")
		}, Weeks, map[string]bool{}},
		{func(t time.Time) string { return t.Format("2006-01") }, Months, map[string]bool{}},
	}
	before := 0
	var out []Copy
	for _, c := range copies {
		keep := false
		switch c.Reason {
		case BeforeUpdate, ToMove:
			keep = true
		case BeforeImport, BeforeRestore:
			if before++; before <= Before || c.Plain {
				keep = true
			}
		default:
			for _, s := range spans {
				if name := s.name(c.Made.In(loc)); !s.seen[name] && len(s.seen) < s.most {
					s.seen[name], keep = true, true
				}
			}
		}
		if !keep {
			out = append(out, c)
		}
	}
	return out
}

// Rotate removes the backups of the book of a job that are no longer kept, once
// the job has made a newer one. A book without a mark has none that could be told
// from those of others.
func Rotate(j Job, mark book.ID, loc *time.Location) error {
	if err := rotateBeside(j.Source.Path(), j.Now); err != nil || mark == "" {
		return err
	}
	copies, err := List(j.Dir, "", mark)
	if err != nil {
		return err
	}
	for _, c := range Surplus(copies, loc) {
		if err := os.Remove(c.Path); err != nil {
			return fault("backup.rotate", err)
		}
	}
	return nil
}

// BesideDays is how long a copy stays that was kept beside the book, before an
// update or a restore. It cannot be opened without holding who was erased since,
// and so does not stay for good.
const BesideDays = 90

// rotateBeside removes the copies beside the book at path that are older than
// BesideDays.
func rotateBeside(path string, now time.Time) error {
	copies, err := beside(path)
	if err != nil {
		return fault("backup.rotate", err)
	}
	for _, c := range copies {
		if now.Sub(c.Made) > BesideDays*24*time.Hour {
			if err := removed(c.Path); err != nil {
				return fault("backup.rotate", err)
			}
		}
	}
	return nil
}

// Every says how often backups are made. It is stored among the preferences.
type Every string

// The schedules; the zero one is daily.
const (
	Daily  Every = ""
	Weekly Every = "weekly"
	Never  Every = "off"
)

// Due tells whether a backup has to be made now: the schedule wants one, and
// the book was changed since the newest copy.
func Due(e Every, copies []Copy, now book.Summary, at time.Time) bool {
	if e == Never || now.Last == "" {
		return false
	}
	for _, c := range copies {
		if c.Plain {
			continue
		}
		return c.Holds.Last != now.Last && !at.Before(c.Made.Add(e.period()))
	}
	return true
}

// Saved tells whether one of the copies holds the book as it is now.
func Saved(copies []Copy, now book.Summary) bool {
	for _, c := range copies {
		if !c.Plain && c.Holds.Last == now.Last {
			return true
		}
	}
	return false
}

// Late tells whether the newest copy is older than the schedule allows, with a
// day of grace, although the book was changed since.
func Late(e Every, copies []Copy, now book.Summary, at time.Time) bool {
	return Due(e, copies, now, at.Add(-24*time.Hour))
}

func (e Every) period() time.Duration {
	if e == Weekly {
		return 7*24*time.Hour - time.Hour
	}
	return 20 * time.Hour
}
