package counsel

import (
	"testing"

	"dragoman/data/culture"
	"dragoman/data/record"
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
