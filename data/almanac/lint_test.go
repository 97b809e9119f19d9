package almanac

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// The lint of content: words and claims that do not belong in it.

var (
	chineseN = regexp.MustCompile(`Chinese New Year`)
	denied   = regexp.MustCompile(`(?i)(do not call|as chinese)[^.]*$`)
)

func lintTexts(where string, texts ...Text) (faults []string) {
	for _, t := range texts {
		for _, f := range record.Unfit(t) {
			faults = append(faults, where+": "+f)
		}
	}
	return faults
}

// kin tells whether a rule belongs to a New Year that is not Chinese.
func otherLunar(id string) bool {
	for _, p := range []string{"vietnamese.", "korean.", "mongolian.", "tibetan.", "vn.", "kr.", "mn."} {
		if strings.HasPrefix(id, p) {
			return true
		}
	}
	return false
}

func lintGuide(g Guide, today calendar.Date) []string {
	faults := lintTexts(g.ID, g.Scope, g.What, g.Business, g.Do.Text, g.Dont.Text, g.Gifts.Text, g.Spread)
	for _, t := range []Text{g.What, g.Business, g.Do.Text, g.Dont.Text} {
		if i := chineseN.FindStringIndex(t["en"]); i != nil && otherLunar(g.ID) && !denied.MatchString(t["en"][:i[1]]) {
			faults = append(faults, g.ID+" says Chinese New Year")
		}
	}
	if strings.Contains(g.Business["en"], "by law") && g.ExpiresOn > g.ReviewedOn+366 && strings.Contains(g.Business["en"], "hours a day") {
		faults = append(faults, g.ID+" states a law of working hours for longer than a year")
	}
	if g.ExpiresOn > g.ReviewedOn+3*366 {
		faults = append(faults, g.ID+" is good for more than three years")
	}
	if g.Expired(today) {
		faults = append(faults, g.ID+" is expired")
	}
	return faults
}

func lintWish(w Wish, r Rule) []string {
	faults := lintTexts(w.Of+" "+w.Text, w.Meaning, w.Whom, w.Never)
	if r.Mood == NoWish || r.Kind == Mourning {
		faults = append(faults, w.Text+" is a wish for the solemn day "+w.Of)
	}
	if r.Mood == Quiet && w.Tone == Cheerful {
		faults = append(faults, w.Text+" is cheerful on the quiet day "+w.Of)
	}
	if otherLunar(w.Of) && strings.Contains(w.Text+w.Meaning["en"], "Chinese") {
		faults = append(faults, w.Text+" is called Chinese")
	}
	_, foreign := record.ScriptOf(w.Language)
	if len(record.Strays(w.Text, w.Language)) > 0 {
		faults = append(faults, fmt.Sprintf("%s is not written in the script of %s", w.Text, w.Language))
	}
	if foreign != (w.Romanisation != "") {
		faults = append(faults, w.Text+" has a romanisation where none belongs, or lacks one")
	}
	return faults
}

func TestContentIsLinted(t *testing.T) {
	a := load(t)
	if err := a.Content(); err != nil {
		t.Fatal(err)
	}
	today := date(t, "2026-11-23")
	opened, wishes := 0, 0
	for _, g := range a.Guides() {
		for _, f := range lintGuide(g, today) {
			t.Error(f)
		}
		if g.Reread() {
			opened++
		}
	}
	for _, r := range a.Rules() {
		for _, w := range a.content.wishes[r.ID] {
			wishes++
			for _, f := range lintWish(w, r) {
				t.Error(f)
			}
		}
		for _, f := range lintTexts(r.ID, Text(r.effect)) {
			t.Error(f)
		}
	}
	t.Logf("%d guides, %d of them with a source that was opened, %d wishes", len(a.Guides()), opened, wishes)
	if len(a.Guides()) < 120 || wishes < 110 {
		t.Errorf("only %d guides and %d wishes", len(a.Guides()), wishes)
	}
}

// TestLintCanFail holds that the lint finds what it is there for.
func TestLintCanFail(t *testing.T) {
	today := date(t, "2026-11-23")
	good := Guide{ID: "vietnamese.tet", What: Text{"en": "A feast.", "zh-Hans": "节日。"}, ReviewedOn: today, ExpiresOn: today + 900}
	if f := lintGuide(good, today); len(f) != 0 {
		t.Fatal(f)
	}
	for _, bad := range []string{"All close.", "They never answer.", "The Japanese are polite.", "The Germans are late.", "In Muslim countries.", "An exotic feast.", "It is Chinese New Year."} {
		g := good
		g.What = Text{"en": bad, "zh-Hans": "节日。"}
		if len(lintGuide(g, today)) == 0 {
			t.Errorf("%q passes", bad)
		}
	}
	g := good
	g.Do.Text = Text{"en": "x", "zh-Hans": "他们总是迟到。"}
	if len(lintGuide(g, today)) == 0 || len(lintGuide(good, today+901)) == 0 {
		t.Error("a sweeping word in Chinese, or an expired guide, passes")
	}
	w := Wish{Of: "x.y", Language: "ru", Text: "С Новым годом", Romanisation: "S", Tone: Cheerful}
	if f := lintWish(w, Rule{Mood: Cheerful}); len(f) != 0 {
		t.Fatal(f)
	}
	latin := w
	latin.Text = "S Novym godom"
	bare := w
	bare.Romanisation = ""
	for _, c := range []struct {
		w Wish
		r Rule
	}{{w, Rule{Mood: NoWish}}, {w, Rule{Mood: Quiet}}, {w, Rule{Kind: Mourning, Mood: Quiet}}, {latin, Rule{Mood: Cheerful}}, {bare, Rule{Mood: Cheerful}}} {
		if len(lintWish(c.w, c.r)) == 0 {
			t.Errorf("%s with %v passes", c.w.Text, c.r.Mood)
		}
	}
}
