package rights

import (
	"archive/zip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// someone keeps a customer with notes, one of which names another.
func someone(t *testing.T, env *screen.Env) book.Customer {
	t.Helper()
	ctx := context.Background()
	save := func(c book.Customer) book.Customer {
		c, _, err := env.Book.Customers.Save(ctx, c)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	save(book.Customer{Name: book.Name{Full: "Ingrid Solberg"}})
	c := save(book.Customer{Name: book.Name{Full: "Maria Petrou"}, Country: "GR"})
	for _, text := range []string{"Likes olives", "Ingrid Solberg sent her"} {
		if _, err := env.Book.Notes.Add(ctx, c.ID, text); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// A request gets the day of the law, a follow-up, and stays when it is closed.
func TestRequest(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := someone(t, env)
	shown := 0
	p := NewPresenter(env, func() { shown++ })
	p.Show(c.ID)
	x := p.New()
	today := calendar.DateOf(env.Now())
	if x.Law != "gdpr" || x.Received != today || x.CustomerID != c.ID {
		t.Errorf("%+v", x)
	}
	saved := false
	p.Save(x, func() { saved = true }, func(err error) { t.Error(err) })
	if !saved || len(p.Lines()) != 1 || p.Lines()[0].Late || len(sh.Ops) != 1 {
		t.Fatalf("%+v", p.Lines())
	}
	l := p.Lines()[0]
	if l.Petition.Due != today.AddMonths(1) || !strings.Contains(l.Second, env.T("rights.law_gdpr", nil)) {
		t.Errorf("%+v", l)
	}
	bad := p.New()
	bad.Law = ""
	var refused error
	p.Save(bad, func() { t.Error("taken") }, func(err error) { refused = err })
	if book.CodeOf(refused) != book.Invalid {
		t.Error(refused)
	}
	late := p.New()
	late.Received, late.Law = today-40, "lgpd"
	p.Save(late, func() {}, func(err error) { t.Error(err) })
	if ls := p.Lines(); len(ls) != 2 || !ls[0].Late {
		t.Errorf("%+v", ls)
	}
	p.Close(late.ID, book.PetitionFulfilled, "")
	if len(sh.Failed) != 1 {
		t.Error("a request that is not there was closed")
	}
	p.Close(p.Lines()[0].Petition.ID, book.PetitionRefused, "not hers")
	if ls := p.Lines(); !ls[1].Closed || ls[0].Closed {
		t.Errorf("%+v", ls)
	}
	p.Remove(p.Lines()[0].Petition.ID)
	if ls := p.Lines(); len(ls) != 1 || !ls[0].Closed {
		t.Errorf("%+v", ls)
	}
}

// The copy is written, noted in the log, and what has to be looked at is said.
func TestCopy(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := someone(t, env)
	p := NewPresenter(env, func() {})
	p.Show(c.ID)
	path := filepath.Join(t.TempDir(), p.CopyName(false))
	p.Copy(path, "", false)
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Error(err)
	}
	if len(sh.Told) != 1 || !strings.Contains(sh.Told[0], "1") {
		t.Errorf("said %q", sh.Told)
	}
	page, err := env.Book.History.Audit(context.Background(), book.AuditQuery{Kinds: []book.OpKind{book.OpAccess}})
	if err != nil || len(page.Rows) != 1 {
		t.Error(page, err)
	}
	if strings.Contains(p.CopyName(true), "Petrou") || !strings.HasSuffix(p.CopyName(true), ".zip.age") {
		t.Error(p.CopyName(true))
	}
}

// Nothing goes before the word was typed; then all of it does, and the ledger is
// laid among the backups.
func TestErase(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, sh := screentest.NewEnv(t, lang)
		c := someone(t, env)
		if err := os.MkdirAll(sh.Kept.Backup.Dir, 0o700); err != nil {
			t.Fatal(err)
		}
		var v *View
		w := screentest.Open(t, lang, screentest.Pages[0], func() fyne.CanvasObject { v = New(env, func() {}); return v.Content() })
		v.Show(c.ID)
		screentest.Tap(t, w.Content(), env.T("rights.erase", nil))
		top := w.Canvas().Overlays().Top()
		if !screentest.Shown(top, env.T("rights.goes_rows", locales.V{"What": env.T("customers.field_note", nil), "N": "2"})) {
			t.Error("what goes is not said")
		}
		screentest.Tap(t, top, env.T("rights.erase_do", nil))
		if _, err := env.Book.Customers.Get(context.Background(), c.ID); err != nil {
			t.Fatal("erased without the word")
		}
		screentest.Each(top, func(o fyne.CanvasObject) {
			if e, ok := o.(*kit.Entry); ok {
				e.SetText(strings.ToLower(env.T("rights.erase_word", nil)))
			}
		})
		screentest.Tap(t, top, env.T("rights.erase_do", nil))
		if _, err := env.Book.Customers.Get(context.Background(), c.ID); book.CodeOf(err) != book.NotFound {
			t.Error("the customer is there")
		}
		if len(sh.Told) != 1 || len(sh.Gone) != 1 || len(sh.Failed) != 0 {
			t.Errorf("said %q, went %v, failed %v", sh.Told, sh.Gone, sh.Failed)
		}
		found, err := filepath.Glob(filepath.Join(sh.Kept.Backup.Dir, "erased-*.txt"))
		if err != nil || len(found) != 1 {
			t.Errorf("the ledger among the backups: %v, %v", found, err)
		}
	}
}

// TestDraw writes the section and its dialogs as pictures into the folder that
// DRAGOMAN_SHOTS names.
func TestDraw(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := screentest.NewEnv(t, lang)
		c := someone(t, env)
		var v *View
		w := screentest.Open(t, lang, fyne.NewSize(1024, 700), func() fyne.CanvasObject { v = New(env, func() {}); return kit.Scroll(v.Content()) })
		v.Show(c.ID)
		x := v.p.New()
		v.p.Save(x, func() {}, func(err error) { t.Error(err) })
		x.Received -= 50
		v.p.Save(x, func() {}, func(err error) { t.Error(err) })
		v.p.Close(v.p.Lines()[1].Petition.ID, book.PetitionFulfilled, "sent")
		draw := func(name string) {
			screentest.Shoot(t, w, "rights-"+name+"-"+lang)
			for _, o := range w.Canvas().Overlays().List() {
				w.Canvas().Overlays().Remove(o)
			}
		}
		draw("section")
		v.form(v.p.New())
		draw("form")
		v.copy()
		draw("copy")
		v.p.Trace(v.erase)
		draw("erase")
	}
}
