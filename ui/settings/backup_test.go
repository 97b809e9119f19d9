package settings

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/zalando/go-keyring"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

func add(t *testing.T, env *screen.Env, name string) {
	t.Helper()
	if _, _, err := env.Book.Customers.Save(context.Background(), book.Customer{Name: book.Name{Full: name}}); err != nil {
		t.Fatal(err)
	}
}

func TestABackupIsMadeWhenItIsDue(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	k := env.Keeper
	k.Check()
	if len(k.Copies) != 0 {
		t.Error("an untouched book was backed up")
	}
	add(t, env, "Lin Mei")
	k.Load(nil)
	if !k.Late() {
		t.Error("a book without any backup is not said to be late")
	}
	k.Check()
	k.Check() // not a second time
	if len(k.Copies) != 1 || k.Copies[0].Holds.Customers.Count != 1 || k.Late() || k.Err != nil {
		t.Fatalf("%+v %v", k.Copies, k.Err)
	}
	add(t, env, "Kim")
	k.Check()
	if len(k.Copies) != 1 {
		t.Error("a second one was made on the same day")
	}
	sh.Kept.Backup.Every = string(backup.Never)
	k.Load(nil)
	if k.Late() {
		t.Error("it is late although nobody asked for it")
	}
}

func TestAFailedBackupSaysWhatToDo(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	b := newBackups(env, func() {})
	add(t, env, "Lin Mei")
	for _, c := range []struct {
		err  error
		want locales.ID
	}{
		{&book.Error{Code: book.DiskFull}, "backup.disk_full"},
		{&book.Error{Code: book.NotFound}, "backup.folder_gone"},
		{&book.Error{Code: book.ReadOnly}, "backup.folder_gone"},
		{errors.New("else"), "error.internal"},
	} {
		if b.k.Err = c.err; b.trouble() != env.T(c.want, nil) {
			t.Errorf("%v: %q", c.err, b.trouble())
		}
	}
	b.k.Err = &book.Error{Code: book.Cancelled}
	if b.trouble() != "" {
		t.Error("what the user stopped is trouble")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	sh.Kept.Backup.Dir = filepath.Join(file, "gone")
	b.k.BackUp(backup.ByHand)
	if b.k.Err == nil || b.trouble() == "" || b.k.Running {
		t.Errorf("a folder that cannot be: %v", b.k.Err)
	}
}

func TestThePassphraseIsKeptOnlyWhereAskedFor(t *testing.T) {
	keyring.MockInit()
	env, sh := screentest.NewEnv(t, "en")
	add(t, env, "Lin Mei")
	b := newBackups(env, func() {})
	b.k.Load(nil)
	b.encrypt("secret", false)
	if backup.Recall(b.k.Now.Mark) != "" {
		t.Error("it is in the keyring although nobody asked")
	}
	b.k.BackUp(backup.ByHand)
	if len(b.k.Copies) != 1 || !b.k.Copies[0].Encrypted {
		t.Fatalf("%+v %v", b.k.Copies, b.k.Err)
	}
	b.k.SetPassphrase("") // as after a new start
	b.k.BackUp(backup.ByHand)
	if len(b.k.Copies) != 1 || !b.needsPassphrase() {
		t.Error("a backup was made without the passphrase")
	}
	asked := 0
	b.ask = func(wrong bool, then func(string)) {
		if asked++; wrong != (asked > 1) {
			t.Errorf("asked %d times, wrong %v", asked, wrong)
		}
		then([]string{"Secret", "secret"}[asked-1])
	}
	b.drill()
	if asked != 2 || b.proof == "" {
		t.Errorf("asked %d times, said %q; %v", asked, b.proof, sh.Failed)
	}
	b.encrypt("secret", true)
	b.k.SetPassphrase("")
	b.k.Load(nil)
	if b.k.Passphrase() != "secret" {
		t.Error("the keyring was not asked")
	}
	b.plain()
	if backup.Recall(b.k.Now.Mark) != "" || sh.Kept.Backup.Encrypted {
		t.Error("it was not forgotten")
	}
}

func TestTheCardOfBackupsInEveryLanguage(t *testing.T) {
	keyring.MockInit()
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range screentest.Pages {
			t.Run(lang, func(t *testing.T) {
				env, sh := screentest.NewEnv(t, lang)
				add(t, env, "Lin Mei")
				var v *View
				w := screentest.Open(t, env.Printer.Tag(), size, func() fyne.CanvasObject { v = New(env); return v.Content() })
				root := w.Content()
				word := func(id locales.ID) string { return env.T(id, nil) }
				v.Show(screen.Route{Screen: screen.Settings, Tab: "backup"})
				screentest.Tap(t, root, word("backup.now"))
				screentest.Holds(t, root, size)
				add(t, env, "Kim")
				env.Keeper.Load(nil)
				screentest.Tap(t, root, word("backup.drill"))
				if v.backups.b.proof == "" {
					t.Error("the drill says nothing")
				}
				screentest.Tap(t, root, word("backup.restore"))
				if !kit.CloseTop() {
					t.Fatal("no preview")
				}
				sh.Files = []string{filepath.Join(t.TempDir(), "moving")}
				screentest.Tap(t, root, word("backup.new_computer"))
				if _, err := os.Stat(sh.Files[0] + backup.Ext); err != nil || !kit.CloseTop() {
					t.Errorf("no file for the new computer: %v", err)
				}
				screentest.Tap(t, root, word("backup.export"))
				sh.Files = []string{sh.File}
				screentest.Tap(t, root, word("backup.from_file"))
				if len(sh.Failed) != 1 || book.CodeOf(sh.Failed[0]) != book.Invalid {
					t.Errorf("the live book as a backup: %v", sh.Failed)
				}
				left, err := filepath.Glob(sh.File + ".tmp-*")
				if err != nil || len(left) > 0 {
					t.Errorf("left %q %v", left, err)
				}
				v.Leave()
			})
		}
	}
}

func TestABookInACloudFolderCanBeMoved(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	b := newBackups(env, func() {})
	if p, _ := b.place(); p != "" {
		t.Fatal(p)
	}
	b.move(filepath.Join("x", "Dropbox"))
	b.move(t.TempDir())
	if len(sh.Told) != 1 || len(sh.Opened) != 1 || !strings.HasPrefix(sh.Opened[0], "move ") {
		t.Errorf("told %q, opened %q", sh.Told, sh.Opened)
	}
}

// later is a Runner that keeps what is to be done after a while.
type later struct {
	screen.Inline
	wait []func()
}

func (l *later) After(_ time.Duration, f func()) func() {
	l.wait = append(l.wait, f)
	return func() {}
}

func TestNoBackupIsCalledLateThatIsAboutToBeMade(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	add(t, env, "Lin Mei")
	k, r := env.Keeper, &later{}
	said := 0
	k.Runner, k.Changed = r, func() {
		if k.Late() {
			said++
		}
	}
	k.Watch()
	k.Load(nil) // somebody looks at the settings
	if len(k.Copies) != 0 || len(r.wait) != 1 {
		t.Fatalf("%d copies, %d things wait", len(k.Copies), len(r.wait))
	}
	r.wait[0]()
	if len(k.Copies) != 1 || said > 0 {
		t.Errorf("%d copies; it was called late %d times", len(k.Copies), said)
	}
	k.Close()
}
