package calendar

import (
	"bufio"
	"bytes"
	"fmt"
	"os/exec"
	"testing"
	"time"
)

// peer is another program that knows calendars, with the commands that may
// start it here. NODE_PATH and PYTHONPATH say where its package lies.
type peer struct {
	name     string
	commands [][]string
	fewest   int // lines that it prints at least
	faults   []fault
}

// fault is a stretch of days on which a peer is known to be wrong in a calendar.
type fault struct {
	calendar ID
	from, to Date
	spring   bool // only in February and March
	why      string
}

var peers = []peer{
	{"emacs", [][]string{{"emacs", "-batch", "-Q", "-l", "testdata/peers/emacs.el"}}, 40000, []fault{
		{Chinese, NewDate(1906, 4, 24), NewDate(1906, 5, 22), false, "its new moon is of Peking's mean time within a minute of midnight, as the reference table flags"},
		{Chinese, NewDate(2057, 9, 28), NewDate(2057, 10, 27), false, "the new moon is within a minute of midnight; its Moon is too coarse"},
		{Persian, NewDate(2025, 3, 20), NewDate(2026, 3, 20), false, "it follows the cycle of Birashk, by which 1403 is no leap year"},
		{Persian, NewDate(2058, 3, 20), NewDate(2059, 3, 20), false, "it follows the cycle of Birashk, by which 1436 is no leap year"},
		{Persian, NewDate(2091, 3, 20), NewDate(2092, 3, 19), false, "it follows the cycle of Birashk, by which 1469 is no leap year"},
		{Bahai, NewDate(2016, 2, 25), NewDate(2099, 12, 31), false, "it keeps Naw-Rúz on 21 March, which ended in 2015"},
	}},
	{"convertdate", [][]string{{"python3", "testdata/peers/convertdate_days.py"}, {"/usr/bin/python3", "testdata/peers/convertdate_days.py"}}, 25000, []fault{
		{Bahai, NewDate(1901, 1, 1), NewDate(2015, 3, 20), false, "it reckons the equinox back before 2015, when Naw-Rúz was on 21 March"},
		{Bahai, NewDate(2015, 3, 21), NewDate(2099, 12, 31), true, "it miscounts the last month and Ayyám-i-Há before a Naw-Rúz on 20 March"},
	}},
	{"lunar-javascript", [][]string{{"node", "testdata/peers/lunar.js"}}, 5500, nil},
	{"date-tibetan", [][]string{{"node", "testdata/peers/tibetan.js"}}, 15000, nil},
}

// days asks a peer for every thirteenth day from 1901 to 2099.
func (p peer) days() (text []byte, ok bool) {
	for _, command := range p.commands {
		args := append(command[1:], fmt.Sprint(int(NewDate(1901, 1, 1))), fmt.Sprint(int(NewDate(2099, 12, 31))), "13")
		if out, err := exec.Command(command[0], args...).Output(); err == nil {
			return out, true
		}
	}
	return nil, false
}

// fault finds the fault that explains another day than ours, or -1.
func (p peer) fault(d Date, ours Day) int {
	for i, f := range p.faults {
		if f.calendar == ours.Calendar && d >= f.from && d <= f.to && (!f.spring || d.Month() == time.February || d.Month() == time.March) {
			return i
		}
	}
	return -1
}

// TestPeers compares days with other programs in all the calendars that both
// know. Faults of theirs are listed, each must be met, and no others are let
// pass.
func TestPeers(t *testing.T) {
	for _, p := range peers {
		t.Run(p.name, func(t *testing.T) {
			if testing.Short() {
				t.Skip("it takes seconds")
			}
			text, ok := p.days()
			if !ok {
				t.Skipf("%s is not installed", p.name)
			}
			n, met := 0, make([]int, len(p.faults))
			for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); n++ {
				var x Day
				var d Date
				var leap int
				if _, err := fmt.Sscan(lines.Text(), &x.Calendar, &d, &x.Year, &x.Month, &leap, &x.Day); err != nil {
					t.Fatalf("%q: %v", lines.Text(), err)
				}
				x.Leap = leap == 1
				got, err := FromDate(d, x.Calendar)
				if x.Day < 0 { // the first of two, after which the number comes again
					x.Day = -x.Day
					next, _ := FromDate(d+1, x.Calendar)
					if i := p.fault(d, got); !next.Again && i >= 0 {
						met[i]++
						continue
					}
					if !next.Again {
						t.Errorf("%s: %s has two days like %s", d, p.name, x)
					}
				}
				x.Again = got.Again // not told otherwise
				if err == nil && got == x {
					continue
				}
				if i := p.fault(d, got); err == nil && i >= 0 {
					met[i]++
					continue
				}
				t.Errorf("%s: we have %s, %v, %s has %s", d, got, err, p.name, x)
			}
			for i, f := range p.faults {
				if met[i] == 0 {
					t.Errorf("it has no fault in %s from %s: %s", f.calendar, f.from, f.why)
				}
			}
			t.Logf("%d days compared, known faults met on %v", n, met)
			if n < p.fewest {
				t.Errorf("only %d days compared", n)
			}
		})
	}
}
