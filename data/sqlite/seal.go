package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"time"

	"dragoman/data/book"
)

// unsealedEnd is how the file beside a book is named that says: something was
// erased, and its bytes may still be in the room that holds nothing. It is there
// before the erasure counts and goes when it is sealed, so that a program which is
// killed in between does it the next time.
const unsealedEnd = ".unsealed"

// noteUnsealed writes that file. Its content tells one erasure from the next.
func (f *File) noteUnsealed() error {
	tmp := f.path + unsealedEnd + ".new"
	if err := os.WriteFile(tmp, []byte(book.NewID()), 0o600); err != nil {
		return err
	}
	return errors.Join(syncFile(tmp), os.Rename(tmp, f.path+unsealedEnd))
}

// unsealed returns what the file says, "" when everything is sealed.
func (f *File) unsealed() string {
	text, err := os.ReadFile(f.path + unsealedEnd)
	if err != nil {
		return ""
	}
	return string(text)
}

// sealFor is how long an erasure waits for those who read.
const sealFor = 5 * time.Second

// seal notes beside the book what was erased and sees to it that nothing of it is
// left in the file or its log. It reports whether that was done: somebody who
// reads the book keeps the log from being emptied, and a full disk the file from
// being written. It takes seconds in a large book and goes in pieces, so that
// whoever saves meanwhile waits for one of them.
//
// To delete with secure_delete is not enough: the index keeps the words until it
// is merged, and when SQLite moves rows from page to page, what it moved stays
// behind in the room between them. That room can only lose what was erased, never
// get it back: rows are copied as long as they are there. So what is filled with
// zeros once is done, whoever writes meanwhile.
func (f *File) seal(ctx context.Context) bool {
	ctx = context.WithoutCancel(ctx)
	f.sealing.Lock()
	defer f.sealing.Unlock()
	note := f.unsealed()
	if note == "" {
		return true // with what was erased a moment later
	}
	if err := f.keepLedger(ctx); err != nil {
		f.o.Log.Warn("note what was erased", "code", string(codeOf(err)))
	}
	if err := errors.Join(f.mergeIndex(ctx), f.emptyPages(ctx)); err != nil {
		f.o.Log.Warn("empty the room between rows", "code", resultText(err))
		return false
	}
	done, err := f.emptyLog(ctx)
	if err != nil {
		f.o.Log.Warn("empty the log", "code", resultText(err))
	}
	if !done || err != nil || f.turn(ctx) != nil {
		return false
	}
	defer func() { <-f.writing }()
	if f.unsealed() != note {
		return true // what was erased meanwhile is sealed next
	}
	return removed(f.path+unsealedEnd) == nil
}

// sealRest seals what an erasure left unsealed, and waits for one that is being
// sealed.
func (f *File) sealRest(ctx context.Context) {
	if f.write != nil && f.unsealed() != "" {
		f.seal(ctx)
	}
}

// indexAtOnce is about how many pages of the index are written in one piece.
const indexAtOnce = 32

// mergeIndex makes the search index anew from what is left of it. What was
// deleted, and the words of older versions, lie in it until then.
func (f *File) mergeIndex(ctx context.Context) error {
	for _, x := range indexed {
		text := "INSERT INTO " + x.index + "(" + x.index + ", rank) VALUES ('merge', ?)"
		// The first, below zero, takes all parts of the index into the merge.
		for n := -indexAtOnce; ; n = indexAtOnce {
			var before, after int64
			if err := f.piece(ctx, func() error {
				return errors.Join(f.flush(ctx, false), f.write.QueryRowContext(ctx, "SELECT total_changes()").Scan(&before), execute(ctx, f.write, text, n),
					f.write.QueryRowContext(ctx, "SELECT total_changes()").Scan(&after))
			}); err != nil {
				return err
			}
			if after-before < 2 { // as documented: nothing was left to do
				break
			}
		}
	}
	return nil
}

// piece does something short while nobody else writes.
func (f *File) piece(ctx context.Context, do func() error) error {
	if err := f.turn(ctx); err != nil {
		return err
	}
	defer func() { <-f.writing }()
	return do()
}

func execute(ctx context.Context, db *sql.DB, text string, args ...any) error {
	_, err := db.ExecContext(ctx, text, args...)
	return err
}

// emptyAtOnce is how many pages are emptied in one piece, and homeAfterPages after
// how many the log is brought home.
const (
	emptyAtOnce    = 64
	homeAfterPages = 2048
)

