package culture

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// The lint of the guides: what does not belong in them, told all at once, each
// fault with its file and its ID.

// release is the day for which the content is checked; it is set forward with
// each release.
const release = "2026-11-26"

var (
	crowd     = regexp.MustCompile(`\b(Asians|Arabs|Latinos|Africans|Westerners|Orientals|Easterners)\b`)
	crowdZh   = regexp.MustCompile(`亚洲人|阿拉伯人|拉丁人|非洲人|西方人|东方人|老外`)
	chineseNY = regexp.MustCompile(`(?i)Chinese New Year`)
	zhNY      = regexp.MustCompile(`中国(?:新年|农历|春节|年)`)
	denied    = regexp.MustCompile(`(?i)(\bnot\b|\brather than\b|\binstead of\b|不|别|勿|而非|避免)`)
	solemn    = regexp.MustCompile(`(?i)\b(happy|merry|joyful|festive) (yom kippur|good friday|tisha|ashura|yom hazikaron|qingming|memorial)`)
	bareScope = regexp.MustCompile(`(?i)^(people|everybody|anyone|customers|business people|in general|generally|nationwide|the whole country)\.?$`)
	factbook  = regexp.MustCompile(`(?i)world factbook|cia\.gov`)
	banned    = regexp.MustCompile(`(?i)\b(hofstede|globe study|world values survey|erin meyer|culture map|globesmart|power distance index)\b`)
)

// otherLunarMarkets have a New Year by the moon that is not Chinese.
var otherLunarMarkets = []string{"VN", "KR", "MN", "KP"}

func texts(s Statement) map[string]record.Text {
	return map[string]record.Text{
		"scope": s.Scope, "claim": s.Claim, "why": s.Why, "do": s.Do, "ask": s.Ask,
		"spread": s.Spread, "avoid": s.Avoid, "example": s.Example,
	}
}

// lintStatement tells what is wrong with a statement.
func lintStatement(s Statement, today calendar.Date) (faults []string) {
	fail := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	all := texts(s)
	for _, key := range sortedKeys(all) {
		t := all[key]
		for _, f := range record.Unfit(t) {
			fail("%s: %s", key, f)
		}
		lintLanguages(key, t, fail)
		if slices.Contains(otherLunarMarkets, s.Market) && key != "avoid" {
			for _, hit := range []string{before(chineseNY, t["en"]), before(zhNY, t["zh-Hans"])} {
				if hit != "" && !denied.MatchString(hit) {
					fail("%s calls a New Year Chinese: %s", key, hit)
				}
			}
		}
		if hit := solemn.FindString(t["en"]); hit != "" && key != "avoid" && !denied.MatchString(t["en"]) {
			fail("%s wishes joy on a solemn day: %s", key, hit)
		}
		if hit := banned.FindString(t["en"]); hit != "" {
			fail("%s uses %s, whose terms forbid it", key, hit)
		}
	}
	for _, key := range []string{"scope", "claim"} {
		if hit := crowd.FindString(all[key]["en"]) + crowdZh.FindString(all[key]["zh-Hans"]); hit != "" {
			fail("%s speaks of %s: name a country, a language, a faith or a trade", key, hit)
		}
	}
	if bareScope.MatchString(strings.TrimSpace(s.Scope["en"])) {
		fail("the scope %q names nobody", s.Scope["en"])
	}
	if !strings.Contains(s.Ask["en"], "?") || !strings.ContainsAny(s.Ask["zh-Hans"], "？?") {
		fail("ask is not a question in both languages")
	}
	if n := len([]rune(s.Claim["en"])); n > 320 {
		fail("the claim has %d characters, one or two short sentences are asked", n)
	}
	lintSources(s, fail)
	if s.Expired(today) {
		fail("it expired on %s", s.ExpiresOn)
	}
	return faults
}

func lintSources(s Statement, fail func(string, ...any)) {
	for _, src := range s.Sources {
		if factbook.MatchString(src.Title + src.Publisher + src.Address) {
			fail("the World Factbook ended on 2026-02-04 and is no live source")
		}
		if banned.MatchString(src.Title + " " + src.Publisher) {
			fail("the source %s may not be used: its terms forbid it", src.ID)
		}
	}
	if s.Confidence == "A" && len(s.Sources) > 1 {
		same := true
		for _, src := range s.Sources {
			same = same && src.Publisher == s.Sources[0].Publisher
		}
		if same {
			fail("confidence A needs two independent sources, these have one publisher")
		}
	}
}

// lintLanguages looks whether each text is in its language.
func lintLanguages(key string, t record.Text, fail func(string, ...any)) {
	if t == nil {
		return
	}
	if han(t["zh-Hans"]) == 0 {
		fail("%s has no Chinese text in zh-Hans: %s", key, t["zh-Hans"])
	}
	if n := len([]rune(t["en"])); n > 0 && han(t["en"])*2 > n {
		fail("%s is in Chinese under en: %s", key, t["en"])
	}
	if strings.ContainsAny(t["en"], "，。；：？！") {
		fail("%s has Chinese punctuation under en: %s", key, t["en"])
	}
}

