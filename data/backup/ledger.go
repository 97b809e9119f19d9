package backup

import (
	"context"
	"path/filepath"

	"dragoman/data/book"
	"dragoman/data/sqlite"
)

// Ledger is a book that knows what was erased from it.
type Ledger interface {
	Erased(ctx context.Context) ([]book.Erased, error)
	Summary(ctx context.Context) (book.Summary, error)
}

// ledgerIn names the file among backups in which the ledger of a book stands.
func ledgerIn(dir string, mark book.ID) string {
	return filepath.Join(dir, "erased-"+string(mark)+".txt")
}

// KeepLedger notes among the backups of a book what was erased from it, so that a
// backup which is carried elsewhere brings nobody back. A folder that is not
// there needs none.
func KeepLedger(ctx context.Context, f Ledger, dir string) error {
	list, err := f.Erased(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	sum, err := f.Summary(ctx)
	if err != nil || sum.Mark == "" {
		return err
	}
	path := ledgerIn(dir, sum.Mark)
	known, err := sqlite.ReadLedger(path)
	if err != nil {
		return err
	}
	if all := sqlite.JoinLedgers(known, list); len(all) > len(known) {
		err = sqlite.WriteLedger(path, all)
	}
	if book.CodeOf(err) == book.NotFound {
		return nil
	}
	return err
}
