package rules

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Module is one module that we build from.
type Module struct {
	Path, Version string
	Dir           string // in the module cache; empty when it was not fetched
}

// permissive are the licences that we ship under, each known by a sentence of
// its text.
var permissive = []struct{ name, sentence string }{
	{"MPL-2.0", "mozilla public license"},
	{"Apache-2.0", "apache license version 2.0"},
	{"MIT", "permission is hereby granted, free of charge, to any person obtaining a copy"},
	{"BSD", "redistribution and use in source and binary forms, with or without modification, are permitted"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose with or without fee"},
	{"ISC", "permission to use, copy, modify, and distribute this software for any purpose with or without fee"},
	{"OFL-1.1", "sil open font license"},
	{"Unicode", "unicode license"},
	{"Zlib", "this software is provided 'as-is', without any express or implied warranty"},
	{"Unlicense", "this is free and unencumbered software released into the public domain"},
}

// restrictive are signs of a licence that we do not ship under.
var restrictive = []string{"gnu general public license", "gnu lesser general public license", "gnu affero general public license", "noncommercial"}

// mplExceptions are the modules under the Mozilla licence that we use all the
// same, with the reason.
var mplExceptions = map[string]string{
	"pgregory.net/rapid": "used by tests only, never part of a program that we hand out",
}

var spaces = regexp.MustCompile(`[\s*/]+`)

// flatten brings a text to small letters with single spaces, so that line
// breaks and comment signs do not count.
func flatten(text string) string {
	return strings.TrimSpace(spaces.ReplaceAllString(strings.ToLower(text), " "))
}

// Classify names the licence of a text, or says that it is none of ours.
func Classify(text string) (string, error) {
	flat := flatten(text)
	for _, p := range permissive {
		if strings.Contains(flat, flatten(p.sentence)) {
			// A Mozilla text names the GNU licences as its secondary ones.
			if p.name != "MPL-2.0" && slices.ContainsFunc(restrictive, func(s string) bool { return strings.Contains(flat, s) }) {
				return "", errors.New("the licence text names a licence that binds what is linked with it")
			}
			return p.name, nil
		}
	}
	return "", errors.New("the licence is none of those that we know to be permissive")
}

// licenceFile matches the names under which licence texts lie.
var licenceFile = regexp.MustCompile(`(?i)^(un)?licen[cs]e([-_.].*)?$|^(copying|notice|ofl)([-_.].*)?$`)

// isLicence tells whether a file is a licence text, and no source that speaks
// of licences.
func isLicence(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".go", ".c", ".h", ".py", ".toml", ".json":
		return false
	}
	return licenceFile.MatchString(name)
}

// licenceText reads the licence at the top of a module.
func licenceText(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if e.Type().IsRegular() && isLicence(e.Name()) && !strings.HasPrefix(strings.ToLower(e.Name()), "notice") {
			text, err := os.ReadFile(filepath.Join(dir, e.Name()))
			return string(text), err
		}
	}
	return "", errors.New("it has no licence file")
}

// Licences checks that every module is under a permissive licence. Those in
// shipped may not lean on an exception that holds for tests only.
func Licences(modules, shipped []Module) []Breach {
	var out []Breach
	for _, m := range modules {
		text, err := licenceText(m.Dir)
		if err != nil {
			out = append(out, Breach{m.Path, err.Error()})
			continue
		}
		name, err := Classify(text)
		if err != nil {
			out = append(out, Breach{m.Path, err.Error()})
			continue
		}
		if name != "MPL-2.0" {
			continue
		}
		if mplExceptions[m.Path] == "" {
			out = append(out, Breach{m.Path, "is under MPL-2.0 without a stated exception"})
		} else if slices.Contains(shipped, m) {
			out = append(out, Breach{m.Path, "is shipped, yet its exception says: " + mplExceptions[m.Path]})
		}
	}
	return out
}

// systems are the systems that we hand programs out for.
var systems = []string{"linux", "windows", "darwin"}

