package timeline

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

func add(t testing.TB, env *screen.Env, name string) book.ID {
	t.Helper()
	c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: name}})
	if err != nil {
		t.Fatal(err)
	}
	return c.ID
}

func log(t testing.TB, env *screen.Env, i book.Interaction) book.Interaction {
	t.Helper()
	i, _, err := env.Book.Interactions.Log(t.Context(), i)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// A past that fills many pages is read page by page as its end comes near, each
// entry once, and each month is named once.
func TestALongPast(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := add(t, env, "Ana")
	const n = 3*pageSize + 7
	for i := range n {
		log(t, env, book.Interaction{CustomerID: c, Kind: book.CallMade, At: screentest.Noon.Add(-time.Duration(i) * 50 * time.Hour), Text: fmt.Sprint("call ", i)})
	}
	p := NewPresenter(env, func() {})
	p.Show(c, nil)
	if len(p.Items) != pageSize || p.Items[0].Month != "March 2027" {
		t.Fatalf("%d items, the first in %q", len(p.Items), p.Items[0].Month)
	}
	p.Seen(0)
	if len(p.Items) != pageSize {
		t.Error("the next page is read before it is near")
	}
	for range 10 {
		p.Seen(len(p.Items) - 1)
	}
	seen, months := map[book.ID]bool{}, map[string]bool{}
	for i, it := range p.Items {
		if want := fmt.Sprint("call ", i); it.Entry.Text != want || seen[it.Entry.ID] {
			t.Fatalf("item %d is %q", i, it.Entry.Text)
		}
		seen[it.Entry.ID] = true
		if it.Month != "" && months[it.Month] {
			t.Errorf("%s is named twice", it.Month)
		}
		months[it.Month] = true
	}
	if len(p.Items) != n || len(sh.Failed) > 0 {
		t.Errorf("%d items, want %d; %v", len(p.Items), n, sh.Failed)
	}
	p.reload()
	if len(p.Items) < n {
		t.Error("reading again loses what was shown")
	}
}

func TestFilter(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	org := add(t, env, "Org")
	ana := add(t, env, "Ana")
	log(t, env, book.Interaction{CustomerID: org, Kind: book.MailSent, Text: "sent 价格表"})
	log(t, env, book.Interaction{CustomerID: ana, Kind: book.Liked, Text: "post", Network: "LinkedIn"})
	if _, err := env.Book.Notes.Add(t.Context(), org, "pays on time"); err != nil {
		t.Fatal(err)
	}
	p := NewPresenter(env, func() {})
	p.Show(org, []book.CustomerRow{{ID: ana, Name: book.Name{Full: "Ana"}}})
	for _, x := range []struct {
		what string
		do   func()
		want int
	}{
		{"all", func() {}, 3},
		{"notes", func() { p.SetKind("note") }, 1},
		{"social", func() { p.SetKind(book.SocialTouches) }, 1},
		{"one person", func() { p.SetKind(""); p.SetPerson(ana) }, 1},
		{"words", func() { p.ShowAll(); p.SetText("价格") }, 1},
		{"words in the network", func() { p.SetText("linkedin") }, 1},
		{"nothing", func() { p.SetText("nothing") }, 0},
		{"all again", p.ShowAll, 3},
		{"another customer", func() { p.SetKind("note"); p.Show(ana, nil) }, 1},
	} {
		x.do()
		if len(p.Items) != x.want {
			t.Errorf("%s: %d items, want %d", x.what, len(p.Items), x.want)
		}
	}
	if p.Filtered() {
		t.Error("the filter went with us to another customer")
	}
}

func TestDescribe(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	today := calendar.DateOf(screentest.Noon)
	at := screentest.Noon.AddDate(0, 0, -1)
	for _, x := range []struct {
		e    book.Entry
		want string
	}{
		{
			book.Entry{Source: book.FromInteraction, At: at, Text: "samples", Touch: &book.Interaction{
				Kind: book.Meeting, Direction: book.FromThem, Outcome: book.Pending, Mood: book.Hesitant, Present: "Rui", NextStep: "quote",
			}},
			"Meeting from them|Still open, Hesitant, with Rui|samples\nNext: quote",
		},
		{book.Entry{Source: book.FromNote, At: at, Text: "pays\n\n \nlate"}, "Note||pays\nlate"},
		{book.Entry{Source: book.FromFollowUp, At: at, Kind: "call", Text: "ring"}, "Follow-up done||ring"},
		{book.Entry{Source: book.FromOrder, At: at, Text: "A-7", Amount: 1250, Currency: "EUR"}, "Order|€12.50|A-7"},
		{book.Entry{Source: book.FromConsent, At: at, Kind: "withdrawn", Text: "no mails"}, "Consent withdrawn||no mails"},
		{book.Entry{Source: book.FromSurvey, At: at, Kind: "nps", Text: "fine", Amount: 9}, "Recommendation|9 of 10|fine"},
		{book.Entry{Source: book.FromSurvey, At: at, Kind: "csat", Amount: 2}, "Satisfaction|2 of 5|"},
		{book.Entry{Source: "later", At: at, Text: "9"}, "later||9"},
	} {
		got := Describe(env, x.e, today)
		if s := got.Title + "|" + strings.Join(got.Marks, ", ") + "|" + got.Below; s != x.want || got.When == "" || got.Day == "" || got.When != got.Day && got.Year == "" {
			t.Errorf("%q, want %q", s, x.want)
		}
	}
}

// Every source of the book has a word, in each language.
func TestEverySourceHasAWord(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := screentest.NewEnv(t, lang)
		for _, s := range book.Sources() {
			if s != book.FromInteraction && SourceWord(env.Printer, s) == string(s) {
				t.Errorf("%s: no word for %s", lang, s)
			}
		}
	}
}

