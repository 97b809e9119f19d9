package sync

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/oplog"
)

// model is a book of rows in memory, as small as a shared book can be.
type model struct {
	workspace, replica string
	state              []byte
	clock              oplog.Clock
	rows               map[rowAt]oplog.Row
	out                [][]oplog.Row
	segs               map[string]oplog.Segment
	now                func() time.Time
	noTie              bool // a negative control: of equal stamps the first stays
	after              int  // after so many transactions more the program is killed
}

func newModel(now func() time.Time) *model {
	return &model{rows: map[rowAt]oplog.Row{}, segs: map[string]oplog.Segment{}, now: now}
}

// clone is what a copy of the file is.
func (m *model) clone() *model {
	c := *m
	c.state = slices.Clone(m.state)
	c.rows = make(map[rowAt]oplog.Row, len(m.rows))
	for k, r := range m.rows {
		c.rows[k] = r.Clone()
	}
	c.out = slices.Clone(m.out)
	c.segs = maps.Clone(m.segs)
	return &c
}

func (m *model) Share(_ context.Context, do func(Tx) error) ([]book.Change, error) {
	err := do(m)
	if m.after--; m.after == 0 && err == nil {
		err = errKilled
	}
	return nil, err
}
func (m *model) Look(_ context.Context, do func(Tx) error) error { return do(m) }
func (m *model) Self(context.Context) (string, string, []byte, error) {
	return m.workspace, m.replica, m.state, nil
}

func (m *model) SetSelf(_ context.Context, workspace, replica string, state []byte) error {
	m.workspace, m.replica, m.state = workspace, replica, slices.Clone(state)
	return nil
}

func (m *model) Forget(context.Context) error {
	*m = model{rows: m.rows, segs: map[string]oplog.Segment{}, now: m.now}
	return nil
}
func (m *model) Clock(context.Context) (oplog.Time, error) { return m.clock.Tick(m.now()), nil }

func (m *model) Take(context.Context, int) ([]oplog.Row, error) {
	if len(m.out) == 0 {
		return nil, nil
	}
	n := min(len(m.out), 5)
	rows := slices.Concat(m.out[:n]...)
	m.out = m.out[n:]
	return rows, nil
}
func (m *model) Untaken(context.Context) (int, error) { return len(m.out), nil }

func (m *model) Merge(_ context.Context, view oplog.View, batches []oplog.Batch) (done oplog.Merged, err error) {
	for _, b := range batches {
		for _, r := range b.Rows {
			at := rowAt{r.Table, r.ID}
			have, ok := m.rows[at]
			if !ok {
				have = oplog.Row{Table: r.Table, ID: r.ID, Cells: map[string]oplog.Cell{}}
			}
			for c, cell := range r.Cells {
				m.clock.See(cell.Time)
				old, known := have.Cells[c]
				if m.noTie && known && old.Stamp == cell.Stamp {
					continue
				}
				if cell.Time < oplog.Limit && have.Put(c, cell) {
					done.Received++
				}
			}
			m.rows[at] = have
		}
	}
	return done, nil
}

func (m *model) Wanted() time.Time { return time.Time{} }

func (m *model) Ripe(context.Context) ([]oplog.Row, error) { return nil, nil }

func (m *model) Rows(_ context.Context, each func(oplog.Row) error) error {
	for _, at := range m.keys() {
		if err := each(m.rows[at]); err != nil {
			return err
		}
	}
	return nil
}

func (m *model) keys() []rowAt {
	return slices.SortedFunc(maps.Keys(m.rows), func(a, b rowAt) int { return strings.Compare(a.table+"/"+a.id, b.table+"/"+b.id) })
}
func (m *model) Counts(context.Context) (int, int, error) { return 0, 0, nil }
func (m *model) Keep(_ context.Context, s oplog.Segment) error {
	k := fmt.Sprint(s.Replica, s.Seq)
	if _, ok := m.segs[k]; !ok {
		m.segs[k] = s
	}
	return nil
}

func (m *model) Kept(_ context.Context, replica string, seq uint64) (*oplog.Segment, error) {
	if s, ok := m.segs[fmt.Sprint(replica, seq)]; ok {
		return &s, nil
	}
	return nil, nil
}

func (m *model) Names(context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	for _, s := range m.segs {
		out[s.Name] = true
	}
	return out, nil
}

func (m *model) Unsent(_ context.Context, replica string, most int) (out []oplog.Segment, err error) {
	for _, s := range m.segs {
		if s.Replica == replica && !s.Sent {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b oplog.Segment) int { return int(a.Seq) - int(b.Seq) })
	return out[:min(len(out), most)], nil
}

