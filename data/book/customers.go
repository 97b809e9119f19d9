package book

import (
	"bytes"
	"context"
	"image"
	_ "image/gif"  // pictures that users choose
	_ "image/jpeg" // pictures that users choose
	"image/png"
	"slices"
	"strings"
	"time"
	"unicode"

	"dragoman/data/calendar"

	"golang.org/x/image/draw"
)

// Customers holds the use cases of customer cards.
type Customers struct{ c *core }

// Get returns one customer with all its parts, also from the trash.
func (s *Customers) Get(ctx context.Context, id ID) (Customer, error) {
	c, err := s.c.store.Customer(ctx, id)
	return c, wrap("customers.get", err)
}

// List returns one page of customers.
func (s *Customers) List(ctx context.Context, q CustomerQuery) (CustomerPage, error) {
	var err error
	if q.Filter, err = s.c.understood(ctx, q.Filter); err != nil {
		return CustomerPage{}, wrap("customers.list", err)
	}
	p, err := s.c.store.Customers(ctx, q)
	return p, wrap("customers.list", err)
}

// Count returns how many customers a filter picks.
func (s *Customers) Count(ctx context.Context, f CustomerFilter) (int, error) {
	f, err := s.c.understood(ctx, f)
	if err != nil {
		return 0, wrap("customers.count", err)
	}
	n, err := s.c.store.CountCustomers(ctx, f)
	return n, wrap("customers.count", err)
}

// IDs returns the ids of all customers that a filter picks, for actions on
// many at once.
func (s *Customers) IDs(ctx context.Context, f CustomerFilter) ([]ID, error) {
	f, err := s.c.understood(ctx, f)
	if err != nil {
		return nil, wrap("customers.ids", err)
	}
	ids, err := s.c.store.CustomerIDs(ctx, f)
	return ids, wrap("customers.ids", err)
}

// Facets returns the values to filter by.
func (s *Customers) Facets(ctx context.Context) (Facets, error) {
	f, err := s.c.store.Facets(ctx)
	return f, wrap("customers.facets", err)
}

// Places counts the live customers by where they work and by the weekend that
// they stated.
func (s *Customers) Places(ctx context.Context) ([]Place, error) {
	ps, err := s.c.store.Places(ctx)
	return ps, wrap("customers.places", err)
}

// GoingCold lists the customers whose agreed interval has run out, the longest
// overdue first, and how many there are in all.
func (s *Customers) GoingCold(ctx context.Context, limit int) ([]CustomerRow, int, error) {
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return nil, 0, wrap("customers.cold", err)
	}
	rows, n, err := s.c.store.GoingCold(ctx, today, limit)
	return rows, n, wrap("customers.cold", err)
}

// Save makes a customer (empty ID) or changes one. It fills the ids, normal
// forms and times that are missing, refuses what cannot be kept with the field
// at fault, and refuses with Conflict when the customer was changed since it
// was read.
func (s *Customers) Save(ctx context.Context, c Customer) (Customer, Operation, error) {
	const name = "customers.save"
	c = Tidy(c)
	if err := Validate(c); err != nil {
		return c, Operation{}, wrap(name, err)
	}
	op := Operation{Kind: OpCustomerEdit}
	now := s.c.now().UTC()
	if c.ID == "" {
		op.Kind = OpCustomerAdd
		c.ID, c.CreatedAt, c.Version = NewID(), now, 0
		if c.Origin.Source == "" {
			c.Origin.Source = "typed"
		}
	}
	c.UpdatedAt = now
	var saved Customer
	done, err := s.c.write(ctx, name, op, func(tx Tx) error {
		if err := linkOrganisation(ctx, tx, &c); err != nil {
			return err
		}
		var before Customer
		var log []Consent
		if op.Kind == OpCustomerEdit {
			var err error
			if before, err = tx.Customer(ctx, c.ID); err != nil {
				return err
			}
			if log, err = tx.Consents(ctx, c.ID); err != nil {
				return err
			}
		}
		if err := tx.PutCustomer(ctx, c); err != nil {
			return err
		}
		g, err := s.c.guard(ctx, tx)
		if err != nil {
			return err
		}
		if _, err = g.settle(ctx, before, c, log); err != nil {
			return err
		}
		saved, err = tx.Customer(ctx, c.ID)
		return err
	}, Change{Entity: EntityCustomer, ID: c.ID, Customer: c.ID})
	return saved, done, err
}

