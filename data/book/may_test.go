package book

import (
	"fmt"
	"testing"
	"time"

	"dragoman/data/calendar"

	"pgregory.net/rapid"
)

// dayIn is a day of 2026 by month and day.
func dayIn(month, d int) calendar.Date { return calendar.NewDate(2026, time.Month(month), d) }

// TestMay holds what every state means for every purpose, before, on and after
// the last day of a yes.
func TestMay(t *testing.T) {
	today := dayIn(6, 15)
	states := map[string][]Consent{
		"nothing said": nil,
		"yes":          {{State: Granted, On: dayIn(1, 1)}},
		"yes until today": {
			{State: Granted, On: dayIn(1, 1), Expires: today},
		},
		"yes until yesterday": {
			{State: Granted, On: dayIn(1, 1), Expires: today - 1},
		},
		"no":      {{State: Declined, On: dayIn(1, 1)}},
		"no more": {{State: Withdrawn, On: dayIn(2, 1)}},
		"yes, no": {{State: Granted, On: dayIn(1, 1)}, {State: Withdrawn, On: dayIn(2, 1)}},
		"no, yes": {{State: Declined, On: dayIn(1, 1)}, {State: Granted, On: dayIn(2, 1)}},
		"on list": {{State: Withdrawn, Source: FromOptOuts, On: dayIn(2, 1)}},
		"no, then a yes that ran out": {
			{State: Declined, On: dayIn(1, 1)}, {State: Granted, On: dayIn(2, 1), Expires: today - 1},
		},
	}
	// What counts for each rule: a yes is asked for, a ground is enough, or
	// nothing is asked.
	want := map[string]map[Need]MayReason{
		"nothing said":                {NeedConsent: NotRecorded, NeedBasis: ByBasis, NeedNothing: ByRule},
		"yes":                         {NeedConsent: ByConsent, NeedBasis: ByConsent, NeedNothing: ByConsent},
		"yes until today":             {NeedConsent: ByConsent, NeedBasis: ByConsent, NeedNothing: ByConsent},
		"yes until yesterday":         {NeedConsent: NotExpired, NeedBasis: ByBasis, NeedNothing: ByRule},
		"no":                          {NeedConsent: NotDeclined, NeedBasis: NotDeclined, NeedNothing: NotDeclined},
		"no more":                     {NeedConsent: NotWithdrawn, NeedBasis: NotWithdrawn, NeedNothing: NotWithdrawn},
		"yes, no":                     {NeedConsent: NotWithdrawn, NeedBasis: NotWithdrawn, NeedNothing: NotWithdrawn},
		"no, yes":                     {NeedConsent: ByConsent, NeedBasis: ByConsent, NeedNothing: ByConsent},
		"on list":                     {NeedConsent: NotOnList, NeedBasis: NotOnList, NeedNothing: NotOnList},
		"no, then a yes that ran out": {NeedConsent: NotDeclined, NeedBasis: NotDeclined, NeedNothing: NotDeclined},
	}
	for name, log := range states {
		for _, need := range Needs() {
			r := ConsentRules{Service: need, Greetings: need, Marketing: need, Events: need, Surveys: need}
			for _, purpose := range Purposes()[1:] {
				said := make([]Consent, len(log))
				for i, a := range log {
					a.Purpose = purpose
					said[i] = a
				}
				reason := want[name][need]
				if !purpose.Contact() {
					reason = want[name][NeedConsent] // always asked for
				}
				for _, q := range []Question{{Purpose: purpose}, {Purpose: purpose, Channel: Email}, {Purpose: purpose, Channel: Email, Address: "a@b.example"}} {
					q.On = today
					a := May(r, Party{Log: said}, q)
					if a.Reason != reason || a.OK != (reason == ByConsent || reason == ByBasis || reason == ByRule) {
						t.Errorf("%s, %s, %s, %q: %+v, want %s", name, need, purpose, q.Channel, a, reason)
					}
				}
			}
		}
	}
}

