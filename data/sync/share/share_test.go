package share

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"dragoman/data/book"
	"dragoman/data/sqlite"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
)

// device is one computer with a book of its own.
type device struct {
	t    *testing.T
	name string
	f    *sqlite.File
	b    *book.Book
	s    *Session
	now  *time.Time
}

var noon = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)

func newDevice(t *testing.T, name string, now *time.Time) *device {
	t.Helper()
	f, err := sqlite.Create(context.Background(), filepath.Join(t.TempDir(), name+".dragoman"), sqlite.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, f.Close()) })
	sum, err := f.Summary(context.Background())
	must(t, err)
	clock := func() time.Time { return *now }
	s := NewSession(sync.StoreOf(f.Share, f.LookShared), MemoryIn(t.TempDir(), sum.Mark), clock, "test")
	return &device{t, name, f, book.New(f, clock), s, now}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (d *device) add(name string) book.ID {
	d.t.Helper()
	c, _, err := d.b.Customers.Save(context.Background(), book.Customer{Name: book.Name{Full: name}})
	must(d.t, err)
	return c.ID
}

// names are the customers of the book, in order.
func (d *device) names() string {
	d.t.Helper()
	page, err := d.b.Customers.List(context.Background(), book.CustomerQuery{Limit: 100})
	must(d.t, err)
	var out []string
	for _, r := range page.Rows {
		out = append(out, r.Name.Full)
	}
	return strings.Join(out, ", ")
}

// round makes a round some minutes later.
func (d *device) round() sync.Report {
	d.t.Helper()
	*d.now = d.now.Add(5 * time.Minute)
	r, err := d.s.Round(context.Background())
	must(d.t, err)
	return r
}

func (d *device) state() State {
	d.t.Helper()
	st, err := d.s.State(context.Background())
	must(d.t, err)
	return st
}

// pair is a book that two devices share over a folder.
func pair(t *testing.T) (a, b *device, p Place, x keys.Secret) {
	t.Helper()
	keyring.MockInit()
	ctx, now := context.Background(), noon
	a, b = newDevice(t, "office", &now), newDevice(t, "notebook", &now)
	p, x = Place{Kind: Folder, Dir: filepath.Join(t.TempDir(), "Dragoman")}, keys.New()
	if a.state().Shared {
		t.Fatal("a new book is shared")
	}
	a.add("Lin Mei")
	must(t, a.s.Try(ctx, p, keys.Login{}))
	kept, err := a.s.Share(ctx, Setup{Place: p, Label: "Office", Secret: x})
	if must(t, err); !kept {
		t.Error("the key is not in the keyring")
	}
	_, err = b.s.Take(ctx, Setup{Place: p, Label: "Notebook", Secret: x})
	must(t, err)
	return a, b, p, x
}

func TestTwoBooksMeet(t *testing.T) {
	a, b, _, _ := pair(t)
	if b.names() != "Lin Mei" {
		t.Errorf("who joined has %q", b.names())
	}
	a.add("Kim")
	b.add("Priya")
	for range 2 {
		a.round()
		b.round()
	}
	if a.names() != b.names() || strings.Count(a.names(), ",") != 2 {
		t.Errorf("%q and %q", a.names(), b.names())
	}
	st := a.state()
	if !st.Shared || !st.Key || st.Place == nil || len(st.Status.Devices) != 1 || st.Status.Devices[0].Label != "Notebook" || st.Status.Outgoing != 0 {
		t.Errorf("%+v", st)
	}
	must(t, b.s.Rename(context.Background(), "Lena"))
	b.round()
	a.round()
	if l := a.state().Status.Devices[0].Label; l != "Lena" {
		t.Errorf("it is still called %q", l)
	}
}

// stopped is a book whose program ends after some transactions.
type stopped struct {
	sync.Store
	left int
}

func (s *stopped) Share(ctx context.Context, do func(sync.Tx) error) ([]book.Change, error) {
	if s.left--; s.left < 0 {
		return nil, context.Canceled
	}
	return s.Store.Share(ctx, do)
}

