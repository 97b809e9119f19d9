package customers

import (
	"sort"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/reach"
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
	Address string // the form of address; "" when nothing more than the name is known
	Usual   bool   // it is the usual form of their language, which nobody asked for
	Place   string // organisation · city, country
	Local   string // local time · preferred channel
	Country string
	Time    string // local time
	Channel string // preferred channel
	Tags    string
	Last    string // last contact
	Ago     string // the same under the title of a column
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
		Name:  nameOf(r.Kind, r.Name, r.Languages, p.Tag()),
		Place: placeOf(p, r),
		Tags:  strings.Join(r.Tags, " · "),
	}
	t.Address, t.Usual = reach.Form(r)
	if r.Country != "" {
		t.Country = p.Country(r.Country)
	}
	if loc := zoneOf(env, r); loc != nil {
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
	t.touch(p, r, today, env.Now())
	t.holidayKey = holidayKey(env.Almanac, r)
	return t
}

// touch says when the last contact was and how that stands to what was agreed.
func (t *cardText) touch(p *locales.Printer, r book.CustomerRow, today calendar.Date, now time.Time) {
	t.Agreed = r.Cadence.Ideal > 0 || r.Cadence.Longest > 0
	if r.LastContact.IsZero() {
		t.Last = p.T("customers.no_contact", nil)
		t.Ago = t.Last
		if t.Agreed {
			t.Warmth = cold
		}
		return
	}
	days := int(today - calendar.DateOf(r.LastContact.In(now.Location())))
	ago := locales.V{"Ago": p.DaysAgo(days)}
	t.Last, t.Ago = p.T("customers.last_contact", ago), p.DaysAgo(days)
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
	level, _ := planner.Warmth(r.Cadence, r.LastContact, now)
	t.Level = max(0.03, level)
	switch {
	case days > longest:
		t.Warmth, t.Last = cold, p.T("customers.last_contact_cold", ago)
	case days > ideal:
		t.Warmth, t.Last = cooling, p.T("customers.last_contact_due", ago)
	}
	if t.Warmth != warm {
		t.Ago = t.Last
	}
}

// faceForm is what to call a customer: as they asked, else the usual form of
// their language where it says more than the name.
func faceForm(r book.CustomerRow) string {
	form, _ := reach.Form(r)
	return form
}

// placeOf writes organisation · city, country.
func placeOf(p *locales.Printer, r book.CustomerRow) string {
	place := r.City
	if r.Country != "" {
		place = p.Country(r.Country)
		if r.City != "" && r.City != place {
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
func holidayKey(a *almanac.Almanac, r book.CustomerRow) string {
	if a.HasParty(string(r.ID)) || a.HasParty(string(r.OrganisationID)) {
		return string(r.ID) // closing days of their own
	}
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
	o, ok := plannerOf(env).NextHoliday(r, today, holidayAhead)
	if !ok {
		return nextHoliday{}
	}
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
