package book_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
)

func TestParagraphs(t *testing.T) {
	for in, want := range map[string][]string{
		"":                              nil,
		" \n\t\n":                       nil,
		"one":                           {"one"},
		"one\ntwo":                      {"one\ntwo"},
		"one\n\ntwo":                    {"one", "two"},
		"one\r\n\r\ntwo\r\rthree":       {"one", "two", "three"},
		"\n\n one \n \u3000 \n two\n\n": {"one", "two"},
		"喜欢龙井。\n\n不要送钟。":                {"喜欢龙井。", "不要送钟。"},
	} {
		if got := book.Paragraphs(in); !slices.Equal(got, want) {
			t.Errorf("Paragraphs(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNotesAreKeptParagraphByParagraph(t *testing.T) {
	d := newDesk(t)
	_, err := d.SaveSettings(t.Context(), book.Settings{OwnerName: "Lin"})
	d.must(err)
	c := d.add("Ana")
	_, err = d.Notes.Add(t.Context(), c.ID, " \n ")
	refused(t, err, book.Invalid, "text", "missing")
	_, err = d.Notes.Add(t.Context(), book.NewID(), "text")
	same(t, "a note about nobody", book.CodeOf(err), book.NotFound)

	before := d.state()
	add, err := d.Notes.Add(t.Context(), c.ID, "first\n\nsecond")
	d.must(err)
	notes, err := d.Notes.List(t.Context(), c.ID)
	d.must(err)
	var texts []string
	for _, n := range notes {
		texts = append(texts, n.Text)
		same(t, "author", n.Author, "Lin")
		same(t, "customer", n.CustomerID, c.ID)
	}
	slices.Sort(texts)
	same(t, "notes", texts, []string{"first", "second"})

	_, err = d.Notes.Edit(t.Context(), notes[0].ID, "  ")
	refused(t, err, book.Invalid, "text", "missing")
	_, err = d.Notes.Edit(t.Context(), book.NewID(), "x")
	same(t, "a note that never was", book.CodeOf(err), book.NotFound)

	kept := d.state()
	edit, err := d.Notes.Edit(t.Context(), notes[0].ID, " mended ")
	d.must(err)
	if !strings.Contains(d.state(), `"mended"`) {
		t.Error("the note was not changed")
	}
	d.undo(edit)
	same(t, "after undo of the edit", d.state(), kept)
	trash, err := d.Notes.Trash(t.Context(), notes[1].ID)
	d.must(err)
	left, err := d.Notes.List(t.Context(), c.ID)
	d.must(err)
	same(t, "left", len(left), 1)
	d.undo(trash)
	same(t, "after undo of the removal", d.state(), kept)
	d.undo(add)
	same(t, "after undo of the notes", d.state(), before)
}

func TestContactsThatCannotBeLogged(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana")
	for _, x := range []struct {
		name          string
		i             book.Interaction
		field, detail string
	}{
		{"with nobody", book.Interaction{Kind: book.CallMade}, "customer", "missing"},
		{"of no kind", book.Interaction{CustomerID: c.ID}, "kind", "missing"},
		{"tomorrow", book.Interaction{CustomerID: c.ID, Kind: book.CallMade, At: noon.Add(24 * time.Hour)}, "at", "in_future"},
		{"in two minutes", book.Interaction{CustomerID: c.ID, Kind: book.CallMade, At: noon.Add(2 * time.Minute)}, "at", "in_future"},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, _, err := d.Interactions.Log(t.Context(), x.i)
			refused(t, err, book.Invalid, x.field, x.detail)
		})
	}
	got, _, err := d.Interactions.Log(t.Context(), book.Interaction{CustomerID: c.ID, Kind: book.CallMade, Text: " rang \n"})
	d.must(err)
	same(t, "a touch of now", got.At, noon)
	same(t, "text", got.Text, "rang")
	_, _, err = d.Interactions.Log(t.Context(), book.Interaction{CustomerID: c.ID, Kind: book.CallMade, At: noon.Add(30 * time.Second)})
	if err != nil {
		t.Errorf("a clock that is half a minute fast is refused: %v", err)
	}
}

func TestALoggedContactRestartsTheCadence(t *testing.T) {
	d := newDesk(t)
	at := func(days int) time.Time { return noon.AddDate(0, 0, days) }
	cold := func() []book.ID {
		t.Helper()
		rows, n, err := d.Customers.GoingCold(t.Context(), 10)
		d.must(err)
		same(t, "number", n, len(rows))
		return rowIDs(rows)
	}
	d.now = at(-100)
	ana := d.add("Ana", func(c *book.Customer) { c.Cadence = book.Cadence{Ideal: 30, Longest: 60} })
	d.add("Without agreement")
	d.now = at(0)
	_, first, err := d.Interactions.Log(t.Context(), book.Interaction{CustomerID: ana.ID, Kind: book.Meeting, At: at(-50)})
	d.must(err)
	same(t, "cold after 50 days of 30", cold(), []book.ID{ana.ID})
	call, second, err := d.Interactions.Log(t.Context(), book.Interaction{CustomerID: ana.ID, Kind: book.CallMade, At: at(-5)})
	d.must(err)
	same(t, "cold after a call", cold(), []book.ID(nil))
	same(t, "last contact", d.get(ana.ID).LastContact, at(-5))

	_, _, err = d.Interactions.Log(t.Context(), book.Interaction{CustomerID: ana.ID, Kind: book.MailSent, At: at(-200)})
	d.must(err)
	same(t, "an older touch does not count", d.get(ana.ID).LastContact, at(-5))

	trash, err := d.Interactions.Trash(t.Context(), call.ID)
	d.must(err)
	same(t, "last contact is the one before", d.get(ana.ID).LastContact, at(-50))
	same(t, "cold again", cold(), []book.ID{ana.ID})
	d.undo(trash)
	same(t, "last contact after undo", d.get(ana.ID).LastContact, at(-5))
	d.undo(second)
	same(t, "last contact after undo of the call", d.get(ana.ID).LastContact, at(-50))
	d.undo(first)
	same(t, "last contact after undo of both", d.get(ana.ID).LastContact, at(-200))

	d.now = at(0).AddDate(0, 0, 30)
	_, _, err = d.Interactions.Log(t.Context(), book.Interaction{CustomerID: ana.ID, Kind: book.CallMade, At: at(1)})
	d.must(err)
	same(t, "on the 29th day", cold(), []book.ID(nil))
	d.now = d.now.AddDate(0, 0, 2)
	same(t, "past the 30th day", cold(), []book.ID{ana.ID})
	_, err = d.Customers.Trash(t.Context(), ana.ID)
	d.must(err)
	same(t, "nobody goes cold in the trash", cold(), []book.ID(nil))
}
