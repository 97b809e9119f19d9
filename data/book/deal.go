package book

import (
	"time"

	"dragoman/data/calendar"
)

// Deal is a sale that may come about.
type Deal struct {
	ID         ID
	Version    int64
	CustomerID ID
	Title      string
	Stage      string // the id of a Stage, StageWon or StageLost
	Amount     int64  // minor units of Currency
	Currency   string
	Likelihood int           // percent
	Expected   calendar.Date // when it is expected to be won, or zero
	Owner      string
	Note       string
	LostWhy    string // of a lost one
	ClosedAt   time.Time

	CreatedAt time.Time
	UpdatedAt time.Time
	TrashedAt time.Time
}

// The stages in which a deal ends.
const (
	StageWon  = "won"
	StageLost = "lost"
)

// Open tells whether a deal is neither won nor lost.
func (d Deal) Open() bool { return d.Stage != StageWon && d.Stage != StageLost }

// Stage is a column of the pipeline. Name is "" for one of the built-in stages,
// which a message names.
type Stage struct {
	ID         string `json:"id"`
	Name       string `json:"name,omitempty"`
	Likelihood int    `json:"likelihood"` // percent, for deals that come into it
}

// BuiltStages are the stages of a book that has no list of its own.
func BuiltStages() []Stage {
	return []Stage{{ID: "lead", Likelihood: 10}, {ID: "talks", Likelihood: 30}, {ID: "offer", Likelihood: 50}, {ID: "agreed", Likelihood: 80}}
}

// DealFilter picks deals: every part that is set must hold.
type DealFilter struct {
	Customer    ID
	Owner       string
	ClosedSince time.Time // closed ones only from then on; zero is all of them
	OpenOnly    bool
}

// DealRow is a deal with whose it is.
type DealRow struct {
	Deal
	Customer *CustomerRow
}
