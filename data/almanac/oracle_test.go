package almanac

import (
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dragoman/data/calendar"
)

// The reference lists hold the even years only and lie outside the tree; a
// clone without them skips these tests, and has dates_test.go.
const references = "../../../shared/oracles"

// write writes every difference from the public data set into
// testdata/differences.tsv, with its reason.
var write = flag.Bool("differences", false, "write testdata/differences.tsv")

func reference(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(references, name))
	if err != nil {
		t.Skip("the reference lists are not here:", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, key := range rows[0] {
			m[key] = row[i]
		}
		all = append(all, m)
	}
	return all
}

// days are dates with what is said of each.
type days map[calendar.Date]string

// publicDays are the days of the whole country that are public holidays.
func publicDays(a *Almanac, country string, from, to int) days {
	all := days{}
	q := Query{From: calendar.NewDate(from, 1, 1), To: calendar.NewDate(to, 12, 31), Countries: []string{country}, Kinds: []string{"public"}, Nationwide: true}
	for _, o := range a.Occurrences(q) {
		for d := o.Date; d <= o.End; d++ {
			name := strings.TrimPrefix(o.ID, strings.ToLower(country)+".")
			if o.Substitute {
				name += "*"
			}
			if d.Year()%2 == 0 && d.Year() >= from && d.Year() <= to {
				all[d] = name
			}
		}
	}
	return all
}

// TestAgainstPublicDataSet compares with another public data set, from 2016 to
// 2026: no difference without a reason, and 97 % agreement in the median
// country. Neither side is the truth.
func TestAgainstPublicDataSet(t *testing.T) {
	theirs := map[string]days{}
	for _, row := range reference(t, "public_holidays_vacanza.csv") {
		d := date(t, row["date"])
		if d.Year() < 2016 || d.Year() > 2026 {
			continue
		}
		if theirs[row["country"]] == nil {
			theirs[row["country"]] = days{}
		}
		theirs[row["country"]][d] = row["name"]
	}
	a := load(t)
	c := compare(t, "public_holidays_vacanza")
	var ratios []float64
	for _, country := range a.Countries() {
		if theirs[country] == nil {
			continue
		}
		ours := publicDays(a, country, 2016, 2026)
		ratio := c.days(t, country, ours, theirs[country])
		ratios = append(ratios, ratio)
		t.Logf("%s %.3f", country, ratio)
	}
	slices.Sort(ratios)
	median := ratios[len(ratios)/2]
	t.Logf("%d countries, median agreement %.3f, worst %.3f", len(ratios), median, ratios[0])
	if median < 0.97 {
		t.Errorf("the median agreement is %.3f", median)
	}
	c.settle(t)
}

func TestJapanAgainstItsList(t *testing.T) {
	ours := days{}
	a := load(t)
	for y := 1970; y <= 2050; y += 2 {
		for d, name := range publicDays(a, "JP", y, y) {
			ours[d] = name
		}
	}
	sameDays(t, ours, reference(t, "japan_public_holidays_holiday_jp.csv"), "name_ja")
}

func TestKoreaAgainstTheGazette(t *testing.T) {
	rows := reference(t, "korea_public_holidays_gazette.csv")
	last := date(t, rows[len(rows)-1]["date"]).Year()
	sameDays(t, publicDays(load(t), "KR", 2018, last), rows, "name")
}

func sameDays(t *testing.T, ours days, rows []map[string]string, name string) {
	t.Helper()
	theirs := days{}
	for _, row := range rows {
		theirs[date(t, row["date"])] = row[name]
	}
	for d, n := range theirs {
		if _, ok := ours[d]; !ok {
			t.Errorf("%s %s is missing", d, n)
		}
	}
	for d, n := range ours {
		if _, ok := theirs[d]; !ok {
			t.Errorf("%s %s is too much", d, n)
		}
	}
}

func TestEasterAgainstTheList(t *testing.T) {
	a := load(t)
	for _, row := range reference(t, "easter.csv") {
		d := date(t, row["western"])
		if got := datesOfRule(a, "christian.easter", d.Year()); got != row["western"] {
			t.Errorf("Easter %d is %s", d.Year(), got)
		}
		if got := datesOfRule(a, "orthodox.easter", d.Year()); got != row["orthodox"] {
			t.Errorf("Orthodox Easter %d is %s", d.Year(), got)
		}
	}
}

