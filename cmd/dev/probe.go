package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// headers are the test programs that say whether a library can be compiled
// and linked against: the includes and the linker flags that GLFW and Fyne
// use, which are a better witness than any package name.
var headers = map[need]struct {
	include string
	link    string
	module  string // name for pkg-config, which Fyne's own build asks
}{
	needGL: {"#include <GL/gl.h>\n", "-lGL", "gl"},
	needX11: {
		"#include <X11/Xlib.h>\n#include <X11/Xcursor/Xcursor.h>\n#include <X11/extensions/Xrandr.h>\n" +
			"#include <X11/extensions/Xinerama.h>\n#include <X11/extensions/XInput2.h>\n#include <X11/extensions/xf86vmode.h>\n",
		"-lX11 -lXrandr -lXxf86vm -lXi -lXcursor -lXinerama", "",
	},
	needWayland: {
		"#include <wayland-client.h>\n#include <wayland-cursor.h>\n#include <wayland-egl.h>\n",
		"-lwayland-client -lwayland-cursor -lwayland-egl", "wayland-client",
	},
	needXKB: {"#include <xkbcommon/xkbcommon.h>\n#include <xkbcommon/xkbcommon-compose.h>\n", "-lxkbcommon", ""},
}

// compilerName is the C compiler that the go command would call, or empty.
func compilerName() string {
	out, err := command{argv: []string{"go", "env", "CC"}}.output()
	if err == nil {
		if cc := strings.Fields(string(out)); len(cc) > 0 && found(cc[0]) {
			return cc[0]
		}
	}
	return ""
}

// compiles tells whether a C program with these includes builds and links.
func compiles(cc, include, link string) bool {
	dir, err := os.MkdirTemp("", "dev-probe-")
	if err != nil {
		return false
	}
	defer os.RemoveAll(dir)
	src := filepath.Join(dir, "probe.c")
	if os.WriteFile(src, []byte(include+"int main(void) { return 0; }\n"), 0o600) != nil {
		return false
	}
	argv := append([]string{cc, "-o", filepath.Join(dir, "probe"), src}, strings.Fields(link)...)
	_, err = command{argv: argv}.output()
	return err == nil
}

// has tries a need on this machine.
func has(n need) bool {
	switch n {
	case needCompiler:
		cc := compilerName()
		return cc != "" && compiles(cc, "#include <stdlib.h>\n", "")
	case needPkgConfig:
		return found("pkg-config")
	case needXvfb:
		return found("Xvfb")
	case needMingw:
		return found(mingwCompiler)
	case needMesa:
		return hasMesa()
	case needCJK:
		return len(missingRunes(fontDirs(), cjkRunes)) == 0
	case needScripts:
		return len(missingRunes(fontDirs(), scriptRunes)) == 0
	}
	h, ok := headers[n]
	cc := compilerName()
	if !ok || cc == "" || !compiles(cc, h.include, h.link) {
		return false
	}
	if h.module == "" {
		return true
	}
	_, err := command{argv: []string{"pkg-config", "--exists", h.module}}.output()
	return err == nil
}

// missing tries the needs and returns those that the machine lacks.
func missing(needs []need) []need {
	var out []need
	for _, n := range needs {
		if !has(n) {
			out = append(out, n)
		}
	}
	return out
}

// hasMesa looks for Mesa's software renderer where the distributions put it.
func hasMesa() bool {
	for _, pattern := range []string{
		"/usr/lib/*/dri/swrast_dri.so", "/usr/lib/dri/swrast_dri.so", "/usr/lib64/dri/swrast_dri.so",
		"/usr/lib/*/dri/libdril_dri.so", "/usr/lib/dri/libdril_dri.so", "/usr/lib64/dri/libdril_dri.so",
		"/usr/lib/*/libgallium*.so", "/usr/lib/libgallium*.so", "/usr/lib64/libgallium*.so",
		"/usr/lib/xorg/modules/dri/swrast_dri.so",
	} {
		if names, err := filepath.Glob(pattern); err == nil && len(names) > 0 {
			return true
		}
	}
	return false
}

// One letter of each script that a name in the demo book is written in.
const (
	cjkRunes    = "汉漢あ한"
	scriptRunes = "عאกअአ"
)

// fontDirs are the folders that Fyne searches for fonts on this system.
func fontDirs() []string {
	if runtime.GOOS != "linux" {
		return nil
	}
	dirs := []string{"/usr/share/fonts", "/usr/local/share/fonts"}
	if home, err := os.UserHomeDir(); err == nil {
		dirs = append(dirs, filepath.Join(home, ".fonts"), filepath.Join(home, ".local", "share", "fonts"))
	}
	return dirs
}

// missingRunes reads the fonts under the folders and returns the letters that
// none of them can draw. It stops as soon as all are found.
func missingRunes(dirs []string, want string) []rune {
	left := []rune(want)
	for _, dir := range dirs {
		// A folder that is not there, or a file that cannot be read, holds
		// no letters: the walk goes on.
		_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() && d.Type()&os.ModeSymlink == 0 {
				return nil
			}
			switch strings.ToLower(filepath.Ext(path)) {
			case ".ttf", ".otf", ".ttc", ".otc":
				left = without(path, left)
			}
			if len(left) == 0 {
				return filepath.SkipAll
			}
			return nil
		})
	}
	return left
}

// without returns the letters that the font file cannot draw.
func without(path string, letters []rune) []rune {
	f, err := os.Open(path)
	if err != nil {
		return letters
	}
	defer f.Close()
	fonts, err := sfnt.ParseCollectionReaderAt(f)
	if err != nil || fonts.NumFonts() == 0 {
		return letters
	}
	font, err := fonts.Font(0)
	if err != nil {
		return letters
	}
	var buf sfnt.Buffer
	var left []rune
	for _, r := range letters {
		if i, err := font.GlyphIndex(&buf, r); err != nil || i == 0 {
			left = append(left, r)
		}
	}
	return left
}
