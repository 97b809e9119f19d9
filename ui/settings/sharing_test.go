package settings

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/zalando/go-keyring"

	"dragoman/data/book"
	"dragoman/data/sync"
	"dragoman/data/sync/share"
	"dragoman/data/sync/transport"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// laptop is one of two computers, with what its owner would press.
type laptop struct {
	t   *testing.T
	env *screen.Env
	sh  *screentest.Shell
	s   *sharing
}

func newLaptop(t *testing.T) *laptop {
	t.Helper()
	env, sh := screentest.NewEnv(t, "en")
	l := &laptop{t, env, sh, newSharing(env, func() {})}
	l.s.load()
	return l
}

func (l *laptop) fine(err error) {
	l.t.Helper()
	if err != nil || len(l.sh.Failed) > 0 {
		l.t.Fatal(err, l.sh.Failed)
	}
}

// customer is the one with a name.
func (l *laptop) customer(name string) book.Customer {
	l.t.Helper()
	page, err := l.env.Book.Customers.List(context.Background(), book.CustomerQuery{Limit: 100})
	l.fine(err)
	for _, r := range page.Rows {
		if r.Name.Full == name {
			c, err := l.env.Book.Customers.Get(context.Background(), r.ID)
			l.fine(err)
			return c
		}
	}
	l.t.Fatalf("%s is not in the book", name)
	return book.Customer{}
}

func (l *laptop) edit(name string, change func(*book.Customer)) {
	l.t.Helper()
	c := l.customer(name)
	change(&c)
	_, _, err := l.env.Book.Customers.Save(context.Background(), c)
	l.fine(err)
}

// meet lets both exchange until nothing is on its way.
func meet(t *testing.T, ls ...*laptop) {
	t.Helper()
	for range 2 {
		for _, l := range ls {
			l.s.x.Round()
			l.fine(l.s.x.Err)
			l.s.load()
		}
	}
}

