// Package sample fills a demo book with invented customers: names of many
// markets in their own scripts, channels, birthdays in several calendars,
// notes, touches and follow-ups.
//
// It promises that the same seed, number, language and day make the same book,
// that nobody in it is real (mail addresses end in .example, phone numbers are
// made of zeros), and that a book filled by it is marked as a demo. It goes
// through the use cases of the book like everything else.
package sample

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"strings"

	"dragoman/assets"
	"dragoman/data/book"
	"dragoman/data/calendar"

	"github.com/BurntSushi/toml"
)

// Options say what to make. Customers may be 0 for an empty book.
type Options struct {
	Customers int
	Seed      int64
	Language  string        // of notes and follow-ups: "en" or "zh-Hans"
	Today     calendar.Date // what "recent" and "due" are counted from
	Home      string        // market code of the owner, kept in the settings
	// CaseTitle words the follow-up that watches over a case; nil takes its subject.
	CaseTitle func(book.Case) string
	Letters   bool // also segments, what was written to many – greetings, events, a crisis – and birthdays to come
	Progress  func(done int)
}

// DefaultCustomers and DefaultSeed make the demo book of the start page.
const (
	DefaultCustomers = 120
	DefaultSeed      = 7
)

// Fill makes the customers in an empty book and marks it as a demo. Without any
// customers it is an empty book like any other.
func Fill(ctx context.Context, b *book.Book, o Options) error {
	g, err := newGenerator(o)
	if err != nil {
		return err
	}
	s, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	s.HomeCulture = o.Home
	if o.Letters && o.Customers > 0 {
		s.OwnerName, s.Company = g.texts.CaseOwners[0], g.texts.Company
		s.OwnerLatin, s.CompanyLatin = g.texts.OwnerLatin, g.texts.CompanyLatin
	}
	if o.Customers > 0 {
		s.Demo, s.DemoSeed, s.BaseCurrency = true, o.Seed, g.trade.base()
	}
	if _, err := b.SaveSettings(ctx, s); err != nil {
		return err
	}
	if o.Customers == 0 {
		return nil
	}
	if _, _, err := b.Orders.SaveRates(ctx, g.trade.rates()...); err != nil {
		return err
	}
	if _, err := b.Loyalty.SaveProgramme(ctx, g.trade.rules); err != nil {
		return err
	}
	for _, m := range g.team() {
		if _, _, err := b.Team.Save(ctx, m); err != nil {
			return err
		}
	}
	if o.Letters {
		if err := g.segments(ctx, b); err != nil {
			return err
		}
	}
	if err := b.Imports.Fill(ctx, "demo", g.bundles(), o.Progress); err != nil || !o.Letters {
		return err
	}
	return g.letters(ctx, b)
}

// market is one entry of assets/sample/markets.toml.
type market struct {
	Country       string   `toml:"country"`
	Language      string   `toml:"language"`
	Order         string   `toml:"order"`
	Join          string   `toml:"join"`
	LatinJoin     string   `toml:"latin_join"`
	Family        []string `toml:"family"`
	Given         []string `toml:"given"`
	Prefixes      []string `toml:"prefixes"`
	Cities        []string `toml:"cities"`
	Organisations []string `toml:"organisations"`
	Roles         []string `toml:"roles"`
	Phone         string   `toml:"phone"`
	Channels      []string `toml:"channels"`
	Calendars     []string `toml:"calendars"`
	Observances   []string `toml:"observances"`
	Speech        string   `toml:"speech"`
}

// texts is one language of assets/sample/texts.toml.
type texts struct {
	Notes       []string `toml:"notes"`
	FollowUps   []string `toml:"followups"`
	Checklist   []string `toml:"checklist"`
	Touches     []string `toml:"touches"`
	Past        []string `toml:"past"`
	Social      []string `toml:"social"`
	Present     []string `toml:"present"`
	Done        []string `toml:"done"`
	Preferences []string `toml:"preferences"`
	Tags        []string `toml:"tags"`
	Basis       string   `toml:"basis"`
	Member      string   `toml:"member"`
	Fair        string   `toml:"fair"`
	Closing     string   `toml:"closing"`
	Authority   string   `toml:"authority"`

	Cases          []caseText `toml:"cases"`
	CaseOwners     []string   `toml:"case_owners"`
	Kept           string     `toml:"kept"` // what the data is kept for
	AskedGreetings string     `toml:"asked_greetings"`
	AskedSensitive string     `toml:"asked_sensitive"`
	AskedMarketing string     `toml:"asked_marketing"`
	AskedEvents    string     `toml:"asked_events"`
	AskedSurveys   string     `toml:"asked_surveys"`
	Answers        []string   `toml:"answers"` // high or low, what was said and the theme
	Products       []string   `toml:"products"`
	Payments       []string   `toml:"payments"`
	Deals          []string   `toml:"deals"`
	LostWhy        []string   `toml:"lost_why"`
	Rated          []string   `toml:"rated"` // what, from, to and the reason
	Tiers          []string   `toml:"tiers"`
	Rewards        []string   `toml:"rewards"`
	Company        string     `toml:"company"`
	OwnerLatin     string     `toml:"owner_latin"`   // where the names are in other letters
	CompanyLatin   string     `toml:"company_latin"` // as it
	Segments       []string   `toml:"segments"`      // name and conditions
	OpenDay        string     `toml:"open_day"`      // also in the languages of letters alone
	Crisis         []string   `toml:"crisis"`        // title, what is concerned, what happened, what comes next
}

