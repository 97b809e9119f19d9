package book

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Nguyễn Thị": "nguyen thi", "MÜLLER": "muller", "Straße": "strasse", "Łódź": "lodz", "Đặng": "dang", "Øre": "ore",
		"İstanbul Iğdır": "istanbul igdir", "ｗｉｄｅ": "wide", "ﾔﾏﾀﾞ": "やまた", "ヤマダ": "やまた", "東京タワー": "東京たわー",
		"김민수": "김민수", "ﷲ": "الله", "مُحَمَّد": "محمد", "أحمد": "احمد", "ФЁДОР": "федор", "ΟΔΥΣΣΕΥΣ": "οδυσσευσ",
		"น้ำ": "นํ้า", "ใจดี": "ใจดี", "Zoë’s": "zoe's", "ﬁn": "fin", "a\u200bb": "ab", "שָׁלוֹם": "שלום", "": "",
	} {
		if got := Fold(in); got != want && !(in == "น้ำ" && got == Fold(got)) {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, then %q", s, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Fatalf("Fold(%q) is no text", s)
		}
	})
}

// A query made of any part of a word, or of any neighbouring characters of
// dense script, is answered by the text of the row.
func TestMatchQuery(t *testing.T) {
	for q, want := range map[string]string{
		"":          "",
		" .-* ":     "",
		"anna":      `"anna"*`,
		"Anna Mü":   `"anna"* AND "mu"*`,
		"王":         `"王"*`,
		"王小":        `"王小"`,
		"王小明 x":     `"王小 小明" AND "x"*`,
		`a"b OR c`:  `"a"* AND "b"* AND "or"* AND "c"*`,
		"089 12":    `("089"* AND "12"*) OR "08912"* OR "21980"* OR "8912"*`,
		"12":        `"12"*`,
		"٠٨٩١":      `("٠٨٩١"*) OR "0891"* OR "1980"* OR "891"*`,
		"NEAR(a b)": `"near"* AND "a"* AND "b"*`,
	} {
		got, ok := MatchQuery(q)
		if got != want || ok != (want != "") {
			t.Errorf("MatchQuery(%q) = %s, want %s", q, got, want)
		}
	}
}

func TestCustomerText(t *testing.T) {
	c := Customer{
		Kind: Person, Name: Name{Full: "Jürgen O’Neil-Müller", Nickname: "Jürgi"}, City: "Köln", Tags: []string{"VIP"}, Organisation: "Acme",
		Channels: []Channel{
			{Kind: Phone, Value: "0221 / 12345", Normal: "+4922112345"},
			{Kind: Email, Value: "J.M@Firma.example"},
			{Kind: WeChat, Value: "wx_77"},
		},
		Custom: []CustomField{{Name: "Messe", Value: "Halle 3"}},
	}
	words := strings.Fields(CustomerText(c, "Acme"))
	have := map[string]bool{}
	for _, w := range words {
		if have[w] {
			t.Errorf("%q twice", w)
		}
		have[w] = true
	}
	for _, w := range strings.Fields("jurgen juergen neil oneilmuller muller mueller jurgi koln koeln vip acme 4922112345 5432112294 22112345 22112345 j m jm firma wx 77 halle 3") {
		if !have[w] {
			t.Errorf("%q is missing in %v", w, words)
		}
	}
	if have["messe"] {
		t.Error("the name of a field is no text of the customer")
	}
}

func FuzzTexts(f *testing.F) {
	for _, s := range []string{"王小明", "Müller", "a'b-c", "ｶﾞ", "\xff\xfe", "น้ำ", "+49 (89) 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, ok := MatchQuery(s)
		if ok && strings.Count(q, `"`)%2 != 0 {
			t.Fatalf("quotes in %q", q)
		}
		text := CustomerText(Customer{Name: Name{Full: s, Latin: s, Reading: s}, Channels: []Channel{{Kind: Phone, Value: s}, {Kind: Email, Value: s}}}, s)
		NoteText(Note{Text: s})
		if strings.ContainsAny(text, `"*`) {
			t.Fatalf("%q makes the text %q", s, text)
		}
	})
}
