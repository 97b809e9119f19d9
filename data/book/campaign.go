package book

import (
	"strings"
	"time"

	"dragoman/data/calendar"
)

// CampaignKind is what many customers are written to for.
type CampaignKind string

// The kinds of campaign.
const (
	GreetingCampaign CampaignKind = "greeting" // for a feast, or a birthday
	CrisisCampaign   CampaignKind = "crisis"   // something happened that they must know
	EventCampaign    CampaignKind = "event"    // they are invited
)

// Campaign is a letter to several customers, to each in their own words: what
// it is for, and for an event when and where. Who gets it is its Recipients.
type Campaign struct {
	ID        ID
	Kind      CampaignKind
	Title     string
	HolidayID string        // the feast of a greeting, or ""
	Day       calendar.Date // of the feast or of the event; zero for a crisis
	Minute    int           // when the event begins, minutes from midnight in Zone, or NoTime
	Zone      string        // IANA zone of the event, "" is ours
	Place     string        // of the event
	Situation string        // what happened, of a crisis
	Note      string        // for ourselves
	Owner     string

	CreatedAt time.Time
	ClosedAt  time.Time // nothing more is to be sent
	TrashedAt time.Time
}

// RecipientState is how far a recipient is.
type RecipientState string

// The states of a recipient.
const (
	Waiting RecipientState = "waiting"
	Sent    RecipientState = "sent"
	LeftOut RecipientState = "left_out"
)

// WhyLeft says why a customer is not written to.
type WhyLeft string

// The reasons. Further ones are those of Consents.May, which are kept as they
// are.
const (
	LeftByHand   WhyLeft = "by_hand"
	LeftMourning WhyLeft = "mourning"   // they are in mourning on that day
	LeftChannel  WhyLeft = "no_channel" // they cannot be reached in writing
	LeftText     WhyLeft = "no_text"    // nothing is written in a language of theirs
	LeftUntold   WhyLeft = "not_told"   // they did not tell us that they keep the feast of a faith, and a country says nothing of that
)

// Reply is what an invited customer answered.
type Reply string

// The replies; "" is none yet.
const (
	Coming    Reply = "yes"
	NotComing Reply = "no"
	Perhaps   Reply = "maybe"
)

// Group is which of those who were invited to an event are meant afterwards.
type Group string

// The groups, in the order in which they are offered.
const (
	WhoCame    Group = "came"
	WhoDidNot  Group = "missed" // said that they would come, and did not
	WhoInvited Group = "invited"
)

// Groups lists the groups of those who were invited.
func Groups() []Group { return []Group{WhoCame, WhoDidNot, WhoInvited} }

// Guests are the customers of a group. Who was not written to, and neither
// answered nor came, was not invited.
func Guests(rows []RecipientRow, g Group) (ids []ID) {
	for _, r := range rows {
		in := r.State == Sent || r.Came || r.Reply != ""
		switch g {
		case WhoCame:
			in = r.Came
		case WhoDidNot:
			in = r.Reply == Coming && !r.Came
		}
		if in {
			ids = append(ids, r.CustomerID)
		}
	}
	return ids
}

// AfterEvent is the follow-up that everybody of a group gets after an event.
func AfterEvent(title string, due calendar.Date) FollowUp {
	return FollowUp{Title: title, Kind: MessageTask, Due: due, DueMinute: NoTime, Reminder: NoTime}
}

// Replies lists the replies in the order in which they are offered.
func Replies() []Reply { return []Reply{Coming, Perhaps, NotComing} }

// Recipient is a customer to whom a campaign goes, with the words for them.
type Recipient struct {
	ID         ID
	CampaignID ID
	CustomerID ID
	State      RecipientState
	Why        WhyLeft // of those who are left out
	Stated     bool    // they told us that the feast is theirs; else it is the default of their country
	Channel    ChannelKind
	Language   string // of the text, BCP 47
	Subject    string // of a mail
	Text       string
	Edited     bool // the text was changed by hand
	SentAt     time.Time
	TouchID    ID            // the interaction by which it was logged
	Day        calendar.Date // the day that is theirs alone, of a birthday; else zero

	// What the loyalty programme lets a greeting offer.
	Tier     string // as it was called then
	Perk     string // what it brings, in the language of the letter
	Gift     int    // points
	GiftFor  string // ReasonBirthday or ReasonHoliday
	GiftText string // what is said of the points, in the language of the letter
	Give     bool   // the points are given on sending

	// Of an event.
	Reply  Reply
	Guests int    // whom they bring along
	Diet   string // what they eat, and do not
	Seat   string // beside whom, and beside whom not
	Came   bool
}

// Says reports whether a line that may be offered stands in the letter.
func (r Recipient) Says(line string) bool { return line != "" && strings.Contains(r.Text, line) }

// Late reports whether a greeting was sent after the day of its feast, or of the
// birthday.
func (r Recipient) Late(c Campaign, home *time.Location) bool {
	day := c.Day
	if day.IsZero() {
		day = r.Day
	}
	return c.Kind == GreetingCampaign && r.State == Sent && !day.IsZero() && calendar.DateOf(r.SentAt.In(home)) > day
}

// StatedFirst orders those who told us that a feast is theirs before the others.
func StatedFirst(a, b Recipient) int {
	switch {
	case a.Stated == b.Stated:
		return 0
	case a.Stated:
		return -1
	}
	return 1
}

// RecipientRow is a recipient with the customer.
type RecipientRow struct {
	Recipient
	Customer CustomerRow
}

// CampaignRow is a campaign with how far it is.
type CampaignRow struct {
	Campaign
	Waiting, Sent, LeftOut int
	Late                   int // sent after the day of the feast
	Coming, Guests, Came   int // of an event
}
