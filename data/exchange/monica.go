package exchange

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// The JSON that Monica 4 exports: an account with lists of things by type, and
// each contact with lists of its own. Calls become interactions, tasks
// follow-ups and notes notes; gifts, debts, pets and whatever else is kept as it
// is, so that nothing is dropped.

// monicaList is things of one type. Values are read when their type is known.
type monicaList struct {
	Type   string            `json:"type"`
	Values []json.RawMessage `json:"values"`
}

type monicaFile struct {
	Account struct {
		Data     []monicaList `json:"data"`
		Instance struct {
			FieldTypes []struct {
				UUID       string `json:"uuid"`
				Properties struct {
					Name     string `json:"name"`
					Protocol string `json:"protocol"`
				} `json:"properties"`
			} `json:"contact_field_types"`
		} `json:"instance"`
	} `json:"account"`
}

type monicaDate struct {
	Date        string `json:"date"`
	YearUnknown bool   `json:"is_year_unknown"`
	AgeBased    bool   `json:"is_age_based"`
}

type monicaContact struct {
	UUID       string `json:"uuid"`
	Properties struct {
		First       string      `json:"first_name"`
		Middle      string      `json:"middle_name"`
		Last        string      `json:"last_name"`
		Nick        string      `json:"nickname"`
		Description string      `json:"description"`
		Job         string      `json:"job"`
		Company     string      `json:"company"`
		Food        string      `json:"food_preferences"`
		Talked      string      `json:"last_talked_to"`
		Stay        int         `json:"stay_in_touch_frequency"`
		Tags        []string    `json:"tags"`
		Birth       *monicaDate `json:"birthdate"`
		Partial     bool        `json:"is_partial"`
	} `json:"properties"`
	Data []monicaList `json:"data"`
}

// mostMonica bounds a file that is read whole: pictures are in it as text.
const mostMonica = 512 << 20

// looksLikeMonica reports whether a JSON text is an export of Monica.
func looksLikeMonica(text string) bool {
	head := text[:min(len(text), 4000)]
	return strings.HasPrefix(strings.TrimSpace(head), "{") && strings.Contains(head, `"app_version"`) && strings.Contains(head, `"account"`)
}

// openMonica counts the contacts.
func (s *Source) openMonica(ctx context.Context) (*Source, error) {
	contacts, _, err := s.monica(ctx)
	if err != nil {
		return nil, err
	}
	s.info.Format, s.info.Layout = JSON, Monica
	s.info.Rows, s.info.RowsExact = len(contacts), true
	return s, nil
}

// monica reads the file: the contacts and what the types of their fields mean.
func (s *Source) monica(ctx context.Context) (contacts []json.RawMessage, kinds map[string]string, err error) {
	if s.size > mostMonica {
		return nil, nil, unsupported(DetailJSON)
	}
	s.offset.Store(0)
	var f monicaFile
	if err := json.NewDecoder(s.stream(ctx)).Decode(&f); err != nil {
		if e := ctx.Err(); e != nil {
			return nil, nil, readError(e)
		}
		return nil, nil, cutShort(err)
	}
	kinds = map[string]string{}
	for _, t := range f.Account.Instance.FieldTypes {
		kinds[t.UUID] = strings.ToLower(firstOf(strings.TrimSuffix(t.Properties.Protocol, ":"), t.Properties.Name))
	}
	for _, l := range f.Account.Data {
		if l.Type == "contact" {
			contacts = append(contacts, l.Values...)
		}
	}
	return contacts, kinds, nil
}

func (s *Source) readMonica(ctx context.Context, yield func(book.Incoming) bool) error {
	contacts, kinds, err := s.monica(ctx)
	if err != nil {
		return err
	}
	for i, raw := range contacts {
		var c monicaContact
		d := newDraft(i+1, Monica.source(), &s.opts)
		d.content = []string{asText(raw)}
		if err := json.Unmarshal(raw, &c); err != nil {
			d.extra("contact", asText(raw))
			d.Problem = &book.Problem{Code: ProblemStray}
			if !yield(d.Incoming) {
				return nil
			}
			continue
		}
		if c.Properties.Partial && c.Properties.First == "" {
			continue // somebody whom only a relationship names
		}
		d.monica(&c, kinds)
		if !yield(d.finish()) {
			return nil
		}
	}
	return nil
}

