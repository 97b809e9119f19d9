package exchange

import (
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"

	"golang.org/x/text/language"
)

// rowMapper makes customers of the rows of a table.
type rowMapper struct {
	t      *table
	opts   *Options
	source string
}

// incoming makes a customer of a row; ok is false for a row without any text
// and for a header that is repeated.
func (m *rowMapper) incoming(r tableRow) (in book.Incoming, ok bool) {
	if m.void(r.cells) && !r.broken {
		return in, false
	}
	d := newDraft(r.line, m.source, m.opts)
	birth := calendar.Partial{Calendar: calendar.Gregorian}
	for _, s := range m.t.steps {
		m.take(d, s, r.cells, &birth)
	}
	if birth.Year+birth.Month+birth.Day > 0 {
		m.birthParts(d, birth)
	}
	for i, c := range r.cells {
		if c == "" {
			continue
		}
		name := ""
		if i < len(m.t.header) {
			name = m.t.header[i]
		} else if strings.TrimSpace(c) != "" {
			d.extra("", c)
		}
		d.content = append(d.content, name+"\x1f"+c)
	}
	d.Customer.Role = firstOf(d.Customer.Role, d.Customer.Address.JobTitle)
	m.warnings(d, r)
	switch {
	case r.broken:
		d.Problem = &book.Problem{Code: ProblemBroken}
	case r.tooLong:
		d.Problem = &book.Problem{Code: ProblemTooLong}
	}
	return d.finish(), true
}

// void reports whether nothing stands in a row, or the header once more.
func (m *rowMapper) void(cells []string) bool {
	same := len(cells) == len(m.t.header)
	for i, c := range cells {
		c = strings.TrimSpace(c)
		same = same && c == m.t.header[i]
		if c != "" && !same {
			return false
		}
	}
	return true
}

func (m *rowMapper) warnings(d *draft, r tableRow) {
	n := len(r.cells)
	for n > len(m.t.header) && strings.TrimSpace(r.cells[n-1]) == "" {
		n--
	}
	if n != len(m.t.header) {
		d.warn(WarnColumns, "")
	}
	if r.quote {
		d.warn(WarnQuote, "")
	}
	if r.nul {
		d.warn(WarnNUL, "")
	}
	if r.unread {
		d.warn(WarnEncoding, "")
	}
}

// take puts the cells of a step where they belong.
func (m *rowMapper) take(d *draft, s step, r []string, birth *calendar.Partial) {
	if s.field == FieldAddress {
		m.address(d, s, r)
		return
	}
	v := s.value(r)
	if v == "" {
		if label := s.part(r, "label"); label != "" && label != "*" {
			d.extra(m.t.header[s.parts["label"]], label)
		}
		return
	}
	if m.name(d, s, v) || m.date(d, s, r, v, birth) || m.channel(d, s, r, v) || m.other(d, s, r, v) {
		return
	}
	d.extra(s.header, v)
}

// nameFields says which part of the name a field is.
var nameFields = map[Field]func(*draft) *string{
	FieldName:          func(d *draft) *string { return &d.Customer.Name.Full },
	FieldLatin:         func(d *draft) *string { return &d.Customer.Name.Latin },
	FieldReading:       func(d *draft) *string { return &d.Customer.Name.Reading },
	FieldNickname:      func(d *draft) *string { return &d.Customer.Name.Nickname },
	FieldPrefix:        func(d *draft) *string { return &d.Customer.Name.Prefix },
	FieldGiven:         func(d *draft) *string { return &d.Customer.Name.Given },
	FieldMiddle:        func(d *draft) *string { return &d.Customer.Name.Given2 },
	FieldFamily:        func(d *draft) *string { return &d.Customer.Name.Family },
	FieldSuffix:        func(d *draft) *string { return &d.Customer.Name.Suffix },
	FieldPatronymic:    func(d *draft) *string { return &d.Customer.Name.Patronymic },
	FieldReadingGiven:  func(d *draft) *string { return &d.reading.given },
	FieldReadingMiddle: func(d *draft) *string { return &d.reading.middle },
	FieldReadingFamily: func(d *draft) *string { return &d.reading.family },
	FieldCallMe:        func(d *draft) *string { return &d.Customer.Address.CallMe },
	FieldHonorific:     func(d *draft) *string { return &d.Customer.Address.Honorific },
	FieldOrganisation:  func(d *draft) *string { return &d.Customer.Organisation },
	FieldRole:          func(d *draft) *string { return &d.Customer.Address.JobTitle },
	FieldOwner:         func(d *draft) *string { return &d.Customer.Owner },
	FieldExternalID:    func(d *draft) *string { return &d.Customer.Origin.ExternalID },
}

