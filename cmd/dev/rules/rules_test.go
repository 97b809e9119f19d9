package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// breaks checks that a rule finds exactly as many breaches as it should in a
// source made up for it.
func breaks(t *testing.T, check func([]Source) []Breach, want int, sources ...Source) {
	t.Helper()
	got := check(sources)
	if len(got) != want {
		t.Errorf("%s: %d breaches, want %d: %v", sources[0].Path, len(got), want, got)
	}
}

func TestArrows(t *testing.T) {
	for _, c := range []struct {
		file, imports string
		want          int
	}{
		{"data/book/a.go", "dragoman/data/calendar", 0},
		{"data/book/a.go", "dragoman/data/sqlite", 1},
		{"data/book/a.go", "dragoman/data/almanac", 1},
		{"data/book/a.go", "database/sql", 1},
		{"data/book/sub/a.go", "dragoman/data/book", 0},
		{"data/calendar/a.go", "dragoman/locales", 1},
		{"locales/a.go", "dragoman/data/calendar", 0},
		{"locales/a.go", "dragoman/data/personname", 1},
		{"data/sample/a.go", "dragoman/data/culture", 0},
		{"data/sample/a.go", "dragoman/data/sqlite", 1},
		{"data/sqlite/a.go", "modernc.org/sqlite", 0},
		{"data/exchange/a.go", "modernc.org/sqlite/lib", 1},
		{"data/book/a.go", "fyne.io/fyne/v2", 1},
		{"ui/today/view.go", "fyne.io/fyne/v2", 0},
		{"ui/today/view.go", "fyne.io/fyne/v2/app", 1},
		{"ui/today/view.go", "dragoman/ui/customers", 1},
		{"ui/today/view.go", "dragoman/ui/today/parts", 0},
		{"ui/today/parts/view.go", "dragoman/ui/customers", 1},
		{"ui/today/view.go", "dragoman/ui", 1},
		{"ui/today/view.go", "dragoman/ui/internal/kit", 0},
		{"ui/today/view.go", "dragoman/ui/internal/screen", 0},
		{"ui/today/view.go", "dragoman/data/sqlite", 1},
		{"ui/today/presenter.go", "fyne.io/fyne/v2", 1},
		{"ui/today/presenter_month.go", "fyne.io/fyne/v2/widget", 1},
		{"ui/shell.go", "dragoman/ui/today", 0},
		{"ui/shell.go", "dragoman/data/sqlite", 1},
		{"ui/internal/kit/a.go", "dragoman/data/book", 1},
		{"ui/internal/kit/a.go", "dragoman/locales", 0},
		{"ui/internal/kit/a.go", "dragoman/ui/internal/screen", 1},
		{"ui/internal/screen/a.go", "dragoman/ui/today", 1},
		{"ui/internal/screen/a.go", "dragoman/ui/internal/shared", 1},
		{"ui/internal/shared/a.go", "dragoman/data/book", 0},
		{"ui/internal/shared/a.go", "dragoman/ui/today", 1},
		{"ui/internal/shared/a.go", "dragoman/ui/internal/other", 1},
		{"ui/internal/shared/a.go", "dragoman/ui", 1},
		{"ui/today/view.go", "dragoman/ui/internal/shared", 0},
		{"cmd/dragoman/main.go", "fyne.io/fyne/v2/app", 0},
		{"cmd/dragoman/main.go", "dragoman/data/sqlite", 0},
		{"cmd/dragomanctl/main.go", "fyne.io/fyne/v2", 1},
		{"cmd/dragomanctl/main.go", "dragoman/cmd/dragoman", 1},
		{"cmd/dev/main.go", "dragoman/cmd/dev/rules", 0},
		{"data/unheard/a.go", "dragoman/data/book", 1},
		{"data/book/a_test.go", "dragoman/data/sqlite", 0},
	} {
		breaks(t, Arrows, c.want, Source{c.file, "package p\n\nimport _ \"" + c.imports + "\"\n"})
	}
}

func TestBrokenSourceIsABreach(t *testing.T) {
	breaks(t, Arrows, 1, Source{"data/book/a.go", "package"})
}

