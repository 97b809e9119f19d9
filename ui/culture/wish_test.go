package culture

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/calendar"
	"dragoman/ui/internal/screen"
)

// TestAWishSaysWhyItIsStillSaid offers the wish of Seollal, which lasts from the
// 6th to the 8th, before it, on its last day and on the day after.
func TestAWishSaysWhyItIsStillSaid(t *testing.T) {
	for lang, want := range map[string][3]string{
		"en":      {"6 Feb · please", "it goes on until 8 Feb · please", "over, still wished until 9 Feb · please"},
		"zh-Hans": {"2月6日 · 新年", "持续到2月8日 · 新年", "已过，2月9日之前仍可祝贺 · 新年"},
	} {
		v, _, _ := open(t, lang, fyne.NewSize(1152, 804))
		v.Show(screen.Route{ID: "KR", Tab: "scripts"}.With("lang", "ko"))
		for i, day := range []int{5, 8, 9} {
			v.p.Today = calendar.NewDate(2027, 2, day)
			list := v.p.Wishes()
			if len(list) == 0 {
				t.Fatalf("on the %d. nothing is wished", day)
			}
			if got := v.p.Occasion(list[0]); !strings.Contains(got, want[i]) || strings.Contains(got, "until") != (lang == "en" && i > 0) {
				t.Errorf("on the %d. it says %q, want %q", day, got, want[i])
			}
		}
	}
}
