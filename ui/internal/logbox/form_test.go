package logbox

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

func add(t *testing.T, env *screen.Env, c book.Customer) book.Customer {
	t.Helper()
	got, _, err := env.Book.Customers.Save(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func form(t *testing.T, env *screen.Env, ask Ask) *Form {
	t.Helper()
	f := NewForm(env, ask, func() {})
	f.Load(func() {})
	return f
}

func TestLogging(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := add(t, env, book.Customer{Name: book.Name{Full: "田中健一"}, Country: "JP", Languages: []book.Language{{Tag: "ja"}}})
	f := form(t, env, Ask{Customer: c.ID})
	if got := f.Languages(); got[0] != "ja" || len(got) < 10 {
		t.Errorf("languages %v", got)
	}
	in := f.Start()
	in.Kind, in.Text, in.Minutes, in.Mood, in.Outcome = book.Meeting, " samples \n", "３０", book.Hesitant, book.Pending
	in.Next, in.NextDay = "Send the quote", "2027-03-20" // a Saturday, and the day of the equinox falls on the next
	f.Look(in)
	if f.Next.Reason == "" || f.Next.Better == 0 || f.Next.Due() == calendar.NewDate(2027, 3, 20) {
		t.Fatalf("next %+v", f.Next)
	}
	due := f.Next.Due()
	if due != calendar.NewDate(2027, 3, 23) { // Monday stands in for the equinox on Sunday
		t.Errorf("the next step goes to %s", due)
	}
	closed := false
	f.Save(in, func() { closed = true })
	if !closed || len(sh.Failed) > 0 || len(sh.Ops) != 1 {
		t.Fatal(closed, sh.Failed, f.Errors)
	}
	if want := "Logged. Next: Send the quote on Tue"; !strings.HasPrefix(sh.Told[0], want) {
		t.Errorf("told %q", sh.Told[0])
	}
	touches, err := env.Book.Interactions.List(t.Context(), c.ID, 0)
	if err != nil || len(touches) != 1 {
		t.Fatal(touches, err)
	}
	got := touches[0]
	if got.Text != "samples" || got.Minutes != 30 || got.Aside || !got.At.Equal(screentest.Noon) || got.NextID == "" {
		t.Errorf("%+v", got)
	}
	task, err := env.Book.FollowUps.Get(t.Context(), got.NextID)
	if err != nil || task.Due != due || task.CustomerID != c.ID {
		t.Error(task, err)
	}
	if next := form(t, env, Ask{Customer: c.ID}); next.Start().Kind != book.Meeting {
		t.Error("what was last is not offered first")
	}

	// The same again, with the day kept although nobody works.
	f = form(t, env, Ask{Customer: c.ID})
	f.Look(in)
	f.KeepDay(true)
	if f.Look(in); f.Next.Due() != calendar.NewDate(2027, 3, 20) {
		t.Error("the day is not kept")
	}
}

func TestWhatCannotBeLogged(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := add(t, env, book.Customer{Name: book.Name{Full: "Ana"}})
	for _, x := range []struct {
		field string
		ask   Ask
		edit  func(*Inputs)
	}{
		{"customer", Ask{}, func(*Inputs) {}},
		{"when", Ask{Customer: c.ID}, func(in *Inputs) { in.Day = "2027-03-11" }},
		{"when", Ask{Customer: c.ID}, func(in *Inputs) { in.Time = "12:01" }},
		{"when", Ask{Customer: c.ID}, func(in *Inputs) { in.Time = "noonish" }},
		{"minutes", Ask{Customer: c.ID}, func(in *Inputs) { in.Minutes = "an hour" }},
		{"minutes", Ask{Customer: c.ID}, func(in *Inputs) { in.Minutes = "999999" }},
		{"next", Ask{Customer: c.ID}, func(in *Inputs) { in.Next, in.NextDay = "x", "some time" }},
		{"next", Ask{Customer: c.ID}, func(in *Inputs) { in.NextDay = "2027-03-15" }},
		{"file", Ask{Customer: c.ID}, func(in *Inputs) { in.Files = []string{filepath.Join(t.TempDir(), "gone.pdf")} }},
	} {
		f := form(t, env, x.ask)
		in := f.Start()
		x.edit(&in)
		f.Look(in)
		f.Save(in, func() { t.Errorf("%s: kept %+v", x.field, in) })
		if f.Errors[x.field] == "" || len(f.Errors) != 1 || f.Saving {
			t.Errorf("%s: %v", x.field, f.Errors)
		}
	}
	if len(sh.Ops) > 0 || len(sh.Failed) > 0 {
		t.Error(sh.Ops, sh.Failed)
	}
}

func TestWhatCounts(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	c := add(t, env, book.Customer{Name: book.Name{Full: "Ana"}})
	for _, x := range []struct {
		kind    book.InteractionKind
		outcome book.Outcome
		said    bool
		counts  bool
		want    bool
	}{
		{book.CallMade, "", false, false, true},
		{book.CallMade, book.NotReached, false, true, false},
		{book.Liked, "", false, true, false},
		{book.Liked, "", true, true, true},
		{book.CallMade, book.Agreed, true, false, false},
	} {
		f := form(t, env, Ask{Customer: c.ID})
		in := f.Start()
		in.Kind, in.Outcome, in.Counts = x.kind, x.outcome, x.counts
		if x.said {
			f.Counted()
		}
		i, _, ok := f.Parse(in)
		if !ok || i.Aside == x.want {
			t.Errorf("%+v: aside %v", x, i.Aside)
		}
	}
}

func TestEditingALoggedContact(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := add(t, env, book.Customer{Name: book.Name{Full: "Ana"}})
	i, _, err := env.Book.Interactions.LogThen(t.Context(), book.Interaction{
		CustomerID: c.ID, Kind: book.Shared, Network: "LinkedIn", Direction: book.FromThem, At: screentest.Noon.Add(-30*time.Hour + 17*time.Second), Text: "shred", Aside: true,
	}, book.Step{Text: "thank", Day: calendar.DateOf(screentest.Noon) + 1})
	if err != nil {
		t.Fatal(err)
	}
	f := form(t, env, Ask{Edit: &i})
	in := f.Start()
	if in.Day != "2027-03-09" || in.Time != "06:00" || in.Counts || in.Network != "LinkedIn" {
		t.Errorf("%+v", in)
	}
	in.Text = "shared our post"
	f.Save(in, func() {})
	got, err := env.Book.Interactions.Get(t.Context(), i.ID)
	if err != nil || len(f.Errors) > 0 || len(sh.Failed) > 0 {
		t.Fatal(err, f.Errors, sh.Failed)
	}
	i.Text = "shared our post"
	if got != i {
		t.Errorf("got %+v\nwant %+v", got, i)
	}
}

func TestAFollowUpIsDoneByWhatIsLogged(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := add(t, env, book.Customer{Name: book.Name{Full: "Ana"}})
	task, _, err := env.Book.FollowUps.Save(t.Context(), book.FollowUp{Title: "Tea set", Kind: book.GiftTask, CustomerID: c.ID, DueMinute: book.NoTime, Reminder: book.NoTime})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "receipt.txt")
	if err := os.WriteFile(path, []byte("12.50"), 0o600); err != nil {
		t.Fatal(err)
	}
	then := false
	f := form(t, env, Ask{FollowUp: &task, Then: func() { then = true }})
	in := f.Start()
	if in.Kind != book.GiftGiven {
		t.Errorf("kind %s", in.Kind)
	}
	in.Files = []string{path}
	f.Save(in, func() {})
	done, err := env.Book.FollowUps.Get(t.Context(), task.ID)
	if err != nil || done.DoneAt.IsZero() || !then {
		t.Fatal(done, err, f.Errors, sh.Failed)
	}
	as, err := env.Book.Attachments.List(t.Context(), c.ID)
	if err != nil || len(as) != 1 || as[0].Name != "receipt.txt" || as[0].OwnerKind != book.OfInteraction {
		t.Error(as, err)
	}
	if _, _, err := env.Book.History.Undo(t.Context(), sh.Ops[0].ID); err != nil {
		t.Fatal(err)
	}
	if as, err = env.Book.Attachments.List(t.Context(), c.ID); err != nil || len(as) != 0 {
		t.Error("undo leaves the file", as, err)
	}
}

// While a gift is written down, what speaks against it is said.
func TestGiftThatClashes(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	c := add(t, env, book.Customer{
		Name: book.Name{Full: "Li Wei"}, Country: "CN",
		Preferences: []book.Preference{{Kind: book.GiftUnwelcome, Text: "Anything with alcohol"}},
	})
	f := form(t, env, Ask{Customer: c.ID})
	for _, x := range []struct {
		kind book.InteractionKind
		text string
		want string
	}{
		{book.GiftGiven, "A grandfather clock", "custom in China"},
		{book.GiftGiven, "Red wine", "not welcome"},
		{book.GiftGiven, "Tea", ""},
		{book.CallMade, "About the clock", ""},
	} {
		in := f.Start()
		in.Kind, in.Text = x.kind, x.text
		f.Look(in)
		if got := strings.Join(f.Gift, " "); (got == "") != (x.want == "") || !strings.Contains(got, x.want) {
			t.Errorf("for %s %q it says %q", x.kind, x.text, got)
		}
	}
}

func TestWithWhom(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	old := add(t, env, book.Customer{Name: book.Name{Full: "Old"}})
	last := add(t, env, book.Customer{Name: book.Name{Full: "王小明"}})
	for i, c := range []book.Customer{old, last} {
		if _, _, err := env.Book.Interactions.Log(t.Context(), book.Interaction{CustomerID: c.ID, Kind: book.CallMade, At: screentest.Noon.Add(time.Duration(i-9) * time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	f := form(t, env, Ask{})
	if len(f.Found) != 2 || f.Found[0].ID != last.ID {
		t.Errorf("who was last in touch is not first: %v", f.Found)
	}
	f.Search("wxm")
	if len(f.Found) != 1 {
		t.Fatalf("found %v", f.Found)
	}
	f.Choose(&f.Found[0], f.Start())
	if f.Who == nil || f.Who.ID != last.ID || len(f.Found) != 0 {
		t.Errorf("chosen %+v, found %v", f.Who, f.Found)
	}
}
