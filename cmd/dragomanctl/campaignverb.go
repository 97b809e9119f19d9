package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// mailFlags are the flags of campaign and event.
type mailFlags struct {
	kind, holiday, on, clock, place, title, by, segment, query, own string // what is prepared, and for whom
	birthdays, crisis, noPerks, noPoints, dryRun                    bool
	say                                                             []string
	state, format                                                   string // what is printed
	subject, text, perk, points, reason                             string // of one letter
	diet, seat, group, due                                          string // of one guest, and after an event
	days, guests                                                    int
	absent                                                          bool
	given                                                           map[string]bool // which of them were given
}

// campaign prepares letters to many, shows them and ticks them off.
func campaign(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &mailFlags{}
	c.letterFlags(f)
	c.texts(map[string]*string{"kind": &f.kind, "holiday": &f.holiday, "by": &f.by, "perk": &f.perk, "points": &f.points})
	c.flags.IntVar(&f.days, "days", 0, "")
	for name, to := range map[string]*bool{"birthdays": &f.birthdays, "crisis": &f.crisis, "no-perks": &f.noPerks, "no-points": &f.noPoints} {
		c.flags.BoolVar(to, name, false, "")
	}
	return func(ctx context.Context, args []string) error {
		c.givenFlags(f)
		switch {
		case len(args) == 1 && args[0] == "list":
			return c.listCampaigns(ctx, book.CampaignKind(f.kind), or(f.format, "csv"))
		case len(args) == 1 && args[0] == "feasts":
			return c.listFeasts(ctx, f)
		case len(args) == 1 && args[0] == "prepare":
			return c.prepare(ctx, f)
		}
		if act, ok := c.letterAct(f, "", args); ok {
			return act(ctx)
		}
		return &wrongCall{"ctlmany.campaign_what", nil}
	}
}

// letterFlags declares what campaign and event share.
func (c *call) letterFlags(f *mailFlags) {
	c.texts(map[string]*string{
		"on": &f.on, "title": &f.title, "segment": &f.segment, "query": &f.query, "own": &f.own, "state": &f.state, "format": &f.format,
		"subject": &f.subject, "text": &f.text, "reason": &f.reason,
	})
	c.flags.BoolVar(&f.dryRun, "dry-run", false, "")
	c.flags.Func("say", "", func(s string) error {
		f.say = append(f.say, s)
		return nil
	})
}

// openMail opens the book with what writes letters, over its own days and what
// its owner wrote.
func (c *call) openMail(ctx context.Context, readOnly bool) (counsel.Mail, func(), error) {
	b, _, done, err := c.open(ctx, readOnly)
	if err != nil {
		return counsel.Mail{}, nil, err
	}
	m := counsel.Mail{Book: b}
	fill := func() error {
		p, err := c.planner(ctx, b)
		if err != nil {
			return err
		}
		m.Almanac = p.Almanac
		own, err := b.Lores.List(ctx)
		if err != nil {
			return err
		}
		m.Library = culture.Built().With(counsel.Own(own))
		if m.Settings, err = b.Settings(ctx); err != nil {
			return err
		}
		m.Now, err = ours(ctx, b)
		return err
	}
	if err := fill(); err != nil {
		done()
		return m, nil, err
	}
	return m, done, nil
}

// listCampaigns prints the campaigns of a kind, or all, the open ones first.
func (c *call) listCampaigns(ctx context.Context, kind book.CampaignKind, format string) error {
	if err := among("kind", string(kind), []book.CampaignKind{book.GreetingCampaign, book.CrisisCampaign, book.EventCampaign}); err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	rows, err := b.Campaigns.List(ctx)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "id", "kind", "title", "holiday", "day", "time", "place", "owner", "created", "ended", "waiting", "sent", "left_out", "late", "coming", "guests", "came")
	if err != nil {
		return err
	}
	for _, r := range rows {
		if kind != "" && r.Kind != kind {
			continue
		}
		err := t.add(string(r.ID), string(r.Kind), r.Title, r.HolidayID, dayText(r.Day), clockText(r.Minute), r.Place, r.Owner, stampText(r.CreatedAt), stampText(r.ClosedAt),
			r.Waiting, r.Sent, r.LeftOut, r.Late, r.Coming, r.Guests, r.Came)
		if err != nil {
			return err
		}
	}
	return t.close()
}

