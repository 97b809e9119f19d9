package book_test

import (
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"

	"pgregory.net/rapid"
)

// programme starts a programme: a point for each euro, two tiers.
func (d *desk) programme(edit ...func(*book.Programme)) book.Programme {
	d.t.Helper()
	_, err := d.Orders.SetBase(d.ctx(), "EUR")
	d.must(err)
	p := book.Programme{
		On: true, Earn: 1, Per: 100, Window: 12,
		Tiers:   []book.Tier{{ID: "gold", Name: "Gold", From: 500, Perk: "Free freight"}, {ID: "silver", Name: "Silver", From: 100}},
		Rewards: []book.Reward{{ID: "cup", Name: "Travel cup", Points: 80}},
	}
	for _, e := range edit {
		e(&p)
	}
	_, err = d.Loyalty.SaveProgramme(d.ctx(), p)
	d.must(err)
	return p
}

func (d *desk) standing(id book.ID) book.Standing {
	d.t.Helper()
	x, err := d.Loyalty.Standing(d.ctx(), id)
	d.must(err)
	return x
}

// Orders earn, changes of them are put right by a line of their own, tiers
// follow, and undo takes an order back with its points.
func TestPointsFollowTheOrders(t *testing.T) {
	d := newDesk(t)
	d.programme()
	c := d.add("Tanaka")
	d.order(c.ID, "2027-03-01", "EUR", 100000) // before joining
	_, err := d.Loyalty.Join(d.ctx(), c.ID)
	d.must(err)
	_, err = d.Loyalty.Join(d.ctx(), c.ID)
	refused(t, err, book.Conflict, "", "member_already")
	o := d.order(c.ID, "2027-03-10", "EUR", 15099)
	x := d.standing(c.ID)
	same(t, "balance", x.Balance, 150)
	same(t, "tier", x.Tier.Name, "Silver")
	same(t, "missing to the next", [2]any{x.Next.Name, x.Missing}, [2]any{"Gold", 350})
	same(t, "tier changed on", x.Account.TierOn.String(), "2027-03-10")
	op, err := d.Orders.SetStatus(d.ctx(), o.ID, book.OrderCancelled)
	d.must(err)
	same(t, "balance after cancelling", d.standing(c.ID).Balance, 0)
	same(t, "tier after cancelling", d.standing(c.ID).HasTier, false)
	d.undo(op)
	same(t, "balance after undo", d.standing(c.ID).Balance, 150)
	entries, err := d.Loyalty.Entries(d.ctx(), c.ID, 0)
	d.must(err)
	same(t, "lines", len(entries), 1)
	d.order(c.ID, "2027-03-10", "CNY", 100000)
	same(t, "an order without a rate earns nothing yet", d.standing(c.ID).Balance, 150)
	_, _, err = d.Orders.SaveRates(d.ctx(), book.Rate{Day: day(t, "2027-03-01"), Currency: "CNY", Rate: "0.5"})
	d.must(err)
	n, _, err := d.Loyalty.Daily(d.ctx())
	d.must(err)
	same(t, "members concerned", n, 1)
	x = d.standing(c.ID)
	same(t, "with its rate", [2]any{x.Balance, x.Tier.Name}, [2]any{650, "Gold"})
	n, op, err = d.Loyalty.Daily(d.ctx())
	d.must(err)
	same(t, "nothing is due twice", [2]any{n, op.ID}, [2]any{0, book.ID("")})
	tier, perk, ok, err := d.Loyalty.Perk(d.ctx(), c.ID)
	d.must(err)
	same(t, "perk", [3]any{tier, perk, ok}, [3]any{"Gold", "Free freight", true})
	changes, err := d.Loyalty.TierChanges(d.ctx(), day(t, "2027-03-04"))
	d.must(err)
	same(t, "tier changes", len(changes) == 1 && changes[0].TierBefore == "silver", true)
}

