package insight

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"dragoman/data/book"
)

// By is what customers are grouped by.
type By string

// The groupings. A customer may have several cultures and belong to several
// segments, and then counts in each.
const (
	ByCulture By = "culture" // as stated
	ByCountry By = "country"
	ByOwner   By = "owner"
	BySegment By = "segment"
)

// Bys lists the groupings in the order in which they are offered.
func Bys() []By { return []By{ByCulture, ByCountry, ByOwner, BySegment} }

// Group are the customers who have something in common. Key is the code or
// name of it, "" of those of whom it is not known.
type Group struct {
	Key string
	Who []int // their places
}

// Groups groups customers, given by their places, the largest group first and
// those of whom nothing is known last. Segments are made by whoever knows them.
func (f *Facts) Groups(by By, who []int) []Group {
	at := map[string]int{}
	var out []Group
	put := func(key string, i int) {
		k, ok := at[key]
		if !ok {
			k = len(out)
			at[key] = k
			out = append(out, Group{Key: key})
		}
		out[k].Who = append(out[k].Who, i)
	}
	for _, i := range who {
		c := &f.Customers[i]
		switch by {
		case ByCulture:
			for _, k := range c.Cultures {
				put(k, i)
			}
			if len(c.Cultures) == 0 {
				put("", i)
			}
		case ByCountry:
			put(c.Country, i)
		case ByOwner:
			put(c.Owner, i)
		}
	}
	slices.SortFunc(out, func(a, b Group) int {
		if (a.Key == "") != (b.Key == "") {
			return map[bool]int{true: 1, false: -1}[a.Key == ""]
		}
		return cmp.Or(len(b.Who)-len(a.Who), cmp.Compare(a.Key, b.Key))
	})
	return out
}

// Row is one line of a table by group.
type Row struct {
	Group
	Sheet
}

// Table works out the figures of every group.
func (f *Facts) Table(p Period, groups []Group) []Row {
	out := make([]Row, len(groups))
	shared(len(groups), func(i int) { out[i] = Row{groups[i], f.Sheet(p, groups[i].Who)} })
	return out
}

// shared does n pieces of work, numbered from 0, on all processors.
func shared(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

// IDs are the ids of customers, given by their places.
func (f *Facts) IDs(who []int) []book.ID {
	out := make([]book.ID, len(who))
	for k, i := range who {
		out[k] = f.Customers[i].ID
	}
	return out
}

// Month is what was sold in one month.
type Month struct {
	Year, Month int
	Revenue     int64
	Orders      int
}

// Months are the sales of some customers month by month, from the month in
// which the period begins to that in which it ends.
func (f *Facts) Months(p Period, who []int) []Month {
	first := p.From - 1
	for first.Day() != 1 {
		first--
	}
	if p.From.Day() == 1 {
		first = p.From
	}
	var out []Month
	y, m := p.From.Year(), int(p.From.Month())
	for d := first; d <= p.To; d = d.AddMonths(1) {
		out = append(out, Month{Year: d.Year(), Month: int(d.Month())})
	}
	for _, i := range who {
		for _, s := range salesIn(f.Customers[i].Sales, p) {
			k := (s.On.Year()-y)*12 + int(s.On.Month()) - m
			if !s.Return {
				out[k].Orders++
			}
			out[k].Revenue += s.Amount
		}
	}
	return out
}
