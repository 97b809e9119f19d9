package culture

import (
	"slices"
	"strings"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// Stages lists the stages of a relationship for which there are scripts, in
// the order in which they come.
var Stages = []string{
	"first_contact", "after_fair", "invitation", "quote", "sample_sent", "follow_up", "price_talk", "delay",
	"complaint_received", "apology", "thanks", "payment_reminder", "holiday_wish", "birthday", "year_end", "crisis",
}

// ScriptChannels lists the channels for which scripts are written.
var ScriptChannels = []string{"mail", "phone", "messenger"}

// Formalities lists how scripts are worded.
var Formalities = []string{"formal", "warm"}

// Slots lists what a script may leave open, in the order in which it is asked
// for.
var Slots = []string{
	"salutation", "name", "me", "my_company", "company", "subject", "product", "fair", "date", "place",
	"amount", "number", "reason", "remedy", "wish", "situation", "next_step",
}

// Script is what to write or say at a stage, in one language, with slots in
// braces.
type Script struct {
	ID        string // language and place in the book ("ja.quote.mail.formal")
	Language  string // BCP 47
	Stage     string // one of Stages
	Channel   string // one of ScriptChannels
	Formality string // one of Formalities
	Subject   string // of a mail
	Text      string

	ReviewedOn   calendar.Date
	NativeReview bool
	Own          bool // written by the owner of the book
}

// Scriptbook is the scripts of a language.
type Scriptbook struct {
	Language     string
	Scripts      []Script
	ReviewedOn   calendar.Date
	NativeReview bool
}

// Find gives the script for a stage, channel and formality.
func (b Scriptbook) Find(stage, channel, formality string) (Script, bool) {
	for _, s := range b.Scripts {
		if s.Stage == stage && s.Channel == channel && s.Formality == formality {
			return s, true
		}
	}
	return Script{}, false
}

// readScripts reads scripts/ja.toml.
func readScripts(doc record.Document) (Scriptbook, []error) {
	var b Scriptbook
	var faults []error
	b.Language, b.ReviewedOn, b.NativeReview, faults = languageHead(doc)
	taken := map[string]bool{}
	for _, t := range doc.Arrays["script"] {
		d := record.Decode(doc.File, t)
		s := Script{
			Language: b.Language, Stage: d.Text("stage"), Channel: d.Text("channel"), Formality: d.Text("formality"),
			Subject: d.Text("subject"), Text: strings.TrimSpace(d.Text("text")), ReviewedOn: b.ReviewedOn, NativeReview: b.NativeReview,
		}
		s.ID = strings.Join([]string{b.Language, s.Stage, s.Channel, s.Formality}, ".")
		d.Of = s.ID
		for key, among := range map[string][]string{"stage": Stages, "channel": ScriptChannels, "formality": Formalities} {
			if v := d.Text(key); !slices.Contains(among, v) {
				d.Fail(d.Line(key), "the %s %q is none of %s", key, v, strings.Join(among, ", "))
			}
		}
		if taken[s.ID] {
			d.Fail(t.Line, "it is there twice")
		}
		taken[s.ID] = true
		if s.Text == "" {
			d.Fail(t.Line, "the text is missing")
		}
		if (s.Subject != "") != (s.Channel == "mail") {
			d.Fail(d.Line("subject"), "a mail has a subject and nothing else has")
		}
		for _, reason := range CheckSlots(s.Subject + "\n" + s.Text) {
			d.Fail(d.Line("text"), "%s", reason)
		}
		faults = append(faults, d.Faults()...)
		b.Scripts = append(b.Scripts, s)
	}
	if err := doc.Only("script"); err != nil {
		faults = append(faults, err)
	}
	return b, faults
}

// eachSlot calls do with every part of a text: a slot's name between braces,
// or the plain text before and after.
func eachSlot(text string, do func(plain, slot string)) {
	for {
		before, rest, open := strings.Cut(text, "{")
		slot, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			do(text, "")
			return
		}
		do(before, slot)
		text = after
	}
}

// CheckSlots tells which braces of a text are no slots of ours.
func CheckSlots(text string) (faults []string) {
	eachSlot(text, func(plain, slot string) {
		if strings.ContainsAny(plain, "{}") {
			faults = append(faults, "a brace is not closed or not opened")
		}
		if slot != "" && !slices.Contains(Slots, slot) {
			faults = append(faults, "there is no slot {"+slot+"}")
		}
	})
	return faults
}

// SlotsOf lists the slots that a script uses, in the order of Slots.
func (s Script) SlotsOf() (list []string) {
	used := map[string]bool{}
	eachSlot(s.Subject+"\n"+s.Text, func(_, slot string) { used[slot] = true })
	for _, slot := range Slots {
		if used[slot] {
			list = append(list, slot)
		}
	}
	return list
}

// Fill puts values into the slots. A slot without a value stays in its braces
// and is named in missing, so that nothing is sent with a hole in it.
func (s Script) Fill(values map[string]string) (subject, text string, missing []string) {
	fill := func(text string) string {
		var b strings.Builder
		eachSlot(text, func(plain, slot string) {
			b.WriteString(plain)
			switch v := strings.TrimSpace(values[slot]); {
			case slot == "":
			case v == "":
				b.WriteString("{" + slot + "}")
			default:
				b.WriteString(v)
			}
		})
		return b.String()
	}
	for _, slot := range s.SlotsOf() {
		if strings.TrimSpace(values[slot]) == "" {
			missing = append(missing, slot)
		}
	}
	return fill(s.Subject), fill(s.Text), missing
}
