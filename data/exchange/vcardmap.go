package exchange

import (
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"

	"golang.org/x/text/language"
)

// cardProps says what is done with a property. A function returns false when
// the property is to be kept as unknown.
var cardProps = map[string]func(*cardMapper, decoded) bool{
	"N":                     func(m *cardMapper, p decoded) bool { m.ns = append(m.ns, p); return true },
	"FN":                    func(m *cardMapper, p decoded) bool { m.fns = append(m.fns, p); return true },
	"NICKNAME":              (*cardMapper).nickname,
	"X-NICKNAME":            (*cardMapper).nickname,
	"X-PHONETIC-FIRST-NAME": func(m *cardMapper, p decoded) bool { return set(&m.d.reading.given, m.plain(p)) },
	"X-PHONETIC-LAST-NAME":  func(m *cardMapper, p decoded) bool { return set(&m.d.reading.family, m.plain(p)) },
	"X-PHONETIC-MIDDLE-NAME": func(m *cardMapper, p decoded) bool {
		return set(&m.d.reading.middle, m.plain(p))
	},
	"SOUND":       (*cardMapper).sound,
	"SORT-STRING": func(m *cardMapper, p decoded) bool { return m.sortKey(m.plain(p)) },
	"X-SORT":      func(m *cardMapper, p decoded) bool { return m.sortKey(m.plain(p)) },
	"ORG":         (*cardMapper).org,
	"TITLE":       (*cardMapper).title,
	"ROLE":        (*cardMapper).role,
	"TEL":         (*cardMapper).tel,
	"X-MS-TEL":    (*cardMapper).tel,
	"EMAIL": func(m *cardMapper, p decoded) bool {
		m.d.email(m.plain(p), m.kindLabel(p), m.preferred(p))
		return true
	},
	"IMPP":             (*cardMapper).impp,
	"X-SOCIALPROFILE":  (*cardMapper).impp,
	"SOCIALPROFILE":    (*cardMapper).impp,
	"ADR":              (*cardMapper).adr,
	"LABEL":            func(m *cardMapper, p decoded) bool { m.envel = append(m.envel, p); return true },
	"URL":              (*cardMapper).url,
	"BDAY":             (*cardMapper).bday,
	"X-ALTBDAY":        (*cardMapper).altBirthday,
	"ANNIVERSARY":      (*cardMapper).anniversary,
	"X-ANNIVERSARY":    (*cardMapper).anniversary,
	"X-MS-ANNIVERSARY": (*cardMapper).anniversary,
	"X-WEDDING":        (*cardMapper).anniversary,
	"X-ABDATE":         (*cardMapper).appleDate,
	"LANG":             (*cardMapper).lang,
	"TZ":               (*cardMapper).zone,
	"NOTE":             func(m *cardMapper, p decoded) bool { m.d.note(unescape(p.value, true)); return true },
	"CATEGORIES":       (*cardMapper).categories,
	"CATEGORY":         (*cardMapper).categories,
	"PHOTO":            (*cardMapper).photo,
	"UID":              func(m *cardMapper, p decoded) bool { return set(&m.d.Customer.Origin.ExternalID, m.plain(p)) },
	"KIND":             (*cardMapper).kind,
	"X-ABSHOWAS":       (*cardMapper).kind,
	"X-ANDROID-CUSTOM": (*cardMapper).android,
	"X-DRAGOMAN":       (*cardMapper).ownProperty,
	"X-ABLABEL":        func(m *cardMapper, p decoded) bool { return m.used[p.group] || p.value == "" },
}

// take puts a property where it belongs; false means that nothing has a place
// for it.
func (m *cardMapper) take(p decoded) bool {
	if p.name == "AGENT" || p.agent != nil {
		return false
	}
	if f := cardProps[p.name]; f != nil {
		return f(m, p)
	}
	return m.customMessenger(p)
}

// plain returns a value without its escapes.
func (m *cardMapper) plain(p decoded) string { return strings.TrimSpace(unescape(p.value, !m.v21)) }

// fields returns the parts of a structured value.
func (m *cardMapper) fields(p decoded, lines bool) []string {
	parts := split(p.value, ';')
	for i, s := range parts {
		parts[i] = strings.TrimSpace(unescape(s, lines))
	}
	return parts
}

// preferred reports whether the file marks a channel as preferred.
func (m *cardMapper) preferred(p decoded) bool { return p.is("pref") || p.get("PREF") == "1" }

// dullTypes are types that say nothing to a reader.
var dullTypes = map[string]bool{"voice": true, "internet": true, "pref": true, "msg": true, "x400": true, "postal": true, "parcel": true, "dom": true, "intl": true, "personal": true, "text": true}

// kindLabel returns what a property is called: the label of its group, else
// its types.
func (m *cardMapper) kindLabel(p decoded) string {
	if p.label != "" {
		m.used[p.group] = true
		return p.label
	}
	var words []string
	for _, t := range p.types() {
		low := strings.ToLower(t)
		if !dullTypes[low] {
			words = append(words, strings.TrimPrefix(low, "x-"))
		}
	}
	return strings.Join(words, " ")
}

