package sqlite

import (
	"context"
	"slices"
	"strings"

	"dragoman/data/book"
)

// conditions are joined by AND.
type conditions struct {
	texts []string
	args  []any
}

func (c *conditions) add(text string, args ...any) {
	c.texts = append(c.texts, text)
	c.args = append(c.args, args...)
}

// set is one part of a filter in two forms: as a query for the row numbers of
// all customers that it picks, and perhaps of some in the trash, and as a test of
// customer c. A set of everybody else also has the query for those left out, with
// the same arguments.
type set struct {
	all, test         string
	allArgs, testArgs []any
	less              string
}

func setOf(all, test string, allArgs, testArgs []any) set {
	return set{all: all, test: test, allArgs: allArgs, testArgs: testArgs}
}

// plan is how a filter is carried out: conditions over customer c and a hint
// for the query planner.
type plan struct {
	conditions
	hint string
}

// A set of up to fewRows is read and sorted; a larger one is met often enough
// while walking along the order that is wanted. Sets are counted up to
// manyRows; from there on they are tested one customer at a time.
const (
	fewRows  = 4000
	manyRows = 20000
)

const inList = " IN (SELECT value FROM json_each(?))"

// sets returns the parts of a filter.
func sets(f book.CustomerFilter) []set {
	var out []set
	in := "trashed_at IS NULL AND "
	if f.Trashed {
		in = ""
	}
	one := func(all, test string, arg any) { out = append(out, setOf(all, test, []any{arg}, []any{arg})) }
	if f.Kind != "" {
		few := "" // organisations have an index of their own; people are nearly all
		if f.Kind == book.Organisation {
			few = "kind = 'organisation' AND "
		}
		one("SELECT n FROM customer WHERE "+in+few+"kind = ?", "+c.kind = ?", string(f.Kind))
	}
	if f.Organisation != "" {
		one("SELECT n FROM customer WHERE organisation = ?", "+c.organisation = ?", string(f.Organisation))
	}
	if len(f.Countries) > 0 {
		one("SELECT n FROM customer WHERE "+in+"country"+inList, "+c.country"+inList, idList(f.Countries))
	}
	for _, p := range []struct {
		table, column string
		values        []string
	}{{"culture", "culture", f.Cultures}, {"tag", "tag", f.Tags}, {"observance", "tradition", f.Observances}} {
		if len(p.values) > 0 {
			one("SELECT n FROM "+p.table+" WHERE "+p.column+inList, hasPart(p.table, p.column), idList(p.values))
		}
	}
	if len(f.IDs) > 0 {
		ids := make([]string, len(f.IDs))
		for i, id := range f.IDs {
			ids[i] = string(id)
		}
		one("SELECT n FROM customer WHERE id"+inList, "c.id"+inList, idList(ids))
	}
	if h := f.Concerned; h != nil && !h.Everybody {
		out = append(out, concerned(h, in))
	}
	if strings.TrimSpace(f.Text) != "" {
		out = append(out, textSet(f.Text))
	}
	for _, x := range whereSets(f.Where) {
		if f.Trashed {
			x.all, x.less = strings.ReplaceAll(x.all, liveOnly, ""), strings.ReplaceAll(x.less, liveOnly, "")
		}
		out = append(out, x)
	}
	return out
}

// concerned picks whom a holiday touches.
func concerned(h *book.Concerned, in string) set {
	args := []any{idList(h.Countries), idList(h.Cultures), idList(h.Observances)}
	all, test := "", ""
	if len(h.Within) > 0 {
		all += " AND n IN (SELECT n FROM customer WHERE country" + inList + ")"
		test += " AND +c.country" + inList
		args = append(args, idList(h.Within))
	}
	if len(h.Without) > 0 {
		all += " AND n NOT IN (SELECT n FROM customer WHERE country" + inList + ")"
		test += " AND coalesce(c.country, '') NOT" + inList
		args = append(args, idList(h.Without))
	}
	return setOf(
		"SELECT n FROM (SELECT n FROM customer WHERE "+in+"country"+inList+
			" UNION ALL SELECT n FROM culture WHERE culture"+inList+
			" UNION ALL SELECT n FROM observance WHERE tradition"+inList+all+")",
		"(+c.country"+inList+" OR "+hasPart("culture", "culture")+" OR ("+hasPart("observance", "tradition")+test+"))",
		args, args)
}

func hasPart(table, column string) string {
	return "EXISTS (SELECT 1 FROM " + table + " WHERE customer = c.id AND " + column + inList + ")"
}

// together is the query for the row numbers that are in all sets. Sets of
// everybody else are taken off the others instead of being made.
func together(ss []set) (string, []any) {
	var in, out []string
	var args, outArgs []any
	for _, s := range ss {
		if s.less != "" {
			out, outArgs = append(out, " EXCEPT "+within(s.less)), append(outArgs, s.allArgs...)
			continue
		}
		in, args = append(in, within(s.all)), append(args, s.allArgs...)
	}
	if len(in) == 0 {
		in = []string{"SELECT n FROM customer"}
	}
	return strings.Join(in, " INTERSECT ") + strings.Join(out, ""), append(args, outArgs...)
}

