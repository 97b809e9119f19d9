package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
)

// loyalty shows the programme, its members and their ledgers, enters points and
// writes statements.
func loyalty(c *call) func(context.Context, []string) error {
	c.bookFlag()
	customer := c.flags.String("customer", "", "")
	points := c.flags.Int("points", 0, "")
	reward := c.flags.String("reward", "", "")
	reason := c.flags.String("reason", "", "")
	format := c.flags.String("format", "csv", "")
	limit := c.flags.Int("limit", 0, "")
	return func(ctx context.Context, args []string) error {
		what, rest := "", args
		if len(args) > 0 {
			what, rest = args[0], args[1:]
		}
		id := book.ID(*customer)
		switch {
		case what == "statement" && len(rest) == 1:
			return c.statement(ctx, id, rest[0])
		case len(rest) > 0:
			return tooMany(rest)
		}
		switch what {
		case "members":
			return c.members(ctx, *format, *limit)
		case "ledger":
			return c.ledger(ctx, id, *format, *limit)
		case "redemptions":
			return c.redemptions(ctx, *format)
		case "daily":
			return c.loyaltyDaily(ctx)
		case "join", "quit", "give", "adjust", "redeem":
			return c.changePoints(ctx, what, id, *points, *reward, *reason)
		}
		return &wrongCall{"ctl.loyalty_what", nil}
	}
}

// members prints who takes part, the most points first.
func (c *call) members(ctx context.Context, format string, limit int) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	p, err := b.Loyalty.Programme(ctx)
	if err != nil {
		return err
	}
	rows, err := b.Loyalty.Members(ctx, limit)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "customer", "name", "joined", "balance", "tier", "tier_since")
	if err != nil {
		return err
	}
	for _, r := range rows {
		name, since := "", ""
		if r.Customer != nil {
			name = r.Customer.Name.Full
		}
		if !r.TierOn.IsZero() {
			since = r.TierOn.String()
		}
		tier, _ := p.TierNamed(r.Tier)
		if err := t.add(string(r.CustomerID), name, r.Joined.String(), r.Balance, tier.Name, since); err != nil {
			return err
		}
	}
	return t.close()
}

// ledger prints the lines of one customer, or of all, the latest first.
func (c *call) ledger(ctx context.Context, id book.ID, format string, limit int) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	rows, err := b.Loyalty.Entries(ctx, id, limit)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "id", "date", "customer", "kind", "points", "reason", "reward", "order", "author")
	if err != nil {
		return err
	}
	for _, r := range rows {
		err := t.add(string(r.ID), r.On.String(), string(r.CustomerID), string(r.Kind), r.Points, r.Reason, r.Reward, string(r.OrderID), r.Author)
		if err != nil {
			return err
		}
	}
	return t.close()
}

// redemptions prints how often, and for how many points, rewards were taken: by
// reward and by month.
func (c *call) redemptions(ctx context.Context, format string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	rep, err := b.Loyalty.Report(ctx)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "by", "what", "times", "points", "last")
	if err != nil {
		return err
	}
	for _, r := range rep.Redeemed {
		if err := t.add("reward", r.Reward, r.Count, r.Points, r.Last.String()); err != nil {
			return err
		}
	}
	for _, r := range rep.Months {
		if err := t.add("month", r.Reward, r.Count, r.Points, r.Last.String()); err != nil {
			return err
		}
	}
	return t.close()
}

// loyaltyDaily credits orders, lets points expire and looks at the tiers.
func (c *call) loyaltyDaily(ctx context.Context) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	n, _, err := b.Loyalty.Daily(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.words, c.p.N("loyalty.brought", n, nil))
	return nil
}

// changePoints lets a customer join or quit, and adds a line to the ledger.
func (c *call) changePoints(ctx context.Context, what string, id book.ID, points int, reward, reason string) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	switch what {
	case "join":
		_, err = b.Loyalty.Join(ctx, id)
	case "quit":
		_, err = b.Loyalty.Quit(ctx, id)
	case "give":
		_, err = b.Loyalty.Give(ctx, id, points, reason)
	case "adjust":
		_, err = b.Loyalty.Adjust(ctx, id, points, reason)
	case "redeem":
		err = c.redeem(ctx, b, id, reward, reason)
	}
	if err != nil {
		return err
	}
	x, err := b.Loyalty.Standing(ctx, id)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.words, c.p.N("loyalty.balance_is", x.Balance, locales.V{"Points": strconv.Itoa(x.Balance)}))
	return nil
}

// redeem takes the points of a reward, which is named by its id or its name.
func (c *call) redeem(ctx context.Context, b *book.Book, id book.ID, reward, reason string) error {
	p, err := b.Loyalty.Programme(ctx)
	if err != nil {
		return err
	}
	for _, r := range p.Rewards {
		if r.ID == reward || r.Name == reward {
			_, err := b.Loyalty.Redeem(ctx, id, r, reason)
			return err
		}
	}
	return &notDone{"ctl.no_reward", nil}
}

// statement writes the statement of a customer as a page; - is stdout.
func (c *call) statement(ctx context.Context, id book.ID, path string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	write := func(w io.Writer) error {
		_, err := exchange.WriteStatement(ctx, w, b, c.p, id)
		return err
	}
	if path == "-" {
		return write(c.out)
	}
	return exchange.ToFile(path, write)
}
