// Package figures puts what data/insight works out into words: values with
// their units, how they have changed, what they rest on, and what a figure that
// is not known yet waits for. The insights, the card of a customer and the
// printed report speak through it, so that they say the same.
package figures

import (
	"math"

	"dragoman/data/calendar"
	"dragoman/data/insight"
	"dragoman/locales"
)

// Words speaks of figures in one language and one base currency.
type Words struct {
	*locales.Printer
	Base  string
	Today calendar.Date
}

// Measure is the name of a measure.
func (w Words) Measure(m insight.Measure) string {
	return w.T(locales.ID("insights.measure_"+string(m)), nil)
}

// How says how a measure is counted.
func (w Words) How(m insight.Measure) string {
	return w.T(locales.ID("insights.how_"+string(m)), nil)
}

// Money writes minor units of the base currency; without one, the number.
func (w Words) Money(minor float64) string {
	if w.Base == "" {
		return w.Number(minor/100, 2)
	}
	return w.Printer.Money(int64(math.Round(minor)), w.Base)
}

// Amount writes a value in its unit.
func (w Words) Amount(u insight.Unit, v float64) string {
	switch u {
	case insight.Share:
		return w.Percent(v)
	case insight.Money:
		return w.Money(v)
	case insight.Minutes:
		return w.Duration(int(math.Round(v)))
	case insight.Ratio:
		return w.Number(v, 1)
	case insight.Points:
		return w.signed(w.Int(int64(math.Round(math.Abs(v)))), math.Round(v))
	}
	return w.Int(int64(math.Round(v)))
}

// signed puts the sign of v before a text.
func (w Words) signed(text string, v float64) string {
	switch {
	case v > 0:
		return w.T("insights.plus", locales.V{"Text": text})
	case v < 0:
		return w.T("insights.minus", locales.V{"Text": text})
	}
	return text
}

// Figure writes the value of a measure, or a dash while it is not known.
func (w Words) Figure(m insight.Measure, g insight.Figure) string {
	if !g.Known() {
		return "–"
	}
	return w.Amount(m.Unit(), g.Value)
}

// Change says how a measure has changed, and whether that is good (1), bad (-1)
// or neither. It is "" where there is nothing to compare with.
func (w Words) Change(m insight.Measure, g insight.Figure) (text string, good int) {
	d, ok := g.Change(m.Unit())
	if !ok {
		return "", 0
	}
	var size float64
	switch m.Unit() {
	case insight.Count, insight.Money, insight.Minutes:
		size = math.Round(100 * d)
		text = w.signed(w.Percent(math.Abs(size)/100), size)
	case insight.Share:
		size = math.Round(100 * d)
		text = w.N("insights.points", int(math.Abs(size)), locales.V{"Number": w.signed(w.Int(int64(math.Abs(size))), size)})
	case insight.Points:
		size = math.Round(d)
		text = w.N("insights.points", int(math.Abs(size)), locales.V{"Number": w.signed(w.Int(int64(math.Abs(size))), size)})
	default:
		size = math.Round(10 * d)
		text = w.signed(w.Number(math.Abs(size)/10, 1), size)
	}
	if size == 0 {
		return w.T("insights.unchanged", nil), 0
	}
	if (size > 0) == m.Less() {
		return text, -1
	}
	return text, 1
}

// Rests says what a figure rests on: "112 of 129", "from 40 answers". It is ""
// where the value says it.
func (w Words) Rests(m insight.Measure, g insight.Figure) string {
	switch {
	case !g.Known():
		return ""
	case m.Unit() == insight.Share && g.Of > 0 || m.Unit() == insight.Share && g.All > 0 && m != insight.Margin:
		return w.T("insights.of", locales.V{"Some": g.Of, "All": g.All})
	case m == insight.Margin, m == insight.Revenue:
		return w.N("insights.from_orders", g.All, nil)
	case m == insight.Complaints:
		return w.T("insights.complaints_of", locales.V{"Some": g.Of, "All": g.All})
	case m.Unit() == insight.Minutes:
		return w.N("insights.from_cases", g.All, nil)
	case m == insight.Promoters:
		return w.N("insights.from_answers", g.All, nil)
	}
	return ""
}

// Need says that a figure is not known yet, and from when it will be.
func (w Words) Need(g insight.Figure) string {
	if g.Need == insight.NeedTime && g.From != 0 {
		return w.T("insights.need_time", locales.V{"Day": w.DateNear(g.From, w.Today)})
	}
	if g.Need == insight.NeedTime {
		return w.T("insights.need_before", nil)
	}
	return w.T(locales.ID("insights.need_"+string(g.Need)), nil)
}

// Apart says that orders without a rate are not in a sum, or "".
func (w Words) Apart(g insight.Figure) string {
	if g.Apart == 0 {
		return ""
	}
	return w.N("insights.unrated", g.Apart, nil)
}

// Place is the name of a field of the matrix.
func (w Words) Place(x insight.Place) string {
	return w.T(locales.ID("insights.place_"+string(x)), nil)
}

// PlaceSays says who stands in a field of the matrix.
func (w Words) PlaceSays(x insight.Place) string {
	return w.T(locales.ID("insights.place_"+string(x)+"_says"), nil)
}

// By names a grouping.
func (w Words) By(by insight.By) string { return w.T(locales.ID("insights.by_"+string(by)), nil) }

// Group names a group of customers.
func (w Words) Group(by insight.By, key string) string {
	switch {
	case by == "": // all together
		return ""
	case key == "":
		return w.T(locales.ID("insights.none_"+string(by)), nil)
	case by == insight.ByCulture, by == insight.ByCountry:
		return w.Country(key)
	}
	return key
}

// Span names a period.
func (w Words) Span(s insight.Span) string { return w.T(locales.ID("insights.span_"+string(s)), nil) }

// FindingTitle is the short title of what stands out.
func (w Words) FindingTitle(k insight.FindingKind) string {
	return w.T(locales.ID("insights.title_"+string(k)), nil)
}

// Finding says what stands out, in a sentence with its numbers.
func (w Words) Finding(x insight.Finding) string {
	v := locales.V{
		"Count": x.N, "All": x.Of, "Group": w.Group(x.By, x.Group), "Now": w.Percent(x.Value), "Before": w.Percent(x.Before),
		"Money": w.Money(float64(x.Money)), "Day": w.WeekdayLong(x.Weekday), "Text": x.Text,
	}
	id := locales.ID("insights.found_" + string(x.Kind))
	switch x.Kind {
	case insight.FoundRepeat, insight.FoundMargin, insight.FoundLate, insight.FoundCause, insight.FoundFew:
		return w.T(id, v)
	}
	return w.N(id, x.N, v)
}
