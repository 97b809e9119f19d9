package book

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// OwnDays holds the use cases of the days that the user enters: announced
// dates, closing days and holidays of their own.
type OwnDays struct{ c *core }

// Get returns one own day, also one that was removed.
func (s *OwnDays) Get(ctx context.Context, id ID) (OwnDay, error) {
	d, err := s.c.store.OwnDay(ctx, id)
	return d, wrap("owndays.get", err)
}

// List returns all own days: closing days, then holidays, then announced dates,
// each in the order in which they were entered. Those of a customer in the
// trash are left out.
func (s *OwnDays) List(ctx context.Context) ([]OwnDayRow, error) {
	rows, err := s.c.store.OwnDays(ctx)
	order := OwnSorts()
	slices.SortStableFunc(rows, func(a, b OwnDayRow) int { return slices.Index(order, a.Sort) - slices.Index(order, b.Sort) })
	return rows, wrap("owndays.list", err)
}

// Save enters an own day (empty ID) or changes one. A date that is announced
// again for the same holiday, year and place takes the place of the old one. It
// refuses with Conflict when the day was changed since it was read.
func (s *OwnDays) Save(ctx context.Context, d OwnDay) (OwnDay, Operation, error) {
	const name = "owndays.save"
	d = tidyOwnDay(d)
	if err := validateOwnDay(d); err != nil {
		return d, Operation{}, wrap(name, err)
	}
	if d.ID == "" && d.Sort == AnnouncedDay {
		rows, err := s.c.store.OwnDays(ctx)
		if err != nil {
			return d, Operation{}, wrap(name, err)
		}
		for _, r := range rows {
			if r.Sort == d.Sort && r.RuleID == d.RuleID && r.RuleYear == d.RuleYear && r.Country == d.Country && r.Region == d.Region {
				d.ID, d.Version, d.CreatedAt = r.ID, r.Version, r.CreatedAt
			}
		}
	}
	op := Operation{Kind: OpOwnDayEdit}
	now := s.c.now().UTC()
	d.Author = s.c.actor(ctx)
	if d.ID == "" {
		op.Kind = OpOwnDayAdd
		d.ID, d.CreatedAt, d.Version = NewID(), now, 0
	}
	d.UpdatedAt = now
	done, err := s.c.write(ctx, name, op, func(tx Tx) error {
		if d.CustomerID != "" {
			if _, err := tx.Customer(ctx, d.CustomerID); err != nil {
				return err
			}
		}
		if err := tx.PutOwnDay(ctx, d); err != nil {
			return err
		}
		var err error
		d, err = tx.OwnDay(ctx, d.ID)
		return err
	}, Change{Entity: EntityOwnDay, ID: d.ID, Customer: d.CustomerID})
	return d, done, err
}

// Trash removes an own day; undo brings it back.
func (s *OwnDays) Trash(ctx context.Context, id ID) (Operation, error) {
	const name = "owndays.trash"
	d, err := s.c.store.OwnDay(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpOwnDayTrash}, func(tx Tx) error {
		d, err := tx.OwnDay(ctx, id)
		if err != nil {
			return err
		}
		d.TrashedAt = s.c.now().UTC()
		d.UpdatedAt = d.TrashedAt
		return tx.PutOwnDay(ctx, d)
	}, Change{Entity: EntityOwnDay, ID: id, Customer: d.CustomerID})
}

// tidyOwnDay drops blanks and what does not belong to the sort.
func tidyOwnDay(d OwnDay) OwnDay {
	d.Name, d.Note = strings.TrimSpace(d.Name), strings.TrimSpace(d.Note)
	d.Country, d.Region = strings.ToUpper(strings.TrimSpace(d.Country)), strings.ToUpper(strings.TrimSpace(d.Region))
	if d.Region != "" && d.Country != "" && !strings.HasPrefix(d.Region, d.Country+"-") {
		d.Region = d.Country + "-" + d.Region
	}
	if c, _, ok := strings.Cut(d.Region, "-"); ok && d.Country == "" {
		d.Country = c
	}
	d.Days = max(d.Days, 1)
	if d.When.Calendar == "" {
		d.When.Calendar = calendar.Gregorian
	}
	if d.Nth != 0 {
		d.When.Day, d.When.Leap = 0, false
	} else {
		d.Weekday = 0
	}
	if d.Sort != AnnouncedDay {
		d.RuleID, d.RuleYear = "", 0
	}
	if d.Sort != OwnHoliday {
		d.Mood, d.Name = "", ""
	}
	if d.Sort == AnnouncedDay || d.Sort == ClosingDay && (d.Kind != OwnMourning || d.CustomerID == "") {
		d.Kind = ""
	}
	if d.Sort != ClosingDay {
		d.CustomerID = ""
	} else if d.CustomerID != "" {
		d.Country, d.Region = "", ""
	}
	return d
}

