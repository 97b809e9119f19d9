package transport

import (
	"errors"
	"syscall"
)

// The numbers of Windows that are not in package syscall.
const (
	sharingViolation = syscall.Errno(32)
	lockViolation    = syscall.Errno(33)
	handleDiskFull   = syscall.Errno(39)
	diskFull         = syscall.Errno(112)
	firstOfCloud     = syscall.Errno(358) // ERROR_CLOUD_FILE_PROVIDER_NOT_RUNNING's block
	lastOfCloud      = syscall.Errno(404)
	cloudTimeout     = syscall.Errno(426)
)

// held tells whether another program keeps a file for a moment. OneDrive and
// virus scanners also answer a rename with "access denied" (golang/go#16882).
func held(err error) bool {
	return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation) || errors.Is(err, syscall.ERROR_ACCESS_DENIED)
}

// full tells whether the disk has no room left.
func full(err error) bool { return errors.Is(err, diskFull) || errors.Is(err, handleDiskFull) }

// away tells whether the content of a file is with a cloud service that does not
// answer.
func away(err error) bool {
	var n syscall.Errno
	return errors.As(err, &n) && (n >= firstOfCloud && n <= lastOfCloud || n == cloudTimeout)
}
