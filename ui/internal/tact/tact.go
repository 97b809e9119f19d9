// Package tact says in words what the culture guides advise for a customer:
// the tips of a card, and what to think of before a gift is given.
//
// It promises that a gift is never forbidden, that each warning says on what
// it rests, and that a country alone is called the default that it is. What is
// found is counsel's; how it looks is the screen's.
package tact

import (
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// Gift gives the sentences to read before a gift is given: clashes with a
// custom, with a diet, or with what the customer told us. It is empty when
// nothing is known against it.
func Gift(env *screen.Env, c book.Customer, text string) []string {
	var out []string
	for _, x := range counsel.Gift(env.Library, c, text) {
		out = append(out, clash(env, x))
	}
	if len(out) > 0 {
		out = append(out, env.T("tact.gift_free", nil))
	}
	return out
}

func clash(env *screen.Env, x counsel.Clash) string {
	switch x.Kind {
	case counsel.ClashDiet:
		return env.T("tact.gift_diet", locales.V{"Word": x.Word, "Told": x.Told})
	case counsel.ClashWish:
		return env.T("tact.gift_wish", locales.V{"Told": x.Told})
	}
	lang := env.Printer.Tag()
	id := locales.ID("tact.gift_default")
	if x.Culture.Stated {
		id = "tact.gift_stated"
	}
	return env.T(id, locales.V{
		"Word": x.Word, "Culture": Name(env, x.Culture.Code), "Claim": x.Statement.Claim.In(lang), "Spread": x.Statement.Spread.In(lang),
		"Strength": env.T(counsel.StrengthName(x.Statement.Strength), nil),
	})
}

// Name is what a culture is called.
func Name(env *screen.Env, code string) string {
	markets, err := culture.Default()
	if err != nil {
		return code
	}
	m, ok := markets.Market(code)
	if !ok {
		return code
	}
	g, _ := env.Library.Guide(code)
	for _, part := range g.Parts {
		if part.Code == code {
			return part.Names.In(env.Printer.Tag())
		}
	}
	return m.Name(env.Printer.Tag())
}

// Tip is a line of advice on a card.
type Tip struct {
	Kind   counsel.TipKind
	Label  locales.ID
	Text   string
	Detail string // what is usual at home, or among whom it holds
}

// Tips are what to know of a customer's culture, seen from home.
type Tips struct {
	Culture counsel.Culture
	Lines   []Tip
	Guide   screen.Route
}

var tipLabels = map[counsel.TipKind]locales.ID{
	counsel.TipDo: "tact.tip_do", counsel.TipAvoid: "tact.tip_avoid", counsel.TipBeside: "tact.tip_beside",
}

// For gives the tips for the first culture of a customer, not ok when there is
// nothing to say.
func For(env *screen.Env, c book.Customer, today calendar.Date) (Tips, bool) {
	cultures := counsel.Of(c)
	if len(cultures) == 0 {
		return Tips{}, false
	}
	lang := env.Printer.Tag()
	t := Tips{Culture: cultures[0]}
	for _, x := range counsel.Tips(env.Library, env.Settings.HomeCulture, t.Culture.Code, today) {
		tip := Tip{Kind: x.Kind, Label: tipLabels[x.Kind], Text: x.Statement.Do.In(lang), Detail: x.Statement.Claim.In(lang)}
		switch {
		case x.Kind == counsel.TipAvoid:
			tip.Text = x.Statement.Avoid.In(lang)
		case x.Home != nil:
			tip.Text = x.Statement.Claim.In(lang)
			tip.Detail = env.T("tact.tip_home", locales.V{"Claim": x.Home.Claim.In(lang)})
		}
		if tip.Text == "" {
			tip.Text, tip.Detail = tip.Detail, ""
		}
		t.Lines = append(t.Lines, tip)
	}
	t.Guide = screen.Route{Screen: screen.Culture, ID: t.Culture.Code}
	if home := env.Settings.HomeCulture; home != "" && home != t.Culture.Code && env.Library.HasGuide(home) {
		t.Guide = t.Guide.With("with", home)
		t.Guide.Tab = string(culture.Meetings)
	}
	return t, len(t.Lines) > 0
}

// BeforeMeeting are sentences of advice to read before a customer is met.
func BeforeMeeting(env *screen.Env, c book.Customer, today calendar.Date) []string {
	tips, ok := For(env, c, today)
	if !ok {
		return nil
	}
	var out []string
	for _, t := range tips.Lines {
		if t.Kind == counsel.TipDo {
			out = append(out, env.T("tact.before_meeting", locales.V{"Text": t.Text}))
		}
	}
	return out
}

// Scripts is where a script is filled for a customer: at their culture, in the
// first of their languages that has scripts. It is not ok when neither their
// culture nor the owner's is known.
func Scripts(env *screen.Env, c book.Customer) (screen.Route, bool) {
	code := env.Settings.HomeCulture
	if of := counsel.Of(c); len(of) > 0 {
		code = of[0].Code
	}
	if code == "" {
		return screen.Route{}, false
	}
	r := screen.Route{Screen: screen.Culture, ID: code, Tab: "scripts"}.With("customer", string(c.ID))
	for _, l := range c.Languages {
		if _, ok := env.Library.Scripts(l.Tag); ok {
			return r.With("lang", l.Tag), true
		}
	}
	return r, true
}
