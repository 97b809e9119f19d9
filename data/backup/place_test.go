package backup

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPlaceOf(t *testing.T) {
	for path, want := range map[string]Place{
		"/data/a/Documents/book.dragoman":                                 "",
		"/data/a/Dropbox/book.dragoman":                                   Cloud,
		"/data/a/Dropbox (Work)/x/book.dragoman":                          Cloud,
		"/data/a/Dropboxes/book.dragoman":                                 "",
		`D:\a\OneDrive - Lin & Co\Documents\b.dragoman`:                   Cloud,
		"/data/a/Library/Mobile Documents/com~apple~CloudDocs/b.dragoman": Cloud,
		"/data/a/Library/CloudStorage/GoogleDrive-a/b.dragoman":           Cloud,
		"/data/a/Nextcloud/b.dragoman":                                    Cloud,
		"/data/a/坚果云/b.dragoman":                                          Cloud,
		`\\server\share\b.dragoman`:                                       Network,
		"/data/a/dropbox.dragoman":                                        "",
	} {
		if got, _ := PlaceOf(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got, name := PlaceOf(filepath.Join(dir, "a", "b.dragoman")); got != Cloud || name != filepath.Base(dir) {
		t.Errorf("a folder of Syncthing is %q %q", got, name)
	}
}

// Backups never go into a cloud's folder by themselves.
func TestDefaultDir(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Setenv("DRAGOMAN_HOME", filepath.Join(home, "own"))
	docs := filepath.Join(home, "Documents")
	if err := os.MkdirAll(docs, 0o700); err != nil {
		t.Fatal(err)
	}
	if dir, err := DefaultDir(); err != nil || dir != filepath.Join(docs, "Dragoman", "backups") {
		t.Errorf("%s %v", dir, err)
	}
	if err := os.Mkdir(filepath.Join(docs, ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if dir, err := DefaultDir(); err != nil || dir != filepath.Join(home, "own", "backups") {
		t.Errorf("%s %v", dir, err)
	}
}
