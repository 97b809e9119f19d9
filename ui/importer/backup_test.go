package importer

import (
	"context"
	"os"
	"testing"

	"dragoman/data/backup"
	"dragoman/data/book"
)

// TestABackupIsMadeBeforeAnImport: when there is anything to lose that no
// backup holds, and the import goes on when none can be made.
func TestABackupIsMadeBeforeAnImport(t *testing.T) {
	p, sh, _ := begin(t, "en")
	k := p.env.Keeper
	file := write(t, "people.csv", people)
	p.choose(file)
	p.run()
	if len(k.Copies) != 0 || k.Err != nil {
		t.Errorf("a backup of an empty book: %v, %v", k.Copies, k.Err)
	}
	ids, err := p.env.Book.Customers.IDs(context.Background(), book.CustomerFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.env.Book.Customers.Trash(context.Background(), ids[0]); err != nil {
		t.Fatal(err)
	}
	p.restart()
	p.choose(file)
	if len(k.Copies) != 0 {
		t.Error("a backup for looking at a file")
	}
	p.run()
	if len(k.Copies) != 1 || k.Err != nil || k.Copies[0].Reason != backup.BeforeImport || k.Copies[0].Holds.Customers.Count != 2 {
		t.Fatalf("%+v, %v", k.Copies, k.Err)
	}

	// A folder that cannot be made: it is said, and the import is there.
	blocked := sh.Kept.Backup.Dir + ".txt"
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	sh.Kept.Backup.Dir = blocked
	p.restart()
	p.choose(write(t, "more.csv", "Name\nKim Minsu\n"))
	p.run()
	if k.Err == nil || p.report.Added != 1 {
		t.Errorf("%v, %d added", k.Err, p.report.Added)
	}

	// Where no backups are wanted none is made.
	sh.Kept.Backup.Dir = t.TempDir()
	sh.Kept.Backup.Every = string(backup.Never)
	k.Err = nil
	p.restart()
	p.choose(write(t, "again.csv", "Name\nPark Jisoo\n"))
	p.run()
	if k.Err != nil || p.report.Added != 1 {
		t.Errorf("%v, %d added", k.Err, p.report.Added)
	}
}
