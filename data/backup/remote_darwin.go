package backup

import (
	"slices"
	"syscall"
)

// remote tells whether a folder lies on another computer.
func remote(dir string) bool {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return false
	}
	var name []byte
	for _, c := range st.Fstypename {
		if c == 0 {
			break
		}
		name = append(name, byte(c))
	}
	return slices.Contains([]string{"nfs", "smbfs", "afpfs", "webdav"}, string(name))
}
