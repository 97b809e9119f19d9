package personname

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// hardNames are names that must survive every way through this package.
var hardNames = []string{
	"王小明", "欧阳娜娜", "田中 健一", "김민수", "Nguyễn Thị Ánh", "أحمد بن راشد", "בן־גוריון", "प्रिया शर्मा", "สมชาย",
	"አበበ ቢቂላ", "Kovács János", "María José de la Cruz y Ortega", "Þórunn Jónsdóttir", "O’Brien-MacLeod", "U Thant",
	"Sukarno", "X Æ", "𠮷野家", "x", "王", "김", "🦄", "👩‍👩‍👧", "🇮🇸", "🦄 Ltd", "Ali 阿里", "王 Wang", "...", "1", "\u0301",
	"إيمان", "Đỗ", "ß", "ǆ", "e\u0301ric", "เกรียงไกร", "Dr. John Smith", "Smith, John", "Jr.",
	strings.Repeat("ab ", 100), strings.Repeat("王", 300), strings.Repeat("\u0300", 300), "\xff\xfe",
}

func TestEmbeddedFiles(t *testing.T) {
	all, err := decode(patternsJSON)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 100 {
		t.Errorf("%d locales", len(all))
	}
	for tag, l := range all {
		if !strings.HasPrefix(l.Sequence, "{0}") || !strings.HasSuffix(l.Sequence, "{1}") || !strings.Contains(l.Initial, "{0}") {
			t.Errorf("%s: initials %q %q", tag, l.Initial, l.Sequence)
		}
	}
	lists, err := decodeSurnames(surnamesJSON)
	if err != nil {
		t.Fatal(err)
	}
	for k := range kindCount {
		if len(lists.sets[k]) < 25 {
			t.Errorf("list %d has %d names", k, len(lists.sets[k]))
		}
	}
	for _, bad := range []string{"", "{}", `{"locales":{"und":{"cells":"1"}}}`, `{"patterns":["x"],"locales":{"und":{"cells":"` + strings.Repeat("9 ", cellCount) + `"}}}`} {
		if _, err := decode([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if d := plainData(); (&writer{data: d, name: Name{Given: "Ada", Surname: "Lovelace"}}).write(d.cells[0][0]) != "Ada Lovelace" {
		t.Error("the plain rules do not work")
	}
}

func TestFormat(t *testing.T) {
	wang := Name{Surname: "王", Given: "小明"}
	einstein := Name{Locale: "de-CH", Given: "アルベルト", Surname: "アインシュタイン"}
	vanGogh := Name{Locale: "nl", Given: "Vincent", SurnamePrefix: "van", Surname: "Gogh"}
	garcia := Name{Locale: "es-MX", Given: "Gabriel", Surname: "García", Surname2: "Márquez"}
	cases := []struct {
		locale string
		n      Name
		o      Options
		want   string
	}{
		{"en", wang, Options{}, "王小明"},
		{"zh", wang, Options{}, "王小明"},
		{"en", Name{Locale: "zh-Latn", Surname: "Wang", Given: "Xiaoming"}, Options{}, "Wang Xiaoming"},
		{"en", Name{Locale: "zh-Latn", Surname: "Wang", Given: "Xiaoming", Order: GivenFirst}, Options{}, "Xiaoming Wang"},
		{"en", Name{Surname: "田中", Given: "健一", Locale: "ja"}, Options{}, "田中健一"},
		{"ja", einstein, Options{}, "アルベルト・アインシュタイン"},
		{"de", einstein, Options{}, "アルベルト・アインシュタイン"},
		{"ja", Name{Locale: "de", Given: "Albert", Surname: "Einstein"}, Options{}, "Albert Einstein"},
		{"zh", Name{Locale: "en", Given: "约翰", Surname: "史密斯"}, Options{}, "约翰·史密斯"},
		{"ko", Name{Surname: "김", Given: "민수"}, Options{}, "김민수"},
		{"en", Name{Surname: "김", Given: "민수"}, Options{}, "김민수"},
		{"hu", Name{Locale: "hu", Surname: "Kovács", Given: "János"}, Options{}, "Kovács János"},
		{"en", Name{Locale: "vi", Surname: "Nguyễn", Given2: "Thị", Given: "Ánh"}, Options{Length: Long}, "Nguyễn Ánh Thị"},
		{"vi", Name{Locale: "vi", Surname: "Nguyễn", Given2: "Thị", Given: "Ánh"}, Options{Length: Long}, "Nguyễn Thị Ánh"},
		{"is", Name{Locale: "is", Given: "Þórunn", Surname: "Jónsdóttir"}, Options{Order: Sorting}, "Þórunn Jónsdóttir"},
		{"en", Name{Given: "Sukarno"}, Options{Usage: Addressing}, "Sukarno"},
		{"en", Name{Given: "Sukarno", Title: "Mr"}, Options{Usage: Addressing}, "Mr Sukarno"},
		{"en", Name{Given: "Sukarno"}, Options{Order: Sorting}, "Sukarno"},
		{"nl", vanGogh, Options{Order: Sorting, Length: Long}, "Gogh, Vincent van"},
		{"nl", vanGogh, Options{}, "Vincent van Gogh"},
		{"es", garcia, Options{Length: Long, Formality: Formal}, "Gabriel García"},
		{"en", Name{Locale: "en", Given: "Ada", Surname: "Lovelace"}, Options{SurnameAllCaps: true}, "Ada LOVELACE"},
		{"fr", Name{Locale: "tr", Given: "Ali", Surname: "Yıldız"}, Options{SurnameAllCaps: true}, "Ali YILDIZ"},
		{"en", Name{Locale: "en", Given: "Anne-Marie", Surname: "Smith"}, Options{Length: Short}, "A.M. Smith"},
		{"en", Name{Full: "U Thant"}, Options{Usage: Addressing}, "U Thant"},
		{"en", Name{Full: "U Thant"}, Options{Usage: Initialled}, "UT"},
		{"en", Name{Title: "Dr"}, Options{Usage: Initialled}, "Dr"},
		{"en", Name{Credentials: "PhD"}, Options{Usage: Addressing}, "PhD"},
		{"en", Name{}, Options{}, ""},
		{"not a locale", Name{Given: "Ada", Surname: "Lovelace"}, Options{}, "Ada Lovelace"},
		{"", Name{Given: "Ada", Surname: "Lovelace"}, Options{Length: "huge", Usage: "?", Formality: "?"}, "Ada Lovelace"},
		{"zh-SG", Name{Locale: "fr", Given: "玛丽", Surname: "居里"}, Options{}, "玛丽·居里"},
		{"zh-TW", Name{Locale: "zh-Hant-TW", Surname: "林", Given: "家豪"}, Options{}, "林家豪"},
		{"nb", Name{Locale: "nb", Given: "Kari", Surname: "Nordmann"}, Options{Order: Sorting}, "Nordmann, Kari"},
	}
	for _, c := range cases {
		if got := Format(c.locale, c.n, c.o); got != c.want {
			t.Errorf("Format(%q, %+v, %+v) = %q, want %q", c.locale, c.n, c.o, got, c.want)
		}
	}
}

// TestDeriveOrder checks the order of one name for several readers.
func TestDeriveOrder(t *testing.T) {
	latin := func(locale string, o Order) Name {
		return Name{Locale: locale, Given: "G", Surname: "S", Order: o}
	}
	cases := []struct {
		reader string
		n      Name
		want   string
	}{
		{"en", latin("", ""), "G S"},
		{"hu", latin("", ""), "G S"},
		{"zh", latin("", ""), "G S"},
		{"en", latin("hu", ""), "G S"},
		{"hu", latin("hu", ""), "S G"},
		{"hu", latin("de", ""), "G S"},
		{"en", latin("ja-Latn", ""), "S G"},
		{"de", latin("ja-Latn", ""), "G S"},
		{"de", latin("zh-Latn-CN", ""), "S, G"},
		{"en", latin("ko-Latn-KR", ""), "S G"},
		{"en", latin("vi", ""), "S G"},
		{"fr", latin("vi-VN", ""), "S G"},
		{"en", latin("en-CN", ""), "G S"},
		{"vi", latin("en-VN", ""), "G S"},
		{"hu", latin("de-HU", ""), "G S"},
		{"en", latin("hu", SurnameFirst), "S G"},
		{"hu", latin("hu", GivenFirst), "G S"},
		{"hu", latin("hu", Sorting), "S G"},
		{"en", latin("mn-Latn", ""), "G S"},
		{"ru", Name{Locale: "mn", Given: "Бат", Surname: "Дорж"}, "Бат Дорж"},
		{"mn", Name{Locale: "mn", Given: "Бат", Surname: "Дорж"}, "Дорж Бат"},
	}
	for _, c := range cases {
		if got := Format(c.reader, c.n, Options{}); got != c.want {
			t.Errorf("Format(%q, %+v) = %q, want %q", c.reader, c.n, got, c.want)
		}
	}
}

// TestMononyms: one name is a complete name, in every form and language.
func TestMononyms(t *testing.T) {
	for tag := range load() {
		for _, n := range []Name{{Given: "Sukarno", Locale: "id"}, {Surname: "Sukarno", Locale: "id"}, {Full: "Sukarno"}} {
			for _, u := range []Usage{Referring, Addressing} {
				for _, o := range []Order{"", GivenFirst, SurnameFirst, Sorting} {
					for _, l := range []Length{Long, Medium, Short} {
						for _, f := range []Formality{Formal, Informal} {
							got := Format(tag, n, Options{Order: o, Length: l, Usage: u, Formality: f})
							short := l == Short && u == Referring
							if got != "Sukarno" && !(short && strings.HasPrefix(got, "S")) {
								t.Errorf("%s %+v %s %s %s %s: %q", tag, n, u, o, l, f, got)
							}
						}
					}
				}
			}
		}
	}
}

func TestDeriveLocale(t *testing.T) {
	cases := []struct {
		n          Name
		hint, want string
	}{
		{Name{Full: "王小明"}, "", "zh"},
		{Name{Full: "王小明"}, "yue", "yue"},
		{Name{Full: "王小明"}, "en", "zh"},
		{Name{Full: "Wang Xiaoming"}, "zh", "zh-Latn"},
		{Name{Full: "Wang Xiaoming"}, "zh-Hant-TW", "zh-Latn"},
		{Name{Full: "田中 健一"}, "", "ja"},
		{Name{Full: "佐々木"}, "", "ja"},
		{Name{Full: "たなか"}, "zh", "ja"},
		{Name{Full: "김민수"}, "en", "ko"},
		{Name{Full: "金民秀"}, "ko", "ko"},
		{Name{Full: "Nguyễn Thị Ánh"}, "", "vi"},
		{Name{Full: "Þórunn"}, "", "is"},
		{Name{Full: "Kovács Gergő"}, "", "hu"},
		{Name{Full: "Ludwig van Beethoven"}, "de", "de"},
		{Name{Full: "Ludwig van Beethoven"}, "", "und-Latn"},
		{Name{Full: "Тарас Шевченко", Locale: "uk"}, "ru", "uk"},
		{Name{Full: "Їжакевич"}, "", "uk"},
		{Name{Full: "Иван"}, "", "und-Cyrl"},
		{Name{Full: "Тимур"}, "kk", "kk"},
		{Name{Full: "Тимур"}, "uz", "uz-Cyrl"},
		{Name{Full: "أحمد"}, "", "und-Arab"},
		{Name{Full: "پویا"}, "", "fa"},
		{Name{Full: "प्रिया शर्मा"}, "", "hi"},
		{Name{Full: "प्रिया"}, "ne", "ne"},
		{Name{Full: "สมชาย"}, "", "th"},
		{Name{Full: "בן־גוריון"}, "", "he"},
		{Name{Full: "🦄"}, "", "und"},
		{Name{Full: "🦄"}, "fr", "fr"},
		{Name{}, "", "und"},
	}
	for _, c := range cases {
		if got := DeriveLocale(c.n, c.hint); got != c.want {
			t.Errorf("DeriveLocale(%+v, %q) = %q, want %q", c.n, c.hint, got, c.want)
		}
	}
}

var splitCases = []struct{ full, lang, surname, given, given2 string }{
	{"王小明", "", "王", "小明", ""},
	{"王小明", "zh", "王", "小明", ""},
	{"王明", "zh-Hans", "王", "明", ""},
	{"王 小明", "zh", "王", "小明", ""},
	{"欧阳娜娜", "", "欧阳", "娜娜", ""},
	{"歐陽靖", "zh-Hant", "歐陽", "靖", ""},
	{"诸葛亮", "", "诸葛", "亮", ""},
	{"田中 健一", "", "田中", "健一", ""},
	{"田中　健一", "ja", "田中", "健一", ""},
	{"田中健一", "ja", "田中", "健一", ""},
	{"佐々木希", "", "佐々木", "希", ""},
	{"田中 けんいち", "", "田中", "けんいち", ""},
	{"高橋一", "", "", "", ""},
	{"林田健", "ja", "", "", ""},
	{"原田健", "ja", "", "", ""},
	{"森田健一", "ja", "森田", "健一", ""},
	{"小野寺健", "ja", "", "", ""},
	{"長谷川健", "ja", "長谷川", "健", ""},
	{"アルベルト アインシュタイン", "ja", "", "", ""},
	{"김민수", "", "김", "민수", ""},
	{"김 민수", "ko", "김", "민수", ""},
	{"남궁민", "", "남궁", "민", ""},
	{"이산", "", "", "", ""},
	{"이산", "ko", "이", "산", ""},
	{"마동석", "ko", "마", "동석", ""},
	{"안나", "", "", "", ""},
	{"安娜", "", "", "", ""},
	{"安娜", "zh", "安", "娜", ""},
	{"史密斯", "", "", "", ""},
	{"金民秀", "ko", "金", "民秀", ""},
	{"마이클", "", "", "", ""},
	{"Nguyễn Thị Ánh", "", "Nguyễn", "Ánh", "Thị"},
	{"Nguyen Thi Anh", "vi", "Nguyen", "Anh", "Thi"},
	{"Nguyen Thi Anh", "", "", "", ""},
	{"Ánh Nguyễn", "vi", "", "", ""},
	{"Kovács János", "hu", "Kovács", "János", ""},
	{"János Kovács", "hu", "", "", ""},
	{"Kovács János", "", "", "", ""},
	{"Þórunn Jónsdóttir", "", "Jónsdóttir", "Þórunn", ""},
	{"Jón Örn Gunnarsson", "is", "Gunnarsson", "Jón", "Örn"},
	{"Иван Васильевич Петров", "", "Петров", "Иван", "Васильевич"},
	{"Петров Иван Васильевич", "ru", "Петров", "Иван", "Васильевич"},
	{"Роман Аркадьевич Абрамович", "ru", "", "", ""},
	{"Иван Васильевич", "ru", "", "", ""},
	{"Smith, John", "", "Smith", "John", ""},
	{"John Smith, PhD", "en", "", "", ""},
	{"King, Jr.", "en", "", "", ""},
	{"John Smith", "en", "", "", ""},
	{"U Thant", "my", "", "", ""},
	{"María José de la Cruz y Ortega", "es", "", "", ""},
	{"王小明 (Tom)", "", "", "", ""},
	{"范徐丽泰", "", "", "", ""},
	{"王", "", "", "", ""},
	{"𠮷野家", "", "", "", ""},
	{"约翰·史密斯", "", "", "", ""},
	{"中国银行", "", "", "", ""},
	{"王🦄", "", "", "", ""},
	{"", "", "", "", ""},
}

func TestSplit(t *testing.T) {
	for _, c := range splitCases {
		n := Split(c.full, c.lang)
		if n.Surname != c.surname || n.Given != c.given || n.Given2 != c.given2 || n.Full != c.full {
			t.Errorf("Split(%q, %q) = %q + %q + %q, full %q", c.full, c.lang, n.Surname, n.Given, n.Given2, n.Full)
		}
	}
}

// TestSplitKeepsEveryLetter holds Split to never inventing: the letters of
// the parts are the letters of the whole.
func TestSplitKeepsEveryLetter(t *testing.T) {
	for _, full := range hardNames {
		for _, lang := range []string{"", "zh", "ja", "ko", "vi", "hu", "is", "ru", "en"} {
			checkSplit(t, full, lang)
		}
	}
}

func checkSplit(tb testing.TB, full, lang string) {
	n := Split(full, lang)
	if n.Full != strings.TrimSpace(full) {
		tb.Errorf("Split(%q).Full = %q", full, n.Full)
	}
	if n.hasParts() {
		letters := func(s string) []string {
			l := strings.Split(strings.Map(func(r rune) rune {
				if r == ',' || r == ' ' || r == '\u3000' || r == '\u00a0' {
					return -1
				}
				return r
			}, s), "")
			slices.Sort(l)
			return l
		}
		if !slices.Equal(letters(n.Surname+n.Given2+n.Given), letters(normalised(full))) {
			tb.Errorf("Split(%q, %q) = %+v", full, lang, n)
		}
	}
}

func TestMonogram(t *testing.T) {
	cases := []struct {
		n    Name
		want string
	}{
		{Name{Full: "王小明"}, "王"},
		{Name{Full: "欧阳娜娜"}, "欧"},
		{Name{Full: "田中 健一"}, "田"},
		{Name{Full: "김민수"}, "김"},
		{Name{Full: "Nguyễn Thị Ánh"}, "NÁ"},
		{Name{Full: "أحمد بن راشد"}, "أ"},
		{Name{Given: "سميرة", Surname: "النجار", Locale: "ar"}, "ا"}, // with the article, as CLDR's own test has it
		{Name{Full: "בן־גוריון"}, "ב"},
		{Name{Full: "प्रिया"}, "प्रि"},
		{Name{Full: "प्रिया शर्मा"}, "प्रिश"},
		{Name{Given: "प्रिया", Surname: "शर्मा", Locale: "hi"}, "प्रिश"},
		{Name{Full: "สมชาย"}, "ส"},
		{Name{Full: "เกรียงไกร"}, "ก"},
		{Name{Full: "አበበ ቢቂላ"}, "አቢ"},
		{Name{Full: "Kovács János", Locale: "hu"}, "JK"},
		{Name{Full: "O’Brien-MacLeod"}, "O"},
		{Name{Full: "U Thant"}, "UT"},
		{Name{Full: "Sukarno"}, "S"},
		{Name{Full: "X Æ"}, "XÆ"},
		{Name{Full: "𠮷野家"}, "𠮷"},
		{Name{Full: "x"}, "X"},
		{Name{Full: "🦄 Ltd"}, "L"},
		{Name{Full: "👩‍👩‍👧 👩‍👩‍👧"}, "👩‍👩‍👧"},
		{Name{Full: "🇮🇸🇩🇪"}, "🇮🇸"},
		{Name{Full: "👍🏽"}, "👍🏽"},
		{Name{Full: "e\u0301ric"}, "E\u0301"},
		{Name{Full: "Dr. John Smith (Acme)"}, "JS"},
		{Name{Full: "John Smith, PhD"}, "JS"},
		{Name{Full: "ismail", Locale: "tr"}, "İ"},
		{Name{Given: "Vincent", SurnamePrefix: "van", Surname: "Gogh"}, "VG"},
		{Name{Given: "Sukarno"}, "S"},
		{Name{Surname: "Kovács", Given: "János", Locale: "hu"}, "JK"},
		{Name{Surname: "Kovács", Given: "János", Locale: "hu", Order: SurnameFirst}, "KJ"},
		{Name{Surname: "田中", Given: "健一"}, "田"},
		{Name{Title: "Dr"}, "D"},
		{Name{Full: "..."}, "."},
		{Name{Full: "  "}, ""},
		{Name{}, ""},
	}
	for _, c := range cases {
		if got := Monogram("en", c.n); got != c.want {
			t.Errorf("Monogram(%+v) = %q, want %q", c.n, got, c.want)
		}
	}
	if got := Monogram("hu", Name{Full: "Kovács János", Locale: "hu"}); got != "KJ" {
		t.Errorf("in Hungarian: %q", got)
	}
}

func TestSurvival(t *testing.T) {
	for _, full := range hardNames {
		for _, locale := range []string{"", "en", "zh", "ja", "ar", "xx-bad-tag-", "is"} {
			checkSurvival(t, locale, full, full, "")
			checkSurvival(t, locale, full, "", full)
		}
	}
}

// checkSurvival holds every function to the promise of the package.
func checkSurvival(tb testing.TB, locale, given, surname, full string) {
	for _, n := range []Name{{Full: full}, {Given: given, Surname: surname}, {Given: given, Full: full, Locale: locale}, {Given2: given}, {Surname2: surname}, {GivenInformal: given, SurnamePrefix: surname}, {Title: full}} {
		empty := n.Empty()
		for _, u := range []Usage{Referring, Addressing, Initialled} {
			for _, o := range []Order{"", SurnameFirst, Sorting} {
				if out := Format(locale, n, Options{Usage: u, Order: o, Length: Short}); (strings.TrimSpace(out) == "") != empty {
					tb.Errorf("Format(%q, %+v, %s %s) = %q", locale, n, u, o, out)
				}
			}
		}
		m := Monogram(locale, n)
		if (m == "") != empty || len(clusters(m, 9)) > 2 && utf8.ValidString(m) {
			tb.Errorf("Monogram(%q, %+v) = %q", locale, n, m)
		}
		if key := SortKeyText(n, ""); (key == "") != empty {
			tb.Errorf("SortKeyText(%+v) = %q", n, key)
		}
	}
	checkSplit(tb, full, locale)
	SearchForms(full, locale)
}
