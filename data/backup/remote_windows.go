package backup

import (
	"path/filepath"
	"syscall"
	"unsafe"
)

var driveType = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW")

// remote tells whether a folder lies on another computer.
func remote(dir string) bool {
	const driveRemote = 4
	root, err := syscall.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	if err != nil {
		return false
	}
	kind, _, _ := driveType.Call(uintptr(unsafe.Pointer(root)))
	return kind == driveRemote
}
