package exchange

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"
	"slices"
	"strings"
	"testing"

	"dragoman/data/book"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestCardDates(t *testing.T) {
	tests := []struct{ line, want string }{
		{"BDAY:1988-05-04", "birthday:gregorian:1988-05-04"},
		{"BDAY:19880504", "birthday:gregorian:1988-05-04"},
		{"BDAY:1988-05-04T00:00:00Z", "birthday:gregorian:1988-05-04"},
		{"BDAY;VALUE=date:19880504T120000Z", "birthday:gregorian:1988-05-04"},
		{"BDAY:--0509", "birthday:gregorian:--05-09"},
		{"BDAY:--05-09", "birthday:gregorian:--05-09"},
		{"BDAY:1988", "birthday:gregorian:1988"},
		{"BDAY:1988-05", "birthday:gregorian:1988-05"},
		{"BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-09", "birthday:gregorian:--05-09"},
		{"BDAY:1604-02-29", "birthday:gregorian:--02-29"},
		{"BDAY;VALUE=text:circa 1800", "birthday:?circa 1800"},
		{"BDAY:1988-02-30", "birthday:?1988-02-30"},
		{"X-ALTBDAY;CALSCALE=chinese:19880815", "birthday:chinese:1988-08-15"},
		{"X-ALTBDAY;CALSCALE=chinese;X-APPLE-OMIT-YEAR=1604:1604-08-15", "birthday:chinese:--08-15"},
		{"X-ALTBDAY;CALSCALE=chinese:--0815", "birthday:chinese:--08-15"},
		{"ANNIVERSARY:20090808T1430-0500", "anniversary:gregorian:2009-08-08"},
		{"X-ANNIVERSARY:2010-10-10", "anniversary:gregorian:2010-10-10"},
		{"item1.X-ABDATE;type=pref:2012-06-01\r\nitem1.X-ABLabel:_$!<Anniversary>!$_", "anniversary:gregorian:2012-06-01"},
		{"item1.X-ABDATE:2012-06-01\r\nitem1.X-ABLabel:入职", "other(入职):gregorian:2012-06-01"},
	}
	for _, tt := range tests {
		in := one(t, card("3.0", "FN:A", tt.line), Options{})
		if got := strings.Join(dates(in), " "); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.line, got, tt.want)
		}
	}
	// The years of the cycle that Apple counts are left open, the line is kept.
	in := one(t, card("3.0", "FN:A", "X-ALTBDAY;CALSCALE=chinese:78-05-08-15"), Options{})
	if p := in.Customer.Dates[0].When; p.Month != 8 || p.Day != 15 || p.Year != 0 || extraOf(in, "X-ALTBDAY;CALSCALE=chinese") == "" {
		t.Errorf("Chinese birthday of a cycle: %+v", in.Customer)
	}
}

func TestCardChannels(t *testing.T) {
	tests := []struct{ line, want string }{
		{"TEL;CELL:+123456789012", "phone:+123456789012[cell]"},
		{"TEL;TYPE=\"work,voice\";VALUE=uri:tel:+81-3-1234-5678", "phone:+81-3-1234-5678[work]"},
		{"item3.TEL:1\r\nitem3.X-ABLabel:_$!<HomeFAX>!$_", "phone:1[HomeFAX]"},
		{"EMAIL;type=INTERNET;type=pref:A@B.example", "email:A@B.example*"},
		{"IMPP;X-SERVICE-TYPE=微信号:x-apple:wxm88", "wechat:wxm88"},
		{"IMPP;X-SERVICE-TYPE=WeChat;type=HOME:x-apple:wxm88", "wechat:wxm88[home]"},
		{"IMPP:skype:sk1", "skype:sk1"},
		{"IMPP;X-SERVICE-TYPE=Telegram:x-apple:@me", "telegram:@me"},
		{"IMPP:xmpp:a@b.example", "other:a@b.example[xmpp]"},
		{"X-WECHAT:wxm", "wechat:wxm"},
		{"X-QQ;TYPE=HOME:1234", "qq:1234[home]"},
		{"X-LINE:l1", "line:l1"},
		{"X-KAKAOTALK:k1", "kakaotalk:k1"},
		{"X-SOCIALPROFILE;type=whatsapp:+4912345", "whatsapp:+4912345"},
		{"TEL;TYPE=Viber:+4930123456", "viber:+4930123456"},
		{"URL:http\\://www.example.org", "web:http://www.example.org"},
		{"ADR;TYPE=WORK:;;南京路1号;上海;上海市;200000;中国", "address:200000\n中国\n上海市上海南京路1号[work]"},
		{"ADR:;;1 Main St\\nFlat 2;Springfield;IL;62701;USA", "address:1 Main St\nFlat 2\nSpringfield, IL 62701\nUSA"},
	}
	for _, tt := range tests {
		in := one(t, card("3.0", "FN:A", tt.line), Options{})
		if got := strings.Join(channels(in), " "); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.line, got, tt.want)
		}
	}
}

