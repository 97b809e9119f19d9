package book

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"dragoman/data/calendar"
)

// Book is an open customer book with its use cases.
type Book struct {
	Customers    *Customers
	FollowUps    *FollowUps
	Notes        *Notes
	Interactions *Interactions
	Timeline     *Timeline
	Attachments  *Attachments
	Consents     *Consents
	OwnDays      *OwnDays
	Lores        *Lores
	Ratings      *Ratings
	Facts        *Facts
	Campaigns    *Campaigns
	Team         *Team
	Imports      *Imports
	Duplicates   *Duplicates
	Segments     *Segments
	Orders       *Orders
	Deals        *Deals
	Loyalty      *Loyalty
	Cases        *Cases
	Surveys      *SurveyAnswers
	Petitions    *Petitions
	Retentions   *Retentions
	History      *History
	Hub          *Hub

	core *core
}

// core is what the services share.
type core struct {
	store Store
	hub   *Hub
	now   func() time.Time

	resolve atomic.Pointer[Resolver] // of the words in queries
	desk    atomic.Pointer[Desk]     // at which cases are worked on
}

// New returns the use cases over a store. The clock is asked for the instant
// of every change and, with the book's home zone, for today.
func New(store Store, clock func() time.Time) *Book {
	c := &core{store: store, hub: &Hub{}, now: clock}
	return &Book{
		Customers:    &Customers{c},
		FollowUps:    &FollowUps{c},
		Notes:        &Notes{c},
		Interactions: &Interactions{c},
		Timeline:     &Timeline{c},
		Attachments:  &Attachments{c},
		Consents:     &Consents{c},
		OwnDays:      &OwnDays{c},
		Lores:        &Lores{c},
		Ratings:      &Ratings{c},
		Facts:        &Facts{c},
		Campaigns:    &Campaigns{c},
		Team:         &Team{c},
		Imports:      &Imports{c},
		Duplicates:   &Duplicates{c},
		Segments:     &Segments{c},
		Orders:       &Orders{c},
		Deals:        &Deals{c},
		Loyalty:      &Loyalty{c},
		Cases:        &Cases{c},
		Surveys:      &SurveyAnswers{c},
		Petitions:    &Petitions{c},
		Retentions:   &Retentions{c},
		History:      &History{c},
		Hub:          c.hub,
		core:         c,
	}
}

// Now returns the instant by the book's clock.
func (b *Book) Now() time.Time { return b.core.now() }

// Settings returns the choices kept in the book.
func (b *Book) Settings(ctx context.Context) (Settings, error) {
	s, err := b.core.store.Settings(ctx)
	return s, wrap("settings.get", err)
}

// SaveSettings changes the choices kept in the book.
func (b *Book) SaveSettings(ctx context.Context, s Settings) (Operation, error) {
	if s.HomeZone != "" {
		if _, err := time.LoadLocation(s.HomeZone); err != nil {
			return Operation{}, invalid("settings.save", "home_zone", "unknown_zone")
		}
	}
	if !s.Work.valid() {
		return Operation{}, invalid("settings.save", "hours", "no_such_hours")
	}
	op, err := b.core.write(ctx, "settings.save", Operation{Kind: OpSettings}, func(tx Tx) error {
		return tx.PutSettings(ctx, s)
	}, Change{Entity: EntitySettings})
	return op, err
}

// Home returns the zone of the owner: the one of the settings, else the
// computer's.
func (b *Book) Home(ctx context.Context) (*time.Location, error) {
	s, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return b.core.zone(s), nil
}

// Today returns the day it is for the owner.
func (b *Book) Today(ctx context.Context) (calendar.Date, error) {
	loc, err := b.Home(ctx)
	if err != nil {
		return 0, err
	}
	return calendar.DateOf(b.core.now().In(loc)), nil
}

// Search finds customers, notes and follow-ups by words in any script, by
// readings, initials and digits, the best first. With conditions in the query,
// as in country:JP, it finds the customers that they pick, in the order of
// their names or, with words, of the last contact.
func (b *Book) Search(ctx context.Context, query string, limit int) ([]Hit, error) {
	const name = "search"
	f, err := b.core.understood(ctx, CustomerFilter{Text: query})
	if err != nil {
		return nil, wrap(name, err)
	}
	if f.Where == nil {
		hits, err := b.core.store.Search(ctx, query, limit)
		return hits, wrap(name, err)
	}
	q := CustomerQuery{Filter: f, Limit: limit}
	if strings.TrimSpace(f.Text) != "" {
		q.Sort, q.Desc = SortLastContact, true
	}
	page, err := b.core.store.Customers(ctx, q)
	hits := make([]Hit, len(page.Rows))
	for i, r := range page.Rows {
		hits[i] = Hit{Kind: HitCustomer, ID: r.ID, Customer: r.ID, Title: r.Name.Full, Snippet: r.second()}
	}
	return hits, wrap(name, err)
}

// second is the line below the name of a hit.
func (r CustomerRow) second() string {
	var parts []string
	for _, s := range []string{r.Name.Latin, r.Organisation, r.City, r.Country} {
		if s != "" && s != r.Name.Full {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// zone returns the owner's zone under settings s.
func (c *core) zone(s Settings) *time.Location {
	if s.HomeZone != "" {
		if loc, err := time.LoadLocation(s.HomeZone); err == nil {
			return loc
		}
	}
	return c.now().Location()
}

// today returns the owner's day.
func (c *core) today(ctx context.Context, r Reader) (calendar.Date, error) {
	s, err := r.Settings(ctx)
	if err != nil {
		return 0, err
	}
	return calendar.DateOf(c.now().In(c.zone(s))), nil
}

// write runs one use case: one transaction, then the news of it.
func (c *core) write(ctx context.Context, name string, op Operation, do func(Tx) error, changes ...Change) (Operation, error) {
	op.Actor = c.actor(ctx)
	done, err := c.store.Write(ctx, op, do)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	c.hub.publish(changes...)
	return done, nil
}

// actor returns who the history names: the owner as the settings have it.
func (c *core) actor(ctx context.Context) string {
	s, err := c.store.Settings(ctx)
	if err != nil {
		return "" // the write that follows reports what is wrong with the file
	}
	return s.OwnerName
}
