package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/data/book"
)

const corpusDir = "../../../shared/corpus/vcf"

// corpus says of every file what must come of it: how many records, how many
// of them with a problem, and a few values of the first one.
var corpus = map[string]struct {
	records, problems int
	name              string
	has               []string // of channels, dates, notes and extras
}{
	"aosp__v21_adr_multiple_line.vcf":              {1, 0, "bogus", []string{"web:http://bogus.com/", "Hermann v. Brevern\n9999999\nPackstation 999", "birthday:gregorian:2008-12-03"}},
	"aosp__v21_backslash.vcf":                      {1, 0, `A;B\C;D:E\`, nil},
	"aosp__v21_blackberry_photo.vcf":               {1, 0, "boogie", []string{"phone:+5555555[work]", "email:forrestgump@walladalla.com", "picture"}},
	"aosp__v21_im.vcf":                             {1, 0, "Nick", []string{"other:hhh@gmail.com"}},
	"aosp__v21_invalid_multiple_line.vcf":          {1, 0, "Omega", []string{"email:omega@example.com[Omega]"}},
	"aosp__v21_japanese_2.vcf":                     {1, 0, "安藤 ロイド 1", []string{"東京都渋谷区桜丘町26-1セルリアンタワー6階", "メモ", "reading:ｱﾝﾄﾞｳ ﾛｲﾄﾞ1"}},
	"aosp__v21_malformed_photo.vcf":                {1, 0, "fullname", []string{"qgEPAAIAAAAHAAAAugEQAAIAAAAG:ASDF=="}},
	"aosp__v21_nest.vcf":                           {3, 0, "nest1", nil},
	"aosp__v21_pref_handling.vcf":                  {1, 0, "Smith", []string{"phone:2[work]", "email:test2@examination.com", "Mystery", "Poet"}},
	"aosp__v21_simple_2.vcf":                       {1, 0, "Ando Roid", nil},
	"aosp__v21_sip.vcf":                            {1, 0, "Android", []string{"other:888[sip]", "other:90-180-360[sip]"}},
	"aosp__v21_winmo_65.vcf":                       {1, 0, "Example", []string{"anniversary:gregorian:2009-10-10", "Invalid line which must be handled correctly."}},
	"aosp__v21_x_param.vcf":                        {1, 0, "Roid Ando", []string{"phone:1", "phone:2", "email:email2@example.com"}},
	"aosp__v30_ios_613_multiline.vcf":              {1, 0, "Bob Smith", []string{"web:www.smithauto.com[HomePage]", "picture", "phone:(650) 555-1212[cell]"}},
	"aosp__v30_multibyte_param.vcf":                {1, 0, "G M F", []string{"phone:1[费]"}},
	"aosp__v30_pause_wait.vcf":                     {1, 0, "Pause Wait", []string{"phone:p1234p5678w9"}},
	"aosp__v30_sip.vcf":                            {1, 0, "Android", []string{"other:android@android.example.com[sip]"}},
	"aosp__v40_sort_as.vcf":                        {1, 0, "安藤 ロイド", []string{"reading:あんどう ろいど"}},
	"ezvcard__John_Doe_BLACK_BERRY.vcf":            {1, 0, "John Doe", []string{"phone:+96123456789[cell]", "/9j/4QFaRXhpZgAASUkqAAg"}},
	"ezvcard__John_Doe_GMAIL.vcf":                  {1, 0, "Mr. John Richter, James Doe Sr.", []string{"anniversary:gregorian:1975-03-01", "Jenny", "reading:Jon Dow"}},
	"ezvcard__John_Doe_LOTUS_NOTES.vcf":            {1, 0, "Mr. Doe John I Johny", []string{"birthday:gregorian:1980-05-21", "NYC887", "SUN", "1:00"}},
	"ezvcard__John_Doe_MS_OUTLOOK.vcf":             {1, 0, "Mr. John Richter James Doe Sr.", []string{"anniversary:gregorian:2011-01-13", "Big Blue"}},
	"ezvcard__gmail-list.vcf":                      {3, 0, "Arnold Smith", []string{"email:asmithk@gmail.com"}},
	"ezvcard__gmail-single2.vcf":                   {1, 0, "VCard Test", []string{"skype:IM5", "qq:IM6", "email:customcategory@example.com[CustomEmailCategory]", "other(CustomDateCategory):gregorian:2000-09-12", "CustomRelationCategory"}},
	"ezvcard__issue114.vcf":                        {1, 0, "Dummy, Dummy", []string{"phone:+49 1234 56789[cell]*", "Bad Homburg"}},
	"ezvcard__outlook-2007.vcf":                    {1, 0, "Mr. Michael Angstadt Jr.", []string{"phone:(111) 555-4444[callback]", "TheSpouse", "picture"}},
	"ezvcard__rfc6350-example.vcf":                 {1, 0, "Simon Perreault", []string{"birthday:gregorian:--02-03", "anniversary:gregorian:2009-08-08", "phone:+1-418-656-9254 ext. 102[work]*"}},
	"folkerkinzel__AnsiIssueInvalidEncoding.vcf":   {1, 0, "Ralf Rastral", []string{"Lämmerweg 12"}},
	"folkerkinzel__Cropped_2_1.vcf":                {1, 1, "Maxl", []string{"Kommentar ÄÄÄÄÄÄ ääääää ÖÖÖÖÖÖ öööööö"}},
	"folkerkinzel__German.vcf":                     {1, 0, "Sören Täve Nüßlebaum", []string{"Mößlitz"}},
	"folkerkinzel__Hebrew.vcf":                     {1, 0, "אפרים קישון", nil},
	"folkerkinzel__Ukrainian.vcf":                  {1, 0, "Віталій Володимирович Кличко", []string{"Київ"}},
	"folkerkinzel__WhatsAppIssue.vcf":              {1, 0, "zzMad Perla 45", []string{"whatsapp:7yy-zzz-xxx", "PERLA\nmadrid"}},
	"folkerkinzel__v3Ansi.vcf":                     {2, 0, "Folker Kinzel", []string{"phone:0123-45678", "https://lh3.googleusercontent.com/"}},
	"icaljs__vcard3.vcf":                           {1, 0, "Mr. John Q. Public, Esq.", []string{"birthday:gregorian:1996-04-15", "1987-09-27T08:30:00-06:00", "email:jane_doe@abc.com", "Susan Thomas"}},
	"icaljs__vcard_grouped.vcf":                    {1, 0, "pobox", []string{"street1\ncity1, state1 zipcode1"}},
	"kcontacts__v4_0.vcard1.vcf.ref":               {1, 0, "Frank Dawson", []string{"email:Frank_Dawson@Lotus.com*"}},
	"kcontacts__vcard_legacy_messaging_fields.vcf": {1, 0, "My Name", []string{"other:two@test.org[xmpp]", "other:kdecommunity[twitter]"}},
	"pyvobject__radicale-1587.vcf":                 {1, 0, "Given Family", []string{"37.386013;-122.082932"}},
	"sabre__issue64.vcf":                           {1, 1, "", []string{"picture"}},
}

// Every real file comes in: none crashes, nothing is lost in silence.
func TestCorpus(t *testing.T) {
	files, err := os.ReadDir(corpusDir)
	if err != nil {
		t.Skip("the corpus of real vCards is not here")
	}
	for _, f := range files {
		want, ok := corpus[f.Name()]
		if !ok {
			t.Errorf("%s: no expectation is written down", f.Name())
			continue
		}
		data, err := os.ReadFile(filepath.Join(corpusDir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all := readAll(t, openBytes(t, data, Options{}))
		problems := 0
		for _, in := range all {
			if in.Problem != nil {
				problems++
			} else if err := book.Validate(book.Tidy(in.Customer)); err != nil {
				t.Errorf("%s: the book refuses line %d: %v", f.Name(), in.Row, err)
			}
		}
		if len(all) != want.records || problems != want.problems {
			t.Errorf("%s: %d records, %d problems; want %d, %d", f.Name(), len(all), problems, want.records, want.problems)
			continue
		}
		if got := all[0].Customer.Name.Full; got != want.name {
			t.Errorf("%s: name %q, want %q", f.Name(), got, want.name)
		}
		text := everything(all[0])
		for _, h := range want.has {
			if !strings.Contains(text, h) {
				t.Errorf("%s: %q is missing in\n%s", f.Name(), h, text)
			}
		}
		lost(t, f.Name(), data, all)
	}
}

// everything writes all that a record has.
func everything(in book.Incoming) string {
	c := in.Customer
	parts := append(channels(in), dates(in)...)
	parts = append(parts, in.Notes...)
	parts = append(parts, "reading:"+c.Name.Reading, c.Organisation, c.Role, c.Address.JobTitle, c.City, c.Origin.ExternalID,
		c.Name.Full, c.Name.Latin, c.Name.Given, c.Name.Given2, c.Name.Family, c.Name.Prefix, c.Name.Suffix, c.Name.Nickname)
	parts = append(parts, c.Tags...)
	for _, f := range c.Custom {
		parts = append(parts, f.Name+"="+f.Value)
	}
	for _, l := range c.Languages {
		parts = append(parts, l.Tag)
	}
	for _, p := range c.Origin.Extra {
		parts = append(parts, p.Name+":"+p.Value)
	}
	if len(c.Picture) > 0 {
		parts = append(parts, "picture")
	}
	return strings.Join(parts, "\n")
}

// lost looks for words of the file that are nowhere in the records.
func lost(t *testing.T, name string, data []byte, all []book.Incoming) {
	t.Helper()
	var b strings.Builder
	for _, in := range all {
		b.WriteString(strings.ToLower(everything(in)))
	}
	text := b.String()
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		prop, value, ok := strings.Cut(line, ":")
		up := strings.ToUpper(prop)
		if strings.HasPrefix(line, " ") || !ok {
			continue
		}
		binary := strings.Contains(up, "BASE64") || strings.Contains(up, "ENCODING=B")
		packed := strings.Contains(up, "QUOTED-PRINTABLE") || strings.Contains(up, "CHARSET")
		known := up == "BEGIN" || up == "END" || up == "VERSION" || strings.HasSuffix(up, "X-ABLABEL") || strings.HasPrefix(up, "BDAY") ||
			strings.Contains(up, "ANNIVERSARY") || strings.Contains(up, "ABDATE") || strings.HasPrefix(up, "X-ANDROID")
		if binary || packed || known || !isASCII(value) || strings.ContainsAny(value, `\`) {
			continue
		}
		for _, word := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" ;,", r) }) {
			word = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(word), "tel:"), "sip:")
			if len(word) > 40 || strings.HasPrefix(word, "ext=") {
				continue
			}
			if !strings.Contains(text, word) && !strings.Contains(text, strings.Trim(word, `"`)) {
				t.Errorf("%s: %q of line %q is lost", name, word, line)
			}
		}
	}
}