// Shipped lists the modules of which a part is linked into a program that we
// hand out, on any system.
func Shipped(root string) ([]Module, error) {
	var all []Module
	for _, system := range systems {
		some, err := listModules(root, []string{"GOOS=" + system, "GOARCH=amd64", "CGO_ENABLED=1"}, "./cmd/dragoman", "./cmd/dragomanctl")
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return tidy(all), nil
}

// Used lists the modules of every package and test in the house.
func Used(root string) ([]Module, error) {
	some, err := listModules(root, []string{"CGO_ENABLED=1"}, "-test", "./...")
	return tidy(some), err
}

func listModules(root string, env []string, words ...string) ([]Module, error) {
	// Without -e: a package that cannot be found would hide its module.
	argv := append([]string{
		"go", "list", "-deps", "-tags", "migrated_fynedo",
		"-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}",
	}, words...)
	text, err := output(root, env, argv...)
	if err != nil {
		return nil, err
	}
	var out []Module
	for line := range strings.Lines(text) {
		w := strings.Split(strings.TrimSpace(line), "\t")
		if len(w) < 3 {
			continue
		}
		out = append(out, Module{w[0], w[1], w[2]})
	}
	return out, nil
}

func tidy(all []Module) []Module {
	slices.SortFunc(all, func(a, b Module) int { return cmp.Compare(a.Path, b.Path) })
	return slices.Compact(all)
}

// notice is one licence text and what is under it.
type notice struct {
	covers []string
	text   string
}

// Notices composes the text that names everything from others that we hand
// out, with its licence: modules, and the files under assets that carry one.
// Things under the same words share them.
func Notices(root string) (string, error) {
	shipped, err := Shipped(root)
	if err != nil {
		return "", err
	}
	var all []notice
	for _, m := range shipped {
		some, err := moduleNotices(m)
		if err != nil {
			return "", fmt.Errorf("%s: %w", m.Path, err)
		}
		all = append(all, some...)
	}
	files, err := Files(root)
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if strings.Contains(f, "/") && !strings.Contains(f, "/testdata/") && isLicence(filepath.Base(f)) && f != "assets/NOTICES.txt" {
			text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f)))
			if err != nil {
				return "", err
			}
			all = append(all, notice{[]string{filepath.ToSlash(filepath.Dir(f))}, string(text)})
		}
	}
	return compose(all), nil
}

// moduleNotices reads every licence text in a module, but not those of its
// own test data and examples.
func moduleNotices(m Module) ([]notice, error) {
	var out []notice
	err := filepath.WalkDir(m.Dir, func(file string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch d.Name() {
		case "testdata", "examples", "_examples", ".github", "docs", "cmd":
			if d.IsDir() {
				return filepath.SkipDir
			}
		}
		if !d.Type().IsRegular() || !isLicence(d.Name()) {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(m.Dir, filepath.Dir(file))
		if err != nil {
			return err
		}
		name := m.Path + " " + m.Version
		if rel != "." {
			name = m.Path + "/" + filepath.ToSlash(rel) + " " + m.Version
		}
		covers := []string{name}
		if m.Path == "golang.org/x/sys" && rel == "." {
			// The Go project puts the same words over all its parts, and
			// not every toolchain carries the file.
			covers = append(covers, "the Go runtime and standard library")
		}
		out = append(out, notice{covers, string(text)})
		return nil
	})
	if err == nil && len(out) == 0 {
		err = errors.New("it has no licence file")
	}
	return out, err
}

// compose writes the notices, equal texts once, in the order of what they
// cover.
func compose(all []notice) string {
	var groups []*notice
	byText := map[string]*notice{}
	for _, n := range all {
		key := strings.TrimSpace(spaces.ReplaceAllString(n.text, " "))
		g, ok := byText[key]
		if !ok {
			g = &notice{text: strings.TrimSpace(strings.ReplaceAll(n.text, "\r\n", "\n"))}
			byText[key] = g
			groups = append(groups, g)
		}
		for _, c := range n.covers {
			if !slices.Contains(g.covers, c) {
				g.covers = append(g.covers, c)
			}
		}
	}
	for _, g := range groups {
		slices.Sort(g.covers)
	}
	slices.SortFunc(groups, func(a, b *notice) int { return slices.Compare(a.covers, b.covers) })
	var b strings.Builder
	line := strings.Repeat("=", 72) + "\n"
	for _, g := range groups {
		b.WriteString(line)
		for _, c := range g.covers {
			b.WriteString(c + "\n")
		}
		b.WriteString(line + "\n" + g.text + "\n\n")
	}
	return b.String()
}
