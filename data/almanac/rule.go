package almanac

import (
	"strings"

	"dragoman/data/calendar"
)

// Kind says what a day means for work.
type Kind string

// The kinds. Public and bank holidays close offices; the others do not.
const (
	Public     Kind = "public"
	Bank       Kind = "bank"
	HalfDay    Kind = "half_day"
	Optional   Kind = "optional"
	Observance Kind = "observance"
	Fast       Kind = "fast"
	Mourning   Kind = "mourning"
	Workday    Kind = "workday" // a weekend day that is worked
)

// Closes reports whether offices are closed on a day of this kind.
func (k Kind) Closes() bool { return k == Public || k == Bank }

// Kinds lists the kinds in the order in which they are offered.
func Kinds() []Kind {
	return []Kind{Public, Bank, HalfDay, Optional, Observance, Fast, Mourning, Workday}
}

// Certainty says how sure a date is.
type Certainty string

// The certainties, surest first.
const (
	Announced  Certainty = "announced" // by the authority, for that year
	Tabulated  Certainty = "tabulated" // in a published table
	Computed   Certainty = "computed"  // by a rule that is not in doubt
	Estimated  Certainty = "estimated" // the authority has not spoken yet
	notCertain Certainty = ""          // decided when the date is found
)

// Mood says which wishes fit a day.
type Mood string

// The moods. Cheerful days may be wished happy, quiet ones ask for a calm
// word, and on a day of NoWish nothing is wished.
const (
	Cheerful Mood = "cheerful"
	Quiet    Mood = "quiet"
	NoWish   Mood = "none"
)

// Rule is a holiday as the files describe it.
type Rule struct {
	ID        string
	Country   string // ISO 3166-1 alpha-2, "" for the rule of a tradition
	Tradition string // "islamic", "civic", …
	Kind      Kind
	Mood      Mood
	Regions   []string // ISO 3166-2 ("DE-BY"); none means the whole country
	// Within are, for a day that only a branch of a tradition keeps, the countries
	// in which whoever keeps the tradition is taken to keep it; none is everywhere.
	Within   []string
	From, To int    // Gregorian years, inclusive; 0 is open
	On       string // the base date as the file writes it
	Span     int    // days, at least 1
	// BeginsAtSunset means that the day begins at sunset of the day before.
	BeginsAtSunset bool
	// MoonSighting means that the authority may move the date by a day.
	MoonSighting bool
	Certainty    Certainty // as stated; "" when it follows from the date
	Source       string
	Like         string // the rule of a tradition that this one is like, or ""

	names    map[string]string // by language; "" is the local name
	local    string            // language of the local name
	effect   map[string]string
	except   []string // regions that do not keep it
	when     when
	shift    []move
	lieu     []move
	listed   []calendar.Date // dates of a table
	said     []calendar.Date // announced dates, which replace computed ones
	skip     []int
	lieuName string
	lieuSure Certainty
	lieuOnce bool // a feast of several days gives one day in lieu at most
	line     int
	own      *OwnRule // what the user entered, for a rule of the overlay
	party    string   // the only one whom it concerns
	ownID    string   // the user's record
}

// Name gives the name in a language ("en", "zh-Hans"): the local name when
// that is its language, else English.
func (r Rule) Name(lang string) string { return nameIn(r.names, r.local, lang) }

// LocalName gives the name in the language of the country or tradition.
func (r Rule) LocalName() string { return nameIn(r.names, r.local, "") }

// LocalLanguage is the language of LocalName as a BCP 47 tag, or "".
func (r Rule) LocalLanguage() string { return r.local }

// Effect says what the day does to business, in a language, or "".
func (r Rule) Effect(lang string) string {
	if s, ok := r.effect[shipped(lang)]; ok {
		return s
	}
	return r.effect["en"]
}

func nameIn(names map[string]string, local, lang string) string {
	if lang == "" || sameLanguage(lang, local) {
		if s := names[""]; s != "" {
			return s
		}
	}
	if s := names[lang]; s != "" {
		return s
	}
	if s := names[shipped(lang)]; s != "" {
		return s
	}
	return names["en"]
}

// shipped is the language of ours that is nearest: zh-Hans for every Chinese.
func shipped(lang string) string {
	if lang == "zh" || strings.HasPrefix(lang, "zh-") {
		return "zh-Hans"
	}
	base, _, _ := strings.Cut(lang, "-")
	return base
}

// sameLanguage compares tags without their regions; Chinese scripts differ.
func sameLanguage(a, b string) bool { return b != "" && script(a) == script(b) }

func script(tag string) string {
	base, rest, _ := strings.Cut(tag, "-")
	if base != "zh" {
		return base
	}
	if strings.HasPrefix(rest, "Hant") || strings.Contains(rest, "TW") || strings.Contains(rest, "HK") || strings.Contains(rest, "MO") {
		return "zh-Hant"
	}
	return "zh-Hans"
}

// inYears reports whether the rule is known for a year.
func (r *Rule) inYears(year int) bool {
	if r.From != 0 && year < r.From || r.To != 0 && year > r.To {
		return false
	}
	for _, y := range r.skip {
		if y == year {
			return false
		}
	}
	return true
}
