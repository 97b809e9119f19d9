package exchange

import (
	"strings"

	"dragoman/data/book"
)

// address is a postal address with the parts that files tell apart.
type address struct {
	label     string
	formatted string
	box       string
	extended  string
	street    string
	city      string
	region    string
	postcode  string
	country   string
	code      string // ISO code of the country as the file gives it, or ""
	preferred bool
}

func (a address) empty() bool {
	return a.formatted == "" && len(nonEmpty([]string{a.box, a.extended, a.street, a.city, a.region, a.postcode, a.country})) == 0
}

// lines writes the address as it goes on an envelope: for East Asian scripts
// from the large to the small, else from the small to the large. Every part is
// in it.
func (a address) lines() string {
	if strings.TrimSpace(a.formatted) != "" {
		return strings.TrimSpace(a.formatted)
	}
	if eastAsian(a.city+a.region) && eastAsian(letters(a.street)+a.city) {
		line := a.region + a.city + a.street + a.extended
		return strings.Join(nonEmpty([]string{a.postcode, a.country, line, a.box}), "\n")
	}
	town := strings.Join(nonEmpty([]string{a.postcode, a.city}), " ")
	if a.region != "" {
		town = strings.Join(nonEmpty([]string{a.city, strings.TrimSpace(a.region + " " + a.postcode)}), ", ")
	}
	return strings.Join(nonEmpty([]string{a.box, a.extended, a.street, town, a.country}), "\n")
}

// letters returns s without digits and signs.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (r < 'A' || r > 'Z' && r < 'a' || r > 'z') {
			return -1
		}
		return r
	}, s)
}

// settleAddresses makes channels of the addresses and takes city and country
// of the customer from the first one that has them, a preferred one or one for
// work before others.
func (d *draft) settleAddresses() {
	c := &d.Customer
	var best *address
	for i := range d.addresses {
		a := &d.addresses[i]
		if a.empty() {
			continue
		}
		d.channel(book.Postal, a.lines(), a.label, a.preferred)
		if a.code == "" {
			a.code = countryCode(a.country)
		}
		if a.country != "" && a.code == "" {
			d.warn(WarnCountry, "country")
		}
		if best == nil || a.rank() > best.rank() {
			best = a
		}
	}
	if best == nil {
		return
	}
	if c.Country == "" {
		c.Country = best.code
	}
	if c.City == "" && (c.Country == "" || best.code == "" || best.code == c.Country) {
		c.City = strings.TrimSpace(best.city)
	}
}

// rank orders addresses by how well they say where a customer works.
func (a address) rank() int {
	n := 0
	if a.code != "" {
		n += 4
	}
	if a.preferred {
		n += 2
	}
	if l := strings.ToLower(a.label); strings.Contains(l, "work") || strings.Contains(l, "business") {
		n++
	}
	return n
}
