// Package rules holds the rules of the house as checks: which room may import
// which, where threads start, where words stand, under which licences we ship.
//
// Each check reads source text and returns what breaks the rule, with the
// reason in words, and each has a test that proves it able to fail. The tests
// of this package run the checks over the repository. What the code does when
// it runs is left to the tests of each room.
package rules

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// module is the path of our own module.
const module = "dragoman"

// Breach is one place where a rule is broken.
type Breach struct {
	Where string // file, file:line or import path
	Why   string // what stands there and why it may not
}

// String is the breach in one line.
func (b Breach) String() string { return b.Where + ": " + b.Why }

// Source is one Go file: its path in the repository with slashes, and its
// text.
type Source struct {
	Path string
	Text string
}

// parsed is a source with its syntax tree.
type parsed struct {
	Source
	set  *token.FileSet
	tree *ast.File
}

// dir is the folder of the file, as in data/book.
func (p parsed) dir() string { return path.Dir(p.Path) }

// isTest tells whether the file is compiled for tests only.
func (p parsed) isTest() bool { return strings.HasSuffix(p.Path, "_test.go") }

// at names the place of a node.
func (p parsed) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", p.Path, p.set.Position(n.Pos()).Line)
}

// imports maps the name that an import has in the file to its path. An import
// without a name gets the last word of its path that is no version.
func (p parsed) imports() map[string]string {
	names := map[string]string{}
	for _, i := range p.tree.Imports {
		to := importPath(i)
		name := path.Base(to)
		if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
			name = path.Base(path.Dir(to))
		}
		if i.Name != nil {
			name = i.Name.Name
		}
		names[name] = to
	}
	return names
}

func importPath(i *ast.ImportSpec) string {
	to, err := strconv.Unquote(i.Path.Value)
	if err != nil {
		return i.Path.Value
	}
	return to
}

// parse reads the syntax of each source. A file that does not parse is a
// breach of its own.
func parse(sources []Source) (files []parsed, bad []Breach) {
	for _, s := range sources {
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, s.Path, s.Text, parser.SkipObjectResolution)
		if err != nil {
			bad = append(bad, Breach{s.Path, err.Error()})
			continue
		}
		files = append(files, parsed{s, set, tree})
	}
	return files, bad
}

// Files lists the files of the checkout with slashes, those that git ignores
// left out. Without git it walks the folder, without build/.
func Files(root string) ([]string, error) {
	if out, err := output(root, nil, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"); err == nil {
		var names []string
		for _, name := range strings.Split(strings.TrimRight(out, "\x00"), "\x00") {
			if info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name))); err == nil && info.Mode().IsRegular() {
				names = append(names, name)
			}
		}
		return names, nil
	}
	var names []string
	err := filepath.WalkDir(root, func(file string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "build") {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() {
			rel, err := filepath.Rel(root, file)
			if err != nil {
				return err
			}
			names = append(names, filepath.ToSlash(rel))
		}
		return nil
	})
	return names, err
}

// GoSources reads every Go file of the checkout outside testdata.
func GoSources(root string) ([]Source, error) {
	names, err := Files(root)
	if err != nil {
		return nil, err
	}
	var out []Source
	for _, name := range names {
		if !strings.HasSuffix(name, ".go") || strings.Contains("/"+name, "/testdata/") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		out = append(out, Source{name, string(text)})
	}
	return out, nil
}

// output runs a program in a folder and returns what it wrote.
func output(dir string, env []string, argv ...string) (string, error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(argv, " "), err, errs.String())
	}
	return string(out), nil
}