func TestEntriesThatCannotBeKept(t *testing.T) {
	d := newDesk(t)
	p := d.programme()
	c := d.add("Tanaka")
	_, err := d.Loyalty.Give(d.ctx(), c.ID, 5, "birthday")
	refused(t, err, book.NotFound, "", "no_member")
	_, err = d.Loyalty.Join(d.ctx(), c.ID)
	d.must(err)
	_, err = d.Loyalty.Redeem(d.ctx(), c.ID, p.Rewards[0], "")
	refused(t, err, book.Invalid, "points", "balance")
	_, err = d.Loyalty.Give(d.ctx(), c.ID, -5, "birthday")
	refused(t, err, book.Invalid, "points", "range")
	_, err = d.Loyalty.Give(d.ctx(), c.ID, 5, " ")
	refused(t, err, book.Invalid, "why", "missing")
	_, err = d.Loyalty.Adjust(d.ctx(), c.ID, -5, "")
	refused(t, err, book.Invalid, "why", "missing")
	_, err = d.Loyalty.Adjust(d.ctx(), c.ID, 0, "nothing")
	refused(t, err, book.Invalid, "points", "range")
	_, err = d.Loyalty.Redeem(d.ctx(), c.ID, p.Rewards[0], "promised at the fair")
	d.must(err)
	same(t, "below zero, with a reason", d.standing(c.ID).Balance, -80)
	op, err := d.Loyalty.Quit(d.ctx(), c.ID)
	d.must(err)
	_, err = d.Loyalty.Give(d.ctx(), c.ID, 5, "birthday")
	refused(t, err, book.NotFound, "", "no_member")
	d.undo(op)
	_, err = d.Loyalty.Give(d.ctx(), c.ID, 100, "birthday")
	d.must(err)
	_, err = d.Loyalty.Redeem(d.ctx(), c.ID, book.Reward{Name: "Small", Points: 20}, "")
	d.must(err)
	rep, err := d.Loyalty.Report(d.ctx())
	d.must(err)
	same(t, "report", [3]any{rep.Members, rep.Balance, len(rep.Redeemed)}, [3]any{1, 0, 2})
	same(t, "by month", [2]any{rep.Months[0].Reward, rep.Months[0].Points}, [2]any{"2027-03", 100})
}

func TestProgrammesThatCannotBeKept(t *testing.T) {
	d := newDesk(t)
	good := d.programme()
	for _, x := range []struct {
		name          string
		edit          func(*book.Programme)
		field, detail string
	}{
		{"earns nothing", func(p *book.Programme) { p.Earn = 0 }, "earn", "range"},
		{"for nothing", func(p *book.Programme) { p.Per = 0 }, "earn", "range"},
		{"no window", func(p *book.Programme) { p.Window = 0 }, "window", "range"},
		{"a tier without a name", func(p *book.Programme) { p.Tiers = []book.Tier{{From: 1}} }, "tiers", "name"},
		{"two tiers from the same", func(p *book.Programme) { p.Tiers = []book.Tier{{Name: "A", From: 1}, {Name: "B", From: 1}} }, "tiers", "range"},
		{"a free reward", func(p *book.Programme) { p.Rewards = []book.Reward{{Name: "Cup"}} }, "rewards", "range"},
	} {
		p := good
		x.edit(&p)
		_, err := d.Loyalty.SaveProgramme(d.ctx(), p)
		t.Run(x.name, func(t *testing.T) { refused(t, err, book.Invalid, x.field, x.detail) })
	}
}

// Points expire after their time, the oldest are used first, and nothing
// expires twice.
func TestPointsExpire(t *testing.T) {
	d := newDesk(t)
	d.programme(func(p *book.Programme) { p.Expiry = 12 })
	c := d.add("Tanaka")
	_, err := d.Loyalty.Join(d.ctx(), c.ID)
	d.must(err)
	_, err = d.Loyalty.Give(d.ctx(), c.ID, 100, "welcome")
	d.must(err)
	d.now = d.now.AddDate(0, 6, 0)
	_, err = d.Loyalty.Give(d.ctx(), c.ID, 50, "summer")
	d.must(err)
	_, err = d.Loyalty.Redeem(d.ctx(), c.ID, book.Reward{Name: "Small", Points: 30}, "")
	d.must(err)
	d.now = d.now.AddDate(0, 6, 2)
	_, op, err := d.Loyalty.Daily(d.ctx())
	d.must(err)
	same(t, "70 of the first hundred expire", d.standing(c.ID).Balance, 50)
	n, _, err := d.Loyalty.Daily(d.ctx())
	d.must(err)
	same(t, "nothing expires twice", n, 0)
	d.undo(op)
	same(t, "after undo", d.standing(c.ID).Balance, 120)
}

