package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/locales"
)

// teamFlags are the flags of team.
type teamFlags struct {
	name, languages, cultures, note, to, query, segment, format string
	away                                                        bool
	given                                                       map[string]bool // which of them were given
}

// team keeps who works with the book, and who owns what.
func team(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &teamFlags{given: map[string]bool{}}
	c.texts(map[string]*string{
		"name": &f.name, "languages": &f.languages, "cultures": &f.cultures, "note": &f.note, "to": &f.to, "query": &f.query, "segment": &f.segment, "format": &f.format,
	})
	c.flags.BoolVar(&f.away, "away", false, "")
	return func(ctx context.Context, args []string) error {
		c.flags.Visit(func(x *flag.Flag) { f.given[x.Name] = true })
		switch {
		case len(args) == 1 && args[0] == "list":
			return c.listTeam(ctx, or(f.format, "csv"))
		case len(args) == 2 && args[0] == "add":
			return c.saveMember(ctx, f, args[1], true)
		case len(args) == 2 && args[0] == "edit":
			return c.saveMember(ctx, f, args[1], false)
		case len(args) == 2 && args[0] == "remove":
			return c.removeMember(ctx, args[1], f.to)
		case len(args) == 2 && args[0] == "fit":
			return c.fits(ctx, book.ID(args[1]), or(f.format, "csv"))
		case len(args) == 1 && args[0] == "workload":
			return c.workload(ctx, or(f.format, "csv"))
		case len(args) > 0 && args[0] == "hand-over":
			return c.handOver(ctx, f, args[1:])
		}
		return &wrongCall{"ctlmany.team_what", nil}
	}
}

// listTeam prints the members by name.
func (c *call) listTeam(ctx context.Context, format string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	members, err := b.Team.List(ctx)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "id", "name", "languages", "cultures", "away", "note", "created")
	if err != nil {
		return err
	}
	for _, m := range members {
		var spoken []string
		for _, l := range m.Languages {
			spoken = append(spoken, strings.TrimSuffix(l.Tag+":"+string(l.Level), ":"))
		}
		if err := t.add(string(m.ID), m.Name, strings.Join(spoken, ";"), strings.Join(m.Cultures, ";"), m.Away, m.Note, m.CreatedAt); err != nil {
			return err
		}
	}
	return t.close()
}

// spoken reads ja:native,de; without a level a language is spoken fluently.
func (c *call) spoken(s string) (out []book.Spoken, err error) {
	for _, x := range list(s) {
		tag, level, _ := strings.Cut(x, ":")
		l := book.Spoken{Tag: tag, Level: book.Level(or(level, string(book.Fluent)))}
		switch {
		case !slices.Contains(c.p.LanguageTags(), tag):
			return nil, &wrongCall{"ctlmany.team_language", locales.V{"Language": tag}}
		case !slices.Contains([]book.Level{book.Native, book.Fluent, book.Some}, l.Level):
			return nil, &wrongCall{"ctlmany.team_level", locales.V{"Level": level}}
		}
		out = append(out, l)
	}
	return out, nil
}

// known reads the markets whose culture a member knows.
func known(s string) ([]string, error) {
	facts, err := culture.Default()
	if err != nil {
		return nil, err
	}
	codes := upper(list(s))
	for _, x := range codes {
		if _, ok := facts.Market(x); !ok {
			return nil, &wrongCall{"ctlmany.team_culture", locales.V{"Culture": x}}
		}
	}
	return codes, nil
}

// named finds a member by name, in any case, or by id.
func named(members []book.Member, name string) (book.Member, error) {
	for _, m := range members {
		if string(m.ID) == name || book.Fold(m.Name) == book.Fold(name) {
			return m, nil
		}
	}
	return book.Member{}, &notDone{"ctlmany.team_nobody", locales.V{"Name": name}}
}