func (m *model) Sent(_ context.Context, replica string, seq uint64) error {
	k := fmt.Sprint(replica, seq)
	s := m.segs[k]
	s.Sent = true
	m.segs[k] = s
	return nil
}

func (m *model) Drop(_ context.Context, replica string, from, upTo uint64) error {
	maps.DeleteFunc(m.segs, func(_ string, s oplog.Segment) bool { return s.Replica == replica && s.Seq >= from && s.Seq <= upTo })
	return nil
}
func (m *model) Blobs(context.Context) (here, missing []string, err error) { return nil, nil, nil }
func (m *model) Blob(context.Context, string) ([]byte, error)              { return nil, errors.New("no blobs") }
func (m *model) PutBlob(context.Context, string, []byte) error             { return nil }

// write does to a row what a use case would.
func (m *model) write(at rowAt, cells map[string]any) {
	stamp := oplog.Stamp{Time: m.clock.Tick(m.now()), By: m.replica}
	told := oplog.Row{Table: at.table, ID: at.id, Cells: map[string]oplog.Cell{}}
	have, ok := m.rows[at]
	if !ok {
		have = oplog.Row{Table: at.table, ID: at.id, Cells: map[string]oplog.Cell{}}
	}
	for c, v := range cells {
		told.Cells[c] = oplog.Cell{Value: v, Stamp: stamp}
		have.Put(c, told.Cells[c])
	}
	m.rows[at] = have
	if m.workspace != "" {
		m.out = append(m.out, []oplog.Row{told})
	}
}

// shown is all that a book knows, as text that can be compared.
func (m *model) shown() string {
	var b strings.Builder
	for _, at := range m.keys() {
		r := m.rows[at]
		fmt.Fprintf(&b, "%s/%s alive=%v trash=%v\n", at.table, at.id, r.Alive(), r.InTrash())
		for _, c := range slices.Sorted(maps.Keys(r.Cells)) {
			x := r.Cells[c]
			fmt.Fprintf(&b, "\t%s=%v @%d %s\n", c, x.Value, x.Time, x.By)
		}
	}
	return b.String()
}

// machine is a computer's memory.
type machine struct {
	replica string
	seq     uint64
}

func (m *machine) Mark() (string, uint64, error) { return m.replica, m.seq, nil }
func (m *machine) SetMark(r string, n uint64) error {
	m.replica, m.seq = r, n
	return nil
}

// cloud is a folder that a service copies between computers: each sees the
// files late, in any order, and sometimes not whole.
type cloud struct {
	rng   *rand.Rand
	files map[string][]byte
	views []*view
	sick  bool // faults happen
}

// view is the folder on one computer.
type view struct {
	c     *cloud
	files map[string][]byte
	after int  // at this many writes more the program is killed
	early bool // before the file is written
	gone  bool
}

var errKilled = errors.New("killed")

func (c *cloud) view() *view {
	v := &view{c: c, files: map[string][]byte{}, after: -1}
	c.views = append(c.views, v)
	return v
}

// carry brings some files, or all, to a computer.
func (c *cloud) carry(v *view, all bool) {
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		if !all && c.rng.IntN(3) == 0 {
			continue
		}
		data := c.files[name]
		if !all && c.sick && c.rng.IntN(12) == 0 {
			data = damage(c.rng, data)
		}
		v.files[name] = data
		if !all && c.sick && c.rng.IntN(30) == 0 {
			v.files[strings.TrimSuffix(name, ".seg")+" (conflicted copy).seg"] = data
		}
	}
	for name := range v.files {
		if _, ok := c.files[name]; !ok && !strings.Contains(name, "conflicted") {
			delete(v.files, name)
		}
	}
}

func damage(rng *rand.Rand, data []byte) []byte {
	switch rng.IntN(3) {
	case 0:
		return data[:rng.IntN(len(data)+1)]
	case 1:
		return make([]byte, len(data))
	}
	return nil
}

// spoil lets the service lose or damage a file for all.
func (c *cloud) spoil() {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(c.files)), func(n string) bool { return !strings.Contains(n, "/r/") })
	if len(names) == 0 {
		return
	}
	name := names[c.rng.IntN(len(names))]
	if c.rng.IntN(2) == 0 {
		delete(c.files, name)
		return
	}
	c.files[name] = damage(c.rng, c.files[name]) // pushed back by somebody who had it so
}

func (v *view) List(_ context.Context, prefix string) ([]Entry, error) {
	if v.gone {
		return nil, Fault("list", Gone, nil)
	}
	var out []Entry
	for _, name := range slices.Sorted(maps.Keys(v.files)) {
		if strings.HasPrefix(name, prefix) {
			out = append(out, Entry{name, int64(len(v.files[name]))})
		}
	}
	return out, nil
}

