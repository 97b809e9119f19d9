package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strconv"

	"dragoman/data/book"

	driver "modernc.org/sqlite"
)

// Fault is something that Check found. Kind is one of "integrity",
// "reference", "index", "version" and "derived"; Detail is for the log.
type Fault struct {
	Kind   string
	Table  string
	Detail string
}

// Info tells about a book as a whole.
type Info struct {
	Path         string
	Bytes        int64 // the size of the file, without its log
	Version      int   // the form of the schema
	Customers    int   // with those in the trash
	FollowUps    int
	Notes        int
	Interactions int
	Operations   int
}

// Info counts what is in the book.
func (f *File) Info(ctx context.Context) (Info, error) {
	i, err := ask(ctx, f.reader, "book.info", func(s *session) (Info, error) {
		var i Info
		err := s.row(ctx, `SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM followup),
			(SELECT count(*) FROM note), (SELECT count(*) FROM interaction), (SELECT count(*) FROM operation)`,
			nil, &i.Customers, &i.FollowUps, &i.Notes, &i.Interactions, &i.Operations)
		return i, errors.Join(err, s.row(ctx, "PRAGMA user_version", nil, &i.Version))
	})
	if err != nil {
		return i, err
	}
	i.Path = f.path
	st, err := os.Stat(f.path)
	if err != nil {
		return i, fault("book.info", err)
	}
	i.Bytes = st.Size()
	return i, nil
}

// Check looks through the whole file: integrity, references, the search index
// and what else is derived against the rows, and the numbers of the header. No faults means that all is
// well; an error means that the check could not be made.
func (f *File) Check(ctx context.Context) (faults []Fault, err error) {
	const op = "book.check"
	// A connection of its own: FTS5 checks an index against what the connection
	// remembers of it, and calls it corrupt when another has written since.
	db, err := sql.Open("sqlite", dsn(f.path, f.how))
	if err != nil {
		return nil, fault(op, err)
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, fault(op, db.Close())) }()
	return ask(ctx, reader{f: f, begin: func(ctx context.Context) (*session, func(), error) { return begin(ctx, db, nil) }}, op, checkAll(ctx))
}

func checkAll(ctx context.Context) func(*session) ([]Fault, error) {
	return func(s *session) ([]Fault, error) {
		faults, err := pragmaFaults(ctx, s.tx, "integrity_check")
		if err != nil {
			return nil, err
		}
		refs, err := foreignKeyFaults(ctx, s.tx)
		if err != nil {
			return nil, err
		}
		faults = append(faults, refs...)
		index, err := indexFaults(ctx, s)
		if err != nil {
			return nil, err
		}
		faults = append(faults, index...)
		derived, err := keptFaults(ctx, s)
		if err != nil {
			return nil, err
		}
		faults = append(faults, derived...)
		var id, version int
		err = errors.Join(s.row(ctx, "PRAGMA application_id", nil, &id), s.row(ctx, "PRAGMA user_version", nil, &version))
		if id != applicationID || version != newest() {
			faults = append(faults, Fault{Kind: "version", Detail: fmt.Sprintf("application %#x, version %d", id, version)})
		}
		return faults, err
	}
}

// QuickCheck looks through the customers alone, as the window does at start.
func (f *File) QuickCheck(ctx context.Context) ([]Fault, error) {
	return ask(ctx, f.reader, "book.quick_check", func(s *session) ([]Fault, error) {
		return pragmaFaults(ctx, s.tx, "quick_check(customer)")
	})
}

// pragmaFaults runs one of the checks of SQLite. A page so damaged that the
// check itself stops is a fault as well.
func pragmaFaults(ctx context.Context, tx *sql.Tx, pragma string) ([]Fault, error) {
	rows, err := tx.QueryContext(ctx, "PRAGMA "+pragma)
	if err != nil {
		return stopped(err)
	}
	defer rows.Close()
	var out []Fault
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		if text != "ok" {
			out = append(out, Fault{Kind: "integrity", Detail: text})
		}
	}
	if err := rows.Err(); err != nil {
		return stopped(err)
	}
	return out, nil
}

func stopped(err error) ([]Fault, error) {
	if codeOf(err) == book.Corrupt {
		return []Fault{{Kind: "integrity", Detail: err.Error()}}, nil
	}
	return nil, err
}

// foreignKeyFaults reads the rows of foreign_key_check.
func foreignKeyFaults(ctx context.Context, tx *sql.Tx) ([]Fault, error) {
	rows, err := tx.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return stopped(err)
	}
	defer rows.Close()
	var out []Fault
	for rows.Next() {
		var table, parent string
		var row sql.NullInt64
		var key int
		if err := rows.Scan(&table, &row, &parent, &key); err != nil {
			return nil, err
		}
		out = append(out, Fault{Kind: "reference", Table: table, Detail: fmt.Sprintf("%s row %d names a %s that is not there", table, row.Int64, parent)})
	}
	return out, rows.Err()
}

