package main

import (
	"context"
	"fmt"
	"slices"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/locales"
)

// script prints a script, filled for a customer.
func script(c *call) func(context.Context, []string) error {
	c.bookFlag()
	stage := c.flags.String("stage", "", "")
	channel := c.flags.String("channel", "mail", "")
	formality := c.flags.String("formality", "formal", "")
	customer := c.flags.String("customer", "", "")
	return func(ctx context.Context, args []string) error {
		if len(args) > 0 {
			return tooMany(args)
		}
		for _, f := range []struct {
			flag, value string
			known       []string
		}{{"stage", *stage, culture.Stages}, {"channel", *channel, culture.ScriptChannels}, {"formality", *formality, culture.Formalities}} {
			if !slices.Contains(f.known, f.value) {
				return &wrongCall{"ctl.script_choice", locales.V{"Flag": f.flag, "Known": joined(f.known)}}
			}
		}
		lang := or(c.lang, c.p.Tag())
		library := culture.Built()
		if *customer != "" || c.path != "" {
			var err error
			if library, err = c.library(ctx); err != nil {
				return err
			}
		}
		scripts, ok := library.Scripts(lang)
		if !ok {
			return &notDone{"ctl.no_scripts", locales.V{"Language": c.p.Language(lang)}}
		}
		s, ok := scripts.Find(*stage, *channel, *formality)
		if !ok {
			return &notDone{"ctl.no_script", locales.V{"Language": c.p.Language(lang)}}
		}
		values := map[string]string{}
		if *customer != "" {
			var err error
			if values, err = c.customerValues(ctx, book.ID(*customer), s); err != nil {
				return err
			}
		}
		return c.printScript(s, values)
	}
}

func (c *call) printScript(s culture.Script, values map[string]string) error {
	subject, text, missing := s.Fill(values)
	if subject != "" {
		text = subject + "\n\n" + text
	}
	if _, err := fmt.Fprintln(c.out, text); err != nil {
		return err
	}
	if len(missing) > 0 {
		var names []string
		for _, slot := range missing {
			names = append(names, c.p.T(counsel.SlotName(slot), nil)+" {"+slot+"}")
		}
		c.say("ctl.script_missing", locales.V{"Slots": c.p.List(names)})
	}
	return nil
}

// customerValues gives what the book knows for the slots of a script.
func (c *call) customerValues(ctx context.Context, id book.ID, s culture.Script) (map[string]string, error) {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return nil, err
	}
	defer done()
	customer, err := b.Customers.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return counsel.Values(settings, customer, counsel.AddressOf(customer, s)), nil
}
