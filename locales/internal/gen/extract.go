package main

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

type object map[string]any

// language builds the extract of one shipped language.
func (s source) language(l shippedLanguage) object {
	o := s.regional(l.locale, l.house)
	o["region"] = l.region
	if len(l.regions) > 0 {
		o["regions"] = l.regions
		variants := object{}
		for name, locale := range l.variant {
			variants[name] = s.regional(locale, nil)
		}
		o["variants"] = variants
	}
	greg := s.main("cldr-dates-full", l.locale, "ca-gregorian.json").at("dates", "calendars", "gregorian")
	o["months"] = greg.at("months", "format", "wide").list(12)
	o["monthsAlone"] = greg.at("months", "stand-alone", "wide").list(12)
	if l.tag == "zh-Hans" {
		// 11月 rather than 十一月, as the dates beside it are written.
		o["monthsAlone"] = greg.at("months", "stand-alone", "abbreviated").list(12)
	}
	for key, width := range map[string]string{"days": "wide", "daysShort": "abbreviated", "daysNarrow": "narrow"} {
		o[key] = dayNames(greg.at("days", "stand-alone", width))
	}
	s.relative(l, o)
	s.numbers(l, o)
	s.lunar(l, o)
	s.names(l, o)
	return o
}

// dayNames are the names of the days from Sunday on.
func dayNames(names node) []string {
	return []string{
		names.text("sun"), names.text("mon"), names.text("tue"), names.text("wed"),
		names.text("thu"), names.text("fri"), names.text("sat"),
	}
}

// wanted lists the date and time patterns that the Printer uses.
var wanted = []string{"yMMMd", "yMMMEd", "MMMd", "MMMMd", "MMMEd", "yMMMM", "yMMM", "y", "Hm", "hm"}

// regional extracts what countries of one language write differently.
func (s source) regional(locale string, house map[string]string) object {
	greg := s.main("cldr-dates-full", locale, "ca-gregorian.json").at("dates", "calendars", "gregorian")
	formats := greg.at("dateTimeFormats", "availableFormats")
	patterns := map[string]string{
		"yMMMMEEEEd": greg.text("dateFormats", "full"),
		"yMMMMd":     greg.text("dateFormats", "long"),
	}
	for _, k := range wanted {
		patterns[k] = formats.text(k)
	}
	intervals := map[string]string{}
	for _, k := range []string{"yMMMd/d", "yMMMd/M", "yMMMd/y", "MMMd/d", "MMMd/M"} {
		skeleton, field, _ := strings.Cut(k, "/")
		intervals[k] = greg.text("dateTimeFormats", "intervalFormats", skeleton, field)
	}
	for k, v := range house {
		if strings.Contains(k, "/") {
			intervals[k] = v
		} else {
			patterns[k] = v
		}
	}
	periods := greg.at("dayPeriods", "format", "abbreviated")
	lists := s.main("cldr-misc-full", locale, "listPatterns.json").at("listPatterns")
	symbols := map[string]string{}
	for code := range s.currencies(locale).object() {
		c := s.currencies(locale).at(code)
		if c.has("symbol") && c.text("symbol") != code {
			symbols[code] = c.text("symbol")
		}
	}
	return object{
		"patterns": patterns, "intervals": intervals,
		"monthsShort": greg.at("months", "format", "abbreviated").list(12),
		"am":          periods.text("am"), "pm": periods.text("pm"),
		"listAnd": listForms(lists.at("listPattern-type-standard")),
		"listOr":  listForms(lists.at("listPattern-type-or")),
		"symbols": symbols,
	}
}

var currencyCache = map[string]node{}

// currencies returns the currencies of a locale, read once.
func (s source) currencies(locale string) node {
	n, ok := currencyCache[locale]
	if !ok {
		n = s.main("cldr-numbers-full", locale, "currencies.json").at("numbers", "currencies")
		currencyCache[locale] = n
	}
	return n
}

func listForms(n node) []string {
	return []string{n.text("2"), n.text("start"), n.text("middle"), n.text("end")}
}

func (s source) relative(l shippedLanguage, o object) {
	fields := s.main("cldr-dates-full", l.locale, "dateFields.json").at("dates", "fields")
	days := map[string]string{}
	for k, v := range fields.at("day").texts() {
		if n, ok := strings.CutPrefix(k, "relative-type-"); ok {
			days[n] = v
		}
	}
	o["relativeDays"] = days
	for key, name := range map[string]string{"future": "relativeTime-type-future", "past": "relativeTime-type-past"} {
		units := object{}
		for _, unit := range []string{"day", "week", "month", "year"} {
			forms := map[string]string{}
			for k, v := range fields.at(unit, name).texts() {
				forms[strings.TrimPrefix(k, "relativeTimePattern-count-")] = v
			}
			units[unit] = forms
		}
		o[key] = units
	}
}

