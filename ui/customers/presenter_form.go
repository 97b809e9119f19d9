package customers

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// form is the state of the page on which a card is written. What is typed
// stays in the view until it is saved.
type form struct {
	env     *screen.Env
	render  func(fresh bool) // fresh: fill the fields from base
	refused func(error)      // says at the field what cannot be kept

	id      book.ID // "" for somebody new
	kind    book.Kind
	base    book.Customer // as it was read
	facets  book.Facets
	names   map[book.ID]string // of the customers that relations point to
	stale   bool               // somebody changed it in between
	loaded  bool
	busy    bool     // a card is being saved
	reasons []string // why what is sensitive and new may be kept
	route   screen.Route

	load   screen.Slot[formData]
	saving screen.Slot[savedCard]
	pict   screen.Slot[[]byte]
}

// formData is what the form reads from the book.
type formData struct {
	c      book.Customer
	facets book.Facets
	names  map[book.ID]string
}

// savedCard is what saving brings.
type savedCard struct {
	c  book.Customer
	op book.Operation
}

func newForm(env *screen.Env) *form {
	f := &form{env: env, render: func(bool) {}, refused: env.Shell.Fail}
	f.load.Runner, f.saving.Runner, f.pict.Runner = env.Runner, env.Runner, env.Runner
	return f
}

// key names the card that is written, for drafts.
func (f *form) key() string {
	if f.id == "" {
		return argNew
	}
	return string(f.id)
}

// DraftRoute leads to the card of a key among the drafts.
func DraftRoute(key string) screen.Route {
	r := screen.Route{Screen: screen.Customers}
	if key == argNew {
		return r.With(argNew, string(book.Person))
	}
	r.ID = key
	return r.With(argEdit, valueYes)
}

func kindOf(r screen.Route) book.Kind {
	if r.Arg(argNew) == string(book.Organisation) {
		return book.Organisation
	}
	return book.Person
}

// Open reads the card of a route, or begins a new one.
func (f *form) Open(r screen.Route) {
	f.route, f.id, f.kind, f.stale = r, book.ID(r.ID), kindOf(r), false
	env, id, kind := f.env, f.id, f.kind
	org := book.ID(r.Arg(argOrg))
	f.load.Run(func(ctx context.Context) (formData, error) {
		return readForm(ctx, env, id, kind, org)
	}, func(d formData, err error) {
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		f.base, f.facets, f.names, f.loaded = d.c, d.facets, d.names, true
		f.kind = d.c.Kind
		f.render(true)
	})
}

func readForm(ctx context.Context, env *screen.Env, id book.ID, kind book.Kind, org book.ID) (formData, error) {
	d := formData{c: book.Customer{Kind: kind}, names: map[book.ID]string{}}
	var err error
	if d.facets, err = env.Book.Customers.Facets(ctx); err != nil {
		return d, err
	}
	if id != "" {
		if d.c, err = env.Book.Customers.Get(ctx, id); err != nil {
			return d, err
		}
	} else if org != "" {
		of, err := env.Book.Customers.Get(ctx, org)
		if err != nil {
			return d, err
		}
		d.c.OrganisationID, d.c.Organisation = of.ID, of.Name.Full
		d.c.Country, d.c.City = of.Country, of.City
	}
	var ids []book.ID
	for _, r := range d.c.Relations {
		ids = append(ids, r.To)
	}
	if len(ids) == 0 {
		return d, nil
	}
	page, err := env.Book.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: ids}, Limit: 500})
	for _, r := range page.Rows {
		d.names[r.ID] = r.Name.Full
	}
	return d, err
}

// Reload throws away what was typed and reads the card again.
func (f *form) Reload() {
	f.Open(f.route)
}

