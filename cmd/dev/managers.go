package main

import (
	"bufio"
	"slices"
	"strings"
)

// manager is a system's package manager and what it calls the things that we
// look for. A need without an entry has no package there.
type manager struct {
	name     string
	program  string
	systems  []string // ID and ID_LIKE words of os-release
	refresh  []string // words that fetch the list of packages, where that is a step of its own
	install  []string // words that install without a question
	env      []string
	packages map[need][]string
}

// need names one thing that a verb requires of the machine.
type need string

// The things that we look for. Each is found by trying it, see probe.go.
const (
	needCompiler  need = "C compiler"
	needPkgConfig need = "pkg-config"
	needGL        need = "OpenGL headers"
	needX11       need = "X11 headers"
	needWayland   need = "Wayland headers"
	needXKB       need = "xkbcommon headers"
	needXvfb      need = "Xvfb"
	needMesa      need = "software OpenGL"
	needCJK       need = "Chinese, Japanese and Korean fonts"
	needScripts   need = "fonts for other scripts"
	needMingw     need = "mingw-w64"
)

var managers = []manager{
	{
		name: "apt", program: "apt-get", systems: []string{"debian", "ubuntu"},
		refresh: []string{"apt-get", "update"},
		install: []string{"apt-get", "install", "-y", "--no-install-recommends"},
		env:     []string{"DEBIAN_FRONTEND=noninteractive"},
		packages: map[need][]string{
			needCompiler:  {"gcc", "libc6-dev"},
			needPkgConfig: {"pkg-config"},
			needGL:        {"libgl1-mesa-dev"},
			needX11:       {"xorg-dev"},
			needWayland:   {"libwayland-dev"},
			needXKB:       {"libxkbcommon-dev"},
			needXvfb:      {"xvfb"},
			needMesa:      {"libgl1-mesa-dri"},
			needCJK:       {"fonts-noto-cjk"},
			needScripts:   {"fonts-noto-core"},
			needMingw:     {"gcc-mingw-w64-x86-64"},
		},
	},
	{
		name: "dnf", program: "dnf", systems: []string{"fedora", "rhel", "centos"},
		install: []string{"dnf", "install", "-y"},
		packages: map[need][]string{
			needCompiler:  {"gcc", "glibc-devel"},
			needPkgConfig: {"pkgconf-pkg-config"},
			needGL:        {"mesa-libGL-devel"},
			needX11:       {"libX11-devel", "libXcursor-devel", "libXrandr-devel", "libXinerama-devel", "libXi-devel", "libXxf86vm-devel"},
			needWayland:   {"wayland-devel"},
			needXKB:       {"libxkbcommon-devel"},
			needXvfb:      {"xorg-x11-server-Xvfb"},
			needMesa:      {"mesa-dri-drivers"},
			needCJK:       {"google-noto-sans-cjk-fonts"},
			needScripts:   {"google-noto-sans-arabic-fonts", "google-noto-sans-devanagari-fonts", "google-noto-sans-ethiopic-fonts", "google-noto-sans-hebrew-fonts", "google-noto-sans-thai-fonts"},
			needMingw:     {"mingw64-gcc"},
		},
	},
	{
		name: "pacman", program: "pacman", systems: []string{"arch", "archlinux", "manjaro"},
		install: []string{"pacman", "-Sy", "--needed", "--noconfirm"},
		packages: map[need][]string{
			needCompiler:  {"gcc"},
			needPkgConfig: {"pkgconf"},
			needGL:        {"libglvnd", "mesa"},
			needX11:       {"libx11", "libxcursor", "libxrandr", "libxinerama", "libxi", "libxxf86vm"},
			needWayland:   {"wayland"},
			needXKB:       {"libxkbcommon"},
			needXvfb:      {"xorg-server-xvfb"},
			needMesa:      {"mesa"},
			needCJK:       {"noto-fonts-cjk"},
			needScripts:   {"noto-fonts"},
			needMingw:     {"mingw-w64-gcc"},
		},
	},
	{
		name: "zypper", program: "zypper", systems: []string{"suse", "opensuse", "opensuse-leap", "opensuse-tumbleweed", "sles"},
		install: []string{"zypper", "--non-interactive", "install", "--no-recommends"},
		packages: map[need][]string{
			needCompiler:  {"gcc", "glibc-devel"},
			needPkgConfig: {"pkg-config"},
			needGL:        {"Mesa-libGL-devel"},
			needX11:       {"libX11-devel", "libXcursor-devel", "libXrandr-devel", "libXinerama-devel", "libXi-devel", "libXxf86vm-devel"},
			needWayland:   {"wayland-devel"},
			needXKB:       {"libxkbcommon-devel"},
			needXvfb:      {"xorg-x11-server-Xvfb"},
			needMesa:      {"Mesa-dri"},
			needCJK:       {"google-noto-sans-cjk-fonts"},
			needScripts:   {"google-noto-fonts"},
			needMingw:     {"mingw64-cross-gcc"},
		},
	},
	{
		name: "apk", program: "apk", systems: []string{"alpine", "postmarketos"},
		install: []string{"apk", "add", "--no-cache"},
		packages: map[need][]string{
			needCompiler:  {"gcc", "musl-dev"},
			needPkgConfig: {"pkgconf"},
			needGL:        {"mesa-dev"},
			needX11:       {"libx11-dev", "libxcursor-dev", "libxrandr-dev", "libxinerama-dev", "libxi-dev", "libxxf86vm-dev"},
			needWayland:   {"wayland-dev"},
			needXKB:       {"libxkbcommon-dev"},
			needXvfb:      {"xvfb"},
			needMesa:      {"mesa-dri-gallium"},
			needCJK:       {"font-noto-cjk"},
			needScripts:   {"font-noto", "font-noto-arabic", "font-noto-devanagari", "font-noto-ethiopic", "font-noto-hebrew", "font-noto-thai"},
			needMingw:     {"mingw-w64-gcc"},
		},
	},
}

