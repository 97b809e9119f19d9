package almanac

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dragoman/data/calendar"
)

func TestContentIsRead(t *testing.T) {
	a := load(t)
	if err := a.Content(); err != nil {
		t.Fatal(err)
	}
	for _, g := range a.Guides() {
		if got, ok := a.Guide(g.ID); !ok || got.ID != g.ID || got.Mood != mustRule(t, a, g.ID).Mood {
			t.Errorf("the guide to %s is not found", g.ID)
		}
	}
}

func mustRule(t *testing.T, a *Almanac, id string) Rule {
	t.Helper()
	r, ok := a.Rule(id)
	if !ok {
		t.Fatalf("there is no rule %s", id)
	}
	return r
}

// occurrence gives the first occurrence of a rule in a year.
func occurrence(t *testing.T, a *Almanac, id string, y int) Occurrence {
	t.Helper()
	q := year(y)
	q.IDs = []string{id}
	for _, o := range a.Occurrences(q) {
		if o.Date.Year() == y && !o.Substitute {
			return o
		}
	}
	t.Fatalf("%s does not fall in %d", id, y)
	return Occurrence{}
}

func says(list []Wish, text string) bool {
	for _, w := range list {
		if w.Text == text {
			return true
		}
	}
	return false
}

// TestWindows holds the wishes to their days.
func TestWindows(t *testing.T) {
	a := load(t)
	for _, test := range []struct {
		rule, text string
		year, day  int // counted from the first day of the feast
		want       bool
	}{
		{"de.new_year", "Guten Rutsch ins neue Jahr", 2028, -1, true},
		{"de.new_year", "Guten Rutsch ins neue Jahr", 2028, 0, false},
		{"fr.new_year", "Guten Rutsch ins neue Jahr", 2028, -1, false},
		{"ru.new_year", "С наступающим Новым годом", 2028, -1, true},
		{"ru.new_year", "С наступающим Новым годом", 2028, 0, false},
		{"ru.new_year", "С наступающим Новым годом", 2028, -14, false},
		{"hindu.dussehra", "শুভ বিজয়া", 2027, 0, false},
		{"hindu.dussehra", "শুভ বিজয়া", 2027, 1, true},
		{"id.eid_al_fitr", "Selamat Hari Raya Idulfitri, mohon maaf lahir dan batin", 2027, 0, true},
		{"id.eid_al_adha", "Selamat Hari Raya Idulfitri, mohon maaf lahir dan batin", 2027, 0, false},
		{"tr.ramadan_feast", "Ramazan Bayramınız kutlu olsun", 2027, 0, true},
		{"jewish.yom_kippur", "גמר חתימה טובה", 2027, 0, false},
		{"jewish.rosh_hashanah", "גמר חתימה טובה", 2027, 7, true},
		{"japanese.new_year", "明けましておめでとうございます", 2027, -1, false},
		{"japanese.new_year", "寒中お見舞い申し上げます", 2027, 7, true},
		{"chinese.dragon_boat", "端午节快乐", 2027, 0, true},
		{"hk.lunar_new_year_1", "恭喜發財", 2027, 0, true},
		{"tw.lunar_new_year", "新春快乐", 2027, 0, false},
		{"ua.christmas", "З Різдвом Христовим", 2027, 0, true},
		{"gr.easter", "Χριστός Ανέστη", 2027, -1, false},
		{"gr.easter", "Χριστός Ανέστη", 2027, 0, true},
	} {
		mustRule(t, a, test.rule)
		o := occurrence(t, a, test.rule, test.year)
		if got := says(a.Wishes(test.rule, o, o.Date+calendar.Date(test.day)), test.text); got != test.want {
			t.Errorf("%s on day %d of %s: %v", test.text, test.day, test.rule, got)
		}
	}
}

