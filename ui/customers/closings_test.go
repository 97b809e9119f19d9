package customers

import (
	"context"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// TestClosingsOnTheCard holds that a closing day stands on the card of the
// organisation and of its people, that the reach card says why nobody answers,
// and that the card leads to the form.
func TestClosingsOnTheCard(t *testing.T) {
	env, sh := newEnv(t, "en", 0)
	ctx := context.Background()
	org, _, err := env.Book.Customers.Save(ctx, book.Customer{Kind: book.Organisation, Name: book.Name{Full: "Zeppelin Werke"}, Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	ben, _, err := env.Book.Customers.Save(ctx, book.Customer{
		Kind: book.Person, Name: book.Name{Full: "Ben Adler"}, OrganisationID: org.ID, Country: "DE",
		Channels: []book.Channel{{Kind: book.Phone, Value: "+49 89 1"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{ID: string(ben.ID)})
	today := calendar.DateOf(env.Now())
	d, _, err := env.Book.OwnDays.Save(ctx, book.OwnDay{
		Sort: book.ClosingDay, CustomerID: org.ID, When: book.Once(today - 1), Days: 7, Note: "Stocktaking",
	})
	if err != nil {
		t.Fatal(err)
	}
	if env.Almanac, err = planner.Lay(ctx, env.Almanac, env.Book.OwnDays, "Closed"); err != nil {
		t.Fatal(err)
	}
	v.Changed([]book.Change{{Entity: book.EntityOwnDay}})
	for _, words := range []string{"Stocktaking", env.T("customers.closing_now", nil)} {
		if !shows(v, words) {
			t.Errorf("the card does not show %q", words)
		}
	}
	if text, good := windowText(env, v.detail.d.is.row); good || text == "" {
		t.Errorf("the call window says %q", text)
	}
	v.detail.d.AddClosing()
	if r := sh.place; r.Screen != screen.Calendar || r.Arg("new") != "closing" || r.Arg("customer") != string(ben.ID) {
		t.Errorf("went to %+v", r)
	}
	v.detail.d.EditClosing(d.ID)
	if r := sh.place; r.Arg("edit") != string(d.ID) {
		t.Errorf("went to %+v", r)
	}
	if k := holidayKey(env.Almanac, book.CustomerRow{ID: org.ID, Country: "DE"}); k != string(org.ID) {
		t.Errorf("the list would share the next holiday of %q", k)
	}
}

func TestATimeOfMourningIsSaidOnTheCard(t *testing.T) {
	today := calendar.NewDate(2027, 3, 10)
	rows := []book.OwnDayRow{
		{OwnDay: book.OwnDay{Sort: book.ClosingDay, When: book.Once(today - 2), Days: 20}},
		{OwnDay: book.OwnDay{Sort: book.ClosingDay, Kind: book.OwnMourning, When: book.Once(today - 2), Days: 7}},
	}
	if last, ok := mourningUntil(rows, today); !ok || last != today+4 {
		t.Errorf("until %v, %v", last, ok)
	}
	for _, day := range []calendar.Date{today - 3, today + 5} {
		if _, ok := mourningUntil(rows, day); ok {
			t.Errorf("in mourning on %v", day)
		}
	}
	if _, ok := mourningUntil(rows[:1], today); ok {
		t.Error("a closing is taken for mourning")
	}
}
