package culture

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"dragoman/data/record"
)

var (
	cheerful   = regexp.MustCompile(`(?i)\b(happy|merry|joy|congratulat|cheers)`)
	simpleOf   = "们这为个来时会说对请贵谢给经过样动开关"
	tradOf     = "們這為個來時會說對請貴謝給經過樣動開關"
	noQuestion = []string{"th", "lo", "km", "my", "am", "ti"} // a question has no mark of its own
)

// strangers gives the letters of a text that are of the other Chinese script.
func strangers(text, lang string) string {
	set := ""
	switch {
	case strings.HasPrefix(lang, "zh-Hans"):
		set = tradOf
	case strings.HasPrefix(lang, "zh-Hant"), strings.HasPrefix(lang, "yue"):
		set = simpleOf
	}
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(set, c) {
			return c
		}
		return -1
	}, text)
}

func lintPhrase(p Phrase) (faults []string) {
	fail := func(f string) { faults = append(faults, f) }
	if strays := record.Strays(p.Native, p.Language); len(strays) > 0 {
		fail("it is not in the script of " + p.Language + ": " + string(strays))
	}
	if odd := strangers(p.Native, p.Language); odd != "" {
		fail("these are of the other Chinese script: " + odd)
	}
	if _, foreign := record.ScriptOf(p.Language); foreign != (p.Roman != "") {
		fail("it has a romanisation where none belongs, or lacks one")
	}
	for _, t := range []record.Text{p.Meaning, p.When, p.Whom, p.Never} {
		for _, f := range record.Unfit(t) {
			fail(f)
		}
		if t != nil && han(t["zh-Hans"]) == 0 {
			fail("there is no Chinese in zh-Hans: " + t["zh-Hans"])
		}
	}
	if p.Use == "condolence" && !p.Solemn {
		fail("words of condolence are solemn")
	}
	if p.Solemn && cheerful.MatchString(p.Meaning["en"]) {
		fail("it is cheerful and belongs to grief")
	}
	return faults
}

func lintScripts(b Scriptbook) (faults []string) {
	fail := func(id, f string) { faults = append(faults, id+": "+f) }
	for _, stage := range Stages {
		for _, channel := range ScriptChannels {
			for _, formality := range Formalities {
				if _, ok := b.Find(stage, channel, formality); !ok {
					fail(b.Language+"."+stage+"."+channel+"."+formality, "is missing")
				}
			}
		}
	}
	for _, s := range b.Scripts {
		for _, f := range lintScript(s) {
			fail(s.ID, f)
		}
	}
	return faults
}

// plainOf is a script without its slots.
func plainOf(s Script) string {
	var b strings.Builder
	eachSlot(s.Subject+"\n"+s.Text, func(plain, _ string) { b.WriteString(plain) })
	return b.String()
}

