// Package timeline is the tab of a customer on which all that happened stands,
// month by month: calls, meetings, mails, messages, visits, gifts, social
// media, notes, follow-ups that are done, and what others tell through the
// book's timeline.
//
// The Presenter is plain Go. It reads page by page, so that a long past
// scrolls as well as a short one. What an entry of a new source is called is a
// line in sourceWords.
package timeline

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/words"
)

// pageSize is how many entries are read at once, and ahead how many rows before
// the last the next page is asked for.
const (
	pageSize = 80
	ahead    = 30
)

// Item is a line of the list: an entry, with the name of its month where it is
// the first of it.
type Item struct {
	Month string
	Entry book.Entry
}

// Presenter is the state of the tab. It belongs to the UI goroutine.
type Presenter struct {
	env     *screen.Env
	changed func()

	customer book.ID
	people   []book.CustomerRow // of an organisation
	Kind     string             // of TimelineQuery.Kinds, or "" for all
	Person   book.ID            // whose entries alone, or ""
	Text     string

	Items  []Item
	Loaded bool
	next   string
	last   string // the month of the last item

	read screen.Slot[book.TimelinePage]
	more bool // a page is being read
	wait screen.Delay
}

// NewPresenter returns an empty state; changed is called when what is shown has
// changed.
func NewPresenter(env *screen.Env, changed func()) *Presenter {
	p := &Presenter{env: env, changed: changed}
	p.read.Runner, p.wait.Runner = env.Runner, env.Runner
	return p
}

// Show brings the tab to a customer and, for an organisation, its people. The
// filter stays while the customer does.
func (p *Presenter) Show(customer book.ID, people []book.CustomerRow) {
	if p.customer != customer {
		p.Kind, p.Person, p.Text, p.Items, p.Loaded = "", "", "", nil, false
	}
	p.customer, p.people = customer, people
	p.reload()
}

// People are those whose entries can be shown alone: the people of an
// organisation.
func (p *Presenter) People() []book.CustomerRow { return p.people }

// Whose lists the customers whose timeline is told.
func Whose(customer book.ID, people []book.CustomerRow) []book.ID {
	ids := []book.ID{customer}
	for _, r := range people {
		ids = append(ids, r.ID)
	}
	return ids
}

// Filtered says whether something is left out.
func (p *Presenter) Filtered() bool {
	return p.Kind != "" || p.Person != "" || strings.TrimSpace(p.Text) != ""
}

// SetKind shows entries of one kind alone; "" shows all.
func (p *Presenter) SetKind(kind string) {
	p.Kind = kind
	p.reload()
}

// SetPerson shows the entries of one person alone; "" shows all.
func (p *Presenter) SetPerson(id book.ID) {
	p.Person = id
	p.reload()
}

// SetText shows the entries in which all words stand, a moment after the last
// key.
func (p *Presenter) SetText(text string) {
	p.Text = text
	p.wait.Run(200*time.Millisecond, p.reload)
}

// ShowAll takes the filter away.
func (p *Presenter) ShowAll() {
	p.Kind, p.Person, p.Text = "", "", ""
	p.reload()
}

func (p *Presenter) query(after string) book.TimelineQuery {
	q := book.TimelineQuery{Customers: Whose(p.customer, p.people), Text: p.Text, After: after, Limit: pageSize}
	if p.Person != "" {
		q.Customers = []book.ID{p.Person}
	}
	if p.Kind != "" {
		q.Kinds = []string{p.Kind}
	}
	return q
}

// reload reads the timeline from its beginning. As many entries as were shown
// come back, so that a list that was scrolled stays where it was.
func (p *Presenter) reload() {
	if p.customer == "" {
		return
	}
	b, q := p.env.Book, p.query("")
	q.Limit = min(500, max(pageSize, len(p.Items)))
	p.more = true
	p.read.Run(func(ctx context.Context) (book.TimelinePage, error) { return b.Timeline.Page(ctx, q) },
		func(page book.TimelinePage, err error) {
			p.more = false
			if err != nil {
				if book.CodeOf(err) != book.Cancelled {
					p.env.Shell.Fail(err)
				}
				return
			}
			p.Items, p.last, p.Loaded = nil, "", true
			p.add(page)
		})
}

// Seen is told which line can be seen, and reads on before the last is reached.
func (p *Presenter) Seen(i int) {
	if p.more || p.next == "" || i < len(p.Items)-ahead {
		return
	}
	b, q := p.env.Book, p.query(p.next)
	p.more = true
	p.read.Run(func(ctx context.Context) (book.TimelinePage, error) { return b.Timeline.Page(ctx, q) },
		func(page book.TimelinePage, err error) {
			p.more = false
			if err != nil {
				if book.CodeOf(err) != book.Cancelled {
					p.env.Shell.Fail(err)
				}
				return
			}
			p.add(page)
		})
}

