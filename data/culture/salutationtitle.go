package culture

import (
	"slices"
	"strings"
	"unicode"
)

// titles reads what was stated before or after the name: words that say man
// or woman, titles that the language keeps, and the post.
func (c composer) titles(out *nameParts, lang string) {
	kept := c.rule.degrees
	if c.mail && !c.speaksEnglish() {
		kept = englishDegrees
	}
	var degrees []string
	for _, w := range strings.Fields(strings.Join([]string{c.p.Honorific, c.p.Title, c.p.Name.Title}, " ")) {
		bare := strings.ToLower(strings.TrimRight(w, ".,"))
		if g := genderOfTitle(bare, base(c.homeLang())); g != "" && out.gender == "" {
			out.gender = g
		}
		if slices.ContainsFunc(c.rule.words, func(x string) bool { return strings.EqualFold(x, strings.TrimRight(w, ".,")) }) && !c.mail {
			out.honorific = w
			continue
		}
		if i := slices.IndexFunc(kept, func(x string) bool { return strings.EqualFold(strings.TrimRight(x, "."), bare) }); i >= 0 && !slices.Contains(degrees, kept[i]) {
			degrees = append(degrees, kept[i])
		}
	}
	out.degree = strings.Join(degrees, " ")
	out.job, out.spokenJob = jobTitle(c.p.JobTitle, base(lang))
	if out.job == "" {
		if d := doctorIn(base(lang), c.p.Title+" "+c.p.Name.Title); d != "" {
			out.job, out.spokenJob = d, d
		}
	}
}

// homeLang is the language of the person, that of the letter if none is known.
func (c composer) homeLang() string {
	if c.own != nil {
		return c.own.For[0]
	}
	return c.rule.For[0]
}

// titleWords are the words before and after names that say man or woman, in
// small letters without dots.
var titleWords = map[string]string{
	"mr": male, "mister": male, "herr": male, "herrn": male, "monsieur": male, "señor": male, "senor": male, "don": male, "senhor": male, "signor": male,
	"signore": male, "sig": male, "heer": male, "dhr": male, "meneer": male, "herra": male, "pan": male, "pán": male, "úr": male, "domnul": male, "domnule": male,
	"господин": male, "г-н": male, "пан": male, "пане": male, "спадар": male, "κύριος": male, "κύριε": male, "gospodin": male, "gospodine": male, "gospod": male,
	"господин.": male, "ponas": male, "pone": male, "kungs": male, "härra": male, "bey": male, "bəy": male, "cənab": male, "السيد": male, "أستاذ": male, "الأستاذ": male,
	"سيد": male, "آقای": male, "آقا": male, "מר": male, "श्री": male, "shri": male, "sri": male, "जनाब": male, "جناب": male, "sahib": male, "bapak": male, "pak": male, "encik": male, "tuan": male,
	"anh": male, "ông": male, "ato": male, "አቶ": male, "batono": male, "ბატონო": male, "ბატონი": male, "պարոն": male, "мырза": male, "байке": male, "aka": male, "bwana": male, "bw": male,
	"ginoo": male, "திரு": male, "জনাব": male, "senyor": male, "jaun": male, "លោក": male, "ဦး": male, "นาย": male,
	"ms": female, "mrs": female, "miss": female, "madam": female, "frau": female, "madame": female, "mme": female, "mlle": female, "señora": female, "senora": female, "sra": female,
	"srta": female, "doña": female, "dona": female, "senhora": female, "signora": female, "sig.ra": female, "mevrouw": female, "mevr": female, "mw": female, "fru": female, "rouva": female,
	"pani": female, "paní": female, "asszony": female, "doamna": female, "doamnă": female, "госпожа": female, "г-жа": female, "госпожо": female, "пані": female, "спадарыня": female,
	"κυρία": female, "gospođa": female, "gospođo": female, "gospa": female, "госпођа": female, "госпођо": female, "ponia": female, "kundze": female, "proua": female, "hanım": female, "xanım": female,
	"السيدة": female, "أستاذة": female, "الأستاذة": female, "سيدة": female, "خانم": female, "גברת": female, "גב׳": female, "श्रीमती": female, "smt": female, "सुश्री": female, "ibu": female, "bu": female,
	"puan": female, "cik": female, "女士": female, "小姐": female, "太太": female, "chị": female, "bà": female, "cô": female, "daw": female, "ဒေါ်": female, "weizero": female, "ወይዘሮ": female,
	"weizerit": female, "ወይዘሪት": female, "kalbatono": female, "ქალბატონო": female, "ქალბატონი": female, "տիկին": female, "ханым": female, "эже": female, "opa": female, "bibi": female, "bi": female,
	"ginang": female, "திருமதி": female, "dott.ssa": female, "dra": female, "dottoressa": female, "senyora": female, "លោកស្រី": female, "นาง": female, "นางสาว": female, "begum": female,
}

