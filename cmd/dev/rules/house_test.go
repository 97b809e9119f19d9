package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// root is the repository, seen from this folder.
const root = "../../.."

// report fails the test with each breach on a line of its own.
func report(t *testing.T, breaches []Breach) {
	t.Helper()
	for _, b := range breaches {
		t.Error(b)
	}
}

func house(t *testing.T) []Source {
	t.Helper()
	sources, err := GoSources(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) < 20 {
		t.Fatalf("found %d Go files: the checks would look at nothing", len(sources))
	}
	return sources
}

func TestHouseKeepsItsArrows(t *testing.T) { report(t, Arrows(house(t))) }

func TestHouseKeepsItsThreads(t *testing.T) { report(t, Threads(house(t))) }

func TestHouseKeepsItsWords(t *testing.T) { report(t, Words(house(t))) }

func TestHouseScalesOnce(t *testing.T) { report(t, Sizes(house(t))) }

func TestHeadlessProgramsLinkNoWindow(t *testing.T) {
	for _, program := range []string{"cmd/dragomanctl", "cmd/dev"} {
		t.Run(program, func(t *testing.T) {
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(program))); err != nil {
				t.Skip("the program is not there")
			}
			deps, err := Deps(root, "./"+program)
			if err != nil {
				t.Fatal(err)
			}
			if len(deps) < 20 {
				t.Fatalf("go list named %d packages: the check would look at nothing", len(deps))
			}
			report(t, Headless(program, deps))
		})
	}
}

func TestHouseIsPermissivelyLicensed(t *testing.T) {
	used, err := Used(root)
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := Shipped(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(used) < 10 || len(shipped) < 10 {
		t.Fatalf("go list named %d modules used and %d shipped: the check would look at nothing", len(used), len(shipped))
	}
	report(t, Licences(tidy(append(used, shipped...)), shipped))
}

func TestNoticesAreUpToDate(t *testing.T) {
	want, err := Notices(root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, "assets", "NOTICES.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Error("assets/NOTICES.txt does not name what is shipped: go run ./cmd/dev notices")
	}
}

func TestLibcIsTheDriversOwn(t *testing.T) {
	ours, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := output(root, nil, "go", "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	drivers, err := os.ReadFile(strings.TrimSpace(file))
	if err != nil {
		t.Fatal(err)
	}
	report(t, LibcVersion(string(ours), string(drivers)))
	// The file may ask for one version and the build list hold a later one.
	built, err := output(root, nil, "go", "list", "-m", "-f", "\tmodernc.org/libc {{.Version}}", "modernc.org/libc")
	if err != nil {
		t.Fatal(err)
	}
	report(t, LibcVersion(built, string(drivers)))
}

func TestTopLevelIsTheOneWeKnow(t *testing.T) {
	files, err := Files(root)
	if err != nil {
		t.Fatal(err)
	}
	report(t, TopLevel(files))
}

func TestHouseNamesNoMachine(t *testing.T) {
	files, err := Files(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f)))
		if err != nil {
			t.Fatal(err)
		}
		// Pictures and fonts are no texts; licences of others are theirs.
		if !utf8.Valid(text) || f == "assets/NOTICES.txt" {
			continue
		}
		report(t, Portable(f, string(text)))
	}
}
