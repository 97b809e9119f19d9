package book

import (
	"strings"
	"time"

	"dragoman/data/calendar"

	"github.com/google/uuid"
)

// ID names a row for ever, in every copy of the book: a UUID of version 7 as
// text, so that ids sort by the time they were made.
type ID string

// NewID returns a fresh ID.
func NewID() ID { return ID(uuid.Must(uuid.NewV7()).String()) }

// Kind tells people from organisations.
type Kind string

// The two kinds of customer.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
)

// Customer is a person or an organisation with everything that is known of it
// and that the customer, or someone named, has told. Nothing in it is inferred
// from a name or a country. The parts in slices are rows of their own: each
// has an ID that stays when it is edited; an empty ID asks for a new one.
type Customer struct {
	ID      ID
	Kind    Kind
	Version int64 // counts the changes; Save refuses a stale one

	Name    Name
	Address FormOfAddress

	Organisation   string // the organisation's name as written; for a person
	OrganisationID ID     // its own card, when the book has one
	Role           string // the person's role there, as written

	Country  string // ISO 3166-1 alpha-2, or ""
	Region   string // ISO 3166-2 without the country ("BY"), or ""
	City     string
	TimeZone string // IANA name, or "" for the default of the country
	Hours    Hours

	Cultures    []StatedCulture
	Languages   []Language
	Observances []Observance
	Channels    []Channel
	Dates       []ImportantDate
	Preferences []Preference
	Relations   []Relation
	Custom      []CustomField
	Tags        []string // sorted, without duplicates

	PaymentHabit string
	Currency     string // ISO 4217, or ""

	Cadence Cadence
	Owner   string // the colleague who looks after this customer, as written
	Picture []byte // PNG or JPEG, at most 512 pixels a side; nil for none

	Origin   Origin
	Basis    LawfulBasis // the ground on which the data is kept; "" is that of the settings
	BasisWhy string      // what it is kept for, as written

	CreatedAt   time.Time
	UpdatedAt   time.Time
	TrashedAt   time.Time // zero unless in the trash
	MergedInto  ID        // who took this one over when two were merged; it is then in the trash
	LastContact time.Time // kept by Interactions.Log; zero when there was none
}

// Name is a name as its bearer writes it. Full is the only part that is
// needed; the others are filled when they are known. Case is never changed.
type Name struct {
	Full       string // in the original script, as written
	Latin      string // the bearer's own Latin spelling
	Reading    string // kana, pinyin or another reading, used for sorting
	Nickname   string
	Prefix     string
	Given      string
	Given2     string
	Patronymic string
	Family     string
	Family2    string
	Suffix     string
	Language   string    // BCP 47 tag of the name, or ""
	Order      NameOrder // the bearer's own order; "" leaves it to the language
}

// NameOrder is the order of given and family name.
type NameOrder string

// The orders a customer may state.
const (
	GivenFirst   NameOrder = "given_first"
	SurnameFirst NameOrder = "surname_first"
)

// FormOfAddress is how a customer wishes to be addressed. CallMe ("what should
// we call you") wins over everything that could be derived.
type FormOfAddress struct {
	Title         string // Dr., Ing., …
	JobTitle      string // 部長, Einkaufsleiterin, …
	Honorific     string // 様, Frau, Sayın, …
	Register      Register
	CallMe        string
	Pronunciation string
	InWriting     string
	InSpeech      string
	InMail        string // in a mail in another language
}

// Register is the level of formality that was agreed.
type Register string

// The registers; "" means that nothing was agreed.
const (
	Formal   Register = "formal"
	Informal Register = "informal"
)

// StatedCulture is a culture that the customer, or someone named, has stated.
type StatedCulture struct {
	ID      ID
	Culture string        // code of a market in the culture room: "JP", "HK", "IN-TN"
	SaidBy  string        // who said so, as written; "" means the customer
	SaidOn  calendar.Date // when, or the zero Date
}

// Language is a language that the customer uses, best first.
type Language struct {
	ID    ID
	Tag   string // BCP 47
	Level Level
}

// Level is how well a language is used in business.
type Level string

// The levels; "" means not known.
const (
	Native Level = "native"
	Fluent Level = "fluent"
	Some   Level = "some"
)

// Observance is a tradition that the customer told us they keep. It is
// sensitive: Basis, the recorded ground for keeping it, must not be empty.
type Observance struct {
	ID        ID
	Tradition string // code of the almanac: "islamic", "jewish", …
	SaidBy    string
	SaidOn    calendar.Date
	Basis     string // why it may be kept: "asked for greetings", "told us"
}

// ChannelKind is a way to reach a customer.
type ChannelKind string