func TestCardPhonesByCountry(t *testing.T) {
	in := one(t, card("4.0", "FN:A", "TEL:03-1234-5678", "ADR;CC=jp:;;丸の内1-1;千代田区;東京都;100-0005;Japan"), Options{Region: "DE"})
	if got := in.Customer.Channels[0]; got.Normal != "+81312345678" || got.Value != "03-1234-5678" {
		t.Errorf("phone by the country of the card: %+v", got)
	}
	if in.Customer.Country != "JP" || in.Customer.City != "千代田区" {
		t.Errorf("country %q, city %q", in.Customer.Country, in.Customer.City)
	}
	if len(in.Customer.Cultures) != 0 {
		t.Error("a culture was inferred")
	}
	in = one(t, card("3.0", "FN:A", "TEL:030 123456", "TEL:٠٣٠ ١٢٣٤٥٦", "TEL:nach 18 Uhr"), Options{Region: "DE"})
	for i, want := range []string{"+4930123456", "+4930123456", ""} {
		if got := in.Customer.Channels[i].Normal; got != want {
			t.Errorf("phone %d: %q, want %q", i, got, want)
		}
	}
	if !warned(in, WarnPhoneUnread) {
		t.Error("no warning of a phone that cannot be read")
	}
}

func TestCardNames(t *testing.T) {
	in := one(t, card("4.0", `N;ALTID=1;LANGUAGE=jp;SORT-AS="たなか,けんいち":田中;健一;;;`, "N;ALTID=1;LANGUAGE=en:Tanaka;Kenichi;;;",
		"FN;ALTID=1;LANGUAGE=ja:田中 健一", "FN;ALTID=1;LANGUAGE=en:Kenichi Tanaka", "LANG;PREF=2:en", "LANG;PREF=1:ja", "TZ:Asia/Tokyo"), Options{})
	n := in.Customer.Name
	if n.Full != "田中 健一" || n.Latin != "Kenichi Tanaka" || n.Reading != "たなか けんいち" || n.Family != "田中" {
		t.Errorf("two scripts: %+v", n)
	}
	if l := in.Customer.Languages; len(l) != 2 || l[0].Tag != "ja" || in.Customer.TimeZone != "Asia/Tokyo" {
		t.Errorf("languages %+v, zone %q", l, in.Customer.TimeZone)
	}
	if n.Language != "ja" {
		t.Errorf("language of the name: %q", n.Language)
	}
	open := one(t, card("3.0", "FN:A", "X-LONG;TYPE=never a colon", " and more"), Options{})
	if !strings.Contains(everything(open), "never a colon") {
		t.Errorf("a property without a colon is lost: %+v", open.Customer.Origin.Extra)
	}
	tests := []struct{ n, want string }{
		{"王;小明;;;", "王小明"},
		{"김;민수;;;", "김민수"},
		{"スミス;ジョン;;;", "スミス ジョン"},
		{"Sukarno;;;;", "Sukarno"},
		{";Cher;;;", "Cher"},
		{"de la Cruz;María;José;Sra.;", "María José de la Cruz"},
		{"mcDonald;ronald;;;jr", "ronald mcDonald jr"},
		{"Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.", "John Philip Paul Stevenson Jr., M.D."},
	}
	for _, tt := range tests {
		if got := one(t, card("3.0", "N:"+tt.n), Options{}).Customer.Name.Full; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.n, got, tt.want)
		}
	}
	in = one(t, card("3.0", "N:Kovács;János"), Options{NameOrder: book.SurnameFirst})
	if in.Customer.Name.Full != "Kovács János" {
		t.Errorf("surname first: %q", in.Customer.Name.Full)
	}
	in = one(t, card("3.0", "N:王;小明;;;", "FN:王小明", "X-PHONETIC-FIRST-NAME:Xiaoming", "X-PHONETIC-LAST-NAME:Wang", "X-ODD;A=1:x\\,y"), Options{})
	if in.Customer.Name.Reading != "Wang Xiaoming" || extraOf(in, "X-ODD;A=1") != `x\,y` {
		t.Errorf("reading %q, extra %+v", in.Customer.Name.Reading, in.Customer.Origin.Extra)
	}
}

