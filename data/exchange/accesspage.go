package exchange

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
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

func writeAccessPage(w io.Writer, d book.Dossier, s book.Settings, at time.Time, o AccessOptions) error {
	p := o.Printer
	loc := time.Local
	if s.HomeZone != "" {
		if l, err := time.LoadLocation(s.HomeZone); err == nil {
			loc = l
		}
	}
	a := accessWriter{p: p, loc: loc, others: d.Others}
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
	p      *locales.Printer
	loc    *time.Location
	others map[book.ID]string
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
}

// label names a column.
func (a accessWriter) label(table, column string) string {
	for _, id := range []locales.ID{locales.ID("customers.field_" + table + "_" + column), locales.ID("rights.column_" + column)} {
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
		if text := a.value(table, c, values[c]); text != "" {
			out.Lines = append(out.Lines, line{a.label(table, c), text})
		}
	}
	for _, name := range slices.Sorted(keysOf(parts)) {
		for _, part := range parts[name] {
			for _, l := range a.item(name, part, nil, false).Lines {
				out.Lines = append(out.Lines, line{a.table(name) + ": " + l.Label, l.Value})
			}
		}
	}
	return out
}

// value writes a stored value for people: days and instants as dates, codes as
// words where they have one, ids as the name of whom they mean.
func (a accessWriter) value(table, column string, v any) string {
	text := fmt.Sprint(v)
	if name, ok := a.others[book.ID(text)]; ok {
		return name
	}
	if d, err := calendar.ParseDate(text); err == nil {
		return a.p.Date(d)
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return a.p.DateTime(t.In(a.loc))
	}
	switch {
	case column == "country":
		return a.p.Country(text)
	case column == "currency":
		return a.p.Currency(text)
	case table == "language" && column == "tag" || column == "name_language" || column == "language":
		return a.p.Language(text)
	case column == "calendar":
		return a.p.CalendarName(calendar.ID(text))
	case truths[column]:
		return a.p.T("common.yes", nil)
	}
	for _, prefix := range codeWords[table+"_"+column] {
		if id := locales.ID(prefix + strings.ReplaceAll(text, ".", "_")); a.p.Has(id) {
			return a.p.T(id, nil)
		}
	}
	return text
}

// truths are the columns that say yes.
var truths = map[string]bool{"preferred": true, "leap": true, "aside": true, "extended": true}

// codeWords are the beginnings of the messages that name codes.
var codeWords = map[string][]string{
	"customer_kind": {"customers.kind_"}, "customer_name_order": {"customers.order_"}, "customer_register": {"customers.register_"},
	"channel_kind": {"customers.channel_"}, "channel_consent": {"customers.consent_"}, "language_level": {"customers.level_"},
	"date_kind": {"customers.date_"}, "preference_kind": {"customers.preference_"}, "relation_kind": {"customers.relation_"},
	"interaction_kind": {"touch."}, "interaction_direction": {"customers.direction_"},
	"followup_kind": {"followups.kind_"}, "case__kind": {"service.kind_"}, "case__state": {"service.state_"},
	"case__seriousness": {"service.serious_"}, "petition_kind": {"rights.kind_"}, "petition_law": {"rights.law_"},
	"petition_channel": {"rights.channel_"}, "petition_outcome": {"rights.outcome_"}, "interaction_outcome": {"touch.outcome_"}, "interaction_mood": {"touch.mood_"},
	"consent_state": {"privacy.state_"}, "consent_purpose": {"privacy.purpose_"}, "consent_source": {"privacy.source_"},
	"rating_what": {"customers.rating_"},
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
				x = a.value(c.Entity, c.Field, x)
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
