package replies

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screentest"
)

// A file is chosen, what would happen is shown, bad rows are saved, the others
// come in, and undo takes them back; a file that cannot be read is refused in
// words.
func TestAnswersComeIn(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, sh := screentest.NewEnv(t, lang)
		c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: "Ana Lima"}, Channels: []book.Channel{{Kind: book.Email, Value: "ana@example.com"}}})
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		file := func(name, text string) string {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}
		w := screentest.Open(t, lang, fyne.NewSize(900, 700), func() fyne.CanvasObject { return container.NewStack() })
		sh.Files = []string{file("wrong.csv", "a,b\n1,2\n")}
		Open(env, w.Canvas())
		press := func(label string) {
			t.Helper()
			screentest.Tap(t, w.Canvas().Overlays().Top(), label)
		}
		press(env.T("replies.choose", nil))
		if !kit.ModalOpen() || !screentest.Shown(w.Canvas().Overlays().Top(), env.T("error.import_no_header", nil)) {
			t.Errorf("a file that holds no answers: %q", screentest.Texts(w.Canvas().Overlays().Top()))
		}
		good := "customer,csat,nps,comment\nana@example.com,2,9,late\nNobody,4,,\n"
		sh.Files = []string{file("answers.csv", good)}
		press(env.T("replies.choose", nil))
		top := w.Canvas().Overlays().Top()
		for _, want := range []string{env.N("replies.new", 2, nil), env.N("replies.low", 1, nil), env.N("replies.bad", 1, nil), "Ana Lima", env.T("problem.order_nobody", nil)} {
			if !screentest.Shown(top, want) {
				t.Errorf("it does not say %q: %q", want, screentest.Texts(top))
			}
		}
		answers, bad := sh.Files, filepath.Join(dir, "bad.csv")
		sh.Files = []string{bad}
		press(env.T("replies.save_bad", nil))
		if b, err := os.ReadFile(bad); err != nil || !strings.HasPrefix(string(b), "customer,csat,nps,comment,"+env.T("replies.problem", nil)+"\nNobody,4,,,") {
			t.Errorf("the bad rows: %q %v", b, err)
		}
		screentest.Shoot(t, w, "answers-"+lang)
		press(env.N("replies.bring_in", 2, nil))
		list, err := env.Book.Surveys.List(t.Context(), book.SurveyQuery{Customer: c.ID})
		if err != nil || len(list) != 2 || kit.ModalOpen() || len(sh.Ops) != 1 {
			t.Fatalf("%+v %v, %d done", list, err, len(sh.Ops))
		}
		f := NewFile(env, func() {})
		f.Read(answers[0], func(err error) { t.Error(err) })
		if f.Report.Added != 0 || f.Report.Same != 2 {
			t.Errorf("the second time: %+v", f.Report)
		}
		if _, _, err := env.Book.History.Undo(t.Context(), sh.Ops[0].ID); err != nil {
			t.Fatal(err)
		}
		if list, err := env.Book.Surveys.List(t.Context(), book.SurveyQuery{Customer: c.ID}); err != nil || len(list) != 0 {
			t.Errorf("after undo: %+v %v", list, err)
		}
	}
}

// What was answered is summed, themes are counted however they are written, a
// press on one lists its answers, and an answer leads to the customer.
func TestWhatCustomersSay(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, sh := screentest.NewEnv(t, lang)
		c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: "Ana Lima"}})
		if err != nil {
			t.Fatal(err)
		}
		w := screentest.Open(t, lang, fyne.NewSize(900, 700), func() fyne.CanvasObject { return container.NewStack() })
		OpenSaid(env, w.Canvas())
		if !screentest.Shown(w.Canvas().Overlays().Top(), env.T("replies.no_themes", nil)) {
			t.Error("an empty book does not say what will be here")
		}
		kit.CloseTop()
		_, _, err = env.Book.Surveys.Add(t.Context(),
			book.SurveyAnswer{CustomerID: c.ID, Measure: book.NPS, Score: 3, Text: "late again", Themes: "Speed\nPrice"},
			book.SurveyAnswer{CustomerID: c.ID, Measure: book.NPS, Score: 4, Text: "slow", Themes: "speed"},
			book.SurveyAnswer{CustomerID: c.ID, Measure: book.CSAT, Score: 5, Text: "lovely cups"})
		if err != nil {
			t.Fatal(err)
		}
		s := NewSaid(env)
		s.Read(func() {})
		if len(s.Themes) != 2 || s.Themes[0].Count != 2 || s.Themes[0].Low != 2 || len(s.Shown()) != 3 || s.Names[c.ID] != "Ana Lima" {
			t.Errorf("%+v", s)
		}
		if got := strings.Join(s.Scores(), "|"); !strings.Contains(got, "100") || !strings.Contains(got, "%") {
			t.Errorf("the scores: %q", got)
		}
		if s.Theme = s.Themes[1].Name; len(s.Shown()) != 1 {
			t.Errorf("of the price speak %+v", s.Shown())
		}
		OpenSaid(env, w.Canvas())
		screentest.Shoot(t, w, "said-"+lang)
		var row *kit.Row
		screentest.Each(w.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
			if r, ok := o.(*kit.Row); ok {
				row = r
			}
		})
		row.Tapped(nil)
		if len(sh.Gone) != 1 || sh.Gone[0].ID != string(c.ID) || kit.ModalOpen() {
			t.Errorf("it leads to %v", sh.Gone)
		}
	}
}
