package exchange

import (
	"context"
	"iter"
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

// ExportOptions say what of the customers is written, and in whose words:
// without a Printer the headings of tables are codes.
type ExportOptions struct {
	Profile   Profile // of a vCard; "" is V4
	Fields    []Field // of a table, in this order; nil is all that any customer has
	Sensitive bool    // also observances, diet and what else is sensitive
	Printer   *locales.Printer
	Today     calendar.Date // from which days that return are counted; iCalendar and HTML
	Plain     bool          // a CSV for programs: without a byte order mark
	Progress  func(done int)
}

// Profile is the program for which a vCard is written.
type Profile string

// The profiles.
const (
	V4      Profile = "v4"      // vCard 4.0 by RFC 6350 and RFC 9554
	IPhone  Profile = "iphone"  // vCard 3.0 with Apple's labels and dates
	Android Profile = "android" // vCard 3.0 as Android writes it
)

// Profiles lists them in the order in which they are offered.
func Profiles() []Profile { return []Profile{V4, IPhone, Android} }

// Bundles are the customers to write, each with all that belongs to it.
type Bundles = iter.Seq2[book.Bundle, error]

// withoutSensitive takes out what is only written when somebody asks for it:
// observances, with the basis on which they are kept, diet, health and the
// fields that were marked.
func withoutSensitive(c book.Customer) book.Customer {
	c.Observances = nil
	var kept []book.Preference
	for _, p := range c.Preferences {
		if !p.Kind.Sensitive() {
			kept = append(kept, p)
		}
	}
	c.Preferences = kept
	c.Custom = slices.DeleteFunc(slices.Clone(c.Custom), func(x book.CustomField) bool { return x.Sensitive })
	return c
}

// each walks the bundles, prepares each as the options say and tells how many
// are done.
func each(ctx context.Context, from Bundles, o ExportOptions, do func(book.Bundle) error) (n int, err error) {
	for b, err := range from {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return n, err
		}
		if !o.Sensitive {
			b.Customer = withoutSensitive(b.Customer)
		}
		if err := do(b); err != nil {
			return n, err
		}
		if n++; o.Progress != nil {
			o.Progress(n)
		}
	}
	return n, nil
}
