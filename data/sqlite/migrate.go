package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
)

// applicationID marks our files in their header: "Drgm".
const applicationID = 0x4472676d

//go:embed migrations/*.sql
var migrationFiles embed.FS

// steps are the migrations of this program; a test has its own.
var steps = migrations()

// migrations reads the steps from form to form; step i makes form i+1.
func migrations() []string {
	entries, err := fs.ReadDir(migrationFiles, "migrations")
	if err != nil {
		panic(err) // embedded: cannot happen in a program that builds
	}
	var out []string
	for _, e := range entries {
		b, err := migrationFiles.ReadFile("migrations/" + e.Name())
		if err != nil {
			panic(err)
		}
		out = append(out, string(b))
	}
	return out
}

// newest is the form that this program writes.
func newest() int { return len(steps) }

// bringUpToDate migrates an existing file after making a verified copy of it.
func (f *File) bringUpToDate(ctx context.Context, from int) error {
	dst := f.path + ".v" + strconv.Itoa(from) + "-" + f.o.Clock().UTC().Format("20060102-150405") + ".bak"
	if err := copyVerified(ctx, f.path, dst); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(f.path, migrating))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	return errors.Join(migrate(ctx, db, steps, from), db.Close())
}

// migrate applies the steps after the given form, all in one transaction, and
// reads what foreign_key_check has to say before it commits.
func migrate(ctx context.Context, db *sql.DB, steps []string, from int) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	// Tables may be rebuilt, so the references are only checked at the end; the
	// pragma has no effect inside a transaction.
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = 0"); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := migrateIn(ctx, tx, steps, from); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "PRAGMA foreign_keys = 1")
	return err
}

func migrateIn(ctx context.Context, tx *sql.Tx, steps []string, from int) error {
	for i := from; i < len(steps); i++ {
		if _, err := tx.ExecContext(ctx, steps[i]); err != nil {
			return fmt.Errorf("migration %d: %w", i+1, err)
		}
	}
	faults, err := foreignKeyFaults(ctx, tx)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return &book.Error{Op: "book.migrate", Code: book.Corrupt, Detail: "references", Err: errors.New(faults[0].Detail)}
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(steps)))
	return err
}

// schemaDump returns the definition of every object, for comparison; those
// that FTS5 makes for itself are left out.
func schemaDump(ctx context.Context, db *sql.DB) (string, error) {
	rows, err := db.QueryContext(ctx, `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL
		AND name NOT LIKE '%\_search\_%' ESCAPE '\' ORDER BY type DESC, name`)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var kind, name, text string
		if err := rows.Scan(&kind, &name, &text); err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "-- %s %s\n%s;\n", kind, name, text)
	}
	return b.String(), rows.Err()
}

func itoa(n int) string { return strconv.Itoa(n) }

func (f *File) now() time.Time { return f.o.Clock().UTC().Truncate(time.Millisecond) }
