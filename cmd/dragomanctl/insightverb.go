package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/insight"
	"dragoman/locales"
)

// insightFlags are the flags of insight.
type insightFlags struct{ measure, by, segment, from, to, format string }

// figures prints measures, what stands out, or what a customer is worth.
func figures(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &insightFlags{}
	c.flags.StringVar(&f.measure, "measure", "", "")
	c.flags.StringVar(&f.by, "by", "", "")
	c.flags.StringVar(&f.segment, "segment", "", "")
	c.flags.StringVar(&f.from, "from", "", "")
	c.flags.StringVar(&f.to, "to", "", "")
	c.flags.StringVar(&f.format, "format", "csv", "")
	return func(ctx context.Context, args []string) error {
		b, _, done, err := c.open(ctx, false)
		if err != nil {
			return err
		}
		defer done()
		x, stop := insight.New(b)
		defer stop()
		switch {
		case len(args) == 0:
			return c.printMeasures(ctx, b, x, f)
		case len(args) == 1 && args[0] == "findings":
			return c.printFindings(ctx, b, x, f)
		case len(args) == 2 && args[0] == "value":
			return c.printValue(ctx, b, x, book.ID(args[1]), f.format)
		}
		return &wrongCall{"ctl.insight_what", nil}
	}
}

// period is the twelve months to today, or what the flags say.
func (c *call) period(f *insightFlags, today calendar.Date) (insight.Period, error) {
	p := insight.LastYear.Period(today)
	to, err := c.day("to", f.to)
	if err != nil {
		return p, err
	}
	if to != 0 {
		p = insight.LastYear.Period(to)
	}
	from, err := c.day("from", f.from)
	if err != nil {
		return p, err
	}
	if from != 0 {
		p.From = from
	}
	if p.From > p.To {
		return p, &wrongCall{"ctl.insight_period", nil}
	}
	return p, nil
}

// measures are those that were asked for, or all.
func measures(s string) ([]insight.Measure, error) {
	if s == "" {
		return insight.Measures(), nil
	}
	var out []insight.Measure
	for name := range strings.SplitSeq(s, ",") {
		m := insight.Measure(strings.TrimSpace(name))
		if !slices.Contains(insight.Measures(), m) {
			var all []string
			for _, x := range insight.Measures() {
				all = append(all, string(x))
			}
			return nil, &wrongCall{"ctl.insight_measure", locales.V{"Measure": string(m), "List": strings.Join(all, " ")}}
		}
		out = append(out, m)
	}
	return out, nil
}

// whoseOf are the places of the customers in question: of a segment, or all.
func whoseOf(ctx context.Context, b *book.Book, facts *insight.Facts, segment string) ([]int, error) {
	if segment == "" {
		return facts.Everybody(), nil
	}
	g, err := b.Segments.Named(ctx, segment)
	if err != nil {
		return nil, err
	}
	return membersOf(ctx, b, facts, g)
}

func membersOf(ctx context.Context, b *book.Book, facts *insight.Facts, g book.Segment) ([]int, error) {
	q, err := b.Parse(ctx, g.Query)
	if err != nil {
		return nil, err
	}
	ids, err := b.Customers.IDs(ctx, q.Filter())
	return facts.Among(ids), err
}

// groups are the rows of the table: everybody, or by something.
func groups(ctx context.Context, b *book.Book, facts *insight.Facts, by string, who []int) ([]insight.Group, error) {
	switch {
	case by == "":
		return []insight.Group{{Who: who}}, nil
	case !slices.Contains(insight.Bys(), insight.By(by)):
		return nil, &wrongCall{"ctl.insight_by", nil}
	case insight.By(by) != insight.BySegment:
		return facts.Groups(insight.By(by), who), nil
	}
	list, err := b.Segments.List(ctx)
	var out []insight.Group
	for _, g := range list {
		in, err := membersOf(ctx, b, facts, g)
		if err != nil {
			return nil, err
		}
		in = slices.DeleteFunc(in, func(i int) bool { return !slices.Contains(who, i) })
		out = append(out, insight.Group{Key: g.Name, Who: in})
	}
	return out, err
}

// printMeasures prints a line for every group and measure. What is not known
// yet has no value, and says what it waits for.
func (c *call) printMeasures(ctx context.Context, b *book.Book, x *insight.Figures, f *insightFlags) error {
	want, err := measures(f.measure)
	if err != nil {
		return err
	}
	facts, err := x.Facts(ctx)
	if err != nil {
		return err
	}
	p, err := c.period(f, facts.Today)
	if err != nil {
		return err
	}
	who, err := whoseOf(ctx, b, facts, f.segment)
	if err != nil {
		return err
	}
	rows, err := groups(ctx, b, facts, f.by, who)
	if err != nil {
		return err
	}
	t, err := c.newTable(f.format, "from", "to", "by", "group", "measure", "unit", "value", "of", "all", "before", "unrated", "waits_for")
	if err != nil {
		return err
	}
	for _, r := range facts.Table(p, rows) {
		for _, m := range want {
			g := r.Figures[m]
			var value, before, of, all any
			if g.Known() {
				value, of, all = inUnits(m, g.Value, facts.Base), g.Of, g.All
			}
			if g.HasBefore {
				before = inUnits(m, g.Before, facts.Base)
			}
			if err := t.add(p.From.String(), p.To.String(), f.by, r.Key, string(m), unitOf(m, facts.Base), value, of, all, before, g.Apart, string(g.Need)); err != nil {
				return err
			}
		}
	}
	return t.close()
}