// indexed are the tables that the search knows, with their indexes.
var indexed = []struct{ table, index string }{
	{"customer", "customer_search"}, {"note", "note_search"}, {"followup", "followup_search"}, {"case_", "case_search"},
}

// indexFaults compares the rows of the search index with those of the book. The
// docsize table of FTS5 names the rows of a contentless index.
func indexFaults(ctx context.Context, s *session) ([]Fault, error) {
	var out []Fault
	for _, x := range indexed {
		var missing, left int
		err := s.row(ctx, "SELECT (SELECT count(*) FROM "+x.table+" WHERE n NOT IN (SELECT id FROM "+x.index+"_docsize)), "+
			"(SELECT count(*) FROM "+x.index+"_docsize WHERE id NOT IN (SELECT n FROM "+x.table+"))", nil, &missing, &left)
		if err != nil {
			return stopped(err)
		}
		if missing+left > 0 {
			out = append(out, Fault{Kind: "index", Table: x.table, Detail: fmt.Sprintf("%d rows not in the index, %d no longer there", missing, left)})
		}
	}
	return out, nil
}

// kept are the tables of what is derived of every customer, beside the views
// that say what has to be in them.
var kept = []struct{ table, now, columns string }{
	{"worth", "worth_now", "n, orders, spent, bought, tier, asked"},
	{"stance", "stance_now", "n, id, purpose, whole, state, expires"},
}

// keptFaults compares what is kept of every customer with the rows that it is
// derived from.
func keptFaults(ctx context.Context, s *session) ([]Fault, error) {
	var out []Fault
	for _, k := range kept {
		var lacks, has int
		err := s.row(ctx, "SELECT (SELECT count(*) FROM (SELECT "+k.columns+" FROM "+k.now+" EXCEPT SELECT "+k.columns+" FROM "+k.table+")), "+
			"(SELECT count(*) FROM (SELECT "+k.columns+" FROM "+k.table+" EXCEPT SELECT "+k.columns+" FROM "+k.now+"))", nil, &lacks, &has)
		if err != nil {
			return stopped(err)
		}
		if lacks+has > 0 {
			out = append(out, Fault{Kind: "derived", Table: k.table, Detail: fmt.Sprintf("%d rows are not as they should be, %d should not be", lacks, has)})
		}
	}
	return out, nil
}

// RebuildIndex makes the search index, and what else is kept of every customer
// because it is derived, anew from the rows, in one transaction.
// Progress, which may be nil, hears how many of how many rows are done.
func (f *File) RebuildIndex(ctx context.Context, progress func(done, total int)) error {
	const op = "book.reindex"
	_, err := f.transactSilently(ctx, op, func(w *writer) error {
		total, done := 0, 0
		err := w.s.row(ctx, "SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM note) + (SELECT count(*) FROM followup) + (SELECT count(*) FROM case_)", nil, &total)
		if err != nil {
			return err
		}
		for _, x := range indexed {
			if _, err := w.s.exec(ctx, "INSERT INTO "+x.index+"("+x.index+") VALUES ('delete-all')"); err != nil {
				return err
			}
			ids, err := w.s.values(ctx, 1, "SELECT id FROM "+x.table+" ORDER BY n")
			if err != nil {
				return err
			}
			for _, row := range ids {
				if err := w.indexOne(ctx, x.table, row[0]); err != nil {
					return err
				}
				if done++; progress != nil && done%500 == 0 {
					progress(done, total)
				}
			}
		}
		for _, k := range kept {
			if err := w.all(ctx, "DELETE FROM "+k.table, "INSERT INTO "+k.table+"("+k.columns+") SELECT "+k.columns+" FROM "+k.now); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(total, total)
		}
		return ctx.Err()
	})
	return fault(op, err)
}

func (w *writer) indexOne(ctx context.Context, table string, id any) error {
	ctx, err := verb(ctx)
	if err != nil {
		return err
	}
	s, _ := id.(string)
	switch table {
	case "note":
		return w.indexNote(ctx, book.ID(s), true)
	case "followup":
		return w.indexFollowUp(ctx, book.ID(s), true)
	case "case_":
		c, err := only(cases(ctx, w.s, "WHERE d.id = ?", id))
		if err != nil {
			return err
		}
		return w.indexCase(ctx, c, true)
	}
	r, n, err := loadCustomer(ctx, w.s, book.ID(s))
	if err != nil {
		return err
	}
	org, err := w.organisationName(ctx, &r.Customer)
	if err != nil {
		return err
	}
	return w.replaceText(ctx, "customer_search", n, book.CustomerText(r.Customer, org), true)
}

// resultText is what may stand in the log of an error: never its values.
func resultText(err error) string {
	var e *driver.Error
	if errors.As(err, &e) {
		return "sqlite " + strconv.Itoa(e.Code())
	}
	return string(codeOf(err))
}
