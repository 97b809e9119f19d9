package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"dragoman/data/book"
)

// manyCases is how many cases the large book has for the benchmarks of lists;
// a twentieth of them is open.
const manyCases = 50_000

var casesOnce sync.Once

// caseBook is the large book with its cases, and somebody who has some.
func caseBook(b *testing.B) (f *File, someone book.ID, now time.Time) {
	f = largeBook(b)
	now = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)
	page, err := f.Customers(ctx, book.CustomerQuery{Limit: 1})
	if err != nil {
		b.Fatal(err)
	}
	casesOnce.Do(func() {
		ids, err := f.CustomerIDs(ctx, book.CustomerFilter{})
		if err != nil {
			b.Fatal(err)
		}
		r := rand.New(rand.NewPCG(3, 4))
		_, err = f.Write(ctx, book.Operation{Kind: book.OpImport}, func(tx book.Tx) error {
			for i := range manyCases {
				at := now.Add(-time.Duration(r.IntN(700*24)) * time.Hour)
				c := book.Case{
					ID: book.NewID(), CustomerID: ids[r.IntN(len(ids))], Kind: book.CaseKinds()[i%2], State: book.CaseReceived, Channel: book.MailSent,
					Seriousness: book.Degrees()[i%3], Owner: fmt.Sprint("owner ", i%7), Subject: fmt.Sprint("Tea ", i), ReceivedAt: at,
					ReplyDue: at.Add(4 * time.Hour), SolveDue: at.Add(40 * time.Hour), WarnAt: at.Add(3 * time.Hour), ReplyTarget: 240, SolveTarget: 1000,
				}
				if i < 30 {
					c.CustomerID = page.Rows[0].ID
				}
				if i%20 != 0 {
					c.RepliedAt, c.SolvedAt, c.ClosedAt, c.State = at.Add(time.Hour), at.Add(30*time.Hour), at.Add(60*time.Hour), book.CaseConfirmed
				}
				if err := tx.PutCase(ctx, c); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	})
	return f, page.Rows[0].ID, now
}

// BenchmarkCases reads what the screen of cases shows among 100,000 customers
// and 50,000 cases: it promises 50 ms for each.
func BenchmarkCases(b *testing.B) {
	f, someone, now := caseBook(b)
	for _, x := range []struct {
		name string
		q    book.CaseQuery
	}{
		{"open", book.CaseQuery{View: book.OpenCases, Limit: 201}},
		{"soon", book.CaseQuery{View: book.SoonCases, Now: now, Limit: 201}},
		{"closed", book.CaseQuery{View: book.ClosedCases, Limit: 201}},
		{"all of one owner", book.CaseQuery{View: book.AllCases, Owner: "owner 3", Limit: 201}},
		{"closed of a state that is rare", book.CaseQuery{View: book.ClosedCases, State: book.CaseDismissed, Limit: 201}},
		{"one customer", book.CaseQuery{View: book.AllCases, Customer: someone, Limit: 201}},
	} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := f.Cases(ctx, x.q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			if n, err := f.CaseCounts(ctx, now); err != nil || n.Open == 0 {
				b.Fatal(n, err)
			}
		}
	})
	b.Run("owners", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.CaseOwners(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			if hits, err := f.Search(ctx, "tea 4711", 20); err != nil || len(hits) == 0 {
				b.Fatal(len(hits), err)
			}
		}
	})
}

// TestCaseRow holds that every field of a case comes back, that the derived due
// instant follows, and that a merge carries cases over.
func TestCaseRow(t *testing.T) {
	f := fresh(t)
	from, to := book.NewID(), book.NewID()
	at := func(h int) time.Time { return time.Date(2027, 3, 10, h, 0, 0, 0, time.UTC) }
	c := book.Case{
		ID: book.NewID(), CustomerID: from, Kind: book.Complaint, State: book.CaseAcknowledged, Channel: book.CallMade, Seriousness: book.GraveCase,
		Tier: "Gold", Owner: "Mara", Subject: "茶叶受潮", Text: "三盒", ReceivedAt: at(1), ReplyDue: at(2), RepliedAt: at(3), SolveDue: at(20), WarnAt: at(15),
		ReopenedAt: at(4), Reopened: 2, ReplyTarget: 60, ReplyTook: 120, SolveTarget: 960, Cause: "c", Remedy: "r", Changed: "ch", Learnt: "l", Reason: "re",
		FollowUpID: book.NewID(), CreatedAt: at(1), UpdatedAt: at(3),
	}
	_, err := f.Write(ctx, book.Operation{Kind: book.OpImport}, func(tx book.Tx) error {
		for _, id := range []book.ID{from, to} {
			if err := tx.PutCustomer(ctx, book.Customer{ID: id, Kind: book.Person, Name: book.Name{Full: "A"}}); err != nil {
				return err
			}
		}
		return tx.PutCase(ctx, c)
	})
	check(t, err)
	got, err := f.Case(ctx, c.ID)
	check(t, err)
	c.Version = 1
	if got != c {
		t.Errorf("it comes back as\n%+v, want\n%+v", got, c)
	}
	_, err = f.Write(ctx, book.Operation{Kind: book.OpMerge}, func(tx book.Tx) error { return tx.MoveTo(context.Background(), from, to, at(5)) })
	check(t, err)
	rows, err := f.Cases(ctx, book.CaseQuery{Customer: to})
	check(t, err)
	if len(rows) != 1 || rows[0].Version != 2 {
		t.Errorf("%d cases went over", len(rows))
	}
	clean(t, f)
}