// linkOrganisation ties a person to the card of the organisation of exactly
// that name, if the book has one, and keeps the name beside the link.
func linkOrganisation(ctx context.Context, r Reader, c *Customer) error {
	if c.Kind != Person || c.OrganisationID != "" || c.Organisation == "" {
		return nil
	}
	id, err := r.OrganisationNamed(ctx, c.Organisation)
	c.OrganisationID = id
	return err
}

// Trash moves customers to the trash, from where Restore brings them back.
func (s *Customers) Trash(ctx context.Context, ids ...ID) (Operation, error) {
	return s.many(ctx, "customers.trash", Operation{Kind: OpCustomerTrash}, ids, func(tx Tx) error {
		return tx.SetTrashed(ctx, ids, s.c.now().UTC())
	})
}

// Restore brings customers back from the trash.
func (s *Customers) Restore(ctx context.Context, ids ...ID) (Operation, error) {
	return s.many(ctx, "customers.restore", Operation{Kind: OpCustomerRestore}, ids, func(tx Tx) error {
		return tx.SetTrashed(ctx, ids, time.Time{})
	})
}

// Tag adds and removes tags on many customers.
func (s *Customers) Tag(ctx context.Context, ids []ID, add, remove []string) (Operation, error) {
	add, remove = tidyTags(add), tidyTags(remove)
	if len(add)+len(remove) == 0 {
		return Operation{}, invalid("customers.tag", "tags", "empty")
	}
	detail := strings.Join(append(prefix("+", add), prefix("-", remove)...), " ")
	return s.many(ctx, "customers.tag", Operation{Kind: OpCustomerTag, Detail: detail}, ids, func(tx Tx) error {
		return tx.Tag(ctx, ids, add, remove)
	})
}

func (s *Customers) many(ctx context.Context, name string, op Operation, ids []ID, do func(Tx) error) (Operation, error) {
	if len(ids) == 0 {
		return Operation{}, invalid(name, "customers", "empty")
	}
	changes := []Change{{Entity: EntityAll}}
	if len(ids) <= 20 {
		changes = changes[:0]
		for _, id := range ids {
			changes = append(changes, Change{Entity: EntityCustomer, ID: id, Customer: id})
		}
	}
	return s.c.write(ctx, name, op, do, changes...)
}

// Upcoming is an important date and the day on which it is kept next.
type Upcoming struct {
	CustomerDate
	On   calendar.Date
	Rule calendar.Rule // the stated rule that moved it, or ""
}

// Dates returns the important dates of live customers that are kept from the
// first to the last day, in order of days. Days are found in every calendar in
// which dates are stored.
func (s *Customers) Dates(ctx context.Context, from, to calendar.Date) ([]Upcoming, error) {
	found, err := s.c.store.DatesOn(ctx, dateKeys(from, to))
	if err != nil {
		return nil, wrap("customers.dates", err)
	}
	var out []Upcoming
	for _, f := range found {
		for day := from; day <= to; {
			o, err := f.When.Next(day)
			if err != nil || o.Date > to {
				break
			}
			out = append(out, Upcoming{f, o.Date, o.Rule})
			day = o.Date + 1
		}
	}
	slices.SortStableFunc(out, func(a, b Upcoming) int { return int(a.On - b.On) })
	return out, nil
}

// Tidy returns c with blanks trimmed, empty parts dropped, ids given, tags
// sorted and normal forms of mail addresses filled. It changes no spelling.
func Tidy(c Customer) Customer {
	if c.Kind == "" {
		c.Kind = Person
	}
	for _, p := range []*string{
		&c.Name.Full, &c.Name.Latin, &c.Name.Reading, &c.Name.Nickname, &c.Name.Prefix, &c.Name.Given, &c.Name.Given2,
		&c.Name.Patronymic, &c.Name.Family, &c.Name.Family2, &c.Name.Suffix, &c.Organisation, &c.Role, &c.City, &c.Owner,
		&c.Address.CallMe, &c.Address.Title, &c.Address.JobTitle, &c.Address.Honorific, &c.Address.Pronunciation,
		&c.Address.InWriting, &c.Address.InSpeech, &c.Address.InMail, &c.PaymentHabit, &c.BasisWhy,
	} {
		*p = strings.TrimSpace(*p)
	}
	c.Country = strings.ToUpper(strings.TrimSpace(c.Country))
	c.Currency = strings.ToUpper(strings.TrimSpace(c.Currency))
	c.Tags = tidyTags(c.Tags)
	c.Cultures = keep(c.Cultures, func(x *StatedCulture) (*ID, bool) { return &x.ID, x.Culture != "" })
	c.Languages = keep(c.Languages, func(x *Language) (*ID, bool) { return &x.ID, x.Tag != "" })
	c.Observances = keep(c.Observances, func(x *Observance) (*ID, bool) { return &x.ID, x.Tradition != "" })
	c.Channels = keep(c.Channels, func(x *Channel) (*ID, bool) {
		x.Value = strings.TrimSpace(x.Value)
		if x.Kind == Email {
			x.Normal = strings.ToLower(x.Value)
		}
		return &x.ID, x.Value != ""
	})
	c.Dates = keep(c.Dates, func(x *ImportantDate) (*ID, bool) {
		return &x.ID, x.When != (calendar.Partial{}) || x.Raw != ""
	})
	c.Preferences = keep(c.Preferences, func(x *Preference) (*ID, bool) {
		x.Text = strings.TrimSpace(x.Text)
		return &x.ID, x.Text != ""
	})
	c.Relations = keep(c.Relations, func(x *Relation) (*ID, bool) { return &x.ID, x.To != "" })
	c.Custom = keep(c.Custom, func(x *CustomField) (*ID, bool) { return &x.ID, x.Name != "" || x.Value != "" })
	return c
}

