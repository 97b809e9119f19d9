package almanac

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

// writeReport writes testdata/report.md.
var writeReport = flag.Bool("report", false, "write testdata/report.md")

// TestReport holds that the report on what the almanac knows is up to date.
func TestReport(t *testing.T) {
	const name = "testdata/report.md"
	a := load(t)
	if err := a.Content(); err != nil {
		t.Fatal(err)
	}
	text := report(a)
	if *writeReport {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(old) != text {
		t.Error("testdata/report.md is out of date: run this test with -args -report and read what changed")
	}
}

func report(a *Almanac) string {
	var b strings.Builder
	traditions, wishes := 0, 0
	for _, r := range a.Rules() {
		if r.Country == "" {
			traditions++
		}
		wishes += len(a.content.wishes[r.ID])
	}
	fmt.Fprintf(&b, "# What the almanac knows\n\nWritten by a test. %d countries, %d traditions, %d rules, %d of them of traditions; %d guides and %d wishes. What no native reader has reviewed says so.\n\n",
		len(a.Countries()), len(a.Traditions()), len(a.Rules()), traditions, len(a.Guides()), wishes)
	b.WriteString("| guide | wish | confidence | source opened | expires | native review | wishes |\n|---|---|---|---|---|---|---|\n")
	for _, g := range a.Guides() {
		fmt.Fprintf(&b, "| %s | %s | %s | %t | %s | %t | %d |\n", g.ID, g.Mood, g.Confidence, g.Reread(), g.ExpiresOn, g.NativeReview, len(a.content.wishes[g.ID]))
	}
	return b.String()
}
