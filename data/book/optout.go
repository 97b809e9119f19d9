package book

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"dragoman/data/calendar"
)

// OptOut remembers that an address is not to be contacted, without the address
// and without whose it was, so that it outlives the customer: when the address
// comes into the book again, typed or from a file, it comes in refused.
type OptOut struct {
	ID        ID
	Key       ID      // the OptOutKey of the hash
	Hash      string  // HMAC-SHA-256 of AddressOf, in hexadecimal
	Purpose   Purpose // what was refused; AnyContact is everything
	Channel   ChannelKind
	On        calendar.Date
	CreatedAt time.Time
	TrashedAt time.Time // a later yes lifted it
}

// OptOutKey is a key of the hashes. A book makes one when it needs it; a copy
// that was loaded or shared may bring its own, so that there can be several.
type OptOutKey struct {
	ID        ID
	Secret    string // 32 bytes in hexadecimal
	CreatedAt time.Time
}

// hash returns the keyed hash of an address.
func (k OptOutKey) hash(address string) string {
	secret, err := hex.DecodeString(k.Secret)
	if err != nil {
		secret = []byte(k.Secret) // a damaged key still hashes alike
	}
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(address))
	return hex.EncodeToString(m.Sum(nil))
}

// shared reports whether an address of a channel is the same one on others, as
// a telephone number is.
func shared(ch Channel) bool {
	switch ch.Kind {
	case Phone, Email:
		return true
	}
	return ch.Normal != ""
}

// guard keeps the list of those who opted out within one transaction.
type guard struct {
	tx     Tx
	now    time.Time
	today  calendar.Date
	author string

	keys  []OptOutKey
	known bool
	all   map[string][]OptOut // the whole list, for an import; nil asks the store
	empty bool
	warn  func(code, field string) // hears what did not come in as it was; may be nil
}

func (c *core) guard(ctx context.Context, tx Tx) (*guard, error) {
	s, err := tx.Settings(ctx)
	if err != nil {
		return nil, err
	}
	now := c.now()
	return &guard{tx: tx, now: now.UTC(), today: calendar.DateOf(now.In(c.zone(s))), author: s.OwnerName}, nil
}

// load reads the keys and, for an import, the whole list.
func (g *guard) load(ctx context.Context, whole bool) (err error) {
	if g.known {
		return nil
	}
	g.known = true
	if whole {
		g.all = map[string][]OptOut{}
	}
	if g.keys, err = g.tx.OptOutKeys(ctx); err != nil || len(g.keys) == 0 {
		g.empty = true
		return err
	}
	if !whole {
		return nil
	}
	list, err := g.tx.OptOuts(ctx, nil)
	g.empty = len(list) == 0
	for _, o := range list {
		g.all[o.Hash] = append(g.all[o.Hash], o)
	}
	return err
}

// listed returns what the list says about an address.
func (g *guard) listed(ctx context.Context, ch Channel) ([]OptOut, error) {
	if err := g.load(ctx, false); err != nil || g.empty {
		return nil, err
	}
	var found []OptOut
	var hashes []string
	for _, k := range g.keys {
		h := k.hash(AddressOf(ch))
		hashes = append(hashes, h)
		found = append(found, g.all[h]...)
	}
	if g.all == nil {
		var err error
		if found, err = g.tx.OptOuts(ctx, hashes); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(found, func(o OptOut) bool {
		return !o.TrashedAt.IsZero() || o.Channel != "" && o.Channel != ch.Kind
	}), nil
}

// key returns the key with which new hashes are made.
func (g *guard) key(ctx context.Context) (OptOutKey, error) {
	if err := g.load(ctx, false); err != nil {
		return OptOutKey{}, err
	}
	if len(g.keys) > 0 {
		return g.keys[0], nil
	}
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return OptOutKey{}, err
	}
	k := OptOutKey{ID: NewID(), Secret: hex.EncodeToString(secret), CreatedAt: g.now}
	if err := g.tx.PutOptOutKey(ctx, k); err != nil {
		return k, err
	}
	g.keys = append(g.keys, k)
	return k, nil
}

// block puts the addresses of which a refusal speaks on the list.
func (g *guard) block(ctx context.Context, no Consent, channels []Channel) error {
	if !no.State.Refused() || !no.Purpose.Contact() {
		return nil
	}
	for _, ch := range channels {
		if ch.Kind == Web || no.Channel != "" && no.Channel != ch.Kind || no.Address != "" && no.Address != AddressOf(ch) {
			continue
		}
		o := OptOut{Purpose: no.Purpose, Channel: no.Channel, On: no.On, CreatedAt: g.now}
		if o.Channel == "" && !shared(ch) {
			o.Channel = ch.Kind
		}
		had, err := g.listed(ctx, ch)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(had, func(h OptOut) bool { return h.Purpose == o.Purpose && h.Channel == o.Channel }) {
			continue
		}
		k, err := g.key(ctx)
		if err != nil {
			return err
		}
		o.ID, o.Key, o.Hash = NewID(), k.ID, k.hash(AddressOf(ch))
		if err := g.tx.PutOptOut(ctx, o); err != nil {
			return err
		}
		g.empty = false
		if g.all != nil {
			g.all[o.Hash] = append(g.all[o.Hash], o)
		}
	}
	return nil
}

