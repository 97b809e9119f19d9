package followups

import (
	"context"
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

// Tick ticks a follow-up off or opens a finished one again.
func (p *Presenter) Tick(id book.ID) {
	done := p.state.View == book.ViewDone
	if d := p.state.Detail; d != nil && d.FollowUp.ID == id {
		done = !d.FollowUp.DoneAt.IsZero()
	}
	if i := slices.IndexFunc(p.state.Items, func(it Item) bool { return it.Row != nil && it.Row.ID == id }); i >= 0 {
		done = !p.state.Items[i].Row.DoneAt.IsZero()
	}
	if done {
		b := p.env.Book
		p.do(func(ctx context.Context) (book.Operation, error) { return b.FollowUps.Reopen(ctx, id) },
			p.told("followups.reopened", nil))
		return
	}
	p.Complete(id, nil)
}

// Complete ticks a follow-up off, with the touch that did it or nil. The next
// one of a repetition is told and opened.
func (p *Presenter) Complete(id book.ID, touch *book.Interaction) {
	b := p.env.Book
	after := p.after(id)
	var next *book.FollowUp
	p.do(func(ctx context.Context) (op book.Operation, err error) {
		next, op, err = b.FollowUps.Complete(ctx, id, touch)
		return op, err
	}, func(op book.Operation) {
		if next != nil {
			p.env.Shell.Done(p.env.T("followups.done_next", locales.V{"Day": p.env.Printer.DateLong(next.Due)}), op)
			p.Select(next.ID)
			return
		}
		p.env.Shell.Done(p.env.T("followups.done_told", nil), op)
		if p.state.Selected == id {
			p.Select(after)
		}
	})
}

// after is the follow-up that the keyboard goes to when one leaves the list:
// the next, else the one before.
func (p *Presenter) after(id book.ID) book.ID {
	var before book.ID
	found := false
	for _, it := range p.state.Items {
		switch {
		case it.Row == nil:
		case it.Row.ID == id:
			found = true
		case found:
			return it.Row.ID
		default:
			before = it.Row.ID
		}
	}
	return before
}

// Snooze hides follow-ups until a later day.
func (p *Presenter) Snooze(until calendar.Date, ids ...book.ID) {
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.FollowUps.SnoozeMany(ctx, until, ids...) },
		p.ended("followups.snoozed", len(ids), locales.V{"Day": p.env.Printer.DateWeekday(until)}))
}

// Trash removes follow-ups.
func (p *Presenter) Trash(ids ...book.ID) {
	b, after := p.env.Book, book.ID("")
	if len(ids) == 1 {
		after = p.after(ids[0])
	}
	tell := p.ended("followups.trashed", len(ids), nil)
	p.do(func(ctx context.Context) (book.Operation, error) { return b.FollowUps.TrashMany(ctx, ids...) },
		func(op book.Operation) {
			tell(op)
			if slices.Contains(ids, p.state.Selected) {
				p.state.Detail = nil
				p.Select(after)
			}
		})
}

// CompleteMany ticks several off.
func (p *Presenter) CompleteMany(ids ...book.ID) {
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.FollowUps.CompleteMany(ctx, ids...) },
		p.ended("followups.done_many", len(ids), nil))
}

// ended tells what was done with n follow-ups and ends choosing.
func (p *Presenter) ended(id locales.ID, n int, v locales.V) func(book.Operation) {
	text := p.env.N(id, n, v)
	return func(op book.Operation) {
		p.env.Shell.Done(text, op)
		p.endPicking()
		p.changed()
	}
}

// Move gives a follow-up another due day.
func (p *Presenter) Move(id book.ID, due calendar.Date) {
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.FollowUps.Move(ctx, id, due) },
		p.told("followups.moved", locales.V{"Day": p.env.Printer.DateWeekday(due)}))
}

// Check ticks a line of the checklist or clears it.
func (p *Presenter) Check(id, item book.ID, on bool) {
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.FollowUps.Check(ctx, id, item, on) },
		func(book.Operation) {})
}

// Pick chooses a follow-up among several, or takes it out; choosing begins
// with the first.
func (p *Presenter) Pick(id book.ID) {
	p.state.Picking = true
	if p.state.Picked[id] {
		delete(p.state.Picked, id)
	} else {
		p.state.Picked[id] = true
	}
	p.changed()
}

// StartPicking lets the user choose several.
func (p *Presenter) StartPicking() {
	p.state.Picking = true
	p.changed()
}

// StopPicking ends choosing without doing anything.
func (p *Presenter) StopPicking() {
	p.endPicking()
	p.changed()
}

func (p *Presenter) endPicking() {
	p.state.Picking = false
	clear(p.state.Picked)
}

// Picked lists the chosen ones in the order of the list.
func (p *Presenter) Picked() []book.ID {
	var ids []book.ID
	for _, it := range p.state.Items {
		if it.Row != nil && p.state.Picked[it.Row.ID] {
			ids = append(ids, it.Row.ID)
		}
	}
	return ids
}
