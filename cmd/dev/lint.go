package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
)

// The checkers, each at one version, so that two people see the same words.
const (
	gofumptTool     = "mvdan.cc/gofumpt@v0.12.0"
	staticcheckTool = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"
	govulncheckTool = "golang.org/x/vuln/cmd/govulncheck@v1.9.0"
)

// lint runs every checker, even after one has found something, and ends with
// what each said.
func lint(args []string) error {
	if len(args) > 0 {
		return errors.New("lint takes no arguments")
	}
	root, err := repoRoot()
	if err != nil {
		return err
	}
	env := []string{"CGO_ENABLED=0"}
	steps := []struct {
		name string
		do   func() error
	}{
		{"gofumpt", func() error { return gofumpt(root) }},
		{"go vet", command{dir: root, env: env, argv: []string{"go", "vet", "-tags", drawingTags, "./..."}}.run},
		{"staticcheck", command{dir: root, env: env, argv: []string{"go", "run", staticcheckTool, "-tags", drawingTags, "./..."}}.run},
		{"govulncheck", func() error { return govulncheck(root) }},
	}
	var failed []string
	results := make([]string, 0, len(steps))
	for _, s := range steps {
		err := s.do()
		switch {
		case err == nil:
			results = append(results, s.name+": clean")
		case errors.Is(err, errUnreachable):
			results = append(results, s.name+": WARNING, not done: "+err.Error())
		default:
			failed = append(failed, s.name)
			results = append(results, s.name+": FAILED: "+err.Error())
		}
	}
	fmt.Println("\nsummary\n  " + strings.Join(results, "\n  "))
	if len(failed) > 0 {
		return errors.New(strings.Join(failed, ", "))
	}
	return nil
}

// gofumpt fails when a file is not in its form, and names it.
func gofumpt(root string) error {
	c := command{dir: root, argv: []string{"go", "run", gofumptTool, "-l", "."}}
	fmt.Println("+ " + c.String())
	out, err := c.output()
	if err != nil {
		return err
	}
	if names := strings.Fields(string(out)); len(names) > 0 {
		fmt.Println(strings.Join(names, "\n"))
		return fmt.Errorf("%d files are not in the form of gofumpt (go run %s -w .)", len(names), gofumptTool)
	}
	return nil
}

// errUnreachable says that a check could not be made for want of its data.
var errUnreachable = errors.New("its database of known flaws cannot be reached from here")

// govulncheck looks our dependencies up in the Go vulnerability database. No
// network is a warning: it is neither a flaw of ours nor a clean answer.
func govulncheck(root string) error {
	c := command{dir: root, env: []string{"CGO_ENABLED=0"}, argv: []string{"go", "run", govulncheckTool, "-tags", drawingTags, "./..."}}
	fmt.Println("+ " + c.String())
	cmd := c.prepare()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	os.Stdout.Write(out.Bytes())
	os.Stderr.Write(errs.Bytes())
	if err != nil && databaseError(errs.String()) {
		return errUnreachable
	}
	return err
}

// databaseError tells whether what govulncheck wrote says that it could not
// fetch its data, rather than that it found a flaw.
func databaseError(text string) bool {
	for _, sign := range []string{"fetching vulnerabilities", "no such host", "connection refused", "i/o timeout", "proxyconnect", "HTTP GET"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}
