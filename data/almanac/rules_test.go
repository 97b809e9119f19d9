package almanac

import (
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"dragoman/data/calendar"
	"dragoman/data/record"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"
)

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRulesAreMany(t *testing.T) {
	a := load(t)
	traditions, countries := 0, map[string]int{}
	for _, r := range a.Rules() {
		if r.Country == "" {
			traditions++
		} else {
			countries[r.Country]++
		}
	}
	if traditions < 350 {
		t.Errorf("only %d rules of traditions", traditions)
	}
	for _, c := range strings.Fields("CN HK TW JP KR VN SG MY ID TH IN AE SA EG IL IR TR DE FR GB IT ES RU UA PL US CA MX BR AR ZA NG AU") {
		if countries[c] < 8 && c != "SA" {
			t.Errorf("%s has only %d rules", c, countries[c])
		}
	}
	t.Logf("%d rules of traditions, %d countries", traditions, len(countries))
}

// TestSolemnDaysHaveNoCheer holds that no cheerful wish is offered on days of
// mourning and repentance.
func TestSolemnDaysHaveNoCheer(t *testing.T) {
	a := load(t)
	solemn := strings.Fields("yom_kippur good_friday tisha_bav yom_hazikaron yom_hashoah ashura tasua qingming tomb memorial remembrance martyr mourning genocide holocaust anzac armistice arbaeen hansik thanh_minh all_souls radonitsa obon fast_of")
	welcome := map[string]bool{
		"mx.day_of_the_dead": true, // a feast of the family, quiet all the same
	}
	for _, r := range a.Rules() {
		_, name, _ := strings.Cut(r.ID, ".")
		for _, word := range solemn {
			if strings.Contains(name, word) && r.Mood == Cheerful && !welcome[r.ID] {
				t.Errorf("%s is cheerful", r.ID)
			}
		}
		if (r.Kind == Mourning || r.Kind == Fast) && r.Mood == Cheerful {
			t.Errorf("%s is a %s and cheerful", r.ID, r.Kind)
		}
		if strings.HasSuffix(r.Like, ".good_friday") && r.Mood != NoWish {
			t.Errorf("%s has the mood %s", r.ID, r.Mood)
		}
	}
	for _, id := range []string{"chinese.dragon_boat", "islamic.eid_al_fitr", "jewish.hanukkah", "persian.nowruz"} {
		if r, ok := a.Rule(id); !ok || r.Mood != Cheerful {
			t.Errorf("%s is not cheerful", id)
		}
	}
}

// TestNamesFitTheirScope holds that Tết and Seollal are not called Chinese.
func TestNamesFitTheirScope(t *testing.T) {
	for _, r := range load(t).Rules() {
		kin := r.Country == "VN" || r.Country == "KR" || r.Country == "MN" || r.Tradition == "korean" || r.Tradition == "vietnamese"
		if kin && strings.Contains(r.Name("en"), "Chinese") {
			t.Errorf("%s is called %s", r.ID, r.Name("en"))
		}
		if r.Name("zh-Hans") == r.Name("en") {
			t.Errorf("%s has the same name in English and Chinese", r.ID)
		}
	}
}

// TestFilesAreTOML holds that our reader sees in every file what a complete
// reader of TOML sees.
func TestFilesAreTOML(t *testing.T) {
	dir := files(t)
	names, err := fs.Glob(dir, "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		ours, err := record.Read(name, string(text))
		if err != nil {
			t.Fatal(err)
		}
		var theirs map[string]any
		if _, err := toml.Decode(string(text), &theirs); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		seen := plain(ours.Head).(map[string]any)
		for key, list := range ours.Arrays {
			var all []any
			for _, item := range list {
				all = append(all, plain(item))
			}
			seen[key] = all
		}
		if !reflect.DeepEqual(seen, plain(theirs)) {
			t.Errorf("%s is read differently", name)
		}
		if base := path.Base(name); base != strings.ToLower(base) {
			t.Errorf("%s is not in lower case", base)
		}
	}
}

// plain makes values of both readers comparable.
func plain(v any) any {
	switch v := v.(type) {
	case *record.Table:
		m := map[string]any{}
		for _, p := range v.Pairs {
			m[p.Key] = plain(p.Value.V)
		}
		return m
	case []record.Value:
		list := []any{}
		for _, item := range v {
			list = append(list, plain(item.V))
		}
		return list
	case map[string]any:
		m := map[string]any{}
		for k, item := range v {
			m[k] = plain(item)
		}
		return m
	case []map[string]any:
		var list []any
		for _, item := range v {
			list = append(list, plain(item))
		}
		return list
	case []any:
		list := []any{}
		for _, item := range v {
			list = append(list, plain(item))
		}
		return list
	case int64:
		return int(v)
	case time.Time:
		return calendar.DateOf(v).String()
	}
	return v
}

