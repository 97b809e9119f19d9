package book_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"

	"pgregory.net/rapid"
)

func TestATouchAndWhatComesOfItAreOne(t *testing.T) {
	d := newDesk(t)
	_, err := d.SaveSettings(t.Context(), book.Settings{OwnerName: "Lin"})
	d.must(err)
	c := d.add("Ana")
	before := d.state()
	want := book.Interaction{
		CustomerID: c.ID, Kind: book.Meeting, Direction: book.FromUs, Minutes: 45, Text: "showed samples", Language: "pt", Present: "Ana, Rui",
		Outcome: book.Agreed, Mood: book.Pleased,
	}
	got, op, err := d.Interactions.LogThen(t.Context(), want, book.Step{Text: " send the contract ", Day: day(t, "2027-03-15"), Kind: book.MailTask})
	d.must(err)
	kept, err := d.Interactions.Get(t.Context(), got.ID)
	d.must(err)
	same(t, "kept", kept, got)
	same(t, "author", kept.Author, "Lin")
	f, err := d.FollowUps.Get(t.Context(), kept.NextID)
	d.must(err)
	same(t, "follow-up", []any{f.Title, f.Due, f.Kind, f.CustomerID, f.DueMinute}, []any{"send the contract", day(t, "2027-03-15"), book.MailTask, c.ID, book.NoTime})

	_, _, err = d.Interactions.LogThen(t.Context(), want, book.Step{Day: day(t, "2027-03-15")})
	refused(t, err, book.Invalid, "next_step", "missing")
	want.Minutes = -1
	_, _, err = d.Interactions.Log(t.Context(), want)
	refused(t, err, book.Invalid, "minutes", "no_such_time")

	logged := d.state()
	kept.Text, kept.Mood, kept.At = "showed all samples", book.Hesitant, noon.Add(-time.Hour)
	_, edit, err := d.Interactions.Edit(t.Context(), kept, book.Step{Text: "send two contracts", Day: day(t, "2027-03-16")})
	d.must(err)
	again, err := d.Interactions.Get(t.Context(), got.ID)
	d.must(err)
	same(t, "edited", []any{again.Text, again.Mood, again.NextID, again.NextStep, again.Author}, []any{"showed all samples", book.Hesitant, got.NextID, "send two contracts", "Lin"})
	same(t, "last contact", d.get(c.ID).LastContact, noon.Add(-time.Hour))
	d.undo(edit)
	same(t, "after undo of the edit", d.state(), logged)
	d.undo(op)
	same(t, "after undo of the touch", d.state(), before)
}

func TestWhatIsNoContactLeavesTheCadence(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana")
	at := func(i book.Interaction) book.Operation {
		t.Helper()
		i.CustomerID, i.Aside = c.ID, !i.CountsByItself()
		_, op, err := d.Interactions.Log(t.Context(), i)
		d.must(err)
		return op
	}
	at(book.Interaction{Kind: book.CallMade, At: noon.Add(-48 * time.Hour)})
	at(book.Interaction{Kind: book.Liked, Network: "linkedin"})
	at(book.Interaction{Kind: book.CallMade, Outcome: book.NotReached})
	same(t, "last contact", d.get(c.ID).LastContact, noon.Add(-48*time.Hour))
	_, op, err := d.Interactions.Log(t.Context(), book.Interaction{CustomerID: c.ID, Kind: book.Commented, Network: "wechat", Direction: book.FromThem})
	d.must(err)
	same(t, "a comment that the owner counts", d.get(c.ID).LastContact, noon)
	d.undo(op)
	same(t, "after undo", d.get(c.ID).LastContact, noon.Add(-48*time.Hour))
	n, err := d.Timeline.Touches(t.Context(), noon.Add(-time.Hour), time.Time{}, c.ID)
	d.must(err)
	same(t, "counted", n, []book.TouchCount{{Kind: book.CallMade, Count: 1}, {Kind: book.Liked, Network: "linkedin", Count: 1}})
	all, err := d.Timeline.Touches(t.Context(), time.Time{}, noon)
	d.must(err)
	same(t, "all before noon", all, []book.TouchCount{{Kind: book.CallMade, Count: 1}})
}

func TestAFollowUpDoneByATouchAgreesOnTheNextStep(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana")
	f, _, err := d.FollowUps.Save(t.Context(), book.FollowUp{Title: "ring", CustomerID: c.ID, DueMinute: book.NoTime, Reminder: book.NoTime})
	d.must(err)
	before := d.state()
	_, op, err := d.FollowUps.CompleteThen(t.Context(), f.ID, &book.Interaction{Kind: book.CallMade}, book.Step{Text: "ring again", Day: day(t, "2027-03-12")})
	d.must(err)
	p, err := d.Timeline.Page(t.Context(), book.TimelineQuery{Customers: []book.ID{c.ID}})
	d.must(err)
	if len(p.Entries) != 1 || p.Entries[0].Source != book.FromInteraction || p.Entries[0].Touch.NextStep != "ring again" {
		t.Errorf("a follow-up and the call that did it are one entry: %+v", p.Entries)
	}
	rows, err := d.FollowUps.List(t.Context(), book.FollowUpQuery{View: book.ViewAll})
	d.must(err)
	same(t, "next", []any{len(rows), rows[0].Title}, []any{1, "ring again"})
	d.undo(op)
	same(t, "after undo", d.state(), before)
}

