package today

import (
	"context"
	"strings"
	"testing"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"

	"fyne.io/fyne/v2"
)

// fixture is a book of a few customers and a presenter that shows it.
type fixture struct {
	t  *testing.T
	b  *book.Book
	p  *Presenter
	sh *shell
}

func newFixture(t *testing.T, lang string) *fixture {
	t.Helper()
	f := &fixture{t: t, b: openBook(t)}
	env, sh := newEnv(t, f.b, lang)
	f.sh = sh
	f.p = NewPresenter(env, func() {})
	f.b.Hub.Listen(f.p.Changed)
	return f
}

func (f *fixture) customer(c book.Customer) book.Customer {
	f.t.Helper()
	saved, _, err := f.b.Customers.Save(context.Background(), c)
	if err != nil {
		f.t.Fatal(err)
	}
	return saved
}

func (f *fixture) task(x book.FollowUp) book.ID {
	f.t.Helper()
	if x.DueMinute == 0 {
		x.DueMinute = book.NoTime
	}
	x.Reminder = book.NoTime
	saved, _, err := f.b.FollowUps.Save(context.Background(), x)
	if err != nil {
		f.t.Fatal(err)
	}
	return saved.ID
}

func (f *fixture) show() State {
	f.t.Helper()
	f.p.Show()
	if f.sh.failed != nil {
		f.t.Fatal(f.sh.failed)
	}
	return f.p.State()
}

func TestEmptyBook(t *testing.T) {
	f := newFixture(t, "en")
	s := f.show()
	if !s.Known || !s.Empty {
		t.Errorf("an empty book is not seen as one: %+v", s)
	}
	if title, sub := f.p.Title(); title != "Monday 23 November 2026" || sub != "" {
		t.Errorf("title %q %q", title, sub)
	}
	f.customer(book.Customer{Name: book.Name{Full: "Eva"}})
	if f.p.State().Empty {
		t.Error("a book with a customer is empty")
	}
}

func TestWhomToReach(t *testing.T) {
	f := newFixture(t, "en")
	berlin := f.customer(book.Customer{Name: book.Name{Full: "Sabine Müller"}, Country: "DE", City: "Stuttgart"})
	osaka := f.customer(book.Customer{Name: book.Name{Full: "田中 健一", Latin: "Tanaka Ken'ichi", Language: "ja"}, Country: "JP", City: "大阪"})
	f.customer(book.Customer{
		Name: book.Name{Full: "Maria Souza"}, Country: "BR", City: "São Paulo",
		Dates: []book.ImportantDate{{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Gregorian, Month: 11, Day: 23}}},
	})
	f.customer(book.Customer{Name: book.Name{Full: "Nobody knows where"}})
	f.task(book.FollowUp{Title: "Quote", Kind: book.CallTask, CustomerID: berlin.ID, Due: today})
	f.task(book.FollowUp{Title: "Samples", Kind: book.CallTask, CustomerID: osaka.ID, Due: today - 1})
	f.task(book.FollowUp{Title: "Again", Kind: book.MailTask, CustomerID: berlin.ID, Due: today})
	s := f.show()
	if s.Tasks.Total != 3 || s.Tasks.People != 2 || s.People() != 3 {
		t.Errorf("total %d, people %d, to reach %d", s.Tasks.Total, s.Tasks.People, s.People())
	}
	if _, sub := f.p.Title(); sub != "3 people to reach today · 1 call window open now" {
		t.Errorf("subtitle %q", sub)
	}
	var calls []string
	for _, c := range s.Calls {
		text, _ := CallEnd(c)
		calls = append(calls, c.Customer.Name.Full+" "+c.Window.Local.Format("15:04")+" "+text)
	}
	want := []string{"Sabine Müller 10:14 until 17:00", "田中 健一 18:14 holiday: Labour Thanksgiving Day", "Maria Souza 06:14 opens 09:00"}
	if strings.Join(calls, "\n") != strings.Join(want, "\n") {
		t.Errorf("calls\n%s\nwant\n%s", strings.Join(calls, "\n"), strings.Join(want, "\n"))
	}
	var tasks []string
	for _, r := range s.Tasks.Rows {
		x := f.p.Task(r)
		tasks = append(tasks, x.Title+" | "+x.Below+" | "+x.End)
	}
	want = []string{"Samples | Call · Usual form: 田中さん. | overdue 1 day", "Quote | Call | call now · 10:14 there", "Again | Mail | any time"}
	if strings.Join(tasks, "\n") != strings.Join(want, "\n") {
		t.Errorf("tasks\n%s\nwant\n%s", strings.Join(tasks, "\n"), strings.Join(want, "\n"))
	}
}