// Who ends the program while a shared book comes has it after the next start,
// and is asked for nothing.
func TestAJoinGoesOnAfterTheNextStart(t *testing.T) {
	a, _, p, x := pair(t)
	ctx := context.Background()
	for i := range 200 {
		a.add(fmt.Sprint("Customer ", i))
	}
	for _, left := range []int{1, 2, 3} {
		now := *a.now
		b := newDevice(t, "third", &now)
		store := b.s.Store
		b.s.Store = &stopped{store, left}
		if _, err := b.s.Take(ctx, Setup{Place: p, Label: "Third", Secret: x}); book.CodeOf(err) != book.Cancelled {
			t.Fatal(err)
		}
		b.s = NewSession(store, b.s.Memory, b.s.Now, "test")
		if st := b.state(); !st.Shared || !st.Key || st.Place == nil {
			t.Fatalf("stopped after %d: %+v", left, st)
		}
		a.round()
		b.round()
		b.round()
		if n := strings.Count(b.names(), ","); n != 99 { // a page of them
			t.Errorf("stopped after %d: %d", left, n)
		}
	}
}

func TestAWrongCodeOpensNothing(t *testing.T) {
	_, b, p, _ := pair(t)
	now := noon
	c := newDevice(t, "third", &now)
	_, err := c.s.Take(context.Background(), Setup{Place: p, Label: "Third", Secret: keys.New()})
	if !sync.Is(err, sync.WrongKey) || c.state().Shared || c.names() != "" {
		t.Errorf("%v, has %q", err, c.names())
	}
	_, err = c.s.Take(context.Background(), Setup{Place: Place{Kind: Folder, Dir: t.TempDir()}, Label: "Third", Secret: keys.New()})
	if !sync.Is(err, sync.NoBook) {
		t.Error(err)
	}
	if b.names() != "Lin Mei" {
		t.Error(b.names())
	}
}

func TestAPlaceThatGoesAndComesBack(t *testing.T) {
	a, b, p, _ := pair(t)
	ctx, away := context.Background(), p.Dir+" away"
	a.round()
	must(t, os.Rename(p.Dir, away))
	a.add("Kim")
	if _, err := a.s.Round(ctx); !sync.Is(err, sync.Gone) {
		t.Errorf("a folder that is gone: %v", err)
	}
	must(t, os.Mkdir(p.Dir, 0o700))
	if _, err := a.s.Round(ctx); !sync.Is(err, sync.Empty) {
		t.Errorf("a folder that is empty: %v", err)
	}
	if a.names() != "Kim, Lin Mei" {
		t.Errorf("something was deleted: %q", a.names())
	}
	must(t, os.Remove(p.Dir))
	must(t, os.Rename(away, p.Dir))
	a.round()
	b.round()
	if b.names() != "Kim, Lin Mei" {
		t.Errorf("it does not go on: %q", b.names())
	}
}

