package record

import (
	"strings"
	"testing"
)

func TestReadTellsThePlace(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"a = \"x\nb = 1", "f:1: the closing quotation mark is missing"},
		{"a = 1\na = 2", "f:2: a is given twice"},
		{"[a]", "f:1: a header is written"},
		{"a = \"\"\"\nx\n", "f:1: the closing quotation marks are missing"},
		{"a = \"\"\"\nx\n\"\"\" b", "f:3: nothing may follow"},
		{"a = \"\"\"\nx\\n\"\"\"", "f:1: a text of several lines has no backslash"},
		{"a = yes", "f:1: this is no value"},
	} {
		if _, err := Read("f", test.text); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q: the error is %v, not %s", test.text, err, test.want)
		}
	}
}

func TestDecoderCollectsMistakes(t *testing.T) {
	doc, err := Read("f", "[[x]]\nname = 3\nday = 2026-13-01\ntext = { en = \"A\" }\nodd = true\nbody = \"\"\"\none\ntwo\"\"\"\n")
	if err != nil {
		t.Fatal(err)
	}
	d := Decode("f", doc.Arrays["x"][0])
	d.Of = "x1"
	d.Text("name")
	d.Date("day")
	d.Both("text")
	if got := d.Text("body"); got != "one\ntwo" {
		t.Errorf("a text of two lines is read as %q", got)
	}
	want := []string{"f:2: x1: name is not a text", "f:3: x1: day is not a date", "f:4: x1: text is needed", `f:5: x1: there is no key "odd"`}
	faults := d.Faults()
	if len(faults) != len(want) {
		t.Fatalf("the mistakes are %v", faults)
	}
	for i, w := range want {
		if !strings.HasPrefix(faults[i].Error(), w) {
			t.Errorf("mistake %d is %v, not %s", i, faults[i], w)
		}
	}
	if err := doc.Only("y"); err == nil {
		t.Error("an unknown table passes")
	}
}

func TestSources(t *testing.T) {
	doc, err := Read("f", `
[[source]]
id = "a"
title = "T"
publisher = "P"
kind = "news"
opened = 2026-11-01

[[source]]
id = "a"
title = "T"
publisher = "P"
kind = "news"
`)
	if err != nil {
		t.Fatal(err)
	}
	if faults := ReadSources(doc, map[string]Source{}); len(faults) != 3 {
		t.Errorf("opened without address, neither opened nor recalled, and given twice are told as %v", faults)
	}
	d := Decode("f", &Table{Line: 1, Pairs: []Pair{{Key: "confidence", Value: Value{Line: 1, V: "A"}}}})
	d.Confidence([]Source{{Opened: 1}})
	if len(d.Faults()) != 1 {
		t.Error("confidence A passes with one source")
	}
}

func TestTextIn(t *testing.T) {
	both := Text{"en": "a", "zh-Hans": "甲"}
	for lang, want := range map[string]string{"en": "a", "zh-Hans": "甲", "zh-CN": "甲", "zh": "甲", "fr": "a"} {
		if got := both.In(lang); got != want {
			t.Errorf("in %s it is %s", lang, got)
		}
	}
	if (Text{"en": "a"}).In("zh-Hans") != "a" {
		t.Error("a text without Chinese is not given in English")
	}
}

func TestUnfit(t *testing.T) {
	for _, s := range []string{
		"About a third of Ethiopians are Muslim.", "Cards in Japanese are read first.", "Many firms close.", "Small talk is usual at first.",
	} {
		if f := Unfit(Text{"en": s}); len(f) != 0 {
			t.Errorf("%q is called unfit: %v", s, f)
		}
	}
	for _, s := range []string{"It is always so.", "The Poles are direct.", "Germans are direct.", "Dutch people are direct.", "In Catholic countries.", "Iranians are Muslim."} {
		if len(Unfit(Text{"en": s})) == 0 {
			t.Errorf("%q passes", s)
		}
	}
	for _, s := range []string{"德国人很直接。", "一律迟到。", "佛教国家"} {
		if len(Unfit(Text{"en": "A.", "zh-Hans": s})) == 0 {
			t.Errorf("%q passes", s)
		}
	}
}

func TestStrays(t *testing.T) {
	for _, test := range []struct{ lang, text, want string }{
		{"uz", "Muborak boʻlsin!", ""}, {"ja", "コーヒー", ""}, {"th", "บ่อย ๆ", ""}, {"ja", "Hallo", "Hallo"}, {"uz", "Яхши", "Яхши"},
	} {
		if got := string(Strays(test.text, test.lang)); got != test.want {
			t.Errorf("in %q the letters %q are strange in %s, not %q", test.text, got, test.lang, test.want)
		}
	}
}
