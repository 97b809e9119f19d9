package book

import (
	"context"
	"slices"
)

// History holds what happened to the book and takes it back.
type History struct{ c *core }

// Of returns what was changed about a customer, the newest first.
func (s *History) Of(ctx context.Context, customer ID, limit int) ([]FieldChange, error) {
	xs, err := s.c.store.History(ctx, customer, limit)
	return xs, wrap("history.of", err)
}

// Operations returns the latest use cases, the newest first.
func (s *History) Operations(ctx context.Context, limit int) ([]Operation, error) {
	xs, err := s.c.store.Operations(ctx, limit)
	return xs, wrap("history.operations", err)
}

// Undo takes an operation back. Undoing an undo does it again. Fields that
// were changed since stay as they are; kept counts them.
func (s *History) Undo(ctx context.Context, id ID) (op Operation, kept int, err error) {
	op, touched, kept, err := s.c.store.Undo(ctx, id, s.c.actor(ctx))
	if err != nil {
		return op, kept, wrap("history.undo", err)
	}
	s.c.hub.publish(touched...)
	return op, kept, nil
}

// lookBack is how many operations undo and redo walk through.
const lookBack = 200

// Last returns the latest operation that Undo would take back: the newest that
// is neither undone nor an undo and, when kinds are given, of one of them. ok
// is false when there is none. What made the book, its first settings and what
// a program filled in, is no step that leads back, and neither is what a new day
// asked of the loyalty programme.
func (s *History) Last(ctx context.Context, kinds ...OpKind) (op Operation, ok bool, err error) {
	ops, err := s.c.store.Operations(ctx, lookBack)
	if err != nil {
		return op, false, wrap("history.last", err)
	}
	if first := len(ops) - 1; first >= 0 && len(ops) < lookBack && ops[first].Kind == OpSettings {
		ops = ops[:first]
	}
	for _, o := range ops {
		if o.Kind == OpFill {
			break
		}
		if !o.Undone && o.Kind != OpUndo && !o.Kind.Final() && o.Kind != OpLoyaltyDaily && (len(kinds) == 0 || slices.Contains(kinds, o.Kind)) {
			return o, true, nil
		}
	}
	return op, false, nil
}

// LastUndone returns the latest undo that was not taken back itself, so that
// Undo of it does the operation again. ok is false when something else was
// done since.
func (s *History) LastUndone(ctx context.Context) (op Operation, ok bool, err error) {
	ops, err := s.c.store.Operations(ctx, lookBack)
	if err != nil {
		return op, false, wrap("history.last_undone", err)
	}
	redo := map[ID]bool{} // undos of undos
	kind := map[ID]OpKind{}
	for _, o := range ops {
		kind[o.ID] = o.Kind
	}
	for _, o := range ops {
		redo[o.ID] = o.Kind == OpUndo && kind[o.Of] == OpUndo
	}
	for _, o := range ops {
		switch {
		case o.Kind == OpSync || o.Kind.Noted(): // these stand in nobody's way
		case o.Kind != OpUndo:
			return op, false, nil
		case !o.Undone && !redo[o.ID]:
			return o, true, nil
		}
	}
	return op, false, nil
}

// Final reports whether nothing of this kind can be taken back here: it removed
// for good, others did it, or it changed nothing in the book.
func (k OpKind) Final() bool { return k == OpPurge || k == OpErase || k == OpSync || k.Noted() }

// Noted reports whether it was only written down, and changed nothing.
func (k OpKind) Noted() bool {
	return k == OpExport || k == OpAccess || k == OpGivenBack || k == OpAuditExport
}
