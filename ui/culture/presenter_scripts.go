package culture

import (
	"context"
	"maps"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/written"
)

// Scripts is what the tab of scripts shows.
type Scripts struct {
	Stage, Channel, Formality string
	Customer                  book.Customer // for whom it is filled; no ID for nobody
	Case                      book.Case     // of which it speaks; no ID for none
	Party                     book.Party    // what the customer allows, with the rules
	Rules                     book.ConsentRules
	Values                    map[string]string
	Offers                    []book.CustomerRow // who answers what is typed
	Loyal                     Loyal              // what is offered to the customer
}

// take reads what a route says of scripts.
func (s *Scripts) take(r screen.Route) {
	for _, x := range []struct {
		to    *string
		arg   string
		among []string
	}{{&s.Stage, "stage", lib.Stages}, {&s.Channel, "channel", lib.ScriptChannels}, {&s.Formality, "formality", lib.Formalities}} {
		if v := r.Arg(x.arg); slices.Contains(x.among, v) {
			*x.to = v
		}
	}
}

// Script is the script that is chosen, if it was written.
func (p *Presenter) Script() (lib.Script, bool) {
	b, ok := p.env.Library.Scripts(p.Lang)
	if !ok {
		return lib.Script{}, false
	}
	s := &p.Scripts
	return b.Find(s.Stage, s.Channel, s.Formality)
}

// Values are what the script is filled with: what was typed before what is
// known.
func (p *Presenter) Values(s lib.Script) map[string]string {
	c := p.Scripts.Customer
	a := counsel.Address{}
	if c.ID != "" {
		a = counsel.AddressOf(c, s)
	}
	v := counsel.Values(p.env.Settings, s.Language, c, a)
	if p.Scripts.Case.ID != "" {
		maps.Copy(v, counsel.CaseValues(p.Scripts.Case, s.Stage))
	}
	for slot, typed := range p.Scripts.Values {
		if strings.TrimSpace(typed) != "" {
			v[slot] = typed
		}
	}
	return v
}

// WhySo says why the opening line is as it is: what is not known and could be
// asked, else the reason of the form, and that a country is only a default.
func (p *Presenter) WhySo(s lib.Script) string {
	if p.Scripts.Customer.ID == "" {
		return ""
	}
	f, lang := counsel.FormsFor(p.Scripts.Customer, s).Writing, p.env.Printer.Tag()
	why := f.Why.In(lang)
	if f.NeedsAsk {
		why = p.env.T("culture.ask_first", locales.V{"Question": f.Ask.In(lang)})
	}
	if f.Default {
		why = strings.TrimSpace(why + " " + p.env.T("culture.form_default", nil))
	}
	return why
}

// Filled is the script as it would be sent, and which slots are still open.
func (p *Presenter) Filled() (subject, text string, missing []string, ok bool) {
	s, ok := p.Script()
	if !ok {
		return "", "", nil, false
	}
	v := p.Values(s)
	subject, text, missing = s.Fill(v)
	return subject, p.with(text, p.Offer(), v["me"]), missing, true
}

// Wishes are what can be wished today in the language of the script: to the
// customer, else to somebody of the open culture.
func (p *Presenter) Wishes() []counsel.Wish {
	c := p.Scripts.Customer
	if c.ID == "" {
		c.Cultures = []book.StatedCulture{{Culture: p.Code}}
	}
	return counsel.Wishes(p.env.Almanac, c, p.Lang, p.Today)
}

// Occasion says for which feast something is wished, when it is and, once it has
// begun, why it is still wished.
func (p *Presenter) Occasion(w counsel.Wish) string {
	pr, f, why := p.env.Printer, w.Feast, ""
	switch {
	case p.Today <= f.Date:
	case f.On(p.Today):
		why = p.env.T("culture.wish_goes_on", locales.V{"Day": pr.DateShort(f.End)})
	default:
		why = p.env.T("culture.wish_late", locales.V{"Day": pr.DateShort(f.Date + calendar.Date(w.To))})
	}
	return written.Dots(f.Name(pr.Tag()), pr.DateShort(f.Date), why, w.Meaning.In(pr.Tag()))
}

// SetStage chooses the stage of the script.
func (p *Presenter) SetStage(v string) { p.Scripts.Stage = v; p.draw() }

// SetChannel chooses the channel of the script.
func (p *Presenter) SetChannel(v string) { p.Scripts.Channel = v; p.draw() }

// SetFormality chooses how the script is worded.
func (p *Presenter) SetFormality(v string) { p.Scripts.Formality = v; p.draw() }

