package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestHouseNames holds the month names of the house against the extract that is
// embedded, because the generator needs packages from the net to be run.
func TestHouseNames(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "cldr", "supplement.json"))
	if err != nil {
		t.Fatal(err)
	}
	var extract struct {
		Months map[string]map[string][]string `json:"months"`
	}
	if err := json.Unmarshal(b, &extract); err != nil {
		t.Fatal(err)
	}
	ours := map[string]map[string][]string{"bahai": bahaiMonths}
	for c, names := range otherMonths {
		ours[c] = names
	}
	for c, byLanguage := range ours {
		if len(extract.Months[c]) != len(byLanguage) {
			t.Errorf("%s: the extract has %d languages, the house %d", c, len(extract.Months[c]), len(byLanguage))
		}
		for lang, names := range byLanguage {
			if !slices.Equal(extract.Months[c][lang], names) {
				t.Errorf("%s in %s: the extract has %q, the house %q", c, lang, extract.Months[c][lang], names)
			}
		}
	}
	// And none is left that neither the house nor a package gives.
	for c := range extract.Months {
		from := slices.ContainsFunc(ownMonths, func(o struct {
			calendar, pkg, file string
			languages           []string
		},
		) bool {
			return o.calendar == c
		})
		if _, house := ours[c]; !house && !from {
			t.Errorf("%s has months of no source", c)
		}
	}
}