// What is said to expire next does, on that day and not the day before, and as
// much as was said.
func TestWhatExpiresNextIsKnown(t *testing.T) {
	d := newDesk(t)
	rapid.Check(t, func(rt *rapid.T) {
		p := d.programme(func(p *book.Programme) { p.Expiry = rapid.IntRange(1, 14).Draw(rt, "expiry") })
		c := d.add("Tanaka")
		if _, err := d.Loyalty.Join(d.ctx(), c.ID); err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			d.now = d.now.AddDate(0, 0, rapid.IntRange(0, 5).Draw(rt, "days"))
			points := rapid.IntRange(1, 100).Draw(rt, "points")
			if rapid.Bool().Draw(rt, "redeem") {
				points = -points
			}
			if _, err := d.Loyalty.Adjust(d.ctx(), c.ID, points, "said so"); err != nil {
				rt.Fatal(err)
			}
		}
		rows, err := d.Loyalty.Entries(d.ctx(), c.ID, 0)
		d.must(err)
		var ledger []book.PointEntry
		for _, r := range rows {
			ledger = append(ledger, r.PointEntry)
		}
		points, on := p.NextExpiry(ledger)
		balance := d.standing(c.ID).Balance
		if points == 0 {
			if balance > 0 {
				rt.Fatalf("nothing of %d expires", balance)
			}
			return
		}
		for _, x := range []struct {
			day  calendar.Date
			want int
		}{{on - 1, balance}, {on, balance - points}} {
			d.now = x.day.In(time.UTC, 12, 0)
			if _, _, err := d.Loyalty.Daily(d.ctx()); err != nil {
				rt.Fatal(err)
			}
			if got := d.standing(c.ID).Balance; got != x.want {
				rt.Fatalf("on %v %d are left, want %d", x.day, got, x.want)
			}
		}
	})
}

// Whatever is done in whatever order: the balance is the sum of the entries, no
// entry changes or goes, and a line that leads below zero has a reason.
func TestTheLedgerHolds(t *testing.T) {
	d := newDesk(t)
	rapid.Check(t, func(rt *rapid.T) {
		d.now = d.now.Add(time.Minute)
		p := d.programme(func(p *book.Programme) { p.Expiry = rapid.IntRange(0, 3).Draw(rt, "expiry") })
		c := d.add("Tanaka")
		if _, err := d.Loyalty.Join(d.ctx(), c.ID); err != nil {
			rt.Fatal(err)
		}
		var orders []book.ID
		before := map[book.ID]book.PointEntry{}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			reason := rapid.SampledFrom([]string{"", "said so"}).Draw(rt, "reason")
			points := rapid.IntRange(-200, 200).Draw(rt, "points")
			today, err := d.Today(d.ctx())
			d.must(err)
			switch rapid.IntRange(0, 6).Draw(rt, "what") {
			case 0:
				o, _, err := d.Orders.Save(d.ctx(), book.Order{CustomerID: c.ID, On: today, Currency: "EUR", Total: int64(max(points, 0)) * 100, Status: book.OrderPaid})
				if err != nil {
					rt.Fatal(err)
				}
				orders = append(orders, o.ID)
			case 1:
				if len(orders) > 0 {
					s := rapid.SampledFrom([]book.OrderStatus{book.OrderPaid, book.OrderCancelled, book.OrderReturned}).Draw(rt, "status")
					if _, err := d.Orders.SetStatus(d.ctx(), rapid.SampledFrom(orders).Draw(rt, "order"), s); err != nil {
						rt.Fatal(err)
					}
				}
			case 2:
				_, err = d.Loyalty.Redeem(d.ctx(), c.ID, p.Rewards[0], reason)
			case 3:
				_, err = d.Loyalty.Give(d.ctx(), c.ID, points, reason)
			case 4:
				_, err = d.Loyalty.Adjust(d.ctx(), c.ID, points, reason)
			case 5:
				d.now = d.now.AddDate(0, rapid.IntRange(0, 4).Draw(rt, "months"), 0)
			case 6:
				_, _, err = d.Loyalty.Daily(d.ctx())
			}
			if err != nil && book.CodeOf(err) != book.Invalid {
				rt.Fatal(err)
			}
			rows, err := d.Loyalty.Entries(d.ctx(), c.ID, 0)
			if err != nil {
				rt.Fatal(err)
			}
			sum, now := 0, map[book.ID]book.PointEntry{}
			for _, e := range rows {
				sum += e.Points
				now[e.ID] = e.PointEntry
			}
			for id, e := range before {
				if now[id] != e {
					rt.Fatalf("the entry %+v became %+v", e, now[id])
				}
			}
			for id, e := range now {
				if _, old := before[id]; !old && e.Points < 0 && sum < 0 && e.Reason == "" {
					rt.Fatalf("%+v leads to %d without a reason", e, sum)
				}
			}
			before = now
			if x := d.standing(c.ID); x.Balance != sum {
				rt.Fatalf("the balance is %d, the entries make %d", x.Balance, sum)
			}
			if x := d.standing(c.ID); x.Member && x.Account.Tier != x.Tier.ID && len(now) > len(before) {
				rt.Fatalf("the account says %q, the rules %q", x.Account.Tier, x.Tier.ID)
			}
		}
	})
}

