package almanac

import (
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
)

// FuzzLoad feeds damaged rule files: each is read, or refused with its place.
func FuzzLoad(f *testing.F) {
	dir := files(f)
	for _, name := range []string{"cn.toml", "jp.toml", "words.toml", "tradition-jewish.toml"} {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("country = \"XX\"\n[[holiday]]\nid = \"a\"\non = \"2 mon in 01 +1\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Load(fstest.MapFS{"x.toml": {Data: []byte(text)}})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x.toml:") {
				t.Fatalf("%v does not name its place", err)
			}
			return
		}
		q := year(2027)
		q.To = q.From + 30
		a.Occurrences(q)
	})
}

// TestMemory holds that the loaded almanac with a year of everything stays
// under 25 MB.
func TestMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	a, err := Load(files(t))
	if err != nil {
		t.Fatal(err)
	}
	n := len(a.Occurrences(year(2027)))
	runtime.GC()
	runtime.ReadMemStats(&after)
	mb := (float64(after.HeapAlloc) - float64(before.HeapAlloc)) / (1 << 20)
	t.Logf("%d occurrences, %.1f MB", n, mb)
	if mb > 25 {
		t.Errorf("the almanac takes %.1f MB", mb)
	}
	runtime.KeepAlive(a)
}
