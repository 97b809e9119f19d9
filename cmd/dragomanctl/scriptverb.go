package main

import (
	"context"
	"fmt"
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
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
	perk := c.flags.Bool("perk", false, "")
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
		values, offer := map[string]string{}, counsel.Offer{}
		if *customer != "" {
			var err error
			if values, offer, err = c.forCustomer(ctx, book.ID(*customer), s); err != nil {
				return err
			}
		}
		return c.printScript(s, values, offer, *perk)
	}
}

// printScript prints a script with what is known, and with what the tier of the
// customer brings where that is wanted; else it says that it could.
func (c *call) printScript(s culture.Script, values map[string]string, offer counsel.Offer, perk bool) error {
	subject, text, missing := s.Fill(values)
	v := locales.V{"Tier": offer.Tier.Name, "Perk": offer.Tier.Perk, "Language": c.p.Language(s.Language)}
	switch {
	case perk && offer.Tier.ID == "":
		c.say("ctl.script_no_perk", nil)
	case perk && offer.Words == "":
		c.say("ctl.script_perk_unsaid", v)
	case perk:
		text = counsel.WithLine(text, offer.Words, values["me"])
	case offer.Tier.ID != "":
		c.say("ctl.script_perk", v)
	}
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

// forCustomer gives what the book knows for the slots of a script, and what the
// script may offer.
func (c *call) forCustomer(ctx context.Context, id book.ID, s culture.Script) (map[string]string, counsel.Offer, error) {
	b, p, done, err := c.openDesk(ctx, true)
	if err != nil {
		return nil, counsel.Offer{}, err
	}
	defer done()
	customer, err := b.Customers.Get(ctx, id)
	if err != nil {
		return nil, counsel.Offer{}, err
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		return nil, counsel.Offer{}, err
	}
	perks, err := b.Loyalty.PerksOf(ctx, id, counsel.GiftReason(s.Stage))
	if err != nil {
		return nil, counsel.Offer{}, err
	}
	now, err := ours(ctx, b)
	if err != nil {
		return nil, counsel.Offer{}, err
	}
	// The programme is written in the language of the system, whatever that of
	// the script.
	offers := counsel.Offers{
		Almanac: p.Almanac, Ours: printer("").Tag(), Today: calendar.DateOf(now), Perks: func(string) counsel.Perks { return perks },
	}
	return counsel.Values(settings, s.Language, customer, counsel.AddressOf(customer, s)), offers.InScript(customer, s, ""), nil
}
