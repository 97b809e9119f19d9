package exchange

import (
	"strings"

	"dragoman/data/book"

	"github.com/nyaruka/phonenumbers"
)

// phone adds a phone number as written. Its normal form waits for the country,
// which may stand further down.
func (d *draft) phone(value, label string, preferred bool) {
	value = strings.TrimSpace(value)
	if rest, ok := cutPrefixFold(value, "tel:"); ok {
		value = strings.Replace(rest, ";ext=", " ext. ", 1)
	}
	n := len(d.Customer.Channels)
	d.channel(book.Phone, value, label, preferred)
	if len(d.Customer.Channels) > n {
		d.phones = append(d.phones, n)
	}
}

// settlePhones fills the normal forms: E.164, by the country of the row, else
// the home country.
func (d *draft) settlePhones() {
	for _, i := range d.phones {
		ch := &d.Customer.Channels[i]
		for _, region := range []string{d.Customer.Country, d.opts.Region} {
			if ch.Normal = normalPhone(ch.Value, region); ch.Normal != "" {
				break
			}
		}
		if ch.Normal == "" && !dialable(ch.Value) {
			d.warn(WarnPhoneUnread, "phone")
		}
	}
}

// normalPhone returns a number in E.164, or "" when it cannot be told.
func normalPhone(value, region string) string {
	// Pauses and tones to send after the number are no part of it.
	if i := strings.LastIndexAny(value, "pPwW,;"); i > 5 && onlyDigits(value[i+1:]) {
		first := strings.IndexAny(value[6:], "pPwW,;")
		if first >= 0 && dialable(value[:6+first]) {
			value = value[:6+first]
		}
	}
	if rest, ok := strings.CutPrefix(value, "00"); ok && len(rest) > 8 {
		value = "+" + rest // the way out of most countries
	}
	num, err := phonenumbers.Parse(value, region)
	// A number with its country may be newer than our tables; one without must
	// be right, or the home country would claim the numbers of all others.
	if err != nil || !phonenumbers.IsPossibleNumber(num) || !international(value) && !phonenumbers.IsValidNumber(num) {
		return ""
	}
	return phonenumbers.Format(num, phonenumbers.E164)
}

func international(s string) bool {
	s = strings.TrimLeft(s, " (\u00a0（")
	return strings.HasPrefix(s, "+") || strings.HasPrefix(s, "＋")
}

func onlyDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// dialable reports whether s has nothing but what a phone can dial.
func dialable(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r >= '０' && r <= '９', r >= '٠' && r <= '٩', r >= '۰' && r <= '۹':
			digits++
		case strings.ContainsRune(" \u00a0\t+-‐‑–()（）./*#pPwW,;＋－", r):
		default:
			return strings.Contains(s, "ext") && digits > 0
		}
	}
	return digits > 0
}
