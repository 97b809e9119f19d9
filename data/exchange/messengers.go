package exchange

import (
	"strings"

	"dragoman/data/book"
)

// messengers names the kinds of channel in the words of files: properties
// (without X-), service types, URI schemes, column titles; lower case.
var messengers = map[string]book.ChannelKind{
	"wechat": book.WeChat, "weixin": book.WeChat, "wechat-id": book.WeChat, "微信": book.WeChat, "微信号": book.WeChat, "微信號": book.WeChat,
	"whatsapp": book.WhatsApp, "whats-app": book.WhatsApp,
	"line": book.LINE, "line-id": book.LINE, "lineid": book.LINE,
	"kakaotalk": book.KakaoTalk, "kakao": book.KakaoTalk, "카카오톡": book.KakaoTalk,
	"telegram": book.Telegram, "tg": book.Telegram, "zalo": book.Zalo, "viber": book.Viber, "signal": book.Signal,
	"messenger": book.Messenger, "facebookmessenger": book.Messenger, "facebook": book.Messenger, "fb-messenger": book.Messenger,
	"skype": book.Skype, "skype-username": book.Skype, "skypename": book.Skype,
	"qq": book.QQ, "qq号": book.QQ, "qq號": book.QQ,
	"aim": book.OtherIM, "icq": book.OtherIM, "msn": book.OtherIM, "yahoo": book.OtherIM, "jabber": book.OtherIM, "xmpp": book.OtherIM,
	"gtalk": book.OtherIM, "google-talk": book.OtherIM, "googletalk": book.OtherIM, "google-hangouts": book.OtherIM, "sip": book.OtherIM,
	"ms-imaddress": book.OtherIM, "twitter": book.OtherIM, "groupwise": book.OtherIM, "gadugadu": book.OtherIM, "gadu-gadu": book.OtherIM,
	"irc": book.OtherIM, "matrix": book.OtherIM, "discord": book.OtherIM, "threema": book.OtherIM, "wecom": book.OtherIM, "企业微信": book.OtherIM,
	"dingtalk": book.OtherIM, "钉钉": book.OtherIM, "linkedin": book.Web, "weibo": book.OtherIM, "instagram": book.OtherIM,
	"kik": book.OtherIM, "snapchat": book.OtherIM, "imessage": book.OtherIM, "im": book.OtherIM, "mastodon": book.OtherIM,
}

// messenger finds the kind of channel of a service. A service that we do not
// know is OtherIM with its name as the label.
func messenger(service string) (kind book.ChannelKind, label string, known bool) {
	key := strings.ToLower(strings.TrimSpace(service))
	for _, k := range []string{key, strings.ReplaceAll(key, " ", "")} {
		if kind, ok := messengers[k]; ok {
			if kind == book.OtherIM {
				label = service
			}
			return kind, label, true
		}
	}
	return book.OtherIM, service, false
}

// im adds the address of a messenger. The scheme of a URI names the service
// when nothing else does.
func (d *draft) im(service, value, label string, preferred bool) {
	value = strings.TrimSpace(value)
	if value == "" {
		return
	}
	scheme, rest, ok := strings.Cut(value, ":")
	if ok && isScheme(scheme) {
		_, _, known := messenger(scheme)
		switch {
		case strings.EqualFold(scheme, "x-apple"), strings.EqualFold(service, scheme), service != "" && known:
			value = rest
		case service == "" && known:
			service, value = strings.ToLower(scheme), rest
		}
	}
	kind, name, _ := messenger(service)
	if name != "" && !strings.EqualFold(name, label) {
		label = strings.TrimSpace(name + " " + label)
	}
	d.channel(kind, value, label, preferred)
}

func isScheme(s string) bool {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '+' && c != '.' {
			return false
		}
	}
	return s != ""
}
