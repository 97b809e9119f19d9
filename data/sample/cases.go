package sample

import (
	"fmt"
	"math/rand/v2"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
)

// caseText is one case as assets/sample/texts.toml has it.
type caseText struct {
	Kind    string `toml:"kind"`
	Subject string `toml:"subject"`
	Text    string `toml:"text"`
	Cause   string `toml:"cause"`
	Remedy  string `toml:"remedy"`
	Changed string `toml:"changed"`
	Learnt  string `toml:"learnt"`
}

// caseDays is over how many days back the cases of the demo book lie.
const caseDays = 730

// caseMaker makes the cases of one customer from chance of its own, so that
// the customers stay as they are.
type caseMaker struct {
	g     *generator
	r     *rand.Rand
	clock *planner.Clock
	home  *time.Location
	now   time.Time
	who   book.Customer
	nth   int
	n     int
}

// newCaseMaker returns nil where the demo has no texts for cases.
func (g *generator) newCaseMaker(c book.Customer, nth int) *caseMaker {
	p, err := planner.Default()
	if err != nil || len(g.texts.Cases) == 0 || c.Kind != book.Person {
		return nil
	}
	m := &caseMaker{g: g, r: rand.New(rand.NewPCG(uint64(g.o.Seed)^0x63617365, uint64(nth))), who: c, nth: nth, home: time.UTC}
	ours := book.Settings{HomeCulture: g.o.Home}.Ours()
	if loc, _, ok := p.Zone(ours); ok {
		m.home = loc
	}
	m.clock = p.Clock(ours, book.CustomerRow{
		ID: c.ID, Country: c.Country, Region: c.Region, TimeZone: c.TimeZone, Hours: c.Hours,
	}, m.home)
	m.now = g.o.Today.In(m.home, 8, 0)
	return m
}

// cases are those of one customer over two years, with the follow-ups of those
// that are open. A few came in within the last days.
func (g *generator) cases(c book.Customer, nth int) (cases []book.Case, tasks []book.FollowUp) {
	m := g.newCaseMaker(c, nth)
	if m == nil {
		return nil, nil
	}
	var days []int
	for range []int{0, 0, 1, 1, 2, 3}[m.r.IntN(6)] {
		days = append(days, 6+m.r.IntN(caseDays-6))
	}
	if nth%8 == 3 {
		days = append(days, 1+m.r.IntN(4))
	}
	for _, d := range days {
		x := m.make(d)
		if !x.State.Closed() {
			f := m.follow(&x)
			tasks = append(tasks, f)
		}
		cases = append(cases, x)
	}
	return cases, tasks
}

func (m *caseMaker) id() book.ID {
	m.n++
	return book.ID(fmt.Sprintf("0188b7a1-%04x-7000-8000-%06x%06x", uint16(m.g.o.Seed), m.nth, m.n))
}

// received is an instant of work at the customer's place so many days ago. In
// a place that works on Sundays many come in then, when the office here is
// empty.
func (m *caseMaker) received(daysAgo int) time.Time {
	d := m.g.o.Today - calendar.Date(daysAgo)
	if m.who.Country == "SA" && daysAgo > 8 && m.r.IntN(100) < 55 {
		d -= calendar.Date(d.Weekday()) // the Sunday before
		return d.In(m.home, 8, m.r.IntN(240))
	}
	from, until, ok := m.clock.Runs(d.In(m.home, 0, 0))
	if !ok {
		return d.In(m.home, 9, 0)
	}
	return from.Add(time.Duration(m.r.Int64N(int64(until.Sub(from))))).Truncate(time.Minute)
}

