package customers

import (
	"context"
	"slices"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/customers/timeline"
	"dragoman/ui/internal/screen"
)

// The tabs of a customer, as routes name them.
const (
	tabOverview  = "overview"
	tabTimeline  = "timeline"
	tabFollowUps = "followups"
	tabService   = "service"
	tabNotes     = "notes"
	tabPrivacy   = "privacy"
	tabHistory   = "history"
	tabValue     = "value"
)

var tabOrder = []string{tabOverview, tabTimeline, tabFollowUps, tabService, tabValue, tabNotes, tabPrivacy, tabHistory}

// How much of a customer's past is read.
const (
	touchesShown = 12
	changesShown = 400
)

// detail is the state of the page of one customer.
type detail struct {
	env    *screen.Env
	render func()

	id  book.ID
	tab string
	is  known

	load screen.Slot[known]
}

// known is everything that the page shows of a customer.
type known struct {
	loaded   bool
	c        book.Customer
	row      book.CustomerRow // the same in the form of lists
	open     []book.FollowUpRow
	closed   []book.FollowUpRow
	cases    []book.CaseRow
	tier     string // in the loyalty programme, as it calls it, or ""
	notes    []book.Note
	touches  []book.Entry
	told     int // how many entries the timeline has
	files    []book.Attachment
	people   []book.CustomerRow           // of an organisation
	related  map[book.ID]book.CustomerRow // whom relations and the organisation point to
	days     []almanac.Occurrence         // next holidays
	party    book.Party                   // what questions about consent look at
	rules    book.ConsentRules
	closings []book.OwnDayRow // closing days of their own and of the organisation
	changes  []change
	others   []book.OtherValue // what other devices wrote into fields of the customer
}

func newDetail(env *screen.Env) *detail {
	d := &detail{env: env, render: func() {}}
	d.load.Runner = env.Runner
	return d
}

// Show brings the page to a route.
func (d *detail) Show(r screen.Route) {
	d.tab = r.Tab
	if !slices.Contains(tabOrder, d.tab) {
		d.tab = tabOverview
	}
	if book.ID(r.ID) != d.id {
		d.id, d.is = book.ID(r.ID), known{}
	}
	d.reload()
}

// SetTab changes to another tab.
func (d *detail) SetTab(i int) {
	d.tab = tabOrder[i]
	d.env.Shell.Replace(screen.Route{Screen: screen.Customers, ID: string(d.id), Tab: d.tab})
	d.render()
	if d.tab == tabHistory {
		d.reload() // the history is read only when it is asked for
	}
}

func (d *detail) leave() { d.load.Cancel() }

// concerns says whether a change touches what is shown.
func (d *detail) concerns(changes []book.Change) bool {
	return slices.ContainsFunc(changes, func(c book.Change) bool {
		if c.Entity == book.EntityAll || c.Entity == book.EntityOwnDay || c.Entity == book.EntityLore || c.Customer == d.id || c.ID == d.id {
			return true
		}
		_, related := d.is.related[c.Customer]
		return related || c.Entity == book.EntityCustomer && d.is.c.Kind == book.Organisation
	})
}

// reload reads the customer again.
func (d *detail) reload() {
	env, id, history := d.env.Snapshot(), d.id, d.tab == tabHistory
	d.load.Run(func(ctx context.Context) (known, error) {
		return readCustomer(ctx, env, id, history)
	}, func(k known, err error) {
		if book.CodeOf(err) == book.NotFound {
			if !d.is.loaded {
				env.Shell.Fail(err) // else it was undone while we looked at it
			}
			env.Shell.Go(screen.Route{Screen: screen.Customers})
			return
		}
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		if !history {
			k.changes = d.is.changes
		}
		d.is = k
		d.render()
	})
}

// readCustomer reads everything that the page shows.
func readCustomer(ctx context.Context, env *screen.Env, id book.ID, history bool) (known, error) {
	b := env.Book
	k := known{loaded: true, related: map[book.ID]book.CustomerRow{}}
	var err error
	if k.c, err = b.Customers.Get(ctx, id); err != nil {
		return k, err
	}
	rows, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{id}, Trashed: !k.c.TrashedAt.IsZero()}})
	if err != nil {
		return k, err
	}
	if len(rows.Rows) > 0 {
		k.row = rows.Rows[0]
	}
	tasks, err := b.FollowUps.List(ctx, book.FollowUpQuery{Customer: id})
	if err != nil {
		return k, err
	}
	for _, f := range tasks {
		if f.DoneAt.IsZero() {
			k.open = append(k.open, f)
		} else {
			k.closed = append(k.closed, f)
		}
	}
	if k.cases, err = b.Cases.List(ctx, book.CaseQuery{Customer: id, View: book.AllCases}); err != nil {
		return k, err
	}
	if k.tier, _, _, err = b.Loyalty.Perk(ctx, id); err != nil {
		return k, err
	}
	if k.notes, err = b.Notes.List(ctx, id); err != nil {
		return k, err
	}
	if k.others, err = b.Customers.OtherValues(ctx, id); err != nil {
		return k, err
	}
	if err := k.readOthers(ctx, b); err != nil {
		return k, err
	}
	whose := timeline.Whose(id, k.people)
	limit := touchesShown
	if history {
		limit = changesShown // the history says what became of each
	}
	page, err := b.Timeline.Page(ctx, book.TimelineQuery{Customers: whose, Limit: limit})
	if err != nil {
		return k, err
	}
	k.touches = page.Entries
	if k.told, err = b.Timeline.Count(ctx, whose...); err != nil {
		return k, err
	}
	if k.files, err = b.Attachments.List(ctx, id); err != nil {
		return k, err
	}
	if k.party, k.rules, err = b.Consents.Party(ctx, id); err != nil {
		return k, err
	}
	today := calendar.DateOf(env.Now())
	k.days = plannerOf(env).Holidays(k.row, today, holidayAhead)
	if k.closings, err = closingsOf(ctx, b, k.c); err != nil {
		return k, err
	}
	if history {
		found, err := b.History.Of(ctx, id, changesShown)
		if err != nil {
			return k, err
		}
		k.changes = changesOf(found)
	}
	return k, nil
}

