package sqlite

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/oplog"
	exchange "dragoman/data/sync"
	"dragoman/data/sync/transport"
)

// A newer program has one table more and one column more than this one.
var (
	lockerTable   = newTable("locker", "", "", "id", "label", "campaign")
	newerCampaign = newTable("campaign", "", "", append(slices.Clone(campaignTable.columns), "mood")...)
)

// newer lets this program be the newer one until the returned function is called.
func newer() (older func()) {
	now := tables
	tables = maps.Clone(tables)
	tables["locker"], tables["campaign"] = lockerTable, newerCampaign
	return func() { tables = now }
}

// teammate is a computer with a shared book.
type teammate struct {
	t     *testing.T
	path  string
	f     *File
	place exchange.Transport
	keys  exchange.Keys
	mark  string
	seq   uint64
	newer bool // its program is
}

func (m *teammate) Mark() (string, uint64, error)          { return m.mark, m.seq, nil }
func (m *teammate) SetMark(replica string, n uint64) error { m.mark, m.seq = replica, n; return nil }

func newTeammate(t *testing.T, place exchange.Transport, k exchange.Keys) *teammate {
	m := &teammate{t: t, path: filepath.Join(t.TempDir(), "book.dragoman"), place: place, keys: k}
	f, err := Create(ctx, m.path, Options{})
	check(t, err)
	m.f = f
	t.Cleanup(func() { check(t, m.f.Close()) })
	return m
}

// update installs the newer program on a computer.
func (m *teammate) update() {
	m.t.Helper()
	for _, text := range []string{
		"CREATE TABLE locker (id TEXT NOT NULL PRIMARY KEY, label TEXT NOT NULL, campaign TEXT REFERENCES campaign(id) DEFERRABLE INITIALLY DEFERRED) STRICT",
		"ALTER TABLE campaign ADD COLUMN mood TEXT",
	} {
		_, err := m.f.write.ExecContext(ctx, text)
		check(m.t, err)
	}
	check(m.t, m.f.Close())
	f, err := Open(ctx, m.path, Options{})
	check(m.t, err)
	m.f, m.newer = f, true
}

// as runs do with the program that the computer has.
func (m *teammate) as(do func()) {
	if m.newer {
		defer newer()()
	}
	do()
}

func (m *teammate) options() exchange.Options {
	return exchange.Options{Place: m.place, Keys: m.keys, Store: exchange.StoreOf(m.f.Share, m.f.LookShared), Machine: m, Now: time.Now}
}

func (m *teammate) round() (r exchange.Report) {
	m.t.Helper()
	m.as(func() {
		e, err := exchange.Open(ctx, m.options())
		check(m.t, err)
		r, err = e.Round(ctx)
		check(m.t, err)
	})
	return r
}

// write changes rows of the two tables as a use case would.
func (m *teammate) write(do func(w *writer) error) {
	m.t.Helper()
	m.as(func() {
		_, err := m.f.transact(ctx, book.Operation{Kind: book.OpCustomerEdit}, do)
		check(m.t, err)
	})
}

// set writes one column of a row.
func (m *teammate) set(table, id, column string, v any) {
	m.t.Helper()
	m.write(func(w *writer) error {
		t := tables[table]
		before, found, err := w.stored(ctx, t, "", id)
		if err != nil || !found {
			return errors.Join(err, errors.New("there is no "+table))
		}
		row := slices.Clone(before)
		row[t.at[column]] = v
		_, err = w.update(ctx, t, before, row, "")
		return err
	})
}

// value reads one column, whatever the program knows.
func (m *teammate) value(table, id, column string) (v any) {
	m.t.Helper()
	check(m.t, m.f.write.QueryRowContext(ctx, "SELECT "+column+" FROM "+table+" WHERE id = ?", id).Scan(&v))
	return v
}

