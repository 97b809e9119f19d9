package book

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"
)

// OwnerKind is a kind of thing that files can be attached to.
type OwnerKind string

// The owners of attachments. The owner id of a customer's own is "".
const (
	OfCustomer    OwnerKind = "customer"
	OfInteraction OwnerKind = "interaction"
	OfNote        OwnerKind = "note"
	OfFollowUp    OwnerKind = "followup"
	OfCase        OwnerKind = "case"
)

// Owner is what a file is attached to, and whose customer's it is.
type Owner struct {
	Customer ID
	Kind     OwnerKind // "" is OfCustomer
	ID       ID        // "" for the customer itself
}

// Attachment is a file that belongs to a customer. Its content lies beside the
// book under its hash, so that the same content is there once.
type Attachment struct {
	ID         ID
	CustomerID ID
	OwnerKind  OwnerKind
	OwnerID    ID
	Name       string // as the file was called
	Size       int64  // in bytes
	Hash       string // SHA-256 of the content, in hex
	Author     string
	CreatedAt  time.Time
	TrashedAt  time.Time
}

// MostAttached is the greatest size of one attachment in bytes.
const MostAttached = 100 << 20

// FileStore keeps the content of attachments beside the book by its hash.
type FileStore interface {
	// KeepFile reads all of r and keeps it durably, at most limit bytes; step
	// hears how much was read and may be nil. Nothing is left of a file that is
	// too large or cut off, and content that is there already is not kept twice.
	KeepFile(ctx context.Context, r io.Reader, limit int64, step func(n int64)) (hash string, size int64, err error)
	// FilePath is where the content with a hash lies; NotFound with the Detail
	// "file_gone" when it is not there.
	FilePath(hash string) (string, error)
	// ShowFile lays a copy of the content under its name where a program of the
	// system can open it, and returns its path. What is changed there is not kept.
	ShowFile(hash, name string) (string, error)
	// SweepFiles removes the content that no attachment, in use, in the trash or
	// to be brought back by undo, names any more, and what a program that was
	// killed left behind. What was kept lately stays.
	SweepFiles(ctx context.Context) (removed int, err error)
	// EraseFiles removes the attachments of a customer for good: rows, history
	// and all content that nobody else has.
	EraseFiles(ctx context.Context, customer ID) error
}

// AttachmentReader is the part of a Reader that knows attachments.
type AttachmentReader interface {
	Attachment(ctx context.Context, id ID) (Attachment, error) // also one in the trash
	// Attachments lists those of a customer that are not in the trash, the
	// oldest first.
	Attachments(ctx context.Context, customer ID) ([]Attachment, error)
}

// AttachmentWriter is the part of a Tx that changes them.
type AttachmentWriter interface {
	PutAttachment(ctx context.Context, a Attachment) error
}

// Attachments holds the use cases of files that belong to customers.
type Attachments struct{ c *core }

// List returns the attachments of a customer and of all that belongs to it, the
// oldest first.
func (s *Attachments) List(ctx context.Context, customer ID) ([]Attachment, error) {
	as, err := s.c.store.Attachments(ctx, customer)
	return as, wrap("attachments.list", err)
}

// NewFile is a file to attach: its name and what opens it.
type NewFile struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Add attaches files. Their content is kept first and the rows come after it in
// one transaction: whatever happens in between, no row is without its content.
// step hears how many bytes of which file were read and may be nil.
func (s *Attachments) Add(ctx context.Context, to Owner, files []NewFile, step func(file int, n int64)) ([]Attachment, Operation, error) {
	const name = "attachments.add"
	if to.Kind == "" || to.Kind == OfCustomer {
		to.Kind, to.ID = OfCustomer, ""
	}
	switch {
	case to.Customer == "":
		return nil, Operation{}, invalid(name, "customer", "missing")
	case len(files) == 0:
		return nil, Operation{}, invalid(name, "file", "missing")
	}
	made, err := s.Prepare(ctx, files, step)
	if err != nil {
		return nil, Operation{}, wrap(name, err)
	}
	actor := s.c.actor(ctx)
	for i := range made {
		a := &made[i]
		a.CustomerID, a.OwnerKind, a.OwnerID, a.Author = to.Customer, to.Kind, to.ID, actor
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpAttach}, func(tx Tx) error {
		if _, err := tx.Customer(ctx, to.Customer); err != nil {
			return err
		}
		for _, a := range made {
			if err := tx.PutAttachment(ctx, a); err != nil {
				return err
			}
		}
		return nil
	}, Change{Entity: EntityAttachment, ID: made[0].ID, Customer: to.Customer})
	return made, op, err
}

