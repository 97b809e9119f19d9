package main

import (
	"fmt"
	"strings"

	"dragoman/data/almanac"
	"dragoman/data/calendar"
	"dragoman/locales"
)

// howFound are the words for the ways in which the almanac finds a date; those
// by a calendar name it.
var howFound = map[string]locales.ID{
	"fixed":           "ctl.how_fixed",
	"weekday":         "ctl.how_weekday",
	"easter":          "ctl.how_easter",
	"orthodox_easter": "ctl.how_orthodox_easter",
	"calendar":        "ctl.how_calendar",
	"solar_term":      "ctl.how_solar_term",
	"relative":        "ctl.how_relative",
	"between":         "ctl.how_between",
	"table":           "ctl.how_table",
	"announced":       "ctl.how_announced",
	"told":            "ctl.how_told",
	"decree":          "ctl.how_decree",
	"substitute":      "ctl.how_substitute",
	"own":             "ctl.how_own",
}

// howSure are the words for the certainties.
var howSure = map[almanac.Certainty]locales.ID{
	almanac.Computed:  "ctl.sure_computed",
	almanac.Tabulated: "ctl.sure_tabulated",
	almanac.Announced: "ctl.sure_announced",
	almanac.Estimated: "ctl.sure_estimated",
}

// explainDays says in sentences by which rule each date was found, how sure it
// is and on what source it rests.
func (c *call) explainDays(a *almanac.Almanac, found []almanac.Occurrence) error {
	if len(found) == 0 {
		return &notDone{"ctl.not_known", nil}
	}
	for _, o := range found {
		if _, err := fmt.Fprintln(c.out, c.explained(a, o)); err != nil {
			return err
		}
	}
	return nil
}

func (c *call) explained(a *almanac.Almanac, o almanac.Occurrence) string {
	method, source := a.Explain(o)
	kind, id, _ := strings.Cut(method, ".")
	how := method // a way without words yet is better named than hidden
	if word, ok := howFound[kind]; ok {
		how = c.p.T(word, locales.V{"Calendar": c.p.CalendarName(calendar.ID(id))})
	}
	out := c.p.T("ctl.explained", locales.V{
		"Date": o.Date.String(), "Holiday": o.Name(c.p.Tag()), "Rule": o.ID, "How": how, "Sure": c.p.T(howSure[o.Status], nil),
	})
	if by := c.entered(o); by != "" {
		source = by
	}
	if source == "" {
		return out
	}
	return c.p.T("ctl.explained_source", locales.V{"Text": out, "Source": source})
}