func TestTheTab(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := add(t, env, "Ana")
	v := New(env)
	w := screentest.Open(t, "en", fyne.NewSize(816, 560), v.Content)
	v.Show(c, nil, false)
	if !screentest.Shown(v.Content(), "Nothing has happened yet") || !screentest.Shown(v.Content(), "Ctrl+L") {
		t.Error("an empty timeline does not teach")
	}
	screentest.Tap(t, v.Content(), "Log contact")
	if !kit.ModalOpen() {
		t.Fatal("the empty timeline does not log")
	}
	kit.CloseTop()
	i := log(t, env, book.Interaction{CustomerID: c, Kind: book.CallMade, Text: "talked", Language: "pt"})
	if _, _, err := env.Book.Attachments.Add(t.Context(), book.Owner{Customer: c, Kind: book.OfInteraction, ID: i.ID}, []book.NewFile{{
		Name: "offer.pdf", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("pdf")), nil },
	}}, nil); err != nil {
		t.Fatal(err)
	}
	v.Show(c, nil, false)
	if !screentest.Shown(v.Content(), "1 file") {
		t.Error("the files of an entry are not counted")
	}
	v.list.Press(0)
	top := w.Canvas().Overlays().Top()
	for _, want := range []string{"talked", "Portuguese", "offer.pdf"} {
		if !screentest.Shown(top, want) {
			t.Errorf("the whole entry does not say %q", want)
		}
	}
	screentest.Each(top, func(o fyne.CanvasObject) {
		if r, ok := o.(*kit.Row); ok && screentest.Shown(r, "offer.pdf") {
			test.Tap(r)
		}
	})
	if len(sh.Opened) != 1 || !strings.HasPrefix(sh.Opened[0], "file:///") || !strings.HasSuffix(sh.Opened[0], "/offer.pdf") {
		t.Errorf("opened %q", sh.Opened)
	}
	kit.CloseTop()
	v.Show(c, nil, false)
	v.search.SetText("nothing like it")
	if !screentest.Shown(v.Content(), "Nothing found") {
		t.Error("a filter that finds nothing says nothing")
	}
	screentest.Tap(t, v.Content(), "Show all")
	if len(v.p.Items) != 1 {
		t.Error("the filter is not taken away")
	}
}

// A page of a long timeline is drawn in well under a sixtieth of a second.
func BenchmarkScroll(b *testing.B) {
	env, _ := screentest.NewEnv(b, "en")
	c := add(b, env, "Ana")
	for i := range 2000 {
		log(b, env, book.Interaction{CustomerID: c, Kind: book.CallMade, At: screentest.Noon.Add(-time.Duration(i) * time.Hour), Text: fmt.Sprint("what was said in call ", i)})
	}
	v := New(env)
	screentest.Open(b, "en", fyne.NewSize(1152, 700), v.Content)
	v.Show(c, nil, false)
	at := float32(0)
	for b.Loop() {
		at += 200
		if at > 60_000 {
			at = 0
		}
		v.list.ScrollTo(at)
	}
}