// Save keeps a card and, for somebody new, the first note. after hears the
// card as it was kept.
func (f *form) Save(c book.Customer, note string, after func(book.Customer)) {
	if f.busy {
		return // the same card twice would be two customers
	}
	f.busy = true
	env, isNew, why := f.env, f.id == "", strings.Join(f.reasons, "; ")
	normalise(&c, env.Settings.HomeCulture)
	f.saving.Run(func(ctx context.Context) (savedCard, error) {
		saved, op, err := env.Book.Customers.Save(ctx, c)
		if err == nil && why != "" {
			_, _, err = env.Book.Consents.Record(ctx, book.Consent{
				CustomerID: saved.ID, Purpose: book.Sensitive, State: book.Granted, Source: book.InPerson, Wording: why,
			})
		}
		if err != nil || !isNew || len(book.Paragraphs(note)) == 0 {
			return savedCard{saved, op}, err
		}
		_, err = env.Book.Notes.Add(ctx, saved.ID, note)
		return savedCard{saved, op}, err
	}, func(s savedCard, err error) {
		f.busy = false
		switch code := book.CodeOf(err); {
		case code == book.Conflict || code == book.NotFound:
			f.stale = true
			f.render(false)
		case code == book.Invalid:
			f.refused(err)
		case err != nil:
			env.Shell.Fail(err)
		default:
			f.loaded = false
			id := locales.ID("customers.saved")
			if isNew {
				id = "customers.saved_new"
			}
			env.Shell.Done(env.T(id, locales.V{"Name": s.c.Name.Full}), s.op)
			after(s.c)
		}
	})
}

// ReadPicture reads an image file in the form in which a card keeps it.
func (f *form) ReadPicture(path string, got func([]byte)) {
	f.pict.Run(func(context.Context) ([]byte, error) {
		data, err := os.ReadFile(path) //nolint:gosec // the user chose the file
		if err != nil {
			return nil, &book.Error{Op: "customers.picture", Code: book.NotFound, Detail: "file", Err: err}
		}
		return book.Picture(data)
	}, func(data []byte, err error) {
		if err != nil {
			f.refused(err)
			return
		}
		got(data)
	})
}

// finder looks customers up by a few letters, for fields that point to one.
type finder struct {
	env   *screen.Env
	slot  screen.Slot[[]book.CustomerRow]
	pause screen.Delay
}

func newFinder(env *screen.Env) *finder {
	f := &finder{env: env}
	f.slot.Runner, f.pause.Runner = env.Runner, env.Runner
	return f
}

// foundMost is how many customers a field offers.
const foundMost = 5

// Find looks for customers of a kind ("" for both) after a pause in typing.
func (f *finder) Find(text string, kind book.Kind, show func([]book.CustomerRow)) {
	f.slot.Cancel()
	f.pause.Run(searchWait, func() {
		if strings.TrimSpace(text) == "" {
			show(nil)
			return
		}
		f.slot.Run(func(ctx context.Context) ([]book.CustomerRow, error) {
			page, err := f.env.Book.Customers.List(ctx, book.CustomerQuery{
				Filter: book.CustomerFilter{Text: text, Kind: kind}, Limit: foundMost,
			})
			return page.Rows, err
		}, func(rows []book.CustomerRow, err error) {
			if err != nil {
				f.env.Shell.Fail(err)
				return
			}
			show(rows)
		})
	})
}

// clockIn reads a time of day: 9, 9:30, 930, 09.30. ok is false when it cannot
// be one; an empty text is -1.
func clockIn(text string) (minutes int, ok bool) {
	text = strings.TrimSpace(strings.NewReplacer("：", ":", ".", ":", "h", ":", "H", ":", "时", ":", "点", ":", "分", "").Replace(text))
	if text == "" {
		return -1, true
	}
	h, m, split := strings.Cut(strings.TrimSuffix(text, ":"), ":")
	if !split && len(h) > 2 {
		h, m = h[:len(h)-2], h[len(h)-2:]
	}
	if m == "" {
		m = "0"
	}
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	total := hour*60 + minute
	return total, err1 == nil && err2 == nil && hour >= 0 && minute >= 0 && minute < 60 && total <= 24*60
}

// clockText writes minutes from midnight as a field shows them.
func clockText(minutes int) string {
	return strconv.Itoa(minutes/60/10) + strconv.Itoa(minutes/60%10) + ":" + strconv.Itoa(minutes%60/10) + strconv.Itoa(minutes%10)
}

// dayIn reads a day that was typed; an empty text is the zero Date.
func dayIn(text string) (calendar.Date, bool) {
	text = strings.NewReplacer("/", "-", ".", "-").Replace(strings.TrimSpace(text))
	if text == "" {
		return 0, true
	}
	d, err := calendar.ParseDate(text)
	return d, err == nil
}