// generator makes bundles one after another from one stream of chance.
type generator struct {
	o       Options
	r       *rand.Rand
	markets []market
	texts   texts
	abroad  map[string]texts // by language, for letters
	ids     int
	orgs    map[string]book.ID // by country and name
	named   map[string]bool    // countries that have a person
	days    int                // own days
	near    int                // birthdays of the next days
	closing bool               // an organisation is closed
	trade   *trader
}

func newGenerator(o Options) (*generator, error) {
	var m struct {
		Market []market `toml:"market"`
	}
	if err := decode("sample/markets.toml", &m); err != nil {
		return nil, err
	}
	var byLanguage map[string]texts
	err := decode("sample/texts.toml", &byLanguage)
	if err != nil {
		return nil, err
	}
	t, ok := byLanguage[o.Language]
	if !ok {
		t = byLanguage["en"]
	}
	g := &generator{
		o: o, r: rand.New(rand.NewPCG(uint64(o.Seed), 0x6472616f)),
		markets: m.Market, texts: t, abroad: byLanguage, orgs: map[string]book.ID{}, named: map[string]bool{},
	}
	if g.trade, err = newTrader(g); err != nil {
		return nil, err
	}
	return g, nil
}

func decode(name string, into any) error {
	data, err := fs.ReadFile(assets.Sample, name)
	if err != nil {
		return err
	}
	if _, err := toml.Decode(string(data), into); err != nil {
		return fmt.Errorf("sample: %s: %w", name, err)
	}
	return nil
}

// bundles yields the customers of the book, market after market in turn, so
// that even a small book meets every market.
func (g *generator) bundles() iter.Seq[book.Bundle] {
	return func(yield func(book.Bundle) bool) {
		made := 0
		for made < g.o.Customers {
			place, round := made%len(g.markets), made/len(g.markets)
			m := g.markets[place]
			var b book.Bundle
			if nth := round / 6; round%6 == 0 && (place+nth)%3 == 0 && nth < len(m.Organisations) {
				b = g.organisation(m, m.Organisations[nth])
			} else {
				b = g.person(m)
			}
			b.Customer.Owner = g.ownerOf(b.Customer, made)
			if g.o.Letters {
				g.soon(&b.Customer)
			}
			g.past(&b, made)
			b.Consents = g.consents(&b.Customer, made)
			b.Petitions = g.petitions(b.Customer, made)
			b.OwnDays = g.ownDays(b.Customer, made)
			cases, tasks := g.cases(b.Customer, made)
			b.Cases, b.FollowUps = cases, append(b.FollowUps, tasks...)
			g.trade.bring(&b, made)
			b.Ratings = g.ratings(b.Customer, made)
			g.surveys(&b, made)
			if !yield(b) {
				return
			}
			made++
		}
	}
}

// id returns an id of version 7 that depends on the seed alone.
func (g *generator) id() book.ID {
	g.ids++
	ms := uint64(1_700_000_000_000) + uint64(g.ids)
	a, b := g.r.Uint64(), g.r.Uint64()
	return book.ID(fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x",
		ms>>16, ms&0xffff, a&0xfff, 0x8000|(b>>48)&0x3fff, b&0xffff_ffff_ffff))
}

func pick[T any](g *generator, xs []T) T { return xs[g.r.IntN(len(xs))] }

// chance is true in percent of the cases.
func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

// digits replaces every # by a digit.
func (g *generator) digits(pattern string) string {
	var b strings.Builder
	for _, c := range pattern {
		if c == '#' {
			c = rune('0' + g.r.IntN(10))
		}
		b.WriteRune(c)
	}
	return b.String()
}

// parts splits "own|latin|reading"; the Latin form of a Latin name is itself.
func parts(s string) (own, latin, reading string) {
	p := strings.Split(s, "|")
	own, latin = p[0], p[0]
	if len(p) > 1 && p[1] != "" {
		latin = p[1]
	}
	if len(p) > 2 {
		reading = p[2]
	}
	return own, latin, reading
}
