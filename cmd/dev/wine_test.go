package main

import (
	"archive/zip"
	"context"
	"encoding/binary"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// prngSource is the one function of Windows 10's bcryptprimitives.dll that a
// Go program calls at its start and that Wine before version 9 does not have.
// It hands the work to the older function of the same kind.
const prngSource = `#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG size);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T size)
{
	while (size > 0) {
		ULONG part = size > 0x10000000 ? 0x10000000 : (ULONG)size;
		if (!SystemFunction036(buffer, part))
			return FALSE;
		buffer += part;
		size -= part;
	}
	return TRUE;
}
`

// wine is a Windows of its own in a temporary folder.
type wine struct {
	t      *testing.T
	loader string
	env    []string
}

// newWine makes the prefix and, where this Wine lacks it, the library that Go
// programs need. It skips the test where Wine or the compiler is missing.
func newWine(t *testing.T) *wine {
	t.Helper()
	loader := ""
	for _, name := range []string{"wine64", "wine", "/usr/lib/wine/wine64"} {
		if file, err := exec.LookPath(name); err == nil {
			loader = file
			break
		}
	}
	if loader == "" {
		t.Skip("Wine is not here")
	}
	if !found(mingwCompiler) {
		t.Skip("mingw-w64 is not here")
	}
	prefix := filepath.Join(t.TempDir(), "prefix")
	w := &wine{t: t, loader: loader, env: []string{
		"WINEPREFIX=" + prefix, "WINEARCH=win64", "WINEDEBUG=-all",
		"WINEDLLOVERRIDES=bcryptprimitives=n,b;mscoree=;mshtml=;winemenubuilder.exe=",
	}}
	t.Cleanup(w.end)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	if out, err := w.output(w.command(ctx, "wineboot", "--init")); err != nil {
		t.Fatalf("wineboot: %v\n%s", err, out)
	}
	system := filepath.Join(prefix, "drive_c", "windows", "system32")
	if _, err := os.Stat(filepath.Join(system, "bcryptprimitives.dll")); err == nil {
		return w
	}
	src := filepath.Join(t.TempDir(), "prng.c")
	if err := os.WriteFile(src, []byte(prngSource), 0o600); err != nil {
		t.Fatal(err)
	}
	c := command{argv: []string{mingwCompiler, "-shared", "-static-libgcc", "-o", filepath.Join(system, "bcryptprimitives.dll"), src, "-ladvapi32"}}
	if _, err := c.output(); err != nil {
		t.Fatal(err)
	}
	return w
}

// end stops every process of this prefix, and of no other.
func (w *wine) end() {
	for _, name := range []string{"wineserver", "/usr/lib/wine/wineserver"} {
		if file, err := exec.LookPath(name); err == nil {
			cmd := exec.Command(file, "--kill")
			cmd.Env = append(os.Environ(), w.env...)
			if err := cmd.Run(); err != nil {
				w.t.Logf("ending Wine: %v", err)
			}
			return
		}
	}
}

// command is a Windows program with its arguments, in this prefix.
func (w *wine) command(ctx context.Context, exe string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, w.loader, append([]string{exe}, args...)...)
	cmd.Env = append(os.Environ(), w.env...)
	return cmd
}

// output runs a command and returns what it wrote. It writes to a file, not
// to a pipe, which Wine's own processes would keep open after the end.
func (w *wine) output(cmd *exec.Cmd) (string, error) {
	w.t.Helper()
	f, err := os.CreateTemp(w.t.TempDir(), "output")
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	cmd.Stdout, cmd.Stderr = f, f
	runErr := cmd.Run()
	text, err := os.ReadFile(f.Name())
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text), runErr
}

// unzip takes an archive apart into a folder.
func unzip(t *testing.T, file, dir string) {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, path.Base(f.Name)), data, 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWindowsProgramUnderWine packages the program for Windows, unpacks it
// and starts what a user would start.
func TestWindowsProgramUnderWine(t *testing.T) {
	if testing.Short() {
		t.Skip("cross-compiling takes minutes")
	}
	root, err := repoRoot()
	if err != nil {
		t.Fatal(err)
	}
	w := newWine(t)
	if _, err := os.Stat(filepath.Join(root, "cmd", "dragoman")); err != nil {
		t.Skip("cmd/dragoman is not there")
	}
	app, err := readApp(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file, err := packSystem(root, "windows", dir)
	if err != nil {
		t.Fatal(err)
	}
	unzip(t, file, dir)
	for _, c := range []struct {
		name string
		exe  string
		args []string
		want string
	}{
		{"version", "dragoman.exe", []string{"--version"}, app.Version},
		{"convert", "dragomanctl.exe", []string{"convert", "2027-02-06", "--to", "chinese"}, "chinese:2027-1-1"},
		{"demo", "dragomanctl.exe", []string{"demo", "--book", "demo.dragoman", "--customers", "30"}, ""},
		{"customers", "dragomanctl.exe", []string{"customers", "--book", "demo.dragoman", "--limit", "5"}, "id,name,"},
		{"check", "dragomanctl.exe", []string{"check", "--book", "demo.dragoman"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			cmd := w.command(ctx, filepath.Join(dir, c.exe), c.args...)
			cmd.Dir = dir
			if out, err := w.output(cmd); err != nil || !strings.Contains(out, c.want) {
				t.Errorf("%s %s: %v\n%s", c.exe, strings.Join(c.args, " "), err, out)
			}
		})
	}
	t.Run("window", func(t *testing.T) { w.window(t, filepath.Join(dir, "dragoman.exe")) })
}

// window starts the program as a double click would, on a virtual display,
// and fails when it ends by itself or draws nothing.
func (w *wine) window(t *testing.T, exe string) {
	if !found("Xvfb") {
		t.Skip("Xvfb is not here")
	}
	screen := t.TempDir()
	v, err := startVirtual("-fbdir", screen)
	if err != nil {
		t.Fatal(err)
	}
	defer v.stop()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	drawn := make(chan int, 1)
	go func() {
		most := 0
		for ctx.Err() == nil && most < fewestColours {
			time.Sleep(time.Second)
			if data, err := os.ReadFile(filepath.Join(screen, "Xvfb_screen0")); err == nil {
				most = max(most, colours(data))
			}
		}
		drawn <- most
		cancel()
	}()
	cmd := w.command(ctx, exe)
	cmd.Env = append(cmd.Env, v.env()...)
	out, err := w.output(cmd)
	if ctx.Err() == nil {
		t.Errorf("the program ended by itself: %v\n%s", err, out)
		cancel()
	}
	if n := <-drawn; n < fewestColours {
		t.Errorf("the screen shows %d colours: no window was drawn", n)
	}
}

// fewestColours is how many colours a screen shows at least once text with
// smooth edges is on it. An empty one has a single colour.
const fewestColours = 12

// colours counts the colours in an X window dump of 32 bits a pixel: a header
// of big-endian words, the first its own length, the 20th the number of
// entries in the colour table of 12 bytes each; then the pixels.
func colours(dump []byte) int {
	if len(dump) < 100 {
		return 0
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(dump[4*i:])) }
	start := word(0) + 12*word(19)
	if start > len(dump) {
		return 0
	}
	seen := map[[4]byte]bool{}
	for p := dump[start:]; len(p) >= 4; p = p[4:] {
		seen[[4]byte(p)] = true
	}
	return len(seen)
}
