package insights

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/insight"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// An empty book says what comes instead of showing noughts.
func TestEmptyBook(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := screentest.NewEnv(t, lang)
		v := New(env)
		w := screentest.Open(t, lang, fyne.NewSize(1100, 700), v.Content)
		v.Show(screen.Route{})
		if s := v.p.State(); !s.Loaded || !s.Empty {
			t.Fatalf("%+v", s)
		}
		if !screentest.Shown(w.Content(), env.T("insights.empty", nil)) {
			t.Errorf("%q", screentest.Texts(w.Content()))
		}
	}
}

// A book with customers and nothing else knows how many they are, and says of
// everything else from when it will be known.
func TestBookWithoutOrders(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	if _, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: "Li Na"}}); err != nil {
		t.Fatal(err)
	}
	v := New(env)
	w := screentest.Open(t, "en", fyne.NewSize(1100, 3000), v.Content)
	v.Show(screen.Route{})
	s := v.p.State()
	if g := s.Sheet.Figures[insight.CustomersNow]; g.Value != 1 || len(s.Tiles()) != 5 || len(s.Findings) != 0 {
		t.Errorf("%+v", s)
	}
	for _, need := range []string{"from the first order on", "from the first agreed interval on", "from the first recorded answer about consent on", "Nothing stands out"} {
		if !screentest.Shown(w.Content(), need) {
			t.Errorf("%q is not said", need)
		}
	}
}

func TestDemoBook(t *testing.T) {
	env, sh := demoEnv(t, "en")
	v := New(env)
	w := screentest.Open(t, "en", fyne.NewSize(1152, 3000), v.Content)
	v.Show(screen.Route{})
	s := v.p.State()
	if !s.Judged || s.Matrix.All == 0 || len(s.Findings) == 0 || len(s.Rows) < 10 || len(s.Months) < 12 {
		t.Fatalf("%d rows, %d findings, %d in the matrix", len(s.Rows), len(s.Findings), s.Matrix.All)
	}
	n := 0
	for r := 1; r <= 5; r++ {
		for w := 1; w <= 5; w++ {
			n += len(s.Matrix.Who[r-1][w-1])
		}
	}
	if n != s.Matrix.All {
		t.Errorf("%d in the fields, %d in all", n, s.Matrix.All)
	}
	for _, f := range s.Findings {
		if text := s.Words.Finding(f); strings.Contains(text, "insights.") || strings.Contains(text, "{{") || len(f.Who) == 0 {
			t.Errorf("%s: %q, %d behind it", f.Kind, text, len(f.Who))
		}
		if !screentest.Shown(w.Content(), s.Words.FindingTitle(f.Kind)) {
			t.Errorf("%s is not shown", f.Kind)
		}
	}
	// Every finding, field and row leads to its customers.
	v.p.Open(s.Findings[0].Who)
	if r := sh.Gone[len(sh.Gone)-1]; r.Screen != screen.Customers || strings.Count(r.Arg("ids"), ",") != len(s.Findings[0].Who)-1 {
		t.Errorf("%+v", r)
	}
	v.p.OpenRow(0)
	if r := sh.Gone[len(sh.Gone)-1]; strings.Count(r.Arg("ids"), ",") != len(s.Rows[0].Who)-1 {
		t.Errorf("%+v", r)
	}
	// Period, grouping and segment change what is shown and stay in the route.
	v.p.SetSpan(insight.LastQuarter)
	v.p.SetBy(insight.ByCountry)
	g, _, err := env.Book.Segments.Save(t.Context(), book.Segment{Name: "Japan", Query: "country:JP"})
	if err != nil {
		t.Fatal(err)
	}
	v.p.SetSegment(g.ID)
	after := v.p.State()
	if len(after.Rows) != 1 || after.Rows[0].Key != "JP" || after.Sheet.Period == s.Sheet.Period || v.p.Whose() != "Japan" {
		t.Errorf("%+v", after.Rows)
	}
	if r := sh.Replaced[len(sh.Replaced)-1]; r.Arg("span") != "quarter" || r.Arg("by") != "country" || r.Arg("segment") != string(g.ID) {
		t.Errorf("%+v", r)
	}
	v.p.SetBy(insight.BySegment)
	if rows := v.p.State().Rows; len(rows) == 0 || rows[len(rows)-1].Key == "" {
		t.Errorf("%+v", rows)
	}
	if len(sh.Failed) > 0 {
		t.Error(sh.Failed)
	}
}

