package calendar

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/data/book"
	cal "dragoman/data/calendar"
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

// TestExportClosings holds that the closings of my customers are written as
// days of their own, the same ones in every export, and only where my customers
// are shown.
func TestExportClosings(t *testing.T) {
	dressed(t, "en")
	v, env, shell := emptied(t, "en", 20)
	ctx := context.Background()
	org, _, err := env.Book.Customers.Save(ctx, book.Customer{Kind: book.Organisation, Name: book.Name{Full: "齐柏林", Latin: "Zeppelin Werke"}, Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	day, _, err := env.Book.OwnDays.Save(ctx, book.OwnDay{
		Sort: book.ClosingDay, CustomerID: org.ID, When: cal.Partial{Calendar: cal.Gregorian, Month: 8, Day: 2}, Days: 5, Note: "Works holiday",
	})
	if err != nil {
		t.Fatal(err)
	}
	shell.saveTo = filepath.Join(t.TempDir(), "days.ics")
	events := func(filter string, export func()) []string {
		t.Helper()
		v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Month)}.With("filter", filter).With("date", "2027-02-04"))
		export()
		raw, err := os.ReadFile(shell.saveTo)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for e := range strings.SplitSeq(strings.ReplaceAll(string(raw), "\r\n", "\n"), "BEGIN:VEVENT") {
			if strings.Contains(e, "Works holiday") {
				out = append(out, e)
			}
		}
		return out
	}
	uid := "UID:own." + string(day.ID) + "-2027-1@dragoman"
	for name, export := range map[string]func(){"the year": v.p.ExportYear, "the next months": v.p.ExportNext} {
		got := events(ScopeMine, export)
		if len(got) != 1 {
			t.Fatalf("%s: %d closings", name, len(got))
		}
		plain := strings.ReplaceAll(got[0], "\n ", "")
		for _, want := range []string{uid, "SUMMARY:齐柏林: Works holiday", "DESCRIPTION:Zeppelin Werke", "DTSTART;VALUE=DATE:20270802", "DTEND;VALUE=DATE:20270807"} {
			if !strings.Contains(plain, want) {
				t.Errorf("%s: no %s in %s", name, want, plain)
			}
		}
		if told := shell.told[len(shell.told)-1]; !strings.Contains(told, "1 closing, with the customer's name") {
			t.Errorf("told %q", told)
		}
	}
	for _, filter := range []string{ScopeAll, ScopeCountry("DE"), ScopeTradition("closing")} {
		if got := events(filter, v.p.ExportYear); len(got) > 0 {
			t.Errorf("%s names customers: %v", filter, got)
		}
		if told := shell.told[len(shell.told)-1]; strings.Contains(told, "closing") {
			t.Errorf("%s: told %q", filter, told)
		}
	}
}