func (s source) numbers(l shippedLanguage, o object) {
	n := s.main("cldr-numbers-full", l.locale, "numbers.json").at("numbers")
	sym := n.at("symbols-numberSystem-latn")
	o["decimal"], o["group"], o["minus"] = sym.text("decimal"), sym.text("group"), sym.text("minusSign")
	digits := regexp.MustCompile(`[#0][#0,.]*`)
	percent := digits.ReplaceAllString(n.text("percentFormats-numberSystem-latn", "standard"), "{0}")
	o["percent"] = strings.ReplaceAll(percent, "%", sym.text("percentSign"))
	o["currency"] = digits.ReplaceAllString(n.text("currencyFormats-numberSystem-latn", "standard"), "{0}")
}

func (s source) lunar(l shippedLanguage, o object) {
	sets := s.main("cldr-cal-chinese-full", s.parent(l.locale), "ca-chinese.json").
		at("dates", "calendars", "chinese", "cyclicNameSets")
	terms := sets.at("solarTerms", "format", "wide").list(24)
	// CLDR counts from the beginning of spring; almanacs and the calendar
	// package count from Minor Cold, the first term of the solar year.
	o["solarTerms"] = titles(slices.Concat(terms[22:], terms[:22]))
	o["zodiac"] = sets.at("zodiacs", "format", "wide").list(12)
	o["sexagenary"] = titles(sets.at("years", "format", "wide").list(60))
	eras := map[string]string{}
	for k, v := range l.eras {
		eras[k] = v
	}
	names := s.main("cldr-cal-japanese-full", s.parent(l.locale), "ca-japanese.json").
		at("dates", "calendars", "japanese", "eras", "eraAbbr")
	for k, n := range map[string]string{"meiji": "232", "taisho": "233", "showa": "234", "heisei": "235", "reiwa": "236"} {
		eras[k] = strings.ReplaceAll(l.eras["japanese"], "{era}", names.text(n))
	}
	delete(eras, "japanese")
	o["eras"] = eras
}

// parent returns the locale that has files in the older calendar packages.
func (s source) parent(locale string) string {
	base, _, _ := strings.Cut(locale, "-")
	return base
}