// readOthers reads whom the customer is tied to.
func (k *known) readOthers(ctx context.Context, b *book.Book) error {
	if k.c.Kind == book.Organisation {
		page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{Organisation: k.c.ID}, Limit: 100})
		if err != nil {
			return err
		}
		k.people = page.Rows
	}
	var ids []book.ID
	for _, r := range k.c.Relations {
		ids = append(ids, r.To)
	}
	if k.c.OrganisationID != "" {
		ids = append(ids, k.c.OrganisationID)
	}
	if len(ids) == 0 {
		return nil
	}
	page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: ids}, Limit: 500})
	for _, r := range page.Rows {
		k.related[r.ID] = r
	}
	return err
}

// do runs a use case, says what was done and reads the customer again.
func (d *detail) do(work func(context.Context) (book.Operation, error), said string) {
	id := d.id
	act(d.env, work, func(op book.Operation) {
		d.env.Shell.Done(said, op)
		if d.id == id {
			d.reload()
		}
	})
}

// Edit opens the form.
func (d *detail) Edit() {
	d.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(d.id)}.With(argEdit, valueYes))
}

// EditPart opens the form at one of its parts.
func (d *detail) EditPart(part string) {
	d.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(d.id)}.With(argEdit, valueYes).With(argPart, part))
}

// AddFollowUp opens a new follow-up for the customer.
func (d *detail) AddFollowUp() {
	d.env.Shell.Go(screen.Route{Screen: screen.FollowUps}.With(argNew, valueYes).With("customer", string(d.id)))
}

// AddPerson opens the form for a new person of this organisation.
func (d *detail) AddPerson() {
	d.env.Shell.Go(screen.Route{Screen: screen.Customers}.With(argNew, string(book.Person)).With(argOrg, string(d.id)))
}

// OpenFollowUp shows a follow-up on its own screen.
func (d *detail) OpenFollowUp(id book.ID) {
	d.env.Shell.Go(screen.Route{Screen: screen.FollowUps, ID: string(id)})
}

// OpenCustomer shows another customer.
func (d *detail) OpenCustomer(id book.ID) {
	d.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(id)})
}

// OpenHoliday shows the page of a holiday.
func (d *detail) OpenHoliday(o almanac.Occurrence) {
	d.env.Shell.Go(screen.Route{Screen: screen.Calendar, ID: o.ID}.With("date", o.Date.String()))
}

// Trash moves the customer to the trash.
func (d *detail) Trash() {
	id := d.id
	d.do(func(ctx context.Context) (book.Operation, error) { return d.env.Book.Customers.Trash(ctx, id) },
		d.env.N("customers.trashed", 1, nil))
}

// Restore brings the customer back from the trash.
func (d *detail) Restore() {
	id := d.id
	d.do(func(ctx context.Context) (book.Operation, error) { return d.env.Book.Customers.Restore(ctx, id) },
		d.env.N("customers.restored", 1, nil))
}

// Tick finishes a follow-up or opens it again.
func (d *detail) Tick(id book.ID, on bool) {
	if !on {
		d.do(func(ctx context.Context) (book.Operation, error) { return d.env.Book.FollowUps.Reopen(ctx, id) },
			d.env.T("customers.followup_reopened", nil))
		return
	}
	d.do(func(ctx context.Context) (book.Operation, error) {
		_, op, err := d.env.Book.FollowUps.Complete(ctx, id, nil)
		return op, err
	}, d.env.T("customers.followup_done", nil))
}

// TrashTouch removes a touch from the timeline.
func (d *detail) TrashTouch(id book.ID) {
	d.do(func(ctx context.Context) (book.Operation, error) { return d.env.Book.Interactions.Trash(ctx, id) },
		d.env.T("customers.contact_removed", nil))
}

// AddNote writes paragraphs about the customer.
func (d *detail) AddNote(text string) {
	id := d.id
	d.do(func(ctx context.Context) (book.Operation, error) { return d.env.Book.Notes.Add(ctx, id, text) },
		d.env.T("customers.note_added", nil))
}

// EditNote changes one paragraph.
func (d *detail) EditNote(id book.ID, text string) {
	d.do(func(ctx context.Context) (book.Operation, error) { return d.env.Book.Notes.Edit(ctx, id, text) },
		d.env.T("customers.note_changed", nil))
}

// TrashNote removes one paragraph.
func (d *detail) TrashNote(id book.ID) {
	d.do(func(ctx context.Context) (book.Operation, error) { return d.env.Book.Notes.Trash(ctx, id) },
		d.env.T("customers.note_removed", nil))
}

// Undo takes an operation of the history back.
func (d *detail) Undo(id book.ID) {
	d.do(func(ctx context.Context) (book.Operation, error) {
		op, _, err := d.env.Book.History.Undo(ctx, id)
		return op, err
	}, d.env.T("customers.undone", nil))
}
