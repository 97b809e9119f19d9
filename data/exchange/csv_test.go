package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dragoman/data/book"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// csvOf writes a table whose one row has the given cells.
func csvOf(header string, delim string, rows ...map[string]string) string {
	names := strings.Split(header, ",")
	var b strings.Builder
	b.WriteString(strings.Join(names, delim) + "\r\n")
	for _, row := range rows {
		cells := make([]string, len(names))
		for i, n := range names {
			if v := row[n]; strings.ContainsAny(v, delim+"\"\n") {
				cells[i] = `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
			} else {
				cells[i] = v
			}
		}
		b.WriteString(strings.Join(cells, delim) + "\r\n")
	}
	return b.String()
}

const (
	googleHeader      = "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
	googleOldHeader   = "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department"
	outlookComHeader  = "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,E-mail 3 Address,Home Phone,Business Phone,Mobile Phone,Business Fax,Callback,Telex,IMAddress,Job Title,Department,Company,Manager's Name,Company Yomi,Business Street,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Home State,Home Postal Code,Home Country/Region,Personal Web Page,Spouse,Birthday,Anniversary,Notes"
	outlookHeader     = "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Business Fax,Business Phone,Mobile Phone,Anniversary,Birthday,Categories,E-mail Address,E-mail Type,E-mail Display Name,Notes,Spouse,User 1,Web Page"
	thunderbirdHeader = "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,Work Address,Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,Organization,Web Page 1,Web Page 2,Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,Custom 3,Custom 4,Notes"
	germanHeader      = "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Straße geschäftlich,Ort geschäftlich,Postleitzahl geschäftlich,Land/Region geschäftlich,Telefon geschäftlich,Mobiltelefon,E-Mail-Adresse,Geburtstag,Notizen"
)

func TestLayouts(t *testing.T) {
	tests := []struct {
		name   string
		text   string
		layout Layout
		source string
		want   string   // the shown name
		has    []string // of everything
	}{
		{"google", csvOf(googleHeader, ",", map[string]string{
			"First Name": "小明", "Last Name": "王", "Phonetic First Name": "Xiaoming", "Phonetic Last Name": "Wang",
			"Organization Name": "上海明达贸易有限公司", "Organization Title": "采购经理", "Organization Department": "采购部", "Birthday": "--05-04",
			"Notes": "一\n二\n\n三", "Labels": "* myContacts ::: VIP ::: 老客户", "E-mail 1 - Label": "* Work", "E-mail 1 - Value": "W@example.cn ::: v@example.cn",
			"Phone 1 - Label": "Mobile", "Phone 1 - Value": "138 0013 8000", "Address 1 - Label": "Work", "Address 1 - Formatted": "南京路1号\n上海", "Address 1 - Street": "南京路1号",
			"Address 1 - City": "上海", "Address 1 - Country": "中国", "Event 1 - Label": "Anniversary", "Event 1 - Value": "2015-10-01",
			"Custom Field 1 - Label": "微信", "Custom Field 1 - Value": "wxm88", "File As": "Wang, Xiaoming",
		}), Google, "google", "王小明", []string{
			"reading:Wang Xiaoming", "上海明达贸易有限公司", "采购经理", "Organization Department=采购部", "birthday:gregorian:--05-04", "一\n二", "VIP", "老客户",
			"Labels:* myContacts", "email:W@example.cn[work]", "email:v@example.cn[work]", "phone:138 0013 8000[mobile]", "address:南京路1号\n上海[work]",
			"anniversary:gregorian:2015-10-01", "wechat:wxm88", "File As:Wang, Xiaoming",
		}},
		{"google old", csvOf(googleOldHeader, ",", map[string]string{
			"Name": "田中 健一", "Given Name": "健一", "Family Name": "田中", "Given Name Yomi": "ケンイチ", "Family Name Yomi": "タナカ", "Birthday": "1970-05-09", "Location": "2F",
			"Language": "ja", "Group Membership": "* myContacts", "E-mail 1 - Type": "* ", "E-mail 1 - Value": "t@example.jp", "Organization 1 - Name": "田中商事", "Organization 1 - Title": "部長",
		}), GoogleOld, "google", "田中 健一", []string{"reading:タナカ ケンイチ", "birthday:gregorian:1970-05-09", "ja", "email:t@example.jp", "田中商事", "部長", "Location:2F"}},
		{"outlook.com", "\uFEFF" + csvOf(outlookComHeader, ",", map[string]string{
			"First Name": "Thị Ánh", "Last Name": "Nguyễn", "Title": "Ms.", "E-mail Address": "anh@example.vn", "Business Phone": "028 3823 9999", "Job Title": "Director", "Company": "Sao Mai",
			"Business Street": "12 Lê Lợi", "Business City": "TP HCM", "Business Country/Region": "Vietnam", "Spouse": "Minh", "Birthday": "1980/4/3",
		}), OutlookCom, "outlook", "Nguyễn Thị Ánh", []string{"Ms.", "phone:028 3823 9999[work]", "Director", "Sao Mai", "12 Lê Lợi", "Spouse:Minh", "birthday:gregorian:1980-04-03"}},
		{"outlook", csvOf(outlookHeader, ",", map[string]string{
			"Title": "Dr.", "First Name": "Vittoria", "Last Name": "Rossi", "Company": "Acme", "Job Title": "CEO", "Birthday": "12/31/1975", "E-mail Address": "v@example.it",
			"E-mail Type": "SMTP", "Categories": "Red;Blue", "Business Street": "Via 1", "Business Street 2": "Piano 2", "Business City": "Roma", "Business Country/Region": "Italy", "User 1": "u",
		}), OutlookDesktop, "outlook", "Vittoria Rossi", []string{"Dr.", "CEO", "birthday:gregorian:1975-12-31", "E-mail Type:SMTP", "Red", "Via 1\nPiano 2", "User 1:u"}},
		{"thunderbird", csvOf(thunderbirdHeader, "\t", map[string]string{
			"First Name": "Þórunn", "Last Name": "Jónsdóttir", "Display Name": "Þórunn Jónsdóttir", "Primary Email": "t@example.is", "Work Phone": "+354 555 0100", "Birth Year": "1970", "Birth Month": "5", "Birth Day": "9",
			"Custom 1": "c", "Work Address": "Laugavegur 1", "Work City": "Reykjavík", "Work Country": "Ísland", "Notes": "n",
		}), Thunderbird, "thunderbird", "Þórunn Jónsdóttir", []string{"email:t@example.is", "phone:+354 555 0100[work]", "birthday:gregorian:1970-05-09", "Custom 1=c", "Laugavegur 1"}},
		{"outlook in German", csvOf(germanHeader, ";", map[string]string{
			"Anrede": "Frau", "Vorname": "Jana", "Nachname": "Müller", "Firma": "Groß GmbH", "Abteilung": "Einkauf", "Position": "Leiterin", "Straße geschäftlich": "Hauptstr. 1", "Ort geschäftlich": "Köln",
			"Land/Region geschäftlich": "Deutschland", "Telefon geschäftlich": "0221 123456", "E-Mail-Adresse": "j@example.de", "Geburtstag": "03.04.1980",
		}), OutlookDesktop, "outlook", "Jana Müller", []string{"Frau", "Groß GmbH", "Leiterin", "Hauptstr. 1", "phone:0221 123456[geschäftlich]", "birthday:gregorian:1980-04-03"}},
		{"a Chinese table", csvOf("客户名称,手机,微信号,国家,城市,标签,生日,备注,添加人,添加时间", ",", map[string]string{
			"客户名称": "欧阳娜娜", "手机": "13800138000", "微信号": "oy", "国家": "中国", "城市": "上海", "标签": "VIP；老客户", "生日": "农历八月十五", "备注": "爱喝茶", "添加人": "李四", "添加时间": "2024-03-12 09:14",
		}), WeCom, "wecom", "欧阳娜娜", []string{"phone:13800138000[手机]", "wechat:oy", "上海", "老客户", "birthday:chinese:--08-15", "爱喝茶", "添加时间:2024-03-12 09:14"}},
		{
			"LinkedIn", "Notes:\r\n\"When exporting, you may notice\"\r\n\r\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\r\nU,Thant,https://example.org/u,,UN,SG,12 Mar 2024\r\n",
			LinkedIn, "linkedin", "U Thant",
			[]string{"web:https://example.org/u", "SG", "Connected On:12 Mar 2024"},
		},
		{"Excel", "sep=;\r\nName;Phone\r\nSukarno;+62 21 555\r\n", Generic, "csv", "Sukarno", []string{"phone:+62 21 555"}},
	}
	for _, tt := range tests {
		s := openBytes(t, []byte(tt.text), Options{})
		if s.Info().Layout != tt.layout || s.Info().Rows != 1 || !s.Info().RowsExact {
			t.Errorf("%s: %+v", tt.name, s.Info())
		}
		all := readAll(t, s)
		if len(all) != 1 {
			t.Errorf("%s: %d records", tt.name, len(all))
			continue
		}
		in := all[0]
		if in.Customer.Name.Full != tt.want || in.Customer.Origin.Source != tt.source || in.Problem != nil {
			t.Errorf("%s: %q from %q, %+v", tt.name, in.Customer.Name.Full, in.Customer.Origin.Source, in.Problem)
		}
		if err := book.Validate(book.Tidy(in.Customer)); err != nil {
			t.Errorf("%s: the book refuses it: %v", tt.name, err)
		}
		text := everything(in)
		for _, h := range tt.has {
			if !strings.Contains(text, h) {
				t.Errorf("%s: %q is missing in\n%s", tt.name, h, text)
			}
		}
	}
}

// Hard names survive in every encoding in which they can be written.
func TestCSVEncodings(t *testing.T) {
	var b strings.Builder
	b.WriteString("Name,Phone\r\n")
	for _, n := range hardNames {
		b.WriteString(n + ",\r\n")
	}
	for name, enc := range map[string]encoding.Encoding{
		"utf-8": nil, "utf-8 bom": unicode.UTF8BOM, "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		"utf-16le bom": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16be bom": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"gb18030": simplifiedchinese.GB18030,
	} {
		text := b.String()
		if enc != nil {
			var err error
			if text, err = enc.NewEncoder().String(text); err != nil {
				t.Fatal(err)
			}
		}
		s := openBytes(t, []byte(text), Options{})
		all := readAll(t, s)
		if len(all) != len(hardNames) {
			t.Errorf("%s: %d rows, %+v", name, len(all), s.Info())
			continue
		}
		for i, in := range all {
			if in.Customer.Name.Full != hardNames[i] {
				t.Errorf("%s: %q, want %q", name, in.Customer.Name.Full, hardNames[i])
			}
		}
	}
}

func TestDamagedRows(t *testing.T) {
	text := "Name;Phone;Notes\n" +
		"A \"big\" man;+49 30 123456;" + strings.Repeat("茶", 30) + "\n" +
		"\"Unclosed;+49 30 123457;x\n" +
		"Next;+49 30 123458;\"multi\nline; with \"\"marks\"\"\"\n" +
		"Too;+49 30 123459;cells;here;now\n" +
		"Few\n" +
		";;\n" +
		"Name;Phone;Notes\n" +
		"\"a \"b\" c\";;n\x00ul\n" +
		"Gro\xdf;;latin\n" +
		"Last;;\"never closed\n"
	all := readText(t, text, Options{})
	want := []struct {
		name, code string
		row        int
	}{
		{`A "big" man`, "", 2},
		{`"Unclosed`, WarnQuote, 3},
		{"Next", "", 4},
		{"Too", WarnColumns, 6},
		{"Few", WarnColumns, 7},
		{`a "b" c`, WarnNUL, 10},
		{"Groß", WarnEncoding, 11},
		{"Last", WarnQuote, 12},
	}
	if len(all) != len(want) {
		t.Fatalf("%d rows, want %d", len(all), len(want))
	}
	for i, w := range want {
		in := all[i]
		if in.Customer.Name.Full != w.name || in.Row != w.row || in.Problem != nil || w.code != "" && !warned(in, w.code) {
			t.Errorf("row %d: %q in line %d, warnings %+v; want %q in %d with %q", i, in.Customer.Name.Full, in.Row, in.Warnings, w.name, w.row, w.code)
		}
	}
	if got := all[2].Notes; !slices.Equal(got, []string{"multi\nline; with \"marks\""}) {
		t.Errorf("a note of two lines: %q", got)
	}
	if text := everything(all[3]); !strings.Contains(text, "here") || !strings.Contains(text, "now") {
		t.Errorf("cells beyond the header are lost: %s", text)
	}
}

func TestRefused(t *testing.T) {
	tests := []struct{ text, detail string }{
		{"", DetailEmpty},
		{" \r\n\t\n", DetailEmpty},
		{"\xEF\xBB\xBF", DetailEmpty},
		{"PK\x03\x04....xl/workbook.xml", DetailXLSXBad},
		{"PK\x03\x04....word/", DetailZip},
		{"\xD0\xCF\x11\xE0\xA1\xB1", DetailXLS},
		{"SQLite format 3\x00", DetailBook},
		{"%PDF-1.7", DetailPDF},
		{"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02\x03", DetailBinary},
		{"{\"version\": 1}", DetailJSON},
		{"<html><body>", DetailHTML},
		{"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", DetailCalendar},
		{"王小明,13800138000\n李四,13900139000\n", DetailNoHeader},
		{"just some words\nand more of them\n", DetailNoHeader},
	}
	for _, tt := range tests {
		_, err := Open(context.Background(), "x", int64(len(tt.text)), strings.NewReader(tt.text), Options{})
		var e *book.Error
		if !errors.As(err, &e) || e.Code != book.Unsupported || e.Detail != tt.detail {
			t.Errorf("%.20q: %v, want %s", tt.text, err, tt.detail)
		}
	}
	// What has no header that we know can be mapped by hand.
	text := "Spalte A,Spalte B\nSukarno,+62 21 555 0100\n"
	s, err := Open(context.Background(), "x", int64(len(text)), strings.NewReader(text), Options{})
	if err == nil || s == nil || len(s.Info().Columns) != 2 || s.Info().Columns[1].Sample != "+62 21 555 0100" {
		t.Fatalf("no source to map: %+v %v", s, err)
	}
	in := one(t, text, Options{Mapping: map[string]Field{"Spalte A": FieldName, "Spalte B": FieldPhone}})
	if in.Customer.Name.Full != "Sukarno" || in.Customer.Channels[0].Normal != "+62215550100" {
		t.Errorf("mapped by hand: %+v", in.Customer)
	}
}

func TestDateOrderOfFile(t *testing.T) {
	file := func(dates ...string) string {
		return "Name,Birthday\n" + "A," + strings.Join(dates, "\nB,") + "\n"
	}
	tests := []struct {
		text      string
		o         Options
		order     DateOrder
		ambiguous int
		first     string
	}{
		{file("03/04/1980", "31/12/1975", "25/01/1990"), Options{}, DayFirst, 1, "birthday:gregorian:1980-04-03"},
		{file("03/04/1980", "12/31/1975"), Options{}, MonthFirst, 1, "birthday:gregorian:1980-03-04"},
		{file("03/04/1980", "05/06/1975"), Options{}, "", 2, "birthday:?03/04/1980"},
		{file("03/04/1980", "05/06/1975"), Options{DateOrder: DayFirst}, DayFirst, 2, "birthday:gregorian:1980-04-03"},
		{file("03/04/1980", "31/12/1975", "12/31/1975"), Options{}, "", 1, "birthday:?03/04/1980"},
		{file("1980-04-03", "5/5/1975"), Options{}, "", 0, "birthday:gregorian:1980-04-03"},
	}
	for _, tt := range tests {
		s := openBytes(t, []byte(tt.text), tt.o)
		d := s.Info().Dates
		if d.Order != tt.order || d.Ambiguous != tt.ambiguous {
			t.Errorf("%q: %+v, want %q and %d", tt.text, d, tt.order, tt.ambiguous)
		}
		in := readAll(t, s)[0]
		if got := strings.Join(dates(in), " "); got != tt.first {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.first)
		}
		if asked := strings.HasPrefix(tt.first, "birthday:?"); asked != warned(in, WarnDateAmbiguous) {
			t.Errorf("%q: warnings %+v", tt.text, in.Warnings)
		}
		if tt.order == "" && tt.ambiguous > 0 && (d.AsDayFirst == d.AsMonthFirst || d.Example == "") {
			t.Errorf("%q: no two readings to ask about: %+v", tt.text, d)
		}
	}
}

// Records can be read again and again, and stop when their context ends.
func TestRecordsAgain(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("Name,E-mail\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "Customer %d,c%d@example.org\n", i, i)
	}
	s := openBytes(t, b.Bytes(), Options{})
	if n, m := len(readAll(t, s)), len(readAll(t, s)); n != 5000 || m != 5000 {
		t.Errorf("%d and %d records", n, m)
	}
	if s.Offset() != s.Size() {
		t.Errorf("offset %d of %d", s.Offset(), s.Size())
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var last error
	for _, err := range s.Records(ctx) {
		if n++; n == 10 {
			cancel()
		}
		last = err
	}
	if n != 11 || book.CodeOf(last) != book.Cancelled {
		t.Errorf("after cancelling: %d records, %v", n, last)
	}
	for range s.Records(context.Background()) {
		break
	}
}

// No row is dropped for want of a name.
func TestRowsWithoutName(t *testing.T) {
	all := readText(t, "Name,Company,Phone,E-mail,Notes\n,Acme,1,,\n,,=\"0171 1234567\",,\n,,,A@Example.org,\n,,,,met at the fair\nAcme,Acme,,,\n", Options{Region: "DE"})
	want := []struct {
		name   string
		kind   book.Kind
		warned bool
	}{{"Acme", book.Organisation, false}, {"0171 1234567", book.Person, true}, {"A@Example.org", book.Person, true}, {"met at the fair", book.Person, true}, {"Acme", book.Organisation, false}}
	for i, w := range want {
		in := all[i]
		if in.Customer.Name.Full != w.name || in.Customer.Kind != w.kind || warned(in, WarnNameMissing) != w.warned || in.Problem != nil {
			t.Errorf("row %d: %q %s %+v %+v", in.Row, in.Customer.Name.Full, in.Customer.Kind, in.Warnings, in.Problem)
		}
	}
	if n := all[1].Customer.Channels[0].Normal; n != "+491711234567" {
		t.Errorf("phone %q", n)
	}
	if n := all[2].Customer.Channels[0].Normal; n != "a@example.org" {
		t.Errorf("mail %q", n)
	}
}

// The same row gives the same fingerprint in any order of the columns.
func TestRowFingerprint(t *testing.T) {
	a := one(t, "Name,Phone,Notes\nA,1,\n", Options{}).Customer.Origin.Fingerprint
	b := one(t, "Phone;Name\n1;A\n", Options{}).Customer.Origin.Fingerprint
	c := one(t, "Phone;Name\n2;A\n", Options{}).Customer.Origin.Fingerprint
	if a != b || a == c {
		t.Errorf("fingerprints %s %s %s", a, b, c)
	}
}

// Several numbers and mails in one cell are several channels, but a number
// with a slash in it stays one.
func TestSeveralInOneCell(t *testing.T) {
	in := one(t, "Name,Phone,E-mail\nA,030/123456,\"a@x.example; b@x.example\"\n", Options{Region: "DE"})
	if got := strings.Join(channels(in), " "); got != "phone:030/123456 email:a@x.example email:b@x.example" {
		t.Error(got)
	}
	in = one(t, "Name,Phone\nA,030 123456 / 0171 1234567\n", Options{Region: "DE"})
	if got := strings.Join(channels(in), " "); got != "phone:030 123456 phone:0171 1234567" {
		t.Error(got)
	}
}

// Quotation marks that never close cost their own row and little time.
func TestQuotesEverywhere(t *testing.T) {
	text := "Name,Notes\n" + strings.Repeat("x,\",5\",\"\n", 3000)
	if all := readText(t, text, Options{}); len(all) == 0 {
		t.Error("no rows")
	}
	text = "Name,Notes\nA,\"never closed\n" + strings.Repeat("B,c\n", 20_000)
	if all := readText(t, text, Options{}); len(all) != 20_001 {
		t.Errorf("%d rows, want 20001", len(all))
	}
}
