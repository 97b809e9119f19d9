package sync

import (
	"fmt"
	"strconv"
	"strings"

	"dragoman/data/oplog"
)

// fileKind tells the files of a workspace apart.
type fileKind int

const (
	foreign fileKind = iota // not ours
	formatFile
	segmentFile
	manifestFile
	snapshotFile
	blobFile
)

// fileName is what the name of a file tells.
type fileName struct {
	kind    fileKind
	replica string
	n       uint64 // number of a segment or manifest, instant of a snapshot
	hash    string // of the file, or of what a blob holds
}

func segmentName(replica string, seq uint64, hash string) string {
	return fmt.Sprintf("r/%s/%010d-%s.seg", replica, seq, hash)
}

func manifestName(replica string, n uint64) string {
	return fmt.Sprintf("r/%s/m-%010d.man", replica, n)
}

func snapshotName(replica string, at oplog.Time, hash string) string {
	return fmt.Sprintf("s/%s/%016x-%s.snap", replica, uint64(at), hash)
}

func blobName(hash string) string { return "b/" + hash + ".age" }

// parseName reads a name below the folder of a workspace.
func parseName(name string) fileName {
	if name == "format.json" {
		return fileName{kind: formatFile}
	}
	parts := strings.Split(name, "/")
	switch {
	case len(parts) == 2 && parts[0] == "b":
		if hash, ok := strings.CutSuffix(parts[1], ".age"); ok && isHex(hash, 64) {
			return fileName{kind: blobFile, hash: hash}
		}
	case len(parts) == 3 && parts[0] == "r" && isHex(parts[1], 16):
		return parseOwn(parts[1], parts[2])
	case len(parts) == 3 && parts[0] == "s" && isHex(parts[1], 16):
		base, ok := strings.CutSuffix(parts[2], ".snap")
		at, hash, two := strings.Cut(base, "-")
		if n, err := strconv.ParseUint(at, 16, 64); ok && two && err == nil && isHex(at, 16) && isHex(hash, 16) {
			return fileName{snapshotFile, parts[1], n, hash}
		}
	}
	return fileName{}
}

// parseOwn reads the name of a segment or manifest.
func parseOwn(replica, name string) fileName {
	if base, ok := strings.CutSuffix(name, ".man"); ok {
		digits, m := strings.CutPrefix(base, "m-")
		if n, err := strconv.ParseUint(digits, 10, 64); m && err == nil && len(digits) == 10 {
			return fileName{kind: manifestFile, replica: replica, n: n}
		}
		return fileName{}
	}
	base, ok := strings.CutSuffix(name, ".seg")
	digits, hash, two := strings.Cut(base, "-")
	n, err := strconv.ParseUint(digits, 10, 64)
	if !ok || !two || err != nil || len(digits) != 10 || !isHex(hash, 16) {
		return fileName{}
	}
	return fileName{segmentFile, replica, n, hash}
}

func isHex(s string, n int) bool {
	return len(s) == n && strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'f') }) < 0
}