func (m *rowMapper) name(d *draft, s step, v string) bool {
	part := nameFields[s.field]
	return part != nil && set(part(d), v)
}

// date takes birthdays and other dates.
func (m *rowMapper) date(d *draft, s step, r []string, v string, birth *calendar.Partial) bool {
	switch s.field {
	case FieldBirthday:
		d.date(book.Birthday, "", v, "")
	case FieldLunarBirthday:
		d.date(book.Birthday, "", v, calendar.Chinese)
	case FieldAnniversary:
		d.date(book.Anniversary, "", v, "")
	case FieldEvent:
		label := firstOf(strings.TrimPrefix(s.part(r, "label"), "* "), s.label)
		for _, one := range joined(v) {
			if kind := eventKind(label); kind != book.OtherDate {
				d.date(kind, "", one, "")
			} else {
				d.date(kind, label, one, "")
			}
		}
	case FieldBirthYear:
		birth.Year = atoi(v)
		return birth.Year > 0
	case FieldBirthMonth:
		if birth.Month = monthNames[strings.ToLower(v)]; birth.Month == 0 {
			birth.Month = atoi(v)
		}
		return birth.Month > 0
	case FieldBirthDay:
		birth.Day = atoi(v)
		return birth.Day > 0
	default:
		return false
	}
	return true
}

// eventKind tells a birthday or an anniversary by the label of an event.
func eventKind(label string) book.DateKind {
	s, ok := headerSpecs()[headerKey(label)]
	switch {
	case ok && s.field == FieldAnniversary:
		return book.Anniversary
	case ok && s.field == FieldBirthday:
		return book.Birthday
	}
	return book.OtherDate
}

// birthParts takes a birthday whose parts stand in columns of their own.
func (m *rowMapper) birthParts(d *draft, p calendar.Partial) {
	if p.Valid() != nil {
		d.Customer.Dates = append(d.Customer.Dates, book.ImportantDate{Kind: book.Birthday, Raw: p.String()})
		d.warn(WarnDateUnread, string(book.Birthday))
		return
	}
	d.Customer.Dates = append(d.Customer.Dates, book.ImportantDate{Kind: book.Birthday, When: p})
}

// channel takes everything by which a customer can be reached.
func (m *rowMapper) channel(d *draft, s step, r []string, v string) bool {
	label := m.asWritten(strings.TrimSpace(strings.TrimPrefix(s.part(r, "label"), "*")))
	preferred := strings.HasPrefix(s.part(r, "label"), "*")
	before := len(d.Customer.Channels)
	defer d.consent(before, s.part(r, "consent"))
	label = firstOf(label, s.label)
	if kind, ok := channelOf(s.field); ok {
		for _, one := range joined(v) {
			d.channel(kind, one, "", false)
		}
		return true
	}
	for _, one := range joined(v) {
		switch s.field {
		case FieldPhone:
			for _, n := range numbers(one) {
				d.phone(n, label, preferred)
			}
		case FieldEmail:
			for _, mail := range mails(one) {
				d.email(mail, label, preferred)
			}
		case FieldWeb:
			d.channel(book.Web, one, label, preferred)
		case FieldIM:
			service := s.part(r, "service")
			if service == "" {
				service, label = label, ""
			}
			d.im(service, one, label, preferred)
		default:
			return false
		}
	}
	return true
}

// consent notes what was said about the channels that were just added.
func (d *draft) consent(from int, v string) {
	if c := book.ConsentState(v); c == book.Granted || c == book.Declined {
		for i := range d.Customer.Channels[from:] {
			if d.allowed == nil {
				d.allowed = map[int]book.ConsentState{}
			}
			d.allowed[from+i] = c
		}
	}
}

// joined cuts a cell in which Google has put several values.
func joined(v string) []string {
	if !strings.Contains(v, ":::") {
		return []string{v}
	}
	return nonEmpty(strings.Split(v, ":::"))
}

// numbers cuts a cell with several phone numbers, if every piece is one.
func numbers(v string) []string {
	parts := strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(";；,，、\n|", r) || r == '/' })
	if len(parts) < 2 {
		return []string{v}
	}
	for _, p := range parts {
		digits := 0
		for _, r := range p {
			if r >= '0' && r <= '9' {
				digits++
			}
		}
		if digits < 5 || !dialable(p) {
			return []string{v}
		}
	}
	return nonEmpty(parts)
}

// mails cuts a cell with several mail addresses, if every piece is one.
func mails(v string) []string {
	if strings.Count(v, "@") < 2 {
		return []string{v}
	}
	parts := nonEmpty(strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(";；,，、\n|", r) }))
	for _, p := range parts {
		if strings.Count(p, "@") != 1 {
			return []string{v}
		}
	}
	return parts
}