func live(f book.CustomerFilter) string {
	if f.Trashed {
		return "c.trashed_at IS NOT NULL"
	}
	return "c.trashed_at IS NULL"
}

// planFilter chooses how to read a page of the customers that f picks.
func planFilter(ctx context.Context, s *session, f book.CustomerFilter, sort book.Sort) (plan, error) {
	var p plan
	p.add(live(f))
	ss := sets(f)
	if len(ss) == 1 && len(f.Countries) == 1 && !f.Trashed && (sort == "" || sort == book.SortName) {
		p.add("c.country = ?", f.Countries[0]) // an index has the names of each country in order
		return p, nil
	}
	if f.Trashed { // few, and found by an index of their own
		for _, x := range ss {
			p.add(x.test, x.testArgs...)
		}
		return p, nil
	}
	if len(ss) == 0 {
		return p, nil
	}
	counts := make([]int, len(ss))
	smallest := 0
	for i, x := range ss {
		n, err := bounded(ctx, s, x.all, x.allArgs)
		if err != nil {
			return p, err
		}
		counts[i] = n
		if n < counts[smallest] {
			smallest = i
		}
	}
	if counts[smallest] <= fewRows {
		return p.reading(ss, smallest), nil
	}
	if len(ss) > 1 && counts[smallest] < manyRows {
		all, args := together(ss)
		n, err := bounded(ctx, s, all, args)
		if err != nil {
			return p, err
		}
		if n <= fewRows {
			return p.reading([]set{{all: all, allArgs: args}}, 0), nil
		}
	}
	for i, x := range ss {
		if strings.Contains(x.test, "MATCH") && counts[i] < manyRows {
			p.add("+c.n IN ("+x.all+")", x.allArgs...)
			continue
		}
		p.add(x.test, x.testArgs...)
	}
	return p, nil
}

// reading picks the rows of one set by their numbers and tests the others.
func (p plan) reading(ss []set, first int) plan {
	p.hint = " NOT INDEXED"
	p.add("c.n IN ("+ss[first].all+")", ss[first].allArgs...)
	for i, x := range ss {
		if i != first {
			p.add(x.test, x.testArgs...)
		}
	}
	return p
}

func bounded(ctx context.Context, s *session, all string, args []any) (int, error) {
	var n int
	err := s.row(ctx, "SELECT count(*) FROM ("+all+" LIMIT ?)", append(slices.Clone(args), manyRows), &n)
	return n, err
}

// CountCustomers implements book.Reader.
func (r reader) CountCustomers(ctx context.Context, f book.CustomerFilter) (int, error) {
	return ask(ctx, r, "store.count", func(s *session) (int, error) {
		var n int
		ss := sets(f)
		if len(ss) == 0 {
			return n, s.row(ctx, "SELECT count(*) FROM customer c WHERE "+live(f), nil, &n)
		}
		all, args := together(ss)
		if f.Trashed {
			return n, s.row(ctx, "SELECT count(*) FROM customer c WHERE c.trashed_at IS NOT NULL AND c.n IN ("+all+")", args, &n)
		}
		// The rows themselves are wide: those in the trash, mostly few, are
		// counted apart.
		var trashed int
		if len(ss) == 1 {
			all = "SELECT DISTINCT * FROM (" + all + ")"
		}
		err := s.row(ctx, "SELECT count(*) FROM ("+all+")", args, &n)
		if err != nil {
			return 0, err
		}
		if err := s.row(ctx, "SELECT count(*) FROM customer WHERE trashed_at IS NOT NULL", nil, &trashed); err != nil || trashed == 0 {
			return n, err
		}
		err = s.row(ctx, "SELECT count(*) FROM customer c WHERE c.trashed_at IS NOT NULL AND c.n IN ("+all+")", args, &trashed)
		return n - trashed, err
	})
}

// CustomerIDs implements book.Reader.
func (r reader) CustomerIDs(ctx context.Context, f book.CustomerFilter) ([]book.ID, error) {
	return ask(ctx, r, "store.ids", func(s *session) ([]book.ID, error) {
		var p plan
		p.add(live(f))
		if ss := sets(f); len(ss) > 0 {
			all, args := together(ss)
			p.add("c.n IN ("+all+")", args...)
		}
		var ids []book.ID
		err := s.each(ctx, "SELECT c.id FROM customer c WHERE "+strings.Join(p.texts, " AND ")+" ORDER BY c.id", p.args,
			func(scan func(...any) error) error {
				var id book.ID
				err := scan(&id)
				ids = append(ids, id)
				return err
			})
		return ids, err
	})
}