// Whatever a service does to a file, two real books meet once it is right again,
// and what is not here yet stops nothing.
func TestWhatServicesDoToFiles(t *testing.T) {
	a, b, p, _ := pair(t)
	a.round()
	b.round()
	segments := func() map[string]bool {
		out := map[string]bool{}
		list, err := filepath.Glob(filepath.Join(p.Dir, "*", "r", "*", "*.seg"))
		must(t, err)
		for _, path := range list {
			out[path] = true
		}
		return out
	}
	for _, c := range []struct {
		name string
		harm func(path string, data []byte)
		mend func(path string, data []byte) // nil where the others do it
		here bool                           // it comes all the same
	}{
		{"late", func(path string, _ []byte) { must(t, os.Remove(path)) }, func(path string, data []byte) { must(t, os.WriteFile(path, data, 0o600)) }, false},
		{"lost", func(path string, _ []byte) { must(t, os.Remove(path)) }, nil, false},
		{"cut", func(path string, data []byte) { must(t, os.WriteFile(path, data[:len(data)/2], 0o600)) }, nil, false},
		{"zeroed", func(path string, data []byte) { must(t, os.WriteFile(path, make([]byte, len(data)), 0o600)) }, nil, false},
		{"empty", func(path string, _ []byte) { must(t, os.WriteFile(path, nil, 0o600)) }, nil, false},
		{"twice", func(path string, data []byte) {
			must(t, os.WriteFile(strings.TrimSuffix(path, ".seg")+" (conflicted copy).seg", data, 0o600))
		}, nil, true},
		{"renamed", func(path string, _ []byte) {
			must(t, os.Rename(path, strings.TrimSuffix(path, ".seg")+"-OFFICE.seg"))
		}, nil, false},
	} {
		before := segments()
		a.add("Customer " + c.name)
		a.round()
		var path string
		for s := range segments() {
			if !before[s] {
				path = s
			}
		}
		data, err := os.ReadFile(path)
		must(t, err)
		c.harm(path, data)
		b.add("Meanwhile " + c.name)
		b.round()
		if got := strings.Contains(b.names(), "Customer "+c.name); got != c.here {
			t.Errorf("%s: it is here: %v", c.name, got)
		}
		if c.mend != nil {
			c.mend(path, data)
		}
		for range 2 {
			a.round()
			b.round()
		}
		if a.names() != b.names() || !strings.Contains(b.names(), "Customer "+c.name) || !strings.Contains(a.names(), "Meanwhile "+c.name) {
			t.Errorf("%s: %q and %q", c.name, a.names(), b.names())
		}
	}
	if st := b.state().Status; len(st.Foreign) != 2 || st.Stuck != 0 {
		t.Errorf("%+v", st)
	}
}

// The clock of one computer runs a year ahead: it is said and stops nothing, and
// of two edits the one wins that was made knowing the other.
func TestAClockAYearOff(t *testing.T) {
	a, _, p, x := pair(t)
	ctx, later := context.Background(), noon.AddDate(1, 0, 0)
	c := newDevice(t, "ahead", &later)
	_, err := c.s.Take(ctx, Setup{Place: p, Label: "Ahead", Secret: x})
	must(t, err)
	ids, err := c.b.Customers.IDs(ctx, book.CustomerFilter{})
	must(t, err)
	city := func(d *device, city string) {
		t.Helper()
		x, err := d.b.Customers.Get(ctx, ids[0])
		must(t, err)
		if x.City = city; city != "" {
			_, _, err = d.b.Customers.Save(ctx, x)
			must(t, err)
		}
	}
	city(c, "Bonn")
	c.round()
	a.round()
	city(a, "Köln") // knows of Bonn, by a clock that is a year behind
	a.round()
	c.round()
	for _, d := range []*device{a, c} {
		x, err := d.b.Customers.Get(ctx, ids[0])
		if must(t, err); x.City != "Köln" {
			t.Errorf("%s has %q", d.name, x.City)
		}
	}
	ahead := time.Duration(0)
	for _, d := range a.state().Status.Devices {
		ahead = max(ahead, d.Ahead)
	}
	if ahead < 300*24*time.Hour {
		t.Errorf("it is not said: %v", ahead)
	}
}

func TestTheFolderOfAnotherBook(t *testing.T) {
	a, _, p, _ := pair(t)
	_, _, other, _ := pair(t)
	ctx := context.Background()
	must(t, keys.Remember(a.state().Status.Workspace, a.s.secrets[0]))
	a.add("Kim")
	must(t, a.s.MoveTo(ctx, other, keys.Login{}))
	if _, err := a.s.Round(ctx); !sync.Is(err, sync.OtherBook) {
		t.Errorf("another book's folder: %v", err)
	}
	must(t, a.s.MoveTo(ctx, p, keys.Login{}))
	if a.round(); a.names() != "Kim, Lin Mei" {
		t.Error(a.names())
	}
}

