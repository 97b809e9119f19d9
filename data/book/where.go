package book

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dragoman/data/calendar"
)

// Where is a condition over customers: all of some, any of some, none of one,
// or one test. The zero Where picks everybody.
type Where struct {
	All  []Where
	Any  []Where
	Not  *Where
	Test *Test
}

// Test asks one thing of a customer.
type Test struct {
	Field  TestField
	Values []string  // one of them; for TestText the words
	From   time.Time // an instant at or after which, zero for none
	Before time.Time // and before which
	Blank  bool      // there is none
	Keys   []DateKey // for TestBirthday: the days
	Above  *int64    // for TestOrders and TestSpent: more than that
	Below  *int64    // and less than that
}

// TestField is what a test looks at.
type TestField string

// The fields of a test.
const (
	TestText       TestField = "text"
	TestCountry    TestField = "country"
	TestCulture    TestField = "culture"
	TestTag        TestField = "tag"
	TestKind       TestField = "kind"
	TestCity       TestField = "city"
	TestFirm       TestField = "firm"
	TestRole       TestField = "role"
	TestLanguage   TestField = "language"
	TestObservance TestField = "observance"
	TestOwner      TestField = "owner"
	TestChannel    TestField = "channel" // can be reached there
	TestConsent    TestField = "consent" // what the customer allows and refuses
	TestSource     TestField = "source"
	TestLast       TestField = "last"  // the last contact
	TestAdded      TestField = "added" // came into the book
	TestChanged    TestField = "changed"
	TestCold       TestField = "cold" // the agreed interval has run out
	TestBirthday   TestField = "birthday"
	TestOrders     TestField = "orders" // how many sales there were
	TestSpent      TestField = "spent"  // what they came to, in the base currency
	TestBought     TestField = "bought" // the day of the last sale
	TestCase       TestField = "case"   // a request or a complaint is open
	TestTier       TestField = "tier"   // of the loyalty programme, as the owner calls it
)

// AnyOpenCase is the value of TestCase for requests and complaints alike.
const AnyOpenCase = "open"

// fieldNames are what the fields are called in a query, in the languages of
// the interface. They are codes that users write, and never change.
var fieldNames = map[string]TestField{
	"country": TestCountry, "国家": TestCountry, "地区": TestCountry,
	"culture": TestCulture, "文化": TestCulture,
	"tag": TestTag, "标签": TestTag,
	"kind": TestKind, "类型": TestKind,
	"city": TestCity, "城市": TestCity,
	"firm": TestFirm, "org": TestFirm, "company": TestFirm, "单位": TestFirm, "公司": TestFirm,
	"role": TestRole, "职位": TestRole,
	"language": TestLanguage, "lang": TestLanguage, "语言": TestLanguage,
	"observance": TestObservance, "keeps": TestObservance, "习俗": TestObservance,
	"owner": TestOwner, "负责人": TestOwner,
	"has": TestChannel, "channel": TestChannel, "渠道": TestChannel,
	"consent": TestConsent, "同意": TestConsent,
	"source": TestSource, "来源": TestSource,
	"last": TestLast, "上次": TestLast, "联系": TestLast,
	"added": TestAdded, "新增": TestAdded, "加入": TestAdded,
	"changed": TestChanged, "修改": TestChanged,
	"cold": TestCold, "冷淡": TestCold,
	"birthday": TestBirthday, "生日": TestBirthday,
	"orders": TestOrders, "订单": TestOrders,
	"spent": TestSpent, "消费": TestSpent,
	"bought": TestBought, "购买": TestBought,
	"case": TestCase, "服务": TestCase,
	"tier": TestTier, "等级": TestTier,
}

// QueryFault says which piece of a query could not be understood, and why:
// "field" is no field, "value" no value of its field, "open" a parenthesis or a
// quotation mark that nobody closed, "close" one that nobody opened.
type QueryFault struct {
	Piece string
	Why   string
}

// Query is what a text in the search box or of a segment asks for.
type Query struct {
	Where  Where
	Text   string // the words that stand outside of everything else
	Plain  bool   // there is nothing but words
	Faults []QueryFault
}

// Filter is the query as a filter of customers.
func (q Query) Filter() CustomerFilter {
	f := CustomerFilter{Text: q.Text}
	if len(q.Where.All)+len(q.Where.Any) > 0 || q.Where.Not != nil || q.Where.Test != nil {
		f.Where = &q.Where
	}
	return f
}

// Resolver finds the stored values that a word of the user means, such as JP
// for Japan or 日本. It returns nil when the word is none.
type Resolver func(field TestField, word string) []string

// ParseQuery reads a query: words, "words together", field:value with values
// joined by commas, last>60d or added<2026-01-01, a minus before what is not
// wanted, OR between two, and parentheses. Words like country:JP are known in
// every language of the interface. What cannot be understood is reported and
// left out; what is good is used. Today is the day from which days are counted.
func ParseQuery(text string, today calendar.Date, loc *time.Location, resolve Resolver) Query {
	p := &queryParser{today: today, loc: loc, resolve: resolve, pieces: cutQuery(text)}
	w := p.or(0)
	for p.at < len(p.pieces) { // a parenthesis too many
		p.fault(")", "close")
		p.at++
		w = both(w, p.or(0))
	}
	q := Query{Faults: p.faults}
	// Words at the top rank the answers, so they stand apart.
	var words []string
	var rest []Where
	for _, x := range flat(w) {
		if x.Test != nil && x.Test.Field == TestText {
			words = append(words, x.Test.Values...)
			continue
		}
		rest = append(rest, x)
	}
	q.Text = strings.Join(words, " ")
	q.Plain = len(rest) == 0 && len(q.Faults) == 0
	switch len(rest) {
	case 0:
	case 1:
		q.Where = rest[0]
	default:
		q.Where = Where{All: rest}
	}
	return q
}

