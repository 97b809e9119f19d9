package calendar

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/ui/internal/screen"
)

// TestExport writes what is shown, twice, and one holiday.
func TestExport(t *testing.T) {
	p, shell := present(t, "en", 60)
	p.Show(screen.Route{Screen: screen.Calendar}.With("filter", "country:SA"))
	p.ExportYear() // given up
	if len(shell.told) != 0 {
		t.Errorf("told %q", shell.told)
	}
	shell.saveTo = filepath.Join(t.TempDir(), "days")
	lines := func() (uids, starts map[string]bool) {
		raw, err := os.ReadFile(shell.saveTo + ".ics")
		if err != nil {
			t.Fatal(err)
		}
		uids, starts = map[string]bool{}, map[string]bool{}
		for l := range strings.Lines(string(raw)) {
			l = strings.TrimSpace(l)
			if u, ok := strings.CutPrefix(l, "UID:"); ok {
				if uids[u] {
					t.Errorf("%s stands twice", u)
				}
				uids[u] = true
			}
			if s, ok := strings.CutPrefix(l, "DTSTART;VALUE=DATE:"); ok {
				starts[s] = true
			}
		}
		return uids, starts
	}
	p.ExportYear()
	year, starts := lines()
	if len(year) < 4 || !starts["20270923"] || shell.saveName != "Holidays 2027-01-01 to 2027-12-31.ics" || len(shell.told) != 1 {
		t.Errorf("%d events of %v in %q, told %q", len(year), starts, shell.saveName, shell.told)
	}
	p.ExportNext()
	next, starts := lines()
	both := 0
	for u := range next {
		if year[u] {
			both++
		}
	}
	if both < 4 || starts["20270101"] {
		t.Errorf("the next months share %d events with the year: %v", both, starts)
	}
	p.ExportHoliday() // none is open
	p.openHoliday("sa.eid_al_fitr", date("2027-03-01"))
	p.ExportHoliday()
	if one, _ := lines(); len(one) != 4 || !strings.HasSuffix(shell.saveName, ".ics") {
		t.Errorf("%d events in %q", len(one), shell.saveName)
	}
	if len(shell.told) != 3 {
		t.Errorf("told %q", shell.told)
	}
	shell.saveTo = filepath.Join(t.TempDir(), "missing", "days")
	p.ExportYear()
	if len(shell.failed) != 1 {
		t.Errorf("a folder that is not there gives %v", shell.failed)
	}
	shell.failed = nil
}
