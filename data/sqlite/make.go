package sqlite

import (
	"context"

	"dragoman/data/book"
)

// make makes a row with what is derived from it. A customer and a follow-up are
// found by their parts too: what is derived from them is renewed when those are
// there.
func (w *writer) make(ctx context.Context, t *table, row []any) error {
	return w.makeAt(ctx, t, row, w.stamp)
}

// makeAt makes a row that was last changed at an instant.
func (w *writer) makeAt(ctx context.Context, t *table, row []any, at string) error {
	columns, values, err := w.derivedOf(ctx, t, row, at)
	if err != nil {
		return err
	}
	res, err := w.insertRow(ctx, t, row, columns, values)
	if err != nil || t != noteTable && t != caseTable {
		return err
	}
	n, err := res.LastInsertId()
	if err != nil {
		return err
	}
	if t == noteTable {
		return w.replaceText(ctx, "note_search", n, book.NoteText(book.Note{Text: t.text(row, "text")}), true)
	}
	var c book.Case
	decode(&c, caseFields, row)
	return w.replaceText(ctx, "case_search", n, book.CaseText(c), true)
}

// wholeWhenMade tells whether make leaves nothing to be renewed.
func wholeWhenMade(t *table) bool { return t != customerTable && t != followUpTable }

// derivedOf are the derived columns of a row that is made, and what they hold.
func (w *writer) derivedOf(ctx context.Context, t *table, row []any, at string) (columns []string, values []any, err error) {
	switch t {
	case customerTable:
		return derivedOfCustomer, []any{0, at, []byte{}, "", nil, nil}, nil
	case followUpTable:
		return []string{"version", "updated_at", "due_from"}, []any{0, at, nil}, nil
	case orderTable:
		rates, err := w.ratesNow(ctx)
		if err != nil {
			return nil, nil, err
		}
		var o book.Order
		decode(&o, orderFields, row)
		base, baseCost := worth(rates, o)
		return derivedOfOrder, []any{1, at, o.Counts(), base, baseCost}, nil
	case caseTable:
		var c book.Case
		decode(&c, caseFields, row)
		return derivedOfCase, []any{1, at, dueOf(&c)}, nil
	case ownDayTable, loreTable, dealTable:
		return []string{"version", "updated_at"}, []any{1, at}, nil
	case noteTable:
		return []string{"updated_at"}, []any{at}, nil
	}
	return nil, nil, nil
}