// add appends a page, with the name of each new month.
func (p *Presenter) add(page book.TimelinePage) {
	items := slices.Clip(p.Items)
	for i := range page.Entries {
		it := Item{Entry: page.Entries[i]}
		at := it.Entry.At.In(p.env.Home)
		if month := p.env.Printer.MonthYear(at.Year(), at.Month()); month != p.last {
			it.Month, p.last = month, month
		}
		items = append(items, it)
	}
	p.Items, p.next = items, page.Next
	p.changed()
}

// Leave ends what is under way.
func (p *Presenter) Leave() {
	p.read.Cancel()
	p.more = false
}

// Text is an entry in words.
type Text struct {
	When   string
	Day    string // without the year
	Year   string // "" for the present one
	Title  string
	Marks  []string // what was felt and decided
	Below  string
	Lang   string // that was spoken or written, "" where that is not known
	Person string // whose it is, in the timeline of an organisation
}

// Describe puts an entry into words.
func Describe(env *screen.Env, e book.Entry, today calendar.Date) Text {
	p := env.Printer
	at := e.At.In(env.Home)
	day := calendar.DateOf(at)
	t := Text{When: p.DateNear(day, today), Day: p.DateShort(day), Title: SourceWord(p, e.Source), Below: firstLines(e.Text)}
	if day.Year() != today.Year() {
		t.Year = p.Partial(calendar.Partial{Calendar: calendar.Gregorian, Year: day.Year()})
	}
	i := e.Touch
	if i == nil {
		if id, ok := titles[string(e.Source)+" "+e.Kind]; ok {
			t.Title = p.T(id, nil)
		} else if e.Source == book.FromFollowUp {
			t.Title = p.T("timeline.followup_done", nil)
		}
		if e.Source == book.FromSurvey {
			t.Marks = append(t.Marks, words.SurveyScore(p, book.SurveyMeasure(e.Kind), int(e.Amount)))
		}
		if e.Currency != "" {
			t.Marks = append(t.Marks, p.Money(e.Amount, e.Currency))
		}
		return t
	}
	t.Title = words.TouchBy(p, i.Kind, i.Direction)
	t.Lang = i.Language
	for _, mark := range []string{i.Network, words.Outcome(p, i.Outcome), words.Feeling(p, i.Mood)} {
		if mark != "" {
			t.Marks = append(t.Marks, mark)
		}
	}
	if i.Present != "" {
		t.Marks = append(t.Marks, p.T("timeline.with", locales.V{"People": i.Present}))
	}
	if i.NextStep != "" {
		next := p.T("timeline.next", locales.V{"Step": i.NextStep})
		t.Below = strings.TrimSpace(t.Below + "\n" + next)
	}
	return t
}

var emptyLines = regexp.MustCompile(`\s*\n\s*`)

// firstLines keeps a text to what a row can show: the empty lines of a letter
// would take the room of its words.
func firstLines(s string) string {
	const most = 400
	s = emptyLines.ReplaceAllString(s, "\n")
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most])) + "…"
	}
	return s
}

// sourceWords name the sources that are no contacts. Who tells of a new source
// adds its word here.
var sourceWords = map[book.Source]locales.ID{
	book.FromNote:     "timeline.note",
	book.FromFollowUp: "timeline.followup",
	book.FromCase:     "timeline.case",
	book.FromOrder:    "timeline.order",
	book.FromConsent:  "timeline.consent",
	book.FromSurvey:   "timeline.survey",
}

// titles say more exactly what an entry is, by source and kind.
var titles = map[string]locales.ID{
	"case request":      "service.kind_request",
	"case complaint":    "service.kind_complaint",
	"survey csat":       "service.measure_csat",
	"survey nps":        "service.measure_nps",
	"consent granted":   "timeline.consent_granted",
	"consent withdrawn": "timeline.consent_withdrawn",
	"consent declined":  "timeline.consent_declined",
}

// SourceWord names a source.
func SourceWord(p *locales.Printer, s book.Source) string {
	if id, ok := sourceWords[s]; ok {
		return p.T(id, nil)
	}
	return string(s)
}

// KindOption is a kind that the timeline can be narrowed to.
type KindOption struct{ Value, Label string }

// Kinds are the kinds to choose from, with all of them first.
func Kinds(p *locales.Printer) []KindOption {
	out := []KindOption{{"", p.T("timeline.all", nil)}}
	for _, k := range book.InteractionKinds() {
		out = append(out, KindOption{string(k), words.Touch(p, k)})
	}
	out = append(out, KindOption{book.SocialTouches, p.T("log.kind_social", nil)})
	for _, s := range sources() {
		out = append(out, KindOption{string(s), SourceWord(p, s)})
	}
	return out
}

// sources are those of sourceWords, the oldest of the program first.
func sources() []book.Source {
	known := []book.Source{book.FromNote, book.FromFollowUp}
	var more []book.Source
	for s := range sourceWords {
		if !slices.Contains(known, s) {
			more = append(more, s)
		}
	}
	slices.Sort(more)
	return append(known, more...)
}
