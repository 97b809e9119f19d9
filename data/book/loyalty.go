package book

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"dragoman/data/calendar"
)

// PointKind is what moved the points of a customer.
type PointKind string

// The kinds of entry. Earned and gift add points, redeemed and expired take
// them, adjusted does either and always says why.
const (
	PointsEarned   PointKind = "earned"
	PointsGift     PointKind = "gift"
	PointsRedeemed PointKind = "redeemed"
	PointsExpired  PointKind = "expired"
	PointsAdjusted PointKind = "adjusted"
)

// PointEntry is one line of a customer's account of points. Lines are added and
// never changed: what was wrong is put right by another line.
type PointEntry struct {
	ID         ID
	CustomerID ID
	Kind       PointKind
	Points     int // above zero adds, below takes
	On         calendar.Date
	Reason     string
	OrderID    ID     // the order that earned them, or ""
	Reward     string // what they were redeemed for, as it was called then
	Author     string
	CreatedAt  time.Time
}

// The reasons that the program gives by itself; they are stored as codes and
// shown as messages.
const (
	ReasonOrderChanged = "@order_changed" // an order was changed, returned or cancelled after it had earned points
	ReasonBirthday     = "@birthday"
	ReasonHoliday      = "@holiday"
)

// Account says that a customer takes part in the programme.
type Account struct {
	ID         ID
	CustomerID ID
	Joined     calendar.Date
	Tier       string        // the id of the tier as it was computed last, or ""
	TierBefore string        // the one before
	TierOn     calendar.Date // when it changed, or zero
	CreatedAt  time.Time
	TrashedAt  time.Time // left the programme
}

// Tier is a level of the programme, reached by the points earned lately.
type Tier struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	From int    `json:"from"`           // points earned within the window
	Perk string `json:"perk,omitempty"` // what it brings, as greetings may say it
	// In is the perk in the words of other languages, by their tags, as the
	// owner said it in a greeting.
	In map[string]string `json:"in,omitempty"`
}

// Reward is what points can be redeemed for.
type Reward struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Points int    `json:"points"`
}

// Programme are the rules of the loyalty programme.
type Programme struct {
	On       bool     `json:"on"`
	Earn     int      `json:"earn"` // points …
	Per      int64    `json:"per"`  // … for so many minor units of the base currency
	Window   int      `json:"window"`
	Expiry   int      `json:"expiry,omitempty"`   // months after which points expire; 0 is never
	Birthday int      `json:"birthday,omitempty"` // points offered as a birthday gift
	Holiday  int      `json:"holiday,omitempty"`  // points offered as a holiday gift
	Tiers    []Tier   `json:"tiers,omitempty"`    // the lowest first
	Rewards  []Reward `json:"rewards,omitempty"`
}

// programmeOf reads the rules from the settings; those that cannot be read are
// as none.
func programmeOf(s Settings) Programme {
	p := Programme{Earn: 1, Per: 100, Window: 12}
	if s.Loyalty == "" {
		return p
	}
	var kept Programme
	if json.Unmarshal([]byte(s.Loyalty), &kept) != nil {
		return p
	}
	return kept
}

// Points are what an amount in the base currency earns: whole points for every
// full Per, below zero for a return.
func (p Programme) Points(base int64) int {
	if !p.On || p.Per <= 0 {
		return 0
	}
	return int(base / p.Per * int64(p.Earn))
}

// TierFor is the tier that so many earned points reach; ok is false below the
// first.
func (p Programme) TierFor(earned int) (t Tier, ok bool) {
	for _, x := range p.Tiers {
		if earned >= x.From && (!ok || x.From >= t.From) {
			t, ok = x, true
		}
	}
	return t, ok
}

// Next is the tier above so many earned points, and how many are missing.
func (p Programme) Next(earned int) (t Tier, missing int, ok bool) {
	for _, x := range p.Tiers {
		if x.From > earned && (!ok || x.From < t.From) {
			t, ok = x, true
		}
	}
	return t, t.From - earned, ok
}

// NextExpiry tells how many points of a ledger expire next, and on which day
// they are taken away; 0 when none do. What is redeemed uses up the oldest.
func (p Programme) NextExpiry(ledger []PointEntry) (points int, on calendar.Date) {
	if p.Expiry == 0 {
		return 0, 0
	}
	balance, spent := 0, 0
	came := map[calendar.Date]int{}
	for _, e := range ledger {
		balance += e.Points
		if e.Points < 0 {
			spent -= e.Points
		} else {
			came[p.expires(e.On)] += e.Points
		}
	}
	for _, day := range slices.Sorted(maps.Keys(came)) {
		if spent -= came[day]; spent < 0 {
			return min(-spent, balance), day
		}
	}
	return 0, 0
}

// expires is the day on which points of a day are taken away.
func (p Programme) expires(on calendar.Date) calendar.Date {
	d := (on + 1).AddMonths(p.Expiry)
	for d.AddMonths(-p.Expiry) <= on { // months differ in length
		d++
	}
	return d
}

// TierNamed finds a tier by its id.
func (p Programme) TierNamed(id string) (Tier, bool) {
	for _, x := range p.Tiers {
		if x.ID == id {
			return x, true
		}
	}
	return Tier{}, false
}

// tiersCalled are the ids of the tiers of a name, whatever its case and accents.
func (p Programme) tiersCalled(name string) (ids []string) {
	for _, x := range p.Tiers {
		if Fold(x.Name) == Fold(name) {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// Standing is where a customer is in the programme.
type Standing struct {
	Account Account // zero for somebody who does not take part
	Member  bool
	Balance int // the sum of all entries
	Earned  int // earned within the window of the programme
	Tier    Tier
	HasTier bool
	Next    Tier // the tier above, when HasNext
	Missing int  // points to Next
	HasNext bool
}

// AccountRow is a member with what the account holds.
type AccountRow struct {
	Account
	Customer *CustomerRow
	Balance  int
}

// PointRow is an entry with whose it is.
type PointRow struct {
	PointEntry
	Customer *CustomerRow
}

// Redeemed counts how often, and for how many points, a reward was taken.
type Redeemed struct {
	Reward string
	Count  int
	Points int
	Last   calendar.Date
}

// LoyaltyReport tells how the programme is used.
type LoyaltyReport struct {
	Members  int
	Balance  int        // points that are out
	Redeemed []Redeemed // by reward, the most frequent first
	Months   []Redeemed // by month ("2027-03" as the Reward), the latest first
	Tiers    map[string]int
}
