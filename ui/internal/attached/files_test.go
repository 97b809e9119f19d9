package attached

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/screentest"
)

// Files are attached, listed with their size, opened as a copy, and taken away;
// what cannot be done is said.
func TestFiles(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: "Ana"}})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	offer := filepath.Join(dir, "报价 & offer.pdf")
	if err := os.WriteFile(offer, []byte("pdf"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := NewPanel(env, "files.none", nil)
	screentest.Open(t, "en", fyne.NewSize(400, 300), func() fyne.CanvasObject { return p.Object })
	p.Show(book.Owner{Customer: c.ID})
	if !screentest.Shown(p.Object, "drop them on the card") {
		t.Error("a customer without files is not told how to add one")
	}
	p.Attach([]string{dir}) // a folder is left out
	if len(sh.Ops) > 0 || len(sh.Failed) > 0 {
		t.Error(sh.Ops, sh.Failed)
	}
	sh.Files = []string{offer}
	p.Pick()
	if len(p.List) != 1 || len(sh.Told) != 1 || sh.Told[0] != "Attached: 报价 & offer.pdf" {
		t.Fatalf("%+v, told %q", p.List, sh.Told)
	}
	for _, want := range []string{"报价 & offer.pdf", "3\u00a0B"} {
		if !screentest.Shown(p.Object, want) {
			t.Errorf("the panel does not say %q", want)
		}
	}
	p.Open(p.List[0].ID)
	if len(sh.Opened) != 1 || !strings.HasPrefix(sh.Opened[0], "file:///") || strings.Contains(sh.Opened[0], " ") {
		t.Errorf("opened %q", sh.Opened)
	}
	path, err := env.Book.Attachments.Path(p.List[0].Hash)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	p.Open(p.List[0].ID)
	if len(sh.Failed) != 1 || book.CodeOf(sh.Failed[0]) != book.NotFound {
		t.Errorf("a content that is gone: %v", sh.Failed)
	}
	p.Attach([]string{filepath.Join(dir, "gone.txt")})
	if len(sh.Failed) != 2 || len(p.List) != 1 {
		t.Errorf("a file that is gone: %v", sh.Failed)
	}
	p.Trash(p.List[0].ID)
	if len(p.List) != 0 || len(sh.Ops) != 2 {
		t.Errorf("%+v, %d operations", p.List, len(sh.Ops))
	}
}

func TestFileURL(t *testing.T) {
	for path, want := range map[string]string{
		"/srv/b c.pdf":     "file:///srv/b%20c.pdf",
		"D:/books/é/1#.md": "file:///D:/books/%C3%A9/1%23.md",
	} {
		if got := fileURL(path); got != want {
			t.Errorf("%s became %s, want %s", path, got, want)
		}
	}
}
