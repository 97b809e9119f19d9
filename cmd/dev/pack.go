package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"dragoman/cmd/dev/rules"
)

// packItem is one file of an archive.
type packItem struct {
	name string // slash-separated, below the archive's one folder
	data []byte
	exec bool
}

// packer is what the makers of the three archives share: the copied tree that
// they build in, and what the program says about itself.
type packer struct {
	tree string
	app  appInfo
	svg  []byte
}

// pack makes the archive of one system in build/, from a copied tree: the
// build rewrites files beside main, which must not happen in a checkout.
func pack(args []string) error {
	flags := flag.NewFlagSet("package", flag.ContinueOnError)
	system := flags.String("os", defaultSystem(runtime.GOOS), "windows, linux or macos")
	dir := flags.String("out", "", "folder for the archive (default build)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unknown argument %q", flags.Arg(0))
	}
	root, err := repoRoot()
	if err != nil {
		return err
	}
	out := *dir
	if out == "" {
		out = filepath.Join(root, "build")
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	file, err := packSystem(root, *system, out)
	if err != nil {
		return err
	}
	return sayArchive(file)
}

// packSystem makes the archive and returns its path.
func packSystem(root, system, out string) (string, error) {
	tree, err := os.MkdirTemp("", "dragoman-package-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tree)
	p, err := newPacker(root, tree)
	if err != nil {
		return "", err
	}
	switch system {
	case "windows":
		return p.windows(out)
	case "linux":
		return p.linux(out)
	case "macos":
		return p.macos(out)
	}
	return "", fmt.Errorf("--os is windows, linux or macos, not %q", system)
}

func defaultSystem(goos string) string {
	if goos == "darwin" {
		return "macos"
	}
	return goos
}

func newPacker(root, tree string) (*packer, error) {
	app, err := readApp(root)
	if err != nil {
		return nil, err
	}
	if err := copyTree(root, tree); err != nil {
		return nil, err
	}
	svg, err := os.ReadFile(filepath.Join(tree, filepath.FromSlash(drawing)))
	if err != nil {
		return nil, err
	}
	return &packer{tree: tree, app: app, svg: svg}, nil
}

// copyTree copies the files of the checkout, and no others.
func copyTree(from, to string) error {
	files, err := rules.Files(from)
	if err != nil {
		return err
	}
	for _, f := range files {
		target := filepath.Join(to, filepath.FromSlash(f))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		data, err := os.ReadFile(filepath.Join(from, filepath.FromSlash(f)))
		if err != nil {
			return err
		}
		if err := os.WriteFile(target, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// build compiles one of our commands in the copied tree and returns the bytes
// of the program, which knows its version from here. The paths of this machine
// are trimmed from it.
func (p *packer) build(cmd, tags, ldflags string, env ...string) ([]byte, error) {
	out := filepath.Join(p.tree, "built-"+cmd)
	c := command{dir: p.tree, env: env, argv: []string{
		"go", "build", "-buildvcs=false", "-trimpath", "-tags", tags, "-ldflags", strings.TrimSpace("-s -w -X main.version=" + p.app.Version + " " + ldflags), "-o", out, "./cmd/" + cmd,
	}}
	if err := c.run(); err != nil {
		return nil, err
	}
	return os.ReadFile(out)
}

// papers are the texts that go into every archive.
func (p *packer) papers() ([]packItem, error) {
	var items []packItem
	for _, f := range []struct{ from, name string }{{"LICENSE", "LICENSE.txt"}, {noticesFile, "NOTICES.txt"}} {
		data, err := os.ReadFile(filepath.Join(p.tree, filepath.FromSlash(f.from)))
		if err != nil {
			return nil, err
		}
		items = append(items, packItem{name: f.name, data: data})
	}
	return items, nil
}

// folder is the one folder at the top of an archive.
func (p *packer) folder() string { return "dragoman-" + p.app.Version }

// archiveTime is written into the archives instead of the hour of packing, so
// that two packages of one tree differ in nothing.
var archiveTime = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

func (i packItem) mode() os.FileMode {
	if i.exec {
		return 0o755
	}
	return 0o644
}

// writeZip writes the items under one folder.
func writeZip(file, folder string, items []packItem) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z := zip.NewWriter(f)
	for _, i := range items {
		h := &zip.FileHeader{Name: path.Join(folder, i.name), Method: zip.Deflate, Modified: archiveTime}
		h.SetMode(i.mode())
		w, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := w.Write(i.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// writeTar writes the items under one folder, compressed with gzip.
func writeTar(file, folder string, items []packItem) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	g, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(g)
	for _, i := range items {
		h := &tar.Header{Name: path.Join(folder, i.name), Mode: int64(i.mode()), Size: int64(len(i.data)), ModTime: archiveTime, Typeflag: tar.TypeReg}
		if err := t.WriteHeader(h); err != nil {
			return err
		}
		if _, err := t.Write(i.data); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), g.Close())
}

// sayArchive prints where the archive is, its size and its digest.
func sayArchive(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	if err != nil {
		return err
	}
	fmt.Printf("%s\n  size   %s (%d bytes)\n  sha256 %x\n", file, size(float64(n)), n, sum.Sum(nil))
	return nil
}
