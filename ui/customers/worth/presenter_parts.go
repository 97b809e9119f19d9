package worth

import (
	"math"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/insight"
	"dragoman/locales"
	"dragoman/ui/internal/words"
)

// Part is one figure of a customer: what stands on the card, and the
// computation behind it.
type Part struct {
	Label string
	Value string // "" while it is not known
	Note  string // beside or below it; what it waits for while it is not known
	Care  bool   // Note is a warning
	How   string
	Lines []Line
}

// Line is one number behind a figure.
type Line struct{ Label, Value string }

// line makes a line of a message and a value.
func (s State) line(id locales.ID, value string) Line { return Line{s.Words.T(id, nil), value} }

// part makes a figure that may not be known yet.
func (s State) part(label, how locales.ID, g insight.Figure, value string, lines ...Line) Part {
	p := Part{Label: s.Words.T(label, nil), How: s.Words.T(how, nil)}
	if !g.Known() {
		p.Note = s.Words.Need(g)
		return p
	}
	p.Value, p.Note, p.Lines = value, s.Words.Apart(g), lines
	p.Care = p.Note != ""
	return p
}

// Parts are the figures of the card in their order.
func (s State) Parts() []Part {
	v, w := s.Value, s.Words
	year := w.Money(v.Revenue.Value)
	growth := w.Amount(insight.Share, math.Abs(v.Growth.Value))
	if v.Growth.Value < 0 {
		growth = w.T("insights.minus", locales.V{"Text": growth})
	} else if v.Growth.Value > 0 {
		growth = w.T("insights.plus", locales.V{"Text": growth})
	}
	parts := []Part{
		s.part("worth.revenue", "worth.how_revenue", v.Revenue, year, s.line("worth.line_this_year", year)),
		s.part("worth.total", "worth.how_total", v.Total, w.Money(v.Total.Value), s.line("worth.line_first", s.day(v.First)), s.line("worth.line_last", s.day(v.Last))),
		s.part("worth.growth", "worth.how_growth", v.Growth, growth, s.line("worth.line_this_year", year), s.line("worth.line_year_before", w.Money(v.Growth.Before))),
		s.part("worth.margin", "worth.how_margin", v.Margin, w.Percent(v.Margin.Value), s.line("worth.line_sales", w.Money(float64(v.Sales))), s.line("worth.line_cost", w.Money(float64(v.Cost)))),
		s.part("worth.share", "worth.how_share", v.Share, s.share(v.Share.Value), s.line("worth.line_this_year", year), s.line("worth.line_all_revenue", w.Money(float64(v.BookYear)))),
		s.scores(),
	}
	return append(append(parts, s.rhythm()...), s.life())
}

// share writes a part of the whole; a small one with a decimal.
func (s State) share(v float64) string {
	if v != 0 && math.Abs(v) < 0.095 {
		return strings.ReplaceAll(s.Words.Percent(0), s.Words.Int(0), s.Words.Number(100*v, 1))
	}
	return s.Words.Percent(v)
}

func (s State) day(d calendar.Date) string {
	if d == 0 {
		return ""
	}
	return s.Words.Date(d)
}

// Scores are the three scores in short, "" for one who has not bought.
func (s State) Scores() string {
	if !s.Value.Bought() {
		return ""
	}
	x := s.Value.RFM
	return s.Words.T("worth.score", locales.V{"R": x.R, "F": x.F, "M": x.M})
}

func (s State) scores() Part {
	v, w := s.Value, s.Words
	need := insight.Figure{}
	if !v.Bought() {
		need.Need = insight.NeedOrder
	}
	one := func(score int, value string) string {
		return w.T("worth.score_line", locales.V{"Score": score, "Value": value})
	}
	p := s.part("worth.rfm", "worth.how_rfm", need, s.Scores(),
		s.line("worth.line_last", one(v.RFM.R, s.day(v.Last))),
		s.line("worth.line_days", one(v.RFM.F, w.Int(int64(v.Days)))),
		s.line("worth.line_spent", one(v.RFM.M, w.Money(float64(v.Money)))),
		s.line("worth.line_fitted", w.N("worth.buyers", s.Model.Buyers, nil)))
	if need.Known() {
		p.Note = w.Place(v.Place)
	}
	return p
}

