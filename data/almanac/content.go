package almanac

import (
	"io/fs"

	"dragoman/data/calendar"
	"dragoman/data/record"
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
	var docs []record.Document
	for _, name := range names {
		text, err := fs.ReadFile(c.dir, name)
		if err != nil {
			return err
		}
		doc, err := record.Read("content/"+name, string(text))
		if err != nil {
			return err
		}
		docs = append(docs, doc)
	}
	sources := map[string]Source{}
	for _, doc := range docs {
		if faults := record.ReadSources(doc, sources); len(faults) > 0 {
			return faults[0]
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

// add reads the guides and wishes of a file.
func (c *content) add(doc record.Document, sources map[string]Source, a *Almanac) error {
	h := decode(doc.File, doc.Head)
	rev := review{on: h.Date("reviewed_on"), expires: h.Date("expires_on"), native: h.Flag("native_review", false)}
	if err := h.Done(); err != nil {
		return err
	}
	for _, t := range doc.Arrays["guide"] {
		d := decode(doc.File, t)
		g := readGuide(d, rev, sources)
		if _, known := a.rules[g.ID]; !known {
			d.Fail(t.Line, "there is no rule %q", g.ID)
		}
		if _, taken := c.guides[g.ID]; taken {
			d.Fail(t.Line, "there is a guide to %s already", g.ID)
		}
		if err := d.Done(); err != nil {
			return err
		}
		g.Mood = a.rules[g.ID].Mood
		c.guides[g.ID] = g
	}
	for _, t := range doc.Arrays["wish"] {
		d := decode(doc.File, t)
		w := readWish(d, rev, sources)
		if _, known := a.rules[w.Of]; !known {
			d.Fail(t.Line, "there is no rule %q", w.Of)
		}
		if err := d.Done(); err != nil {
			return err
		}
		c.wishes[w.Of] = append(c.wishes[w.Of], w)
	}
	return doc.Only("source", "guide", "wish")
}

func readGuide(d *decoder, rev review, sources map[string]Source) Guide {
	g := Guide{
		ID: d.Text("id"), Scope: d.Both("scope"), What: d.Both("what"), Business: d.Both("business"),
		Do: Advice{Text: d.Both("do")}, Dont: Advice{Text: d.Both("dont")}, Gifts: Advice{Text: d.Both("gifts")},
		Spread:     d.Both("spread"),
		ReviewedOn: rev.on, ExpiresOn: rev.expires, NativeReview: d.Flag("native_review", rev.native),
	}
	g.Sources = d.Sources(sources)
	if day := d.Date("expires_on"); day != 0 {
		g.ExpiresOn = day
	}
	list, _ := d.Texts("strength")
	if len(list) != 3 {
		d.Fail(d.Line("strength"), "strength names that of do, dont and gifts")
		return g
	}
	for i, to := range []*Strength{&g.Do.Strength, &g.Dont.Strength, &g.Gifts.Strength} {
		switch *to = Strength(list[i]); *to {
		case ByLaw, StrongNorm, Common, Varies, Fading:
		default:
			d.Fail(d.Line("strength"), "there is no strength %q", list[i])
		}
	}
	g.Confidence = d.Confidence(g.Sources)
	if g.ReviewedOn == 0 || g.ExpiresOn <= g.ReviewedOn {
		d.Fail(d.T.Line, "the guide needs the days reviewed_on and expires_on, here or at the head of the file")
	}
	return g
}

func readWish(d *decoder, rev review, sources map[string]Source) Wish {
	w := Wish{
		Of: d.Text("of"), Language: d.Text("lang"), Text: d.Text("text"),
		Romanisation: d.Text("roman"), System: d.Text("system"), Meaning: d.Both("meaning"),
		From: d.Number("from"), To: d.Number("to"), Tone: Cheerful,
		Whom: d.Both("whom"), Never: d.Both("never"),
		ReviewedOn: rev.on, ExpiresOn: rev.expires, NativeReview: d.Flag("native_review", rev.native),
	}
	w.Places, _ = d.Texts("places")
	w.Sources = d.Sources(sources)
	if tone := d.Text("tone"); tone != "" {
		w.Tone = Mood(tone)
	}
	switch {
	case w.Language == "" || w.Text == "":
		d.Fail(d.T.Line, "a wish needs lang and text")
	case w.Tone != Cheerful && w.Tone != Quiet:
		d.Fail(d.Line("tone"), "a wish is cheerful or quiet, not %q", w.Tone)
	case w.To < w.From || w.From < -60 || w.To > 60:
		d.Fail(d.Line("from"), "the window from %d to %d is not possible", w.From, w.To)
	case (w.Romanisation == "") != (w.System == ""):
		d.Fail(d.T.Line, "roman and system go together")
	}
	w.Confidence = d.Confidence(w.Sources)
	return w
}
