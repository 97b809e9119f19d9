package main

import (
	"fmt"
	"os"
	"path/filepath"

	"dragoman/cmd/dev/rules"
)

// noticesFile names the licences of what we hand out; the About page shows it.
const noticesFile = "assets/NOTICES.txt"

// notices writes the licences of everything that we hand out.
func notices(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("notices takes no arguments")
	}
	root, err := repoRoot()
	if err != nil {
		return err
	}
	text, err := rules.Notices(root)
	if err != nil {
		return err
	}
	file := filepath.Join(root, filepath.FromSlash(noticesFile))
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %s\n", file, size(float64(len(text))))
	return nil
}
