package device

import "context"

func diskOf(ctx context.Context, _ string) Disk {
	out, err := output(ctx, "fdesetup", "status")
	if err != nil {
		return Disk{}
	}
	return fileVault(out)
}
