package book_test

import (
	"testing"

	"dragoman/data/book"
)

func TestLoreIsKeptHiddenAndUndone(t *testing.T) {
	d := newDesk(t)
	list := func() []book.Lore {
		t.Helper()
		l, err := d.Lores.List(d.ctx())
		d.must(err)
		return l
	}
	l, op, err := d.Lores.Save(d.ctx(), book.Lore{Sort: book.LoreStatement, Market: "JP", Subject: "gifts", Text: "  清酒 "})
	d.must(err)
	if got := list(); len(got) != 1 || got[0].Text != "清酒" || got[0].Version != 1 {
		t.Fatalf("it is kept as %+v", got)
	}
	stale := l
	l.Text = "お茶"
	l, edit, err := d.Lores.Save(d.ctx(), l)
	d.must(err)
	if _, _, err := d.Lores.Save(d.ctx(), stale); book.CodeOf(err) != book.Conflict {
		t.Errorf("a stale one is kept: %v", err)
	}
	d.undo(edit)
	if got := list(); got[0].Text != "清酒" {
		t.Errorf("undone it is %q", got[0].Text)
	}
	gone, err := d.Lores.Trash(d.ctx(), l.ID)
	d.must(err)
	if len(list()) != 0 {
		t.Error("what was removed is listed")
	}
	d.undo(gone)
	d.undo(op)
	if len(list()) != 0 {
		t.Error("undo of the first entry leaves it")
	}

	hidden, err := d.Lores.Hide(d.ctx(), "JP.cards")
	d.must(err)
	again, err := d.Lores.Hide(d.ctx(), "JP.cards")
	d.must(err)
	if again.ID != "" || len(list()) != 1 {
		t.Error("hiding twice is two things")
	}
	shown, err := d.Lores.Unhide(d.ctx(), []string{"JP.cards", "JP.other"})
	d.must(err)
	if len(list()) != 0 {
		t.Error("it stays hidden")
	}
	d.undo(shown)
	if len(list()) != 1 {
		t.Error("undo does not hide it again")
	}
	d.undo(hidden)
	if len(list()) != 0 {
		t.Error("undo of hiding leaves it hidden")
	}
}

func TestLoreIsChecked(t *testing.T) {
	d := newDesk(t)
	for name, l := range map[string]book.Lore{
		"no sort":     {Market: "JP", Subject: "gifts", Text: "x"},
		"no text":     {Sort: book.LoreStatement, Market: "JP", Subject: "gifts", Text: " "},
		"no market":   {Sort: book.LoreStatement, Subject: "gifts", Text: "x"},
		"no topic":    {Sort: book.LoreStatement, Market: "JP", Text: "x"},
		"no language": {Sort: book.LorePhrase, Subject: "thanks", Text: "x"},
	} {
		if _, _, err := d.Lores.Save(d.ctx(), l); book.CodeOf(err) != book.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.Lores.Hide(d.ctx(), " "); book.CodeOf(err) != book.Invalid {
		t.Error("nothing can be hidden")
	}
}
