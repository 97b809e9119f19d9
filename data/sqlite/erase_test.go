package sqlite

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// analyse makes the statistics that may quote keys.
func analyse(t testing.TB, f *File) {
	t.Helper()
	_, err := f.write.ExecContext(ctx, "ANALYZE")
	check(t, err)
}

// secret is somebody whose every word can be told from those of others.
func secret() book.Customer {
	c := named("欧阳慕雪")
	c.Name.Latin, c.Name.Reading, c.Name.Nickname = "Muxue Quyzabel", "ouyang muxue", "Zephyrine"
	c.Address.CallMe = "Ms Quyzabel"
	c.City, c.Role = "Xylograd", "Archduchess"
	c.Tags = []string{"vip-quyzabel"}
	c.Channels = []book.Channel{
		{Kind: book.Phone, Value: "+86 138 7654 9182", Normal: "+8613876549182"},
		{Kind: book.Email, Value: "mx.quyzabel@xylo.example", Normal: "mx.quyzabel@xylo.example"},
	}
	c.Preferences = []book.Preference{{Kind: book.Diet, Text: "no quinces, says Quyzabel"}}
	c.Custom = []book.CustomField{{Name: "passport", Value: "QZ9918277"}}
	c.Origin = book.Origin{Source: "csv", ExternalID: "ext-quyzabel", Fingerprint: "fp-quyzabel"}
	return c
}

// traceBytes are what of secret must be nowhere: in UTF-8, folded, as pinyin and
// initials, in pairs of characters as the index keeps them, and digits in both
// directions.
var traceBytes = []string{
	"欧阳慕雪", "欧阳", "阳慕", "慕雪", "Quyzabel", "quyzabel", "Zephyrine", "zephyrine", "Xylograd", "xylograd", "Archduchess", "archduchess",
	"ouyangmuxue", "oymx", "13876549182", "8613876549182", "2819456783168", "28194567831", "7654 9182", "QZ9918277", "qz9918277", "xylo.example", "xyloexample",
	"muxue",
}

// tracesIn lists the traces in the files of a folder.
func tracesIn(t testing.TB, dir string) []string {
	t.Helper()
	var out []string
	check(t, filepath.Walk(dir, func(path string, i os.FileInfo, err error) error {
		if err != nil || i.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, s := range traceBytes {
			if n := bytes.Count(data, []byte(s)); n > 0 {
				out = append(out, fmt.Sprintf("%s holds %q %d times", filepath.Base(path), s, n))
			}
		}
		return err
	}))
	return out
}

// lived gives a book a customer who was known for long: edited, merged, undone,
// spoken of, kept as a segment, in the details of an import.
func lived(t testing.TB, f *File, others int) book.Customer {
	t.Helper()
	check(t, fill(f, others))
	c, twin := secret(), secret()
	twin.Name.Full, twin.Picture = "欧阳慕雪 (old)", somePicture(t)
	firm := named("Quinces Ltd")
	firm.Kind = book.Organisation
	c.OrganisationID, c.Organisation = firm.ID, "Quinces Ltd"
	put(t, f, firm, c, twin)
	friend := named("Plain Friend")
	friend.Relations = []book.Relation{{Kind: book.FamilyOf, To: c.ID, Label: "married to Quyzabel"}}
	put(t, f, friend)
	c = get(t, f, c.ID)
	c.City, c.Picture = "Xylograd-Quyzabel", somePicture(t)
	op := put(t, f, c)
	_, _, _, err := f.Undo(ctx, op.ID, "me")
	check(t, err)
	friend = get(t, f, friend.ID)
	friend.Relations[0].Label = "once married to Quyzabel"
	put(t, f, friend)
	_, err = f.Write(ctx, book.Operation{Kind: book.OpImport, Detail: "欧阳慕雪.vcf"}, func(tx book.Tx) error {
		for i := range 40 {
			n := book.Note{ID: book.NewID(), CustomerID: c.ID, Text: fmt.Sprint("Quyzabel said ", i)}
			if err := tx.PutNote(ctx, n); err != nil {
				return err
			}
			n.Text = "欧阳慕雪 thinks otherwise"
			if err := tx.PutNote(ctx, n); err != nil {
				return err
			}
		}
		for _, id := range []book.ID{c.ID, twin.ID} {
			if err := tx.PutFollowUp(ctx, book.FollowUp{ID: book.NewID(), CustomerID: id, Title: "Call Quyzabel", DueMinute: book.NoTime, Checklist: []book.CheckItem{{Text: "ask 慕雪"}}}); err != nil {
				return err
			}
			if err := tx.PutInteraction(ctx, book.Interaction{ID: book.NewID(), CustomerID: id, Kind: book.CallMade, Text: "Quyzabel called"}); err != nil {
				return err
			}
		}
		if err := tx.PutSegment(ctx, book.Segment{ID: book.NewID(), Name: "Like 欧阳慕雪", Query: "tag:vip-quyzabel", CreatedAt: time.Now()}); err != nil {
			return err
		}
		return tx.MoveTo(ctx, twin.ID, c.ID, time.Now())
	})
	check(t, err)
	analyse(t, f)
	return get(t, f, c.ID)
}

