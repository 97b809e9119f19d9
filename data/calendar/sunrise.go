package calendar

import "math"

// Place is where a day is reckoned: degrees north and east, and how many hours
// its clock is ahead of universal time.
type Place struct {
	Latitude, Longitude float64
	Hours               float64
}

// Delhi is the place for which Hindu festivals are reckoned in this package
// unless another is named: New Delhi and Indian Standard Time.
var Delhi = Place{Latitude: 28.6139, Longitude: 77.2090, Hours: 5.5}

// sunDip is how far below the level, in degrees, the Sun's centre stands when
// its upper edge is seen to rise or set.
const sunDip = 0.8333

// midday is the moment of universal time at which the Sun is due south on a
// day of a place's clock, good to a few seconds.
func (p Place) midday(d Date) float64 {
	noon := float64(d) + 0.5 - p.Longitude/360
	return noon - equationOfTime(noon)
}

// halfDay is half of the time, in days, that the Sun is up around a moment.
func (p Place) halfDay(moment float64) float64 {
	c := centuriesAt(moment)
	// The Sun's longitude to a hundredth of a degree (Meeus, ch. 25).
	anomaly := (357.52911 + 35999.05029*c) * degree
	longitude := 280.46646 + 36000.76983*c + 1.914602*math.Sin(anomaly) + 0.019993*math.Sin(2*anomaly)
	declination := math.Asin(math.Sin((23.43929-0.0130042*c)*degree) * math.Sin(longitude*degree))
	latitude := p.Latitude * degree
	hourAngle := (-math.Sin(sunDip*degree) - math.Sin(latitude)*math.Sin(declination)) /
		(math.Cos(latitude) * math.Cos(declination))
	return math.Acos(min(max(hourAngle, -1), 1)) / (2 * math.Pi)
}

// sunrise is the moment of universal time at which the Sun rises on a day, and
// sunset that at which it sets; both are good to some ten seconds. Where it
// does neither, they are midnight or midday.
func (p Place) sunrise(d Date) float64 {
	noon := p.midday(d)
	return noon - p.halfDay(noon-0.25)
}

func (p Place) sunset(d Date) float64 {
	noon := p.midday(d)
	return noon + p.halfDay(noon+0.25)
}

// day is the day on which a moment of universal time falls when days run from
// sunrise to sunrise.
func (p Place) day(moment float64) Date {
	d := Date(math.Floor(moment + p.Hours/24))
	if moment < p.sunrise(d) {
		d--
	}
	return d
}
