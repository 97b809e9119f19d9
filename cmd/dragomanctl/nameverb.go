package main

import (
	"context"
	"fmt"
	"slices"

	"dragoman/data/personname"
	"dragoman/locales"
)

// name prints a name in one line, as the language of the reader writes it.
func name(c *call) func(context.Context, []string) error {
	var n personname.Name
	locale := c.flags.String("locale", "", "")
	c.flags.StringVar(&n.Locale, "name-locale", "", "")
	c.flags.StringVar(&n.Title, "title", "", "")
	c.flags.StringVar(&n.Given, "given", "", "")
	c.flags.StringVar(&n.Given2, "given2", "", "")
	c.flags.StringVar(&n.Surname, "surname", "", "")
	c.flags.StringVar(&n.Surname2, "surname2", "", "")
	order := c.flags.String("order", "", "")
	length := c.flags.String("length", "", "")
	usage := c.flags.String("usage", "", "")
	formality := c.flags.String("formality", "", "")
	return func(_ context.Context, args []string) error {
		for _, f := range []struct {
			flag, value string
			allowed     []string
		}{
			{"order", *order, []string{"", string(personname.GivenFirst), string(personname.SurnameFirst), string(personname.Sorting)}},
			{"length", *length, []string{"", string(personname.Long), string(personname.Medium), string(personname.Short)}},
			{"usage", *usage, []string{"", string(personname.Referring), string(personname.Addressing), string(personname.Initialled)}},
			{"formality", *formality, []string{"", string(personname.Formal), string(personname.Informal)}},
		} {
			if !slices.Contains(f.allowed, f.value) {
				return &wrongCall{"ctl.name_choice", locales.V{"Flag": f.flag, "Value": f.value}}
			}
		}
		if len(args) > 0 || *locale == "" || n.Empty() {
			return &wrongCall{"ctl.name_needed", nil}
		}
		if n.Locale == "" {
			n.Locale = *locale
		}
		_, err := fmt.Fprintln(c.out, personname.Format(*locale, n, personname.Options{
			Order: personname.Order(*order), Length: personname.Length(*length),
			Usage: personname.Usage(*usage), Formality: personname.Formality(*formality),
		}))
		return err
	}
}
