package book_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// person is a row of a file.
func person(full string, edit ...func(*book.Incoming)) book.Incoming {
	r := book.Incoming{Customer: book.Customer{Name: book.Name{Full: full}, Origin: book.Origin{Source: "google"}}}
	for _, e := range edit {
		e(&r)
	}
	return r
}

func mail(address string) func(*book.Incoming) {
	return func(r *book.Incoming) {
		r.Customer.Channels = append(r.Customer.Channels, book.Channel{Kind: book.Email, Value: address})
	}
}

func phone(number string) func(*book.Incoming) {
	return func(r *book.Incoming) {
		r.Customer.Channels = append(r.Customer.Channels,
			book.Channel{Kind: book.Phone, Value: number, Normal: strings.ReplaceAll(number, " ", "")})
	}
}

func printed(fingerprint string) func(*book.Incoming) {
	return func(r *book.Incoming) { r.Customer.Origin.Fingerprint = fingerprint }
}

func numbered(id string) func(*book.Incoming) {
	return func(r *book.Incoming) { r.Customer.Origin.ExternalID = id }
}

func noted(paragraphs ...string) func(*book.Incoming) {
	return func(r *book.Incoming) { r.Notes = paragraphs }
}

func with(edit func(*book.Customer)) func(*book.Incoming) {
	return func(r *book.Incoming) { edit(&r.Customer) }
}

// rows yields rows, numbered as a file has them.
func rows(rs ...book.Incoming) iter.Seq2[book.Incoming, error] {
	return func(yield func(book.Incoming, error) bool) {
		for i, r := range rs {
			r.Row = i + 2
			if !yield(r, nil) {
				return
			}
		}
	}
}

// bring imports rows and checks the sums of the report.
func (d *desk) bring(o book.ImportOptions, rs ...book.Incoming) book.ImportReport {
	d.t.Helper()
	rep, err := d.Imports.Run(d.ctx(), rows(rs...), o)
	d.must(err)
	same(d.t, "read", rep.Read, len(rs))
	same(d.t, "sum of the fates", rep.Added+rep.Changed+rep.Skipped+rep.Failed, len(rs))
	return rep
}

// fates are added, changed, skipped and failed.
func fates(r book.ImportReport) [4]int { return [4]int{r.Added, r.Changed, r.Skipped, r.Failed} }

func (d *desk) count() int {
	d.t.Helper()
	n, err := d.Customers.Count(d.ctx(), book.CustomerFilter{})
	d.must(err)
	return n
}

func TestImportTellsOldFromNew(t *testing.T) {
	linda := person("Linda Berg", mail("linda@company.example"), phone("+49 1511 0000001"), numbered("g1"), printed("p1"))
	for _, x := range []struct {
		name string
		row  book.Incoming
		fate book.Fate
		by   book.MatchedBy
	}{
		{"the same row", linda, book.FateSkipped, book.ByExternalID},
		{"the same row without its number", person("Linda Berg", printed("p1")), book.FateSkipped, book.ByFingerprint},
		{"the same number, another name", person("Linda Stein", numbered("g1")), book.FateSkipped, book.ByExternalID},
		{"the same number in another source", person("Linda Stein", numbered("g1"), with(func(c *book.Customer) { c.Origin.Source = "vcard" })), book.FateAdded, ""},
		{"same mail, same name", person("Linda Berg", mail("linda@company.example")), book.FateSkipped, book.ByChannel},
		{"same mail in capitals", person("LINDA BERG", mail("Linda@Company.Example")), book.FateSkipped, book.ByChannel},
		{"same mail, name in other order", person("Berg Linda", mail("linda@company.example")), book.FateSkipped, book.ByChannel},
		{"same phone, same name", person("Linda Berg", phone("+4915110000001")), book.FateChanged, book.ByChannel},
		{"same phone, another name", person("Otto Berg", phone("+49 1511 0000001")), book.FateAdded, ""},
		{"same mail, another name", person("Info Desk", mail("linda@company.example")), book.FateAdded, ""},
		{"same name alone", person("Linda Berg"), book.FateAdded, ""},
		{"same Latin name, same mail", person("琳达", mail("linda@company.example"), with(func(c *book.Customer) { c.Name.Latin = "Linda Berg" })), book.FateChanged, book.ByChannel},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := newDesk(t)
			first := d.bring(book.ImportOptions{}, linda)
			same(t, "first", fates(first), [4]int{1, 0, 0, 0})
			rep := d.bring(book.ImportOptions{Sample: 5}, x.row)
			it := rep.Sample[0]
			if x.name == "same phone, same name" { // written without the blanks: nothing new
				x.fate = book.FateSkipped
			}
			same(t, "fate", it.Fate, x.fate)
			same(t, "matched by", it.By, x.by)
			same(t, "matched", it.Match != "", x.by != "")
			want := 1
			if x.fate == book.FateAdded {
				want = 2
			}
			same(t, "customers", d.count(), want)
			if x.fate == book.FateSkipped && rep.Operation.ID != "" {
				t.Error("an import that changed nothing is offered to be undone")
			}
		})
	}
}

