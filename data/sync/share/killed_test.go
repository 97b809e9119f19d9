package share

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"dragoman/data/book"
	"dragoman/data/oplog"
	"dragoman/data/sqlite"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
)

// Tests start this program again as a child that edits a book and makes rounds
// until it is killed; these variables tell it what to do.
const (
	childDir   = "DRAGOMAN_TEST_DEVICE"
	childCode  = "DRAGOMAN_TEST_CODE"
	childLogin = "DRAGOMAN_TEST_LOGIN"     // of a server: the name, a space, the password
	childAt    = "DRAGOMAN_TEST_KILLED_AT" // the step of a round before which it kills itself; 0 for none
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := child(dir); err != nil {
			fmt.Println("failed", err)
		}
		return
	}
	os.Exit(m.Run())
}

// openDevice opens the book in a folder, with what the computer remembers of it.
func openDevice(dir string) (*device, error) {
	f, err := sqlite.Open(context.Background(), filepath.Join(dir, "book.dragoman"), sqlite.Options{})
	if err != nil {
		return nil, err
	}
	sum, err := f.Summary(context.Background())
	s := NewSession(sync.StoreOf(f.Share, f.LookShared), MemoryIn(filepath.Join(dir, "memory"), sum.Mark), time.Now, "test")
	return &device{name: dir, f: f, b: book.New(f, time.Now), s: s}, err
}

// child edits and exchanges until it is killed.
func child(dir string) error {
	keyring.MockInit()
	ctx := context.Background()
	d, err := openDevice(dir)
	if err != nil {
		return err
	}
	x, err := keys.Parse(os.Getenv(childCode))
	if err != nil {
		return err
	}
	w, err := d.s.workspace(ctx)
	if err != nil {
		return err
	}
	if err := keys.Remember(w, x); err != nil {
		return err
	}
	if user, password, ok := strings.Cut(os.Getenv(childLogin), " "); ok {
		if err := keys.SetLogin(w, keys.Login{User: user, Password: password}); err != nil {
			return err
		}
	}
	if os.Getenv(childAt) == "" {
		return d.work()
	}
	at, err := strconv.Atoi(os.Getenv(childAt))
	if err != nil {
		return err
	}
	open := d.s.Open
	d.s.Open = func(ctx context.Context, o sync.Options, label string) (Engine, error) {
		f := &fuse{left: at}
		o.Place, o.Machine, o.Store = fusedPlace{o.Place, f}, fusedMachine{o.Machine, f}, fusedStore{o.Store, f}
		return open(ctx, o, label)
	}
	fmt.Println("ready")
	for k := 0; ; k++ {
		text := fmt.Sprintf("%d-%d", time.Now().UnixNano(), k)
		if err := d.edit(text); err != nil {
			return err
		}
		fmt.Println("done", text)
		if at > 0 || k%3 == 2 {
			if _, err := d.s.Round(ctx); err != nil {
				return err
			}
		}
		if at > 0 {
			fmt.Println("over")
			return nil
		}
	}
}

// edit makes a customer, a note about the first one, and writes a field that the
// other writes too.
func (d *device) edit(text string) error {
	ctx := context.Background()
	ids, err := d.b.Customers.IDs(ctx, book.CustomerFilter{})
	if err != nil {
		return err
	}
	slices.Sort(ids)
	if _, _, err := d.b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "C " + text}}); err != nil {
		return err
	}
	if _, err := d.b.Notes.Add(ctx, ids[0], "N "+text); err != nil {
		return err
	}
	c, err := d.b.Customers.Get(ctx, ids[0])
	if err != nil {
		return err
	}
	c.City = text
	_, _, err = d.b.Customers.Save(ctx, c)
	return err
}

// fuse kills the program before one of the steps of a round.
type fuse struct{ left int }

func (f *fuse) burn() {
	if f.left--; f.left == 0 {
		p, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = p.Kill()
		}
		if err != nil {
			os.Exit(9)
		}
		select {} // it takes a moment
	}
}

type fusedPlace struct {
	sync.Transport
	f *fuse
}

func (p fusedPlace) List(ctx context.Context, prefix string) ([]sync.Entry, error) {
	p.f.burn()
	return p.Transport.List(ctx, prefix)
}

func (p fusedPlace) Get(ctx context.Context, name string) ([]byte, error) {
	p.f.burn()
	return p.Transport.Get(ctx, name)
}

func (p fusedPlace) Put(ctx context.Context, name string, data []byte) error {
	p.f.burn()
	return p.Transport.Put(ctx, name, data)
}

func (p fusedPlace) Remove(ctx context.Context, name string) error {
	p.f.burn()
	return p.Transport.Remove(ctx, name)
}

type fusedMachine struct {
	sync.Machine
	f *fuse
}

func (m fusedMachine) SetMark(replica string, seq uint64) error {
	m.f.burn()
	return m.Machine.SetMark(replica, seq)
}

type fusedStore struct {
	sync.Store
	f *fuse
}

func (s fusedStore) Share(ctx context.Context, do func(sync.Tx) error) ([]book.Change, error) {
	s.f.burn()
	return s.Store.Share(ctx, do)
}

// doomed is a book whose program will be killed, and the peer with which it is
// shared.
type doomed struct {
	t     testing.TB
	dir   string
	code  string
	peer  *device
	told  []string // what was reported as done
	edits int      // of the peer
}

