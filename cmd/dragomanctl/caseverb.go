package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// caseFlags are the flags of the verb case.
type caseFlags struct {
	customer, kind, subject, channel, seriousness, owner, tier, text, received string
	view, state, at, reason, cause, remedy, changed, learnt, logAs, logText    string
	format                                                                     string
	limit                                                                      int
}

// cases takes requests and complaints in, lists them and takes them further.
func cases(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &caseFlags{}
	c.texts(map[string]*string{
		"customer": &f.customer, "kind": &f.kind, "subject": &f.subject, "channel": &f.channel, "seriousness": &f.seriousness, "owner": &f.owner, "tier": &f.tier, "text": &f.text, "received": &f.received, "view": &f.view, "state": &f.state, "at": &f.at, "reason": &f.reason, "cause": &f.cause, "remedy": &f.remedy, "changed": &f.changed, "learnt": &f.learnt, "log": &f.logAs, "log-text": &f.logText, "format": &f.format,
	})
	c.flags.IntVar(&f.limit, "limit", 100_000, "")
	return func(ctx context.Context, args []string) error {
		switch {
		case len(args) == 1 && args[0] == "add":
			return c.addCase(ctx, f)
		case len(args) == 1 && args[0] == "list":
			return c.listCases(ctx, f)
		case len(args) == 2 && args[0] == "show":
			return c.showCase(ctx, book.ID(args[1]), f)
		case len(args) == 3 && args[0] == "step" && slices.Contains(book.CaseSteps(), book.CaseStep(args[1])):
			return c.stepCase(ctx, book.CaseStep(args[1]), book.ID(args[2]), f)
		case len(args) == 2 && args[0] == "reopen":
			return c.stepCase(ctx, book.StepReopen, book.ID(args[1]), f)
		}
		return &wrongCall{"ctl.case_what", locales.V{"Steps": strings.Join(words(book.CaseSteps()), ", ")}}
	}
}

// openDesk opens the book with the clock of both sides, over its own days.
func (c *call) openDesk(ctx context.Context, readOnly bool) (*book.Book, *planner.Planner, func(), error) {
	b, _, done, err := c.open(ctx, readOnly)
	if err != nil {
		return nil, nil, nil, err
	}
	p, err := c.planner(ctx, b)
	if err != nil {
		done()
		return nil, nil, nil, err
	}
	b.SetDesk(book.Desk{Clock: p.CaseClock, Title: func(x book.Case) string { return explain.CaseTitle(c.p, x) }})
	return b, p, done, nil
}

// planner is the one over the own days of a book.
func (c *call) planner(ctx context.Context, b *book.Book) (*planner.Planner, error) {
	a, err := almanac.Default()
	if err != nil {
		return nil, err
	}
	facts, err := culture.Default()
	if err != nil {
		return nil, err
	}
	if a, err = planner.Lay(ctx, a, b.OwnDays, c.p.T("own.unnamed", nil)); err != nil {
		return nil, err
	}
	return &planner.Planner{Almanac: a, Culture: facts}, nil
}

// among reports a flag whose value is none of those that it takes.
func among[S ~string](flag, value string, list []S) error {
	if value == "" || slices.Contains(list, S(value)) {
		return nil
	}
	return &wrongCall{"ctl.case_choice", locales.V{"Flag": flag, "Choices": strings.Join(words(list), ", ")}}
}

// ours is the present in the zone of the owner.
func ours(ctx context.Context, b *book.Book) (time.Time, error) {
	home, err := b.Home(ctx)
	if err != nil {
		return time.Time{}, err
	}
	return b.Now().In(home), nil
}

