package backup

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"dragoman/data/prefs"
)

// Place is a kind of folder in which a live book is not safe: a program copies
// it while it is written to, or its locks do not hold.
type Place string

// The places; the zero one is safe as far as can be told.
const (
	Cloud   Place = "cloud"
	Network Place = "network"
)

// clouds are how the folders of services begin, in lower case. The name that is
// shown is the folder's own.
var clouds = []string{
	"onedrive", "dropbox", "iclouddrive", "icloud drive", "mobile documents", "com~apple~clouddocs", "cloudstorage",
	"google drive", "googledrive", "google-drive", "my drive", "nextcloud", "owncloud", "syncthing", "nutstore", "坚果云", "baidusyncdisk", "百度云同步盘",
	"pclouddrive", "pcloud drive", "megasync", "box sync", "yandex.disk", "proton drive",
}

// marks are files by which the programs that synchronise a folder know it.
var marks = []string{".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".sync_folder_meta", ".nextcloudsync.log"}

// PlaceOf tells whether the folder of a path belongs to a cloud service or lies
// on another computer, and names the folder by which it was told.
func PlaceOf(path string) (Place, string) {
	if strings.HasPrefix(path, `\\`) || runtime.GOOS == "windows" && strings.HasPrefix(path, "//") {
		return Network, path
	}
	dir := filepath.Dir(path)
	// Paths of another system are read too: what decides is the name.
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' })
	for _, part := range parts[:max(0, len(parts)-1)] {
		low := strings.ToLower(part)
		if slices.ContainsFunc(clouds, func(c string) bool {
			return low == c || strings.HasPrefix(low, c) && strings.ContainsAny(low[len(c):len(c)+1], " -_.(（")
		}) {
			return Cloud, part
		}
	}
	for d := dir; ; d = filepath.Dir(d) {
		for _, m := range marks {
			if _, err := os.Lstat(filepath.Join(d, m)); err == nil {
				return Cloud, filepath.Base(d)
			}
		}
		if d == filepath.Dir(d) {
			break
		}
	}
	if remote(dir) {
		return Network, dir
	}
	return "", ""
}

// DefaultDir is where backups go when nobody chose: in the folder for documents,
// or, when that is a cloud's or lies on another computer, where the program
// keeps its own files.
func DefaultDir() (string, error) {
	dir := filepath.Join(prefs.Documents(), "Dragoman", "backups")
	if p, _ := PlaceOf(dir); p == "" {
		return dir, nil
	}
	own, err := prefs.Dir()
	return filepath.Join(own, "backups"), err
}
