package almanac

import (
	"io/fs"
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
	mb := keeps(t, files(t))
	t.Logf("%.1f MB", mb)
	if mb > 25 {
		t.Errorf("the almanac takes %.1f MB", mb)
	}
}
