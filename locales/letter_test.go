package locales

import (
	"path/filepath"
	"strings"
	"testing"

	"dragoman/data/calendar"
)

func TestLettersHaveTheirOwnDays(t *testing.T) {
	day, err := calendar.ParseDate("2027-03-19")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ tag, day, weekday, time string }{
		{"en", "19 March 2027", "Friday 19 March 2027", "18:05"},
		{"de", "19. März 2027", "Freitag, 19. März 2027", "18:05"},
		{"es", "19 de marzo de 2027", "viernes, 19 de marzo de 2027", "18:05"},
		{"id", "19 Maret 2027", "Jumat, 19 Maret 2027", "18.05"},
		{"ja", "2027年3月19日", "2027年3月19日金曜日", "18:05"},
		{"ko", "2027년 3월 19일", "2027년 3월 19일 금요일", "18:05"},
		{"pl", "19 marca 2027", "piątek, 19 marca 2027", "18:05"},
		{"pt-BR", "19 de março de 2027", "sexta-feira, 19 de março de 2027", "18:05"},
		{"ru", "19 марта 2027\u00a0г.", "пятница, 19 марта 2027\u00a0г.", "18:05"},
		{"th", "19 มีนาคม พ.ศ. 2570", "วันศุกร์ที่ 19 มีนาคม พ.ศ. 2570", "18:05 น."},
		{"tr", "19 Mart 2027", "19 Mart 2027 Cuma", "18:05"},
		{"vi", "19 tháng 3, 2027", "Thứ Sáu, 19 tháng 3, 2027", "18:05"},
		{"zh-Hans", "2027年3月19日", "2027年3月19日 星期五", "18:05"},
	} {
		l, ok := LetterIn(c.tag)
		if !ok {
			t.Errorf("%s: not known", c.tag)
			continue
		}
		if got := [3]string{l.Day(day), l.Weekday(day), l.Time(18, 5)}; got != [3]string{c.day, c.weekday, c.time} {
			t.Errorf("%s: %q", c.tag, got)
		}
	}
	if _, ok := LetterIn("xx"); ok {
		t.Error("a language that nobody writes is known")
	}
}

// Every language in which there are scripts writes its days, all twelve months
// and seven weekdays.
func TestLettersInEveryLanguageOfTheScripts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "assets", "culture", "scripts", "*.toml"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	all, err := loadLetters()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]letterData{}
	for tag, d := range all {
		known[strings.ToLower(tag)] = d
	}
	for _, file := range files {
		tag := strings.TrimSuffix(filepath.Base(file), ".toml")
		d := known[tag]
		if len(d.Months) != 12 || len(d.Days) != 7 {
			t.Errorf("%s: no days", tag)
		}
		for _, name := range append(d.Months, d.Days...) {
			if name == "" {
				t.Errorf("%s: a name is missing", tag)
			}
		}
	}
}