func lintScript(s Script) (faults []string) {
	fail := func(f string) { faults = append(faults, f) }
	uses := map[string]bool{}
	for _, slot := range s.SlotsOf() {
		uses[slot] = true
	}
	text := plainOf(s)
	letters := 0
	for _, c := range text {
		if unicode.IsLetter(c) {
			letters++
		}
	}
	if strays := record.Strays(text, s.Language); len(strays)*10 > letters {
		fail("it is not in the script of " + s.Language + ": " + string(strays))
	}
	if odd := strangers(text, s.Language); odd != "" {
		fail("these are of the other Chinese script: " + odd)
	}
	switch s.Channel {
	case "mail":
		if !strings.HasPrefix(s.Text, "{salutation}") {
			fail("a mail opens with {salutation}")
		}
	case "messenger":
		lines := 0
		for line := range strings.Lines(s.Text) {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
		if lines > 4 {
			fail("a message has at most four lines")
		}
	case "phone":
		base, _, _ := strings.Cut(s.Language, "-")
		asks := strings.ContainsAny(s.Text, "?？؟;՞;")
		for _, l := range noQuestion {
			asks = asks || l == base
		}
		if !asks {
			fail("a call has a question to ask")
		}
	}
	if s.Channel != "mail" && uses["salutation"] {
		fail("the opening line of a letter belongs to a mail; {name} is the form of address")
	}
	if s.Stage == "holiday_wish" && !uses["wish"] {
		fail("a wish for a holiday needs {wish}")
	}
	if s.Stage == "crisis" && !uses["situation"] {
		fail("a message in a crisis needs {situation}")
	}
	return faults
}

func TestPhrasesAreLinted(t *testing.T) {
	n := 0
	for _, lang := range Built().PhraseLanguages() {
		b, ok := Built().Phrases(lang)
		if !ok {
			continue // the mistake is told by TestGuidesAreRead
		}
		for _, p := range b.Phrases {
			n++
			for _, f := range lintPhrase(p) {
				t.Errorf("phrases/%s.toml: %s: %s", strings.ToLower(lang), p.ID, f)
			}
		}
	}
	t.Logf("%d phrases in %d languages", n, len(Built().PhraseLanguages()))
}

func TestScriptsAreLinted(t *testing.T) {
	n := 0
	for _, lang := range Built().ScriptLanguages() {
		b, ok := Built().Scripts(lang)
		if !ok {
			continue
		}
		n += len(b.Scripts)
		for _, f := range lintScripts(b) {
			t.Errorf("scripts/%s.toml: %s", strings.ToLower(lang), f)
		}
	}
	t.Logf("%d scripts in %d languages", n, len(Built().ScriptLanguages()))
}

const goodPhrases = `lang = "ja"
reviewed_on = 2026-11-01

[[source]]
id = "a"
title = "T"
publisher = "P"
kind = "dictionary"
language = "ja"
recalled = 2026-11-01

[[phrase]]
id = "yoroshiku"
use = "closing"
native = "よろしくお願いいたします"
roman = "yoroshiku onegai itashimasu"
system = "Hepburn"
meaning = { en = "I ask for your kindness", zh-Hans = "请多关照" }
when = { en = "At the end of a mail.", zh-Hans = "邮件结尾。" }
whom = { en = "Customers and colleagues.", zh-Hans = "客户和同事。" }
register = "formal"
sources = ["a"]
confidence = "B"
`

const goodScripts = `lang = "de"
reviewed_on = 2026-11-01

[[script]]
stage = "quote"
channel = "mail"
formality = "formal"
subject = "Angebot {number}"
text = """
{salutation}

anbei erhalten Sie unser Angebot {number} vom {date}.

Mit freundlichen Grüßen
{me}
"""
`

func shelfOf(name, text string) *Library {
	return Open(fstest.MapFS{name: {Data: []byte(text)}})
}

func TestPhrasesAndScriptsMistakesNameTheirPlace(t *testing.T) {
	for _, test := range []struct{ name, good, old, with, want string }{
		{"phrases/ja.toml", goodPhrases, `lang = "ja"`, `lang = "ko"`, "phrases/ja.toml:1: the language"},
		{"phrases/ja.toml", goodPhrases, `use = "closing"`, `use = "end"`, `ja.yoroshiku: there is no use "end"`},
		{"phrases/ja.toml", goodPhrases, `register = "formal"`, `register = "high"`, `there is no register "high"`},
		{"phrases/ja.toml", goodPhrases, `system = "Hepburn"` + "\n", "", "roman and system go together"},
		{"phrases/ja.toml", goodPhrases, `whom = { en = "Customers and colleagues.", zh-Hans = "客户和同事。" }`, "", "whom is needed"},
		{"scripts/de.toml", goodScripts, `stage = "quote"`, `stage = "offer"`, `the stage "offer" is none of`},
		{"scripts/de.toml", goodScripts, `channel = "mail"`, `channel = "phone"`, "a mail has a subject"},
		{"scripts/de.toml", goodScripts, `{number} vom`, `{nummer} vom`, "there is no slot {nummer}"},
		{"scripts/de.toml", goodScripts, `{number} vom`, `{number vom`, "there is no slot"},
		{"scripts/de.toml", goodScripts, `formality = "formal"`, `formality = "formal"` + "\ntone = 1", `there is no key "tone"`},
	} {
		if err := shelfOf(test.name, test.good).Check(); err != nil {
			t.Fatal(err)
		}
		err := shelfOf(test.name, strings.Replace(test.good, test.old, test.with, 1)).Check()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, not %s", test.with, err, test.want)
		}
	}
}