// Nothing of who was erased is left in the book, in its log, in what lies
// beside it, in a copy made afterwards, or in an older copy that was given back;
// and everybody else is as before.
func TestErasureLeavesNoByte(t *testing.T) {
	f := fresh(t)
	c := lived(t, f, 300)
	dir := filepath.Dir(f.Path())
	if len(tracesIn(t, dir)) < 15 {
		t.Fatal("the test has nothing to find", tracesIn(t, dir))
	}
	old := filepath.Join(t.TempDir(), "old")
	check(t, f.Backup(ctx, old))
	x, err := f.Traces(ctx, []book.ID{c.ID})
	check(t, err)
	if x.Customers != 2 || x.Rows["note"] != 40 || x.Rows["followup"] != 2 || x.Links != 1 || x.Changes == 0 || len(x.Segments) != 1 || x.Pictures != 1 {
		t.Errorf("traces %+v", x)
	}
	e, err := f.Erase(ctx, book.Operation{Kind: book.OpErase}, []book.ID{c.ID}, nil)
	check(t, err)
	if e.Customers != 2 || !e.Sealed {
		t.Errorf("%+v", e)
	}
	for _, s := range tracesIn(t, dir) {
		t.Error(s)
	}
	nobody(t, f, c.ID, 302)
	var left int
	check(t, f.read.QueryRow("SELECT count(*) FROM picture").Scan(&left))
	if left != 0 {
		t.Error("the pictures are still there")
	}
	// A second one, in an index that has just been made anew.
	again := lived(t, f, 1)
	e, err = f.Erase(ctx, book.Operation{Kind: book.OpErase}, []book.ID{again.ID}, nil)
	check(t, err)
	check(t, f.Close())
	for _, s := range tracesIn(t, dir) {
		t.Error("the second time", s)
	}
	*f = *reopened(t, f.Path())

	// The old copy comes back without them.
	ledger, err := LedgerOf(ctx, f.Path())
	check(t, err)
	if n, err := Revived(ctx, old, ledger); err != nil || n != 2 {
		t.Errorf("%d would come back, %v", n, err)
	}
	if len(tracesIn(t, filepath.Dir(old))) < 15 {
		t.Fatal("the copy has nothing to find")
	}
	check(t, Prepare(ctx, old, nil))
	n, err := Forget(ctx, old, ledger)
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	for _, s := range tracesIn(t, filepath.Dir(old)) {
		t.Error("restored:", s)
	}
	g := reopened(t, old)
	nobody(t, g, c.ID, 302)
	check(t, g.Close())
	if n, err := Forget(ctx, old, ledger); err != nil || n != 0 {
		t.Errorf("twice: %d, %v", n, err)
	}
}

func reopened(t testing.TB, path string) *File {
	t.Helper()
	f, err := Open(ctx, path, Options{})
	check(t, err)
	return f
}

// nobody fails when a book knows of somebody, or is not whole.
func nobody(t testing.TB, f *File, id book.ID, others int) {
	t.Helper()
	clean(t, f)
	sameIndex(t, f)
	if _, err := f.Customer(ctx, id); book.CodeOf(err) != book.NotFound {
		t.Error("the customer is there:", err)
	}
	if h, err := f.History(ctx, id, 0); err != nil || len(h) > 0 {
		t.Error("the history is there:", h, err)
	}
	for _, q := range []string{"欧阳", "quyzabel", "oymx", "549182"} {
		hits, err := f.Search(ctx, q, 5)
		if err != nil || len(hits) > 0 {
			t.Errorf("%q is found: %v, %v", q, hits, err)
		}
	}
	if n, err := f.CountCustomers(ctx, book.CustomerFilter{}); err != nil || n != others {
		t.Errorf("%d customers, want %d; %v", n, others, err)
	}
	ledger, err := f.Erased(ctx)
	if err != nil || !slices.ContainsFunc(ledger, func(e book.Erased) bool { return e.ID == id && !e.At.IsZero() }) {
		t.Errorf("the ledger has %v, %v", ledger, err)
	}
	ops, err := f.Operations(ctx, 1000)
	check(t, err)
	for _, op := range ops {
		if _, _, _, err := f.Undo(ctx, op.ID, ""); err != nil && op.Kind != book.OpErase && !op.Undone {
			t.Errorf("undo of %s: %v", op.Kind, err)
		}
	}
	clean(t, f)
	if _, err := f.Customer(ctx, id); book.CodeOf(err) != book.NotFound {
		t.Error("an undo brought the customer back")
	}
}

