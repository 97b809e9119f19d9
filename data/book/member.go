package book

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// Member is one of the team: whoever owns customers, cases, deals and
// follow-ups. The owner of anything is written down by the member's name.
type Member struct {
	ID        ID
	Name      string
	Languages []Spoken
	Cultures  []string // market codes that they know from their own life or work
	Note      string   // what else matters: products, regions, days of work
	Away      bool     // gets nothing new for now
	CreatedAt time.Time
	TrashedAt time.Time
}

// Spoken is a language that a member speaks.
type Spoken struct {
	Tag   string
	Level Level
}

// Workload is what somebody owns: live customers, open follow-ups and how many
// of them are late, open cases and open deals.
type Workload struct {
	Owner                                    string
	Customers, FollowUps, Late, Cases, Deals int
}

// Open is how much of it is work that waits.
func (w Workload) Open() int { return w.FollowUps + w.Cases + w.Deals }

// MemberReader answers questions about the team.
type MemberReader interface {
	Members(ctx context.Context) ([]Member, error) // by name, without the trash
	// Workloads counts by owner, also by names that are no member's.
	Workloads(ctx context.Context, today calendar.Date) ([]Workload, error)
}

// MemberTx are the verbs that change the team.
type MemberTx interface {
	PutMember(ctx context.Context, m Member) error
	// HandOver gives everything that one owner has to another: customers, and
	// what of follow-ups, cases and deals is open.
	HandOver(ctx context.Context, from, to string) error
	// SetOwner gives customers to an owner.
	SetOwner(ctx context.Context, ids []ID, owner string) error
}

// Team holds the use cases of members and of who owns what.
type Team struct{ c *core }

// List returns the members by name.
func (s *Team) List(ctx context.Context) ([]Member, error) {
	ms, err := s.c.store.Members(ctx)
	return ms, wrap("team.list", err)
}

// Workloads counts what everybody owns.
func (s *Team) Workloads(ctx context.Context) ([]Workload, error) {
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return nil, wrap("team.workloads", err)
	}
	ws, err := s.c.store.Workloads(ctx, today)
	return ws, wrap("team.workloads", err)
}

// Save makes a member (empty ID) or changes one. A name is taken once. With
// another name goes everything that they own.
func (s *Team) Save(ctx context.Context, m Member) (Member, Operation, error) {
	const name = "team.save"
	m.Name, m.Note = strings.TrimSpace(m.Name), strings.TrimSpace(m.Note)
	m.Languages = slices.DeleteFunc(m.Languages, func(x Spoken) bool { return x.Tag == "" })
	switch {
	case m.Name == "":
		return m, Operation{}, invalid(name, "member", "missing")
	case len(m.Name) > 200 || len(m.Note) > longestText:
		return m, Operation{}, invalid(name, "member", "too_long")
	}
	if m.ID == "" {
		m.ID, m.CreatedAt = NewID(), s.c.now().UTC()
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpMember, Detail: m.Name}, func(tx Tx) error {
		all, err := tx.Members(ctx)
		if err != nil {
			return err
		}
		for _, x := range all {
			switch {
			case x.ID != m.ID && Fold(x.Name) == Fold(m.Name):
				return invalid(name, "member", "taken")
			case x.ID == m.ID && x.Name != m.Name:
				if err := tx.HandOver(ctx, x.Name, m.Name); err != nil {
					return err
				}
			}
		}
		return tx.PutMember(ctx, m)
	}, Change{Entity: EntityMember, ID: m.ID}, Change{Entity: EntityAll})
	return m, op, err
}

// Leave removes a member and gives what they own to another, or with to empty
// leaves their name on it.
func (s *Team) Leave(ctx context.Context, id ID, to string) (Operation, error) {
	const name = "team.leave"
	return s.c.write(ctx, name, Operation{Kind: OpMemberLeave}, func(tx Tx) error {
		all, err := tx.Members(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(m Member) bool { return m.ID == id })
		if i < 0 {
			return &Error{Op: name, Code: NotFound}
		}
		m := all[i]
		if to = strings.TrimSpace(to); to != "" && to != m.Name {
			if err := tx.HandOver(ctx, m.Name, to); err != nil {
				return err
			}
		}
		m.TrashedAt = s.c.now().UTC()
		return tx.PutMember(ctx, m)
	}, Change{Entity: EntityMember, ID: id}, Change{Entity: EntityAll})
}

// Give makes somebody the owner of customers; "" makes it nobody.
func (s *Team) Give(ctx context.Context, ids []ID, owner string) (Operation, error) {
	const name = "team.give"
	if len(ids) == 0 {
		return Operation{}, invalid(name, "customers", "empty")
	}
	owner = strings.TrimSpace(owner)
	return (&Customers{s.c}).many(ctx, name, Operation{Kind: OpCustomerEdit, Detail: owner}, ids, func(tx Tx) error {
		return tx.SetOwner(ctx, ids, owner)
	})
}
