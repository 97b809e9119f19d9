package sample

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/personname"

	"golang.org/x/text/unicode/norm"
)

// at returns an instant some days before today, in working hours.
func (g *generator) at(daysAgo int) time.Time {
	return (g.o.Today - calendar.Date(daysAgo)).In(time.UTC, 8+g.r.IntN(8), g.r.IntN(60))
}

// base returns what people and organisations share.
func (g *generator) base(m market, kind book.Kind) (book.Customer, string) {
	city, latinCity, zone := parts(pick(g, m.Cities))
	made := g.at(60 + g.r.IntN(700))
	c := book.Customer{
		ID: g.id(), Kind: kind, Country: m.Country, City: city, TimeZone: zone,
		CreatedAt: made, UpdatedAt: made,
		Origin: book.Origin{Source: "demo"},
	}
	for range g.r.IntN(3) {
		c.Tags = append(c.Tags, pick(g, g.texts.Tags))
	}
	return c, latinCity
}

func (g *generator) organisation(m market, name string) book.Bundle {
	c, city := g.base(m, book.Organisation)
	c.Name = book.Name{Full: name, Language: m.Language}
	g.orgs[m.Country+name] = c.ID
	slug := slug(city)
	c.Channels = []book.Channel{
		{ID: g.id(), Kind: book.Email, Value: fmt.Sprintf("office.%s.%d@company.example", slug, g.ids)},
		{ID: g.id(), Kind: book.Phone, Value: g.digits(m.Phone), Label: g.texts.Member},
		{ID: g.id(), Kind: book.Postal, Value: fmt.Sprintf("%s %d, %s", g.texts.Member, 1+g.r.IntN(90), c.City)},
	}
	c.Channels[0].Preferred = true
	normalise(c.Channels)
	return g.around(c)
}

func (g *generator) person(m market) book.Bundle {
	c, _ := g.base(m, book.Person)
	c.Name = g.name(m)
	c.Address.JobTitle = pick(g, m.Roles)
	c.Role = c.Address.JobTitle
	c.Organisation = pick(g, m.Organisations)
	c.OrganisationID = g.orgs[m.Country+c.Organisation]
	c.Channels = g.channels(m, c.Name)
	g.stated(m, &c)
	if g.chance(70) {
		c.Dates = append(c.Dates, book.ImportantDate{ID: g.id(), Kind: book.Birthday, When: g.birthday(m)})
	}
	if g.chance(45) {
		kind, text, _ := strings.Cut(pick(g, g.texts.Preferences), "|")
		c.Preferences = []book.Preference{{ID: g.id(), Kind: book.PreferenceKind(kind), Text: text}}
	}
	if g.chance(55) {
		c.Cadence.Ideal = []int{14, 30, 60, 90}[g.r.IntN(4)]
		c.Cadence.Longest = c.Cadence.Ideal * 2
	}
	return g.around(c)
}

// stated adds what the invented customer has said of themselves.
func (g *generator) stated(m market, c *book.Customer) {
	c.Languages = []book.Language{{ID: g.id(), Tag: m.Language, Level: book.Native}}
	if !strings.HasPrefix(m.Language, "en") && g.chance(75) {
		c.Languages = append(c.Languages, book.Language{ID: g.id(), Tag: "en", Level: []book.Level{book.Fluent, book.Some}[g.r.IntN(2)]})
	}
	if g.chance(60) {
		c.Cultures = []book.StatedCulture{{ID: g.id(), Culture: m.Country, SaidOn: g.o.Today - calendar.Date(g.r.IntN(400))}}
	}
	if len(m.Observances) > 0 && g.chance(40) {
		c.Observances = []book.Observance{{
			ID: g.id(), Tradition: pick(g, m.Observances),
			SaidOn: g.o.Today - calendar.Date(g.r.IntN(400)), Basis: g.texts.Basis,
		}}
	}
	if m.Speech != "" && g.chance(60) {
		c.Address.InSpeech = strings.NewReplacer(
			"{given}", c.Name.Given, "{call}", called(*c)).Replace(m.Speech)
	}
	if g.chance(25) {
		c.Address.Register = []book.Register{book.Formal, book.Informal}[g.r.IntN(2)]
	}
}

// called is the usual form of address of somebody's language in speech.
func called(c book.Customer) string {
	s, err := culture.BuiltSalutations()
	if err != nil {
		return c.Name.Full
	}
	return s.InSentence(culture.Person{
		Name:     personname.Name{Locale: c.Name.Language, Given: c.Name.Given, Surname: c.Name.Family, Full: c.Name.Full},
		JobTitle: c.Address.JobTitle,
	}, "", culture.FormalTone)
}

// name puts a family and a given name together in the order of the market.
func (g *generator) name(m market) book.Name {
	first, other := pick(g, m.Family), pick(g, m.Given)
	if !g.named[m.Country] { // the book always knows the first name of every list
		g.named[m.Country] = true
		first, other = m.Family[0], m.Given[0]
	}
	family, latinFamily, readFamily := parts(first)
	given, latinGiven, readGiven := parts(other)
	n := book.Name{Family: family, Given: given, Language: m.Language, Order: book.NameOrder(m.Order)}
	latinJoin := " "
	if m.LatinJoin != "" {
		latinJoin = m.LatinJoin
	}
	if m.Order == string(book.SurnameFirst) {
		n.Full = joined(family, m.Join, given)
		n.Latin, n.Reading = joined(latinFamily, latinJoin, latinGiven), joined(readFamily, " ", readGiven)
	} else {
		n.Full = joined(given, m.Join, family)
		n.Latin, n.Reading = joined(latinGiven, " ", latinFamily), joined(readGiven, " ", readFamily)
	}
	if n.Latin == n.Full || !hasOwnScript(n.Full) {
		n.Latin = ""
	}
	if len(m.Prefixes) > 0 {
		n.Prefix = pick(g, m.Prefixes)
	}
	return n
}

