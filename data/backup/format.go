package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"dragoman/data/book"
)

// Ext is how the names of backups end.
const Ext = ".dragoman-backup"

// format is the number of the form of the file that is the greatest that this
// program reads. A backup without attachments is of the first form, which older
// programs read too.
const (
	formatBook  = 1
	formatFiles = 2 // contents of attachments stand behind the book
	format      = formatFiles
)

// frame is the magic number of the skippable frame that holds the header.
const frame = 0x184D2A5D

// mostHeader bounds what is read of a header.
const mostHeader = 1 << 16

// Reason says why a backup was made. It is stored.
type Reason string

// The reasons.
const (
	ByHand        Reason = "hand"
	Scheduled     Reason = "schedule"
	BeforeImport  Reason = "import"
	BeforeRestore Reason = "restore"
	BeforeUpdate  Reason = "update" // of the form of the book
	ToMove        Reason = "move"   // to a new computer
)

// Header is what can be read of a backup without its passphrase. It holds no
// customer data.
type Header struct {
	Format    int          `json:"dragoman_backup"`
	Made      time.Time    `json:"made"`
	Reason    Reason       `json:"reason"`
	Encrypted bool         `json:"encrypted"`
	Bytes     int64        `json:"bytes"`  // of the book
	Sum       string       `json:"sha256"` // of the book
	Files     int          `json:"files,omitempty"`
	FileBytes int64        `json:"file_bytes,omitempty"`
	Holds     book.Summary `json:"holds"`
}

// fault gives an error of the file system the code by which it is known.
func fault(op string, err error) error {
	var known *book.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	code := book.CodeOf(err)
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, diskFull), errors.Is(err, syscall.EDQUOT):
		code = book.DiskFull
	case errors.Is(err, fs.ErrNotExist):
		code = book.NotFound
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		code = book.ReadOnly
	}
	return &book.Error{Op: op, Code: code, Err: err}
}

// beginning is a header as it begins a backup.
func (h Header) beginning() ([]byte, error) {
	text, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	var head [8]byte
	binary.LittleEndian.PutUint32(head[:4], frame)
	binary.LittleEndian.PutUint32(head[4:], uint32(len(text)))
	return append(head[:], text...), nil
}

// readHeader reads the beginning of a backup.
func readHeader(r io.Reader) (h Header, err error) {
	const op = "backup.header"
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return h, &book.Error{Op: op, Code: book.NotABook, Detail: "no_backup", Err: err}
	}
	n := binary.LittleEndian.Uint32(head[4:])
	if binary.LittleEndian.Uint32(head[:4]) != frame || n > mostHeader {
		return h, &book.Error{Op: op, Code: book.NotABook, Detail: "no_backup"}
	}
	text := make([]byte, n)
	if _, err := io.ReadFull(r, text); err != nil {
		return h, &book.Error{Op: op, Code: book.Corrupt, Detail: "backup", Err: err}
	}
	if err := json.Unmarshal(text, &h); err != nil || h.Format < 1 {
		return h, &book.Error{Op: op, Code: book.NotABook, Detail: "no_backup", Err: err}
	}
	if h.Format > format {
		return h, &book.Error{Op: op, Code: book.NewerVersion}
	}
	return h, nil
}

