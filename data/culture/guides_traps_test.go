package culture

import (
	"regexp"
	"strings"
	"testing"
)

// trap is a mistake that programs like this one make. Where a market has a
// guide, the right fact has to be in it and the wrong one may not be.
type trap struct {
	number  int
	markets string // codes with spaces between
	topic   Topic  // where the right fact stands, "" for anywhere
	right   string // matches the English text of one statement
	wrong   string // matches in none, in claim, do or example; "" for none
}

var traps = []trap{
	{1, "HU", Names, `(?i)(family name|surname)[^.]*\b(first|before|precedes)`, ""},
	{2, "VN", Names, `(?i)given name`, `(?i)\b(use|with) the family name\b`},
	{3, "IS", Names, `(?i)given name`, `\b(Mr|Ms|Mrs)\.? \pL+(son|dóttir)`},
	{4, "MM", Names, `\bU\b.*\bDaw\b|\bDaw\b.*\bU\b`, ""},
	{5, "ID", Names, `(?i)\b(one|single) (name|word)`, ""},
	{6, "MY", Names, `(?i)\bbin(ti)?\b`, `\bMr\.? Osman\b[^.]*\bcorrect`},
	{7, "ES MX CO AR CL PE", Names, `(?i)\b(first|paternal|father)`, ""},
	{7, "PT BR", Names, `(?i)\blast\b`, ""},
	{8, "ET", Names, `\bAto\b.*\bWeizero\b|\bWeizero\b.*\bAto\b`, ""},
	{9, "MN", Names, `(?i)patronymic|father’s name|father's name`, ""},
	{10, "KZ UZ", Names, `(?i)(ұлы|uly|kyzy|қызы|oʻgʻli|o‘g‘li|o'g'li|patronymic)`, ""},
	{11, "KR", Names, `님|nim\b`, ""},
	{12, "IN", Names, `(?i)initial`, ""},
	{13, "PH", Names, `(?i)mother`, ""},
	{16, "IN", Observances, `(?i)diwali|deepavali`, `(?i)\bIndians celebrate Diwali\b`},
	{17, "AE", "", `(?i)saturday`, `(?i)weekend is (on )?friday and saturday`},
	{18, "SA", "", `(?i)friday`, `(?i)weekend is (on )?thursday and friday`},
	{19, "IR", "", `(?i)friday`, ""},
	{20, "NP", "", `(?i)saturday`, ""},
	{21, "UA", Observances, `25( and 26)? December|December 25`, ""},
	{22, "GR RO BG", Observances, `25( and 26)? December|December 25`, `7 January is Christmas`},
	{22, "AM", Observances, `6 January|January 6`, ""},
	{24, "ET", "", `1[12] September|September 1[12]`, ""},
	{25, "CN", "", ``, `(?i)(not|avoid)[^.]*端午(节)?快乐`},
	{26, "CN", "", `(?i)white`, ""},
	{26, "JP", "", `(?i)mizuhiki|\bcords?\b`, ""},
	{26, "KR", "", ``, `(?i)white envelopes? (means?|is for|are for) (death|funerals?)`},
}

func english(s Statement) string {
	return s.Claim["en"] + " " + s.Do["en"] + " " + s.Why["en"] + " " + s.Avoid["en"] + " " + s.Example["en"] + " " + s.Spread["en"]
}

func checkTrap(g Guide, tr trap) (faults []string) {
	right, wrong := regexp.MustCompile(tr.right), regexp.MustCompile(tr.wrong)
	found := tr.right == ""
	for _, s := range g.Statements {
		if (tr.topic == "" || s.Topic == tr.topic) && right.MatchString(english(s)) {
			found = true
		}
		if tr.wrong != "" && wrong.MatchString(s.Claim["en"]+" "+s.Do["en"]+" "+s.Example["en"]) {
			faults = append(faults, s.ID+" falls into it")
		}
	}
	if !found {
		faults = append(faults, "nothing under "+string(tr.topic)+" matches "+tr.right)
	}
	return faults
}

// TestGuidesKnowTheTraps holds the facts of shared/CONTENT.md that are most
// often wrong.
func TestGuidesKnowTheTraps(t *testing.T) {
	for _, tr := range traps {
		for _, code := range strings.Fields(tr.markets) {
			g, ok := Built().Guide(code)
			if !ok {
				if m, known := load(t).Market(code); known && m.Tier != TierC {
					t.Errorf("trap %d cannot be looked at: there is no guide to %s", tr.number, code)
				}
				continue
			}
			for _, f := range checkTrap(g, tr) {
				t.Errorf("guides/%s.toml: trap %d: %s", strings.ToLower(code), tr.number, f)
			}
		}
	}
	for _, g := range Built().Guides() {
		for _, s := range g.Statements {
			for _, f := range trapsEverywhere(s) {
				t.Errorf("guides/%s.toml: %s: %s", strings.ToLower(g.Market), s.ID, f)
			}
		}
	}
}

var (
	pardon  = regexp.MustCompile(`(?i)maaf lahir`)
	adha    = regexp.MustCompile(`(?i)adha`)
	fitr    = regexp.MustCompile(`(?i)fitr|lebaran`)
	ended   = regexp.MustCompile(`(?i)\b(BBM|BlackBerry Messenger|giropay)\b`)
	happyYK = regexp.MustCompile(`(?i)“?happy yom kippur`)
)

// trapsEverywhere are those of no single market: 14 the plea for pardon
// belongs to Fitr, 15 Yom Kippur is never happy, 27 what is gone.
func trapsEverywhere(s Statement) (faults []string) {
	said := s.Claim["en"] + " " + s.Do["en"] + " " + s.Example["en"]
	if pardon.MatchString(said) && adha.MatchString(said) && !fitr.MatchString(said) {
		faults = append(faults, "trap 14: the plea for pardon belongs to Fitr")
	}
	if happyYK.MatchString(said) {
		faults = append(faults, "trap 15: Yom Kippur is not wished happy")
	}
	if hit := ended.FindString(said); hit != "" {
		faults = append(faults, "trap 27: "+hit+" has ended")
	}
	return faults
}

// TestGuidesTrapsCanFail holds that each trap catches.
func TestGuidesTrapsCanFail(t *testing.T) {
	for _, tr := range traps {
		if tr.right != "" && len(checkTrap(Guide{}, tr)) == 0 {
			t.Errorf("trap %d passes an empty guide", tr.number)
		}
	}
	for wrong, number := range map[string]int{
		"Use the family name.":                     2,
		"Write Mr Jónsson.":                        3,
		"The weekend is on Friday and Saturday.":   17,
		"Do not say 端午快乐.":                         25,
		"A white envelope means death.":            26,
		"Mohon maaf lahir dan batin at Idul Adha.": 14,
		"Say happy Yom Kippur.":                    15,
		"Firms write on BBM.":                      27,
	} {
		s := Statement{ID: "X", Claim: map[string]string{"en": wrong}}
		caught := len(trapsEverywhere(s)) > 0
		for _, tr := range traps {
			if tr.number == number {
				for _, f := range checkTrap(Guide{Statements: []Statement{s}}, tr) {
					caught = caught || strings.Contains(f, "falls")
				}
			}
		}
		if !caught {
			t.Errorf("%q passes trap %d", wrong, number)
		}
	}
}
