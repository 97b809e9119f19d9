package sync

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"dragoman/data/book"
	"dragoman/data/oplog"
)

// A throng is far more devices than a team has: 200 that make ten million changes
// in a year, five to a file, and exchange once a day.
const (
	throngDevices = 200
	throngDays    = 365
	throngFiles   = 28 // of a device in a day
	throngChanges = 5  // in a file
	throngRows    = 100_000
)

// BenchmarkThrong is the year of a throng, in the model. One device is whole: it
// reads and merges what all others wrote. The others do no more than write the
// files that they would have written, and remove those that are old. In the end
// the whole one holds what was written, and another joins.
func BenchmarkThrong(b *testing.B) {
	for b.Loop() {
		y := newThrong(b)
		var rounds []time.Duration
		for day := range throngDays {
			y.day(day)
			// Only the last rounds are counted; before, one in five days will do.
			if last := throngDays - day; last <= 10 || last%5 == 0 {
				took := y.round(y.whole)
				if last <= 10 {
					rounds = append(rounds, took)
				}
			}
		}
		y.round(y.whole) // its own last word, for who joins
		idle := y.round(y.whole)
		y.report(rounds, idle)

		fresh := y.device()
		start := time.Now()
		if _, err := y.engine(fresh).join(context.Background(), "the last"); err != nil {
			b.Fatal(err)
		}
		y.round(fresh)
		b.ReportMetric(time.Since(start).Seconds(), "s-join")
		for _, d := range []*member{y.whole, fresh} {
			y.check(d)
		}
	}
}

// throng is a place, and those who write there.
type throng struct {
	b       *testing.B
	rng     *rand.Rand
	now     time.Time
	place   *shelf
	whole   *member
	writers []*writer
	seal    sealer
	ids     []string
	want    map[rowAt]map[string]oplog.Cell
	written int
	latest  map[string]oplog.Time // what each has written last
}

func newThrong(b *testing.B) *throng {
	y := &throng{
		b: b, rng: rand.New(rand.NewPCG(1, 1)), now: time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC), place: &shelf{files: map[string][]byte{}},
		seal: sealer{keys: testKeys}, want: map[rowAt]map[string]oplog.Cell{}, latest: map[string]oplog.Time{},
	}
	for range throngRows {
		y.ids = append(y.ids, uuid.NewString())
	}
	y.whole = y.device()
	if _, err := y.engine(y.whole).start(context.Background(), "whole"); err != nil {
		b.Fatal(err)
	}
	y.round(y.whole)
	for i := range throngDevices - 1 {
		y.writers = append(y.writers, &writer{replica: newName(), label: fmt.Sprint("device ", i), floor: 1})
	}
	return y
}

// member is a device that does all that a device does.
type member struct {
	m    *library
	mach *machine
}

func (y *throng) device() *member {
	return &member{&library{newModel(func() time.Time { return y.now }), map[string]map[uint64]oplog.Segment{}}, &machine{}}
}

func (y *throng) engine(d *member) *Engine {
	return newEngine(Options{Place: y.place, Keys: testKeys, Store: d.m, Machine: d.mach, Now: d.m.now, Program: "test"})
}

func (y *throng) round(d *member) time.Duration {
	y.b.Helper()
	start := time.Now()
	if _, err := y.engine(d).Round(context.Background()); err != nil {
		y.b.Fatal(err)
	}
	return time.Since(start)
}

// writer is a device of which only the files are there.
type writer struct {
	replica, label       string
	clock                oplog.Clock
	seq, floor, manifest uint64
	days                 []uint64 // the last file of each day
	names                []string // of the files from floor on
}

// day lets everybody write what they write in a day.
func (y *throng) day(day int) {
	seen, at := maps.Clone(y.latest), y.now
	for i, w := range y.writers {
		y.now = at.Add(time.Duration(i) * 2 * time.Minute)
		news := maps.Clone(seen)
		delete(news, w.replica)
		for range throngFiles {
			y.file(w, news)
			news = nil // it is told once
		}
		y.tidy(w, day)
		y.speak(w)
	}
	y.now = at.Add(9 * time.Hour)
	for range throngFiles * throngChanges {
		row, cells := y.change()
		y.whole.m.write(row, cells)
		y.keep(y.whole.m.out[len(y.whole.m.out)-1][0])
	}
	y.now = at.Add(24 * time.Hour)
}