// monica fills a customer from a contact.
func (d *draft) monica(c *monicaContact, kinds map[string]string) {
	p, out := &c.Properties, &d.Customer
	out.Origin.ExternalID = c.UUID
	out.Name.Given, out.Name.Given2, out.Name.Family, out.Name.Nickname = p.First, p.Middle, p.Last, p.Nick
	out.Organisation, out.Address.JobTitle, out.Role = p.Company, p.Job, p.Job
	out.Cadence.Ideal = max(0, p.Stay)
	for _, t := range p.Tags {
		d.tag(t)
	}
	d.note(p.Description)
	if food := strings.TrimSpace(p.Food); food != "" {
		out.Preferences = append(out.Preferences, book.Preference{Kind: book.Diet, Text: food})
	}
	if t, ok := monicaTime(p.Talked); ok {
		out.LastContact = t
	}
	if b := p.Birth; b != nil && b.Date != "" && !b.AgeBased {
		if t, ok := monicaTime(b.Date); ok {
			when := calendar.Partial{Calendar: calendar.Gregorian, Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
			if b.YearUnknown {
				when.Year = 0
			}
			out.Dates = append(out.Dates, book.ImportantDate{Kind: book.Birthday, When: when})
		} else {
			d.date(book.Birthday, "", b.Date, "")
		}
	}
	for _, l := range c.Data {
		for _, raw := range l.Values {
			if !d.monicaThing(l.Type, raw, kinds) {
				d.extra(l.Type, asText(raw))
			}
		}
	}
}

// monicaThing takes one thing of a contact; false for one that is kept as it is.
func (d *draft) monicaThing(kind string, raw json.RawMessage, kinds map[string]string) bool {
	var v struct {
		Created    string `json:"created_at"`
		Properties struct {
			Data, Type, Body, Content, Title, Description string
			Street, City, Province, Country, Name         string
			Postcode                                      string `json:"postal_code"`
			Called                                        string `json:"called_at"`
			They                                          bool   `json:"contact_called"`
			Completed                                     bool
			CompletedAt                                   string `json:"completed_at"`
		} `json:"properties"`
	}
	if json.Unmarshal(raw, &v) != nil {
		return false
	}
	p := v.Properties
	switch kind {
	case "contact_field":
		d.monicaField(kinds[p.Type], p.Data)
	case "note":
		d.note(p.Body)
	case "address":
		d.addresses = append(d.addresses, address{
			label: p.Name, street: p.Street, city: p.City, region: p.Province, postcode: p.Postcode, country: p.Country,
		})
	case "call":
		at, ok := monicaTime(firstOf(p.Called, v.Created))
		from := book.FromUs
		if p.They {
			from = book.FromThem
		}
		d.Interactions = append(d.Interactions, book.Interaction{Kind: book.CallMade, Direction: from, At: at, Text: strings.TrimSpace(p.Content)})
		return ok
	case "task":
		f := book.FollowUp{Title: p.Title, Notes: p.Description, Kind: book.OtherTask, DueMinute: book.NoTime, Reminder: book.NoTime}
		if at, ok := monicaTime(v.Created); ok {
			f.Due = calendar.DateOf(at)
		}
		if at, ok := monicaTime(p.CompletedAt); p.Completed && ok {
			f.DoneAt = at
		}
		d.FollowUps = append(d.FollowUps, f)
		return f.Title != ""
	default:
		return false
	}
	return true
}

// monicaField adds a way to reach somebody.
func (d *draft) monicaField(kind, value string) {
	switch {
	case value == "":
	case kind == "mailto" || kind == "email":
		d.email(value, "", false)
	case kind == "tel" || kind == "phone":
		d.phone(value, "", false)
	case strings.HasPrefix(kind, "http"):
		d.channel(book.Web, value, "", false)
	default:
		d.im(kind, value, "", false)
	}
}

func monicaTime(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// asText is what stands in a file, as text that the book takes.
func asText(raw json.RawMessage) string { return strings.ToValidUTF8(string(raw), "\uFFFD") }