func TestImportOfCustomersInTheTrashMakesNewOnes(t *testing.T) {
	d := newDesk(t)
	row := person("Ana", mail("ana@company.example"), numbered("1"), printed("p"))
	d.bring(book.ImportOptions{}, row)
	ids, err := d.Customers.IDs(t.Context(), book.CustomerFilter{})
	d.must(err)
	_, err = d.Customers.Trash(t.Context(), ids...)
	d.must(err)
	same(t, "fates", fates(d.bring(book.ImportOptions{}, row)), [4]int{1, 0, 0, 0})
}

func TestImportReportsWhatItCannotTake(t *testing.T) {
	d := newDesk(t)
	bad := func(code string) func(*book.Incoming) {
		return func(r *book.Incoming) { r.Problem = &book.Problem{Code: code} }
	}
	warn := func(r *book.Incoming) { r.Warnings = []book.Warning{{Code: "date_unread", Field: "birthday"}} }
	rep := d.bring(book.ImportOptions{Sample: 2, File: "people.csv"},
		person("Ana", warn), person("", bad("cut")), person("  "), person("Ben", with(func(c *book.Customer) { c.Country = "Nowhere" })), person("Eva"))
	same(t, "fates", fates(rep), [4]int{2, 0, 0, 3})
	var why []string
	for _, f := range rep.Failures {
		why = append(why, fmt.Sprintf("%d %s", f.Row, f.Problem.Code))
	}
	same(t, "failures", why, []string{"3 cut", "4 name_missing", "5 country_unknown"})
	same(t, "warnings", rep.Warnings, []book.Warning{{Row: 2, Code: "date_unread", Field: "birthday"}})
	same(t, "sample", len(rep.Sample), 2)
	same(t, "operation", string(rep.Operation.Kind)+" "+rep.Operation.Detail, "import people.csv")
	same(t, "customers", d.count(), 2)
}

