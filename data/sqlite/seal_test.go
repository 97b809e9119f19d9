package sqlite

import (
	"bytes"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dragoman/data/book"
)

// eraseOnly does what Erase does before it seals.
func eraseOnly(t testing.TB, f *File, ids ...book.ID) {
	t.Helper()
	_, err := f.transact(ctx, book.Operation{Kind: book.OpErase}, func(w *writer) error {
		check(t, w.startErasing(ctx))
		_, err := w.erasing(ctx, "SELECT value FROM json_each(?)", idList(texts(ids)))
		check(t, err)
		w.op.Rows, err = w.erase(ctx)
		check(t, err)
		return w.beginOperation(ctx)
	})
	check(t, err)
}

// roomy fails unless the room between the rows of a book is empty, or is not, as
// is expected.
func roomy(t testing.TB, f *File, want bool) {
	t.Helper()
	dirty, sound, err := f.dirtyPages(ctx)
	check(t, err)
	if !sound {
		t.Error("a page is not as it should be")
	}
	if (len(dirty) == 0) != want {
		t.Errorf("%d pages have something in their room", len(dirty))
	}
}

// What an erasure leaves in the index and between the rows goes when it is
// sealed, although others save meanwhile; and the book stays whole.
func TestSealWhileOthersSave(t *testing.T) {
	f := fresh(t)
	c := lived(t, f, 300)
	friend := named("Saved Meanwhile")
	put(t, f, friend)
	dir := filepath.Dir(f.Path())
	eraseOnly(t, f, c.ID)
	_, err := f.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	check(t, err)
	if len(tracesIn(t, dir)) == 0 || f.unsealed() == "" {
		t.Fatal("the test has nothing to find")
	}
	roomy(t, f, false)

	var over atomic.Bool
	saved := make(chan int)
	go func() {
		n := 0
		for ; !over.Load(); n++ {
			if _, err := f.Write(ctx, book.Operation{Kind: book.OpCustomerEdit}, func(tx book.Tx) error {
				if err := tx.PutCustomer(ctx, named(fmt.Sprint("New ", n))); err != nil {
					return err
				}
				return tx.PutNote(ctx, book.Note{ID: book.NewID(), CustomerID: friend.ID, Text: strings.Repeat("long ", n%900)})
			}); err != nil {
				t.Error(err)
			}
		}
		saved <- n
	}()
	if changed, err := f.Changed(ctx); err != nil || changed {
		t.Error("changed by others", err)
	}
	if !f.seal(ctx) {
		t.Error("it is not sealed")
	}
	over.Store(true)
	n := <-saved
	if changed, err := f.Changed(ctx); err != nil || changed {
		t.Error("our own work is told as that of others", err)
	}
	for _, s := range tracesIn(t, dir) {
		t.Error(s)
	}
	if f.unsealed() != "" || n == 0 {
		t.Errorf("%d saves, unsealed %q", n, f.unsealed())
	}
	if err := f.emptyPages(ctx); err != nil {
		t.Error(err)
	}
	roomy(t, f, true)
	if list, err := f.Notes(ctx, friend.ID); err != nil || len(list) != n {
		t.Errorf("%d notes of %d, %v", len(list), n, err)
	}
	clean(t, f)
	sameIndex(t, f)
}

// A file in which another program left what it deleted is written anew as a whole.
func TestSealOfAFileThatWasNotKeptClean(t *testing.T) {
	f := fresh(t)
	c := lived(t, f, 100)
	_, err := f.Write(ctx, book.Operation{Kind: book.OpNoteAdd}, func(tx book.Tx) error {
		for range 200 {
			if err := tx.PutNote(ctx, book.Note{ID: book.NewID(), CustomerID: c.ID, Text: strings.Repeat("Quyzabel ", 300)}); err != nil {
				return err
			}
		}
		return nil
	})
	check(t, err)
	for _, text := range []string{"PRAGMA secure_delete = 0", "DELETE FROM note_search", "DELETE FROM note", "PRAGMA secure_delete = 1"} {
		check(t, execute(ctx, f.write, text))
	}
	if _, sound, err := f.dirtyPages(ctx); err != nil || sound {
		t.Fatal("nothing was left in pages that are free", err)
	}
	e, err := f.Erase(ctx, book.Operation{Kind: book.OpErase}, []book.ID{c.ID}, nil)
	if err != nil || !e.Sealed {
		t.Fatal(e, err)
	}
	for _, s := range tracesIn(t, filepath.Dir(f.Path())) {
		t.Error(s)
	}
	clean(t, f)
}

// A program that is killed while it seals does it the next time.
func TestSealIsTakenUpAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	f := fresh(t)
	lived(t, f, 300)
	whole := filepath.Join(t.TempDir(), "whole")
	check(t, f.Backup(ctx, whole))
	between := 0
	for k := range 12 {
		dir := t.TempDir()
		path := filepath.Join(dir, "book.dragoman")
		data, err := os.ReadFile(whole)
		check(t, err)
		check(t, os.WriteFile(path, data, 0o600))
		done := killed(t, path, "erase", time.Duration(10+k*12)*time.Millisecond)
		g := reopened(t, path)
		ids, err := g.CustomerIDs(ctx, book.CustomerFilter{Tags: []string{"vip-quyzabel"}})
		check(t, err)
		if g.unsealed() != "" && len(ids) == 0 {
			between++
		}
		clean(t, g)
		check(t, g.Close())
		if len(ids) > 0 {
			if len(done) > 0 {
				t.Error("it was reported as done and is there")
			}
			continue
		}
		for _, s := range tracesIn(t, dir) {
			t.Errorf("killed at %d: %s", k, s)
		}
	}
	t.Logf("%d of 12 were killed while they sealed", between)
	if between == 0 {
		t.Error("none was killed while it sealed")
	}
}

