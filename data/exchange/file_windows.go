package exchange

import "syscall"

// diskFull reports whether Windows means a full disk.
func diskFull(e syscall.Errno) bool {
	const handleDiskFull, diskFull = syscall.Errno(39), syscall.Errno(112)
	return e == handleDiskFull || e == diskFull
}
