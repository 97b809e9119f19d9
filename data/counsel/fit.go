package counsel

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/planner"
	"dragoman/locales"
)

// WhyFits says why a member of the team fits a customer, and what work they
// have, in one line.
func WhyFits(p *locales.Printer, f planner.Fit) string {
	var why []string
	if f.Language != "" {
		level := string(f.Level)
		if id := locales.ID("customers.level_" + level); p.Has(id) {
			level = p.T(id, nil)
		}
		why = append(why, p.T("team.speaks", locales.V{"Language": p.Language(f.Language), "Level": level}))
	}
	if f.Culture != "" {
		id := locales.ID("team.knows_default")
		if f.Stated {
			id = "team.knows_stated"
		}
		why = append(why, p.T(id, locales.V{"Culture": p.Country(f.Culture)}))
	}
	if len(why) == 0 {
		why = append(why, p.T("team.nothing_shared", nil))
	}
	return strings.Join(append(why, WorkOf(p, f.Load)), " · ")
}

// WorkOf says what somebody owns, in one line.
func WorkOf(p *locales.Printer, w book.Workload) string {
	n := func(i int) string { return p.Int(int64(i)) }
	return p.T("team.work", locales.V{
		"Customers": n(w.Customers), "FollowUps": n(w.FollowUps), "Late": n(w.Late), "Cases": n(w.Cases), "Deals": n(w.Deals),
	})
}
