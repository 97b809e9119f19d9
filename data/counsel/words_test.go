package counsel

import (
	"strings"
	"testing"

	"dragoman/data/culture"
	"dragoman/data/record"
	"dragoman/locales"
)

// TestEveryCodeHasAMessage holds that whatever the library may hold can be
// shown.
func TestEveryCodeHasAMessage(t *testing.T) {
	missing := func(what, code string, id any) {
		if id == nil || id == "" {
			t.Errorf("the %s %q has no message", what, code)
		}
	}
	for _, topic := range culture.Topics {
		missing("topic", string(topic), string(TopicName(topic)))
		for _, p := range append(culture.Practices(topic), "") {
			missing("practice", p, string(PracticeName(p)))
		}
	}
	for _, s := range record.Strengths {
		missing("strength", string(s), string(StrengthName(s)))
	}
	for _, s := range culture.Stages {
		missing("stage", s, string(StageName(s)))
	}
	for _, s := range culture.ScriptChannels {
		missing("channel", s, string(ChannelName(s)))
	}
	for _, s := range culture.Formalities {
		missing("formality", s, string(FormalityName(s)))
	}
	for _, s := range culture.Slots {
		missing("slot", s, string(SlotName(s)))
	}
	for _, u := range culture.Uses {
		missing("use", string(u), string(UseName(u)))
	}
	for _, r := range culture.Registers {
		missing("register", string(r), string(RegisterName(r)))
	}
	for _, k := range culture.SourceKinds() {
		missing("kind of source", k, string(SourceKindName(k)))
	}
}

// TestWaysToPayAreTranslated: what is no name of a service is said in the
// language of the interface.
func TestWaysToPayAreTranslated(t *testing.T) {
	names := map[string]bool{
		"eps": true, "girocard": true, "mada": true, "m10": true, "telebirr": true, "monobank": true,
		"bKash": true, "eSewa": true, "eFAWATEERcom": true, "iDEAL": true, "e-Dinar": true, "e-Mola": true,
	}
	c, err := culture.Default()
	if err != nil {
		t.Fatal(err)
	}
	en, err := locales.New("en", locales.Options{})
	if err != nil {
		t.Fatal(err)
	}
	zh, err := locales.New("zh-Hans", locales.Options{})
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, m := range c.Markets() {
		for _, way := range m.Payments {
			seen++
			words := way[0] >= 'a' && way[0] <= 'z' || strings.Contains(way, "B2B")
			if words && !names[way] && payment(en, way) == payment(zh, way) {
				t.Errorf("%s: %q is not translated", m.Code, way)
			}
		}
	}
	if seen < 200 {
		t.Errorf("%d ways to pay", seen)
	}
}