// Prepare keeps the content of files whose rows come with something else, as
// with a touch that is being logged.
func (s *Attachments) Prepare(ctx context.Context, files []NewFile, step func(file int, n int64)) ([]Attachment, error) {
	made := make([]Attachment, len(files))
	for i, f := range files {
		a, err := s.keep(ctx, f, func(n int64) {
			if step != nil {
				step(i, n)
			}
		})
		if err != nil {
			return nil, wrap("attachments.prepare", err)
		}
		made[i] = a
	}
	return made, nil
}

func (s *Attachments) keep(ctx context.Context, f NewFile, step func(int64)) (a Attachment, err error) {
	from, err := f.Open()
	if err != nil {
		return a, &Error{Op: "attachments.add", Code: NotFound, Detail: "file_unread", Err: err}
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	a = Attachment{ID: NewID(), Name: plainName(f.Name), CreatedAt: s.c.now().UTC()}
	a.Hash, a.Size, err = s.c.store.KeepFile(ctx, from, MostAttached, step)
	return a, err
}

// Trash takes an attachment away; undo brings it back.
func (s *Attachments) Trash(ctx context.Context, id ID) (Operation, error) {
	const name = "attachments.trash"
	a, err := s.c.store.Attachment(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpAttachTrash}, func(tx Tx) error {
		a.TrashedAt = s.c.now().UTC()
		return tx.PutAttachment(ctx, a)
	}, Change{Entity: EntityAttachment, ID: id, Customer: a.CustomerID})
}

// Show returns the path of a copy of the content under its name, for a program
// of the system to open. It is NotFound with Detail "file_gone" when the
// content is no longer beside the book.
func (s *Attachments) Show(ctx context.Context, id ID) (string, error) {
	const name = "attachments.show"
	a, err := s.c.store.Attachment(ctx, id)
	if err != nil {
		return "", wrap(name, err)
	}
	path, err := s.c.store.ShowFile(a.Hash, a.Name)
	return path, wrap(name, err)
}

// Path is where the content with a hash lies, for those who carry it to other
// devices or into copies.
func (s *Attachments) Path(hash string) (string, error) {
	path, err := s.c.store.FilePath(hash)
	return path, wrap("attachments.path", err)
}

// Keep takes content in from another device, which a row that has come or will
// come names by its hash.
func (s *Attachments) Keep(ctx context.Context, r io.Reader) (hash string, err error) {
	hash, _, err = s.c.store.KeepFile(ctx, r, MostAttached, nil)
	return hash, wrap("attachments.keep", err)
}

// Sweep removes content that nothing names any more.
func (s *Attachments) Sweep(ctx context.Context) (removed int, err error) {
	n, err := s.c.store.SweepFiles(ctx)
	return n, wrap("attachments.sweep", err)
}

// RemoveAll removes the attachments of a customer for good, with their history
// and their content. Nothing brings them back.
func (s *Attachments) RemoveAll(ctx context.Context, customer ID) error {
	err := s.c.store.EraseFiles(ctx, customer)
	if err == nil {
		s.c.hub.publish(Change{Entity: EntityAttachment, Customer: customer})
	}
	return wrap("attachments.remove_all", err)
}

// longestFile is how many bytes of a file's name are kept: what file systems
// take.
const longestFile = 200

// plainName is the last part of a path, without what a file system refuses, cut
// at a letter before its ending when it is too long.
func plainName(path string) string {
	name := path
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"|?*`, r) || r == utf8.RuneError {
			return '_'
		}
		return r
	}, strings.Trim(name, " ."))
	if len(name) > longestFile {
		ext := filepath.Ext(name)
		if len(ext) > 20 {
			ext = ""
		}
		head := name[:longestFile-len(ext)]
		for !utf8.ValidString(head) {
			head = head[:len(head)-1]
		}
		name = head + ext
	}
	if name == "" {
		return "_"
	}
	return name
}