func TestTick(t *testing.T) {
	f := newFixture(t, "en")
	id := f.task(book.FollowUp{Title: "a", Due: today, Repeat: "FREQ=WEEKLY"})
	f.show()
	f.p.Tick(id)
	if n := f.p.State().Tasks.Total; n != 0 {
		t.Errorf("%d left", n)
	}
	if got := f.sh.texts; len(got) != 1 || got[0] != "Done. The next one is on Monday 30 November 2026." {
		t.Errorf("told %q", got)
	}
	if _, _, err := f.b.History.Undo(context.Background(), f.sh.last.ID); err != nil {
		t.Fatal(err)
	}
	if n := f.p.State().Tasks.Total; n != 1 {
		t.Errorf("%d after undo", n)
	}
}

func TestBirthdays(t *testing.T) {
	f := newFixture(t, "en")
	f.customer(book.Customer{
		Name: book.Name{Full: "김민수", Latin: "Kim Min-su", Language: "ko"}, Country: "KR",
		Dates: []book.ImportantDate{{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Korean, Month: 10, Day: 16}}},
	})
	f.customer(book.Customer{
		Name:  book.Name{Full: "far away"},
		Dates: []book.ImportantDate{{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Gregorian, Month: 3, Day: 1}}},
	})
	s := f.show()
	if len(s.Dates.Rows) != 1 {
		t.Fatalf("dates %+v", s.Dates)
	}
	d := f.p.Date(s.Dates.Rows[0])
	if d.Below != "Birthday 16th of the 10th month (Korean lunar calendar), 24 Nov this year" || d.End != "tomorrow" {
		t.Errorf("%q, %q", d.Below, d.End)
	}
	if got := f.p.Monogram(&s.Dates.Rows[0].Customer); got != "김" {
		t.Errorf("monogram %q", got)
	}
}

func TestLosingTouch(t *testing.T) {
	f := newFixture(t, "en")
	c := f.customer(book.Customer{Name: book.Name{Full: "Nathalie Dupont"}, Country: "FR", Cadence: book.Cadence{Ideal: 60, Longest: 90}})
	_, _, err := f.b.Interactions.Log(context.Background(), book.Interaction{CustomerID: c.ID, Kind: book.CallMade, At: noon.AddDate(0, 0, -94)})
	if err != nil {
		t.Fatal(err)
	}
	s := f.show()
	if len(s.Cold.Rows) != 1 {
		t.Fatalf("cold %+v", s.Cold)
	}
	if got, want := f.p.ColdText(s.Cold.Rows[0]), "Last contact 94 days ago; agreed every 60 days"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if _, _, err := f.b.Interactions.Log(context.Background(), book.Interaction{CustomerID: c.ID, Kind: book.CallMade}); err != nil {
		t.Fatal(err)
	}
	if n := len(f.p.State().Cold.Rows); n != 0 {
		t.Error("still cold after a contact")
	}
}

func TestComing(t *testing.T) {
	f := newFixture(t, "en")
	f.customer(book.Customer{Name: book.Name{Full: "John Carter"}, Country: "US", TimeZone: "America/New_York"})
	s := f.show()
	var first planner.Coming
	for _, c := range s.Coming {
		if c.Date == today+3 {
			first = c
		}
	}
	h := f.p.Holiday(first)
	if h.Day != "26 Nov" || !strings.HasPrefix(h.Name, "Thanksgiving") || !strings.Contains(h.Below, "United States") || h.CountText != "1 customer" {
		t.Errorf("%+v", h)
	}
}

// On a day of mourning no word may be cheerful; what is said is that nothing
// is wished.
func TestSolemn(t *testing.T) {
	f := newFixture(t, "en")
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, o := range a.Occurrences(almanac.Query{From: today, To: today + 365}) {
		if o.Mood != almanac.NoWish {
			continue
		}
		n++
		h := f.p.Holiday(planner.Coming{Occurrence: o, Count: 1})
		if !strings.HasSuffix(h.Below, "No wishes on this day") {
			t.Errorf("%s: %q", o.ID, h.Below)
		}
	}
	if n == 0 {
		t.Error("the almanac has no such day")
	}
}