// TestMayScopes holds of what each answer speaks.
func TestMayScopes(t *testing.T) {
	today := dayIn(6, 15)
	mail, line, phone := Channel{Kind: Email, Value: "a@b.example", Normal: "a@b.example"}, Channel{Kind: LINE, Value: "anna"}, Channel{Kind: Phone, Value: "1", Normal: "+811"}
	yes, no := Granted, Withdrawn
	for name, x := range map[string]struct {
		log  []Consent
		q    Question
		want bool
	}{
		"a general yes is none to offers":               {[]Consent{{State: yes}}, Question{Purpose: Marketing}, false},
		"a general no is one to offers":                 {[]Consent{{Purpose: Marketing, State: yes, On: 1}, {State: no, On: 2}}, Question{Purpose: Marketing}, false},
		"a yes to offers lifts a general no for offers": {[]Consent{{State: no, On: 1}, {Purpose: Marketing, State: yes, On: 2}}, Question{Purpose: Marketing}, true},
		"and for nothing else":                          {[]Consent{{State: no, On: 1}, {Purpose: Marketing, State: yes, On: 2}}, Question{Purpose: Greetings}, false},
		"a yes on all channels leaves a no on one":      {[]Consent{{Purpose: Marketing, Channel: LINE, State: no, On: 1}, {Purpose: Marketing, State: yes, On: 2}}, Question{Purpose: Marketing, Channel: LINE, Address: "anna"}, false},
		"and holds on the others":                       {[]Consent{{Purpose: Marketing, Channel: LINE, State: no, On: 1}, {Purpose: Marketing, State: yes, On: 2}}, Question{Purpose: Marketing, Channel: Email, Address: "a@b.example"}, true},
		"a no to an address leaves the other":           {[]Consent{{Channel: Email, Address: "old@b.example", State: no}}, Question{Purpose: Service, Channel: Email, Address: "a@b.example"}, true},
		"a no on one channel leaves a way":              {[]Consent{{Channel: LINE, State: no}}, Question{Purpose: Greetings}, true},
		"a no on every channel leaves none":             {[]Consent{{Channel: LINE, State: no}, {Channel: Email, State: no}, {Channel: Phone, State: no}}, Question{Purpose: Greetings}, false},
		"a yes by mail is a way":                        {[]Consent{{Purpose: Events, Channel: Email, State: yes}}, Question{Purpose: Events}, true},
		"a yes by mail is none by phone":                {[]Consent{{Purpose: Events, Channel: Email, State: yes}}, Question{Purpose: Events, Channel: Phone, Address: "+811"}, false},
		"a mail opened after a general no is a way":     {[]Consent{{Purpose: Marketing, State: no, On: 1}, {Purpose: Marketing, Channel: Email, State: yes, On: 2}}, Question{Purpose: Marketing}, true},
		"an older yes lifts nothing":                    {[]Consent{{Purpose: Marketing, State: yes, On: 1}, {Purpose: Marketing, State: no, On: 2}}, Question{Purpose: Marketing}, false},
		"without a day is oldest":                       {[]Consent{{Purpose: Marketing, State: yes}, {Purpose: Marketing, State: no, On: 2}}, Question{Purpose: Marketing}, false},
	} {
		x.q.On = today
		if a := May(ConsentRules{}, Party{Channels: []Channel{mail, line, phone}, Log: x.log}, x.q); a.OK != x.want {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

// TestRules holds the strict default and that a country counts only where the
// owner said so.
func TestRules(t *testing.T) {
	ask := func(r ConsentRules, p Party, purpose Purpose) MayReason {
		return May(r, p, Question{Purpose: purpose, On: dayIn(6, 15)}).Reason
	}
	us := Party{Country: "US"}
	for name, x := range map[string]struct {
		got, want MayReason
	}{
		"strict":                     {ask(ConsentRules{}, us, Marketing), NotRecorded},
		"free where chosen":          {ask(ConsentRules{Free: "CA, us"}, us, Marketing), ByRule},
		"free for offers alone":      {ask(ConsentRules{Free: "US"}, us, Surveys), NotRecorded},
		"not elsewhere":              {ask(ConsentRules{Free: "US"}, Party{Country: "DE"}, Marketing), NotRecorded},
		"not where nothing is known": {ask(ConsentRules{Free: "US"}, Party{}, Marketing), NotRecorded},
		"no ground":                  {ask(ConsentRules{Basis: BasisNone}, us, Greetings), NotWithBasis},
		"a stated one":               {ask(ConsentRules{Basis: BasisNone}, Party{Basis: BasisInterest}, Greetings), ByBasis},
		"consent without one":        {ask(ConsentRules{Basis: BasisConsent}, us, Service), NotByConsent},
		"stated consent":             {ask(ConsentRules{}, Party{Basis: BasisConsent}, Greetings), NotByConsent},
	} {
		if x.got != x.want {
			t.Errorf("%s: %s, want %s", name, x.got, x.want)
		}
	}
	if !BasisInterest.Unknown("CN") || BasisInterest.Unknown("DE") || BasisContract.Unknown("CN") {
		t.Error("PIPL knows no legitimate interest, and only that")
	}
}

func anyConsent(t *rapid.T) Consent {
	a := Consent{
		ID:      ID(fmt.Sprint(rapid.IntRange(0, 1<<30).Draw(t, "id"))),
		Purpose: rapid.SampledFrom(Purposes()[:4]).Draw(t, "purpose"),
		Channel: rapid.SampledFrom([]ChannelKind{"", Email, LINE}).Draw(t, "channel"),
		State:   rapid.SampledFrom([]ConsentState{Granted, Declined, Withdrawn}).Draw(t, "state"),
		On:      calendar.Date(rapid.IntRange(0, 20).Draw(t, "on")),
	}
	if a.Channel != "" && rapid.Bool().Draw(t, "narrow") {
		a.Address = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "address")
	}
	if a.State == Granted && rapid.Bool().Draw(t, "ends") {
		a.Expires = a.On + calendar.Date(rapid.IntRange(0, 10).Draw(t, "for"))
	}
	return a
}

// TestANoIsNeverLostByMore holds that one more no never opens a way, that the
// order of the log does not matter, and that what nobody lifted stands.
func TestANoIsNeverLostByMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := rapid.SliceOfN(rapid.Custom(anyConsent), 0, 8).Draw(t, "log")
		q := Question{
			Purpose: rapid.SampledFrom(Contacts()).Draw(t, "for"), Channel: Email, Address: "a",
			On: calendar.Date(rapid.IntRange(0, 30).Draw(t, "today")),
		}
		before := May(ConsentRules{}, Party{Log: log}, q)
		no := anyConsent(t)
		no.State = Declined
		if after := May(ConsentRules{}, Party{Log: append(log[:len(log):len(log)], no)}, q); after.OK && !before.OK {
			t.Fatalf("one more no opened a way: %+v → %+v", before, after)
		}
		mixed := rapid.Permutation(log).Draw(t, "mixed")
		if again := May(ConsentRules{}, Party{Log: mixed}, q); again.OK != before.OK || again.Reason != before.Reason {
			t.Fatalf("the order of the log matters: %+v, %+v", before, again)
		}
		last := no
		last.On = 100
		if last.touches(q) && May(ConsentRules{}, Party{Log: append(log[:len(log):len(log)], last)}, q).OK {
			t.Fatal("the latest no does not stand")
		}
	})
}
