package exchange

import (
	"strings"
	"sync"
	"unicode"

	"dragoman/data/book"
	"dragoman/locales"

	"golang.org/x/text/unicode/norm"
)

// spec says what a header means: the field, the group that ties columns
// together (one address, one mail with its label), the part that the column is
// of its group, and the label of a channel.
type spec struct {
	field Field
	group string
	part  string // "value", "label", "service", or an address part
	label string // "=" stands for the header as written
}

// headerKey folds a header: case, width, blanks and signs do not matter.
func headerKey(h string) string {
	h = strings.TrimSpace(strings.TrimPrefix(h, "\uFEFF"))
	if !isASCII(h) {
		h = norm.NFKC.String(h)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			return unicode.ToLower(r)
		}
		return -1
	}, h)
}

// aliases lists headers by field, separated by |. Labels for a channel stand
// after =.
var aliases = []struct {
	field Field
	names string
}{
	{FieldName, "Name|Full Name|Display Name|Contact Name|Customer Name|Client Name|Contact|Customer|FN|姓名|名称|客户名称|客户姓名|客户|联系人|联系人姓名|显示名称|全名|中文名|中文姓名|名稱|客戶名稱|客戶姓名|客戶|聯絡人|顯示名稱|氏名|名前|お名前|顧客名|表示名|Anzeigename|Vollständiger Name|Kunde|이름|성명|고객명|Họ và tên|Họ tên|Nom complet|Nombre completo|Nome completo|Nome e cognome|ФИО|Имя и фамилия"},
	{FieldLatin, "Latin Name|Romanized Name|English Name|Name (Latin)|英文名|英文姓名|英文名称|英文名稱|拼音名|ローマ字|英語名|영문이름|영문명"},
	{FieldReading, "Reading|Pinyin|Phonetic Name|Yomi Name|拼音|姓名拼音|注音|フリガナ|ふりがな|カナ|氏名カナ|氏名フリガナ|よみがな"},
	{FieldNickname, "Nickname|Nick Name|昵称|暱稱|别名|微信昵称|ニックネーム|Spitzname|별명|Surnom|Apodo"},
	{FieldPrefix, "Name Prefix|Prefix|Salutation|称谓|称呼前缀|Anrede|敬称前"},
	{FieldGiven, "First Name|Given Name|Forename|First|Prénom|Vorname|Nombre|Nome|Imię|Имя|名|名字|下の名前|Tên|Ad|Voornaam|Förnamn|Fornavn|Jméno|Keresztnév"},
	{FieldMiddle, "Middle Name|Middle Names|Additional Name|Middle|Second Name|Weitere Vornamen|Zweiter Vorname|中间名|中間名|ミドル ネーム"},
	{FieldFamily, "Last Name|Family Name|Surname|Last|Nom|Nom de famille|Nachname|Familienname|Apellido|Apellidos|Cognome|Nazwisko|Фамилия|姓|姓氏|성|苗字|Họ|Soyad|Soyadı|Achternaam|Efternamn|Etternavn|Příjmení|Sobrenome|Vezetéknév"},
	{FieldSuffix, "Name Suffix|Suffix|后缀|後綴|敬称"},
	{FieldPatronymic, "Patronymic|Отчество|По батькові"},
	{FieldReadingGiven, "Phonetic First Name|Given Name Yomi|Given Yomi|First Name Phonetic|名カナ|名フリガナ|名（フリガナ）|フリガナ（名）|メイ"},
	{FieldReadingMiddle, "Phonetic Middle Name|Additional Name Yomi"},
	{FieldReadingFamily, "Phonetic Last Name|Family Name Yomi|Surname Yomi|Last Name Phonetic|姓カナ|姓フリガナ|姓（フリガナ）|フリガナ（姓）|セイ"},
	{FieldCallMe, "Call Me|Preferred Name|称呼|稱呼|怎么称呼|呼び方"},
	{FieldOrganisation, "Organization Name|Organization|Organisation|Company|Company Name|Account Name|Account|Employer|Associated Company|Primary Associated Company|公司|公司名称|单位|单位名称|企业|企业名称|客户公司|所属公司|公司名稱|單位|企業名稱|会社|会社名|勤務先|企業名|組織|Firma|Unternehmen|Organisation|회사|회사명|Société|Entreprise|Empresa|Compañía|Azienda|Компания|Организация|Công ty"},
	{FieldDepartment, "Organization Department|Department|部门|部門|科室|部署|Abteilung|부서|Service|Departamento|Отдел"},
	{FieldRole, "Organization Title|Job Title|Position|Role|职位|职务|职称|岗位|職位|職務|職稱|役職|役職名|肩書き|Berufsbezeichnung|Stellung|Funktion|직책|직위|직함|Fonction|Poste|Cargo|Puesto|Должность|Chức vụ"},
	{FieldPhone, "Phone|Phone Number|Telephone|Telephone Number|Tel|Contact Number|电话|电话号码|联系电话|联系方式|電話|電話號碼|聯絡電話|電話番号|TEL|Telefon|Telefonnummer|전화|전화번호|Téléphone|Teléfono|Telefono|Телефон|Điện thoại|Số điện thoại"},
	{FieldPhone, "Mobile=mobile|Mobile Phone=mobile|Mobile Number=mobile|Mobile Phone Number=mobile|Cell=mobile|Cell Phone=mobile|Cellphone=mobile|手机=手机|手机号=手机|手机号码=手机|移动电话=移动电话|手機=手機|手機號碼=手機|行動電話=行動電話|携帯=携帯|携帯電話=携帯|携帯番号=携帯|Mobiltelefon=mobil|Handy=Handy|Mobil=mobil|휴대폰=휴대폰|휴대전화=휴대전화|핸드폰=핸드폰|Mobile téléphone=mobile|Móvil=móvil|Cellulare=cellulare|Мобильный=мобильный|Мобильный телефон=мобильный|Di động=di động"},
	{FieldPhone, "Home Phone=home|Home Phone 2=home|Business Phone=work|Business Phone 2=work|Work Phone=work|Company Main Phone=company|Company Phone=company|Office Phone=work|Direct Phone=direct|Other Phone=other|Primary Phone=primary|Car Phone=car|Radio Phone=radio|Assistant's Phone=assistant|Assistant Phone=assistant|Callback=callback|Pager=pager|Pager Number=pager|ISDN=isdn|Telex=telex|TTY/TDD Phone=tty|Fax=fax|Fax Number=fax|Home Fax=home fax|Business Fax=work fax|Work Fax=work fax|Other Fax=other fax|办公电话=办公电话|公司电话=公司电话|单位电话=单位电话|家庭电话=家庭电话|住宅电话=住宅电话|商务电话=商务电话|固定电话=固定电话|座机=座机|传真=传真|传真号码=传真|公司電話=公司電話|住家電話=住家電話|傳真=傳真|会社電話=会社|自宅電話=自宅|自宅電話番号=自宅|会社電話番号=会社|FAX番号=FAX|Telefon geschäftlich=geschäftlich|Telefon geschäftlich 2=geschäftlich|Telefon (geschäftlich)=geschäftlich|Telefon privat=privat|Telefon privat 2=privat|Telefon Firma=Firma|Fax geschäftlich=Fax geschäftlich|Fax privat=Fax privat|Weiteres Telefon=weiteres|팩스=팩스|직장전화=직장"},
	{FieldEmail, "Email|E-mail|Email Address|E-mail Address|E-mail 2 Address|E-mail 3 Address|Primary Email|Secondary Email|Mail|邮箱|邮箱地址|电子邮件|电子邮箱|电子邮件地址|邮件|邮件地址|電子郵件|電郵|電子郵件地址|信箱|メール|メールアドレス|電子メール|電子メール アドレス|Eメール|E-Mail-Adresse|E-Mail 2: Adresse|E-Mail 3: Adresse|Primäre E-Mail-Adresse|Sekundäre E-Mail-Adresse|이메일|이메일주소|전자메일|메일|Adresse e-mail|Courriel|Correo electrónico|Correo|Posta elettronica|Электронная почта|Эл. почта|Почта|Thư điện tử"},
	{FieldWeb, "Website|Web Site|Web Page|Web Page 1|Web Page 2|Personal Web Page|Homepage|URL|Business Web Page|Company Website|网站|网址|主页|公司网站|網站|網址|ホームページ|ウェブサイト|Webseite|홈페이지|Site web|Sitio web|Сайт"},
	{FieldNotes, "Notes|Note|Comments|Comment|Remarks|Remark|Description|Memo|备注|备注信息|附注|说明|描述|備註|附註|メモ|備考|Notizen|Bemerkungen|비고|메모|Remarques|Notas|Note|Примечание|Заметки|Ghi chú"},
	{FieldTags, "Labels|Group Membership|Categories|Category|Tags|Tag|Groups|Group|标签|标签组|分组|客户标签|分类|类别|標籤|群組|類別|タグ|分類|分類項目|グループ|Kategorien|Gruppen|태그|그룹|분류|Catégories|Étiquettes|Etiquetas|Categorías|Метки|Nhãn"},
	{FieldBirthday, "Birthday|Birth Date|Birthdate|Date of Birth|DOB|Born|生日|出生日期|出生年月日|出生年月|誕生日|生年月日|Geburtstag|Geburtsdatum|생일|생년월일|Anniversaire|Date de naissance|Cumpleaños|Fecha de nacimiento|Compleanno|День рождения|Дата рождения|Ngày sinh|Doğum tarihi"},
	{FieldBirthYear, "Birth Year|出生年|Geburtsjahr"},
	{FieldBirthMonth, "Birth Month|出生月|Geburtsmonat"},
	{FieldBirthDay, "出生日|Geburtstag (Tag)"},
	{FieldLunarBirthday, "Lunar Birthday|农历生日|阴历生日|農曆生日|음력생일"},
	{FieldAnniversary, "Anniversary|纪念日|结婚纪念日|紀念日|記念日|Jahrestag|기념일"},
	{FieldLanguage, "Language|Preferred Language|语言|語言|言語|Sprache|언어|Langue|Idioma|Язык|Ngôn ngữ"},
	{FieldTimeZone, "Time Zone|Timezone|时区|時區|タイムゾーン|Zeitzone"},
	{FieldOwner, "Contact owner|Owner|Account Owner|负责人|跟进人|业务员|客户经理|所属销售|添加人|負責人|業務員|担当者|担当"},
	{FieldExternalID, "Record ID|Contact ID|Customer ID|客户编号|客户ID|客戶編號|顧客番号|顧客ID|Kundennummer|고객번호"},
	{FieldPhoto, "Photo|照片|頭像|头像"},
	{FieldOptOutMail, "Email Opt Out|HasOptedOutOfEmail|Unsubscribed|Unsubscribed from all email|邮件退订"},
	{FieldOptOutCall, "Do Not Call|DoNotCall|勿致电"},
	{FieldCustom, "Custom 1=Custom 1|Custom 2=Custom 2|Custom 3=Custom 3|Custom 4=Custom 4"},
	{FieldAddress, "Address|Full Address|Mailing Address|Postal Address|地址|详细地址|联系地址|通讯地址|公司地址|收货地址|詳細地址|通訊地址|住所|所在地|Adresse|Anschrift|주소|Dirección|Indirizzo|Адрес|Địa chỉ"},
	{FieldStreet, "Street|Street Address|Address 1|Address Line 1|街道|街道地址|番地|町名・番地|Straße|Strasse|Rue|Calle|Улица"},
	{FieldExtended, "Address 2|Address Line 2|Street 2|建物名|Adresszusatz"},
	{FieldCity, "City|Town|Location|城市|市|所在城市|市区町村|Ort|Stadt|도시|Ville|Ciudad|Città|Город|Thành phố"},
	{FieldRegion, "State|Province|State/Province|State/Region|Region|County|省|省份|州|都道府県|Bundesland|Provincia|Région|Область|Tỉnh"},
	{FieldPostcode, "Zip|Zip Code|ZIP/Postal Code|Postal Code|Postcode|邮编|邮政编码|郵遞區號|郵便番号|PLZ|Postleitzahl|우편번호|Code postal|Código postal|CAP|Индекс"},
	{FieldCountry, "Country|Country/Region|Country Code|Nation|国家|国家/地区|国家地区|所在国家|國家|國家/地區|国|国名|国/地域|Land|Land/Region|국가|나라|Pays|País|Paese|Страна|Quốc gia|Ülke"},
	{FieldIM, "Screen Name=|IM Address=|IM=|即时通讯=|Skype Name=skype|Skype ID=skype|WhatsApp Number=whatsapp|WhatsApp Phone Number=whatsapp|LINE ID=line|WeChat ID=wechat|QQ号码=qq|QQ=qq|Telegram Username=telegram"},
}

