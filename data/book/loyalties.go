package book

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// LoyaltyReader answers questions about the loyalty programme.
type LoyaltyReader interface {
	// AccountOf returns the account of a customer, also one that was left;
	// found is false when there never was one.
	AccountOf(ctx context.Context, customer ID) (a Account, found bool, err error)
	// Accounts lists the members who are live customers, the most points first.
	Accounts(ctx context.Context, limit int) ([]AccountRow, error)
	// Entries lists the entries of a customer, or of all with an empty id, the
	// latest first.
	Entries(ctx context.Context, customer ID, limit int) ([]PointRow, error)
	// Points sums the entries of a customer: all of them, what was earned by
	// orders since a day, and what was credited before another day less all
	// that was ever taken.
	Points(ctx context.Context, customer ID, since, before calendar.Date) (balance, earned, left int, err error)
	// OrderPoints sums the entries that speak of an order.
	OrderPoints(ctx context.Context, order ID) (int, error)
	// MemberTiers gives the id of the tier of every member, "" for none.
	MemberTiers(ctx context.Context) (map[ID]string, error)
	// Gifted are those who were given points for a reason on a day or later.
	Gifted(ctx context.Context, reason string, since calendar.Date) (map[ID]bool, error)
	LoyaltyReport(ctx context.Context) (LoyaltyReport, error)
}

// LoyaltyTx are the verbs of the loyalty programme. An entry is only ever
// added.
type LoyaltyTx interface {
	PutAccount(ctx context.Context, a Account) error
	AddEntry(ctx context.Context, e PointEntry) error
}

// Loyalty holds the use cases of the loyalty programme.
type Loyalty struct{ c *core }

// Programme returns the rules.
func (s *Loyalty) Programme(ctx context.Context) (Programme, error) {
	st, err := s.c.store.Settings(ctx)
	return programmeOf(st), wrap("loyalty.programme", err)
}

// SaveProgramme keeps the rules.
func (s *Loyalty) SaveProgramme(ctx context.Context, p Programme) (Operation, error) {
	const name = "loyalty.programme"
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.Name, t.Perk = strings.TrimSpace(t.Name), strings.TrimSpace(t.Perk)
		if t.ID == "" {
			t.ID = string(NewID())
		}
	}
	for i := range p.Rewards {
		r := &p.Rewards[i]
		if r.Name = strings.TrimSpace(r.Name); r.ID == "" {
			r.ID = string(NewID())
		}
	}
	slices.SortStableFunc(p.Tiers, func(a, b Tier) int { return a.From - b.From })
	old, err := s.Programme(ctx)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	keepWords(old.Tiers, p.Tiers)
	if err := validateProgramme(p); err != nil {
		return Operation{}, wrap(name, err)
	}
	text, err := json.Marshal(p)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpSettings}, func(tx Tx) error {
		st, err := tx.Settings(ctx)
		if err != nil {
			return err
		}
		st.Loyalty = string(text)
		return tx.PutSettings(ctx, st)
	}, Change{Entity: EntityLoyalty}, Change{Entity: EntitySettings})
}

// keepWords keeps what was said of a perk in other languages for as long as the
// perk is the same.
func keepWords(old, tiers []Tier) {
	for i := range tiers {
		for _, o := range old {
			if t := &tiers[i]; t.ID == o.ID && t.Perk == o.Perk && t.In == nil {
				t.In = o.In
			}
		}
	}
}

// The bounds of a programme.
const (
	mostPoints = 1_000_000_000
	mostRules  = 30
	mostMonths = 120
)

func validateProgramme(p Programme) error {
	const op = "loyalty.validate"
	switch {
	case p.Earn < 0 || p.Earn > 1_000_000 || p.On && (p.Earn == 0 || p.Per <= 0):
		return invalid(op, "earn", "range")
	case p.Window < 1 || p.Window > mostMonths:
		return invalid(op, "window", "range")
	case p.Expiry < 0 || p.Expiry > mostMonths:
		return invalid(op, "expiry", "range")
	case p.Birthday < 0 || p.Birthday > mostPoints || p.Holiday < 0 || p.Holiday > mostPoints:
		return invalid(op, "gift", "range")
	case len(p.Tiers) > mostRules || len(p.Rewards) > mostRules:
		return invalid(op, "tiers", "too_many")
	}
	for i, t := range p.Tiers {
		switch {
		case t.Name == "":
			return invalid(op, "tiers", "name")
		case t.From < 0 || t.From > mostPoints || i > 0 && t.From == p.Tiers[i-1].From:
			return invalid(op, "tiers", "range")
		}
	}
	for _, r := range p.Rewards {
		switch {
		case r.Name == "":
			return invalid(op, "rewards", "name")
		case r.Points <= 0 || r.Points > mostPoints:
			return invalid(op, "rewards", "range")
		}
	}
	return nil
}

