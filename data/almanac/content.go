package almanac

import (
	"io/fs"
	"strings"

	"dragoman/data/calendar"
)

// readContent reads every file of the folder content.
func readContent(c *content, a *Almanac) error {
	if c.dir == nil {
		return nil
	}
	names, err := fs.Glob(c.dir, "*.toml")
	if err != nil {
		return err
	}
	var docs []document
	for _, name := range names {
		text, err := fs.ReadFile(c.dir, name)
		if err != nil {
			return err
		}
		doc, err := read("content/"+name, string(text))
		if err != nil {
			return err
		}
		docs = append(docs, doc)
	}
	sources := map[string]Source{}
	for _, doc := range docs {
		if err := addSources(doc, sources); err != nil {
			return err
		}
	}
	for _, doc := range docs {
		if err := c.add(doc, sources, a); err != nil {
			return err
		}
	}
	return nil
}

// review is what the head of a file says of everything in it.
type review struct {
	on, expires calendar.Date
	native      bool
}

func addSources(doc document, into map[string]Source) error {
	for _, t := range doc.arrays["source"] {
		d := decode(doc.file, t)
		s := Source{
			ID: d.text("id"), Title: d.text("title"), Publisher: d.text("publisher"), Kind: d.text("kind"),
			Language: d.text("language"), Year: d.number("year"), Address: d.text("address"),
			Opened: d.date("opened"), Recalled: d.date("recalled"),
		}
		if s.ID == "" || s.Title == "" || s.Publisher == "" || s.Kind == "" {
			d.fail(t.line, "a source needs an id, a title, a publisher and a kind")
		}
		if (s.Opened == 0) == (s.Recalled == 0) {
			d.fail(t.line, "the source %s was either opened or recalled on a day", s.ID)
		}
		if s.Opened != 0 && s.Address == "" {
			d.fail(t.line, "the source %s was opened, but its address is missing", s.ID)
		}
		if _, taken := into[s.ID]; taken {
			d.fail(t.line, "the source %s is given twice", s.ID)
		}
		if err := d.done(); err != nil {
			return err
		}
		into[s.ID] = s
	}
	return nil
}

// add reads the guides and wishes of a file.
func (c *content) add(doc document, sources map[string]Source, a *Almanac) error {
	h := decode(doc.file, doc.head)
	rev := review{on: h.date("reviewed_on"), expires: h.date("expires_on"), native: h.flag("native_review", false)}
	if err := h.done(); err != nil {
		return err
	}
	for _, t := range doc.arrays["guide"] {
		d := decode(doc.file, t)
		g := readGuide(d, rev, sources)
		if _, known := a.rules[g.ID]; !known {
			d.fail(t.line, "there is no rule %q", g.ID)
		}
		if _, taken := c.guides[g.ID]; taken {
			d.fail(t.line, "there is a guide to %s already", g.ID)
		}
		if err := d.done(); err != nil {
			return err
		}
		g.Mood = a.rules[g.ID].Mood
		c.guides[g.ID] = g
	}
	for _, t := range doc.arrays["wish"] {
		d := decode(doc.file, t)
		w := readWish(d, rev, sources)
		if _, known := a.rules[w.Of]; !known {
			d.fail(t.line, "there is no rule %q", w.Of)
		}
		if err := d.done(); err != nil {
			return err
		}
		c.wishes[w.Of] = append(c.wishes[w.Of], w)
	}
	for name, list := range doc.arrays {
		if name != "source" && name != "guide" && name != "wish" {
			return mistake(doc.file, list[0].line, "there are no tables [[%s]]", name)
		}
	}
	return nil
}

