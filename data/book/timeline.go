package book

import (
	"context"
	"time"
)

// Source is where an entry of the timeline comes from: a table of the book.
type Source string

// The sources that there are from the first. Others feed theirs by a line in
// the list of sources that the store keeps.
const (
	FromInteraction Source = "interaction"
	FromNote        Source = "note"
	FromFollowUp    Source = "followup" // one that is done
	FromCase        Source = "case"     // a request or complaint, when it came in
	FromConsent     Source = "consent"
	FromOrder       Source = "order"
	FromSurvey      Source = "survey" // an answer about satisfaction
)

// Sources lists where entries come from.
func Sources() []Source {
	return []Source{FromInteraction, FromNote, FromFollowUp, FromCase, FromOrder, FromConsent, FromSurvey}
}

// Entry is one touch in the timeline of a customer.
type Entry struct {
	Source     Source
	ID         ID
	CustomerID ID // whose it is: in the timeline of an organisation one of its people
	At         time.Time
	Kind       string // a code among those of the source, such as "call"
	Text       string
	Person     string // who was present, or who wrote it
	Amount     int64  // in minor units, where money was concerned; the score of FromSurvey
	Currency   string
	Files      int          // how many attachments it has
	Touch      *Interaction // all of it, when Source is FromInteraction
}

// SocialTouches is the kind by which a TimelineQuery asks for all touches on
// social media.
const SocialTouches = "social"

// TimelineQuery asks for a page of the timeline of some customers together: one
// person, or an organisation and its people.
type TimelineQuery struct {
	Customers []ID
	Kinds     []string // of interactions, SocialTouches, or sources; none is all
	Text      string   // words that all stand in the entry, in any script
	After     string   // Next of the page before, or ""
	Limit     int      // 1 to 500; 0 is 60
}

// TimelinePage is one page of a timeline, the newest first. Next is "" on the
// last one.
type TimelinePage struct {
	Entries []Entry
	Next    string
}

// TimelineReader is the part of a Reader that tells timelines.
type TimelineReader interface {
	Timeline(ctx context.Context, q TimelineQuery) (TimelinePage, error)
	// CountTimeline counts the entries of some customers together.
	CountTimeline(ctx context.Context, customers []ID) (int, error)
	// TouchesBetween counts the touches of customers by kind and network in a
	// span of time, for those who keep score of them.
	TouchesBetween(ctx context.Context, customers []ID, from, to time.Time) ([]TouchCount, error)
}

// TouchCount tells how many touches there were of a kind.
type TouchCount struct {
	Kind      InteractionKind
	Network   string
	Direction Direction
	Count     int
}

// Timeline holds the questions about all that happened with a customer.
type Timeline struct{ c *core }

// Page returns a page of the timeline.
func (s *Timeline) Page(ctx context.Context, q TimelineQuery) (TimelinePage, error) {
	p, err := s.c.store.Timeline(ctx, q)
	return p, wrap("timeline.page", err)
}

// Count returns how many entries the timelines of some customers have.
func (s *Timeline) Count(ctx context.Context, customers ...ID) (int, error) {
	n, err := s.c.store.CountTimeline(ctx, customers)
	return n, wrap("timeline.count", err)
}

// Touches counts touches by kind and network between two instants, the second
// left out; zero instants do not bound. Without customers all are counted.
func (s *Timeline) Touches(ctx context.Context, from, to time.Time, customers ...ID) ([]TouchCount, error) {
	xs, err := s.c.store.TouchesBetween(ctx, customers, from, to)
	return xs, wrap("timeline.touches", err)
}