func TestLunarFestivalsAgainstTheLists(t *testing.T) {
	a := load(t)
	for file, rules := range map[string]map[string]string{
		"festivals_lunar_china.csv": {
			"spring_festival": "chinese.spring_festival", "lantern": "chinese.lantern_festival", "dragon_head": "chinese.dragon_head",
			"shangsi": "chinese.shangsi", "buddha_birthday": "chinese.buddha_birthday", "dragon_boat": "chinese.dragon_boat",
			"qixi": "chinese.qixi", "ghost_zhongyuan": "chinese.zhongyuan", "mid_autumn": "chinese.mid_autumn",
			"double_ninth": "chinese.double_ninth", "laba": "chinese.laba", "new_year_eve": "chinese.new_years_eve",
		},
		"festivals_lunar_korea.csv": {
			"spring_festival": "korean.seollal", "lantern": "korean.daeboreum", "buddha_birthday": "korean.buddha_birthday",
			"dragon_boat": "korean.dano", "qixi": "korean.chilseok", "mid_autumn": "korean.chuseok", "double_ninth": "korean.jungyangjeol",
		},
		"festivals_lunar_vietnam.csv": {
			"spring_festival": "vietnamese.tet", "lantern": "vietnamese.first_full_moon", "dragon_boat": "vietnamese.doan_ngo",
			"mid_autumn": "vietnamese.mid_autumn", "hung_kings": "vietnamese.hung_kings", "new_year_eve": "vietnamese.tet_eve",
		},
	} {
		for _, row := range reference(t, file) {
			for column, id := range rules {
				if row[column] == "" {
					continue
				}
				d := date(t, row[column])
				if got := datesOfRule(a, id, d.Year()); !strings.Contains(got, row[column]) {
					t.Errorf("%s of %s: %q, not %s", id, row["lunar_year"], got, row[column])
				}
			}
		}
	}
}

func TestHebrewDaysAgainstTheList(t *testing.T) {
	a := load(t)
	names := map[string]string{
		"Rosh Hashana": "jewish.rosh_hashanah", "Yom Kippur": "jewish.yom_kippur", "Tzom Gedaliah": "jewish.fast_of_gedaliah",
		"Sukkot I": "jewish.sukkot", "Shmini Atzeret": "jewish.shemini_atzeret", "Tu BiShvat": "jewish.tu_bishvat",
		"Purim": "jewish.purim", "Shushan Purim": "jewish.shushan_purim", "Ta'anit Esther": "jewish.fast_of_esther",
		"Pesach I": "jewish.passover", "Pesach VII": "jewish.passover_seventh", "Yom HaShoah": "jewish.yom_hashoah",
		"Yom HaZikaron": "jewish.yom_hazikaron", "Yom HaAtzma'ut": "jewish.yom_haatzmaut", "Lag BaOmer": "jewish.lag_baomer",
		"Shavuot": "jewish.shavuot", "Tzom Tammuz": "jewish.fast_of_tammuz", "Tish'a B'Av": "jewish.tisha_bav",
		"Tu B'Av": "jewish.tu_bav", "Asara B'Tevet": "jewish.fast_of_tevet", "Yom Yerushalayim": "jewish.jerusalem_day",
		"Sigd": "jewish.sigd", "Family Day": "jewish.family_day", "Pesach Sheni": "jewish.second_passover",
	}
	found := map[string]int{}
	for _, row := range reference(t, "hebrew_holidays_israel.csv") {
		name := strings.ReplaceAll(strings.ReplaceAll(row["name"], "’", "'"), " (observed)", "")
		if strings.HasPrefix(name, "Rosh Hashana ") && !strings.Contains(name, "II") && !strings.Contains(name, "LaBehemot") {
			name = "Rosh Hashana"
		}
		id := names[name]
		d := date(t, row["gregorian"])
		if id == "" || d.Year() < 1951 {
			continue // the days of the state are younger
		}
		found[name]++
		if got := datesOfRule(a, id, d.Year()); !strings.Contains(got, row["gregorian"]) {
			t.Errorf("%s %s: %q, not %s", id, row["hebrew"], got, row["gregorian"])
		}
	}
	for name := range names {
		if found[name] == 0 {
			t.Errorf("the list has no %s", name)
		}
	}
}
