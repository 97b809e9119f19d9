package insight

import (
	"math"
	"slices"
)

// The steps of the simplex: reflection, expansion, contraction and shrinking.
const (
	reflect  = 1.0
	expand   = 2.0
	contract = 0.5
	shrink   = 0.5
)

// minimise finds a point where f is least, by the simplex of Nelder & Mead
// ("A simplex method for function minimization", 1965) from a start, with edges
// of the given length. It needs no derivatives and is deterministic. It ends
// when all corners are within tolerance of the best one, in place and in value;
// ok is false when that did not happen within most steps.
func minimise(f func([]float64) float64, start []float64, edge, tolerance float64, most int) (best []float64, value float64, ok bool) {
	s := newSimplex(f, start, edge)
	for range most {
		s.order()
		if s.small(tolerance) {
			return s.at[0], s.value[0], true
		}
		s.step()
	}
	s.order()
	return s.at[0], s.value[0], false
}

// simplex is a set of one more corner than there are dimensions, and the
// values there.
type simplex struct {
	f     func([]float64) float64
	at    [][]float64
	value []float64
}

func newSimplex(f func([]float64) float64, start []float64, edge float64) *simplex {
	s := &simplex{f: f}
	for i := range len(start) + 1 {
		p := slices.Clone(start)
		if i > 0 {
			p[i-1] += edge
		}
		s.at, s.value = append(s.at, p), append(s.value, s.of(p))
	}
	return s
}

// of is the value of f, infinite where there is none.
func (s *simplex) of(p []float64) float64 {
	if v := s.f(p); !math.IsNaN(v) {
		return v
	}
	return math.Inf(1)
}

// order puts the best corner first. Corners of equal value keep their places.
func (s *simplex) order() {
	for i := 1; i < len(s.at); i++ {
		for k := i; k > 0 && s.value[k] < s.value[k-1]; k-- {
			s.at[k], s.at[k-1] = s.at[k-1], s.at[k]
			s.value[k], s.value[k-1] = s.value[k-1], s.value[k]
		}
	}
}

func (s *simplex) small(tolerance float64) bool {
	last := len(s.at) - 1
	if !(s.value[last]-s.value[0] <= tolerance*(1+math.Abs(s.value[0]))) {
		return false
	}
	for _, p := range s.at[1:] {
		for i, x := range p {
			if math.Abs(x-s.at[0][i]) > math.Sqrt(tolerance) {
				return false
			}
		}
	}
	return true
}

// step moves the worst corner, or all of them towards the best.
func (s *simplex) step() {
	last := len(s.at) - 1
	middle := make([]float64, len(s.at[0]))
	for _, p := range s.at[:last] {
		for i, x := range p {
			middle[i] += x / float64(last)
		}
	}
	away := func(k float64) ([]float64, float64) {
		p := make([]float64, len(middle))
		for i := range p {
			p[i] = middle[i] + k*(middle[i]-s.at[last][i])
		}
		return p, s.of(p)
	}
	p, v := away(reflect)
	switch {
	case v < s.value[0]:
		if q, w := away(expand); w < v {
			p, v = q, w
		}
	case v < s.value[last-1]:
	case v < s.value[last]:
		if q, w := away(contract); w <= v {
			p, v = q, w
		} else {
			s.pull()
			return
		}
	default:
		q, w := away(-contract)
		if w >= s.value[last] {
			s.pull()
			return
		}
		p, v = q, w
	}
	s.at[last], s.value[last] = p, v
}

// pull moves every corner towards the best.
func (s *simplex) pull() {
	for k := 1; k < len(s.at); k++ {
		for i := range s.at[k] {
			s.at[k][i] = s.at[0][i] + shrink*(s.at[k][i]-s.at[0][i])
		}
		s.value[k] = s.of(s.at[k])
	}
}
