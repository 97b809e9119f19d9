package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sample"
	"dragoman/data/sqlite"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func newBook(t testing.TB) *book.Book {
	t.Helper()
	f, err := sqlite.Create(context.Background(), filepath.Join(t.TempDir(), "book.dragoman"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return book.New(f, func() time.Time { return noon })
}

// lived is a book in which a good deal has happened: the demo customers, two
// made one, a picture, something in the trash, checklists and unknown fields.
func lived(t testing.TB) *book.Book {
	t.Helper()
	ctx := context.Background()
	b := newBook(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(sample.Fill(ctx, b, sample.Options{Customers: 60, Seed: 3, Language: "en", Today: calendar.DateOf(noon), Home: "DE"}))
	s, err := b.Settings(ctx)
	must(err)
	s.Demo, s.DemoSeed = false, 0 // they stand for real customers, whose copy holds everything
	_, err = b.SaveSettings(ctx, s)
	must(err)
	page, err := b.Customers.List(ctx, book.CustomerQuery{Limit: 20, Filter: book.CustomerFilter{Kind: book.Person}})
	must(err)
	get := func(i int) book.Customer {
		c, err := b.Customers.Get(ctx, page.Rows[i].ID)
		must(err)
		return c
	}
	first := get(0)
	var picture bytes.Buffer
	must(png.Encode(&picture, image.NewGray(image.Rect(0, 0, 3, 3))))
	first.Picture = picture.Bytes()
	first.Origin.Extra = []book.Property{{Name: "X-HOBBY", Value: "go; \"chess\", 围棋"}}
	first.Relations = append(first.Relations, book.Relation{Kind: book.IntroducedBy, To: get(1).ID})
	_, _, err = b.Customers.Save(ctx, first)
	must(err)
	_, err = b.Duplicates.Merge(ctx, get(2), get(3), map[string]bool{"city": true})
	must(err)
	_, err = b.Duplicates.Apart(ctx, get(4).ID, get(5).ID)
	must(err)
	_, err = b.Customers.Trash(ctx, get(6).ID)
	must(err)
	_, _, err = b.FollowUps.Save(ctx, book.FollowUp{
		CustomerID: get(7).ID, Title: "至急", Kind: book.MailTask, Due: calendar.DateOf(noon), DueMinute: 0, Zone: "Asia/Tokyo",
		Checklist: []book.CheckItem{{Text: "sample"}, {Text: "invoice", Done: true}},
	})
	must(err)
	return b
}

func export(t testing.TB, b *book.Book) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := WriteBook(&out, b.Rows(context.Background()), noon); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func openText(t testing.TB, name, text string) *Source {
	t.Helper()
	s, err := Open(context.Background(), name, int64(len(text)), strings.NewReader(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func load(t testing.TB, b *book.Book, s *Source, o book.ImportOptions) book.ImportReport {
	t.Helper()
	ctx := context.Background()
	rep, err := b.Imports.RunRows(ctx, func() iter.Seq2[book.Row, error] { return s.Rows(ctx) }, o)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// TestADemoStaysInItsFile: the customers of a demo book come into an empty book,
// which is not marked for them and not signed by the invented owner; among
// other customers they do not come in, and a second time changes nothing.
func TestADemoStaysInItsFile(t *testing.T) {
	ctx := context.Background()
	demo, real := newBook(t), newBook(t)
	if err := sample.Fill(ctx, demo, sample.Options{Customers: 12, Seed: 3, Language: "en", Today: calendar.DateOf(noon), Home: "DE", Letters: true}); err != nil {
		t.Fatal(err)
	}
	text := export(t, demo)
	if rep := load(t, real, openText(t, "demo.json", text), book.ImportOptions{}); !rep.Invented || rep.Added != 12 {
		t.Errorf("into an empty book: %d added, invented %v", rep.Added, rep.Invented)
	}
	s, err := real.Settings(ctx)
	if err != nil || s.Demo || s.DemoSeed != 0 || s.OwnerName != "" || s.Company != "" {
		t.Errorf("the empty book has the settings %+v, %v", s, err)
	}
	if rep := load(t, real, openText(t, "demo.json", text), book.ImportOptions{Existing: book.Update}); rep.Added+rep.Changed+rep.RowsNew != 0 {
		t.Errorf("a second time: %d added, %d changed, %d rows", rep.Added, rep.Changed, rep.RowsNew)
	}
	if rep := load(t, demo, openText(t, "demo.json", text), book.ImportOptions{Existing: book.Update}); rep.Changed != 0 {
		t.Errorf("into itself: %d changed", rep.Changed)
	}
	if s, err := demo.Settings(ctx); err != nil || !s.Demo || s.DemoSeed != 3 {
		t.Errorf("the demo book has the settings %+v, %v", s, err)
	}

	if _, _, err := real.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Ana"}}); err != nil {
		t.Fatal(err)
	}
	src := openText(t, "demo.json", text)
	var e *book.Error
	_, err = real.Imports.RunRows(ctx, func() iter.Seq2[book.Row, error] { return src.Rows(ctx) }, book.ImportOptions{DryRun: true})
	if !errors.As(err, &e) || e.Code != book.Unsupported || e.Detail != "invented" {
		t.Errorf("among real customers: %v", err)
	}
}

// TestTheWholeBookComesBack: export, import into an empty book, export again:
// the same text.
func TestTheWholeBookComesBack(t *testing.T) {
	a, b := lived(t), newBook(t)
	text := export(t, a)
	s := openText(t, "book.json", text)
	if s.Info().Format != JSON || s.Info().Layout != Ours {
		t.Fatalf("read as %s", s.Info().Format)
	}
	dry := load(t, b, s, book.ImportOptions{DryRun: true, Sample: 5})
	if dry.Added == 0 || dry.Failed > 0 || len(dry.Sample) != 5 || dry.Sample[0].Customer.Name.Full == "" {
		t.Errorf("dry run %+v", dry)
	}
	rep := load(t, b, s, book.ImportOptions{File: "book.json"})
	if rep.Failed > 0 || len(rep.Warnings) > 0 || rep.RowsNew == 0 {
		t.Errorf("%d failed, warnings %v", rep.Failed, rep.Warnings)
	}
	again := export(t, b)
	if again != text {
		t.Errorf("the book is another one after the way there and back%s", firstDifference(text, again))
	}
	if rep := load(t, b, s, book.ImportOptions{}); rep.Operation.ID != "" || rep.Added+rep.Changed+rep.RowsNew > 0 {
		t.Errorf("a second time %+v", rep)
	}
	if rep := load(t, b, s, book.ImportOptions{Existing: book.Update}); rep.Operation.ID != "" {
		t.Errorf("a second time, the file winning: %d changed, %d rows", rep.Changed, rep.RowsNew)
	}
	if hits, err := b.Search(context.Background(), "invoice", 5); err != nil {
		t.Error(hits, err)
	}
	if _, _, err := b.History.Undo(context.Background(), rep.Operation.ID); err != nil {
		t.Fatal(err)
	}
	if left := export(t, b); strings.Count(left, "\n") > 4 {
		t.Errorf("undo leaves %d lines", strings.Count(left, "\n"))
	}
}

func firstDifference(a, b string) string {
	la, lb := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(la), len(lb)) {
		if la[i] != lb[i] {
			return fmt.Sprintf(" in line %d:\n%s\n%s", i+1, la[i], lb[i])
		}
	}
	return fmt.Sprintf(": %d lines and %d", len(la), len(lb))
}

// TestACopyUpdates: with the file winning, what was changed since goes back to
// what the copy says and what is new since stays.
func TestACopyUpdates(t *testing.T) {
	ctx := context.Background()
	b := lived(t)
	text := export(t, b)
	page, err := b.Customers.List(ctx, book.CustomerQuery{Limit: 1, Filter: book.CustomerFilter{Countries: []string{"JP"}}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := b.Customers.Get(ctx, page.Rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	old := c.City
	c.City = "Elsewhere"
	c.Tags = append(c.Tags, "new tag")
	if _, _, err := b.Customers.Save(ctx, c); err != nil {
		t.Fatal(err)
	}
	s := openText(t, "book.json", text)
	if rep := load(t, b, s, book.ImportOptions{}); rep.Operation.ID != "" {
		t.Errorf("filling blanks changed %d", rep.Changed)
	}
	rep := load(t, b, s, book.ImportOptions{Existing: book.Update})
	if rep.Changed != 1 {
		t.Errorf("%d changed", rep.Changed)
	}
	if got, err := b.Customers.Get(ctx, c.ID); err != nil || got.City != old || len(got.Tags) != len(c.Tags) {
		t.Errorf("%s with tags %v, %v", got.City, got.Tags, err)
	}
}

func TestBadCopies(t *testing.T) {
	const id = "0190a000-0000-7000-8000-00000000000"
	row := func(table, values string) string { return `{"table":"` + table + `","values":{` + values + `}}` }
	good := row("customer", `"id":"`+id+`1","kind":"person","name_full":"王小明","created_at":"2026-01-02T03:04:05.678Z"`)
	begin := `{"format":"dragoman-book","version":1,"rows":[`
	for name, c := range map[string]struct {
		text                    string
		code                    book.Code
		added, failed, warnings int
	}{
		"good":                   {text: begin + good + "]}", added: 1},
		"cut in the middle":      {text: begin + good + ",{", code: book.Unsupported},
		"cut at the end":         {text: begin + good, code: book.Unsupported},
		"newer":                  {text: `{"format":"dragoman-book","version":99,"rows":[]}`, code: book.NewerVersion},
		"no rows":                {text: `{"format":"dragoman-book","version":1}`, code: book.Unsupported},
		"an unknown table":       {text: begin + good + "," + row("spell", `"id":"x"`) + "]}", added: 1, failed: 1},
		"an unknown column":      {text: begin + strings.Replace(good, `"kind"`, `"magic":"x","kind"`, 1) + "]}", added: 1, warnings: 1},
		"a note of nobody":       {text: begin + good + "," + row("note", `"id":"n","customer":"nobody","text":"x","created_at":"2026-01-02T03:04:05.678Z"`) + "]}", added: 1, failed: 1},
		"a firm that is gone":    {text: begin + strings.Replace(good, `"kind"`, `"organisation":"nobody","kind"`, 1) + "]}", added: 1, warnings: 1},
		"a list as a value":      {text: begin + good + "," + row("customer", `"id":"y","name_full":["x"]`) + "]}", added: 1, failed: 1},
		"a fraction":             {text: begin + row("customer", `"id":"y","hours_start":1.5`) + "," + good + "]}", added: 1, failed: 1},
		"a picture that is none": {text: begin + strings.Replace(good, `"kind"`, `"picture_data":"AAAA","kind"`, 1) + "]}", failed: 1},
		"without an id":          {text: begin + good + "," + row("customer", `"name_full":"x"`) + "]}", added: 1, failed: 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBook(t)
			ctx := context.Background()
			s := openText(t, "x.json", c.text)
			rep, err := b.Imports.RunRows(ctx, func() iter.Seq2[book.Row, error] { return s.Rows(ctx) }, book.ImportOptions{})
			if c.code != "" {
				if book.CodeOf(err) != c.code {
					t.Fatalf("%v, want %s", err, c.code)
				}
				if n, err := b.Customers.Count(ctx, book.CustomerFilter{}); err != nil || n != 0 {
					t.Errorf("%d customers of half a file, %v", n, err)
				}
				return
			}
			if err != nil || rep.Added != c.added || rep.Failed != c.failed || len(rep.Warnings) != c.warnings {
				t.Errorf("%d added, %d failed, warnings %v, %v", rep.Added, rep.Failed, rep.Warnings, err)
			}
		})
	}
}
