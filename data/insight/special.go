package insight

import "math"

// lgamma is the logarithm of the gamma function of a positive number.
func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

// logSum is the logarithm of e^a + e^b, without leaving the range of float64.
func logSum(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// seriesTerms bounds the sum in hyp2f1. For z up to 0.99 a few thousand terms
// are enough.
const seriesTerms = 20_000

// hyp2f1 is Gauss's hypergeometric function 2F1(a, b; c; z) for 0 <= z < 1 and
// positive c. Where the plain series would grow before it falls (c < a+b), it
// sums Euler's transformation instead (Abramowitz & Stegun 15.3.3).
func hyp2f1(a, b, c, z float64) float64 {
	if z == 0 {
		return 1
	}
	if c < a+b {
		return math.Pow(1-z, c-a-b) * series2f1(c-a, c-b, c, z)
	}
	return series2f1(a, b, c, z)
}

// series2f1 sums the defining series of 2F1 (Abramowitz & Stegun 15.1.1).
func series2f1(a, b, c, z float64) float64 {
	term, sum := 1.0, 1.0
	for n := 0.0; n < seriesTerms; n++ {
		term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
		sum += term
		if math.Abs(term) <= 1e-14*math.Abs(sum) {
			break
		}
	}
	return sum
}