// osRelease reads the ID and ID_LIKE words from the text of os-release(5), the
// most particular first.
func osRelease(text string) []string {
	var id, like []string
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		key, value, ok := strings.Cut(strings.TrimSpace(lines.Text()), "=")
		if !ok {
			continue
		}
		words := strings.Fields(strings.ToLower(strings.Trim(value, `"'`)))
		switch key {
		case "ID":
			id = words
		case "ID_LIKE":
			like = words
		}
	}
	return append(id, like...)
}

// chooseManager picks the package manager for a system with that os-release
// text: the one its words name if the program is there, else the first one
// whose program is there.
func chooseManager(release string, has func(program string) bool) (manager, bool) {
	for _, word := range osRelease(release) {
		for _, m := range managers {
			if slices.Contains(m.systems, word) && has(m.program) {
				return m, true
			}
		}
	}
	for _, m := range managers {
		if has(m.program) {
			return m, true
		}
	}
	return manager{}, false
}

// privilege is how a command that changes the system may be run.
type privilege int

// The ways to change the system.
const (
	privRoot privilege = iota // we are root
	privSudo                  // through sudo
	privNone                  // not at all: the user must type it
)

// installSteps composes the commands that install the packages for the needs,
// in the order given, each package once. Needs without a package are returned.
func (m manager) installSteps(needs []need, p privilege) (steps []command, unknown []need) {
	var names []string
	for _, n := range needs {
		pkgs := m.packages[n]
		if len(pkgs) == 0 {
			unknown = append(unknown, n)
		}
		for _, pkg := range pkgs {
			if !slices.Contains(names, pkg) {
				names = append(names, pkg)
			}
		}
	}
	if len(names) == 0 {
		return nil, unknown
	}
	if len(m.refresh) > 0 {
		steps = append(steps, m.as(p, m.refresh))
	}
	return append(steps, m.as(p, slices.Concat(m.install, names))), unknown
}

// as puts sudo before the words where that is needed. The environment goes
// through env(1), since sudo does not hand ours on.
func (m manager) as(p privilege, words []string) command {
	if p == privRoot {
		return command{env: m.env, argv: words}
	}
	argv := []string{"sudo"}
	if len(m.env) > 0 {
		argv = append(append(argv, "env"), m.env...)
	}
	return command{argv: append(argv, words...)}
}

// oneLine joins the steps into what one would type at a shell prompt.
func oneLine(steps []command) string {
	lines := make([]string, len(steps))
	for i, s := range steps {
		lines[i] = s.String()
	}
	return strings.Join(lines, " && ")
}