// countIn reads a number of days; an empty text is 0.
func countIn(text string) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(reach.DigitsOf(text))
	return n, err == nil && n >= 0 && n < 100_000
}

// partialIn reads a date that was pasted into the field of the year:
// 1988-05-04, --05-04 or chinese:1988-4-1.
func partialIn(text string, c calendar.ID) (calendar.Partial, bool) {
	text = strings.TrimSpace(text)
	if !strings.ContainsAny(text[min(1, len(text)):], "-:") {
		return calendar.Partial{}, false
	}
	if !strings.Contains(text, ":") {
		text = string(c) + ":" + text
	}
	p, err := calendar.ParsePartial(text)
	return p, err == nil
}

// numberIn reads a whole number in digits of any width, or in Chinese as days
// of the month are said: 十五, 初三, 廿八. An empty text is 0.
func numberIn(text string) (int, bool) {
	text = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), "初"), "日")
	if text == "" {
		return 0, true
	}
	if d := reach.DigitsOf(text); d != "" {
		n, err := strconv.Atoi(d)
		return n, err == nil
	}
	n, ones := 0, 0
	for _, r := range text {
		switch i := slices.Index(hanDigits, r); {
		case r == '十':
			n, ones = n+max(1, ones)*10, 0
		case r == '廿':
			n = 20
		case r == '卅':
			n = 30
		case i > 0:
			ones = i
		default:
			return 0, false
		}
	}
	return n + ones, true
}

// hanDigits are the digits of small Chinese numbers, by their value.
var hanDigits = []rune("〇一二三四五六七八九")

// monthsIn is how many months a calendar counts in a year, the longest one.
func monthsIn(c calendar.ID) int {
	switch c {
	case calendar.Hebrew, calendar.Ethiopic, calendar.Coptic:
		return 13
	case calendar.Bahai:
		return 19
	}
	return 12
}

// hasLeapMonth says whether a month of a calendar may be a leap month: in
// Thailand only the 8th, in Myanmar only the 4th. With month 0 it says whether
// any may.
func hasLeapMonth(c calendar.ID, month int) bool {
	info, ok := calendar.Lookup(c)
	if !ok || !info.HasLeapMonths || month == 0 {
		return ok && info.HasLeapMonths
	}
	return calendar.Partial{Calendar: c, Month: month, Leap: true, Day: 1}.Valid() == nil
}

// languageTags are the languages to choose from: those of the markets and
// those that the card has already.
func languageTags(p *locales.Printer, extra ...string) []string {
	seen := map[string]bool{}
	var out []string
	add := func(tag string) {
		if tag != "" && !seen[tag] {
			seen[tag] = true
			out = append(out, tag)
		}
	}
	for _, m := range markets().Markets() {
		for _, tag := range m.Languages {
			add(tag)
		}
	}
	for _, tag := range extra {
		add(tag)
	}
	slices.SortFunc(out, func(a, b string) int { return p.Compare(p.Language(a), p.Language(b)) })
	return out
}

// zoneNames are the zones to choose from, sorted by their cities.
func zoneNames(p *locales.Printer, extra string) []string {
	seen := map[string]bool{"": true}
	var out []string
	for _, m := range markets().Markets() {
		for _, z := range append(slices.Clone(m.Zones), extra) {
			if !seen[z] {
				seen[z] = true
				out = append(out, z)
			}
		}
	}
	slices.SortFunc(out, func(a, b string) int { return p.Compare(p.Zone(a), p.Zone(b)) })
	return out
}

// tagsText writes tags as they are typed.
func tagsText(tags []string) string { return strings.Join(tags, ", ") }

// fieldOf is the field at fault of an error, "" when it names none.
func fieldOf(err error) string {
	var e *book.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

// isPicture says by its name whether a file may be a picture.
func isPicture(path string) bool {
	return slices.Contains(pictureTypes, strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), "."))
}

// pictureTypes are the kinds of picture that can be read.
var pictureTypes = []string{"png", "jpg", "jpeg", "gif"}