// newBook makes a book of which the computer remembers something.
func newBook(t testing.TB) *device {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	f, err := sqlite.Create(ctx, filepath.Join(dir, "book.dragoman"), sqlite.Options{})
	if err == nil {
		_, err = book.New(f, time.Now).SaveSettings(ctx, book.Settings{HomeZone: "UTC"}) // marks the book
	}
	if err == nil {
		err = f.Close()
	}
	var d *device
	if err == nil {
		d, err = openDevice(dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func newDoomed(t testing.TB) *doomed {
	t.Helper()
	keyring.MockInit()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	a, b := newBook(t), newBook(t)
	p, x := Place{Kind: Folder, Dir: t.TempDir()}, keys.New()
	_, _, err := a.b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Lin Mei"}})
	must(err)
	_, err = a.s.Share(ctx, Setup{Place: p, Label: "Doomed", Secret: x})
	must(err)
	_, err = b.s.Take(ctx, Setup{Place: p, Label: "Peer", Secret: x})
	must(err)
	must(a.f.Close())
	t.Cleanup(func() { must(b.f.Close()) })
	return &doomed{t: t, dir: a.name, code: x.Code(), peer: b}
}

// kill lets the child work until it is killed: before a step of its round, or
// after a while. It reports whether the child came to an end.
func (d *doomed) kill(at int, after time.Duration) (over bool) {
	t := d.t
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childDir+"="+d.dir, childCode+"="+d.code, childAt+"="+strconv.Itoa(at))
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	if first, err := lines.ReadString('\n'); err != nil || first != "ready\n" {
		t.Fatalf("the child said %q, %v", first, err)
	}
	if at == 0 {
		time.Sleep(after)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
	}
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil && at == 0 {
		t.Fatalf("the child ended by itself: %s", rest)
	}
	for _, l := range strings.Split(string(rest), "\n") {
		switch what, text, _ := strings.Cut(l, " "); what {
		case "failed":
			t.Fatal(l)
		case "done":
			d.told = append(d.told, text)
		case "over":
			over = true
		}
	}
	return over
}

// meet lets the peer edit and make a round.
func (d *doomed) meet() {
	d.t.Helper()
	d.edits++
	text := fmt.Sprint("peer ", d.edits)
	if err := d.peer.edit(text); err != nil {
		d.t.Fatal(err)
	}
	d.told = append(d.told, text)
	if _, err := d.peer.s.Round(context.Background()); err != nil {
		d.t.Fatal(err)
	}
}

// judge lets both meet and looks whether they are sound, hold the same and all
// that was reported as done.
func (d *doomed) judge() {
	t := d.t
	t.Helper()
	ctx := context.Background()
	a, err := openDevice(d.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.f.Close(); err != nil {
			t.Error(err)
		}
	}()
	for range 3 {
		for _, x := range []*device{a, d.peer} {
			if _, err := x.s.Round(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	agree(t, d.told, a, d.peer)
}

// agree fails unless two books are sound and hold the same, and all that was
// reported as done.
func agree(t testing.TB, told []string, a, b *device) {
	t.Helper()
	for _, x := range []*device{a, b} {
		if faults, err := x.f.Check(context.Background()); err != nil || len(faults) > 0 {
			t.Fatal(faults, err)
		}
	}
	mine, theirs := known(t, a), known(t, b)
	if mine != theirs {
		t.Fatalf("the books differ after %d edits", len(told))
	}
	for _, text := range told {
		if !strings.Contains(mine, "=C "+text+"@") || !strings.Contains(mine, "=N "+text+"@") {
			t.Fatalf("%s was reported as done and is lost", text)
		}
	}
	if len(told) == 0 {
		t.Fatal("nothing was done")
	}
}

// known is all that a book knows of its rows.
func known(t testing.TB, d *device) string {
	t.Helper()
	ctx := context.Background()
	var lines []string
	if err := d.f.LookShared(ctx, func(tx *sqlite.Sharing) error {
		return tx.Rows(ctx, func(r oplog.Row) error {
			line := r.Table + "/" + r.ID
			for _, c := range slices.Sorted(maps.Keys(r.Cells)) {
				line += fmt.Sprintf(" %s=%v@%d", c, r.Cells[c].Value, r.Cells[c].Time)
			}
			lines = append(lines, line)
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// A real program that is killed at moments nobody chose, while it edits and
// exchanges, loses nothing that it reported as done.
func TestKilledWhileExchanging(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	d := newDoomed(t)
	for range 24 {
		d.kill(0, time.Duration(rand.IntN(400))*time.Millisecond)
		d.meet()
	}
	d.judge()
	t.Logf("24 kills, %d edits", len(d.told))
}

// Nor does one that is killed between any two steps of a round: files that are
// written, read, listed or removed, and transactions of the book.
func TestKilledBetweenAnyTwoSteps(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	d := newDoomed(t)
	for at := 1; ; at++ {
		over := d.kill(at, 0)
		d.meet()
		if at%8 == 0 || over {
			d.judge()
		}
		if over {
			if at < 12 {
				t.Fatalf("a round of %d steps", at)
			}
			t.Logf("killed before each of %d steps", at-1)
			return
		}
	}
}

// BenchmarkKilledWhileExchanging is the long proof: two thousand kills.
func BenchmarkKilledWhileExchanging(b *testing.B) {
	for b.Loop() {
		for range 20 {
			d := newDoomed(b)
			for range 100 {
				d.kill(0, time.Duration(rand.IntN(300))*time.Millisecond)
				d.meet()
			}
			d.judge()
		}
		b.ReportMetric(2000, "kills")
	}
}