// other takes what is neither name, date nor channel.
func (m *rowMapper) other(d *draft, s step, r []string, v string) bool {
	switch s.field {
	case FieldDepartment:
		d.Customer.Custom = append(d.Customer.Custom, book.CustomField{Name: s.header, Value: v})
	case FieldCustom:
		label := firstOf(s.part(r, "label"), s.label, s.header)
		kind, _, known := messenger(label)
		for _, one := range joined(v) {
			if known && kind != book.OtherIM && kind != book.Web {
				d.channel(kind, one, "", false)
				continue
			}
			d.Customer.Custom = append(d.Customer.Custom, book.CustomField{Name: label, Value: one})
		}
	case FieldNotes:
		d.note(v)
	case FieldTags:
		m.tags(d, s, v)
	case FieldPhoto:
		d.warn(WarnPictureLink, "picture")
		return false
	case FieldLanguage:
		return m.languages(d, v)
	case FieldOptOutMail, FieldOptOutCall:
		return d.optOut(s.field, v)
	case FieldLastContact:
		at, err := time.Parse(time.RFC3339, v)
		if err != nil {
			return false
		}
		d.Customer.LastContact = at
	case FieldTimeZone:
		if _, err := time.LoadLocation(v); err != nil || !strings.Contains(v, "/") {
			return false
		}
		return set(&d.Customer.TimeZone, v)
	default:
		return readOwnText(d, s.field, v) || readOwnList(d, s.field, v)
	}
	return true
}

// optOut notes that a customer does not want to be reached on a kind of
// channel; it holds for every channel of that kind in the row.
func (d *draft) optOut(f Field, v string) bool {
	switch strings.ToLower(v) {
	case "1", "true", "yes", "y", "x", "是", "对":
		kind := book.Email
		if f == FieldOptOutCall {
			kind = book.Phone
		}
		d.declined = append(d.declined, kind)
	case "0", "false", "no", "n", "否":
	default:
		return false
	}
	return true
}

// languages takes tags, each perhaps with how well it is spoken.
func (m *rowMapper) languages(d *draft, v string) bool {
	var list []book.Language
	for _, one := range joined(v) {
		p := parts(one)
		tag, err := language.Parse(p[0])
		if err != nil {
			return false
		}
		list = append(list, book.Language{Tag: tag.String(), Level: book.Level(p[1])})
	}
	d.Customer.Languages = append(d.Customer.Languages, list...)
	return true
}

// tags takes labels. Those that Google marks with a star are its own.
func (m *rowMapper) tags(d *draft, s step, v string) {
	parts := joined(v)
	if len(parts) == 1 {
		parts = strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(";；,，、|\n", r) })
	}
	for _, t := range parts {
		if t = strings.TrimSpace(t); strings.HasPrefix(t, "* ") {
			d.extra(s.header, t)
			continue
		}
		d.tag(t)
	}
}

// address takes the parts of an address. A country or a city by itself says
// where the customer is, and makes no letter.
func (m *rowMapper) address(d *draft, s step, r []string) {
	label := s.part(r, "label")
	a := address{
		label:     firstOf(m.asWritten(strings.TrimPrefix(strings.TrimPrefix(label, "*"), " ")), s.label),
		preferred: strings.HasPrefix(label, "*"),
		formatted: s.part(r, "formatted"), box: s.part(r, "box"), extended: s.part(r, "extended"),
		street: strings.Join(nonEmpty([]string{s.part(r, "street"), s.part(r, "street2"), s.part(r, "street3")}), "\n"),
		city:   s.part(r, "city"), region: s.part(r, "region"), postcode: s.part(r, "postcode"), country: s.part(r, "country"),
	}
	if a.empty() {
		return
	}
	if s.parts != nil && a.formatted == "" && a.street == "" && a.box == "" && a.extended == "" && a.postcode == "" && a.region == "" {
		code := countryCode(a.country)
		if a.country == "" || code != "" {
			set(&d.Customer.City, a.city)
			set(&d.Customer.Country, code)
			return
		}
	}
	if a.formatted != "" && !m.covered(a) {
		a.extended = strings.Join(nonEmpty([]string{a.formatted, a.extended}), "\n")
		a.formatted = ""
	}
	d.addresses = append(d.addresses, a)
}

// asWritten leaves the case of a label alone in our own tables; other programs
// write Home and home.
func (m *rowMapper) asWritten(label string) string {
	if m.t.layout == Ours {
		return label
	}
	return strings.ToLower(label)
}

// covered reports whether a formatted address has its street in it; in tables
// of one's own "address" is often the street alone.
func (m *rowMapper) covered(a address) bool {
	for _, part := range nonEmpty([]string{a.street, a.city, a.postcode}) {
		if !strings.Contains(a.formatted, part) {
			return false
		}
	}
	return true
}
