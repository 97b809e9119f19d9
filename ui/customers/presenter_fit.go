package customers

import (
	"context"

	"dragoman/data/book"
	"dragoman/data/planner"
	"dragoman/locales"
)

// fits asks who of the team fits the customer best, and hands them to show.
func (d *detail) fits(c book.Customer, show func([]planner.Fit)) {
	b := d.env.Book
	d.env.Runner.Run(func(ctx context.Context) func() {
		members, err := b.Team.List(ctx)
		var loads []book.Workload
		if err == nil {
			loads, err = b.Team.Workloads(ctx)
		}
		return func() {
			if err != nil {
				d.env.Shell.Fail(err)
				return
			}
			show(planner.Fits(members, loads, c))
		}
	})
}

// give makes a member the owner of the customer.
func (d *detail) give(c book.Customer, owner string) {
	b := d.env.Book
	d.env.Runner.Run(func(ctx context.Context) func() {
		op, err := b.Team.Give(ctx, []book.ID{c.ID}, owner)
		return func() {
			if err != nil {
				d.env.Shell.Fail(err)
				return
			}
			d.env.Shell.Done(d.env.T("team.given", locales.V{"Owner": owner, "Name": c.Name.Full}), op)
		}
	})
}

// whyFits says why a member fits a customer.
func whyFits(p *locales.Printer, f planner.Fit) string {
	why := ""
	if f.Language != "" {
		level := ""
		if f.Level != "" {
			level = levelWord(p, f.Level)
		}
		why = p.T("team.speaks", locales.V{"Language": p.Language(f.Language), "Level": level})
	}
	if f.Culture != "" {
		id := locales.ID("team.knows_default")
		if f.Stated {
			id = "team.knows_stated"
		}
		why = joinDots(why, p.T(id, locales.V{"Culture": cultureWord(p, f.Culture)}))
	}
	if why == "" {
		why = p.T("team.nothing_shared", nil)
	}
	n := func(i int) string { return p.Int(int64(i)) }
	return joinDots(why, p.T("team.work", locales.V{
		"Customers": n(f.Load.Customers), "FollowUps": n(f.Load.FollowUps), "Late": n(f.Load.Late), "Cases": n(f.Load.Cases), "Deals": n(f.Load.Deals),
	}))
}