func (v *view) Get(_ context.Context, name string) ([]byte, error) {
	if data, ok := v.files[name]; ok {
		return data, nil
	}
	return nil, Fault("get", NoFile, nil)
}

func (v *view) Put(_ context.Context, name string, data []byte) error {
	if len(name) >= 100 || strings.ToLower(name) != name {
		return errors.New("a name that not every place takes: " + name)
	}
	if v.after--; v.after == 0 && v.early {
		return errKilled
	}
	v.files[name] = data
	v.c.files[name] = data
	if v.after == 0 {
		return errKilled // the file is there and nobody knows
	}
	return nil
}

func (v *view) Remove(_ context.Context, name string) error {
	delete(v.files, name)
	delete(v.c.files, name)
	return nil
}

// device is a computer with a book.
type device struct {
	m     *model
	mach  *machine
	v     *view
	skew  time.Duration
	saved *model // a backup
	id    string
}

// schedule is one run of a few computers through good and bad days.
type schedule struct {
	seed    uint64
	rng     *rand.Rand
	now     time.Time
	c       *cloud
	devices []*device
	keys    Keys
	names   int

	restores            bool
	noRepair, noNewName bool
	noTie, noRest       bool
	rounds              int
	lost                map[rowAt]map[string]oplog.Cell // what must not be lost
}

var testKeys = func() Keys {
	k, err := NewKeys()
	if err != nil {
		panic(err)
	}
	return k
}()

func newSchedule(seed uint64) *schedule {
	s := &schedule{seed: seed, rng: rand.New(rand.NewPCG(seed, 7)), now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), keys: testKeys, lost: map[rowAt]map[string]oplog.Cell{}}
	s.c = &cloud{rng: s.rng, files: map[string][]byte{}, sick: true}
	return s
}

func (s *schedule) options(d *device) Options {
	return Options{Place: d.v, Keys: s.keys, Store: d.m, Machine: d.mach, Now: d.m.now, Program: "test"}
}

func (s *schedule) engine(d *device) *Engine {
	e := newEngine(s.options(d))
	e.seal.plain, e.noRepair, e.noNewName = s.seed%50 != 0, s.noRepair, s.noNewName
	d.m.noTie, e.noRest = s.noTie, s.noRest
	if e.pace.fixed, e.pace.steps = 1+int(s.seed%4), int(s.seed/4%4); s.noRest {
		e.pace.fixed = 1
	}
	e.name = func() string {
		s.names++
		return fmt.Sprintf("%016x", s.names)
	}
	return e
}

// add makes a computer; the first shares its book and the others join.
func (s *schedule) add() error {
	d := &device{mach: &machine{}, v: s.c.view(), id: fmt.Sprint("device ", len(s.devices))}
	switch s.rng.IntN(4) {
	case 0:
		d.skew = time.Duration(s.rng.Int64N(int64(2*365*24*time.Hour))) - 365*24*time.Hour
	case 1:
		d.skew = time.Duration(s.rng.Int64N(int64(48*time.Hour))) - 24*time.Hour
	}
	d.m = newModel(func() time.Time { return s.now.Add(d.skew).Truncate(time.Minute) })
	e := s.engine(d)
	if len(s.devices) == 0 {
		if _, err := e.start(context.Background(), d.id); err != nil {
			return err
		}
		s.devices = append(s.devices, d)
		return s.round(d)
	}
	s.c.carry(d.v, true)
	if s.rng.IntN(3) == 0 {
		d.m.after = 1 + s.rng.IntN(5)
	}
	_, err := e.join(context.Background(), d.id)
	d.m.after = 0
	switch {
	case Is(err, NotHere):
		return nil // the whole book was damaged: joins another day
	case errors.Is(err, errKilled): // the next round goes on
	case err != nil:
		return err
	}
	s.devices = append(s.devices, d)
	return nil
}

func (s *schedule) round(d *device) error {
	s.rounds++
	_, err := s.engine(d).Round(context.Background())
	if errors.Is(err, errKilled) || Is(err, Gone) || Is(err, Empty) || Is(err, NotYet) || Is(err, NotHere) {
		return nil
	}
	return err
}

