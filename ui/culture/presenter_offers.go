package culture

import (
	"context"
	"maps"
	"strings"

	"dragoman/data/book"
	"dragoman/data/counsel"
	lib "dragoman/data/culture"
)

// Loyal is what of the loyalty programme is put into a text for the customer:
// nothing until it is asked for.
type Loyal struct {
	WithPerk bool // the text says what their tier brings
	WithGift bool // points are given with it
	said     map[counsel.Say]string
	birthday book.Perks
	holiday  book.Perks
}

// giftSlot is under what it is kept how points are told; a tier is under its ID.
const giftSlot = "gift"

// anew is Loyal for another customer. How a perk is said stays.
func (l Loyal) anew() Loyal {
	said := maps.Clone(l.said)
	maps.DeleteFunc(said, func(s counsel.Say, _ string) bool { return s.Slot == giftSlot })
	return Loyal{said: said}
}

// readPerks reads what may be offered to a customer.
func readPerks(ctx context.Context, b *book.Book, id book.ID) (birthday, holiday book.Perks, err error) {
	if birthday, err = b.Loyalty.PerksOf(ctx, id, book.ReasonBirthday); err == nil {
		holiday, err = b.Loyalty.PerksOf(ctx, id, book.ReasonHoliday)
	}
	return birthday, holiday, err
}

func (p *Presenter) offers() counsel.Offers {
	l := p.Scripts.Loyal
	return counsel.Offers{Almanac: p.env.Almanac, Ours: p.env.Printer.Tag(), Today: p.Today, Perks: func(reason string) counsel.Perks {
		if reason == book.ReasonHoliday {
			return l.holiday
		}
		return l.birthday
	}}
}

// Offer is what the script may offer to the customer. Points are given when it
// is logged, so that none are promised where it may not be sent.
func (p *Presenter) Offer() counsel.Offer {
	s, ok := p.Script()
	if !ok || p.Scripts.Customer.ID == "" {
		return counsel.Offer{}
	}
	o := p.offers().InScript(p.Scripts.Customer, s, p.Values(s)["wish"])
	if _, barred := p.Barred(); barred {
		o.Points = 0
	}
	return p.said(o, s.Language)
}

// OfferAfter is what may be offered after a phrase.
func (p *Presenter) OfferAfter(f lib.Phrase) counsel.Offer {
	if p.Scripts.Customer.ID == "" {
		return counsel.Offer{}
	}
	return p.said(p.offers().InPhrase(p.Scripts.Customer, f), f.Language)
}

// OfferInPhrases is what may be offered after some of the phrases that are
// shown.
func (p *Presenter) OfferInPhrases() counsel.Offer {
	b, _ := p.env.Library.Phrases(p.Lang)
	for _, f := range b.Phrases {
		if o := p.OfferAfter(f); o.Any() && (p.Use == "" || p.Use == f.Use) {
			return o
		}
	}
	return counsel.Offer{}
}

// said puts what was typed before what is known.
func (p *Presenter) said(o counsel.Offer, lang string) counsel.Offer {
	said := p.Scripts.Loyal.said
	if text, typed := said[counsel.Say{Language: lang, Slot: o.Tier.ID}]; typed && o.Tier.ID != "" {
		o.Words = strings.TrimSpace(text)
	}
	if text, typed := said[counsel.Say{Language: lang, Slot: giftSlot}]; typed && o.Points > 0 {
		o.Said, o.Read = strings.TrimSpace(text), true
	}
	return o
}

// SetPerk puts what the tier brings into the text, or leaves it out.
func (p *Presenter) SetPerk(on bool) { p.Scripts.Loyal.WithPerk = on; p.draw() }

// SetGift gives points with the text, or does not.
func (p *Presenter) SetGift(on bool) { p.Scripts.Loyal.WithGift = on; p.draw() }

// SayPerk takes what a tier brings in the words of a language.
func (p *Presenter) SayPerk(tier, lang, text string) {
	p.say(counsel.Say{Language: lang, Slot: tier}, text)
}

// SayGift takes how points are told in a language.
func (p *Presenter) SayGift(lang, text string) {
	p.say(counsel.Say{Language: lang, Slot: giftSlot}, text)
}

func (p *Presenter) say(s counsel.Say, text string) {
	l := &p.Scripts.Loyal
	if l.said == nil {
		l.said = map[counsel.Say]string{}
	}
	l.said[s] = text
	p.draw()
}

// with puts into a text what is to be offered in it.
func (p *Presenter) with(text string, o counsel.Offer, me string) string {
	if l := p.Scripts.Loyal; l.WithPerk {
		text = counsel.WithLine(text, o.Words, me)
	}
	if p.points(o) > 0 {
		text = counsel.WithLine(text, o.Said, me)
	}
	return text
}

// points are those that are given with a text.
func (p *Presenter) points(o counsel.Offer) int {
	if !p.Scripts.Loyal.WithGift {
		return 0
	}
	return o.Points
}

// CopyPhrase puts a phrase on the clipboard, with what is offered after it.
func (p *Presenter) CopyPhrase(f lib.Phrase) {
	o := p.OfferAfter(f)
	p.env.Shell.Copy(p.with(f.Native, o, ""))
	p.remember(o, f.Language)
}

// remember keeps how a perk was said, for the next text in that language.
func (p *Presenter) remember(o counsel.Offer, lang string) {
	if !p.Scripts.Loyal.WithPerk || o.Words == "" || o.Words == counsel.PerkIn(o.Tier, lang, p.env.Printer.Tag()) {
		return
	}
	b, said := p.env.Book, map[string]map[string]string{o.Tier.ID: {lang: o.Words}}
	p.act(func(ctx context.Context) (book.Operation, error) { return b.Loyalty.Say(ctx, said) }, func(_ book.Operation, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
		}
	})
}
