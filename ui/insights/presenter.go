// Package insights is the screen of figures: how the relationships are, by
// culture, country, owner and segment, over a period and against the one
// before; who stands where by recency and worth; and what stands out, in
// sentences with the customers behind them. It works nothing out itself, which
// is data/insight's part, and changes nothing.
package insights

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/insight"
	"dragoman/locales"
	"dragoman/ui/internal/figures"
	"dragoman/ui/internal/screen"
)

// How much is shown and opened at once.
const (
	rowsShown  = 8
	mostOpened = 2000 // customers behind a figure; more do not go into a route
	again      = 150 * time.Millisecond
)

// State is what the screen shows.
type State struct {
	Loaded   bool
	Empty    bool // no customers at all
	Span     insight.Span
	Segment  book.ID // whose figures; "" for everybody
	Segments []book.Segment
	By       insight.By
	AllRows  bool

	Sheet  insight.Sheet
	Rows   []insight.Row
	Months []insight.Month
	Causes []Cause
	Words  figures.Words

	// The matrix and the findings take longer and come after the rest.
	Judged   bool
	Matrix   insight.Matrix
	Findings []insight.Finding

	facts *insight.Facts
	who   []int
}

// Cause is a cause of complaints and how often it was.
type Cause struct {
	Text string // "" while it is not known
	N    int
	Who  []book.ID
}

// Presenter holds the state of the screen and its commands. It belongs to the
// UI goroutine.
type Presenter struct {
	env     *screen.Env
	state   State
	changed func()
	shown   bool

	reading screen.Slot[State]
	judging screen.Slot[judged]
	delay   screen.Delay
	writing screen.Slot[struct{}]
}

// judged is what needs all customers together.
type judged struct {
	matrix   insight.Matrix
	findings []insight.Finding
}

// NewPresenter returns a presenter that calls changed when there is something
// else to show.
func NewPresenter(env *screen.Env, changed func()) *Presenter {
	p := &Presenter{env: env, changed: changed}
	p.state = State{Span: insight.LastYear, By: insight.ByCulture}
	p.reading.Runner, p.judging.Runner, p.delay.Runner, p.writing.Runner = env.Runner, env.Runner, env.Runner, env.Runner
	return p
}

// State is what is to be shown.
func (p *Presenter) State() State { return p.state }

// Show brings the screen to a route: the arguments "span", "by" and "segment"
// say what is shown.
func (p *Presenter) Show(r screen.Route) {
	p.shown = true
	if s := insight.Span(r.Arg("span")); slices.Contains(insight.Spans(), s) {
		p.state.Span = s
	}
	if by := insight.By(r.Arg("by")); slices.Contains(insight.Bys(), by) {
		p.state.By = by
	}
	if r.Arg("segment") != "" {
		p.state.Segment = book.ID(r.Arg("segment"))
	}
	p.load()
}

// Leave ends what is under way.
func (p *Presenter) Leave() {
	p.shown = false
	p.reading.Cancel()
	p.judging.Cancel()
}

// Changed reads again what has changed; many changes at once are waited for.
func (p *Presenter) Changed([]book.Change) {
	if p.shown {
		p.delay.Run(again, p.load)
	}
}

// SetSpan changes the period.
func (p *Presenter) SetSpan(s insight.Span) {
	p.state.Span = s
	p.place()
}

// SetBy changes by what the table groups.
func (p *Presenter) SetBy(by insight.By) {
	p.state.By, p.state.AllRows = by, false
	p.place()
}

// SetSegment changes whose figures are shown.
func (p *Presenter) SetSegment(id book.ID) {
	p.state.Segment = id
	p.place()
}

// ShowAllRows shows the rest of the table.
func (p *Presenter) ShowAllRows() {
	p.state.AllRows = true
	p.changed()
}

// place keeps what is shown in the route and reads it.
func (p *Presenter) place() {
	p.env.Shell.Replace(p.route())
	p.load()
}

func (p *Presenter) route() screen.Route {
	r := screen.Route{Screen: screen.Insights}.With("span", string(p.state.Span)).With("by", string(p.state.By))
	if p.state.Segment != "" {
		r = r.With("segment", string(p.state.Segment))
	}
	return r
}

