package personname

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

const referencePath = "../../../shared/reference/personname_tests.tsv"

// referenceRow is one test case of the CLDR person name tests.
type referenceRow struct {
	locale, label string
	name          Name
	options       Options
	want          string
	simple        bool
}

func readReference(tb testing.TB) []referenceRow {
	tb.Helper()
	f, err := os.Open(referencePath)
	if os.IsNotExist(err) {
		tb.Skip("the shared reference data are not here")
	}
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var rows []referenceRow
	s := bufio.NewScanner(f)
	for s.Scan() {
		c := strings.Split(s.Text(), "\t")
		if c[0] == "locale" {
			continue
		}
		r := referenceRow{locale: c[0], label: c[1], want: c[17], simple: c[18] == "1"}
		r.name = Name{
			Locale: strings.ReplaceAll(c[2], "_", "-"), Title: c[3], Given: c[4], GivenInformal: c[5], Given2: c[6],
			Surname: c[7], SurnamePrefix: c[8], Surname2: c[10], Generation: c[11], Credentials: c[12],
		}
		if r.name.Surname == "" {
			r.name.Surname = c[9]
		}
		r.options = Options{Order: Order(c[13]), Length: Length(c[14]), Usage: Usage(c[15]), Formality: Formality(c[16])}
		rows = append(rows, r)
	}
	if err := s.Err(); err != nil {
		tb.Fatal(err)
	}
	return rows
}

// exceptions are the rows that may differ, each with its reason, from
// testdata/exceptions.tsv: locale, case, order, length, usage, formality,
// what comes out here, and why.
func exceptions(tb testing.TB) map[string]string {
	tb.Helper()
	text, err := os.ReadFile("testdata/exceptions.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		c := strings.Split(line, "\t")
		if len(c) != 8 || c[7] == "" {
			tb.Fatalf("testdata/exceptions.tsv: %q lacks a column or its reason", line)
		}
		out[strings.Join(c[:6], "\t")] = c[6]
	}
	return out
}

func (r referenceRow) key() string {
	o := r.options
	return strings.Join([]string{r.locale, r.label, string(o.Order), string(o.Length), string(o.Usage), string(o.Formality)}, "\t")
}

func TestReference(t *testing.T) {
	total, excepted, hard, hardRight := 0, 0, 0, 0
	known := exceptions(t)
	for _, r := range readReference(t) {
		got := Format(r.locale, r.name, r.options)
		switch {
		case !r.simple:
			hard++
			if got == r.want {
				hardRight++
			}
			continue
		case got != r.want && known[r.key()] == got:
			excepted++
		case got != r.want:
			t.Errorf("%s %s %v: got %q, want %q", r.locale, r.label, r.options, got, r.want)
		}
		total++
	}
	t.Logf("%d rows, %d of them excepted; of %d rows that need a dictionary %d are right too", total, excepted, hard, hardRight)
	if excepted != len(known) {
		t.Errorf("%d exceptions are listed, %d are met", len(known), excepted)
	}
	if excepted*200 > total {
		t.Errorf("%d of %d rows are excepted; at least 99.5 %% are promised", excepted, total)
	}
}

// TestReferenceOrder checks the derived order where the case says that the
// name is at home: nothing is told but the language of the name.
func TestReferenceOrder(t *testing.T) {
	surnameFirst := map[string]bool{"hu": true, "ja": true, "ko": true, "vi": true, "yue": true, "zh": true, "zh-Hant": true, "zh-Hant-HK": true, "km": true, "mn": true, "ta": true, "si": true, "te": true}
	for _, r := range readReference(t) {
		if r.label != "nativeGS" || r.options.Order == Sorting {
			continue
		}
		o := r.options
		o.Order = GivenFirst
		if surnameFirst[r.locale] {
			o.Order = SurnameFirst
		}
		want := Format(r.locale, r.name, o)
		o.Order = ""
		if got := Format(r.locale, r.name, o); got != want {
			t.Errorf("%s %v: got %q, want %q", r.locale, o, got, want)
		}
	}
}