// edit does something that a user may do.
func (s *schedule) edit(d *device) {
	id := fmt.Sprint("row", s.rng.IntN(8))
	at := rowAt{"t", id}
	switch s.rng.IntN(8) {
	case 0:
		d.m.write(at, map[string]any{oplog.Removed: int64(1)})
	case 1:
		d.m.write(at, map[string]any{oplog.Trashed: "2026-01-01"})
	case 2:
		d.m.write(rowAt{"tag", fmt.Sprint("dot", s.rng.Int32())}, map[string]any{"tag": "vip"})
	default:
		d.m.write(at, map[string]any{fmt.Sprint("c", s.rng.IntN(3)): fmt.Sprint(d.id, " ", s.rng.Int32N(1000))})
	}
	last := d.m.out[len(d.m.out)-1][0]
	w := s.lost[rowAt{last.Table, last.ID}]
	if w == nil {
		w = map[string]oplog.Cell{}
		s.lost[rowAt{last.Table, last.ID}] = w
	}
	for c, x := range last.Cells {
		if old, ok := w[c]; !ok || x.Compare(old) > 0 {
			w[c] = x
		}
	}
}

// step is one thing that happens.
func (s *schedule) step() error {
	s.now = s.now.Add(time.Duration(s.rng.IntN(1800)) * time.Second)
	d := s.devices[s.rng.IntN(len(s.devices))]
	switch n := s.rng.IntN(100); {
	case n < 45:
		s.edit(d)
	case n < 75:
		s.c.carry(d.v, false)
		return s.round(d)
	case n < 80:
		d.v.after = 1 + s.rng.IntN(4)
		if s.rng.IntN(2) == 0 {
			d.v.after, d.m.after = -1, 1+s.rng.IntN(8)
		}
		err := s.round(d)
		d.v.after, d.m.after = -1, 0
		return err
	case n < 84:
		s.c.spoil()
	case n < 86:
		d.v.gone = true
		err := s.round(d)
		d.v.gone = false
		return err
	case n < 88:
		d.v.files = map[string][]byte{}
		return s.round(d)
	case n < 90:
		d.saved = d.m.clone()
	case n < 93:
		if s.restores && d.saved != nil {
			clock := d.m.now
			d.m = d.saved.clone()
			d.m.now = clock
		}
	case n < 94:
		if s.restores && len(s.devices) < 8 {
			// A copy of the file on another computer.
			x := &device{m: d.m.clone(), mach: &machine{}, v: s.c.view(), id: fmt.Sprint("clone ", len(s.devices)), skew: d.skew}
			if s.rng.IntN(2) == 0 {
				*x.mach = *d.mach // a copy of the whole computer
			}
			x.m.now = func() time.Time { return s.now.Add(x.skew).Truncate(time.Minute) }
			s.devices = append(s.devices, x)
			// Both write one field in one instant, before they know of each other.
			d.m.write(rowAt{"t", "row0"}, map[string]any{"c0": "the original"})
			x.m.write(rowAt{"t", "row0"}, map[string]any{"c0": "the clone"})
		}
	case n < 95:
		s.now = s.now.Add(time.Duration(s.rng.IntN(200)) * 24 * time.Hour)
	}
	return nil
}

// run makes a schedule and lets all come to rest. It returns what went wrong.
func (s *schedule) run(steps int) error {
	n := 2 + s.rng.IntN(5)
	for i := 0; i < n || len(s.devices) < 2; i++ {
		if i > 20 {
			return nil
		}
		if err := s.add(); err != nil {
			return fmt.Errorf("seed %d: add: %w", s.seed, err)
		}
	}
	for range steps {
		if err := s.step(); err != nil {
			return fmt.Errorf("seed %d: %w", s.seed, err)
		}
	}
	return s.rest()
}

// rest lets the faults end and everybody meet until nothing is news.
func (s *schedule) rest() error {
	s.c.sick = false
	for i := range 3 + 3*len(s.devices) {
		if i == len(s.devices) || i == len(s.devices)+3 {
			s.now = s.now.Add(2 * stuckAfter) // what is away until then will not come
		}
		for _, d := range s.devices {
			s.c.carry(d.v, true)
			s.now = s.now.Add(time.Minute)
			if err := s.round(d); err != nil {
				return fmt.Errorf("seed %d: rest: %w", s.seed, err)
			}
		}
	}
	want := s.devices[0].m.shown()
	for _, d := range s.devices[1:] {
		if got := d.m.shown(); got != want {
			return fmt.Errorf("seed %d: %s and %s differ\n%s", s.seed, s.devices[0].id, d.id, firstDifference(want, got))
		}
	}
	if s.restores {
		return nil
	}
	for at, cells := range s.lost {
		for c, x := range cells {
			if have := s.devices[0].m.rows[at].Cells[c]; have.Compare(x) < 0 {
				return fmt.Errorf("seed %d: lost %v %s: %v, there is %v", s.seed, at, c, x, have)
			}
		}
	}
	return nil
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}
