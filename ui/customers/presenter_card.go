package customers

import (
	"sort"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// warmth says how a cadence stands.
type warmth int

const (
	warm    warmth = iota // within the ideal interval
	cooling               // past the ideal one
	cold                  // past the longest one
)

// cardText is what a card and a row of the list say about a customer.
type cardText struct {
	Name    nameText
	Address string // the stated form of address; "" when none was stated
	Place   string // organisation · city, country
	Local   string // local time · preferred channel
	Country string
	Time    string // local time
	Channel string // preferred channel
	Tags    string
	Last    string // last contact
	Level   float64
	Warmth  warmth
	Agreed  bool // a cadence was agreed

	holidayKey string
}

// textsOf prepares rows for showing. It runs beside the UI goroutine.
func textsOf(env *screen.Env, rows []book.CustomerRow, today calendar.Date) []cardText {
	out := make([]cardText, len(rows))
	for i, r := range rows {
		out[i] = textOf(env, r, today)
	}
	return out
}

func textOf(env *screen.Env, r book.CustomerRow, today calendar.Date) cardText {
	p := env.Printer
	t := cardText{
		Name:    nameOf(r.Kind, r.Name, r.Languages, p.Tag()),
		Address: statedForm(r.Address),
		Place:   placeOf(p, r),
		Tags:    strings.Join(r.Tags, " · "),
	}
	if r.Country != "" {
		t.Country = p.Country(r.Country)
	}
	if loc := zoneOf(r.TimeZone, r.Country, r.Region); loc != nil {
		t.Time = p.TimeOf(env.Book.Now().In(loc))
	}
	if r.Preferred.ID != "" {
		t.Channel = channelWord(p, r.Preferred.Kind)
	}
	switch {
	case t.Time != "" && t.Channel != "":
		t.Local = p.T("customers.local_channel", locales.V{"Time": t.Time, "Channel": t.Channel})
	case t.Time != "":
		t.Local = p.T("customers.local", locales.V{"Time": t.Time})
	default:
		t.Local = t.Channel
	}
	t.touch(p, r, today, env.Home)
	t.holidayKey = holidayKey(r)
	return t
}

// touch says when the last contact was and how that stands to what was agreed.
func (t *cardText) touch(p *locales.Printer, r book.CustomerRow, today calendar.Date, home *time.Location) {
	t.Agreed = r.Cadence.Ideal > 0 || r.Cadence.Longest > 0
	if r.LastContact.IsZero() {
		t.Last = p.T("customers.no_contact", nil)
		if t.Agreed {
			t.Warmth = cold
		}
		return
	}
	days := int(today - calendar.DateOf(r.LastContact.In(home)))
	t.Last = p.T("customers.last_contact", locales.V{"Ago": p.DaysAgo(days)})
	if !t.Agreed {
		return
	}
	ideal, longest := r.Cadence.Ideal, r.Cadence.Longest
	if longest == 0 {
		longest = ideal * 2
	}
	if ideal == 0 {
		ideal = longest
	}
	t.Level = max(0.03, min(1, 1-float64(days)/float64(longest)))
	switch {
	case days > longest:
		t.Warmth, t.Last = cold, p.T("customers.last_contact_cold", locales.V{"Ago": p.DaysAgo(days)})
	case days > ideal:
		t.Warmth, t.Last = cooling, p.T("customers.last_contact_due", locales.V{"Ago": p.DaysAgo(days)})
	}
}

// statedForm is how the customer asked to be addressed, first of all "what
// should we call you". Nothing is derived.
func statedForm(a book.FormOfAddress) string {
	for _, s := range []string{a.CallMe, a.InSpeech, a.InWriting} {
		if s != "" {
			return s
		}
	}
	return ""
}

// placeOf writes organisation · city, country.
func placeOf(p *locales.Printer, r book.CustomerRow) string {
	place := r.City
	if r.Country != "" {
		place = p.Country(r.Country)
		if r.City != "" {
			place = p.T("customers.city_country", locales.V{"City": r.City, "Country": place})
		}
	}
	return joinDots(r.Organisation, place)
}

// joinDots sets a middle dot between what is not empty.
func joinDots(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " · ")
}

// nextHoliday is the chip of a card.
type nextHoliday struct {
	Label     string
	Tradition string
	Closed    bool
}

// holidayAhead is how far a card looks for the next holiday, in days.
const holidayAhead = 120

// holidayKey names what decides on the next holiday of a customer.
func holidayKey(r book.CustomerRow) string {
	if r.Country == "" && len(r.Observances) == 0 {
		return ""
	}
	keeps := append([]string(nil), r.Observances...)
	sort.Strings(keeps)
	return r.Country + "-" + r.Region + "/" + strings.Join(keeps, ",")
}

// findHoliday finds the next day that closes offices where the customer works
// or that belongs to a tradition which the customer told us they keep.
func findHoliday(env *screen.Env, r book.CustomerRow, today calendar.Date) nextHoliday {
	days := holidaysOf(env, r, today, today+holidayAhead)
	if len(days) == 0 {
		return nextHoliday{}
	}
	o := days[0]
	p := env.Printer
	v := locales.V{"Name": o.Name(p.Tag()), "Date": p.DateShort(o.Date)}
	h := nextHoliday{Tradition: o.Tradition, Closed: o.Kind.Closes()}
	away := int(o.Date - today)
	switch {
	case away <= 0 && h.Closed:
		h.Label = p.T("customers.holiday_closed", v)
	case away <= 0:
		h.Label = p.T("customers.holiday_today", v)
	default:
		h.Label = p.N("customers.holiday_in", away, v)
	}
	return h
}

// holidaysOf lists the holidays that concern a customer: the public ones of
// the country, and all of the traditions that they keep.
func holidaysOf(env *screen.Env, r book.CustomerRow, from, to calendar.Date) []almanac.Occurrence {
	var regions []string
	if r.Country != "" && r.Region != "" {
		regions = []string{r.Country + "-" + r.Region}
	}
	var out []almanac.Occurrence
	if r.Country != "" {
		for _, o := range env.Almanac.Occurrences(almanac.Query{From: from, To: to, Countries: []string{r.Country}, Regions: regions, Nationwide: regions == nil}) {
			if o.Kind.Closes() && !o.Substitute {
				out = append(out, o)
			}
		}
	}
	if len(r.Observances) > 0 {
		out = append(out, env.Almanac.Occurrences(almanac.Query{From: from, To: to, Traditions: r.Observances})...)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Date < out[j].Date })
	return out
}

// zoneOf is the zone of a customer, nil when neither a zone nor a country with
// a single one is known.
func zoneOf(zone, country, region string) *time.Location {
	if zone == "" {
		zone = defaultZone(country, region)
	}
	if zone == "" {
		return nil
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil // kept from a file; the form says so where it is edited
	}
	return loc
}

// defaultZone is the usual zone of a country or region, "" when not known.
func defaultZone(country, region string) string {
	return ""
}
