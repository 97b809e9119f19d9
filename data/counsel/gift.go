package counsel

import (
	"slices"
	"strings"
	"unicode"

	"dragoman/data/book"
	"dragoman/data/culture"
)

// ClashKind says with what a gift clashes.
type ClashKind int

// The kinds of clash.
const (
	ClashTaboo ClashKind = iota // with a custom of a culture
	ClashDiet                   // with what the customer eats and drinks
	ClashWish                   // with what the customer does not want
)

// Clash is a reason to think again before a gift is given. It forbids nothing.
type Clash struct {
	Kind      ClashKind
	Word      string // the word of the gift by which it was found, folded
	Culture   Culture
	Statement *culture.Statement // for ClashTaboo
	Told      string             // the preference as written, for the other two
}

// avoided are what a diet leaves out, by the words in which diets are told, and
// by the words that mean the whole kind when a customer does not want it. Each
// list of words is in the languages of ours.
var avoided = []struct{ told, clash, kind []string }{
	{
		[]string{"halal", "清真", "kosher", "洁食", "no pork", "不吃猪", "忌猪"},
		[]string{"pork", "ham", "bacon", "salami", "prosciutto", "lard", "猪", "火腿", "培根", "腊肉"},
		[]string{"pork", "猪肉"},
	},
	{
		[]string{"halal", "清真", "no alcohol", "teetotal", "does not drink", "doesn't drink", "不喝酒", "不饮酒", "忌酒", "戒酒"},
		[]string{"alcohol", "wine", "whisky", "whiskey", "scotch", "vodka", "rum", "gin", "beer", "champagne", "cognac", "brandy", "liqueur", "sake", "baijiu", "moutai", "maotai", "酒", "威士忌", "香槟", "茅台", "白兰地"},
		[]string{"alcohol", "spirits", "酒"},
	},
	{
		[]string{"vegetarian", "vegan", "素食", "吃素", "纯素"},
		[]string{"pork", "ham", "bacon", "salami", "beef", "steak", "lamb", "chicken", "fish", "salmon", "caviar", "oyster", "meat", "sausage", "foie gras", "肉", "火腿", "鱼", "海鲜", "腊肠", "鸡", "鸭"},
		[]string{"meat", "肉"},
	},
	{[]string{"vegan", "纯素"}, []string{"cheese", "honey", "butter", "milk", "leather", "silk", "奶酪", "蜂蜜", "牛奶", "皮革", "丝绸"}, nil},
	{[]string{"no beef", "不吃牛"}, []string{"beef", "steak", "牛肉", "牛排"}, nil},
	{[]string{"nut", "坚果"}, []string{"nut", "almond", "pistachio", "hazelnut", "walnut", "marzipan", "praline", "坚果", "杏仁", "开心果", "榛子", "核桃"}, nil},
	{[]string{"lactose", "乳糖"}, []string{"cheese", "milk", "butter", "cream", "奶酪", "牛奶", "黄油"}, nil},
	{[]string{"gluten", "coeliac", "celiac", "麸质"}, []string{"bread", "cake", "biscuit", "cookie", "beer", "面包", "蛋糕", "饼干", "啤酒"}, nil},
	{[]string{"diabet", "sugar", "糖尿", "无糖", "控糖"}, []string{"chocolate", "sweet", "candy", "cake", "honey", "巧克力", "糖果", "蛋糕", "蜂蜜", "月饼"}, nil},
	{[]string{"shellfish", "seafood", "海鲜", "贝"}, []string{"oyster", "shrimp", "prawn", "crab", "lobster", "abalone", "seafood", "海鲜", "虾", "蟹", "鲍鱼", "生蚝"}, nil},
}

// nothing are words by which a customer says that they want no gifts.
var nothing = []string{"no gifts", "no gift", "gifts of any kind", "any gift at all", "不收礼", "不要送礼", "任何礼物"}

// Gift looks whether a gift clashes with a custom of the customer's cultures,
// with their diet or with what they do not want. The text is what the user
// wrote; ours are found in both languages.
func Gift(l *culture.Library, c book.Customer, text string) []Clash {
	gift := book.Fold(text)
	var list []Clash
	for _, p := range c.Preferences {
		switch p.Kind {
		case book.Diet:
			if word := dietClash(book.Fold(p.Text), gift); word != "" {
				list = append(list, Clash{Kind: ClashDiet, Word: word, Told: p.Text})
			}
		case book.GiftUnwelcome:
			if word := wishClash(book.Fold(p.Text), gift); word != "" {
				list = append(list, Clash{Kind: ClashWish, Word: word, Told: p.Text})
			}
		}
	}
	for _, of := range Of(c) {
		g, _ := l.Guide(of.Code)
		for _, s := range g.For(of.Code) {
			if word := firstWord(gift, slices.Concat(s.Gift["en"], s.Gift["zh-Hans"])); word != "" {
				list = append(list, Clash{Kind: ClashTaboo, Word: word, Culture: of, Statement: &s})
			}
		}
	}
	return list
}

func dietClash(diet, gift string) string {
	for _, a := range avoided {
		if firstWord(diet, a.told) != "" {
			if word := firstWord(gift, a.clash); word != "" {
				return word
			}
		}
	}
	return common(diet, gift)
}

func wishClash(unwelcome, gift string) string {
	if word := firstWord(unwelcome, nothing); word != "" && strings.TrimSpace(gift) != "" {
		return word
	}
	for _, a := range avoided {
		if firstWord(unwelcome, a.kind) != "" {
			if word := firstWord(gift, a.clash); word != "" {
				return word
			}
		}
	}
	return common(unwelcome, gift)
}

// firstWord gives the first of some words that stands in a folded text.
func firstWord(text string, words []string) string {
	for _, w := range words {
		if w = strings.TrimSpace(book.Fold(w)); w != "" && hasWord(text, w) {
			return w
		}
	}
	return ""
}

// hasWord reports whether a word stands in a text: inside it for scripts that
// do not part words, else as a word of its own, perhaps in the plural.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(word)
		if word[0] >= 0x80 || wordAlone(text, start, end) {
			return true
		}
		at = end
	}
}

func wordAlone(text string, start, end int) bool {
	if start > 0 && isLetter(text[start-1]) {
		return false
	}
	rest := text[end:]
	for _, ending := range []string{"", "s", "es"} {
		if after, ok := strings.CutPrefix(rest, ending); ok && (after == "" || !isLetter(after[0])) {
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || c >= 0x80 }

// plain are words that say nothing of what a gift is.
var plain = map[string]bool{
	"with": true, "without": true, "please": true, "gift": true, "gifts": true, "like": true, "likes": true, "from": true,
	"only": true, "does": true, "dislikes": true, "avoid": true, "strict": true, "strictly": true, "allergic": true, "allergy": true, "none": true,
}

// common gives a telling word that two folded texts share: four letters or
// more, or two Han characters in a row.
func common(a, b string) string {
	for _, w := range strings.FieldsFunc(a, func(r rune) bool { return !unicode.IsLetter(r) }) {
		runes := []rune(w)
		if unicode.Is(unicode.Han, runes[0]) {
			for i := 0; i+2 <= len(runes); i++ {
				if pair := string(runes[i : i+2]); pair != "不吃" && pair != "不喝" && pair != "不要" && pair != "喜欢" && pair != "礼物" && strings.Contains(b, pair) {
					return pair
				}
			}
			continue
		}
		stem := strings.TrimSuffix(w, "s")
		if len(stem) >= 4 && !plain[w] && hasWord(b, stem) {
			return stem
		}
	}
	return ""
}
