package locales

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		want      string
		preferred []string
	}{
		{"zh-Hans", []string{"zh_CN.UTF-8"}},
		{"zh-Hans", []string{"zh-TW"}},
		{"zh-Hans", []string{"zh"}},
		{"zh-Hans", []string{"de_DE@euro", "zh-SG"}},
		{"en", []string{"en_US.UTF-8", "zh"}},
		{"en", []string{"en-GB"}},
		{"en", []string{"C"}},
		{"en", []string{"POSIX"}},
		{"en", []string{"", "?!"}},
		{"en", nil},
		{"en", []string{"de"}},
		{PseudoTag, []string{PseudoTag}},
	} {
		if got := Match(c.preferred...); got != c.want {
			t.Errorf("Match(%q): got %s, want %s", c.preferred, got, c.want)
		}
	}
	if got := System(); Match(got) != got {
		t.Errorf("System gives %q, which is not one of ours", got)
	}
}

func TestOptions(t *testing.T) {
	twelve, sunday := true, time.Sunday
	p, err := New("zh-Hans", Options{Region: "hk", Hour12: &twelve, FirstDay: &sunday, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	if p.Region() != "HK" || p.FirstDay() != time.Sunday || p.Time(14, 5) != "下午2:05" {
		t.Errorf("got region %s, first day %s, time %s", p.Region(), p.FirstDay(), p.Time(14, 5))
	}
	for region, want := range map[string]time.Weekday{
		"US": time.Sunday, "GB": time.Monday, "CN": time.Monday,
		"EG": time.Saturday, "MV": time.Friday, "ZZ": time.Monday, "": time.Monday,
	} {
		if got := FirstDayOfWeek(region); got != want {
			t.Errorf("FirstDayOfWeek(%q): got %s, want %s", region, got, want)
		}
	}
	for region, want := range map[string]bool{"US": true, "GB": false, "CN": false, "IN": true, "DE": false, "001": false} {
		if got := UsesHour12("en", region); got != want {
			t.Errorf("UsesHour12(en, %s): got %v", region, got)
		}
	}
}

func TestMissingMessage(t *testing.T) {
	var log bytes.Buffer
	p, err := New("zh-Hans", Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	log.Reset()
	const missing = ID("test.not" + "_there")
	for range 3 {
		if got := p.T(missing, nil); got != string(missing) {
			t.Errorf("missing message: got %q", got)
		}
		if got := p.N(missing, 2, nil); got != string(missing) {
			t.Errorf("missing plural message: got %q", got)
		}
	}
	if n := strings.Count(log.String(), "\n"); n != 1 {
		t.Errorf("missing message was logged %d times, want once:\n%s", n, &log)
	}
	if p.Has(missing) || !p.Has("common.save") {
		t.Error("Has does not tell what is declared")
	}
	if got := p.T("locales.date_time", V{"Date": "x"}); got != "x {Time}" {
		t.Errorf("missing variable: got %q", got)
	}
}

func TestFallBackToEnglish(t *testing.T) {
	p := printer(t, "zh-Hans")
	p.messages = &catalogue{messages: map[ID]*message{}}
	p.english = &catalogue{messages: map[ID]*message{"x": {id: "x", forms: map[string]*text{
		"one": {pieces: []piece{{"", "Count"}, {literal: " day"}}}, "other": {pieces: []piece{{"", "Count"}, {literal: " days"}}},
	}}}}
	id := ID("x")
	if got := p.N(id, 1, nil); got != "1 day" {
		t.Errorf("English plural in a Chinese interface: got %q", got)
	}
	if got := p.N(id, 1200, V{"Other": monday}); got != "1,200 days" {
		t.Errorf("English plural in a Chinese interface: got %q", got)
	}
}

func TestPseudo(t *testing.T) {
	p := printer(t, PseudoTag)
	got := p.T("common.cancel", nil)
	want := printer(t, "en").T("common.cancel", nil)
	if !strings.HasPrefix(got, "[!! ") || !strings.HasSuffix(got, " !!]") {
		t.Errorf("pseudo: %q is not framed", got)
	}
	if long := utf8.RuneCountInString(got); float64(long) < 1.4*float64(utf8.RuneCountInString(want)) {
		t.Errorf("pseudo: %q is not two fifths longer than %q", got, want)
	}
	m, err := parseText("{{.Name}} is here")
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := m.fill(p, V{"Name": "Anna"}, true); !strings.Contains(got, "Anna") {
		t.Errorf("pseudo: the variable is changed in %q", got)
	}
	if p.Tag() != PseudoTag || p.Date(monday) != "23 Nov 2026" {
		t.Errorf("pseudo: dates must stay English, got %q", p.Date(monday))
	}
}

func TestSorting(t *testing.T) {
	for _, c := range []struct{ tag, a, b string }{
		{"zh-Hans", "北京", "上海"},
		{"zh-Hans", "李", "王"},
		{"zh-Hans", "王", "张"},
		{"en", "Ångström", "Zed"},
		{"en", "item 9", "item 10"},
		{"en", "anna", "Ben"},
	} {
		s := printer(t, c.tag).Collator()
		if s.Compare(c.a, c.b) >= 0 || s.Compare(c.b, c.a) <= 0 || s.Compare(c.a, c.a) != 0 {
			t.Errorf("%s: %s must come before %s", c.tag, c.a, c.b)
		}
		if bytes.Compare(s.SortKey(c.a), s.SortKey(c.b)) >= 0 {
			t.Errorf("%s: the key of %s must come before that of %s", c.tag, c.a, c.b)
		}
	}
}

func TestGoroutines(t *testing.T) {
	p := printer(t, "zh-Hans")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				p.Compare("北京", "上海")
				p.T("common.save", nil)
				p.Date(monday)
			}
		})
	}
	wg.Wait()
}

