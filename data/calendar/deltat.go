package calendar

// deltaT is the difference between dynamical and universal time, in days, at a
// moment given in Julian centuries from 2000 (Espenak and Meeus, Five
// Millennium Canon of Solar Eclipses, NASA/TP-2006-214141), with what has been
// measured since. The polynomials of that work for the time after 2005 foresaw
// a slower Earth than the one we have, by five seconds now and by two minutes
// in 2100. From 2025 on the pace of the last 25 years is assumed to go on,
// a quarter of a second a year; nobody can know it better than to a minute or
// so in 2100, hence Doubtful.
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
	case y < 2025:
		i := int((y - 2005) / 5)
		part := (y-2005)/5 - float64(i)
		s = measured[i] + part*(measured[i+1]-measured[i])
	default:
		s = measured[4] + 0.25*(y-2025)
	}
	return s / 86400
}

// measured holds the difference in seconds at the beginning of 2005, 2010,
// 2015, 2020 and 2025 (International Earth Rotation Service).
var measured = [5]float64{64.69, 66.07, 67.64, 69.36, 69.14}

// poly evaluates a polynomial, constant term first.
func poly(x float64, coefficients ...float64) float64 {
	var sum float64
	for i := len(coefficients) - 1; i >= 0; i-- {
		sum = sum*x + coefficients[i]
	}
	return sum
}