func TestHeadless(t *testing.T) {
	good := []Package{{"net", true, true}, {"dragoman/data/book", false, false}}
	if got := Headless("p", good); len(got) != 0 {
		t.Error(got)
	}
	bad := append(good, Package{"fyne.io/fyne/v2/canvas", false, false}, Package{"github.com/go-gl/gl", false, true})
	if got := Headless("p", bad); len(got) != 2 {
		t.Error(got)
	}
}

func TestThreads(t *testing.T) {
	const text = `package p

import (
	f "fyne.io/fyne/v2"
	"time"
)

func a() {
	go a()
	f.Do(a)
	f.DoAndWait(a)
	time.AfterFunc(time.Second, a)
	later := f.Do
	later(a)
}
`
	breaks(t, Threads, 5, Source{"ui/today/view.go", text})
	breaks(t, Threads, 5, Source{"ui/today/view_test.go", text})
	breaks(t, Threads, 1, Source{"ui/runner.go", text})
	breaks(t, Threads, 5, Source{"ui/today/runner.go", text})
	breaks(t, Threads, 1, Source{"cmd/dragoman/main.go", text})
	breaks(t, Threads, 0, Source{"ui/today/view.go", "package p\n\ntype doer struct{}\n\nfunc (doer) Do() {}\n\nfunc b(d doer) { d.Do() }\n"})
}

// kitSource is a kit of three functions for the test of words.
var kitSource = Source{kitDir + "/kit.go", `package kit

func NewCard(title, icon string, lines ...string) int { return 0 }

func NewWord(id ID) int { return 0 }

func Row(label string) int { return Row("inner words") }

type ID string
`}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		line string
		want int
	}{
		{`widget.NewLabel("Customers")`, 1},
		{`widget.NewLabel("客户")`, 1},
		{`widget.NewLabel(" ")`, 0},
		{`widget.NewLabel("×")`, 0},
		{`widget.NewLabel("")`, 0},
		{`widget.NewLabel(fmt.Sprintf("%d/%d", 1, 2))`, 0},
		{`widget.NewLabel(fmt.Sprintf("%d left", 1))`, 1},
		{`widget.NewLabel("a" + b + "·")`, 1},
		{`l.SetText("done")`, 1},
		{`l.SetText(p.T("today.title", nil))`, 0},
		{`w.SetTitle(("Dragoman"))`, 1},
		{`_ = &widget.Label{Text: "hello"}`, 1},
		{`_ = &canvas.Text{Text: "…", Color: nil}`, 0},
		{`dialog.ShowInformation("Oh", b, nil)`, 1},
		{`widget.NewSelect([]string{"one", "–"}, nil)`, 1},
		{`fyne.NewMenuItem("Quit", nil)`, 1},
		{`fyne.NewStaticResource("a.otf", nil)`, 0},
		{`kit.NewCard("Gifts", "gift")`, 1},
		{`kit.NewCard(b, "gift", b, "so it is")`, 1},
		{`kit.NewWord("today.title")`, 0},
		{`kit.Row("Name")`, 1},
		{`log.Println("a word for the log")`, 0},
	} {
		text := `package p

import (
	"fmt"
	"log"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"dragoman/ui/internal/kit"
)

func show() {
	` + c.line + "\n}\n"
		// The kit made up for this test has one breach of its own.
		breaks(t, Words, c.want+1, Source{"ui/today/view.go", text}, kitSource)
		breaks(t, Words, c.want, Source{"cmd/dragoman/main.go", text}, Source{kitSource.Path, strings.ReplaceAll(kitSource.Text, `"inner words"`, "label")})
		breaks(t, Words, 0, Source{"data/book/a.go", text})
	}
}