// mostGaps is how many gaps are written out.
const mostGaps = 12

func (s State) rhythm() []Part {
	v, w := s.Value, s.Words
	var gaps []string
	for _, n := range v.Rhythm.Gaps[max(0, len(v.Rhythm.Gaps)-mostGaps):] {
		gaps = append(gaps, w.Int(int64(n)))
	}
	median := w.N("worth.days_n", int(math.Round(v.Rhythm.Median)), nil)
	lines := []Line{s.line("worth.line_gaps", strings.Join(gaps, ", ")), s.line("worth.line_median", median), s.line("worth.line_last", s.day(v.Last))}
	next := s.part("worth.next", "worth.how_next", v.Next, s.day(calendar.Date(v.Next.Value)), lines...)
	if v.Late {
		next.Note, next.Care = w.T("worth.late", nil), true
	}
	return []Part{s.part("worth.rhythm", "worth.how_rhythm", v.Next, median, lines...), next}
}

// marginLines are the messages for whose margin was taken.
var marginLines = map[insight.MarginFrom]locales.ID{
	insight.OwnMargin: "worth.line_margin_own", insight.BookMargin: "worth.line_margin_book", insight.NoMargin: "worth.line_margin_none",
	"": "worth.line_margin_none", // nothing was computed yet
}

// life is the lifetime value with its formula.
func (s State) life() Part {
	l, w := s.Value.Life, s.Words
	g := insight.Figure{Need: l.Need}
	margin := s.line(marginLines[l.MarginFrom], w.Percent(l.Margin))
	if l.Method == insight.ByModels {
		m := s.Model
		p := s.part("worth.life", "worth.how_life_models", g, w.Money(l.Value),
			s.line("worth.line_alive", w.Percent(l.Alive)), s.line("worth.line_expected", w.Number(l.Expected, 1)),
			s.line("worth.line_amount", w.Money(l.Amount)), margin,
			s.line("worth.line_fitted", w.N("worth.buyers", m.Sampled, nil)),
			s.line("worth.line_params", s.parameters(m)),
			s.line("worth.line_correlation", w.Number(m.Spend.Correlation, 2)))
		if g.Known() {
			p.Note = w.T("worth.by_models", nil)
		}
		return p
	}
	years := locales.ID("worth.line_years")
	if l.Assumed {
		years = "worth.line_years_assumed"
	}
	p := s.part("worth.life", "worth.how_life_simple", g, w.Money(l.Value),
		s.line("worth.line_average", w.Money(l.Average)), s.line("worth.line_per_year", w.Number(l.PerYear, 1)),
		s.line(years, w.Number(l.Years, 1)), margin)
	if g.Known() {
		p.Note = w.T("worth.by_simple", nil)
	}
	return p
}

// parameters writes those of both models, by the letters of the papers.
func (s State) parameters(m *insight.Model) string {
	var out []string
	for _, x := range []struct {
		letter string
		value  float64
	}{
		{"r", m.Purchase.R},
		{"α", m.Purchase.Alpha},
		{"a", m.Purchase.A},
		{"b", m.Purchase.B},
		{"p", m.Spend.P},
		{"q", m.Spend.Q},
		{"γ", m.Spend.Gamma},
	} {
		out = append(out, x.letter+" "+s.Words.Number(x.value, 3))
	}
	return strings.Join(out, " · ")
}

