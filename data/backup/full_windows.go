package backup

import "syscall"

// diskFull is what the system says when there is no room left.
const diskFull = syscall.Errno(112) // ERROR_DISK_FULL
