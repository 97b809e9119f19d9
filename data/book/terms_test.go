package book

import (
	"reflect"
	"testing"
	"time"

	"dragoman/data/calendar"

	"pgregory.net/rapid"
)

func TestTerms(t *testing.T) {
	is := func(f TestField, v string) Term { return Term{false, f, ':', v} }
	for _, c := range []struct {
		text string
		want [][]Term
		back string // "" is the text itself
	}{
		{"", nil, ""},
		{"country:JP,KR tag:vip", [][]Term{{is(TestCountry, "JP,KR"), is(TestTag, "vip")}}, ""},
		{"country:JP OR country:KR last>60d", [][]Term{{is(TestCountry, "JP")}, {is(TestCountry, "KR"), {false, TestLast, '>', "60d"}}}, "country:JP OR (country:KR last>60d)"},
		{"国家:日本 且 -标签:冷", [][]Term{{is(TestCountry, "日本"), {true, TestTag, ':', "冷"}}}, "country:日本 -tag:冷"},
		{`NOT "two words" lin`, [][]Term{{{true, TestText, ':', "two words"}, is(TestText, "lin")}}, ""},
		{`city:"New York"`, [][]Term{{is(TestCity, "New York")}}, ""},
		{"(cold:yes 李) 或 birthday:next30", [][]Term{{is(TestCold, "yes"), is(TestText, "李")}, {is(TestBirthday, "next30")}}, "(cold:yes 李) OR birthday:next30"},
	} {
		got, ok := Terms(c.text)
		if !ok || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: %+v %v", c.text, got, ok)
		}
		if c.back == "" {
			c.back = c.text
		}
		if back := TermsText(got); back != c.back {
			t.Errorf("%q is written %q, want %q", c.text, back, c.back)
		}
	}
	for _, text := range []string{"(a OR b) c", "a (b c)", "-(a b)", "((a))", "(a", "a)", "(a) b", "nothing:known", "a NOT", "country:"} {
		if got, ok := Terms(text); ok {
			t.Errorf("%q is no list of groups: %+v", text, got)
		}
	}
}

// TestTermsMeanTheSame holds that what is written from terms means what they do.
func TestTermsMeanTheSame(t *testing.T) {
	today := calendar.Date(20000)
	value := rapid.StringMatching(`[a-zA-Z0-9一-十 ()|:>-]{1,8}`)
	fields := []TestField{TestText, TestCity, TestTag, TestCountry, TestOwner}
	rapid.Check(t, func(t *rapid.T) {
		groups := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Term {
			return Term{rapid.Bool().Draw(t, "not"), rapid.SampledFrom(fields).Draw(t, "field"), ':', value.Draw(t, "value")}
		}), 1, 3), 1, 3).Draw(t, "groups")
		text := TermsText(groups)
		again, ok := Terms(text)
		if !ok {
			t.Fatalf("%q cannot be taken apart", text)
		}
		if back := TermsText(again); back != text {
			t.Fatalf("%q became %q", text, back)
		}
		if q := ParseQuery(text, today, time.UTC, nil); len(q.Faults) > 0 {
			t.Fatalf("%q has faults: %+v", text, q.Faults)
		}
	})
}
