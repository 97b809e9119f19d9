package calendar

import "math"

// moonSeries are the periodic terms of the Moon's longitude (Meeus,
// Astronomical Algorithms, 2nd ed., table 47.A): the size in millionths of a
// degree and the multiples of the elongation, the Sun's anomaly, the Moon's
// anomaly and the argument of latitude of which it is the sine.
var moonSeries = [59]struct {
	size                       float64
	elongation, sun, moon, lat int8
}{
	{6288774, 0, 0, 1, 0},
	{1274027, 2, 0, -1, 0},
	{658314, 2, 0, 0, 0},
	{213618, 0, 0, 2, 0},
	{-185116, 0, 1, 0, 0},
	{-114332, 0, 0, 0, 2},
	{58793, 2, 0, -2, 0},
	{57066, 2, -1, -1, 0},
	{53322, 2, 0, 1, 0},
	{45758, 2, -1, 0, 0},
	{-40923, 0, 1, -1, 0},
	{-34720, 1, 0, 0, 0},
	{-30383, 0, 1, 1, 0},
	{15327, 2, 0, 0, -2},
	{-12528, 0, 0, 1, 2},
	{10980, 0, 0, 1, -2},
	{10675, 4, 0, -1, 0},
	{10034, 0, 0, 3, 0},
	{8548, 4, 0, -2, 0},
	{-7888, 2, 1, -1, 0},
	{-6766, 2, 1, 0, 0},
	{-5163, 1, 0, -1, 0},
	{4987, 1, 1, 0, 0},
	{4036, 2, -1, 1, 0},
	{3994, 2, 0, 2, 0},
	{3861, 4, 0, 0, 0},
	{3665, 2, 0, -3, 0},
	{-2689, 0, 1, -2, 0},
	{-2602, 2, 0, -1, 2},
	{2390, 2, -1, -2, 0},
	{-2348, 1, 0, 1, 0},
	{2236, 2, -2, 0, 0},
	{-2120, 0, 1, 2, 0},
	{-2069, 0, 2, 0, 0},
	{2048, 2, -2, -1, 0},
	{-1773, 2, 0, 1, -2},
	{-1595, 2, 0, 0, 2},
	{1215, 4, -1, -1, 0},
	{-1110, 0, 0, 2, 2},
	{-892, 3, 0, -1, 0},
	{-810, 2, 1, 1, 0},
	{759, 4, -1, -2, 0},
	{-713, 0, 2, -1, 0},
	{-700, 2, 2, -1, 0},
	{691, 2, 1, -2, 0},
	{596, 2, -1, 0, -2},
	{549, 4, 0, 1, 0},
	{537, 0, 0, 4, 0},
	{520, 4, -1, 0, 0},
	{-487, 1, 0, -2, 0},
	{-399, 2, 1, 0, -2},
	{-381, 0, 0, 2, -2},
	{351, 1, 1, 1, 0},
	{-340, 3, 0, -2, 0},
	{330, 4, 0, -3, 0},
	{327, 2, -1, 2, 0},
	{-323, 0, 2, 1, 0},
	{299, 1, 1, -1, 0},
	{294, 2, 0, 3, 0},
}

// moonLongitude is the apparent longitude of the Moon in degrees, 0 to 360, at
// a moment of universal time, good to about ten seconds of arc: twenty seconds
// of time (Meeus, ch. 47).
func moonLongitude(moment float64) float64 {
	c := centuriesAt(moment)
	mean := poly(c, 218.3164477, 481267.88123421, -0.0015786, 1.0/538841, -1.0/65194000)
	elongation := poly(c, 297.8501921, 445267.1114034, -0.0018819, 1.0/545868, -1.0/113065000)
	sun := poly(c, 357.5291092, 35999.0502909, -0.0001536, 1.0/24490000)
	moon := poly(c, 134.9633964, 477198.8675055, 0.0087414, 1.0/69699, -1.0/14712000)
	latitude := poly(c, 93.2720950, 483202.0175233, -0.0036539, -1.0/3526000, 1.0/863310000)
	e := 1 - 0.002516*c - 0.0000074*c*c
	power := [3]float64{1, e, e * e}
	sum := 3958*math.Sin((119.75+131.849*c)*degree) +
		1962*math.Sin((mean-latitude)*degree) +
		318*math.Sin((53.09+479264.290*c)*degree)
	for i := range moonSeries {
		t := &moonSeries[i]
		angle := float64(t.elongation)*elongation + float64(t.sun)*sun + float64(t.moon)*moon + float64(t.lat)*latitude
		sum += t.size * power[max(t.sun, -t.sun)] * math.Sin(angle*degree)
	}
	return modulo(mean+sum/1e6+nutation(c), 360)
}
