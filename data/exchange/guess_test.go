package exchange

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// Short files are the hard ones: a header of ASCII and a few names.
func TestGuessEncoding(t *testing.T) {
	tests := []struct{ code, text string }{
		{"gb18030", "姓名,手机\n王小明,13800138000\n"},
		{"gb18030", "欧阳娜娜"},
		{"gb18030", "客户名称,手机,标签,备注\n上海明达贸易有限公司,021-55550100,老客户,每年春节送礼\n"},
		{"gb18030", "Name,City\nWang,北京\n"},
		{"big5", "姓名,電話,公司\n陳大文,0912345678,台灣貿易股份有限公司\n"},
		{"big5", "歐陽娜娜,香港九龍"},
		{"shift_jis", "姓,名,会社名\n田中,健一,株式会社山田製作所\n"},
		{"shift_jis", "田中 健一"},
		{"shift_jis", "佐藤,さくら,東京都渋谷区"},
		{"euc-jp", "姓,名,会社名\n田中,健一,株式会社やまだ\n"},
		{"euc-kr", "이름,전화\n김민수,010-5555-0100\n"},
		{"euc-kr", "박지영"},
		{"windows-1252", "Sören Täve Nüßlebaum"},
		{"windows-1252", "María José de la Cruz y Ortega"},
		{"windows-1252", "Þórunn Jónsdóttir"},
		{"windows-1252", "Name;Ort\nMüller;Köln\nGroß;Fürth\n"},
		{"windows-1252", "André,Éric,François,O’Brien"},
		{"windows-1250", "Łukasz Żółć,Gdańsk\nStanisław Wójcik,Łódź\n"},
		{"windows-1250", "Jiří Dvořák,Plzeň\nLukáš Šťastný\n"},
		{"windows-1251", "Иван Петров,Москва"},
		{"windows-1251", "Віталій Володимирович Кличко"},
		{"windows-1253", "Γιώργος Παπαδόπουλος,Αθήνα"},
		{"windows-1254", "Ayşe Yılmaz,İstanbul\nMehmet Öztürk,Eskişehir\nIşık Güneş"},
		{"windows-1255", "אפרים קישון"},
		{"windows-1255", "בן־גוריון,ירושלים"},
		{"windows-1256", "أحمد بن راشد"},
		{"windows-1257", "Jānis Bērziņš,Rīga\nKārlis Kļaviņš"},
		{"windows-874", "สมชาย ใจดี,กรุงเทพ"},
	}
	for _, tt := range tests {
		c, ok := charsetByCode(tt.code)
		if !ok {
			t.Fatal(tt.code)
		}
		b, err := c.enc.NewEncoder().Bytes([]byte(tt.text))
		if err != nil {
			t.Errorf("%q cannot be written in %s: %v", tt.text, tt.code, err)
			continue
		}
		if got, _ := guessEncoding(b, ""); got != tt.code {
			alt, _ := charsetByCode(got)
			read, _ := alt.decode(b)
			t.Errorf("%q in %s was taken for %s: %q", tt.text, tt.code, got, read)
		}
	}
}

// The language of the user decides where the bytes cannot.
func TestGuessEncodingPrior(t *testing.T) {
	b, err := charmap.Windows1252.NewEncoder().Bytes([]byte("José"))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := guessEncoding(b, "pl"); got != "windows-1250" {
		t.Errorf("got %s, want windows-1250", got)
	}
	if got, _ := guessEncoding(b, "es"); got != "windows-1252" {
		t.Errorf("got %s, want windows-1252", got)
	}
}
