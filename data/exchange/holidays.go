package exchange

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/calendar"
)

// HolidayEvents makes events of holidays, named in a language. The UID counts
// the holiday within its year instead of naming the day, so that an event
// moves when the date is announced, and stays the same whatever period is
// exported. Closings of single parties are named by their note alone: whom they
// concern is left to the caller.
func HolidayEvents(a *almanac.Almanac, found []almanac.Occurrence, lang string) []Event {
	if len(found) == 0 {
		return nil
	}
	var ids, parties []string
	from, to := found[0].Date, found[0].Date
	for _, o := range found {
		ids = append(ids, o.ID)
		if p := o.Party(); p != "" {
			parties = append(parties, p)
		}
		from, to = min(from, o.Date), max(to, o.Date)
	}
	slices.Sort(ids)
	type day struct {
		key  string
		date calendar.Date
	}
	uids, count := map[day]string{}, map[string]int{}
	for _, o := range a.Occurrences(almanac.Query{
		From: calendar.NewDate(from.Year(), time.January, 1), To: calendar.NewDate(to.Year(), time.December, 31),
		IDs: slices.Compact(ids), Parties: parties,
	}) {
		key := holidayKey(o)
		if at := (day{key, o.Date}); o.Date.Year() >= from.Year() && uids[at] == "" {
			count[key]++
			uids[at] = key + "-" + strconv.Itoa(count[key]) + "@dragoman"
		}
	}
	out := make([]Event, len(found))
	for i, o := range found {
		title, place := o.Name(lang), placeOf(o)
		if place != "" {
			title += " (" + place + ")"
		}
		out[i] = Event{
			UID: uids[day{holidayKey(o), o.Date}], Title: title, Description: o.LocalName(),
			Categories: []string{o.Tradition}, First: o.Date, Last: o.End,
		}
		if out[i].UID == "" { // it began in the year before the first
			out[i].UID = holidayKey(o) + "-" + o.Date.String() + "@dragoman"
		}
	}
	return out
}

func placeOf(o almanac.Occurrence) string {
	if o.Region != "" {
		return o.Region
	}
	return o.Country
}

// holidayKey is the same for a holiday, its days in lieu or the weekends that
// are worked for it, within a year.
func holidayKey(o almanac.Occurrence) string {
	parts := []string{o.ID}
	if place := placeOf(o); place != "" {
		parts = append(parts, place)
	}
	switch {
	case o.Kind == almanac.Workday:
		parts = append(parts, "worked")
	case o.Substitute:
		parts = append(parts, "lieu")
	}
	return strings.Join(append(parts, strconv.Itoa(o.Date.Year())), "-")
}