// The channels.
const (
	Phone     ChannelKind = "phone"
	Email     ChannelKind = "email"
	Postal    ChannelKind = "address"
	Web       ChannelKind = "web"
	WeChat    ChannelKind = "wechat"
	WhatsApp  ChannelKind = "whatsapp"
	LINE      ChannelKind = "line"
	KakaoTalk ChannelKind = "kakaotalk"
	Telegram  ChannelKind = "telegram"
	Zalo      ChannelKind = "zalo"
	Viber     ChannelKind = "viber"
	Signal    ChannelKind = "signal"
	Messenger ChannelKind = "messenger"
	Skype     ChannelKind = "skype"
	QQ        ChannelKind = "qq"
	OtherIM   ChannelKind = "other"
)

// ChannelKinds lists the channels in the order in which they are offered.
func ChannelKinds() []ChannelKind {
	return []ChannelKind{Phone, Email, WeChat, WhatsApp, LINE, KakaoTalk, Telegram, Zalo, Viber, Signal, Messenger, QQ, Skype, Web, Postal, OtherIM}
}

// Channel is one address of a customer on one channel. Value is kept as
// written; Normal is what is compared and dialled (E.164 for phones, lower
// case for mail) and may be empty when Value cannot be read. What the customer
// allows there is in the log of Consents.
type Channel struct {
	ID        ID
	Kind      ChannelKind
	Value     string
	Normal    string
	Label     string // as written: "work", "Büro"
	Preferred bool
}

// DateKind is the kind of an important date.
type DateKind string

// The kinds of date; Label names an OtherDate.
const (
	Birthday    DateKind = "birthday"
	Anniversary DateKind = "anniversary"
	OtherDate   DateKind = "other"
)

// ImportantDate is a date that returns every year in its own calendar, with
// any part missing. Raw keeps what a file said when it could not be read.
type ImportantDate struct {
	ID    ID
	Kind  DateKind
	Label string
	When  calendar.Partial
	Raw   string
}

// PreferenceKind is the kind of a preference.
type PreferenceKind string

// The kinds of preference. Diet and health are sensitive.
const (
	Diet          PreferenceKind = "diet"
	Drink         PreferenceKind = "drink"
	GiftWelcome   PreferenceKind = "gift_welcome"
	GiftUnwelcome PreferenceKind = "gift_unwelcome"
	Health        PreferenceKind = "health"
	OtherWish     PreferenceKind = "other"
)

// Sensitive reports whether a preference tells of faith or health (GDPR Art. 9).
func (k PreferenceKind) Sensitive() bool { return k == Diet || k == Health }

// Preference is something that the customer likes or does not.
type Preference struct {
	ID   ID
	Kind PreferenceKind
	Text string
}

// RelationKind says what another customer is to this one.
type RelationKind string

// The kinds of relation, read "this customer … the other".
const (
	ReportsTo     RelationKind = "reports_to"
	IntroducedBy  RelationKind = "introduced_by"
	FamilyOf      RelationKind = "family_of"
	InterpreterOf RelationKind = "interpreter_of"
	AssistantOf   RelationKind = "assistant_of"
	OtherRelation RelationKind = "other"
)

// Relation ties this customer to another.
type Relation struct {
	ID    ID
	Kind  RelationKind
	To    ID
	Label string
}

// CustomField is a field of the user's own. A sensitive one is left out of
// exports unless it is asked for.
type CustomField struct {
	ID        ID
	Name      string
	Value     string
	Sensitive bool
}

// Cadence is how often a customer should hear from us, in days. Zero means
// that nothing was agreed.
type Cadence struct {
	Ideal   int
	Longest int
}

// Hours are the working hours at the customer's place. The zero Hours leave
// everything to the market's default.
type Hours struct {
	Start, End           int   // minutes from midnight, 0 to 1440
	PauseStart, PauseEnd int   // minutes from midnight; equal means no pause
	Weekend              []int // days off, Sunday = 0; nil means the market's
}

// Set reports whether working hours were stated.
func (h Hours) Set() bool { return h.End > h.Start }

// Origin says where a customer's data came from and keeps what we could not
// model, so that an export can give it back.
type Origin struct {
	Source      string     // "google", "outlook", "vcard", "typed", …
	ExternalID  string     // the id in that source, or ""
	Fingerprint string     // of the row as it was last imported, or ""
	Extra       []Property // unknown properties, in their order
}

// Property is a line or cell of a file that is kept as it came.
type Property struct {
	Name  string
	Value string
}

// Eats is what is known of what a customer eats and does not, in one line.
func (c Customer) Eats() string {
	var out []string
	for _, p := range c.Preferences {
		if p.Kind == Diet {
			out = append(out, p.Text)
		}
	}
	return strings.Join(out, "; ")
}