// titleWordsOf are words that say so in one language only.
var titleWordsOf = map[string]map[string]string{
	"zh": {"先生": male},
	"es": {"sr": male}, "pt": {"sr": male}, "ca": {"sr": male},
	"fr": {"m": male},
	"sv": {"hr": male}, "da": {"hr": male}, "nb": {"hr": male}, "lv": {"k": male},
	"hr": {"g": male, "gđa": female}, "sr": {"g": male, "г": male, "гђа": female}, "sl": {"g": male, "ga": female},
	"my": {"u": male}, "ro": {"dna": female},
}

// genderOfTitle says what a title says, "" for nothing.
func genderOfTitle(word, lang string) string {
	if g := titleWords[word]; g != "" {
		return g
	}
	return titleWordsOf[lang][word]
}

// hanJobs are the posts by which people are called in Chinese, the longest
// first, with the word in speech. A deputy is not called one to the face.
var hanJobs = []struct{ end, called string }{
	{"董事长", "董"},
	{"董事長", "董事長"},
	{"总经理", "总"},
	{"總經理", "總"},
	{"总裁", "总"},
	{"總裁", "總裁"},
	{"总监", "总"},
	{"總監", "總監"},
	{"总工程师", "总"},
	{"工程师", "工"},
	{"工程師", "工程師"},
	{"协理", "协理"},
	{"協理", "協理"},
	{"经理", "经理"},
	{"經理", "經理"},
	{"主管", "主管"},
	{"主任", "主任"},
	{"厂长", "厂长"},
	{"廠長", "廠長"},
	{"店长", "店长"},
	{"店長", "店長"},
	{"部长", "部长"},
	{"部長", "部長"},
	{"处长", "处长"},
	{"處長", "處長"},
	{"科长", "科长"},
	{"课长", "课长"},
	{"課長", "課長"},
	{"局长", "局长"},
	{"院长", "院长"},
	{"校长", "校长"},
	{"会长", "会长"},
	{"秘书长", "秘书长"},
	{"教授", "教授"},
	{"老师", "老师"},
	{"老師", "老師"},
	{"医生", "医生"},
	{"醫生", "醫生"},
	{"律师", "律师"},
	{"律師", "律師"},
	{"博士", "博士"},
	{"会计", "会计"},
	{"书记", "书记"},
	{"总", "总"},
	{"總", "總"},
	{"董", "董"},
}

// japaneseJobs are the ranks that stand after a family name.
var japaneseJobs = []string{
	"代表取締役社長", "取締役社長", "副社長", "社長", "会長", "専務取締役", "常務取締役", "専務", "常務", "本部長", "副部長", "部長", "次長", "副課長", "課長", "係長",
	"室長", "所長", "支店長", "支社長", "店長", "工場長", "主任", "理事長", "理事", "院長", "教授", "先生", "博士", "マネージャー", "リーダー",
}

// koreanJobs are the ranks that stand before 님.
var koreanJobs = []string{
	"대표이사", "부회장", "회장", "부사장", "사장", "전무", "상무", "이사", "본부장", "부장", "차장", "과장", "대리", "주임", "팀장", "실장", "센터장", "지점장", "공장장",
	"소장", "원장", "국장", "대표", "교수", "박사", "변호사", "기사", "책임", "선임", "수석", "매니저", "프로",
}

// jobTitle is the post as it is put to a name in a language: in writing and
// in speech. Posts that nobody is called by give nothing.
func jobTitle(job, lang string) (written, spoken string) {
	job = strings.TrimSpace(job)
	switch lang {
	case "zh":
		for _, j := range hanJobs {
			if !strings.HasSuffix(job, j.end) || strings.ContainsFunc(job, notHan) {
				continue
			}
			if strings.HasSuffix(j.called, "总") || strings.HasSuffix(j.called, "董") || strings.HasSuffix(j.called, "總") {
				return j.called, j.called
			}
			return j.end, j.called
		}
	case "ja":
		return rankIn(job, japaneseJobs)
	case "ko":
		return rankIn(job, koreanJobs)
	}
	return "", ""
}

// rankIn finds a rank that a post is, or ends in.
func rankIn(job string, ranks []string) (string, string) {
	for _, r := range ranks {
		if strings.HasSuffix(job, r) {
			if r == "대표이사" {
				r = "대표"
			}
			return r, r
		}
	}
	return "", ""
}

func notHan(r rune) bool { return !unicode.Is(unicode.Han, r) }

// doctorIn is a degree as East Asian languages put it after a name.
func doctorIn(lang, titles string) string {
	for _, w := range strings.Fields(titles) {
		prof := strings.HasPrefix(strings.ToLower(w), "prof") || w == "教授"
		dr := strings.EqualFold(strings.TrimRight(w, "."), "dr") || w == "博士"
		switch {
		case prof && lang == "ko":
			return "교수"
		case dr && lang == "ko":
			return "박사"
		case prof && (lang == "zh" || lang == "ja"):
			return "教授"
		case dr && (lang == "zh" || lang == "ja"):
			return "博士"
		}
	}
	return ""
}
