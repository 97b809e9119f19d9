package reach

import (
	"cmp"
	"net/url"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
)

// Open gives the address that opens a channel, and the verb for it; both are
// empty for a channel that nothing opens.
func Open(ch book.Channel) (address string, verb locales.ID) {
	number := cmp.Or(ch.Normal, ch.Value)
	digits := DigitsOf(number)
	handle := url.PathEscape(strings.TrimPrefix(strings.TrimSpace(ch.Value), "@"))
	if strings.HasPrefix(ch.Value, "https://") {
		return ch.Value, "reach.verb_open"
	}
	switch ch.Kind {
	case book.Phone:
		if digits != "" {
			return "tel:" + plus(number) + digits, "reach.verb_call"
		}
	case book.Email:
		return "mailto:" + url.PathEscape(ch.Value), "reach.verb_mail"
	case book.Web:
		if strings.HasPrefix(ch.Value, "http://") {
			return ch.Value, "reach.verb_open"
		}
		return "https://" + ch.Value, "reach.verb_open"
	case book.WhatsApp:
		if digits != "" {
			return "https://wa.me/" + digits, "reach.verb_open"
		}
	case book.Telegram:
		if digits != "" && strings.HasPrefix(number, "+") {
			return "https://t.me/+" + digits, "reach.verb_open"
		}
		return "https://t.me/" + handle, "reach.verb_open"
	case book.LINE:
		return "https://line.me/ti/p/~" + handle, "reach.verb_open"
	case book.Viber:
		if digits != "" {
			return "viber://chat?number=%2B" + digits, "reach.verb_open"
		}
	case book.Zalo:
		if digits != "" {
			return "https://zalo.me/" + digits, "reach.verb_open"
		}
	case book.Signal:
		if digits != "" {
			return "https://signal.me/#p/+" + digits, "reach.verb_open"
		}
	}
	return "", ""
}

func plus(number string) string {
	if strings.HasPrefix(strings.TrimSpace(number), "+") {
		return "+"
	}
	return ""
}

// DigitsOf keeps the digits of a number, also full-width and Arabic ones.
func DigitsOf(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		case r >= '٠' && r <= '٩':
			b.WriteRune(r - '٠' + '0')
		case r >= '۰' && r <= '۹':
			b.WriteRune(r - '۰' + '0')
		}
	}
	return b.String()
}

// ChannelName gives the message of a kind of channel.
func ChannelName(k book.ChannelKind) locales.ID { return locales.ID("customers.channel_" + string(k)) }
