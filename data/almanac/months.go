package almanac

import (
	"sync"

	"dragoman/data/calendar"
)

// monthCache keeps the months and solar terms of the years that were asked
// for, because dozens of rules share them.
type monthCache struct {
	mu     sync.Mutex
	starts map[calendarYear][]calendar.MonthStart
	solar  map[calendarYear]termYear
}

type calendarYear struct {
	id   calendar.ID
	year int
}

type termYear struct {
	dates [24]calendar.Date
	known bool
}

func newMonthCache() *monthCache {
	return &monthCache{starts: map[calendarYear][]calendar.MonthStart{}, solar: map[calendarYear]termYear{}}
}

// months lists the months of a calendar that begin in a Gregorian year: none
// outside the range of the calendar, where rules give no date.
func (c *monthCache) months(id calendar.ID, year int) []calendar.MonthStart {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := calendarYear{id, year}
	list, ok := c.starts[key]
	if !ok {
		list, _ = calendar.Months(id, year, year)
		c.starts[key] = list
	}
	return list
}

// terms are the solar terms of a year; not known outside the range.
func (c *monthCache) terms(id calendar.ID, year int) ([24]calendar.Date, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := calendarYear{id, year}
	t, ok := c.solar[key]
	if !ok {
		dates, err := calendar.SolarTerms(year, id)
		t = termYear{dates, err == nil}
		c.solar[key] = t
	}
	return t.dates, t.known
}

// hasAdarII reports whether a Hebrew year is a leap year (Metonic cycle).
func (c *monthCache) hasAdarII(year int) bool { return (7*year+1)%19 < 7 }

// hasLeap reports whether a year of a calendar has a leap month of a number.
func hasLeap(id calendar.ID, year, month int) bool {
	_, err := calendar.MonthDays(id, year, month, true)
	return err == nil
}
