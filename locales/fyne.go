package locales

import (
	"embed"
	"encoding/json"
	"fmt"
)

// fyneFiles holds the toolkit's own words in our languages.
//
//go:embed fyne/*.json
var fyneFiles embed.FS

// FyneStrings returns the toolkit's own words ("Cancel", "Select all") in a
// language of the interface as the JSON that lang.AddTranslationsForLocale
// takes. They are given for English too, because the toolkit follows the
// language of the system, not that of the interface.
func FyneStrings(tag string) []byte {
	have := Match(tag)
	source := have
	if have == PseudoTag {
		source = sourceTag
	}
	b, err := fyneFiles.ReadFile("fyne/" + source + ".json")
	if err != nil {
		return []byte("{}") // a test holds that every language has its file
	}
	if have == PseudoTag {
		if framed, err := pseudoStrings(b); err == nil {
			return framed
		}
	}
	return b
}

func pseudoStrings(b []byte) ([]byte, error) {
	var words map[string]string
	if err := json.Unmarshal(b, &words); err != nil {
		return nil, fmt.Errorf("locales: fyne words: %w", err)
	}
	for k, v := range words {
		words[k] = pseudoFrame(accented(v), &text{source: v})
	}
	return json.Marshal(words)
}