func han(s string) (n int) {
	for _, c := range s {
		if unicode.Is(unicode.Han, c) {
			n++
		}
	}
	return n
}

// before is a text up to the end of a match, or "".
func before(re *regexp.Regexp, s string) string {
	i := re.FindStringIndex(s)
	if i == nil {
		return ""
	}
	return s[:i[1]]
}

// lintGuide tells what is wrong with a guide as a whole.
func lintGuide(g Guide, tier Tier, known bool) (faults []string) {
	if !known {
		faults = append(faults, "the market "+g.Market+" is not in markets.toml")
	}
	used := map[string]bool{}
	for _, s := range g.Statements {
		for _, src := range s.Sources {
			used[src.ID] = true
		}
	}
	for _, src := range g.Sources {
		if !used[src.ID] {
			faults = append(faults, "no statement uses the source "+src.ID)
		}
	}
	if tier == TierA {
		for _, t := range Topics {
			if len(g.About(t)) == 0 {
				faults = append(faults, "a full guide has ten topics, there is nothing on "+string(t))
			}
		}
	}
	return faults
}

func TestGuidesAreRead(t *testing.T) {
	if err := Built().Check(); err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			t.Error(line)
		}
	}
}

// readable reads what can be read of each guide, mistakes or not, so that one
// mistake does not hide the others.
func readable(l *Library) (list []Guide) {
	for _, code := range sortedKeys(l.guides) {
		g, _ := l.guides[code].open(l.dir, readGuide)
		list = append(list, g)
	}
	return list
}

func TestGuidesAreLinted(t *testing.T) {
	today := date(t, release)
	markets := load(t)
	statements, opened := 0, 0
	for _, g := range readable(Built()) {
		file := "guides/" + strings.ToLower(g.Market) + ".toml: "
		m, known := markets.Market(g.Market)
		for _, f := range lintGuide(g, m.Tier, known) {
			t.Error(file + f)
		}
		for _, s := range g.Statements {
			statements++
			if s.Reread() {
				opened++
			}
			for _, f := range lintStatement(s, today) {
				t.Error(file + s.ID + ": " + f)
			}
		}
	}
	t.Logf("%d statements, %d of them with a source that was opened", statements, opened)
}

// TestGuidesAreWritten holds that the markets that are promised a guide have
// one.
func TestGuidesAreWritten(t *testing.T) {
	full := 0
	for _, m := range load(t).Markets() {
		if m.Tier != TierC && !Built().HasGuide(m.Code) {
			t.Errorf("there is no guide to %s, a market of tier %s", m.Code, m.Tier)
		}
		if m.Tier == TierA {
			full++
		}
	}
	if full < 40 {
		t.Errorf("only %d markets are promised a full guide", full)
	}
}

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const goodGuide = `market = "VN"
reviewed_on = 2026-11-01
native_review = false

[[within]]
code = "VN-south"
en = "the south"
zh-Hans = "南部"

[[source]]
id = "a"
title = "T"
publisher = "P"
kind = "news"
language = "vi"
year = 2024
address = "https://example.org/a"
opened = 2026-11-01

[[source]]
id = "b"
title = "U"
publisher = "Q"
kind = "insider"
language = "vi"
recalled = 2026-11-01

[[statement]]
id = "given_name"
topic = "names"
practice = "form_of_address"
strength = "strong_norm"
scope = { en = "Vietnam, offices", zh-Hans = "越南，办公室" }
claim = { en = "A title and the given name, the last word of the name, are used.", zh-Hans = "称呼用称谓加名，即姓名的最后一个字。" }
why = { en = "Few family names are shared by many.", zh-Hans = "姓氏少，同姓者多。" }
do = { en = "Write Mr with the given name.", zh-Hans = "写“名 + 先生”。" }
ask = { en = "How may I address you?", zh-Hans = "请问怎么称呼您？" }
spread = { en = "Younger firms use names alone.", zh-Hans = "年轻公司只用名。" }
avoid = { en = "Calling Tết “Chinese New Year”.", zh-Hans = "把 Tết 叫作“中国新年”。" }
gift = { en = ["clock"], zh-Hans = ["钟"] }
sources = ["a", "b"]
confidence = "A"
`

func open(text string) *Library {
	return Open(fstest.MapFS{"guides/vn.toml": {Data: []byte(text)}})
}

