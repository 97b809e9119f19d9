package locales

import (
	"strings"
	"sync"

	locale "github.com/jeandeaual/go-locale"
	"golang.org/x/text/language"
)

// matcher finds the nearest of our languages.
var matcher = sync.OnceValue(func() language.Matcher {
	var list []language.Tag
	for _, tag := range tags() {
		list = append(list, language.Make(tag))
	}
	return language.NewMatcher(list)
})

// Match returns the tag of the first preferred language that the interface
// has, and "en" when it has none of them. It takes BCP 47 tags and names of
// system locales such as zh_CN.UTF-8.
func Match(preferred ...string) string {
	var want []language.Tag
	for _, s := range preferred {
		if s == PseudoTag {
			return PseudoTag
		}
		if t, err := language.Parse(plainTag(s)); err == nil {
			want = append(want, t)
		}
	}
	if _, i, confidence := matcher().Match(want...); confidence > language.No {
		return tags()[i]
	}
	return sourceTag
}

// plainTag turns zh_CN.UTF-8@euro into zh-CN.
func plainTag(s string) string {
	s, _, _ = strings.Cut(s, ".")
	s, _, _ = strings.Cut(s, "@")
	return strings.ReplaceAll(s, "_", "-")
}

// regionOf returns the country that a tag names, or "".
func regionOf(tag string) string {
	t, err := language.Parse(plainTag(tag))
	if err != nil {
		return ""
	}
	if r, c := t.Region(); c == language.Exact {
		return r.String()
	}
	return ""
}

// System returns the language that the operating system is set to, as one of
// our tags; "en" when that cannot be found out or is not among ours.
func System() string {
	list, err := locale.GetLocales()
	if err != nil {
		return sourceTag // a system without a language is no fault of the user's
	}
	return Match(list...)
}

// SystemRegion returns the country that the operating system is set to, or ""
// when it names none: a system without a country says "001", the world.
func SystemRegion() string {
	list, err := locale.GetLocales()
	if err != nil || len(list) == 0 {
		return ""
	}
	if cc := regionOf(list[0]); len(cc) == 2 {
		return cc
	}
	return ""
}
