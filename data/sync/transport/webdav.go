package transport

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	gosync "sync"

	"github.com/studio-b12/gowebdav"

	"dragoman/data/book"
	"dragoman/data/sync"
)

// WebDAV is a folder on a server that speaks WebDAV, such as Nextcloud, a
// network disk, or Nutstore (坚果云).
type WebDAV struct {
	c    *gowebdav.Client
	one  gosync.Mutex // the client knows no context: one request at a time carries its own
	ctx  context.Context
	base http.RoundTripper
	// lost is why the last request got no answer, answer the number of the last.
	lost   error
	answer int
}

// NewWebDAV returns the folder at an address. It is BadPlace when that is no
// address of the web.
func NewWebDAV(address, user, password string) (*WebDAV, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return nil, fault("sync.webdav", BadPlace, err)
	}
	w := &WebDAV{c: gowebdav.NewClient(u.String(), user, password), base: http.DefaultTransport}
	w.c.SetTransport(w)
	w.c.SetTimeout(slowest)
	return w, nil
}

// RoundTrip gives a request the context of the call that makes it.
func (w *WebDAV) RoundTrip(r *http.Request) (a *http.Response, err error) {
	a, err = w.base.RoundTrip(r.WithContext(w.ctx))
	if w.lost = err; err == nil {
		w.answer = a.StatusCode
	}
	return a, err
}

// do makes one call with a context. The client says 400 of whatever keeps a file
// from being removed (client.go, RemoveAll): the true reason is given instead.
func (w *WebDAV) do(ctx context.Context, call func() error) error {
	w.one.Lock()
	defer w.one.Unlock()
	w.ctx, w.lost, w.answer = ctx, nil, 0
	err := call()
	switch {
	case status(err) != http.StatusBadRequest:
	case w.lost != nil:
		err = w.lost
	case w.answer != 0:
		err = gowebdav.StatusError{Status: w.answer}
	}
	return err
}

// List implements sync.Transport.
func (w *WebDAV) List(ctx context.Context, prefix string) ([]sync.Entry, error) {
	const op = "sync.list"
	under, err := beginning(op, prefix)
	if err != nil {
		return nil, err
	}
	var out []sync.Entry
	left := []string{under}
	for len(left) > 0 {
		dir := left[0]
		left = left[1:]
		var infos []os.FileInfo
		err := w.do(ctx, func() (err error) {
			infos, err = w.c.ReadDir("/" + dir)
			return err
		})
		if status(err) == http.StatusNotFound && dir != "" {
			if dir == under {
				if err := w.there(ctx, op); err != nil {
					return nil, err
				}
			}
			continue // not there, or gone while we were looking
		}
		if err != nil {
			return nil, w.told(ctx, op, err, sync.Gone)
		}
		for _, i := range infos {
			name := path.Join(dir, i.Name())
			switch {
			case !finished(name):
			case i.IsDir():
				left = append(left, name)
			case strings.HasPrefix(name, prefix):
				out = append(out, sync.Entry{Name: name, Size: i.Size()})
			}
		}
	}
	return sorted(out), nil
}

// there tells whether the place itself is there.
func (w *WebDAV) there(ctx context.Context, op string) error {
	err := w.do(ctx, func() error {
		_, err := w.c.Stat("/")
		return err
	})
	if err != nil {
		return w.told(ctx, op, err, sync.Gone)
	}
	return nil
}

// Get implements sync.Transport.
func (w *WebDAV) Get(ctx context.Context, name string) ([]byte, error) {
	const op = "sync.get"
	name, err := clean(op, name)
	if err != nil {
		return nil, err
	}
	var data []byte
	err = w.do(ctx, func() error {
		r, err := w.c.ReadStream("/" + name)
		if err != nil {
			return err
		}
		data, err = readAll(op, r)
		return errors.Join(err, r.Close())
	})
	if err == nil {
		return data, nil
	}
	if status(err) == http.StatusNotFound {
		if gone := w.there(ctx, op); gone != nil {
			return nil, gone
		}
	}
	return nil, w.told(ctx, op, err, sync.NoFile)
}

// Put implements sync.Transport: it writes under a name that nobody reads and
// moves. A server that cannot move gets it written in place: what was cut off there is
// told by its content, and written again.
func (w *WebDAV) Put(ctx context.Context, name string, data []byte) error {
	const op = "sync.put"
	name, err := clean(op, name)
	if err != nil {
		return err
	}
	if len(data) > Largest {
		return fault(op, TooLarge, nil)
	}
	tmp := "/" + path.Join(path.Dir(name), unfinished+string(book.NewID())+".tmp")
	err = w.do(ctx, func() error { return w.c.Write(tmp, data, 0o600) })
	if err != nil {
		return w.told(ctx, op, err, sync.Gone)
	}
	err = w.do(ctx, func() error { return w.c.Rename(tmp, "/"+name, true) })
	if err == nil {
		return nil
	}
	switch status(err) {
	case 0, http.StatusUnauthorized, http.StatusInsufficientStorage, http.StatusLocked, http.StatusServiceUnavailable:
		_ = w.do(ctx, func() error { return w.c.Remove(tmp) }) // nobody reads it if it stays
		return w.told(ctx, op, err, sync.Gone)
	}
	err = w.do(ctx, func() error { return errors.Join(w.c.Write("/"+name, data, 0o600), w.c.Remove(tmp)) })
	return w.told(ctx, op, err, sync.Gone)
}

// Remove implements sync.Transport.
func (w *WebDAV) Remove(ctx context.Context, name string) error {
	const op = "sync.remove"
	name, err := clean(op, name)
	if err != nil {
		return err
	}
	err = w.do(ctx, func() error { return w.c.Remove("/" + name) })
	if status(err) == http.StatusNotFound {
		return nil
	}
	return w.told(ctx, op, err, sync.Gone)
}

// Check proves at set-up that the place can be written and read.
func (w *WebDAV) Check(ctx context.Context) error { return check(ctx, w) }

// status is the number with which a server refused, or 0.
func status(err error) int {
	var s gowebdav.StatusError
	if errors.As(err, &s) {
		return s.Status
	}
	return 0
}

// told gives a fault of the server the detail by which it is known; missing is
// what "not found" means here.
func (w *WebDAV) told(ctx context.Context, op string, err error, missing string) error {
	if e, ok := ours(ctx, op, err); ok {
		return e
	}
	switch s := status(err); {
	case s == http.StatusUnauthorized:
		return fault(op, sync.Denied, err)
	case s == http.StatusForbidden:
		return fault(op, sync.ReadOnly, err)
	case s == http.StatusNotFound, s == http.StatusConflict:
		return fault(op, missing, err)
	case s == http.StatusMethodNotAllowed, s == http.StatusNotImplemented, s >= 200 && s < 400:
		return fault(op, BadPlace, err)
	case s == http.StatusInsufficientStorage, s == http.StatusRequestEntityTooLarge:
		return fault(op, sync.Full, err)
	case s == http.StatusLocked:
		return fault(op, Busy, err)
	case s == http.StatusTooManyRequests, s >= 500:
		return fault(op, sync.Offline, err)
	}
	if unreachable(err) {
		return fault(op, sync.Offline, err)
	}
	return &book.Error{Op: op, Code: book.Internal, Err: err}
}
