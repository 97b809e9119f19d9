// Package locales is the only room that turns codes, days, numbers and names
// into words: message catalogues, and the formats of each language.
//
// It promises that a [Printer] never fails on the way to the screen: a missing
// message is shown in English or as its id and logged once, an unknown code is
// shown as the code. A Printer does not change and may be used from any
// goroutine.
//
// Sources. Messages are read by go-i18n from active.<tag>.toml and
// fragments/<room>.<tag>.toml. Dates, numbers, lists, week data and the names
// of countries, languages, currencies and months come from one extract of CLDR
// 48 (cldr/, written by internal/gen). golang.org/x/text serves for plural
// rules, matching of languages, the languages' own names and collation, and
// for nothing else, because the rest of its data is that of CLDR 32.
//
// A further language is an active.<tag>.toml, its fragments, a line in
// internal/gen and a fyne/<tag>.json. Which calendar day a date is, is left to
// package calendar; which language a greeting is in, to package culture.
package locales

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"dragoman/data/calendar"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// ID names a message: "<room>.<what>".
type ID string

// V holds the named variables of a message. Whole numbers, dates and times are
// written as the language writes them; everything else as fmt writes it.
type V map[string]any

// Options are what a user chooses apart from the language.
type Options struct {
	// Region is the home country (ISO 3166-1, "US"); it decides on the order of
	// day and month, the clock and the first day of the week. Empty means the
	// country that the tag names or the usual one of the language.
	Region string
	// Hour12 chooses the 12-hour clock or the 24-hour clock; nil means as usual
	// in the country.
	Hour12 *bool
	// FirstDay chooses the first day of the week; nil means as usual in the
	// country.
	FirstDay *time.Weekday
	// Log is told of missing messages; nil means slog.Default.
	Log *slog.Logger
}

// Printer writes messages, dates, numbers and names in one language.
type Printer struct {
	tag      string
	region   string
	lang     language.Tag
	hour12   bool
	firstDay time.Weekday
	log      *slog.Logger
	reported *sync.Map // what has been logged already

	messages *catalogue
	english  *catalogue
	pseudo   bool

	data      *localeData
	local     regionData
	extra     *supplement
	patterns  map[string]pattern
	intervals map[string]pattern
	collators *sync.Pool // of *collate.Collator, which serve one goroutine at a time
}

// New returns the Printer of a language. The tag is one of [Languages],
// [PseudoTag], or anything that [Match] understands, such as "en-US", whose
// country then stands in for an empty Options.Region. The error says that the
// embedded data is damaged.
func New(tag string, opts Options) (*Printer, error) {
	have := Match(tag)
	region := strings.ToUpper(opts.Region)
	if region == "" {
		region = regionOf(tag)
	}
	source := have
	if have == PseudoTag {
		source = sourceTag
	}
	data, err := loadLocale(source)
	if err != nil {
		return nil, err
	}
	extra, err := loadSupplement()
	if err != nil {
		return nil, err
	}
	p := &Printer{
		tag: have, lang: language.Make(source), log: opts.Log, reported: new(sync.Map),
		pseudo: have == PseudoTag, data: data, extra: extra,
	}
	if p.log == nil {
		p.log = slog.Default()
	}
	if region == "" {
		region = data.Region
	}
	p.region = region
	p.local = data.forRegion(region)
	p.compile()
	p.hour12 = hour12(extra, source, region)
	if opts.Hour12 != nil {
		p.hour12 = *opts.Hour12
	}
	p.firstDay = firstDay(extra, region)
	if opts.FirstDay != nil {
		p.firstDay = *opts.FirstDay
	}
	p.english = p.load(sourceTag)
	p.messages = p.load(source)
	p.collators = &sync.Pool{New: func() any { return collate.New(p.lang, collate.Numeric) }}
	return p, nil
}

// compile reads the patterns of the country once.
func (p *Printer) compile() {
	p.patterns = make(map[string]pattern, len(p.local.Patterns))
	for k, v := range p.local.Patterns {
		p.patterns[k] = parsePattern(v)
	}
	p.intervals = make(map[string]pattern, len(p.local.Intervals))
	for k, v := range p.local.Intervals {
		p.intervals[k] = parsePattern(v)
	}
}

// load returns a catalogue; what could not be read is logged, and its messages
// fall back to English, so that one bad file does not keep the book shut.
func (p *Printer) load(tag string) *catalogue {
	c := catalogueOf(tag)
	for _, err := range c.faults {
		p.once("fault:"+err.Error(), "locales: message file left out", "error", err)
	}
	return c
}

// once logs a warning the first time that its key is seen.
func (p *Printer) once(key, msg string, args ...any) {
	if _, seen := p.reported.LoadOrStore(key, true); !seen {
		p.log.Warn(msg, args...)
	}
}

// Tag returns the tag of the language, one of [Languages] or [PseudoTag].
func (p *Printer) Tag() string { return p.tag }

// Region returns the country whose habits the Printer follows; "001" is the
// world.
func (p *Printer) Region() string { return p.region }

// T returns a message with its variables filled in.
func (p *Printer) T(id ID, v V) string {
	m, _ := p.find(id)
	if m == nil {
		return string(id)
	}
	return p.render(m, m.form("other"), v)
}

// N returns a message in the plural form that goes with count; {{.Count}} is
// the count as the language writes it.
func (p *Printer) N(id ID, count int, v V) string {
	m, english := p.find(id)
	if m == nil {
		return string(id)
	}
	lang := p.lang
	if english {
		lang = language.English
	}
	with := make(V, len(v)+1)
	for k, x := range v {
		with[k] = x
	}
	with["Count"] = p.Int(int64(count))
	return p.render(m, m.form(cardinal(lang, count)), with)
}

// Has reports whether a message is declared, in the language or in English.
func (p *Printer) Has(id ID) bool {
	return p.messages.messages[id] != nil || p.english.messages[id] != nil
}

// find looks a message up, in English if the language lacks it.
func (p *Printer) find(id ID) (m *message, english bool) {
	if m := p.messages.messages[id]; m != nil {
		return m, false
	}
	p.once("missing:"+string(id), "locales: missing message", "id", string(id), "language", p.tag)
	return p.english.messages[id], true
}

func (p *Printer) render(m *message, t *text, v V) string {
	s, err := t.fill(p, v, p.pseudo && !strings.HasPrefix(string(m.id), ownRoom))
	if err != nil {
		p.once("render:"+string(m.id)+err.Error(), "locales: message cannot be filled in",
			"id", string(m.id), "language", p.tag, "error", err)
	}
	return s
}

// ownRoom begins the ids of the messages that formats are made of. The
// pseudo-language leaves them alone, or a date would be framed many times over.
const ownRoom = "locales."

// value writes a variable of a message.
func (p *Printer) value(x any) string {
	switch x := x.(type) {
	case string:
		return x
	case int:
		return p.Int(int64(x))
	case int64:
		return p.Int(x)
	case calendar.Date:
		return p.Date(x)
	case time.Time:
		return p.DateTime(x)
	case error:
		return x.Error()
	}
	return fmt.Sprint(x)
}
