package book

import (
	"context"
	"time"
)

// The operations of privacy. The last four are only written down.
const (
	OpErase         OpKind = "customer.erase" // erased for ever; it cannot be undone
	OpPetitionAdd   OpKind = "petition.add"
	OpPetitionEdit  OpKind = "petition.edit"
	OpPetitionTrash OpKind = "petition.trash"
	OpRetention     OpKind = "retention"      // a rule for how long customers are kept
	OpKeep          OpKind = "retention.keep" // somebody was looked at and kept
	OpExport        OpKind = "export"
	OpAccess        OpKind = "access"  // all about one customer, for the customer
	OpGivenBack     OpKind = "restore" // the book was replaced by a backup
	OpAuditExport   OpKind = "audit.export"
)

// The entities of privacy.
const (
	EntityPetition  Entity = "petition"
	EntityRetention Entity = "retention"
)

// AuditQuery asks for what was done, the newest first. From and To (exclusive)
// narrow the time when they are set.
type AuditQuery struct {
	From, To time.Time
	Actor    string
	NoActor  bool // what nobody is named for
	Kinds    []OpKind
	After    int64 // Next of the page before, or 0
	Limit    int   // 0 is 100
}

// AuditPage is one page of what was done. Next is 0 on the last one.
type AuditPage struct {
	Rows []Happened
	Next int64
}

// AuditReader answers who did what.
type AuditReader interface {
	Audit(ctx context.Context, q AuditQuery) (AuditPage, error)
	// Actors lists who is named, in alphabetical order.
	Actors(ctx context.Context) ([]string, error)
	// OpKinds lists what kinds of operation there are.
	OpKinds(ctx context.Context) ([]OpKind, error)
}

// AuditTx writes down what changed no row.
type AuditTx interface {
	// Mark records the operation though it changes nothing, with how many things
	// it concerned.
	Mark(ctx context.Context, rows int) error
}

// Audit returns what was done, by whom and when.
func (s *History) Audit(ctx context.Context, q AuditQuery) (AuditPage, error) {
	p, err := s.c.store.Audit(ctx, q)
	return p, wrap("history.audit", err)
}

// Actors lists who did something.
func (s *History) Actors(ctx context.Context) ([]string, error) {
	xs, err := s.c.store.Actors(ctx)
	return xs, wrap("history.actors", err)
}

// Kinds lists what kinds of thing were done.
func (s *History) Kinds(ctx context.Context) ([]OpKind, error) {
	xs, err := s.c.store.OpKinds(ctx)
	return xs, wrap("history.kinds", err)
}

// Note writes down that data left the machine or came back to it: an export, a
// copy for a customer, a backup that was given back. Detail is a format, never
// a name; rows is how many customers it concerned.
func (s *History) Note(ctx context.Context, kind OpKind, detail string, rows int) error {
	_, err := s.c.write(ctx, "history.note", Operation{Kind: kind, Detail: detail}, func(tx Tx) error { return tx.Mark(ctx, rows) })
	return err
}
