package calendar

import "testing"

// feasts says which day of which calendar the listed feasts are.
var feasts = map[string]struct {
	c          ID
	month, day int
}{
	"tibetan/losar":                         {Bhutanese, 1, 1},
	"tibetan/death_of_zhabdrung":            {Bhutanese, 3, 10},
	"tibetan/buddha_parinirvana":            {Bhutanese, 4, 15},
	"tibetan/birth_of_guru_rinpoche":        {Bhutanese, 5, 10},
	"tibetan/buddha_first_sermon":           {Bhutanese, 6, 4},
	"tibetan/thimphu_tshechu":               {Bhutanese, 8, 10},
	"tibetan/descending_day_of_lord_buddha": {Bhutanese, 9, 22},
	"mongolian/tsagaan_sar":                 {Mongolian, 1, 1},
	"mongolian/buddha_day":                  {Mongolian, 4, 15},
	"mongolian/genghis_khan_day":            {Mongolian, 10, 1},
	"thai/makha_bucha":                      {ThaiLunar, 3, 15},
	"thai/visakha_bucha":                    {ThaiLunar, 6, 15},
	"thai/asarnha_bucha":                    {ThaiLunar, 8, 15},
	"thai/khao_phansa":                      {ThaiLunar, 8, 16},
	"thai/preah_neangkoal":                  {ThaiLunar, 6, 19},
	"thai/boun_haw_khao_padapdin":           {ThaiLunar, 9, 29},
	"thai/boun_haw_khao_salark":             {ThaiLunar, 10, 15},
	"thai/pchum_ben":                        {ThaiLunar, 10, 30},
	"thai/ok_phansa":                        {ThaiLunar, 11, 15},
	"thai/boun_suang_heua":                  {ThaiLunar, 11, 16},
	"thai/loy_krathong":                     {ThaiLunar, 12, 15},
	"burmese/kason_full_moon":               {Burmese, 2, 15},
	"burmese/waso_full_moon":                {Burmese, 4, 15},
	"burmese/thadingyut_full_moon":          {Burmese, 7, 15},
	"burmese/tazaungmon_waxing_moon":        {Burmese, 8, 1},
	"burmese/tazaungmon_full_moon":          {Burmese, 8, 15},
	"burmese/pyatho_waxing_moon":            {Burmese, 10, 1},
	"burmese/tabaung_full_moon":             {Burmese, 12, 15},
}

// keptOn lists the days on which a reference may rightly have a feast: the day
// of the year in which its date lies, in the plain month. Thailand keeps the
// feasts before the second eighth month a month later in the years that have
// one, and the Losar of a year that begins with a leap month is on its first
// day.
func keptOn(t *testing.T, d Date, c ID, month, day int) Date {
	t.Helper()
	x, err := FromDate(d, c)
	if err != nil {
		t.Fatal(err)
	}
	months, err := YearMonths(c, x.Year)
	if err != nil {
		t.Fatal(err)
	}
	leap := false
	for _, m := range months {
		leap = leap || c == ThaiLunar && m.Leap
	}
	want := MonthStart{Year: x.Year, Month: month}
	switch {
	case c == ThaiLunar && leap && month == 8:
		want.Leap = true
	case c == ThaiLunar && leap && month < 8 && x.Month == month+1:
		want.Month++
	}
	first := months[0]
	for _, m := range months {
		losar := month == 1 && day == 1 && c != ThaiLunar && m == first
		if m.Month == want.Month && m.Leap == want.Leap || losar {
			on, ok := m.On(c, day)
			if !ok {
				t.Fatalf("%s month %d has no day %d", c, month, day)
			}
			return on
		}
	}
	return 0
}

// TestFeastsOfAsia holds the listed feasts against the calendars; the
// differences in testdata/differences.csv must be met, and no others.
func TestFeastsOfAsia(t *testing.T) {
	known := map[string]string{}
	for _, r := range readTable(t, "testdata/differences.csv") {
		known[r["feast"]+" "+r["date"]] = r["reason"]
	}
	rows := append(oracle(t, "vacanza_calendar_tables.csv"), oracle(t, "thai_burmese_vacanza.csv")...)
	met, n := 0, 0
	for _, r := range rows {
		name := r["calendar"] + "/" + r["holiday"]
		f, ok := feasts[name]
		if !ok {
			continue
		}
		d := r.date(t, "date")
		if info, _ := Lookup(f.c); d < info.First || d > info.Last {
			continue
		}
		n++
		got := keptOn(t, d, f.c, f.month, f.day)
		_, listed := known[name+" "+r["date"]]
		if listed {
			met++
		}
		if (got == d) == listed {
			x, _ := FromDate(d, f.c)
			t.Errorf("%s: got %s, want %s (%s), listed as different: %v", name, got, d, x, listed)
		}
	}
	if met != len(known) || n < 1500 {
		t.Errorf("%d of %d known differences met in %d rows", met, len(known), n)
	}
}

func TestLosar(t *testing.T) {
	for _, r := range oracle(t, "tibetan_losar_cc4.csv") {
		months, err := YearMonths(Tibetan, r.int(t, "year"))
		if err != nil {
			t.Fatal(err)
		}
		if want := r.date(t, "losar_cc4"); months[0].Date != want {
			t.Errorf("Losar of %s: got %s, want %s", r["year"], months[0].Date, want)
		}
	}
}

// TestHinduMonths checks a few days that almanacs print, among them a leap
// month, a lost month, a tithi twice and none.
func TestHinduMonths(t *testing.T) {
	tests := []struct {
		date Date
		want string
	}{
		{NewDate(2023, 3, 22), "hindu-lunar:1945-1-1"},  // Ugadi
		{NewDate(2023, 7, 18), "hindu-lunar:1945-5L-1"}, // Adhika Shravana begins
		{NewDate(2023, 8, 17), "hindu-lunar:1945-5-1"},  // and Shravana
		{NewDate(2026, 5, 17), "hindu-lunar:1948-3L-1"}, // Adhika Jyeshtha
		{NewDate(2024, 4, 14), "tamil:1946-1-1"},        // Puthandu
		{NewDate(2025, 1, 14), "tamil:1946-10-1"},       // Pongal
		{NewDate(1982, 10, 17), "hindu-lunar:1904-7-1"}, // the plain one after Adhika Ashvina
	}
	for _, test := range tests {
		id := HinduLunar
		if test.want[0] == 't' {
			id = Tamil
		}
		x, err := FromDate(test.date, id)
		if err != nil || x.String() != test.want {
			t.Errorf("%s: got %s, %v, want %s", test.date, x, err, test.want)
		}
	}
}

// TestEveryMarkedDay walks the calendars of Asia day by day, there and back.
func TestEveryMarkedDay(t *testing.T) {
	for _, c := range []ID{Tibetan, Bhutanese, Mongolian, ThaiLunar, Burmese, HinduLunar, Tamil} {
		info, _ := Lookup(c)
		for d := info.First; d <= info.Last; d++ {
			x, err := FromDate(d, c)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := ToDate(x); err != nil || back != d {
				t.Fatalf("%s became %s, then %s, %v", d, x, back, err)
			}
		}
		if _, err := FromDate(info.First-1, c); err == nil {
			t.Errorf("%s answers before its range", c)
		}
		if _, err := FromDate(info.Last+1, c); err == nil {
			t.Errorf("%s answers after its range", c)
		}
	}
}
