package book

import (
	"context"
	"slices"
	"strings"

	"dragoman/data/calendar"
)

// Converter returns the rates into the base currency of the book. Without a
// base it converts nothing.
func (s *Orders) Converter(ctx context.Context) (*Rates, error) {
	const name = "orders.converter"
	st, err := s.c.store.Settings(ctx)
	if err != nil {
		return nil, wrap(name, err)
	}
	list, err := s.c.store.Rates(ctx)
	return NewRates(st.BaseCurrency, list), wrap(name, err)
}

// Rates lists the rates that were entered, the latest day first.
func (s *Orders) Rates(ctx context.Context) ([]Rate, error) {
	list, err := s.c.store.Rates(ctx)
	return list, wrap("orders.rates", err)
}

// SaveRates enters rates. One of the same day, currency and base takes the place
// of the old one. added counts those that said something new; when none does,
// nothing is written.
func (s *Orders) SaveRates(ctx context.Context, list ...Rate) (added int, op Operation, err error) {
	const name = "orders.rates"
	st, err := s.c.store.Settings(ctx)
	if err != nil {
		return 0, op, wrap(name, err)
	}
	for i := range list {
		r := &list[i]
		r.Currency, r.Rate = strings.ToUpper(strings.TrimSpace(r.Currency)), tidyRate(r.Rate)
		if r.Base == "" {
			r.Base = st.BaseCurrency
		}
		if err := ValidateRate(*r); err != nil {
			return 0, op, wrap(name, err)
		}
	}
	op, err = s.c.write(ctx, name, Operation{Kind: OpRateSave}, func(tx Tx) error {
		had, err := tx.Rates(ctx)
		if err != nil {
			return err
		}
		type key struct {
			day            calendar.Date
			currency, base string
		}
		at := map[key]Rate{}
		for _, r := range slices.Backward(had) { // of two, the later one stays
			at[key{r.Day, r.Currency, r.Base}] = r
		}
		for _, r := range list {
			k := key{r.Day, r.Currency, r.Base}
			old, found := at[k]
			if found && old.Rate == r.Rate {
				continue
			}
			r.ID, r.CreatedAt = old.ID, old.CreatedAt
			if !found {
				r.ID, r.CreatedAt = NewID(), s.c.now().UTC()
			}
			if err := tx.PutRate(ctx, r); err != nil {
				return err
			}
			at[k] = r
			added++
		}
		return nil
	}, Change{Entity: EntityRate})
	return added, op, err
}

// RemoveRate takes a rate away; undo brings it back.
func (s *Orders) RemoveRate(ctx context.Context, id ID) (Operation, error) {
	return s.c.write(ctx, "orders.rate_remove", Operation{Kind: OpRateTrash}, func(tx Tx) error {
		r, err := tx.Rate(ctx, id)
		if err != nil {
			return err
		}
		r.TrashedAt = s.c.now().UTC()
		return tx.PutRate(ctx, r)
	}, Change{Entity: EntityRate})
}

// ValidateRate says what of a rate cannot be kept.
func ValidateRate(r Rate) error {
	const op = "rates.validate"
	_, ok := rateNumber(r.Rate)
	switch {
	case r.Day.IsZero():
		return invalid(op, "on", "missing")
	case !KnownCurrency(r.Currency):
		return invalid(op, "currency", "not_in_use")
	case r.Base == "":
		return invalid(op, "base", "missing")
	case !KnownCurrency(r.Base):
		return invalid(op, "base", "not_in_use")
	case r.Base == r.Currency:
		return invalid(op, "currency", "is_base")
	case !ok:
		return invalid(op, "rate", "no_number")
	}
	return nil
}

// SetBase chooses the currency in which the book sums. The rates that speak of
// another one stay and serve again when it is chosen again.
func (s *Orders) SetBase(ctx context.Context, currency string) (Operation, error) {
	const name = "orders.base"
	currency = strings.ToUpper(strings.TrimSpace(currency))
	if !KnownCurrency(currency) {
		return Operation{}, invalid(name, "base", "not_in_use")
	}
	return s.c.write(ctx, name, Operation{Kind: OpSettings}, func(tx Tx) error {
		st, err := tx.Settings(ctx)
		if err != nil {
			return err
		}
		st.BaseCurrency = currency
		return tx.PutSettings(ctx, st)
	}, Change{Entity: EntitySettings}, Change{Entity: EntityRate})
}