// keep drops the parts that say nothing and gives the others an id.
func keep[T any](xs []T, part func(*T) (id *ID, used bool)) []T {
	var out []T
	for _, x := range xs {
		id, used := part(&x)
		if !used {
			continue
		}
		if *id == "" {
			*id = NewID()
		}
		out = append(out, x)
	}
	return out
}

// Validate says what of c cannot be kept, as an Invalid error that names the
// field.
func Validate(c Customer) error {
	const op = "customers.validate"
	switch {
	case c.Name.Full == "":
		return invalid(op, "name", "missing")
	case len(c.Name.Full) > 1000:
		return invalid(op, "name", "too_long")
	case c.Country != "" && !letters(c.Country, 2):
		return invalid(op, "country", "unknown")
	case c.Currency != "" && !letters(c.Currency, 3):
		return invalid(op, "currency", "unknown")
	case c.OrganisationID != "" && c.OrganisationID == c.ID:
		return invalid(op, "organisation", "itself")
	case c.Cadence.Ideal < 0 || c.Cadence.Longest < 0 || c.Cadence.Longest != 0 && c.Cadence.Longest < c.Cadence.Ideal:
		return invalid(op, "cadence", "order")
	case c.Basis != "" && !slices.Contains(Bases(), c.Basis):
		return invalid(op, "basis", "unknown")
	case len(c.BasisWhy) > longestBasisWhy:
		return invalid(op, "basis_why", "too_long")
	case len(c.Picture) > 4<<20:
		return invalid(op, "picture", "too_large")
	}
	if c.TimeZone != "" {
		if _, err := time.LoadLocation(c.TimeZone); err != nil {
			return invalid(op, "time_zone", "unknown")
		}
	}
	for _, o := range c.Observances {
		if strings.TrimSpace(o.Basis) == "" {
			return invalid(op, "observance", "basis_missing")
		}
	}
	for _, d := range c.Dates {
		if d.When != (calendar.Partial{}) {
			if err := d.When.Valid(); err != nil {
				return &Error{Op: op, Code: Invalid, Field: "date", Detail: "no_such_day", Err: err}
			}
		}
	}
	for _, ch := range c.Channels {
		if len(ch.Value) > 2000 {
			return invalid(op, "channel", "too_long")
		}
	}
	return nil
}

// Picture reads an image and returns it as PNG of at most 512 pixels a side,
// which is how Customer.Picture keeps it.
func Picture(data []byte) ([]byte, error) {
	const op, side = "customers.picture", 512
	cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, &Error{Op: op, Code: Invalid, Field: "picture", Detail: "not_an_image", Err: err}
	}
	if cfg.Width*cfg.Height > 100_000_000 {
		return nil, invalid(op, "picture", "too_large")
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, &Error{Op: op, Code: Invalid, Field: "picture", Detail: "not_an_image", Err: err}
	}
	if w, h := cfg.Width, cfg.Height; max(w, h) > side {
		w, h = max(1, w*side/max(w, h)), max(1, h*side/max(w, h))
		small := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.CatmullRom.Scale(small, small.Bounds(), img, img.Bounds(), draw.Src, nil)
		img = small
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, wrap(op, err)
	}
	return out.Bytes(), nil
}

func letters(s string, n int) bool {
	return len(s) == n && strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsUpper(r) }) < 0
}

func tidyTags(tags []string) []string {
	var out []string
	for _, t := range tags {
		if t = strings.Join(strings.Fields(t), " "); t != "" {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func prefix(p string, xs []string) []string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = p + x
	}
	return out
}
