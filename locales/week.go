package locales

import "time"

// FirstDay returns the first day of the week.
func (p *Printer) FirstDay() time.Weekday { return p.firstDay }

// Hour12 reports whether times are written by the 12-hour clock.
func (p *Printer) Hour12() bool { return p.hour12 }

// FirstDayOfWeek returns the day on which calendars of a country begin the
// week (CLDR weekData); Monday where CLDR says nothing.
func FirstDayOfWeek(region string) time.Weekday {
	s, err := loadSupplement()
	if err != nil {
		return time.Monday // New reports the damage
	}
	return firstDay(s, region)
}

func firstDay(s *supplement, region string) time.Weekday {
	if day, ok := s.FirstDay[region]; ok {
		return time.Weekday(day)
	}
	return time.Weekday(s.FirstDay["001"])
}

// UsesHour12 reports whether a country is used to the 12-hour clock in the
// language (CLDR timeData). Where no country is known the 24-hour clock is used,
// as in most of the world, though CLDR has 12 hours for English there.
func UsesHour12(lang, region string) bool {
	s, err := loadSupplement()
	return err == nil && hour12(s, lang, region)
}

func hour12(s *supplement, lang, region string) bool {
	if twelve, ok := s.Hour12[lang+"-"+region]; ok && region != "001" {
		return twelve
	}
	if twelve, ok := s.Hour12[region]; ok {
		return twelve
	}
	return s.Hour12["001"]
}
