package insight

import (
	"math"
)

// Purchases is what the purchase models know of one customer: X repeat
// purchases, the last of them TX and today T after the first purchase, both in
// weeks. Orders of one day are one purchase. Mean is the average amount of the
// repeat purchases.
type Purchases struct {
	X     int
	TX, T float64
	Mean  float64
}

// BGNBD is the model of Fader, Hardie & Lee, "Counting Your Customers the Easy
// Way: An Alternative to the Pareto/NBD Model", Marketing Science 24 (2005):
// while alive a customer buys at a rate of their own (gamma with R and Alpha
// over the customers) and after each purchase may leave for good (beta with A
// and B).
type BGNBD struct {
	R, Alpha, A, B float64
	LogLikelihood  float64
}

// FitBGNBD finds the parameters of greatest likelihood. ok is false when there
// are none to be found.
func FitBGNBD(all []Purchases) (m BGNBD, ok bool) {
	if len(all) == 0 {
		return m, false
	}
	groups := alike(all)
	// The search runs over the logarithms, so that parameters stay positive.
	// A time scale of one is good for it whatever the rhythm of the trade.
	scale := 0.0
	for _, g := range groups {
		scale = max(scale, g.T)
	}
	if scale == 0 {
		return m, false
	}
	known := historiesOf(groups)
	f := func(p []float64) float64 {
		if !within(p, -12, 12) {
			return math.Inf(1)
		}
		c := BGNBD{R: math.Exp(p[0]), Alpha: math.Exp(p[1]) * scale, A: math.Exp(p[2]), B: math.Exp(p[3])}
		return -c.likelihood(known) / float64(len(all))
	}
	p, v, ok := minimise(f, []float64{0, 0, 0, 0}, 0.5, 1e-10, 4000)
	if math.IsInf(v, 0) {
		return m, false
	}
	m = BGNBD{R: math.Exp(p[0]), Alpha: math.Exp(p[1]) * scale, A: math.Exp(p[2]), B: math.Exp(p[3]), LogLikelihood: -v * float64(len(all))}
	return m, ok
}

func within(p []float64, low, high float64) bool {
	for _, x := range p {
		if x < low || x > high {
			return false
		}
	}
	return true
}

// group are customers of the same history.
type group struct {
	Purchases
	n float64
}

// alike counts customers of the same history together, in the order in which
// they come first.
func alike(all []Purchases) []group {
	at := make(map[Purchases]int, len(all))
	var out []group
	for _, p := range all {
		p.Mean = 0
		i, ok := at[p]
		if !ok {
			i = len(out)
			at[p] = i
			out = append(out, group{Purchases: p})
		}
		out[i].n++
	}
	return out
}

// histories are groups with the times and counts that occur in them: what depends
// on one of these alone is worked out once, and not for each group.
type histories struct {
	groups   []group
	weeks    []float64 // each T and TX once
	counts   []float64 // each X once
	t, tx, x []int     // of each group, where they stand
}

func historiesOf(groups []group) histories {
	h := histories{groups: groups}
	weeks, counts := places(&h.weeks), places(&h.counts)
	for _, g := range groups {
		h.t, h.tx, h.x = append(h.t, weeks(g.T)), append(h.tx, weeks(g.TX)), append(h.x, counts(float64(g.X)))
	}
	return h
}

// places returns a function that finds where a value stands in a list, in which
// each is put once.
func places(list *[]float64) func(float64) int {
	at := map[float64]int{}
	return func(v float64) int {
		i, ok := at[v]
		if !ok {
			i = len(*list)
			at[v] = i
			*list = append(*list, v)
		}
		return i
	}
}

// likelihood is the sum of the logarithms of equation (6) of the paper.
func (m BGNBD) likelihood(h histories) float64 {
	fixed := -lgamma(m.R) + m.R*math.Log(m.Alpha) + lgamma(m.A+m.B) - lgamma(m.B)
	logs, counted, left := make([]float64, len(h.weeks)), make([]float64, len(h.counts)), make([]float64, len(h.counts))
	for i, w := range h.weeks {
		logs[i] = math.Log(m.Alpha + w)
	}
	for i, x := range h.counts {
		counted[i] = lgamma(m.R+x) + lgamma(m.B+x) - lgamma(m.A+m.B+x)
		left[i] = math.Log(m.A) - math.Log(m.B+x-1)
	}
	sum := 0.0
	for i, g := range h.groups {
		x := float64(g.X)
		alive := -(m.R + x) * logs[h.t[i]]
		if g.X > 0 {
			alive = logSum(alive, left[h.x[i]]-(m.R+x)*logs[h.tx[i]])
		}
		sum += g.n * (fixed + counted[h.x[i]] + alive)
	}
	return sum
}

// odds are those of having left against being alive.
func (m BGNBD) odds(p Purchases) float64 {
	if p.X == 0 {
		return 0 // nobody leaves before their first repeat purchase in this model
	}
	x := float64(p.X)
	return m.A / (m.B + x - 1) * math.Exp((m.R+x)*(math.Log(m.Alpha+p.T)-math.Log(m.Alpha+p.TX)))
}

// Alive is the probability that a customer has not left (Fader, Hardie & Lee,
// "Computing P(alive) Using the BG/NBD Model", 2008).
func (m BGNBD) Alive(p Purchases) float64 { return 1 / (1 + m.odds(p)) }

// Expected is the number of purchases to expect of a customer within the next
// weeks, equation (10) of the paper.
func (m BGNBD) Expected(p Purchases, weeks float64) float64 {
	a := m.A
	if math.Abs(a-1) < 1e-6 { // the formula has a gap there, its values do not
		a = 1 + 1e-6
	}
	x := float64(p.X)
	z := weeks / (m.Alpha + p.T + weeks)
	h := hyp2f1(m.R+x, m.B+x, a+m.B+x-1, z)
	grow := math.Exp((m.R + x) * (math.Log(m.Alpha+p.T) - math.Log(m.Alpha+p.T+weeks)))
	n := (a + m.B + x - 1) / (a - 1) * (1 - grow*h)
	return max(0, n/(1+m.odds(p)))
}
