package sqlite

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// hardNames are names that have broken programs before.
var hardNames = []string{
	"王小明", "歐陽娜娜", "Nguyễn Thị Minh Khai", "José María de la O’Higgins y Núñez", "Müller-Lüdenscheidt", "Ólafur Þór",
	"O'Brien", "Null", "NULL", "山田 太郎", "ｶﾞｷﾞ ﾃｽﾄ", "김 민준", "محمد بن سلمان", "שרה כהן", "สมชาย ใจดี", "अमित शर्मा", "X Æ A-12",
	"\u202eesrever", "a\u0301\u0302\u0303", "👩‍👩‍👧‍👦 family", "'; DROP TABLE customer; --", "\"*\" OR AND NOT NEAR(", "İbrahim Iğdır", "U", "ß",
	"\x00zero\x00", "𠮷野家", " lead and trail ", strings.Repeat("long ", 150),
}

func anyText(t *rapid.T, label string) string {
	return rapid.OneOf(rapid.Just(""), rapid.SampledFrom(hardNames), rapid.String()).Draw(t, label)
}

func anyInstant(t *rapid.T, label string) time.Time {
	if rapid.Bool().Draw(t, label+"?") {
		return time.Time{}
	}
	return time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, label)).UTC()
}

func anyDate(t *rapid.T, label string) calendar.Date {
	return calendar.Date(rapid.Int32Range(0, 3_000_000).Draw(t, label))
}

func anyList[T any](t *rapid.T, label string, one func() T) []T {
	var out []T
	for range rapid.IntRange(0, 3).Draw(t, label) {
		out = append(out, one())
	}
	return out
}

// anyCustomer fills every field that a customer has.
func anyCustomer(t *rapid.T, picture []byte) book.Customer {
	s := func(label string) string { return anyText(t, label) }
	n := func(label string) int { return rapid.IntRange(0, 1440).Draw(t, label) }
	c := book.Customer{
		ID: book.NewID(), Kind: rapid.SampledFrom([]book.Kind{book.Person, book.Organisation}).Draw(t, "kind"),
		Name: book.Name{
			Full: rapid.SampledFrom(hardNames).Draw(t, "full"), Latin: s("latin"), Reading: s("reading"), Nickname: s("nick"),
			Prefix: s("prefix"), Given: s("given"), Given2: s("given2"), Patronymic: s("patr"), Family: s("family"), Family2: s("family2"),
			Suffix: s("suffix"), Language: s("lang"), Order: book.SurnameFirst,
		},
		Address: book.FormOfAddress{
			Title: s("title"), JobTitle: s("job"), Honorific: s("hon"), Register: book.Formal, CallMe: s("call"),
			Pronunciation: s("pron"), InWriting: s("writing"), InSpeech: s("speech"), InMail: s("mail"),
		},
		Organisation: s("org"), Role: s("role"), Country: s("country"), Region: s("region"), City: s("city"), TimeZone: s("zone"),
		Hours:        book.Hours{Start: n("hs"), End: n("he"), PauseStart: n("ps"), PauseEnd: n("pe")},
		PaymentHabit: s("pay"), Currency: s("cur"), Cadence: book.Cadence{Ideal: n("ideal"), Longest: n("longest")}, Owner: s("owner"),
		Origin:    book.Origin{Source: s("source"), ExternalID: s("ext"), Fingerprint: s("fp")},
		CreatedAt: time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "created")).UTC(),
		UpdatedAt: time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "updated")).UTC(),
		TrashedAt: anyInstant(t, "trashed"), LastContact: anyInstant(t, "contact"),
	}
	switch rapid.IntRange(0, 2).Draw(t, "weekend") {
	case 1:
		c.Hours.Weekend = []int{}
	case 2:
		c.Hours.Weekend = []int{5, 6}
	}
	if rapid.Bool().Draw(t, "picture") {
		c.Picture = picture
	}
	c.Origin.Extra = anyList(t, "extra", func() book.Property { return book.Property{Name: s("xn"), Value: s("xv")} })
	c.Cultures = anyList(t, "cultures", func() book.StatedCulture {
		return book.StatedCulture{ID: book.NewID(), Culture: s("cu"), SaidBy: s("by"), SaidOn: anyDate(t, "on")}
	})
	c.Languages = anyList(t, "languages", func() book.Language { return book.Language{ID: book.NewID(), Tag: s("tag"), Level: book.Fluent} })
	c.Observances = anyList(t, "observances", func() book.Observance {
		return book.Observance{ID: book.NewID(), Tradition: s("tr"), SaidBy: s("by"), SaidOn: anyDate(t, "on"), Basis: s("basis")}
	})
	c.Channels = anyList(t, "channels", func() book.Channel {
		return book.Channel{
			ID: book.NewID(), Kind: rapid.SampledFrom(book.ChannelKinds()).Draw(t, "ck"), Value: s("value"), Normal: s("normal"),
			Label: s("label"), Preferred: rapid.Bool().Draw(t, "pref"),
		}
	})
	c.Dates = anyList(t, "dates", func() book.ImportantDate {
		return book.ImportantDate{ID: book.NewID(), Kind: book.Birthday, Label: s("label"), Raw: s("raw"), When: calendar.Partial{
			Calendar: calendar.ID(s("cal")), Year: n("y"), Month: n("m"), Leap: rapid.Bool().Draw(t, "leap"), Day: n("d"),
		}}
	})
	c.Preferences = anyList(t, "prefs", func() book.Preference { return book.Preference{ID: book.NewID(), Kind: book.Diet, Text: s("text")} })
	c.Custom = anyList(t, "custom", func() book.CustomField { return book.CustomField{ID: book.NewID(), Name: s("name"), Value: s("value")} })
	c.Tags = anyList(t, "tags", func() string { return s("tag") })
	slices.Sort(c.Tags)
	c.Tags = slices.Compact(c.Tags)
	c.Tags = slices.DeleteFunc(c.Tags, func(s string) bool { return s == "" })
	return c
}

