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
