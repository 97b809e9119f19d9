package insight

import "math"

// GammaGamma is the model of Fader & Hardie, "The Gamma-Gamma Model of Monetary
// Value" (2013): the amounts of a customer's purchases vary around a mean of
// their own (gamma with P), and those means over the customers (gamma with Q
// and Gamma). It assumes that how much somebody spends does not go with how
// often; Correlation tells how far that holds in the book.
type GammaGamma struct {
	P, Q, Gamma   float64
	LogLikelihood float64
	Correlation   float64 // of purchases and their mean amount, from -1 to 1
}

// FitGammaGamma finds the parameters of greatest likelihood from the customers
// who bought again and paid something. ok is false when there are none to be
// found.
func FitGammaGamma(all []Purchases) (m GammaGamma, ok bool) {
	var use []Purchases
	scale := 0.0
	for _, p := range all {
		if p.X > 0 && p.Mean > 0 {
			use = append(use, p)
			scale += p.Mean
		}
	}
	if len(use) == 0 {
		return m, false
	}
	// Amounts in units of their mean make the search the same in every currency.
	scale /= float64(len(use))
	logs := 0.0
	for i := range use {
		use[i].Mean /= scale
		logs += math.Log(use[i].Mean)
	}
	known := spendsOf(use)
	f := func(p []float64) float64 {
		if !within(p, -12, 12) {
			return math.Inf(1)
		}
		return -GammaGamma{P: math.Exp(p[0]), Q: math.Exp(p[1]), Gamma: math.Exp(p[2])}.of(known) / float64(len(use))
	}
	p, v, ok := minimise(f, []float64{1, 1, 0}, 0.5, 1e-10, 4000)
	if math.IsInf(v, 0) {
		return m, false
	}
	n := float64(len(use))
	m = GammaGamma{P: math.Exp(p[0]), Q: math.Exp(p[1]), Gamma: math.Exp(p[2]) * scale, LogLikelihood: -v*n - n*math.Log(scale)}
	m.Correlation = correlation(use)
	return m, ok
}

// spends are customers with what does not depend on the parameters, and with the
// counts that occur among them.
type spends struct {
	all       []Purchases
	logMean   []float64
	counts    []float64 // each X once
	logCounts []float64
	x         []int // of each customer, where it stands
}

func spendsOf(all []Purchases) spends {
	s := spends{all: all}
	counts := places(&s.counts)
	for _, c := range all {
		s.x, s.logMean = append(s.x, counts(float64(c.X))), append(s.logMean, math.Log(c.Mean))
	}
	for _, x := range s.counts {
		s.logCounts = append(s.logCounts, math.Log(x))
	}
	return s
}

// likelihood is the sum of the logarithms of equation (1a) of the note.
func (m GammaGamma) likelihood(all []Purchases) float64 { return m.of(spendsOf(all)) }

func (m GammaGamma) of(s spends) float64 {
	fixed := m.Q*math.Log(m.Gamma) - lgamma(m.Q)
	more, less := make([]float64, len(s.counts)), make([]float64, len(s.counts))
	for i, x := range s.counts {
		more[i], less[i] = lgamma(m.P*x+m.Q), lgamma(m.P*x)
	}
	sum := 0.0
	for i, c := range s.all {
		n := s.x[i]
		x := s.counts[n]
		k := m.P * x
		sum += fixed + more[n] - less[n] + (k-1)*s.logMean[i] + k*s.logCounts[n] - (k+m.Q)*math.Log(m.Gamma+x*c.Mean)
	}
	return sum
}

// Mean is the average amount to expect of a customer's further purchases,
// equation (5) of the note: their own average, drawn towards that of all, the
// more so the less is known of them. It is 0 where the model has no mean.
func (m GammaGamma) Mean(p Purchases) float64 {
	x := float64(p.X)
	if p.Mean <= 0 {
		x = 0
	}
	d := m.P*x + m.Q - 1
	if d <= 0 {
		return 0
	}
	return m.P * (m.Gamma + x*p.Mean) / d
}

// correlation is Pearson's, of the number of purchases with their mean amount.
func correlation(all []Purchases) float64 {
	n := float64(len(all))
	var sx, sy, sxx, syy, sxy float64
	for _, p := range all {
		x, y := float64(p.X), p.Mean
		sx, sy = sx+x, sy+y
		sxx, syy, sxy = sxx+x*x, syy+y*y, sxy+x*y
	}
	d := math.Sqrt((n*sxx - sx*sx) * (n*syy - sy*sy))
	if !(d > 0) {
		return 0
	}
	return (n*sxy - sx*sy) / d
}