// pack writes a book that is a plain file into w, compressed, and encrypted
// when there is a passphrase. It returns the header with the hash of the book,
// for which it has kept a place of the same length.
func pack(ctx context.Context, w file, h Header, from io.Reader, files []content, passphrase string, step func(n int64)) (Header, error) {
	hash := newSum()
	h.Sum = hash.hex()
	head, err := h.beginning()
	if err != nil {
		return h, err
	}
	if _, err := w.Write(head); err != nil {
		return h, err
	}
	err = squeeze(w, passphrase, func(z io.Writer) error {
		n, err := io.Copy(z, io.TeeReader(&watched{ctx: ctx, r: from, step: step}, hash))
		if err == nil && n != h.Bytes {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		return packContents(ctx, z, files, func(n int64) {
			if step != nil {
				step(h.Bytes + n)
			}
		})
	})
	if err != nil {
		return h, err
	}
	h.Sum = hash.hex()
	if head, err = h.beginning(); err != nil {
		return h, err
	}
	_, err = w.WriteAt(head, 0)
	return h, err
}

// squeeze compresses what fill writes into w, and encrypts it when there is a
// passphrase.
func squeeze(w io.Writer, passphrase string, fill func(io.Writer) error) error {
	body := io.WriteCloser(nopCloser{w})
	if passphrase != "" {
		to, err := age.NewScryptRecipient(passphrase)
		if err != nil {
			return err
		}
		to.SetWorkFactor(workFactor)
		if body, err = age.Encrypt(w, to); err != nil {
			return err
		}
	}
	z, err := zstd.NewWriter(body, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return err
	}
	if err := fill(z); err != nil {
		return errors.Join(err, z.Close())
	}
	return errors.Join(z.Close(), body.Close())
}

// workFactor is the logarithm of the cost of guessing a passphrase once: about
// a second. Tests take less.
var workFactor = 18

// unpack writes the book that is in a backup to w, its contents into a folder,
// and returns its header. Only when it returns without an error is what was
// written the book.
func unpack(ctx context.Context, r io.Reader, passphrase string, w io.Writer, dir string, step func(n, total int64)) (h Header, err error) {
	const op = "backup.open"
	h, err = readHeader(r)
	if err != nil {
		return h, err
	}
	if h.Encrypted {
		if r, err = decrypted(r, passphrase); err != nil {
			return h, err
		}
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
	if err != nil {
		return h, err
	}
	defer z.Close()
	sum := newSum()
	from := &watched{ctx: ctx, r: z, step: func(n int64) {
		if step != nil {
			step(min(n, h.Bytes+h.FileBytes), h.Bytes+h.FileBytes)
		}
	}}
	// A byte more than there should be shows that there is too much.
	limit := h.Bytes
	if h.Files == 0 {
		limit++
	}
	n, err := io.Copy(io.MultiWriter(sum, &tagged{w}), io.LimitReader(from, limit))
	var ours *writeError
	switch {
	case errors.As(err, &ours):
		return h, fault(op, ours.err)
	case ctx.Err() != nil:
		return h, fault(op, ctx.Err())
	case err != nil || n != h.Bytes || sum.hex() != h.Sum:
		return h, &book.Error{Op: op, Code: book.Corrupt, Detail: "backup", Err: err}
	}
	if h.Files == 0 {
		return h, nil
	}
	return h, unpackContents(ctx, from, h, dir)
}

// decrypted opens what age closed.
func decrypted(r io.Reader, passphrase string) (io.Reader, error) {
	const op = "backup.open"
	if passphrase == "" {
		return nil, &book.Error{Op: op, Code: book.Invalid, Field: "passphrase", Detail: "missing"}
	}
	key, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, &book.Error{Op: op, Code: book.Invalid, Field: "passphrase", Detail: "missing", Err: err}
	}
	key.SetMaxWorkFactor(20)
	out, err := age.Decrypt(r, key)
	var wrong *age.NoIdentityMatchError
	if errors.As(err, &wrong) {
		return nil, &book.Error{Op: op, Code: book.Invalid, Field: "passphrase", Detail: "wrong", Err: err}
	}
	if err != nil {
		return nil, &book.Error{Op: op, Code: book.Corrupt, Detail: "backup", Err: err}
	}
	return out, nil
}

// sum is the hash of a book.
type sum struct{ hash.Hash }

func newSum() sum             { return sum{sha256.New()} }
func (s sum) hex() string     { return hex.EncodeToString(s.Sum(nil)) }
func plain(b []byte) bool     { return bytes.HasPrefix(b, []byte("SQLite format 3\x00")) }
func closed(f *os.File) error { return errors.Join(f.Sync(), f.Close()) }

// watched reads until the context is done and tells how much was read.
type watched struct {
	ctx  context.Context
	r    io.Reader
	n    int64
	step func(n int64)
}

func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.r.Read(p)
	w.n += int64(n)
	if w.step != nil {
		w.step(w.n)
	}
	return n, err
}

// writeError marks that writing failed and not reading.
type writeError struct{ err error }

func (w *writeError) Error() string { return w.err.Error() }
func (w *writeError) Unwrap() error { return w.err }

type tagged struct{ w io.Writer }

func (t *tagged) Write(p []byte) (int, error) {
	n, err := t.w.Write(p)
	if err != nil {
		err = &writeError{err}
	}
	return n, err
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