func flat(w Where) []Where {
	switch {
	case len(w.All) > 0:
		return w.All
	case len(w.Any) == 0 && w.Not == nil && w.Test == nil:
		return nil
	}
	return []Where{w}
}

func both(a, b Where) Where {
	all := append(flat(a), flat(b)...)
	if len(all) == 1 {
		return all[0]
	}
	return Where{All: all}
}

// piece is a part of a query: an operator or a word, perhaps in quotes.
type piece struct {
	text   string
	quoted bool // all of it stands in quotation marks
}

// cutQuery cuts a query at blanks and parentheses outside of quotation marks.
func cutQuery(s string) []piece {
	var out []piece
	var b strings.Builder
	open, whole := false, false
	end := func() {
		if b.Len() > 0 {
			out = append(out, piece{b.String(), whole})
		}
		b.Reset()
		whole = false
	}
	for _, r := range s {
		switch {
		case r == '"' || r == '“' || r == '”':
			if !open && b.Len() == 0 {
				whole = true
			}
			open = !open
		case open:
			b.WriteRune(r)
		case r == '(' || r == ')' || r == '（' || r == '）':
			end()
			out = append(out, piece{map[rune]string{'(': "(", '（': "(", ')': ")", '）': ")"}[r], false})
		case unicode.IsSpace(r):
			end()
		default:
			b.WriteRune(r)
		}
	}
	end()
	return out
}

// queryParser reads the pieces from left to right.
type queryParser struct {
	pieces  []piece
	at      int
	today   calendar.Date
	loc     *time.Location
	resolve Resolver
	faults  []QueryFault
}

func (p *queryParser) fault(text, why string) {
	p.faults = append(p.faults, QueryFault{text, why})
}

// deepest is how far parentheses may be nested.
const deepest = 20

// or reads what stands between two ORs, and the ORs.
func (p *queryParser) or(depth int) Where {
	any := []Where{p.and(depth)}
	for p.at < len(p.pieces) && isOr(p.pieces[p.at]) {
		p.at++
		any = append(any, p.and(depth))
	}
	any = slices.DeleteFunc(any, func(w Where) bool { return len(flat(w)) == 0 })
	switch len(any) {
	case 0:
		return Where{}
	case 1:
		return any[0]
	}
	return Where{Any: any}
}

func isOr(x piece) bool {
	return !x.quoted && (x.text == "OR" || x.text == "|" || x.text == "或" || x.text == "或者")
}

// and reads terms up to an OR or a closing parenthesis.
func (p *queryParser) and(depth int) Where {
	var out Where
	for p.at < len(p.pieces) && !isOr(p.pieces[p.at]) && (p.pieces[p.at].quoted || p.pieces[p.at].text != ")") {
		out = both(out, p.term(depth))
	}
	return out
}

// term reads one term, perhaps denied.
func (p *queryParser) term(depth int) Where {
	x := p.pieces[p.at]
	p.at++
	switch {
	case x.quoted:
		return wordTest(x.text)
	case x.text == "(":
		return p.group(depth)
	case x.text == "-" || x.text == "NOT" || x.text == "非":
		if p.at >= len(p.pieces) || p.pieces[p.at].text == ")" {
			return wordTest(x.text)
		}
		return deny(p.term(depth))
	case x.text == "AND" || x.text == "且":
		return Where{}
	case len(x.text) > 1 && x.text[0] == '-' && !strings.ContainsAny(x.text[1:2], "-0123456789"):
		return deny(p.test(x.text[1:]))
	}
	return p.test(x.text)
}

func deny(w Where) Where {
	if len(flat(w)) == 0 {
		return Where{}
	}
	return Where{Not: &w}
}

// group reads up to the closing parenthesis.
func (p *queryParser) group(depth int) Where {
	if depth >= deepest {
		p.fault("(", "open")
		return Where{}
	}
	w := p.or(depth + 1)
	if p.at >= len(p.pieces) {
		p.fault("(", "open")
		return w
	}
	p.at++
	return w
}

func wordTest(s string) Where { return Where{Test: &Test{Field: TestText, Values: []string{s}}} }

// fieldOf takes a piece apart: the field, the sign and what follows.
func fieldOf(s string) (f TestField, sign byte, value string, ok bool) {
	i := strings.IndexAny(s, ":<>=：＞＜")
	if i <= 0 {
		return "", 0, "", false
	}
	f, ok = fieldNames[Fold(s[:i])]
	r, size := utf8.DecodeRuneInString(s[i:])
	sign = map[rune]byte{':': ':', '=': ':', '：': ':', '<': '<', '＜': '<', '>': '>', '＞': '>'}[r]
	return f, sign, s[i+size:], ok
}

// test reads field:value, or takes the piece for words.
func (p *queryParser) test(s string) Where {
	f, sign, value, ok := fieldOf(s)
	if !ok {
		// A clock or an address has a colon, too: then it is words.
		if i := strings.IndexAny(s, ":："); i > 0 && i < len(s)-1 && lettersOnly(s[:i]) && !strings.HasPrefix(s[i:], "://") {
			p.fault(s, "field")
			return Where{}
		}
		return wordTest(s)
	}
	t, ok := p.value(f, sign, value)
	if !ok {
		p.fault(s, "value")
		return Where{}
	}
	return Where{Test: &t}
}

func lettersOnly(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}
