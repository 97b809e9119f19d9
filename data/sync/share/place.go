package share

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dragoman/data/sync"
	"dragoman/data/sync/keys"
	"dragoman/data/sync/transport"
)

// Kind is a kind of place. It is stored.
type Kind string

// The kinds of places. A book that is shared by mail has its place on this
// computer: parcels are filled from there and emptied into it.
const (
	Folder Kind = "folder"
	WebDAV Kind = "webdav"
	S3     Kind = "s3"
	Mail   Kind = "mail"
)

// Place is where a book is shared. It holds no password.
type Place struct {
	Kind    Kind   `json:"kind"`
	Dir     string `json:"dir,omitempty"`     // of a Folder
	Address string `json:"address,omitempty"` // of a server
	Bucket  string `json:"bucket,omitempty"`  // of S3, when the address does not name it
	Region  string `json:"region,omitempty"`  // of S3, may be empty
}

// Carrier is a transport that can be tried.
type Carrier interface {
	sync.Transport
	// Check writes a small file, reads it back and removes it.
	Check(ctx context.Context) error
}

// open returns the transport of a place; post is the folder on this computer in
// which what goes by mail is kept.
func (p Place) open(l keys.Login, post string) (Carrier, error) {
	switch p.Kind {
	case WebDAV:
		return transport.NewWebDAV(p.Address, l.User, l.Password)
	case S3:
		return transport.NewS3(transport.Bucket{Address: p.Address, Name: p.Bucket, Region: p.Region, Key: l.User, Secret: l.Password})
	case Mail:
		return transport.NewFolder(post), nil
	}
	return transport.NewFolder(p.Dir), nil
}

// make makes the folder of ours inside one that is there. It is done once, when
// the place is chosen: later a folder that is not there has gone.
func (p Place) make() error {
	if p.Kind != Folder || p.Dir == "" {
		return nil
	}
	err := os.Mkdir(p.Dir, 0o700)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return transport.FileFault("sync.try", err)
}

// Asks tells whether the place wants a name and a password.
func (p Place) Asks() bool { return p.Kind == WebDAV || p.Kind == S3 }

// Where is the place as its user knows it: a path, an address, or "" for mail.
func (p *Place) Where() string {
	switch {
	case p == nil || p.Kind == Mail:
		return ""
	case p.Kind == Folder:
		return filepath.Clean(p.Dir)
	case p.Bucket != "":
		return strings.TrimSuffix(p.Address, "/") + "/" + p.Bucket
	}
	return p.Address
}

// OfPlace tells whether an error is about the place: it helps to know where that
// is.
func OfPlace(err error) bool {
	for _, detail := range []string{
		sync.Gone, sync.NoFile, sync.NotYet, sync.ReadOnly, sync.Full, sync.Denied, sync.Offline, sync.Empty, sync.NoBook, sync.OtherBook,
		transport.BadPlace, transport.Busy, transport.TooLarge, transport.WrongClock,
	} {
		if sync.Is(err, detail) {
			return true
		}
	}
	return false
}

// Provider names the service whose folder it is, or nil.
func (p Place) Provider() *Provider {
	if p.Kind != Folder {
		return nil
	}
	return ProviderOf(filepath.Clean(p.Dir))
}
