package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// people are names as customers of several markets write them, with how a
// phone number of that market begins.
var people = []struct {
	country, city, phone string
	family, given        []string
	familyFirst          bool
}{
	{"CN", "上海", "+86 138", []string{"王", "李", "张", "刘", "陈", "欧阳"}, []string{"小明", "伟", "芳", "秀英", "建国", "丽"}, true},
	{"TW", "台北", "09", []string{"林", "黃", "吳"}, []string{"志明", "淑芬", "雅婷", "家豪"}, true},
	{"JP", "東京", "+81 90", []string{"佐藤", "鈴木", "高橋"}, []string{"太郎", "花子", "さくら"}, true},
	{"KR", "서울", "+82 10", []string{"김", "이", "박"}, []string{"민준", "서연", "지우"}, true},
	{"VN", "Hà Nội", "+84 91", []string{"Nguyễn", "Trần", "Lê"}, []string{"Văn An", "Thị Hoa", "Minh"}, true},
	{"DE", "Köln", "0171 ", []string{"Müller", "Schröder", "Weiß"}, []string{"Jürgen", "Anke", "Sören"}, false},
	{"FR", "Paris", "+33 6", []string{"Lefèvre", "Bernard", "Garçon"}, []string{"Éloïse", "Luc", "Chloé"}, false},
	{"GB", "London", "+44 7700 ", []string{"Smith", "O'Brien", "Taylor-Jones"}, []string{"John", "Mary", "Zoë"}, false},
	{"RU", "Москва", "+7 916 ", []string{"Иванов", "Смирнова"}, []string{"Иван", "Анна", "Пётр"}, false},
	{"EG", "القاهرة", "+20 100 ", []string{"محمد", "حسن"}, []string{"أحمد", "فاطمة"}, false},
	{"TH", "กรุงเทพ", "+66 81 ", []string{"ใจดี", "สุขใจ"}, []string{"สมชาย", "มาลี"}, false},
	{"IN", "मुंबई", "+91 98", []string{"शर्मा", "Patel"}, []string{"राज", "Priya"}, false},
}

// writeContacts writes a table of n different contacts.
func writeContacts(path string, n int) error {
	var b bytes.Buffer
	b.WriteString("First Name,Last Name,Name,Company,Job Title,E-mail,Phone,Birthday,City,Country,Tags,Notes\n")
	for i := range n {
		m := people[i%len(people)]
		k := i / len(people)
		family, given := m.family[k%len(m.family)], m.given[k/len(m.family)%len(m.given)]
		full := given + " " + family
		if m.familyFirst {
			full = family + given
		}
		note := ""
		if i%3 == 0 {
			note = "likes tea, met in " + m.city
		}
		fmt.Fprintf(&b, "%s,%s,%s,Company %d Ltd,Buyer,c%06d@mail%d.example,%s%07d,%d-%02d-%02d,%s,%s,%s,\"%s\"\n",
			given, family, full, i%4000, i, i%7, m.phone, i, 1950+i%50, 1+i%12, 1+i%28, m.city, m.country,
			[]string{"vip", "fair", "vip;fair", ""}[i%4], note)
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

// peak returns the most memory that the process has had, in megabytes, where
// the system tells it.
func peak(b *testing.B) float64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kb / 1024
		}
	}
	return 0
}

// call runs the program and tells how long it took.
func timed(b *testing.B, args ...string) time.Duration {
	b.Helper()
	var words bytes.Buffer
	start := time.Now()
	if code := run(context.Background(), args, io.Discard, &words); code != exitDone {
		b.Fatalf("%v: exit %d: %s", args, code, words.String())
	}
	return time.Since(start)
}

// BenchmarkImportCSV brings 100,000 rows into an empty book: the promise is 30
// seconds and 400 MB. It also measures a dry run, and the same file once more.
func BenchmarkImportCSV(b *testing.B) {
	dir := b.TempDir()
	table := filepath.Join(dir, "contacts.csv")
	if err := writeContacts(table, 100_000); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		path := filepath.Join(dir, strconv.Itoa(int(time.Now().UnixNano()))+".dragoman")
		timed(b, "demo", "--book", path, "--customers", "0")
		dry := timed(b, "import", "--book", path, table, "--dry-run")
		b.StartTimer()
		took := timed(b, "import", "--book", path, table)
		b.StopTimer()
		b.ReportMetric(took.Seconds(), "s/100k")
		b.ReportMetric(dry.Seconds(), "dry-s")
		b.ReportMetric(peak(b), "peak-MB")
		b.ReportMetric(timed(b, "import", "--book", path, table).Seconds(), "again-s")
		b.StartTimer()
	}
}
