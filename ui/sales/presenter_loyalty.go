package sales

import (
	"context"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/screen"
)

// TabLoyalty is the tab of the loyalty programme.
const TabLoyalty = "loyalty"

// membersShown and pointsShown are how much the tab lists.
const (
	membersShown = 200
	pointsShown  = 40
)

// Loyalty is what the tab of the programme shows.
type Loyalty struct {
	Loaded    bool
	Programme book.Programme
	Base      string
	Report    book.LoyaltyReport
	Members   []book.AccountRow
	Entries   []book.PointRow
}

func (p *Presenter) loadLoyalty() {
	b := p.env.Book
	p.loyalty.Run(func(ctx context.Context) (l Loyalty, err error) {
		st, err := b.Settings(ctx)
		if err != nil {
			return l, err
		}
		l.Loaded, l.Base = true, st.BaseCurrency
		if l.Programme, err = b.Loyalty.Programme(ctx); err != nil {
			return l, err
		}
		if l.Report, err = b.Loyalty.Report(ctx); err != nil {
			return l, err
		}
		if l.Members, err = b.Loyalty.Members(ctx, membersShown); err != nil {
			return l, err
		}
		l.Entries, err = b.Loyalty.Entries(ctx, "", pointsShown)
		return l, err
	}, func(l Loyalty, err error) {
		if p.failed(err) {
			return
		}
		p.state.Loyalty = l
		p.changed()
	})
}

// LoyaltyLead says how the programme stands: members, points that are out, and
// how often they were redeemed.
func (p *Presenter) LoyaltyLead() string {
	l, pr := p.state.Loyalty, p.env.Printer
	if !l.Loaded {
		return ""
	}
	times, points := 0, 0
	for _, r := range l.Report.Redeemed {
		times, points = times+r.Count, points+r.Points
	}
	return p.env.N("loyalty.lead", l.Report.Members, locales.V{
		"Out": pr.Int(int64(l.Report.Balance)), "Times": pr.Int(int64(times)), "Points": pr.Int(int64(points)),
	})
}

// Rule says what is earned: "1 point for every €1.00".
func (p *Presenter) Rule() string {
	l, pr := p.state.Loyalty, p.env.Printer
	switch {
	case !l.Programme.On:
		return p.env.T("loyalty.off", nil)
	case l.Base == "":
		return p.env.T("loyalty.needs_base", nil)
	}
	text := p.env.N("loyalty.rule", l.Programme.Earn, locales.V{"Amount": pr.Money(l.Programme.Per, l.Base)})
	if l.Programme.Expiry > 0 {
		text += " " + p.env.N("loyalty.expires", l.Programme.Expiry, nil)
	}
	return text
}

// RunDaily credits orders, lets points expire and looks at the tiers.
func (p *Presenter) RunDaily() {
	b, env := p.env.Book, p.env
	env.Runner.Run(func(ctx context.Context) func() {
		n, op, err := b.Loyalty.Daily(ctx)
		return func() {
			switch {
			case err != nil:
				env.Shell.Fail(err)
			case op.ID == "":
				env.Shell.Tell(env.T("loyalty.nothing_due", nil))
			default:
				env.Shell.Done(env.N("loyalty.brought", n, nil), op)
			}
		}
	})
}

// OpenMember shows the card of a member.
func (p *Presenter) OpenMember(id book.ID) {
	p.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(id), Tab: "value"})
}

// ProgrammeInputs are the rules as they are typed.
type ProgrammeInputs struct {
	On                                           bool
	Earn, Per, Window, Expiry, Birthday, Holiday string
	Tiers, Rewards                               [][4]string // id, name, number, perk
}

// ProgrammeText writes the rules into the fields.
func (p *Presenter) ProgrammeText() ProgrammeInputs {
	l, pr := p.state.Loyalty, p.env.Printer
	whole := func(n int) string {
		if n == 0 {
			return ""
		}
		return pr.Int(int64(n))
	}
	g := l.Programme
	in := ProgrammeInputs{
		On: g.On, Earn: whole(g.Earn), Per: pr.Amount(g.Per, l.Base), Window: whole(g.Window), Expiry: whole(g.Expiry),
		Birthday: whole(g.Birthday), Holiday: whole(g.Holiday),
	}
	for _, t := range g.Tiers {
		in.Tiers = append(in.Tiers, [4]string{t.ID, t.Name, pr.Int(int64(t.From)), t.Perk})
	}
	for _, r := range g.Rewards {
		in.Rewards = append(in.Rewards, [4]string{r.ID, r.Name, pr.Int(int64(r.Points))})
	}
	return in
}

// SaveProgramme keeps the rules. wrong is called with what cannot be.
func (p *Presenter) SaveProgramme(in ProgrammeInputs, done func(), wrong func(text string)) {
	pr := p.env.Printer
	bad := false
	whole := func(s string) int {
		if strings.TrimSpace(s) == "" {
			return 0
		}
		n, ok := pr.ReadDecimal(s, 0)
		bad = bad || !ok
		return int(n)
	}
	g := book.Programme{
		On: in.On, Earn: whole(in.Earn), Window: whole(in.Window), Expiry: whole(in.Expiry), Birthday: whole(in.Birthday), Holiday: whole(in.Holiday),
	}
	for _, x := range in.Tiers {
		if strings.TrimSpace(x[1]+x[2]+x[3]) != "" {
			g.Tiers = append(g.Tiers, book.Tier{ID: x[0], Name: x[1], From: whole(x[2]), Perk: x[3]})
		}
	}
	for _, x := range in.Rewards {
		if strings.TrimSpace(x[1]+x[2]) != "" {
			g.Rewards = append(g.Rewards, book.Reward{ID: x[0], Name: x[1], Points: whole(x[2])})
		}
	}
	per, ok := pr.ReadAmount(in.Per, p.state.Loyalty.Base)
	g.Per = per
	switch {
	case bad:
		wrong(p.env.T("loyalty.bad_number", nil))
		return
	case !ok && in.On:
		wrong(p.env.T("error.programme_earn", nil))
		return
	}
	b, env := p.env.Book, p.env
	env.Runner.Run(func(ctx context.Context) func() {
		op, err := b.Loyalty.SaveProgramme(ctx, g)
		return func() {
			if book.CodeOf(err) == book.Invalid {
				wrong(explain.Error(pr, err))
				return
			}
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			done()
			if op.ID != "" {
				env.Shell.Done(env.T("loyalty.programme_saved", nil), op)
			}
		}
	})
}
