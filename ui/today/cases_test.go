package today

import (
	"context"
	"testing"
	"time"

	"dragoman/data/book"
)

// TestCasesRunningOut holds that a case comes to the first page when a quarter
// of its time is left, and not before.
func TestCasesRunningOut(t *testing.T) {
	b := openBook(t)
	ctx := context.Background()
	c, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Ahmed"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, ago := range []time.Duration{time.Minute, 3*time.Hour + 30*time.Minute, 9 * time.Hour} {
		if _, _, err := b.Cases.Save(ctx, book.Case{CustomerID: c.ID, Kind: book.Request, Channel: book.MailSent, Subject: "Tea", ReceivedAt: b.Now().Add(-ago)}); err != nil {
			t.Fatal(err)
		}
	}
	env, _ := newEnv(t, b, "en")
	p := NewPresenter(env, func() {})
	p.Show()
	if s := p.State(); len(s.Cases) != 2 || s.CasesN != 2 || !s.Cases[0].Left.Passed || s.Cases[1].Left.Passed {
		t.Errorf("%d of %d cases: %+v", len(s.Cases), s.CasesN, s.Cases)
	}
}