func TestCardKinds(t *testing.T) {
	org := one(t, card("4.0", "KIND:org", "FN:Example GmbH", "TEL:1"), Options{})
	if org.Customer.Kind != book.Organisation || org.Customer.Name.Full != "Example GmbH" {
		t.Errorf("KIND:org: %+v", org.Customer)
	}
	only := one(t, card("3.0", "N:;;;;", "FN:Acme", "ORG:Acme;", "X-ABShowAs:COMPANY"), Options{})
	if only.Customer.Kind != book.Organisation || only.Customer.Organisation != "" {
		t.Errorf("a card with ORG only: %+v", only.Customer)
	}
	group := one(t, card("4.0", "KIND:group", "FN:Friends", "MEMBER:urn:uuid:1"), Options{})
	if group.Problem == nil || group.Problem.Code != ProblemGroup {
		t.Errorf("a group: %+v", group)
	}
	phone := one(t, card("3.0", "N:;;;;", "TEL:+4930123456"), Options{})
	if phone.Problem != nil || phone.Customer.Name.Full != "+4930123456" || !warned(phone, WarnNameMissing) {
		t.Errorf("a phone only: %+v", phone)
	}
	none := one(t, card("3.0", "X-NOTHING:1"), Options{})
	if none.Problem == nil || none.Problem.Code != ProblemEmpty {
		t.Errorf("nothing: %+v", none)
	}
	full := one(t, card("3.0", "FN:A", "ORG:Firma;Vertrieb", "TITLE:Leiterin", "ROLE:Einkauf", "CATEGORIES:VIP,old\\, good", "NOTE:one\\ntwo\\n\\nthree", "UID:u1", "NICKNAME:Jim,Jimmie"), Options{})
	c := full.Customer
	if c.Organisation != "Firma" || c.Role != "Einkauf" || c.Address.JobTitle != "Leiterin" || !slices.Equal(c.Tags, []string{"VIP", "old, good"}) ||
		!slices.Equal(full.Notes, []string{"one\ntwo", "three"}) || c.Origin.ExternalID != "u1" || c.Origin.Source != "vcard" || c.Name.Nickname != "Jim, Jimmie" {
		t.Errorf("%+v %q", c, full.Notes)
	}
}

