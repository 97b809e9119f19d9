package insight

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"
)

// cdnow reads the sample of 2,357 customers of the record shop CDNOW on which
// the models were published (Fader & Hardie, brucehardie.com/datasets; as kept
// by the Python package lifetimes, MIT): repeat purchases within 39 weeks, the
// week of the last, the weeks since the first, and the mean amount in dollars.
func cdnow(tb testing.TB) []Purchases {
	tb.Helper()
	f, err := os.Open("testdata/cdnow.csv")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var out []Purchases
	for _, row := range rows[1:] {
		var v [4]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(row[i], 64); err != nil {
				tb.Fatal(err)
			}
		}
		out = append(out, Purchases{X: int(v[0]), TX: v[1], T: v[2], Mean: v[3]})
	}
	if len(out) != 2357 {
		tb.Fatalf("%d customers", len(out))
	}
	return out
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %v, published as %v", what, got, want)
	}
}

// The paper of 2005, table 2 and section 5.
func TestBGNBDAsPublished(t *testing.T) {
	m, ok := FitBGNBD(cdnow(t))
	if !ok {
		t.Fatal("no fit")
	}
	near(t, "r", m.R, 0.243, 0.0006)
	near(t, "alpha", m.Alpha, 4.414, 0.003)
	near(t, "a", m.A, 0.793, 0.0006)
	near(t, "b", m.B, 2.426, 0.002)
	near(t, "LL", m.LogLikelihood, -9582.4, 0.06)

	// "Implementing the BG/NBD Model for Customer Base Analysis in Excel" (Fader,
	// Hardie & Lee, 2005): customer 1 in the coming 39 weeks.
	one := Purchases{X: 2, TX: 30.43, T: 38.86}
	near(t, "E(Y(39))", m.Expected(one, 39), 1.226, 0.002)
	near(t, "P(alive) of customer 1", m.Alive(one), 0.7266, 0.0005)
}

// The note of 2013: 946 customers who bought again.
func TestGammaGammaAsPublished(t *testing.T) {
	all := cdnow(t)
	m, ok := FitGammaGamma(all)
	if !ok {
		t.Fatal("no fit")
	}
	near(t, "p", m.P, 6.25, 0.006)
	near(t, "q", m.Q, 3.74, 0.006)
	near(t, "gamma", m.Gamma, 15.44, 0.02)
	if p := (GammaGamma{P: 6.25, Q: 3.74, Gamma: 15.44}); m.LogLikelihood < p.likelihood(again(all))-1e-6 {
		t.Errorf("the published parameters are more likely than the fit: %v", m.LogLikelihood)
	}
	near(t, "mean of all", m.Mean(Purchases{}), 35.17, 0.1)

	published := GammaGamma{P: 6.25, Q: 3.74, Gamma: 15.44}
	for i, want := range []float64{24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17} {
		near(t, "E(M) of customer "+strconv.Itoa(i+1), published.Mean(all[i]), want, 0.1)
	}
}

// again are the customers who bought again.
func again(all []Purchases) (out []Purchases) {
	for _, p := range all {
		if p.X > 0 && p.Mean > 0 {
			out = append(out, p)
		}
	}
	return out
}

func TestFitsAreTheSameTwice(t *testing.T) {
	all := cdnow(t)
	a, _ := FitBGNBD(all)
	b, _ := FitBGNBD(all)
	c, _ := FitGammaGamma(all)
	d, _ := FitGammaGamma(all)
	if a != b || c != d {
		t.Errorf("%+v and %+v; %+v and %+v", a, b, c, d)
	}
}

func BenchmarkFitCDNOW(b *testing.B) {
	all := cdnow(b)
	for b.Loop() {
		if _, ok := FitBGNBD(all); !ok {
			b.Fatal("no fit")
		}
	}
}
