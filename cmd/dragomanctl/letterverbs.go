package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// letterAct finds what campaign and event do with the letters of one campaign;
// kind is the only kind that is meant, "" for all.
func (c *call) letterAct(f *mailFlags, kind book.CampaignKind, args []string) (act func(context.Context) error, ok bool) {
	if len(args) < 2 {
		return nil, false
	}
	id := book.ID(args[1])
	whole := map[string]func(context.Context) error{
		"show":   func(ctx context.Context) error { return c.showLetters(ctx, kind, id, f) },
		"end":    func(ctx context.Context) error { return c.endCampaign(ctx, kind, id, false) },
		"reopen": func(ctx context.Context) error { return c.endCampaign(ctx, kind, id, true) },
		"remove": func(ctx context.Context) error { return c.removeCampaign(ctx, kind, id) },
	}
	one := map[string]func(context.Context, book.ID) error{
		"edit":    func(ctx context.Context, who book.ID) error { return c.editLetter(ctx, kind, id, who, f) },
		"tick":    func(ctx context.Context, who book.ID) error { return c.tick(ctx, kind, id, who) },
		"untick":  func(ctx context.Context, who book.ID) error { return c.untick(ctx, kind, id, who) },
		"skip":    func(ctx context.Context, who book.ID) error { return c.skip(ctx, kind, id, who, f) },
		"include": func(ctx context.Context, who book.ID) error { return c.include(ctx, kind, id, who) },
	}
	switch len(args) {
	case 2:
		act, ok = whole[args[0]]
	case 3:
		if args[0] == "export" {
			return func(ctx context.Context) error { return c.exportLetters(ctx, kind, id, args[2]) }, true
		}
		var do func(context.Context, book.ID) error
		if do, ok = one[args[0]]; ok {
			act = func(ctx context.Context) error { return do(ctx, book.ID(args[2])) }
		}
	}
	return act, ok
}

// theCampaign is a campaign that is not removed, with its letters.
func theCampaign(ctx context.Context, b *book.Book, kind book.CampaignKind, id book.ID) (book.Campaign, []book.RecipientRow, error) {
	x, rows, err := b.Campaigns.Get(ctx, id)
	switch {
	case err == nil && !x.TrashedAt.IsZero():
		err = &notDone{"error.not_found", nil}
	case err == nil && kind != "" && x.Kind != kind:
		err = &notDone{"error.campaign_no_event", nil}
	}
	return x, rows, err
}

// onLetter opens the book and does something with the letter to a customer.
func (c *call) onLetter(ctx context.Context, kind book.CampaignKind, id, who book.ID, do func(counsel.Mail, book.Campaign, book.RecipientRow) error) error {
	m, done, err := c.openMail(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	x, rows, err := theCampaign(ctx, m.Book, kind, id)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.CustomerID == who {
			return do(m, x, r)
		}
	}
	return &notDone{"ctlmany.letter_nobody", locales.V{"Customer": string(who)}}
}

// letters are rows without what is shown of the customers.
func letters(rows []book.RecipientRow, state book.RecipientState) []book.Recipient {
	var out []book.Recipient
	for _, r := range rows {
		if state == "" || r.State == state {
			out = append(out, r.Recipient)
		}
	}
	return out
}

