package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/record"
	"dragoman/locales"
)

// cultures lists markets, shows the guide to one or compares two.
func cultures(c *call) func(context.Context, []string) error {
	c.bookFlag()
	topic := c.flags.String("topic", "", "")
	format := c.flags.String("format", "", "")
	return func(ctx context.Context, args []string) error {
		library, err := c.library(ctx)
		if err != nil {
			return err
		}
		markets, err := culture.Default()
		if err != nil {
			return err
		}
		if *topic != "" && !slices.Contains(culture.Topics, culture.Topic(*topic)) {
			return &wrongCall{"ctl.unknown_topic", locales.V{"Topic": *topic, "Known": joined(culture.Topics)}}
		}
		g := &guidePrinter{c: c, markets: markets, library: library, topic: culture.Topic(*topic), today: calendar.DateOf(time.Now())}
		switch {
		case len(args) == 1 && args[0] == "list":
			return g.list(or(*format, "csv"))
		case len(args) == 2 && args[0] == "show":
			return g.show(args[1], or(*format, "text"))
		case len(args) == 3 && args[0] == "compare":
			return g.compare(args[1], args[2], or(*format, "text"))
		}
		return &wrongCall{"ctl.culture_what", nil}
	}
}

// library is what is built in, with what the owner of the book wrote and
// without what they hid when a book is named.
func (c *call) library(ctx context.Context) (*culture.Library, error) {
	if c.path == "" {
		return culture.Built(), nil
	}
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return nil, err
	}
	defer done()
	list, err := b.Lores.List(ctx)
	return culture.Built().With(counsel.Own(list)), err
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func joined[T ~string](list []T) string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return strings.Join(out, ", ")
}

// guidePrinter prints what is in the library.
type guidePrinter struct {
	c       *call
	markets *culture.Culture
	library *culture.Library
	topic   culture.Topic
	today   calendar.Date
}

// list prints the markets.
func (g *guidePrinter) list(format string) error {
	t, err := g.c.newTable(format, "code", "tier", "name", "guide", "statements", "reviewed_on", "native_review")
	if err != nil {
		return err
	}
	for _, m := range g.markets.Markets() {
		guide, ok := g.library.Guide(m.Code)
		day := m.Reviewed
		if ok {
			day = guide.ReviewedOn
		}
		if err := t.add(m.Code, string(m.Tier), m.Name(g.c.p.Tag()), ok, len(guide.Statements), day.String(), guide.NativeReview); err != nil {
			return err
		}
	}
	return t.close()
}

// market checks the code of a market or of a culture within it.
func (g *guidePrinter) market(code string) (culture.Market, string, error) {
	m, ok := g.markets.Market(code)
	if !ok {
		return m, "", &notDone{"ctl.unknown_country", locales.V{"Country": code}}
	}
	_, part, within := strings.Cut(code, "-")
	if within {
		return m, m.Code + "-" + part, nil
	}
	return m, m.Code, nil
}

// about are the statements of a culture on the chosen topic, in the order of
// the topics.
func (g *guidePrinter) about(code string) (list []culture.Statement) {
	guide, _ := g.library.Guide(code)
	for _, t := range culture.Topics {
		for _, s := range guide.For(code) {
			if s.Topic == t && (g.topic == "" || g.topic == t) {
				list = append(list, s)
			}
		}
	}
	return list
}

func (g *guidePrinter) show(code, format string) error {
	m, code, err := g.market(code)
	if err != nil {
		return err
	}
	list := g.about(code)
	switch format {
	case "json":
		return g.json(list)
	case "text":
	default:
		return &wrongCall{"ctl.unknown_format", locales.V{"Format": format}}
	}
	p := g.c.p
	g.line("%s", m.Name(p.Tag()))
	guide, ok := g.library.Guide(code)
	if !ok {
		g.line("%s\n", p.T("ctl.no_guide", locales.V{"Market": m.Name(p.Tag()), "Day": p.Date(m.Reviewed)}))
	} else {
		g.line("%s", p.T("ctl.guide_head", locales.V{"Day": p.Date(guide.ReviewedOn)}))
		if !guide.NativeReview {
			g.line("%s", p.T("ctl.unreviewed", nil))
		}
		g.line("")
	}
	if g.topic == "" || !ok {
		for _, f := range counsel.Facts(p, g.markets, code, g.today) {
			g.line("%s: %s", p.T(f.Label, nil), f.Value)
		}
	}
	last := culture.Topic("")
	for _, s := range list {
		if s.Topic != last {
			last = s.Topic
			g.line("\n%s", p.T(counsel.TopicName(s.Topic), nil))
		}
		g.statement(s)
	}
	return nil
}

// line prints to stdout; a broken pipe shows at the next read of its exit code.
func (g *guidePrinter) line(format string, args ...any) {
	fmt.Fprintf(g.c.out, format+"\n", args...)
}

func (g *guidePrinter) statement(s culture.Statement) {
	p, lang := g.c.p, g.c.p.Tag()
	g.line("\n[%s] %s\n    %s", p.T(counsel.StrengthName(s.Strength), nil), s.Claim.In(lang), s.Scope.In(lang))
	for _, row := range []struct {
		id   locales.ID
		text record.Text
	}{
		{"ctl.statement_why", s.Why},
		{"ctl.statement_do", s.Do},
		{"ctl.statement_avoid", s.Avoid},
		{"ctl.statement_ask", s.Ask},
		{"ctl.statement_spread", s.Spread},
		{"ctl.statement_example", s.Example},
	} {
		if text := row.text.In(lang); text != "" {
			g.line("    %s", p.T(row.id, locales.V{"Text": text}))
		}
	}
	var sources []string
	for _, src := range s.Sources {
		sources = append(sources, src.Title+" ("+src.Publisher+")")
	}
	if s.Own {
		return // on nobody's word but the owner's
	}
	text := p.T("ctl.statement_sources", locales.V{"Sources": strings.Join(sources, "; "), "Letter": s.Confidence})
	if !s.Reread() {
		text += " " + p.T("ctl.statement_recalled", nil)
	}
	if s.Expired(g.today) {
		text += " " + p.T("ctl.statement_expired", locales.V{"Day": p.Date(s.ExpiresOn)})
	}
	g.line("    %s", text)
}

