package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The text of os-release as the distributions write it, cut to what counts.
const (
	debian   = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"
	mint     = "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"
	fedora   = "NAME=\"Fedora Linux\"\nID=fedora\nVERSION_ID=43\n"
	rocky    = "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"
	arch     = "ID=arch\nBUILD_ID=rolling\n"
	endeavor = "ID=endeavouros\nID_LIKE='arch'\n"
	leap     = "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n"
	alpine   = "ID=alpine\n"
	unheard  = "ID=unheard\n"
)

func TestChooseManager(t *testing.T) {
	all := func(string) bool { return true }
	only := func(names ...string) func(string) bool {
		return func(n string) bool { return slices.Contains(names, n) }
	}
	for _, c := range []struct {
		release string
		has     func(string) bool
		want    string
	}{
		{debian, all, "apt"},
		{mint, all, "apt"},
		{fedora, all, "dnf"},
		{rocky, all, "dnf"},
		{arch, all, "pacman"},
		{endeavor, all, "pacman"},
		{leap, all, "zypper"},
		{alpine, all, "apk"},
		// An unknown system, or one whose usual program is not there.
		{unheard, only("apk"), "apk"},
		{fedora, only("zypper"), "zypper"},
		{"", only("pacman"), "pacman"},
		{debian, only(), ""},
	} {
		m, ok := chooseManager(c.release, c.has)
		if m.name != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q, want %q", c.release, m.name, c.want)
		}
	}
}

func TestInstallSteps(t *testing.T) {
	choose := func(release string) manager {
		m, _ := chooseManager(release, func(string) bool { return true })
		return m
	}
	for _, c := range []struct {
		release string
		needs   []need
		as      privilege
		want    string
	}{
		{
			debian,
			[]need{needCompiler, needGL},
			privRoot,
			"DEBIAN_FRONTEND=noninteractive apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gcc libc6-dev libgl1-mesa-dev",
		},
		{
			mint,
			[]need{needXKB},
			privSudo,
			"sudo env DEBIAN_FRONTEND=noninteractive apt-get update && sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libxkbcommon-dev",
		},
		{fedora, []need{needWayland}, privSudo, "sudo dnf install -y wayland-devel"},
		{arch, []need{needGL, needMesa}, privRoot, "pacman -Sy --needed --noconfirm libglvnd mesa"},
		{leap, []need{needXvfb}, privSudo, "sudo zypper --non-interactive install --no-recommends xorg-x11-server-Xvfb"},
		{alpine, []need{needCompiler}, privRoot, "apk add --no-cache gcc musl-dev"},
	} {
		steps, unknown := choose(c.release).installSteps(c.needs, c.as)
		if got := oneLine(steps); got != c.want || len(unknown) > 0 {
			t.Errorf("got  %s\nwant %s (unknown: %v)", got, c.want, unknown)
		}
	}
}

func TestInstallStepsNameWhatHasNoPackage(t *testing.T) {
	m := manager{install: []string{"get"}, packages: map[need][]string{needGL: {"gl"}}}
	steps, unknown := m.installSteps([]need{needXvfb}, privRoot)
	if len(steps) != 0 || !slices.Equal(unknown, []need{needXvfb}) {
		t.Errorf("%v, %v", steps, unknown)
	}
}

func TestEveryManagerKnowsEveryNeed(t *testing.T) {
	needs := slices.Concat(windowNeeds("linux"), headlessNeeds, fontNeeds, []need{needMingw})
	for _, m := range managers {
		for _, n := range needs {
			if len(m.packages[n]) == 0 {
				t.Errorf("%s has no package for %s", m.name, n)
			}
		}
	}
}

