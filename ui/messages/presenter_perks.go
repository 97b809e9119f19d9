package messages

import (
	"context"
	"maps"
	"strings"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/locales"
)

// Offered is what the loyalty programme lets the letters of a draft offer.
type Offered struct {
	WithPerks bool // they say what the tier of each brings
	WithGifts bool // points are given on sending
	Perks     int  // how many letters could say so
	Gifts     int  // with how many points could be given
}

// Offer is what can be said in one language of a tier, or of a gift of points.
type Offer struct {
	Tier  book.Tier // for a tier
	Gift  int       // for a gift
	Count int       // to how many
	Words string    // as it is said until something else is typed
}

// Slot names what is typed for an offer.
func (o Offer) Slot() string {
	if o.Gift > 0 {
		return giftSlot
	}
	return tierSlot + o.Tier.ID
}

// The slots of offers; no script has them.
const (
	tierSlot = "tier:"
	giftSlot = "gift"
)

// words are what was typed of the tiers, by tier and language.
func (d *Draft) words() map[string]map[string]string {
	out := map[string]map[string]string{}
	for say, text := range d.Values {
		if id, ok := strings.CutPrefix(say.Slot, tierSlot); ok && strings.TrimSpace(text) != "" {
			if out[id] == nil {
				out[id] = map[string]string{}
			}
			out[id][say.Language] = strings.TrimSpace(text)
		}
	}
	return out
}

// offering puts into letters what the programme offers. It works on copies
// alone.
type offering struct {
	on     bool
	reason string
	of     Offered
	ours   string // the language of the user, in which the programme is written
	me     string
	typed  map[Say]string
	gift   func(lang string, points int) string

	book.Perks
	perks, gifts int
}

func (p *Presenter) offering(d Draft) *offering {
	o := &offering{
		on: d.Kind == book.GreetingCampaign && (d.Feast != nil || d.Birthday), reason: book.ReasonHoliday, of: d.Offered,
		ours: p.env.Printer.Tag(), me: p.env.Settings.OwnerName, typed: maps.Clone(d.Values), gift: giftWords,
	}
	if d.Birthday {
		o.reason = book.ReasonBirthday
	}
	// On a quiet day there is a wish, but nothing is offered with it.
	if d.Feast != nil && (d.Feast.Mood != almanac.Cheerful || d.Feast.Kind == almanac.Mourning) {
		o.on = false
	}
	return o
}

// read asks the book what may be offered.
func (o *offering) read(ctx context.Context, b *book.Book) (err error) {
	if o.on {
		o.Perks, err = b.Loyalty.Perks(ctx, o.reason)
	}
	return err
}

// put offers to one who is written to what is theirs, and notes what can be said
// of it in the language of the letter.
func (o *offering) put(r *book.Recipient, n *Need) {
	if !o.on {
		return
	}
	if t, ok := o.Tier(r.CustomerID); ok {
		r.Tier = t.Name
		if t.Perk != "" {
			o.perks++
			r.Perk = n.offer(Offer{Tier: t, Words: o.perk(t, r.Language)}, o.typed)
			if o.of.WithPerks {
				r.Text = counsel.WithLine(r.Text, r.Perk, o.me)
			}
		}
	}
	if points := o.Gift(r.CustomerID); points > 0 {
		o.gifts++
		r.Gift, r.GiftFor, r.Give = points, o.reason, o.of.WithGifts
		r.GiftText = n.offer(Offer{Gift: points, Words: o.gift(r.Language, points)}, o.typed)
		if r.Give {
			r.Text = counsel.WithLine(r.Text, r.GiftText, o.me)
		}
	}
}

// perk is what a tier brings in the words of a language: as it was said last,
// and in the language of the user as the programme has it.
func (o *offering) perk(t book.Tier, lang string) string {
	if said := t.Words(lang); said != "" {
		return said
	}
	if culture.Serves(o.ours, lang) || culture.Serves(lang, o.ours) {
		return t.Perk
	}
	return ""
}

// offer notes an offer in a language and gives its words.
func (n *Need) offer(o Offer, typed map[Say]string) string {
	words := o.Words
	if text, ok := typed[Say{Language: n.Language, Slot: o.Slot()}]; ok {
		words = strings.TrimSpace(text)
	}
	for i := range n.Offers {
		if n.Offers[i].Slot() == o.Slot() {
			n.Offers[i].Count++
			return words
		}
	}
	o.Count = 1
	n.Offers = append(n.Offers, o)
	return words
}

// giftWords say in a language of ours that points were given, else nothing.
func giftWords(lang string, points int) string {
	p, err := locales.New(lang, locales.Options{})
	if err != nil || p.Tag() != lang {
		return ""
	}
	return p.N("messages.gift_line", points, nil)
}

// birthday is the next birthday of a customer, or zero.
func birthday(c book.Customer, from calendar.Date) calendar.Date {
	for _, d := range c.Dates {
		if d.Kind == book.Birthday {
			if o, err := d.When.Next(from); err == nil {
				return o.Date
			}
		}
	}
	return 0
}

// Offer puts what the tier brings into the letter at hand, or takes it out.
func (p *Presenter) Offer(on bool) {
	p.Keep(func(x *book.Recipient) {
		x.Text = counsel.WithoutLine(x.Text, x.Perk)
		if on {
			x.Text = counsel.WithLine(x.Text, x.Perk, p.env.Settings.OwnerName)
		}
	})
}

// Give promises the points with the letter at hand, or does not.
func (p *Presenter) Give(on bool) {
	p.Keep(func(x *book.Recipient) {
		x.Give, x.Text = on, counsel.WithoutLine(x.Text, x.GiftText)
		if on {
			x.Text = counsel.WithLine(x.Text, x.GiftText, p.env.Settings.OwnerName)
		}
	})
}

// offersToMourner reports whether a letter offers something to one who came to
// mourn after it was written.
func (p *Presenter) offersToMourner(r book.Recipient, c book.Customer) bool {
	if !r.Give && !r.Says(r.Perk) {
		return false
	}
	a, today := p.env.Almanac, calendar.DateOf(p.env.Now())
	return planner.Mourns(a, c, today) || planner.Mourns(a, c, r.Day)
}

// PerkCount is in how many letters it stands what a tier brings, and with how
// many points are given.
func (p *Presenter) PerkCount() (perks, gifts int) {
	for _, r := range p.Rows {
		if r.State == book.LeftOut {
			continue
		}
		if r.Says(r.Perk) {
			perks++
		}
		if r.Give {
			gifts++
		}
	}
	return perks, gifts
}