func TestPick(t *testing.T) {
	feast := func(day, count int, kind almanac.Kind) planner.Coming {
		return planner.Coming{Occurrence: almanac.Occurrence{Date: today + calendar.Date(day), Kind: kind}, Count: count}
	}
	all := []planner.Coming{
		feast(1, 1, almanac.Observance), feast(2, 1, almanac.Public), feast(3, 1, almanac.Observance), feast(4, 2, almanac.Public),
		feast(30, 60, almanac.Public), feast(40, 3, almanac.Observance), feast(75, 12, almanac.Public),
	}
	var days []int
	for _, c := range pick(all, 4) {
		days = append(days, int(c.Date-today))
	}
	want := []int{2, 4, 30, 75}
	for i := range want {
		if i >= len(days) || days[i] != want[i] {
			t.Fatalf("days %v, want %v", days, want)
		}
	}
}

// queue is a Runner that does nothing until it is told.
type queue struct{ work []func() }

func (q *queue) Run(work func(context.Context) func()) func() {
	q.work = append(q.work, func() {
		if show := work(context.Background()); show != nil {
			show()
		}
	})
	return func() {}
}
func (q *queue) After(time.Duration, func()) func() { return func() {} }
func (q *queue) Post(f func())                      { f() }

// The screen shows before anything is read, and an answer that comes too late
// is dropped.
func TestShowsAtOnce(t *testing.T) {
	f := newFixture(t, "en")
	f.task(book.FollowUp{Title: "a", Due: today})
	q := &queue{}
	env, _ := newEnv(t, f.b, "en")
	env.Runner = q
	rendered := 0
	p := NewPresenter(env, func() { rendered++ })
	p.Show()
	if rendered != 1 || p.State().Tasks != nil {
		t.Fatalf("rendered %d times, tasks %+v", rendered, p.State().Tasks)
	}
	p.Leave()
	for _, w := range q.work {
		w()
	}
	if rendered != 1 || p.State().Tasks != nil {
		t.Error("a late answer was shown")
	}
}

// After midnight everything is read again.
func TestNewDay(t *testing.T) {
	f := newFixture(t, "en")
	f.task(book.FollowUp{Title: "tomorrow", Due: today + 1})
	if n := f.show().Tasks.Total; n != 0 {
		t.Fatalf("%d due", n)
	}
	clock = noon.Add(24 * time.Hour)
	defer func() { clock = noon }()
	f.p.Minute()
	if s := f.p.State(); s.Today != today+1 || s.Tasks.Total != 1 {
		t.Errorf("%v, %d due", s.Today, s.Tasks.Total)
	}
}

// TestClosedToday holds that the page says who does not work today and why, and
// follows a closing that is entered.
func TestClosedToday(t *testing.T) {
	b := openBook(t)
	c, _, err := b.Customers.Save(context.Background(), book.Customer{Kind: book.Organisation, Name: book.Name{Full: "Zeppelin Werke"}, Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Customers.Save(context.Background(), book.Customer{Kind: book.Person, Name: book.Name{Full: "田中"}, Country: "JP"}); err != nil {
		t.Fatal(err)
	}
	env, sh := newEnv(t, b, "en")
	v, _ := show(t, env, kit.Light, fyne.NewSize(1152, 804))
	s := v.p.State()
	if s.Closed == nil || s.Closed.Total != 1 || s.Closed.Of != 2 || s.Closed.Lines[0].Route.Arg("country") != "JP" {
		t.Fatalf("closed: %+v", s.Closed)
	}
	day := book.OwnDay{Sort: book.ClosingDay, CustomerID: c.ID, When: book.Once(s.Today), Days: 3, Note: "Stocktaking"}
	if _, _, err := b.OwnDays.Save(context.Background(), day); err != nil {
		t.Fatal(err)
	}
	if env.Almanac, err = planner.Lay(context.Background(), env.Almanac, b.OwnDays, "Closed"); err != nil {
		t.Fatal(err)
	}
	v.Changed([]book.Change{{Entity: book.EntityOwnDay}})
	s = v.p.State()
	if s.Closed.Total != 2 || s.Closed.Lines[0].Title != "Zeppelin Werke" || s.Closed.Lines[0].Route.ID != string(c.ID) {
		t.Errorf("closed: %+v", s.Closed)
	}
	v.ownDays()
	if r := sh.gone[len(sh.gone)-1]; r.Screen != screen.Calendar || r.Tab != "own" {
		t.Errorf("went to %+v", r)
	}
}
