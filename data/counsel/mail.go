package counsel

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/planner"
)

// Mail prepares letters to many: whom a draft reaches, in which words, and who
// is left out and why. It is the one way to do so, for the window and the
// command line alike; what is prepared is kept by the book's own use cases.
type Mail struct {
	Book     *book.Book
	Library  *culture.Library
	Almanac  *almanac.Almanac // with the own days of the book
	Settings book.Settings
	Now      time.Time // in the zone of the owner
}

// Audience is whom a draft reaches.
type Audience struct {
	To    []book.Recipient
	Out   int        // how many of them are left out
	Whys  []WhyCount // why, the most frequent first
	Needs []Need     // what is still to be said, by language
	Perks int        // how many letters can say what a tier brings
	Gifts int        // with how many letters points can be given
}

// WhyCount is a reason for which some are left out.
type WhyCount struct {
	Why   book.WhyLeft
	Count int
}

// Need is what has to be said in one language before letters are whole.
type Need struct {
	Language string
	Count    int // for how many
	Slots    []string
	Offers   []OfferLine
}

// Open asks whom a draft reaches and all that is to be said to them, also what
// was said already, so that it is asked for as long as it is wanted. It returns
// at once: ask works on copies alone and may be called from any goroutine.
func (m Mail) Open(d *Draft) (ask func(context.Context) (Audience, error)) {
	x := d.clone()
	return func(ctx context.Context) (Audience, error) { return m.reach(ctx, &x, x.unsaid()) }
}

// Write writes the letters of a draft with all that was said, and keeps them as
// a campaign, or as more letters of the one that it is of. Like Open it works on
// copies.
func (m Mail) Write(d *Draft) (keep func(context.Context) (book.Campaign, book.Operation, error)) {
	x := d.clone()
	return func(ctx context.Context) (c book.Campaign, op book.Operation, err error) {
		a, err := m.Reach(ctx, &x)
		switch {
		case err != nil:
			return x.Campaign, op, err
		case x.ID != "":
			op, err = m.Invite(ctx, &x, a)
			return x.Campaign, op, err
		}
		return m.Begin(ctx, &x, a)
	}
}

// Reach writes the letters of a draft with all that was said. Needs are what is
// still open then.
func (m Mail) Reach(ctx context.Context, d *Draft) (Audience, error) {
	return m.reach(ctx, d, d.Sayings())
}

// Begin keeps a draft with its audience, and what was said of the tiers of the
// loyalty programme for the next time.
func (m Mail) Begin(ctx context.Context, d *Draft, a Audience) (book.Campaign, book.Operation, error) {
	c := d.Campaign
	if c.Kind == book.CrisisCampaign && c.Situation == "" {
		c.Situation = d.happened(a)
	}
	kept, op, err := m.Book.Campaigns.Begin(ctx, c, a.To)
	if err != nil {
		return kept, op, err
	}
	_, err = m.Book.Loyalty.Say(ctx, d.tierWords())
	return kept, op, err
}

// Invite puts the audience of a draft of a campaign that is kept on its list;
// with nobody in it the error is Invalid.
func (m Mail) Invite(ctx context.Context, d *Draft, a Audience) (book.Operation, error) {
	if len(a.To) == 0 {
		return book.Operation{}, &book.Error{Op: "mail.invite", Code: book.Invalid, Field: "recipients", Detail: "empty"}
	}
	return m.Book.Campaigns.Add(ctx, d.ID, a.To)
}

// listed are who stands on the list of a campaign; nobody before it is kept.
func (m Mail) listed(ctx context.Context, id book.ID) (map[book.ID]bool, error) {
	if id == "" {
		return nil, nil
	}
	_, rows, err := m.Book.Campaigns.Get(ctx, id)
	there := make(map[book.ID]bool, len(rows))
	for _, r := range rows {
		there[r.CustomerID] = true
	}
	return there, err
}

// happened is what was said of a crisis: in the language of the user, else in
// the first of those that it was said in.
func (d *Draft) happened(a Audience) string {
	if s := d.Values[Say{d.Language, "situation"}]; s != "" {
		return s
	}
	for _, r := range a.To {
		if s := d.Values[Say{r.Language, "situation"}]; s != "" {
			return s
		}
	}
	return ""
}

// reach writes to everybody whom a draft reaches, and says who is left out. Of a
// campaign that is kept these are only those who do not stand on its list yet.
func (m Mail) reach(ctx context.Context, d *Draft, said Sayings) (out Audience, err error) {
	if d.Solemn() {
		return out, &book.Error{Op: "mail.reach", Code: book.Invalid, Field: "holiday", Detail: "solemn"}
	}
	today := calendar.DateOf(m.Now)
	day := d.Day
	if day.IsZero() {
		day = today
	}
	may, err := m.mayBe(ctx, PurposeOf(d.Kind), today)
	if err != nil {
		return out, err
	}
	offers := m.promises(d)
	if err := offers.read(ctx, m.Book); err != nil {
		return out, err
	}
	there, err := m.listed(ctx, d.ID)
	if err != nil {
		return out, err
	}
	letters := &Letters{Library: m.Library, Almanac: m.Almanac, Settings: m.Settings, Occasion: d.occasion(said)}
	need := map[string]*Need{}
	for x, err := range m.Book.Customers.Bundles(ctx, book.CustomerFilter{Text: d.Query, Concerned: d.Near}) {
		if err != nil {
			return out, err
		}
		if there[x.Customer.ID] {
			continue
		}
		letters.May = func(_ book.Customer, ch book.Channel) bool { return may(x, ch).OK }
		l := letters.To(x.Customer)
		r := recipient(x.Customer, l)
		if d.Birthday {
			r.Day = birthday(x.Customer, day)
		}
		if r.Why == "" && d.Kind != book.CrisisCampaign && (planner.Mourns(m.Almanac, x.Customer, day) || planner.Mourns(m.Almanac, x.Customer, r.Day)) {
			r.Why = book.LeftMourning
		}
		if answer := may(x, l.Channel); r.Why == "" && !answer.OK {
			r.Why = book.WhyLeft(answer.Reason)
		}
		if r.Why == "" {
			offers.put(&r, want(need, l))
		}
		if d.Kind == book.EventCampaign {
			r.Diet = x.Customer.Eats()
		}
		out.To = append(out.To, r)
	}
	slices.SortStableFunc(out.To, book.StatedFirst)
	out.tell(need)
	out.Perks, out.Gifts = offers.perks, offers.gifts
	return out, nil
}

