package personname

import (
	"slices"
	"strings"
)

// Format writes a name for readers of a locale (BCP 47), as UTS 35 part 8
// lays down. A name in another script than the reader's is written by the
// rules of its own language. Without an order in o or in the name, the order
// follows from the language of the name.
//
// A name of which only Full is known comes out as it was written, but for
// the monogram, which is made from its words. Format returns "" only for an
// empty name.
func Format(locale string, n Name, o Options) string {
	if !n.hasParts() {
		if full := strings.TrimSpace(n.Full); full != "" {
			if o.Usage == Initialled {
				return Monogram(locale, n)
			}
			return full
		}
	}
	stated := orderLocale(n)
	script := n.script()
	data, nameLang := formatter(locale, stated, script)
	order := o.Order
	if order == "" {
		order = deriveOrder(data, n, stated, script)
	}
	w := writer{data: data, name: n, caps: o.SurnameAllCaps}
	out := w.write(w.choose(data.cells[cell(order, o.Length, o.Usage, o.Formality)]))
	space := data.Foreign
	if languagesMatch(data.lang, nameLang) {
		space = data.Native
	}
	if space != " " {
		out = replaceSpaces(out, space)
	}
	if strings.TrimSpace(out) == "" {
		return leftover(n)
	}
	return out
}

// leftover is what remains to show when the pattern has no place for any
// part that the name has.
func leftover(n Name) string {
	for _, s := range []string{n.Full, n.Given, n.surname(), n.GivenInformal, n.Given2, n.Surname2, n.Credentials, n.Generation, n.Title} {
		if s := strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

// formatter finds the rules that a name is written by, and the base language
// of the name.
func formatter(locale, stated, script string) (*localeData, string) {
	reader := resolve(locale)
	nameLang := ""
	if stated != "" {
		nameLang = resolve(stated).lang
	}
	if nameLang == "" || nameLang == "und" {
		nameLang = "und"
		if script != "" {
			nameLang = resolve("und-" + script).lang
		}
	}
	if script == "" || scriptMatch(script, reader.script) {
		return withLanguage(reader), nameLang
	}
	// The name is in a script that the reader's language is not written in.
	if stated != "" {
		if own := resolve(stated); own.data.tag != "und" && scriptMatch(script, own.script) {
			return withLanguage(own), nameLang
		}
	}
	return withLanguage(resolve("und-" + script + "")).orLikely(script), nameLang
}

// withLanguage is the data of a locale; the root data take on the language
// that they are used for.
func withLanguage(r *resolved) *localeData {
	if r.data.tag != "und" || r.lang == "und" {
		return r.data
	}
	d := *r.data
	d.lang, d.script = r.lang, r.script
	return &d
}

// orLikely goes from the root to the likely language of a script, such as
// from Hangul to Korean.
func (d *localeData) orLikely(script string) *localeData {
	if d.tag != "und" {
		return d
	}
	if l := resolve(resolve("und-" + script).lang); l.data.tag != "und" && scriptMatch(script, l.script) {
		return l.data
	}
	return d
}

// deriveOrder looks the language of the name up in the reader's lists.
func deriveOrder(d *localeData, n Name, stated, script string) Order {
	if n.Order == GivenFirst || n.Order == SurnameFirst {
		return n.Order
	}
	tag := stated
	if tag == "" || tag == "und" {
		if script == "" {
			return GivenFirst
		}
		tag = likelyTag(script)
	}
	for _, c := range resolve(tag).orderChain {
		und := "und"
		if i := strings.IndexByte(c, '-'); i > 0 {
			und += c[i:]
		}
		for _, l := range []string{c, und} {
			if l == "und" && c != "und" {
				continue
			}
			if slices.Contains(d.GivenFirst, l) {
				return GivenFirst
			}
			if slices.Contains(d.SurnameFirst, l) {
				return SurnameFirst
			}
		}
	}
	return GivenFirst
}

func likelyTag(script string) string {
	r := resolve("und-" + script)
	if script == "Latn" || r.lang == "und" {
		return "und"
	}
	return r.lang
}

// languagesMatch reports whether a name is at home in a language; the
// languages written in Han characters count as one home.
func languagesMatch(a, b string) bool {
	han := func(l string) bool { return l == "ja" || l == "zh" || l == "yue" }
	return a == b || han(a) && han(b)
}

// choose takes the pattern with the most filled fields, then the one with
// the fewest empty ones.
func (w *writer) choose(ps []*pattern) *pattern {
	best, bestFull, bestEmpty := ps[0], -1, 0
	if len(ps) == 1 {
		return best
	}
	for _, p := range ps {
		full, empty := 0, 0
		for _, e := range p.elements {
			switch {
			case e.field == literal:
			case w.value(e) == "":
				empty++
			default:
				full++
			}
		}
		if full > bestFull || full == bestFull && empty < bestEmpty {
			best, bestFull, bestEmpty = p, full, empty
		}
	}
	return best
}

// replaceSpaces puts another text in the place of every run of spaces.
func replaceSpaces(s, with string) string {
	if !strings.ContainsAny(s, " \u00a0\u3000\t") {
		return s
	}
	return strings.Join(strings.Fields(s), with)
}
