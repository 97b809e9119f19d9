package device

import "context"

func diskOf(ctx context.Context, path string) Disk {
	dev, err := output(ctx, "findmnt", "-no", "SOURCE", "-T", path)
	if err != nil || dev == "" || dev[0] != '/' {
		return Disk{} // a disk of the memory, of the network or of a container
	}
	out, err := output(ctx, "lsblk", "-sno", "TYPE", dev)
	if err != nil {
		return Disk{}
	}
	return lsblk(out)
}
