package transport

import "syscall"

// notHere is how the system says that a cloud service has the content.
var notHere = error(syscall.Errno(362))