// Hard names survive in every encoding in which they can be written.
func TestCardEncodings(t *testing.T) {
	var file strings.Builder
	for i, n := range hardNames {
		file.WriteString(card("3.0", "FN:"+n, fmt.Sprintf("TEL:+49301234%02d", i)))
	}
	utf16le, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(file.String())
	if err != nil {
		t.Fatal(err)
	}
	utf16be, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(file.String())
	if err != nil {
		t.Fatal(err)
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(file.String())
	if err != nil {
		t.Fatal(err)
	}
	folded := strings.ReplaceAll(file.String(), "FN:", "FN:\r\n ")
	for name, text := range map[string]string{
		"utf-8": file.String(), "utf-8 bom": "\uFEFF" + file.String(), "utf-16 le": utf16le, "utf-16 be": utf16be, "gb18030": gb,
		"lf": strings.ReplaceAll(file.String(), "\r\n", "\n"), "cr": strings.ReplaceAll(file.String(), "\r\n", "\r"),
		"cr cr lf": strings.ReplaceAll(file.String(), "\r\n", "\r\r\n"), "folded": folded,
	} {
		all := readText(t, text, Options{})
		if len(all) != len(hardNames) {
			t.Errorf("%s: %d cards, want %d", name, len(all), len(hardNames))
			continue
		}
		for i, in := range all {
			if in.Customer.Name.Full != hardNames[i] {
				t.Errorf("%s: %q, want %q", name, in.Customer.Name.Full, hardNames[i])
			}
		}
	}
}

func TestCardQuotedPrintable(t *testing.T) {
	enc := func(b []byte) string {
		var s strings.Builder
		for i, c := range b {
			if i > 0 && i%9 == 0 {
				s.WriteString("=\r\n")
			}
			fmt.Fprintf(&s, "=%02X", c)
		}
		return s.String()
	}
	for _, name := range hardNames {
		in := one(t, card("2.1", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"+enc([]byte(name)), "TEL;CELL:1"), Options{})
		if in.Customer.Name.Full != name || len(in.Customer.Channels) != 1 {
			t.Errorf("%q: %+v", name, in.Customer)
		}
	}
	sjis, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte("田中 健一ソ"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:" + enc(sjis),
		"FN;CHARSET=Shift_JIS:" + string(sjis),
		"FN;SHIFT_JIS;QUOTED-PRINTABLE;CHARSET=cp932:" + enc(sjis),
		"FN:" + string(sjis),
	} {
		if in := one(t, card("2.1", line), Options{}); in.Customer.Name.Full != "田中 健一ソ" {
			t.Errorf("%q: %q", line, in.Customer.Name.Full)
		}
	}
}

// A file that ends inside a card, a card without an end, and cards in cards.
func TestCardCut(t *testing.T) {
	whole := card("3.0", "FN:One", "TEL:1") + card("3.0", "FN:Two", "TEL:2") + card("3.0", "FN:Three", "NOTE:a long note that is cut in half")
	for n := len("BEGIN:VCARD"); n < len(whole); n++ {
		all := readText(t, whole[:n], Options{})
		if n > 110 && (len(all) < 2 || all[0].Customer.Name.Full != "One" || all[1].Customer.Name.Full != "Two") {
			t.Fatalf("cut at %d: the whole cards are gone: %+v", n, all)
		}
		for _, in := range all[min(len(all), strings.Count(whole[:n], "END:VCARD")):] {
			if in.Problem == nil {
				t.Fatalf("cut at %d: no problem with %+v", n, in)
			}
		}
	}
	endless := strings.Repeat("BEGIN:VCARD\nFN:X\nTEL:1\n", 50)
	if all := readText(t, endless, Options{}); len(all) != 50 {
		t.Errorf("50 cards without an end: %d", len(all))
	}
	stray := readText(t, "garbage here\n"+card("3.0", "FN:A")+"more: garbage\n"+card("3.0", "FN:B"), Options{})
	if len(stray) != 4 || stray[0].Problem == nil || stray[0].Problem.Code != ProblemStray || stray[3].Customer.Name.Full != "B" {
		t.Errorf("text between cards: %+v", stray)
	}
	agent := readText(t, "BEGIN:VCARD\nVERSION:2.1\nFN:Boss\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Helper\nEND:VCARD\nTEL:1\nEND:VCARD\n", Options{})
	if len(agent) != 1 || agent[0].Customer.Name.Full != "Boss" || extraOf(agent[0], "AGENT.FN") != "Helper" || len(agent[0].Customer.Channels) != 1 {
		t.Errorf("AGENT: %+v", agent)
	}
}

func TestCardPicture(t *testing.T) {
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, image.NewRGBA(image.Rect(0, 0, 1200, 600)), nil); err != nil {
		t.Fatal(err)
	}
	data := base64.StdEncoding.EncodeToString(buf.Bytes())
	for _, line := range []string{
		"PHOTO;ENCODING=b;TYPE=JPEG:" + data, "PHOTO:data:image/jpeg;base64," + data, "PHOTO;JPEG;BASE64:\r\n  " + data + "\r\n",
	} {
		in := one(t, card("3.0", "FN:A", line, "TEL:1"), Options{})
		cfg, _, err := image.DecodeConfig(bytes.NewReader(in.Customer.Picture))
		if err != nil || cfg.Width != 512 || cfg.Height != 256 || len(in.Customer.Channels) != 1 {
			t.Errorf("%.30s: %v %dx%d, %d channels", line, err, cfg.Width, cfg.Height, len(in.Customer.Channels))
		}
	}
	in := one(t, card("3.0", "FN:A", "PHOTO;VALUE=uri:http://example.org/a.jpg"), Options{})
	if !warned(in, WarnPictureLink) || extraOf(in, "PHOTO;VALUE=uri") == "" {
		t.Errorf("a linked picture: %+v", in)
	}
}

// The fingerprint is that of the content, whatever the order or the time of
// the last change.
func TestCardFingerprint(t *testing.T) {
	a := one(t, card("3.0", "FN:A", "TEL:1", "REV:2020"), Options{}).Customer.Origin.Fingerprint
	b := one(t, card("3.0", "TEL:1", "FN:A", "REV:2021"), Options{}).Customer.Origin.Fingerprint
	c := one(t, card("3.0", "FN:A", "TEL:2"), Options{}).Customer.Origin.Fingerprint
	if a != b || a == c || len(a) != 64 {
		t.Errorf("fingerprints %s %s %s", a, b, c)
	}
}
