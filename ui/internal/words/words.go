// Package words says by which message a stored code is shown: traditions and
// kinds of holidays, how sure a date is, which wishes fit, and the rules that
// move a yearly day.
//
// It promises a message for every code that the almanac and the calendars
// know; a code that is newer than the program is shown as "other". What the
// messages say is in locales.
package words

import (
	"slices"

	"dragoman/data/almanac"
	"dragoman/data/calendar"
	"dragoman/locales"
)

var traditions = map[string]locales.ID{
	"bahai":         "tradition.bahai",
	"buddhist":      "tradition.buddhist",
	"burmese":       "tradition.burmese",
	"chinese":       "tradition.chinese",
	"christian":     "tradition.christian",
	"closing":       "tradition.closing",
	"civic":         "tradition.civic",
	"coptic":        "tradition.coptic",
	"ethiopian":     "tradition.ethiopian",
	"hindu":         "tradition.hindu",
	"international": "tradition.international",
	"islamic":       "tradition.islamic",
	"jain":          "tradition.jain",
	"japanese":      "tradition.japanese",
	"jewish":        "tradition.jewish",
	"korean":        "tradition.korean",
	"mongolian":     "tradition.mongolian",
	"orthodox":      "tradition.orthodox",
	"own":           "tradition.own",
	"persian":       "tradition.persian",
	"sikh":          "tradition.sikh",
	"thai":          "tradition.thai",
	"tibetan":       "tradition.tibetan",
	"vietnamese":    "tradition.vietnamese",
	"zoroastrian":   "tradition.zoroastrian",
}

var kinds = map[almanac.Kind]locales.ID{
	almanac.Public:     "kind.public",
	almanac.Bank:       "kind.bank",
	almanac.HalfDay:    "kind.half_day",
	almanac.Optional:   "kind.optional",
	almanac.Observance: "kind.observance",
	almanac.Fast:       "kind.fast",
	almanac.Mourning:   "kind.mourning",
	almanac.Workday:    "kind.workday",
}

var certainties = map[almanac.Certainty]locales.ID{
	almanac.Computed:  "certainty.computed",
	almanac.Tabulated: "certainty.tabulated",
	almanac.Announced: "certainty.announced",
	almanac.Estimated: "certainty.estimated",
}

var moods = map[almanac.Mood]locales.ID{
	almanac.Cheerful: "mood.cheerful",
	almanac.Quiet:    "mood.quiet",
	almanac.NoWish:   "mood.none",
}

var rules = map[calendar.Rule]locales.ID{
	calendar.RuleFeb29:       "calendar.rule_feb29",
	calendar.RuleLeapMonth:   "calendar.rule_leap_month",
	calendar.RuleShortMonth:  "calendar.rule_short_month",
	calendar.RuleAdar:        "calendar.rule_adar",
	calendar.RuleNextMonth:   "calendar.rule_next_month",
	calendar.RuleSkippedDay:  "calendar.rule_skipped_day",
	calendar.RuleFirstOfTwo:  "calendar.rule_first_of_two",
	calendar.RuleSecondOfTwo: "calendar.rule_second_of_two",
	calendar.RuleLostMonth:   "calendar.rule_lost_month",
}

// Tradition names a tradition of the almanac.
func Tradition(code string) locales.ID { return or(traditions[code], "tradition.other") }

// Kind names what a day means for work.
func Kind(k almanac.Kind) locales.ID { return or(kinds[k], "kind.observance") }

// Certainty says how sure a date is.
func Certainty(c almanac.Certainty) locales.ID { return or(certainties[c], "certainty.computed") }

// Mood says which wishes fit a day.
func Mood(m almanac.Mood) locales.ID { return or(moods[m], "mood.quiet") }

// HolidayNames are the names by which a holiday is found: in every language of
// the product, and as it is called where it is kept.
func HolidayNames(h interface {
	Name(lang string) string
	LocalName() string
},
) []string {
	names := []string{h.LocalName()}
	for _, l := range locales.Languages() {
		names = append(names, h.Name(l.Tag))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// LocalName is what a holiday is called where it is kept, as a second name
// beside the one in the language of the interface; "" where that language is its
// own, or where it is filed under an English name and has none of its own.
func LocalName(o almanac.Occurrence, tag string) string {
	local, lang := o.LocalName(), o.LocalLanguage()
	if lang == "" || lang == tag || lang == "en" && o.Country == "" || local == o.Name(tag) {
		return ""
	}
	return local
}

// Rule says why a yearly day is kept on another one. For RuleExact it is "",
// because there is nothing to say.
func Rule(r calendar.Rule) locales.ID { return rules[r] }

func or(id, other locales.ID) locales.ID {
	if id == "" {
		return other
	}
	return id
}
