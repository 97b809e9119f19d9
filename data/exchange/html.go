package exchange

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"net/http"
	"time"

	"dragoman/data/book"
	"dragoman/locales"
)

//go:embed html.tmpl
var pageText string

// page is the printable list of customers.
var page = template.Must(template.New("page").Parse(pageText))

// line is a labelled value of a printed card.
type line struct{ Label, Value string }

// printed is one customer as it is printed.
type printed struct {
	Name, Second string
	URL          template.URL
	Lines        []line
	Notes        []string
}

// WriteHTML writes customers as a page to print: each with what stands on the
// card, in the words of the Printer, which must be there. Text of any script
// and direction stands as it is.
func WriteHTML(ctx context.Context, w io.Writer, from Bundles, stamp time.Time, o ExportOptions) (int, error) {
	out := bufio.NewWriter(w)
	p := o.Printer
	err := page.ExecuteTemplate(out, "head", map[string]string{
		"Lang": p.Tag(), "Title": p.T("exchange.html_title", nil), "Made": p.T("exchange.html_made", locales.V{"Date": p.DateTime(stamp)}),
	})
	if err != nil {
		return 0, err
	}
	n, err := each(ctx, from, o, func(b book.Bundle) error {
		return page.ExecuteTemplate(out, "customer", print(b, o))
	})
	if err != nil {
		return n, err
	}
	if err := page.ExecuteTemplate(out, "foot", nil); err != nil {
		return n, err
	}
	return n, out.Flush()
}

// print puts the card of a customer into lines.
func print(b book.Bundle, o ExportOptions) printed {
	c, p := b.Customer, o.Printer
	out := printed{Name: c.Name.Full, Second: firstOf(c.Name.Latin, c.Name.Reading)}
	if len(c.Picture) > 0 {
		out.URL = template.URL("data:" + http.DetectContentType(c.Picture) + ";base64," + base64.StdEncoding.EncodeToString(c.Picture))
	}
	add := func(label, value string) {
		if value != "" {
			out.Lines = append(out.Lines, line{label, value})
		}
	}
	field := func(f Field, value string) { add(p.T(FieldLabel(f), nil), value) }
	for _, t := range tableTexts {
		switch t.field {
		case FieldName, FieldLatin, FieldKind, FieldExternalID, FieldNameOrder, FieldRegister:
		case FieldCountry:
			if c.Country != "" {
				field(t.field, p.Country(c.Country))
			}
		case FieldNameLanguage:
			if c.Name.Language != "" {
				field(t.field, p.Language(c.Name.Language))
			}
		default:
			field(t.field, *t.at(&c))
		}
	}
	for _, ch := range c.Channels {
		f := kindField(ch.Kind)
		if f == FieldIM {
			f = imField(ch.Kind)
		}
		label := p.T(FieldLabel(FieldIM), nil)
		if p.Has(FieldLabel(f)) {
			label = p.T(FieldLabel(f), nil)
		}
		if ch.Label != "" {
			label += " (" + ch.Label + ")"
		}
		add(label, ch.Value)
	}
	for _, d := range c.Dates {
		label := firstOf(d.Label, p.T(FieldLabel(map[book.DateKind]Field{book.Birthday: FieldBirthday, book.Anniversary: FieldAnniversary, book.OtherDate: FieldEvent}[d.Kind]), nil))
		add(label, firstOf(p.Partial(d.When), d.Raw))
	}
	for _, l := range c.Languages {
		field(FieldLanguage, p.Language(l.Tag))
	}
	for _, x := range c.Preferences {
		field(FieldPreferences, x.Text)
	}
	for _, x := range c.Custom {
		add(x.Name, x.Value)
	}
	if len(c.Tags) > 0 {
		field(FieldTags, p.List(c.Tags))
	}
	for _, n := range b.Notes {
		out.Notes = append(out.Notes, n.Text)
	}
	return out
}
