package counsel

import (
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/culture"
)

// TestKanaSayThatANameIsJapanese holds that a name from a card with its kana is
// addressed in Japanese though nothing else is known; what was stated wins.
func TestKanaSayThatANameIsJapanese(t *testing.T) {
	for _, c := range []struct {
		name book.Name
		lang string
	}{
		{book.Name{Full: "佐藤由紀", Reading: "さとうゆき"}, "ja"},
		{book.Name{Full: "佐藤 由紀", Reading: "サトウ　ユキ"}, "ja"},
		{book.Name{Full: "王小明", Reading: "Wang Xiaoming"}, ""},
		{book.Name{Full: "王小明", Reading: "おうしょうめい", Language: "zh"}, "zh"},
		{book.Name{Full: "Sato Yuki", Reading: "さとう ゆき"}, ""},
		{book.Name{Full: "佐藤由紀"}, ""},
	} {
		if got := NameOf(c.name).Locale; got != c.lang {
			t.Errorf("%+v is in %q, want %q", c.name, got, c.lang)
		}
	}
	f := FormsOf(PersonOf(book.Customer{Kind: book.Person, Name: book.Name{Full: "佐藤由紀", Reading: "さとうゆき"}, Role: "部長"}), "", culture.FormalTone)
	if f.Writing.Lang != "ja" || !strings.Contains(f.Writing.Text, "様") {
		t.Errorf("in writing: %q in %q", f.Writing.Text, f.Writing.Lang)
	}
}