func somePicture(t testing.TB) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 300, 150))
	for i := range 300 {
		img.Set(i, i/2, color.White)
	}
	var b bytes.Buffer
	check(t, png.Encode(&b, img))
	return b.Bytes()
}

// What is stored of a field that was never drawn is asserted by comparing whole
// values: a field that the schema forgets fails here.
func TestRoundTrip(t *testing.T) {
	f := fresh(t)
	picture := somePicture(t)
	same := cmp.FilterPath(func(p cmp.Path) bool { return !strings.HasSuffix(p.String(), "Weekend") }, cmpopts.EquateEmpty())
	rapid.Check(t, func(rt *rapid.T) {
		c := anyCustomer(rt, picture)
		other := named("friend")
		put(t, f, other)
		c.OrganisationID = other.ID
		c.Relations = []book.Relation{{ID: book.NewID(), Kind: book.FamilyOf, To: other.ID, Label: anyText(rt, "label")}}
		put(t, f, c)
		want := c
		want.Version = 1
		if d := cmp.Diff(want, get(t, f, c.ID), same); d != "" {
			rt.Fatalf("made: %s", d)
		}
		// The same again changes nothing and is no operation.
		if op := put(t, f, get(t, f, c.ID)); op.ID != "" || op.Rows != 0 {
			rt.Fatalf("saved without a change: %+v", op)
		}
		// Any other value can take its place, part by part.
		next := anyCustomer(rt, picture)
		next.ID, next.Version, next.CreatedAt, next.LastContact = c.ID, 1, c.CreatedAt, c.LastContact
		next.Channels = slices.Concat(next.Channels, c.Channels)
		put(t, f, next)
		got := get(t, f, c.ID)
		next.Version, next.UpdatedAt = got.Version, got.UpdatedAt
		if d := cmp.Diff(next, got, same); d != "" {
			rt.Fatalf("changed: %s", d)
		}
		for _, q := range []string{c.Name.Full, next.Name.Full, next.City} {
			if _, err := f.Search(ctx, q, 5); err != nil {
				rt.Fatalf("search %q: %v", q, err)
			}
		}
	})
	clean(t, f)
	sameIndex(t, f)
}

// TestOwnDayRoundTrip does the same for the days that the user enters, and for
// their removal.
func TestOwnDayRoundTrip(t *testing.T) {
	f := fresh(t)
	owner := named("works")
	put(t, f, owner)
	write := func(d book.OwnDay) {
		t.Helper()
		_, err := f.Write(ctx, book.Operation{Kind: book.OpOwnDayAdd}, func(tx book.Tx) error { return tx.PutOwnDay(ctx, d) })
		check(t, err)
	}
	anyDay := func(rt *rapid.T) book.OwnDay {
		s := func(label string) string { return anyText(rt, label) }
		n := func(label string) int { return rapid.IntRange(-1, 366).Draw(rt, label) }
		d := book.OwnDay{
			Sort: rapid.SampledFrom(book.OwnSorts()).Draw(rt, "sort"), Country: s("country"), Region: s("region"), RuleID: s("rule"), RuleYear: n("year of the rule"),
			When: calendar.Partial{Calendar: calendar.ID(s("calendar")), Year: n("year"), Month: n("month"), Leap: rapid.Bool().Draw(rt, "leap"), Day: n("day")},
			Nth:  n("nth"), Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(rt, "weekday")), Days: n("days"),
			Kind: s("kind"), Mood: s("mood"), Name: s("name"), Note: s("note"), Author: s("author"),
		}
		if rapid.Bool().Draw(rt, "whose") {
			d.CustomerID = owner.ID
		}
		return d
	}
	rapid.Check(t, func(rt *rapid.T) {
		d := anyDay(rt)
		d.ID, d.CreatedAt = book.NewID(), time.UnixMilli(rapid.Int64Range(1, 4e12).Draw(rt, "created")).UTC()
		d.UpdatedAt = d.CreatedAt
		write(d)
		d.Version = 1
		got, err := f.OwnDay(ctx, d.ID)
		check(t, err)
		if diff := cmp.Diff(d, got); diff != "" {
			rt.Fatalf("made: %s", diff)
		}
		next := anyDay(rt)
		next.ID, next.CreatedAt, next.Version, next.TrashedAt = d.ID, d.CreatedAt, 1, anyInstant(rt, "trashed")
		write(next)
		got, err = f.OwnDay(ctx, d.ID)
		check(t, err)
		next.Version, next.UpdatedAt = got.Version, got.UpdatedAt
		if diff := cmp.Diff(next, got); diff != "" {
			rt.Fatalf("changed: %s", diff)
		}
	})
	clean(t, f)
}