// TestTwoLaptops walks the seventh walk: an owner and a seller share a book by a
// folder, both edit the same customer, and meet.
func TestTwoLaptops(t *testing.T) {
	keyring.MockInit()
	owner, seller := newLaptop(t), newLaptop(t)
	add(t, owner.env, "Priya Sharma")
	dir := filepath.Join(t.TempDir(), "Stick")

	// The owner shares the book.
	u := owner.s.newSetup(false)
	u.place, u.label = share.Place{Kind: share.Folder, Dir: dir}, "Office"
	owner.s.try(u, owner.fine)
	owner.s.begin(u, owner.fine)
	if !owner.s.x.On() || owner.s.lastDeed() == "" || owner.s.trouble() != "" {
		t.Fatalf("%+v %q %q", owner.s.x.State, owner.s.lastDeed(), owner.s.trouble())
	}

	// The seller joins with the code.
	j := seller.s.newSetup(true)
	j.place, j.label, j.secret, j.me = u.place, "Notebook", u.secret, "Lena"
	var said []string
	seller.s.x.Listen = func() { said = append(said, seller.s.coming()) }
	seller.s.begin(j, seller.fine)
	seller.s.x.Listen = nil
	if want := []string{"The shared book is coming…", "The shared book is coming: 100%. You can go on working meanwhile.", ""}; !slices.Equal(said, want) {
		t.Errorf("while it comes, %q is said", said)
	}
	meet(t, owner, seller)
	if lines := owner.s.devices(); len(lines) != 2 || lines[1].title != "Notebook" || !lines[0].inStep || !lines[1].inStep {
		t.Errorf("%+v", lines)
	}

	// Each signs with a name of their own.
	if mine, hers := kept(t, owner.env).OwnerName, kept(t, seller.env).OwnerName; mine == hers || hers != "Lena" {
		t.Errorf("they sign as %q and %q", mine, hers)
	}

	// A week apart both edit the same customer.
	owner.edit("Priya Sharma", func(c *book.Customer) { c.Role, c.City = "Buyer", "Jaipur" })
	seller.edit("Priya Sharma", func(c *book.Customer) { c.Role, c.PaymentHabit = "Head of purchasing", "saffron" })

	// The folder is unplugged in between: paused, said so, nothing lost.
	if err := os.Rename(dir, dir+" away"); err != nil {
		t.Fatal(err)
	}
	owner.s.x.Round()
	if owner.s.trouble() != owner.env.T("error.sync_where", locales.V{"What": owner.env.T("error.sync_gone", nil), "Place": dir}) || owner.s.mend() != choosePlace || owner.customer("Priya Sharma").Role != "Buyer" {
		t.Errorf("unplugged it says %q", owner.s.trouble())
	}
	if said := owner.s.lastDeed(); said != "" { // that all is done is not said beside a trouble
		t.Errorf("beside the trouble it says %q", said)
	}
	if err := os.Rename(dir+" away", dir); err != nil {
		t.Fatal(err)
	}
	meet(t, owner, seller)
	if said := owner.s.lastDeed(); said != "" {
		t.Errorf("after the trouble it says %q again", said)
	}

	// Both edits are there, and one field has two answers.
	a, b := owner.customer("Priya Sharma"), seller.customer("Priya Sharma")
	if a.City != "Jaipur" || b.City != "Jaipur" || a.PaymentHabit != "saffron" || b.PaymentHabit != "saffron" || a.Role != b.Role {
		t.Fatalf("%q %q %q and %q %q %q", a.City, a.PaymentHabit, a.Role, b.City, b.PaymentHabit, b.Role)
	}
	for _, l := range []*laptop{owner, seller} {
		if len(l.s.answers) != 1 || l.s.answers[0].name != "Priya Sharma" || l.s.answers[0].count != 1 {
			t.Fatalf("%+v", l.s.answers)
		}
	}

	// One press swaps them, on both; who looks at the list of answers is told.
	seller.sh.Came = nil
	vs, err := owner.env.Book.Customers.OtherValues(context.Background(), a.ID)
	if owner.fine(err); len(vs) != 1 {
		t.Fatalf("%+v", vs)
	}
	_, err = owner.env.Book.Customers.Choose(context.Background(), vs[0], true)
	owner.fine(err)
	meet(t, owner, seller)
	told := slices.ContainsFunc(seller.sh.Came, func(c book.Change) bool { return c.Entity == book.EntityConflicts })
	if !told || len(seller.s.answers) != 0 {
		t.Errorf("the seller hears of %+v, and is asked %+v", seller.sh.Came, seller.s.answers)
	}
	if got := seller.customer("Priya Sharma").Role; got != vs[0].Value || got == a.Role {
		t.Errorf("the seller reads %q", got)
	}

	// The old laptop is retired, and with a new key reads nothing more.
	code := ""
	owner.s.retire(owner.s.devices()[1].id, true, func(c string) { code = c })
	owner.fine(nil)
	if code == "" || code == u.secret.Code() || !owner.s.devices()[1].retired {
		t.Errorf("code %q, devices %+v", code, owner.s.devices())
	}
	add(t, owner.env, "After")
	owner.s.x.Round()
	owner.fine(owner.s.x.Err)
	seller.s.x.Round()
	if seller.s.x.Err == nil || seller.s.trouble() == "" || seller.s.mend() == wait {
		t.Errorf("the retired one: %v, %q", seller.s.x.Err, seller.s.trouble())
	}
	seller.s.leave()
}

func TestMistypedCodesAreSaid(t *testing.T) {
	l := newLaptop(t)
	for typed, want := range map[string]string{
		"":    l.env.N("sync.code_missing", 35, nil),
		"UUU": l.env.T("sync.code_signs", locales.V{"Sign": "U"}),
		"00000-11111-22222-33333-44444-55555-66666": "",
		strings.Repeat("0", 40):                     l.env.T("error.code_long", nil),
	} {
		c := &sharingCard{env: l.env, s: l.s}
		f := newPlaceForm(c, l.s.newSetup(true), nil)
		f.entries.code.SetText(typed)
		if f.take() {
			t.Errorf("%q is taken", typed)
		}
		if got := f.code.Error(); want != "" && got != want || got == "" {
			t.Errorf("%q says %q, want %q", typed, got, want)
		}
	}
}