// Standing tells where a customer is in the programme.
func (s *Loyalty) Standing(ctx context.Context, customer ID) (Standing, error) {
	x, err := s.standing(ctx, s.c.store, customer)
	return x, wrap("loyalty.standing", err)
}

func (s *Loyalty) standing(ctx context.Context, r Reader, customer ID) (x Standing, err error) {
	st, err := r.Settings(ctx)
	if err != nil {
		return x, err
	}
	p := programmeOf(st)
	today := calendar.DateOf(s.c.now().In(s.c.zone(st)))
	a, found, err := r.AccountOf(ctx, customer)
	if err != nil {
		return x, err
	}
	if x.Member = found && a.TrashedAt.IsZero(); x.Member {
		x.Account = a
	}
	x.Balance, x.Earned, _, err = r.Points(ctx, customer, today.AddMonths(-p.Window), 0)
	x.Tier, x.HasTier = p.TierFor(x.Earned)
	x.Next, x.Missing, x.HasNext = p.Next(x.Earned)
	return x, err
}

// Perk is the tier of a member and what it brings, in the words of the
// programme, for greetings; ok is false for one without.
func (s *Loyalty) Perk(ctx context.Context, customer ID) (tier, perk string, ok bool, err error) {
	x, err := s.Standing(ctx, customer)
	if err != nil || !x.Member || !x.HasTier {
		return "", "", false, err
	}
	return x.Tier.Name, x.Tier.Perk, true, nil
}

// tierName is the tier of a member as the programme calls it, or "".
func (s *Loyalty) tierName(ctx context.Context, r Reader, customer ID) (string, error) {
	x, err := s.standing(ctx, r, customer)
	if err != nil || !x.Member {
		return "", err
	}
	return x.Tier.Name, nil
}

// Entries lists the entries of a customer, the latest first; with an empty id
// those of everybody.
func (s *Loyalty) Entries(ctx context.Context, customer ID, limit int) ([]PointRow, error) {
	rows, err := s.c.store.Entries(ctx, customer, limit)
	return rows, wrap("loyalty.entries", err)
}

// Members lists those who take part, the most points first.
func (s *Loyalty) Members(ctx context.Context, limit int) ([]AccountRow, error) {
	rows, err := s.c.store.Accounts(ctx, limit)
	return rows, wrap("loyalty.members", err)
}

// Report tells how the programme is used.
func (s *Loyalty) Report(ctx context.Context) (LoyaltyReport, error) {
	rep, err := s.c.store.LoyaltyReport(ctx)
	return rep, wrap("loyalty.report", err)
}

// Join lets a customer take part, and credits the orders since then. One who
// left comes back with what the account holds.
func (s *Loyalty) Join(ctx context.Context, customer ID) (Operation, error) {
	const name = "loyalty.join"
	return s.c.write(ctx, name, Operation{Kind: OpLoyaltyJoin}, func(tx Tx) error {
		if _, err := tx.Customer(ctx, customer); err != nil {
			return err
		}
		a, found, err := tx.AccountOf(ctx, customer)
		if err != nil {
			return err
		}
		if found && a.TrashedAt.IsZero() {
			return &Error{Op: name, Code: Conflict, Detail: "member_already"}
		}
		if !found {
			today, err := s.c.today(ctx, tx)
			if err != nil {
				return err
			}
			a = Account{ID: NewID(), CustomerID: customer, Joined: today}
		}
		a.TrashedAt = time.Time{}
		return tx.PutAccount(ctx, a)
	}, Change{Entity: EntityLoyalty, Customer: customer})
}

