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
	if s.info.Format == JSON && s.info.Layout == Ours {
		checkBook(t, s)
		return
	}
	n := 0
	for in, err := range s.Records(context.Background()) {
		if err != nil {
			t.Fatalf("Records: %v", err)
		}
		if n++; n > len(data)+1 {
			t.Fatal("more records than bytes")
		}
		if lines := bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r")) + 1; in.Row < 1 || in.Row > lines && s.info.Layout != Monica {
			t.Fatalf("line %d of %q", in.Row, data)
		}
		if in.Problem != nil || in.Loose() {
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

// checkBook reads a copy of a book, whole or not.
func checkBook(t *testing.T, s *Source) {
	for row, err := range s.Rows(context.Background()) {
		if err != nil {
			if code := book.CodeOf(err); code != book.Unsupported && code != book.NewerVersion {
				t.Fatal(err)
			}
			return
		}
		for _, v := range row.Values {
			if text, ok := v.(string); ok && !utf8.ValidString(text) {
				t.Fatalf("not UTF-8: %q", text)
			}
		}
	}
}

func FuzzBookJSON(f *testing.F) {
	const id = `"id":"0190a000-0000-7000-8000-000000000001"`
	f.Add([]byte(`{"table":"customer","values":{` + id + `,"kind":"person","name_full":"王小明","created_at":"2026-01-02T03:04:05.678Z"}}]}`))
	f.Add([]byte(`{"table":"customer","values":{` + id + `,"kind":1.5,"name_full":null},"parts":{"channel":[{"value":"x","kind":"email"}]}},{"table":"note"`))
	f.Add([]byte(`]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, append([]byte(`{"format":"dragoman-book","version":1,"rows":[`), data...))
	})
}

func FuzzMonica(f *testing.F) {
	f.Add([]byte(`"account":{"data":[{"type":"contact","values":[{"uuid":"a","properties":{"first_name":"A","birthdate":{"date":"1980-05-04"}},"data":[{"type":"note","values":[{"properties":{"body":"x"}}]}]}]}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, append([]byte(`{"version":"1.0-preview.1","app_version":"4.1.2","export_date":"2026-01-02T03:04:05Z",`), data...))
	})
}

func FuzzCalendar(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join(corpusDir, "ics", "*.ics"))
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil && len(data) < 3000 {
			f.Add(data)
		}
	}
	f.Add([]byte("BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:王小明's birthday\r\nDTSTART;VALUE=DATE:19850403\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nBEGIN:VTODO\r\nSUMMARY:call\r\nDUE:20261201T090000Z\r\nEND:VTODO\r\nEND:VCALENDAR"))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, append([]byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"), data...))
	})
}
