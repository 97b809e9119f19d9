package exchange

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"dragoman/data/book"
	"dragoman/data/sqlite"
)

// sheetOf is a workbook with one sheet.
func sheetOf(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, r := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// repacked is a workbook whose sheet is what change makes of it.
func repacked(t testing.TB, workbook []byte, change func(sheet []byte) []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(part.Name, "xl/worksheets/") {
			data = change(data)
		}
		p, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bomb is a workbook of a few megabytes whose sheet unpacks to a number of
// bytes of blanks, and which may lie about that.
func bomb(t testing.TB, unpacks, says uint64) []byte {
	t.Helper()
	const block = 16 << 20
	blanks := bytes.Repeat([]byte(" "), block)
	var packed bytes.Buffer
	fw, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fw.Write(blanks); err != nil {
		t.Fatal(err)
	}
	if err := fw.Flush(); err != nil { // ends on a whole byte, so that it can be repeated
		t.Fatal(err)
	}
	n := int(unpacks / block)
	stream := append(bytes.Repeat(packed.Bytes(), n), 0x03, 0x00) // an empty last block
	sum := crc32.NewIEEE()
	for range n {
		if _, err := sum.Write(blanks); err != nil {
			t.Fatal(err)
		}
	}
	whole := sheetOf(t, []any{"Name"}, []any{"A"})
	in, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range in.File {
		if !strings.HasPrefix(part.Name, "xl/worksheets/") {
			if err := w.Copy(part); err != nil {
				t.Fatal(err)
			}
			continue
		}
		raw, err := w.CreateRaw(&zip.FileHeader{
			Name: part.Name, Method: zip.Deflate, CRC32: sum.Sum32(),
			CompressedSize64: uint64(len(stream)), UncompressedSize64: says,
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := raw.Write(stream); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestBombs: a workbook that unpacks to far more than any list of customers is
// refused, soon and without filling the memory or the disk, whether it tells
// its size or not.
func TestBombs(t *testing.T) {
	const much = 3 << 30
	for name, says := range map[string]uint64{"honest": much, "lying": 1000} {
		t.Run(name, func(t *testing.T) {
			data := bomb(t, much, says)
			tmp := t.TempDir()
			t.Setenv("TMPDIR", tmp)
			start := time.Now()
			_, err := Open(context.Background(), "bomb.xlsx", int64(len(data)), bytes.NewReader(data), Options{})
			if detailOf(err) != DetailXLSXBad {
				t.Errorf("%v", err)
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			t.Logf("%d kB, refused after %v, %d MB from the system", len(data)>>10, time.Since(start).Round(time.Millisecond), m.Sys>>20)
			if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
				t.Errorf("%d files left behind, %v", len(left), err)
			}
		})
	}
}

func detailOf(err error) string {
	if e := (*book.Error)(nil); errors.As(err, &e) {
		return e.Detail
	}
	return ""
}

// TestDamagedSheets: what stands before the damage comes in, and one row says
// where it begins.
func TestDamagedSheets(t *testing.T) {
	rows := [][]any{{"Name", "E-mail"}}
	for i := range 200 {
		rows = append(rows, []any{fmt.Sprint("王小明 ", i), fmt.Sprint("w", i, "@example.org")})
	}
	whole := sheetOf(t, rows...)
	for name, change := range map[string]func([]byte) []byte{
		"a row that is none":  func(b []byte) []byte { return bytes.Replace(b, []byte(`<row r="150"`), []byte(`<row r=150`), 1) },
		"cut":                 func(b []byte) []byte { return b[:len(b)*2/3] },
		"garbage":             func(b []byte) []byte { return append(append([]byte{}, b[:len(b)/2]...), "<<<&;\x00\xff"...) },
		"column beyond excel": func(b []byte) []byte { return bytes.Replace(b, []byte(`r="A150"`), []byte(`r="ZZZZZZ150"`), 1) },
		"a cell that is none": func(b []byte) []byte { return bytes.Replace(b, []byte(`r="A150"`), []byte(`r="!!"`), 1) },
	} {
		t.Run(name, func(t *testing.T) {
			data := repacked(t, whole, change)
			s, err := Open(context.Background(), "x.xlsx", int64(len(data)), bytes.NewReader(data), Options{})
			if err != nil {
				t.Fatal(err)
			}
			all := readAll(t, s)
			good, bad := 0, 0
			for _, in := range all {
				if in.Problem == nil {
					good++
				} else if bad++; in.Problem.Code != ProblemBroken {
					t.Errorf("%+v", in.Problem)
				}
			}
			if good < 90 || bad != 1 {
				t.Errorf("%d rows came in, %d problems", good, bad)
			}
			b := newBook(t)
			rep, err := s.Into(context.Background(), b, book.ImportOptions{})
			if err != nil || rep.Added != good || rep.Failed != 1 {
				t.Errorf("%d added, %d failed, %v", rep.Added, rep.Failed, err)
			}
		})
	}
}

// TestVeryWideTables: a million columns are read up to where a table can be
// one, and the rest is said to be too long.
func TestVeryWideTables(t *testing.T) {
	const n = 1_000_000
	for name, text := range map[string]string{
		"header": "Name,E-mail" + strings.Repeat(",x", n) + "\nA,a@example.org\n",
		"row":    "Name,E-mail\nA,a@example.org\nB" + strings.Repeat(",x", n) + "\nC,c@example.org\n",
		"both":   "Name,E-mail" + strings.Repeat(",x", n) + "\nA,a@example.org\nB" + strings.Repeat(",x", n) + "\nC,c@example.org\n",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			all := readText(t, text, Options{})
			if len(all) == 0 || all[0].Customer.Name.Full != "A" || all[0].Problem != nil || all[len(all)-1].Problem != nil {
				t.Fatalf("%d rows", len(all))
			}
			for _, in := range all {
				if n := len(in.Customer.Origin.Extra); n > 2*mostColumns {
					t.Errorf("%d extra cells", n)
				}
			}
			if len(all) == 3 && (all[1].Problem == nil || all[1].Problem.Code != ProblemTooLong) {
				t.Errorf("the long row: %+v", all[1].Problem)
			}
			t.Log(time.Since(start).Round(time.Millisecond))
		})
	}
}

// TestHugePictures: a card with a picture of 50 MB says so, and those around
// it are whole.
func TestHugePictures(t *testing.T) {
	picture := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("\xff\xd8\xff\xe0 pixels "), 50<<20/12))
	folded := picture
	var b strings.Builder
	for len(folded) > 74 {
		b.WriteString("\r\n " + folded[:74])
		folded = folded[74:]
	}
	for name, photo := range map[string]string{"one line": picture, "folded": b.String()} {
		t.Run(name, func(t *testing.T) {
			text := card("3.0", "FN:One", "TEL:+49 30 1") + card("3.0", "FN:Two", "PHOTO;ENCODING=b:"+photo, "TEL:+49 30 2") + card("3.0", "FN:Three", "TEL:+49 30 3")
			all := readText(t, text, Options{})
			if len(all) != 3 {
				t.Fatalf("%d cards", len(all))
			}
			for i, name := range []string{"One", "Two", "Three"} {
				if in := all[i]; in.Customer.Name.Full != name || len(in.Customer.Channels) != 1 {
					t.Errorf("%d: %q, %d channels, %+v", i, in.Customer.Name.Full, len(in.Customer.Channels), in.Problem)
				}
			}
			if all[1].Problem == nil && len(all[1].Warnings) == 0 {
				t.Error("nothing is said of the picture")
			}
		})
	}
}

// TestHiddenCharacters: marks that turn text around, control characters and
// halves of characters do not come into names, and the row does.
func TestHiddenCharacters(t *testing.T) {
	for name, c := range map[string]struct{ text, full, warning string }{
		"override":       {"Name,Phone\n\u202egnp.exe Smith,1\n", "gnp.exe Smith", WarnHidden},
		"isolate":        {"Name,Phone\n\u2067محمد\u2069,1\n", "محمد", WarnHidden},
		"bell":           {"Name,Phone\nA\x07nna\x1b[31m,1\n", "Anna[31m", WarnHidden},
		"line break":     {"Name,Phone\n\"Anna\nMüller\",1\n", "Anna Müller", WarnHidden},
		"NUL":            {"Name,Phone\nAn\x00na,1\n", "Anna", WarnNUL},
		"joiner stays":   {"Name,Phone\nعلی\u200cرضا,1\n", "علی\u200cرضا", ""},
		"mark stays":     {"Name,Phone\n\u200fדוד,1\n", "\u200fדוד", ""},
		"half in UTF-8":  {"Name,Phone\n王小明 \xed\xa0\x80,1\n李四,2\n", "王小明 \ufffd", WarnEncoding},
		"half in a card": {card("4.0", "FN:\u202eeve", "TEL:1"), "eve", WarnHidden},
	} {
		t.Run(name, func(t *testing.T) {
			in := readText(t, c.text, Options{})[0]
			if in.Problem != nil || c.full != "" && in.Customer.Name.Full != c.full {
				t.Errorf("%q, %+v", in.Customer.Name.Full, in.Problem)
			}
			if c.warning != "" && !warned(in, c.warning) || c.warning == "" && len(in.Warnings) > 0 {
				t.Errorf("warnings %+v", in.Warnings)
			}
		})
	}
	// UTF-16 with half of a pair, and JSON with an escaped half.
	utf16 := []byte{0xff, 0xfe}
	for _, u := range []uint16{'N', 'a', 'm', 'e', ',', 'C', 'i', 't', 'y', '\n', '王', 0xd800, ',', '成', '都', '\n'} {
		utf16 = append(utf16, byte(u), byte(u>>8))
	}
	in := readAll(t, openBytes(t, utf16, Options{}))[0]
	if in.Customer.Name.Full != "王\ufffd" || in.Customer.City != "成都" || !warned(in, WarnEncoding) {
		t.Errorf("UTF-16: %q %q %+v", in.Customer.Name.Full, in.Customer.City, in.Warnings)
	}
	b := newBook(t)
	s := openText(t, "x.json", `{"format":"dragoman-book","version":1,"rows":[{"table":"customer","values":{"id":"0190a000-0000-7000-8000-000000000001","kind":"person","name_full":"王\\ud800明","created_at":"2026-01-02T03:04:05.678Z"}}]}`)
	if rep, err := s.Into(context.Background(), b, book.ImportOptions{}); err != nil || rep.Added != 1 {
		t.Errorf("JSON: %+v, %v", rep, err)
	}
}

// leaving is a file that goes away after some bytes.
type leaving struct {
	data []byte
	at   int64
	how  error
}

func (l leaving) ReadAt(p []byte, off int64) (int, error) {
	if off >= l.at {
		return 0, l.how
	}
	n, _ := bytes.NewReader(l.data[:l.at]).ReadAt(p, off)
	if n < len(p) {
		return n, l.how
	}
	return n, nil
}

// TestFilesThatGoAway: a drive taken out, or a file cut while it is read, is
// said in so many words and leaves the book as it was.
func TestFilesThatGoAway(t *testing.T) {
	var csv, cards strings.Builder
	csv.WriteString("Name,E-mail,Notes\n")
	note := strings.Repeat("x", 1000)
	for i := range 3000 {
		fmt.Fprintf(&csv, "Customer %d,c%d@example.org,%s\n", i, i, note)
		cards.WriteString(card("3.0", fmt.Sprint("FN:Customer ", i), "NOTE:"+note))
	}
	for name, text := range map[string]string{"csv": csv.String(), "vcf": cards.String()} {
		for _, how := range []error{syscall.EIO, io.EOF, os.ErrClosed} {
			t.Run(fmt.Sprint(name, " ", how), func(t *testing.T) {
				whole := openBytes(t, []byte(text), Options{})
				whole.r = leaving{data: []byte(text), at: int64(len(text)) / 2, how: how}
				b := newBook(t)
				rep, err := whole.Into(context.Background(), b, book.ImportOptions{})
				if detailOf(err) != DetailStopped {
					t.Errorf("%v after %d", err, rep.Added)
				}
				if n, err := b.Customers.Count(context.Background(), book.CustomerFilter{}); n != 0 || err != nil {
					t.Errorf("%d customers of half a file, %v", n, err)
				}
				_, err = Open(context.Background(), "x", int64(len(text)), leaving{data: []byte(text), at: 1000, how: syscall.EIO}, Options{})
				if detailOf(err) != DetailStopped {
					t.Errorf("opened: %v", err)
				}
			})
		}
	}
}

// TestAFullDisk: an import for which there is no room leaves the book as it
// was, and an export leaves the file that was there.
func TestAFullDisk(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "small.dragoman")
	file, err := sqlite.Create(ctx, path, sqlite.Options{MaxPages: 150})
	if err != nil {
		t.Fatal(err)
	}
	b := book.New(file, func() time.Time { return noon })
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	var csv strings.Builder
	csv.WriteString("Name,E-mail\n")
	for i := range 5000 {
		fmt.Fprintf(&csv, "Customer %d,c%d@example.org\n", i, i)
	}
	_, err = openBytes(t, []byte(csv.String()), Options{}).Into(ctx, b, book.ImportOptions{})
	if book.CodeOf(err) != book.DiskFull {
		t.Errorf("%v", err)
	}
	if n, err := b.Customers.Count(ctx, book.CustomerFilter{}); n != 0 || err != nil {
		t.Errorf("%d customers, %v", n, err)
	}
	rep, err := openBytes(t, []byte("Name\nAnna\n"), Options{}).Into(ctx, b, book.ImportOptions{})
	if err != nil || rep.Added != 1 {
		t.Errorf("the book is not usable any more: %+v, %v", rep, err)
	}

	out := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(out, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	err = ToFile(out, func(w io.Writer) error {
		if _, err := io.WriteString(w, strings.Repeat("x", 1<<20)); err != nil {
			return err
		}
		return &os.PathError{Op: "write", Path: out, Err: syscall.ENOSPC}
	})
	if book.CodeOf(err) != book.DiskFull {
		t.Errorf("export: %v", err)
	}
	got, err := os.ReadFile(out)
	left, err2 := os.ReadDir(filepath.Dir(out))
	if err != nil || err2 != nil || string(got) != "before" || len(left) != 1 {
		t.Errorf("%.20q and %d files, %v %v", got, len(left), err, err2)
	}
}
