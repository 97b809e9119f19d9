package main

import "strings"

// shippedLanguage says where the data of one of our languages comes from.
type shippedLanguage struct {
	tag     string // our tag, the name of the file
	locale  string // the CLDR locale of the language's own form
	region  string // the country whose habits hold when none is known
	variant map[string]string
	regions map[string]string // country -> variant
	house   map[string]string // patterns that the house writes otherwise
	eras    map[string]string // how a year is written with its era
}

// shipped lists the languages of the interface.
var shipped = []shippedLanguage{
	{
		tag: "en", locale: "en-GB", region: "001",
		variant: map[string]string{"US": "en"},
		regions: map[string]string{"US": "US", "CA": "US", "PH": "US", "PR": "US", "GU": "US"},
		// CLDR 48 puts a comma after the weekday; in lists of days it is noise.
		house: map[string]string{"yMMMMEEEEd": "EEEE d MMMM y", "yMMMEd": "E d MMM y"},
		eras: map[string]string{
			"hijri": "{0}", "hebrew": "{0}", "persian": "{0}", "ethiopic": "{0}", "coptic": "{0}", "indian": "{0}", "bahai": "{0}",
			"buddhist": "{0} BE", "roc": "Minguo {0}",
			"japanese": "{era} {0}",
		},
	},
	{
		tag: "zh-Hans", locale: "zh", region: "CN",
		// A space keeps the weekday apart from the day, as on Chinese calendars.
		house: map[string]string{
			"yMMMMEEEEd": "y年M月d日 EEEE", "yMMMEd": "y年M月d日 EEE", "MMMEd": "M月d日 EEE",
			"yMMMd/d": "y年M月d日至d日", "yMMMd/M": "y年M月d日至M月d日", "yMMMd/y": "y年M月d日至y年M月d日",
		},
		eras: map[string]string{
			"hijri": "伊斯兰历{0}", "hebrew": "希伯来历{0}", "persian": "波斯历{0}", "ethiopic": "埃塞俄比亚历{0}",
			"coptic": "科普特历{0}", "indian": "印度历{0}", "bahai": "巴哈伊历{0}", "buddhist": "佛历{0}", "roc": "民国{0}",
			"japanese": "{era}{0}",
		},
	},
}

// ownMonths lists, for each calendar with month names of its own, the package,
// the file's calendar name and the languages to keep.
var ownMonths = []struct {
	calendar, pkg, file string
	languages           []string
}{
	{"chinese", "chinese", "chinese", []string{"zh-Hans", "zh-Hant"}},
	{"hijri", "islamic", "islamic-umalqura", []string{"en", "zh-Hans", "ar", "ur", "tr", "id", "ms", "fa", "bn", "fr"}},
	{"hebrew", "hebrew", "hebrew", []string{"en", "zh-Hans", "he"}},
	{"persian", "persian", "persian", []string{"en", "zh-Hans", "fa"}},
	{"ethiopic", "ethiopic", "ethiopic", []string{"en", "zh-Hans", "am"}},
	{"coptic", "coptic", "coptic", []string{"en", "zh-Hans", "ar"}},
	{"indian", "indian", "indian", []string{"en", "zh-Hans", "hi"}},
	{"gregorian", "", "", []string{"ja", "zh-Hant", "th", "ko", "vi"}},
}

// bahaiMonths are the nineteen months of the Badíʿ calendar and, last, the days
// between the eighteenth and the nineteenth; CLDR does not have them.
var bahaiMonths = map[string][]string{
	"en": {
		"Bahá", "Jalál", "Jamál", "ʿAẓamat", "Núr", "Raḥmat", "Kalimát", "Kamál", "Asmáʾ", "ʿIzzat",
		"Mashíyyat", "ʿIlm", "Qudrat", "Qawl", "Masáʾil", "Sharaf", "Sulṭán", "Mulk", "ʿAláʾ", "Ayyám-i-Há",
	},
	"zh-Hans": {
		"一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月",
		"十一月", "十二月", "十三月", "十四月", "十五月", "十六月", "十七月", "十八月", "十九月", "闰日",
	},
}

