package share

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Provider is a service that copies a folder between computers.
type Provider struct {
	Name string // as it calls itself, the same in every language
	// Country is where the company sits that keeps the files, as far as its
	// terms say; "" when no company does, or its users choose. It is shown as
	// a thing to look into, not as a finding.
	Country string
	starts  []string // how its folders begin, in lower case
}

// Providers are the services that we know by their folders, checked 2026-11.
var providers = []*Provider{
	{Name: "OneDrive", Country: "US", starts: []string{"onedrive"}},
	{Name: "Dropbox", Country: "US", starts: []string{"dropbox"}},
	{Name: "iCloud Drive", Country: "US", starts: []string{"iclouddrive", "icloud drive", "com~apple~clouddocs"}},
	{Name: "Google Drive", Country: "US", starts: []string{"google drive", "googledrive", "google-drive", "my drive"}},
	{Name: "Syncthing", starts: []string{"syncthing"}},
	{Name: "Nextcloud", starts: []string{"nextcloud", "owncloud"}},
	{Name: "坚果云 Nutstore", Country: "CN", starts: []string{"nutstore", "坚果云"}},
	{Name: "百度网盘", Country: "CN", starts: []string{"baidusyncdisk", "百度云同步盘", "百度网盘"}},
	{Name: "pCloud", Country: "CH", starts: []string{"pclouddrive", "pcloud"}},
	{Name: "Proton Drive", Country: "CH", starts: []string{"proton drive"}},
	{Name: "MEGA", Country: "NZ", starts: []string{"megasync", "mega"}},
	{Name: "Box", Country: "US", starts: []string{"box sync"}},
	{Name: "Yandex.Disk", Country: "RU", starts: []string{"yandex.disk"}},
}

// ProviderOf names the service whose folder holds dir, by the names of the
// folders on the way to it; nil when none is known.
func ProviderOf(dir string) *Provider {
	for _, part := range strings.FieldsFunc(strings.ToLower(dir), func(r rune) bool { return r == '/' || r == '\\' }) {
		for _, p := range providers {
			if slices.ContainsFunc(p.starts, func(s string) bool {
				return part == s || strings.HasPrefix(part, s) && strings.ContainsAny(part[len(s):len(s)+1], " -_.(（")
			}) {
				return p
			}
		}
	}
	for d := dir; d != filepath.Dir(d); d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, ".stfolder")); err == nil {
			return named("Syncthing")
		}
	}
	return nil
}

func named(name string) *Provider {
	for _, p := range providers {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Cloud is a folder on this computer that a service copies.
type Cloud struct {
	Provider *Provider
	Dir      string
}

// Clouds are the folders of services on this computer, in the order of
// providers. Only what is there is named.
func Clouds() []Cloud {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	var out []Cloud
	add := func(p *Provider, dir string) {
		if i, err := os.Stat(dir); p == nil || err != nil || !i.IsDir() {
			return
		}
		if !slices.ContainsFunc(out, func(c Cloud) bool { return same(c.Dir, dir) }) {
			out = append(out, Cloud{p, dir})
		}
	}
	for _, v := range []string{"OneDriveConsumer", "OneDriveCommercial", "OneDrive"} {
		add(named("OneDrive"), os.Getenv(v))
	}
	for _, dir := range fromDropbox(home) {
		add(named("Dropbox"), dir)
	}
	for _, dir := range fromSyncthing(home) {
		add(named("Syncthing"), dir)
	}
	for _, dir := range []string{home, filepath.Join(home, "Library", "CloudStorage"), filepath.Join(home, "Library", "Mobile Documents")} {
		files, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, f := range files {
			p := ProviderOf(f.Name())
			d := filepath.Join(dir, f.Name())
			if my := filepath.Join(d, "My Drive"); p == named("Google Drive") && isDir(my) {
				d = my
			}
			add(p, d)
		}
	}
	if runtime.GOOS == "windows" {
		for drive := 'D'; drive <= 'Z'; drive++ {
			add(named("Google Drive"), string(drive)+`:\My Drive`)
		}
	}
	slices.SortStableFunc(out, func(a, b Cloud) int {
		return slices.Index(providers, a.Provider) - slices.Index(providers, b.Provider)
	})
	return out
}

func isDir(p string) bool {
	i, err := os.Stat(p)
	return err == nil && i.IsDir()
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// fromDropbox reads where Dropbox says its folders are.
func fromDropbox(home string) (out []string) {
	for _, dir := range []string{filepath.Join(home, ".dropbox"), filepath.Join(os.Getenv("APPDATA"), "Dropbox"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Dropbox")} {
		text, err := os.ReadFile(filepath.Join(dir, "info.json"))
		if err != nil {
			continue
		}
		var accounts map[string]struct {
			Path string `json:"path"`
		}
		if json.Unmarshal(text, &accounts) != nil {
			continue
		}
		for _, a := range accounts {
			out = append(out, a.Path)
		}
	}
	slices.Sort(out)
	return out
}

// fromSyncthing reads which folders Syncthing copies.
func fromSyncthing(home string) (out []string) {
	for _, dir := range []string{
		filepath.Join(home, ".local", "state", "syncthing"), filepath.Join(home, ".config", "syncthing"),
		filepath.Join(home, "Library", "Application Support", "Syncthing"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Syncthing"),
	} {
		text, err := os.ReadFile(filepath.Join(dir, "config.xml"))
		if err != nil {
			continue
		}
		var c struct {
			Folders []struct {
				Path string `xml:"path,attr"`
			} `xml:"folder"`
		}
		if xml.Unmarshal(text, &c) != nil {
			continue
		}
		for _, f := range c.Folders {
			if rest, ok := strings.CutPrefix(f.Path, "~"); ok {
				f.Path = filepath.Join(home, rest)
			}
			out = append(out, f.Path)
		}
	}
	return out
}