func TestGuidesMistakesNameTheirPlace(t *testing.T) {
	if err := open(goodGuide).Check(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, with, want string }{
		{`market = "VN"`, `market = "JP"`, "guides/vn.toml:1: the market"},
		{`reviewed_on = 2026-11-01` + "\nnative", "native", "guides/vn.toml:1: the day reviewed_on"},
		{`kind = "news"`, `kind = "blog"`, "the kind \"blog\""},
		{`code = "VN-south"`, `code = "TH-south"`, "guides/vn.toml:6: the code"},
		{`id = "given_name"`, `id = "Given"`, "VN.Given: the id"},
		{`topic = "names"`, `topic = "name"`, `there is no topic "name"`},
		{`practice = "form_of_address"`, `practice = "touch"`, `the practice "touch" is none of`},
		{`strength = "strong_norm"`, `strength = "must"`, `there is no strength "must"`},
		{`strength = "strong_norm"`, "strength = \"law\"\nexpires_on = 2028-01-01", "12 months at most"},
		{`strength = "strong_norm"`, "strength = \"common\"\nexpires_on = 2029-12-01", "36 months at most"},
		{`strength = "strong_norm"`, "strength = \"common\"\nexpires_on = 2026-01-01", "before it was reviewed"},
		{`strength = "strong_norm"`, "strength = \"common\"\nwithin = \"VN-north\"", "not declared"},
		{`strength = "strong_norm"`, "strength = \"common\"\nmood = \"x\"", `there is no key "mood" here`},
		{`, zh-Hans = ["钟"]`, "", "needs words in zh-Hans"},
		{`, zh-Hans = "年轻公司只用名。"`, "", "VN.given_name: spread is needed in en and in zh-Hans"},
		{`sources = ["a", "b"]`, `sources = ["b"]`, "confidence A needs"},
		{`sources = ["a", "b"]`, `sources = ["a", "c"]`, `there is no source "c"`},
		{`sources = ["a", "b"]`, ``, "a source is missing"},
		{`confidence = "A"`, `confidence = "C"`, "A or B"},
		{"recalled = 2026-11-01", "", "either opened or recalled"},
		{"[[statement]]", "[[tip]]", "there are no tables [[tip]]"},
	} {
		text := strings.Replace(goodGuide, test.old, test.with, 1)
		l := open(text)
		if err := l.Check(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, not %s", test.with, err, test.want)
		}
		if _, ok := l.Guide("VN"); ok {
			t.Errorf("%s: a guide is given in spite of the mistake", test.with)
		}
	}
	two := strings.Replace(strings.Replace(goodGuide, `topic = "names"`, `topic = "name"`, 1), `"strong_norm"`, `"must"`, 1)
	if err := open(two).Check(); strings.Count(fmt.Sprint(err), "\n") != 1 {
		t.Errorf("two mistakes are not both told: %v", err)
	}
}

// TestGuidesLintCanFail holds that the lint finds what it is there for.
func TestGuidesLintCanFail(t *testing.T) {
	today := date(t, release)
	g, ok := open(goodGuide).Guide("VN")
	if !ok {
		t.Fatal("no guide")
	}
	good := g.Statements[0]
	if f := lintStatement(good, today); len(f) != 0 {
		t.Fatal(f)
	}
	for _, bad := range []string{
		"All close.", "They never answer.", "The Japanese are polite.", "Koreans are fast.", "The Dutch are direct.", "In a Muslim country.",
		"Saudis are Muslims.", "An exotic habit.", "It is Chinese New Year.", "Arabs greet first.", "Say Happy Yom Kippur.", "Hofstede gives 95.", "名片双手递。",
	} {
		s := good
		s.Claim = record.Text{"en": bad, "zh-Hans": "双手递名片。"}
		if len(lintStatement(s, today)) == 0 {
			t.Errorf("%q passes", bad)
		}
	}
	for _, bad := range []string{"他们总是迟到。", "日本人都很礼貌。", "伊斯兰国家的习惯。", "一律如此。", "这是中国新年。", "西方人直呼其名。", "Cards"} {
		s := good
		s.Claim = record.Text{"en": "Cards are given.", "zh-Hans": bad}
		if len(lintStatement(s, today)) == 0 {
			t.Errorf("%q passes", bad)
		}
	}
	for name, spoil := range map[string]func(*Statement){
		"an expired one":  func(s *Statement) { s.ExpiresOn = today - 1 },
		"a bare scope":    func(s *Statement) { s.Scope = record.Text{"en": "People", "zh-Hans": "人们"} },
		"no question":     func(s *Statement) { s.Ask = record.Text{"en": "Ask.", "zh-Hans": "问。"} },
		"one publisher":   func(s *Statement) { s.Sources = []record.Source{s.Sources[0], s.Sources[0]} },
		"a dead source":   func(s *Statement) { s.Sources = []record.Source{{Title: "The World Factbook"}} },
		"a banned source": func(s *Statement) { s.Sources = []record.Source{{Title: "Hofstede Insights"}} },
	} {
		s := good
		spoil(&s)
		if len(lintStatement(s, today)) == 0 {
			t.Errorf("%s passes", name)
		}
	}
	g.Sources = append(g.Sources, record.Source{ID: "idle"})
	if f := lintGuide(g, TierA, false); len(f) != 2+len(Topics)-1 {
		t.Errorf("an idle source, an unknown market or a missing topic passes: %v", f)
	}
}
