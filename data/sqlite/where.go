package sqlite

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// whereSets turns a condition into sets that must all hold.
func whereSets(w *book.Where) []set {
	if w == nil {
		return nil
	}
	if len(w.All) > 0 {
		var out []set
		for i := range w.All {
			out = append(out, whereSets(&w.All[i])...)
		}
		return out
	}
	if s, ok := whereSet(w); ok {
		return []set{s}
	}
	return nil
}

// whereSet turns a condition into one set; ok is false for one that picks
// everybody.
func whereSet(w *book.Where) (set, bool) {
	switch {
	case len(w.All) > 0:
		return joinAll(w.All)
	case len(w.Any) > 0:
		return joinAny(w.Any)
	case w.Not != nil:
		s, ok := whereSet(w.Not)
		s.less = s.all
		s.all = within("SELECT n FROM customer EXCEPT " + within(s.all))
		s.test = "NOT coalesce((" + s.test + "), 0)" // unknown is not it
		return s, ok
	case w.Test != nil:
		return testSet(w.Test), true
	}
	return set{}, false
}

// within makes a compound query one that may stand in another.
func within(query string) string { return "SELECT n FROM (" + query + ")" }

// joinAll picks who is in all of some sets.
func joinAll(list []book.Where) (set, bool) {
	var sets []set
	for i := range list {
		if s, ok := whereSet(&list[i]); ok {
			sets = append(sets, s)
		}
	}
	if len(sets) == 0 {
		return set{}, false
	}
	var out set
	var tests []string
	for _, s := range sets {
		tests, out.testArgs = append(tests, s.test), append(out.testArgs, s.testArgs...)
	}
	out.test = "(" + strings.Join(tests, " AND ") + ")"
	out.all, out.allArgs = together(sets)
	out.all = within(out.all)
	return out, true
}

// joinAny picks who is in any of some sets.
func joinAny(list []book.Where) (set, bool) {
	var out set
	var alls, tests []string
	for i := range list {
		s, ok := whereSet(&list[i])
		if !ok {
			continue
		}
		alls, tests = append(alls, within(s.all)), append(tests, s.test)
		out.allArgs = append(out.allArgs, s.allArgs...)
		out.testArgs = append(out.testArgs, s.testArgs...)
	}
	out.all, out.test = within(strings.Join(alls, " UNION ")), "("+strings.Join(tests, " OR ")+")"
	return out, len(alls) > 0
}

// columnTests are the fields that are one text of the customer, compared
// without case and accents where people write them.
var columnTests = map[book.TestField]string{
	book.TestCity: "city", book.TestRole: "role", book.TestOwner: "owner", book.TestSource: "source", book.TestFirm: "org_name",
}

// partTests are the fields that are rows of their own.
var partTests = map[book.TestField]struct{ table, column string }{
	book.TestCulture: {"culture", "culture"}, book.TestTag: {"tag", "tag"}, book.TestObservance: {"observance", "tradition"},
	book.TestLanguage: {"language", "tag"}, book.TestChannel: {"channel", "kind"},
}

// timeTests are the fields that are instants.
var timeTests = map[book.TestField]string{
	book.TestLast: "last_contact", book.TestAdded: "created_at", book.TestChanged: "updated_at",
}

func testSet(t *book.Test) set {
	switch t.Field {
	case book.TestText:
		return textSet(strings.Join(t.Values, " "))
	case book.TestCountry:
		return columnSet("country", t, "")
	case book.TestKind:
		return columnSet("kind", t, "")
	case book.TestCold:
		return columnRange("cold_on", time.Time{}, t.Before, dayStamp)
	case book.TestBirthday:
		return birthdaySet(t)
	case book.TestConsent:
		return consentSet(t)
	case book.TestOrders, book.TestSpent, book.TestBought:
		return salesSet(t)
	case book.TestCase:
		return caseSet(t)
	case book.TestTier:
		return tierSet(t)
	}
	if c, ok := columnTests[t.Field]; ok {
		return columnSet(c, t, " COLLATE NOCASE")
	}
	if c, ok := timeTests[t.Field]; ok {
		if t.Blank {
			return plainSet(c + " IS NULL")
		}
		return columnRange(c, t.From, t.Before, func(x time.Time) any { return stamp(x) })
	}
	return partSet(t)
}

// textSet finds words as the search does.
func textSet(words string) set {
	match, ok := book.MatchQuery(words)
	if !ok {
		return set{all: "SELECT n FROM customer WHERE 0", test: "0"}
	}
	return setOf(
		"SELECT rowid AS n FROM customer_search WHERE customer_search MATCH ?",
		"EXISTS (SELECT 1 FROM customer_search WHERE customer_search MATCH ? AND rowid = c.n)",
		[]any{match},
		[]any{match})
}

// liveOnly lets the indexes of the customers be used, which hold those who are
// not in the trash.
const liveOnly = "trashed_at IS NULL AND "

// plainSet is a test of the customer's own columns.
func plainSet(test string, args ...any) set {
	test = "(" + test + ")"
	return setOf("SELECT n FROM customer WHERE "+liveOnly+test, test, args, args)
}

// columnSet compares a column with the values. The columns are named without
// the table, which is the same in both forms of a set.
func columnSet(column string, t *book.Test, collation string) set {
	if t.Blank {
		return plainSet("coalesce(" + column + ", '') = ''")
	}
	// Countries have an index that starts with them.
	return plainSet(column+collation+inList, idList(t.Values))
}

