package service

import (
	"maps"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/screen"
)

// between stands between the parts of a line.
const between = " · "

// inOrder keeps parts that are written from right to left, such as an Arabic
// organisation and its city, in the order of the line: it is the left-to-right
// mark, which is not drawn.
const inOrder = "\u200e"

// Fact is a line of the panel: what, and how it is.
type Fact struct {
	Label, Value string
	Tone         casework.Tone
}

// Subtitle is the line of counts beside the title.
func (p *Presenter) Subtitle() string {
	if !p.state.Loaded {
		return ""
	}
	if c := p.state.Customer; c != nil {
		return p.env.T("service.only", locales.V{"Customer": c.Name.Full})
	}
	n := p.state.Counts
	return strings.Join([]string{
		p.env.N("service.count_open", n.Open, nil), p.env.N("service.count_soon", n.Soon, nil), p.env.N("service.count_late", n.Late, nil),
	}, between)
}

// Below is the second line of a row: kind, state, seriousness when it is not
// the usual one, owner.
func (p *Presenter) Below(r Row) string {
	parts := []string{p.words.Kind(r.Kind), p.words.State(r.State)}
	if r.Seriousness != book.UsualCase {
		parts = append(parts, p.words.Serious(r.Seriousness))
	}
	if r.Owner != "" {
		parts = append(parts, r.Owner)
	}
	if r.Left.There != "" {
		parts = append(parts, r.Left.There)
	}
	return strings.Join(parts, between)
}

// With names the customer of a case with organisation and place.
func (p *Presenter) With(d *Detail) string {
	r := d.CaseRow.Customer
	if r == nil {
		return d.Customer.Name.Full
	}
	parts := []string{r.Name.Full}
	if r.Name.Latin != "" && r.Name.Latin != r.Name.Full {
		parts[0] += " " + r.Name.Latin
	}
	for _, s := range []string{r.Organisation, r.City, p.env.Printer.Country(r.Country)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, inOrder+between)
}

// promiseNames are what the two promises are called.
var promiseNames = map[book.CaseKind]map[book.Promise]locales.ID{
	book.Request:   {book.FirstReply: "service.label_reply", book.Solution: "service.label_answer"},
	book.Complaint: {book.FirstReply: "service.label_acknowledge", book.Solution: "service.label_solve"},
}

// Facts are the lines of the panel.
func (p *Presenter) Facts(d *Detail) []Fact {
	w, c, who := p.words, d.Case, d.CaseRow.Customer
	facts := []Fact{{Label: p.env.T("service.label_received", nil), Value: w.WhenBoth(c.ReceivedAt, who) + between + w.Channel(c.Channel)}}
	for _, x := range []book.Promise{book.FirstReply, book.Solution} {
		if f, ok := p.promise(d, x); ok {
			facts = append(facts, f)
		}
	}
	add := func(label locales.ID, value string) {
		if value != "" {
			facts = append(facts, Fact{Label: p.env.T(label, nil), Value: value})
		}
	}
	if !c.ClosedAt.IsZero() {
		add("service.label_closed", w.WhenBoth(c.ClosedAt, who))
	}
	if c.Reopened > 0 {
		add("service.label_reopened", p.env.N("service.reopened_times", c.Reopened, locales.V{"When": w.When(c.ReopenedAt)}))
	}
	add("service.label_seriousness", w.Serious(c.Seriousness))
	add("service.label_tier", c.Tier)
	add("service.label_owner", c.Owner)
	add("service.label_cause", c.Cause)
	add("service.label_remedy", c.Remedy)
	add("service.label_changed", c.Changed)
	add("service.label_learnt", c.Learnt)
	add("service.label_reason", c.Reason)
	return facts
}

// promise tells one promise: how it was kept, or until when it is to be.
func (p *Presenter) promise(d *Detail, x book.Promise) (Fact, bool) {
	c, who := d.Case, d.CaseRow.Customer
	f := Fact{Label: p.env.T(promiseNames[c.Kind][x], nil)}
	at, due, target := c.RepliedAt, c.ReplyDue, c.ReplyTarget
	if x == book.Solution {
		at, due, target = c.SolvedAt, c.SolveDue, c.SolveTarget
	}
	switch {
	case !at.IsZero():
		f.Value, f.Tone = p.words.Kept(c, x, who)
	case due.IsZero() || c.State.Closed():
		return f, false
	default:
		v := locales.V{"When": p.words.WhenBoth(due, who), "Target": p.env.Printer.Duration(target)}
		f.Value = p.env.T("service.due_within", v)
		if p.state.Now.After(due) {
			f.Tone = casework.Late
		}
	}
	return f, true
}

