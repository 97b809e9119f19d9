package locales

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Int writes a whole number with its groups: "12,345".
func (p *Printer) Int(n int64) string {
	if n > -1000 && n < 1000 {
		if n < 0 {
			return p.data.Minus + strconv.FormatInt(-n, 10)
		}
		return strconv.FormatInt(n, 10)
	}
	return p.grouped(strconv.FormatInt(n, 10))
}

// Number writes a number rounded to the given number of decimal places.
func (p *Printer) Number(f float64, digits int) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "–"
	}
	return p.grouped(strconv.FormatFloat(f, 'f', max(digits, 0), 64))
}

// grouped turns a number as Go writes it ("-12345.6") into the language's form.
func (p *Printer) grouped(s string) string {
	s, negative := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(s, ".")
	var b strings.Builder
	if negative && strings.Trim(s, "0.") != "" {
		b.WriteString(p.data.Minus)
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(p.data.Group)
		}
		b.WriteByte(whole[i])
	}
	if fraction != "" {
		b.WriteString(p.data.Decimal)
		b.WriteString(fraction)
	}
	return b.String()
}

// Percent writes a share (0.25 is 25 %) rounded to whole percent.
func (p *Printer) Percent(share float64) string {
	return strings.ReplaceAll(p.data.Percent, "{0}", p.Number(share*100, 0))
}

// CurrencyDigits returns the number of decimal places of a currency: 2 for
// EUR, 0 for JPY, 3 for KWD (ISO 4217).
func CurrencyDigits(code string) int {
	s, err := loadSupplement()
	if err != nil {
		return 2 // New reports the damage
	}
	if n, ok := s.Digits[code]; ok {
		return n
	}
	return s.Digits["DEFAULT"]
}

// Money writes an amount in minor units (cents) of a currency: "€1,234.50".
func (p *Printer) Money(minor int64, currency string) string {
	digits := CurrencyDigits(currency)
	s := strconv.FormatUint(magnitude(minor), 10)
	if digits > 0 {
		if len(s) <= digits {
			s = strings.Repeat("0", digits-len(s)+1) + s
		}
		s = s[:len(s)-digits] + "." + s[len(s)-digits:]
	}
	symbol := p.CurrencySymbol(currency)
	out := strings.ReplaceAll(p.data.Currency, "{0}", p.grouped(s))
	before, after, _ := strings.Cut(out, "¤")
	if r, _ := utf8.DecodeLastRuneInString(symbol); after != "" && unicode.IsLetter(r) {
		symbol += "\u00a0" // CLDR currencySpacing: letters do not touch digits
	}
	if r, _ := utf8.DecodeRuneInString(symbol); before != "" && after == "" && unicode.IsLetter(r) && !strings.HasSuffix(before, "\u00a0") {
		symbol = "\u00a0" + symbol
	}
	if minor < 0 {
		before = p.data.Minus + before
	}
	return before + symbol + after
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// CurrencySymbol returns the sign of a currency, or its code.
func (p *Printer) CurrencySymbol(code string) string {
	if s, ok := p.local.Symbols[code]; ok {
		return s
	}
	return code
}

// Bytes writes the size of a file in decimal units: "1.2 MB".
func (p *Printer) Bytes(n int64) string {
	if n < 1000 {
		return p.Int(n) + "\u00a0B"
	}
	f, unit := float64(n), ""
	for _, unit = range []string{"kB", "MB", "GB", "TB"} {
		if f /= 1000; f < 999.5 {
			break
		}
	}
	digits := 0
	if f < 9.95 {
		digits = 1
	}
	return p.Number(f, digits) + "\u00a0" + unit
}

// Ordinal writes a place in a row: "3rd", "第3".
func (p *Printer) Ordinal(n int) string {
	v := V{"Number": n}
	switch ordinal(p.lang, n) {
	case "one":
		return p.T("locales.ordinal_one", v)
	case "two":
		return p.T("locales.ordinal_two", v)
	case "few":
		return p.T("locales.ordinal_few", v)
	}
	return p.T("locales.ordinal_other", v)
}

// List joins items with "and": "A, B and C", "A、B和C".
func (p *Printer) List(items []string) string { return join(p.local.ListAnd, items) }

// ListOr joins items with "or": "A, B or C", "A、B或C".
func (p *Printer) ListOr(items []string) string { return join(p.local.ListOr, items) }

// join follows the list patterns of UTS #35: two, start, middle, end.
func join(forms, items []string) string {
	pair := func(form, a, b string) string {
		before, rest, _ := strings.Cut(form, "{0}")
		between, after, _ := strings.Cut(rest, "{1}")
		return before + a + between + b + after
	}
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return pair(forms[0], items[0], items[1])
	default:
		out := pair(forms[3], items[n-2], items[n-1])
		for _, item := range slices.Backward(items[1 : n-2]) {
			out = pair(forms[2], item, out)
		}
		return pair(forms[1], items[0], out)
	}
}
