package exchange

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
)

// What other programs make of our files. Each test runs the program where it
// is installed and says so where it is not.

// run runs a program and returns what it printed.
func run(t testing.TB, stdin string, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skip(name + " is not installed here")
	}
	if name == "python3" {
		// The one for which the system installs modules.
		if own, err := exec.LookPath("/usr/bin/python3"); err == nil {
			path = own
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "LC_ALL=C.UTF-8", "PYTHONIOENCODING=utf-8")
	var out, words bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &words
	if err := cmd.Run(); err != nil {
		if strings.Contains(words.String(), "ModuleNotFoundError") {
			t.Skip("a module of " + name + " is not installed here")
		}
		t.Fatalf("%s: %v\n%s", name, err, words.String())
	}
	return out.String()
}

// names lists the full names of the live customers of a book.
func names(t testing.TB, b *book.Book) []string {
	var out []string
	for _, x := range bundles(t, b) {
		out = append(out, x.Customer.Name.Full)
	}
	return out
}

func written(t testing.TB, b *book.Book, f Format, o ExportOptions) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := Write(context.Background(), &out, b, f, book.CustomerFilter{}, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const readCards = `
import sys, vobject
for card in vobject.readComponents(sys.stdin.read()):
    print(card.fn.value)
`

func TestVobjectReadsOurCards(t *testing.T) {
	b := lived(t)
	for _, p := range []Profile{IPhone, Android} {
		got := strings.Split(strings.TrimSpace(run(t, written(t, b, VCard, ExportOptions{Profile: p}), "python3", "-c", readCards)), "\n")
		if want := names(t, b); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: vobject reads %d names of %d: %q", p, len(got), len(want), got[:min(3, len(got))])
		}
	}
}

// TestKhardListsOurCards: an address book of a terminal shows every name.
func TestKhardListsOurCards(t *testing.T) {
	b := lived(t)
	dir := t.TempDir()
	text := written(t, b, VCard, ExportOptions{Profile: IPhone})
	for i, card := range strings.SplitAfter(text, "END:VCARD\r\n") {
		if card != "" {
			if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(i)+".vcf"), []byte(card), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	conf := filepath.Join(t.TempDir(), "khard.conf")
	if err := os.WriteFile(conf, []byte("[addressbooks]\n[[ours]]\npath = "+dir+"\n[general]\ndebug = no\ndefault_action = list\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := run(t, "", "khard", "-c", conf, "list", "--parsable", "--fields=formatted_name")
	for _, n := range names(t, b) {
		if !strings.Contains(out, n) {
			t.Errorf("khard does not list %s", n)
		}
	}
}

const readEvents = `
import sys, icalendar
cal = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
for c in cal.walk():
    if c.name in ('VEVENT', 'VTODO'):
        print(c.name, c['UID'], c['SUMMARY'])
`

func TestIcalendarReadsOurDays(t *testing.T) {
	b := lived(t)
	o := speaking(t, "zh-Hans")
	out := run(t, written(t, b, ICS, o), "python3", "-c", readEvents)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	seen := map[string]bool{}
	for _, l := range lines {
		f := strings.Fields(l)
		if len(f) < 3 || seen[f[1]] {
			t.Errorf("a line or an identifier twice: %q", l)
			continue
		}
		seen[f[1]] = true
	}
	if !strings.Contains(out, "生日") || !strings.Contains(out, "VTODO") {
		t.Errorf("no birthday or no task among %d", len(lines))
	}
}

// TestKhalImportsTwice: the same calendar imported twice gives no copies.
func TestKhalImportsTwice(t *testing.T) {
	b := lived(t)
	dir, state := t.TempDir(), t.TempDir()
	conf := filepath.Join(state, "khal.conf")
	text := fmt.Sprintf("[calendars]\n[[ours]]\npath = %s\n[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"+
		"timeformat = %%H:%%M\ndateformat = %%Y-%%m-%%d\nlongdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\nlongdatetimeformat = %%Y-%%m-%%d %%H:%%M\n"+
		"[sqlite]\npath = %s\n", dir, filepath.Join(state, "khal.db"))
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(state, "days.ics")
	if err := os.WriteFile(file, []byte(written(t, b, ICS, speaking(t, "en"))), 0o600); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		run(t, "", "khal", "-c", conf, "import", "--batch", "-a", "ours", file)
		found, err := filepath.Glob(filepath.Join(dir, "*.ics"))
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	first := count()
	if second := count(); first == 0 || second != first {
		t.Errorf("khal has %d events after one import and %d after two", first, second)
	}
}

// TestLibreOfficeOpensOurTables: what it opens and saves again is still the same
// customers, Chinese and Arabic and formulas included.
func TestLibreOfficeOpensOurTables(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed here")
	}
	a := lived(t)
	trap := book.Customer{Kind: book.Person, Name: book.Name{Full: "=1+1"}, City: "@home", Channels: []book.Channel{{Kind: book.Phone, Value: "+49 30 1234567", Normal: "+49301234567"}}}
	if _, _, err := a.Customers.Save(context.Background(), trap); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, filter string }{
		{"csv", "xlsx", "xlsx"},
		{"xlsx", "csv", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"},
	} {
		t.Run(c.from+" to "+c.to, func(t *testing.T) {
			dir := t.TempDir()
			in := filepath.Join(dir, "in."+c.from)
			if err := os.WriteFile(in, []byte(written(t, a, Format(c.from), speaking(t, "en"))), 0o600); err != nil {
				t.Fatal(err)
			}
			run(t, "", "soffice", "--headless", "--norestore", "-env:UserInstallation=file://"+t.TempDir(),
				"--infilter=CSV:44,34,76,1,,0,true,false,false", "--convert-to", c.filter, "--outdir", dir, in)
			out, err := os.ReadFile(filepath.Join(dir, "in."+c.to))
			if err != nil {
				t.Fatal(err)
			}
			got := names(t, into(t, "in."+c.to, string(out), Options{}))
			have := map[string]bool{}
			for _, n := range got {
				have[n] = true
			}
			for _, n := range names(t, a) {
				if !have[n] {
					t.Errorf("%s is not there after LibreOffice", n)
				}
			}
		})
	}
}

// BenchmarkCards reads the same vCards as python3-vobject does; the ratio is
// how many times faster we are.
func BenchmarkCards(b *testing.B) {
	one := written(b, lived(b), VCard, ExportOptions{Profile: Android})
	cards := strings.Count(one, "BEGIN:VCARD")
	text := strings.Repeat(one, 20_000/cards+1)
	ours := func() time.Duration {
		start := time.Now()
		s := openText(b, "cards.vcf", text)
		n := 0
		for in, err := range s.Records(context.Background()) {
			if err != nil || in.Problem != nil {
				b.Fatal(err, in.Problem)
			}
			n++
		}
		if n < 20_000 {
			b.Fatal(n)
		}
		return time.Since(start)
	}
	var mine time.Duration
	for b.Loop() {
		mine = ours()
	}
	few := strings.Repeat(one, 2000/cards+1)
	start := time.Now()
	run(b, few, "python3", "-c", "import sys, vobject\nfor c in vobject.readComponents(sys.stdin.read()): c.fn.value")
	theirs := time.Since(start) * time.Duration(len(text)/len(few))
	b.ReportMetric(mine.Seconds(), "s/20k")
	b.ReportMetric(theirs.Seconds()/mine.Seconds(), "times-vobject")
}
