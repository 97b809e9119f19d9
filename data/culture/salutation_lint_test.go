package culture

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dragoman/data/personname"
	"dragoman/data/record"
)

// TestSalutationsAreLinted reads the words of the records: every pattern in
// the letters of its language, every way out for everybody, nothing that
// sweeps.
func TestSalutationsAreLinted(t *testing.T) {
	s := salutations(t)
	for _, r := range s.All() {
		tag := r.For[0]
		if tag == "sr" {
			tag = "sr-Cyrl"
		}
		for place, w := range map[string]wording{"writing": r.writing, "speech": r.speech, "mail": r.mail} {
			if place != "mail" && len(w["any"]) == 0 {
				t.Errorf("%s: %s has no form for everybody", tag, place)
			}
			for key, list := range w {
				for _, p := range list {
					words := slot.ReplaceAllString(p, "")
					lang := tag
					if place == "mail" || base(tag) == "fil" {
						lang = "en"
					}
					if stray := record.Strays(words, lang); len(stray) > 0 {
						t.Errorf("%s: %s %s %q has %q", tag, place, key, p, string(stray))
					}
					if place == "writing" && r.end != "" && !strings.HasSuffix(p, r.end) && !strings.ContainsAny(p[len(p)-1:], "!?") && !strings.HasSuffix(p, "！") && !strings.HasSuffix(p, "：") {
						t.Errorf("%s: %s %q does not end with %q", tag, key, p, r.end)
					}
				}
			}
		}
		for _, fault := range record.Unfit(r.Why) {
			t.Errorf("%s: why: %s", tag, fault)
		}
		if r.Confidence != "C" && len(r.Sources) < 2 {
			t.Errorf("%s: one source carries no more than C", tag)
		}
		if len(r.writing["male"]) > 0 != (len(r.writing["female"]) > 0) && !slices.Contains([]string{"hu", "bn"}, tag) {
			t.Errorf("%s: a form for one gender only", tag)
		}
	}
}

func TestSalutationMistakesAreNamed(t *testing.T) {
	good := `reviewed_on = 2026-11-26
[[source]]
id = "a"
title = "A"
publisher = "B"
kind = "reference"
language = "en"
year = 2020
recalled = 2026-11-26
[[ask]]
id = "title"
text = { en = "How?", zh-Hans = "怎么称呼？" }
[[salutation]]
for = ["xx"]
part = "family"
hello = "Hello {name},"
hello_warm = "Hi {name},"
writing = { any = ["Dear {full},"] }
speech = { any = "{full}" }
why = { en = "So.", zh-Hans = "如此。" }
sources = ["a"]
confidence = "C"
`
	if _, err := ReadSalutations(good); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ old, with, want string }{
		{`part = "family"`, `part = "clan"`, `no part "clan"`},
		{"{full},", "{whole},", "no slot {whole}"},
		{"{full},", "{full,", "a brace"},
		{`"Hello {name},"`, `"Hello,"`, "{name}"},
		{"any = [", "some = [", `no list "some"`},
		{`, zh-Hans = "如此。"`, "", "zh-Hans"},
		{`sources = ["a"]`, `sources = ["b"]`, `no source "b"`},
		{`confidence = "C"`, `confidence = "A"`, "confidence A"},
		{`part = "family"`, "part = \"family\"\nvocative = \"xx\"", `no rule "xx"`},
		{`part = "family"`, "part = \"family\"\nask = \"age\"", `no question "age"`},
		{`part = "family"`, "part = \"family\"\nfoo = 1", "foo"},
		{"reviewed_on = 2026-11-26\n", "", "reviewed_on"},
	} {
		_, err := ReadSalutations(strings.Replace(good, x.old, x.with, 1))
		if err == nil || !strings.Contains(err.Error(), x.want) || !strings.Contains(err.Error(), "salutations.toml:") {
			t.Errorf("%s: %v", x.with, err)
		}
	}
}

// TestAnyNameIsAddressed holds that no name, however odd, is refused, lost or
// torn, in any language.
func TestAnyNameIsAddressed(t *testing.T) {
	s := salutations(t)
	names := []personname.Name{
		{Full: "X"},
		{Given: "X"},
		{Surname: "李"},
		{Full: "🙂"},
		{Full: "Anna 王 Müller"},
		{Full: strings.Repeat("ab ", 100)},
		{Full: strings.Repeat("王", 300)},
		{Full: "{family}"},
		{Full: "bin"},
		{Full: "de la"},
		{Full: "\xff\xfe"},
		{Full: "U "},
		{Given: "-", Surname: "."},
		{},
	}
	for _, r := range s.All() {
		for _, n := range names {
			n.Locale = r.For[0]
			for _, title := range []string{"", "Mr", "女士", "Dr. Prof."} {
				for _, tone := range []Formality{FormalTone, WarmTone} {
					p := Person{Name: n, Honorific: title, JobTitle: "总经理 部長", Informal: tone == WarmTone && title == ""}
					f := s.Address(p, "", tone)
					for _, x := range []Form{f.Writing, f.Speech, f.Mail} {
						if n.Empty() {
							continue
						}
						if x.Text == "" || utf8.ValidString(n.Full) && !utf8.ValidString(x.Text) {
							t.Fatalf("%s: %+v gives %q", n.Locale, p, x.Text)
						}
					}
				}
			}
		}
	}
}

func BenchmarkAddress(b *testing.B) {
	s := salutations(b)
	p := Person{Name: personname.Name{Locale: "ja", Full: "田中 健一"}, JobTitle: "部長", Latin: "Tanaka Ken’ichi"}
	for b.Loop() {
		s.Address(p, "", FormalTone)
	}
}