func TestClassify(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"MIT License\n\nPermission is hereby granted, free of charge, to any\n person obtaining a copy of", "MIT"},
		{"Redistribution and use in source and binary forms, with or without\nmodification, are permitted provided", "BSD"},
		{"   Apache License\n  Version 2.0, January 2004", "Apache-2.0"},
		{"Permission to use, copy, modify, and/or distribute this software\nfor any purpose with or without fee is hereby", "ISC"},
		{"Mozilla Public License Version 2.0 … GNU General Public License", "MPL-2.0"},
		{"SIL OPEN FONT LICENSE Version 1.1", "OFL-1.1"},
		{"GNU LESSER GENERAL PUBLIC LICENSE", ""},
		{"GNU General Public License. Permission is hereby granted, free of charge, to any person obtaining a copy", ""},
		{"All rights reserved.", ""},
	} {
		got, err := Classify(c.text)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%.40q: %q, %v", c.text, got, err)
		}
	}
}

// fakeModule makes a module folder with that licence text.
func fakeModule(t *testing.T, path, file, text string) Module {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Module{path, "v1.0.0", dir}
}

func TestLicences(t *testing.T) {
	mit := fakeModule(t, "example.org/mit", "LICENSE", "Permission is hereby granted, free of charge, to any person obtaining a copy")
	gpl := fakeModule(t, "example.org/gpl", "COPYING", "GNU GENERAL PUBLIC LICENSE")
	none := fakeModule(t, "example.org/none", "license.go", "package license")
	mpl := fakeModule(t, "example.org/mpl", "LICENSE.md", "Mozilla Public License Version 2.0")
	rapid := fakeModule(t, "pgregory.net/rapid", "LICENSE", "Mozilla Public License Version 2.0")
	for _, c := range []struct {
		name    string
		module  Module
		shipped []Module
		want    int
	}{
		{"permissive", mit, []Module{mit}, 0},
		{"binding", gpl, nil, 1},
		{"without a licence", none, nil, 1},
		{"Mozilla", mpl, nil, 1},
		{"Mozilla with an exception", rapid, nil, 0},
		{"shipped against its exception", rapid, []Module{rapid}, 1},
	} {
		if got := Licences([]Module{c.module}, c.shipped); len(got) != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestComposeSharesEqualTexts(t *testing.T) {
	got := compose([]notice{{[]string{"b"}, "one  text\r\n"}, {[]string{"c"}, "another"}, {[]string{"a"}, "one text"}})
	if strings.Count(got, "one  text") != 1 || strings.Contains(got, "one text") || !strings.Contains(got, "a\nb\n") || strings.Index(got, "another") < strings.Index(got, "one") {
		t.Error(got)
	}
}

func TestTopLevel(t *testing.T) {
	if got := TopLevel([]string{".ci/run", "go.mod", "ui/a.go", "docs/a.md", "docs/b.md", "Makefile"}); len(got) != 2 {
		t.Error(got)
	}
}

func TestPortable(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"see /usr/share/fonts and ./data/book", 0},
		{"https://example.org/ho" + "me/page", 0},
		{"cd /ho" + "me/ann/dragoman", 1},
		{"\"/ro" + "ot/x\"", 1},
		{"one\n(/wo" + "rk/main)\n", 1},
		{`C:\Us` + `ers\ann`, 1},
		{"GOPROXY=https://proxy.golang" + ".org", 1},
	} {
		if got := Portable("f", c.text); len(got) != c.want {
			t.Errorf("%q: %v", c.text, got)
		}
	}
}

func TestLibcVersion(t *testing.T) {
	const a, b = "require (\n\tmodernc.org/libc v1.2.3 // indirect\n)\n", "require modernc.org/libc v1.2.4\n"
	if got := LibcVersion(a, a); len(got) != 0 {
		t.Error(got)
	}
	for _, pair := range [][2]string{{a, b}, {a, ""}, {"", a}} {
		if got := LibcVersion(pair[0], pair[1]); len(got) != 1 {
			t.Errorf("%q: %v", pair, got)
		}
	}
}

func TestSizes(t *testing.T) {
	breaks(t, Sizes, 1, Source{"ui/today/rows.go", "package today\nvar a = kit.FixedWidth(kit.Sca" + "led(80), b)\nvar c = kit.FixedWidth(80, b)\n"})
	breaks(t, Sizes, 0, Source{"data/book/a.go", "package book\n// FixedWidth(Sca" + "led(1))\n"})
}
