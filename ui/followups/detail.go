package followups

import (
	"context"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// Detail is everything about the selected follow-up.
type Detail struct {
	FollowUp book.FollowUp
	Row      *book.CustomerRow // of its customer, or nil
	Customer *book.Customer
	Clash    *reach.Clash
	Barred   string // why the customer may not be contacted for it, or ""
}

// Fact is a line of the panel: what, and how it is.
type Fact struct{ Label, Value string }

// loadDetail reads the selected follow-up.
func (p *Presenter) loadDetail() {
	id := p.state.Selected
	if id == "" {
		p.detail.Cancel()
		p.state.Detail = nil
		return
	}
	b, today, where, pr := p.env.Book, p.state.Today, p.places, p.env.Printer
	p.detail.Run(func(ctx context.Context) (*Detail, error) {
		f, err := b.FollowUps.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		d := &Detail{FollowUp: f}
		if f.CustomerID == "" {
			return d, nil
		}
		c, err := b.Customers.Get(ctx, f.CustomerID)
		if err != nil {
			return nil, err
		}
		d.Customer = &c
		d.Row, err = row(ctx, b, f.CustomerID)
		if err != nil {
			return nil, err
		}
		if f.DoneAt.IsZero() {
			d.Clash = where.Clash(d.Row, f.Due, today)
			d.Barred, err = barred(ctx, b, pr, f)
		}
		return d, err
	}, func(d *Detail, err error) {
		switch {
		case book.CodeOf(err) == book.NotFound, err == nil && !d.FollowUp.TrashedAt.IsZero():
			p.state.Selected, p.state.Detail = "", nil // it was deleted elsewhere
		case err != nil:
			p.fail(err)
			return
		default:
			p.state.Detail = d
		}
		p.changed()
	})
}

// barred says why a customer may not be contacted for a follow-up: those made
// for a holiday greet, the others are about business.
func barred(ctx context.Context, b *book.Book, pr *locales.Printer, f book.FollowUp) (string, error) {
	q := book.Question{Purpose: book.Service}
	if f.HolidayID != "" {
		q.Purpose = book.Greetings
	}
	switch f.Kind {
	case book.CallTask:
		q.Channel = book.Phone
	case book.MailTask:
		q.Channel = book.Email
	case book.VisitTask, book.DocumentTask, book.OtherTask:
		return "", nil // nobody is written to or called
	}
	answers, err := b.Consents.May(ctx, []book.ID{f.CustomerID}, q)
	a, ok := answers[f.CustomerID]
	if err != nil || !ok || a.OK {
		return "", err
	}
	return pr.T("followups.barred", locales.V{"Purpose": allow.Purpose(pr, q.Purpose), "Why": allow.Why(pr, a)}), nil
}

// OpenPrivacy shows what the customer of the follow-up allows.
func (p *Presenter) OpenPrivacy() {
	if d := p.state.Detail; d != nil {
		p.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(d.FollowUp.CustomerID), Tab: "privacy"})
	}
}

// row reads what lists show of one customer, or nil when it is in the trash.
func row(ctx context.Context, b *book.Book, id book.ID) (*book.CustomerRow, error) {
	page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{id}}, Limit: 1})
	if err != nil || len(page.Rows) == 0 {
		return nil, err
	}
	return &page.Rows[0], nil
}

// Facts are the lines of the panel.
func (p *Presenter) Facts(d *Detail) []Fact {
	f, pr := d.FollowUp, p.env.Printer
	when := p.env.T("followups.some_day", nil)
	if !f.Due.IsZero() {
		when = pr.DateWeekdayYear(f.Due)
		if at, ok := f.DueAt(p.env.Home); ok {
			when = p.env.T("followups.when", locales.V{"Day": pr.DateWeekdayYear(calendar.DateOf(at.In(p.env.Home))), "Times": p.places.Times(f, d.Row)})
		}
	}
	facts := []Fact{{p.env.T("followups.label_when", nil), when}}
	add := func(label locales.ID, value string) {
		if value != "" {
			facts = append(facts, Fact{p.env.T(label, nil), value})
		}
	}
	if f.Snoozed > p.state.Today {
		add("followups.label_snoozed", p.env.T("followups.until", locales.V{"Day": pr.DateWeekday(f.Snoozed)}))
	}
	add("followups.label_kind", p.KindText(f.Kind))
	add("followups.label_repeats", RepeatWords(pr, f.Repeat))
	if f.Reminder != book.NoTime {
		add("followups.label_remind", p.ReminderText(f.Reminder))
	}
	if f.Priority != book.Usual {
		add("followups.label_priority", p.PriorityText(f.Priority))
	}
	add("followups.label_owner", f.Owner)
	return facts
}

// ReminderText says when a reminder comes.
func (p *Presenter) ReminderText(minutes int) string {
	switch {
	case minutes == 0:
		return p.env.T("followups.remind_then", nil)
	case minutes%(24*60) == 0:
		return p.env.N("followups.remind_days", minutes/(24*60), nil)
	}
	return p.env.T("followups.remind_before", locales.V{"Time": p.env.Printer.Duration(minutes)})
}

var priorities = map[book.Priority]locales.ID{
	book.Low:    "followups.priority_low",
	book.Usual:  "followups.priority_usual",
	book.Urgent: "followups.priority_urgent",
}

// PriorityText names a priority.
func (p *Presenter) PriorityText(x book.Priority) string { return p.env.T(priorities[x], nil) }

// With names the customer of a follow-up with organisation and place.
func (p *Presenter) With(d *Detail) string {
	if d.Customer == nil {
		return ""
	}
	c := d.Customer
	name := c.Name.Full
	if c.Name.Latin != "" {
		name = c.Name.Latin
	}
	v := locales.V{"Name": name}
	id := locales.ID("followups.with")
	for _, s := range []string{c.Organisation, p.places.Name(d.Row)} {
		switch {
		case s == "":
		case id == "followups.with":
			id, v["Second"] = "followups.with_two", s
		default:
			id, v["Third"] = "followups.with_three", s
		}
	}
	return p.env.T(id, v)
}

var wishes = map[book.PreferenceKind]locales.ID{
	book.Diet:          "followups.wish_diet",
	book.Drink:         "followups.wish_drink",
	book.GiftWelcome:   "followups.wish_gift",
	book.GiftUnwelcome: "followups.wish_no_gift",
	book.OtherWish:     "followups.wish_other",
}

// Before are the sentences to read before the customer is met: how to address
// them, when they can be called, what they told us they like. Nothing in them
// is inferred.
func (p *Presenter) Before(d *Detail) []string {
	if d.Customer == nil {
		return nil
	}
	var out []string
	out = append(out, p.places.Address(d.Row)...)
	if w := p.places.Window(d.Row, p.state.Now); w.Known {
		text, _ := p.openText(d.Row)
		v := locales.V{"Time": p.env.Printer.TimeOf(w.Local), "Place": reach.City(d.Row), "Window": text}
		id := locales.ID("followups.now_in")
		if v["Place"] == "" {
			id = "followups.now_there"
		}
		out = append(out, p.env.T(id, v))
	}
	for _, w := range d.Customer.Preferences {
		if id, ok := wishes[w.Kind]; ok {
			out = append(out, p.env.T(id, locales.V{"Text": w.Text}))
		}
	}
	return append(out, p.tactful(d)...)
}
