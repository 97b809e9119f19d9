package prefs

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestWhatIsSavedIsLoaded(t *testing.T) {
	want := Prefs{
		Language: "zh-Hans", Theme: "contrast", Scale: 1.15, FirstDay: "sunday", Book: "/home/李/客户.dragoman",
		Place: json.RawMessage(`{"Screen":"customers","Args":{"q":"王"}}`), Width: 1024, Height: 700,
		SecondCalendar: "chinese", CustomerView: "list", GuidesExplained: true,
		Mappings: []Mapping{{Headers: []string{"Name"}, Fields: map[string]string{"Name": "name"}}},
		Backup:   Backup{Every: "weekly", Dir: "/backups", Encrypted: true},
		Lock:     Lock{Salt: "c2FsdA==", Sum: "c3Vt", After: 10},
		Import:   &Import{Book: "/new/客户.dragoman", File: "/downloads/people.csv"},
		Moved:    &Moved{From: "/old/客户.dragoman", Size: 7, Modified: time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)},
	}
	v := reflect.ValueOf(want)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Fatalf("the test leaves %s out", v.Type().Field(i).Name)
		}
	}
	f := At(filepath.Join(t.TempDir(), "a", "b", "preferences.json")) // folders that are not there yet
	for range 2 {
		if err := f.Save(want); err != nil {
			t.Fatal(err)
		}
	}
	got, err := f.Load()
	if err != nil {
		t.Fatal(err)
	}
	var place, wantPlace any
	if err := json.Unmarshal(got.Place, &place); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want.Place, &wantPlace); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(place, wantPlace) {
		t.Errorf("place = %s", got.Place)
	}
	got.Place, want.Place = nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("loaded %+v, want %+v", got, want)
	}
}

func TestAMissingOrDamagedFileMeansTheDefaults(t *testing.T) {
	for name, x := range map[string]struct {
		data   string
		faulty bool
	}{
		"missing":                {"-", false},
		"empty":                  {"", true},
		"cut":                    {`{"language": "zh-Hans", "theme": "da`, true},
		"of another kind":        {`[1, 2]`, true},
		"a wrong type":           {`{"language": "zh-Hans", "scale": "big"}`, true},
		"bytes":                  {"\x00\xff\xfe", true},
		"with what is not known": {`{"later": {"x": 1}}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "preferences.json")
			if x.data != "-" {
				if err := os.WriteFile(path, []byte(x.data), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p, err := At(path).Load()
			if !reflect.DeepEqual(p, Prefs{}) {
				t.Errorf("Load = %+v, want the zero Prefs", p)
			}
			if (err != nil) != x.faulty {
				t.Errorf("err = %v", err)
			}
			if err := At(path).Save(Prefs{Theme: "dark"}); err != nil {
				t.Fatal(err)
			}
			if p, err := At(path).Load(); err != nil || p.Theme != "dark" {
				t.Errorf("after saving: %+v, %v", p, err)
			}
		})
	}
}

func TestSaveReplacesTheFileAsAWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "preferences.json")
	long := Prefs{Book: strings.Repeat("长", 5000)}
	for _, p := range []Prefs{long, {Theme: "dark"}} {
		if err := At(path).Save(p); err != nil {
			t.Fatal(err)
		}
	}
	if p, err := At(path).Load(); err != nil || p.Theme != "dark" || p.Book != "" {
		t.Errorf("Load = %+v, %v", p, err)
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 1 {
		t.Errorf("left in the folder: %v, %v", names, err)
	}
	// What holds the old name keeps the old content: it was replaced, not
	// written over.
	old := filepath.Join(dir, "old")
	if err := os.Link(path, old); err != nil {
		t.Skip("this disk has no hard links")
	}
	if err := At(path).Save(Prefs{Theme: "light"}); err != nil {
		t.Fatal(err)
	}
	if p, err := At(old).Load(); err != nil || p.Theme != "dark" {
		t.Errorf("the old file was written over: %+v, %v", p, err)
	}
	if st, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && st.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", st.Mode(), err)
	}
}

func TestSaveThatFailsLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "preferences.json")
	if err := At(path).Save(Prefs{Theme: "dark"}); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+".new", 0o700); err != nil { // stands where the new file would be written
		t.Fatal(err)
	}
	if err := At(path).Save(Prefs{Theme: "light"}); err == nil {
		t.Error("no error")
	}
	if p, err := At(path).Load(); err != nil || p.Theme != "dark" {
		t.Errorf("Load = %+v, %v", p, err)
	}
	if err := At(path).Save(Prefs{Place: json.RawMessage("{")}); err == nil {
		t.Error("a place that is no JSON was kept")
	}
}

func TestTheFolderCanBeNamedByTheEnvironment(t *testing.T) {
	home := t.TempDir()
	t.Setenv("DRAGOMAN_HOME", home)
	dir, err := Dir()
	if err != nil || dir != home {
		t.Errorf("Dir = %q, %v, want %q", dir, err, home)
	}
	f, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Save(Prefs{Theme: "dark"}); err != nil {
		t.Fatal(err)
	}
	if p, err := At(filepath.Join(home, "preferences.json")).Load(); err != nil || p.Theme != "dark" {
		t.Errorf("Load = %+v, %v", p, err)
	}
	t.Setenv("DRAGOMAN_HOME", "")
	config, err := os.UserConfigDir()
	if err != nil {
		t.Skip("this account has no folder for preferences")
	}
	if dir, err := Dir(); err != nil || dir != filepath.Join(config, "Dragoman") {
		t.Errorf("Dir = %q, %v", dir, err)
	}
}