// clockText writes a time of the day, "" for none.
func clockText(minute int) string {
	if minute == book.NoTime {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", minute/60, minute%60)
}

// feastsAhead is how far feasts are looked for, in days, and mostFeasts how many
// are listed.
const (
	feastsAhead = 75
	mostFeasts  = 500
)

// listFeasts prints the feasts that are near and how many customers they
// concern; wished is whether something is wished on them.
func (c *call) listFeasts(ctx context.Context, f *mailFlags) error {
	b, p, done, err := c.openDesk(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	today, err := b.Today(ctx)
	if err != nil {
		return err
	}
	days := f.days
	if !f.given["days"] {
		days = feastsAhead
	}
	coming, err := p.Coming(ctx, b.Customers, today, days, mostFeasts)
	if err != nil {
		return err
	}
	t, err := c.newTable(or(f.format, "csv"), "date", "id", "name", "tradition", "country", "customers", "wished")
	if err != nil {
		return err
	}
	for _, x := range coming {
		wished := len(p.Almanac.Wishes(x.ID, x.Occurrence, x.Date)) > 0
		if err := t.add(x.Date.String(), x.ID, x.Name(c.p.Tag()), x.Tradition, x.Country, x.Count, wished); err != nil {
			return err
		}
	}
	return t.close()
}

// prepare writes the letters of a greeting or a crisis and keeps them.
func (c *call) prepare(ctx context.Context, f *mailFlags) error {
	occasions := 0
	for _, x := range []bool{f.holiday != "", f.birthdays, f.crisis} {
		if x {
			occasions++
		}
	}
	if occasions != 1 {
		return &wrongCall{"ctlmany.campaign_for", nil}
	}
	for _, x := range []struct {
		flag, with string
		ok         bool
	}{
		{"on", "holiday", f.holiday != ""}, {"days", "birthdays", f.birthdays}, {"by", "crisis", f.crisis}, {"no-perks", "holiday", !f.crisis}, {"no-points", "holiday", !f.crisis},
	} {
		if f.given[x.flag] && !x.ok {
			return &wrongCall{"ctlmany.campaign_flag", locales.V{"Flag": x.flag, "With": x.with}}
		}
	}
	m, done, err := c.openMail(ctx, f.dryRun)
	if err != nil {
		return err
	}
	defer done()
	kind := book.GreetingCampaign
	if f.crisis {
		kind = book.CrisisCampaign
	}
	d := counsel.NewDraft(kind, c.p.Tag())
	d.WithPerks, d.WithGifts = !f.noPerks, !f.noPoints
	switch {
	case f.birthdays:
		d.Congratulate(c.p.T("messages.birthdays", nil))
		if f.given["days"] {
			if f.days < 1 || f.days > 366 {
				return &wrongCall{"ctlmany.campaign_days", nil}
			}
			d.Query, d.Title = fmt.Sprintf("birthday:next%d", f.days), c.p.N("ctlmany.birthdays", f.days, nil)
		}
	case f.crisis:
		if d.By, err = c.day("by", f.by); err != nil {
			return err
		}
	default:
		if err := c.greet(m, &d, f); err != nil {
			return err
		}
	}
	d.Title = or(f.title, d.Title)
	return c.write(ctx, m, &d, f)
}

// greet makes a draft one for the next day of a holiday, or that of --on.
func (c *call) greet(m counsel.Mail, d *counsel.Draft, f *mailFlags) error {
	if _, known := m.Almanac.Rule(f.holiday); !known {
		return &notDone{"ctl.unknown_holiday", locales.V{"Holiday": f.holiday}}
	}
	on, err := c.day("on", f.on)
	if err != nil {
		return err
	}
	from := calendar.DateOf(m.Now)
	to := from + 400
	if on != 0 {
		from, to = on, on
	}
	for _, o := range m.Almanac.Occurrences(almanac.Query{From: from, To: to, IDs: []string{f.holiday}}) {
		if o.Date >= from && !o.Substitute {
			d.Greet(o, (&planner.Planner{Almanac: m.Almanac}).ConcernedBy(o))
			return nil
		}
	}
	return &notDone{"ctlmany.campaign_no_day", locales.V{"Holiday": f.holiday, "From": from.String(), "To": to.String()}}
}

// write narrows a draft, writes its letters, keeps them, prints the id, and says
// who is left out and what is still to be said.
func (c *call) write(ctx context.Context, m counsel.Mail, d *counsel.Draft, f *mailFlags) error {
	if err := c.address(ctx, m, d, f); err != nil {
		return err
	}
	a, err := m.Reach(ctx, d)
	if err != nil {
		return err
	}
	if len(a.To) == 0 {
		return &notDone{"ctlmany.campaign_nobody", nil}
	}
	c.tell(d, a)
	if f.dryRun {
		return c.printLetters(ctx, m, d.Campaign, a.To, or(f.format, "csv"))
	}
	if a.Out == len(a.To) {
		return &notDone{"ctlmany.campaign_all_out", nil}
	}
	kept, _, err := m.Begin(ctx, d, a)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, kept.ID)
	return err
}

// address reads for whom a draft is and what was said for it.
func (c *call) address(ctx context.Context, m counsel.Mail, d *counsel.Draft, f *mailFlags) error {
	narrow, err := withSegment(ctx, m.Book, f.segment, f.query)
	if err != nil {
		return err
	}
	if narrow != "" {
		if err := c.faults(ctx, m.Book, narrow); err != nil {
			return err
		}
		if d.Query != "" {
			narrow = d.Query + " (" + narrow + ")"
		}
		d.Query = narrow
	}
	if !d.Addressed() {
		return &wrongCall{"ctlmany.campaign_whom", nil}
	}
	for _, s := range f.say {
		where, text, ok := strings.Cut(s, "=")
		lang, slot, both := strings.Cut(where, ":")
		if !ok || !both || lang == "" || slot == "" {
			return &wrongCall{"ctlmany.campaign_say", locales.V{"Said": s}}
		}
		d.Values[counsel.Say{Language: lang, Slot: slot}] = text
	}
	if f.own != "" {
		text, err := os.ReadFile(f.own)
		if err != nil {
			return &notDone{"ctl.cannot_open", locales.V{"File": f.own}}
		}
		d.Own = string(text)
	}
	return nil
}

// tell says whom letters reach, who is left out and why, and what is still to be
// said in each language.
func (c *call) tell(d *counsel.Draft, a counsel.Audience) {
	fmt.Fprintln(c.words, c.p.N("messages.reaches", len(a.To)-a.Out, nil))
	if a.Out > 0 {
		var whys []string
		for _, w := range a.Whys {
			why := explain.LeftOut(c.p, w.Why)
			if len(a.Whys) > 1 {
				why = c.p.T("messages.left_out_line", locales.V{"N": c.p.Int(int64(w.Count)), "Why": why})
			}
			whys = append(whys, why)
		}
		fmt.Fprintln(c.words, c.p.N("messages.left_out_count", a.Out, locales.V{"Why": c.p.List(whys)}))
		if d.Own == "" && a.Whys[0].Why == book.LeftText {
			c.say("ctlmany.campaign_own", nil)
		}
	}
	for _, n := range a.Needs {
		if len(n.Slots) > 0 {
			fmt.Fprintln(c.words, c.p.N("ctlmany.campaign_open", n.Count, locales.V{
				"Language": c.p.Language(n.Language), "Slots": c.slots(n.Slots), "Tag": n.Language, "Slot": n.Slots[0],
			}))
		}
		for _, o := range n.Offers {
			if d.Values[counsel.Say{Language: n.Language, Slot: o.Slot()}] == "" {
				c.tellOffer(d, n.Language, o)
			}
		}
	}
}

// tellOffer says what of an offer is not said yet in a language, or was not gone
// over.
func (c *call) tellOffer(d *counsel.Draft, lang string, o counsel.OfferLine) {
	v := locales.V{"Language": c.p.Language(lang), "Tier": o.Tier.Name, "Perk": o.Tier.Perk, "Tag": lang, "Slot": o.Slot()}
	switch {
	case o.Gift > 0 && d.WithGifts && o.Unread:
		c.say("ctlmany.campaign_unread", v)
	case o.Gift == 0 && d.WithPerks && o.Words == "":
		c.say("ctlmany.campaign_tier", v)
	}
}

// slots names slots in words, each with what stands for it in a text.
func (c *call) slots(slots []string) string {
	var names []string
	for _, s := range slots {
		name := "{" + s + "}"
		if id := counsel.SlotName(s); id != "" {
			name = c.p.T(id, nil) + " " + name
		}
		names = append(names, name)
	}
	return c.p.List(names)
}

// givenFlags notes which flags were given.
func (c *call) givenFlags(f *mailFlags) {
	f.given = map[string]bool{}
	c.flags.Visit(func(x *flag.Flag) { f.given[x.Name] = true })
}
