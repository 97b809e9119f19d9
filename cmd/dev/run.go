package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// The tags of every build: Fyne's check that widgets are touched on the UI
// goroutine only, and for builds without a window the software painter.
const (
	windowTags  = "migrated_fynedo"
	drawingTags = "ci,migrated_fynedo"
)

// program is the path of a built program for this system.
func program(root, name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(root, "build", name)
}

// buildWindow builds the real program, which needs a C compiler.
func buildWindow(root string) (string, error) {
	out := program(root, "dragoman")
	fmt.Println("building the window (the first time takes a few minutes)")
	return out, command{dir: root, env: []string{"CGO_ENABLED=1"}, argv: []string{
		"go", "build", "-buildvcs=false", "-tags", windowTags, "-o", out, "./cmd/dragoman",
	}}.run()
}

// buildDrawing builds the program with the software painter: no cgo, no
// window, good for pictures.
func buildDrawing(root string) (string, error) {
	out := program(root, "dragoman-drawing")
	return out, command{dir: root, env: []string{"CGO_ENABLED=0"}, argv: []string{
		"go", "build", "-buildvcs=false", "-tags", drawingTags + ",systemfonts", "-o", out, "./cmd/dragoman",
	}}.run()
}

// run gets what the window needs, builds it and opens it. Where there is no
// display it draws every screen to files instead and says so.
func run(args []string) error {
	root, err := repoRoot()
	if err != nil {
		return err
	}
	if err := provide(windowNeeds(runtime.GOOS)); err != nil {
		return err
	}
	provideFonts(root)
	if hereIsDisplay() {
		bin, err := buildWindow(root)
		if err != nil {
			return err
		}
		return command{dir: root, argv: append([]string{bin}, args...)}.run()
	}
	fmt.Println("there is no display here (DISPLAY and WAYLAND_DISPLAY are empty)")
	if err := provide(headlessNeeds); err != nil {
		fmt.Println("without Xvfb the screens are drawn by the software painter")
		return shots(args)
	}
	bin, err := buildWindow(root)
	if err != nil {
		return err
	}
	return runVirtual(root, bin, args)
}

// runVirtual starts the real program under Xvfb and lets it draw its screens.
func runVirtual(root, bin string, args []string) error {
	v, err := startVirtual()
	if err != nil {
		return err
	}
	defer v.stop()
	out := filepath.Join(root, "build", "shots")
	fmt.Printf("starting the window under Xvfb on display %s; it draws every screen to %s\n", v.name, out)
	c := command{dir: root, env: v.env(), argv: append([]string{bin, "--shots", out}, args...)}
	if err := c.run(); err != nil {
		return err
	}
	return sayShots(out)
}

// shots draws every screen with the software painter, once for each language,
// theme and size that is asked for. Lists and their defaults are the
// program's business: they are handed on as they are.
func shots(args []string) error {
	flags := flag.NewFlagSet("shots", flag.ContinueOnError)
	lang := flags.String("lang", "", "languages, as in en,zh-Hans")
	theme := flags.String("theme", "", "themes, as in light,dark")
	size := flags.String("size", "", "sizes of the window, as in 1360x860,1024x700")
	dir := flags.String("out", "", "folder for the pictures (default build/shots)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root, err := repoRoot()
	if err != nil {
		return err
	}
	out := *dir
	if out == "" {
		out = filepath.Join(root, "build", "shots")
	}
	out, err = filepath.Abs(out)
	if err != nil {
		return err
	}
	bin, err := buildDrawing(root)
	if err != nil {
		return err
	}
	argv := []string{bin, "--shots", out}
	for _, f := range []struct{ name, value string }{{"--lang", *lang}, {"--theme", *theme}, {"--size", *size}} {
		if f.value != "" {
			argv = append(argv, f.name, f.value)
		}
	}
	if err := (command{dir: root, argv: append(argv, flags.Args()...)}).run(); err != nil {
		return err
	}
	return sayShots(out)
}

// sayShots counts the pictures, so that a program that ended well and drew
// nothing does not pass for one that did its work.
func sayShots(dir string) error {
	n := 0
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(d.Name(), ".png") {
			n++
		}
		return err
	})
	if err != nil {
		return err
	}
	if n == 0 {
		return fmt.Errorf("the program drew no screen to %s", dir)
	}
	fmt.Printf("%d pictures are in %s\n", n, dir)
	return nil
}
