package book

import (
	"context"

	"dragoman/data/calendar"
)

// Perks is what the programme lets a greeting offer.
type Perks struct {
	programme Programme
	reason    string
	tiers     map[ID]string // of every member, by its id; "" is none
	had       map[ID]bool   // who had the gift lately
}

// How long after a gift for a birthday, or for a holiday, no other is offered
// for the same reason, in days.
const (
	birthdayApart = 300
	holidayApart  = 30
)

// Perks reads what greetings may offer; reason is ReasonBirthday or
// ReasonHoliday. Nothing is offered while the programme is off.
func (s *Loyalty) Perks(ctx context.Context, reason string) (Perks, error) {
	const name = "loyalty.perks"
	p, err := s.Programme(ctx)
	if err != nil || !p.On {
		return Perks{}, wrap(name, err)
	}
	tiers, err := s.c.store.MemberTiers(ctx)
	if err != nil {
		return Perks{}, wrap(name, err)
	}
	had, err := s.lately(ctx, s.c.store, reason)
	return Perks{p, reason, tiers, had}, wrap(name, err)
}

// PerksOf is Perks for one customer alone.
func (s *Loyalty) PerksOf(ctx context.Context, customer ID, reason string) (Perks, error) {
	const name = "loyalty.perks"
	p, err := s.Programme(ctx)
	if err != nil || !p.On {
		return Perks{}, wrap(name, err)
	}
	a, found, err := s.c.store.AccountOf(ctx, customer)
	if err != nil || !found || !a.TrashedAt.IsZero() {
		return Perks{}, wrap(name, err)
	}
	had, err := s.lately(ctx, s.c.store, reason)
	return Perks{p, reason, map[ID]string{customer: a.Tier}, had}, wrap(name, err)
}

// lately are those who had a gift for a reason a short time ago.
func (s *Loyalty) lately(ctx context.Context, r Reader, reason string) (map[ID]bool, error) {
	today, err := s.c.today(ctx, r)
	if err != nil {
		return nil, err
	}
	apart := calendar.Date(birthdayApart)
	if reason == ReasonHoliday {
		apart = holidayApart
	}
	return r.Gifted(ctx, reason, today-apart)
}

// Tier is the tier of a member; ok is false for one without.
func (p Perks) Tier(customer ID) (t Tier, ok bool) {
	if id := p.tiers[customer]; id != "" {
		return p.programme.TierNamed(id)
	}
	return Tier{}, false
}

// Gift is how many points may be given to a member; none to one who had them
// lately.
func (p Perks) Gift(customer ID) int {
	_, member := p.tiers[customer]
	switch {
	case !member || p.had[customer]:
		return 0
	case p.reason == ReasonHoliday:
		return p.programme.Holiday
	}
	return p.programme.Birthday
}

// Say keeps what a tier brings in the words of a language, for the next
// greeting.
func (s *Loyalty) Say(ctx context.Context, said map[string]map[string]string) (Operation, error) {
	const name = "loyalty.say"
	p, err := s.Programme(ctx)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	changed := false
	for i, t := range p.Tiers {
		for lang, text := range said[t.ID] {
			if t.Words(lang) == text {
				continue
			}
			if p.Tiers[i].In == nil {
				p.Tiers[i].In = map[string]string{}
			}
			p.Tiers[i].In[lang], changed = text, true
		}
	}
	if !changed {
		return Operation{}, nil
	}
	return s.SaveProgramme(ctx, p)
}

// Words are what a tier brings in the words of a language, as they were said
// last, or "".
func (t Tier) Words(lang string) string { return t.In[lang] }

// greet gives the points that a greeting promised, once.
func (s *Loyalty) greet(ctx context.Context, tx Tx, customer ID, points int, reason string) error {
	const name = "loyalty.greet"
	a, found, err := tx.AccountOf(ctx, customer)
	if err != nil {
		return err
	}
	if !found || !a.TrashedAt.IsZero() {
		return &Error{Op: name, Code: NotFound, Detail: "no_member"}
	}
	had, err := s.lately(ctx, tx, reason)
	if err != nil {
		return err
	}
	if had[customer] {
		return &Error{Op: name, Code: Conflict, Detail: "gift_already"}
	}
	return s.append(ctx, tx, PointEntry{CustomerID: customer, Kind: PointsGift, Points: points, Reason: reason})
}