// Quit ends a membership; the entries stay.
func (s *Loyalty) Quit(ctx context.Context, customer ID) (Operation, error) {
	const name = "loyalty.quit"
	return s.c.write(ctx, name, Operation{Kind: OpLoyaltyQuit}, func(tx Tx) error {
		a, found, err := tx.AccountOf(ctx, customer)
		if err != nil {
			return err
		}
		if !found || !a.TrashedAt.IsZero() {
			return &Error{Op: name, Code: NotFound, Detail: "no_member"}
		}
		a.TrashedAt = s.c.now().UTC()
		return tx.PutAccount(ctx, a)
	}, Change{Entity: EntityLoyalty, Customer: customer})
}

// Redeem takes the points of a reward. With a reason the balance may fall below
// zero, without one it may not.
func (s *Loyalty) Redeem(ctx context.Context, customer ID, reward Reward, reason string) (Operation, error) {
	return s.add(ctx, PointEntry{CustomerID: customer, Kind: PointsRedeemed, Points: -reward.Points, Reward: reward.Name, Reason: reason})
}

// Give credits points as a gift, with its reason.
func (s *Loyalty) Give(ctx context.Context, customer ID, points int, reason string) (Operation, error) {
	return s.add(ctx, PointEntry{CustomerID: customer, Kind: PointsGift, Points: points, Reason: reason})
}

// Adjust puts a balance right, up or down; it always wants a reason.
func (s *Loyalty) Adjust(ctx context.Context, customer ID, points int, reason string) (Operation, error) {
	return s.add(ctx, PointEntry{CustomerID: customer, Kind: PointsAdjusted, Points: points, Reason: reason})
}

// add appends an entry of a member.
func (s *Loyalty) add(ctx context.Context, e PointEntry) (Operation, error) {
	const name = "loyalty.entry"
	return s.c.write(ctx, name, Operation{Kind: OpLoyaltyEntry}, func(tx Tx) error {
		a, found, err := tx.AccountOf(ctx, e.CustomerID)
		if err != nil {
			return err
		}
		if !found || !a.TrashedAt.IsZero() {
			return &Error{Op: name, Code: NotFound, Detail: "no_member"}
		}
		return s.append(ctx, tx, e)
	}, Change{Entity: EntityLoyalty, Customer: e.CustomerID})
}

// append validates an entry against the balance, adds it, and looks whether the
// tier has changed.
func (s *Loyalty) append(ctx context.Context, tx Tx, e PointEntry) error {
	st, err := tx.Settings(ctx)
	if err != nil {
		return err
	}
	e.Reason = strings.TrimSpace(e.Reason)
	balance, _, _, err := tx.Points(ctx, e.CustomerID, 0, 0)
	if err != nil {
		return err
	}
	if err := validateEntry(e, balance); err != nil {
		return err
	}
	e.ID, e.CreatedAt, e.Author = NewID(), s.c.now().UTC(), st.OwnerName
	if e.On.IsZero() {
		e.On = calendar.DateOf(s.c.now().In(s.c.zone(st)))
	}
	if err := tx.AddEntry(ctx, e); err != nil {
		return err
	}
	return s.review(ctx, tx, e.CustomerID)
}

// validateEntry says what of an entry cannot be kept. The balance never falls
// below zero without a reason.
func validateEntry(e PointEntry, balance int) error {
	const op = "loyalty.validate"
	up := e.Kind == PointsEarned || e.Kind == PointsGift
	down := e.Kind == PointsRedeemed || e.Kind == PointsExpired
	switch {
	case e.Points == 0 || e.Points > mostPoints || e.Points < -mostPoints:
		return invalid(op, "points", "range")
	case up && e.Points < 0 || down && e.Points > 0:
		return invalid(op, "points", "range")
	case !up && !down && e.Kind != PointsAdjusted:
		return invalid(op, "kind", "unknown")
	case len(e.Reason) > longestText || len(e.Reward) > longestText:
		return invalid(op, "why", "too_long")
	case (e.Kind == PointsAdjusted || e.Kind == PointsGift) && e.Reason == "":
		return invalid(op, "why", "missing")
	case e.Points < 0 && balance+e.Points < 0 && e.Reason == "":
		return invalid(op, "points", "balance")
	}
	return nil
}

// review computes the tier of a member anew and notes when it changed.
func (s *Loyalty) review(ctx context.Context, tx Tx, customer ID) error {
	x, err := s.standing(ctx, tx, customer)
	if err != nil || !x.Member || x.Tier.ID == x.Account.Tier {
		return err
	}
	today, err := s.c.today(ctx, tx)
	if err != nil {
		return err
	}
	a := x.Account
	a.TierBefore, a.Tier, a.TierOn = a.Tier, x.Tier.ID, today
	return tx.PutAccount(ctx, a)
}

