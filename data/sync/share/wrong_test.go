package share

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
)

// unwritten is a place in which nothing can be written.
type unwritten struct {
	sync.Transport
	why string
}

func (p unwritten) Put(context.Context, string, []byte) error { return sync.Fault("put", p.why, nil) }

func (p unwritten) Remove(context.Context, string) error { return sync.Fault("remove", p.why, nil) }

// refuse lets both devices find that nothing can be written; mend ends it.
func refuse(why string, ds ...*device) (mend func()) {
	for _, d := range ds {
		d.s.Open = func(ctx context.Context, o sync.Options, label string) (Engine, error) {
			o.Place = unwritten{o.Place, why}
			return open(ctx, o, label)
		}
	}
	return func() {
		for _, d := range ds {
			d.s.Open = open
		}
	}
}

// spoil does something to every file below a folder; mend puts all back.
func spoil(t *testing.T, dir string, harm func(path string, data []byte)) (mend func()) {
	t.Helper()
	kept := map[string][]byte{}
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		kept[path] = data
		return err
	}))
	if len(kept) < 4 {
		t.Fatal("there is little to spoil", len(kept))
	}
	for path, data := range kept {
		harm(path, data)
	}
	return func() {
		for path, data := range kept {
			must(t, os.WriteFile(path, data, 0o600))
		}
	}
}

// wrongs are what can be wrong with a folder: what does it and takes it back, and
// how it is said.
var wrongs = []struct {
	name string
	harm func(t *testing.T, dir string, a, b *device) (mend func())
	want string
}{
	{"read-only", func(_ *testing.T, _ string, a, b *device) func() { return refuse(sync.ReadOnly, a, b) }, sync.ReadOnly},
	{"full", func(_ *testing.T, _ string, a, b *device) func() { return refuse(sync.Full, a, b) }, sync.Full},
	{"pulled out", func(t *testing.T, dir string, _, _ *device) func() {
		must(t, os.Rename(dir, dir+" away"))
		return func() { must(t, os.Rename(dir+" away", dir)) }
	}, sync.Gone},
	{"empty", func(t *testing.T, dir string, _, _ *device) func() {
		must(t, errors.Join(os.Rename(dir, dir+" away"), os.Mkdir(dir, 0o700)))
		return func() { must(t, errors.Join(os.Remove(dir), os.Rename(dir+" away", dir))) }
	}, sync.Empty},
	{"a file instead", func(t *testing.T, dir string, _, _ *device) func() {
		must(t, errors.Join(os.Rename(dir, dir+" away"), os.WriteFile(dir, nil, 0o600)))
		return func() { must(t, errors.Join(os.Remove(dir), os.Rename(dir+" away", dir))) }
	}, sync.Gone},
	{"placeholders without content", func(t *testing.T, dir string, _, _ *device) func() {
		return spoil(t, dir, func(path string, _ []byte) { must(t, os.WriteFile(path, nil, 0o600)) })
	}, sync.NotYet},
	{"placeholders of iCloud", func(t *testing.T, dir string, _, _ *device) func() {
		away := func(path string) string { return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".icloud") }
		var all []string
		mend := spoil(t, dir, func(path string, _ []byte) {
			all = append(all, path)
			must(t, os.Rename(path, away(path)))
		})
		return func() {
			for _, path := range all {
				must(t, os.Remove(away(path)))
			}
			mend()
		}
	}, sync.NotYet},
	{"conflicted copies only", func(t *testing.T, dir string, _, _ *device) func() {
		return spoil(t, dir, func(path string, _ []byte) {
			must(t, os.Rename(path, strings.TrimSuffix(path, filepath.Ext(path))+" (conflicted copy 2027-03-10)"+filepath.Ext(path)))
		})
	}, sync.Empty},
	{"cut short", func(t *testing.T, dir string, _, _ *device) func() {
		return spoil(t, dir, func(path string, data []byte) { must(t, os.WriteFile(path, data[:len(data)/2], 0o600)) })
	}, sync.NotYet},
	{"zeroed", func(t *testing.T, dir string, _, _ *device) func() {
		return spoil(t, dir, func(path string, data []byte) { must(t, os.WriteFile(path, make([]byte, len(data)), 0o600)) })
	}, sync.NotYet},
}

// Whatever is wrong with the folder of two real books: it is said by its name and
// kept in the status, both go on working and lose nothing, and once the folder is
// right the next rounds go on by themselves.
func TestWhatIsWrongWithAFolder(t *testing.T) {
	for _, c := range wrongs {
		t.Run(c.name, func(t *testing.T) {
			a, b, p, _ := pair(t)
			a.round()
			b.round()
			a.add("Before")
			suffer(t, a, b, c.want, func() func() { return c.harm(t, p.Dir, a, b) })
		})
	}
}