// Health are the lines of the card on the overview.
func (s State) Health() []Part {
	parts := s.Parts()
	rfm := parts[5]
	rfm.Label = s.Words.T("worth.health_rfm", nil)
	out := []Part{rfm}
	if s.Value.Bought() {
		out = append(out, parts[7], parts[8])
	}
	out = append(out, s.satisfaction()...)
	trust := Part{Label: s.Words.T("worth.health_trust", nil), Note: s.Words.T("worth.unrated", nil)}
	t, ok := s.Latest[book.Trust]
	p, too := s.Latest[book.Potential]
	if ok || too {
		trust.Note = ""
		trust.Value = s.Words.T("worth.health_both", locales.V{"Trust": s.mark(t), "Potential": s.mark(p)})
	}
	return append(append(append(out, trust), s.points()...), s.social())
}

// social are the touches on social media, which tell of loyalty beside what is
// bought.
func (s State) social() Part {
	w := s.Words
	p := Part{Label: w.T("worth.health_social", nil), How: w.T("worth.how_social", nil)}
	n := 0
	var kinds []string
	for _, t := range s.Social {
		n += t.Count
		name := words.Touch(w.Printer, t.Kind)
		kinds = append(kinds, w.T("worth.social_kind", locales.V{"Kind": name, "Count": t.Count}))
		p.Lines = append(p.Lines, Line{name, w.Int(int64(t.Count))})
	}
	if n == 0 {
		p.Note, p.How = w.T("worth.social_none", nil), ""
		return p
	}
	p.Value, p.Note = w.N("worth.social_count", n, nil), strings.Join(kinds, " · ")
	return p
}

// points are those of a member of the loyalty programme, with the tier.
func (s State) points() []Part {
	x, w := s.Standing, s.Words
	if !x.Member {
		return nil
	}
	p := Part{Label: w.T("worth.health_points", nil), Value: w.Int(int64(x.Balance)), How: w.T("worth.how_points", locales.V{"Months": s.Window})}
	p.Lines = []Line{s.line("worth.line_balance", p.Value), s.line("worth.line_earned", w.Int(int64(x.Earned)))}
	if x.HasTier {
		p.Value = w.T("worth.points_tier", locales.V{"Points": p.Value, "Tier": x.Tier.Name})
		p.Lines = append(p.Lines, Line{x.Tier.Name, w.T("loyalty.from", locales.V{"Points": w.Int(int64(x.Tier.From))})})
	}
	if s.Redeemed > 0 {
		p.Lines = append(p.Lines, s.line("worth.line_redeemed", w.Int(int64(s.Redeemed))))
	}
	if x.HasNext {
		p.Note = w.T("loyalty.to_next", locales.V{"Points": w.Int(int64(x.Missing)), "Months": s.Window, "Tier": x.Next.Name})
		p.Lines = append(p.Lines, Line{x.Next.Name, w.T("loyalty.from", locales.V{"Points": w.Int(int64(x.Next.From))})})
	}
	return []Part{p}
}

// satisfaction are the latest answers, each with the number of answers and
// beside the customer's own earlier ones.
func (s State) satisfaction() []Part {
	w := s.Words
	if len(s.Answers) == 0 {
		return []Part{{Label: w.T("service.measure_csat", nil), Note: w.T("worth.unanswered", nil)}}
	}
	var out []Part
	for _, c := range s.Answers {
		sign, ok := c.Differs()
		id := locales.ID("worth.answered_same")
		switch {
		case !ok:
			id = "worth.answered_early"
		case sign > 0:
			id = "worth.answered_above"
		case sign < 0:
			id = "worth.answered_below"
		}
		out = append(out, Part{
			Label: words.SurveyMeasure(w.Printer, c.Answer.Measure), Value: words.SurveyScore(w.Printer, c.Answer.Measure, c.Answer.Score),
			Note: w.N(id, c.Before+1, locales.V{"Day": w.DateNear(c.Answer.On, w.Today), "Mean": w.Number(c.Mean, 1)}),
			Care: sign < 0 || c.Answer.Low(),
		})
	}
	return out
}

// mark is a score, or a dash for none.
func (s State) mark(r book.Rating) string {
	if r.Score == 0 {
		return "–"
	}
	return s.Words.Int(int64(r.Score))
}
