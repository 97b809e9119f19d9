//go:build !windows

package exchange

import "syscall"

// diskFull reports whether the system means a quota that is used up; a full
// disk is ENOSPC everywhere but on Windows.
func diskFull(e syscall.Errno) bool { return e == syscall.EDQUOT }