// postalGroups are the words by which address columns of Outlook and
// Thunderbird belong together, in front of a part or, in German, behind it.
var postalGroups = []struct{ word, label string }{
	{"business", "work"},
	{"work", "work"},
	{"home", "home"},
	{"other", "other"},
	{"mailing", "mailing"},
	{"billing", "billing"},
	{"shipping", "shipping"},
	{"geschäftlich", "geschäftlich"},
	{"privat", "privat"},
	{"weitere", "weitere"},
	{"weiterer", "weitere"},
	{"weiteres", "weitere"},
	{"商务", "商务"},
	{"住宅", "住宅"},
	{"公司", "公司"},
	{"家庭", "家庭"},
	{"其他", "其他"},
	{"会社", "会社"},
	{"自宅", "自宅"},
	{"その他", "その他"},
}

// postalParts are the parts of an address by the key of their column.
var postalParts = map[string]string{
	"street": "street", "street2": "street2", "street3": "street3", "address": "street", "address2": "street2", "addressstreet": "street",
	"city": "city", "state": "region", "stateprovince": "region", "province": "region", "zipcode": "postcode", "zip": "postcode", "zippostalcode": "postcode",
	"postalcode": "postcode", "country": "country", "countryregion": "country", "pobox": "box", "addresspobox": "box",
	"straße": "street", "straße2": "street2", "straße3": "street3", "ort": "city", "regionbundesland": "region", "region": "region", "bundeslandkanton": "region",
	"postleitzahl": "postcode", "land": "country", "landregion": "country", "postfach": "box",
	"地址街道": "street", "街道": "street", "街道2": "street2", "街道3": "street3", "地址": "street", "地址市县": "city", "市县": "city", "城市": "city", "地址省市自治区": "region", "省市自治区": "region",
	"邮政编码": "postcode", "地址邮政编码": "postcode", "地址国家地区": "country", "国家地区": "country", "邮政信箱": "box",
	"番地": "street", "住所2": "street2", "住所3": "street3", "市区町村": "city", "都道府県": "region", "郵便番号": "postcode", "国": "country", "国地域": "country", "私書箱": "box",
}

