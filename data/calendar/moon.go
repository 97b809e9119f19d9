package calendar

import "math"

// moonTerm is one periodic term of the time of new moon: its size in days, the
// power of the eccentricity of the Earth's orbit that it carries, and the
// multiples of the Sun's anomaly, the Moon's anomaly and the argument of
// latitude of which it is the sine.
type moonTerm struct {
	size      float64
	e         int
	sun, moon float64
	latitude  float64
}

// moonTerms are the periodic terms of Meeus, Astronomical Algorithms (2nd
// ed.), ch. 49, for the new moon.
var moonTerms = []moonTerm{
	{-0.40720, 0, 0, 1, 0},
	{0.17241, 1, 1, 0, 0},
	{0.01608, 0, 0, 2, 0},
	{0.01039, 0, 0, 0, 2},
	{0.00739, 1, -1, 1, 0},
	{-0.00514, 1, 1, 1, 0},
	{0.00208, 2, 2, 0, 0},
	{-0.00111, 0, 0, 1, -2},
	{-0.00057, 0, 0, 1, 2},
	{0.00056, 1, 1, 2, 0},
	{-0.00042, 0, 0, 3, 0},
	{0.00042, 1, 1, 0, 2},
	{0.00038, 1, 1, 0, -2},
	{-0.00024, 1, -1, 2, 0},
	{-0.00007, 0, 2, 1, 0},
	{0.00004, 0, 0, 2, -2},
	{0.00004, 0, 3, 0, 0},
	{0.00003, 0, 1, 1, -2},
	{0.00003, 0, 0, 2, 2},
	{-0.00003, 0, 1, 1, 2},
	{0.00003, 0, -1, 1, 2},
	{-0.00002, 0, -1, 1, -2},
	{-0.00002, 0, 1, 3, 0},
	{0.00002, 0, 0, 4, 0},
}

// planetTerms are the fourteen additional terms of the same chapter: size in
// days, angle in degrees, change per lunation. The first of them also has a
// term in the square of the time.
var planetTerms = [14][3]float64{
	{0.000325, 299.77, 0.107408},
	{0.000165, 251.88, 0.016321},
	{0.000164, 251.83, 26.651886},
	{0.000126, 349.42, 36.412478},
	{0.000110, 84.66, 18.206239},
	{0.000062, 141.74, 53.303771},
	{0.000060, 207.14, 2.453732},
	{0.000056, 154.84, 7.306860},
	{0.000047, 34.52, 27.261239},
	{0.000042, 207.19, 0.121824},
	{0.000040, 291.34, 1.844379},
	{0.000037, 161.72, 24.198154},
	{0.000035, 239.56, 25.513099},
	{0.000023, 331.55, 3.592518},
}

const (
	synodicMonth = 29.530588861
	// firstNewMoon is the mean new moon of lunation 0, early in 2000, as a
	// moment of dynamical time.
	firstNewMoon = 2451550.09766 - 1721424.5
)

// newMoon is the moment of universal time of the new moon of lunation k,
// counted from the first of 2000. It is good to a few seconds between 1900 and
// 2100 (Meeus, ch. 49).
func newMoon(k int) float64 {
	n := float64(k)
	t := n / 1236.85
	t2 := t * t
	mean := firstNewMoon + synodicMonth*n + t2*poly(t, 0.00015437, -0.000000150, 0.00000000073)
	e := 1 - 0.002516*t - 0.0000074*t2
	sun := (2.5534 + 29.10535670*n + t2*poly(t, -0.0000014, -0.00000011)) * degree
	moon := (201.5643 + 385.81693528*n + t2*poly(t, 0.0107582, 0.00001238, -0.000000058)) * degree
	latitude := (160.7108 + 390.67050284*n + t2*poly(t, -0.0016118, -0.00000227, 0.000000011)) * degree
	node := (124.7746 - 1.56375588*n + t2*poly(t, 0.0020672, 0.00000215)) * degree
	sum := -0.00017 * math.Sin(node)
	power := [3]float64{1, e, e * e}
	for i := range moonTerms {
		p := &moonTerms[i]
		sum += p.size * power[p.e] * math.Sin(p.sun*sun+p.moon*moon+p.latitude*latitude)
	}
	for i := range planetTerms {
		p := &planetTerms[i]
		angle := p[1] + p[2]*n
		if i == 0 {
			angle -= 0.009173 * t2
		}
		sum += p[0] * math.Sin(angle*degree)
	}
	dynamical := mean + sum
	return dynamical - deltaT((dynamical-j2000)/36525)
}

// lunationNear is the number of the lunation whose mean new moon is nearest to
// a moment.
func lunationNear(moment float64) int {
	return int(math.Round((moment - firstNewMoon) / synodicMonth))
}
