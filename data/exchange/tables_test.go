package exchange

import (
	"strings"
	"testing"
)

// Tables as offices around the world save them: in their own words, their own
// encoding and with their own delimiter.
func TestTablesOfTheWorld(t *testing.T) {
	tests := []struct {
		code, text, name string
		has              []string
	}{
		{
			"windows-1252", "Firma;Anrede;Vorname;Nachname;Straße;PLZ;Ort;Land;Telefon;E-Mail;Geburtsdatum;Bemerkungen\r\nGroß & Söhne;Frau;Käthe;Müller;Hauptstraße 1;50667;Köln;Deutschland;0221 123456;k@example.de;3.4.1980;mag Tee\r\n",
			"Käthe Müller",
			[]string{"Groß & Söhne", "Hauptstraße 1\n50667 Köln\nDeutschland", "birthday:gregorian:1980-04-03", "mag Tee"},
		},
		{
			"shift_jis", "会社名,部署,役職,氏名,フリガナ,郵便番号,都道府県,市区町村,番地,電話番号,メールアドレス,備考\r\n田中商事株式会社,営業部,部長,田中 健一,タナカ ケンイチ,100-0005,東京都,千代田区,丸の内1-1,03-1234-5678,t@example.jp,お茶が好き\r\n",
			"田中 健一",
			[]string{"田中商事株式会社", "部長", "reading:タナカ ケンイチ", "東京都千代田区丸の内1-1", "phone:03-1234-5678", "お茶が好き"},
		},
		{"shift_jis", "姓,名,フリガナ（姓）,フリガナ（名）,携帯電話\r\n佐藤,さくら,サトウ,サクラ,090-1234-5678\r\n", "佐藤さくら", []string{"reading:サトウ サクラ", "phone:090-1234-5678[携帯]"}},
		{
			"euc-kr", "이름,회사,직책,휴대폰,이메일,주소,생일,비고\r\n김민수,한국무역,부장,010-5555-0100,k@example.kr,서울시 강남구,음력 8월 15일,커피\r\n",
			"김민수",
			[]string{"한국무역", "부장", "phone:010-5555-0100[휴대폰]", "birthday:korean:--08-15", "커피"},
		},
		{
			"big5", "姓名,公司名稱,職稱,手機,電子郵件,地址,備註\r\n陳大文,台灣貿易股份有限公司,經理,0912-345-678,c@example.tw,台北市信義路1號,老客戶\r\n",
			"陳大文",
			[]string{"台灣貿易股份有限公司", "經理", "phone:0912-345-678[手機]", "台北市信義路1號", "老客戶"},
		},
		{
			"gb18030", "姓名\t公司\t职位\t手机\t邮箱\t地址\t农历生日\t备注\r\n王小明\t上海明达\t经理\t138 0013 8000\tw@example.cn\t上海市南京路1号\t八月十五\t爱喝茶\r\n",
			"王小明",
			[]string{"上海明达", "经理", "phone:138 0013 8000[手机]", "birthday:chinese:--08-15", "爱喝茶"},
		},
		{
			"windows-1251", "ФИО;Компания;Должность;Телефон;Почта;Город;Страна;Дата рождения;Примечание\r\nПетров Иван Сергеевич;Ромашка;Директор;+7 495 123-45-67;p@example.ru;Москва;Россия;03.04.1980;чай\r\n",
			"Петров Иван Сергеевич",
			[]string{"Ромашка", "Директор", "birthday:gregorian:1980-04-03", "чай", "Москва"},
		},
		{"windows-1250", "Jméno;Příjmení;Firma;Telefon;E-mail;Město\r\nJiří;Dvořák;Škoda;+420 222 123 456;j@example.cz;Plzeň\r\n", "Jiří Dvořák", []string{"Škoda", "Město:Plzeň"}},
		{"windows-1256", "Name,Phone,Notes\r\nأحمد بن راشد,+971 4 123 4567,يحب القهوة\r\n", "أحمد بن راشد", []string{"يحب القهوة"}},
		{"utf-8", "Họ và tên,Số điện thoại,Ngày sinh,Ghi chú\r\nNguyễn Thị Ánh,0903 123 456,15/8 âm lịch,trà\r\n", "Nguyễn Thị Ánh", []string{"birthday:vietnamese:--08-15", "trà"}},
		{
			"utf-8", "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,Associated Company\r\n251,María José,de la Cruz y Ortega,m@example.es,+34 91 123 4567,Ana,New,2024-03-12 09:14,Acme\r\n",
			"María José de la Cruz y Ortega",
			[]string{"251", "Acme", "Lead Status:New", "Create Date:2024-03-12 09:14"},
		},
		{
			"utf-8", "FirstName,LastName,Title,Birthdate,AccountName,MailingStreet,MailingCity,MailingCountry,MobilePhone\r\nU,Thant,SG,1940-06-07Z,UN,1 First Ave,New York,United States,+1 212 555 0100\r\n",
			"U Thant",
			[]string{"SG", "birthday:gregorian:1940-06-07", "UN", "1 First Ave\nNew York\nUnited States", "phone:+1 212 555 0100[mobile]"},
		},
	}
	for _, tt := range tests {
		b := []byte(tt.text)
		if c, _ := charsetByCode(tt.code); c.enc != nil {
			var err error
			if b, err = c.enc.NewEncoder().Bytes(b); err != nil {
				t.Fatal(err)
			}
		}
		s := openBytes(t, b, Options{})
		if s.Info().Encoding != tt.code {
			t.Errorf("%s: taken for %s", tt.code, s.Info().Encoding)
		}
		all := readAll(t, s)
		if len(all) != 1 || all[0].Customer.Name.Full != tt.name || all[0].Problem != nil {
			t.Errorf("%s: %+v", tt.code, all)
			continue
		}
		text := everything(all[0])
		for _, h := range tt.has {
			if !strings.Contains(text, h) {
				t.Errorf("%s: %q is missing in\n%s", tt.name, h, text)
			}
		}
	}
}
