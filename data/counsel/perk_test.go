package counsel

import (
	"strings"
	"testing"

	"dragoman/data/culture"

	"pgregory.net/rapid"
)

func TestALineStandsBeforeTheClose(t *testing.T) {
	for _, x := range []struct{ name, text, want string }{
		{"a mail", "Dear Ana,\n\nHappy days.\n\nKind regards,\nLin", "Dear Ana,\n\nHappy days.\n\nFree freight.\n\nKind regards,\nLin"},
		{"a message", "Good day Ana.\nHappy days.\nLin, Lin Tea", "Good day Ana.\nHappy days.\nFree freight.\nLin, Lin Tea"},
		{"nobody signs", "Good day Ana.\nHappy days.", "Good day Ana.\nHappy days.\nFree freight."},
		{"one line", "Happy days. Lin", "Happy days. Lin\nFree freight."},
		{"it is there already", "Free freight.\n\nx", "Free freight.\n\nx"},
	} {
		if got := WithLine(x.text, "Free freight.", "Lin"); got != x.want {
			t.Errorf("%s: %q", x.name, got)
		}
	}
	if WithLine("a", " ", "Lin") != "a" || WithoutLine("a", "") != "a" || WithoutLine("a", "b") != "a" {
		t.Error("nothing was to be put in or taken out")
	}
}

// What is put into a greeting of the library comes out of it again and leaves
// the greeting as it was, and it never stands after the one who signs in a mail.
func TestALineComesOutAgain(t *testing.T) {
	var all []culture.Script
	for _, lang := range culture.Built().ScriptLanguages() {
		b, _ := culture.Built().Scripts(lang)
		for _, s := range b.Scripts {
			if (s.Stage == "holiday_wish" || s.Stage == "birthday") && s.Channel != "phone" {
				all = append(all, s)
			}
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(all).Draw(rt, "script")
		line := rapid.StringMatching(`[A-Za-z一-龥 ]{1,20}[0-9]{6}`).Draw(rt, "line")
		_, text, _ := s.Fill(map[string]string{"me": "Lin", "my_company": "Lin Tea", "name": "Ana", "salutation": "Dear Ana,", "wish": "Happy days"})
		with := WithLine(text, line, "Lin")
		if !strings.Contains(with, strings.TrimSpace(line)) {
			rt.Fatalf("%s: it is not in %q", s.ID, with)
		}
		if s.Channel == "mail" && strings.LastIndex(with, "Lin") < strings.Index(with, strings.TrimSpace(line)) {
			rt.Fatalf("%s: it stands after the name in %q", s.ID, with)
		}
		if back := WithoutLine(with, line); back != text {
			rt.Fatalf("%s: %q became %q", s.ID, text, back)
		}
	})
}
