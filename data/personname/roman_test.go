package personname

import (
	"slices"
	"testing"
)

func TestPinyin(t *testing.T) {
	cases := map[string]string{
		"王小明": "wang xiao ming", "曾国藩": "zeng guo fan", "单雄信": "shan xiong xin", "仇英": "qiu ying", "解缙": "xie jin",
		"区少文": "ou shao wen", "朴槿": "piao jin", "查良镛": "zha liang yong", "盖叫天": "ge jiao tian", "任正": "ren zheng",
		"华罗庚": "hua luo geng", "尉迟恭": "yu chi gong", "万俟卨": "mo qi xie", "长孙无忌": "zhang sun wu ji", "吕布": "lü bu",
		"欧阳修": "ou yang xiu", "王小明 Tom": "wang xiao ming Tom", "Tom": "Tom", "": "", "黑泽": "he ze", "尉明": "wei ming",
	}
	for in, want := range cases {
		if got := Pinyin(in, true); got != want {
			t.Errorf("Pinyin(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Pinyin("单", false); got != "dan" {
		t.Errorf("单 in a given name: %q", got)
	}
}

func TestRomaji(t *testing.T) {
	cases := [][3]string{
		{"さとう", "satou", "sato"},
		{"サトウ", "satou", "sato"},
		{"けんいち", "kenichi", "kenichi"},
		{"ほった", "hotta", "hotta"},
		{"まっちゃ", "matcha", "matcha"},
		{"コーヒー", "kohi", "kohi"},
		{"ジョン・スミス", "jon sumisu", "jon sumisu"},
		{"おおの", "oono", "ono"},
		{"しんいちろう", "shinichirou", "shinichiro"},
		{"ヴィクトリア", "vikutoria", "vikutoria"},
		{"ｻﾄｳ", "satou", "sato"},
		{"っ", "", ""},
		{"abc", "abc", "abc"},
		{"いのうえ", "inoue", "inoe"},
	}
	for _, c := range cases {
		if got := Romaji(c[0]); got != c[1] {
			t.Errorf("Romaji(%q) = %q, want %q", c[0], got, c[1])
		}
		if got := RomajiPlain(c[0]); got != c[2] {
			t.Errorf("RomajiPlain(%q) = %q, want %q", c[0], got, c[2])
		}
	}
}

func TestRomanizeHangul(t *testing.T) {
	cases := map[string]string{
		"김민수": "gimminsu", "홍길동": "honggildong", "한복남": "hanboknam", "복연": "bogyeon", "정아": "jeonga",
		"이": "i", "박": "bak", "최": "choe", "울릉": "ulleung", "값": "gap", "Kim 김": "Kim gim", "설아": "seora",
	}
	for in, want := range cases {
		if got := RomanizeHangul(in); got != want {
			t.Errorf("RomanizeHangul(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Choseong("김민수 a"); got != "ㄱㅁㅅ" {
		t.Errorf("Choseong: %q", got)
	}
}

func TestInitials(t *testing.T) {
	cases := map[string]string{
		"王小明": "wxm", "尉迟恭": "ycg", "김민수": "gms", "이아영": "iay", "John F. Kennedy": "jfk", "Łukasz Żak": "łz",
		"たなか けんいち": "tk", "Đỗ Ánh": "da", "吕布": "lb", "🦄": "", "": "", "O’Brien-MacLeod": "om",
	}
	for in, want := range cases {
		if got := Initials(in); got != want {
			t.Errorf("Initials(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSearchForms(t *testing.T) {
	cases := []struct {
		name, lang string
		want       []string
	}{
		{"王小明", "", []string{"wang xiao ming", "wangxiaoming", "wxm"}},
		{"吕布", "zh", []string{"lubu", "lvbu", "lyubu", "lb"}},
		{"김민수", "", []string{"gim minsu", "kim minsu", "minsu kim", "ㄱㅁㅅ", "gms"}},
		{"さとう けんいち", "ja", []string{"satou kenichi", "sato kenichi", "sk"}},
		{"Ada Lovelace", "en", []string{"al"}},
	}
	for _, c := range cases {
		got := SearchForms(c.name, c.lang)
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("SearchForms(%q) = %q lacks %q", c.name, got, w)
			}
		}
	}
}

func TestSortKeyText(t *testing.T) {
	cases := []struct {
		n             Name
		reading, want string
	}{
		{Name{Full: "王小明"}, "", "wang xiao ming 王小明"},
		{Name{Full: "单雄信"}, "", "shan xiong xin 单雄信"},
		{Name{Full: "王小明"}, "Wáng Xiǎomíng", "Wáng Xiǎomíng"},
		{Name{Full: "田中 健一"}, "タナカ ケンイチ", "たなか けんいち"},
		{Name{Full: "田中 健一"}, "", "田中 健一"},
		{Name{Full: "김민수"}, "", "김 민수"},
		{Name{Full: "Þórunn Jónsdóttir"}, "", "Þórunn Jónsdóttir"},
		{Name{Locale: "is", Given: "Þórunn", Surname: "Jónsdóttir"}, "", "Þórunn Jónsdóttir"},
		{Name{Locale: "nl", Given: "Vincent", SurnamePrefix: "van", Surname: "Gogh"}, "", "Gogh Vincent van"},
		{Name{Locale: "de", Given: "Hans", Surname: "Müller"}, "", "Müller Hans"},
		{Name{Locale: "mn", Given: "Бат", Surname: "Дорж"}, "", "Бат Дорж"},
		{Name{Locale: "th", Given: "สมชาย", Surname: "ใจดี"}, "", "สมชาย ใจดี"},
		{Name{Full: "Nguyễn Thị Ánh"}, "", "Nguyễn Thị Ánh"},
		{Name{Full: "Sukarno"}, "ignored", "Sukarno"},
		{Name{Full: "Smith, John"}, "", "Smith John"},
		{Name{Full: "X Æ"}, "", "X Æ"},
		{Name{}, "", ""},
	}
	for _, c := range cases {
		if got := SortKeyText(c.n, c.reading); got != c.want {
			t.Errorf("SortKeyText(%+v, %q) = %q, want %q", c.n, c.reading, got, c.want)
		}
	}
}
