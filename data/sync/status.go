package sync

import (
	"time"

	"dragoman/data/book"
)

// Replica names one copy of a shared book on one computer: 16 hexadecimal
// digits. A copy that was cloned or restored gets a new one.
type Replica string

// Status is how sharing stands, as of the last round.
type Status struct {
	Workspace string    `json:"workspace"` // the shared book, 16 hexadecimal digits
	Self      Device    `json:"self"`
	Devices   []Device  `json:"devices"` // the others, by label
	LastRound time.Time `json:"last_round,omitzero"`
	Paused    *Pause    `json:"paused,omitempty"` // why the last round could not be made
	// Outgoing counts changes of this device that no other can have yet: not in
	// the place, or not whole.
	Outgoing int `json:"outgoing"`
	// Incoming counts files of others that are known of and were not read: they
	// have not come, or not whole.
	Incoming int `json:"incoming"`
	// Stuck counts files that have been waited for for more than a day.
	Stuck int `json:"stuck"`
	// SetAside counts files that were read and not taken: stamps after the year
	// 2100, or another book's.
	SetAside int `json:"set_aside"`
	// Parked counts fields and rows that only a newer program knows; they are
	// kept and taken after an update.
	Parked int `json:"parked"`
	// Foreign names files in the place that are not ours, such as conflicted
	// copies: at most ten. They do no harm.
	Foreign []string `json:"foreign,omitempty"`
	// Conflicts counts other values that nobody has looked at yet.
	Conflicts int `json:"conflicts"`
}

// Newer tells whether a device works with a newer program that has written
// what this one does not know.
func (s Status) Newer() bool { return s.Parked > 0 }

// Pause says why nothing is exchanged now.
type Pause struct {
	Detail string    `json:"detail"` // of the error: Gone, Offline, Full, …; its code where there is none
	Code   book.Code `json:"code,omitempty"`
	Field  string    `json:"field,omitempty"`
	Since  time.Time `json:"since"`
}

// Err is the error that Pause was, without its cause; nil for nil.
func (p *Pause) Err() error {
	if p == nil {
		return nil
	}
	e := &book.Error{Op: "sync.round", Code: p.Code, Field: p.Field, Detail: p.Detail}
	if e.Code == "" {
		e.Code = codes[p.Detail] // noted by an older program
	}
	if string(e.Code) == e.Detail {
		e.Detail = ""
	}
	return e
}

// Device is one of the computers that share a book.
type Device struct {
	ID      Replica   `json:"id"`
	Label   string    `json:"label"`   // as its user called it
	Program string    `json:"program"` // version of Dragoman
	Met     time.Time `json:"met,omitzero"`
	// Behind counts the files of this device which that one has not confirmed.
	Behind int `json:"behind"`
	// Waiting counts the files of that device which have not come here.
	Waiting int `json:"waiting"`
	// Ahead is by how much its clock runs before ours, when that is more than
	// ten minutes. It stops nothing.
	Ahead   time.Duration `json:"ahead,omitempty"`
	Newer   bool          `json:"newer,omitempty"` // its program writes a newer form
	Retired bool          `json:"retired,omitempty"`
}

// Report is what one round did.
type Report struct {
	Sent      int // changes that were put into the place
	Received  int // changes that came from others
	Conflicts int // fields that two had written without knowing
	Files     int // files that were written
	Repaired  int // files of others that were put there again
	Status    Status
}
