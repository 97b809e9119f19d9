package calendar

// deltaT is the difference between dynamical and universal time, in days, at a
// moment given in Julian centuries from 2000 (Espenak and Meeus, Five
// Millennium Canon of Solar Eclipses, NASA/TP-2006-214141).
func deltaT(centuries float64) float64 {
	y := 2000 + 100*centuries
	var s float64
	switch {
	case y < 1860:
		s = poly(y-1800, 13.72, -0.332447, 0.0068612, 0.0041116, -0.00037436, 0.0000121272, -0.0000001699, 0.000000000875)
	case y < 1900:
		s = poly(y-1860, 7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1.0/233174)
	case y < 1920:
		s = poly(y-1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197)
	case y < 1941:
		s = poly(y-1920, 21.20, 0.84493, -0.076100, 0.0020936)
	case y < 1961:
		s = poly(y-1950, 29.07, 0.407, -1.0/233, 1.0/2547)
	case y < 1986:
		s = poly(y-1975, 45.45, 1.067, -1.0/260, -1.0/718)
	case y < 2005:
		s = poly(y-2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599)
	case y < 2050:
		s = poly(y-2000, 62.92, 0.32217, 0.005589)
	default:
		u := (y - 1820) / 100
		s = -20 + 32*u*u - 0.5628*(2150-y)
	}
	return s / 86400
}

// poly evaluates a polynomial, constant term first.
func poly(x float64, coefficients ...float64) float64 {
	var sum float64
	for i := len(coefficients) - 1; i >= 0; i-- {
		sum = sum*x + coefficients[i]
	}
	return sum
}
