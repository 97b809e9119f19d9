package insight

import (
	"context"
	"maps"
	"slices"
	"sync"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Customer is what is known of one customer for the figures.
type Customer struct {
	book.CustomerFact
	Sales   []book.SaleFact // the oldest first
	Touches []calendar.Date // of contacts, the oldest first
	Cases   []book.CaseFact // the earliest first
	Greeted []book.GreetingFact
	Surveys []book.SurveyFact // what they answered about satisfaction, the oldest first
}

// Facts is the book as the figures see it, at one moment. It is never changed
// after it was made, so that it can be read from several goroutines.
type Facts struct {
	Today     calendar.Date
	Base      string // currency in which amounts are, "" when none was chosen
	Customers []Customer
	Loose     []book.GreetingFact // of nobody in particular

	at map[book.ID]int // where a customer is
}

// NewFacts joins what was read. Customers keep their order.
func NewFacts(today calendar.Date, base string, customers []Customer) *Facts {
	f := &Facts{Today: today, Base: base, Customers: customers, at: make(map[book.ID]int, len(customers))}
	for i := range customers {
		f.at[customers[i].ID] = i
	}
	return f
}

// Find returns a customer by id.
func (f *Facts) Find(id book.ID) (*Customer, bool) {
	i, ok := f.at[id]
	if !ok {
		return nil, false
	}
	return &f.Customers[i], true
}

// Everybody are the places of all customers.
func (f *Facts) Everybody() []int {
	out := make([]int, len(f.Customers))
	for i := range out {
		out[i] = i
	}
	return out
}

// Among are the places of the customers with the given ids, in order. Unknown
// ids are left out.
func (f *Facts) Among(ids []book.ID) []int {
	var out []int
	for _, id := range ids {
		if i, ok := f.at[id]; ok {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// read reads the facts of everybody, or of some.
func read(ctx context.Context, b *book.Book, of []book.ID) (*Facts, error) {
	today, err := b.Today(ctx)
	if err != nil {
		return nil, err
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	var customers []Customer
	sales, touches := map[book.ID][]book.SaleFact{}, map[book.ID][]calendar.Date{}
	var greetings []book.GreetingFact
	var cases []book.CaseFact
	var answers []book.SurveyFact
	// Two at a time, so that a third who asks the book is answered meanwhile.
	err = atOnce(
		func() error {
			return inTurn(func() error {
				return b.Facts.Customers(ctx, of, func(c book.CustomerFact) error {
					customers = append(customers, Customer{CustomerFact: c})
					return nil
				})
			}, func() error {
				return b.Facts.Sales(ctx, of, func(id book.ID, s []book.SaleFact) error {
					sales[id] = s
					return nil
				})
			})
		},
		func() error {
			return inTurn(func() error {
				return b.Facts.Touches(ctx, of, func(id book.ID, d []calendar.Date) error {
					touches[id] = d
					return nil
				})
			}, func() (err error) {
				cases, err = b.Facts.Cases(ctx, of)
				return err
			}, func() (err error) {
				answers, err = b.Facts.Surveys(ctx, of)
				return err
			}, func() (err error) {
				greetings, err = b.Facts.Greetings(ctx, of)
				return err
			})
		},
	)
	if err != nil {
		return nil, err
	}
	for i := range customers {
		c := &customers[i]
		c.Sales, c.Touches = sales[c.ID], touches[c.ID]
	}
	f := NewFacts(today, settings.BaseCurrency, customers)
	f.addRest(greetings, cases, answers)
	return f, nil
}

// addRest gives what few customers have to each.
func (f *Facts) addRest(greetings []book.GreetingFact, cases []book.CaseFact, answers []book.SurveyFact) {
	for _, g := range greetings {
		if g.Customer == "" {
			f.Loose = append(f.Loose, g)
		} else if c, ok := f.Find(g.Customer); ok {
			c.Greeted = append(c.Greeted, g)
		}
	}
	for _, x := range cases {
		if c, ok := f.Find(x.Customer); ok {
			c.Cases = append(c.Cases, x)
		}
	}
	for _, x := range answers {
		if c, ok := f.Find(x.Customer); ok {
			c.Surveys = append(c.Surveys, x)
		}
	}
	for i := range f.Customers {
		c := &f.Customers[i]
		slices.SortStableFunc(c.Cases, func(a, b book.CaseFact) int { return a.Received.Compare(b.Received) })
		slices.SortStableFunc(c.Surveys, func(a, b book.SurveyFact) int { return int(a.On - b.On) })
	}
}

// inTurn runs questions one after another.
func inTurn(questions ...func() error) error {
	for _, q := range questions {
		if err := q(); err != nil {
			return err
		}
	}
	return nil
}

// atOnce runs questions beside each other and returns the first error. The
// book answers them from connections of their own.
func atOnce(questions ...func() error) error {
	errs := make([]error, len(questions))
	var wg sync.WaitGroup
	for i, q := range questions {
		wg.Go(func() { errs[i] = q() })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// with returns the facts with some customers read anew; gone are those of the
// asked ones that are no longer there.
func (f *Facts) with(ctx context.Context, b *book.Book, ids []book.ID) (*Facts, error) {
	news, err := read(ctx, b, ids)
	if err != nil {
		return nil, err
	}
	if news.Today != f.Today || news.Base != f.Base {
		return read(ctx, b, nil)
	}
	customers := slices.Clone(f.Customers)
	gone := map[book.ID]bool{}
	for _, id := range ids {
		i, had := f.at[id]
		c, there := news.Find(id)
		switch {
		case had && there:
			customers[i] = *c
		case had:
			gone[id] = true
		case there:
			customers = append(customers, *c)
		}
	}
	if len(gone) > 0 {
		customers = slices.DeleteFunc(customers, func(c Customer) bool { return gone[c.ID] })
	}
	out := &Facts{
		Today: f.Today, Base: f.Base, Customers: customers, at: f.at,
		Loose: news.Loose,
	}
	if len(customers) != len(f.Customers) || len(gone) > 0 {
		out.at = NewFacts(0, "", customers).at
	}
	return out, nil
}

// Figures answers for one open book. It keeps what it has read and reads again
// only what has changed. It may be asked from several goroutines.
type Figures struct {
	book *book.Book

	mu    sync.Mutex // guards what is below; facts are read under it, once for all who wait
	facts *Facts
	model *Model // of facts, or nil
	fit   *Model // the last of which the purchase models were fitted, or nil
	since int    // how many customers changed after that

	news  sync.Mutex
	stale map[book.ID]bool // customers of whom something changed since
	all   bool             // anything may have changed since
}

// New returns the figures of a book. They listen to its changes until close
// is called.
func New(b *book.Book) (x *Figures, close func()) {
	x = &Figures{book: b, all: true, stale: map[book.ID]bool{}}
	return x, b.Hub.Listen(x.changed)
}

// mostStale is from how many changed customers on everything is read again.
const mostStale = 500

// changed notes what has to be read again.
func (x *Figures) changed(changes []book.Change) {
	x.news.Lock()
	defer x.news.Unlock()
	for _, c := range changes {
		switch {
		case c.Customer != "":
			x.stale[c.Customer] = true
		case c.Entity == book.EntityCustomer:
			x.stale[c.ID] = true
		case c.Entity == book.EntityLore, c.Entity == book.EntitySegment, c.Entity == book.EntityDuplicates, c.Entity == book.EntityOwnDay, c.Entity == book.EntityNote:
		default:
			x.all = true
		}
	}
	if len(x.stale) > mostStale {
		x.all = true
	}
}

// take returns what has to be read again, and forgets it.
func (x *Figures) take() (ids []book.ID, all bool) {
	x.news.Lock()
	defer x.news.Unlock()
	ids, all = slices.Sorted(maps.Keys(x.stale)), x.all
	x.stale, x.all = map[book.ID]bool{}, false
	return ids, all
}

// Facts returns the book as it is now.
func (x *Figures) Facts(ctx context.Context) (*Facts, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.fresh(ctx)
}

// fresh brings the facts up to date; x.mu is held.
func (x *Figures) fresh(ctx context.Context) (*Facts, error) {
	ids, all := x.take()
	today, err := x.book.Today(ctx)
	var f *Facts
	switch {
	case err != nil:
	case all || x.facts == nil || x.facts.Today != today:
		x.fit = nil
		f, err = read(ctx, x.book, nil)
	case len(ids) > 0:
		x.since += len(ids)
		f, err = x.facts.with(ctx, x.book, ids)
	default:
		return x.facts, nil
	}
	if err != nil {
		x.news.Lock()
		x.all = true // it was taken and not read
		x.news.Unlock()
		return nil, err
	}
	x.facts, x.model = f, nil
	return f, nil
}

// Model returns the facts with what is worked out from all of them together.
func (x *Figures) Model(ctx context.Context) (*Facts, *Model, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	f, err := x.fresh(ctx)
	if err != nil {
		return nil, nil, err
	}
	if x.fit != nil && (!x.fit.holds(x.since) || x.fit.Today != f.Today || x.fit.Base != f.Base) {
		x.fit = nil
	}
	if x.model == nil {
		x.model = newModel(f, x.fit)
	}
	if x.fit == nil {
		x.fit, x.since = x.model, 0
	}
	return f, x.model, nil
}

// Value is what one customer is worth.
func (x *Figures) Value(ctx context.Context, id book.ID) (Value, error) {
	f, m, err := x.Model(ctx)
	if err != nil {
		return Value{}, err
	}
	c, ok := f.Find(id)
	if !ok {
		return Value{}, &book.Error{Op: "figures.value", Code: book.NotFound}
	}
	return m.Value(c), nil
}
