package sync

import (
	"testing"
	"time"
)

// Steps come to take what they should, and with very many devices, where what
// every piece takes besides is long, the rows still get half of the time.
func TestPace(t *testing.T) {
	for _, c := range []struct {
		name         string
		row, besides time.Duration
		least, most  time.Duration // of a step with what a piece takes besides, at last
	}{
		{"few devices", 10 * time.Microsecond, 100 * time.Microsecond, stepTime * 3 / 4, stepTime},
		{"slow rows", time.Millisecond, 0, stepTime * 3 / 4, stepTime},
		{"very slow rows", 10 * time.Millisecond, 0, fewestRows * 10 * time.Millisecond, fewestRows * 10 * time.Millisecond},
		{"very many devices", 20 * time.Microsecond, 30 * time.Millisecond, 55 * time.Millisecond, 60 * time.Millisecond},
	} {
		var p pace
		took := time.Duration(0)
		for range 50 {
			rows := p.rows()
			took = time.Duration(rows)*c.row + c.besides
			p.took(rows, time.Duration(rows)*c.row, c.besides)
		}
		if took < c.least || took > c.most {
			t.Errorf("%s: a step takes %v, not %v to %v", c.name, took, c.least, c.most)
		}
	}
}
