package insight

import (
	"cmp"
	"slices"
	"sort"
)

// RFM are the scores of recency, frequency and money from 1 to 5, each the
// fifth of one's own buyers in which a customer lies (Hughes, "Strategic
// Database Marketing", 1994). 5 is the best fifth; 0 means that there was no
// purchase.
type RFM struct{ R, F, M int }

// Scale tells in which fifth of many values one lies.
type Scale struct {
	values []int64 // sorted
}

// NewScale makes the scale of values, which it sorts.
func NewScale(values []int64) Scale {
	slices.Sort(values)
	return Scale{values}
}

// Score is the fifth of a value, 1 for the lowest and 5 for the highest. Equal
// values have equal scores: they count as the middle of the places that they
// take up together, so a value that nearly all share is a 3. It is 0 where
// there are no values.
func (s Scale) Score(v int64) int {
	n := len(s.values)
	if n == 0 {
		return 0
	}
	below, _ := slices.BinarySearch(s.values, v)
	upTo, _ := slices.BinarySearchFunc(s.values, v, func(x, v int64) int {
		if x <= v {
			return -1
		}
		return 1
	})
	// The middle of the places, in halves of a place; fifths of them are cut
	// without rounding.
	return min(5, 1+5*(below+upTo)/(2*n))
}

// Bound is the lowest value of the score, from 1 to 5; ok is false when nobody
// has it.
func (s Scale) Bound(score int) (low int64, ok bool) {
	i := sort.Search(len(s.values), func(i int) bool { return s.Score(s.values[i]) >= score })
	if i == len(s.values) || s.Score(s.values[i]) != score {
		return 0, false
	}
	return s.values[i], true
}

// Worth joins frequency and money to one score, their mean rounded up, so that
// the matrix has two sides.
func (s RFM) Worth() int { return (s.F + s.M + 1) / 2 }

// Place is the name of a field of the matrix of recency and worth.
type Place string

// The places, the best first.
const (
	Champions Place = "champions" // bought lately, often and much
	Loyal     Place = "loyal"     // often and much, not just now
	Promising Place = "promising" // lately, in the middle
	Newcomers Place = "new"       // lately and little yet
	Fading    Place = "fading"    // little, and a while ago
	AtRisk    Place = "at_risk"   // were good, and have not come for long
	CannotGo  Place = "cannot_go" // were among the best, and are nearly lost
	Lost      Place = "lost"      // little, and long ago
)

// Places lists the places, the best first.
func Places() []Place {
	return []Place{Champions, Loyal, Promising, Newcomers, Fading, AtRisk, CannotGo, Lost}
}

// PlaceOf names the field of the matrix with the given recency and worth.
func PlaceOf(recency, worth int) Place {
	switch {
	case recency >= 4 && worth >= 4:
		return Champions
	case recency == 3 && worth >= 4:
		return Loyal
	case recency >= 3 && worth == 3:
		return Promising
	case recency >= 4:
		return Newcomers
	case recency == 3:
		return Fading
	case recency == 1 && worth >= 4:
		return CannotGo
	case worth >= 3:
		return AtRisk
	}
	return Lost
}

// quantile is the value at a share q of sorted values, between two of them in
// proportion (type 7 of Hyndman & Fan, 1996). It is 0 for none.
func quantile[T cmp.Ordered](sorted []T, q float64, number func(T) float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return number(sorted[len(sorted)-1])
	}
	low, high := number(sorted[i]), number(sorted[i+1])
	return low + (at-float64(i))*(high-low)
}
