package culture

import (
	"strings"
	"testing"

	"dragoman/data/personname"
)

func salutations(t testing.TB) *Salutations {
	t.Helper()
	s, err := BuiltSalutations()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// one makes a person from a language and the parts of a name.
func one(lang, given, family string) Person {
	p := Person{Name: personname.Name{Locale: lang, Given: given, Surname: family}}
	return p
}

func TestForms(t *testing.T) {
	s := salutations(t)
	with := func(p Person, edit func(*Person)) Person {
		edit(&p)
		return p
	}
	full := func(lang, full string) Person { return Person{Name: personname.Name{Locale: lang, Full: full}} }
	for _, x := range []struct {
		name                  string
		p                     Person
		tone                  Formality
		writing, speech, mail string
	}{
		{"zh with a post", with(full("zh-Hans", "王小明"), func(p *Person) { p.JobTitle, p.Latin = "总经理", "Wang Xiaoming" }), FormalTone, "尊敬的王总：", "王总", "Dear Wang Xiaoming,"},
		{"zh warm", with(full("zh-Hans", "王小明"), func(p *Person) { p.JobTitle = "副总经理" }), WarmTone, "王总，您好！", "王总", ""},
		{"zh manager", with(full("zh-Hans", "陈芳"), func(p *Person) { p.JobTitle = "采购经理" }), FormalTone, "尊敬的陈经理：", "陈经理", ""},
		{"zh by title", with(full("zh-Hans", "李娜"), func(p *Person) { p.Honorific, p.Latin = "女士", "Li Na" }), FormalTone, "尊敬的李女士：", "李女士", "Dear Ms Li,"},
		{"zh unknown", full("zh-Hans", "李娜"), FormalTone, "李娜，您好！", "李娜", ""},
		{"zh-Hant", with(full("zh-Hant-TW", "陳志明"), func(p *Person) { p.JobTitle = "業務經理" }), FormalTone, "陳經理，您好：", "陳經理", ""},
		{"ja", with(full("ja", "田中 健一"), func(p *Person) { p.JobTitle, p.Company, p.Latin = "部長", "関西商事", "Tanaka Ken’ichi" }), FormalTone, "関西商事 部長 田中 健一様", "田中部長", "Dear Tanaka-san,"},
		{"ja without a rank", with(full("ja", "佐藤 美咲"), func(p *Person) { p.JobTitle = "購買担当" }), FormalTone, "佐藤様", "佐藤さん", ""},
		{"ko", with(full("ko", "김민수"), func(p *Person) { p.JobTitle, p.Latin = "과장", "Kim Min-su" }), FormalTone, "김민수 과장님께", "김 과장님", "Dear Kim Min-su,"},
		{"ko without a post", full("ko", "김민수"), FormalTone, "김민수 님께", "김민수 님", ""},
		{"de by title", with(one("de", "Jürgen", "Müller"), func(p *Person) { p.Honorific, p.Title = "Herr", "Dr." }), FormalTone, "Sehr geehrter Herr Dr. Müller,", "Herr Dr. Müller", "Dear Dr Müller,"},
		{"de warm", with(one("de", "Sabine", "Weiß"), func(p *Person) { p.Honorific = "Frau" }), WarmTone, "Liebe Frau Weiß,", "Frau Weiß", "Dear Sabine,"},
		{"de unknown", one("de", "Sabine", "Weiß"), FormalTone, "Guten Tag Sabine Weiß,", "Sabine Weiß", "Dear Sabine Weiß,"},
		{"ru", with(one("ru", "Иван Васильевич", "Иванов"), func(p *Person) { p.Latin = "Ivan Vasilyevich Ivanov" }), FormalTone, "Уважаемый Иван Васильевич!", "Иван Васильевич", "Dear Ivan Vasilyevich,"},
		{"ru without a patronymic", one("ru", "Анна", "Иванова"), FormalTone, "Здравствуйте, Анна Иванова!", "Анна Иванова", ""},
		{"uk", with(one("uk", "Іван", "Шевченко"), func(p *Person) { p.Honorific = "пан" }), FormalTone, "Шановний пане Іване!", "пане Іване", ""},
		{"cs", with(one("cs", "Jan", "Novák"), func(p *Person) { p.Honorific = "pan" }), FormalTone, "Vážený pane Nováku,", "pane Nováku", "Dear Mr Novák,"},
		{"cs unknown", one("cs", "Jan", "Novák"), FormalTone, "Dobrý den,", "Jan Novák", "Dear Jan Novák,"},
		{"pl", with(one("pl", "Tomek", "Kowalski"), func(p *Person) { p.Honorific = "Pan" }), FormalTone, "Szanowny Panie,", "Panie Tomku", "Dear Mr Kowalski,"},
		{"es", with(one("es", "María José", "García López"), func(p *Person) { p.Honorific = "Sra." }), FormalTone, "Estimada Sra. García:", "señora García", "Dear Ms García,"},
		{"mx", with(one("es-MX", "José Luis", "Hernández Ríos"), func(p *Person) { p.Title = "Ing." }), FormalTone, "Estimado/a Ing. Hernández:", "Ing. Hernández", "Dear José Luis Hernández Ríos,"},
		{"nl", with(one("nl", "Jan", "de Vries"), func(p *Person) { p.Honorific = "heer" }), FormalTone, "Geachte heer De Vries,", "meneer De Vries", "Dear Mr de Vries,"},
		{"tr", with(one("tr", "Ahmet", "Kaya"), func(p *Person) { p.Honorific = "Bey" }), FormalTone, "Sayın Ahmet Kaya,", "Ahmet Bey", "Dear Mr Kaya,"},
		{"ar", with(one("ar", "أحمد", "بن راشد"), func(p *Person) { p.Honorific, p.Latin = "السيد", "Ahmed bin Rashid" }), FormalTone, "السيد أحمد المحترم،", "أستاذ أحمد", "Dear Mr Ahmed,"},
		{"pt-BR", with(one("pt-BR", "João", "da Silva"), func(p *Person) { p.Honorific = "Sr." }), FormalTone, "Prezado Sr. João,", "Sr. João", "Dear Mr João,"},
		{"th", with(one("th", "สมชาย", "ใจดี"), func(p *Person) { p.Latin = "Somchai Jaidee" }), FormalTone, "เรียน คุณสมชาย", "คุณสมชาย", "Dear Khun Somchai,"},
		{"en", with(one("en-US", "Emily", "Carter"), func(p *Person) { p.Honorific = "Ms." }), FormalTone, "Dear Ms. Carter,", "Ms. Carter", "Dear Ms. Carter,"},
	} {
		got := s.Address(x.p, "", x.tone)
		if got.Writing.Text != x.writing || got.Speech.Text != x.speech || x.mail != "" && got.Mail.Text != x.mail {
			t.Errorf("%s: writing %q, speech %q, mail %q", x.name, got.Writing.Text, got.Speech.Text, got.Mail.Text)
		}
	}
}

// TestSalutationTraps holds the traps of names to the form of address.
func TestSalutationTraps(t *testing.T) {
	s := salutations(t)
	man := func(p Person, title string) Person { p.Honorific = title; return p }
	whole := func(lang, full string) Person { return Person{Name: personname.Name{Locale: lang, Full: full}} }
	for _, x := range []struct{ what, got, want string }{
		{"1 Hungarian: family first", s.Address(man(one("hu", "János", "Kovács"), "úr"), "", FormalTone).Writing.Text, "Tisztelt Kovács Úr!"},
		{"2 Vietnamese: the last word", s.Address(man(whole("vi", "Nguyễn Văn Dũng"), "Anh"), "", FormalTone).Speech.Text, "Anh Dũng"},
		{"2 also in English", s.Address(man(whole("vi", "Nguyễn Văn Dũng"), "Ông"), "", FormalTone).Mail.Text, "Dear Mr Dũng,"},
		{"3 Icelandic: the given name", s.Address(one("is", "Þórunn", "Jónsdóttir"), "", FormalTone).Mail.Text, "Dear Þórunn,"},
		{"4 Burmese: the whole name", s.Address(whole("my", "U Thant"), "", FormalTone).Mail.Text, "Dear U Thant,"},
		{"5 Indonesian: one name", s.Address(man(whole("id", "Sukarno"), "Bapak"), "", FormalTone).Writing.Text, "Yth. Bapak Sukarno,"},
		{"5 and without a title", s.Address(whole("id", "Sukarno"), "", FormalTone).Writing.Text, "Yth. Bapak/Ibu Sukarno,"},
		{"6 Mr Isa", s.Address(man(whole("ms", "Isa bin Osman"), "Mr"), "", FormalTone).Mail.Text, "Dear Mr Isa,"},
		{"6 Encik Isa", s.Address(man(whole("ms", "Isa bin Osman"), "Encik"), "", FormalTone).Speech.Text, "Encik Isa"},
		{"6 in German too", s.Address(man(whole("ms", "Isa bin Osman"), "Mr"), "de", FormalTone).Writing.Text, "Sehr geehrter Herr Isa,"},
		{"7 Spanish: the first", s.Address(man(one("es", "Javier", "Martínez Ruiz"), "Sr."), "", FormalTone).Speech.Text, "señor Martínez"},
		{"7 Portuguese: the last", s.Address(man(one("pt-PT", "Ana", "Oliveira Santos"), "Sra."), "", FormalTone).Writing.Text, "Exma. Senhora Santos,"},
		{"8 Ethiopian: Ato and the given name", s.Address(man(whole("am", "አበበ ቢቂላ"), "Ato"), "", FormalTone).Speech.Text, "አቶ አበበ"},
		{"9 Mongolian: the given name", s.Address(one("mn", "Бат", "Дорж"), "", FormalTone).Speech.Text, "Бат"},
		{"10 Kazakh: as it is written", s.Address(Person{Name: personname.Name{Locale: "kk", Given: "Абай", Surname: "Серік"}, Patronymic: "Құнанбайұлы"}, "", FormalTone).Speech.Text, "Абай Құнанбайұлы"},
		{"11 Korean: never 김님", s.Address(man(one("ko", "민수", "김"), "님"), "", FormalTone).Speech.Text, "김민수 님"},
		{"12 South Indian: the given name", s.Address(whole("ta", "R. Prakash"), "", FormalTone).Speech.Text, "Prakash"},
		{"13 Philippine: the surname", s.Address(man(one("fil", "Jose", "Rizal"), "Mr."), "", FormalTone).Writing.Text, "Dear Mr. Rizal,"},
		{"zh to a Japanese", s.Address(man(one("ja", "健一", "田中"), "Mr"), "zh-Hans", FormalTone).Writing.Text, "尊敬的田中先生："},
	} {
		if x.got != x.want {
			t.Errorf("%s: %q, not %q", x.what, x.got, x.want)
		}
	}
}

func TestThePersonWins(t *testing.T) {
	s := salutations(t)
	p := one("de", "Sabine", "Weiß")
	p.Honorific, p.CallMe = "Frau", "Bine"
	got := s.Address(p, "", FormalTone)
	if got.Writing.Text != "Guten Tag Bine," || got.Speech.Text != "Bine" || got.Mail.Text != "Dear Bine," || got.Writing.Rule != CallMeForm || got.Writing.NeedsAsk {
		t.Errorf("called: %+v", got)
	}
	p.InWriting, p.InSpeech, p.InMail = "Liebe Bine", "Bine!", "Hi Bine"
	got = s.Address(p, "", FormalTone)
	if got.Writing.Text != "Liebe Bine," || got.Speech.Text != "Bine!" || got.Mail.Text != "Hi Bine," || got.Writing.Rule != OwnForm || got.Writing.Of != nil {
		t.Errorf("own: %+v", got)
	}
	if line, _ := s.Opening(p, "en", WarmTone); line != "Hi Bine," {
		t.Errorf("a letter in English opens %q", line)
	}
}

func TestGenderIsNotGuessed(t *testing.T) {
	s := salutations(t)
	for _, lang := range []string{"de", "fr", "it", "es", "pl", "cs", "hu", "en", "tr", "ar", "vi", "id", "hi", "ka", "el", "lt"} {
		a, b := s.Address(one(lang, "Anna", "Lee"), "", FormalTone), s.Address(one(lang, "Peter", "Lee"), "", FormalTone)
		if strings.ReplaceAll(a.Writing.Text, "Anna", "Peter") != b.Writing.Text || strings.ReplaceAll(a.Mail.Text, "Anna", "Peter") != b.Mail.Text {
			t.Errorf("%s: %q but %q", lang, a.Writing.Text, b.Writing.Text)
		}
	}
	f := s.Address(one("de", "Anna", "Lee"), "", FormalTone).Writing
	if !f.NeedsAsk || f.Ask["en"] == "" || f.Ask["zh-Hans"] == "" {
		t.Errorf("nothing is asked: %+v", f)
	}
}

func TestTheCountryIsADefault(t *testing.T) {
	s := salutations(t)
	p := Person{Name: personname.Name{Full: "Somchai Jaidee", Given: "Somchai", Surname: "Jaidee"}, Country: "TH"}
	if f := s.Address(p, "", FormalTone).Writing; !f.Default {
		t.Errorf("%+v does not say that it is a default", f)
	}
	p.Cultures = []string{"TH"}
	if f := s.Address(p, "", FormalTone).Writing; f.Default {
		t.Errorf("%+v says that it is a default", f)
	}
}

func TestEveryMarketIsAddressed(t *testing.T) {
	s := salutations(t)
	for _, m := range load(t).Markets() {
		if _, ok := s.ForMarket(m.Code); !ok {
			t.Errorf("%s has no form of address", m.Code)
		}
	}
	if n := len(s.byTag); n < 60 {
		t.Errorf("%d languages only", n)
	}
}
