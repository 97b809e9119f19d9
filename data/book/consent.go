package book

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// Purpose is what a customer is asked for. The set is small on purpose, since
// a yes has to be to something in particular (GDPR Art. 6(1)(a) and recital 32)
// and whoever is asked has to understand the question.
type Purpose string

// The purposes. The first six are about being contacted. The other three are
// those for which the law of one of our markets wants a consent of its own:
// making public (PIPL Art. 25), sending abroad (PIPL Art. 39, GDPR Art. 49) and
// sensitive data (GDPR Art. 9, PIPL Art. 29).
const (
	AnyContact  Purpose = ""            // to be contacted at all
	Service     Purpose = "service"     // about an order, a visit, a case
	Greetings   Purpose = "greetings"   // on holidays and birthdays
	Marketing   Purpose = "marketing"   // offers and news (ePrivacy Directive Art. 13)
	Events      Purpose = "events"      // invitations
	Surveys     Purpose = "surveys"     // questions about how satisfied they are
	Publication Purpose = "publication" // photos, references
	Abroad      Purpose = "abroad"      // their data leaves their country
	Sensitive   Purpose = "sensitive"   // observances, diet, health
)

// Purposes lists the purposes in the order in which they are shown.
func Purposes() []Purpose {
	return []Purpose{AnyContact, Service, Greetings, Marketing, Events, Surveys, Publication, Abroad, Sensitive}
}

// Contacts lists the purposes for which somebody is written to or called.
func Contacts() []Purpose { return []Purpose{Service, Greetings, Marketing, Events, Surveys} }

// Contact reports whether a purpose is one of being contacted, so that an
// answer may be for one channel.
func (p Purpose) Contact() bool { return p == AnyContact || slices.Contains(Contacts(), p) }

// ConsentState is what a customer said.
type ConsentState string

// The states; "" means that nothing was said.
const (
	Granted   ConsentState = "granted"
	Declined  ConsentState = "declined"  // was asked and said no
	Withdrawn ConsentState = "withdrawn" // wants no more of it
)

// Refused reports whether it is a no.
func (s ConsentState) Refused() bool { return s == Declined || s == Withdrawn }

// ConsentSource is how an answer came to us.
type ConsentSource string

// The sources. The first six are offered; the others are written by use cases.
const (
	InPerson    ConsentSource = "in_person"
	ByPhone     ConsentSource = "phone"
	ByMail      ConsentSource = "mail"
	ByMessage   ConsentSource = "message"
	ByForm      ConsentSource = "form"
	ByContract  ConsentSource = "contract"
	FromFile    ConsentSource = "import"
	FromCard    ConsentSource = "card"    // it stood on the card before there was a log
	FromOptOuts ConsentSource = "optout"  // the address is on the list of those who opted out
	FromMerge   ConsentSource = "merge"   // the stricter answer of two that were merged
	FromAddress ConsentSource = "address" // taken along when the address was corrected
)

// ConsentSources lists the sources that are offered.
func ConsentSources() []ConsentSource {
	return []ConsentSource{InPerson, ByPhone, ByMail, ByMessage, ByForm, ByContract}
}

// Consent is one answer of a customer, one line of a log to which lines are
// only added: what was said for a purpose, on all channels, on one, or at one
// address. What counts today is found by Consents.May. Its fields are those
// that ISO/IEC TS 27560 asks of a consent record.
type Consent struct {
	ID         ID
	CustomerID ID
	Purpose    Purpose
	Channel    ChannelKind // "" is every channel
	Address    string      // as AddressOf has it; "" is every address of the channel
	State      ConsentState
	Wording    string // what was asked or said, as written
	Source     ConsentSource
	On         calendar.Date // zero when nobody knows any more
	Expires    calendar.Date // the last day of a yes, or zero
	Author     string        // who recorded it
	CreatedAt  time.Time
}

// AddressOf is how an address of a channel is compared: its normal form, else
// the value without case and accents.
func AddressOf(ch Channel) string {
	if ch.Normal != "" {
		return ch.Normal
	}
	return Fold(strings.TrimSpace(ch.Value))
}

