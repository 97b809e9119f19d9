package calendar

import "math"

const (
	degree = math.Pi / 180
	// j2000 is noon of 1 January 2000 as a moment: a Date with a fraction.
	j2000 = 730120.5
	// tropicalYear is the mean length of the year of the seasons, in days.
	tropicalYear = 365.242189
)

// centuriesAt turns a moment of universal time into Julian centuries of
// dynamical time from 2000.
func centuriesAt(moment float64) float64 {
	c := (moment - j2000) / 36525
	return c + deltaT(c)/36525
}

// sunLongitude is the apparent longitude of the Sun in degrees, 0 to 360, at a
// moment of universal time, good to about two seconds of arc between 1900 and
// 2100: less than a minute of time (Calendrical Calculations, ch. 14). The mean
// aberration is the constant of the IAU, 20.4955 seconds of arc; the figure in
// the book, 0.005575°, lets the Sun be ten seconds of time early.
func sunLongitude(moment float64) float64 {
	c := centuriesAt(moment)
	var sum float64
	for i := range sunSeries {
		t := &sunSeries[i]
		sum += t.size * math.Sin((t.start+t.rate*c)*degree)
	}
	longitude := 282.7771834 + 36000.76953744*c + 0.000005729577951308232*sum
	aberration := 0.0000974*math.Cos((177.63+35999.01848*c)*degree) - 0.005693
	return modulo(longitude+aberration+nutation(c), 360)
}

// nutation is how far the wobble of the Earth's axis moves every longitude, in
// degrees, in a number of centuries from 2000.
func nutation(c float64) float64 {
	a := poly(c, 124.90, -1934.134, 0.002063)
	b := poly(c, 201.11, 72001.5377, 0.00057)
	return -0.004778*math.Sin(a*degree) - 0.0003667*math.Sin(b*degree)
}

// sunAt finds the moment of universal time, near a first guess that is right
// to a few days, at which the Sun reaches a longitude.
func sunAt(longitude, near float64) float64 {
	moment := near
	for range 8 {
		off := modulo(longitude-sunLongitude(moment)+180, 360) - 180
		step := off * tropicalYear / 360
		moment += step
		if math.Abs(step) < 1e-6 {
			break
		}
	}
	return moment
}

// modulo is the remainder that is never negative.
func modulo(x, y float64) float64 { return x - y*math.Floor(x/y) }