func TestWithoutAKeyringTheCodeIsAskedFor(t *testing.T) {
	a, b, _, x := pair(t)
	ctx := context.Background()
	workspace := a.state().Status.Workspace
	// The program is started anew on a computer whose keyring stays locked.
	keyring.MockInitWithError(errors.New("locked"))
	again := NewSession(a.s.Store, a.s.Memory, a.s.Now, "test")
	if _, err := again.Round(ctx); !sync.Is(err, NoKey) {
		t.Errorf("without a key: %v", err)
	}
	if st, err := again.State(ctx); err != nil || !st.Shared || st.Key {
		t.Errorf("%+v %v", st, err)
	}
	if _, err := again.Enter(ctx, keys.New()); !sync.Is(err, sync.WrongKey) && !sync.Is(err, sync.NewKey) {
		t.Errorf("another code: %v", err)
	}
	_, err := again.Enter(ctx, x)
	must(t, err)
	a.s = again
	a.add("Kim")
	a.round()
	b.round()
	if b.names() != "Kim, Lin Mei" {
		t.Error(b.names())
	}
	keyring.MockInit()
	if got, err := keys.Recall(workspace); err != nil || got != nil {
		t.Errorf("something was written: %v %v", got, err)
	}
}

func TestARemovedDeviceGetsANewCode(t *testing.T) {
	a, b, p, x := pair(t)
	ctx := context.Background()
	now := *a.now
	c := newDevice(t, "third", &now)
	_, err := c.s.Take(ctx, Setup{Place: p, Label: "Third", Secret: x})
	must(t, err)
	a.round()
	var id sync.Replica
	for _, d := range a.state().Status.Devices {
		if d.Label == "Notebook" {
			id = d.ID
		}
	}
	must(t, a.s.Retire(ctx, id))
	next, err := a.s.Renew(ctx)
	must(t, err)
	if next == x || a.s.Code() != next.Code() {
		t.Error("the code is the old one")
	}
	a.add("Kim")
	a.round()
	if _, err := b.s.Round(ctx); err == nil {
		t.Error("who was removed reads on")
	}
	if strings.Contains(b.names(), "Kim") {
		t.Error("who was removed knows what came after")
	}
	if _, err := c.s.Round(ctx); !sync.Is(err, sync.NewKey) {
		t.Errorf("who was not is not asked for the new code: %v", err)
	}
	_, err = c.s.Enter(ctx, next)
	must(t, err)
	c.round()
	a.round()
	c.round()
	if c.names() != "Kim, Lin Mei" {
		t.Errorf("%q", c.names())
	}
}

func TestAParcelIsAsGoodAsAFolder(t *testing.T) {
	keyring.MockInit()
	ctx, now := context.Background(), noon
	a, b := newDevice(t, "office", &now), newDevice(t, "notebook", &now)
	x, p := keys.New(), Place{Kind: Mail}
	a.add("Lin Mei")
	_, err := a.s.Share(ctx, Setup{Place: p, Label: "Office", Secret: x})
	must(t, err)
	post := t.TempDir()
	send := func(from *device, name string) string {
		t.Helper()
		now = now.Add(5 * time.Minute)
		path := filepath.Join(post, name+ParcelExt)
		got, err := from.s.Pack(ctx, path)
		if must(t, err); got.Files == 0 || got.Bytes == 0 {
			t.Errorf("an empty parcel: %+v", got)
		}
		return path
	}
	first := send(a, "first")
	for what, err := range map[string]error{
		"another code": b.s.Receive(ctx, first, keys.New()),
	} {
		if !sync.Is(err, sync.WrongKey) {
			t.Errorf("%s: %v", what, err)
		}
	}
	must(t, b.s.Receive(ctx, first, x))
	_, err = b.s.Take(ctx, Setup{Place: p, Label: "Notebook", Secret: x})
	must(t, err)
	b.add("Kim")
	second := send(b, "second")
	for range 2 { // once more does no harm
		_, err = a.s.Unpack(ctx, second)
		must(t, err)
	}
	a.add("Priya")
	third := send(a, "third")
	_, err = b.s.Unpack(ctx, third)
	must(t, err)
	if a.names() != "Kim, Lin Mei, Priya" || b.names() != a.names() {
		t.Errorf("%q and %q", a.names(), b.names())
	}
	whole, err := os.ReadFile(third)
	must(t, err)
	if strings.Contains(string(whole), "Priya") {
		t.Error("it can be read")
	}
	for n := range len(whole) {
		if n%97 != 0 && n < len(whole)-3 {
			continue
		}
		cut := filepath.Join(post, "cut"+ParcelExt)
		must(t, os.WriteFile(cut, whole[:n], 0o600))
		if _, err := b.s.Unpack(ctx, cut); book.CodeOf(err) != book.Corrupt && book.CodeOf(err) != book.NotABook {
			t.Errorf("%d of %d bytes: %v", n, len(whole), err)
		}
	}
}

