package sqlite

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// shop is an open book in which anything may happen to what its customers are
// worth.
type shop struct {
	*book.Book
	f   *File
	now time.Time
}

func newShop(t testing.TB) *shop {
	s := &shop{f: fresh(t), now: time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)}
	s.f.o.Clock = func() time.Time { return s.now }
	s.Book = book.New(s.f, s.f.o.Clock)
	_, err := s.SaveSettings(ctx, book.Settings{BaseCurrency: "EUR", HomeZone: "UTC"})
	check(t, err)
	_, err = s.Loyalty.SaveProgramme(ctx, book.Programme{
		On: true, Earn: 1, Per: 100, Window: 12, Expiry: 6,
		Tiers: []book.Tier{{ID: "1", Name: "Silver", From: 5}, {ID: "2", Name: "Gold", From: 50}},
	})
	check(t, err)
	return s
}

// anything does one random thing.
func (s *shop) anything(t *rapid.T) (what string, err error) {
	s.now = s.now.Add(time.Duration(rapid.IntRange(1, 24*40).Draw(t, "hours")) * time.Hour)
	today := calendar.DateOf(s.now)
	ids, err := s.f.CustomerIDs(ctx, book.CustomerFilter{})
	if err != nil {
		return "", err
	}
	gone, err := s.f.CustomerIDs(ctx, book.CustomerFilter{Trashed: true})
	if err != nil {
		return "", err
	}
	orders, err := s.Orders.List(ctx, book.OrderQuery{Limit: 50})
	if err != nil {
		return "", err
	}
	one := func() book.ID { return rapid.SampledFrom(ids).Draw(t, "customer") }
	what = rapid.SampledFrom([]string{
		"add", "order", "order", "order", "order", "status", "edit", "trash order", "trash", "restore", "purge", "erase", "merge",
		"join", "quit", "adjust", "daily", "rate", "remove rate", "base", "undo", "undo", "rows",
		"consent", "consent", "consent",
	}).Draw(t, "what")
	if len(ids) < 2 {
		what = "add"
	}
	if len(orders.Rows) == 0 && (what == "status" || what == "edit" || what == "trash order") {
		what = "order"
	}
	if len(gone) == 0 && (what == "restore" || what == "purge") {
		what = "trash"
	}
	order := func() book.Order { return rapid.SampledFrom(orders.Rows).Draw(t, "which").Order }
	status := func() book.OrderStatus { return rapid.SampledFrom(book.OrderStatuses()).Draw(t, "status") }
	anOrder := func(o book.Order) book.Order {
		o.CustomerID, o.On, o.Status = one(), today-calendar.Date(rapid.IntRange(0, 400).Draw(t, "ago")), status()
		o.Currency, o.Total = rapid.SampledFrom([]string{"EUR", "JPY", "USD"}).Draw(t, "currency"), rapid.Int64Range(0, 90000).Draw(t, "total")
		return o
	}
	switch what {
	case "add":
		_, _, err = s.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Somebody"}})
	case "order":
		_, _, err = s.Orders.Save(ctx, anOrder(book.Order{}))
	case "edit":
		_, _, err = s.Orders.Save(ctx, anOrder(order()))
	case "status":
		_, err = s.Orders.SetStatus(ctx, order().ID, status())
	case "trash order":
		_, err = s.Orders.Trash(ctx, order().ID)
	case "trash":
		_, err = s.Customers.Trash(ctx, one())
	case "restore":
		_, err = s.Customers.Restore(ctx, rapid.SampledFrom(gone).Draw(t, "gone"))
	case "purge":
		_, err = s.Customers.Purge(ctx, rapid.SampledFrom(gone).Draw(t, "gone"))
	case "erase":
		_, err = s.Customers.Erase(ctx, one())
	case "merge":
		var a, b book.Customer
		if a, err = s.Customers.Get(ctx, ids[0]); err == nil {
			if b, err = s.Customers.Get(ctx, ids[1]); err == nil {
				_, err = s.Duplicates.Merge(ctx, a, b, nil)
			}
		}
	case "join":
		_, err = s.Loyalty.Join(ctx, one())
	case "quit":
		id := one() // whether a member or not: few are
		if _, err = s.Loyalty.Join(ctx, id); err == nil || book.CodeOf(err) == book.Conflict {
			_, err = s.Loyalty.Quit(ctx, id)
		}
	case "adjust":
		_, err = s.Loyalty.Adjust(ctx, one(), rapid.IntRange(-60, 60).Draw(t, "points"), "so")
	case "consent":
		_, _, err = s.Consents.Record(ctx, book.Consent{
			CustomerID: one(), Purpose: rapid.SampledFrom([]book.Purpose{"", book.Marketing, book.Greetings}).Draw(t, "purpose"),
			Channel: rapid.SampledFrom([]book.ChannelKind{"", book.Email}).Draw(t, "channel"),
			State:   rapid.SampledFrom([]book.ConsentState{book.Granted, book.Declined, book.Withdrawn}).Draw(t, "state"),
			On:      today - calendar.Date(rapid.IntRange(0, 90).Draw(t, "ago")), Source: "mail",
		})
	case "daily":
		_, _, err = s.Loyalty.Daily(ctx)
	default:
		err = s.anythingOfAll(t, what, today)
	}
	return what, err
}

