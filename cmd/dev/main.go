// Command dev is the helper for people who work on Dragoman: it finds and
// installs what the window needs, builds, runs, tests, measures, draws and
// packages.
//
// It promises to be pure Go and to need nothing but the Go toolchain, to print
// every command that changes the machine before it runs it, and to end with a
// non-zero code when the work was not done. What the product does is left to
// the other rooms: nothing here is part of the shipped programs.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

// verb is one thing that the helper can do.
type verb struct {
	name string
	args string
	what string
	run  func(args []string) error
}

// verbs lists every verb in the order of the usage text.
func verbs() []verb {
	return []verb{
		{"run", "[program args]", "get what the window needs, build, open the window", run},
		{"test", "[go test args]", "get what the tests need, run all of them and a smoke run in a window", runTests},
		{"setup", "", "get what the window and the tests need, build nothing", setup},
		{"lint", "", "gofumpt, go vet, staticcheck, govulncheck", lint},
		{"bench", "[go test args]", "run every benchmark and print one table", bench},
		{"shots", "[--lang L,…] [--theme T,…] [--size WxH,…] [--out DIR]", "draw every screen to PNG files, without a display", shots},
		{"fonts", "", "make the bundled fonts from their sources", fonts},
		{"icons", "", "make assets/icons/dragoman.png and .ico from the drawing", icons},
		{"notices", "", "write assets/NOTICES.txt, the licences of what is shipped", notices},
		{"package", "[--os windows|linux|macos] [--out DIR]", "make the archive that is handed to users", pack},
	}
}

func main() {
	if len(os.Args) < 2 {
		usage()
		os.Exit(2)
	}
	for _, v := range verbs() {
		if v.name != os.Args[1] {
			continue
		}
		err := v.run(os.Args[2:])
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "dev %s: %v\n", v.name, err)
			os.Exit(1)
		}
		return
	}
	usage()
	os.Exit(2)
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: go run ./cmd/dev <verb>")
	for _, v := range verbs() {
		fmt.Fprintf(os.Stderr, "\n  %s %s\n        %s\n", v.name, v.args, v.what)
	}
}