// Files go with their customer, unless somebody else has the same.
func TestErasureTakesFiles(t *testing.T) {
	f := fresh(t)
	c, other := secret(), named("Plain Friend")
	put(t, f, c, other)
	keep := func(text string, of ...book.ID) {
		hash, size, err := f.KeepFile(ctx, strings.NewReader(text), 1000, nil)
		check(t, err)
		_, err = f.Write(ctx, book.Operation{Kind: book.OpAttach}, func(tx book.Tx) error {
			for _, id := range of {
				if err := tx.PutAttachment(ctx, book.Attachment{ID: book.NewID(), CustomerID: id, OwnerKind: book.OfCustomer, Name: "Quyzabel.txt", Hash: hash, Size: size}); err != nil {
					return err
				}
			}
			return nil
		})
		check(t, err)
	}
	keep("passport of Quyzabel", c.ID)
	keep("price list", c.ID, other.ID)
	_, err := f.Erase(ctx, book.Operation{Kind: book.OpErase}, []book.ID{c.ID}, nil)
	check(t, err)
	as, err := f.Attachments(ctx, other.ID)
	check(t, err)
	if _, err := f.FilePath(as[0].Hash); err != nil {
		t.Error("the file of somebody else is gone:", err)
	}
	data, err := filepath.Glob(filepath.Join(FilesDir(f.Path()), "*", "*"))
	if err != nil || len(data) != 1 {
		t.Errorf("files left: %v, %v", data, err)
	}
}

// Somebody who reads the book keeps its log from being emptied; that is said,
// and it is done when the book is closed.
func TestErasureWhileSomebodyReads(t *testing.T) {
	f := fresh(t)
	c := lived(t, f, 20)
	db, err := sql.Open("sqlite", dsn(f.Path(), reading))
	check(t, err)
	tx, err := db.Begin()
	check(t, err)
	var n int
	check(t, tx.QueryRow("SELECT count(*) FROM customer").Scan(&n))
	start := time.Now()
	e, err := f.Erase(ctx, book.Operation{Kind: book.OpErase}, []book.ID{c.ID}, nil)
	check(t, err)
	if e.Sealed || time.Since(start) > 2*sealFor+3*time.Second {
		t.Errorf("%+v after %v", e, time.Since(start))
	}
	check(t, tx.Rollback())
	check(t, db.Close())
	check(t, f.Close())
	for _, s := range tracesIn(t, filepath.Dir(f.Path())) {
		t.Error(s)
	}
	*f = *reopened(t, f.Path())
}

// A transaction that fails erases nobody, and leaves nothing in the ledger.
func TestErasureThatFails(t *testing.T) {
	f := fresh(t)
	c := lived(t, f, 5)
	_, err := f.Erase(ctx, book.Operation{Kind: book.OpErase}, []book.ID{c.ID}, func(book.Tx) error { return notFound("x") })
	if book.CodeOf(err) != book.NotFound {
		t.Error(err)
	}
	get(t, f, c.ID)
	if l, err := f.Erased(ctx); err != nil || len(l) > 0 {
		t.Error(l, err)
	}
	if _, err := os.Stat(f.Path() + ledgerEnd); err == nil {
		t.Error("a ledger was written")
	}
}

func TestLedgerFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	day, err := calendar.ParseDate("2026-03-04")
	check(t, err)
	list := []book.Erased{{ID: "a", At: day}, {ID: "b", At: day + 1}}
	check(t, WriteLedger(path, list))
	got, err := ReadLedger(path)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(list) {
		t.Error(got, err)
	}
	check(t, os.WriteFile(path, []byte("a 2026-03-04\nnonsense\n\x00\x01 \nb 2026-13-99\n"+strings.Repeat("x", 200)+" 2026-01-01\nc 2026-01-01"), 0o600))
	if got, err = ReadLedger(path); err != nil || len(got) != 2 {
		t.Error(got, err)
	}
	if got, err = ReadLedger(path + ".not"); err != nil || got != nil {
		t.Error(got, err)
	}
	joined := JoinLedgers([]book.Erased{{ID: "b", At: day}, {ID: "a", At: day}}, []book.Erased{{ID: "a", At: day - 1}})
	if len(joined) != 2 || joined[0].At != day-1 {
		t.Error(joined)
	}
}