// statementJSON is a statement as it is printed for programs.
type statementJSON struct {
	ID           string       `json:"id"`
	Market       string       `json:"market"`
	Within       string       `json:"within,omitempty"`
	Topic        string       `json:"topic"`
	Practice     string       `json:"practice,omitempty"`
	Strength     string       `json:"strength"`
	Scope        string       `json:"scope"`
	Claim        string       `json:"claim"`
	Why          string       `json:"why"`
	Do           string       `json:"do"`
	Ask          string       `json:"ask"`
	Avoid        string       `json:"avoid,omitempty"`
	Example      string       `json:"example,omitempty"`
	Spread       string       `json:"spread"`
	Confidence   string       `json:"confidence"`
	ReviewedOn   string       `json:"reviewed_on"`
	ExpiresOn    string       `json:"expires_on"`
	Expired      bool         `json:"expired"`
	NativeReview bool         `json:"native_review"`
	Sensitive    bool         `json:"sensitive"`
	Own          bool         `json:"own,omitempty"`
	Sources      []sourceJSON `json:"sources"`
}

type sourceJSON struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Kind      string `json:"kind"`
	Language  string `json:"language,omitempty"`
	Year      int    `json:"year,omitempty"`
	Address   string `json:"address,omitempty"`
	Opened    string `json:"opened,omitempty"`
	Recalled  string `json:"recalled,omitempty"`
}

func dayText(d calendar.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func (g *guidePrinter) plain(s culture.Statement) statementJSON {
	lang := g.c.p.Tag()
	out := statementJSON{
		ID: s.ID, Market: s.Market, Within: s.Within, Topic: string(s.Topic), Practice: s.Practice, Strength: string(s.Strength),
		Scope: s.Scope.In(lang), Claim: s.Claim.In(lang), Why: s.Why.In(lang), Do: s.Do.In(lang), Ask: s.Ask.In(lang),
		Avoid: s.Avoid.In(lang), Example: s.Example.In(lang), Spread: s.Spread.In(lang), Confidence: s.Confidence,
		ReviewedOn: s.ReviewedOn.String(), ExpiresOn: s.ExpiresOn.String(), Expired: s.Expired(g.today),
		NativeReview: s.NativeReview, Sensitive: s.Sensitive, Own: s.Own, Sources: []sourceJSON{},
	}
	for _, src := range s.Sources {
		out.Sources = append(out.Sources, sourceJSON{
			Title: src.Title, Publisher: src.Publisher, Kind: src.Kind, Language: src.Language, Year: src.Year,
			Address: src.Address, Opened: dayText(src.Opened), Recalled: dayText(src.Recalled),
		})
	}
	return out
}

func (g *guidePrinter) json(list []culture.Statement) error {
	out := []statementJSON{}
	for _, s := range list {
		out = append(out, g.plain(s))
	}
	return g.write(out)
}

func (g *guidePrinter) write(v any) error {
	e := json.NewEncoder(g.c.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// pairJSON is a practice side by side.
type pairJSON struct {
	Topic    string          `json:"topic"`
	Practice string          `json:"practice,omitempty"`
	A        []statementJSON `json:"a"`
	B        []statementJSON `json:"b"`
}

func (g *guidePrinter) compare(a, b, format string) error {
	left, a, err := g.market(a)
	if err != nil {
		return err
	}
	right, b, err := g.market(b)
	if err != nil {
		return err
	}
	pairs := slices.DeleteFunc(g.library.Compare(a, b), func(p culture.Pair) bool { return g.topic != "" && p.Topic != g.topic })
	switch format {
	case "json":
		out := []pairJSON{}
		for _, p := range pairs {
			row := pairJSON{Topic: string(p.Topic), Practice: p.Practice, A: []statementJSON{}, B: []statementJSON{}}
			for _, s := range p.A {
				row.A = append(row.A, g.plain(s))
			}
			for _, s := range p.B {
				row.B = append(row.B, g.plain(s))
			}
			out = append(out, row)
		}
		return g.write(out)
	case "text":
	default:
		return &wrongCall{"ctl.unknown_format", locales.V{"Format": format}}
	}
	p := g.c.p
	for _, pair := range pairs {
		g.line("%s · %s", p.T(counsel.TopicName(pair.Topic), nil), p.T(counsel.PracticeName(pair.Practice), nil))
		g.side(left.Name(p.Tag()), pair.A)
		g.side(right.Name(p.Tag()), pair.B)
		g.line("")
	}
	return nil
}

func (g *guidePrinter) side(name string, list []culture.Statement) {
	p := g.c.p
	if len(list) == 0 {
		g.line("  %s: %s", name, p.T("ctl.nothing_written", nil))
	}
	for _, s := range list {
		g.line("  %s: [%s] %s\n      %s · %s", name, p.T(counsel.StrengthName(s.Strength), nil), s.Claim.In(p.Tag()), s.Scope.In(p.Tag()), s.Spread.In(p.Tag()))
	}
}
