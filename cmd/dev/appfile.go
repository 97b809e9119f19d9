package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/BurntSushi/toml"
)

// appInfo is what FyneApp.toml says about the program.
type appInfo struct {
	Name    string // shown under the icon
	ID      string // reverse-domain identifier
	Version string // three numbers, as in 1.2.3
	Build   int    // counts the packages of one version
}

var (
	versionForm = regexp.MustCompile(`^\d{1,5}\.\d{1,5}\.\d{1,5}$`)
	idForm      = regexp.MustCompile(`^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$`)
)

// parseApp reads the text of FyneApp.toml. Every field is required: a package
// without a version or an id could not be told from another.
func parseApp(text string) (appInfo, error) {
	var file struct {
		Details appInfo
	}
	if _, err := toml.Decode(text, &file); err != nil {
		return appInfo{}, fmt.Errorf("FyneApp.toml: %w", err)
	}
	a := file.Details
	switch {
	case a.Name == "":
		return appInfo{}, fmt.Errorf("FyneApp.toml: Details.Name is missing")
	case !idForm.MatchString(a.ID):
		return appInfo{}, fmt.Errorf("FyneApp.toml: Details.ID %q is no dotted identifier", a.ID)
	case !versionForm.MatchString(a.Version):
		return appInfo{}, fmt.Errorf("FyneApp.toml: Details.Version %q is not of the form 1.2.3", a.Version)
	case a.Build < 1:
		return appInfo{}, fmt.Errorf("FyneApp.toml: Details.Build must be 1 or more")
	}
	return a, nil
}

// readApp reads FyneApp.toml of the checkout.
func readApp(root string) (appInfo, error) {
	text, err := os.ReadFile(filepath.Join(root, "FyneApp.toml"))
	if err != nil {
		return appInfo{}, err
	}
	return parseApp(string(text))
}