// postalFields maps the fields of a single address to its parts.
var postalFields = map[Field]string{
	FieldAddress: "formatted", FieldBox: "box", FieldExtended: "extended", FieldStreet: "street", FieldCity: "city",
	FieldRegion: "region", FieldPostcode: "postcode", FieldCountry: "country",
}

// headerSpecs maps folded headers to what they mean.
var headerSpecs = sync.OnceValue(func() map[string]spec {
	m := map[string]spec{}
	for _, a := range aliases {
		for name := range strings.SplitSeq(a.names, "|") {
			name, label, _ := strings.Cut(name, "=")
			s := fieldSpec(a.field, label)
			if key := headerKey(name); key != "" {
				if _, taken := m[key]; !taken {
					m[key] = s
				}
			}
		}
	}
	for key, f := range labels() {
		if _, taken := m[key]; !taken {
			m[key] = fieldSpec(f, "")
		}
	}
	return m
})

// fieldSpec is the meaning of a column that holds a field by itself.
func fieldSpec(f Field, label string) spec {
	if part, ok := postalFields[f]; ok {
		return spec{field: f, group: "address", part: part}
	}
	return spec{field: f, label: label}
}

// numbered are the groups of columns that Google numbers.
var numbered = map[string]Field{
	"email": FieldEmail, "phone": FieldPhone, "address": FieldAddress, "website": FieldWeb, "event": FieldEvent,
	"customfield": FieldCustom, "im": FieldIM, "organization": FieldOrganisation,
}

