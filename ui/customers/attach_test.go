package customers

import (
	"os"
	"path/filepath"
	"testing"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestFilesOfANote holds that files are attached to a note by choosing and by
// dropping them, are shown under it and under no other, and come back by undo.
func TestFilesOfANote(t *testing.T) {
	env, sh := newEnv(t, "en", 10)
	v, win := open(t, env, kit.Light, 816, 644)
	row := firstCustomer(t, env, "Rashid")
	path := filepath.Join(t.TempDir(), "offer.pdf")
	if err := os.WriteFile(path, []byte("pdf"), 0o600); err != nil {
		t.Fatal(err)
	}
	v.Show(screen.Route{ID: string(row.ID), Tab: tabNotes})
	v.detail.d.AddNote("He asked for larger cups.\n\nHis brother runs the shop in Jeddah.")
	notes := v.detail.d.is.notes
	if len(notes) != 2 {
		t.Fatalf("%d notes", len(notes))
	}
	sh.picks = []string{path}
	panel := v.detail.notes.files
	panel[notes[0].ID].Pick()
	if !v.Dropped([]string{path}) {
		t.Error("a dropped file is not taken")
	}
	v.Changed([]book.Change{{Entity: book.EntityAttachment, Customer: row.ID}})
	count := func() (n int) {
		for _, p := range v.detail.notes.files {
			n += len(p.List)
		}
		return n
	}
	if count() != 2 || !screentest.Shown(win.Content(), "offer.pdf") {
		t.Errorf("%d files, %q", count(), screentest.Texts(win.Content()))
	}
	list, err := env.Book.Attachments.List(t.Context(), row.ID)
	if err != nil || len(list) != 2 || list[0].OwnerKind != book.OfNote || list[0].OwnerID != notes[0].ID {
		t.Fatalf("%+v %v", list, err)
	}
	v.detail.notes.files[notes[0].ID].Trash(list[0].ID)
	v.Changed([]book.Change{{Entity: book.EntityAttachment, Customer: row.ID}})
	if count() != 1 {
		t.Errorf("%d files after one was taken away", count())
	}
	if _, _, err := env.Book.History.Undo(t.Context(), sh.ops[len(sh.ops)-1].ID); err != nil {
		t.Fatal(err)
	}
	v.Changed([]book.Change{{Entity: book.EntityAttachment, Customer: row.ID}})
	if count() != 2 || len(sh.failed) > 0 {
		t.Errorf("%d files after undo; %v", count(), sh.failed)
	}
	screentest.Shoot(t, win, "notes-files")
	v.Show(screen.Route{ID: string(row.ID)})
	screentest.Shoot(t, win, "overview-points")
}