func columnRange(column string, from, before time.Time, value func(time.Time) any) set {
	var tests []string
	var args []any
	if !from.IsZero() {
		tests, args = append(tests, column+" >= ?"), append(args, value(from))
	}
	if !before.IsZero() {
		tests, args = append(tests, column+" < ?"), append(args, value(before))
	}
	return plainSet(strings.Join(tests, " AND "), args...)
}

// dayStamp is the day of an instant in its own zone, as days are stored.
func dayStamp(t time.Time) any { return dayText(calendar.DateOf(t)) }

// partSet looks for a row of its own that has one of the values.
func partSet(t *book.Test) set {
	p := partTests[t.Field]
	test := p.column + " COLLATE NOCASE" + inList
	args := []any{idList(t.Values)}
	if t.Field == book.TestLanguage { // ja also finds ja-JP
		test = "(" + test + " OR substr(" + p.column + ", 1, instr(" + p.column + ", '-') - 1)" + inList + ")"
		args = append(args, idList(t.Values))
	}
	if t.Blank {
		none := "NOT EXISTS (SELECT 1 FROM " + p.table + " p WHERE p.customer = customer.id AND p." + p.column + " <> '')"
		return setOf(
			"SELECT n FROM customer WHERE "+none, strings.ReplaceAll(none, "customer.id", "c.id"), nil, nil)
	}
	all := "SELECT n FROM " + p.table + " WHERE " + test
	if !filtered[p.table] {
		all = "SELECT n FROM customer WHERE id IN (SELECT customer FROM " + p.table + " WHERE " + test + ")"
	}
	return setOf(all, "EXISTS (SELECT 1 FROM "+p.table+" WHERE customer = c.id AND "+test+")", args, args)
}

// birthdaySet finds birthdays by their days of the year.
func birthdaySet(t *book.Test) set {
	if t.Blank {
		none := "NOT EXISTS (SELECT 1 FROM date d WHERE d.customer = customer.id AND d.kind = 'birthday')"
		return setOf("SELECT n FROM customer WHERE "+none, strings.ReplaceAll(none, "customer.id", "c.id"), nil, nil)
	}
	keys := make([][4]any, len(t.Keys))
	for i, k := range t.Keys {
		leap := 0
		if k.Leap {
			leap = 1
		}
		keys[i] = [4]any{k.Month, k.Day, string(k.Calendar), leap}
	}
	b, err := json.Marshal(keys)
	if err != nil { // cannot happen for such keys
		b = []byte("[]")
	}
	const found = `SELECT d.customer FROM json_each(?) k CROSS JOIN date d ON d.month = k.value ->> 0 AND d.day = k.value ->> 1
		AND d.leap = k.value ->> 3 AND coalesce(nullif(d.calendar, ''), 'gregorian') = k.value ->> 2 WHERE d.kind = 'birthday'`
	args := []any{string(b)}
	return setOf("SELECT n FROM customer WHERE id IN ("+found+")", "c.id IN ("+found+")", args, args)
}

// salesSet compares what the sales of customers come to. Customers without any
// have none, have spent nothing and have never bought.
func salesSet(t *book.Test) set {
	column := map[book.TestField]string{book.TestOrders: "orders", book.TestSpent: "spent", book.TestBought: "bought"}[t.Field]
	if t.Blank {
		return worthSet("orders = 0")
	}
	var tests []string
	var args []any
	add := func(test string, arg any) { tests, args = append(tests, column+test), append(args, arg) }
	if t.Above != nil {
		add(" > ?", *t.Above)
	}
	if t.Below != nil {
		add(" < ?", *t.Below)
	}
	if !t.From.IsZero() {
		add(" >= ?", dayStamp(t.From))
	}
	if !t.Before.IsZero() {
		add(" < ?", dayStamp(t.Before))
	}
	return worthSet(strings.Join(tests, " AND "), args...)
}

// worthSet is a test of what is kept of every customer beside their own row.
func worthSet(test string, args ...any) set {
	return setOf("SELECT n FROM worth WHERE "+test, "EXISTS (SELECT 1 FROM worth w WHERE w.n = c.n AND "+test+")", args, args)
}

// caseSet finds customers by their open cases: of a kind, or of any.
func caseSet(t *book.Test) set {
	open := "SELECT d.customer FROM case_ d WHERE d.confirmed_at IS NULL AND d.trashed_at IS NULL"
	var args []any
	if t.Blank {
		return setOf("SELECT n FROM customer WHERE id NOT IN ("+open+")", "c.id NOT IN ("+open+")", nil, nil)
	}
	if !slices.Contains(t.Values, book.AnyOpenCase) {
		open += " AND d.kind" + inList
		args = append(args, idList(t.Values))
	}
	return setOf("SELECT n FROM customer WHERE id IN ("+open+")", "c.id IN ("+open+")", args, args)
}

// tierSet finds members by their tier, as it is kept with every entry of the
// ledger and once a day, so that nothing has to be added up here. Where two
// devices let somebody join, the account that AccountOf takes counts.
func tierSet(t *book.Test) set {
	if t.Blank {
		return worthSet("tier = ''")
	}
	return worthSet("tier"+inList, idList(t.Values))
}
