package almanac

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/calendar"
)

// peer is another program that lists holidays, with the commands that may
// start it here. NODE_PATH and PYTHONPATH say where its package lies.
type peer struct {
	name     string
	commands []string
	script   string
}

var peers = []peer{
	{"date-holidays", []string{"node"}, "testdata/peers/date-holidays.js"},
	{"python-holidays", []string{"python3", "/usr/bin/python3"}, "testdata/peers/python_holidays.py"},
}

// measured is what a peer's script prints: nanoseconds for the first year with
// loading, and for a further year.
type measured struct {
	Cold, Warm float64
	Days       int
	Places     []string // those that it knows
}

// run runs the script of a peer for places such as DE and DE-BY, or reports
// that it is not installed.
func (p peer) run(places []string) (m measured, ok bool) {
	for _, command := range p.commands {
		text, err := exec.Command(command, p.script, strings.Join(places, ",")).Output()
		if err == nil && json.Unmarshal(text, &m) == nil && len(m.Places) > 0 {
			return m, true
		}
	}
	return m, false
}

// BenchmarkPeers runs each peer that is installed and the almanac on the same
// places and years in the same run: whole countries, then countries and their
// regions. Cold is loading and one year, warm is a year that was not asked for
// before. The promise is 20 times, for each. A peer's time does not count the
// start of its interpreter.
func BenchmarkPeers(b *testing.B) {
	a := load(b)
	countries := a.Countries()
	places := slices.Clone(countries)
	for _, c := range countries {
		places = append(places, a.Regions(c)...)
	}
	for _, p := range peers {
		b.Run(p.name+"/countries", func(b *testing.B) { p.race(b, countries) })
		b.Run(p.name+"/regions", func(b *testing.B) { p.race(b, places) })
	}
}

// race measures a peer, then the almanac on what the peer knows.
func (p peer) race(b *testing.B, places []string) {
	theirs, ok := p.run(places)
	if !ok {
		b.Skipf("%s is not installed", p.name)
	}
	q := Query{Nationwide: true}
	for _, place := range theirs.Places {
		country, _, region := strings.Cut(place, "-")
		if region {
			q.Nationwide = false
		} else {
			q.Countries = append(q.Countries, country)
		}
	}
	dir := files(b)
	var cold, warm time.Duration
	n, found := 0, 0
	for b.Loop() {
		start := time.Now()
		a, err := Load(dir)
		if err != nil {
			b.Fatal(err)
		}
		found = len(a.Occurrences(inYear(q, 2027)))
		cold += time.Since(start)
		start = time.Now()
		for y := 2016; y < 2026; y++ {
			found += len(a.Occurrences(inYear(q, y)))
		}
		warm += time.Since(start) / 10
		n++
	}
	ms := func(d time.Duration) float64 { return float64(d) / float64(n) / 1e6 }
	for unit, v := range map[string]float64{
		"places": float64(len(theirs.Places)), "days_theirs": float64(theirs.Days), "days_ours": float64(found),
		"cold_ms_theirs": theirs.Cold / 1e6, "cold_ms_ours": ms(cold), "x_cold": theirs.Cold / 1e6 / ms(cold),
		"warm_ms_theirs": theirs.Warm / 1e6, "warm_ms_ours": ms(warm), "x_warm": theirs.Warm / 1e6 / ms(warm),
	} {
		b.ReportMetric(v, unit)
	}
}

func inYear(q Query, y int) Query {
	q.From, q.To = calendar.NewDate(y, 1, 1), calendar.NewDate(y, 12, 31)
	return q
}