// numberedParts are what follows the number.
var numberedParts = map[string]string{
	"label": "label", "type": "label", "value": "value", "service": "service", "formatted": "formatted", "street": "street", "city": "city",
	"pobox": "box", "region": "region", "postalcode": "postcode", "country": "country", "extendedaddress": "extended",
	"consent": "consent",
}

// ourNumbered and ourParts are the groups and parts of columns in our own
// tables, in every language of the interface.
var ourNumbered = sync.OnceValue(func() map[string]Field {
	m := map[string]Field{}
	for key, f := range labels() {
		switch f {
		case FieldPhone, FieldEmail, FieldWeb, FieldIM, FieldAddress, FieldEvent, FieldCustom:
			m[key] = f
		}
	}
	return m
})

var ourParts = sync.OnceValue(func() map[string]string {
	m := map[string]string{"": "value"}
	for _, l := range locales.Languages() {
		p, err := locales.New(l.Tag, locales.Options{})
		if err != nil {
			continue // as in labels
		}
		for part, id := range partLabels {
			m[headerKey(p.T(id, nil))] = part
		}
	}
	return m
})

// partLabels name the parts of a numbered group.
var partLabels = map[string]locales.ID{
	"label": "field.part_label", "service": "field.part_service", "consent": "field.part_consent", "formatted": "field.part_text",
}

