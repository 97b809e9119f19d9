package exchange

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"

	"github.com/xuri/excelize/v2"
)

func answersOf(t *testing.T, data []byte) (*Answers, error) {
	t.Helper()
	p, err := locales.New("en", locales.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ReadAnswers(context.Background(), bytes.NewReader(data), p, "")
}

func TestAnswersOfAFile(t *testing.T) {
	const day = "2027-03-05"
	for name, x := range map[string]struct {
		text string
		want []string // row, customer, measure, score, day, problem
	}{
		"a measure a row": {
			"Customer;Measure;Score;Date;Comment\nAna;nps;9;2027-03-05;fine\nBudi;CSAT;2;;slow\n",
			[]string{"2 Ana nps 9 " + day + " ", "3 Budi csat 2  "},
		},
		"a column a measure": {
			"email,csat,nps,date\na@example.com,4,9,2027-03-05\n,,,\nb@example.com,,3,\n",
			[]string{"2 a@example.com csat 4 " + day + " ", "2 a@example.com nps 9 " + day + " ", "4 b@example.com nps 3  "},
		},
		"in Chinese": {"客户,满意度,日期,意见\n王小明,5,2027/3/5,很好\n", []string{"2 王小明 csat 5 " + day + " "}},
		"what cannot be read": {
			"customer,measure,score,date\nAna,nps,many,\nBudi,stars,4,\nCem,csat,4,32.1.2027\nDora,csat,4,03/04/2027\nEva,csat,,\n",
			[]string{"2 Ana nps 0  score_unread", "3 Budi  4  measure_unknown", "4 Cem csat 4  on_unread", "5 Dora csat 4  on_ambiguous", "6 Eva csat 0  score_unread"},
		},
		"a row without a score": {"customer,csat\nAna,\n", []string{"2 Ana  0  score_unread"}},
	} {
		a, err := answersOf(t, []byte(x.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := linesOf(a); !slices.Equal(got, x.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, text := range map[string]string{"empty": "", "no score": "customer,date\nAna,\n", "no customer": "csat\n4\n", "a page": "<html><table></table>"} {
		if _, err := answersOf(t, []byte(text)); book.CodeOf(err) != book.Unsupported {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func linesOf(a *Answers) (out []string) {
	for _, x := range a.List {
		day := ""
		if !x.Answer.On.IsZero() {
			day = x.Answer.On.String()
		}
		out = append(out, strings.Join([]string{strconv.Itoa(x.Row), x.Customer, string(x.Answer.Measure), strconv.Itoa(x.Answer.Score), day, x.Problem}, " "))
	}
	return out
}

// A workbook is read as a CSV is, with days that are kept as numbers, and rows
// keep the numbers that Excel shows.
func TestAnswersOfAWorkbook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for cell, v := range map[string]any{
		"A1": "Customer", "B1": "NPS", "C1": "Date", "D1": "Themes",
		"A2": "Ana", "B2": 9, "C2": 46451, "D2": "price, speed",
		"A4": "Budi", "B4": 3,
	} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var data bytes.Buffer
	if err := f.Write(&data); err != nil {
		t.Fatal(err)
	}
	a, err := answersOf(t, data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := linesOf(a), []string{"2 Ana nps 9 2027-03-05 ", "4 Budi nps 3  "}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if a.List[0].Answer.Themes != "price\nspeed" || a.List[0].Answer.On != calendar.NewDate(2027, 3, 5) {
		t.Errorf("%+v", a.List[0])
	}
	if _, err := answersOf(t, data.Bytes()[:len(data.Bytes())/2]); book.CodeOf(err) != book.Unsupported {
		t.Errorf("half of it: %v", err)
	}
}

// The rows that do not come in are written with their reason, and come in when
// they are mended.
func TestBadAnswersAreMended(t *testing.T) {
	a, err := answersOf(t, []byte("customer,csat,comment\nAna,4,fine\nBudi,9,\"=1+1, really\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = a.WriteBad(&out, "problem", []book.BadAnswer{{Row: 3, Code: "answer_csat_range"}, {Row: 3, Code: "x"}}, func(code string) string { return code })
	if err != nil || out.String() != "customer,csat,comment,problem\nBudi,9,\"'=1+1, really\",answer_csat_range\n" {
		t.Fatalf("%q %v", out.String(), err)
	}
	b, err := answersOf(t, []byte(strings.Replace(out.String(), "9", "3", 1)))
	if err != nil || len(b.List) != 1 || b.List[0].Answer.Score != 3 || b.List[0].Answer.Text != "=1+1, really" || b.List[0].Problem != "" {
		t.Errorf("%+v %v", b, err)
	}
}