// settle brings the points of an order in line with what it comes to now. Only
// orders since the member joined count.
func (s *Loyalty) settle(ctx context.Context, tx Tx, o Order) error {
	st, err := tx.Settings(ctx)
	if err != nil {
		return err
	}
	p := programmeOf(st)
	if !p.On {
		return nil
	}
	a, found, err := tx.AccountOf(ctx, o.CustomerID)
	if err != nil || !found || !a.TrashedAt.IsZero() || o.On < a.Joined {
		return err
	}
	had, err := tx.OrderPoints(ctx, o.ID)
	if err != nil {
		return err
	}
	want := 0
	if o.Counts() != 0 && o.Rated && o.TrashedAt.IsZero() {
		want = p.Points(o.Base)
	}
	e := PointEntry{CustomerID: o.CustomerID, OrderID: o.ID, Points: want - had, Kind: PointsEarned, On: o.On}
	switch {
	case want == had:
		return nil
	case want < had || had != 0:
		e.Kind, e.Reason, e.On = PointsAdjusted, ReasonOrderChanged, 0
	}
	return s.append(ctx, tx, e)
}

// Daily does what a new day asks for: it credits orders that have a rate by now,
// lets points expire, and looks at the tiers again. It changes nothing when
// nothing is due, and tells how many members were concerned.
func (s *Loyalty) Daily(ctx context.Context) (n int, op Operation, err error) {
	const name = "loyalty.daily"
	p, err := s.Programme(ctx)
	if err != nil || !p.On {
		return 0, op, wrap(name, err)
	}
	members, err := s.c.store.Accounts(ctx, 0)
	if err != nil || len(members) == 0 {
		return 0, op, wrap(name, err)
	}
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return 0, op, wrap(name, err)
	}
	op, err = s.c.write(ctx, name, Operation{Kind: OpLoyaltyDaily}, func(tx Tx) error {
		for _, m := range members {
			before, _, _, err := tx.Points(ctx, m.CustomerID, 0, 0)
			if err != nil {
				return err
			}
			if err := s.day(ctx, tx, p, m.Account, today); err != nil {
				return err
			}
			a, _, err := tx.AccountOf(ctx, m.CustomerID)
			if err != nil {
				return err
			}
			if after, _, _, err := tx.Points(ctx, m.CustomerID, 0, 0); err != nil || after != before || a.Tier != m.Tier {
				if err != nil {
					return err
				}
				n++
			}
		}
		if n == 0 {
			return errDryRun
		}
		return nil
	}, Change{Entity: EntityLoyalty})
	if errors.Is(err, errDryRun) {
		return 0, Operation{}, nil
	}
	return n, op, err
}

// day does for one member what the day asks for.
func (s *Loyalty) day(ctx context.Context, tx Tx, p Programme, a Account, today calendar.Date) error {
	for q := (OrderQuery{Filter: OrderFilter{Customer: a.CustomerID, From: a.Joined}, Limit: 500}); ; {
		page, err := tx.Orders(ctx, q)
		if err != nil {
			return err
		}
		for _, o := range page.Rows {
			if err := s.settle(ctx, tx, o.Order); err != nil {
				return err
			}
		}
		if q.After = page.Next; page.Next == "" {
			break
		}
	}
	if p.Expiry > 0 {
		balance, _, left, err := tx.Points(ctx, a.CustomerID, 0, today.AddMonths(-p.Expiry))
		if err != nil {
			return err
		}
		if left = min(left, balance); left > 0 {
			if err := s.append(ctx, tx, PointEntry{CustomerID: a.CustomerID, Kind: PointsExpired, Points: -left}); err != nil {
				return err
			}
		}
	}
	return s.review(ctx, tx, a.CustomerID)
}

// TierChanges lists the members whose tier changed on a day or later, the
// latest first.
func (s *Loyalty) TierChanges(ctx context.Context, since calendar.Date) ([]AccountRow, error) {
	rows, err := s.c.store.Accounts(ctx, 0)
	rows = slices.DeleteFunc(rows, func(a AccountRow) bool { return a.TierOn.IsZero() || a.TierOn < since })
	slices.SortStableFunc(rows, func(a, b AccountRow) int { return int(b.TierOn - a.TierOn) })
	return rows, wrap("loyalty.tier_changes", err)
}