// addCase takes a case in and prints its id and that of its follow-up.
func (c *call) addCase(ctx context.Context, f *caseFlags) error {
	for _, err := range []error{
		among("kind", f.kind, book.CaseKinds()), among("channel", f.channel, book.InteractionKinds()), among("seriousness", f.seriousness, book.Degrees()),
	} {
		if err != nil {
			return err
		}
	}
	b, _, done, err := c.openDesk(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	now, err := ours(ctx, b)
	if err != nil {
		return err
	}
	at, ok := readAt(f.received, now)
	if !ok {
		return &wrongCall{"ctl.case_at", locales.V{"Flag": "received"}}
	}
	x, _, err := b.Cases.Save(ctx, book.Case{
		CustomerID: book.ID(f.customer), Kind: book.CaseKind(or(f.kind, string(book.Request))), Channel: book.InteractionKind(or(f.channel, string(book.MailSent))),
		Seriousness: book.Seriousness(f.seriousness), Subject: f.subject, Text: f.text, Owner: f.owner, Tier: f.tier, ReceivedAt: at,
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, strings.TrimSpace(string(x.ID)+" "+string(x.FollowUpID)))
	return err
}

// caseColumns are those of list and show; minutes are of working time that both
// sides share.
var caseColumns = []string{
	"id", "kind", "state", "seriousness", "tier", "customer", "customer_name", "subject", "channel", "owner", "received_at",
	"first_reply_due", "replied_at", "reply_target", "reply_took", "solve_due", "solved_at", "solve_target", "solve_took",
	"closed_at", "reopened", "minutes_left", "cause", "remedy", "changed", "learnt", "reason", "text", "followup",
}

func (c *call) caseRow(t *table, p *planner.Planner, s book.Settings, now time.Time, r book.CaseRow) error {
	name, left := "", any("")
	if r.Customer != nil {
		name = r.Customer.Name.Full
		if _, due := r.Running(); !due.IsZero() {
			left = int(p.Clock(s.Ours(), *r.Customer, now.Location()).Left(now, due).Minutes())
		}
	}
	return t.add(string(r.ID), string(r.Kind), string(r.State), string(r.Seriousness), r.Tier, string(r.CustomerID), name, r.Subject, string(r.Channel), r.Owner,
		stampText(r.ReceivedAt), stampText(r.ReplyDue), stampText(r.RepliedAt), r.ReplyTarget, r.ReplyTook, stampText(r.SolveDue), stampText(r.SolvedAt), r.SolveTarget, r.SolveTook,
		stampText(r.ClosedAt), r.Reopened, left, r.Cause, r.Remedy, r.Changed, r.Learnt, r.Reason, r.Text, string(r.FollowUpID))
}

// stampText writes an instant, "" when there is none.
func stampText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// listCases prints cases, what runs out first before the others.
func (c *call) listCases(ctx context.Context, f *caseFlags) error {
	views := []book.CaseView{book.OpenCases, book.SoonCases, book.ClosedCases, book.AllCases}
	for _, err := range []error{among("view", f.view, views), among("kind", f.kind, book.CaseKinds()), among("state", f.state, book.CaseStates())} {
		if err != nil {
			return err
		}
	}
	b, p, done, err := c.openDesk(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	now, err := ours(ctx, b)
	if err != nil {
		return err
	}
	rows, err := b.Cases.List(ctx, book.CaseQuery{
		View: book.CaseView(or(f.view, string(book.OpenCases))), Now: now, Kind: book.CaseKind(f.kind), State: book.CaseState(f.state),
		Owner: f.owner, Customer: book.ID(f.customer), Limit: f.limit,
	})
	if err != nil {
		return err
	}
	return c.printCases(ctx, b, p, now, rows, f.format)
}

func (c *call) printCases(ctx context.Context, b *book.Book, p *planner.Planner, now time.Time, rows []book.CaseRow, format string) error {
	s, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	t, err := c.newTable(or(format, "csv"), caseColumns...)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := c.caseRow(t, p, s, now, r); err != nil {
			return err
		}
	}
	return t.close()
}

// showCase prints one case.
func (c *call) showCase(ctx context.Context, id book.ID, f *caseFlags) error {
	b, p, done, err := c.openDesk(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	now, err := ours(ctx, b)
	if err != nil {
		return err
	}
	x, err := b.Cases.Get(ctx, id)
	if err == nil && !x.TrashedAt.IsZero() {
		return &notDone{"error.not_found", nil}
	}
	if err != nil {
		return err
	}
	row := book.CaseRow{Case: x}
	page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{x.CustomerID}}, Limit: 1})
	if err != nil {
		return err
	}
	if len(page.Rows) > 0 {
		row.Customer = &page.Rows[0]
	}
	return c.printCases(ctx, b, p, now, []book.CaseRow{row}, f.format)
}

// stepCase takes a case further and prints its state.
func (c *call) stepCase(ctx context.Context, step book.CaseStep, id book.ID, f *caseFlags) error {
	if err := among("log", f.logAs, book.InteractionKinds()); err != nil {
		return err
	}
	b, _, done, err := c.openDesk(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	now, err := ours(ctx, b)
	if err != nil {
		return err
	}
	d := book.StepDetails{Reason: f.reason, Cause: f.cause, Remedy: f.remedy, Changed: f.changed, Learnt: f.learnt}
	var ok bool
	if d.At, ok = readAt(f.at, now); !ok {
		return &wrongCall{"ctl.case_at", locales.V{"Flag": "at"}}
	}
	if f.logAs != "" {
		d.Touch = &book.Interaction{Kind: book.InteractionKind(f.logAs), Direction: book.FromUs, Text: f.logText}
	}
	x, _, err := b.Cases.Step(ctx, id, step, d)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, string(x.State))
	return err
}
