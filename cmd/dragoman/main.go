// Command dragoman is the window: it reads the flags, says where things lie,
// opens books for the shell and runs it.
package main

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no zone database of its own

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver/desktop"

	"dragoman/assets"
	"dragoman/data/prefs"
	"dragoman/ui"
)

// version is set when the program is packaged.
var version = "dev"

func main() {
	path := flag.String("book", "", "open this book")
	shots := flag.String("shots", "", "draw every screen into this folder and end")
	langs := flag.String("lang", "en,zh-Hans", "languages to draw")
	themes := flag.String("theme", "light,dark", "looks to draw: light, dark, contrast")
	sizes := flag.String("size", "1360x860,1024x700", "sizes to draw")
	show := flag.Bool("version", false, "print the version and end")
	flag.Parse()
	if *show {
		fmt.Println("dragoman", version)
		return
	}
	if *path == "" && flag.NArg() > 0 {
		*path = flag.Arg(0)
	}
	dir, err := prefs.Dir()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if *shots != "" {
		dir, err = os.MkdirTemp("", "dragoman-shots-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	crash, closeLogs := openLogs(dir)
	code := run(dir, crash, *path, *shots, *langs, *themes, *sizes)
	closeLogs()
	if *shots != "" {
		if err := os.RemoveAll(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}

// run shows the window until it is closed and returns the exit code.
func run(dir, crash, path, shots, langs, themes, sizes string) int {
	go warm()
	debug.SetGCPercent(50) // a window waits most of the time: rather small than fast
	a := app.NewWithID("local.dragoman.book")
	a.SetIcon(fyne.NewStaticResource("dragoman.png", assets.AppIcon))
	_, window := a.Driver().(desktop.Driver)
	cfg := ui.Config{
		App: a, Files: files{}, Prefs: prefs.At(filepath.Join(dir, "preferences.json")), Version: version,
		Clock: time.Now, DemoDir: filepath.Join(dir, "demo"), ShareDir: filepath.Join(dir, "sharing"), BookDir: prefs.Documents(), CrashReport: crash, WorkArea: workArea,
	}
	if !window {
		cfg.Runner = ui.Inline() // the drawing driver has no loop of its own
	}
	s := ui.New(cfg)
	code := 0
	if shots == "" {
		a.Lifecycle().SetOnStarted(func() { s.Start(path) })
		s.Window().ShowAndRun()
		return code
	}
	o := ui.Shots{Dir: shots, Languages: strings.Split(langs, ","), Themes: strings.Split(themes, ",")}
	for _, x := range strings.Split(sizes, ",") {
		var w, h float32
		if _, err := fmt.Sscanf(x, "%fx%f", &w, &h); err != nil {
			fmt.Fprintln(os.Stderr, "--size wants WIDTHxHEIGHT:", x)
			return 2
		}
		o.Sizes = append(o.Sizes, fyne.NewSize(w, h))
	}
	draw := func() {
		s.Draw(o, func(err error) {
			if err != nil {
				slog.Error("drawing failed", "err", err)
				fmt.Fprintln(os.Stderr, err)
				code = 1
			}
			s.Quit()
		})
	}
	if !window {
		draw()
		return code
	}
	a.Lifecycle().SetOnStarted(draw)
	s.Window().ShowAndRun()
	return code
}
