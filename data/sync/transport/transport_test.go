package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/net/webdav"

	"dragoman/data/book"
	"dragoman/data/sync"
	"dragoman/data/sync/realserver"
)

// place is one way to reach a folder on the disk, so that what was written can
// be looked at and damaged from behind.
type place struct {
	sync.Transport
	check func(context.Context) error
	dir   string // "" where there is none
	gone  func() // takes the place away
}

// places are all transports, each over an empty place.
var places = map[string]func(t *testing.T) place{
	"folder": func(t *testing.T) place {
		f := NewFolder(t.TempDir())
		return place{f, f.Check, f.dir, func() { must(t, os.RemoveAll(f.dir)) }}
	},
	"webdav": func(t *testing.T) place {
		dir := t.TempDir()
		must(t, os.Mkdir(filepath.Join(dir, "shared"), 0o700))
		srv := httptest.NewServer(locked(&webdav.Handler{FileSystem: webdav.Dir(dir), LockSystem: webdav.NewMemLS()}))
		t.Cleanup(srv.Close)
		w, err := NewWebDAV(srv.URL+"/shared", "lin", "secret")
		must(t, err)
		return place{w, w.Check, filepath.Join(dir, "shared"), func() { must(t, os.RemoveAll(filepath.Join(dir, "shared"))) }}
	},
	"webdav of rclone": func(t *testing.T) place {
		r := rclone(t, "webdav")
		w, err := NewWebDAV(r.Address, realserver.User, realserver.Password)
		must(t, err)
		return place{w, w.Check, r.Dir, nil}
	},
	"s3": func(t *testing.T) place {
		b := newBucket("shop")
		srv := httptest.NewServer(b)
		t.Cleanup(srv.Close)
		s, err := NewS3(Bucket{Address: srv.URL + "/shop/our/folder", Key: "k", Secret: "secret", Region: "eu-central-1"})
		must(t, err)
		return place{s, s.Check, "", func() { b.name = "gone" }}
	},
	"s3 of rclone": func(t *testing.T) place {
		r := rclone(t, "s3")
		s, err := NewS3(Bucket{Address: r.Address + realserver.Bucket + "/our/folder", Key: realserver.User, Secret: realserver.Password, Region: "eu-central-1"})
		must(t, err)
		return place{s, s.Check, filepath.Join(r.Dir, "our", "folder"), func() { must(t, os.RemoveAll(r.Dir)) }}
	},
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// locked asks for a name and a password.
func locked(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u, p, _ := r.BasicAuth(); u != "lin" || p != "secret" {
			w.Header().Set("WWW-Authenticate", `Basic realm="shop"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// rclone starts a real server where it is installed.
func rclone(t *testing.T, kind string) *realserver.Server {
	s, err := realserver.Start(kind, t.TempDir())
	if errors.Is(err, realserver.ErrMissing) {
		t.Skip(err)
	}
	must(t, err)
	t.Cleanup(s.Kill)
	return s
}

func names(t *testing.T, p sync.Transport, prefix string) (out []string) {
	t.Helper()
	list, err := p.List(context.Background(), prefix)
	must(t, err)
	for _, f := range list {
		out = append(out, fmt.Sprint(f.Name, " ", f.Size))
	}
	return out
}

func TestEveryPlaceKeepsItsPromises(t *testing.T) {
	for name, open := range places {
		t.Run(name, func(t *testing.T) {
			ctx, p := context.Background(), open(t)
			must(t, p.check(ctx))
			if got := names(t, p, ""); len(got) > 0 {
				t.Fatalf("an empty place lists %q", got)
			}
			seg := bytes.Repeat([]byte{0, 1, 2, 0xff}, 64<<10)
			must(t, p.Put(ctx, "w/r/aa/0000000001-00ff.seg", seg))
			must(t, p.Put(ctx, "w/r/aa/m-1.man", []byte("one")))
			if err := p.Put(ctx, "w/r/ab/m-1.man", nil); strings.Contains(fmt.Sprint(err), "MissingContentLength") {
				// The S3 of rclone takes no empty files, of which we write none.
				must(t, os.Mkdir(filepath.Join(p.dir, "w", "r", "ab"), 0o700))
				must(t, os.WriteFile(filepath.Join(p.dir, "w", "r", "ab", "m-1.man"), nil, 0o600))
			} else {
				must(t, err)
			}
			must(t, p.Put(ctx, "w/format.json", []byte("{}")))
			must(t, p.Put(ctx, "w/format.json", []byte("{}"))) // as it is
			must(t, p.Put(ctx, "w/r/aa/m-1.man", []byte("other")))
			for prefix, want := range map[string][]string{
				"":            {"w/format.json 2", "w/r/aa/0000000001-00ff.seg 262144", "w/r/aa/m-1.man 5", "w/r/ab/m-1.man 0"},
				"w/r/aa/":     {"w/r/aa/0000000001-00ff.seg 262144", "w/r/aa/m-1.man 5"},
				"w/r/a":       {"w/r/aa/0000000001-00ff.seg 262144", "w/r/aa/m-1.man 5", "w/r/ab/m-1.man 0"},
				"w/r/aa/m-":   {"w/r/aa/m-1.man 5"},
				"w/nobody/":   nil,
				"elsewhere/x": nil,
			} {
				if got := names(t, p, prefix); !slices.Equal(got, want) {
					t.Errorf("List(%q) = %q, want %q", prefix, got, want)
				}
			}
			if got, err := p.Get(ctx, "w/r/aa/0000000001-00ff.seg"); err != nil || !bytes.Equal(got, seg) {
				t.Errorf("%d bytes come back, %v", len(got), err)
			}
			if got, err := p.Get(ctx, "w/r/ab/m-1.man"); err != nil || len(got) != 0 {
				t.Errorf("an empty file comes back as %q, %v", got, err)
			}
			if _, err := p.Get(ctx, "w/r/aa/m-9.man"); !sync.Is(err, sync.NoFile) {
				t.Errorf("a file that is not there: %v", err)
			}
			must(t, p.Remove(ctx, "w/r/aa/m-1.man"))
			must(t, p.Remove(ctx, "w/r/aa/m-1.man"))
			if got := names(t, p, "w/r/aa/m"); got != nil {
				t.Errorf("a removed file is listed: %q", got)
			}
			for _, bad := range []string{"", "../x", "/x", "a/../../x", `a\b`, "c:x"} {
				if err := p.Put(ctx, bad, nil); book.CodeOf(err) != book.Invalid {
					t.Errorf("Put(%q) = %v", bad, err)
				}
			}
			stopped, stop := context.WithCancel(ctx)
			stop()
			if _, err := p.List(stopped, ""); book.CodeOf(err) != book.Cancelled {
				t.Errorf("a round that was stopped: %v", err)
			}
			if err := p.Put(stopped, "w/x", []byte("x")); book.CodeOf(err) != book.Cancelled {
				t.Errorf("a round that was stopped: %v", err)
			}
			if got := names(t, p, "w/x"); got != nil {
				t.Errorf("what was stopped is there: %q", got)
			}
			if p.gone == nil {
				return
			}
			p.gone()
			_, list := p.List(ctx, "w/r/")
			_, get := p.Get(ctx, "w/format.json")
			for what, err := range map[string]error{"List": list, "Get": get, "Put": p.Put(ctx, "w/y", []byte("y")), "Check": p.check(ctx)} {
				if !sync.Is(err, sync.Gone) {
					t.Errorf("%s in a place that vanished: %v", what, err)
				}
			}
		})
	}
}

// broken is a disk on which things go wrong.
type broken struct {
	disk
	write, rename, read func() error
	cut                 int // bytes after which a write ends, 0 is none
}

func (b *broken) Write(path string, data []byte) error {
	if b.cut > 0 {
		if err := b.disk.Write(path, data[:min(b.cut, len(data))]); err != nil {
			return err
		}
	}
	if b.write != nil {
		if err := b.write(); err != nil {
			return err
		}
	}
	return b.disk.Write(path, data)
}

func (b *broken) Rename(from, to string) error {
	if b.rename != nil {
		if err := b.rename(); err != nil {
			return err
		}
	}
	return b.disk.Rename(from, to)
}

func (b *broken) Read(path string) ([]byte, error) {
	if b.read != nil {
		if err := b.read(); err != nil {
			return nil, err
		}
	}
	return b.disk.Read(path)
}

// times fails the first n times.
func times(n int, err error) func() error {
	return func() error {
		if n--; n >= 0 {
			return err
		}
		return nil
	}
}

func TestWhatGoesWrongInAFolder(t *testing.T) {
	busy := error(syscall.EBUSY)
	if runtime.GOOS == "windows" {
		busy = syscall.Errno(32)
	}
	for _, c := range []struct {
		name string
		disk broken
		put  string // the detail that comes of it, "" is none
		get  string
	}{
		{"cut in the middle", broken{cut: 3, write: times(99, io.ErrUnexpectedEOF)}, "?", sync.NoFile},
		{"full", broken{write: times(99, syscall.ENOSPC)}, sync.Full, sync.NoFile},
		{"full while renaming", broken{rename: times(99, syscall.EDQUOT)}, sync.Full, sync.NoFile},
		{"read-only", broken{write: times(99, syscall.EROFS)}, sync.ReadOnly, sync.NoFile},
		{"not allowed", broken{write: times(99, os.ErrPermission)}, sync.ReadOnly, sync.NoFile},
		{"pulled out", broken{write: times(99, syscall.EIO)}, sync.Gone, sync.NoFile},
		{"held for a moment", broken{rename: times(3, busy)}, "", ""},
		{"read while it is held", broken{read: times(2, busy)}, "", ""},
		{"held for ever", broken{rename: times(99, busy)}, Busy, sync.NoFile},
		{"content not here", broken{read: times(99, notHere)}, "", sync.NotYet},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, f := context.Background(), NewFolder(t.TempDir())
			f.files = &c.disk
			err := f.Put(ctx, "w/a.seg", []byte("whole"))
			var e *book.Error
			switch {
			case c.put == "" && err != nil, c.put == "?" && err == nil:
				t.Errorf("Put: %v", err)
			case c.put != "" && c.put != "?" && (!errors.As(err, &e) || e.Detail != c.put):
				t.Errorf("Put: %v, want %s", err, c.put)
			}
			got, err := f.Get(ctx, "w/a.seg")
			if c.get == "" && (err != nil || string(got) != "whole") || c.get != "" && !sync.Is(err, c.get) {
				t.Errorf("Get: %q %v, want %s", got, err, c.get)
			}
			if c.put != "" {
				if left := names(t, f, ""); left != nil {
					t.Errorf("it is listed although it is not whole: %q", left)
				}
			}
		})
	}
}

func TestAFolderWithWhatCloudsLeaveThere(t *testing.T) {
	ctx, f := context.Background(), NewFolder(t.TempDir())
	must(t, f.Put(ctx, "r/aa/0000000001-00.seg", []byte("x")))
	for _, name := range []string{
		"r/aa/~dragoman-01.tmp", ".stfolder/marker", "r/aa/.DS_Store", "r/aa/.0000000002-00.seg.icloud", "r/aa/0000000001-00 (conflicted copy).seg",
	} {
		p := filepath.Join(f.dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(p), 0o700))
		must(t, os.WriteFile(p, nil, 0o600))
	}
	want := []string{"r/aa/0000000001-00 (conflicted copy).seg 0", "r/aa/0000000001-00.seg 1", "r/aa/0000000002-00.seg 0"}
	if got := names(t, f, ""); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if _, err := f.Get(ctx, "r/aa/0000000002-00.seg"); !sync.Is(err, sync.NotYet) {
		t.Errorf("a file whose content iCloud has put away: %v", err)
	}
	// A file that came with no bytes is written anew.
	p := filepath.Join(f.dir, "r", "aa", "0000000001-00.seg")
	must(t, os.WriteFile(p, nil, 0o600))
	must(t, f.Put(ctx, "r/aa/0000000001-00.seg", []byte("x")))
	if got, err := f.Get(ctx, "r/aa/0000000001-00.seg"); err != nil || string(got) != "x" {
		t.Errorf("%q %v", got, err)
	}
}

func TestAFolderThatMayNotBeWritten(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("everything may be written here")
	}
	f := NewFolder(t.TempDir())
	must(t, os.Chmod(f.dir, 0o500))
	if err := f.Check(context.Background()); !sync.Is(err, sync.ReadOnly) {
		t.Error(err)
	}
}

func TestWhatServersAnswer(t *testing.T) {
	for _, c := range []struct {
		status int
		want   string
	}{
		{401, sync.Denied},
		{403, sync.ReadOnly},
		{404, sync.Gone},
		{405, BadPlace},
		{413, sync.Full},
		{423, Busy},
		{429, sync.Offline},
		{500, sync.Offline},
		{507, sync.Full},
		{200, BadPlace}, // a page of the web
	} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(c.status) }))
		w, err := NewWebDAV(srv.URL, "lin", "wrong")
		must(t, err)
		if _, err := w.List(context.Background(), ""); !sync.Is(err, c.want) {
			t.Errorf("%d is %v, want %s", c.status, err, c.want)
		}
		if err := w.Remove(context.Background(), "a"); c.status == 401 && !sync.Is(err, c.want) {
			t.Errorf("%d while removing is %v, want %s", c.status, err, c.want)
		}
		srv.Close()
		if _, err := w.List(context.Background(), ""); !sync.Is(err, sync.Offline) {
			t.Errorf("a server that is away: %v", err)
		}
		if err := w.Remove(context.Background(), "a"); !sync.Is(err, sync.Offline) {
			t.Errorf("a server that is away while removing: %v", err)
		}
	}
	for _, c := range []struct{ code, want string }{
		{"AccessDenied", sync.ReadOnly},
		{"NoSuchBucket", sync.Gone},
		{"InvalidAccessKeyId", sync.Denied},
		{"SignatureDoesNotMatch", sync.Denied},
		{"RequestTimeTooSkewed", WrongClock},
		{"QuotaExceeded", sync.Full},
		{"PermanentRedirect", BadPlace},
	} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, "<Error><Code>%s</Code></Error>", c.code)
		}))
		s, err := NewS3(Bucket{Address: srv.URL, Name: "shop", Key: "k", Secret: "s", Region: "x"})
		must(t, err)
		if _, err := s.List(context.Background(), ""); !sync.Is(err, c.want) {
			t.Errorf("%s is %v, want %s", c.code, err, c.want)
		}
		if err := s.Put(context.Background(), "a", []byte("x")); !sync.Is(err, c.want) {
			t.Errorf("%s at writing is %v, want %s", c.code, err, c.want)
		}
		if s, err = NewS3(Bucket{Address: srv.URL, Name: "shop", Region: "x"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.List(context.Background(), ""); c.code == "AccessDenied" && !sync.Is(err, sync.Denied) {
			t.Errorf("%s without a key is %v", c.code, err)
		}
		srv.Close()
	}
}

// TestAServerThatCutsInTheMiddle takes half of what is written and hangs up, and
// gives half of what is read.
func TestAServerThatCutsInTheMiddle(t *testing.T) {
	dir := t.TempDir()
	h := &webdav.Handler{FileSystem: webdav.Dir(dir), LockSystem: webdav.NewMemLS()}
	cut := true
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if cut && r.Method == http.MethodPut {
			r.Body = io.NopCloser(io.LimitReader(r.Body, r.ContentLength/2))
			h.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		if cut && r.Method == http.MethodGet {
			w.Header().Set("Content-Length", "5")
			_, _ = w.Write([]byte("wh"))
			panic(http.ErrAbortHandler)
		}
		h.ServeHTTP(w, r)
	}))
	defer srv.Close()
	ctx := context.Background()
	w, err := NewWebDAV(srv.URL, "", "")
	must(t, err)
	if err := w.Put(ctx, "a.seg", []byte("whole")); !sync.Is(err, sync.Offline) {
		t.Errorf("cut while writing: %v", err)
	}
	if got := names(t, w, ""); got != nil {
		t.Errorf("half a file is listed: %q", got)
	}
	cut = false
	must(t, w.Put(ctx, "a.seg", []byte("whole")))
	cut = true
	if got, err := w.Get(ctx, "a.seg"); !sync.Is(err, sync.Offline) {
		t.Errorf("cut while reading: %q %v", got, err)
	}
	cut = false
	if got, err := w.Get(ctx, "a.seg"); err != nil || string(got) != "whole" {
		t.Errorf("%q %v", got, err)
	}
}

// TestAServerThatCannotMove is written in place.
func TestAServerThatCannotMove(t *testing.T) {
	h := &webdav.Handler{FileSystem: webdav.Dir(t.TempDir()), LockSystem: webdav.NewMemLS()}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == "MOVE" {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		h.ServeHTTP(w, r)
	}))
	defer srv.Close()
	w, err := NewWebDAV(srv.URL, "", "")
	must(t, err)
	must(t, w.Put(context.Background(), "r/aa/a.seg", []byte("whole")))
	if got := names(t, w, ""); !slices.Equal(got, []string{"r/aa/a.seg 5"}) {
		t.Errorf("%q", got)
	}
}

func TestAddresses(t *testing.T) {
	for _, a := range []string{"", "shop", "ftp://x/y", "https://", "https://u:p@x/", "https://x/%zz"} {
		if _, err := NewWebDAV(a, "", ""); !sync.Is(err, BadPlace) {
			t.Errorf("WebDAV %q: %v", a, err)
		}
		if _, err := NewS3(Bucket{Address: a, Name: "b"}); !sync.Is(err, BadPlace) && !strings.Contains(a, "@") {
			t.Errorf("S3 %q: %v", a, err)
		}
	}
	if _, err := NewS3(Bucket{Address: "https://s3.example.com"}); !sync.Is(err, BadPlace) {
		t.Errorf("no bucket: %v", err)
	}
	s, err := NewS3(Bucket{Address: "https://s3.example.com/shop/a/b/"})
	if err != nil || s.bucket != "shop" || s.prefix != "a/b/" {
		t.Errorf("%+v %v", s, err)
	}
}
