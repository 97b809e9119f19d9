package exchange

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"testing"
)

// endless is a file that is made up while it is read: a header and rows of one
// length.
type endless struct {
	header string
	row    func(i int64) string
	width  int64
	size   int64
}

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	if off >= e.size {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && off < e.size {
		var chunk string
		if h := int64(len(e.header)); off < h {
			chunk = e.header[off:]
		} else {
			i, at := (off-h)/e.width, (off-h)%e.width
			chunk = e.row(i)[at:]
		}
		c := copy(p[n:], chunk[:min(int64(len(chunk)), e.size-off)])
		n += c
		off += int64(c)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// A CSV of 200 MB (20 with -short or on a busy machine) is read with flat
// memory, and its length does not show in the time to open it.
func TestHugeCSV(t *testing.T) {
	size := int64(200 << 20)
	if testing.Short() || os.Getenv("CI") != "" {
		size = 20 << 20
	}
	row := func(i int64) string {
		return fmt.Sprintf("王小明,wang%09d@example.org,%012d,1988-05-04,\"%-900s\"\n", i, i, "note, with words")
	}
	e := endless{header: "Name,E-mail,Customer ID,Birthday,Notes\n", row: row, width: int64(len(row(0))), size: size}
	s, err := Open(context.Background(), "huge.csv", size, e, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, uint64(0)
	n := 0
	for in, err := range s.Records(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if in.Customer.Name.Full != "王小明" {
			t.Fatalf("row %d: %+v", in.Row, in.Customer.Name)
		}
		if n++; n%20_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if want := size / e.width; int64(n) < want-1 || s.Info().Rows < n*9/10 || s.Info().Rows > n*11/10 {
		t.Errorf("%d rows, %d announced, want %d", n, s.Info().Rows, want)
	}
	if most > before+32<<20 {
		t.Errorf("memory grew from %d to %d bytes", before, most)
	}
	if s.Offset() != size {
		t.Errorf("offset %d of %d", s.Offset(), size)
	}
}

func csvRows(n int) []byte {
	var b bytes.Buffer
	b.WriteString("First Name,Last Name,Company,Job Title,E-mail Address,Mobile Phone,Birthday,City,Country,Categories,Notes,Spouse\n")
	for i := range n {
		fmt.Fprintf(&b, "Jana%d,Müller,Groß GmbH,Leiterin,jana%d@example.de,0171 %07d,%d-05-04,Köln,Germany,VIP;Messe,\"likes tea, not coffee\",Udo\n", i, i, i, 1950+i%50)
	}
	return b.Bytes()
}

// BenchmarkCSV reads 100,000 rows of twelve cells: 30 s is the promise for
// bringing them into the book, of which reading may take a tenth.
func BenchmarkCSV(b *testing.B) {
	data := csvRows(100_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		s := openBytes(b, data, Options{Region: "DE"})
		n := 0
		for _, err := range s.Records(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 100_000 {
			b.Fatal(n)
		}
	}
}

func cards(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		b.WriteString(card("3.0", fmt.Sprintf("N:Müller;Jana%d;;;", i), fmt.Sprintf("FN:Jana%d Müller", i), "ORG:Groß GmbH;Einkauf", "TITLE:Leiterin",
			fmt.Sprintf("TEL;TYPE=CELL:+49 171 %07d", i), fmt.Sprintf("EMAIL;TYPE=WORK:jana%d@example.de", i), "ADR;TYPE=WORK:;;Hauptstr. 1;Köln;;50667;Germany",
			"BDAY:1980-05-04", "NOTE:likes tea\\, not coffee", "CATEGORIES:VIP,Messe", "UID:"+fmt.Sprint(i)))
	}
	return b.Bytes()
}

// BenchmarkVCard reads 20,000 cards.
func BenchmarkVCard(b *testing.B) {
	data := cards(20_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		s := openBytes(b, data, Options{Region: "DE"})
		n := 0
		for _, err := range s.Records(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 20_000 {
			b.Fatal(n)
		}
	}
}
