package calendar

import (
	"errors"
	"testing"
)

func TestRangesAreWhole(t *testing.T) {
	for _, info := range Calendars() {
		for _, d := range []Date{info.First, info.Last} {
			x, err := FromDate(d, info.ID)
			if err != nil {
				t.Fatalf("%s %s: %v", info.ID, d, err)
			}
			if back, err := ToDate(x); err != nil || back != d {
				t.Errorf("%s: %s became %s, then %s, %v", info.ID, d, x, back, err)
			}
		}
		for _, d := range []Date{info.First - 1, info.Last + 1} {
			if _, err := FromDate(d, info.ID); !errors.Is(err, ErrRange) {
				t.Errorf("%s: %s gave %v, want ErrRange", info.ID, d, err)
			}
		}
		t.Logf("%-12s %s … %s", info.ID, info.First, info.Last)
	}
}