// eraseSecret erases whoever has the tag of secret.
func eraseSecret(f *File) error {
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{Tags: []string{"vip-quyzabel"}})
	if err != nil || len(ids) == 0 {
		time.Sleep(5 * time.Millisecond)
		return err
	}
	_, err = f.Erase(ctx, book.Operation{Kind: book.OpErase}, ids, nil)
	return err
}

// Of rows of any size, in tables and indexes of any kind, with pages of any size,
// nothing is left in the room once they were deleted, and all others are as they
// were.
func TestRoomOfAnyTable(t *testing.T) {
	dirty := 0
	for seed := range uint64(24) {
		size := []int{512, 1024, 4096, 65536}[seed%4]
		t.Run(fmt.Sprintf("seed %d, pages of %d", seed, size), func(t *testing.T) { dirty += roomOfAnyTable(t, seed, size) })
	}
	if dirty < 100 {
		t.Error("there was hardly anything in the room", dirty)
	}
}

func roomOfAnyTable(t *testing.T, seed uint64, size int) (found int) {
	path := filepath.Join(t.TempDir(), "any")
	db, err := sql.Open("sqlite", dsn(path, passing))
	check(t, err)
	db.SetMaxOpenConns(1)
	defer func() { check(t, db.Close()) }()
	for _, text := range []string{
		fmt.Sprint("PRAGMA page_size = ", size), "PRAGMA journal_mode = WAL",
		"CREATE TABLE t(n INTEGER PRIMARY KEY, v TEXT)", "CREATE INDEX i ON t(v)", "CREATE TABLE w(v TEXT PRIMARY KEY, x TEXT) WITHOUT ROWID",
		"CREATE TABLE tiny(n INTEGER PRIMARY KEY)",
	} {
		check(t, execute(ctx, db, text))
	}
	rng := rand.New(rand.NewPCG(seed, 1))
	live := map[int64]string{}
	var keys []int64
	var gone []string
	for i := range int64(20 + rng.IntN(400)) {
		key := rng.Int64N(1 << 40)
		text := fmt.Sprintf("<%d.%d>", key, i) + strings.Repeat("x", rng.IntN(1+size*rng.IntN(3)/(1+rng.IntN(8)))) + fmt.Sprintf("<%d;%d>", key, i)
		live[key] = text
		check(t, execute(ctx, db, "INSERT OR REPLACE INTO t VALUES (?, ?)", key, text))
		check(t, execute(ctx, db, "INSERT OR REPLACE INTO w VALUES (?, ?)", text, "s"))
		check(t, execute(ctx, db, "INSERT OR IGNORE INTO tiny VALUES (?)", i))
		keys = append(keys, key)
		if k := rng.IntN(len(keys)); rng.IntN(3) == 0 && live[keys[k]] != "" {
			text := live[keys[k]]
			check(t, execute(ctx, db, "DELETE FROM t WHERE n = ?", keys[k]))
			check(t, execute(ctx, db, "DELETE FROM w WHERE v = ?", text))
			delete(live, keys[k])
			gone = append(gone, text[:strings.IndexByte(text, '>')+1], text[strings.LastIndexByte(text, '<'):])
		}
	}
	f := &File{path: path, write: db, read: db, writing: make(chan struct{}, 1), o: Options{Log: slog.New(slog.NewTextHandler(io.Discard, nil))}}
	dirty, sound, err := f.dirtyPages(ctx)
	if err != nil || !sound {
		t.Fatal("a page is not as it should be", err)
	}
	if err := f.emptyPages(ctx); err != nil {
		t.Fatal(err)
	}
	if dirty, sound, err := f.dirtyPages(ctx); err != nil || !sound || len(dirty) > 0 {
		t.Fatal(dirty, sound, err)
	}
	if done, err := f.emptyLog(ctx); err != nil || !done {
		t.Fatal(done, err)
	}
	var said string
	check(t, db.QueryRow("PRAGMA integrity_check").Scan(&said))
	if said != "ok" {
		t.Fatal(said)
	}
	for key, text := range live {
		var have, other string
		check(t, db.QueryRow("SELECT v FROM t WHERE n = ?", key).Scan(&have))
		check(t, db.QueryRow("SELECT v FROM w WHERE v = ?", text).Scan(&other))
		if have != text || other != text {
			t.Fatal("a row is another")
		}
	}
	for _, end := range []string{"", "-wal"} { // by the bytes
		data, err := os.ReadFile(path + end)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, text := range gone {
			if bytes.Contains(data, []byte(text)) {
				t.Fatalf("%s is left in %q", text, end)
			}
		}
	}
	return len(dirty)
}

// Whatever is in a page, to look at it does no harm, and one that is not put
// together as it should be is left alone.
func TestRoomOfDamagedPages(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		page := rapid.SliceOfN(rapid.Byte(), 512, 512).Draw(rt, "page")
		page[0] = rapid.SampledFrom([]byte{innerIndex, innerTable, leafIndex, leafTable}).Draw(rt, "kind")
		if rapid.Bool().Draw(rt, "few cells") {
			page[3], page[4] = 0, page[4]%8
		}
		var r room
		r.look(page, rapid.Int64Range(1, 3).Draw(rt, "number"))
	})
}