// anythingOfAll does what concerns many at once.
func (s *shop) anythingOfAll(t *rapid.T, what string, today calendar.Date) error {
	switch what {
	case "rate":
		_, _, err := s.Orders.SaveRates(ctx, book.Rate{
			Day: today - calendar.Date(rapid.IntRange(0, 30).Draw(t, "ago")), Currency: rapid.SampledFrom([]string{"JPY", "USD"}).Draw(t, "of"),
			Base: rapid.SampledFrom([]string{"EUR", "CHF"}).Draw(t, "in"), Rate: rapid.SampledFrom([]string{"0.5", "0.00612", "2"}).Draw(t, "rate"),
		})
		return err
	case "remove rate":
		list, err := s.Orders.Rates(ctx)
		if err == nil && len(list) > 0 {
			_, err = s.Orders.RemoveRate(ctx, rapid.SampledFrom(list).Draw(t, "rate").ID)
		}
		return err
	case "base":
		_, err := s.Orders.SetBase(ctx, rapid.SampledFrom([]string{"EUR", "CHF", ""}).Draw(t, "base"))
		return err
	case "undo":
		ops, err := s.History.Operations(ctx, 8)
		if err == nil && len(ops) > 0 {
			_, _, err = s.History.Undo(ctx, rapid.SampledFrom(ops).Draw(t, "operation").ID)
		}
		return err
	}
	// The rows of this book come into it again, and into a new one.
	var rows []book.Row
	if err := s.f.Dump(ctx, func(r book.Row) error { rows = append(rows, r); return nil }); err != nil {
		return err
	}
	all := func() iter.Seq2[book.Row, error] {
		return func(yield func(book.Row, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
	_, err := s.Imports.RunRows(ctx, all, book.ImportOptions{Existing: book.Update})
	return err
}

// TestWorthIsWhatTheRowsSay holds that whatever is done in whatever order, what
// is kept of customers is what their orders, accounts and answers come to.
func TestWorthIsWhatTheRowsSay(t *testing.T) {
	done := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		s := newShop(t)
		for i := range rapid.IntRange(4, 24).Draw(rt, "steps") {
			what, err := s.anything(rt)
			switch book.CodeOf(err) {
			case "":
				done[what]++
			case book.Invalid, book.Conflict, book.NotFound, book.Unsupported: // refused, and so nothing is done
			default:
				rt.Fatalf("%d, %s: %v", i, what, err)
			}
			faults, err := ask(ctx, s.f.reader, "derived", func(x *session) ([]Fault, error) { return keptFaults(ctx, x) })
			if err != nil || len(faults) > 0 {
				rt.Fatalf("%d, after %s: %v %v", i, what, faults, err)
			}
		}
		clean(t, s.f)
	})
	t.Log(done)
	for _, what := range []string{"order", "status", "edit", "trash", "purge", "erase", "merge", "join", "quit", "rate", "base", "undo", "rows", "consent"} {
		if done[what] == 0 {
			t.Errorf("%q was never done", what)
		}
	}
}

// TestCheckSeesTheWorth holds that the check finds what is kept wrongly, and
// that it is mended by making it anew. Nothing less would prove the test above.
func TestCheckSeesTheWorth(t *testing.T) {
	for harm, table := range map[string]string{
		"UPDATE worth SET orders = orders + 1 WHERE n = 2":                                     "worth",
		"UPDATE worth SET spent = 1 WHERE n = 2":                                               "worth",
		"UPDATE worth SET bought = '2026-01-01' WHERE n = 1":                                   "worth",
		"UPDATE worth SET tier = 'x' WHERE n = 1":                                              "worth",
		"UPDATE worth SET asked = NULL WHERE n = 1":                                            "worth",
		"DELETE FROM worth WHERE n = 2":                                                        "worth",
		"INSERT INTO worth(n) VALUES (99)":                                                     "worth",
		"DROP TRIGGER worth_order_changes; UPDATE purchase SET base = base + 1":                "worth",
		"UPDATE stance SET state = 'declined' WHERE n = 1":                                     "stance",
		"DELETE FROM stance WHERE n = 2":                                                       "stance",
		"INSERT INTO stance SELECT 99, id, purpose, whole, state, expires FROM stance LIMIT 1": "stance",
	} {
		f := fresh(t)
		b := book.New(f, time.Now)
		_, err := b.SaveSettings(ctx, book.Settings{BaseCurrency: "EUR", HomeZone: "UTC"})
		check(t, err)
		for i := range 3 {
			c, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: fmt.Sprint("c", i)}})
			check(t, err)
			_, _, err = b.Orders.Save(ctx, book.Order{CustomerID: c.ID, On: calendar.NewDate(2026, 2, 3), Total: 500, Currency: "EUR", Status: book.OrderPaid})
			check(t, err)
			_, _, err = b.Consents.Record(ctx, book.Consent{CustomerID: c.ID, Purpose: book.Marketing, State: book.Granted, On: calendar.NewDate(2026, 2, 3), Source: "mail"})
			check(t, err)
		}
		clean(t, f)
		_, err = f.write.Exec(harm)
		check(t, err)
		faults, err := f.Check(ctx)
		if err != nil || len(faults) != 1 || faults[0].Kind != "derived" || faults[0].Table != table {
			t.Fatal(harm, faults, err)
		}
		check(t, f.RebuildIndex(ctx, nil))
		clean(t, f)
	}
}
