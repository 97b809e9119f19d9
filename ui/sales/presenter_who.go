package sales

import (
	"errors"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
)

// who is the choice of a customer in a form.
type who struct {
	*screen.Finder

	env      *screen.Env
	changed  func()
	Customer *book.CustomerRow // chosen, or nil
}

func newWho(env *screen.Env, changed func()) who {
	return who{Finder: screen.NewFinder(env, changed), env: env, changed: changed}
}

// Choose takes a customer; nil takes none.
func (w *who) Choose(c *book.CustomerRow) {
	w.Customer = c
	w.Leave()
	w.changed()
}

// Where is the line below a hit: organisation, city and country.
func (w *who) Where(c book.CustomerRow) string {
	country := ""
	if c.Country != "" {
		country = w.env.Printer.Country(c.Country)
	}
	return trade.Dots(c.Organisation, c.City, country)
}

// wrongField is the field of an Invalid error, or "".
func wrongField(err error) string {
	var e *book.Error
	if errors.As(err, &e) && e.Code == book.Invalid {
		return e.Field
	}
	return ""
}