// While a whole book comes the card says how much is here, and no trouble of before;
// the dialog in which the code was entered is over.
func TestCardWhileABookComes(t *testing.T) {
	l := newLaptop(t)
	c := newSharingCard(l.env, func() {})
	l.s = c.s
	l.s.x.State, l.s.x.Loaded = share.State{Shared: true, Place: &share.Place{Kind: share.Folder, Dir: t.TempDir()}}, true
	says := func() string { c.render(); return strings.Join(screentest.Texts(c.root), "\n") }
	trouble := l.s.trouble()
	if trouble == "" || !strings.Contains(says(), trouble) {
		t.Fatalf("without its key the card says %q", says())
	}
	w := test.NewTempWindow(t, c.root)
	c.code = kit.NewDialog("", kit.VBox(0), kit.Action{Label: "Go on"})
	c.code.Show(w.Canvas())
	over := c.code
	l.s.x.Part = 0.25
	if now := says(); !strings.Contains(now, "25%") || strings.Contains(now, trouble) {
		t.Errorf("while it comes the card says %q", now)
	}
	if over.Open() || c.code != nil {
		t.Error("the code is still asked for")
	}
	l.s.x.Joining = true
	if now := says(); !strings.Contains(now, "25%") || strings.Contains(now, l.env.T("sync.now", nil)) {
		t.Errorf("while this book joins the card says %q", now)
	}
}

func TestWhatStopsSharingIsMended(t *testing.T) {
	l := newLaptop(t)
	l.s.x.State = share.State{Shared: true, Key: true, Place: &share.Place{Kind: share.Mail}}
	for detail, want := range map[string]mend{
		sync.Gone: choosePlace, sync.Offline: wait, sync.NewKey: enterCode, sync.Denied: enterLogin, sync.Retired: joinAgain, sync.Newer: wait, share.NoKey: enterCode,
	} {
		l.s.x.Err = sync.Fault("sync.round", detail, nil)
		if l.s.mend() != want || l.s.trouble() == "" {
			t.Errorf("%s: %v %q", detail, l.s.mend(), l.s.trouble())
		}
	}
	// After the next start the book tells it, before anything was tried again.
	l.s.x.Err = nil
	for _, p := range []sync.Pause{
		{Detail: sync.Gone},
		{Detail: sync.Gone, Code: book.NotFound},
		{Detail: sync.NotYet},
		{Detail: transport.Busy, Code: book.Locked},
		{Detail: transport.BadPlace, Code: book.Invalid, Field: "place"},
		{Detail: transport.WrongClock, Code: book.Invalid, Field: "clock"},
		{Detail: "disk_full", Code: book.DiskFull},
	} {
		l.s.x.State.Status.Paused = &p
		if said := l.s.trouble(); said == "" || said == l.env.T("error.internal", nil) || said == l.env.T("error.invalid", nil) {
			t.Errorf("%+v is told as %q", p, said)
		}
	}
	l.s.x.State.Status.Paused = nil
	for _, c := range []struct {
		place share.Place
		home  string
		want  bool
	}{
		{share.Place{Kind: share.Folder, Dir: "/x/OneDrive/a"}, "CN", true},
		{share.Place{Kind: share.Folder, Dir: "/x/OneDrive/a"}, "US-CA", false},
		{share.Place{Kind: share.Folder, Dir: "/x/坚果云/a"}, "CN", false},
		{share.Place{Kind: share.Folder, Dir: "/x/Syncthing/a"}, "CN", false},
		{share.Place{Kind: share.Folder, Dir: "/x/elsewhere"}, "CN", false},
		{share.Place{Kind: share.WebDAV, Address: "https://cloud.example/dav"}, "CN", true},
		{share.Place{Kind: share.Mail}, "CN", false},
	} {
		l.env.Settings.HomeCulture = c.home
		if got := l.s.abroad(c.place); (got != "") != c.want {
			t.Errorf("%+v from %s: %q", c.place, c.home, got)
		}
	}
}

// top is what is shown above the page.
func top(w fyne.Window) fyne.CanvasObject { return w.Canvas().Overlays().Top() }

