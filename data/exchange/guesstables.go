package exchange

import (
	"sync"
	"unicode"
)

// narrow describes the languages of an encoding of one byte a character: the
// letters beyond ASCII that each of them uses, or for a script of its own, the
// common ones.
type narrow struct {
	script    *unicode.RangeTable
	cased     bool
	languages []string
}

var narrowLetters = map[string]narrow{
	"windows-1252": {unicode.Latin, true, []string{"äöüß", "éèêëàâçîïôùûœ", "áéíñóúü", "áâãàçéêíóôõú", "åäöæøé", "áðéíóúýþæö", "àèéìòù", "éëïöè"}},
	"windows-1250": {unicode.Latin, true, []string{"ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"}},
	"windows-1254": {unicode.Latin, true, []string{"çğışöüİâ"}},
	"windows-1257": {unicode.Latin, true, []string{"āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"}},
	"windows-1258": {unicode.Latin, true, []string{"ăâđêôơưáàéèíóúù"}},
	"windows-1251": {unicode.Cyrillic, true, []string{"аеиностврлкмднпуяьіїєйыбгзчцхъ"}},
	"windows-1253": {unicode.Greek, true, []string{"αεηιοστνρκλμπυάέήίόύώςδγθ"}},
	"windows-1255": {unicode.Hebrew, false, []string{"אבדהוילמנרשתכםןקפחסעג"}},
	"windows-1256": {unicode.Arabic, false, []string{"اليمنروتبدسعفحكقهةأصشجخزى"}},
	"windows-874":  {unicode.Thai, false, []string{"กงจชตทนบปพมยรลวสหอะาิีึืุูเแโไ่้์ั็ำ"}},
}

// wideCommon are the characters that are common in the names, addresses and
// headers of a language with many characters, by encoding.
var wideCommon = map[string]func() map[rune]bool{
	"gb18030":   sync.OnceValue(func() map[rune]bool { return runeSet(commonHans) }),
	"big5":      sync.OnceValue(func() map[rune]bool { return runeSet(commonHant) }),
	"shift_jis": sync.OnceValue(func() map[rune]bool { return runeSet(commonJapanese) }),
	"euc-jp":    sync.OnceValue(func() map[rune]bool { return runeSet(commonJapanese) }),
	"euc-kr":    sync.OnceValue(func() map[rune]bool { return runeSet(commonHangul) }),
}

func runeSet(s string) map[rune]bool {
	set := make(map[rune]bool, len(s)/3)
	for _, r := range s {
		set[r] = true
	}
	return set
}

const commonHans = "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市明眼" +
	"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧阳司上官诸葛" +
	"伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞刚桂英华玉萍红玲建国志文燕兰云飞鹏辉斌波宇浩凯健俊帆雪琴洁梅莉慧婷雨欣怡佳琪思梓涵子轩晨阳光春荣福德义兴宝良诚忠祥瑞嘉晓" +
	"省市区县镇乡村街道路号楼室单元栋层大厦广场中心花园北京上海天津重庆广东深圳州杭苏浙江南宁波湖武汉成都四川西安陕福建厦门山青岛济河郑安徽合肥辽大连沈阳黑龙哈尔滨吉林长春云贵昆桂柳香港澳台湾新疆内蒙古" +
	"姓名称客户公司有限责任集团股份科技贸易实业进出口电话手机邮箱地址备注标签微信职位部门经理总董事销售采购主管联系人日期生农历国家邮编传真网站性别男女先生添加时间编码类型来源电子件移动业务址"

const commonHant = "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可里後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼" +
	"王李張劉陳楊趙黃周吳徐孫胡朱高林何郭馬羅梁宋鄭謝韓唐馮于董蕭程曹袁鄧許傅沈曾彭呂蘇盧蔣蔡賈丁魏薛葉閻余潘杜戴夏鍾汪田任姜范方石姚譚廖鄒熊金陸郝孔白崔康毛邱秦江史顧侯邵孟龍萬段雷錢湯尹黎易常武喬賀賴龔文歐陽司官諸葛" +
	"偉芳娜敏靜麗強磊軍洋勇豔傑娟濤超秀霞剛桂英華玉萍紅玲建志燕蘭雲飛鵬輝斌波宇浩凱健俊帆雪琴潔梅莉慧婷雨欣怡佳琪思梓涵軒晨陽光春榮福德義興寶良誠忠祥瑞嘉曉淑惠美雅君宏銘豪翔宜庭" +
	"省市區縣鎮鄉村街道路號樓室單元棟層大廈廣場中心花園臺灣台北新竹中高雄桃園基隆嘉義屏東花蓮宜蘭澎湖金門馬祖段巷弄香港九龍界灣仔環旺角尖沙咀澳門" +
	"姓名稱客戶公司有限責任集團股份科技貿易實業進出口電話手機郵箱地址備註標籤微信職位部門經理總董事銷售採購主管聯絡人日期生農曆國家郵遞區編傳真網站性別男女先生小姐行動電子件"

const commonJapanese = "一二三四五六七八九十百千万人年月日時分中大小上下左右前後内外東西南北新長高安本山川田中木林森村町市区県府都道丁目番地号室階" +
	"佐藤鈴木高橋田中伊渡辺山本小林加吉斎松井清水崎池橋阿部石前近坂遠青藤福岡原村西三浦竹金中野原上杉平工酒宮内丸今河久保武島谷増千葉岩桜大塚菅新柴酒柳星永浜渡邊齋澤濱髙" +
	"子美恵香奈優真由紀智直樹健太郎一翔大輝拓也和彦正博明秀雄二隆誠浩介亮裕幸愛里花咲結菜陽莉彩葵悠斗蓮颯湊律" +
	"株式会社有限商事工業製作所部長課係員営業総務経理取締役代表主任担当様殿先生氏名前姓電話番号携帯郵便住所備考誕生会社役職東京大阪京都名古屋横浜神戸札幌仙台広島福岡渋谷新宿港中央品川千代"

const commonHangul = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용" +
	"민수영지현우준서연하은주희정미경숙자순호진성재원상동철훈석규태형승혁건윤아름다나라보람빛솔별찬웅빈율린예" +
	"시구동로길번호층도군읍면리가서울부산대구인천광주전울산세종경기강원충청북남라제주특별자치" +
	"이름성명회사주식전화휴대폰메일주소비고생일직책부장과팀대표이사님고객번국가우편태그그룹연락처메모사무실집직장의을를에는은와과도로서으하고한다있없안"
