package book

import (
	"context"
	"slices"
	"strings"

	"dragoman/data/calendar"
)

// Consents holds the use cases of what customers allow and refuse.
type Consents struct{ c *core }

// ConsentReader answers questions about consent.
type ConsentReader interface {
	// Consents returns the log of a customer, oldest first.
	Consents(ctx context.Context, customer ID) ([]Consent, error)
	// Parties returns those of the customers that are there.
	Parties(ctx context.Context, ids []ID) (map[ID]Party, error)
	// Expiring returns the answers of live customers that run out from the
	// first to the last day, the soonest first.
	Expiring(ctx context.Context, from, to calendar.Date) ([]Consent, error)
	// OptOuts returns the rows of the given hashes, or all, also lifted ones.
	OptOuts(ctx context.Context, hashes []string) ([]OptOut, error)
	OptOutKeys(ctx context.Context) ([]OptOutKey, error) // oldest first
	// LastWording is what was asked for a purpose last, or "".
	LastWording(ctx context.Context, p Purpose) (string, error)
}

// ConsentWriter changes what is kept about consent.
type ConsentWriter interface {
	PutConsent(ctx context.Context, a Consent) error // adds; a log is never changed
	PutOptOut(ctx context.Context, o OptOut) error
	PutOptOutKey(ctx context.Context, k OptOutKey) error
}

// Log returns what a customer said, the newest first.
func (s *Consents) Log(ctx context.Context, customer ID) ([]Consent, error) {
	log, err := s.c.store.Consents(ctx, customer)
	slices.SortStableFunc(log, func(a, b Consent) int { return compareConsents(b, a) })
	return log, wrap("consents.log", err)
}

// Party returns what questions about one customer look at, and the rules.
func (s *Consents) Party(ctx context.Context, customer ID) (Party, ConsentRules, error) {
	const name = "consents.party"
	set, err := s.c.store.Settings(ctx)
	if err != nil {
		return Party{}, ConsentRules{}, wrap(name, err)
	}
	found, err := s.c.store.Parties(ctx, []ID{customer})
	if err != nil {
		return Party{}, set.Consent, wrap(name, err)
	}
	p, ok := found[customer]
	if !ok {
		return p, set.Consent, &Error{Op: name, Code: NotFound}
	}
	return p, set.Consent, nil
}

// Party is what questions about the customer of a bundle look at.
func (b Bundle) Party() Party {
	c := b.Customer
	return Party{ID: c.ID, Country: c.Country, Basis: c.Basis, Channels: c.Channels, Log: b.Consents}
}

// May answers a question about many customers; every sender asks it first. The
// day of the question is today where it has none. Customers who are gone are
// not in the answer.
func (s *Consents) May(ctx context.Context, ids []ID, q Question) (map[ID]Answer, error) {
	const name = "consents.may"
	set, err := s.c.store.Settings(ctx)
	if err != nil {
		return nil, wrap(name, err)
	}
	if q.On == 0 {
		q.On = calendar.DateOf(s.c.now().In(s.c.zone(set)))
	}
	found, err := s.c.store.Parties(ctx, ids)
	out := make(map[ID]Answer, len(found))
	for id, p := range found {
		out[id] = May(set.Consent, p, q)
	}
	return out, wrap(name, err)
}

// Record adds an answer to a customer's log. A no goes onto the list of those
// who opted out, with all addresses it speaks of; a yes takes them off it. The
// day is today where none is given.
func (s *Consents) Record(ctx context.Context, a Consent) (Consent, Operation, error) {
	const name = "consents.record"
	var err error
	if a.On == 0 {
		if a.On, err = s.c.today(ctx, s.c.store); err != nil {
			return a, Operation{}, wrap(name, err)
		}
	}
	a = tidyConsent(a)
	if err := validateConsent(a); err != nil {
		return a, Operation{}, wrap(name, err)
	}
	kind := OpConsent
	if a.State.Refused() {
		kind = OpConsentStop
	}
	op, err := s.c.write(ctx, name, Operation{Kind: kind}, func(tx Tx) error {
		c, err := tx.Customer(ctx, a.CustomerID)
		if err != nil {
			return err
		}
		g, err := s.c.guard(ctx, tx)
		if err != nil {
			return err
		}
		if a.On > g.today {
			return invalid(name, "day", "in_future")
		}
		if a, err = g.append(ctx, a, c.Channels); err != nil || a.State != Granted {
			return err
		}
		return g.unblock(ctx, a, c.Channels)
	}, Change{Entity: EntityConsent, ID: a.CustomerID, Customer: a.CustomerID})
	return a, op, err
}

// Wording is what was asked for a purpose last, to be offered again.
func (s *Consents) Wording(ctx context.Context, p Purpose) (string, error) {
	w, err := s.c.store.LastWording(ctx, p)
	return w, wrap("consents.wording", err)
}

// Expiry is a yes that runs out soon.
type Expiry struct {
	Consent
	Customer CustomerRow
}