// change is some field of some row.
func (y *throng) change() (rowAt, map[string]any) {
	y.written++
	at := rowAt{"customer", y.ids[y.rng.IntN(len(y.ids))]}
	return at, map[string]any{[]string{"city", "role", "note"}[y.rng.IntN(3)]: fmt.Sprint("What was learnt on visit ", y.rng.IntN(90_000))}
}

// keep notes what has to be there in the end.
func (y *throng) keep(r oplog.Row) {
	at := rowAt{r.Table, r.ID}
	if y.want[at] == nil {
		y.want[at] = map[string]oplog.Cell{}
	}
	for c, x := range r.Cells {
		if old, ok := y.want[at][c]; !ok || x.Compare(old) > 0 {
			y.want[at][c] = x
		}
	}
}

// file writes a file of changes.
func (y *throng) file(w *writer, seen map[string]oplog.Time) {
	w.seq++
	g := segment{workspace: y.whole.m.workspace, replica: w.replica, seq: w.seq, at: y.now, seen: seen}
	for range throngChanges {
		at, cells := y.change()
		r := oplog.Row{Table: at.table, ID: at.id, Cells: map[string]oplog.Cell{}}
		stamp := oplog.Stamp{Time: w.clock.Tick(y.now), By: w.replica}
		for c, v := range cells {
			r.Cells[c] = oplog.Cell{Value: v, Stamp: stamp}
		}
		y.latest[w.replica] = stamp.Time
		g.rows = append(g.rows, r)
		y.keep(r)
	}
	data := y.sealed(g.encode())
	name := segmentName(w.replica, w.seq, hashOf(data))
	w.names = append(w.names, name)
	y.put(name, data)
}

func (y *throng) sealed(plain []byte) []byte {
	data, err := y.seal.seal(plain)
	if err != nil {
		y.b.Fatal(err)
	}
	return data
}

func (y *throng) put(name string, data []byte) {
	if err := y.place.Put(context.Background(), y.whole.m.workspace+"/"+name, data); err != nil {
		y.b.Fatal(err)
	}
}

// tidy removes what a writer no longer keeps, which everybody has read by then.
func (y *throng) tidy(w *writer, day int) {
	w.days = append(w.days, w.seq)
	old := day - int(keepFor/(24*time.Hour))
	if old < 0 {
		return
	}
	for ; w.floor <= w.days[old]; w.floor++ {
		delete(y.place.files, y.whole.m.workspace+"/"+w.names[0])
		w.names = w.names[1:]
	}
}

// speak writes what a writer says of itself: that it has read all there is.
func (y *throng) speak(w *writer) {
	acks := map[string]uint64{}
	for _, o := range y.writers {
		if o != w && o.seq > 0 {
			acks[o.replica] = o.seq
		}
	}
	acks[y.whole.m.replica] = y.whole.mach.seq
	what, err := manifest{
		Workspace: y.whole.m.workspace, Replica: w.replica, Label: w.label, Program: "test", Form: form, Seq: w.seq, Floor: w.floor, Acks: acks, At: y.now,
	}.encode()
	if err != nil {
		y.b.Fatal(err)
	}
	w.manifest++
	y.put(manifestName(w.replica, w.manifest), y.sealed(what))
	delete(y.place.files, y.whole.m.workspace+"/"+manifestName(w.replica, w.manifest-2))
}

