package sample

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/personname"
	"dragoman/data/sqlite"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

var today = calendar.NewDate(2027, 3, 10)

// bundlesOf returns the bundles of a book without a file.
func bundlesOf(t *testing.T, o Options) []book.Bundle {
	t.Helper()
	if o.Today == 0 {
		o.Today = today
	}
	g, err := newGenerator(o)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(g.bundles())
}

// filled returns a book in a file.
func filled(t *testing.T, o Options) *book.Book {
	t.Helper()
	ctx := t.Context()
	f, err := sqlite.Create(ctx, filepath.Join(t.TempDir(), "demo.dragoman"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	o.Today = today
	b := book.New(f, func() time.Time { return today.In(time.UTC, 12, 0) })
	if err := Fill(ctx, b, o); err != nil {
		t.Fatal(err)
	}
	return b
}

// everything reads a whole book.
func everything(t *testing.T, ctx context.Context, b *book.Book) (out []book.Bundle) {
	t.Helper()
	ids, err := b.Customers.IDs(ctx, book.CustomerFilter{})
	for _, id := range ids {
		var x book.Bundle
		if err == nil {
			x.Customer, err = b.Customers.Get(ctx, id)
		}
		if err == nil {
			x.Notes, err = b.Notes.List(ctx, id)
		}
		if err == nil {
			x.Interactions, err = b.Interactions.List(ctx, id, 0)
		}
		var rows []book.FollowUpRow
		if err == nil {
			rows, err = b.FollowUps.List(ctx, book.FollowUpQuery{Customer: id})
		}
		for _, r := range rows {
			x.FollowUps = append(x.FollowUps, r.FollowUp)
		}
		out = append(out, x)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheSameSeedMakesTheSameBook(t *testing.T) {
	o := Options{Customers: 80, Seed: 7, Language: "en", Home: "DE"}
	first := everything(t, t.Context(), filled(t, o))
	if len(first) != o.Customers {
		t.Fatalf("%d customers, want %d", len(first), o.Customers)
	}
	if diff := cmp.Diff(first, everything(t, t.Context(), filled(t, o))); diff != "" {
		t.Errorf("the second book differs:\n%s", diff)
	}
	o.Seed = 8
	if cmp.Equal(bundlesOf(t, o), bundlesOf(t, Options{Customers: 80, Seed: 7, Language: "en"})) {
		t.Error("another seed makes the same book")
	}
	long := bundlesOf(t, Options{Customers: 200, Seed: 7, Language: "en"})
	if !cmp.Equal(long[:80], bundlesOf(t, Options{Customers: 80, Seed: 7, Language: "en"})) {
		t.Error("a longer book does not begin like a short one")
	}
}

func TestEveryMarketIsMet(t *testing.T) {
	const want = 36
	kinds, countries := map[book.Kind]int{}, map[string]bool{}
	calendars, scripts := map[calendar.ID]bool{}, map[string]bool{}
	for _, b := range bundlesOf(t, Options{Customers: DefaultCustomers, Seed: DefaultSeed, Language: "en"}) {
		c := b.Customer
		kinds[c.Kind]++
		if c.Kind == book.Person {
			countries[c.Country] = true
		}
		for _, d := range c.Dates {
			calendars[d.When.Calendar] = true
		}
		for _, r := range c.Name.Full {
			for name, table := range unicode.Scripts {
				if name != "Common" && name != "Inherited" && unicode.Is(table, r) {
					scripts[name] = true
				}
			}
		}
	}
	if len(countries) != want {
		t.Errorf("people of %d markets, want %d", len(countries), want)
	}
	if kinds[book.Organisation] == 0 || kinds[book.Person] < DefaultCustomers/2 {
		t.Errorf("kinds = %v", kinds)
	}
	if len(calendars) < 6 {
		t.Errorf("birthdays in %v only", calendars)
	}
	if len(scripts) < 10 {
		t.Errorf("names in %v only", scripts)
	}
}

var (
	mailForm  = regexp.MustCompile(`^[a-z0-9.]*[a-z0-9]@company\.example$`)
	phoneForm = regexp.MustCompile(`^\+[0-9]{8,15}$`)
	handle    = regexp.MustCompile(`^[a-z0-9_]+$`)
)

// reserved begins the numbers that regulators keep free for drama; the others
// are made of zeros up to the last digits.
var reserved = []string{"+447700900", "+131255501", "+151455501", "+61491570"}

func TestNobodyIsReal(t *testing.T) {
	for _, b := range bundlesOf(t, Options{Customers: 1000, Seed: 3, Language: "en"}) {
		c := b.Customer
		if len(c.Channels) == 0 {
			t.Errorf("%s cannot be reached", c.Name.Full)
		}
		preferred := 0
		for _, ch := range c.Channels {
			if ch.Preferred {
				preferred++
			}
			number := strings.ReplaceAll(ch.Value, " ", "")
			switch {
			case ch.Kind == book.Email:
				if !mailForm.MatchString(ch.Value) || strings.Contains(ch.Value, "..") {
					t.Errorf("%s has the mail address %q", c.Name.Full, ch.Value)
				}
			case strings.HasPrefix(ch.Value, "+"):
				free := slices.ContainsFunc(reserved, func(p string) bool { return strings.HasPrefix(number, p) })
				if !phoneForm.MatchString(number) || ch.Normal != number || !free && !strings.Contains(number, "000") {
					t.Errorf("%s has the number %q (%q)", c.Name.Full, ch.Value, ch.Normal)
				}
			case ch.Kind == book.Postal:
			case !handle.MatchString(ch.Value):
				t.Errorf("%s has the %s address %q", c.Name.Full, ch.Kind, ch.Value)
			}
		}
		if preferred != 1 {
			t.Errorf("%s prefers %d channels", c.Name.Full, preferred)
		}
		for _, o := range c.Observances {
			if o.Basis == "" {
				t.Errorf("%s: an observance without a ground", c.Name.Full)
			}
		}
	}
}

func TestEverythingCanBeKept(t *testing.T) {
	ids := map[book.ID]bool{}
	id := func(x book.ID) {
		u, err := uuid.Parse(string(x))
		if err != nil || u.Version() != 7 || u.Variant() != uuid.RFC4122 || ids[x] {
			t.Errorf("id %q: %v, seen before: %v", x, err, ids[x])
		}
		ids[x] = true
	}
	noon := today.In(time.UTC, 23, 59)
	organisations := map[book.ID]string{}
	for _, b := range bundlesOf(t, Options{Customers: 1000, Seed: 5, Language: "en"}) {
		c := b.Customer
		id(c.ID)
		if c.Kind == book.Organisation {
			organisations[c.ID] = c.Name.Full
		}
		if c.OrganisationID != "" && organisations[c.OrganisationID] != c.Organisation {
			t.Errorf("%s is tied to %q, not %q", c.Name.Full, organisations[c.OrganisationID], c.Organisation)
		}
		if err := book.Validate(book.Tidy(c)); err != nil {
			t.Errorf("%s: %v", c.Name.Full, err)
		}
		if _, err := time.LoadLocation(c.TimeZone); err != nil || c.TimeZone == "" || c.City == "" {
			t.Errorf("%s is in %q, %q", c.Name.Full, c.City, c.TimeZone)
		}
		for _, d := range c.Dates {
			id(d.ID)
			if err := d.When.Valid(); err != nil || d.When.Day == 0 {
				t.Errorf("%s: birthday %+v: %v", c.Name.Full, d.When, err)
			}
			if o, err := d.When.Next(today); err != nil || o.Date < today || o.Date > today+800 {
				t.Errorf("%s: birthday %+v comes on %s: %v", c.Name.Full, d.When, o.Date, err)
			}
		}
		for _, f := range b.FollowUps {
			id(f.ID)
			if f.Title == "" || !slices.Contains(book.TaskKinds(), f.Kind) {
				t.Errorf("follow-up %+v", f)
			}
			if _, err := f.Occurrences(2); err != nil {
				t.Error(err)
			}
		}
		for _, i := range b.Interactions {
			id(i.ID)
			if i.At.After(noon) || i.Text == "" || !slices.Contains(book.InteractionKinds(), i.Kind) && !i.Kind.Social() {
				t.Errorf("touch %+v", i)
			}
			if i.Outcome != "" && !slices.Contains(book.Outcomes(), i.Outcome) || i.Mood != "" && !slices.Contains(book.Moods(), i.Mood) || i.Aside == i.CountsByItself() {
				t.Errorf("touch %+v", i)
			}
		}
		for _, n := range b.Notes {
			id(n.ID)
			if n.CreatedAt.After(noon) || n.Text == "" {
				t.Errorf("note %+v", n)
			}
		}
	}
}

// The past tells of all kinds of touches over two years.
func TestThePast(t *testing.T) {
	kinds, first, touches, done := map[book.InteractionKind]bool{}, today, 0, 0
	for _, lang := range []string{"en", "zh-Hans"} {
		for _, b := range bundlesOf(t, Options{Customers: 120, Seed: 7, Language: lang}) {
			for _, i := range b.Interactions {
				kinds[i.Kind] = true
				first = min(first, calendar.DateOf(i.At))
				touches++
			}
			for _, f := range b.FollowUps {
				if !f.DoneAt.IsZero() {
					done++
				}
			}
		}
	}
	if len(kinds) < 11 || first > today-600 || touches < 1500 || done < 60 {
		t.Errorf("kinds %v, first %s, %d touches, %d follow-ups done", kinds, first, touches, done)
	}
}

func TestNamesStandInTheOrderOfTheirMarket(t *testing.T) {
	first := map[string]bool{}
	for _, b := range bundlesOf(t, Options{Customers: 400, Seed: 11, Language: "en"}) {
		c := b.Customer
		if c.Kind != book.Person {
			continue
		}
		n := c.Name
		order := map[book.NameOrder]personname.Order{book.GivenFirst: personname.GivenFirst, book.SurnameFirst: personname.SurnameFirst}[n.Order]
		if order == "" {
			t.Fatalf("%s has the order %q", c.Country, n.Order)
		}
		parts := personname.Name{Locale: n.Language, Given: n.Given, Surname: n.Family, Order: order}
		got := personname.Format("en", parts, personname.Options{Length: personname.Long})
		want := []string{n.Given, n.Family}
		if n.Order == book.SurnameFirst {
			slices.Reverse(want)
		}
		for _, full := range []string{n.Full, got} {
			if !strings.HasPrefix(full, want[0]) || !strings.HasSuffix(full, want[1]) {
				t.Errorf("%s: %q is not %q before %q", c.Country, full, want[0], want[1])
			}
		}
		if n.Full == "" || strings.TrimSpace(n.Full) != n.Full || strings.Contains(n.Full, "|") {
			t.Errorf("name %q", n.Full)
		}
		if n.Latin != "" && hasOwnScript(n.Latin) {
			t.Errorf("%s: the Latin form of %q is %q", c.Country, n.Full, n.Latin)
		}
		if hasOwnScript(n.Full) && n.Latin == "" {
			t.Errorf("%s: %q has no Latin form", c.Country, n.Full)
		}
		if !first[c.Country] {
			first[c.Country] = true
			if personname.Monogram("en", parts) == "" {
				t.Errorf("%q has no monogram", n.Full)
			}
		}
	}
}

func TestTheBookIsMarkedAsADemo(t *testing.T) {
	for _, n := range []int{0, 5} {
		b := filled(t, Options{Customers: n, Seed: 42, Language: "en", Home: "CN"})
		s, err := b.Settings(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := book.Settings{Demo: true, DemoSeed: 42, HomeCulture: "CN", BaseCurrency: "CNY"}
		if n == 0 { // real customers may come into it
			want.Demo, want.DemoSeed, want.BaseCurrency = false, 0, ""
		}
		s.Loyalty = ""
		if s != want {
			t.Errorf("settings of %d = %+v, want %+v", n, s, want)
		}
		if got, err := b.Customers.Count(t.Context(), book.CustomerFilter{}); err != nil || got != n {
			t.Errorf("%d customers (%v), want %d", got, err, n)
		}
	}
}

func TestTheWordsAreInTheLanguageAskedFor(t *testing.T) {
	for lang, han := range map[string]bool{"en": false, "zh-Hans": true, "": false, "xx": false} {
		t.Run(fmt.Sprintf("%q", lang), func(t *testing.T) {
			var texts []string
			for _, b := range bundlesOf(t, Options{Customers: 300, Seed: 1, Language: lang}) {
				for _, n := range b.Notes {
					texts = append(texts, n.Text)
				}
				for _, f := range b.FollowUps {
					texts = append(texts, f.Title)
				}
				for _, p := range b.Customer.Preferences {
					texts = append(texts, p.Text)
				}
				for _, o := range b.Customer.Observances {
					texts = append(texts, o.Basis)
				}
			}
			if len(texts) < 100 {
				t.Fatalf("%d texts only", len(texts))
			}
			for _, s := range texts {
				if is := strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0; is != han {
					t.Fatalf("%q", s)
				}
			}
		})
	}
}

func TestFillCanBeStopped(t *testing.T) {
	f, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "demo.dragoman"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = Fill(ctx, book.New(f, time.Now), Options{Customers: 10, Today: today})
	if book.CodeOf(err) != book.Cancelled {
		t.Errorf("err = %v", err)
	}
}

// TestOwnDaysAreThere holds that the demo book shows each sort of own day, that
// somebody is closed on the day it is made, and that undo does not lead back
// into the making.
func TestOwnDaysAreThere(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		b := filled(t, Options{Customers: 60, Seed: 7, Language: lang})
		rows, err := b.OwnDays.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		sorts := map[book.OwnSort]int{}
		for _, r := range rows {
			sorts[r.Sort]++
			if r.Sort == book.ClosingDay {
				if first, ok := r.Next(today); !ok || first > today || r.Customer == nil {
					t.Errorf("%s: nobody is closed today: %+v", lang, r)
				}
			}
		}
		if len(rows) != 3 || len(sorts) != 3 {
			t.Errorf("%s: %v", lang, sorts)
		}
		if op, ok, err := b.History.Last(t.Context()); ok || err != nil {
			t.Errorf("%s: undo would take back %+v", lang, op)
		}
	}
}