// otherMonths are the months of the calendars that CLDR does not have. In
// Chinese the Hindu months have the names of Chinese Buddhist texts, in forms that
// our font has, and the Burmese and Tamil ones
// are written by their sound. Tibetan, Bhutanese and Mongolian months and those
// of Thailand are numbered in their own languages too.
var otherMonths = map[string]map[string][]string{
	"bikram": {
		"en": {
			"Baishakh", "Jestha", "Ashadh", "Shrawan", "Bhadra", "Ashwin",
			"Kartik", "Mangsir", "Poush", "Magh", "Falgun", "Chaitra",
		},
		"zh-Hans": {
			"一月", "二月", "三月", "四月", "五月", "六月",
			"七月", "八月", "九月", "十月", "十一月", "十二月",
		},
		"ne": {
			"वैशाख", "जेठ", "असार", "साउन", "भदौ", "असोज",
			"कात्तिक", "मंसिर", "पुस", "माघ", "फागुन", "चैत",
		},
	},
	"burmese": {
		"en": {
			"Tagu", "Kason", "Nayon", "Waso", "Wagaung", "Tawthalin",
			"Thadingyut", "Tazaungmon", "Nadaw", "Pyatho", "Tabodwe", "Tabaung",
			"First Waso",
		},
		"zh-Hans": {
			"德古月", "格松月", "纳永月", "瓦梭月", "瓦冈月", "多德林月",
			"达丁卒月", "德松蒙月", "纳多月", "比亚多月", "德波德威月", "德榜月",
			"前瓦梭月",
		},
		"my": {
			"တန်ခူး", "ကဆုန်", "နယုန်", "ဝါဆို", "ဝါခေါင်", "တော်သလင်း",
			"သီတင်းကျွတ်", "တန်ဆောင်မုန်း", "နတ်တော်", "ပြာသို", "တပို့တွဲ", "တပေါင်း",
			"ပထမဝါဆို",
		},
	},
	"hindu-lunar": {
		"en": {
			"Chaitra", "Vaishakha", "Jyeshtha", "Ashadha", "Shravana", "Bhadrapada",
			"Ashvina", "Kartika", "Margashirsha", "Pausha", "Magha", "Phalguna",
			"Adhika Chaitra", "Adhika Vaishakha", "Adhika Jyeshtha", "Adhika Ashadha", "Adhika Shravana", "Adhika Bhadrapada",
			"Adhika Ashvina", "Adhika Kartika", "Adhika Margashirsha", "Adhika Pausha", "Adhika Magha", "Adhika Phalguna",
		},
		"zh-Hans": {
			"制怛罗月", "毗舍迦月", "逝瑟吒月", "阿沙荼月", "室罗伐拏月", "婆罗钵陀月",
			"阿湿婆月", "迦剌底迦月", "末伽始罗月", "报沙月", "磨祛月", "颇勒窭拏月",
			"闰制怛罗月", "闰毗舍迦月", "闰逝瑟吒月", "闰阿沙荼月", "闰室罗伐拏月", "闰婆罗钵陀月",
			"闰阿湿婆月", "闰迦剌底迦月", "闰末伽始罗月", "闰报沙月", "闰磨祛月", "闰颇勒窭拏月",
		},
		"hi": {
			"चैत्र", "वैशाख", "ज्येष्ठ", "आषाढ़", "श्रावण", "भाद्रपद",
			"आश्विन", "कार्तिक", "मार्गशीर्ष", "पौष", "माघ", "फाल्गुन",
			"अधिक चैत्र", "अधिक वैशाख", "अधिक ज्येष्ठ", "अधिक आषाढ़", "अधिक श्रावण", "अधिक भाद्रपद",
			"अधिक आश्विन", "अधिक कार्तिक", "अधिक मार्गशीर्ष", "अधिक पौष", "अधिक माघ", "अधिक फाल्गुन",
		},
	},
	"tamil": {
		"en": {
			"Chithirai", "Vaikasi", "Aani", "Aadi", "Aavani", "Purattasi",
			"Aippasi", "Karthigai", "Margazhi", "Thai", "Maasi", "Panguni",
		},
		"zh-Hans": {
			"奇提莱月", "瓦伊卡西月", "阿尼月", "阿迪月", "阿瓦尼月", "普拉塔西月",
			"艾帕西月", "卡尔蒂凯月", "玛尔加利月", "泰月", "玛西月", "潘古尼月",
		},
		"ta": {
			"சித்திரை", "வைகாசி", "ஆனி", "ஆடி", "ஆவணி", "புரட்டாசி",
			"ஐப்பசி", "கார்த்திகை", "மார்கழி", "தை", "மாசி", "பங்குனி",
		},
	},
	"tibetan": {"bo": {
		"ཟླ་བ་དང་པོ།", "ཟླ་བ་གཉིས་པ།", "ཟླ་བ་གསུམ་པ།", "ཟླ་བ་བཞི་པ།", "ཟླ་བ་ལྔ་པ།", "ཟླ་བ་དྲུག་པ།",
		"ཟླ་བ་བདུན་པ།", "ཟླ་བ་བརྒྱད་པ།", "ཟླ་བ་དགུ་པ།", "ཟླ་བ་བཅུ་པ།", "ཟླ་བ་བཅུ་གཅིག་པ།", "ཟླ་བ་བཅུ་གཉིས་པ།",
	}},
	"bhutanese": {"dz": {
		"ཟླ་དང་པ།", "ཟླ་གཉིས་པ།", "ཟླ་གསུམ་པ།", "ཟླ་བཞི་པ།", "ཟླ་ལྔ་པ།", "ཟླ་དྲུག་པ།",
		"ཟླ་བདུན་པ།", "ཟླ་བརྒྱད་པ།", "ཟླ་དགུ་པ།", "ཟླ་བཅུ་པ།", "ཟླ་བཅུ་གཅིག་པ།", "ཟླ་བཅུ་གཉིས་པ།",
	}},
	"mongolian": {"mn": {
		"нэгдүгээр сар", "хоёрдугаар сар", "гуравдугаар сар", "дөрөвдүгээр сар", "тавдугаар сар", "зургаадугаар сар",
		"долоодугаар сар", "наймдугаар сар", "есдүгээр сар", "аравдугаар сар", "арван нэгдүгээр сар", "арван хоёрдугаар сар",
	}},
	"thai-lunar": {"th": {
		"เดือนอ้าย", "เดือนยี่", "เดือนสาม", "เดือนสี่", "เดือนห้า", "เดือนหก",
		"เดือนเจ็ด", "เดือนแปด", "เดือนเก้า", "เดือนสิบ", "เดือนสิบเอ็ด", "เดือนสิบสอง",
	}},
}

// shortNames lists the countries whose short or variant name reads better in a
// list than CLDR's first one ("Hong Kong" for "Hong Kong SAR China").
var shortNames = map[string]string{
	"HK": "short", "MO": "short", "MM": "short", "PS": "short", "CD": "variant", "CG": "variant",
}

// plainSpaces replaces the narrow no-break space, which many fonts lack, by
// the no-break space, and closes ranges of two single numbers: 23–26.
func plainSpaces(s string) string {
	s = strings.ReplaceAll(s, "\u202f", "\u00a0")
	s = strings.ReplaceAll(s, "d\u2009–\u2009d", "d–d")
	return strings.ReplaceAll(s, "\u2009", " ")
}
