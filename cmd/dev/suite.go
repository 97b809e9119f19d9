package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"dragoman/cmd/dev/rules"
)

// suiteTimeout ends one package's tests when they hang. Where Wine is, a cold
// build for Windows is among them and takes minutes.
const suiteTimeout = "15m"

// runTests gets what the tests need, runs every test without cgo, then builds
// the real program and clicks through it in a window. It fails when any part
// fails; a part that the machine cannot do is named in the summary.
func runTests(args []string) error {
	root, err := repoRoot()
	if err != nil {
		return err
	}
	started := time.Now()
	sum, testErr := wholeSuite(root, args)
	smoke, smokeErr := "not run: only some packages were asked for", error(nil)
	if !namesPackages(args) {
		smoke, smokeErr = smokeRun(root)
	}
	fmt.Printf("\nsummary after %s\n", time.Since(started).Round(time.Second))
	sum.print(os.Stdout)
	fmt.Printf("  window    %s\n", smoke)
	return errors.Join(testErr, smokeErr)
}

// namesPackages tells whether the words for go test choose packages.
func namesPackages(args []string) bool {
	return slices.ContainsFunc(args, func(a string) bool {
		return strings.HasPrefix(a, "./") || strings.HasPrefix(a, "dragoman/")
	})
}

// wholeSuite runs go test over all packages, or over those named.
func wholeSuite(root string, args []string) (*tally, error) {
	argv := []string{"go", "test", "-json", "-tags", drawingTags, "-timeout", suiteTimeout}
	argv = append(argv, args...)
	if !namesPackages(args) {
		argv = append(argv, "./...")
	}
	return goTest(command{dir: root, env: []string{"CGO_ENABLED=0"}, argv: argv})
}

// goTest runs go test -json, shows one line a package and the whole text of
// what failed, and counts.
func goTest(c command) (*tally, error) {
	fmt.Println("+ " + c.String())
	cmd := c.prepare()
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return &tally{}, err
	}
	if err := cmd.Start(); err != nil {
		return &tally{}, err
	}
	t := newTally()
	readErr := t.read(out, os.Stdout)
	if err := cmd.Wait(); err != nil {
		return t, fmt.Errorf("go test: %w", err)
	}
	return t, readErr
}

// smokeRun builds the real program and runs its smoke test in a window, under
// Xvfb where there is no display. What it returns goes into the summary.
func smokeRun(root string) (string, error) {
	if err := provide(windowNeeds(runtime.GOOS)); err != nil {
		return "not run: " + err.Error(), nil
	}
	env := []string{"CGO_ENABLED=1", "DRAGOMAN_SMOKE=1"}
	if runtime.GOOS == "linux" {
		// Under Xvfb even where a display is: a test that clicks must not
		// meet the mouse of the person at the desk.
		if err := provide(headlessNeeds); err != nil {
			return "not run: " + err.Error(), nil
		}
		v, err := startVirtual()
		if err != nil {
			return "not run: " + err.Error(), nil
		}
		defer v.stop()
		env = append(env, v.env()...)
	}
	bin, err := buildWindow(root)
	if err != nil {
		return "FAILED to build", err
	}
	env = append(env, "DRAGOMAN_PROGRAM="+bin)
	t, err := goTest(command{dir: root, env: env, argv: []string{
		"go", "test", "-json", "-count=1", "-run", "Smoke", "-tags", windowTags, "-timeout", suiteTimeout, "./cmd/dragoman",
	}})
	switch {
	case err != nil:
		return "FAILED", err
	case t.passed == 0:
		return "FAILED", fmt.Errorf("no smoke test ran in ./cmd/dragoman")
	}
	return fmt.Sprintf("ok, %d smoke tests in the real program", t.passed), nil
}

// event is one line of go test -json.
type event struct {
	Action, Package, Test, Output, ImportPath string
	Elapsed                                   float64
}

// tally counts what go test reported.
type tally struct {
	packages, bare, passed int
	failed                 []string // tests, and packages that failed as a whole
	skipped                []string // tests, with the reason each gave
	output                 map[string][]string
}

func newTally() *tally { return &tally{output: map[string][]string{}} }

// read follows the events to the end. Lines that are no event (a tool's own
// words) are passed on.
func (t *tally) read(r io.Reader, w io.Writer) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil || e.Action == "" {
			fmt.Fprintln(w, lines.Text())
			continue
		}
		t.take(e, w)
	}
	return lines.Err()
}

func (t *tally) take(e event, w io.Writer) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(w, e.Output)
	case "output":
		t.output[key] = append(t.output[key], e.Output)
	case "pass":
		if e.Test == "" {
			t.packages++
			fmt.Fprintf(w, "ok    %s  %.1fs\n", e.Package, e.Elapsed)
		} else {
			t.passed++
		}
		delete(t.output, key)
	case "skip":
		if e.Test == "" {
			t.bare++
		} else {
			t.skipped = append(t.skipped, e.Package+" "+e.Test+reason(t.output[key]))
		}
		delete(t.output, key)
	case "fail":
		// A package fails with its tests: it counts only when none is named.
		if e.Test != "" || !slices.ContainsFunc(t.failed, func(f string) bool { return strings.HasPrefix(f, key) }) {
			t.failed = append(t.failed, strings.TrimSpace(key))
		}
		fmt.Fprint(w, strings.Join(t.output[key], ""))
		if e.Test == "" {
			fmt.Fprintf(w, "FAIL  %s  %.1fs\n", e.Package, e.Elapsed)
		}
		delete(t.output, key)
	}
}

// reason is what a skipped test said, without the file and line before it.
func reason(output []string) string {
	for _, line := range output {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "===") || strings.HasPrefix(line, "---") {
			continue
		}
		if _, words, ok := strings.Cut(line, ".go:"); ok {
			if _, words, ok := strings.Cut(words, ": "); ok {
				line = words
			}
		}
		return ": " + line
	}
	return ""
}

func (t *tally) print(w io.Writer) {
	fmt.Fprintf(w, "  packages  %d ok, %d without tests\n", t.packages, t.bare)
	fmt.Fprintf(w, "  tests     %d passed, %d failed, %d skipped\n", t.passed, len(t.failed), len(t.skipped))
	for _, s := range t.skipped {
		fmt.Fprintf(w, "    skipped %s\n", s)
	}
	for _, f := range t.failed {
		fmt.Fprintf(w, "    FAILED  %s\n", f)
	}
}

// benchPackages lists the packages that hold a benchmark, as go test wants
// them.
func benchPackages(root string) ([]string, error) {
	files, err := rules.Files(root)
	if err != nil {
		return nil, err
	}
	var dirs []string
	for _, f := range files {
		if !strings.HasSuffix(f, "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f)))
		if err != nil {
			return nil, err
		}
		dir := "./" + f[:max(strings.LastIndexByte(f, '/'), 0)]
		if strings.Contains(string(text), "\nfunc Benchmark") && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	return dirs, nil
}