func TestCommandIsTypedAsPrinted(t *testing.T) {
	c := command{env: []string{"A=b c"}, argv: []string{"go", "build", "-ldflags", "-s -w", "it's", ""}}
	if got, want := c.String(), `A='b c' go build -ldflags '-s -w' 'it'\''s' ''`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestHasDisplay(t *testing.T) {
	none := func(string) string { return "" }
	wayland := func(k string) string { return map[string]string{"WAYLAND_DISPLAY": "wayland-0"}[k] }
	if hasDisplay("linux", none) || !hasDisplay("linux", wayland) || !hasDisplay("windows", none) {
		t.Error("a display is where DISPLAY or WAYLAND_DISPLAY is set, and always on other systems")
	}
}

func TestParseApp(t *testing.T) {
	const good = "[Details]\nName = \"A\"\nID = \"local.a.b\"\nVersion = \"1.2.3\"\nBuild = 4\n"
	got, err := parseApp(good)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(appInfo{"A", "local.a.b", "1.2.3", 4}, got); diff != "" {
		t.Error(diff)
	}
	for _, change := range [][2]string{
		{"1.2.3", "1.2"},
		{"1.2.3", "v1.2.3"},
		{"local.a.b", "no id"},
		{"Name = \"A\"", ""},
		{"Build = 4", ""},
		{"[Details]", "[Details"},
	} {
		if _, err := parseApp(strings.Replace(good, change[0], change[1], 1)); err == nil {
			t.Errorf("%q instead of %q passes", change[1], change[0])
		}
	}
}

func TestOurOwnApp(t *testing.T) {
	root, err := repoRoot()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readApp(root); err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "fyneDo = true") {
		t.Error("FyneApp.toml does not set fyneDo, without which Fyne moves calls between threads by itself")
	}
}

// square is a drawing whose one colour is easy to find again.
const square = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect x="0" y="0" width="10" height="10" fill="#336699"/></svg>`

func TestRender(t *testing.T) {
	img, err := render([]byte(square), 24)
	if err != nil {
		t.Fatal(err)
	}
	if c := img.RGBAAt(12, 12); c.R != 0x33 || c.G != 0x66 || c.B != 0x99 || c.A != 0xff {
		t.Errorf("the middle is %v", c)
	}
	if _, err := render([]byte("no drawing"), 24); err == nil {
		t.Error("what is no drawing passes")
	}
}

func TestICOComesBack(t *testing.T) {
	data, err := iconSet([]byte(square), icoSizes, writeICO)
	if err != nil {
		t.Fatal(err)
	}
	pictures, err := readICO(data)
	if err != nil {
		t.Fatal(err)
	}
	var sides []int
	for _, p := range pictures {
		img, err := png.Decode(bytes.NewReader(p.png))
		if err != nil {
			t.Fatal(err)
		}
		if img.Bounds().Dx() != p.side || img.Bounds().Dy() != p.side {
			t.Errorf("the entry says %d, the picture is %v", p.side, img.Bounds())
		}
		sides = append(sides, p.side)
	}
	if diff := cmp.Diff(icoSizes, sides); diff != "" {
		t.Error(diff)
	}
	for _, broken := range [][]byte{nil, data[:20], data[:len(data)-1], append([]byte{1}, data[1:]...)} {
		if _, err := readICO(broken); err == nil {
			t.Errorf("%d broken bytes pass", len(broken))
		}
	}
	if _, err := writeICO([]picture{{side: 512}}); err == nil {
		t.Error("a picture too big for an ICO passes")
	}
}

func TestICNS(t *testing.T) {
	data, err := writeICNS([]picture{{16, []byte("abc")}, {1024, []byte("d")}})
	if err != nil {
		t.Fatal(err)
	}
	if want := "icns\x00\x00\x00\x1cicp4\x00\x00\x00\x0babcic10\x00\x00\x00\x09d"; string(data) != want {
		t.Errorf("%q, want %q", data, want)
	}
	if _, err := writeICNS([]picture{{side: 17}}); err == nil {
		t.Error("a size that macOS does not know passes")
	}
}

func TestIconsAreUpToDate(t *testing.T) {
	root, err := repoRoot()
	if err != nil {
		t.Fatal(err)
	}
	svg, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(drawing)))
	if err != nil {
		t.Fatal(err)
	}
	want, err := render(svg, 512)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(root, "assets", "icons", "dragoman.png"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	// Other processors round otherwise: compare what the eye sees.
	for y := 4; y < 512; y += 8 {
		for x := 4; x < 512; x += 8 {
			r1, g1, b1, a1 := want.At(x, y).RGBA()
			r2, g2, b2, a2 := got.At(x, y).RGBA()
			for _, d := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}, {a1, a2}} {
				if max(d[0], d[1])-min(d[0], d[1]) > 0x0800 {
					t.Fatalf("dragoman.png differs from the drawing at %d,%d: go run ./cmd/dev icons", x, y)
				}
			}
		}
	}
}
