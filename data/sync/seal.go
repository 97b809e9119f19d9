package sync

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"sync"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"
)

// form is the number of the form of files that this program writes, and the
// greatest that it reads.
const form = 1

// magic begins every sealed file; the form and the length of what is sealed
// follow.
const magic = "dragoman"

// mostPlain bounds what a sealed file may hold.
const mostPlain = 4 << 30

// The reasons why a file is not taken.
var (
	errDamaged = errors.New("sync: the file is not whole")
	errKey     = errors.New("sync: the file is for another key")
	errNewer   = errors.New("sync: the file is of a newer form")
)

var packing = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression))
})

var unpacking = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostPlain))
})

// sealer closes and opens files. A test leaves out the encryption, which takes
// most of the time of a small file.
type sealer struct {
	keys  Keys
	plain bool
}

// seal packs and encrypts what a file holds.
func (s sealer) seal(plain []byte) ([]byte, error) {
	z, err := packing()
	if err != nil {
		return nil, err
	}
	packed := z.EncodeAll(plain, nil)
	var out bytes.Buffer
	out.WriteString(magic)
	out.WriteByte(form)
	out.Write(binary.AppendUvarint(nil, uint64(len(plain))))
	if s.plain {
		out.Write(packed)
		return out.Bytes(), nil
	}
	w, err := age.Encrypt(&out, s.keys.Own.Recipient())
	if err != nil {
		return nil, err
	}
	_, err = w.Write(packed)
	err = errors.Join(err, w.Close()) // which writes the rest
	return out.Bytes(), err
}

// open gives what seal was given, or none of it.
func (s sealer) open(data []byte) ([]byte, error) {
	packed, size, err := s.decrypt(data)
	if err != nil {
		return nil, err
	}
	d, err := unpacking()
	if err != nil {
		return nil, err
	}
	plain, err := d.DecodeAll(packed, nil)
	if err != nil || uint64(len(plain)) != size {
		return nil, errDamaged
	}
	return plain, nil
}

// unpack reads what decrypt gave, a little at a time.
func unpack(packed []byte) (*zstd.Decoder, error) {
	return zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostPlain))
}

// decrypt gives what a file holds, still packed, and how long it is unpacked.
func (s sealer) decrypt(data []byte) (packed []byte, size uint64, err error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(rest) == 0 {
		return nil, 0, errDamaged
	}
	if rest[0] > form {
		return nil, 0, errNewer
	}
	size, n := binary.Uvarint(rest[1:])
	if n <= 0 || size > mostPlain {
		return nil, 0, errDamaged
	}
	packed = rest[1+n:]
	if !s.plain {
		ids := []age.Identity{s.keys.Own}
		for _, o := range s.keys.Old {
			ids = append(ids, o)
		}
		r, err := age.Decrypt(bytes.NewReader(packed), ids...)
		var other *age.NoIdentityMatchError
		if errors.As(err, &other) {
			return nil, 0, errKey
		}
		if err != nil {
			return nil, 0, errDamaged
		}
		// All of it is read before any of it is used.
		if packed, err = io.ReadAll(r); err != nil {
			return nil, 0, errDamaged
		}
	}
	return packed, size, nil
}

// hashOf names the content of a file in its name.
func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}
