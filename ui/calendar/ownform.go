package calendar

import (
	"context"
	"strconv"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/regionfield"
	"dragoman/ui/internal/screen"
)

// The ways in which an own day falls.
const (
	once    = "once"
	yearly  = "yearly"
	weekday = "weekday"
)

// Where an own day counts.
const (
	forCustomer = "customer"
	forCountry  = "country"
	forAll      = "all"
)

// OwnInputs are what stands in the form of an own day, as text where text is
// typed.
type OwnInputs struct {
	Whose   string // forCustomer, forCountry or forAll
	Country string
	Region  string
	Falls   string // once, yearly or weekday
	First   string // typed days
	Last    string

	Calendar cal.ID
	Month    string
	Leap     bool
	Day      string
	Days     string
	Nth      string
	Weekday  string

	Name, Kind, Mood, Note string
}

// OwnForm is the state of the form in which an own day is entered.
type OwnForm struct {
	Day      book.OwnDay // as it was read; its ID is "" for a new one
	Feast    almanac.Occurrence
	Customer *book.CustomerRow // who is closed
	Found    []book.CustomerRow
	Errors   map[string]string // by field
	Next     string            // on which days it falls
	Question string            // what is odd about it, which is no reason to refuse
	// RegionQuestion is what is odd about the region.
	RegionQuestion string

	env     *screen.Env
	today   cal.Date
	changed func()
	search  screen.Slot[[]book.CustomerRow]
	saving  screen.Slot[ownSaved]
}

type ownSaved struct {
	day book.OwnDay
	op  book.Operation
}

// newOwnForm makes the form of a day; changed is called after every change of
// its state.
func newOwnForm(env *screen.Env, d book.OwnDay, changed func()) *OwnForm {
	f := &OwnForm{Day: d, env: env, today: cal.DateOf(env.Now()), changed: changed, Errors: map[string]string{}}
	f.search.Runner, f.saving.Runner = env.Runner, env.Runner
	return f
}

// New reports whether the day is not in the book yet.
func (f *OwnForm) New() bool { return f.Day.ID == "" }

// Start is what stands in the fields at first.
func (f *OwnForm) Start() OwnInputs {
	d, p := f.Day, f.env.Printer
	in := OwnInputs{
		Whose: forCountry, Country: d.Country, Region: strings.TrimPrefix(d.Region, d.Country+"-"), Falls: once,
		Calendar: d.When.Calendar, Leap: d.When.Leap, Days: strconv.Itoa(max(d.Days, 1)), Name: d.Name, Kind: d.Kind, Mood: d.Mood, Note: d.Note,
	}
	switch {
	case d.Sort == book.ClosingDay && (d.CustomerID != "" || d.Country == ""):
		in.Whose = forCustomer
	case d.Sort != book.ClosingDay && d.Country == "":
		in.Whose = forAll
	}
	if in.Calendar == "" {
		in.Calendar = cal.Gregorian
	}
	if d.When.Month > 0 {
		in.Month = strconv.Itoa(d.When.Month)
	}
	switch {
	case d.Nth != 0:
		in.Falls, in.Nth, in.Weekday = weekday, strconv.Itoa(d.Nth), strconv.Itoa(int(d.Weekday))
	case d.Yearly() && d.When.Month != 0:
		in.Falls, in.Day = yearly, strconv.Itoa(d.When.Day)
	default:
		if first, ok := d.First(); ok {
			in.First = p.DateWeekdayYear(first)
			if d.Days > 1 {
				in.Last = p.DateWeekdayYear(first + cal.Date(d.Days-1))
			}
		}
	}
	if in.Kind == "" && d.Sort != book.ClosingDay {
		in.Kind, in.Mood = string(almanac.Observance), string(almanac.Cheerful)
	}
	return in
}

// read makes a day of the fields and tells which cannot be read.
func (f *OwnForm) read(in OwnInputs) (book.OwnDay, map[string]string) {
	d, wrong := f.Day, map[string]string{}
	d.CustomerID, d.Country, d.Region = "", "", ""
	switch in.Whose {
	case forCustomer:
		if f.Customer != nil {
			d.CustomerID = f.Customer.ID
		}
	case forCountry:
		d.Country = in.Country
		if code := regionfield.Tidy(in.Country, in.Region); code != "" {
			d.Region = in.Country + "-" + code
		}
		if in.Country == "" {
			wrong["country"] = f.env.T("own.need_country", nil)
		}
	}
	d.Name, d.Kind, d.Mood, d.Note = in.Name, in.Kind, in.Mood, in.Note
	number := func(field, text string) int {
		n, err := strconv.Atoi(strings.TrimSpace(dayfield.Fold(text)))
		if err != nil || n < 0 {
			wrong[field] = f.env.T("own.need_number", nil)
		}
		return n
	}
	d.Nth, d.Weekday = 0, 0
	switch in.Falls {
	case yearly:
		d.When = cal.Partial{Calendar: in.Calendar, Month: atoi(in.Month), Leap: in.Leap}
		d.When.Day, d.Days = number("day", in.Day), number("days", in.Days)
	case weekday:
		d.When, d.Nth, d.Weekday = cal.Partial{Calendar: cal.Gregorian, Month: atoi(in.Month)}, atoi(in.Nth), time.Weekday(atoi(in.Weekday))
		d.Days = number("days", in.Days)
	default:
		f.readOnce(in, &d, wrong)
	}
	return d, wrong
}