// showLetters prints the letters of a campaign, or those of one state.
func (c *call) showLetters(ctx context.Context, kind book.CampaignKind, id book.ID, f *mailFlags) error {
	if err := among("state", f.state, []book.RecipientState{book.Waiting, book.Sent, book.LeftOut}); err != nil {
		return err
	}
	m, done, err := c.openMail(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	x, rows, err := theCampaign(ctx, m.Book, kind, id)
	if err != nil {
		return err
	}
	return c.printLetters(ctx, m, x, letters(rows, book.RecipientState(f.state)), or(f.format, "csv"))
}

// exportLetters writes the letters of a campaign as a table for a mail program:
// CSV, or XLSX by the name of the file; - is stdout.
func (c *call) exportLetters(ctx context.Context, kind book.CampaignKind, id book.ID, path string) error {
	m, done, err := c.openMail(ctx, false)
	if code := book.CodeOf(err); code == book.ReadOnly || code == book.Locked {
		m, done, err = c.openMail(ctx, true) // which cannot note that data left the machine
	}
	if err != nil {
		return err
	}
	defer done()
	x, rows, err := theCampaign(ctx, m.Book, kind, id)
	if err != nil {
		return err
	}
	g, format := exchange.Grid{Title: x.Title, Header: letterColumns}, "csv"
	err = c.letterRows(ctx, m, x, letters(rows, ""), func(cells []any) error {
		g.Rows = append(g.Rows, plainCells(cells))
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case path == "-":
		err = c.printLetters(ctx, m, x, letters(rows, ""), format)
	case strings.HasSuffix(strings.ToLower(path), ".xlsx"):
		format = "xlsx"
		err = exchange.ToFile(path, func(w io.Writer) error { return exchange.WriteGridXLSX(w, g) })
	default:
		err = exchange.ToFile(path, func(w io.Writer) error { return exchange.WriteGridCSV(w, g) })
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(c.words, c.p.N("ctlmany.letters_written", len(g.Rows), nil))
	return note(ctx, m.Book, book.OpExport, format, len(g.Rows))
}

// plainCells writes truth values as 1 and 0, as CSV has them.
func plainCells(cells []any) []any {
	for i, v := range cells {
		if yes, is := v.(bool); is {
			cells[i] = 0
			if yes {
				cells[i] = 1
			}
		}
	}
	return cells
}

// onOff reads a flag that puts something in or takes it out.
func onOff(flag, value string) (bool, error) {
	if value != "on" && value != "off" {
		return false, &wrongCall{"ctlmany.on_off", locales.V{"Flag": flag}}
	}
	return value == "on", nil
}

// editLetter changes the words of a letter, and what it offers.
func (c *call) editLetter(ctx context.Context, kind book.CampaignKind, id, who book.ID, f *mailFlags) error {
	return c.onLetter(ctx, kind, id, who, func(m counsel.Mail, _ book.Campaign, row book.RecipientRow) error {
		r := row.Recipient
		if f.given["subject"] {
			r.Subject = f.subject
		}
		if f.given["text"] {
			r.Text = f.text
		}
		for flag, put := range map[string]func(book.Recipient, bool, book.Settings) book.Recipient{"perk": counsel.Offering, "points": counsel.Giving} {
			if !f.given[flag] {
				continue
			}
			on, err := onOff(flag, map[string]string{"perk": f.perk, "points": f.points}[flag])
			if err != nil {
				return err
			}
			if on && (flag == "perk" && r.Perk == "" || flag == "points" && r.Gift == 0) {
				return &notDone{"ctlmany.letter_no_offer", nil}
			}
			r = put(r, on, m.Settings)
		}
		if r == row.Recipient {
			return &wrongCall{"ctlmany.letter_unchanged", nil}
		}
		if _, err := m.Book.Campaigns.SaveRecipient(ctx, r); err != nil {
			return err
		}
		c.still(r)
		return nil
	})
}

// still says what is open in a letter.
func (c *call) still(r book.Recipient) {
	if holes := counsel.Holes(r); len(holes) > 0 {
		c.say("messages.still_open", locales.V{"Slots": c.slots(holes)})
	}
}

// tick says that a letter was sent: it is logged, and the points that it
// promised are given.
func (c *call) tick(ctx context.Context, kind book.CampaignKind, id, who book.ID) error {
	return c.onLetter(ctx, kind, id, who, func(m counsel.Mail, x book.Campaign, r book.RecipientRow) error {
		switch r.State {
		case book.LeftOut:
			return &notDone{"ctlmany.letter_left_out", locales.V{"Name": r.Customer.Name.Full, "Why": explain.LeftOut(c.p, r.Why)}}
		case book.Waiting:
			if !counsel.Whole(r.Recipient) {
				c.still(r.Recipient)
				return &notDone{"messages.fill_first", nil}
			}
			cust, err := m.Book.Customers.Get(ctx, who)
			if err != nil {
				return err
			}
			may, err := m.MayStill(ctx, x.Kind, r.Recipient, cust)
			if err != nil {
				return err
			}
			if !may.OK {
				fmt.Fprintln(c.words, explain.Barred(c.p, r.Customer.Name.Full, counsel.PurposeOf(x.Kind), may))
				return &notDone{"ctlmany.letter_not_ticked", nil}
			}
			if m.OffersToMourner(r.Recipient, cust) {
				return &notDone{"messages.mourns_now", locales.V{"Name": r.Customer.Name.Full}}
			}
		}
		if _, err := m.Book.Campaigns.Send(ctx, r.ID); err != nil {
			return err
		}
		c.say("messages.sent_done", locales.V{"Name": r.Customer.Name.Full})
		return nil
	})
}

// untick takes back that a letter was sent, with all that went with it.
func (c *call) untick(ctx context.Context, kind book.CampaignKind, id, who book.ID) error {
	return c.onLetter(ctx, kind, id, who, func(m counsel.Mail, _ book.Campaign, r book.RecipientRow) error {
		op, kept, err := m.Book.Campaigns.Unsend(ctx, r.ID)
		if err == nil {
			c.undone(op, kept)
		}
		return err
	})
}

// skip leaves somebody out, and include brings them back.
func (c *call) skip(ctx context.Context, kind book.CampaignKind, id, who book.ID, f *mailFlags) error {
	reasons := []book.WhyLeft{book.LeftByHand, book.LeftMourning, book.LeftChannel, book.LeftText, book.LeftUntold}
	if err := among("reason", f.reason, reasons); err != nil {
		return err
	}
	return c.onLetter(ctx, kind, id, who, func(m counsel.Mail, _ book.Campaign, r book.RecipientRow) error {
		_, err := m.Book.Campaigns.LeaveOut(ctx, r.ID, book.WhyLeft(or(f.reason, string(book.LeftByHand))))
		if err == nil {
			c.say("messages.left_out_done", locales.V{"Name": r.Customer.Name.Full})
		}
		return err
	})
}

func (c *call) include(ctx context.Context, kind book.CampaignKind, id, who book.ID) error {
	return c.onLetter(ctx, kind, id, who, func(m counsel.Mail, _ book.Campaign, r book.RecipientRow) error {
		if _, err := m.Book.Campaigns.Include(ctx, r.ID); err != nil {
			return err
		}
		c.still(r.Recipient)
		return nil
	})
}

// endCampaign says that nothing more is to be sent, or with open that there is.
func (c *call) endCampaign(ctx context.Context, kind book.CampaignKind, id book.ID, open bool) error {
	return c.onCampaign(ctx, kind, id, func(b *book.Book, x book.Campaign) error {
		_, err := b.Campaigns.Close(ctx, id, open)
		if err == nil && !open {
			c.say("messages.ended", nil)
		}
		return err
	})
}

// removeCampaign removes a campaign; what was sent stays logged.
func (c *call) removeCampaign(ctx context.Context, kind book.CampaignKind, id book.ID) error {
	return c.onCampaign(ctx, kind, id, func(b *book.Book, x book.Campaign) error {
		_, err := b.Campaigns.Trash(ctx, id)
		if err == nil {
			c.say("messages.removed", locales.V{"Title": x.Title})
		}
		return err
	})
}

func (c *call) onCampaign(ctx context.Context, kind book.CampaignKind, id book.ID, do func(*book.Book, book.Campaign) error) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	x, _, err := theCampaign(ctx, b, kind, id)
	if err != nil {
		return err
	}
	return do(b, x)
}
