package exchange

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"dragoman/data/book"
)

// hardNames are names that other programs have damaged.
var hardNames = []string{
	"王小明", "欧阳娜娜", "田中 健一", "김민수", "Nguyễn Thị Ánh", "أحمد بن راشد", "בן־גוריון", "प्रिया शर्मा", "สมชาย", "አበበ ቢቂላ",
	"Kovács János", "María José de la Cruz y Ortega", "Þórunn Jónsdóttir", "O’Brien-MacLeod", "U Thant", "Sukarno", "X Æ", "𠮷野家",
}

func openBytes(t testing.TB, b []byte, o Options) *Source {
	t.Helper()
	s, err := Open(context.Background(), "test", int64(len(b)), bytes.NewReader(b), o)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return s
}

func readAll(t testing.TB, s *Source) []book.Incoming {
	t.Helper()
	var out []book.Incoming
	for in, err := range s.Records(context.Background()) {
		if err != nil {
			t.Fatalf("Records: %v", err)
		}
		out = append(out, in)
	}
	return out
}

func readText(t testing.TB, text string, o Options) []book.Incoming {
	t.Helper()
	return readAll(t, openBytes(t, []byte(text), o))
}

// one reads a file that must hold one record.
func one(t testing.TB, text string, o Options) book.Incoming {
	t.Helper()
	all := readText(t, text, o)
	if len(all) != 1 {
		t.Fatalf("got %d records, want 1: %+v", len(all), all)
	}
	return all[0]
}

// card wraps lines in a vCard of a version.
func card(version string, lines ...string) string {
	return "BEGIN:VCARD\r\nVERSION:" + version + "\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCARD\r\n"
}

func warned(in book.Incoming, code string) bool {
	for _, w := range in.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

func extraOf(in book.Incoming, name string) string {
	for _, p := range in.Customer.Origin.Extra {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}

// channels writes the channels as kind:value[label].
func channels(in book.Incoming) []string {
	var out []string
	for _, c := range in.Customer.Channels {
		s := string(c.Kind) + ":" + c.Value
		if c.Label != "" {
			s += "[" + c.Label + "]"
		}
		if c.Preferred {
			s += "*"
		}
		out = append(out, s)
	}
	return out
}

// dates writes the dates as kind:when or kind:?raw.
func dates(in book.Incoming) []string {
	var out []string
	for _, d := range in.Customer.Dates {
		s := string(d.Kind)
		if d.Label != "" {
			s += "(" + d.Label + ")"
		}
		if d.Raw != "" {
			s += ":?" + d.Raw
		} else {
			s += ":" + d.When.String()
		}
		out = append(out, s)
	}
	return out
}
