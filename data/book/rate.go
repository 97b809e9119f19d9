package book

import (
	"math/big"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// Rate says what one unit of a currency was worth in the base currency on a
// day.
type Rate struct {
	ID       ID
	Day      calendar.Date
	Currency string
	Base     string
	Rate     string // a decimal number above zero, as "0.00612": one Currency is so many Base

	CreatedAt time.Time
	TrashedAt time.Time
}

// RateDays is for how many days a rate serves: an order takes the rate of its
// day, else the nearest earlier one that is no older than this.
const RateDays = 45

// Converted is an amount in the base currency, with the rate that was used.
type Converted struct {
	Amount int64 // minor units of Base
	Base   string
	Rate   string        // "1" for an amount that is in the base currency already
	Day    calendar.Date // of the rate; zero for an amount that needed none
}

// Rates converts amounts into one base currency. It is the one place that does.
type Rates struct {
	base   string
	by     map[string][]dayRate // by currency, the oldest first
	digits int
}

type dayRate struct {
	day  calendar.Date
	text string
	rate *big.Rat
}

// NewRates makes a converter of the rates that speak of the base. Of two of the
// same day the one that was entered last is taken.
func NewRates(base string, list []Rate) *Rates {
	r := &Rates{base: base, by: map[string][]dayRate{}, digits: minorDigits(base)}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Rate) int {
		if a.Day != b.Day {
			return int(a.Day - b.Day)
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	for _, x := range list {
		n, ok := rateNumber(x.Rate)
		if x.Base != base || !ok || !x.TrashedAt.IsZero() {
			continue
		}
		of := r.by[x.Currency]
		if k := len(of) - 1; k >= 0 && of[k].day == x.Day {
			of = of[:k]
		}
		r.by[x.Currency] = append(of, dayRate{x.Day, x.Rate, n})
	}
	return r
}

// Base is the currency into which is converted, "" when none was chosen.
func (r *Rates) Base() string { return r.base }

// Convert gives an amount of a currency in the base, at the rate of the day or
// the nearest earlier one within RateDays; ok is false where there is none. Half
// a minor unit is rounded away from zero.
func (r *Rates) Convert(amount int64, currency string, on calendar.Date) (c Converted, ok bool) {
	if r.base == "" {
		return Converted{}, false
	}
	if currency == r.base {
		return Converted{Amount: amount, Base: r.base, Rate: "1"}, true
	}
	of := r.by[currency]
	i, found := slices.BinarySearchFunc(of, on, func(d dayRate, on calendar.Date) int { return int(d.day - on) })
	if !found {
		i--
	}
	if i < 0 || on-of[i].day > RateDays {
		return Converted{}, false
	}
	v := new(big.Rat).SetInt64(amount)
	v.Mul(v, of[i].rate)
	v.Mul(v, powerOfTen(r.digits-minorDigits(currency)))
	n, fits := rounded(v)
	return Converted{Amount: n, Base: r.base, Rate: of[i].text, Day: of[i].day}, fits
}

// powerOfTen is 10 to the n, also for a negative n.
func powerOfTen(n int) *big.Rat {
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil)
	if n < 0 {
		return new(big.Rat).SetFrac(big.NewInt(1), p)
	}
	return new(big.Rat).SetInt(p)
}

// rounded is the nearest whole number, half away from zero.
func rounded(v *big.Rat) (n int64, fits bool) {
	twice := new(big.Int).Mul(v.Num(), big.NewInt(2))
	if v.Sign() < 0 {
		twice.Sub(twice, v.Denom())
	} else {
		twice.Add(twice, v.Denom())
	}
	q := new(big.Int).Quo(twice, new(big.Int).Mul(v.Denom(), big.NewInt(2)))
	return q.Int64(), q.IsInt64()
}

// The most digits of a rate before and after its point.
const (
	rateWhole    = 9
	rateFraction = 12
)

// rateNumber reads a rate: a decimal number above zero with a point or a comma.
func rateNumber(s string) (*big.Rat, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if whole == "" || len(whole) > rateWhole || len(fraction) > rateFraction || strings.Trim(whole+fraction, "0123456789") != "" {
		return nil, false
	}
	n, ok := new(big.Rat).SetString(s)
	return n, ok && n.Sign() > 0
}

// tidyRate writes a rate without needless zeros, with a point.
func tidyRate(s string) string {
	s = strings.Replace(strings.TrimSpace(s), ",", ".", 1)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	for len(s) > 1 && s[0] == '0' && s[1] != '.' {
		s = s[1:]
	}
	if strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	return s
}
