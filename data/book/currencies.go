package book

import (
	"slices"
	"strings"
	"sync"
)

// The currencies in use (CLDR 48, as locales has them), by how many decimal
// places their amounts are counted in. A test holds the list to that of
// locales, which writes the amounts.
const (
	currencies0 = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
	currencies3 = "BHD IQD JOD KWD LYD OMR TND"
	currencies2 = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF " +
		"CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL " +
		"HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT " +
		"MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB " +
		"SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD " +
		"UYU UZS VES WST XCD YER ZAR ZMW ZWG"
)

var currencyDigits = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for digits, list := range map[int]string{0: currencies0, 2: currencies2, 3: currencies3} {
		for _, c := range strings.Fields(list) {
			m[c] = digits
		}
	}
	return m
})

// Currencies lists the currencies that an amount may be in (ISO 4217), by
// code.
func Currencies() []string {
	var out []string
	for c := range currencyDigits() {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// KnownCurrency tells whether amounts may be in a currency.
func KnownCurrency(code string) bool {
	_, ok := currencyDigits()[code]
	return ok
}

// minorDigits is how many decimal places a currency has, 2 for one that is not
// known.
func minorDigits(code string) int {
	if n, ok := currencyDigits()[code]; ok {
		return n
	}
	return 2
}
