package book

import (
	"slices"
	"time"

	"dragoman/data/calendar"
)

// InteractionKind is what a touch was.
type InteractionKind string

// The kinds of interaction.
const (
	CallMade    InteractionKind = "call"
	Meeting     InteractionKind = "meeting"
	MailSent    InteractionKind = "mail"
	MessageSent InteractionKind = "message"
	VisitPaid   InteractionKind = "visit"
	GiftGiven   InteractionKind = "gift"
	OtherTouch  InteractionKind = "other"
)

// The touches on social media. They are counted and shown, but a like is no
// talk: by themselves they do not restart the cadence.
const (
	Followed  InteractionKind = "follow"
	Liked     InteractionKind = "like"
	Commented InteractionKind = "comment"
	Shared    InteractionKind = "share"
	Mentioned InteractionKind = "mention"
)

// InteractionKinds lists the kinds in the order in which they are offered,
// without those of social media.
func InteractionKinds() []InteractionKind {
	return []InteractionKind{CallMade, MessageSent, MailSent, Meeting, VisitPaid, GiftGiven, OtherTouch}
}

// SocialKinds lists the touches on social media.
func SocialKinds() []InteractionKind {
	return []InteractionKind{Followed, Liked, Commented, Shared, Mentioned}
}

// Social tells whether a touch took place on social media.
func (k InteractionKind) Social() bool { return slices.Contains(SocialKinds(), k) }

// Direction tells who began a touch.
type Direction string

// The directions; "" means that it does not matter.
const (
	FromUs   Direction = "out"
	FromThem Direction = "in"
)

// Outcome is how a touch ended.
type Outcome string

// The outcomes; "" is not said.
const (
	Agreed     Outcome = "agreed"
	Pending    Outcome = "pending"
	Refused    Outcome = "refused"
	NotReached Outcome = "not_reached" // nobody answered: no contact
)

// Outcomes lists the outcomes in the order in which they are offered.
func Outcomes() []Outcome { return []Outcome{Agreed, Pending, Refused, NotReached} }

// Mood is how the customer seemed to whoever was there.
type Mood string

// The moods; "" is not said.
const (
	Pleased    Mood = "pleased"
	Calm       Mood = "calm"
	Hesitant   Mood = "hesitant"
	Displeased Mood = "displeased"
)

// Moods lists the moods in the order in which they are offered.
func Moods() []Mood { return []Mood{Pleased, Calm, Hesitant, Displeased} }

// Interaction is a touch between us and a customer. It restarts the customer's
// cadence unless it is Aside.
type Interaction struct {
	ID         ID
	CustomerID ID
	Kind       InteractionKind
	Direction  Direction
	Network    string // of a touch on social media: a channel code or a name
	At         time.Time
	Minutes    int // how long it took, 0 is not said
	Text       string
	Language   string // the language spoken or written, a BCP 47 tag, or ""
	Present    string // who was there, as written
	Outcome    Outcome
	Mood       Mood
	NextStep   string // what was agreed to come next
	NextID     ID     // the follow-up that it became, or ""; it may be gone
	Aside      bool   // does not count as a contact: the cadence goes on
	FollowUpID ID     // the follow-up that it completed, or ""
	Author     string // who of us
	CreatedAt  time.Time
	TrashedAt  time.Time
}

// CountsByItself tells whether a touch is a contact when nobody says
// otherwise: a like is none, and neither is a call that nobody took.
func (i Interaction) CountsByItself() bool { return !i.Kind.Social() && i.Outcome != NotReached }

// Step is what comes after a touch: it becomes a follow-up. A Step without a
// Day only stands with the touch.
type Step struct {
	Text string
	Day  calendar.Date
	Kind TaskKind // "" is OtherTask
}