func TestDryRunChangesNothing(t *testing.T) {
	d := newDesk(t)
	d.add("Ana", func(c *book.Customer) { c.Channels = []book.Channel{{Kind: book.Email, Value: "ana@company.example"}} })
	before, ops := d.state(), d.operations()
	heard := 0
	defer d.Hub.Listen(func([]book.Change) { heard++ })()
	rs := []book.Incoming{
		person("Ana", mail("ana@company.example"), with(func(c *book.Customer) { c.City = "Porto" })),
		person("Ben", mail("ben@company.example")), person("Ben", mail("ben@company.example")), person(""),
	}
	dry := d.bring(book.ImportOptions{DryRun: true, Sample: 9}, rs...)
	same(t, "operation", dry.Operation.ID, book.ID(""))
	same(t, "state", d.state(), before)
	same(t, "operations", d.operations(), ops)
	same(t, "announcements", heard, 0)
	hits, err := d.Search(t.Context(), "ben", 5)
	d.must(err)
	same(t, "found by searching", len(hits), 0)
	wet := d.bring(book.ImportOptions{Sample: 9}, rs...)
	same(t, "fates of the dry run", fates(dry), fates(wet))
	same(t, "fates", fates(wet), [4]int{1, 1, 1, 1})
	for i := range dry.Sample {
		same(t, "fate in the sample", dry.Sample[i].Fate, wet.Sample[i].Fate)
	}
}

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	for _, how := range []book.Existing{book.Skip, book.Fill, book.Update, ""} {
		t.Run("existing "+string(how), func(t *testing.T) {
			d := newDesk(t)
			file := []book.Incoming{
				person("王小明", mail("wxm@company.example"), phone("+86 130 0000 0001"), printed("1"), noted("喜欢龙井。", "不要送钟。"),
					with(withDate(calendar.Partial{Calendar: calendar.Chinese, Year: 1985, Month: 8, Day: 15}))),
				person("Ana", printed("2"), with(func(c *book.Customer) { c.Tags = []string{"b", "a"} })),
				person("Ben", mail("ben@company.example"), noted("A note.")), // no fingerprint: found by its mail
			}
			d.bring(book.ImportOptions{Existing: how}, file...)
			before, ops := d.state(), d.operations()
			rep := d.bring(book.ImportOptions{Existing: how}, file...)
			same(t, "fates", fates(rep), [4]int{0, 0, 3, 0})
			same(t, "state", d.state(), before)
			same(t, "operations", d.operations(), ops)
		})
	}
}

// picture is a PNG of the given width.
func picture(t *testing.T, width int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, width, 1))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// known is a customer of the book and a row about the same one.
func known(d *desk) (book.ID, book.Incoming) {
	t := d.t
	birthday := calendar.Partial{Calendar: calendar.Gregorian, Year: 1980, Month: 5, Day: 3}
	c := d.add("Ana Sousa", func(c *book.Customer) {
		c.Name.Nickname, c.City, c.Role, c.Tags = "Nita", "Porto", "", []string{"vip"}
		c.Channels = []book.Channel{{Kind: book.Email, Value: "ana@company.example", Preferred: true}}
		c.Dates = []book.ImportantDate{{Kind: book.Birthday, When: birthday}}
		c.Languages = []book.Language{{Tag: "pt"}}
		c.Picture = picture(t, 1)
	})
	birthday.Day = 4
	return c.ID, person("Ana Sousa", mail("ANA@company.example"), phone("+351 900 000 000"), with(func(c *book.Customer) {
		c.City, c.Role, c.Tags = "Lisboa", "buyer", []string{"fair", "vip"}
		c.Dates = []book.ImportantDate{{Kind: book.Birthday, When: birthday}}
		c.Languages = []book.Language{{Tag: "pt"}, {Tag: "en"}}
		c.Channels[1].Preferred = true
		c.Picture = picture(t, 2)
	}))
}