// specOf returns the meaning of a header; ok is false for one that we do not
// know.
func specOf(header string) (s spec, ok bool) {
	key := headerKey(header)
	if key == "" {
		return spec{}, false
	}
	if s, ok := headerSpecs()[key]; ok {
		return s, true
	}
	if s, ok := numberedSpec(key); ok {
		return s, true
	}
	for _, g := range postalGroups {
		part, found := strings.CutPrefix(key, g.word)
		if !found {
			part, found = strings.CutSuffix(key, g.word)
		}
		if !found {
			continue
		}
		if p, ok := postalParts[part]; ok {
			return spec{field: FieldAddress, group: "address:" + g.label, part: p, label: g.label}, true
		}
	}
	if kind, label, ok := messenger(strings.TrimSpace(header)); ok && kind != "" && key != "line" {
		switch {
		case kind == book.Web:
			return spec{field: FieldWeb, label: label}, true
		case label != "":
			return spec{field: FieldIM, label: label}, true
		}
		return spec{field: imField(kind)}, true
	}
	return spec{}, false
}

// numberedSpec reads keys such as email1value and address2postalcode.
func numberedSpec(key string) (spec, bool) {
	i := strings.IndexFunc(key, unicode.IsDigit)
	if i <= 0 {
		return spec{}, false
	}
	field, ok := numbered[key[:i]]
	if !ok {
		if field, ok = ourNumbered()[key[:i]]; !ok {
			return spec{}, false
		}
	}
	rest := strings.TrimLeftFunc(key[i:], unicode.IsDigit)
	number := key[i : len(key)-len(rest)]
	if field == FieldOrganisation {
		f, ok := map[string]Field{"name": FieldOrganisation, "title": FieldRole, "department": FieldDepartment}[rest]
		return spec{field: f}, ok && number == "1"
	}
	part, ok := numberedParts[rest]
	if !ok {
		part, ok = ourParts()[rest]
	}
	return spec{field: field, group: key[:i] + number, part: part}, ok
}