// The pages of a timeline, one after another, are what one gets by sorting all
// that happened, for any filter and any size of a page.
func TestTimelineIsAllThatHappened(t *testing.T) {
	d := newDesk(t)
	rapid.Check(t, func(r *rapid.T) {
		people := []book.ID{d.add("Org").ID, d.add("Ana").ID}
		d.add("Somebody else")
		var want []book.Entry
		texts := []string{"Muster 样品", "price list", "PREIS", "价格表 sent", ""}
		for range rapid.IntRange(0, 25).Draw(r, "n") {
			at := noon.Add(-time.Duration(rapid.IntRange(0, 6).Draw(r, "at")) * time.Hour)
			who := rapid.SampledFrom(people).Draw(r, "who")
			text := rapid.SampledFrom(texts).Draw(r, "text")
			d.now = at
			switch rapid.IntRange(0, 3).Draw(r, "what") {
			case 0:
				if text == "" {
					continue
				}
				_, err := d.Notes.Add(t.Context(), who, text)
				d.must(err)
				ns, err := d.Notes.List(t.Context(), who)
				d.must(err)
				for _, n := range ns {
					if !slices.ContainsFunc(want, func(e book.Entry) bool { return e.ID == n.ID }) {
						want = append(want, book.Entry{Source: book.FromNote, ID: n.ID, CustomerID: who, At: at, Text: text})
					}
				}
			case 1:
				f, _, err := d.FollowUps.Save(t.Context(), book.FollowUp{Title: text + "!", CustomerID: who, DueMinute: book.NoTime, Reminder: book.NoTime})
				d.must(err)
				if rapid.Bool().Draw(r, "done") {
					_, _, err = d.FollowUps.Complete(t.Context(), f.ID, nil)
					d.must(err)
					want = append(want, book.Entry{Source: book.FromFollowUp, ID: f.ID, CustomerID: who, At: at, Kind: "other", Text: text + "!"})
				}
			default:
				kind := rapid.SampledFrom(append(book.InteractionKinds(), book.SocialKinds()...)).Draw(r, "kind")
				i, _, err := d.Interactions.Log(t.Context(), book.Interaction{CustomerID: who, Kind: kind, At: at, Text: text, Present: "Rui"})
				d.must(err)
				if rapid.IntRange(0, 4).Draw(r, "trashed") == 0 {
					_, err = d.Interactions.Trash(t.Context(), i.ID)
					d.must(err)
					continue
				}
				want = append(want, book.Entry{Source: book.FromInteraction, ID: i.ID, CustomerID: who, At: at, Kind: string(kind), Text: text, Person: "Rui", Touch: &i})
			}
		}
		d.now = noon
		n, err := d.Timeline.Count(t.Context(), people...)
		d.must(err)
		same(t, "count", n, len(want))
		q := book.TimelineQuery{Customers: people, Limit: rapid.IntRange(1, 9).Draw(r, "limit")}
		q.Kinds = rapid.SampledFrom([][]string{nil, {"note"}, {"call", "note"}, {"social"}, {"followup", "meeting"}, {"interaction"}}).Draw(r, "kinds")
		q.Text = rapid.SampledFrom([]string{"", "preis", "样品", "rui muster"}).Draw(r, "words")
		want = slices.DeleteFunc(want, func(e book.Entry) bool { return !asked(e, q) })
		slices.SortFunc(want, func(a, b book.Entry) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID)) })
		var got []book.Entry
		for {
			p, err := d.Timeline.Page(t.Context(), q)
			d.must(err)
			got = append(got, p.Entries...)
			if q.After = p.Next; q.After == "" {
				break
			}
		}
		same(t, "timeline", len(got), len(want))
		for i := range want {
			same(t, "entry", got[i], want[i])
		}
	})
}

// asked tells in the plainest way whether a query asks for an entry.
func asked(e book.Entry, q book.TimelineQuery) bool {
	for w := range strings.FieldsSeq(strings.ToLower(q.Text)) {
		if !strings.Contains(strings.ToLower(e.Text+" "+e.Person), w) {
			return false
		}
	}
	if len(q.Kinds) == 0 || slices.Contains(q.Kinds, string(e.Source)) {
		return true
	}
	return e.Source == book.FromInteraction &&
		(slices.Contains(q.Kinds, e.Kind) || slices.Contains(q.Kinds, "social") && book.InteractionKind(e.Kind).Social())
}

// Orders, cases and what customers allow are told as well.
func TestTimelineTellsOfOtherRooms(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana")
	_, _, err := d.Orders.Save(t.Context(), book.Order{CustomerID: c.ID, Number: "A-7", On: day(t, "2027-03-01"), Total: 12_50, Currency: "EUR", Status: book.OrderOpen})
	d.must(err)
	p, err := d.Timeline.Page(t.Context(), book.TimelineQuery{Customers: []book.ID{c.ID}, Kinds: []string{string(book.FromOrder)}, Text: "a-7"})
	d.must(err)
	if len(p.Entries) != 1 || p.Entries[0].Amount != 12_50 || p.Entries[0].Currency != "EUR" || p.Entries[0].At.Day() != 1 {
		t.Errorf("%+v", p.Entries)
	}
	_, _, err = d.Surveys.Add(t.Context(), book.SurveyAnswer{CustomerID: c.ID, Measure: book.NPS, Score: 9, On: calendar.DateOf(noon) - 1, Themes: "price"})
	d.must(err)
	p, err = d.Timeline.Page(t.Context(), book.TimelineQuery{Customers: []book.ID{c.ID}, Kinds: []string{string(book.FromSurvey)}, Text: "price"})
	d.must(err)
	if len(p.Entries) != 1 || p.Entries[0].Kind != "nps" || p.Entries[0].Amount != 9 || p.Entries[0].Currency != "" {
		t.Errorf("%+v", p.Entries)
	}
}
