package insight

import (
	"slices"
	"testing"

	"dragoman/data/calendar"

	"pgregory.net/rapid"
)

func TestScale(t *testing.T) {
	for _, c := range []struct {
		why    string
		values []int64
		want   []int
	}{
		// Fifteen buyers, three in each fifth, as RFM is taught.
		{"fifteen different", []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, []int{1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5}},
		{"one", []int64{7}, []int{3}},
		{"all alike", []int64{2, 2, 2, 2}, []int{3, 3, 3, 3}},
		{"most bought once", []int64{1, 1, 1, 1, 1, 1, 2, 2, 3, 9}, []int{2, 2, 2, 2, 2, 2, 4, 4, 5, 5}},
		{"below zero", []int64{-5, 0, 5, 10, 15}, []int{1, 2, 3, 4, 5}},
	} {
		s := NewScale(slices.Clone(c.values))
		for i, v := range c.values {
			if got := s.Score(v); got != c.want[i] {
				t.Errorf("%s: %d scores %d, want %d", c.why, v, got, c.want[i])
			}
		}
	}
	if got := NewScale(nil).Score(3); got != 0 {
		t.Errorf("without values the score is %d", got)
	}
}

func TestScaleKeepsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(-50, 50), 1, 60).Draw(t, "values")
		s := NewScale(slices.Clone(values))
		a, b := rapid.SampledFrom(values).Draw(t, "a"), rapid.SampledFrom(values).Draw(t, "b")
		x, y := s.Score(a), s.Score(b)
		if a <= b && x > y || a >= b && x < y || x < 1 || x > 5 {
			t.Fatalf("%d scores %d and %d scores %d", a, x, b, y)
		}
		if low, ok := s.Bound(x); !ok || low > a {
			t.Fatalf("%d scores %d, whose lowest is %d", a, x, low)
		}
	})
}

func TestPlaces(t *testing.T) {
	seen := map[Place]int{}
	for r := 1; r <= 5; r++ {
		for w := 1; w <= 5; w++ {
			seen[PlaceOf(r, w)]++
		}
	}
	for _, p := range Places() {
		if seen[p] == 0 {
			t.Errorf("%s is nowhere in the matrix", p)
		}
	}
	for _, c := range []struct {
		r, w int
		want Place
	}{{5, 5, Champions}, {5, 1, Newcomers}, {1, 5, CannotGo}, {1, 1, Lost}, {2, 4, AtRisk}, {3, 5, Loyal}, {4, 3, Promising}, {3, 1, Fading}} {
		if got := PlaceOf(c.r, c.w); got != c.want {
			t.Errorf("%d and %d is %s, want %s", c.r, c.w, got, c.want)
		}
	}
	if got := (RFM{5, 4, 5}).Worth(); got != 5 {
		t.Errorf("4 and 5 is worth %d", got)
	}
}

// The answers are the worked example of the score: of ten people five promote
// it, two are against it.
func TestNPS(t *testing.T) {
	for _, c := range []struct {
		why     string
		answers []int
		want    float64
		ok      bool
	}{
		{"none", nil, 0, false},
		{"five promoters, three in between, two against", []int{10, 10, 9, 9, 9, 8, 8, 7, 6, 0}, 30, true},
		{"only promoters", []int{9, 10}, 100, true},
		{"only against", []int{0, 6}, -100, true},
		{"only in between", []int{7, 8}, 0, true},
		{"what is no answer", []int{-1, 11, 10}, 100, true},
	} {
		if got, ok := NPS(c.answers); got != c.want || ok != c.ok {
			t.Errorf("%s: %v %v", c.why, got, ok)
		}
	}
}

func TestCSAT(t *testing.T) {
	if r, ok := CSAT([]int{5, 4, 4, 3, 1, 0, 6}); r != (Rate{3, 5}) || !ok {
		t.Errorf("%v %v", r, ok)
	}
	if _, ok := CSAT([]int{0}); ok {
		t.Error("a score without an answer")
	}
}

func TestRhythm(t *testing.T) {
	for _, c := range []struct {
		why    string
		days   []calendar.Date
		median float64
		next   calendar.Date
		today  calendar.Date
		late   bool
	}{
		{"nothing bought", nil, 0, 0, 900, false},
		{"bought once", []calendar.Date{100}, 0, 0, 900, false},
		{"one gap is no rhythm", []calendar.Date{100, 130}, 30, 0, 900, false},
		{"in time", []calendar.Date{100, 130, 160}, 30, 190, 185, false},
		{"late, not yet at risk", []calendar.Date{100, 130, 160}, 30, 190, 219, false},
		{"at risk", []calendar.Date{100, 130, 160}, 30, 190, 221, true},
		{"a quick rhythm has thirty days", []calendar.Date{100, 102, 104}, 2, 106, 135, false},
		{"and not one more", []calendar.Date{100, 102, 104}, 2, 106, 136, true},
		{"an even number of gaps", []calendar.Date{0, 10, 30, 60, 100}, 25, 125, 101, false},
	} {
		r := RhythmOf(c.days)
		if r.Median != c.median || r.Next != c.next || r.Overdue(c.today) != c.late {
			t.Errorf("%s: %+v, late %v", c.why, r, r.Overdue(c.today))
		}
	}
}

func TestShares(t *testing.T) {
	if g, ok := Growth(106, 100); !ok || g != 0.06 {
		t.Errorf("growth %v %v", g, ok)
	}
	for _, before := range []int64{0, -5} {
		if _, ok := Growth(100, before); ok {
			t.Errorf("growth on %d", before)
		}
	}
	if m, ok := MarginRate(200, 150); !ok || m != 0.25 {
		t.Errorf("margin %v %v", m, ok)
	}
	if _, ok := MarginRate(0, 10); ok {
		t.Error("a margin without sales")
	}
	if r := RepeatRate([]int{0, 1, 1, 2, 5}); r != (Rate{2, 4}) || r.Share() != 0.5 {
		t.Errorf("repeat %v", r)
	}
	if n, ok := PerHundred(3, 200); !ok || n != 1.5 {
		t.Errorf("complaints %v %v", n, ok)
	}
	if _, ok := PerHundred(3, 0); ok {
		t.Error("complaints without orders")
	}
}

// Abramowitz & Stegun 15.1.3 and 15.1.8, and symmetry.
func TestHyp2F1(t *testing.T) {
	near(t, "2F1(1,1;2;0.5)", hyp2f1(1, 1, 2, 0.5), 1.3862943611198906, 1e-12)
	near(t, "2F1(3,2;2;0.9)", hyp2f1(3, 2, 2, 0.9), 1000, 1e-6)
	near(t, "2F1(0.5,2;2;0.99)", hyp2f1(0.5, 2, 2, 0.99), 10, 1e-6)
	near(t, "2F1(5,7;9;0.8)", hyp2f1(5, 7, 9, 0.8), hyp2f1(7, 5, 9, 0.8), 1e-6)
	near(t, "2F1(2,3;4;0)", hyp2f1(2, 3, 4, 0), 1, 0)
}
