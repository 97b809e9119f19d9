package rights

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// aBook is a book with somebody whom nobody has spoken to for years, a request,
// and a rule.
func aBook(t *testing.T, env *screen.Env) (old, young book.Customer) {
	t.Helper()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := env.Book.SaveSettings(ctx, book.Settings{OwnerName: "Lin", HomeCulture: "CN"})
	must(err)
	old, _, err = env.Book.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Old Friend"}})
	must(err)
	other, _, err := env.Book.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Older Friend"}})
	must(err)
	young, _, err = env.Book.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Young Friend"}})
	must(err)
	for id, years := range map[book.ID]int{old.ID: 4, other.ID: 6, young.ID: 0} {
		at := env.Now().AddDate(-years, 0, -1)
		_, _, err := env.Book.Interactions.Log(ctx, book.Interaction{CustomerID: id, Kind: book.CallMade, At: at})
		must(err)
	}
	today := calendar.DateOf(env.Now())
	for _, x := range []book.Petition{
		{CustomerID: young.ID, Kind: book.AskErasure, Law: "gdpr", Received: today},
		{CustomerID: old.ID, Kind: book.AskAccess, Law: "lgpd", Received: today - 30},
	} {
		_, _, err := env.Book.Petitions.Save(ctx, x, "")
		must(err)
	}
	return old, young
}

// A rule finds who was not spoken to for long; they are kept with a reason,
// contacted, or erased.
func TestReview(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	old, _ := aBook(t, env)
	p := newPresenter(env, func() {})
	p.load()
	if p.found != 0 || len(p.requests) != 2 {
		t.Fatalf("%d found without a rule, %d requests", p.found, len(p.requests))
	}
	if _, _, late := p.request(p.requests[0]); !late {
		t.Error("the late request does not come first")
	}
	p.addRule("", "", "3")
	if p.found != 2 || p.review[0].Name.Full != "Older Friend" || !strings.Contains(p.lastWord(p.review[0]), "2021") {
		t.Fatalf("%+v", p.review)
	}
	p.keep([]book.ID{old.ID}, "warranty", 2)
	if p.found != 1 {
		t.Errorf("%d found after one was kept", p.found)
	}
	id := p.review[0].ID
	p.erase([]book.ID{id}, func(x book.Traces, do func()) {
		if x.Customers != 1 {
			t.Errorf("%+v", x)
		}
		do()
	})
	if p.found != 0 || len(sh.Failed) > 0 {
		t.Errorf("%d found after the other was erased; %v", p.found, sh.Failed)
	}
	if len(p.rows) == 0 || p.rows[0].Kind != book.OpErase {
		t.Errorf("the erasure is not in the log: %+v", p.rows[:1])
	}
	p.removeRule(p.rules[0])
	if len(p.rules) != 0 {
		t.Error("the rule is still there")
	}
}

// The log is narrowed by person, kind and time, grows page by page, and is
// written as a file, which is in the log in turn.
func TestLog(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	_, young := aBook(t, env)
	for range 60 {
		if _, err := env.Book.Customers.Tag(context.Background(), []book.ID{young.ID}, []string{"a"}, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := env.Book.Customers.Tag(context.Background(), []book.ID{young.ID}, nil, []string{"a"}); err != nil {
			t.Fatal(err)
		}
	}
	p := newPresenter(env, func() {})
	p.load()
	if len(p.rows) != pageSize || p.next == 0 || len(p.actors) != 1 {
		t.Fatalf("%d lines, %v", len(p.rows), p.actors)
	}
	title, second := p.line(p.rows[0])
	if title != env.T("customers.op_customer_tag", nil) || !strings.Contains(second, "Young Friend") || !strings.Contains(second, "Lin") {
		t.Errorf("%q, %q", title, second)
	}
	p.more()
	if len(p.rows) != 2*pageSize {
		t.Errorf("%d lines after more", len(p.rows))
	}
	p.setKind(string(book.OpPetitionAdd))
	if len(p.rows) != 2 || p.next != 0 {
		t.Errorf("%d lines of one kind", len(p.rows))
	}
	p.setActor(nobody)
	if len(p.rows) != 0 {
		t.Errorf("%d lines of nobody", len(p.rows))
	}
	p.setActor("Lin")
	p.span = week
	if from := p.query().From; !from.Equal((calendar.DateOf(env.Now()) - 6).In(env.Home, 0, 0)) {
		t.Errorf("a week begins on %v", from)
	}
	p.setSpan("")
	if len(p.rows) != 2 {
		t.Errorf("%d lines of Lin", len(p.rows))
	}
	sh.Files = []string{filepath.Join(t.TempDir(), "log.csv")}
	p.writeLog()
	data, err := os.ReadFile(sh.Files[0])
	if err != nil || bytes.Count(data, []byte("\n")) != 3 || bytes.Contains(data, []byte("Friend")) {
		t.Errorf("%s, %v", data, err)
	}
	p.setKind("")
	if len(p.rows) == 0 || p.rows[0].Kind != book.OpAuditExport || p.rows[0].Operation.Rows != 2 {
		t.Errorf("%+v", p.rows[0])
	}
	sh.Files = []string{filepath.Join(t.TempDir(), "record.html")}
	p.writeRecord()
	if data, err = os.ReadFile(sh.Files[0]); err != nil || !bytes.Contains(data, []byte("Article 30")) {
		t.Error(err)
	}
}

// TestDraw writes the page as pictures into the folder that DRAGOMAN_SHOTS names.
func TestDraw(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		for _, size := range []fyne.Size{{Width: 1136, Height: 760}, {Width: 800, Height: 600}} {
			env, _ := screentest.NewEnv(t, lang)
			aBook(t, env)
			var v *View
			w := screentest.Open(t, lang, size, func() fyne.CanvasObject { v = New(env); return kit.Inset(0, 20, v.Content()) })
			v.p.addRule("", "", "3")
			draw := func(name string) {
				screentest.Shoot(t, w, "settings-"+name+"-"+lang+"-"+env.Printer.Int(int64(size.Width)))
				for _, o := range w.Canvas().Overlays().List() {
					w.Canvas().Overlays().Remove(o)
				}
			}
			draw("rights")
			v.review()
			draw("review")
			v.addRule()
			draw("rule")
		}
	}
}