// A greeting gives the points that it promises once, with its touch, and undo
// takes both back.
func TestAGreetingGivesItsPointsOnce(t *testing.T) {
	d := newDesk(t)
	p := d.programme()
	p.Birthday = 50
	_, err := d.Loyalty.SaveProgramme(d.ctx(), p)
	d.must(err)
	c, other := d.add("Tanaka"), d.add("Suzuki")
	_, err = d.Loyalty.Join(d.ctx(), c.ID)
	d.must(err)
	points := func(id book.ID) int {
		x, err := d.Loyalty.PerksOf(d.ctx(), id, book.ReasonBirthday)
		d.must(err)
		return x.Gift(id)
	}
	same(t, "one who is no member", points(other.ID), 0)
	same(t, "one who is", points(c.ID), 50)
	letter := book.Interaction{CustomerID: c.ID, Kind: book.MailSent, Direction: book.FromUs, Text: "Happy birthday"}
	_, op, err := d.Interactions.LogGiving(d.ctx(), letter, 50, book.ReasonBirthday)
	d.must(err)
	same(t, "given", [2]int{d.standing(c.ID).Balance, points(c.ID)}, [2]int{50, 0})
	touches := func() int {
		list, err := d.Interactions.List(d.ctx(), c.ID, 10)
		d.must(err)
		return len(list)
	}
	_, _, err = d.Interactions.LogGiving(d.ctx(), letter, 50, book.ReasonBirthday)
	refused(t, err, book.Conflict, "", "gift_already")
	same(t, "touches", touches(), 1)
	d.undo(op)
	same(t, "after undo", [3]int{d.standing(c.ID).Balance, points(c.ID), touches()}, [3]int{0, 50, 0})
	letter.CustomerID = other.ID
	_, _, err = d.Interactions.LogGiving(d.ctx(), letter, 50, book.ReasonBirthday)
	refused(t, err, book.NotFound, "", "no_member")
	p.On = false
	_, err = d.Loyalty.SaveProgramme(d.ctx(), p)
	d.must(err)
	same(t, "while the programme is off", points(c.ID), 0)
}

// What may be offered to one is what may be offered to them among all.
func TestPerksOfOneAreThoseOfAll(t *testing.T) {
	d := newDesk(t)
	d.programme()
	var ids []book.ID
	for i, name := range []string{"Tanaka", "Suzuki", "Sato"} {
		c := d.add(name)
		ids = append(ids, c.ID)
		if i > 0 {
			_, err := d.Loyalty.Join(d.ctx(), c.ID)
			d.must(err)
			d.order(c.ID, "2027-03-10", "EUR", int64(i*15099))
		}
	}
	_, err := d.Loyalty.Quit(d.ctx(), ids[2])
	d.must(err)
	for _, reason := range []string{book.ReasonBirthday, book.ReasonHoliday} {
		all, err := d.Loyalty.Perks(d.ctx(), reason)
		d.must(err)
		for _, id := range ids {
			one, err := d.Loyalty.PerksOf(d.ctx(), id, reason)
			d.must(err)
			a, okA := all.Tier(id)
			b, okB := one.Tier(id)
			same(t, "tier", [2]any{b.ID, okB}, [2]any{a.ID, okA})
			same(t, "gift", one.Gift(id), all.Gift(id))
		}
	}
}