func TestPhrasesAndScriptsLintCanFail(t *testing.T) {
	b, _ := shelfOf("phrases/ja.toml", goodPhrases).Phrases("ja-JP")
	good := b.Phrases[0]
	if f := lintPhrase(good); len(f) != 0 {
		t.Fatal(f)
	}
	for name, spoil := range map[string]func(*Phrase){
		"another script":  func(p *Phrase) { p.Native = "Yoroshiku" },
		"no romanisation": func(p *Phrase) { p.Roman = "" },
		"a sweeping word": func(p *Phrase) { p.When = record.Text{"en": "Always.", "zh-Hans": "常用。"} },
		"cheerful in grief": func(p *Phrase) {
			p.Use, p.Solemn, p.Meaning = "condolence", true, record.Text{"en": "be happy", "zh-Hans": "乐"}
		},
		"traditional": func(p *Phrase) { p.Language, p.Native = "zh-Hans", "謝謝" },
	} {
		p := good
		spoil(&p)
		if len(lintPhrase(p)) == 0 {
			t.Errorf("%s passes", name)
		}
	}
	s, _ := shelfOf("scripts/de.toml", goodScripts).Scripts("de")
	if f := lintScript(s.Scripts[0]); len(f) != 0 {
		t.Fatal(f)
	}
	if f := lintScripts(s); len(f) != len(Stages)*len(ScriptChannels)*len(Formalities)-1 {
		t.Errorf("%d of the missing scripts are told", len(f))
	}
	for name, bad := range map[string]Script{
		"a mail without salutation": {Language: "de", Channel: "mail", Subject: "x", Text: "Hallo"},
		"a long message":            {Language: "de", Channel: "messenger", Text: "a\nb\nc\nd\ne"},
		"a call without question":   {Language: "de", Channel: "phone", Text: "Guten Tag."},
		"a wish without wish":       {Language: "de", Stage: "holiday_wish", Channel: "messenger", Text: "Grüße"},
		"another script":            {Language: "ru", Channel: "messenger", Text: "Privet"},
		"a letter on the phone":     {Language: "de", Channel: "phone", Text: "{salutation} Ja?"},
	} {
		if len(lintScript(bad)) == 0 {
			t.Errorf("%s passes", name)
		}
	}
}

func TestFill(t *testing.T) {
	b, _ := shelfOf("scripts/de.toml", goodScripts).Scripts("de-AT")
	s, ok := b.Find("quote", "mail", "formal")
	if !ok {
		t.Fatal("no script")
	}
	if got := strings.Join(s.SlotsOf(), " "); got != "salutation me date number" {
		t.Errorf("the slots are %s", got)
	}
	subject, text, missing := s.Fill(map[string]string{"salutation": "Sehr geehrte Frau Bauer,", "me": "A", "number": "7", "date": "  "})
	if subject != "Angebot 7" || strings.Join(missing, " ") != "date" || !strings.Contains(text, "vom {date}.") || !strings.HasPrefix(text, "Sehr geehrte Frau Bauer,\n") {
		t.Errorf("filled it is %q, %q, missing %v", subject, text, missing)
	}
}

func TestLanguagesAreFound(t *testing.T) {
	l := Open(fstest.MapFS{
		"phrases/zh-hans.toml": {Data: []byte("lang = \"zh-Hans\"\nreviewed_on = 2026-11-01\n")},
		"phrases/zh-hant.toml": {Data: []byte("lang = \"zh-Hant\"\nreviewed_on = 2026-11-01\n")},
		"phrases/pt.toml":      {Data: []byte("lang = \"pt\"\nreviewed_on = 2026-11-01\n")},
		"phrases/pt-br.toml":   {Data: []byte("lang = \"pt-BR\"\nreviewed_on = 2026-11-01\n")},
	})
	for tag, want := range map[string]string{
		"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-Hans-CN": "zh-Hans", "zh-TW": "zh-Hant", "zh-Hant-HK": "zh-Hant",
		"pt-BR": "pt-BR", "pt-PT": "pt", "pt": "pt",
	} {
		if b, ok := l.Phrases(tag); !ok || b.Language != want {
			t.Errorf("for %s the phrases are %q", tag, b.Language)
		}
	}
	if _, ok := l.Phrases("de"); ok {
		t.Error("phrases are given in a language that has none")
	}
	if got := strings.Join(l.PhraseLanguages(), " "); got != "pt pt-BR zh-Hans zh-Hant" && got != "pt-BR pt zh-Hans zh-Hant" {
		t.Errorf("the languages are %s", got)
	}
}