// suffer works on two books while their folder is wrong, and after.
func suffer(t *testing.T, a, b *device, want string, harm func() (mend func())) {
	t.Helper()
	ctx := context.Background()
	mend := harm()
	for _, name := range []string{"Mara", "Nele"} { // more than one round long
		a.add(name)
		b.add(name + " too")
		for _, d := range []*device{a, b} {
			*d.now = d.now.Add(time.Second)
			if _, err := d.s.Round(ctx); !sync.Is(err, want) {
				t.Errorf("%s says %v, want %s", d.name, err, want)
			}
			st := d.state().Status
			if st.Paused == nil || st.Paused.Detail != want || st.Paused.Since.IsZero() || !sync.Is(st.Paused.Err(), want) {
				t.Errorf("the status of %s has %+v", d.name, st.Paused)
			}
			if !strings.Contains(d.names(), "Lin Mei") || !strings.Contains(d.names(), name) {
				t.Errorf("%s has %q", d.name, d.names())
			}
		}
	}
	mend()
	for range 3 {
		a.round()
		b.round()
	}
	for _, d := range []*device{a, b} {
		if st := d.state().Status; st.Paused != nil || st.Outgoing != 0 || st.Incoming != 0 {
			t.Errorf("afterwards %s has %+v", d.name, st)
		}
		if faults, err := d.f.Check(ctx); err != nil || len(faults) > 0 {
			t.Error(faults, err)
		}
		if d.names() != "Before, Lin Mei, Mara, Mara too, Nele, Nele too" {
			t.Errorf("%s has %q", d.name, d.names())
		}
	}
	if known(t, a) != known(t, b) {
		t.Error("the books differ")
	}
}

// The same with a folder that truly cannot be written, and one that is truly
// full: a small disk in memory, where it may be mounted.
func TestADiskThatIsWrong(t *testing.T) {
	mount := func(t *testing.T, args ...string) {
		t.Helper()
		if out, err := exec.Command("mount", args...).CombinedOutput(); err != nil {
			t.Skip("no disk can be mounted here: ", string(out), err)
		}
	}
	if runtime.GOOS != "linux" {
		t.Skip("disks are mounted on Linux only")
	}
	for _, c := range []struct {
		name, want string
		harm       func(t *testing.T, dir string) (mend func())
	}{
		{"read-only", sync.ReadOnly, func(t *testing.T, dir string) func() {
			mount(t, "-o", "remount,ro", dir)
			return func() { mount(t, "-o", "remount,rw", dir) }
		}},
		{"full", sync.Full, func(t *testing.T, dir string) func() {
			to, err := os.Create(filepath.Join(dir, "somebody else's"))
			must(t, err)
			for err == nil {
				_, err = to.Write(make([]byte, 4096))
			}
			must(t, to.Close())
			return func() { must(t, os.Remove(to.Name())) }
		}},
		{"pulled out", sync.Empty, func(t *testing.T, dir string) func() { // the folder to which it was mounted stays
			must(t, exec.Command("mount", "--move", dir, dir+" away").Run())
			return func() { must(t, exec.Command("mount", "--move", dir+" away", dir).Run()) }
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b, p, _ := pair(t)
			dir := t.TempDir()
			must(t, os.Mkdir(dir+" away", 0o700))
			mount(t, "-t", "tmpfs", "-o", "size=1m", "none", dir)
			t.Cleanup(func() {
				_ = exec.Command("umount", dir).Run() // or the other, when the test failed in between
				_ = exec.Command("umount", dir+" away").Run()
			})
			must(t, os.CopyFS(dir, os.DirFS(p.Dir)))
			for _, d := range []*device{a, b} {
				must(t, d.s.MoveTo(context.Background(), Place{Kind: Folder, Dir: dir}, keys.Login{}))
				d.round()
			}
			a.round()
			b.round()
			a.add("Before")
			suffer(t, a, b, c.want, func() func() { return c.harm(t, dir) })
		})
	}
}

// A folder whose files were all zeroed, and are not put back by anybody, is mended
// by the books themselves.
func TestAFolderThatIsNotPutBack(t *testing.T) {
	a, b, p, _ := pair(t)
	a.round()
	b.round()
	spoil(t, p.Dir, func(path string, data []byte) { must(t, os.WriteFile(path, make([]byte, len(data)), 0o600)) })
	a.add("Mara")
	b.add("Nele")
	said := 0
	for range 20 {
		for _, d := range []*device{a, b} {
			*d.now = d.now.Add(10 * time.Minute)
			if _, err := d.s.Round(context.Background()); sync.Is(err, sync.NotYet) {
				said++
			} else {
				must(t, err)
			}
		}
	}
	if a.names() != "Lin Mei, Mara, Nele" || b.names() != a.names() || said == 0 {
		t.Errorf("%q and %q, said %d times", a.names(), b.names(), said)
	}
	if book.CodeOf(a.state().Status.Paused.Err()) != "" {
		t.Error(a.state().Status)
	}
}
