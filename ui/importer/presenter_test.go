package importer

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// people is a table as a Chinese spreadsheet writes it: dates that can be read
// in two ways, one that cannot be read, and a row that names nobody.
const people = "姓名,手机,电子邮件,生日,城市,备注\r\n" +
	"王小明,13000000001,wxm@company.example,03/04/1985,义乌,喜欢龙井。\r\n" +
	"李娜,13000000002,lina@company.example,05/06/1990,上海,\r\n" +
	",,,,成都,\r\n" +
	"张伟,13000000003,zw@company.example,春天,深圳,\r\n"

// write makes a file of the test in GB18030.
func write(t *testing.T, name, text string) string {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// begin returns a presenter over an empty book; renders counts how often it
// asked to be shown.
func begin(t *testing.T, lang string) (p *presenter, sh *screentest.Shell, renders *int) {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	renders = new(int)
	return newPresenter(env, func() { *renders++ }), sh, renders
}

// wants fails unless the report has these numbers.
func wants(t *testing.T, p *presenter, s step, added, changed, skipped, failed int) {
	t.Helper()
	r := p.report
	if p.step != s || p.busy || p.writing {
		t.Errorf("step %d, busy %v, writing %v; want step %d", p.step, p.busy, p.writing, s)
	}
	if got, want := [4]int{r.Added, r.Changed, r.Skipped, r.Failed}, [4]int{added, changed, skipped, failed}; got != want {
		t.Errorf("report = %v, want %v", got, want)
	}
}

func count(t *testing.T, p *presenter) int {
	t.Helper()
	n, err := p.env.Book.Customers.Count(context.Background(), book.CustomerFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// birthday is that of the first row of the sample.
func birthday(t *testing.T, p *presenter) book.ImportantDate {
	t.Helper()
	if len(p.report.Sample) == 0 || len(p.report.Sample[0].Customer.Dates) != 1 {
		t.Fatalf("sample = %+v", p.report.Sample)
	}
	return p.report.Sample[0].Customer.Dates[0]
}

func TestTheWholeWayOfAFile(t *testing.T) {
	p, sh, _ := begin(t, "zh-Hans")
	p.choose(write(t, "客户.csv", people))
	wants(t, p, stepCheck, 3, 0, 0, 1)
	if p.info.Encoding != "gb18030" || p.info.Name != "客户.csv" || p.options.Encoding != "" {
		t.Errorf("info = %+v, asked for %q", p.info, p.options.Encoding)
	}
	if got := p.report.Sample[0].Customer.Name.Full; got != "王小明" {
		t.Errorf("first name = %q", got)
	}
	if !p.asks() || birthday(t, p).Raw != "03/04/1985" {
		t.Errorf("asks = %v about %+v", p.asks(), birthday(t, p))
	}
	if count(t, p) != 0 {
		t.Error("checking wrote something")
	}

	p.setDateOrder(exchange.MonthFirst)
	if w := birthday(t, p).When; p.asks() || w.Month != 3 || w.Day != 4 {
		t.Errorf("month first: %+v, asks %v", w, p.asks())
	}
	p.setDateOrder(exchange.DayFirst)
	if w := birthday(t, p).When; w != (calendar.Partial{Calendar: calendar.Gregorian, Year: 1985, Month: 4, Day: 3}) {
		t.Errorf("day first: %+v", w)
	}

	bad := filepath.Join(t.TempDir(), "bad.csv")
	p.saveBad(bad)
	data, err := os.ReadFile(bad)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte("\ufeff")) {
		t.Errorf("the file begins with % x", data[:3])
	}
	rows, err := csv.NewReader(bytes.NewReader(data[3:])).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][0] != "4" || !strings.Contains(rows[1][3], "成都") {
		t.Errorf("bad rows = %q, %v", rows, err)
	}

	p.run()
	wants(t, p, stepDone, 3, 0, 0, 1)
	if count(t, p) != 3 || p.report.Operation.Detail != "客户.csv" {
		t.Errorf("%d customers under %+v", count(t, p), p.report.Operation)
	}
	hits, err := p.env.Book.Search(context.Background(), "wxm", 5)
	if err != nil || len(hits) != 1 || hits[0].Title != "王小明" {
		t.Errorf("hits = %+v, %v", hits, err)
	}

	p.undo()
	wants(t, p, stepFile, 0, 0, 0, 0)
	if count(t, p) != 0 {
		t.Error("undo left customers")
	}
	want := []string{p.env.T("import.bad_saved", nil), p.env.T("import.undone", nil)}
	if strings.Join(sh.Told, "|") != strings.Join(want, "|") || len(sh.Failed) > 0 {
		t.Errorf("told %q, failed %v", sh.Told, sh.Failed)
	}
}

func TestAFileAgainIsNothingNew(t *testing.T) {
	p, _, _ := begin(t, "en")
	path := write(t, "people.csv", people)
	p.choose(path)
	p.setDateOrder(exchange.DayFirst)
	p.run()
	p.restart()
	p.choose(path)
	if p.options.DateOrder != "" {
		t.Error("an answer about one file was taken for another")
	}
	p.setDateOrder(exchange.DayFirst)
	wants(t, p, stepCheck, 0, 0, 3, 1)
	p.run()
	wants(t, p, stepDone, 0, 0, 3, 1)
	if p.report.Operation.ID != "" {
		t.Error("nothing was done, and it can be undone")
	}
}

func TestAnotherEncodingIsReadAtOnce(t *testing.T) {
	p, sh, _ := begin(t, "en")
	p.choose(write(t, "people.csv", "Name,Email\r\n王小明,wxm@company.example\r\n"))
	if got := p.report.Sample[0].Customer.Name.Full; got != "王小明" {
		t.Fatalf("name = %q", got)
	}
	p.setEncoding("windows-1252")
	if got := p.report.Sample[0].Customer.Name.Full; got != "ÍõÐ¡Ã÷" || p.info.Encoding != "windows-1252" {
		t.Errorf("name = %q in %s", got, p.info.Encoding)
	}
	p.setEncoding("gb18030")
	if got := p.report.Sample[0].Customer.Name.Full; got != "王小明" {
		t.Errorf("name = %q", got)
	}
	if len(sh.Failed) > 0 {
		t.Error(sh.Failed)
	}
}

func TestAnEncodingThatDoesNotFitCanBeChangedBack(t *testing.T) {
	p, sh, _ := begin(t, "zh-Hans")
	p.choose(write(t, "客户.csv", people))
	p.setEncoding("utf-16le")
	if len(sh.Failed) != 1 || book.CodeOf(sh.Failed[0]) != book.Unsupported {
		t.Fatalf("failed %v", sh.Failed)
	}
	wants(t, p, stepCheck, 3, 0, 0, 1)
	if p.info.Encoding != "gb18030" {
		t.Errorf("the encoding is %q", p.info.Encoding)
	}
	p.setEncoding("gb18030")
	p.run()
	wants(t, p, stepDone, 3, 0, 0, 1)
}

func TestWhatIsInTheBookIsSkippedFilledOrUpdated(t *testing.T) {
	for how, want := range map[book.Existing]struct {
		changed, skipped int
		city             string
	}{
		book.Skip: {0, 1, "Porto"}, book.Fill: {1, 0, "Porto"}, book.Update: {1, 0, "义乌"},
	} {
		t.Run(string(how), func(t *testing.T) {
			p, _, _ := begin(t, "zh-Hans")
			old, _, err := p.env.Book.Customers.Save(context.Background(), book.Customer{
				Name: book.Name{Full: "王小明"}, City: "Porto",
				Channels: []book.Channel{{Kind: book.Email, Value: "wxm@company.example"}},
			})
			if err != nil {
				t.Fatal(err)
			}
			p.choose(write(t, "客户.csv", people))
			p.setDateOrder(exchange.DayFirst)
			p.setExisting(how)
			wants(t, p, stepCheck, 2, want.changed, want.skipped, 1)
			p.run()
			wants(t, p, stepDone, 2, want.changed, want.skipped, 1)
			c, err := p.env.Book.Customers.Get(context.Background(), old.ID)
			if err != nil || c.City != want.city {
				t.Errorf("city = %q, %v", c.City, err)
			}
			p.undo()
			if c, err = p.env.Book.Customers.Get(context.Background(), old.ID); err != nil || c.City != "Porto" || len(c.Dates) != 0 {
				t.Errorf("after undo: %+v, %v", c, err)
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	file := func(name, data string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, x := range []struct {
		name, path, detail string
		code               book.Code
	}{
		{"not there", filepath.Join(dir, "none.csv"), "", book.NotFound},
		{"empty", file("empty.csv", ""), "empty", book.Unsupported},
		{"a picture", file("p.csv", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"), "binary", book.Unsupported},
		{"a workbook", file("b.csv", "PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml xl/workbook.xml"), "xlsx", book.Unsupported},
	} {
		t.Run(x.name, func(t *testing.T) {
			p, sh, _ := begin(t, "en")
			p.choose(x.path)
			wants(t, p, stepFile, 0, 0, 0, 0)
			if len(sh.Failed) != 1 || book.CodeOf(sh.Failed[0]) != x.code || !strings.Contains(sh.Failed[0].Error(), x.detail) {
				t.Errorf("failed %v", sh.Failed)
			}
		})
	}
	p, sh, _ := begin(t, "en")
	p.choose(write(t, "people.csv", people))
	p.choose(file("later.csv", ""))
	wantStep := stepFile
	if p.step != wantStep || len(sh.Failed) != 1 {
		t.Errorf("after a bad file in place of a good one: step %d, failed %v", p.step, sh.Failed)
	}
}

func TestBadRowsThatCannotBeWritten(t *testing.T) {
	p, sh, _ := begin(t, "en")
	p.choose(write(t, "people.csv", people))
	p.saveBad(filepath.Join(t.TempDir(), "no", "such", "folder", "bad.csv"))
	if len(sh.Failed) != 1 || book.CodeOf(sh.Failed[0]) != book.NotFound || len(sh.Told) != 0 {
		t.Errorf("failed %v, told %q", sh.Failed, sh.Told)
	}
}

// held is a Runner that keeps work until it is let go.
type held struct {
	screen.Inline
	work []func()
}

func (h *held) Run(work func(context.Context) func()) func() {
	ctx, cancel := context.WithCancel(context.Background())
	h.work = append(h.work, func() {
		if show := work(ctx); show != nil {
			show()
		}
	})
	return cancel
}

func (h *held) letGo() {
	work := h.work
	h.work = nil
	for _, w := range work {
		w()
	}
}

func TestCancelLeavesNothing(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	runner := &held{}
	env.Runner = runner
	renders := 0
	p := newPresenter(env, func() { renders++ })
	p.choose(write(t, "people.csv", people))
	if !p.busy || p.writing {
		t.Fatalf("busy %v, writing %v", p.busy, p.writing)
	}
	p.cancel()
	runner.letGo()
	wants(t, p, stepFile, 0, 0, 0, 0)

	p.choose(p.path)
	runner.letGo()
	wants(t, p, stepCheck, 3, 0, 0, 1)
	p.run()
	if !p.busy || !p.writing {
		t.Fatalf("busy %v, writing %v", p.busy, p.writing)
	}
	if x := sh.Kept.Import; x == nil || x.File != p.path {
		t.Errorf("under way is %+v", x)
	}
	p.cancel()
	runner.letGo()
	wants(t, p, stepCheck, 3, 0, 0, 1)
	if count(t, p) != 0 || sh.Kept.Import != nil {
		t.Error("a cancelled import wrote something")
	}
	p.setExisting(book.Update) // a newer check replaces the older
	p.setExisting(book.Skip)
	runner.letGo()
	wants(t, p, stepCheck, 3, 0, 0, 1)
	if len(sh.Failed) > 0 || len(sh.Told) != 2 || renders == 0 {
		t.Errorf("failed %v, told %q", sh.Failed, sh.Told)
	}
}
