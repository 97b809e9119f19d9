package culture

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"dragoman/assets"
)

// writeReport writes testdata/report.md.
var writeReport = flag.Bool("report", false, "write testdata/report.md")

// TestReport holds that the report on what the library holds is up to date.
func TestReport(t *testing.T) {
	const name = "testdata/report.md"
	text := report(Built())
	if *writeReport {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
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

// tally counts statements.
type tally struct {
	all, a, opened, native, parts, sensitive int
	topics                                   map[Topic]int
	sources, read                            map[string]bool
	first                                    string // day on which the first expires
}

func (c *tally) add(g Guide) {
	if c.topics == nil {
		c.topics, c.sources, c.read = map[Topic]int{}, map[string]bool{}, map[string]bool{}
	}
	for _, s := range g.Statements {
		c.all++
		c.topics[s.Topic]++
		for _, x := range []struct {
			hit bool
			n   *int
		}{{s.Confidence == "A", &c.a}, {s.Reread(), &c.opened}, {s.NativeReview, &c.native}, {s.Within != "", &c.parts}, {s.Sensitive, &c.sensitive}} {
			if x.hit {
				*x.n++
			}
		}
		if day := s.ExpiresOn.String(); c.first == "" || day < c.first {
			c.first = day
		}
	}
	for _, src := range g.Sources {
		c.sources[g.Market+src.ID] = true
		if src.Opened != 0 {
			c.read[g.Market+src.ID] = true
		}
	}
}

func (c tally) row(name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | %d |", name, c.all)
	for _, t := range Topics {
		fmt.Fprintf(&b, " %d |", c.topics[t])
	}
	fmt.Fprintf(&b, " %d | %d | %d of %d | %d | %s |\n", c.a, c.opened, len(c.read), len(c.sources), c.native, c.first)
	return b.String()
}

func report(l *Library) string {
	var b strings.Builder
	var sum tally
	guides := l.Guides()
	for _, g := range guides {
		sum.add(g)
	}
	phrases, scripts := 0, 0
	var languages strings.Builder
	for _, lang := range l.PhraseLanguages() {
		book, _ := l.Phrases(lang)
		phrases += len(book.Phrases)
		fmt.Fprintf(&languages, "| %s | %d | |\n", lang, len(book.Phrases))
	}
	for _, lang := range l.ScriptLanguages() {
		book, _ := l.Scripts(lang)
		scripts += len(book.Scripts)
		fmt.Fprintf(&languages, "| %s | | %d |\n", lang, len(book.Scripts))
	}
	fmt.Fprintf(&b, "# What the library holds\n\nWritten by a test. %d guides with %d statements, %d of them of a part of a market, %d sensitive; %d phrases and %d scripts. A is confidence A: two sources, one of them opened; opened is how many statements rest on at least one source whose text was read, the others say so on screen; native is how many a native reader has reviewed.\n\n",
		len(guides), sum.all, sum.parts, sum.sensitive, phrases, scripts)
	b.WriteString("| market | all |")
	for _, t := range Topics {
		fmt.Fprintf(&b, " %s |", t)
	}
	b.WriteString(" A | opened | sources read | native | first expires |\n|---|" + strings.Repeat("---|", len(Topics)+6) + "\n")
	for _, g := range guides {
		var c tally
		c.add(g)
		b.WriteString(c.row(g.Market))
	}
	b.WriteString(sum.row("sum"))
	if languages.Len() > 0 {
		b.WriteString("\n| language | phrases | scripts |\n|---|---|---|\n" + languages.String())
	}
	return b.String()
}

// TestContentIsSmall holds that what is embedded stays under 15 MB.
func TestContentIsSmall(t *testing.T) {
	const limit = 15 << 20
	var size int64
	err := fs.WalkDir(assets.Culture, ".", func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kB are embedded", size>>10)
	if size > limit || size < 100<<10 {
		t.Errorf("%d bytes are embedded", size)
	}
}

// BenchmarkLibrary reads everything that is built in, which has to stay under
// 60 ms; the window reads a file only when it is asked for.
func BenchmarkLibrary(b *testing.B) {
	dir, err := fs.Sub(assets.Culture, "culture")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := Open(dir).Check(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOneGuide reads the guide to one market, as its page does.
func BenchmarkOneGuide(b *testing.B) {
	dir, err := fs.Sub(assets.Culture, "culture")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, ok := Open(dir).Guide("JP"); !ok {
			b.Fatal("no guide")
		}
	}
}