// load reads the figures, and then what needs more time.
func (p *Presenter) load() {
	env, was := p.env.Snapshot(), p.state
	p.reading.Run(func(ctx context.Context) (State, error) { return read(ctx, env, was) }, func(s State, err error) {
		if p.failed(err) {
			return
		}
		s.AllRows = p.state.AllRows
		s.Judged, s.Matrix, s.Findings = p.state.Judged, p.state.Matrix, p.state.Findings
		p.state = s
		p.changed()
		p.judge()
	})
}

// judge works the matrix and the findings out.
func (p *Presenter) judge() {
	env, s := p.env.Snapshot(), p.state
	p.judging.Run(func(ctx context.Context) (judged, error) { return judge(ctx, env, s) }, func(j judged, err error) {
		if p.failed(err) {
			return
		}
		p.state.Judged, p.state.Matrix, p.state.Findings = true, j.matrix, j.findings
		p.changed()
	})
}

func (p *Presenter) failed(err error) bool {
	if err != nil && book.CodeOf(err) != book.Cancelled {
		p.env.Shell.Fail(err)
	}
	return err != nil
}

// read works out what was asked for before.
func read(ctx context.Context, env *screen.Env, s State) (State, error) {
	f, err := figures.Of(env).Facts(ctx)
	if err != nil {
		return s, err
	}
	s.facts, s.Loaded, s.Empty = f, true, len(f.Customers) == 0
	s.Words = figures.Words{Printer: env.Printer, Base: f.Base, Today: f.Today}
	if s.Segments, err = env.Book.Segments.List(ctx); err != nil {
		return s, err
	}
	s.who = f.Everybody()
	if i := slices.IndexFunc(s.Segments, func(g book.Segment) bool { return g.ID == s.Segment }); i >= 0 {
		if s.who, err = members(ctx, env.Book, f, s.Segments[i]); err != nil {
			return s, err
		}
	} else {
		s.Segment = ""
	}
	period := s.Span.Period(f.Today)
	s.Sheet, s.Months = f.Sheet(period, s.who), f.Months(period, s.who)
	groups := f.Groups(s.By, s.who)
	if s.By == insight.BySegment {
		if groups, err = bySegment(ctx, env.Book, f, s); err != nil {
			return s, err
		}
	}
	s.Rows = f.Table(period, groups)
	s.Causes = causesOf(f, period, s.who)
	return s, nil
}

// members are the places of the customers of a segment.
func members(ctx context.Context, b *book.Book, f *insight.Facts, g book.Segment) ([]int, error) {
	q, err := b.Parse(ctx, g.Query)
	if err != nil {
		return nil, err
	}
	ids, err := b.Customers.IDs(ctx, q.Filter())
	return f.Among(ids), err
}

// bySegment groups by segments, in the order of their names; within a chosen
// segment only its own customers count.
func bySegment(ctx context.Context, b *book.Book, f *insight.Facts, s State) ([]insight.Group, error) {
	var out []insight.Group
	for _, g := range s.Segments {
		who, err := members(ctx, b, f, g)
		if err != nil {
			return nil, err
		}
		who = slices.DeleteFunc(who, func(i int) bool { _, ok := slices.BinarySearch(s.who, i); return !ok })
		out = append(out, insight.Group{Key: g.Name, Who: who})
	}
	return out, nil
}

// causesOf counts the complaints of a period by cause, the most frequent first
// and the unknown last.
func causesOf(f *insight.Facts, period insight.Period, who []int) []Cause {
	at := map[string]int{}
	var out []Cause
	for _, i := range who {
		c := &f.Customers[i]
		for _, x := range c.Cases {
			if !x.Complaint || !period.Has(calendar.DateOf(x.Received.UTC())) {
				continue
			}
			k, ok := at[x.Cause]
			if !ok {
				k = len(out)
				at[x.Cause] = k
				out = append(out, Cause{Text: x.Cause})
			}
			out[k].N++
			if who := out[k].Who; len(who) == 0 || who[len(who)-1] != c.ID { // one customer after another
				out[k].Who = append(who, c.ID)
			}
		}
	}
	slices.SortFunc(out, func(a, b Cause) int {
		switch {
		case (a.Text == "") != (b.Text == ""):
			return map[bool]int{true: 1, false: -1}[a.Text == ""]
		case a.N != b.N:
			return b.N - a.N
		}
		return strings.Compare(a.Text, b.Text)
	})
	return out
}

