package exchange

import (
	_ "embed"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dragoman/data/book"
	"dragoman/locales"
)

//go:embed access.tmpl
var accessText string

// accessPage is the page of a copy for a customer.
var accessPage = template.Must(template.New("access").Parse(accessText))

// accessView is what the page shows.
type accessView struct {
	Lang, Title, Made, By, Why, Rights string
	Card                               printed
	CardTitle                          string
	Sections                           []accessSection
	Flag                               string // beside what names others
}

// accessSection is one kind of thing that is kept.
type accessSection struct {
	Title, Note string
	Items       []accessItem
}

// accessItem is one thing.
type accessItem struct {
	Lines []line
	Named bool
}

func writeAccessPage(w io.Writer, d book.Dossier, s book.Settings, plan book.Programme, at time.Time, o AccessOptions) error {
	p := o.Printer
	loc := time.Local
	if s.HomeZone != "" {
		if l, err := time.LoadLocation(s.HomeZone); err == nil {
			loc = l
		}
	}
	a := accessWriter{p: p, loc: loc, names: maps.Clone(d.Others)}
	if a.names == nil {
		a.names = map[book.ID]string{}
	}
	for _, t := range plan.Tiers {
		a.names[book.ID(t.ID)] = t.Name
	}
	who := firstOf(s.Company, s.OwnerName)
	v := accessView{
		Lang: p.Tag(), Title: p.T("rights.access_title", locales.V{"Name": d.Bundle.Customer.Name.Full}),
		Made: p.T("exchange.html_made", locales.V{"Date": p.DateTime(at.In(loc))}), Why: p.T("rights.access_why", nil),
		Rights: p.T("rights.access_rights", nil), CardTitle: p.T("rights.access_card", nil),
		Card: print(book.Bundle{Customer: d.Bundle.Customer}, ExportOptions{Printer: p, Sensitive: true}),
	}
	v.Flag = p.T("rights.access_shown", nil)
	if !o.Others {
		v.Flag = p.T("rights.access_hidden", nil)
	}
	if who != "" {
		v.By = p.T("rights.access_by", locales.V{"Who": who})
	}
	for _, r := range d.Rows {
		a.add(&v, r, d.Named[r.ID()])
	}
	if h := a.history(d.History); len(h.Items) > 0 {
		v.Sections = append(v.Sections, h)
	}
	if len(d.Mentions) > 0 {
		m := accessSection{Title: p.T("rights.access_mentions", nil), Note: p.T("rights.access_mentions_note", nil)}
		for _, x := range d.Mentions {
			m.Items = append(m.Items, accessItem{Lines: []line{{a.table(string(x.Kind)), firstOf(x.Snippet, p.T("rights.access_left_out", nil))}}, Named: true})
		}
		v.Sections = append(v.Sections, m)
	}
	return accessPage.Execute(w, v)
}

// accessWriter puts rows into words.
type accessWriter struct {
	p     *locales.Printer
	loc   *time.Location
	names map[book.ID]string // of others, and of the tiers of the programme
}

// table names what a table holds.
func (a accessWriter) table(name string) string {
	if id := locales.ID("customers.field_" + name); a.p.Has(id) {
		return a.p.T(id, nil)
	}
	return a.p.T("rights.other_table", nil)
}

// silent are the columns that tell nothing to people.
var silent = map[string]bool{
	"id": true, "customer": true, "pos": true, "n": true, "hash": true, "normal": true, "fingerprint": true, "external_id": true,
	"picture": true, book.PictureColumn: true, "extra": true, "owner_id": true, "owner_kind": true, "followup": true, "next": true,
	"merged_into": true, "organisation": true, "zone": true, "counts": true,
	"campaign": true, "touch": true, "purchase": true, "case_": true, "request": true, "sort": true,
}

// naming are, by table, the columns that say what the table is called after.
var naming = map[string]string{"tag": "tag", "culture": "culture", "observance": "tradition", "language": "tag"}

// label names a column.
func (a accessWriter) label(table, column string) string {
	ids := []locales.ID{locales.ID("customers.field_" + table + "_" + column), locales.ID("rights.column_" + column)}
	if naming[table] == column {
		ids = []locales.ID{locales.ID("customers.field_" + table)}
	}
	for _, id := range ids {
		if a.p.Has(id) {
			return a.p.T(id, nil)
		}
	}
	return strings.ReplaceAll(column, "_", " ")
}

// add puts a row into its section. The card itself has been printed; of it, the
// parts follow.
func (a accessWriter) add(v *accessView, r book.Row, named bool) {
	if r.Table != "customer" {
		a.put(v, r.Table, a.item(r.Table, r.Values, r.Parts, named))
		return
	}
	a.put(v, "customer", a.item("customer", r.Values, nil, named))
	for _, name := range slices.Sorted(keysOf(r.Parts)) {
		for _, part := range r.Parts[name] {
			a.put(v, name, a.item(name, part, nil, false))
		}
	}
}

func keysOf(m map[string][]map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (a accessWriter) put(v *accessView, table string, item accessItem) {
	if len(item.Lines) == 0 {
		return
	}
	title := a.table(table)
	for i := range v.Sections {
		if v.Sections[i].Title == title {
			v.Sections[i].Items = append(v.Sections[i].Items, item)
			return
		}
	}
	v.Sections = append(v.Sections, accessSection{Title: title, Items: []accessItem{item}})
}

// under is a label below the heading that names its table: "Order: number"
// stands as "Number".
func under(label string) string {
	for _, sign := range []string{": ", "："} {
		if _, rest, ok := strings.Cut(label, sign); ok {
			first, n := utf8.DecodeRuneInString(rest)
			return string(unicode.ToUpper(first)) + rest[n:]
		}
	}
	return label
}

func (a accessWriter) item(table string, values map[string]any, parts map[string][]map[string]any, named bool) accessItem {
	out := accessItem{Named: named}
	columns := make([]string, 0, len(values))
	for c := range values {
		if !silent[c] {
			columns = append(columns, c)
		}
	}
	slices.Sort(columns)
	for _, c := range columns {
		if text := a.value(table, c, values[c], values); text != "" {
			out.Lines = append(out.Lines, line{under(a.label(table, c)), text})
		}
	}
	for _, name := range slices.Sorted(keysOf(parts)) {
		for _, part := range parts[name] {
			if part["currency"] == nil && values["currency"] != nil {
				part = maps.Clone(part)
				part["currency"] = values["currency"] // of the order its lines belong to
			}
			for _, l := range a.item(name, part, nil, false).Lines {
				out.Lines = append(out.Lines, line{a.table(name) + ": " + l.Label, l.Value})
			}
		}
	}
	return out
}

// history writes what was changed, by whom and when.
func (a accessWriter) history(list []book.FieldChange) accessSection {
	out := accessSection{Title: a.p.T("rights.access_history", nil)}
	for _, c := range list {
		if c.Field == "" || silent[c.Field] {
			continue
		}
		var parts []string
		for _, x := range []string{c.Before, c.After} {
			if x == "" {
				x = "–"
			} else {
				x = firstOf(a.value(c.Entity, c.Field, x, nil), "–")
			}
			parts = append(parts, x)
		}
		out.Items = append(out.Items, accessItem{Lines: []line{{
			strings.TrimRight(a.p.DateTime(c.Operation.At.In(a.loc))+" · "+c.Operation.Actor, " ·"),
			a.label(c.Entity, c.Field) + ": " + strings.Join(parts, " → "),
		}}})
	}
	return out
}
