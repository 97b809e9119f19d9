package share

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	gosync "sync"

	"dragoman/data/book"
	"dragoman/data/prefs"
)

// Memory is what this computer remembers of a shared book, outside the book: so
// a book that was copied or put back is told from the one that was here. It is
// the sync.Machine of the engine.
type Memory struct {
	dir, mark string
	mu        gosync.Mutex
}

// remembered is the file.
type remembered struct {
	Workspace string `json:"workspace,omitempty"`
	Place     *Place `json:"place,omitempty"`
	Replica   string `json:"replica,omitempty"`
	Seq       uint64 `json:"seq,omitempty"`
}

// MemoryOf returns what this computer remembers of the book with a mark.
func MemoryOf(mark book.ID) (*Memory, error) {
	dir, err := prefs.Dir()
	if err != nil {
		return nil, err
	}
	return MemoryIn(filepath.Join(dir, "sharing"), mark), nil
}

// MemoryIn is MemoryOf with a folder of its own.
func MemoryIn(dir string, mark book.ID) *Memory { return &Memory{dir: dir, mark: string(mark)} }

// post is the folder on this computer of a book that is shared by mail.
func (m *Memory) post() string { return filepath.Join(m.dir, m.mark+"-post") }

// ready makes the folder of a book that is shared by mail. Other places have to
// be there.
func (m *Memory) ready(p Place) error {
	if p.Kind != Mail {
		return nil
	}
	return os.MkdirAll(m.post(), 0o700)
}

func (m *Memory) path() string { return filepath.Join(m.dir, m.mark+".json") }

func (m *Memory) load() (r remembered, err error) {
	text, err := os.ReadFile(m.path())
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	if json.Unmarshal(text, &r) != nil {
		return remembered{}, nil // as if it were a new computer, which is safe
	}
	return r, nil
}

// edit changes the file as a whole.
func (m *Memory) edit(change func(*remembered)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.load()
	if err != nil {
		return err
	}
	change(&r)
	if err := os.MkdirAll(m.dir, 0o700); err != nil {
		return err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	tmp := m.path() + ".new"
	if err := os.WriteFile(tmp, text, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, m.path())
}

// Mark implements sync.Machine.
func (m *Memory) Mark() (replica string, seq uint64, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.load()
	return r.Replica, r.Seq, err
}

// SetMark implements sync.Machine.
func (m *Memory) SetMark(replica string, seq uint64) error {
	return m.edit(func(r *remembered) { r.Replica, r.Seq = replica, seq })
}

// where returns the shared book and its place; nil when it is not known here.
func (m *Memory) where() (workspace string, p *Place, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.load()
	return r.Workspace, r.Place, err
}

func (m *Memory) setWhere(workspace string, p *Place) error {
	return m.edit(func(r *remembered) { r.Workspace, r.Place = workspace, p })
}

// forget removes all of it, with what waits to be sent by mail.
func (m *Memory) forget() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	err := os.Remove(m.path())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, os.RemoveAll(m.post()))
}