// SetLang chooses the language of phrases and scripts.
func (p *Presenter) SetLang(tag string) { p.Lang = tag; p.draw() }

// SetUse shows phrases for one use; "" shows all.
func (p *Presenter) SetUse(u lib.Use) { p.Use = u; p.draw() }

// SetValue fills a slot with what was typed.
func (p *Presenter) SetValue(slot, value string) {
	p.Scripts.Values[slot] = value
	p.draw()
}

// FindCustomers looks for whom the script is.
func (p *Presenter) FindCustomers(text string) {
	text = strings.TrimSpace(text)
	if text == "" {
		p.picking.Cancel()
		p.Scripts.Offers = nil
		p.draw()
		return
	}
	b := p.env.Book
	p.wait.Run(searchWait, func() {
		p.picking.Run(func(ctx context.Context) ([]book.CustomerRow, error) {
			page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{Text: text}, Limit: 5})
			return page.Rows, err
		}, func(rows []book.CustomerRow, err error) {
			if err != nil {
				p.env.Shell.Fail(err)
				return
			}
			p.Scripts.Offers = rows
			p.draw()
		})
	})
}

// SetCustomer fills the script for a customer; "" for nobody.
func (p *Presenter) SetCustomer(id book.ID) {
	p.Scripts.Offers = nil
	for _, slot := range []string{"salutation", "name", "company", "wish"} {
		delete(p.Scripts.Values, slot) // typed for somebody else
	}
	p.Scripts.Loyal, p.Scripts.Case = p.Scripts.Loyal.anew(), book.Case{}
	if id == "" {
		p.Scripts.Customer, p.Scripts.Party = book.Customer{}, book.Party{}
		p.keepPlace()
		p.draw()
		return
	}
	p.fill(id, "")
}

// SetCase fills the script for a customer with what a case of theirs tells.
func (p *Presenter) SetCase(customer, about book.ID) {
	if p.Scripts.Case.ID != about {
		clear(p.Scripts.Values) // typed for something else
	}
	p.Scripts.Offers, p.Scripts.Loyal = nil, p.Scripts.Loyal.anew()
	p.fill(customer, about)
}

// fill reads the customer, what they allow and the case, if it is about one.
func (p *Presenter) fill(id, about book.ID) {
	b := p.env.Book
	p.filling.Run(func(ctx context.Context) (w whom, err error) {
		if w.c, err = b.Customers.Get(ctx, id); err == nil {
			w.party, w.rules, err = b.Consents.Party(ctx, id)
		}
		if err == nil && about != "" {
			w.about, err = b.Cases.Get(ctx, about)
		}
		if err == nil {
			w.birthday, w.holiday, err = readPerks(ctx, b, id)
		}
		return w, err
	}, func(w whom, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.Scripts.Customer, p.Scripts.Party, p.Scripts.Rules, p.Scripts.Case = w.c, w.party, w.rules, w.about
		p.Scripts.Loyal.birthday, p.Scripts.Loyal.holiday = w.birthday, w.holiday
		p.draw()
	})
}

// whom is a customer with what they allow, and what may be offered to them.
type whom struct {
	c                 book.Customer
	about             book.Case
	party             book.Party
	rules             book.ConsentRules
	birthday, holiday book.Perks
}

// Purpose is what the stage of the script is for: who was not spoken to yet is
// solicited, holidays are greeted, and the rest is about business that there
// is.
func (s *Scripts) Purpose() book.Purpose {
	switch s.Stage {
	case "first_contact":
		return book.Marketing
	case "holiday_wish", "birthday", "year_end":
		return book.Greetings
	}
	return book.Service
}

// may answers whether the customer may be sent the script there.
func (p *Presenter) may(ch book.Channel) book.Answer {
	s := &p.Scripts
	return book.May(s.Rules, s.Party, book.Question{Purpose: s.Purpose(), Channel: ch.Kind, Address: book.AddressOf(ch), On: p.Today})
}

// Barred says why the customer may not be sent the script by its channel; ok
// is false when there is a way, or nobody to send it to.
func (p *Presenter) Barred() (why string, ok bool) {
	s := &p.Scripts
	if s.Customer.ID == "" {
		return "", false
	}
	for _, ch := range s.Customer.Channels {
		if !fitsChannel(ch.Kind, s.Channel) {
			continue
		}
		a := p.may(ch)
		if a.OK {
			return "", false
		}
		if !ok {
			why, ok = allow.Why(p.env.Printer, a), true
		}
	}
	return why, ok
}