// TestTheCardOfSharingInEveryLanguage presses everything on the card, from
// sharing to leaving.
func TestTheCardOfSharingInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range screentest.Pages {
			t.Run(lang, func(t *testing.T) {
				keyring.MockInit()
				env, sh := screentest.NewEnv(t, lang)
				add(t, env, "Lin Mei")
				var v *View
				w := screentest.Open(t, env.Printer.Tag(), size, func() fyne.CanvasObject { v = New(env); return v.Content() })
				word := func(id locales.ID) string { return env.T(id, nil) }
				v.Show(screen.Route{Screen: screen.Settings, Tab: "safety"})
				card := v.sharing.card
				screentest.Holds(t, w.Content(), size)

				dir := t.TempDir()
				u := v.sharing.s.newSetup(false)
				u.label = "Office"
				f := newPlaceForm(v.sharing, u, nil)
				f.show()
				screentest.Tap(t, top(w), word("sync.next"))
				if f.err.Text() != word("sync.folder_missing") {
					t.Errorf("without a folder it says %q", f.err.Text())
				}
				sh.Files = []string{filepath.Join(dir, "gone", "deep")}
				screentest.Tap(t, top(w), word("sync.choose_folder"))
				screentest.Tap(t, top(w), word("sync.next"))
				if f.err.Text() != word("error.sync_gone") {
					t.Errorf("a folder that is not there: %q", f.err.Text())
				}
				sh.Files = []string{filepath.Join(dir, "Dragoman")}
				screentest.Tap(t, top(w), word("sync.choose_folder"))
				screentest.Tap(t, top(w), word("sync.next"))
				if !screentest.Shown(top(w), u.secret.Code()) {
					t.Fatalf("the code is not shown: %q", screentest.Texts(top(w)))
				}
				screentest.Tap(t, top(w), word("sync.code_written"))
				write(t, w, u.secret.Code()[:20])
				screentest.Tap(t, top(w), word("sync.share_do"))
				if env.Sharer.On() {
					t.Fatal("shared with half a code")
				}
				write(t, w, strings.ToLower(u.secret.Code()))
				screentest.Tap(t, top(w), word("sync.share_do"))
				if !env.Sharer.On() || !screentest.Shown(card, word("sync.in_step")) {
					t.Fatalf("not shared: %v, %q", env.Sharer.Err, screentest.Texts(card))
				}
				screentest.Holds(t, w.Content(), size)
				away := filepath.Join(dir, "away")
				for what, wrong := range map[locales.ID]func() error{ // said with where it is, in words that fit
					"error.sync_gone":  func() error { return os.Rename(u.place.Dir, away) },
					"error.sync_empty": func() error { return errors.Join(os.Rename(u.place.Dir, away), os.Mkdir(u.place.Dir, 0o700)) },
				} {
					if err := wrong(); err != nil {
						t.Fatal(err)
					}
					screentest.Tap(t, card, word("sync.now"))
					if said := env.T("error.sync_where", locales.V{"What": word(what), "Place": u.place.Dir}); !screentest.Shown(card, said) || !screentest.Shown(card, word("sync.choose_place")) {
						t.Errorf("%s: %q", what, screentest.Texts(card))
					}
					screentest.Holds(t, w.Content(), size)
					screentest.Shoot(t, w, fmt.Sprintf("%s-%s-%v", strings.TrimPrefix(string(what), "error."), lang, size.Width))
					_ = os.Remove(u.place.Dir) // it was not there, or is empty
					if err := os.Rename(away, u.place.Dir); err != nil {
						t.Fatal(err)
					}
				}
				screentest.Tap(t, card, word("sync.now"))
				if env.Sharer.Trouble() != nil || screentest.Shown(card, word("sync.choose_place")) {
					t.Errorf("it is right again: %v", env.Sharer.Trouble())
				}
				screentest.Tap(t, card, word("sync.add"))
				if !screentest.Shown(top(w), u.secret.Code()) || !kit.CloseTop() {
					t.Error("how to add a device is not said")
				}
				sh.Files = []string{filepath.Join(dir, "parcel")}
				v.sharing.send()
				sh.Files = []string{filepath.Join(dir, "parcel"+share.ParcelExt)}
				v.sharing.receive()
				screentest.Tap(t, card, word("sync.more"))
				kit.CloseTop()
				v.sharing.s.rename("Desk")
				if !screentest.Shown(card, env.T("sync.this_computer", locales.V{"Name": "Desk"})) {
					t.Errorf("it is still called otherwise: %q", screentest.Texts(card))
				}
				v.sharing.leave()
				screentest.Tap(t, top(w), word("sync.leave_do"))
				if env.Sharer.On() || !screentest.Shown(card, word("sync.share")) || len(sh.Failed) > 0 {
					t.Errorf("still shared; failed %v", sh.Failed)
				}
				v.Show(screen.Route{Screen: screen.Settings, Tab: "safety"}.With("join", "1"))
				if !screentest.Shown(top(w), word("sync.join_what")) || !kit.CloseTop() {
					t.Error("the first page does not lead to joining")
				}
				if n := len(sh.Replaced); n == 0 || sh.Replaced[n-1].Arg("join") != "" {
					t.Errorf("coming back asks to join again: %v", sh.Replaced)
				}
				v.Leave()
			})
		}
	}
}

