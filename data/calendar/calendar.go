// Package calendar converts days between the calendars that customers live
// by: Gregorian, Chinese, Korean, Vietnamese, Hijri, Hebrew, Persian and more.
//
// It promises that every conversion is right inside the range it states (see
// Calendars) and refuses outside it; it never guesses. It knows nothing of
// holidays (see almanac), of names of months (see locales) or of customers.
//
// There is one description of each calendar: the lengths of the months of a
// year. Every conversion is made from it, so that all calendars answer alike.
// The years of arithmetic calendars are worked out each time, which takes a
// few nanoseconds; those that follow the Sun and the Moon are computed when
// first asked for, in a fraction of a millisecond, and kept. Only Umm al-Qura
// and the Thai years come from tables, because they are printed year by year. All functions may be
// called from several goroutines at once.
package calendar

// ID names a calendar in files and on the command line; it never changes once
// it has been stored.
type ID string

// The calendars that are built in.
const (
	Gregorian  ID = "gregorian"
	Julian     ID = "julian"
	Chinese    ID = "chinese"
	Korean     ID = "korean"
	Vietnamese ID = "vietnamese"
	Hijri      ID = "hijri"       // Umm al-Qura, the civil calendar of Saudi Arabia
	HijriCivil ID = "hijri-civil" // arithmetic, 30-year cycle
	Hebrew     ID = "hebrew"      // months count from Nisan = 1
	Persian    ID = "persian"
	Japanese   ID = "japanese"    // Gregorian months; the era is kept in Day.Era
	ROC        ID = "roc"         // Gregorian months; years from 1912
	Buddhist   ID = "buddhist"    // Gregorian months; years from 543 BC, as in Thailand
	Ethiopic   ID = "ethiopic"    // years of the Incarnation; month 13 has five or six days
	Coptic     ID = "coptic"      // years of the Martyrs; month 13 has five or six days
	Indian     ID = "indian"      // national calendar, Śaka era
	HijriIran  ID = "hijri-iran"  // months as Iran saw them begin; the past only
	Bikram     ID = "bikram"      // Bikram Sambat, the official calendar of Nepal
	Bahai      ID = "bahai"       // Badíʿ; the days of Ayyám-i-Há are the leap month of 18
	Tibetan    ID = "tibetan"     // Phugpa; years by the Gregorian one in which they begin
	Bhutanese  ID = "bhutanese"   // the Tibetan calendar of Bhutan
	Mongolian  ID = "mongolian"   // the Tibetan calendar of Mongolia
	ThaiLunar  ID = "thai-lunar"  // months from 1 (ai) on; Buddhist years
	Burmese    ID = "burmese"     // years from 1 Tagu on; the first Waso is the leap month
	HinduLunar ID = "hindu-lunar" // amanta months from Chaitra = 1, Śaka era, days by the tithi at sunrise
	Tamil      ID = "tamil"       // solar months from Chithirai = 1, Śaka era
)

// Day is a day as a calendar writes it. Month numbers count as the calendar
// counts them (Hebrew from Nisan = 1); Leap marks the intercalary month of
// lunisolar calendars: it follows the month of the same number in East Asia,
// Thailand and Bhutan, and goes before it in the others.
type Day struct {
	Calendar ID
	Year     int
	Month    int
	Leap     bool
	Day      int
	Again    bool   // the second of two days of this number; Tibetan and Hindu only
	Era      string // Japanese only: "reiwa", "heisei", "showa", "taisho", "meiji"
}

// Partial is a date of which parts may be unknown: a zero Year, Month or Day
// means "not known". It is what a birthday is stored as, in the calendar in
// which it was told.
type Partial struct {
	Calendar ID
	Year     int
	Month    int
	Leap     bool
	Day      int
}
