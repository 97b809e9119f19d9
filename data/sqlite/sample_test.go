package sqlite

import (
	"fmt"
	"math/rand/v2"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// invent makes customers of many scripts, the same for the same seed: about
// four parts each, as an import brings them.
func invent(r *rand.Rand, n int, each func(book.Customer)) {
	pick := func(xs []string) string { return xs[r.IntN(len(xs))] }
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		m := inventedMarkets[r.IntN(len(inventedMarkets))]
		given, family := pick(m.given), pick(m.family)
		c := book.Customer{ID: book.NewID(), Kind: book.Person, Country: m.country, City: pick(m.city)}
		c.Name = book.Name{Full: given + m.between + family, Given: given, Family: family, Language: m.language}
		if m.surnameFirst {
			c.Name.Full = family + m.between + given
		}
		c.CreatedAt = start.Add(time.Duration(i) * time.Minute)
		c.UpdatedAt = c.CreatedAt.Add(time.Duration(r.IntN(1e6)) * time.Second)
		if r.IntN(3) > 0 {
			c.LastContact = c.CreatedAt.Add(time.Duration(r.IntN(700*24)) * time.Hour)
		}
		if r.IntN(4) == 0 {
			c.Cadence.Ideal = 30 + r.IntN(60)
		}
		number := fmt.Sprintf("%s%09d", m.code, r.IntN(1e9))
		c.Channels = []book.Channel{
			{Kind: book.Phone, Value: "+" + number, Normal: "+" + number},
			{Kind: book.Email, Value: fmt.Sprintf("c%d@example.com", i), Normal: fmt.Sprintf("c%d@example.com", i), Preferred: true},
		}
		c.Cultures = []book.StatedCulture{{Culture: m.country}}
		if r.IntN(3) == 0 {
			c.Tags = []string{pick([]string{"vip", "fair 2025", "reseller", "press"})}
		}
		if r.IntN(2) == 0 {
			c.Dates = []book.ImportantDate{{
				Kind: book.Birthday,
				When: calendar.Partial{Calendar: calendar.Gregorian, Month: 1 + r.IntN(12), Day: 1 + r.IntN(28)},
			}}
		}
		each(c)
	}
}

type market struct {
	country, language, code, between string
	surnameFirst                     bool
	given, family, city              []string
}

var inventedMarkets = []market{
	{"CN", "zh", "86", "", true, []string{"小明", "伟", "芳", "娜", "建国", "秀英", "静", "磊", "洋", "艳", "勇", "杰", "丽娟", "思远", "子涵"}, []string{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "欧阳"}, []string{"上海", "深圳", "义乌", "广州", "成都"}},
	{"JP", "ja", "81", " ", true, []string{"太郎", "花子", "健", "美咲", "陽菜", "翔太", "さくら"}, []string{"佐藤", "鈴木", "高橋", "田中", "山本", "渡辺", "中村"}, []string{"大阪", "東京", "名古屋"}},
	{"KR", "ko", "82", "", true, []string{"민준", "서연", "도윤", "지우", "하은"}, []string{"김", "이", "박", "최", "정"}, []string{"서울", "부산"}},
	{"VN", "vi", "84", " ", true, []string{"Văn An", "Thị Hương", "Minh Đức", "Thu Trang"}, []string{"Nguyễn", "Trần", "Lê", "Phạm"}, []string{"Hà Nội", "Đà Nẵng"}},
	{"DE", "de", "49", " ", false, []string{"Jürgen", "Anna", "Lukas", "Sabine", "Björn", "Mia"}, []string{"Müller", "Schmidt", "Weiß", "Fischer", "Schröder", "Becker"}, []string{"München", "Köln", "Berlin"}},
	{"US", "en", "1", " ", false, []string{"Mary", "John", "Patricia", "Robert", "Aisha", "Miguel"}, []string{"Smith", "Johnson", "O'Brien", "Garcia", "Anderson"}, []string{"Austin", "Boston", "Seattle"}},
	{"RU", "ru", "7", " ", false, []string{"Алексей", "Ольга", "Фёдор", "Мария"}, []string{"Иванов", "Смирнова", "Кузнецов"}, []string{"Москва", "Казань"}},
	{"EG", "ar", "20", " ", false, []string{"محمد", "فاطمة", "أحمد", "ليلى"}, []string{"حسن", "إبراهيم", "السيد"}, []string{"القاهرة"}},
	{"TH", "th", "66", " ", false, []string{"สมชาย", "สุดา", "กิตติ"}, []string{"ใจดี", "ศรีสุข", "ทองคำ"}, []string{"กรุงเทพ"}},
	{"IN", "hi", "91", " ", false, []string{"अमित", "प्रिया", "राहुल"}, []string{"शर्मा", "गुप्ता", "सिंह"}, []string{"दिल्ली"}},
}