// write types into the first text field of what is shown above the page.
func write(t *testing.T, w fyne.Window, text string) {
	t.Helper()
	var e *kit.Entry
	screentest.Each(top(w), func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Entry); ok && e == nil {
			e = x
		}
	})
	if e == nil {
		t.Fatal("there is nothing to write into")
	}
	e.SetText(text)
}

// TestTheSetUpIsFilledInWithTheKeyboard goes through the form by Tab alone.
func TestTheSetUpIsFilledInWithTheKeyboard(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	var v *View
	w := screentest.Open(t, "en", screentest.Pages[1], func() fyne.CanvasObject { v = New(env); return v.Content() })
	v.Show(screen.Route{Screen: screen.Settings, Tab: "safety"})
	f := newPlaceForm(v.sharing, v.sharing.s.newSetup(true), nil)
	f.show()
	f.choose(string(share.WebDAV))
	var order []string
	for _, e := range []struct {
		name  string
		entry *kit.Entry
	}{{"address", f.entries.address}, {"user", f.entries.user}, {"password", f.entries.pass}, {"label", f.entries.label}, {"me", f.entries.me}, {"code", f.entries.code}} {
		for range 12 {
			if w.Canvas().Focused() == fyne.Focusable(e.entry) {
				order = append(order, e.name)
				break
			}
			w.Canvas().FocusNext()
		}
	}
	if strings.Join(order, " ") != "address user password label me code" {
		t.Errorf("Tab reaches %q", order)
	}
}

// That a colleague has a newer version is said with what to do about it.
func TestANewerVersionIsSaid(t *testing.T) {
	for _, tag := range []string{"en", "zh-Hans"} {
		env, _ := screentest.NewEnv(t, tag)
		s := newSharing(env, func() {})
		if len(s.notes()) != 0 {
			t.Error(s.notes())
		}
		s.x.State.Status = sync.Status{Parked: 2, Devices: []sync.Device{{Label: "Lena", Newer: true}, {Label: "Old", Newer: true, Retired: true}}}
		got := s.notes()
		if len(got) != 2 || !strings.Contains(got[0], "2") || !strings.Contains(got[1], "Lena") || !strings.Contains(got[1], "Dragoman") {
			t.Errorf("%q", got)
		}
	}
}

// How fast a clock is, is said in words that somebody reads at a glance.
func TestAFastClockIsSaid(t *testing.T) {
	l := newLaptop(t)
	for by, want := range map[time.Duration]string{
		20 * time.Minute:                  l.env.T("sync.device_clock", locales.V{"Time": "20 min"}),
		30 * time.Hour:                    l.env.T("sync.device_clock", locales.V{"Time": "30 h"}),
		368*24*time.Hour + 20*time.Minute: l.env.N("sync.device_days", 368, nil),
	} {
		if got := l.s.ahead(by); got != want {
			t.Errorf("%v: %q, want %q", by, got, want)
		}
	}
}
