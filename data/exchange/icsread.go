package exchange

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"

	ics "github.com/arran4/golang-ical"
)

// An iCalendar brings in three things: birthdays, which are customers with a
// day; tasks, which are follow-ups; and other days that are whole, which are
// holidays of one's own. Appointments with an hour are left to the calendar in
// which they stand, and reported.

// looksLikeCalendar reports whether a text is an iCalendar.
func looksLikeCalendar(text string) bool {
	head := strings.ToUpper(strings.TrimSpace(text[:min(len(text), 2000)]))
	return strings.HasPrefix(strings.TrimPrefix(head, "\uFEFF"), "BEGIN:VCALENDAR")
}

// component is the lines of an event or a task, unfolded.
type component struct {
	row  int
	name string // VEVENT or VTODO
	text string
	cut  bool // the file ends inside it
}

// mostComponent bounds one component; attachments may be inside.
const mostComponent = 4 << 20

// components cuts a calendar into its events and tasks, so that one that is
// broken spoils no other. What stands inside them (alarms) is left out.
func components(r io.Reader, yield func(component) bool) error {
	lines := newLineReader(r, mostComponent, false)
	var c *component
	depth := 0
	var b strings.Builder
	for {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			if c != nil {
				c.text, c.cut = b.String(), true
				yield(*c)
			}
			return nil
		}
		if err != nil {
			return err
		}
		up := string(bytes.ToUpper(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\uFEFF")))))
		name, begins := strings.CutPrefix(up, "BEGIN:")
		_, ends := strings.CutPrefix(up, "END:")
		switch {
		case c == nil && begins && (name == "VEVENT" || name == "VTODO"):
			c = &component{row: lines.row, name: name}
			b.Reset()
			depth = 0
		case c == nil:
		case begins:
			depth++
		case ends && depth > 0:
			depth--
		case ends:
			c.text = b.String()
			if !yield(*c) {
				return nil
			}
			c = nil
		case depth == 0 && b.Len() < mostComponent:
			b.Write(bytes.TrimRight(line, "\r\n"))
			b.WriteString("\r\n")
		}
	}
}

// openCalendar counts what is in the calendar.
func (s *Source) openCalendar(ctx context.Context) (*Source, error) {
	s.info.Format, s.info.Layout = ICS, Calendar
	err := components(s.stream(ctx), func(component) bool { s.info.Rows++; return true })
	s.info.RowsExact = true
	s.offset.Store(0)
	if err != nil {
		return nil, readError(err)
	}
	if s.info.Rows == 0 {
		return nil, unsupported(DetailCalendar)
	}
	return s, nil
}

func (s *Source) readCalendar(ctx context.Context, yield func(book.Incoming) bool) error {
	return components(s.stream(ctx), func(c component) bool {
		text := c.text
		if fixed, ok := s.guess.decode([]byte(text)); ok && s.guess.enc != nil {
			text = fixed
		}
		cal, err := ics.ParseCalendar(strings.NewReader("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:" + c.name + "\r\n" + text + "END:" + c.name + "\r\nEND:VCALENDAR\r\n"))
		d := newDraft(c.row, Calendar.source(), &s.opts)
		d.content = []string{text}
		switch {
		case c.cut:
			d.Problem = &book.Problem{Code: ProblemCut}
		case err != nil:
			d.Problem = &book.Problem{Code: ProblemStray}
		case c.name == "VTODO" && len(cal.Todos()) > 0:
			d.task(&cal.Todos()[0].ComponentBase)
		case len(cal.Events()) > 0:
			d.event(&cal.Events()[0].ComponentBase)
		default:
			d.Problem = &book.Problem{Code: ProblemEmpty}
		}
		if d.Problem != nil || d.Incoming.Loose() {
			return yield(d.Incoming)
		}
		return yield(d.finish())
	})
}

// value returns a property as text.
func value(c *ics.ComponentBase, p ics.ComponentProperty) string {
	if x := c.GetProperty(p); x != nil {
		return strings.TrimSpace(ics.FromText(x.Value))
	}
	return ""
}

// birthdayWords are how programs title the birthday of somebody, the name in
// place of the star.
var birthdayWords = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^birthday(?: of|:)\s*(.+)$`),
	regexp.MustCompile(`(?i)^(.+?)(?:'s|’s|s')?\s+birthday$`),
	regexp.MustCompile(`(?i)^(?:geburtstag(?: von|:)?\s+)(.+)$`),
	regexp.MustCompile(`(?i)^(.+?)(?: hat|s)?\s+geburtstag$`),
	regexp.MustCompile(`(?i)^(?:anniversaire de|anniversaire\s*:|cumpleaños de|aniversário de|compleanno di|день рождения:?|sinh nhật)\s*(.+)$`),
	regexp.MustCompile(`^(.+?)\s*(?:的)?\s*(?:生日|生辰)$`),
	regexp.MustCompile(`^(.+?)\s*(?:さん)?の?誕生日$`),
	regexp.MustCompile(`^(.+?)\s*(?:님)?의?\s*생일$`),
}

// bornName finds whose birthday an event is, or "".
func bornName(c *ics.ComponentBase, title string) string {
	for _, re := range birthdayWords {
		if m := re.FindStringSubmatch(title); m != nil {
			return strings.TrimSpace(m[1])
		}
	}
	kind := strings.ToLower(value(c, ics.ComponentPropertyCategories))
	if strings.Contains(kind, "birthday") || c.GetProperty(ics.ComponentProperty("X-GOOGLE-CALENDAR-CONTENT-DISPLAY-NAME")) != nil {
		return title
	}
	return ""
}

// event takes an event: a birthday, a day of one's own, or a problem.
func (d *draft) event(c *ics.ComponentBase) {
	title := value(c, ics.ComponentPropertySummary)
	first, whole, ok := wholeDay(c, ics.ComponentPropertyDtStart)
	rule := strings.ToUpper(value(c, ics.ComponentPropertyRrule))
	yearly := strings.Contains(rule, "FREQ=YEARLY")
	switch {
	case title == "" || !ok:
		d.Problem = &book.Problem{Code: ProblemEmpty}
		d.extra("SUMMARY", title)
		return
	case !whole:
		d.Problem = &book.Problem{Code: ProblemAppointment}
		d.extra("SUMMARY", title)
		return
	case yearly:
		if name := bornName(c, title); name != "" {
			d.born(name, first, value(c, ics.ComponentPropertyUniqueId))
			return
		}
	}
	day := book.OwnDay{
		Sort: book.OwnHoliday, Name: title, Note: short(value(c, ics.ComponentPropertyDescription)), Kind: "observance", Mood: "none", Days: 1,
		When: calendar.Partial{Calendar: calendar.Gregorian, Year: first.Year(), Month: int(first.Month()), Day: first.Day()},
	}
	if last, _, ok := wholeDay(c, ics.ComponentPropertyDtEnd); ok && last > first {
		day.Days = min(int(last-first), 366)
	}
	if yearly {
		day.When.Year = 0
	}
	d.OwnDays = []book.OwnDay{day}
}

func short(s string) string { return shortened(s, 160) }

// born makes a customer of a birthday. A year in which nobody alive was born
// stands for one that is not known.
func (d *draft) born(name string, day calendar.Date, uid string) {
	when := calendar.Partial{Calendar: calendar.Gregorian, Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
	if when.Year < 1900 || when.Year >= time.Now().Year()-1 {
		when.Year = 0
	}
	d.Customer.Name.Full = name
	d.Customer.Origin.ExternalID = uid
	d.Customer.Dates = []book.ImportantDate{{Kind: book.Birthday, When: when}}
}

// task takes a task as a follow-up.
func (d *draft) task(c *ics.ComponentBase) {
	f := book.FollowUp{
		Title: value(c, ics.ComponentPropertySummary), Notes: value(c, ics.ComponentPropertyDescription),
		Kind: book.OtherTask, DueMinute: book.NoTime, Reminder: book.NoTime,
		Repeat: value(c, ics.ComponentPropertyRrule),
	}
	if f.Title == "" {
		d.Problem = &book.Problem{Code: ProblemEmpty}
		return
	}
	for _, p := range []ics.ComponentProperty{ics.ComponentPropertyDue, ics.ComponentPropertyDtStart, ics.ComponentPropertyCreated, ics.ComponentPropertyDtstamp} {
		day, whole, ok := wholeDay(c, p)
		if !ok {
			continue
		}
		f.Due = day
		if at, ok := instant(c, p); ok && !whole && p == ics.ComponentPropertyDue {
			f.DueMinute, f.Zone = at.Hour()*60+at.Minute(), at.Location().String()
			if f.Zone == "Local" || f.Zone == "" {
				f.Zone = ""
			}
		}
		break
	}
	switch value(c, ics.ComponentPropertyPriority) {
	case "1", "2", "3", "4":
		f.Priority = book.Urgent
	case "6", "7", "8", "9":
		f.Priority = book.Low
	}
	if at, ok := instant(c, ics.ComponentPropertyCompleted); ok || strings.EqualFold(value(c, ics.ComponentPropertyStatus), "COMPLETED") {
		if f.DoneAt = at.UTC(); !ok {
			f.DoneAt = f.Due.In(time.UTC, 12, 0)
		}
	}
	if f.Due == 0 {
		f.Due = calendar.DateOf(time.Now())
	}
	d.FollowUps = []book.FollowUp{f}
}

// wholeDay reads the day of a property, and whether it has no hour.
func wholeDay(c *ics.ComponentBase, p ics.ComponentProperty) (day calendar.Date, whole, ok bool) {
	x := c.GetProperty(p)
	if x == nil || len(x.Value) < 8 {
		return 0, false, false
	}
	t, err := time.Parse("20060102", x.Value[:8])
	if err != nil {
		return 0, false, false
	}
	if len(x.Value) == 8 {
		return calendar.DateOf(t), true, true
	}
	if at, ok := instant(c, p); ok {
		return calendar.DateOf(at), false, true
	}
	return calendar.DateOf(t), false, true
}

// instant reads an instant in the zone that the property names; an unknown
// zone, as "Eastern" of old programs, leaves the hour as it is written.
func instant(c *ics.ComponentBase, p ics.ComponentProperty) (time.Time, bool) {
	x := c.GetProperty(p)
	if x == nil || len(x.Value) < 15 {
		return time.Time{}, false
	}
	loc := time.UTC
	if ids := x.ICalParameters["TZID"]; len(ids) > 0 {
		if l, err := time.LoadLocation(zoneName(ids[0])); err == nil {
			loc = l
		}
	}
	t, err := time.ParseInLocation("20060102T150405", x.Value[:15], loc)
	return t, err == nil
}

// zoneName takes the prefix off names such as
// /softwarestudio.org/Tzfile/America/Chicago.
func zoneName(id string) string {
	id = strings.Trim(id, `"`)
	if _, err := time.LoadLocation(id); err == nil {
		return id
	}
	parts := strings.Split(id, "/")
	for i := range parts {
		name := strings.Join(parts[i:], "/")
		if _, err := time.LoadLocation(name); err == nil && strings.Contains(name, "/") {
			return name
		}
	}
	return id
}
