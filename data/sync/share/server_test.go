package share

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/zalando/go-keyring"
	"golang.org/x/net/webdav"

	"dragoman/data/sync"
	"dragoman/data/sync/keys"
)

// cutting is a server that hangs up in the middle of every third request, and
// keeps half of what it was given.
type cutting struct {
	http.Handler
	n   atomic.Int64
	off atomic.Bool
}

func (c *cutting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !c.off.Load() && c.n.Add(1)%3 == 0 {
		if r.Method == http.MethodPut {
			r.Body = io.NopCloser(io.LimitReader(r.Body, r.ContentLength/2))
			c.Handler.ServeHTTP(httptest.NewRecorder(), r)
		}
		panic(http.ErrAbortHandler)
	}
	c.Handler.ServeHTTP(w, r)
}

// TestTwoBooksMeetOnAServerThatCuts: whatever is cut off, what a round could not
// do the next ones do.
func TestTwoBooksMeetOnAServerThatCuts(t *testing.T) {
	keyring.MockInit()
	c := &cutting{Handler: &webdav.Handler{FileSystem: webdav.Dir(t.TempDir()), LockSystem: webdav.NewMemLS()}}
	c.off.Store(true)
	srv := httptest.NewServer(c)
	defer srv.Close()
	ctx, now := context.Background(), noon
	a, b := newDevice(t, "office", &now), newDevice(t, "notebook", &now)
	p, x := Place{Kind: WebDAV, Address: srv.URL}, keys.New()
	a.add("Lin Mei")
	must(t, a.s.Try(ctx, p, keys.Login{}))
	_, err := a.s.Share(ctx, Setup{Place: p, Label: "Office", Secret: x})
	must(t, err)
	_, err = b.s.Take(ctx, Setup{Place: p, Label: "Notebook", Secret: x})
	must(t, err)
	c.off.Store(false)
	failed, names := 0, []string{"Kim", "Priya", "Sofía", "Anna", "王小明", "Yuki"}
	for i, name := range names {
		[]*device{a, b}[i%2].add(name)
		for _, d := range []*device{a, b} {
			now = now.Add(1e9)
			if _, err := d.s.Round(ctx); err != nil {
				failed++
				if !sync.Is(err, sync.Offline) {
					t.Errorf("cut off: %v", err)
				}
			}
		}
	}
	c.off.Store(true)
	for range 2 {
		a.round()
		b.round()
	}
	if failed == 0 || a.names() != b.names() || strings.Count(a.names(), ",") != len(names) {
		t.Errorf("%d rounds failed; %q and %q", failed, a.names(), b.names())
	}
}

func TestAServerThatWantsAPassword(t *testing.T) {
	keyring.MockInit()
	h := &webdav.Handler{FileSystem: webdav.Dir(t.TempDir()), LockSystem: webdav.NewMemLS()}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u, pass, _ := r.BasicAuth(); u != "lin" || pass != "secret" {
			w.Header().Set("WWW-Authenticate", `Basic realm="shop"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		h.ServeHTTP(w, r)
	}))
	defer srv.Close()
	ctx, now := context.Background(), noon
	a := newDevice(t, "office", &now)
	p := Place{Kind: WebDAV, Address: srv.URL}
	if err := a.s.Try(ctx, p, keys.Login{User: "lin", Password: "wrong"}); !sync.Is(err, sync.Denied) {
		t.Errorf("a wrong password: %v", err)
	}
	kept, err := a.s.Share(ctx, Setup{Place: p, Login: keys.Login{User: "lin", Password: "secret"}, Label: "Office", Secret: keys.New()})
	if must(t, err); !kept {
		t.Error("it is not in the keyring")
	}
	// After a new start the keyring has it.
	a.s = NewSession(a.s.Store, a.s.Memory, a.s.Now, "test")
	a.add("Kim")
	a.round()
	text, err := a.s.Memory.load()
	must(t, err)
	if text.Place.Address != srv.URL {
		t.Errorf("%+v", text)
	}
}