// unitOf is the unit of a measure; of money it is the currency.
func unitOf(m insight.Measure, base string) string {
	if m.Unit() == insight.Money && base != "" {
		return base
	}
	return string(m.Unit())
}

// inUnits turns minor units of money into units.
func inUnits(m insight.Measure, v float64, base string) float64 {
	if m.Unit() == insight.Money {
		return units(v, base)
	}
	return v
}

func units(v float64, base string) float64 {
	for range locales.CurrencyDigits(base) {
		v /= 10
	}
	return v
}

// printFindings prints what stands out, with the customers behind it.
func (c *call) printFindings(ctx context.Context, b *book.Book, x *insight.Figures, f *insightFlags) error {
	facts, m, err := x.Model(ctx)
	if err != nil {
		return err
	}
	p, err := c.period(f, facts.Today)
	if err != nil {
		return err
	}
	who, err := whoseOf(ctx, b, facts, f.segment)
	if err != nil {
		return err
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	home, err := b.Home(ctx)
	if err != nil {
		return err
	}
	q := insight.Question{Facts: facts, Model: m, Period: p, Who: who, Zone: home, Works: works(), Home: settings.HomeCulture}
	q.Home, _, _ = strings.Cut(q.Home, "-")
	t, err := c.newTable(f.format, "finding", "group", "number", "of", "value", "before", "money", "weekday", "text", "customers")
	if err != nil {
		return err
	}
	for _, x := range insight.Findings(q) {
		ids := make([]string, len(x.Who))
		for i, id := range x.Who {
			ids[i] = string(id)
		}
		weekday := ""
		if x.Kind == insight.FoundLate {
			weekday = x.Weekday.String()
		}
		err := t.add(string(x.Kind), x.Group, x.N, x.Of, x.Value, x.Before, units(float64(x.Money), facts.Base), weekday, x.Text, strings.Join(ids, " "))
		if err != nil {
			return err
		}
	}
	return t.close()
}

// works tells working days by the weekends of the markets.
func works() func(string, calendar.Date) bool {
	markets, err := culture.Default()
	if err != nil {
		return nil // they are built in and held by tests
	}
	return func(country string, d calendar.Date) bool {
		return country != "" && !slices.Contains(markets.Weekend(country, "", d), d.Weekday())
	}
}

// printValue prints what a customer is worth, a figure a line.
func (c *call) printValue(ctx context.Context, b *book.Book, x *insight.Figures, id book.ID, format string) error {
	v, err := x.Value(ctx, id)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "figure", "value", "waits_for", "from")
	if err != nil {
		return err
	}
	add := func(name string, g insight.Figure, value any) {
		if !g.Known() {
			value = nil
		}
		if err == nil {
			err = t.add(name, value, string(g.Need), g.From.String())
		}
	}
	bought := insight.Figure{Need: v.Life.Need}
	if v.Bought() {
		bought.Need = insight.NeedNothing
	}
	life := insight.Figure{Need: v.Life.Need}
	add("revenue", v.Revenue, units(v.Revenue.Value, v.Base))
	add("total", v.Total, units(v.Total.Value, v.Base))
	add("growth", v.Growth, v.Growth.Value)
	add("margin", v.Margin, v.Margin.Value)
	add("share", v.Share, v.Share.Value)
	add("recency", bought, v.RFM.R)
	add("frequency", bought, v.RFM.F)
	add("money", bought, v.RFM.M)
	add("place", bought, string(v.Place))
	add("median_gap", v.Next, v.Rhythm.Median)
	add("next", v.Next, v.Rhythm.Next.String())
	add("lifetime", life, units(v.Life.Value, v.Base))
	add("formula", life, string(v.Life.Method))
	if err != nil {
		return err
	}
	if failed := addLoyalty(ctx, b, id, add); failed != nil || err != nil {
		return errors.Join(failed, err)
	}
	return t.close()
}

// addLoyalty adds what tells of loyalty beside what was bought: touches on
// social media within a year, points and tier of a member.
func addLoyalty(ctx context.Context, b *book.Book, id book.ID, add func(name string, g insight.Figure, value any)) error {
	touches, err := b.Timeline.Touches(ctx, b.Now().AddDate(-1, 0, 0), time.Time{}, id)
	if err != nil {
		return err
	}
	n := 0
	for _, t := range touches {
		if t.Kind.Social() {
			n += t.Count
		}
	}
	known := insight.Figure{Need: insight.NeedNothing}
	add("social_touches", known, n)
	x, err := b.Loyalty.Standing(ctx, id)
	if err == nil && x.Member {
		add("points", known, x.Balance)
		add("tier", known, x.Tier.Name)
	}
	return err
}