// Counted says which hours are counted, and how long the customer waited by
// their own.
func (p *Presenter) Counted(d *Detail) []string {
	var out []string
	if d.State.Closed() {
		if text := p.words.Waited(d.CaseRow.Customer, d.ReceivedAt, d.ClosedAt); text != "" {
			out = append(out, text)
		}
		return out
	}
	out = p.words.Counted(d.CaseRow.Customer, p.state.Now)
	until := d.RepliedAt
	if until.IsZero() {
		until = p.state.Now
	}
	if text := p.words.Waited(d.CaseRow.Customer, d.ReceivedAt, until); text != "" && !d.RepliedAt.IsZero() {
		out = append(out, text)
	}
	return out
}

// scriptChannels are the channels of scripts by how a case came in.
var scriptChannels = map[book.InteractionKind]string{
	book.CallMade: "phone", book.Meeting: "phone", book.VisitPaid: "phone", book.MessageSent: "messenger",
}

// Script is what fits a case to be said now, filled for its customer.
type Script struct {
	Text     string
	Language string // in which it is written
	Stage    string
	Missing  int // slots that are still open
	Route    screen.Route
}

// Script finds the script that fits: an apology for a complaint, a word on the
// delay for a request that is late, in the first language of the customer in
// which there is one, else in English. ok is false when none fits.
func (p *Presenter) Script(d *Detail) (s Script, ok bool) {
	c := d.Customer
	if c == nil || d.State.Closed() || p.env.Library == nil {
		return s, false
	}
	stage := "apology"
	if d.Kind == book.Request {
		if !d.Left.Passed {
			return s, false
		}
		stage = "delay"
	} else if d.State == book.CaseReceived {
		stage = "complaint_received"
	}
	channel := scriptChannels[d.Channel]
	if channel == "" {
		channel = "mail"
	}
	formality := "formal"
	if c.Address.Register == book.Informal {
		formality = "warm"
	}
	x, ok := p.find(languages(*c), stage, channel, formality)
	if !ok {
		return s, false
	}
	values := counsel.Values(p.env.Settings, x.Language, *c, counsel.AddressOf(*c, x))
	maps.Copy(values, counsel.CaseValues(d.Case, stage))
	subject, text, missing := x.Fill(values)
	if subject != "" {
		text = subject + "\n\n" + text
	}
	code := c.Country
	if list := counsel.Of(*c); len(list) > 0 {
		code = list[0].Code
	}
	r := screen.Route{Screen: screen.Culture, ID: code, Tab: "scripts"}.With("lang", x.Language).With("stage", stage).
		With("channel", channel).With("formality", x.Formality).With("customer", string(c.ID)).With("case", string(d.ID))
	return Script{Text: text, Language: x.Language, Stage: stage, Missing: len(missing), Route: r}, true
}

// languages are those of a customer, as stated, the ones of their name and
// English after them.
func languages(c book.Customer) []string {
	var out []string
	for _, l := range c.Languages {
		out = append(out, l.Tag)
	}
	if c.Name.Language != "" && len(out) == 0 {
		out = append(out, c.Name.Language)
	}
	return append(out, "en")
}

// find looks for a script from the first language on; one of the other tone is
// better than none.
func (p *Presenter) find(langs []string, stage, channel, formality string) (culture.Script, bool) {
	for _, lang := range langs {
		b, ok := p.env.Library.Scripts(lang)
		if !ok {
			continue
		}
		for _, f := range []string{formality, "formal", "warm"} {
			if s, ok := b.Find(stage, channel, f); ok {
				return s, true
			}
		}
	}
	return culture.Script{}, false
}

// CopyScript puts the fitting script on the clipboard.
func (p *Presenter) CopyScript() {
	if d := p.state.Detail; d != nil {
		if s, ok := p.Script(d); ok {
			p.env.Shell.Copy(s.Text)
		}
	}
}

// OpenScript leads to the script, where it is edited, sent and logged.
func (p *Presenter) OpenScript() {
	if d := p.state.Detail; d != nil {
		if s, ok := p.Script(d); ok {
			p.env.Shell.Go(s.Route)
		}
	}
}

// Path are the states of a case in the order in which it passes them, with
// when it did: what is behind is ticked.
func (p *Presenter) Path(d *Detail) []Stage {
	c := d.Case
	states := []book.CaseState{book.CaseReceived, book.CaseReplied, book.CaseAnswered, book.CaseDone, book.CaseTold}
	if c.Kind == book.Complaint {
		states = []book.CaseState{book.CaseReceived, book.CaseAcknowledged, book.CaseInvestigating, book.CaseSolved, book.CaseConfirmed}
	}
	if c.State == book.CaseDismissed {
		states = []book.CaseState{book.CaseReceived, book.CaseDismissed}
	}
	at := -1
	for i, s := range states {
		if s == c.State {
			at = i
		}
	}
	out := make([]Stage, len(states))
	for i, s := range states {
		out[i] = Stage{Name: p.words.State(s), Passed: i <= at, Now: i == at}
	}
	return out
}

// Stage is one state on the way of a case.
type Stage struct {
	Name   string
	Passed bool
	Now    bool
}

// day is our day of the present.
func (p *Presenter) day() calendar.Date { return calendar.DateOf(p.state.Now) }
