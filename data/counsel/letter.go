package counsel

import (
	"slices"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/culture"
)

// Occasion is what customers are written to for.
type Occasion struct {
	Stage string              // the stage of the scripts: holiday_wish, crisis, …
	Feast *almanac.Occurrence // what is wished, for a greeting
	// Values are for the slots of the script in a language, beside who writes
	// and to whom. It may be nil.
	Values func(lang string) map[string]string
	// Own is what the owner wrote for those in whose languages there is no
	// script, on any channel, in place of the English one; without a text there
	// is none.
	Own culture.Script
}

// Letter is what one customer is written: on which channel, in which language
// and words. Where it cannot be written, Why says why not.
type Letter struct {
	Channel  book.Channel
	Language string
	Subject  string
	Text     string
	Stated   bool // they told us that the feast is theirs
	Missing  []string
	Why      book.WhyLeft
}

// Letters writes to customers, to each in a language and form of their own.
type Letters struct {
	Library  *culture.Library
	Almanac  *almanac.Almanac
	Settings book.Settings
	Occasion Occasion
	// May says whether a customer may be written to there; nil is everywhere.
	May func(c book.Customer, ch book.Channel) bool

	wishes map[wished]string // as they were found for one who was written to before
}

// wished is in which language something is wished, and to whom.
type wished struct{ lang, country string }

// To writes to one customer. A text is never sent with a hole in it: what is
// still open is named in Missing.
func (l *Letters) To(c book.Customer) Letter {
	out := Letter{Stated: l.stated(c)}
	out.Channel, out.Why = l.writtenChannel(c)
	if f := l.Occasion.Feast; f != nil && slices.Contains(faiths, f.Tradition) && !out.Stated {
		out.Why = book.LeftUntold
	}
	script, wish, ok := l.script(c, scriptChannel(out.Channel.Kind))
	if !ok {
		if out.Why == "" {
			out.Why = book.LeftText
		}
		return out
	}
	v := Values(l.Settings, script.Language, c, AddressOf(c, script))
	if l.Occasion.Values != nil {
		for slot, text := range l.Occasion.Values(script.Language) {
			v[slot] = text
		}
	}
	if wish != "" {
		v["wish"] = wish
	}
	out.Language = script.Language
	out.Subject, out.Text, out.Missing = script.Fill(v)
	return out
}

// stated reports whether the feast is one of a tradition that the customer told
// us to keep, or of a culture that they called theirs.
func (l *Letters) stated(c book.Customer) bool {
	f := l.Occasion.Feast
	if f == nil {
		return false
	}
	for _, o := range c.Observances {
		if o.Tradition == f.Tradition && f.KeptIn(c.Country) {
			return true
		}
	}
	for _, s := range c.Cultures {
		if f.Country != "" && s.Culture[:min(2, len(s.Culture))] == f.Country {
			return !slices.Contains(faiths, f.Tradition)
		}
	}
	return false
}

// script finds the script in the first language of the customer that has one
// and, for a feast, a wish that may be said on its day. Where none of their
// languages has one, or none was told, it is what the owner wrote, else English.
func (l *Letters) script(c book.Customer, channel string) (s culture.Script, wish string, ok bool) {
	var tags []string
	for _, x := range c.Languages {
		tags = append(tags, x.Tag)
	}
	if c.Name.Language != "" && len(tags) == 0 {
		tags = append(tags, c.Name.Language)
	}
	tone := string(culture.FormalTone)
	if c.Address.Register == book.Informal {
		tone = string(culture.WarmTone)
	}
	in := func(tag string) bool {
		b, found := l.Library.Scripts(tag)
		if !found {
			return false
		}
		if s, found = b.Find(l.Occasion.Stage, channel, tone); !found || l.Occasion.Feast == nil {
			return found
		}
		// Where nothing is wished in the language of the letter, the wish stands in
		// a language of theirs.
		for _, lang := range append([]string{s.Language}, tags...) {
			if wish = l.wish(lang, c.Country); wish != "" {
				return true
			}
		}
		return false
	}
	if slices.ContainsFunc(tags, in) {
		return s, wish, true
	}
	if own := l.Occasion.Own; own.Text != "" {
		return own, "", true
	}
	ok = in("en")
	return s, wish, ok
}

// wish is what is wished on the day of the feast in a language, or "": first as
// the feast itself has it, then as the customer's country has it on that day.
// It is looked for once, for thousands are wished the same.
func (l *Letters) wish(lang, country string) string {
	key := wished{lang, country}
	w, ok := l.wishes[key]
	if !ok {
		if l.wishes == nil {
			l.wishes = map[wished]string{}
		}
		w = l.findWish(lang, country)
		l.wishes[key] = w
	}
	return w
}

func (l *Letters) findWish(lang, country string) string {
	f := l.Occasion.Feast
	days := []almanac.Occurrence{*f}
	if country != "" && country != f.Country {
		for _, o := range l.Almanac.Occurrences(almanac.Query{From: f.Date, To: f.Date, Countries: []string{country}, Nationwide: true}) {
			if o.Date == f.Date && o.Tradition == f.Tradition && !o.Own() {
				days = append(days, o)
			}
		}
	}
	for _, o := range days {
		for _, w := range l.Almanac.Wishes(o.ID, o, o.Date) {
			if culture.Serves(w.Language, lang) {
				return w.Text
			}
		}
	}
	return ""
}

// writtenChannel is where a customer is written to: the preferred channel where
// it carries writing, else mail, else a messenger; where all are closed to us,
// the one that would be it.
func (l *Letters) writtenChannel(c book.Customer) (book.Channel, book.WhyLeft) {
	best, rank := book.Channel{}, 0
	for _, ch := range c.Channels {
		r := 0
		switch scriptChannel(ch.Kind) {
		case "mail":
			r = 2
		case "messenger":
			r = 1
		}
		if r > 0 && ch.Preferred {
			r = 3
		}
		if r > 0 && (l.May == nil || l.May(c, ch)) {
			r += 3
		}
		if r > rank {
			best, rank = ch, r
		}
	}
	if rank == 0 {
		return best, book.LeftChannel
	}
	return best, ""
}

// scriptChannel is the channel of the scripts for a channel of a customer, ""
// for one that carries no writing.
func scriptChannel(k book.ChannelKind) string {
	switch k {
	case book.Email, "":
		return "mail"
	case book.Phone, book.Web, book.Postal:
		return ""
	}
	return "messenger"
}