func TestMistakesNameTheirPlace(t *testing.T) {
	good := "country = \"XX\"\nsource = \"law\"\n\n[[holiday]]\nid = \"a\"\non = \"01-01\"\nen = \"A\"\nzh-Hans = \"甲\"\n"
	if _, err := Load(fstest.MapFS{"xx.toml": {Data: []byte(good)}}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, with, want string }{
		{`on = "01-01"`, `on = "13-01"`, "xx.toml:6: "},
		{`on = "01-01"`, `on = "1 sum in 05"`, `xx.toml:6: the base date "1 sum in 05": "sum" is no weekday`},
		{`on = "01-01"`, `on = "6 sun in 05"`, "xx.toml:6: "},
		{`on = "01-01"`, `on = "mayan 1-1"`, "xx.toml:6: "},
		{`on = "01-01"`, `on = "term chinese guyv"`, "xx.toml:6: "},
		{`on = "01-01"`, `on = "rule b +1"`, "xx.toml:4: "},
		{`on = "01-01"`, `like = "islamic.eid"`, "xx.toml:6: there is no rule"},
		{`on = "01-01"`, `onn = "01-01"`, `xx.toml:6: there is no key "onn" here`},
		{`id = "a"`, `id = "A"`, "xx.toml:4: "},
		{`en = "A"`, `en = "A`, "xx.toml:7: the closing quotation mark is missing"},
		{`en = "A"`, `en = 3`, "xx.toml:7: en is not a text"},
		{`en = "A"`, "en = \"A\"\nen = \"B\"", "xx.toml:8: en is given twice"},
		{`zh-Hans = "甲"`, "", "the names en and zh-Hans are both needed"},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nkind = \"party\"", `there is no kind "party"`},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nmood = \"merry\"", `there is no mood "merry"`},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nkind = \"mourning\"", "cannot be cheerful"},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nspan = 99", "a span of 99 days"},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\ndates = [\"2027-02-30\"]", "xx.toml:9: 2027-02-30 is not a date"},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nsubstitute = [\"sun -> +1\"]", "xx.toml:9: "},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nsubstitute = [\"sun: next free form 2007\"]", "xx.toml:9: "},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nregions = \"01\"", "xx.toml:9: regions is not a list"},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nexcept = [1]", "xx.toml:9: except holds something that is not a text"},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nsubstitute = [\"sun: +1 in\"]", "xx.toml:9: "},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nannounced = [\"2027-13-01\"]", "xx.toml:9: 2027-13-01 is not a date"},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nstatus = \"sure\"", `there is no status "sure"`},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\nfrom = 2020\nto = 2010", "ends before it begins"},
		{`zh-Hans = "甲"`, "zh-Hans = \"甲\"\n[[decree]]\nyear = 2027\nsource = \"x\"\noff = { b = [\"2027-01-02\"] }", "xx.toml:12: there is no rule xx.b"},
		{`country = "XX"`, `country = "XX"` + "\n" + `tradition = "x"`, "xx.toml:1: "},
		{`source = "law"`, "", "the source is missing"},
	} {
		text := strings.Replace(good, test.old, test.with, 1)
		_, err := Load(fstest.MapFS{"xx.toml": {Data: []byte(text)}})
		if err == nil || !strings.Contains(fmt.Sprint(err), test.want) {
			t.Errorf("%s: the error is %v, not %s", test.with, err, test.want)
		}
	}
}

// TestFilesCutShort cuts a file everywhere: it is read, or refused with its
// place, but never does the program stop.
func TestFilesCutShort(t *testing.T) {
	dir := files(t)
	text, err := fs.ReadFile(dir, "cn.toml")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(text); i += 7 {
		if _, err := record.Read("cn.toml", string(text[:i])); err != nil && !strings.HasPrefix(err.Error(), "cn.toml:") {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
}

// TestManyAtOnce asks from several goroutines; the race detector watches.
func TestManyAtOnce(t *testing.T) {
	a := load(t).With(Overlay{})
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for y := 2020 + i; y < 2024+i; y++ {
				q := year(y)
				q.Countries = []string{"CN", "JP", "SA", "DE"}
				if len(a.Occurrences(q)) < 60 {
					t.Errorf("too little in %d", y)
				}
			}
		}()
	}
	wg.Wait()
}

// TestNationwide holds that the days of whole countries are the same when they
// are asked for alone, before or after those of the regions.
func TestNationwide(t *testing.T) {
	a := load(t)
	rapid.Check(t, func(t *rapid.T) {
		q := year(rapid.IntRange(1950, 2100).Draw(t, "year"))
		q.Countries = []string{rapid.SampledFrom(a.Countries()).Draw(t, "country")}
		alone, both := q, a.With(Overlay{})
		alone.Nationwide = true
		first := a.With(Overlay{}).Occurrences(alone)
		var want []Occurrence
		for _, o := range both.Occurrences(q) {
			if o.Region == "" {
				want = append(want, o)
			}
		}
		same := func(x, y Occurrence) bool {
			return x.Date == y.Date && x.End == y.End && x.ID == y.ID && x.Kind == y.Kind && x.Substitute == y.Substitute
		}
		if !slices.EqualFunc(first, want, same) {
			t.Fatalf("%v: alone %v, among the regions %v", q, first, want)
		}
		if again := both.Occurrences(alone); !slices.EqualFunc(again, want, same) {
			t.Fatalf("%v: after the regions %v, want %v", q, again, want)
		}
	})
}
