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

// ratings are what the owner thinks of a customer: every third is judged on one
// thing or several, some of them twice. They have a stream of chance of their
// own, so that the customers stay as they are.
func (g *generator) ratings(c book.Customer, nth int) []book.Rating {
	r := rand.New(rand.NewPCG(uint64(g.o.Seed)^0x72617465, uint64(nth)))
	if len(g.texts.Rated) == 0 || r.IntN(3) > 0 {
		return nil
	}
	var out []book.Rating
	for range 1 + r.IntN(4) {
		part := strings.SplitN(g.texts.Rated[r.IntN(len(g.texts.Rated))], "|", 3)
		score, err := strconv.Atoi(part[1])
		if err != nil {
			continue // a test holds the list
		}
		on := g.o.Today - calendar.Date(5+r.IntN(500))
		out = append(out, book.Rating{
			ID:         book.ID(fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", 0x18d, nth&0xffff, len(out), 0x8000|r.Uint64()&0x3fff, r.Uint64()&0xffff_ffff_ffff)),
			CustomerID: c.ID, What: book.RatingKind(part[0]), Score: score, Reason: part[2], On: on, CreatedAt: on.In(time.UTC, 10, 0),
		})
	}
	return out
}
