package book

import (
	"time"

	"dragoman/data/calendar"
)

// TaskKind is what a follow-up asks for.
type TaskKind string

// The kinds of follow-up.
const (
	CallTask     TaskKind = "call"
	VisitTask    TaskKind = "visit"
	MessageTask  TaskKind = "message"
	MailTask     TaskKind = "mail"
	GiftTask     TaskKind = "gift"
	DocumentTask TaskKind = "document"
	OtherTask    TaskKind = "other"
)

// TaskKinds lists the kinds in the order in which they are offered.
func TaskKinds() []TaskKind {
	return []TaskKind{CallTask, MessageTask, MailTask, VisitTask, GiftTask, DocumentTask, OtherTask}
}

// Priority orders follow-ups of the same day.
type Priority int

// The priorities; the zero Priority is the usual one.
const (
	Low    Priority = -1
	Usual  Priority = 0
	Urgent Priority = 1
)

// NoTime is the DueMinute of a follow-up that is due at any time of its day.
const NoTime = -1

// FollowUp is something to do, mostly for a customer, on a day or at a time.
type FollowUp struct {
	ID         ID
	Version    int64
	CustomerID ID     // or ""
	HolidayID  string // the holiday it was made from, or ""
	Title      string
	Kind       TaskKind
	Priority   Priority

	Due       calendar.Date // zero means some day
	DueMinute int           // minutes from midnight in Zone, or NoTime
	Zone      string        // IANA zone in which Due and DueMinute are meant, "" is ours
	Repeat    string        // RFC 5545 RRULE value such as FREQ=MONTHLY;INTERVAL=3, or ""
	Reminder  int           // minutes before the due time to remind, or NoTime
	Snoozed   calendar.Date // hidden from today's list until then, or zero

	Notes     string
	Owner     string
	Checklist []CheckItem

	DoneAt    time.Time
	CreatedAt time.Time
	UpdatedAt time.Time
	TrashedAt time.Time
}

// CheckItem is one line of a checklist.
type CheckItem struct {
	ID   ID
	Text string
	Done bool
}

// Note is one paragraph about a customer.
type Note struct {
	ID         ID
	CustomerID ID
	Text       string
	Author     string
	CreatedAt  time.Time
	UpdatedAt  time.Time
	TrashedAt  time.Time
}

// Settings are the choices that belong to a book and travel with it. In a shared
// book all but OwnerName and OwnerLatin are the same on every device.
type Settings struct {
	HomeCulture  string // market code, "" until it was asked
	HomeZone     string // IANA zone of the owner, "" means the computer's
	OwnerName    string // how the one who works here signs; every device of a shared book has its own
	OwnerLatin   string // the same in Latin letters, where the reader reads no others; may be ""
	Company      string // how the owner's company is named in letters
	CompanyLatin string // the same in Latin letters; may be ""
	BaseCurrency string // in which sums are shown (ISO 4217), "" until it was chosen
	Loyalty      string // the rules of the loyalty programme, as Loyalty.SaveProgramme writes them
	DealStages   string // the user's own stages of deals, as Deals.SaveStages writes them
	Demo         bool   // fictitious customers; marked on every screen
	DemoSeed     int64

	HomeRegion string  // region of the owner within the country of HomeCulture ("BE"), or ""
	Work       Work    // when we work
	Targets    Targets // what is promised for requests and complaints
	Causes     Causes  // of complaints, as one tells them apart
	Consent    ConsentRules
}