func (m *cardMapper) nickname(p decoded) bool {
	names := split(p.value, ',')
	for i, s := range names {
		names[i] = unescape(s, !m.v21)
	}
	return set(&m.d.Customer.Name.Nickname, strings.Join(nonEmpty(names), ", "))
}

// sound takes the reading of a name that Japanese phones write as a sound.
func (m *cardMapper) sound(p decoded) bool {
	if !p.is("X-IRMC-N") && p.get("X-IRMC-N") == "" {
		return false
	}
	return set(&m.d.Customer.Name.Reading, strings.Join(nonEmpty(m.fields(p, false)), " "))
}

func (m *cardMapper) sortKey(key string) bool { return set(&m.d.sortAs, key) }

func (m *cardMapper) org(p decoded) bool {
	parts := nonEmpty(m.fields(p, !m.v21))
	if len(parts) == 0 {
		return true
	}
	if m.orgs++; m.orgs > 1 {
		return m.d.Customer.Organisation == parts[0] && len(parts) == 1
	}
	m.d.Customer.Organisation = parts[0]
	if len(parts) > 1 {
		m.d.Customer.Custom = append(m.d.Customer.Custom, book.CustomField{Name: firstOf(m.s.opts.Department, "ORG"), Value: strings.Join(parts[1:], ", ")})
	}
	return p.get("SORT-AS") == ""
}

func (m *cardMapper) title(p decoded) bool { return set(&m.d.Customer.Address.JobTitle, m.plain(p)) }

func (m *cardMapper) role(p decoded) bool { return set(&m.d.Customer.Role, m.plain(p)) }

func (m *cardMapper) tel(p decoded) bool {
	value := m.plain(p)
	for _, t := range p.types() {
		if kind, _, known := messenger(t); known && kind != book.OtherIM && kind != book.Web {
			m.d.channel(kind, value, p.label, m.preferred(p))
			return true
		}
	}
	m.d.phone(value, m.kindLabel(p), m.preferred(p))
	return true
}

func (m *cardMapper) impp(p decoded) bool {
	service := firstOf(p.get("X-SERVICE-TYPE"), p.get("SERVICE-TYPE"))
	label := p.label
	for _, t := range p.types() {
		if _, _, known := messenger(t); known && service == "" {
			service = t
		} else if label == "" && !dullTypes[strings.ToLower(t)] && !strings.EqualFold(t, service) {
			label = strings.ToLower(t)
		}
	}
	if p.label != "" {
		m.used[p.group] = true
	}
	m.d.im(service, m.plain(p), label, m.preferred(p))
	return true
}

// customMessenger reads X-WECHAT, X-QQ, X-messaging/xmpp-All and their like.
func (m *cardMapper) customMessenger(p decoded) bool {
	name, ok := cutPrefixFold(p.name, "X-")
	if !ok {
		return false
	}
	if rest, ok := cutPrefixFold(name, "MESSAGING/"); ok {
		name = strings.TrimSuffix(rest, "-ALL")
	}
	kind, _, known := messenger(name)
	if !known {
		return false
	}
	for one := range strings.SplitSeq(m.plain(p), "\uE000") { // how KDE joins several
		if kind == book.Web {
			m.d.channel(kind, one, strings.ToLower(name), m.preferred(p))
			continue
		}
		service := strings.ToLower(name)
		if service == "ms-imaddress" {
			service = "" // Outlook does not say of what
		}
		m.d.im(service, one, m.kindLabel(p), m.preferred(p))
	}
	return true
}

func (m *cardMapper) adr(p decoded) bool {
	f := m.fields(p, true)
	for len(f) < 7 {
		f = append(f, "")
	}
	a := address{
		label: m.kindLabel(p), preferred: m.preferred(p), formatted: p.get("LABEL"),
		box: f[0], extended: f[1], street: f[2], city: f[3], region: f[4], postcode: f[5],
		country: strings.Join(nonEmpty(f[6:]), " "), code: countryCode(firstOf(p.get("CC"), m.codes[p.group])),
	}
	m.d.addresses = append(m.d.addresses, a)
	return true
}

func (m *cardMapper) url(p decoded) bool {
	m.d.channel(book.Web, unescape(m.plain(p), true), m.kindLabel(p), m.preferred(p))
	return true
}

func (m *cardMapper) bday(p decoded) bool {
	if m.birth {
		return false
	}
	m.birth = true
	m.d.date(book.Birthday, "", m.withoutOmitted(p), calscale(p))
	return true
}

// withoutOmitted returns a date without the year that Apple puts there when it
// is not known.
func (m *cardMapper) withoutOmitted(p decoded) string {
	v := m.plain(p)
	omit := p.get("X-APPLE-OMIT-YEAR")
	if omit == "" && strings.HasPrefix(v, "1604-") {
		omit = "1604"
	}
	if rest, ok := strings.CutPrefix(v, omit); ok && omit != "" {
		return "--" + strings.TrimPrefix(rest, "-")
	}
	return v
}

