package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// windowNeeds are the things without which the window cannot be built here.
func windowNeeds(goos string) []need {
	switch goos {
	case "linux":
		return []need{needCompiler, needPkgConfig, needGL, needX11, needWayland, needXKB}
	default:
		return []need{needCompiler}
	}
}

// headlessNeeds are the further things to start a window where no display is.
var headlessNeeds = []need{needXvfb, needMesa}

// fontNeeds are the things without which the window opens but some names show
// as boxes.
var fontNeeds = []need{needCJK, needScripts}

// errNeeds says that something is missing that we could not install.
var errNeeds = errors.New("the machine lacks what this needs (see above)")

// hint is the one command that a person types where we do not install
// ourselves: macOS and Windows.
func hint(goos string) string {
	switch goos {
	case "darwin":
		return "xcode-select --install"
	case "windows":
		return "winget install -e --id BrechtSanders.WinLibs.POSIX.UCRT"
	}
	return ""
}

// privileges tells how we may change the system.
func privileges() privilege {
	switch {
	case os.Geteuid() == 0:
		return privRoot
	case found("sudo"):
		return privSudo
	}
	return privNone
}

// provide looks for the needs and installs what is missing, after it has
// printed the exact commands. It returns errNeeds when something stays
// missing, having said what to type.
func provide(needs []need) error {
	lacking := missing(needs)
	if len(lacking) == 0 {
		return nil
	}
	fmt.Printf("missing here: %s\n", join(lacking))
	if runtime.GOOS != "linux" {
		if h := hint(runtime.GOOS); h != "" {
			fmt.Printf("type this, then open a new terminal and try again:\n\n    %s\n\n", h)
		}
		return errNeeds
	}
	release, err := os.ReadFile("/etc/os-release")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	m, ok := chooseManager(string(release), found)
	if !ok {
		fmt.Println("no package manager of ours is here (apt, dnf, pacman, zypper, apk): install them by hand")
		return errNeeds
	}
	p := privileges()
	steps, unknown := m.installSteps(lacking, p)
	if len(unknown) > 0 {
		fmt.Printf("%s has no package for: %s\n", m.name, join(unknown))
	}
	if len(steps) == 0 {
		return errNeeds
	}
	if p == privNone {
		steps, _ = m.installSteps(lacking, privRoot)
		fmt.Printf("type this as root, then try again:\n\n    %s\n\n", oneLine(steps))
		return errNeeds
	}
	return installAndCheck(steps, lacking)
}

// installAndCheck runs the steps and tries the needs again: only the second
// look says that they are there.
func installAndCheck(steps []command, lacking []need) error {
	fmt.Printf("installing them with:\n\n    %s\n\n", oneLine(steps))
	for _, s := range steps {
		if err := s.run(); err != nil {
			fmt.Printf("that did not work; type it yourself and look at what it says:\n\n    %s\n\n", oneLine(steps))
			return fmt.Errorf("%w: %w", errNeeds, err)
		}
	}
	if still := missing(lacking); len(still) > 0 {
		fmt.Printf("installed, and yet not found: %s\n", join(still))
		return errNeeds
	}
	return nil
}

// provideFonts is provide for fonts, whose absence is worth a word and no
// more. What could not be had once is not tried again at every start: a file
// in build/ remembers it.
func provideFonts(root string) {
	lacking := missing(fontNeeds)
	if runtime.GOOS != "linux" || len(lacking) == 0 {
		return
	}
	mark := filepath.Join(root, "build", "fonts-missing")
	if _, err := os.Stat(mark); err == nil {
		fmt.Printf("going on without %s (delete %s to try again)\n", join(lacking), mark)
		return
	}
	for _, n := range lacking {
		err := provide([]need{n})
		if err == nil {
			continue
		}
		fmt.Printf("going on without %s: some names may show as boxes (%v)\n", n, err)
		err = errors.Join(os.MkdirAll(filepath.Dir(mark), 0o755), os.WriteFile(mark, []byte(n+"\n"), 0o644))
		if err != nil {
			fmt.Println(err)
		}
	}
}

func join(needs []need) string {
	words := make([]string, len(needs))
	for i, n := range needs {
		words[i] = string(n)
	}
	return strings.Join(words, ", ")
}

// setup gets all that the window, its fonts and the tests need.
func setup(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("setup takes no arguments")
	}
	needs := windowNeeds(runtime.GOOS)
	if runtime.GOOS == "linux" {
		needs = append(needs, headlessNeeds...)
	}
	root, err := repoRoot()
	if err != nil {
		return err
	}
	if err := provide(needs); err != nil {
		return err
	}
	provideFonts(root)
	fmt.Println("everything is here")
	return nil
}
