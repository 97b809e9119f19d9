// Command gen writes the extract of CLDR that package locales embeds.
//
// It reads the unpacked npm packages cldr-core, cldr-bcp47, cldr-dates-full,
// cldr-localenames-full, cldr-misc-full, cldr-numbers-full and cldr-cal-*-full
// side by side in one folder and writes JSON files:
//
//	npm pack cldr-core@48.2.0 cldr-dates-full@48.2.0 …   (and unpack each)
//	go run ./locales/internal/gen FOLDER locales/cldr
//
// The packages of the rarer calendars (chinese, japanese, coptic, indian and
// others) are older than 48 in the registry; only names that have not changed
// since are taken from them.
//
// A new language is one more line in the table of shipped languages. Where
// the house departs from CLDR the reason stands in house.go.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: gen FOLDER-WITH-CLDR-PACKAGES OUTPUT-FOLDER")
	}
	src, out := source(os.Args[1]), os.Args[2]
	for _, l := range shipped {
		write(out, l.tag, src.language(l))
	}
	write(out, "supplement", src.supplement())
	write(out, "letters", src.letters())
	licence, err := os.ReadFile(filepath.Join(string(src), "cldr-core", "LICENSE"))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "LICENSE-Unicode.txt"), licence, 0o644); err != nil {
		log.Fatal(err)
	}
}

func write(folder, name string, v any) {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".json"), append(b, '\n'), 0o644); err != nil {
		log.Fatal(err)
	}
}

// source is the folder that holds the unpacked packages.
type source string

// node is a place in a JSON document.
type node struct {
	v    any
	path string
}

// main opens a file of the "main" tree of a package for one locale.
func (s source) main(pkg, locale, file string) node {
	n := s.open(filepath.Join(pkg, "main", locale, file))
	for _, v := range n.at("main").object() {
		return node{v, n.path}
	}
	panic("empty file " + n.path)
}

func (s source) open(path string) node {
	b, err := os.ReadFile(filepath.Join(string(s), path))
	if err != nil {
		log.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		log.Fatalf("%s: %v", path, err)
	}
	return node{v, path}
}

func (n node) object() map[string]any {
	m, ok := n.v.(map[string]any)
	if !ok {
		panic("no object at " + n.path)
	}
	return m
}

func (n node) has(key string) bool {
	m, ok := n.v.(map[string]any)
	return ok && m[key] != nil
}

func (n node) at(keys ...string) node {
	for _, k := range keys {
		v, ok := n.object()[k]
		if !ok {
			panic(fmt.Sprintf("no %q at %s", k, n.path))
		}
		n = node{v, n.path + "/" + k}
	}
	return n
}

// text returns the string at a place; CLDR wraps some in {"_value": …}.
func (n node) text(keys ...string) string {
	n = n.at(keys...)
	if m, ok := n.v.(map[string]any); ok {
		n.v = m["_value"]
	}
	s, ok := n.v.(string)
	if !ok {
		panic("no text at " + n.path)
	}
	return plainSpaces(s)
}

// list returns the values of the keys "1" to count.
func (n node) list(count int) []string {
	out := make([]string, count)
	for i := range out {
		out[i] = n.text(fmt.Sprint(i + 1))
	}
	return out
}

// texts returns every plain string of an object.
func (n node) texts() map[string]string {
	out := map[string]string{}
	for k, v := range n.object() {
		if s, ok := v.(string); ok {
			out[k] = plainSpaces(s)
		}
	}
	return out
}