// The bounds of an own day.
const (
	longestOwnDay = 366
	longestText   = 500
)

func validateOwnDay(d OwnDay) error {
	const op = "owndays.validate"
	switch {
	case !slices.Contains(OwnSorts(), d.Sort):
		return invalid(op, "sort", "unknown")
	case len(d.Name) > longestText:
		return invalid(op, "name", "too_long")
	case len(d.Note) > longestText:
		return invalid(op, "note", "too_long")
	case d.Country != "" && len(d.Country) != 2:
		return invalid(op, "country", "unknown")
	case d.Days > longestOwnDay:
		return invalid(op, "days", "too_long")
	}
	if err := validateWhen(d); err != nil {
		return err
	}
	switch d.Sort {
	case AnnouncedDay:
		return validateAnnounced(d)
	case ClosingDay:
		if d.CustomerID == "" && d.Country == "" {
			return invalid(op, "who", "missing")
		}
	case OwnHoliday:
		return validateHoliday(d)
	}
	return nil
}

// validateWhen looks whether the day exists.
func validateWhen(d OwnDay) error {
	const op = "owndays.validate"
	if d.Nth != 0 {
		if d.Nth < -1 || d.Nth > 5 || d.Weekday < 0 || d.Weekday > 6 || d.When.Calendar != calendar.Gregorian ||
			d.When.Month < 1 || d.When.Month > 12 {
			return invalid(op, "when", "no_such_day")
		}
		return nil
	}
	if d.When.Month == 0 || d.When.Day == 0 {
		return invalid(op, "when", "missing")
	}
	if d.When.Valid() != nil {
		return invalid(op, "when", "no_such_day")
	}
	return nil
}

// farYear is how many years an announced date may lie from the one it
// replaces: feasts of a short calendar cross the turn of a year.
const farYear = 1

func validateAnnounced(d OwnDay) error {
	const op = "owndays.validate"
	first, ok := d.First()
	switch {
	case d.RuleID == "":
		return invalid(op, "rule", "missing")
	case !ok:
		return invalid(op, "when", "missing")
	case first.Year() < d.RuleYear-farYear || first.Year() > d.RuleYear+farYear:
		return invalid(op, "when", "other_year")
	}
	return nil
}

// OwnMourning is the kind of a day on which somebody is in mourning: a holiday's,
// and that of the closing days of a customer to whom nothing cheerful is said.
const OwnMourning = "mourning"

// The kinds and moods that an own holiday may have, as the almanac names them.
var (
	ownKinds = []string{"public", "half_day", "optional", "observance", "fast", "mourning"}
	ownMoods = []string{"cheerful", "quiet", "none"}
)

// OwnKinds lists the kinds that an own holiday may have.
func OwnKinds() []string { return slices.Clone(ownKinds) }

// OwnMoods lists the moods that an own holiday may have.
func OwnMoods() []string { return slices.Clone(ownMoods) }

func validateHoliday(d OwnDay) error {
	const op = "owndays.validate"
	switch {
	case d.Name == "":
		return invalid(op, "holiday", "missing")
	case !slices.Contains(ownKinds, d.Kind):
		return invalid(op, "kind", "unknown")
	case !slices.Contains(ownMoods, d.Mood):
		return invalid(op, "mood", "unknown")
	case d.Kind == "mourning" && d.Mood == "cheerful":
		return invalid(op, "mood", "mourning")
	}
	return nil
}

// Next finds the first run of an own day that has not ended before from; ok is
// false when there is none. A leap month that a year lacks and a day that a
// month lacks follow the rules of calendar.Partial.
func (d OwnDay) Next(from calendar.Date) (first calendar.Date, ok bool) {
	from -= calendar.Date(max(d.Days, 1) - 1)
	switch {
	case d.Nth != 0:
		for y := from.Year(); y <= from.Year()+8; y++ {
			x, ok := nthWeekday(y, time.Month(d.When.Month), d.Weekday, d.Nth)
			if ok && x >= from && (d.When.Year == 0 || d.When.Year == y) {
				return x, true
			}
		}
		return 0, false
	case !d.Yearly():
		if first, ok = d.First(); !ok || first < from {
			return 0, false
		}
		return first, true
	}
	o, err := d.When.Next(from)
	return o.Date, err == nil
}

// nthWeekday is a weekday of a month, the last one when n is -1.
func nthWeekday(year int, month time.Month, wd time.Weekday, n int) (calendar.Date, bool) {
	if n < 0 {
		last := calendar.NewDate(year, month+1, 1) - 1
		return last - calendar.Date((int(last.Weekday())-int(wd)+7)%7), true
	}
	first := calendar.NewDate(year, month, 1)
	d := first + calendar.Date((int(wd)-int(first.Weekday())+7)%7+7*(n-1))
	return d, d.Month() == month
}