// knows is all that a book knows of its rows.
func (m *teammate) knows() string {
	m.t.Helper()
	var lines []string
	m.as(func() {
		check(m.t, m.f.LookShared(ctx, func(x *Sharing) error {
			return x.Rows(ctx, func(r oplog.Row) error {
				line := r.Table + "/" + r.ID
				for _, c := range slices.Sorted(maps.Keys(r.Cells)) {
					line += " " + c + "=" + strings.TrimSpace(toText(r.Cells[c].Value))
				}
				lines = append(lines, line)
				return nil
			})
		}))
	})
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func toText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return itoa(int(v))
	}
	return "-"
}

// A newer and two older programs share one book: what only the newer knows is
// kept by the older ones, passed on by them, also in a whole book, survives their
// edits of the same rows, and is there after their update; what the older write
// comes to the newer.
func TestTwoVersionsOfTheProgram(t *testing.T) {
	k, err := exchange.NewKeys()
	check(t, err)
	dir := t.TempDir()
	place := transport.NewFolder(dir)
	a, b := newTeammate(t, place, k), newTeammate(t, place, k)
	a.update()
	a.as(func() {
		_, err := exchange.Start(ctx, a.options(), "Newer")
		check(t, err)
	})
	a.round()
	_, err = exchange.Join(ctx, b.options(), "Older")
	check(t, err)
	b.round()

	const one, two = "0190aaaa-0000-7000-8000-000000000001", "0190aaaa-0000-7000-8000-000000000002"
	a.write(func(w *writer) error {
		row := make([]any, len(newerCampaign.columns))
		s, err := w.shapeOf(ctx, newerCampaign)
		if err != nil {
			return err
		}
		copy(row, s.blank)
		row[0], row[newerCampaign.at["mood"]], row[newerCampaign.at["title"]] = one, "glad", "Spring"
		return errors.Join(w.insert(ctx, newerCampaign, row, "", nil, nil), w.insert(ctx, lockerTable, []any{two, "upper", one}, "", nil, nil))
	})
	a.round()
	r := b.round()
	if !r.Status.Newer() || r.Status.Parked != 2 {
		t.Fatalf("the older does not say that a newer one is there: %+v", r.Status)
	}
	// Both write the row of which the older knows only a part.
	b.set("campaign", one, "title", "Spring fair")
	a.set("campaign", one, "mood", "proud")
	a.set("locker", two, "label", "lower")
	for range 2 {
		b.round()
		a.round()
	}
	if got := a.value("campaign", one, "title"); got != "Spring fair" {
		t.Errorf("what the older wrote did not come: %v", got)
	}
	if got := a.value("campaign", one, "mood"); got != "proud" {
		t.Errorf("the older took something away: %v", got)
	}

	// A third, also older, begins with the whole book of the older one.
	wholes, err := filepath.Glob(filepath.Join(dir, "*", "s", a.mark, "*"))
	check(t, err)
	if len(wholes) == 0 {
		t.Fatal("the newer wrote no whole book")
	}
	for _, path := range wholes {
		check(t, os.Remove(path))
	}
	b.round()
	c := newTeammate(t, place, k)
	_, err = exchange.Join(ctx, c.options(), "Third")
	check(t, err)
	if r := c.round(); r.Status.Parked != 2 {
		t.Errorf("the older did not pass on what it does not know: %+v", r.Status)
	}

	// The updates come one after the other, and find what was kept.
	for _, m := range []*teammate{c, b} {
		m.update()
		r := m.round()
		if r.Status.Newer() || m.value("campaign", one, "mood") != "proud" || m.value("locker", two, "label") != "lower" {
			t.Errorf("after the update: %+v", r.Status)
		}
	}
	c.set("locker", two, "label", "middle")
	for range 2 {
		for _, m := range []*teammate{c, b, a} {
			m.round()
		}
	}
	want := a.knows()
	if !strings.Contains(want, "mood=proud") || !strings.Contains(want, "label=middle") {
		t.Error(want)
	}
	for _, m := range []*teammate{b, c} {
		if got := m.knows(); got != want {
			t.Errorf("they differ\n%s\n%s", want, got)
		}
	}
}
