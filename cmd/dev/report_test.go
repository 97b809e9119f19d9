package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTally(t *testing.T) {
	const events = `{"Action":"run","Package":"a","Test":"T1"}
{"Action":"output","Package":"a","Test":"T1","Output":"fine\n"}
{"Action":"pass","Package":"a","Test":"T1"}
{"Action":"output","Package":"a","Test":"T2","Output":"=== RUN   T2\n"}
{"Action":"output","Package":"a","Test":"T2","Output":"    a_test.go:7: Wine is not here\n"}
{"Action":"skip","Package":"a","Test":"T2"}
{"Action":"output","Package":"a","Test":"T3","Output":"    a_test.go:9: broken\n"}
{"Action":"fail","Package":"a","Test":"T3"}
{"Action":"fail","Package":"a","Elapsed":0.5}
{"Action":"pass","Package":"b","Elapsed":0.1}
{"Action":"fail","Package":"e"}
{"Action":"skip","Package":"c"}
# a tool's own words
{"ImportPath":"d","Action":"build-output","Output":"d.go:1: no\n"}
`
	tally := newTally()
	var w strings.Builder
	if err := tally.read(strings.NewReader(events), &w); err != nil {
		t.Fatal(err)
	}
	if tally.packages != 1 || tally.bare != 1 || tally.passed != 1 {
		t.Errorf("%+v", tally)
	}
	if diff := cmp.Diff([]string{"a T2: Wine is not here"}, tally.skipped); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a T3", "e"}, tally.failed); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{"broken", "FAIL  a", "ok    b", "# a tool's own words", "d.go:1: no"} {
		if !strings.Contains(w.String(), want) {
			t.Errorf("%q is not in:\n%s", want, w.String())
		}
	}
	if strings.Contains(w.String(), "fine") {
		t.Error("what a good test says is shown")
	}
}

func TestParseBench(t *testing.T) {
	const text = `goos: linux
pkg: dragoman/data/book
BenchmarkSearch-2   	     100	  12345678 ns/op	         1.250 x_peer	  2048 B/op	      12 allocs/op
BenchmarkNothing
PASS
`
	got := parseBench(strings.NewReader(text))
	want := []figure{{"data/book", "Search-2", 100, map[string]float64{"ns/op": 12345678, "x_peer": 1.25, "B/op": 2048, "allocs/op": 12}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(figure{})); diff != "" {
		t.Error(diff)
	}
	var w strings.Builder
	if err := benchTable(got, &w); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"12.35 ms", "2.0 kB", "1.25 x_peer"} {
		if !strings.Contains(w.String(), want) {
			t.Errorf("%q is not in:\n%s", want, w.String())
		}
	}
}

func TestDatabaseError(t *testing.T) {
	if !databaseError("govulncheck: fetching vulnerabilities: Get \"x\": dial tcp: lookup x: no such host") {
		t.Error("no network passes for a finding")
	}
	if databaseError("Vulnerability #1: GO-2026-0001\nexit status 3") {
		t.Error("a finding passes for no network")
	}
}

// sampleItems are two files of an archive.
var sampleItems = []packItem{{"bin/a", []byte("program"), true}, {"b.txt", []byte("text"), false}}

func TestWriteTar(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.tar.gz")
	if err := writeTar(file, "top", sampleItems); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	g, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for r := tar.NewReader(g); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		got[h.Name] = h.FileInfo().Mode().String() + " " + string(text)
	}
	want := map[string]string{"top/bin/a": "-rwxr-xr-x program", "top/b.txt": "-rw-r--r-- text"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWriteZip(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.zip")
	if err := writeZip(file, "top", sampleItems); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var got []string
	for _, f := range z.File {
		got = append(got, f.Mode().String()+" "+f.Name)
	}
	if diff := cmp.Diff([]string{"-rwxr-xr-x top/bin/a", "-rw-r--r-- top/b.txt"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestInfoPlist(t *testing.T) {
	data, err := infoPlist(appInfo{"A & B", "local.a.b", "1.2.3", 4})
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Keys    []string `xml:"dict>key"`
		Strings []string `xml:"dict>string"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Keys) != 9 || doc.Strings[0] != "A & B" || doc.Strings[2] != "local.a.b" || doc.Strings[5] != "1.2.3" {
		t.Errorf("%+v", doc)
	}
}

func TestBundle(t *testing.T) {
	tree := t.TempDir()
	if err := os.MkdirAll(filepath.Join(tree, "assets"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"LICENSE", noticesFile} {
		if err := os.WriteFile(filepath.Join(tree, f), []byte(f), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := &packer{tree: tree, app: appInfo{"App", "local.a.b", "1.2.3", 4}, svg: []byte(square)}
	items, err := p.bundle([]byte("window"), []byte("ctl"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range items {
		got = append(got, i.mode().String()+" "+i.name)
	}
	want := []string{
		"-rw-r--r-- App.app/Contents/Info.plist", "-rw-r--r-- App.app/Contents/PkgInfo",
		"-rwxr-xr-x App.app/Contents/MacOS/dragoman", "-rw-r--r-- App.app/Contents/Resources/dragoman.icns",
		"-rwxr-xr-x dragomanctl", "-rw-r--r-- LICENSE.txt", "-rw-r--r-- NOTICES.txt",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDesktopEntry(t *testing.T) {
	got := desktopEntry(appInfo{"App", "local.a.b", "1.2.3", 4})
	for _, want := range []string{"[Desktop Entry]\n", "\nName=App\n", "\nIcon=local.a.b\n", "\nExec=dragoman\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
}

func TestMissingRunes(t *testing.T) {
	if got := missingRunes([]string{t.TempDir()}, "ab"); string(got) != "ab" {
		t.Errorf("an empty folder draws %q", string(got))
	}
	root, err := repoRoot()
	if err != nil {
		t.Fatal(err)
	}
	if got := missingRunes([]string{filepath.Join(root, "assets", "fonts")}, "a汉あ한ก"); string(got) != "ก" {
		t.Errorf("the bundled fonts lack %q, want Thai alone", string(got))
	}
}