// recipient is who gets a letter.
func recipient(c book.Customer, l Letter) book.Recipient {
	return book.Recipient{
		ID: book.NewID(), CustomerID: c.ID, State: book.Waiting, Stated: l.Stated,
		Channel: l.Channel.Kind, Language: l.Language, Subject: l.Subject, Text: l.Text, Why: l.Why,
	}
}

// tell counts who is left out and why, and puts what is needed in order.
func (a *Audience) tell(need map[string]*Need) {
	for i := range a.To {
		if why := a.To[i].Why; why != "" {
			a.To[i].State = book.LeftOut
			a.Out++
			a.leave(why)
		}
	}
	slices.SortStableFunc(a.Whys, func(x, y WhyCount) int { return y.Count - x.Count })
	for _, lang := range slices.Sorted(maps.Keys(need)) {
		a.Needs = append(a.Needs, *need[lang])
	}
}

// leave counts somebody who is left out under the reason for it.
func (a *Audience) leave(why book.WhyLeft) {
	i := slices.IndexFunc(a.Whys, func(w WhyCount) bool { return w.Why == why })
	if i < 0 {
		i, a.Whys = len(a.Whys), append(a.Whys, WhyCount{Why: why})
	}
	a.Whys[i].Count++
}

// want notes what is still to be said in the language of a letter.
func want(need map[string]*Need, l Letter) *Need {
	n := need[l.Language]
	if n == nil {
		n = &Need{Language: l.Language}
		need[l.Language] = n
	}
	n.Count++
	for _, slot := range l.Missing {
		if slot != "salutation" && slot != "name" && slot != "company" && !slices.Contains(n.Slots, slot) {
			n.Slots = append(n.Slots, slot)
		}
	}
	return n
}

// mayBe answers whether a customer may be written to for a purpose there.
func (m Mail) mayBe(ctx context.Context, purpose book.Purpose, today calendar.Date) (func(book.Bundle, book.Channel) book.Answer, error) {
	s, err := m.Book.Settings(ctx)
	return func(x book.Bundle, ch book.Channel) book.Answer {
		return book.May(s.Consent, x.Party(), book.Question{Purpose: purpose, Channel: ch.Kind, Address: book.AddressOf(ch), On: today})
	}, err
}

// birthday is the next birthday of a customer, or zero.
func birthday(c book.Customer, from calendar.Date) calendar.Date {
	for _, d := range c.Dates {
		if d.Kind == book.Birthday {
			if o, err := d.When.Next(from); err == nil {
				return o.Date
			}
		}
	}
	return 0
}

// Holes names what is still open in the letter of a recipient.
func Holes(r book.Recipient) []string {
	return culture.Script{Subject: r.Subject, Text: r.Text}.SlotsOf()
}

// Whole reports whether nothing is open in the letter of a recipient, and
// something stands in it. Only such a letter is sent.
func Whole(r book.Recipient) bool { return len(Holes(r)) == 0 && strings.TrimSpace(r.Text) != "" }

// MayStill answers whether a letter may go out now: what a customer allows may
// have changed since it was written, or since somebody brought them back.
func (m Mail) MayStill(ctx context.Context, kind book.CampaignKind, r book.Recipient, c book.Customer) (book.Answer, error) {
	q := book.Question{Purpose: PurposeOf(kind), Channel: r.Channel}
	if ch, ok := WrittenTo(c, r); ok {
		q.Address = book.AddressOf(ch)
	}
	all, err := m.Book.Consents.May(ctx, []book.ID{c.ID}, q)
	return all[c.ID], err
}

// OffersToMourner reports whether a letter offers something to one who came to
// mourn after it was written. Such a letter is not sent either.
func (m Mail) OffersToMourner(r book.Recipient, c book.Customer) bool {
	if !r.Give && !r.Says(r.Perk) {
		return false
	}
	return planner.Mourns(m.Almanac, c, calendar.DateOf(m.Now)) || planner.Mourns(m.Almanac, c, r.Day)
}

// WrittenTo is where a letter goes: the first channel of its kind that the
// customer has. ok is false when they have none any more.
func WrittenTo(c book.Customer, r book.Recipient) (ch book.Channel, ok bool) {
	for _, ch := range c.Channels {
		if ch.Kind == r.Channel {
			return ch, true
		}
	}
	return book.Channel{}, false
}
