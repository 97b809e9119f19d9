package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/locales"
)

// days lists, enters and removes the user's own days.
func days(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &dayFlags{}
	c.texts(map[string]*string{
		"rule": &f.rule, "customer": &f.customer, "country": &f.country, "region": &f.region, "on": &f.on, "until": &f.until, "name": &f.name, "kind": &f.kind, "mood": &f.mood, "note": &f.note, "format": &f.format,
	})
	c.flags.IntVar(&f.days, "days", 1, "")
	return func(ctx context.Context, args []string) error {
		switch {
		case len(args) == 1 && args[0] == "list":
			return c.listDays(ctx, or(f.format, "csv"))
		case len(args) == 2 && args[0] == "add" && slices.Contains(book.OwnSorts(), book.OwnSort(args[1])):
			return c.addDay(ctx, book.OwnSort(args[1]), f)
		case len(args) == 2 && args[0] == "remove":
			return c.removeDay(ctx, book.ID(args[1]))
		}
		return &wrongCall{"ctl.days_what", nil}
	}
}

// dayFlags are the flags of days add.
type dayFlags struct {
	rule, customer, country, region, on, until, name, kind, mood, note, format string
	days                                                                       int
}

// listDays prints the own days; on is the stored form of the day, or a weekday
// such as "3 mon in 10", and next the first day from today on.
func (c *call) listDays(ctx context.Context, format string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	rows, err := b.OwnDays.List(ctx)
	if err != nil {
		return err
	}
	today, err := b.Today(ctx)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "id", "sort", "customer", "customer_name", "country", "region", "holiday", "year", "name", "on", "days", "next",
		"kind", "mood", "note", "author", "entered")
	if err != nil {
		return err
	}
	for _, r := range rows {
		who, next := "", ""
		if r.Customer != nil {
			who = r.Customer.Name.Full
		}
		if d, ok := r.Next(today); ok {
			next = d.String()
		}
		err := t.add(string(r.ID), string(r.Sort), string(r.CustomerID), who, r.Country, r.Region, r.RuleID, yearText(r.RuleYear), r.Name,
			onText(r.OwnDay), r.Days, next, r.Kind, r.Mood, r.Note, r.Author, r.UpdatedAt)
		if err != nil {
			return err
		}
	}
	return t.close()
}

func yearText(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

var weekdayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// onText writes when a day falls as --on reads it.
func onText(d book.OwnDay) string {
	if d.Nth == 0 {
		return d.When.String()
	}
	nth := "last"
	if d.Nth > 0 {
		nth = strconv.Itoa(d.Nth)
	}
	return fmt.Sprintf("%s %s in %02d", nth, weekdayNames[d.Weekday], d.When.Month)
}

// readOn reads a day (2027-08-01), the stored form of a day of any calendar
// with or without its year (chinese:--08-15), or a weekday (3 mon in 10).
func readOn(s string, d *book.OwnDay) bool {
	if date, err := calendar.ParseDate(s); err == nil {
		d.When = book.Once(date)
		return true
	}
	if p, err := calendar.ParsePartial(s); err == nil {
		d.When = p
		return true
	}
	f := strings.Fields(s)
	if len(f) != 4 || f[2] != "in" {
		return false
	}
	w := slices.Index(weekdayNames, f[1])
	month, err := strconv.Atoi(f[3])
	if w < 0 || err != nil {
		return false
	}
	d.Weekday, d.When, d.Nth = time.Weekday(w), calendar.Partial{Calendar: calendar.Gregorian, Month: month}, -1
	if f[0] != "last" {
		d.Nth, err = strconv.Atoi(f[0])
	}
	return err == nil
}

// addDay enters an own day.
func (c *call) addDay(ctx context.Context, sort book.OwnSort, f *dayFlags) error {
	d := book.OwnDay{
		Sort: sort, CustomerID: book.ID(f.customer), Country: f.country, Region: f.region, RuleID: f.rule,
		Name: f.name, Kind: or(f.kind, string(almanac.Observance)), Mood: or(f.mood, string(almanac.Cheerful)), Note: f.note, Days: f.days,
	}
	if !readOn(f.on, &d) {
		return &wrongCall{"ctl.days_on", nil}
	}
	if f.until != "" {
		first, once := d.First()
		last, err := calendar.ParseDate(f.until)
		if !once || err != nil || last < first {
			return &wrongCall{"ctl.days_until", nil}
		}
		d.Days = int(last-first) + 1
	}
	if sort == book.AnnouncedDay {
		if err := c.announce(&d); err != nil {
			return err
		}
	}
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	d, _, err = b.OwnDays.Save(ctx, d)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, d.ID)
	return err
}

// announce looks whether the holiday is known, for which year it was announced,
// and whether the date is odd.
func (c *call) announce(d *book.OwnDay) error {
	a, err := almanac.Default()
	if err != nil {
		return err
	}
	rule, known := a.Rule(d.RuleID)
	if !known {
		return &notDone{"ctl.unknown_holiday", locales.V{"Holiday": d.RuleID}}
	}
	first, ok := d.First()
	if !ok {
		return &wrongCall{"ctl.days_on", nil}
	}
	o, ok := a.Reckoned(d.RuleID, first)
	if !ok {
		return &notDone{"ctl.unknown_holiday", locales.V{"Holiday": d.RuleID}}
	}
	d.RuleYear, d.Days = o.Date.Year(), 1
	if rule.Country != "" {
		d.Country = rule.Country
	}
	if o.Far(first) {
		fmt.Fprintln(c.words, c.p.N("ctl.days_far", int(max(first-o.Date, o.Date-first)), locales.V{"Date": o.Date.String()}))
	}
	return nil
}

// removeDay removes an own day; undo brings it back.
func (c *call) removeDay(ctx context.Context, id book.ID) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	d, err := b.OwnDays.Get(ctx, id)
	if err == nil && !d.TrashedAt.IsZero() {
		return &notDone{"error.not_found", nil}
	}
	if err != nil {
		return err
	}
	if _, err := b.OwnDays.Trash(ctx, id); err != nil {
		return err
	}
	c.say("ctl.days_removed", nil)
	return nil
}

// layOwn lays the own days of --book over an almanac and keeps them to explain
// what rests on them.
func (c *call) layOwn(ctx context.Context, a *almanac.Almanac) (*almanac.Almanac, error) {
	if c.path == "" {
		return a, nil
	}
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return nil, err
	}
	defer done()
	rows, err := b.OwnDays.List(ctx)
	if err != nil {
		return nil, err
	}
	c.own = map[string]book.OwnDay{}
	for _, r := range rows {
		c.own[string(r.ID)] = r.OwnDay
	}
	return a.With(planner.Overlay(rows, c.p.T("own.unnamed", nil))), nil
}

// entered says who entered what an occurrence rests on, "" when nobody did.
func (c *call) entered(o almanac.Occurrence) string {
	d, ok := c.own[o.OwnID]
	if !ok {
		return ""
	}
	v := locales.V{"Who": d.Author, "Day": c.p.Date(calendar.DateOf(d.UpdatedAt.Local())), "Note": d.Note}
	text := c.p.T("own.entered", v)
	if d.Author != "" {
		text = c.p.T("own.entered_by", v)
	}
	if d.Note == "" {
		return text
	}
	v["By"] = text
	return c.p.T("own.said", v)
}
