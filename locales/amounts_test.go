package locales_test

import (
	"testing"

	"dragoman/locales"

	"pgregory.net/rapid"
)

func TestReadAmount(t *testing.T) {
	p, err := locales.New("en", locales.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		text, currency string
		want           int64
		ok             bool
	}{
		{"1,234.50", "EUR", 123450, true},
		{"1.234,50", "EUR", 123450, true},
		{"1 234,5", "EUR", 123450, true},
		{"1'234.5", "CHF", 123450, true},
		{"€12", "EUR", 1200, true},
		{"12 EUR", "EUR", 1200, true},
		{"1,234", "EUR", 123400, true}, // English groups with a comma
		{"12,3", "EUR", 1230, true},
		{"1.234", "JPY", 1234, true}, // yen have no decimal places
		{"1,234,567", "JPY", 1234567, true},
		{"１２３４", "JPY", 1234, true},
		{"12,34,567", "INR", 123456700, true},
		{"-5", "EUR", -500, true},
		{"−5.00", "EUR", -500, true},
		{"0", "EUR", 0, true},
		{"0.00", "EUR", 0, true},
		{".5", "EUR", 50, true},
		{"1.234", "KWD", 1234, true},
		{"1.005", "EUR", 0, false},
		{"1.5", "JPY", 0, false},
		{"", "EUR", 0, false},
		{".", "EUR", 0, false},
		{"1-2", "EUR", 0, false},
		{"1,23,4", "EUR", 0, false},
		{"12a", "EUR", 0, false},
		{"99999999999999999999", "EUR", 0, false},
	} {
		got, ok := p.ReadAmount(x.text, x.currency)
		if got != x.want || ok != x.ok {
			t.Errorf("%q in %s is %d %v, want %d %v", x.text, x.currency, got, ok, x.want, x.ok)
		}
	}
}

// What is written into a field is read back as it was.
func TestAmountsAreReadBack(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		p, err := locales.New(lang, locales.Options{})
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(rt *rapid.T) {
			n := rapid.Int64Range(-1_000_000_000_000_000, 1_000_000_000_000_000).Draw(rt, "amount")
			c := rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(rt, "currency")
			for _, text := range []string{p.Amount(n, c), p.Money(n, c), p.Trimmed(n, locales.CurrencyDigits(c))} {
				if got, ok := p.ReadAmount(text, c); !ok || got != n {
					rt.Fatalf("%d %s is written %q and read %d %v", n, c, text, got, ok)
				}
			}
		})
	}
}