// calscale returns the calendar that a property names, or "".
func calscale(p decoded) calendar.ID {
	switch strings.ToLower(p.get("CALSCALE")) {
	case "chinese":
		return calendar.Chinese
	case "dangi", "korean":
		return calendar.Korean
	case "hebrew":
		return calendar.Hebrew
	case "persian":
		return calendar.Persian
	case "islamic-umalqura":
		return calendar.Hijri
	case "islamic", "islamic-civil":
		return calendar.HijriCivil
	case "buddhist":
		return calendar.Buddhist
	case "roc":
		return calendar.ROC
	}
	return ""
}

// altBirthday reads a birthday in another calendar. Apple counts the years of
// the Chinese calendar in its own way, so a year that no customer was born in
// is left open; the line is kept for the way back.
func (m *cardMapper) altBirthday(p decoded) bool {
	cal := calscale(p)
	if cal == "" {
		return false
	}
	v := m.withoutOmitted(p)
	if when, state := readDate(v, YearFirst, cal); state == dateRead {
		m.d.Customer.Dates = append(m.d.Customer.Dates, book.ImportantDate{Kind: book.Birthday, When: when})
		return false
	}
	// Era and year of the cycle, or a count of years from the first emperor.
	digits := strings.FieldsFunc(v, func(r rune) bool { return r == '-' || r == '/' })
	if n := len(digits); n >= 3 && cal == calendar.Chinese {
		month, leap := strings.CutSuffix(strings.ToLower(digits[n-2]), "l")
		when := calendar.Partial{Calendar: cal, Month: atoi(month), Leap: leap, Day: atoi(digits[n-1])}
		if when.Month > 0 && when.Day > 0 && when.Valid() == nil {
			m.d.Customer.Dates = append(m.d.Customer.Dates, book.ImportantDate{Kind: book.Birthday, When: when, Raw: v})
			return false
		}
	}
	m.d.Customer.Dates = append(m.d.Customer.Dates, book.ImportantDate{Kind: book.Birthday, Raw: v})
	m.d.warn(WarnDateUnread, string(book.Birthday))
	return false
}

func (m *cardMapper) anniversary(p decoded) bool {
	m.d.date(book.Anniversary, "", m.withoutOmitted(p), calscale(p))
	return true
}

func (m *cardMapper) appleDate(p decoded) bool {
	m.used[p.group] = true
	if strings.EqualFold(p.label, "anniversary") {
		return m.anniversary(p)
	}
	m.d.date(book.OtherDate, p.label, m.withoutOmitted(p), calscale(p))
	return true
}

func (m *cardMapper) lang(p decoded) bool {
	tag, err := language.Parse(m.plain(p))
	if err != nil {
		return false
	}
	l := book.Language{Tag: tag.String()}
	if m.preferred(p) {
		m.d.Customer.Languages = append([]book.Language{l}, m.d.Customer.Languages...)
	} else {
		m.d.Customer.Languages = append(m.d.Customer.Languages, l)
	}
	return true
}

// zone takes the name of a time zone; an offset says too little of one.
func (m *cardMapper) zone(p decoded) bool {
	v := m.plain(p)
	if !strings.Contains(v, "/") || strings.ContainsAny(v, " ;") {
		return false
	}
	if _, err := time.LoadLocation(v); err != nil {
		return false
	}
	return set(&m.d.Customer.TimeZone, v)
}

func (m *cardMapper) categories(p decoded) bool {
	for _, t := range split(p.value, ',') {
		m.d.tag(unescape(t, !m.v21))
	}
	return true
}

func (m *cardMapper) photo(p decoded) bool {
	if !p.base64 {
		if len(p.value) > 0 {
			m.d.warn(WarnPictureLink, "picture")
		}
		return false
	}
	if len(m.d.Customer.Picture) > 0 {
		return false
	}
	data, ok := p.binary()
	if ok && m.d.picture(data) {
		return true
	}
	if len(p.rawProp.value) > 0 {
		m.d.warn(WarnPictureUnread, "picture")
	}
	return false
}

func (m *cardMapper) kind(p decoded) bool {
	switch strings.ToLower(m.plain(p)) {
	case "org", "organization", "company":
		m.d.company = true
		return true
	case "individual":
		return true
	}
	return false
}

// android reads the rows that Android has no property for.
func (m *cardMapper) android(p decoded) bool {
	f := m.fields(p, false)
	if len(f) < 2 {
		return false
	}
	switch f[0] {
	case "vnd.android.cursor.item/nickname":
		return set(&m.d.Customer.Name.Nickname, f[1])
	case "vnd.android.cursor.item/contact_event":
		kind, label := book.OtherDate, ""
		if len(f) > 2 {
			switch f[2] {
			case "3":
				kind = book.Birthday
			case "1":
				kind = book.Anniversary
			}
		}
		if len(f) > 3 {
			label = f[3]
		}
		m.d.date(kind, label, f[1], "")
		return true
	}
	return false
}
