package sample

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// The rules of the demo programme: a point for each unit of the base currency,
// tiers by the points of twelve months.
const (
	tierWindow  = 12
	pointExpiry = 36
)

// programme are the rules, with names in the language of the book.
func (t *trader) programme() book.Programme {
	p := book.Programme{On: true, Earn: 1, Per: 100, Window: tierWindow, Expiry: pointExpiry, Birthday: 100, Holiday: 50}
	scale := int(1 / eurosFor[t.base()] * 0.99)
	for i, x := range t.g.texts.Tiers {
		name, perk, _ := strings.Cut(x, "|")
		p.Tiers = append(p.Tiers, book.Tier{ID: "tier-" + strconv.Itoa(i+1), Name: name, Perk: perk, From: []int{500, 2000, 6000}[i%3] * max(1, scale)})
	}
	for i, x := range t.g.texts.Rewards {
		name, points, _ := strings.Cut(x, "|")
		n, err := strconv.Atoi(points)
		if err == nil {
			p.Rewards = append(p.Rewards, book.Reward{ID: "reward-" + strconv.Itoa(i+1), Name: name, Points: n * max(1, scale)})
		}
	}
	return p
}

// join lets some of those who buy take part: their orders have earned points,
// and some were redeemed.
func (t *trader) join(b *book.Bundle, nth int) {
	if nth >= dealsUpTo || len(b.Orders) < 2 {
		return
	}
	r := rand.New(rand.NewPCG(uint64(t.g.o.Seed), 0x706f696e7473<<12|uint64(nth)))
	if r.IntN(100) < 45 {
		return
	}
	today, p := t.g.o.Today, t.rules
	joined := b.Orders[0].On - calendar.Date(r.IntN(9))
	a := book.Account{ID: chanceID(r), CustomerID: b.Customer.ID, Joined: joined, CreatedAt: joined.In(time.UTC, 9, 0)}
	balance := 0
	add := func(e book.PointEntry) {
		e.ID, e.CustomerID, e.CreatedAt = chanceID(r), b.Customer.ID, e.On.In(time.UTC, 18, r.IntN(60))
		b.Points = append(b.Points, e)
		balance += e.Points
	}
	if r.IntN(3) == 0 {
		add(book.PointEntry{Kind: book.PointsGift, Points: p.Birthday, On: joined + calendar.Date(r.IntN(int(today-joined)+1)), Reason: book.ReasonBirthday})
	}
	for _, o := range b.Orders {
		c, ok := t.converter.Convert(o.Total, o.Currency, o.On)
		points := p.Points(c.Amount)
		if !ok || o.Counts() == 0 || points == 0 {
			continue
		}
		e := book.PointEntry{Kind: book.PointsEarned, Points: points, On: o.On, OrderID: o.ID}
		if points < 0 {
			e.Kind, e.Reason = book.PointsAdjusted, book.ReasonOrderChanged
		}
		add(e)
		if x := p.Rewards[r.IntN(len(p.Rewards))]; balance > 2*x.Points && r.IntN(4) == 0 && o.On+20 < today {
			add(book.PointEntry{Kind: book.PointsRedeemed, Points: -x.Points, On: o.On + 20, Reward: x.Name})
		}
	}
	tier := func(on calendar.Date) string {
		earned := 0
		for _, e := range b.Points {
			if e.OrderID != "" && e.On >= on.AddMonths(-tierWindow) && e.On <= on {
				earned += e.Points
			}
		}
		x, _ := p.TierFor(earned)
		return x.ID
	}
	a.Tier = tier(today)
	for back := calendar.Date(1); back < 60; back++ {
		if was := tier(today - back); was != a.Tier {
			a.TierBefore, a.TierOn = was, today-back+1
			break
		}
	}
	b.Account = &a
}