// saveMember makes a member and prints the id, or changes what was given of one.
func (c *call) saveMember(ctx context.Context, f *teamFlags, name string, add bool) error {
	languages, err := c.spoken(f.languages)
	if err != nil {
		return err
	}
	cultures, err := known(f.cultures)
	if err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	m := book.Member{Name: name}
	if !add {
		all, err := b.Team.List(ctx)
		if err != nil {
			return err
		}
		if m, err = named(all, name); err != nil {
			return err
		}
	}
	for flag, put := range map[string]func(){
		"name": func() { m.Name = f.name }, "languages": func() { m.Languages = languages }, "cultures": func() { m.Cultures = cultures },
		"note": func() { m.Note = f.note }, "away": func() { m.Away = f.away },
	} {
		if f.given[flag] {
			put()
		}
	}
	if m, _, err = b.Team.Save(ctx, m); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, m.ID)
	return err
}

// removeMember removes a member; what they own goes to another, or keeps their
// name.
func (c *call) removeMember(ctx context.Context, name, to string) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	all, err := b.Team.List(ctx)
	if err != nil {
		return err
	}
	m, err := named(all, name)
	if err != nil {
		return err
	}
	heir := book.Member{}
	if to != "" {
		if heir, err = named(all, to); err != nil {
			return err
		}
	}
	if _, err := b.Team.Leave(ctx, m.ID, heir.Name); err != nil {
		return err
	}
	c.say("team.left", locales.V{"Name": m.Name})
	return nil
}

// fits prints who of the team fits a customer, the best first, and why.
func (c *call) fits(ctx context.Context, id book.ID, format string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	cust, err := b.Customers.Get(ctx, id)
	if err != nil {
		return err
	}
	members, err := b.Team.List(ctx)
	if err != nil {
		return err
	}
	loads, err := b.Team.Workloads(ctx)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "member", "language", "level", "culture", "stated", "owner", "open", "because")
	if err != nil {
		return err
	}
	for _, f := range planner.Fits(members, loads, cust) {
		err := t.add(f.Member.Name, f.Language, string(f.Level), f.Culture, f.Stated, f.Owner, f.Load.Open(), counsel.WhyFits(c.p, f))
		if err != nil {
			return err
		}
	}
	if len(members) == 0 {
		c.say("team.none", nil)
	}
	return t.close()
}

// workload prints what everybody owns, those too who are no members.
func (c *call) workload(ctx context.Context, format string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	members, err := b.Team.List(ctx)
	if err != nil {
		return err
	}
	loads, err := b.Team.Workloads(ctx)
	if err != nil {
		return err
	}
	isMember := map[string]bool{}
	for _, m := range members {
		isMember[m.Name] = true
		if !slices.ContainsFunc(loads, func(w book.Workload) bool { return w.Owner == m.Name }) {
			loads = append(loads, book.Workload{Owner: m.Name})
		}
	}
	t, err := c.newTable(format, "owner", "member", "customers", "followups", "late", "cases", "deals", "open")
	if err != nil {
		return err
	}
	for _, w := range loads {
		if err := t.add(w.Owner, isMember[w.Owner], w.Customers, w.FollowUps, w.Late, w.Cases, w.Deals, w.Open()); err != nil {
			return err
		}
	}
	return t.close()
}

// handOver makes a member the owner of the customers that are named, and of
// those whom a segment or a query finds.
func (c *call) handOver(ctx context.Context, f *teamFlags, customers []string) error {
	if f.to == "" || len(customers) == 0 && f.query == "" && f.segment == "" {
		return &wrongCall{"ctlmany.team_whom", nil}
	}
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	all, err := b.Team.List(ctx)
	if err != nil {
		return err
	}
	to, err := named(all, f.to)
	if err != nil {
		return err
	}
	ids := make([]book.ID, len(customers))
	for i, x := range customers {
		ids[i] = book.ID(x)
		if _, err := b.Customers.Get(ctx, ids[i]); err != nil {
			return err
		}
	}
	query, err := withSegment(ctx, b, f.segment, f.query)
	if err != nil {
		return err
	}
	if query != "" {
		if err := c.faults(ctx, b, query); err != nil {
			return err
		}
		found, err := b.Customers.IDs(ctx, book.CustomerFilter{Text: query})
		if err != nil {
			return err
		}
		ids = append(ids, found...)
	}
	if _, err := b.Team.Give(ctx, ids, to.Name); err != nil {
		return err
	}
	fmt.Fprintln(c.words, c.p.N("ctlmany.team_given", len(ids), locales.V{"Owner": to.Name}))
	return nil
}
