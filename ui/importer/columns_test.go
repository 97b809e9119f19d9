package importer

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestColumnsCanBeSaid: a table of which no heading is known comes in once the
// user has said what its columns hold, and the next of its kind by itself.
func TestColumnsCanBeSaid(t *testing.T) {
	p, sh, _ := begin(t, "en")
	path := write(t, "odd.csv", "Spalte A,Spalte B,Spalte C\r\nSukarno,+62 21 555 0100,x\r\n王小明,+86 130 0000 0001,y\r\n")
	p.choose(path)
	if p.step != stepCheck || !p.noHeader || !p.stale || len(sh.Failed) > 0 {
		t.Fatalf("step %d, no header %t, stale %t, failed %v", p.step, p.noHeader, p.stale, sh.Failed)
	}
	p.setField("Spalte A", exchange.FieldName)
	p.setField("Spalte B", exchange.FieldPhone)
	if len(p.report.Sample) != 2 || p.report.Sample[0].Customer.Name.Full != "Sukarno" || p.report.Sample[0].Customer.Channels[0].Kind != book.Phone {
		t.Fatalf("the first rows: %+v", p.report.Sample)
	}
	p.goOn() // works the numbers out
	wants(t, p, stepCheck, 2, 0, 0, 0)
	p.goOn()
	wants(t, p, stepDone, 2, 0, 0, 0)
	if len(sh.Kept.Mappings) != 1 {
		t.Fatalf("kept %+v", sh.Kept.Mappings)
	}
	p.choose(write(t, "again.csv", "Spalte A,Spalte B,Spalte C\r\nAna,+55 11 91234 5678,x\r\n"))
	wants(t, p, stepCheck, 1, 0, 0, 0)
}

// TestAColumnCanBeKeptAside: what the program takes for a phone can be said to
// be none.
func TestAColumnCanBeKeptAside(t *testing.T) {
	p, _, _ := begin(t, "en")
	p.choose(write(t, "people.csv", people))
	p.setField("手机", "")
	if c := p.report.Sample[0].Customer; len(c.Channels) != 1 || len(c.Origin.Extra) == 0 {
		t.Errorf("%+v", c)
	}
	if !p.stale {
		t.Error("the old numbers still stand")
	}
}

// TestEachCanBeDecidedOn: with Ask nobody changes of whom nothing was said.
func TestEachCanBeDecidedOn(t *testing.T) {
	p, _, _ := begin(t, "en")
	p.choose(write(t, "a.csv", "Name,Email,City\r\nAna,ana@x.example,Rio\r\nBen,ben@x.example,Bonn\r\n"))
	p.goOn()
	wants(t, p, stepDone, 2, 0, 0, 0)
	p.choose(write(t, "b.csv", "Name,Email,City\r\nAna,ana@x.example,Lima\r\nBen,ben@x.example,Rome\r\n"))
	p.setExisting(book.Ask)
	wants(t, p, stepCheck, 0, 0, 2, 0)
	if len(p.report.Known) != 2 {
		t.Fatalf("asks about %d", len(p.report.Known))
	}
	p.decide(p.report.Known[1].Row, book.Update)
	p.goOn()
	wants(t, p, stepCheck, 0, 1, 1, 0)
	p.goOn()
	wants(t, p, stepDone, 0, 1, 1, 0)
	for name, city := range map[string]string{"Ana": "Rio", "Ben": "Rome"} {
		hits, err := p.env.Book.Search(context.Background(), name, 1)
		if err != nil || len(hits) != 1 {
			t.Fatal(hits, err)
		}
		if c, err := p.env.Book.Customers.Get(context.Background(), hits[0].ID); err != nil || c.City != city {
			t.Errorf("%s is in %s, want %s, %v", name, c.City, city, err)
		}
	}
}

// TestColumnsInTheWindow shows the columns in every language at both sizes.
func TestColumnsInTheWindow(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for i, size := range screentest.Pages {
			env, sh := screentest.NewEnv(t, lang)
			var v *View
			w := screentest.Open(t, env.Printer.Tag(), size, func() fyne.CanvasObject { v = New(env); return v.Content() })
			v.Show(screen.Route{Screen: screen.Import}.With("file", write(t, "people.csv", people)))
			screentest.Holds(t, w.Content(), size)
			for _, words := range []string{env.T("import.columns", nil), "手机", env.T(exchange.FieldLabel(exchange.FieldPhone), nil)} {
				if !screentest.Shown(w.Content(), words) {
					t.Errorf("%s: %q is not shown", lang, words)
				}
			}
			v.p.setField("备注", exchange.FieldTags)
			if !v.p.stale || v.importIt.Label() != env.T("import.check_again", nil) {
				t.Errorf("the button says %q", v.importIt.Label())
			}
			screentest.Holds(t, w.Content(), size)
			if len(sh.Failed) > 0 {
				t.Error(sh.Failed)
			}
			screentest.Shoot(t, w, "import-"+lang+string(rune('0'+i)))
			test.NewApp()
		}
	}
}
