package main

// letterLanguage is a language in which letters are written.
type letterLanguage struct {
	tag, locale string
	house       map[string]string // patterns that the house writes otherwise
	years       int               // what is added to the Gregorian year
}

// letterLanguages are those of the scripts. Numbers are written with European
// digits everywhere, as they stand in the rest of a letter. In Thailand a letter
// counts years in the Buddhist era, 543 more, whatever CLDR writes in its
// Gregorian calendar.
var letterLanguages = []letterLanguage{
	{tag: "ar", locale: "ar"},
	{tag: "de", locale: "de"},
	{tag: "en", locale: "en-GB", house: map[string]string{"full": "EEEE d MMMM y"}},
	{tag: "es", locale: "es"},
	{tag: "fr", locale: "fr"},
	{tag: "id", locale: "id", house: map[string]string{"full": "EEEE, d MMMM y"}},
	{tag: "it", locale: "it"},
	{tag: "ja", locale: "ja"},
	{tag: "ko", locale: "ko"},
	{tag: "nl", locale: "nl"},
	{tag: "pl", locale: "pl"},
	{tag: "pt-BR", locale: "pt"},
	{tag: "ru", locale: "ru"},
	{tag: "th", locale: "th", years: 543, house: map[string]string{"full": "EEEEที่ d MMMM พ.ศ. y", "long": "d MMMM พ.ศ. y"}},
	{tag: "tr", locale: "tr"},
	{tag: "vi", locale: "vi"},
	{tag: "zh-Hans", locale: "zh", house: map[string]string{"full": "y年M月d日 EEEE"}},
}

// letters extracts how days and times are written in letters.
func (s source) letters() object {
	out := object{}
	for _, l := range letterLanguages {
		greg := s.main("cldr-dates-full", l.locale, "ca-gregorian.json").at("dates", "calendars", "gregorian")
		patterns := map[string]string{
			"full": greg.text("dateFormats", "full"),
			"long": greg.text("dateFormats", "long"),
			"time": greg.text("dateTimeFormats", "availableFormats", "Hm"),
		}
		for k, v := range l.house {
			patterns[k] = v
		}
		o := object{"patterns": patterns, "months": greg.at("months", "format", "wide").list(12), "days": dayNames(greg.at("days", "format", "wide"))}
		if l.years != 0 {
			o["years"] = l.years
		}
		out[l.tag] = o
	}
	return out
}
