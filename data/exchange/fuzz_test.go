package exchange

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"dragoman/data/book"
)

// check reads a file of any bytes: it must end, give valid text that the book
// takes, and never lose the order of its lines.
func check(t *testing.T, data []byte) {
	s, err := Open(context.Background(), "fuzz", int64(len(data)), bytes.NewReader(data), Options{Region: "DE"})
	if err != nil {
		if book.CodeOf(err) != book.Unsupported {
			t.Fatalf("Open: %v", err)
		}
		if s == nil {
			return
		}
	}
	n := 0
	for in, err := range s.Records(context.Background()) {
		if err != nil {
			t.Fatalf("Records: %v", err)
		}
		if n++; n > len(data)+1 {
			t.Fatal("more records than bytes")
		}
		if in.Row < 1 || in.Row > bytes.Count(data, []byte("\n"))+bytes.Count(data, []byte("\r"))+1 {
			t.Fatalf("line %d of %q", in.Row, data)
		}
		if in.Problem != nil {
			continue
		}
		if err := book.Validate(book.Tidy(in.Customer)); err != nil {
			t.Fatalf("the book refuses %+v: %v", in.Customer, err)
		}
		if text := everything(in); !utf8.ValidString(text) {
			t.Fatalf("not UTF-8: %q", text)
		}
	}
}

func FuzzVCard(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join(corpusDir, "*.vcf*"))
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil && len(data) < 3000 {
			f.Add(data)
		}
	}
	f.Add([]byte(card("2.1", "FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=\r\n=63", "AGENT:", "BEGIN:VCARD", "FN:x", "END:VCARD")))
	f.Add([]byte(card("4.0", "item1.X-ABDATE:2012-06-01", "item1.X-ABLabel:_$!<Anniversary>!$_", "IMPP;X-SERVICE-TYPE=微信:x-apple:a")))
	f.Fuzz(func(t *testing.T, data []byte) { check(t, append([]byte("BEGIN:VCARD\r\n"), data...)) })
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte(csvOf(googleHeader, ",", map[string]string{"First Name": "a", "Notes": "x\ny \"z\"", "Birthday": "3/4/1980", "Phone 1 - Value": "1 ::: 2"})))
	f.Add([]byte("姓名;生日;国家\n王;农历八月十五;中国\n\"a \"b\" c;\n"))
	f.Add([]byte("Name,Birth Year,Birth Month\n\"x,1,2\ny\x00\xff"))
	f.Fuzz(func(t *testing.T, data []byte) { check(t, append([]byte("Name,Phone,Birthday,"), data...)) })
}

func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"1988-05-04", "农历闰四月初八", "昭和55年5月9日", "3/4/1980 2:30 PM", "--0509", "12 Mar 2024"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, o := range []DateOrder{"", DayFirst, MonthFirst, YearFirst} {
			if when, state := readDate(s, o, ""); state == dateRead && when.Valid() != nil {
				t.Fatalf("%q: %+v is no day", s, when)
			}
		}
	})
}
