package locales

import (
	"strconv"
	"strings"
	"unicode"
)

// Amount writes an amount in minor units of a currency without its sign, for a
// field in which it can be changed: "1,234.50".
func (p *Printer) Amount(minor int64, currency string) string {
	return p.Decimal(minor, CurrencyDigits(currency))
}

// Decimal writes a whole number of units of 10^-digits: Decimal(2500, 3) is
// "2.5". Amounts keep their places, other numbers drop zeros at the end with
// Trimmed.
func (p *Printer) Decimal(n int64, digits int) string {
	return p.grouped(plain(n, digits))
}

// Trimmed is Decimal without zeros at the end.
func (p *Printer) Trimmed(n int64, digits int) string {
	s := plain(n, digits)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return p.grouped(s)
}

// plain writes n units of 10^-digits as Go does.
func plain(n int64, digits int) string {
	s := strconv.FormatUint(magnitude(n), 10)
	if digits > 0 {
		if len(s) <= digits {
			s = strings.Repeat("0", digits-len(s)+1) + s
		}
		s = s[:len(s)-digits] + "." + s[len(s)-digits:]
	}
	if n < 0 {
		s = "-" + s
	}
	return s
}

// ReadAmount reads an amount in a currency as people write it, into minor
// units: "1,234.50", "1.234,50", "¥1 234", "１２３４". ok is false for what is no
// amount, or has more decimal places than the currency.
func (p *Printer) ReadAmount(s, currency string) (minor int64, ok bool) {
	s = strings.TrimSpace(s)
	for _, sign := range []string{p.CurrencySymbol(currency), currency} {
		if sign != "" {
			s = strings.Replace(s, sign, "", 1)
		}
	}
	return p.ReadDecimal(s, CurrencyDigits(currency))
}

// ReadDecimal reads a number with at most so many decimal places, in units of
// 10^-digits. Of a point and a comma the later one is the decimal sign. Where
// there is only one of them and three digits follow, it groups when the language
// groups with it, or when the number can have no decimal places.
func (p *Printer) ReadDecimal(s string, digits int) (n int64, ok bool) {
	s, negative, ok := numerals(s)
	if !ok {
		return 0, false
	}
	whole, fraction := s, ""
	if at := strings.LastIndexAny(s, ".,"); at >= 0 {
		sign := s[at : at+1]
		single := strings.Count(s, sign) == 1 && !strings.ContainsAny(strings.Replace(s, sign, "", 1), ".,")
		grouping := strings.Count(s, sign) > 1 || single && len(s)-at-1 == 3 && at > 0 && at <= 3 && (sign == p.data.Group || digits == 0)
		if !grouping {
			whole, fraction = s[:at], s[at+1:]
		}
	}
	if !groups(whole) {
		return 0, false
	}
	whole = strings.NewReplacer(".", "", ",", "").Replace(whole)
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > digits || whole+fraction == "" && !strings.Contains(s, "0") {
		return 0, false
	}
	v, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", digits-len(fraction)), 10, 64)
	if whole+fraction == "" {
		v, err = 0, nil
	}
	if err != nil {
		return 0, false
	}
	if negative {
		v = -v
	}
	return v, true
}

// groups tells whether what stands between the group signs of a whole number
// can be groups: two or three digits, three in the last.
func groups(whole string) bool {
	parts := strings.FieldsFunc(whole, func(r rune) bool { return r == '.' || r == ',' })
	if len(parts) < 2 {
		return !strings.ContainsAny(whole, ".,") || len(parts) == 0
	}
	for i, part := range parts {
		last := i == len(parts)-1
		if len(part) > 3 || last && len(part) != 3 || i > 0 && len(part) < 2 {
			return false
		}
	}
	return true
}

// numerals turns a number of any script into Western digits with their signs
// and takes a minus off; spaces and apostrophes only group.
func numerals(s string) (out string, negative, ok bool) {
	var b strings.Builder
	for _, r := range strings.TrimSpace(s) {
		switch {
		case unicode.IsSpace(r) || r == '\'' || r == '’':
		case r == '-' || r == '−' || r == '－':
			if negative || b.Len() > 0 {
				return "", false, false
			}
			negative = true
		case r == '.' || r == '．' || r == '٫':
			b.WriteByte('.')
		case r == ',' || r == '，' || r == '٬' || r == '、':
			b.WriteByte(',')
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		case r >= '٠' && r <= '٩':
			b.WriteRune(r - '٠' + '0')
		case r >= '۰' && r <= '۹':
			b.WriteRune(r - '۰' + '0')
		default:
			return "", false, false
		}
	}
	return b.String(), negative, strings.ContainsAny(b.String(), "0123456789")
}
