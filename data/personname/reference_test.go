package personname

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

const referencePath = "../../../shared/reference/personname_tests.tsv"

// readReference reads the CLDR person name tests.
func readReference(tb testing.TB) [][]string {
	tb.Helper()
	f, err := os.Open(referencePath)
	if os.IsNotExist(err) {
		tb.Skip("the shared reference data are not here")
	}
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	s := bufio.NewScanner(f)
	for s.Scan() {
		rows = append(rows, strings.Split(s.Text(), "\t"))
	}
	if err := s.Err(); err != nil {
		tb.Fatal(err)
	}
	return rows[1:]
}

func referenceName(r []string) Name {
	n := Name{
		Locale: strings.ReplaceAll(r[2], "_", "-"), Title: r[3], Given: r[4], GivenInformal: r[5], Given2: r[6],
		Surname: r[7], SurnamePrefix: r[8], Surname2: r[10], Generation: r[11], Credentials: r[12],
	}
	if n.Surname == "" {
		n.Surname = r[9]
	}
	return n
}

func TestReference(t *testing.T) {
	total, wrong := 0, map[string]int{}
	for _, r := range readReference(t) {
		if r[18] != "1" {
			continue
		}
		total++
		n := referenceName(r)
		o := Options{Order: Order(r[13]), Length: Length(r[14]), Usage: Usage(r[15]), Formality: Formality(r[16])}
		if got := Format(r[0], n, o); got != r[17] {
			wrong[r[0]]++
			if wrong[r[0]] <= 6 {
				t.Logf("%s %s %s %v: got %q, want %q", r[0], r[1], r[2], r[13:17], got, r[17])
			}
		}
	}
	bad := 0
	for _, k := range wrong {
		bad += k
	}
	t.Logf("%d of %d wrong: %v", bad, total, wrong)
}
