package ui

import (
	"os"
	"path/filepath"
	"testing"
)

// Where the system has no dialog that asks before it replaces a file, a file is
// never replaced.
func TestAFileInTheWayStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "customers.csv")
	for _, want := range []string{"customers.csv", "customers-2.csv", "customers-3.csv"} {
		got := unused(path)
		if filepath.Base(got) != want {
			t.Errorf("%s is free, want %s", got, want)
		}
		if err := os.WriteFile(got, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