func joined(a, sep, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + sep + b
}

func hasOwnScript(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) >= 0
}

// channels gives every person a mail address, a phone and what else is used in
// the market; the first of the market is preferred.
func (g *generator) channels(m market, n book.Name) []book.Channel {
	latin := n.Latin
	if latin == "" {
		latin = n.Full
	}
	phone := g.digits(m.Phone)
	var out []book.Channel
	for i, kind := range m.Channels {
		ch := book.Channel{ID: g.id(), Kind: book.ChannelKind(kind), Preferred: i == 0}
		switch ch.Kind {
		case book.Email:
			ch.Value = fmt.Sprintf("%s.%d@company.example", slug(latin), g.ids)
		case book.WeChat, book.LINE, book.KakaoTalk, book.Telegram, book.Messenger:
			ch.Value = fmt.Sprintf("%s_%d", strings.ReplaceAll(slug(latin), ".", "_"), g.ids)
		default:
			ch.Value = phone
		}
		if !g.chance(30) {
			g.chance(4) // consent once stood here: the stream goes on as it did
		}
		out = append(out, ch)
	}
	normalise(out)
	return out
}

// normalise fills the comparable form of phones, whose patterns are E.164 with
// spaces; mail is done by the book.
func normalise(chs []book.Channel) {
	for i, c := range chs {
		if strings.HasPrefix(c.Value, "+") {
			chs[i].Normal = strings.ReplaceAll(c.Value, " ", "")
		}
	}
}

// slug makes the local part of a mail address from a Latin name.
func slug(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'đ':
			b.WriteByte('d')
		case r == 'ı':
			b.WriteByte('i')
		case r == ' ' || r == '-':
			if b.Len() > 0 {
				b.WriteByte('.')
			}
		}
	}
	out := strings.Trim(strings.ReplaceAll(b.String(), "..", "."), ".")
	if out == "" {
		return "contact"
	}
	return out
}

// birthday returns a birthday in one of the market's calendars, in a third of
// the cases without the year. It is a real day of that calendar because it is
// converted from a Gregorian one.
func (g *generator) birthday(m market) calendar.Partial {
	id := calendar.ID(pick(g, m.Calendars))
	born := calendar.NewDate(1955+g.r.IntN(48), 1, 1) + calendar.Date(g.r.IntN(365))
	d, err := calendar.FromDate(born, id)
	if err != nil {
		y, mo, day := born.YMD()
		d = calendar.Day{Calendar: calendar.Gregorian, Year: y, Month: int(mo), Day: day}
	}
	p := calendar.Partial{Calendar: d.Calendar, Year: d.Year, Month: d.Month, Leap: d.Leap, Day: d.Day}
	if g.chance(35) {
		p.Year = 0
	}
	return p
}

// around adds notes, touches and follow-ups to a customer.
func (g *generator) around(c book.Customer) book.Bundle {
	b := book.Bundle{Customer: c}
	if g.chance(50) {
		at := g.at(g.r.IntN(200))
		b.Notes = []book.Note{{ID: g.id(), CustomerID: c.ID, Text: pick(g, g.texts.Notes), CreatedAt: at, UpdatedAt: at}}
	}
	for range g.r.IntN(3) {
		kind, text, _ := strings.Cut(pick(g, g.texts.Touches), "|")
		at := g.at(1 + g.r.IntN(120))
		b.Interactions = append(b.Interactions, book.Interaction{
			ID: g.id(), CustomerID: c.ID, Kind: book.InteractionKind(kind),
			Direction: book.FromUs, At: at, Text: text, CreatedAt: at,
		})
	}
	if g.chance(26) {
		b.FollowUps = []book.FollowUp{g.followUp(c)}
	}
	return b
}

func (g *generator) followUp(c book.Customer) book.FollowUp {
	kind, title, _ := strings.Cut(pick(g, g.texts.FollowUps), "|")
	made := g.at(g.r.IntN(30))
	f := book.FollowUp{
		ID: g.id(), CustomerID: c.ID, Title: title, Kind: book.TaskKind(kind),
		Due: g.o.Today + calendar.Date(max(0, g.r.IntN(24)-6)-max(0, g.r.IntN(6)-3)), DueMinute: book.NoTime, Reminder: book.NoTime,
		CreatedAt: made, UpdatedAt: made,
	}
	if kind == "call" && g.chance(60) {
		f.DueMinute, f.Zone, f.Reminder = 60*(9+g.r.IntN(8)), c.TimeZone, 15
	}
	if g.chance(15) {
		f.Priority = book.Urgent
	}
	if g.chance(20) {
		f.Repeat = "FREQ=MONTHLY;INTERVAL=3"
	}
	if g.chance(30) {
		for i, t := range g.texts.Checklist[:2] {
			f.Checklist = append(f.Checklist, book.CheckItem{ID: g.id(), Text: t, Done: i == 0 && g.chance(50)})
		}
	}
	return f
}