func TestExistingCustomersAreSkippedFilledOrUpdated(t *testing.T) {
	for _, x := range []struct {
		how                    book.Existing
		fate                   book.Fate
		city, role, tags, date string
		channels, languages    int
		picture                int // its width
	}{
		{book.Skip, book.FateSkipped, "Porto", "", "vip", "1980-5-3", 1, 1, 1},
		{book.Fill, book.FateChanged, "Porto", "buyer", "fair vip", "1980-5-3", 2, 2, 1},
		{"", book.FateChanged, "Porto", "buyer", "fair vip", "1980-5-3", 2, 2, 1},
		{book.Update, book.FateChanged, "Lisboa", "buyer", "fair vip", "1980-5-4", 2, 2, 2},
	} {
		t.Run("existing "+string(x.how), func(t *testing.T) {
			d := newDesk(t)
			id, row := known(d)
			old := d.get(id)
			rep := d.bring(book.ImportOptions{Existing: x.how, Sample: 1}, row)
			same(t, "fate", rep.Sample[0].Fate, x.fate)
			c := d.get(id)
			same(t, "nickname, which the file does not know", c.Name.Nickname, "Nita")
			same(t, "city and role", c.City+"/"+c.Role, x.city+"/"+x.role)
			same(t, "tags", strings.Join(c.Tags, " "), x.tags)
			same(t, "dates", len(c.Dates), 1)
			w := c.Dates[0].When
			same(t, "birthday", fmt.Sprintf("%d-%d-%d", w.Year, w.Month, w.Day), x.date)
			same(t, "channels", len(c.Channels), x.channels)
			same(t, "languages", len(c.Languages), x.languages)
			same(t, "picture", bytes.Equal(c.Picture, picture(t, x.picture)), true)
			same(t, "mail stays as it was written", c.Channels[0], old.Channels[0])
			preferred := 0
			for _, ch := range c.Channels {
				if ch.Preferred {
					preferred++
				}
			}
			same(t, "preferred channels", preferred, 1)
		})
	}
}

func TestABlankInAFileNeverErases(t *testing.T) {
	for _, how := range []book.Existing{book.Fill, book.Update} {
		d := newDesk(t)
		id, _ := known(d)
		before := d.get(id)
		rep := d.bring(book.ImportOptions{Existing: how}, person("Ana Sousa", mail("ana@company.example")))
		same(t, string(how), fates(rep), [4]int{0, 0, 1, 0})
		same(t, string(how), d.get(id), before)
	}
}

func TestDuplicatesWithinAFileMeet(t *testing.T) {
	d := newDesk(t)
	rep := d.bring(book.ImportOptions{},
		person("Ana", mail("ana@company.example"), noted("one")),
		person("Ana", mail("ana@company.example"), phone("+351 900 000 000"), noted("one", "two")),
		person("Ben", mail("ana@company.example")),
		person("Ben", printed("b")),
		person("Ben", printed("b")),
	)
	same(t, "fates", fates(rep), [4]int{3, 1, 1, 0})
	ids, err := d.Customers.IDs(t.Context(), book.CustomerFilter{Text: "ana"})
	d.must(err)
	same(t, "called Ana or written to as Ana", len(ids), 2)
	ana := d.get(ids[0])
	same(t, "channels", len(ana.Channels), 2)
	same(t, "notes", d.texts(ids[0]), []string{"one", "two"})
}

func (d *desk) texts(id book.ID) []string {
	d.t.Helper()
	notes, err := d.Notes.List(d.ctx(), id)
	d.must(err)
	var out []string
	for _, n := range notes {
		out = append(out, n.Text)
	}
	slices.Sort(out)
	return out
}

func TestNotesAreNotDoubled(t *testing.T) {
	d := newDesk(t)
	d.bring(book.ImportOptions{}, person("Ana", mail("ana@company.example"), noted("one", " one ", "", "two")))
	ids, err := d.Customers.IDs(t.Context(), book.CustomerFilter{})
	d.must(err)
	same(t, "after the first", d.texts(ids[0]), []string{"one", "two"})
	rep := d.bring(book.ImportOptions{}, person("Ana", mail("ana@company.example"), noted("two", "three", "three")))
	same(t, "fates", fates(rep), [4]int{0, 1, 0, 0})
	same(t, "after the second", d.texts(ids[0]), []string{"one", "three", "two"})
}

