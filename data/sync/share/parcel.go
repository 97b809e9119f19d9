package share

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"filippo.io/age"

	"dragoman/data/book"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
	"dragoman/data/sync/transport"
)

// ParcelExt is how the names of parcels end.
const ParcelExt = ".dragoman-sync"

// The details of faults of a parcel.
const (
	NoParcel  = "sync_no_parcel"  // NotABook: the file is something else
	BadParcel = "sync_bad_parcel" // Corrupt: cut short or damaged; nothing was taken from it
)

// heading begins a parcel; the name of the key it wants follows, and a line end.
const heading = "DRAGOMAN-SYNC 1\n"

// Packed says what a parcel holds.
type Packed struct {
	Files int
	Bytes int64
}

// Pack makes a round and writes what others may not have into one file: all of
// it when somebody is to join or there are several others, else what the one
// other has not confirmed.
func (s *Session) Pack(ctx context.Context, to string) (out Packed, err error) {
	s.one.Lock()
	defer s.unlock()
	e, err := s.engine(ctx)
	if err != nil {
		return out, err
	}
	r, err := e.Round(ctx)
	if err != nil {
		return out, err
	}
	c, err := s.carrier()
	if err != nil {
		return out, err
	}
	list, err := c.List(ctx, "")
	if err != nil {
		return out, err
	}
	k, err := keys.Keys(s.secrets)
	if err != nil {
		return out, err
	}
	return pack(ctx, c, waiting(list, r.Status), k, to)
}

// carrier is the transport of the place.
func (s *Session) carrier() (Carrier, error) {
	_, p, err := s.Memory.where()
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, &book.Error{Op: "sync.open", Code: book.Invalid, Field: "place", Detail: NoPlace}
	}
	return p.open(s.login, s.Memory.post())
}

// ours matches the names of our files, with or without the folder of the
// workspace before them. A parcel holds nothing else, whoever made it.
var ours = regexp.MustCompile(`^([0-9a-f]{16}/)?(format\.json|r/[0-9a-f]{16}/([0-9]{10})-[0-9a-f]+\.seg|r/[0-9a-f]{16}/m-[0-9]+\.man|s/[0-9a-f]{16}/[0-9a-z-]+\.snap|b/[0-9a-f]+\.age)$`)

// waiting picks of the files in a place those that go into a parcel.
func waiting(list []sync.Entry, st sync.Status) (out []sync.Entry) {
	live := slices.DeleteFunc(slices.Clone(st.Devices), func(d sync.Device) bool { return d.Retired })
	last := uint64(0)
	mine := "r/" + string(st.Self.ID) + "/"
	for _, f := range list {
		if m := ours.FindStringSubmatch(f.Name); m != nil && strings.Contains(f.Name, mine) {
			last = max(last, number(m[3]))
		}
	}
	for _, f := range list {
		m := ours.FindStringSubmatch(f.Name)
		if m == nil || len(live) == 1 && (strings.Contains(f.Name, "s/") && strings.HasSuffix(f.Name, ".snap") ||
			strings.Contains(f.Name, "r/"+string(live[0].ID)+"/") ||
			m[3] != "" && strings.Contains(f.Name, mine) && number(m[3])+uint64(live[0].Behind) <= last) {
			continue
		}
		out = append(out, f)
	}
	return out
}

func number(digits string) uint64 {
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// pack writes files into a parcel, which takes its name last.
func pack(ctx context.Context, c Carrier, list []sync.Entry, k sync.Keys, to string) (out Packed, err error) {
	const op = "sync.pack"
	tmp := filepath.Join(filepath.Dir(to), "~dragoman-"+string(book.NewID())+".tmp")
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return out, transport.FileFault(op, err)
	}
	defer func() { _ = os.Remove(tmp) }() // renamed when all went well
	err = func() error {
		if _, err := io.WriteString(f, heading+k.Name()+"\n"); err != nil {
			return err
		}
		w, err := age.Encrypt(f, k.Own.Recipient())
		if err != nil {
			return err
		}
		t := tar.NewWriter(w)
		for _, x := range list {
			data, err := c.Get(ctx, x.Name)
			if sync.Is(err, sync.NoFile) || sync.Is(err, sync.NotYet) {
				continue // it went, or has not come here itself
			}
			if err != nil {
				return err
			}
			if err := t.WriteHeader(&tar.Header{Name: x.Name, Size: int64(len(data)), Mode: 0o600, Format: tar.FormatUSTAR}); err != nil {
				return err
			}
			if _, err := t.Write(data); err != nil {
				return err
			}
			out.Files++
		}
		return errors.Join(t.Close(), w.Close(), f.Sync())
	}()
	if err := errors.Join(err, f.Close()); err != nil {
		return out, transport.FileFault(op, err)
	}
	i, err := os.Stat(tmp)
	if err != nil {
		return out, transport.FileFault(op, err)
	}
	out.Bytes = i.Size()
	return out, transport.FileFault(op, os.Rename(tmp, to))
}