// titles writes the first letter of each word large ("Minor Cold"), as names
// stand alone on our screens; scripts without case are unchanged.
func titles(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		words := strings.Split(s, " ")
		for j, w := range words {
			if w != "in" && w != "and" && w != "of" {
				r := []rune(w)
				words[j] = strings.ToUpper(string(r[0])) + string(r[1:])
			}
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

func (s source) names(l shippedLanguage, o object) {
	all := s.main("cldr-localenames-full", l.locale, "territories.json").at("localeDisplayNames", "territories").texts()
	countries := map[string]string{}
	for _, cc := range s.countries() {
		countries[cc] = all[cc]
		if alt := all[cc+"-alt-"+shortNames[cc]]; alt != "" {
			countries[cc] = alt
		}
	}
	o["territories"] = countries
	o["languages"] = withoutAlternatives(s.main("cldr-localenames-full", l.locale, "languages.json").
		at("localeDisplayNames", "languages").texts())
	o["scripts"] = withoutAlternatives(s.main("cldr-localenames-full", l.locale, "scripts.json").
		at("localeDisplayNames", "scripts").texts())
	o["localePattern"] = s.main("cldr-localenames-full", l.locale, "localeDisplayNames.json").
		text("localeDisplayNames", "localeDisplayPattern", "localePattern")
	currencies := map[string]string{}
	for code := range s.currencies(l.locale).object() {
		currencies[code] = s.currencies(l.locale).text(code, "displayName")
	}
	o["currencies"] = currencies
	o["cities"] = s.cities(l.locale)
}

// cities are the cities that stand for the time zones, by the names that the tz
// database uses now, where they are not called as the zone is. Stations in the
// ice are left out.
func (s source) cities(locale string) map[string]string {
	today := map[string]string{}
	keys := s.open("cldr-bcp47/bcp47/timezone.json").at("keyword", "u", "tz")
	for k, v := range keys.object() {
		if _, ok := v.(map[string]any); !ok || !keys.at(k).has("_iana") {
			continue
		}
		for _, old := range strings.Fields(keys.text(k, "_alias")) {
			today[old] = keys.text(k, "_iana")
		}
	}
	out := map[string]string{}
	var walk func(path string, n node)
	walk = func(path string, n node) {
		if n.has("exemplarCity") {
			zone, city := path, n.text("exemplarCity")
			if now, renamed := today[zone]; renamed {
				zone = now
			}
			if strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ") != city {
				out[zone] = city
			}
			return
		}
		for k, v := range n.object() {
			if _, ok := v.(map[string]any); ok {
				walk(path+"/"+k, n.at(k))
			}
		}
	}
	zones := s.main("cldr-dates-full", locale, "timeZoneNames.json").at("dates", "timeZoneNames", "zone")
	for _, area := range []string{"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"} {
		walk(area, zones.at(area))
	}
	return out
}

func withoutAlternatives(names map[string]string) map[string]string {
	for k := range names {
		if strings.Contains(k, "-alt-") || strings.Contains(k, "-menu-") {
			delete(names, k)
		}
	}
	return names
}

// reserved are codes that ISO 3166-1 only keeps free; they are no countries.
var reserved = []string{"AC", "CP", "CQ", "DG", "EA", "EU", "IC", "TA", "UN"}

// countries returns the ISO 3166-1 codes and XK, sorted.
func (s source) countries() []string {
	var out []string
	names := s.main("cldr-localenames-full", "en", "territories.json").at("localeDisplayNames", "territories")
	codes := s.open("cldr-core/supplemental/codeMappings.json").at("supplemental", "codeMappings")
	for cc := range codes.object() {
		c := codes.at(cc)
		private := cc[0] == 'Q' && cc != "QA" || cc[0] == 'X' && cc != "XK" || cc == "AA" || cc == "ZZ" || slices.Contains(reserved, cc)
		if len(cc) == 2 && cc[0] >= 'A' && c.has("_alpha3") && !private && names.has(cc) {
			out = append(out, cc)
		}
	}
	sort.Strings(out)
	return out
}

var weekdays = map[string]int{"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}

// supplement builds the file that belongs to no language.
func (s source) supplement() object {
	first := map[string]int{}
	for region, day := range s.open("cldr-core/supplemental/weekData.json").
		at("supplemental", "weekData", "firstDay").texts() {
		if !strings.Contains(region, "-alt-") {
			first[region] = weekdays[day]
		}
	}
	hour12 := map[string]bool{}
	times := s.open("cldr-core/supplemental/timeData.json").at("supplemental", "timeData")
	for region := range times.object() {
		hour12[strings.ReplaceAll(region, "_", "-")] = strings.HasPrefix(times.text(region, "_preferred"), "h")
	}
	digits, tender := s.money()
	months, leap := s.ownMonths()
	return object{
		"firstDay": first, "hour12": hour12, "digits": digits, "tender": tender,
		"countries": s.countries(), "months": months, "leap": leap,
	}
}

// money returns the decimal places of currencies and the currencies in use.
func (s source) money() (map[string]int, []string) {
	data := s.open("cldr-core/supplemental/currencyData.json").at("supplemental", "currencyData")
	digits := map[string]int{}
	for code := range data.at("fractions").object() {
		digits[code] = int(data.text("fractions", code, "_digits")[0] - '0')
	}
	// CLDR drops decimals that ISO 4217 keeps (IDR, IRR, …): amounts are stored
	// in the minor units of ISO 4217, so its number of places is restored.
	for _, code := range []string{
		"AFN", "ALL", "COP", "IDR", "IQD", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK",
		"PKR", "RSD", "SLE", "SOS", "SYP", "TZS", "UZS", "YER", "AMD", "GYD", "HUF", "MUR", "TWD", "CRC", "CZK",
		"DKK", "NOK", "SEK", "MNT", "BAM", "CHF", "CAD",
	} {
		delete(digits, code)
	}
	digits["IQD"] = 3
	used := map[string]bool{}
	region := data.at("region")
	for cc := range region.object() {
		for _, entry := range region.at(cc).v.([]any) {
			for code, span := range entry.(map[string]any) {
				m := span.(map[string]any)
				if m["_to"] == nil && m["_tender"] != "false" && code[0] != 'X' || code == "XAF" || code == "XOF" || code == "XPF" || code == "XCD" {
					used[code] = true
				}
			}
		}
	}
	var tender []string
	for code := range used {
		tender = append(tender, code)
	}
	sort.Strings(tender)
	return digits, tender
}

func (s source) ownMonths() (object, map[string]string) {
	months := object{}
	for _, c := range ownMonths {
		byLanguage := object{}
		for _, lang := range c.languages {
			locale := lang
			if c.calendar == "gregorian" {
				byLanguage[lang] = s.main("cldr-dates-full", locale, "ca-gregorian.json").
					at("dates", "calendars", "gregorian", "months", "stand-alone", "wide").list(12)
				continue
			}
			names := s.main("cldr-cal-"+c.pkg+"-full", locale, "ca-"+c.file+".json").
				at("dates", "calendars", c.file, "months", "format", "wide")
			switch {
			case c.calendar == "hebrew":
				byLanguage[lang] = append(names.list(13), names.text("7-yeartype-leap"))
			case names.has("13"):
				byLanguage[lang] = names.list(13)
			default:
				byLanguage[lang] = names.list(12)
			}
		}
		months[c.calendar] = byLanguage
	}
	months["bahai"] = bahaiMonths
	for c, names := range otherMonths {
		months[c] = names
	}
	leap := map[string]string{}
	for _, lang := range []string{"zh-Hans", "zh-Hant", "ko", "vi"} {
		leap[lang] = s.main("cldr-cal-chinese-full", lang, "ca-chinese.json").
			text("dates", "calendars", "chinese", "monthPatterns", "format", "wide", "leap")
	}
	return months, leap
}