// TestNoWishOnSolemnDays walks through years: on a day of mourning no cheerful
// wish of the same country or tradition is offered.
func TestNoWishOnSolemnDays(t *testing.T) {
	a := load(t)
	if err := a.Content(); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	for y := 2025; y <= 2029; y++ {
		for _, o := range a.Occurrences(year(y)) {
			if (o.Mood == NoWish || o.Kind == Mourning) && len(a.Wishes(o.ID, o, o.Date)) > 0 {
				t.Errorf("a wish is offered on %s", o.ID)
			}
			if o.Substitute && len(a.Wishes(o.ID, o, o.Date)) > 0 {
				t.Errorf("a wish is offered for the day in lieu of %s", o.ID)
			}
			if o.Mood == Quiet {
				for _, w := range a.Wishes(o.ID, o, o.Date) {
					if w.Tone != Quiet {
						t.Errorf("%s is offered on the quiet day %s", w.Text, o.ID)
					}
				}
			}
		}
	}
	t.Log(time.Since(start))
}

const goodGuide = `reviewed_on = 2026-01-01
expires_on = 2028-01-01

[[source]]
id = "s"
title = "T"
publisher = "P"
kind = "news"
recalled = 2026-01-01

[[guide]]
id = "xx.a"
scope = { en = "In X.", zh-Hans = "某国。" }
what = { en = "It.", zh-Hans = "它。" }
business = { en = "It.", zh-Hans = "它。" }
do = { en = "It.", zh-Hans = "它。" }
dont = { en = "It.", zh-Hans = "它。" }
gifts = { en = "It.", zh-Hans = "它。" }
spread = { en = "It.", zh-Hans = "它。" }
strength = ["common", "varies", "fading"]
sources = ["s"]
confidence = "B"

[[wish]]
of = "xx.a"
lang = "en"
text = "Happy A"
meaning = { en = "happy A", zh-Hans = "甲快乐" }
whom = { en = "It.", zh-Hans = "它。" }
never = { en = "It.", zh-Hans = "它。" }
sources = ["s"]
confidence = "B"
`

func withContent(t *testing.T, text string) *Almanac {
	t.Helper()
	a, err := Load(fstest.MapFS{
		"xx.toml":           {Data: []byte("country = \"XX\"\nsource = \"law\"\n\n[[holiday]]\nid = \"a\"\non = \"01-01\"\nen = \"A\"\nzh-Hans = \"甲\"\n")},
		"content/test.toml": {Data: []byte(text)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestMistakesInContentNameTheirPlace(t *testing.T) {
	if err := withContent(t, goodGuide).Content(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, with, want string }{
		{`id = "xx.a"`, `id = "xx.b"`, `content/test.toml:11: there is no rule "xx.b"`},
		{`spread = { en = "It.", zh-Hans = "它。" }`, `spread = { en = "It." }`, "content/test.toml:19: spread is needed"},
		{`strength = ["common", "varies", "fading"]`, `strength = ["common"]`, "content/test.toml:20: strength names"},
		{`strength = ["common", "varies", "fading"]`, `strength = ["must", "varies", "fading"]`, `content/test.toml:20: there is no strength "must"`},
		{`sources = ["s"]`, `sources = ["t"]`, `content/test.toml:21: there is no source "t"`},
		{`confidence = "B"`, `confidence = "A"`, "content/test.toml:22: confidence A needs"},
		{`confidence = "B"`, `confidence = "D"`, "content/test.toml:22: the confidence is"},
		{`recalled = 2026-01-01`, `opened = 2026-01-01`, "content/test.toml:4: the source s was opened"},
		{`recalled = 2026-01-01`, ``, "content/test.toml:4: the source s was either"},
		{`expires_on = 2028-01-01`, `expires_on = 2025-01-01`, "content/test.toml:11: the guide needs"},
		{`text = "Happy A"`, "text = \"Happy A\"\nroman = \"a\"", "content/test.toml:24: roman and system"},
		{`text = "Happy A"`, "text = \"Happy A\"\nfrom = 3", "content/test.toml:28: the window"},
		{`text = "Happy A"`, "text = \"Happy A\"\ntone = \"none\"", "content/test.toml:28: a wish is"},
		{`text = "Happy A"`, "text = \"Happy A\"\nword = \"none\"", `content/test.toml:28: there is no key "word"`},
	} {
		a := withContent(t, strings.Replace(goodGuide, test.old, test.with, 1))
		err := a.Content()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, not %s", test.with, err, test.want)
		}
		if _, ok := a.Guide("xx.a"); ok {
			t.Errorf("%s: a guide is given in spite of the mistake", test.with)
		}
	}
}
