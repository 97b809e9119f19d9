package record

import (
	"strings"

	"dragoman/data/calendar"
)

// Decoder turns one table of a file into values and collects the mistakes.
// What is missing comes out empty.
type Decoder struct {
	T *Table
	// Of is the ID of what the table describes; a mistake then names it.
	Of     string
	file   string
	faults []error
}

// Decode begins to read a table of a file.
func Decode(file string, t *Table) *Decoder { return &Decoder{file: file, T: t} }

// Line is where a key stands, or the table when it is missing.
func (d *Decoder) Line(key string) int {
	if p := d.T.Find(key); p != nil {
		return p.Value.Line
	}
	return d.T.Line
}

// Fail notes a mistake on a line.
func (d *Decoder) Fail(line int, format string, args ...any) {
	if d.Of != "" {
		format, args = "%s: "+format, append([]any{d.Of}, args...)
	}
	d.faults = append(d.faults, Mistake(d.file, line, format, args...))
}

// Get gives the value of a key and notes that the key is known.
func (d *Decoder) Get(key string) (Value, bool) {
	p := d.T.Find(key)
	if p == nil {
		return Value{}, false
	}
	p.asked = true
	return p.Value, true
}

// Faults gives all mistakes, with a line for each key that nobody asked for.
func (d *Decoder) Faults() []error {
	for i := range d.T.Pairs {
		if p := &d.T.Pairs[i]; !p.asked {
			d.Fail(p.Value.Line, "there is no key %q here", p.Key)
			p.asked = true
		}
	}
	return d.faults
}

// Done gives the first mistake of Faults.
func (d *Decoder) Done() error {
	if faults := d.Faults(); len(faults) > 0 {
		return faults[0]
	}
	return nil
}

// Text reads a text, "" when the key is missing.
func (d *Decoder) Text(key string) string {
	v, ok := d.Get(key)
	if !ok {
		return ""
	}
	s, ok := v.V.(string)
	if !ok {
		d.Fail(v.Line, "%s is not a text", key)
	}
	return s
}

// Number reads a whole number, 0 when the key is missing.
func (d *Decoder) Number(key string) int {
	v, ok := d.Get(key)
	if !ok {
		return 0
	}
	n, ok := v.V.(int)
	if !ok {
		d.Fail(v.Line, "%s is not a number", key)
	}
	return n
}

// Flag reads a boolean; when the key is missing it keeps what was there.
func (d *Decoder) Flag(key string, old bool) bool {
	v, ok := d.Get(key)
	if !ok {
		return old
	}
	b, ok := v.V.(bool)
	if !ok {
		d.Fail(v.Line, "%s is neither true nor false", key)
	}
	return b
}

// Texts reads a list of texts; given tells an empty list from a missing one.
func (d *Decoder) Texts(key string) (list []string, given bool) {
	v, ok := d.Get(key)
	if !ok {
		return nil, false
	}
	items, ok := v.V.([]Value)
	if !ok {
		d.Fail(v.Line, "%s is not a list", key)
	}
	for _, it := range items {
		s, ok := it.V.(string)
		if !ok {
			d.Fail(it.Line, "%s holds something that is not a text", key)
		}
		list = append(list, s)
	}
	return list, true
}

// Langs reads { en = "…", zh-Hans = "…" } over what was there.
func (d *Decoder) Langs(key string, into map[string]string) map[string]string {
	v, ok := d.Get(key)
	if !ok {
		return into
	}
	t, ok := v.V.(*Table)
	if !ok {
		d.Fail(v.Line, "%s is not of the form { en = \"…\" }", key)
		return into
	}
	if into == nil {
		into = map[string]string{}
	}
	for _, p := range t.Pairs {
		s, ok := p.Value.V.(string)
		if !ok {
			d.Fail(p.Value.Line, "the %s text is not a text", p.Key)
		}
		into[p.Key] = s
	}
	return into
}

// Both reads a text that is needed in en and in zh-Hans.
func (d *Decoder) Both(key string) Text {
	t := Text(d.Langs(key, nil))
	if strings.TrimSpace(t["en"]) == "" || strings.TrimSpace(t["zh-Hans"]) == "" {
		d.Fail(d.Line(key), "%s is needed in en and in zh-Hans", key)
	}
	return t
}

// Date reads a day; 0 when the key is missing.
func (d *Decoder) Date(key string) calendar.Date {
	v, ok := d.Get(key)
	if !ok {
		return 0
	}
	s, _ := v.V.(string)
	day, err := calendar.ParseDate(s)
	if err != nil {
		d.Fail(v.Line, "%s is not a date such as 2027-02-06", key)
	}
	return day
}

// Sources reads the IDs of sources, of which at least one is needed.
func (d *Decoder) Sources(known map[string]Source) (list []Source) {
	ids, _ := d.Texts("sources")
	for _, id := range ids {
		s, ok := known[id]
		if !ok {
			d.Fail(d.Line("sources"), "there is no source %q", id)
			continue
		}
		list = append(list, s)
	}
	if len(ids) == 0 {
		d.Fail(d.T.Line, "a source is missing")
	}
	return list
}

// Confidence reads the letter A, B or C, and checks it against the sources: A
// needs two of them, one of them opened.
func (d *Decoder) Confidence(sources []Source) string {
	letter := d.Text("confidence")
	switch {
	case letter != "A" && letter != "B" && letter != "C":
		d.Fail(d.Line("confidence"), "the confidence is A, B or C, not %q", letter)
	case letter == "A" && (len(sources) < 2 || !Reread(sources)):
		d.Fail(d.Line("confidence"), "confidence A needs two sources, one of them opened")
	}
	return letter
}
