package exchange

import (
	"slices"
	"strings"

	"dragoman/data/book"
)

// consentParts is how many parts an answer has in a vCard and in a table.
const consentParts = 9

// consentTexts are the parts of an answer. The first three are all that cards
// of older programs have.
func consentTexts(a book.Consent) []string {
	return []string{
		string(a.Channel), a.Address, string(a.State), string(a.Purpose), dayText(a.On), dayText(a.Expires), string(a.Source), a.Author, a.Wording,
	}
}

func consentOf(f []string) book.Consent {
	return book.Consent{
		Channel: book.ChannelKind(f[0]), Address: f[1], State: book.ConsentState(f[2]), Purpose: book.Purpose(f[3]),
		On: dayOf(f[4]), Expires: dayOf(f[5]), Source: book.ConsentSource(f[6]), Author: f[7], Wording: f[8],
	}
}

func writeConsents(b *book.Bundle) (out []string) {
	for _, a := range b.Consents {
		out = append(out, join(consentTexts(a)...))
	}
	return out
}

func readConsent(d *draft, p []string) bool {
	for len(p) < consentParts {
		p = append(p, "")
	}
	p[consentParts-1] = strings.Join(p[consentParts-1:], partSep)
	a := consentOf(p)
	d.Consents = append(d.Consents, a)
	return a.State == book.Granted || a.State.Refused()
}

// settleConsents makes answers of what a file says beside its channels, once
// these are complete. Where an answer of a card names an address as it was
// written, it gets the form by which addresses are compared.
func (d *draft) settleConsents() {
	for i := range d.Consents {
		a := &d.Consents[i]
		for _, ch := range d.Customer.Channels {
			if a.Address != "" && ch.Kind == a.Channel && ch.Value == a.Address {
				a.Address = addressOf(ch)
			}
		}
	}
	for i, ch := range d.Customer.Channels {
		if s := d.allowed[i]; s != "" {
			d.Consents = append(d.Consents, book.Consent{Channel: ch.Kind, Address: addressOf(ch), State: s})
		}
	}
	for _, kind := range d.declined {
		if slices.ContainsFunc(d.Customer.Channels, func(ch book.Channel) bool { return ch.Kind == kind }) {
			d.Consents = append(d.Consents, book.Consent{Channel: kind, State: book.Declined})
		}
	}
}

// addressOf is how a channel that was not tidied yet will be compared.
func addressOf(ch book.Channel) string {
	ch.Value = strings.TrimSpace(ch.Value)
	if ch.Kind == book.Email {
		ch.Normal = strings.ToLower(ch.Value)
	}
	return book.AddressOf(ch)
}

// consentRows takes out of the row of a customer what older copies of a book
// kept beside each channel, and makes rows of it as the book itself does when
// it is brought up to date.
func consentRows(r book.Row) []book.Row {
	if r.Table != "customer" {
		return nil
	}
	var out []book.Row
	for _, ch := range r.Parts["channel"] {
		state, ok := ch["consent"].(string)
		if !ok {
			continue
		}
		delete(ch, "consent")
		kind, _ := ch["kind"].(string)
		value, _ := ch["value"].(string)
		normal, _ := ch["normal"].(string)
		v := map[string]any{
			"id": ch["id"], "customer": r.Values["id"], "channel": kind, "state": state, "source": string(book.FromCard),
			"address": addressOf(book.Channel{Kind: book.ChannelKind(kind), Value: value, Normal: normal}), "created_at": r.Values["created_at"],
		}
		if v["created_at"] == nil {
			v["created_at"] = r.Values["updated_at"]
		}
		out = append(out, book.Row{Table: "consent", Values: v})
	}
	return out
}
