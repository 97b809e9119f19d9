package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// figure is one line of a benchmark.
type figure struct {
	pkg, name string
	runs      int
	values    map[string]float64 // by unit, as in ns/op
}

// bench runs every benchmark without cgo and prints one table. Ratios against
// a peer are what the benchmarks themselves report as further metrics.
func bench(args []string) error {
	root, err := repoRoot()
	if err != nil {
		return err
	}
	argv := []string{"go", "test", "-run", "^$", "-bench", ".", "-benchmem", "-tags", drawingTags, "-timeout", "30m"}
	argv = append(argv, args...)
	if !namesPackages(args) {
		dirs, err := benchPackages(root)
		if err != nil {
			return err
		}
		if len(dirs) == 0 {
			return fmt.Errorf("no package has a benchmark")
		}
		argv = append(argv, dirs...)
	}
	c := command{dir: root, env: []string{"CGO_ENABLED=0"}, argv: argv}
	fmt.Println("+ " + c.String())
	cmd := c.prepare()
	var text bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.MultiWriter(&text, os.Stdout), os.Stderr
	runErr := cmd.Run()
	fmt.Println()
	if err := benchTable(parseBench(&text), os.Stdout); err != nil {
		return err
	}
	if runErr != nil {
		return fmt.Errorf("go test: %w", runErr)
	}
	return nil
}

// parseBench reads the lines of go test -bench.
func parseBench(r io.Reader) []figure {
	var out []figure
	var pkg string
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) == 2 && words[0] == "pkg:" {
			pkg = strings.TrimPrefix(words[1], "dragoman/")
		}
		if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
			continue
		}
		runs, err := strconv.Atoi(words[1])
		if err != nil {
			continue
		}
		f := figure{pkg: pkg, name: strings.TrimPrefix(words[0], "Benchmark"), runs: runs, values: map[string]float64{}}
		for i := 2; i+1 < len(words); i += 2 {
			if v, err := strconv.ParseFloat(words[i], 64); err == nil {
				f.values[words[i+1]] = v
			}
		}
		out = append(out, f)
	}
	return out
}

// benchTable prints time and memory of each figure and whatever else it
// measured.
func benchTable(figures []figure, w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "package\tbenchmark\ttime\tmemory\tallocations\tmeasured besides")
	for _, f := range figures {
		var more []string
		for unit, v := range f.values {
			switch unit {
			case "ns/op", "B/op", "allocs/op":
			default:
				more = append(more, strconv.FormatFloat(v, 'g', 4, 64)+" "+unit)
			}
		}
		slices.Sort(more)
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%.0f\t%s\n", f.pkg, f.name, duration(f.values["ns/op"]),
			size(f.values["B/op"]), f.values["allocs/op"], strings.Join(more, ", "))
	}
	return t.Flush()
}

// duration writes nanoseconds with the unit that keeps three figures.
func duration(ns float64) string {
	for _, u := range []struct {
		unit string
		ns   float64
	}{{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}} {
		if ns >= u.ns {
			return strconv.FormatFloat(ns/u.ns, 'f', 2, 64) + " " + u.unit
		}
	}
	return strconv.FormatFloat(ns, 'f', 1, 64) + " ns"
}

// size writes bytes with a decimal unit.
func size(b float64) string {
	switch {
	case b >= 1e6:
		return strconv.FormatFloat(b/1e6, 'f', 1, 64) + " MB"
	case b >= 1e3:
		return strconv.FormatFloat(b/1e3, 'f', 1, 64) + " kB"
	}
	return strconv.FormatFloat(b, 'f', 0, 64) + " B"
}
