package counsel

import (
	"context"
	"strings"

	"dragoman/data/book"
)

// OfferLine is what can be said in one language of a tier of the loyalty
// programme, or of a gift of points.
type OfferLine struct {
	Tier   book.Tier // for a tier
	Gift   int       // for a gift
	Count  int       // to how many
	Words  string    // as it is said until something else is typed
	Unread bool      // no native reader has gone over the words
}

// Slot names what is typed for an offer.
func (o OfferLine) Slot() string {
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

// tierWords are what was typed of the tiers, by tier and language.
func (d *Draft) tierWords() map[string]map[string]string {
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

// promises puts into letters what the programme offers.
type promises struct {
	on     bool
	reason string
	d      *Draft
	signs  book.Settings

	book.Perks
	perks, gifts int
}

func (m Mail) promises(d *Draft) *promises {
	o := &promises{
		on:     d.Kind == book.GreetingCampaign && (d.Feast != nil || d.Birthday),
		reason: book.ReasonHoliday, d: d, signs: m.Settings,
	}
	if d.Birthday {
		o.reason = book.ReasonBirthday
	}
	if d.Feast != nil && !Glad(*d.Feast) {
		o.on = false
	}
	return o
}

// read asks the book what may be offered.
func (o *promises) read(ctx context.Context, b *book.Book) (err error) {
	if o.on {
		o.Perks, err = b.Loyalty.Perks(ctx, o.reason)
	}
	return err
}

// put offers to one who is written to what is theirs, and notes what can be said
// of it in the language of the letter.
func (o *promises) put(r *book.Recipient, n *Need) {
	if !o.on {
		return
	}
	me, _ := SignsAs(o.signs, r.Language)
	if t, ok := o.Tier(r.CustomerID); ok {
		r.Tier = t.Name
		if t.Perk != "" {
			o.perks++
			r.Perk = n.offer(OfferLine{Tier: t, Words: PerkIn(t, r.Language, o.d.Language)}, o.d.Values)
			if o.d.WithPerks {
				r.Text = WithLine(r.Text, r.Perk, me)
			}
		}
	}
	if points := o.Gift(r.CustomerID); points > 0 {
		o.gifts++
		r.Gift, r.GiftFor, r.Give = points, o.reason, o.d.WithGifts
		words, read := GiftIn(r.Language, points)
		r.GiftText = n.offer(OfferLine{Gift: points, Words: words, Unread: words != "" && !read}, o.d.Values)
		if r.Give {
			r.Text = WithLine(r.Text, r.GiftText, me)
		}
	}
}

// offer notes an offer in a language and gives its words.
func (n *Need) offer(o OfferLine, typed map[Say]string) string {
	words := o.Words
	if text, ok := typed[Say{n.Language, o.Slot()}]; ok {
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

// Offering returns a letter with what the tier of the recipient brings in it,
// or without; Giving does the same with the points.
func Offering(r book.Recipient, on bool, s book.Settings) book.Recipient {
	r.Text = WithoutLine(r.Text, r.Perk)
	if on {
		me, _ := SignsAs(s, r.Language)
		r.Text = WithLine(r.Text, r.Perk, me)
	}
	return r
}

// Giving promises the points with a letter, or does not.
func Giving(r book.Recipient, on bool, s book.Settings) book.Recipient {
	r.Give, r.Text = on, WithoutLine(r.Text, r.GiftText)
	if on {
		me, _ := SignsAs(s, r.Language)
		r.Text = WithLine(r.Text, r.GiftText, me)
	}
	return r
}
