package calendar

// New-moon days at which the calendar that was published differs from the one
// computed here: the computed day, then the published one.
var (
	publishedChina   = map[Date]Date{}
	publishedKorea   = map[Date]Date{}
	publishedVietnam = map[Date]Date{}
)