// unblock takes the addresses of which a yes speaks off the list, for its own
// purpose and no other.
func (g *guard) unblock(ctx context.Context, yes Consent, channels []Channel) error {
	for _, ch := range channels {
		if yes.Channel != "" && yes.Channel != ch.Kind || yes.Address != "" && yes.Address != AddressOf(ch) {
			continue
		}
		had, err := g.listed(ctx, ch)
		if err != nil {
			return err
		}
		for _, o := range had {
			if o.Purpose != yes.Purpose || o.Channel == "" && yes.Channel != "" && shared(ch) {
				continue
			}
			o.TrashedAt = g.now
			if err := g.tx.PutOptOut(ctx, o); err != nil {
				return err
			}
		}
	}
	return nil
}

// append adds an answer to the log and keeps the list in step.
func (g *guard) append(ctx context.Context, a Consent, channels []Channel) (Consent, error) {
	a.ID, a.CreatedAt = NewID(), g.now
	if a.Author == "" {
		a.Author = g.author
	}
	if err := g.tx.PutConsent(ctx, a); err != nil {
		return a, err
	}
	if a.State == Granted {
		return a, nil
	}
	return a, g.block(ctx, a, channels)
}

// settle is told of every customer whose addresses may have changed; before is
// empty for a new one. Addresses on the list come in refused, those of somebody
// who refused go onto it, and what was said about an address follows it when
// it is corrected. It takes the log of the customer and returns it with what
// was added.
func (g *guard) settle(ctx context.Context, before, after Customer, log []Consent) ([]Consent, error) {
	had := map[ID]string{}
	was := map[string]bool{}
	for _, ch := range before.Channels {
		had[ch.ID] = AddressOf(ch)
		was[string(ch.Kind)+"\x00"+AddressOf(ch)] = true
	}
	for _, ch := range after.Channels {
		address := AddressOf(ch)
		if was[string(ch.Kind)+"\x00"+address] {
			continue
		}
		var add []Consent
		if old := had[ch.ID]; old != "" {
			add = carried(log, ch.Kind, old, address)
		}
		on, err := g.onList(ctx, ch, log)
		if err != nil {
			return nil, err
		}
		for _, a := range append(add, on...) {
			a.CustomerID = after.ID
			if a, err = g.append(ctx, a, []Channel{ch}); err != nil {
				return nil, err
			}
			log = append(log, a)
		}
		for _, no := range standing(log, g.today) {
			if err := g.block(ctx, no, []Channel{ch}); err != nil {
				return nil, err
			}
		}
	}
	return log, nil
}

// onList makes the refusals of an address that is on the list.
func (g *guard) onList(ctx context.Context, ch Channel, log []Consent) ([]Consent, error) {
	found, err := g.listed(ctx, ch)
	var out []Consent
	for _, o := range found {
		a := Consent{Purpose: o.Purpose, Channel: ch.Kind, Address: AddressOf(ch), State: Withdrawn, Source: FromOptOuts, On: o.On}
		q := Question{Purpose: a.Purpose, Channel: a.Channel, Address: a.Address, On: g.today}
		if refusal(log, q) != nil || refusal(out, q) != nil {
			continue // it is known already
		}
		out = append(out, a)
		if g.warn != nil {
			g.warn("opted_out", string(ch.Kind))
		}
	}
	return out, err
}

// carried are the latest answers about an address, for the one that takes its
// place.
func carried(log []Consent, kind ChannelKind, old, address string) []Consent {
	last := map[Purpose]Consent{}
	for _, a := range log {
		if a.Channel != kind || a.Address != old {
			continue
		}
		if l, ok := last[a.Purpose]; !ok || compareConsents(a, l) > 0 {
			last[a.Purpose] = a
		}
	}
	var out []Consent
	for _, p := range Purposes() {
		if a, ok := last[p]; ok {
			a.Address, a.Source = address, FromAddress
			out = append(out, a)
		}
	}
	return out
}

// standing are the refusals of a log that no later yes has lifted.
func standing(log []Consent, on calendar.Date) []Consent {
	var out []Consent
	for _, no := range log {
		q := Question{Purpose: no.Purpose, Channel: no.Channel, Address: no.Address, On: on}
		if no.State.Refused() && refusal([]Consent{no}, q) != nil && refusal(append(yeses(log), no), q) != nil {
			out = append(out, no)
		}
	}
	return out
}

func yeses(log []Consent) []Consent {
	var out []Consent
	for _, a := range log {
		if a.State == Granted {
			out = append(out, a)
		}
	}
	return out
}
