package backup

import (
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sqlite"
)

// Who refused after a backup was made is refused when it is restored: a customer
// who is still there, and the address of one who was erased since.
func TestARefusalOutlivesARestore(t *testing.T) {
	f := filled(t, 10)
	b := book.New(f, func() time.Time { return noon })
	mailed := func(name, address string) book.Customer {
		c, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: name}, Channels: []book.Channel{{Kind: book.Email, Value: address}}})
		check(t, err)
		return c
	}
	stays, goes, glad := mailed("Stays", "stays@no.example"), mailed("Goes", "goes@no.example"), mailed("Glad", "glad@yes.example")
	c, err := Make(ctx, job(f, t.TempDir(), ""))
	check(t, err)
	say := func(id book.ID, state book.ConsentState, on calendar.Date) {
		_, _, err := b.Consents.Record(ctx, book.Consent{CustomerID: id, State: state, Source: book.ByMail, On: on})
		check(t, err)
	}
	today := calendar.DateOf(noon)
	say(stays.ID, book.Declined, today)
	say(goes.ID, book.Declined, today)
	say(glad.ID, book.Declined, today-1)
	say(glad.ID, book.Granted, today) // thought better of it
	_, err = b.Customers.Erase(ctx, goes.ID)
	check(t, err)
	check(t, f.Close())
	u, err := Unpack(ctx, c.Path, f.Path(), "", nil)
	check(t, err)
	_, err = u.Restore(ctx, f.Path(), noon, nil)
	check(t, err)
	check(t, u.Close())
	g, err := sqlite.Open(ctx, f.Path(), sqlite.Options{})
	check(t, err)
	defer func() { check(t, g.Close()) }()
	b = book.New(g, func() time.Time { return noon })
	again := mailed("Goes Again", "goes@no.example")
	for _, x := range []struct {
		c       book.Customer
		refused bool
	}{{stays, true}, {again, true}, {glad, false}} {
		q := book.Question{Purpose: book.Greetings, Channel: book.Email, Address: book.AddressOf(x.c.Channels[0]), On: today}
		may, err := b.Consents.May(ctx, []book.ID{x.c.ID}, q)
		check(t, err)
		if may[x.c.ID].Refused() != x.refused {
			t.Errorf("%s: %+v", x.c.Name.Full, may[x.c.ID])
		}
	}
	faults, err := g.Check(ctx)
	if err != nil || len(faults) > 0 {
		t.Errorf("%v %v", faults, err)
	}
}
