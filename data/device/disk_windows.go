package device

import (
	"context"
	"path/filepath"
	"syscall"
)

// asked is the one way to learn of BitLocker without being an administrator.
const asked = "(New-Object -ComObject Shell.Application).NameSpace($env:DRAGOMAN_DRIVE).Self.ExtendedProperty('System.Volume.BitLockerProtection')"

func diskOf(ctx context.Context, path string) Disk {
	drive := filepath.VolumeName(path)
	if len(drive) != 2 {
		return Disk{} // a folder of the network
	}
	c := command(ctx, "powershell", "-NoProfile", "-NonInteractive", "-Command", asked)
	c.Env = append(c.Environ(), "DRAGOMAN_DRIVE="+drive)
	c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	out, err := c.Output()
	if err != nil {
		return Disk{}
	}
	return bitLocker(trimmed(out))
}
