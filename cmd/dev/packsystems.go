package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// winresTool makes the object file that carries icon, manifest and version.
const winresTool = "github.com/tc-hib/go-winres@v0.3.3"

// mingwCompiler builds Windows programs on other systems.
const mingwCompiler = "x86_64-w64-mingw32-gcc"

// windows makes the zip for Windows: on Linux with mingw-w64, on Windows with
// the gcc that is there.
func (p *packer) windows(out string) (string, error) {
	env := []string{"GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=1"}
	switch runtime.GOOS {
	case "windows":
		if err := provide([]need{needCompiler}); err != nil {
			return "", err
		}
	default:
		if err := provide([]need{needMingw}); err != nil {
			return "", err
		}
		env = append(env, "CC="+mingwCompiler)
	}
	if err := p.windowsResources(); err != nil {
		return "", err
	}
	window, err := p.build("dragoman", windowTags, "-H windowsgui -extldflags=-static", env...)
	if err != nil {
		return "", err
	}
	ctl, err := p.build("dragomanctl", windowTags, "", "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	if err != nil {
		return "", err
	}
	items, err := p.papers()
	if err != nil {
		return "", err
	}
	items = append([]packItem{{"dragoman.exe", window, true}, {"dragomanctl.exe", ctl, true}}, items...)
	file := filepath.Join(out, p.folder()+"-windows-amd64.zip")
	return file, writeZip(file, p.folder(), items)
}

// windowsResources writes the .syso files beside both mains. The go command
// links them by their names.
func (p *packer) windowsResources() error {
	ico, err := iconSet(p.svg, icoSizes, writeICO)
	if err != nil {
		return err
	}
	icon := filepath.Join(p.tree, "build-icon.ico")
	if err := os.WriteFile(icon, ico, 0o644); err != nil {
		return err
	}
	version := p.app.Version + "." + strconv.Itoa(p.app.Build)
	for _, m := range []struct{ cmd, manifest string }{{"dragoman", "gui"}, {"dragomanctl", "cli"}} {
		c := command{dir: p.tree, argv: []string{
			"go", "run", winresTool, "simply", "--arch", "amd64", "--icon", icon, "--manifest", m.manifest,
			"--product-name", p.app.Name, "--file-description", p.app.Name, "--original-filename", m.cmd + ".exe",
			"--product-version", version, "--file-version", version,
			"--out", filepath.Join(p.tree, "cmd", m.cmd, "rsrc"),
		}}
		if err := c.run(); err != nil {
			return err
		}
	}
	return nil
}

// linux makes the tarball, laid out like a prefix: copied into /usr/local or
// ~/.local the desktop finds entry and icons by itself.
func (p *packer) linux(out string) (string, error) {
	if runtime.GOOS != "linux" {
		return "", errors.New("the Linux package is made on Linux: the window links against its GL and X11")
	}
	if err := provide(windowNeeds("linux")); err != nil {
		return "", err
	}
	window, err := p.build("dragoman", windowTags, "", "CGO_ENABLED=1")
	if err != nil {
		return "", err
	}
	ctl, err := p.build("dragomanctl", windowTags, "", "CGO_ENABLED=0")
	if err != nil {
		return "", err
	}
	items := []packItem{
		{"bin/dragoman", window, true},
		{"bin/dragomanctl", ctl, true},
		{"share/applications/" + p.app.ID + ".desktop", []byte(desktopEntry(p.app)), false},
		{"share/icons/hicolor/scalable/apps/" + p.app.ID + ".svg", p.svg, false},
	}
	for _, side := range []int{16, 24, 32, 48, 64, 128, 256, 512} {
		data, err := renderPNG(p.svg, side)
		if err != nil {
			return "", err
		}
		items = append(items, packItem{fmt.Sprintf("share/icons/hicolor/%dx%d/apps/%s.png", side, side, p.app.ID), data, false})
	}
	papers, err := p.papers()
	if err != nil {
		return "", err
	}
	for _, f := range papers {
		f.name = "share/doc/dragoman/" + f.name
		items = append(items, f)
	}
	file := filepath.Join(out, p.folder()+"-linux-"+runtime.GOARCH+".tar.gz")
	return file, writeTar(file, p.folder(), items)
}

// desktopEntry is the file by which a Linux desktop lists the program. It has
// a name and no sentence, so that there is nothing to translate.
func desktopEntry(a appInfo) string {
	return "[Desktop Entry]\nType=Application\nVersion=1.5\nName=" + a.Name +
		"\nExec=dragoman\nIcon=" + a.ID + "\nTerminal=false\nCategories=Office;ContactManagement;\n" +
		"StartupWMClass=" + a.Name + "\n"
}

// macos makes the application bundle. Only a Mac can: the window links
// against Apple's frameworks.
func (p *packer) macos(out string) (string, error) {
	if runtime.GOOS != "darwin" {
		return "", errors.New("the macOS package is made on a Mac: the window links against Apple's frameworks")
	}
	if err := provide(windowNeeds("darwin")); err != nil {
		return "", err
	}
	window, err := p.build("dragoman", windowTags, "", "CGO_ENABLED=1")
	if err != nil {
		return "", err
	}
	ctl, err := p.build("dragomanctl", windowTags, "", "CGO_ENABLED=0")
	if err != nil {
		return "", err
	}
	items, err := p.bundle(window, ctl)
	if err != nil {
		return "", err
	}
	file := filepath.Join(out, p.folder()+"-macos-"+runtime.GOARCH+".zip")
	return file, writeZip(file, p.folder(), items)
}

// bundle lays out the .app folder around the two programs.
func (p *packer) bundle(window, ctl []byte) ([]packItem, error) {
	icns, err := iconSet(p.svg, icnsSizes, writeICNS)
	if err != nil {
		return nil, err
	}
	plist, err := infoPlist(p.app)
	if err != nil {
		return nil, err
	}
	papers, err := p.papers()
	if err != nil {
		return nil, err
	}
	contents := p.app.Name + ".app/Contents/"
	return append([]packItem{
		{contents + "Info.plist", plist, false},
		{contents + "PkgInfo", []byte("APPL????"), false},
		{contents + "MacOS/dragoman", window, true},
		{contents + "Resources/dragoman.icns", icns, false},
		{"dragomanctl", ctl, true},
	}, papers...), nil
}

// infoPlist is the bundle's description of itself.
func infoPlist(a appInfo) ([]byte, error) {
	var b strings.Builder
	b.WriteString(xml.Header)
	b.WriteString(`<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">` + "\n")
	b.WriteString("<plist version=\"1.0\">\n<dict>\n")
	for _, kv := range [][2]string{
		{"CFBundleName", a.Name},
		{"CFBundleExecutable", "dragoman"},
		{"CFBundleIdentifier", a.ID},
		{"CFBundleIconFile", "dragoman.icns"},
		{"CFBundlePackageType", "APPL"},
		{"CFBundleShortVersionString", a.Version},
		{"CFBundleVersion", strconv.Itoa(a.Build)},
		{"LSMinimumSystemVersion", "12.0"},
	} {
		var value bytes.Buffer
		if err := xml.EscapeText(&value, []byte(kv[1])); err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "\t<key>%s</key>\n\t<string>%s</string>\n", kv[0], value.String())
	}
	b.WriteString("\t<key>NSHighResolutionCapable</key>\n\t<true/>\n</dict>\n</plist>\n")
	return []byte(b.String()), nil
}