// make makes one case and takes it as far as it came until today.
func (m *caseMaker) make(daysAgo int) book.Case {
	t := m.g.texts.Cases[m.r.IntN(len(m.g.texts.Cases))]
	c := book.Case{
		ID: m.id(), CustomerID: m.who.ID, Kind: book.CaseKind(t.Kind), State: book.CaseReceived, Subject: t.Subject, Text: t.Text,
		Channel:     []book.InteractionKind{book.MailSent, book.MailSent, book.MessageSent, book.CallMade}[m.r.IntN(4)],
		Seriousness: []book.Seriousness{book.UsualCase, book.UsualCase, book.MinorCase, book.GraveCase}[m.r.IntN(4)],
		ReceivedAt:  m.received(daysAgo).UTC(),
	}
	if list := m.g.texts.CaseOwners; len(list) > 0 {
		c.Owner = list[m.r.IntN(len(list))]
	}
	sunday := c.ReceivedAt.In(m.home).Weekday() == time.Sunday
	c.CreatedAt, c.UpdatedAt = c.ReceivedAt, c.ReceivedAt
	target := book.Targets("").For(c.Kind, c.Seriousness, "")
	c.ReplyTarget, c.SolveTarget = target.Reply, target.Solve
	c.ReplyDue, c.SolveDue = m.after(c.ReceivedAt, target.Reply), m.after(c.ReceivedAt, target.Solve)
	chance := 15 // of being late, in percent
	if sunday {
		chance = 65
	}
	reply := m.took(target.Reply, chance)
	solve := max(reply+30, m.took(target.Solve, 18))
	m.steps(&c, t, reply, solve)
	m.warn(&c)
	return c
}

// took is how long something takes against its target, in minutes.
func (m *caseMaker) took(target, late int) int {
	if m.r.IntN(100) < late {
		return target + 10 + m.r.IntN(target*3/2)
	}
	return target/10 + m.r.IntN(target*8/10)
}

func (m *caseMaker) after(from time.Time, minutes int) time.Time {
	at, ok := m.clock.Due(from, time.Duration(minutes)*time.Minute)
	if !ok {
		return time.Time{}
	}
	return at.UTC()
}

// steps takes a case as far as it came until now.
func (m *caseMaker) steps(c *book.Case, t caseText, reply, solve int) {
	replied := m.after(c.ReceivedAt, reply)
	if replied.IsZero() || replied.After(m.now) {
		return
	}
	c.RepliedAt, c.ReplyTook, c.State = replied, reply, book.CaseReplied
	if c.Kind == book.Complaint {
		c.State = book.CaseAcknowledged
	}
	solved := m.after(c.ReceivedAt, solve)
	if solved.After(m.now) {
		if c.Kind == book.Complaint && m.r.IntN(2) == 0 {
			c.State = book.CaseInvestigating
		}
		return
	}
	c.SolvedAt, c.SolveTook, c.State, c.Learnt = solved, solve, book.CaseAnswered, t.Learnt
	if c.Kind == book.Complaint {
		c.State, c.Cause, c.Remedy, c.Changed = book.CaseSolved, t.Cause, t.Remedy, t.Changed
	}
	closed := m.after(solved, 60+m.r.IntN(1200))
	if closed.After(m.now) {
		return
	}
	c.ClosedAt, c.State = closed, book.CaseTold
	if c.Kind == book.Complaint {
		c.State = book.CaseConfirmed
	}
}

// warn notes from when a case that is open is escalated.
func (m *caseMaker) warn(c *book.Case) {
	p, due := c.Running()
	target := c.ReplyTarget
	if p == book.Solution {
		target = c.SolveTarget
	}
	if at, ok := m.clock.Before(due, time.Duration(target/4)*time.Minute); ok && p != "" {
		c.WarnAt = at.UTC()
	}
}

// follow makes the follow-up that watches over an open case.
func (m *caseMaker) follow(c *book.Case) book.FollowUp {
	_, due := c.Running()
	if due.IsZero() {
		due = m.after(c.SolvedAt, 16*60)
	}
	local := due.In(m.home)
	f := book.FollowUp{
		ID: m.id(), CustomerID: c.CustomerID, Title: c.Subject, Kind: book.MailTask, Due: calendar.DateOf(local), DueMinute: local.Hour()*60 + local.Minute(),
		Zone: m.home.String(), Reminder: book.NoTime, Owner: c.Owner, CreatedAt: c.ReceivedAt, UpdatedAt: c.ReceivedAt,
	}
	if m.g.o.CaseTitle != nil {
		f.Title = m.g.o.CaseTitle(*c)
	}
	if c.Seriousness == book.GraveCase {
		f.Priority = book.Urgent
	}
	c.FollowUpID = f.ID
	return f
}