// Unpack takes a parcel that somebody sent, and makes a round. Taking one twice
// does no harm. Nothing is used before all of it was read and checked.
func (s *Session) Unpack(ctx context.Context, from string) (sync.Report, error) {
	s.one.Lock()
	defer s.unlock()
	e, err := s.engine(ctx)
	if err != nil {
		return sync.Report{}, err
	}
	st, err := e.Status(ctx)
	if err != nil {
		return sync.Report{}, err
	}
	c, err := s.carrier()
	if err != nil {
		return sync.Report{}, err
	}
	if err := s.unpack(ctx, c, from, st.Self.ID); err != nil {
		return sync.Report{}, err
	}
	return e.Round(ctx)
}

// Receive takes a parcel on a computer that is about to join by mail.
func (s *Session) Receive(ctx context.Context, from string, x keys.Secret) error {
	s.one.Lock()
	defer s.unlock()
	if err := s.Memory.ready(Place{Kind: Mail}); err != nil {
		return err
	}
	old := s.secrets
	s.secrets = []keys.Secret{x}
	err := s.unpack(ctx, transport.NewFolder(s.Memory.post()), from, "")
	s.secrets = old
	return err
}

// unpack puts the files of a parcel into a place, but not those of this copy of
// the book, which it knows better.
func (s *Session) unpack(ctx context.Context, c Carrier, from string, self sync.Replica) error {
	k, err := keys.Keys(s.secrets)
	if err != nil {
		return err
	}
	files, err := contents(ctx, from, k)
	if err != nil {
		return err
	}
	for _, f := range files {
		if self != "" && strings.Contains(f.name, "r/"+string(self)+"/") {
			continue
		}
		if path.Base(f.name) == "format.json" {
			// The place has its own, unless it is a new one.
			if _, err := c.Get(ctx, f.name); err == nil {
				continue
			}
		}
		if err := c.Put(ctx, f.name, f.data); err != nil {
			return err
		}
	}
	return nil
}

type parcelled struct {
	name string
	data []byte
}

// contents reads a whole parcel.
func contents(ctx context.Context, from string, k sync.Keys) (out []parcelled, err error) {
	const op = "sync.unpack"
	f, err := os.Open(from)
	if err != nil {
		return nil, transport.FileFault(op, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	r := bufio.NewReader(f)
	head := make([]byte, len(heading)+17)
	if _, err := io.ReadFull(r, head); err != nil || !bytes.HasPrefix(head, []byte(heading[:14])) {
		return nil, &book.Error{Op: op, Code: book.NotABook, Detail: NoParcel, Err: err}
	}
	if !bytes.HasPrefix(head, []byte(heading)) {
		return nil, sync.Fault(op, sync.Newer, nil)
	}
	var ids []age.Identity
	for _, id := range append([]*age.X25519Identity{k.Own}, k.Old...) {
		ids = append(ids, id)
	}
	plain, err := age.Decrypt(r, ids...)
	var wrong *age.NoIdentityMatchError
	if errors.As(err, &wrong) {
		return nil, sync.Fault(op, sync.WrongKey, err)
	}
	if err != nil {
		return nil, &book.Error{Op: op, Code: book.Corrupt, Detail: BadParcel, Err: err}
	}
	bad := func(err error) error { return &book.Error{Op: op, Code: book.Corrupt, Detail: BadParcel, Err: err} }
	t := tar.NewReader(plain)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, bad(err)
		}
		if err := ctx.Err(); err != nil {
			return nil, &book.Error{Op: op, Code: book.Cancelled, Err: err}
		}
		if h.Typeflag != tar.TypeReg || !ours.MatchString(h.Name) || h.Size > transport.Largest {
			return nil, bad(fmt.Errorf("a parcel may not hold such a file"))
		}
		data, err := io.ReadAll(t)
		if err != nil {
			return nil, bad(err)
		}
		out = append(out, parcelled{h.Name, data})
	}
	// What is cut short says so only at its end.
	if _, err := io.Copy(io.Discard, plain); err != nil {
		return nil, bad(err)
	}
	return out, nil
}