func TestAnImportThatEndsEarlyLeavesNothing(t *testing.T) {
	broken := errors.New("the disk was pulled out")
	for _, x := range []struct {
		name string
		stop func(cancel func()) error // after the second row
		code book.Code
	}{
		{"cancelled", func(cancel func()) error { cancel(); return nil }, book.Cancelled},
		{"the file cannot be read on", func(func()) error { return broken }, book.Internal},
		{"the file says so itself", func(func()) error { return &book.Error{Op: "x", Code: book.Unsupported} }, book.Unsupported},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := newDesk(t)
			d.add("Zoe")
			before, ops := d.state(), d.operations()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			rep, err := d.Imports.Run(ctx, func(yield func(book.Incoming, error) bool) {
				for i := range 5 {
					var err error
					if i == 2 {
						err = x.stop(cancel)
					}
					if !yield(person(fmt.Sprint("Ana ", i)), err) {
						return
					}
				}
				t.Error("the rows were read to the end")
			}, book.ImportOptions{})
			same(t, "code", book.CodeOf(err), x.code)
			same(t, "operation", rep.Operation.ID, book.ID(""))
			same(t, "state", d.state(), before)
			same(t, "operations", d.operations(), ops)
		})
	}
}

func TestImportTellsHowFarItIs(t *testing.T) {
	d := newDesk(t)
	var seen []int
	d.bring(book.ImportOptions{Progress: func(n int) { seen = append(seen, n) }}, person("A"), person(""), person("B"))
	same(t, "progress", seen, []int{1, 2, 3})
}

func TestUndoOfAnImportRestoresWhatItChanged(t *testing.T) {
	d := newDesk(t)
	_, row := known(d)
	before := d.state()
	rep := d.bring(book.ImportOptions{Existing: book.Update}, row, person("Ben", mail("ben@company.example"), noted("note")))
	same(t, "fates", fates(rep), [4]int{1, 1, 0, 0})
	after := d.state()
	u := d.undo(rep.Operation)
	same(t, "after undo", d.state(), before)
	hits, err := d.Search(t.Context(), "ben", 5)
	d.must(err)
	same(t, "found by searching", len(hits), 0)
	d.undo(u)
	same(t, "after redo", d.state(), after)
}

func TestImportLinksOrganisations(t *testing.T) {
	d := newDesk(t)
	rep := d.bring(book.ImportOptions{},
		person("华信电子", with(func(c *book.Customer) { c.Kind = book.Organisation })),
		person("王小明", with(func(c *book.Customer) { c.Organisation = "华信电子" })))
	same(t, "fates", fates(rep), [4]int{2, 0, 0, 0})
	orgs, err := d.Customers.IDs(t.Context(), book.CustomerFilter{Kind: book.Organisation})
	d.must(err)
	n, err := d.Customers.Count(t.Context(), book.CustomerFilter{Organisation: orgs[0]})
	d.must(err)
	same(t, "people of the organisation", n, 1)
}

func TestFillKeepsBundlesInBatches(t *testing.T) {
	d := newDesk(t)
	var seen []int
	made := func(n int) iter.Seq[book.Bundle] {
		return func(yield func(book.Bundle) bool) {
			for range n {
				c := book.Customer{ID: book.NewID(), Name: book.Name{Full: "Ana"}, CreatedAt: noon, UpdatedAt: noon}
				touch := book.Interaction{ID: book.NewID(), CustomerID: c.ID, Kind: book.CallMade, At: noon.Add(-time.Hour), CreatedAt: noon}
				if !yield(book.Bundle{Customer: c, Interactions: []book.Interaction{touch}}) {
					return
				}
			}
		}
	}
	d.must(d.Imports.Fill(t.Context(), "demo", made(0), nil))
	same(t, "of none", d.count(), 0)
	d.must(d.Imports.Fill(t.Context(), "demo", made(3), func(n int) { seen = append(seen, n) }))
	same(t, "customers", d.count(), 3)
	same(t, "progress", seen, []int{3})
	page, err := d.Customers.List(t.Context(), book.CustomerQuery{})
	d.must(err)
	same(t, "last contact", page.Rows[0].LastContact, noon.Add(-time.Hour))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	same(t, "cancelled", book.CodeOf(d.Imports.Fill(ctx, "demo", made(2), nil)), book.Cancelled)
	same(t, "customers then", d.count(), 3)
}
