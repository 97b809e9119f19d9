package personname

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// crowd makes n names of many languages, some of one field only.
func crowd(n int) []Name {
	surnames := []string{"Müller", "García", "O’Brien", "de Vries", "Kowalska", "Öztürk", "Smith"}
	given := []string{"Anna", "Jean-Luc", "María José", "Hans", "Ying", "Olu", "Zoë"}
	han, hanGiven := []rune("王李张刘陈杨黄赵吴周"), []rune("小明丽华强伟芳娜敏静")
	names := make([]Name, n)
	for i := range names {
		switch i % 6 {
		case 0:
			names[i] = Name{Full: string([]rune{han[i/6%10], hanGiven[i/60%10], hanGiven[i/600%10]})}
		case 1:
			names[i] = Name{Full: "田中 健" + string(hanGiven[i/6%10])}
		case 2:
			names[i] = Name{Full: fmt.Sprintf("Nguyễn Văn %s", given[i/6%7])}
		case 3:
			names[i] = Name{Full: fmt.Sprintf("%s %s", given[i/6%7], surnames[i/42%7])}
		default:
			names[i] = Name{Locale: []string{"de", "es", "en", "pl"}[i/6%4], Given: given[i/24%7], Surname: surnames[i/168%7], Given2: given[i%7]}
		}
	}
	return names
}

// BenchmarkFormatAndSort is the promise of a list of 100,000 customers:
// formatted and in the user's order in under 1.5 s.
func BenchmarkFormatAndSort(b *testing.B) {
	names := crowd(100_000)
	for b.Loop() {
		c := collate.New(language.SimplifiedChinese)
		var buf collate.Buffer
		type row struct {
			text string
			key  []byte
		}
		rows := make([]row, len(names))
		for i, n := range names {
			rows[i] = row{Format("zh", n, Options{}), c.KeyFromString(&buf, SortKeyText(n, ""))}
			if i%1000 == 999 {
				// The keys of this batch are kept by a copy: the buffer
				// grows without end otherwise.
				for j := i - 999; j <= i; j++ {
					rows[j].key = bytes.Clone(rows[j].key)
				}
				buf.Reset()
			}
		}
		slices.SortFunc(rows, func(a, b row) int { return bytes.Compare(a.key, b.key) })
	}
}

func BenchmarkMonogram(b *testing.B) {
	names := crowd(1000)
	for b.Loop() {
		for _, n := range names {
			Monogram("en", n)
		}
	}
}

func BenchmarkSearchForms(b *testing.B) {
	for b.Loop() {
		SearchForms("欧阳娜娜", "zh")
		SearchForms("김민수", "")
		SearchForms("Jean-Luc Picard", "")
	}
}