// compareConsents puts the older answer first. One without a day is older than
// all others; on the same day the one recorded first is.
func compareConsents(a, b Consent) int {
	return cmp.Or(cmp.Compare(a.On, b.On), a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
}

// within reports whether a speaks of no more than b does.
func (a Consent) within(b Consent) bool {
	return (b.Purpose == AnyContact && a.Purpose.Contact() || a.Purpose == b.Purpose) &&
		(b.Channel == "" || a.Channel == b.Channel) && (b.Address == "" || a.Address == b.Address)
}

// SameScope reports whether two answers are to the same question.
func (a Consent) SameScope(b Consent) bool {
	return a.Purpose == b.Purpose && a.Channel == b.Channel && a.Address == b.Address
}

// LawfulBasis is the ground on which a customer's data is kept.
type LawfulBasis string

// The grounds of GDPR Art. 6(1) that a business meets. PIPL Art. 13 knows them
// too, except the legitimate interest.
const (
	BasisUnstated   LawfulBasis = "" // of a customer: as the settings have it
	BasisConsent    LawfulBasis = "consent"
	BasisContract   LawfulBasis = "contract"
	BasisInterest   LawfulBasis = "interest"
	BasisDuty       LawfulBasis = "duty"
	BasisPublic     LawfulBasis = "public" // made public by the customer
	BasisNone       LawfulBasis = "none"   // in the settings: none unless stated
	defaultBasis                = BasisContract
	longestWording              = 4000
	longestBasisWhy             = 1000
)

// Bases lists the grounds in the order in which they are offered.
func Bases() []LawfulBasis {
	return []LawfulBasis{BasisContract, BasisConsent, BasisInterest, BasisDuty, BasisPublic}
}

// Unknown reports whether the law of a country does not know a ground. It says
// so only of what we have read: PIPL Art. 13 for mainland China.
func (b LawfulBasis) Unknown(country string) bool { return b == BasisInterest && country == "CN" }

// Need is what the owner of a book asks for before contacting for a purpose.
type Need string

// The rules.
const (
	NeedConsent Need = "consent" // a yes to this purpose
	NeedBasis   Need = "basis"   // a ground to keep the data, and no refusal
	NeedNothing Need = "nothing" // only that nobody refused
)

// Needs lists the rules, the strictest first.
func Needs() []Need { return []Need{NeedConsent, NeedBasis, NeedNothing} }

// ConsentRules are the choices of the owner. The zero value is the strict
// default: a yes before marketing, invitations and surveys; service messages
// and greetings by the ground on which the data is kept.
type ConsentRules struct {
	Basis     LawfulBasis // of customers for whom none was stated; "" is contract
	Service   Need        // "" is the default of the purpose
	Greetings Need
	Marketing Need
	Events    Need
	Surveys   Need
	Free      string // country codes, joined by commas, where marketing needs no yes until it is refused
}

// For returns the rule for a purpose and a customer's country as recorded.
// What is not about contact always wants a yes.
func (r ConsentRules) For(p Purpose, country string) Need {
	switch p {
	case AnyContact:
		return NeedNothing
	case Service:
		return cmp.Or(r.Service, NeedBasis)
	case Greetings:
		return cmp.Or(r.Greetings, NeedBasis)
	case Marketing:
		if country != "" && slices.Contains(r.FreeCountries(), country) {
			return NeedNothing
		}
		return cmp.Or(r.Marketing, NeedConsent)
	case Events:
		return cmp.Or(r.Events, NeedConsent)
	case Surveys:
		return cmp.Or(r.Surveys, NeedConsent)
	}
	return NeedConsent
}

// FreeCountries are the countries of Free.
func (r ConsentRules) FreeCountries() []string {
	return strings.FieldsFunc(strings.ToUpper(r.Free), func(c rune) bool { return c == ',' || c == ' ' || c == '，' || c == '、' })
}

// BasisFor is the ground for a customer: the stated one or, as standard tells,
// the one of the settings; "" when there is none.
func (r ConsentRules) BasisFor(stated LawfulBasis) (b LawfulBasis, standard bool) {
	if stated != BasisUnstated {
		return stated, false
	}
	switch r.Basis {
	case BasisNone:
		return "", true
	case "":
		return defaultBasis, true
	}
	return r.Basis, true
}

// Set changes the rule for a purpose of contact.
func (r *ConsentRules) Set(p Purpose, n Need) {
	switch p {
	case Service:
		r.Service = n
	case Greetings:
		r.Greetings = n
	case Marketing:
		r.Marketing = n
	case Events:
		r.Events = n
	case Surveys:
		r.Surveys = n
	}
}
