package sample

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// How far the past of the demo book reaches, and from how many customers on it
// is kept short, so that a large book is made in a bearable time.
const (
	pastDays  = 730
	largeBook = 2000
)

// networks are the social media of a market; elsewhere it is LinkedIn.
var networks = map[string]string{"CN": "WeChat", "TW": "LINE", "JP": "LINE", "TH": "LINE", "KR": "KakaoStory", "VN": "Zalo", "RU": "VK"}

// past is a stream of chance of its own for each customer, so that what it makes
// changes nothing of the rest of the book.
type past struct {
	*rand.Rand
	seed, nth, made int
}

// id returns an id of version 7 in the order of what happened.
func (p *past) id(at time.Time) book.ID {
	p.made++
	ms := uint64(at.UnixMilli())
	return book.ID(fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", (ms>>16)&0xffffffff, ms&0xffff, p.made&0xfff, 0x9000|p.seed&0xfff, p.nth))
}

// past adds what happened in two years with a customer: touches of all kinds
// with who was there, how it ended and what came of it, touches on social media,
// and follow-ups that are done. Nothing of it is later than the last contact
// that the customer has already.
func (g *generator) past(b *book.Bundle, nth int) {
	p := &past{Rand: rand.New(rand.NewPCG(uint64(g.o.Seed), 0x70617374_0000+uint64(nth))), seed: int(g.o.Seed), nth: nth + 1}
	recent := 0 // days before today of the last contact
	for _, i := range b.Interactions {
		if d := int(g.o.Today - calendar.DateOf(i.At)); recent == 0 || d < recent {
			recent = d
		}
	}
	if recent == 0 {
		if b.Customer.Cadence.Ideal > 0 {
			return // it was agreed to keep in touch, and nobody has yet
		}
		recent = 30 + p.IntN(200)
	}
	n := p.IntN(10) + p.IntN(10)
	switch {
	case g.o.Customers > largeBook:
		n = p.IntN(3)
	case p.IntN(12) == 0:
		n += 40 // a few have been with us all the time
	}
	for range n {
		b.Interactions = append(b.Interactions, g.touch(p, b.Customer, recent))
	}
	for range p.IntN(4) - 1 {
		b.Interactions = append(b.Interactions, g.social(p, b.Customer))
	}
	if g.o.Customers <= largeBook && n > 6 {
		b.FollowUps = append(b.FollowUps, g.done(p, b.Customer, recent))
	}
}

// moment is some time of a working day, so many days ago at least.
func (g *generator) moment(p *past, after int) time.Time {
	day := g.o.Today - calendar.Date(after+1+p.IntN(max(1, pastDays-after)))
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day--
	}
	return day.In(time.UTC, 8+p.IntN(9), p.IntN(12)*5)
}

func (g *generator) touch(p *past, c book.Customer, recent int) book.Interaction {
	f := strings.Split(g.texts.Past[p.IntN(len(g.texts.Past))], "|")
	at := g.moment(p, recent)
	minutes, _ := strconv.Atoi(f[4]) // blank is not said
	i := book.Interaction{
		ID: p.id(at), CustomerID: c.ID, Kind: book.InteractionKind(f[0]), Direction: book.Direction(f[1]), Outcome: book.Outcome(f[2]),
		Mood: book.Mood(f[3]), Minutes: minutes, At: at, Text: f[5], CreatedAt: at,
	}
	i.Aside = !i.CountsByItself()
	if p.IntN(2) == 0 {
		i.NextStep = f[6]
	}
	if n := len(c.Languages); n > 0 && i.Outcome != book.NotReached && i.Kind != book.GiftGiven {
		i.Language = c.Languages[p.IntN(n)].Tag
	}
	if (i.Kind == book.Meeting || i.Kind == book.VisitPaid) && p.IntN(3) > 0 {
		i.Present = g.texts.Present[p.IntN(len(g.texts.Present))]
	}
	return i
}

func (g *generator) social(p *past, c book.Customer) book.Interaction {
	f := strings.Split(g.texts.Social[p.IntN(len(g.texts.Social))], "|")
	at := g.moment(p, 1)
	network, ok := networks[c.Country]
	if !ok {
		network = "LinkedIn"
	}
	return book.Interaction{
		ID: p.id(at), CustomerID: c.ID, Kind: book.InteractionKind(f[0]), Direction: book.Direction(f[1]), Network: network,
		At: at, Text: f[2], Aside: true, CreatedAt: at,
	}
}

func (g *generator) done(p *past, c book.Customer, recent int) book.FollowUp {
	kind, title, _ := strings.Cut(g.texts.Done[p.IntN(len(g.texts.Done))], "|")
	at := g.moment(p, recent)
	return book.FollowUp{
		ID: p.id(at), CustomerID: c.ID, Title: title, Kind: book.TaskKind(kind), Due: calendar.DateOf(at), DueMinute: book.NoTime, Reminder: book.NoTime,
		DoneAt: at, CreatedAt: at.AddDate(0, 0, -7), UpdatedAt: at,
	}
}