// Expiring lists the yeses that run out within days from today, unless a later
// answer to the same question took their place, the soonest first.
func (s *Consents) Expiring(ctx context.Context, days int) ([]Expiry, error) {
	const name = "consents.expiring"
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return nil, wrap(name, err)
	}
	list, err := s.c.store.Expiring(ctx, today, today+calendar.Date(days))
	if err != nil || len(list) == 0 {
		return nil, wrap(name, err)
	}
	var ids []ID
	for _, a := range list {
		ids = append(ids, a.CustomerID)
	}
	page, err := s.c.store.Customers(ctx, CustomerQuery{Filter: CustomerFilter{IDs: ids}, Limit: 500})
	if err != nil {
		return nil, wrap(name, err)
	}
	rows := map[ID]CustomerRow{}
	for _, r := range page.Rows {
		rows[r.ID] = r
	}
	var out []Expiry
	for _, a := range list {
		if r, ok := rows[a.CustomerID]; ok {
			out = append(out, Expiry{a, r})
		}
	}
	return out, nil
}

// OptOutCount is how many addresses opted out of a purpose.
type OptOutCount struct {
	Purpose Purpose
	Count   int
}

// OptOuts counts the addresses on the list by what they refused.
func (s *Consents) OptOuts(ctx context.Context) ([]OptOutCount, error) {
	list, err := s.c.store.OptOuts(ctx, nil)
	if err != nil {
		return nil, wrap("consents.optouts", err)
	}
	n := map[Purpose]int{}
	for _, o := range list {
		if o.TrashedAt.IsZero() {
			n[o.Purpose]++
		}
	}
	var out []OptOutCount
	for _, p := range Purposes() {
		if n[p] > 0 {
			out = append(out, OptOutCount{p, n[p]})
		}
	}
	return out, nil
}

// tidyConsent drops blanks and what does not belong together.
func tidyConsent(a Consent) Consent {
	a.Wording = strings.TrimSpace(a.Wording)
	if !a.Purpose.Contact() {
		a.Channel = ""
	}
	if a.Channel == "" {
		a.Address = ""
	}
	if a.State != Granted {
		a.Expires = 0
	}
	return a
}

func validateConsent(a Consent) error {
	const op = "consents.validate"
	switch {
	case a.CustomerID == "":
		return invalid(op, "customer", "missing")
	case !slices.Contains(Purposes(), a.Purpose):
		return invalid(op, "purpose", "unknown")
	case a.Channel != "" && !slices.Contains(ChannelKinds(), a.Channel):
		return invalid(op, "channel", "unknown")
	case a.State != Granted && !a.State.Refused():
		return invalid(op, "state", "unknown")
	case len(a.Wording) > longestWording:
		return invalid(op, "wording", "too_long")
	case a.Expires != 0 && a.Expires < a.On:
		return invalid(op, "expires", "order")
	}
	return nil
}

// addConsents brings in what a file says about consent. What was said twice is
// said once, and no file loosens a no that stands in the book.
func (g *guard) addConsents(ctx context.Context, c Customer, log, from []Consent) (n int, err error) {
	base := slices.Clone(log)
	from = slices.Clone(from)
	slices.SortStableFunc(from, compareConsents)
	for _, a := range from {
		a.CustomerID = c.ID
		if a.Source == "" {
			a.Source = FromFile
		}
		a = tidyConsent(a)
		same := func(x Consent) bool {
			return x.SameScope(a) && x.State == a.State && x.On == a.On && x.Expires == a.Expires
		}
		if validateConsent(a) != nil || slices.ContainsFunc(log, same) {
			continue
		}
		q := Question{Purpose: a.Purpose, Channel: a.Channel, Address: a.Address, On: g.today}
		if a.State == Granted && refusal(base, q) != nil {
			if g.warn != nil {
				g.warn("still_refused", string(a.Channel))
			}
			continue
		}
		if a, err = g.append(ctx, a, c.Channels); err != nil {
			return n, err
		}
		log = append(log, a)
		n++
	}
	return n, nil
}

// stricter keeps what either of two customers refused, after the log of both
// has become one.
func (g *guard) stricter(ctx context.Context, merged Customer, a, b []Consent) error {
	log, err := g.tx.Consents(ctx, merged.ID)
	if err != nil {
		return err
	}
	for _, q := range scopes(a, b, merged.Channels, g.today) {
		no := refusal(a, q)
		if other := refusal(b, q); no == nil || other != nil && compareConsents(*other, *no) > 0 {
			no = other
		}
		if no == nil || refusal(log, q) != nil {
			continue
		}
		kept, err := g.append(ctx, Consent{
			CustomerID: merged.ID, Purpose: q.Purpose, Channel: q.Channel, Address: q.Address,
			State: no.State, Wording: no.Wording, Source: FromMerge, On: g.today,
		}, merged.Channels)
		if err != nil {
			return err
		}
		log = append(log, kept)
	}
	return nil
}

// scopes are the questions to which two logs may have answers, the general ones
// first.
func scopes(a, b []Consent, channels []Channel, on calendar.Date) []Question {
	all := append(slices.Clone(a), b...)
	kinds, addresses := []Question{{}}, []Question{}
	note := func(kind ChannelKind, address string) {
		if kind == "" {
			return
		}
		kinds = append(kinds, Question{Channel: kind})
		if address != "" {
			addresses = append(addresses, Question{Channel: kind, Address: address})
		}
	}
	for _, x := range all {
		note(x.Channel, x.Address)
	}
	for _, ch := range channels {
		note(ch.Kind, AddressOf(ch))
	}
	var out []Question
	seen := map[Question]bool{}
	for _, k := range append(kinds, addresses...) {
		for _, p := range Purposes() {
			if !p.Contact() && k.Channel != "" {
				continue
			}
			q := Question{Purpose: p, Channel: k.Channel, Address: k.Address, On: on}
			if !seen[q] {
				seen[q] = true
				out = append(out, q)
			}
		}
	}
	return out
}
