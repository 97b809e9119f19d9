package customers

import (
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/reach"

	"github.com/nyaruka/phonenumbers"
)

// way is one channel as the card offers it.
type way struct {
	Channel  book.Channel
	Kind     string // phone, work, preferred
	Value    string // as written
	Declined string // what was said against it, "" when nothing was
	URL      string // what opens it, "" when nothing can
	Verb     locales.ID
}

// waysOf lists the channels, the preferred one first and declined ones last.
func waysOf(p *locales.Printer, c book.Customer, may func(book.Question) book.Answer) []way {
	out := make([]way, 0, len(c.Channels))
	for _, ch := range c.Channels {
		preferred := ""
		if ch.Preferred {
			preferred = p.T("customers.preferred", nil)
		}
		w := way{Channel: ch, Kind: joinDots(channelWord(p, ch.Kind), labelWord(p, ch.Label), preferred), Value: ch.Value}
		if a := may(book.Question{Purpose: book.Service, Channel: ch.Kind, Address: book.AddressOf(ch)}); a.Refused() {
			w.Declined = allow.Why(p, a)
		} else {
			w.URL, w.Verb = reach.Open(ch)
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b way) int { return a.rank() - b.rank() })
	return out
}

// may answers questions about the customer, as of a day.
func (k known) may(today calendar.Date) func(book.Question) book.Answer {
	return func(q book.Question) book.Answer {
		q.On = today
		return book.May(k.rules, k.party, q)
	}
}

func (w way) rank() int {
	switch {
	case w.Declined != "":
		return 2
	case w.Channel.Preferred:
		return 0
	}
	return 1
}

// phoneKinds are the channels that are reached by a telephone number.
var phoneKinds = map[book.ChannelKind]bool{
	book.Phone: true, book.WhatsApp: true, book.Viber: true, book.Zalo: true, book.Signal: true,
}

// normalise fills the E.164 form of the numbers that can be read, by the
// customer's country, else by the owner's.
func normalise(c *book.Customer, home string) {
	for i := range c.Channels {
		ch := &c.Channels[i]
		if !phoneKinds[ch.Kind] {
			continue
		}
		ch.Normal = ""
		for _, region := range []string{c.Country, home} {
			if n := e164(ch.Value, region); n != "" {
				ch.Normal = n
				break
			}
		}
	}
}

// e164 writes a number in the international form, "" when it cannot be told.
func e164(value, region string) string {
	if len(region) > 2 {
		region = region[:2] // a market such as IN-TN lies in a country
	}
	n, err := phonenumbers.Parse(value, region)
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return ""
	}
	return phonenumbers.Format(n, phonenumbers.E164)
}
