//go:build !windows

package transport

import (
	"errors"
	"syscall"
)

// held tells whether another program keeps a file for a moment.
func held(err error) bool { return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) }

// full tells whether the disk has no room left.
func full(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// away tells whether the content of a file is with a cloud service that does not
// answer: macOS says so with a deadlock or a timeout.
func away(err error) bool {
	return errors.Is(err, syscall.EDEADLK) || errors.Is(err, syscall.ETIMEDOUT)
}
