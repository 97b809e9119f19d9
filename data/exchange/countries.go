package exchange

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// countryLanguages are the languages in which the names of all countries are
// understood; every country is understood in its own language besides.
var countryLanguages = []string{"en", "zh-Hans", "zh-Hant", "ja", "ko", "de", "fr", "es", "pt", "it", "ru", "nl", "tr", "pl", "vi", "ar"}

// countryAliases are names that the tables of the CLDR do not have.
var countryAliases = map[string]string{
	"usa": "US", "us": "US", "america": "US", "unitedstatesofamerica": "US", "美利坚合众国": "US", "estadosunidosdeamérica": "US",
	"uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "greatbritain": "GB", "northernireland": "GB",
	"holland": "NL", "thenetherlands": "NL", "uae": "AE", "阿联酋": "AE", "emirates": "AE",
	"korea": "KR", "southkorea": "KR", "republicofkorea": "KR", "한국": "KR", "南韓": "KR", "南韩": "KR", "northkorea": "KP",
	"russianfederation": "RU", "czechrepublic": "CZ", "českárepublika": "CZ", "tschechien": "CZ", "ivorycoast": "CI",
	"peoplesrepublicofchina": "CN", "prchina": "CN", "prc": "CN", "mainlandchina": "CN", "中华人民共和国": "CN", "中國大陸": "CN", "中国大陆": "CN",
	"hongkong": "HK", "hongkongsar": "HK", "香港": "HK", "macau": "MO", "macao": "MO", "澳门": "MO", "澳門": "MO",
	"taiwanroc": "TW", "台灣": "TW", "台湾": "TW", "臺灣": "TW", "burma": "MM", "turkey": "TR", "türkiye": "TR", "brasil": "BR",
	"vietnam": "VN", "越南": "VN", "macedonia": "MK", "swaziland": "SZ", "capeverde": "CV", "easttimor": "TL", "palestine": "PS",
	"ksa": "SA", "السعودية": "SA", "الإمارات": "AE", "drcongo": "CD", "congokinshasa": "CD", "bundesrepublikdeutschland": "DE", "deutschland": "DE", "brd": "DE",
}

// countryNames maps folded names, and codes of three letters, to ISO codes.
var countryNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	add := func(n display.Namer, r language.Region) {
		if n == nil {
			return
		}
		if key := foldCountry(n.Name(r)); key != "" {
			if _, taken := names[key]; !taken {
				names[key] = r.String()
			}
		}
	}
	regions := countries()
	for _, tag := range countryLanguages {
		n := display.Regions(language.MustParse(tag))
		for _, r := range regions {
			add(n, r)
		}
	}
	for _, r := range regions {
		// The likeliest language of the country.
		own, err := language.Compose(language.Und, r)
		if err == nil {
			base, _ := own.Base()
			script, _ := own.Script()
			if tag, err := language.Compose(base, script); err == nil {
				add(display.Regions(tag), r)
			}
		}
		names[strings.ToLower(r.ISO3())] = r.String()
	}
	for alias, code := range countryAliases {
		names[foldCountry(alias)] = code
	}
	return names
})

// countries lists the countries of ISO 3166-1.
func countries() []language.Region {
	var out []language.Region
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			if a == 'X' && b != 'K' || code == "EU" || code == "EZ" || code == "UN" || code == "ZZ" || code == "QO" {
				continue
			}
			r, err := language.ParseRegion(code)
			if err == nil && r.IsCountry() && r.Canonicalize() == r {
				out = append(out, r)
			}
		}
	}
	return out
}

// countryCode returns the ISO 3166-1 alpha-2 code of a country as it is
// written: a code of two or three letters or a name. It is "" for anything
// that is not clearly a country.
func countryCode(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if len(s) == 2 && isASCII(s) {
		up := strings.ToUpper(s)
		if up == "UK" {
			return "GB"
		}
		if r, err := language.ParseRegion(up); err == nil && r.IsCountry() {
			return r.Canonicalize().String()
		}
		return ""
	}
	return countryNames()[foldCountry(s)]
}

// foldCountry drops case, blanks and signs.
func foldCountry(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t.,-'’&()·・（）_/", r) {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(s)))
}
