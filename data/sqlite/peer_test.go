package sqlite

import (
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// millionRows fills the large book up to a million rows with interactions.
func millionRows(b *testing.B) *File {
	b.Helper()
	f := largeBook(b)
	const missing = `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 5),
		rows(n) AS (SELECT count(*) FROM interaction)
		INSERT INTO interaction(id, customer, kind, at, text, created_at)
		SELECT c.id || '-' || i.n, c.id, 'call', c.created_at, 'talked about samples', c.created_at FROM customer c, i, rows WHERE rows.n = 0`
	if _, err := f.write.ExecContext(ctx, missing); err != nil {
		b.Fatal(err)
	}
	return f
}

// BenchmarkPeer asks the same questions of the same file through our driver
// and in the sqlite3 program, and tells how many times longer ours takes. The
// promise is 2.5. The index of the search box is left out, because programs
// older than SQLite 3.43 cannot read it.
func BenchmarkPeer(b *testing.B) {
	program, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("the sqlite3 program is not installed")
	}
	f := millionRows(b)
	for name, query := range map[string]string{
		"tag":     `SELECT count(*) FROM customer c WHERE c.trashed_at IS NULL AND c.n IN (SELECT n FROM tag WHERE tag = 'vip')`,
		"scan":    `SELECT id, name_full FROM customer WHERE name_fold LIKE '%ang%' AND trashed_at IS NULL`,
		"channel": `SELECT c.id, h.value FROM channel h JOIN customer c ON c.id = h.customer WHERE h.kind = 'email' AND h.normal LIKE 'c9%'`,
		"count":   `SELECT kind, count(*) FROM interaction GROUP BY kind`,
	} {
		b.Run(name, func(b *testing.B) {
			const times = 20
			var ours, theirs []time.Duration
			for b.Loop() {
				theirs = append(theirs, shellTimes(b, program, f.Path(), query, times)...)
				for range times {
					start := time.Now()
					rows, err := f.read.QueryContext(ctx, query)
					if err != nil {
						b.Fatal(err)
					}
					cols, err := rows.Columns()
					if err != nil {
						b.Fatal(err)
					}
					into := make([]any, len(cols))
					for i := range into {
						into[i] = new(any)
					}
					for rows.Next() {
						if err := rows.Scan(into...); err != nil {
							b.Fatal(err)
						}
					}
					if err := rows.Close(); err != nil {
						b.Fatal(err)
					}
					ours = append(ours, time.Since(start))
				}
			}
			slices.Sort(ours)
			slices.Sort(theirs)
			a, z := ours[len(ours)/2], theirs[len(theirs)/2]
			b.ReportMetric(float64(a.Microseconds())/1000, "ours-ms")
			b.ReportMetric(float64(z.Microseconds())/1000, "sqlite3-ms")
			b.ReportMetric(float64(a)/float64(z), "times-sqlite3")
		})
	}
}

var runTime = regexp.MustCompile(`Run Time: real ([0-9.]+)`)

// shellTimes runs a query several times in one process of the program and
// returns what it says each took.
func shellTimes(b *testing.B, program, path, query string, times int) []time.Duration {
	b.Helper()
	var script strings.Builder
	fmt.Fprintf(&script, "%s;\n.timer on\n", query) // once to warm up
	for range times {
		fmt.Fprintf(&script, "%s;\n", query)
	}
	cmd := exec.CommandContext(ctx, program, "-readonly", path)
	cmd.Stdin = strings.NewReader(script.String())
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %.300s", err, out)
	}
	var took []time.Duration
	for _, m := range runTime.FindAllSubmatch(out, -1) {
		s, err := strconv.ParseFloat(string(m[1]), 64)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Duration(s*float64(time.Second)))
	}
	if len(took) != times {
		b.Fatalf("%d of %d times: %.300s", len(took), times, out)
	}
	return took
}