func readGuide(d *decoder, rev review, sources map[string]Source) Guide {
	g := Guide{
		ID: d.text("id"), Scope: d.both("scope"), What: d.both("what"), Business: d.both("business"),
		Do: Advice{Text: d.both("do")}, Dont: Advice{Text: d.both("dont")}, Gifts: Advice{Text: d.both("gifts")},
		Spread: d.both("spread"), Confidence: d.text("confidence"),
		ReviewedOn: rev.on, ExpiresOn: rev.expires, NativeReview: d.flag("native_review", rev.native),
	}
	g.Sources = d.sources(sources)
	if day := d.date("expires_on"); day != 0 {
		g.ExpiresOn = day
	}
	list, _ := d.texts("strength")
	if len(list) != 3 {
		d.fail(d.line("strength"), "strength names that of do, dont and gifts")
		return g
	}
	for i, to := range []*Strength{&g.Do.Strength, &g.Dont.Strength, &g.Gifts.Strength} {
		switch *to = Strength(list[i]); *to {
		case ByLaw, StrongNorm, Common, Varies, Fading:
		default:
			d.fail(d.line("strength"), "there is no strength %q", list[i])
		}
	}
	d.confidence(g.Confidence, g.Sources)
	if g.ReviewedOn == 0 || g.ExpiresOn <= g.ReviewedOn {
		d.fail(d.t.line, "the guide needs the days reviewed_on and expires_on, here or at the head of the file")
	}
	return g
}

func readWish(d *decoder, rev review, sources map[string]Source) Wish {
	w := Wish{
		Of: d.text("of"), Language: d.text("lang"), Text: d.text("text"),
		Romanisation: d.text("roman"), System: d.text("system"), Meaning: d.both("meaning"),
		From: d.number("from"), To: d.number("to"), Tone: Cheerful,
		Whom: d.both("whom"), Never: d.both("never"), Confidence: d.text("confidence"),
		ReviewedOn: rev.on, ExpiresOn: rev.expires, NativeReview: d.flag("native_review", rev.native),
	}
	w.Places, _ = d.texts("places")
	w.Sources = d.sources(sources)
	if tone := d.text("tone"); tone != "" {
		w.Tone = Mood(tone)
	}
	switch {
	case w.Language == "" || w.Text == "":
		d.fail(d.t.line, "a wish needs lang and text")
	case w.Tone != Cheerful && w.Tone != Quiet:
		d.fail(d.line("tone"), "a wish is cheerful or quiet, not %q", w.Tone)
	case w.To < w.From || w.From < -60 || w.To > 60:
		d.fail(d.line("from"), "the window from %d to %d is not possible", w.From, w.To)
	case (w.Romanisation == "") != (w.System == ""):
		d.fail(d.t.line, "roman and system go together")
	}
	d.confidence(w.Confidence, w.Sources)
	return w
}

// both reads a text that is needed in en and in zh-Hans.
func (d *decoder) both(key string) Text {
	t := d.langs(key, nil)
	if strings.TrimSpace(t["en"]) == "" || strings.TrimSpace(t["zh-Hans"]) == "" {
		d.fail(d.line(key), "%s is needed in en and in zh-Hans", key)
	}
	return t
}

// date reads a day; 0 when the key is missing.
func (d *decoder) date(key string) calendar.Date {
	v, ok := d.get(key)
	if !ok {
		return 0
	}
	s, _ := v.v.(string)
	day, err := calendar.ParseDate(s)
	if err != nil {
		d.fail(v.line, "%s is not a date such as 2027-02-06", key)
	}
	return day
}

// sources reads the IDs of sources.
func (d *decoder) sources(known map[string]Source) (list []Source) {
	ids, _ := d.texts("sources")
	for _, id := range ids {
		s, ok := known[id]
		if !ok {
			d.fail(d.line("sources"), "there is no source %q", id)
		}
		list = append(list, s)
	}
	if len(list) == 0 {
		d.fail(d.t.line, "a source is missing")
	}
	return list
}

// confidence checks the letter: A needs two sources, one of them opened.
func (d *decoder) confidence(letter string, sources []Source) {
	switch {
	case letter != "A" && letter != "B" && letter != "C":
		d.fail(d.line("confidence"), "the confidence is A, B or C, not %q", letter)
	case letter == "A" && (len(sources) < 2 || !reread(sources)):
		d.fail(d.line("confidence"), "confidence A needs two sources, one of them opened")
	}
}
