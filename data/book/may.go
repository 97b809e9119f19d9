package book

import (
	"slices"

	"dragoman/data/calendar"
)

// Question asks whether a customer may be contacted. With an Address it asks
// for that one, which whoever sends has to; with a Channel alone, whether some
// address of it is open; without either, whether there is any way at all.
type Question struct {
	Purpose Purpose
	Channel ChannelKind
	Address string // as AddressOf has it
	On      calendar.Date
}

// MayReason says why a question was answered as it was.
type MayReason string

// The reasons, first those of a yes.
const (
	ByConsent    MayReason = "consent"   // there is a yes that counts
	ByBasis      MayReason = "basis"     // there is a ground, and no refusal
	ByRule       MayReason = "rule"      // the settings ask for nothing, and there is no refusal
	NotDeclined  MayReason = "declined"  // the customer said no
	NotWithdrawn MayReason = "withdrawn" // the customer wants no more of it
	NotOnList    MayReason = "optout"    // the address is on the list of those who opted out
	NotExpired   MayReason = "expired"   // the yes has run out
	NotRecorded  MayReason = "none"      // a yes is asked for and there is none
	NotWithBasis MayReason = "no_basis"  // there is no ground to keep the data
	NotByConsent MayReason = "unasked"   // the ground is consent, and there is none
)

// Answer says whether a customer may be contacted and why.
type Answer struct {
	OK      bool
	Reason  MayReason
	On      calendar.Date // of the refusal, or the last day of the yes
	Basis   LawfulBasis   // of ByBasis
	Consent *Consent      // the answer of the customer that decided, if one did
}

// Refused reports whether it was the customer who said no, and not a yes that
// is missing.
func (a Answer) Refused() bool {
	return a.Reason == NotDeclined || a.Reason == NotWithdrawn || a.Reason == NotOnList
}

// Party is what a question looks at beside the rules: whom it is about.
type Party struct {
	ID       ID
	Country  string // as recorded
	Basis    LawfulBasis
	Channels []Channel
	Log      []Consent
}

// May answers whether a party may be contacted for a purpose, by the rules of
// the owner and what the customer said. It is the only place where that is
// decided:
//
//   - A no counts until a later yes lifts it, and a yes lifts only what it
//     speaks of itself: "offers, by mail" lifts "no offers" for mail alone, and
//     "offers, any way" does not lift "nothing by LINE".
//   - A yes that has run out counts for nothing, also where it had lifted a no.
//   - A yes in general counts for service and greetings; marketing, events and
//     surveys want one of their own (GDPR recital 32).
//   - Without an address, one that is left is enough.
func May(r ConsentRules, p Party, q Question) Answer {
	general := mayAt(r, p, q)
	if q.Address != "" {
		return general
	}
	ways := p.ways(q.Channel)
	if general.Refused() {
		return anyYes(r, p, ways, q, general)
	}
	if len(ways) == 0 || !q.Purpose.Contact() {
		return general
	}
	var first *Answer
	all := true // refused everywhere
	for _, ch := range ways {
		q.Channel, q.Address = ch.Kind, AddressOf(ch)
		a := mayAt(r, p, q)
		if a.OK {
			return a
		}
		if all = all && a.Refused(); first == nil {
			first = &a
		}
	}
	if general.OK || all {
		return *first
	}
	return general
}

// ways are the channels by which a party can be contacted, of one kind or of
// all.
func (p Party) ways(kind ChannelKind) (out []Channel) {
	for _, ch := range p.Channels {
		if ch.Kind != Web && (kind == "" || ch.Kind == kind) {
			out = append(out, ch)
		}
	}
	return out
}

// anyYes looks whether one of the ways was opened again after a general no.
func anyYes(r ConsentRules, p Party, ways []Channel, q Question, no Answer) Answer {
	for _, ch := range ways {
		q.Channel, q.Address = ch.Kind, AddressOf(ch)
		if a := mayAt(r, p, q); a.OK && a.Reason == ByConsent {
			return a
		}
	}
	return no
}

// mayAt answers for one channel, or for all of them together.
func mayAt(r ConsentRules, p Party, q Question) Answer {
	if no := refusal(p.Log, q); no != nil {
		reason := NotDeclined
		switch {
		case no.Source == FromOptOuts:
			reason = NotOnList
		case no.State == Withdrawn:
			reason = NotWithdrawn
		}
		return Answer{Reason: reason, On: no.On, Consent: no}
	}
	yes, expired := grant(p.Log, q)
	if yes != nil {
		return Answer{OK: true, Reason: ByConsent, On: yes.Expires, Consent: yes}
	}
	switch r.For(q.Purpose, p.Country) {
	case NeedNothing:
		return Answer{OK: true, Reason: ByRule}
	case NeedBasis:
		switch b, _ := r.BasisFor(p.Basis); b {
		case "":
			return Answer{Reason: NotWithBasis}
		case BasisConsent:
			if expired == nil {
				return Answer{Reason: NotByConsent}
			}
		default:
			return Answer{OK: true, Reason: ByBasis, Basis: b}
		}
	}
	if expired != nil {
		return Answer{Reason: NotExpired, On: expired.Expires, Consent: expired}
	}
	return Answer{Reason: NotRecorded}
}

// touches reports whether an answer says something about a question.
func (a Consent) touches(q Question) bool {
	return (a.Purpose == q.Purpose || a.Purpose == AnyContact && q.Purpose.Contact()) &&
		(a.Channel == "" || a.Channel == q.Channel) && (a.Address == "" || a.Address == q.Address)
}

func (a Consent) lasts(on calendar.Date) bool { return a.Expires == 0 || a.Expires >= on }

// refusal returns the latest no that stands, or nil.
func refusal(log []Consent, q Question) *Consent {
	var last *Consent
	for i := range log {
		no := &log[i]
		if !no.State.Refused() || !no.touches(q) || last != nil && compareConsents(*no, *last) < 0 {
			continue
		}
		lifted := slices.ContainsFunc(log, func(yes Consent) bool {
			return yes.State == Granted && yes.touches(q) && yes.lasts(q.On) && yes.within(*no) && compareConsents(yes, *no) > 0
		})
		if !lifted {
			last = no
		}
	}
	return last
}

// grant returns the latest yes that counts, and else the latest that has run
// out.
func grant(log []Consent, q Question) (yes, expired *Consent) {
	for i := range log {
		a := &log[i]
		own := a.Purpose == q.Purpose || q.Purpose == Service || q.Purpose == Greetings
		if a.State != Granted || !own || !a.touches(q) {
			continue
		}
		if a.lasts(q.On) {
			if yes == nil || compareConsents(*a, *yes) > 0 {
				yes = a
			}
		} else if expired == nil || a.Expires > expired.Expires {
			expired = a
		}
	}
	return yes, expired
}
