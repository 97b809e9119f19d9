package device

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

// Disk is what a system says of a disk.
type Disk struct {
	Known     bool   // false when the system gives no answer
	Encrypted bool   // as a whole, by the system
	By        string // what the system calls it: BitLocker, FileVault, LUKS
}

// patience is how long a system may take to answer.
const patience = 5 * time.Second

// DiskOf tells whether the disk on which a file lies is encrypted. The file
// must exist.
func DiskOf(ctx context.Context, path string) Disk {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return diskOf(ctx, path)
}

// output is what a program of the system prints, without blanks around it.
func output(ctx context.Context, name string, args ...string) (string, error) {
	out, err := command(ctx, name, args...).Output()
	return trimmed(out), err
}

func trimmed(out []byte) string { return strings.TrimSpace(string(out)) }

// lsblk reads what lsblk prints of a device and what it lies on: one type a
// line. A device on an encrypted one has "crypt" among them.
func lsblk(out string) Disk {
	if out == "" {
		return Disk{}
	}
	for _, kind := range strings.Fields(out) {
		if kind == "crypt" {
			return Disk{Known: true, Encrypted: true, By: "LUKS"}
		}
	}
	return Disk{Known: true, By: "LUKS"}
}

// fileVault reads what fdesetup status prints.
func fileVault(out string) Disk {
	switch {
	case strings.HasPrefix(out, "FileVault is On"):
		return Disk{Known: true, Encrypted: true, By: "FileVault"}
	case strings.HasPrefix(out, "FileVault is Off"):
		return Disk{Known: true, By: "FileVault"}
	}
	return Disk{}
}

// bitLocker reads the property System.Volume.BitLockerProtection of a drive:
// 1 on, 2 off, 3 being encrypted, 4 being decrypted, 5 suspended, 6 on and
// locked, 7 and 0 unknown.
func bitLocker(out string) Disk {
	switch out {
	case "1", "6":
		return Disk{Known: true, Encrypted: true, By: "BitLocker"}
	case "2", "3", "4", "5":
		return Disk{Known: true, By: "BitLocker"}
	}
	return Disk{}
}

var command = exec.CommandContext
