package book

import "time"

// Summary tells what a book, or a copy of it, holds, so that two can be
// compared before one takes the place of the other.
type Summary struct {
	Mark ID  `json:"mark"` // of the first operation ever: copies of one book share it; "" for a book without any
	Last ID  `json:"last"` // of the newest operation
	Form int `json:"form"` // of the schema

	Customers    Tally `json:"customers"`
	FollowUps    Tally `json:"followups"`
	Notes        Tally `json:"notes"`
	Interactions Tally `json:"interactions"`
}

// Tally counts the rows of one kind that are not in the trash.
type Tally struct {
	Count  int       `json:"count"`
	Newest time.Time `json:"newest,omitzero"` // when one of them was changed last; zero for none
}

// Same tells whether two summaries count the same and end in the same change.
func (s Summary) Same(o Summary) bool {
	return s.Mark == o.Mark && s.Last == o.Last && s.Customers.Count == o.Customers.Count && s.FollowUps.Count == o.FollowUps.Count &&
		s.Notes.Count == o.Notes.Count && s.Interactions.Count == o.Interactions.Count
}
