package book_test

import (
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// campaign begins one for some customers, all of whom wait.
func (d *desk) campaign(c book.Campaign, to ...book.Customer) (book.ID, map[book.ID]book.Recipient) {
	d.t.Helper()
	var rs []book.Recipient
	for _, x := range to {
		rs = append(rs, book.Recipient{CustomerID: x.ID, Channel: book.Email, Language: "en", Text: "Dear friend"})
	}
	c, _, err := d.Campaigns.Begin(d.ctx(), c, rs)
	d.must(err)
	return c.ID, d.recipients(c.ID)
}

func (d *desk) recipients(campaign book.ID) map[book.ID]book.Recipient {
	d.t.Helper()
	_, rows, err := d.Campaigns.Get(d.ctx(), campaign)
	d.must(err)
	out := map[book.ID]book.Recipient{}
	for _, r := range rows {
		out[r.CustomerID] = r.Recipient
	}
	if len(out) != len(rows) {
		d.t.Fatalf("%d rows for %d customers", len(rows), len(out))
	}
	return out
}

func TestComingIsLoggedAndTakenBack(t *testing.T) {
	d := newDesk(t)
	ana := d.add("Ana Lima")
	_, to := d.campaign(book.Campaign{Kind: book.EventCampaign, Title: "Spring tea", Day: calendar.DateOf(noon) - 1, Minute: book.NoTime}, ana)
	id := to[ana.ID].ID
	meetings := func(want int) {
		t.Helper()
		list, err := d.Interactions.List(d.ctx(), ana.ID, 0)
		d.must(err)
		c, err := d.Customers.Get(d.ctx(), ana.ID)
		d.must(err)
		if len(list) != want || c.LastContact.IsZero() != (want == 0) {
			t.Fatalf("%d meetings, want %d; last contact %v", len(list), want, c.LastContact)
		}
	}
	for range 2 { // said twice, it is logged once
		_, err := d.Campaigns.Attend(d.ctx(), id, true)
		d.must(err)
		meetings(1)
	}
	op, err := d.Campaigns.Attend(d.ctx(), id, false)
	d.must(err)
	meetings(0)
	d.undo(op)
	meetings(1)

	list, err := d.Interactions.List(d.ctx(), ana.ID, 0)
	d.must(err)
	list[0].Text = "Spring tea, with her sister"
	_, _, err = d.Interactions.Edit(d.ctx(), list[0], book.Step{})
	d.must(err)
	_, err = d.Campaigns.Attend(d.ctx(), id, false)
	d.must(err)
	meetings(1) // what was written since is not lost
}

func TestTwoWhoAreOneGetOneLetter(t *testing.T) {
	for name, x := range map[string]struct {
		keep, other book.RecipientState
		want        book.RecipientState
		letters     int
	}{
		"both wait":                    {book.Waiting, book.Waiting, book.Waiting, 1},
		"the other was written to":     {book.Waiting, book.Sent, book.Sent, 1},
		"the first was written to":     {book.Sent, book.LeftOut, book.Sent, 1},
		"the other was left out":       {book.Waiting, book.LeftOut, book.LeftOut, 1},
		"both were written to already": {book.Sent, book.Sent, book.Sent, 2},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			keep, other := d.add("Ana Lima"), d.add("Ana Lima")
			id, to := d.campaign(book.Campaign{Kind: book.EventCampaign, Title: "Tea", Day: calendar.DateOf(noon) + 9, Minute: book.NoTime}, keep, other)
			for c, state := range map[book.ID]book.RecipientState{keep.ID: x.keep, other.ID: x.other} {
				r := to[c]
				switch state {
				case book.Sent:
					_, err := d.Campaigns.Send(d.ctx(), r.ID)
					d.must(err)
				case book.LeftOut:
					r.State, r.Why = book.LeftOut, book.LeftMourning
					_, err := d.file.Write(d.ctx(), book.Operation{Kind: book.OpCampaignEdit, At: d.now.Add(time.Second)}, func(tx book.Tx) error { return tx.PutRecipient(d.ctx(), r) })
					d.must(err)
				}
			}
			keep, err := d.Customers.Get(d.ctx(), keep.ID)
			d.must(err)
			other, err = d.Customers.Get(d.ctx(), other.ID)
			d.must(err)
			op, err := d.Duplicates.Merge(d.ctx(), keep, other, nil)
			d.must(err)
			_, rows, err := d.Campaigns.Get(d.ctx(), id)
			d.must(err)
			if len(rows) != x.letters || rows[0].CustomerID != keep.ID || rows[0].State != x.want {
				t.Errorf("after merging there are %+v", rows)
			}
			d.undo(op)
			if now := d.recipients(id); now[keep.ID].State != x.keep || now[other.ID].State != x.other {
				t.Errorf("after undo there are %+v", now)
			}
		})
	}
}

// Of a greeting those come first who told us that the feast is theirs.
func TestWhoToldUsComesFirst(t *testing.T) {
	d := newDesk(t)
	for kind, want := range map[book.CampaignKind]string{book.GreetingCampaign: "Ben Ana Cem ", book.EventCampaign: "Ana Ben Cem "} {
		var to []book.Recipient
		for _, name := range []string{"Ana", "Ben", "Cem"} {
			to = append(to, book.Recipient{CustomerID: d.add(name + " " + string(kind)).ID, Text: "Dear friend", Stated: name == "Ben"})
		}
		c, _, err := d.Campaigns.Begin(d.ctx(), book.Campaign{Kind: kind, Title: "Tea", Day: calendar.DateOf(noon) + 9, Minute: book.NoTime}, to)
		d.must(err)
		_, rows, err := d.Campaigns.Get(d.ctx(), c.ID)
		d.must(err)
		got := ""
		for _, r := range rows {
			got += r.Customer.Name.Full[:3] + " "
		}
		if got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
}

// What is still to be sent goes down with every letter, and nothing of a list
// that is ended or removed is to be sent.
func TestLettersToSendAreCounted(t *testing.T) {
	d := newDesk(t)
	ana, li := d.add("Ana Lima"), d.add("Li Na")
	c, to := d.campaign(book.Campaign{Kind: book.EventCampaign, Title: "Spring tea", Day: calendar.DateOf(noon) + 5, Minute: book.NoTime}, ana, li)
	left := func(want int) {
		t.Helper()
		if n, err := d.Campaigns.ToSend(d.ctx()); n != want || err != nil {
			t.Errorf("%d to send, want %d, %v", n, want, err)
		}
	}
	left(2)
	op, err := d.Campaigns.Send(d.ctx(), to[ana.ID].ID)
	d.must(err)
	left(1)
	d.undo(op)
	left(2)
	_, err = d.Campaigns.LeaveOut(d.ctx(), to[li.ID].ID, book.LeftByHand)
	d.must(err)
	left(1)
	_, err = d.Campaigns.Close(d.ctx(), c, false)
	d.must(err)
	left(0)
	_, err = d.Campaigns.Close(d.ctx(), c, true)
	d.must(err)
	left(1)
	op, err = d.Campaigns.Trash(d.ctx(), c)
	d.must(err)
	left(0)
	d.undo(op)
	left(1)
	_, err = d.Customers.Trash(d.ctx(), ana.ID)
	d.must(err)
	left(0)
}