// TestFyneStrings holds that every language has every word of the toolkit.
func TestFyneStrings(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Skip("the toolkit's source is not here:", err)
	}
	b, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "lang", "translations", "base.en.json"))
	if err != nil {
		t.Skip("the toolkit's source is not here:", err)
	}
	var want map[string]any
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	for _, tag := range append(tags(), PseudoTag) {
		var got map[string]string
		if err := json.Unmarshal(FyneStrings(tag), &got); err != nil {
			t.Errorf("fyne/%s.json: %v", tag, err)
		}
		for key := range want {
			if got[key] == "" {
				t.Errorf("fyne/%s.json: the word %q is missing", tag, key)
			}
		}
		for key := range got {
			if want[key] == nil {
				t.Errorf("fyne/%s.json: the toolkit has no word %q", tag, key)
			}
		}
	}
}

func TestPattern(t *testing.T) {
	p := printer(t, "en")
	for pat, want := range map[string]string{
		"d 'de' MMMM": "23 de November", "h 'o''clock' a": "2 o'clock pm", "''yy": "'2026", "dd/MM": "23/11", "": "",
	} {
		var b strings.Builder
		f := dateFields(monday)
		f.hour = 14
		p.write(&b, parsePattern(pat), f)
		if b.String() != want {
			t.Errorf("pattern %q: got %q, want %q", pat, b.String(), want)
		}
	}
}

func BenchmarkT(b *testing.B) {
	p := printer(b, "zh-Hans")
	v := V{"Date": "2026年11月23日", "Time": "14:05"}
	b.ReportAllocs()
	for b.Loop() {
		p.T("locales.date_time", v)
	}
}

func BenchmarkN(b *testing.B) {
	p := printer(b, "en")
	p.english.messages["bench.n"] = &message{id: "bench.n", forms: map[string]*text{
		"other": {source: "x", pieces: []piece{{"Gifts: ", "Count"}, {" for ", "Name"}, {literal: "."}}},
	}}
	v := V{"Name": "Anna"}
	for b.Loop() {
		p.N("bench.n", 1200, v)
	}
	delete(p.english.messages, "bench.n")
}

func BenchmarkDate(b *testing.B) {
	p := printer(b, "en")
	b.ReportAllocs()
	for b.Loop() {
		p.DateLong(monday)
	}
}

func BenchmarkCompare(b *testing.B) {
	p := printer(b, "zh-Hans")
	for b.Loop() {
		p.Compare("王小明", "王小红")
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		printer(b, "zh-Hans")
	}
}
