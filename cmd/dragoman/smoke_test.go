package main

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSmoke starts the real program in a real window, lets it go through every
// screen in both languages, and looks at the pictures it takes on the way. It
// needs a display and runs when DRAGOMAN_SMOKE is set.
func TestSmoke(t *testing.T) {
	program := os.Getenv("DRAGOMAN_PROGRAM")
	if os.Getenv("DRAGOMAN_SMOKE") != "1" || program == "" {
		t.Skip("no window wanted: DRAGOMAN_SMOKE and DRAGOMAN_PROGRAM are not set")
	}
	dir, home := t.TempDir(), t.TempDir()
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, program, "--shots", dir, "--lang", "en,zh-Hans", "--theme", "light", "--size", "1360x860")
	c.Env = append(os.Environ(), "DRAGOMAN_HOME="+home)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if strings.Contains(string(out), "panic") || strings.Contains(string(out), "level=ERROR") {
		t.Errorf("the program reported trouble:\n%s", out)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("%d pictures, want one of every screen in both languages", len(files))
	}
	for _, f := range files {
		if n := colours(t, f); n < 12 {
			t.Errorf("%s shows %d colours: nothing was drawn", filepath.Base(f), n)
		}
	}
}

// colours counts the different colours of a picture, up to a few.
func colours(t *testing.T, path string) int {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return distinct(img)
}

func distinct(img image.Image) int {
	seen := map[color.Color]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 2 {
		for x := b.Min.X; x < b.Max.X; x += 2 {
			if seen[img.At(x, y)] = true; len(seen) > 64 {
				return len(seen)
			}
		}
	}
	return len(seen)
}

// TestLogs keeps the trace of a crash for the next start.
func TestLogs(t *testing.T) {
	dir := t.TempDir()
	report, done := openLogs(dir)
	done()
	if report != "" {
		t.Errorf("a first start reports a crash: %s", report)
	}
	if err := os.WriteFile(filepath.Join(dir, "crash.txt"), []byte("panic"), 0o600); err != nil {
		t.Fatal(err)
	}
	report, done = openLogs(dir)
	done()
	if data, err := os.ReadFile(report); err != nil || string(data) != "panic" {
		t.Errorf("the crash report is lost: %q, %v", data, err)
	}
}
