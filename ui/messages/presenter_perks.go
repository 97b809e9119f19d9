package messages

import (
	"dragoman/data/book"
	"dragoman/data/counsel"
)

// Offer puts what the tier brings into the letter at hand, or takes it out.
func (p *Presenter) Offer(on bool) {
	p.Keep(func(x *book.Recipient) { *x = counsel.Offering(*x, on, p.env.Settings) })
}

// Give promises the points with the letter at hand, or does not.
func (p *Presenter) Give(on bool) {
	p.Keep(func(x *book.Recipient) { *x = counsel.Giving(*x, on, p.env.Settings) })
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