func TestLeavingKeepsTheBook(t *testing.T) {
	a, b, p, x := pair(t)
	ctx := context.Background()
	must(t, b.s.Leave(ctx))
	if st := b.state(); st.Shared || b.names() != "Lin Mei" {
		t.Errorf("%+v %q", st, b.names())
	}
	keyring.MockInit() // both share one keyring here
	must(t, keys.Remember(a.state().Status.Workspace, x))
	a.add("Kim")
	a.round()
	_, err := b.s.Take(ctx, Setup{Place: p, Label: "Notebook", Secret: x})
	must(t, err)
	if b.names() != "Kim, Lin Mei" {
		t.Errorf("after joining again: %q", b.names())
	}
}

func TestACopyDoesNotKnowThePlace(t *testing.T) {
	a, _, p, _ := pair(t)
	ctx := context.Background()
	s := NewSession(a.s.Store, MemoryIn(t.TempDir(), "m"), a.s.Now, "test")
	if _, err := s.Round(ctx); !sync.Is(err, NoPlace) {
		t.Errorf("%v", err)
	}
	if st, err := s.State(ctx); err != nil || !st.Shared || st.Place != nil {
		t.Errorf("%+v %v", st, err)
	}
	must(t, s.MoveTo(ctx, p, keys.Login{}))
	if _, err := s.Round(ctx); err != nil {
		t.Error(err)
	}
}

func TestFoldersOfServicesAreNamed(t *testing.T) {
	for dir, want := range map[string]string{
		"/media/lin/OneDrive - Company/x": "OneDrive", `D:\Dropbox\Dragoman`: "Dropbox", "/media/lin/坚果云/客户": "坚果云 Nutstore",
		"/media/lin/Documents": "", "/media/lin/dropboxes": "", "/media/lin/Nextcloud": "Nextcloud",
	} {
		got := ""
		if p := ProviderOf(dir); p != nil {
			got = p.Name
		}
		if got != want {
			t.Errorf("%s is %q, want %q", dir, got, want)
		}
	}
	home := t.TempDir()
	for _, v := range []string{"HOME", "USERPROFILE"} {
		t.Setenv(v, home)
	}
	for _, v := range []string{"OneDrive", "OneDriveConsumer", "OneDriveCommercial", "APPDATA", "LOCALAPPDATA"} {
		t.Setenv(v, "")
	}
	for _, d := range []string{"OneDrive - Shop", "Google Drive/My Drive", ".dropbox", "box of shoes", "elsewhere", ".config/syncthing", "Sync me"} {
		must(t, os.MkdirAll(filepath.Join(home, filepath.FromSlash(d)), 0o700))
	}
	must(t, os.WriteFile(filepath.Join(home, ".dropbox", "info.json"), []byte(`{"personal":{"path":"`+filepath.ToSlash(filepath.Join(home, "elsewhere"))+`"}}`), 0o600))
	must(t, os.WriteFile(filepath.Join(home, ".config", "syncthing", "config.xml"), []byte(`<configuration><folder path="~/Sync me"/></configuration>`), 0o600))
	var got []string
	for _, c := range Clouds() {
		rel, err := filepath.Rel(home, c.Dir)
		must(t, err)
		got = append(got, c.Provider.Name+"="+filepath.ToSlash(rel))
	}
	want := "OneDrive=OneDrive - Shop Dropbox=elsewhere Google Drive=Google Drive/My Drive Syncthing=Sync me"
	if strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
}
