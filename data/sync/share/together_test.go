package share

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	gosync "sync"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"dragoman/data/book"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
	"dragoman/data/sync/realserver"
)

// work edits and exchanges for ever, whether the place is there or not.
func (d *device) work() error {
	fmt.Println("ready")
	for k := 0; ; k++ {
		text := fmt.Sprintf("%d-%d-%d", os.Getpid(), time.Now().UnixNano(), k)
		if err := d.edit(text); err != nil {
			return err
		}
		fmt.Println("done", text)
		fmt.Println("round")
		_, err := d.s.Round(context.Background())
		var e *book.Error
		switch {
		case err == nil:
			fmt.Println("met")
		case errors.As(err, &e) && e.Detail != "":
			fmt.Println("away", e.Detail)
		default:
			return err
		}
	}
}

// reached is a place that can be taken away in the middle of anything.
type reached struct {
	place      Place
	login      keys.Login
	away, back func()
}

// reach starts a real server, where one is installed.
func reach(t *testing.T, kind Kind) reached {
	s, err := realserver.Start(string(kind), t.TempDir())
	if errors.Is(err, realserver.ErrMissing) {
		t.Skip(err)
	}
	must(t, err)
	t.Cleanup(s.Kill)
	p := Place{Kind: kind, Address: s.Address}
	if kind == S3 {
		p.Bucket, p.Region = realserver.Bucket, "eu-central-1"
	}
	return reached{p, keys.Login{User: realserver.User, Password: realserver.Password}, s.Kill, func() { must(t, s.Again()) }}
}

// worker is a program at work on a book.
type worker struct {
	t           *testing.T
	dir, code   string
	login       keys.Login
	cmd         *exec.Cmd
	read        chan struct{} // closed when it has said all
	mu          gosync.Mutex
	lines, told []string
	seen        map[string]int
}

// start lets it work until it is killed.
func (w *worker) start() {
	w.t.Helper()
	exe, err := os.Executable()
	must(w.t, err)
	w.cmd = exec.Command(exe)
	w.cmd.Env = append(os.Environ(), childDir+"="+w.dir, childCode+"="+w.code, childLogin+"="+w.login.User+" "+w.login.Password, childAt+"=")
	out, err := w.cmd.StdoutPipe()
	must(w.t, err)
	must(w.t, w.cmd.Start())
	w.read = make(chan struct{})
	go func() {
		defer close(w.read)
		for in := bufio.NewScanner(out); in.Scan(); {
			what, rest, _ := strings.Cut(in.Text(), " ")
			w.mu.Lock()
			w.lines = append(w.lines, in.Text())
			w.seen[what]++
			if what == "done" {
				w.told = append(w.told, rest)
			}
			w.mu.Unlock()
		}
	}()
}

// last is what it said last.
func (w *worker) last() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.lines) == 0 {
		return ""
	}
	return w.lines[len(w.lines)-1]
}

func (w *worker) count(what string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen[what]
}

// await waits until it says something once more.
func (w *worker) await(what string) {
	w.t.Helper()
	before := w.count(what)
	for range 20_000 {
		if w.count(what) > before {
			return
		}
		if w.count("failed") > 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	w.t.Fatalf("it does not say %q: %q", what, w.last())
}

// kill kills it, and takes in what it still said.
func (w *worker) kill() {
	w.t.Helper()
	must(w.t, w.cmd.Process.Kill())
	<-w.read
	_ = w.cmd.Wait() // it was killed
	if last := w.last(); strings.HasPrefix(last, "failed") {
		w.t.Fatal(last)
	}
}

// Two programs work on two books at the same time and meet over a folder and over
// real servers, which are killed and come back in the middle of rounds; so are
// the programs. Nothing that either reported as done is lost, and both books
// hold the same in the end.
func TestTwoProgramsMeet(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a quarter of a minute")
	}
	for name, open := range map[string]func(*testing.T) reached{
		"folder": func(t *testing.T) reached {
			if runtime.GOOS == "windows" {
				t.Skip("a folder in which somebody works cannot be renamed here")
			}
			dir := filepath.Join(t.TempDir(), "Dragoman")
			must(t, os.Mkdir(dir, 0o700))
			return reached{Place{Kind: Folder, Dir: dir}, keys.Login{}, func() { must(t, os.Rename(dir, dir+" away")) }, func() { must(t, os.Rename(dir+" away", dir)) }}
		},
		"webdav of rclone": func(t *testing.T) reached { return reach(t, WebDAV) },
		"s3 of rclone":     func(t *testing.T) reached { return reach(t, S3) },
	} {
		t.Run(name, func(t *testing.T) { meetTogether(t, open(t)) })
	}
}

func meetTogether(t *testing.T, r reached) {
	keyring.MockInit()
	ctx, x := context.Background(), keys.New()
	a, b := newBook(t), newBook(t)
	_, _, err := a.b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Lin Mei"}})
	must(t, err)
	must(t, a.s.Try(ctx, r.place, r.login))
	_, err = a.s.Share(ctx, Setup{Place: r.place, Login: r.login, Label: "Office", Secret: x})
	must(t, err)
	_, err = b.s.Take(ctx, Setup{Place: r.place, Login: r.login, Label: "Notebook", Secret: x})
	must(t, err)
	var ws []*worker
	for _, d := range []*device{a, b} {
		must(t, d.f.Close())
		w := &worker{t: t, dir: d.name, code: x.Code(), login: r.login, seen: map[string]int{}}
		w.start()
		defer func() { _ = w.cmd.Process.Kill() }() // ended already when all went well
		ws = append(ws, w)
	}
	cut, killed := 0, 0
	for k := range 6 {
		one, other := ws[k%2], ws[(k+1)%2]
		one.await("met")
		other.await("met")
		one.await("round")
		time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond)
		r.away()
		for _, w := range ws {
			if w.last() == "round" {
				cut++
			}
		}
		one.await("away")
		other.await("away")
		other.await("round")
		r.back()
		other.await("met")
		one.await("round")
		time.Sleep(time.Duration(rand.IntN(40)) * time.Millisecond)
		one.kill()
		if one.last() == "round" {
			killed++
		}
		one.start()
	}
	for _, w := range ws {
		w.await("met")
		w.kill()
	}
	settle(t, r.login, ws)
	t.Logf("%d edits, %d rounds; %d were cut off and %d killed in the middle, %d found the place away",
		len(ws[0].told)+len(ws[1].told), ws[0].count("met")+ws[1].count("met"), cut, killed, ws[0].count("away")+ws[1].count("away"))
	if cut == 0 || killed == 0 {
		t.Error("nothing was ended in the middle of a round")
	}
}

// settle opens the books that two programs left, lets them meet in peace and
// looks whether anything is missing.
func settle(t *testing.T, l keys.Login, ws []*worker) {
	t.Helper()
	var ds []*device
	var told []string
	for _, w := range ws {
		for _, line := range w.lines {
			if why, ok := strings.CutPrefix(line, "away "); ok && !slices.Contains([]string{sync.Offline, sync.Gone, sync.NotYet}, why) {
				t.Errorf("of a place that was away it said %s", why)
			}
		}
		d, err := openDevice(w.dir)
		must(t, err)
		defer func() { must(t, d.f.Close()) }()
		workspace, err := d.s.workspace(context.Background())
		must(t, err)
		must(t, keys.SetLogin(workspace, l))
		ds, told = append(ds, d), append(told, w.told...)
	}
	for range 3 {
		for _, d := range ds {
			_, err := d.s.Round(context.Background())
			must(t, err)
		}
	}
	agree(t, told, ds[0], ds[1])
}