// emptyPages fills the room that holds nothing with zeros, in every page of the
// book. Where a page is not as it should be, the whole file is written anew.
func (f *File) emptyPages(ctx context.Context) (err error) {
	dirty, sound, err := f.dirtyPages(ctx)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(f.path, emptying))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	for at := 0; at < len(dirty) && sound; at += emptyAtOnce {
		some := dirty[at:min(at+emptyAtOnce, len(dirty))]
		if err := f.piece(ctx, func() (err error) {
			sound, err = f.emptySome(ctx, db, some)
			return err
		}); err != nil {
			return err
		}
		if at%homeAfterPages == homeAfterPages-emptyAtOnce {
			f.bringHome(ctx, homeAfter, false)
		}
	}
	if !sound {
		return f.rewrite(ctx)
	}
	return nil
}

// emptySome empties some pages in one transaction.
func (f *File) emptySome(ctx context.Context, db *sql.DB, pages []int64) (sound bool, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	var r room
	told, err := f.allTold(ctx)
	sound = true
	for _, n := range pages {
		if err != nil || !sound {
			break
		}
		var page []byte
		if err = tx.QueryRowContext(ctx, "SELECT data FROM sqlite_dbpage WHERE pgno = ?", n).Scan(&page); err != nil || !isTree(page, n) {
			continue // it became another kind of page, and was zeroed before
		}
		if sound = r.look(page, n); sound && r.dirty > 0 {
			r.empty(page)
			_, err = tx.ExecContext(ctx, "UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?", page, n)
		}
	}
	if err != nil || !sound {
		return sound, errors.Join(err, tx.Rollback())
	}
	return sound, errors.Join(tx.Commit(), f.wasOurs(ctx, told))
}

// allTold tells whether Changed has told all that others wrote, and wasOurs that
// what was done since on another connection is no news for it.
func (f *File) allTold(ctx context.Context) (bool, error) {
	var now int64
	err := f.write.QueryRowContext(ctx, "PRAGMA data_version").Scan(&now)
	return now == f.version, err
}

func (f *File) wasOurs(ctx context.Context, told bool) error {
	if !told {
		return nil
	}
	return f.write.QueryRowContext(ctx, "PRAGMA data_version").Scan(&f.version)
}

// rewrite writes the whole file anew. Everybody waits for it.
func (f *File) rewrite(ctx context.Context) error {
	f.o.Log.Info("write the file anew")
	within, cancel := context.WithTimeout(ctx, sealFor)
	defer cancel()
	return f.piece(within, func() error {
		taken := 0
		defer func() {
			for range taken {
				<-f.seats
			}
		}()
		for range readers {
			select {
			case f.seats <- struct{}{}:
				taken++
			case <-within.Done():
				return within.Err()
			}
		}
		return f.pack(ctx)
	})
}

// inMemory is up to how large a book is packed in memory.
const inMemory = 256 << 20

// pack writes the file anew.
func (f *File) pack(ctx context.Context) (err error) {
	var pages, size int64
	err = errors.Join(f.write.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages), f.write.QueryRowContext(ctx, "PRAGMA page_size").Scan(&size))
	if err != nil {
		return err
	}
	if pages*size > inMemory {
		if err := execute(ctx, f.write, "PRAGMA temp_store = FILE"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, execute(ctx, f.write, "PRAGMA temp_store = MEMORY")) }()
	}
	return execute(ctx, f.write, "VACUUM")
}

// emptyLog brings the log home and cuts it off. It tries for some seconds, and
// lets others write in between; done is false when somebody who reads kept it
// from that.
func (f *File) emptyLog(ctx context.Context) (done bool, err error) {
	db, err := sql.Open("sqlite", dsn(f.path, emptying))
	if err != nil {
		return false, err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := execute(ctx, db, "PRAGMA busy_timeout = 50"); err != nil { // others wait meanwhile
		return false, err
	}
	home := func(how string) error {
		var busy, frames, home int
		err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint("+how+")").Scan(&busy, &frames, &home)
		done = busy == 0
		return err
	}
	for end := time.Now().Add(sealFor); ; time.Sleep(100 * time.Millisecond) {
		// Most of it goes home while others write.
		if err := home("PASSIVE"); err != nil {
			return false, err
		}
		if err := f.piece(ctx, func() error {
			told, err := f.allTold(ctx)
			return errors.Join(err, home("TRUNCATE"), f.wasOurs(ctx, told))
		}); err != nil || done || time.Now().After(end) {
			return done, err
		}
	}
}