// readOnce reads a first and a last day.
func (f *OwnForm) readOnce(in OwnInputs, d *book.OwnDay, wrong map[string]string) {
	first, ok := dayfield.Parse(f.env.Printer, in.First, f.today)
	if !ok {
		wrong["first"] = f.env.T("own.need_day", nil)
		return
	}
	d.When, d.Days = book.Once(first), 1
	if strings.TrimSpace(in.Last) == "" || d.Sort == book.AnnouncedDay {
		return
	}
	last, ok := dayfield.Parse(f.env.Printer, in.Last, first)
	switch {
	case !ok:
		wrong["last"] = f.env.T("own.need_day", nil)
	case last < first:
		wrong["last"] = f.env.T("own.last_before", nil)
	default:
		d.Days = int(last-first) + 1
	}
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0 // nothing chosen
	}
	return n
}

// nextShown is how many of the coming days the form names.
const nextShown = 3

// Look works out on which days the day falls and what is odd about it.
func (f *OwnForm) Look(in OwnInputs) {
	d, wrong := f.read(in)
	f.Next, f.Question, f.RegionQuestion = "", "", f.askRegion(in)
	for field := range f.Errors { // what was mended is no longer complained of
		if wrong[field] == "" {
			delete(f.Errors, field)
		}
	}
	if len(wrong) == 0 || wrong["country"] != "" && len(wrong) == 1 {
		f.Next = f.nextText(d)
		if first, ok := d.First(); ok && d.Sort == book.AnnouncedDay && f.Feast.Far(first) {
			f.Question = f.env.N("own.far", int(max(first-f.Feast.Date, f.Feast.Date-first)), locales.V{
				"Day": f.env.Printer.DateWeekdayYear(f.Feast.Date),
			})
		}
	}
	f.changed()
}

// nextText names the next days.
func (f *OwnForm) nextText(d book.OwnDay) string {
	p := f.env.Printer
	if d.Sort == book.AnnouncedDay {
		first, ok := d.First()
		if !ok || first == f.Feast.Date {
			return ""
		}
		return f.env.T("own.instead", locales.V{"Day": p.DateWeekdayYear(first), "Before": p.DateWeekdayYear(f.Feast.Date)})
	}
	if !d.Yearly() && d.Nth == 0 {
		if d.Days == 1 {
			return ""
		}
		return f.env.N("own.days", d.Days, nil)
	}
	var days []string
	for from := f.today; len(days) < nextShown; {
		first, ok := d.Next(from)
		if !ok {
			break
		}
		days = append(days, spanText(p, first, d.Days))
		from = first + cal.Date(max(d.Days, 1))
	}
	if len(days) == 0 {
		return ""
	}
	return f.env.T("own.next", locales.V{"Days": p.List(days)})
}

// spanText writes a day, or the first and the last of several.
func spanText(p *locales.Printer, first cal.Date, days int) string {
	if days > 1 {
		return p.RangeYear(first, first+cal.Date(days-1))
	}
	return p.DateWeekdayYear(first)
}

// maxFound is how many customers a search offers.
const maxFound = 6

// Search looks for customers while the user types.
func (f *OwnForm) Search(text string) {
	if strings.TrimSpace(text) == "" {
		f.search.Cancel()
		f.Found = nil
		f.changed()
		return
	}
	b := f.env.Book
	f.search.Run(func(ctx context.Context) ([]book.CustomerRow, error) {
		page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{Text: text}, Limit: maxFound})
		return page.Rows, err
	}, func(rows []book.CustomerRow, err error) {
		if err == nil {
			f.Found = rows
			f.changed()
		}
	})
}

// Choose takes a customer, or none.
func (f *OwnForm) Choose(c *book.CustomerRow) {
	f.search.Cancel()
	f.Customer, f.Found = c, nil
	delete(f.Errors, "who")
	f.changed()
}

// Load reads the customer who is closed.
func (f *OwnForm) Load(id book.ID, then func()) {
	if id == "" {
		then()
		return
	}
	b := f.env.Book
	f.search.Run(func(ctx context.Context) ([]book.CustomerRow, error) {
		page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{id}}, Limit: 1})
		return page.Rows, err
	}, func(rows []book.CustomerRow, err error) {
		if err != nil {
			f.env.Shell.Fail(err)
			return
		}
		if len(rows) > 0 {
			f.Customer = &rows[0]
		}
		then()
	})
}

// fieldOf says at which field a fault of the book is shown.
var fieldOf = map[string]string{"who": "who", "when": "first", "days": "days", "holiday": "name", "name": "name", "kind": "kind", "mood": "mood", "note": "note", "country": "country"}

// Save keeps the day, or says at the fields what is wrong.
func (f *OwnForm) Save(in OwnInputs, done func(book.OwnDay, book.Operation)) {
	d, wrong := f.read(in)
	f.Errors = wrong
	if len(wrong) > 0 {
		f.changed()
		return
	}
	b := f.env.Book
	f.saving.Run(func(ctx context.Context) (ownSaved, error) {
		d, op, err := b.OwnDays.Save(ctx, d)
		return ownSaved{d, op}, err
	}, func(s ownSaved, err error) {
		var e *book.Error
		switch {
		case err == nil:
			done(s.day, s.op)
		case book.CodeOf(err) == book.Invalid && asError(err, &e) && fieldOf[e.Field] != "":
			field := fieldOf[e.Field]
			if field == "first" && in.Falls != once {
				field = "day"
			}
			f.Errors = map[string]string{field: explain.Error(f.env.Printer, err)}
			f.changed()
		default:
			f.env.Shell.Fail(err)
		}
	})
}
