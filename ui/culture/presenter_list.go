package culture

import (
	"context"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/ui/internal/written"
)

// List is what the list of markets shows.
type List struct {
	Query  string
	Tier   lib.Tier // "" for every depth
	Region string   // one of regions, or ""
	Mine   bool     // only markets of my customers
	Count  map[string]int
	Found  []counsel.Found // what is written and answers the query
}

// regions are the parts of the world, as the time zones name them.
var regions = []string{"Asia", "Europe", "Africa", "America", "Pacific"}

func regionOf(m lib.Market) string {
	if len(m.Zones) == 0 {
		return ""
	}
	region, _, _ := strings.Cut(m.Zones[0], "/")
	switch region {
	case "Australia":
		return "Pacific"
	case "Indian":
		return "Africa"
	case "Atlantic":
		return "Europe"
	}
	return region
}

// Rows are the markets that pass the filters, those of my customers first.
func (p *Presenter) Rows() []lib.Market {
	q := book.Fold(strings.TrimSpace(p.List.Query))
	var list []lib.Market
	for _, m := range p.markets.Markets() {
		names := book.Fold(m.Name("en") + "\n" + m.Name("zh-Hans") + "\n" + m.Code)
		switch {
		case q != "" && !strings.Contains(names, q):
		case p.List.Tier != "" && m.Tier != p.List.Tier:
		case p.List.Region != "" && regionOf(m) != p.List.Region:
		case p.List.Mine && p.List.Count[m.Code] == 0:
		default:
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b lib.Market) int { return p.List.Count[b.Code] - p.List.Count[a.Code] })
	return list
}

// SetQuery looks for markets and for what is written.
func (p *Presenter) SetQuery(q string) {
	p.List.Query = q
	p.wait.Run(searchWait, p.search)
}

func (p *Presenter) search() {
	q, index := p.List.Query, p.env.Index
	if strings.TrimSpace(q) == "" {
		p.finding.Cancel()
		p.List.Found = nil
		p.draw()
		return
	}
	p.finding.Run(func(ctx context.Context) ([]counsel.Found, error) {
		return index.Search(ctx, q, 12), nil
	}, func(list []counsel.Found, _ error) {
		p.List.Found = list
		p.draw()
	})
}

// SetTier shows guides of one depth.
func (p *Presenter) SetTier(t lib.Tier) {
	p.List.Tier = t
	p.draw()
}

// SetRegion shows one part of the world.
func (p *Presenter) SetRegion(r string) {
	p.List.Region = r
	p.draw()
}

// SetMine shows the markets of my customers alone.
func (p *Presenter) SetMine(on bool) {
	p.List.Mine = on
	p.draw()
}

// readMine counts my customers by market.
func (p *Presenter) readMine() {
	if p.Code != "" {
		return
	}
	b, markets := p.env.Book, p.markets
	p.reading.Run(func(ctx context.Context) (map[string]int, error) { return countByMarket(ctx, b, markets) },
		func(count map[string]int, err error) {
			if err != nil {
				p.env.Shell.Fail(err)
				return
			}
			p.List.Count = count
			p.draw()
		})
}

// countByMarket counts the customers of each market: those who stated a
// culture of it, and by default those who are there.
func countByMarket(ctx context.Context, b *book.Book, markets *lib.Culture) (map[string]int, error) {
	facets, err := b.Customers.Facets(ctx)
	if err != nil {
		return nil, err
	}
	cultures := map[string][]string{}
	for _, list := range [][]book.Facet{facets.Countries, facets.Cultures} {
		for _, f := range list {
			if m, ok := markets.Market(f.Value); ok && !slices.Contains(cultures[m.Code], f.Value) {
				cultures[m.Code] = append(cultures[m.Code], f.Value)
			}
		}
	}
	count := map[string]int{}
	for code, list := range cultures {
		n, err := b.Customers.Count(ctx, book.CustomerFilter{Concerned: &book.Concerned{Countries: []string{code}, Cultures: list}})
		if err != nil {
			return nil, err
		}
		count[code] = n
	}
	return count, nil
}

// OpenFound leads to what was found.
func (p *Presenter) OpenFound(f counsel.Found) {
	p.env.Shell.Go(written.Of(p.env.Printer, p.env.Almanac, f).Route)
}
