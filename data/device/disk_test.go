package device

import (
	"context"
	"os"
	"testing"
	"time"
)

func TestWhatSystemsAnswer(t *testing.T) {
	for _, c := range []struct {
		name string
		got  Disk
		want Disk
	}{
		{"a plain partition", lsblk("part\ndisk"), Disk{true, false, "LUKS"}},
		{"a volume on an encrypted one", lsblk("lvm\ncrypt\npart\ndisk"), Disk{true, true, "LUKS"}},
		{"nothing", lsblk(""), Disk{}},
		{"FileVault on", fileVault("FileVault is On."), Disk{true, true, "FileVault"}},
		{"FileVault off", fileVault("FileVault is Off."), Disk{true, false, "FileVault"}},
		{"FileVault on its way", fileVault("FileVault is Off, but will be enabled after the next restart."), Disk{true, false, "FileVault"}},
		{"FileVault strange", fileVault("Error"), Disk{}},
		{"BitLocker on", bitLocker("1"), Disk{true, true, "BitLocker"}},
		{"BitLocker off", bitLocker("2"), Disk{true, false, "BitLocker"}},
		{"BitLocker suspended", bitLocker("5"), Disk{true, false, "BitLocker"}},
		{"BitLocker silent", bitLocker(""), Disk{}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
}

func TestThisComputerAnswersSoon(t *testing.T) {
	start := time.Now()
	d := DiskOf(context.Background(), t.TempDir())
	if spent := time.Since(start); spent > 2*patience {
		t.Errorf("it took %s", spent)
	}
	if d.Encrypted && !d.Known {
		t.Error("encrypted, but not known")
	}
	if d := DiskOf(context.Background(), os.DevNull+"/not there"); d.Encrypted {
		t.Error("a file that is not there lies on an encrypted disk")
	}
}