// report tells what the place and a round have come to.
func (y *throng) report(rounds []time.Duration, idle time.Duration) {
	var segs, segBytes, names, manifests, whole int
	for name, data := range y.place.files {
		names += len(name)
		switch {
		case strings.HasSuffix(name, ".seg"):
			segs, segBytes = segs+1, segBytes+len(data)
		case strings.HasSuffix(name, ".man"):
			manifests += len(data)
		case strings.HasSuffix(name, ".snap"):
			whole += len(data)
		}
	}
	var all time.Duration
	for _, d := range rounds {
		all += d
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	for unit, v := range map[string]float64{
		"changes": float64(y.written), "files-written": float64(y.place.puts), "MB-written": float64(y.place.put) / 1e6,
		"files": float64(len(y.place.files)), "MB-segments": float64(segBytes) / 1e6, "bytes/segment": float64(segBytes) / float64(segs),
		"MB-names": float64(names) / 1e6, "MB-manifests": float64(manifests) / 1e6, "MB-whole": float64(whole) / 1e6,
		"kB-state": float64(len(y.whole.m.state)) / 1e3, "s/round": all.Seconds() / float64(len(rounds)), "s-longest-round": slices.Max(rounds).Seconds(),
		"s-idle-round": idle.Seconds(), "MB-memory": float64(m.Sys) / 1e6,
	} {
		y.b.ReportMetric(v, unit)
	}
}

// check makes sure that a device holds what was written, and nothing else.
func (y *throng) check(d *member) {
	y.b.Helper()
	if len(d.m.rows) != len(y.want) {
		y.b.Fatal(len(d.m.rows), "rows, not", len(y.want))
	}
	for at, cells := range y.want {
		have := d.m.rows[at].Cells
		if len(have) != len(cells) {
			y.b.Fatal(at, have, cells)
		}
		for c, x := range cells {
			if have[c].Compare(x) != 0 {
				y.b.Fatal(at, c, have[c], x)
			}
		}
	}
}

// shelf is a place that all see at once.
type shelf struct {
	files     map[string][]byte
	puts, put int
}

func (s *shelf) List(_ context.Context, prefix string) ([]Entry, error) {
	var out []Entry
	for name, data := range s.files {
		if strings.HasPrefix(name, prefix) {
			out = append(out, Entry{name, int64(len(data))})
		}
	}
	slices.SortFunc(out, func(a, b Entry) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

func (s *shelf) Get(_ context.Context, name string) ([]byte, error) {
	if data, ok := s.files[name]; ok {
		return data, nil
	}
	return nil, Fault("get", NoFile, nil)
}

func (s *shelf) Put(_ context.Context, name string, data []byte) error {
	s.puts, s.put = s.puts+1, s.put+len(data)
	s.files[name] = data
	return nil
}

func (s *shelf) Remove(_ context.Context, name string) error {
	delete(s.files, name)
	return nil
}

// library is a model that finds a segment among very many, as a book does.
type library struct {
	*model
	by map[string]map[uint64]oplog.Segment
}

func (l *library) Share(_ context.Context, do func(Tx) error) ([]book.Change, error) {
	return nil, do(l)
}
func (l *library) Look(_ context.Context, do func(Tx) error) error { return do(l) }

func (l *library) Keep(_ context.Context, s oplog.Segment) error {
	if l.by[s.Replica] == nil {
		l.by[s.Replica] = map[uint64]oplog.Segment{}
	}
	if _, ok := l.by[s.Replica][s.Seq]; !ok {
		l.by[s.Replica][s.Seq] = s
	}
	return nil
}

func (l *library) Kept(_ context.Context, replica string, seq uint64) (*oplog.Segment, error) {
	if s, ok := l.by[replica][seq]; ok {
		return &s, nil
	}
	return nil, nil
}

func (l *library) Names(context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	for _, segs := range l.by {
		for _, s := range segs {
			out[s.Name] = true
		}
	}
	return out, nil
}

func (l *library) Unsent(_ context.Context, replica string, most int) (out []oplog.Segment, err error) {
	for _, s := range l.by[replica] {
		if !s.Sent {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b oplog.Segment) int { return int(a.Seq) - int(b.Seq) })
	return out[:min(len(out), most)], nil
}

func (l *library) Sent(_ context.Context, replica string, seq uint64) error {
	s := l.by[replica][seq]
	s.Sent = true
	l.by[replica][seq] = s
	return nil
}

func (l *library) Drop(_ context.Context, replica string, from, upTo uint64) error {
	maps.DeleteFunc(l.by[replica], func(seq uint64, _ oplog.Segment) bool { return seq >= from && seq <= upTo })
	return nil
}