// OpenPrivacy shows what the customer allows.
func (p *Presenter) OpenPrivacy() {
	p.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(p.Scripts.Customer.ID), Tab: "privacy"})
}

// Copy puts the script on the clipboard, and logs it when it is for somebody
// who may be sent it.
func (p *Presenter) Copy() {
	subject, text, missing, ok := p.Filled()
	if !ok || p.holes(missing) {
		return
	}
	if subject != "" {
		text = subject + "\n\n" + text
	}
	p.env.Shell.Copy(text)
	if _, barred := p.Barred(); !barred {
		p.log(subject, text)
	}
}

// holes tells which slots are open before something is sent with a hole in it.
func (p *Presenter) holes(missing []string) bool {
	if len(missing) == 0 {
		return false
	}
	var names []string
	for _, slot := range missing {
		names = append(names, p.env.T(counsel.SlotName(slot), nil))
	}
	p.env.Shell.Tell(p.env.T("culture.fill_first", locales.V{"Slots": p.env.Printer.List(names)}))
	return true
}

// Send opens the script in the program for its channel, and logs it: a mail in
// the mail program, a message in the customer's messenger with the text on the
// clipboard, a call on the telephone.
func (p *Presenter) Send() {
	subject, text, missing, ok := p.Filled()
	if !ok || p.holes(missing) {
		return
	}
	if _, barred := p.Barred(); barred {
		return
	}
	ch, address := p.Way()
	switch p.Scripts.Channel {
	case "mail":
		address, _ = reach.Letter(book.Channel{Kind: book.Email, Value: ch.Value}, subject, text)
	case "messenger":
		p.env.Shell.Copy(text)
	}
	if address == "" {
		return
	}
	p.env.Shell.OpenURL(address)
	p.log(subject, text)
}

// Way is the customer's channel for the script and the address that opens it.
// A mail can be opened for nobody; it then has no address.
func (p *Presenter) Way() (book.Channel, string) {
	var best book.Channel
	address := ""
	for _, ch := range p.Scripts.Customer.Channels {
		if !fitsChannel(ch.Kind, p.Scripts.Channel) || !p.may(ch).OK {
			continue
		}
		url, _ := reach.Open(ch)
		if url == "" || address != "" && !ch.Preferred {
			continue
		}
		best, address = ch, url
	}
	return best, address
}

// Unlinked is a channel of the customer that fits the script but that no
// address opens, such as WeChat; false when there is none.
func (p *Presenter) Unlinked() (book.Channel, bool) {
	for _, ch := range p.Scripts.Customer.Channels {
		if fitsChannel(ch.Kind, p.Scripts.Channel) && p.may(ch).OK {
			return ch, true
		}
	}
	return book.Channel{}, false
}

func fitsChannel(k book.ChannelKind, channel string) bool {
	switch channel {
	case "mail":
		return k == book.Email
	case "phone":
		return k == book.Phone
	}
	return k != book.Email && k != book.Phone && k != book.Web && k != book.Postal
}

var touchKinds = map[string]book.InteractionKind{"mail": book.MailSent, "phone": book.CallMade, "messenger": book.MessageSent}

// log writes the touch down when the script is for somebody.
func (p *Presenter) log(subject, text string) {
	c := p.Scripts.Customer
	if c.ID == "" {
		return
	}
	b, o, lang := p.env.Book, p.Offer(), p.Lang
	if x, ok := p.Script(); ok {
		lang = x.Language
	}
	i := book.Interaction{CustomerID: c.ID, Kind: touchKinds[p.Scripts.Channel], Direction: book.FromUs, At: p.env.Now(), Language: lang, Text: text}
	if subject != "" && !strings.HasPrefix(text, subject) {
		i.Text = subject + "\n\n" + text
	}
	points := p.points(o)
	p.act(func(ctx context.Context) (op book.Operation, err error) {
		if points > 0 {
			_, op, err = b.Interactions.LogGiving(ctx, i, points, o.For)
		} else {
			_, op, err = b.Interactions.Log(ctx, i)
		}
		return op, err
	}, func(op book.Operation, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		told := p.env.T("culture.logged", locales.V{"Name": c.Name.Full})
		if points > 0 {
			told = p.env.N("culture.logged_gift", points, locales.V{"Name": c.Name.Full})
			p.Scripts.Loyal.WithGift = false
		}
		p.env.Shell.Done(told, op)
	})
	p.remember(o, lang)
}
