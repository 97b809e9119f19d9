package locales

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"
)

// TestCatalogues holds that all languages say the same things: every file can
// be read, every language has the messages of English with their variables and
// the plural forms that CLDR asks for, and translators are told what each
// message is for.
func TestCatalogues(t *testing.T) {
	english := catalogueOf(sourceTag)
	for _, tag := range tags() {
		c := catalogueOf(tag)
		for _, fault := range c.faults {
			t.Errorf("%v", fault)
		}
		for _, id := range slices.Sorted(maps.Keys(english.messages)) {
			m, source := c.messages[id], english.messages[id]
			if m == nil {
				t.Errorf("%s: %s of %s is not translated", tag, id, english.origin[id])
				continue
			}
			checkVariables(t, c.origin[id], m, source)
			checkForms(t, c.origin[id], tag, m, source)
			for form, text := range m.forms {
				if strings.ContainsAny(text.source, "!！") {
					t.Errorf("%s: %s: %s has an exclamation mark", c.origin[id], id, form)
				}
				if text.source != strings.TrimSpace(text.source) {
					t.Errorf("%s: %s: %s begins or ends with a space", c.origin[id], id, form)
				}
			}
		}
		for _, id := range slices.Sorted(maps.Keys(c.messages)) {
			if english.messages[id] == nil {
				t.Errorf("%s: %s is not in English", c.origin[id], id)
			}
			if !idForm.MatchString(string(id)) {
				t.Errorf("%s: %s is not of the form room.what", c.origin[id], id)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(english.messages)) {
		if english.messages[id].description == "" {
			t.Errorf("%s: %s has no description for translators", english.origin[id], id)
		}
	}
}

// offered finds variables that a description says may be used instead:
// "{{.Year}} may be used instead".
var offered = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

func variablesOf(m *message) map[string]bool {
	out := map[string]bool{}
	for _, text := range m.forms {
		for _, name := range text.variables() {
			out[name] = true
		}
	}
	return out
}

// checkVariables holds that a translation uses the variables that English
// uses. A description that offers others leaves the choice among all of them.
func checkVariables(t *testing.T, file string, m, source *message) {
	t.Helper()
	known, free := variablesOf(source), false
	for _, match := range offered.FindAllStringSubmatch(source.description, -1) {
		known[match[1]], free = true, true
	}
	used := variablesOf(m)
	for name := range used {
		if !known[name] {
			t.Errorf("%s: %s: English does not give {{.%s}}", file, m.id, name)
		}
	}
	for name := range known {
		if !used[name] && !free {
			t.Errorf("%s: %s: {{.%s}} is missing", file, m.id, name)
		}
	}
}

// checkForms holds that a message that counts in English counts in the other
// language as CLDR says.
func checkForms(t *testing.T, file, tag string, m, source *message) {
	t.Helper()
	want := map[string]bool{"other": true}
	if len(source.forms) > 1 {
		lang := language.Make(tag)
		for n := range 1001 {
			want[cardinal(lang, n)] = true
		}
		want[cardinal(lang, 1000000)] = true
	}
	for form := range want {
		if m.forms[form] == nil {
			t.Errorf("%s: %s: the plural form %q is missing", file, m.id, form)
		}
	}
	for form := range m.forms {
		if !want[form] {
			t.Errorf("%s: %s: %s has no plural form %q here", file, m.id, tag, form)
		}
	}
}

func TestTemplatesStaySimple(t *testing.T) {
	for _, source := range []string{"{{.A", "{{A}}", "{{.A.B}}", "{{if .A}}x{{end}}", "{{.}}", "{{.A | b}}"} {
		if _, err := parseText(source); err == nil {
			t.Errorf("%q must be refused", source)
		}
	}
	m, err := parseText("{{.A}} and {{ .B }}: {x}")
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := m.fill(printer(t, "en"), V{"A": 1200, "B": monday}, false); got != "1,200 and 23 Nov 2026: {x}" {
		t.Errorf("got %q", got)
	}
}