// judge lays the matrix out and looks for what stands out.
func judge(ctx context.Context, env *screen.Env, s State) (judged, error) {
	var j judged
	f, m, err := figures.Of(env).Model(ctx)
	if err != nil {
		return j, err
	}
	who := s.who
	if f != s.facts { // something came in between; what was read comes again too
		who = f.Among(s.facts.IDs(s.who))
	}
	j.matrix = m.Matrix(f, who)
	q := insight.Question{
		Facts: f, Model: m, Period: s.Span.Period(f.Today), Who: who,
		Home: homeCountry(env.Settings.HomeCulture), Zone: env.Home, Works: works(),
	}
	j.findings = insight.Findings(q)
	return j, nil
}

// homeCountry is the country of a market code such as "CN" or "IN-TN".
func homeCountry(market string) string {
	country, _, _ := strings.Cut(market, "-")
	return country
}

// works tells working days by the weekends of the markets.
func works() func(string, calendar.Date) bool {
	c, err := culture.Default()
	if err != nil {
		return nil // the markets are built in and held by tests
	}
	return func(country string, d calendar.Date) bool {
		return country != "" && !slices.Contains(c.Weekend(country, "", d), d.Weekday())
	}
}

// Open shows customers on their page; a route carries only so many.
func (p *Presenter) Open(ids []book.ID) {
	if len(ids) == 0 {
		return
	}
	texts := make([]string, 0, min(len(ids), mostOpened))
	for _, id := range ids[:cap(texts)] {
		texts = append(texts, string(id))
	}
	if len(ids) > mostOpened {
		p.env.Shell.Tell(p.env.N("insights.opened_first", mostOpened, nil))
	}
	p.env.Shell.Go(screen.Route{Screen: screen.Customers}.With("ids", strings.Join(texts, ",")))
}

// OpenCell shows the customers of a field of the matrix, both sides from 1.
func (p *Presenter) OpenCell(recency, worth int) {
	p.Open(p.state.facts.IDs(p.state.Matrix.Who[recency-1][worth-1]))
}

// OpenRow shows the customers of a row of the table.
func (p *Presenter) OpenRow(i int) { p.Open(p.state.facts.IDs(p.state.Rows[i].Who)) }

// Subtitle says over which days and whom the figures are.
func (p *Presenter) Subtitle() string {
	s := p.state
	if !s.Loaded {
		return ""
	}
	return p.env.T("insights.subtitle", locales.V{"Days": s.Words.RangeYear(s.Sheet.Period.From, s.Sheet.Period.To), "Who": p.Whose()})
}

// Whose names whose figures are shown.
func (p *Presenter) Whose() string {
	for _, g := range p.state.Segments {
		if g.ID == p.state.Segment {
			return g.Name
		}
	}
	return p.env.T("insights.everybody", nil)
}

// Tiles are the measures at the top: the five that matter most of those that
// are known, filled up with those that are not.
func (s State) Tiles() []insight.Measure {
	order := []insight.Measure{
		insight.Active, insight.Repeat, insight.Promoters, insight.FirstReply, insight.GreetedOn,
		insight.InTouch, insight.Margin, insight.Complaints, insight.Consents, insight.Revenue,
	}
	const tiles = 5
	var out []insight.Measure
	for _, known := range []bool{true, false} {
		for _, m := range order {
			if len(out) < tiles && s.Sheet.Figures[m].Known() == known {
				out = append(out, m)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b insight.Measure) int { return slices.Index(order, a) - slices.Index(order, b) })
	return out
}

// Columns are the measures of the table, at most so many: those that some row
// knows.
func (s State) Columns(most int) []insight.Measure {
	var out []insight.Measure
	for _, m := range []insight.Measure{
		insight.CustomersNow, insight.Satisfaction, insight.Promoters, insight.FirstReply, insight.Repeat, insight.Solved,
		insight.Active, insight.Revenue, insight.GreetedOn, insight.InTouch, insight.Margin,
	} {
		if len(out) < most && slices.ContainsFunc(s.Rows, func(r insight.Row) bool { return r.Figures[m].Known() }) {
			out = append(out, m)
		}
	}
	return out
}