// A change in the book is seen on the screen.
func TestChange(t *testing.T) {
	env, _ := demoEnv(t, "en")
	p := NewPresenter(env, func() {})
	p.Show(screen.Route{})
	before := p.State().Sheet.Figures[insight.CustomersNow].Value
	c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: "Li Na"}})
	if err != nil {
		t.Fatal(err)
	}
	p.Changed([]book.Change{{Entity: book.EntityCustomer, ID: c.ID, Customer: c.ID}})
	if now := p.State().Sheet.Figures[insight.CustomersNow].Value; now != before+1 {
		t.Errorf("%v after %v", now, before)
	}
	if _, err := env.Book.Customers.Trash(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	p.Changed(nil)
	if now := p.State().Sheet.Figures[insight.CustomersNow].Value; now != before {
		t.Errorf("%v after the trash", now)
	}
}

func TestExport(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, sh := demoEnv(t, lang)
		p := NewPresenter(env, func() {})
		p.Show(screen.Route{})
		dir := t.TempDir()
		for ending, do := range map[string]func(){"csv": p.ExportCSV, "xlsx": p.ExportXLSX, "html": p.ExportReport} {
			sh.Files = []string{filepath.Join(dir, "figures")}
			do()
			data, err := os.ReadFile(filepath.Join(dir, "figures."+ending))
			if err != nil || len(data) < 500 {
				t.Fatalf("%s: %d bytes, %v", ending, len(data), err)
			}
			if text := string(data); ending != "xlsx" && (!strings.Contains(text, p.State().Words.Group(insight.ByCulture, "JP")) || strings.Contains(text, "insights.")) {
				t.Errorf("%s: %.600s", ending, text)
			}
		}
		if len(sh.Failed) > 0 {
			t.Error(sh.Failed)
		}
	}
}

// The files say what their figures are counted in, in the words of the window.
func TestExportedFiguresHaveTheirUnit(t *testing.T) {
	for lang, want := range map[string][]string{"en": {"working minutes", "share", "First reply, median (working minutes)"}, "zh-Hans": {"工作分钟", "占比", "（工作分钟）"}} {
		env, _ := demoEnv(t, lang)
		p := NewPresenter(env, func() {})
		p.Show(screen.Route{})
		said := strings.Join(p.tableGrid().Header, "\n")
		rows := p.measureGrid().Rows
		if last := rows[len(rows)-1]; last[4] != p.Whose() || rows[len(rows)-2][4] == "" {
			t.Errorf("it does not say what the figures are of: %v", rows[len(rows)-2:])
		}
		for _, row := range rows[:len(insight.Measures())] {
			said += "\n" + fmt.Sprint(row[1])
			if u, ok := unitWords[insight.Unit(fmt.Sprint(row[1]))]; ok && lang != "en" {
				t.Errorf("%v is counted in the code of %s", row[0], u)
			}
		}
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s: %q is missing in %s", lang, w, said)
			}
		}
		for _, row := range p.monthGrid().Rows {
			if text := fmt.Sprint(row[2]); strings.Contains(text, ".") && len(text)-strings.Index(text, ".") > 3 {
				t.Errorf("%v: revenue of %s", row[0], text)
			}
		}
		lines := 0
		for _, s := range p.report().Sections {
			if s.Title == env.T("insights.months", nil) {
				lines = len(s.Lines)
			}
		}
		if lines != len(p.State().Months) || lines == 0 {
			t.Errorf("%d months in the report, %d on the screen", lines, len(p.State().Months))
		}
	}
}
