package sample

import (
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
)

// TestEverybodyCanBeAddressed writes the forms of address of the demo book,
// to be read with -v, and holds that none is empty or has a hole.
func TestEverybodyCanBeAddressed(t *testing.T) {
	for _, b := range bundlesOf(t, Options{Customers: DefaultCustomers, Seed: DefaultSeed, Language: "en"}) {
		c := b.Customer
		if c.Kind != book.Person {
			continue
		}
		for _, tone := range []culture.Formality{culture.FormalTone, culture.WarmTone} {
			f := counsel.FormsOf(counsel.PersonOf(c), "", tone)
			if f.Writing.Text == "" || f.Speech.Text == "" || f.Mail.Text == "" {
				t.Errorf("%s of %s: %+v", c.Name.Full, c.Country, f)
			}
			for _, x := range []culture.Form{f.Writing, f.Speech, f.Mail} {
				if strings.ContainsAny(x.Text, "{}") || strings.Contains(x.Text, "  ") || x.Default {
					t.Errorf("%s of %s: %+v", c.Name.Full, c.Country, x)
				}
			}
			zh := counsel.FormsOf(counsel.PersonOf(c), "zh-Hans", tone)
			t.Logf("%s %s [%s %s] %s | %s | %s || %s | ask %v", c.Country, c.Name.Full, c.Name.Prefix, c.Address.JobTitle, f.Writing.Text, f.Speech.Text, f.Mail.Text, zh.Writing.Text, f.Writing.NeedsAsk)
		}
	}
}
