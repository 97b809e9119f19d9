package exchange

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

// bundles reads the live customers of a book.
func bundles(t testing.TB, b *book.Book) []book.Bundle {
	t.Helper()
	var out []book.Bundle
	for x, err := range b.Customers.Bundles(context.Background(), book.CustomerFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// comparable writes down what of customers a format should carry, each under
// its name, so that two books can be compared.
func comparable(t testing.TB, b *book.Book, carried func(*book.Bundle)) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, x := range bundles(t, b) {
		c := &x.Customer
		c.ID, c.Version, c.OrganisationID, c.Relations = "", 0, "", nil
		c.CreatedAt, c.UpdatedAt, c.Picture = time.Time{}, time.Time{}, pictureOnly(c.Picture)
		c.Origin.Source, c.Origin.ExternalID, c.Origin.Fingerprint = "", "", ""
		for i := range c.Channels {
			c.Channels[i].ID = ""
			if c.Channels[i].Kind != book.Email {
				c.Channels[i].Normal = "" // worked out by whoever reads
			}
		}
		for i := range c.Dates {
			c.Dates[i].ID = ""
		}
		for i := range c.Cultures {
			c.Cultures[i].ID = ""
		}
		for i := range c.Languages {
			c.Languages[i].ID = ""
		}
		for i := range c.Observances {
			c.Observances[i].ID = ""
		}
		for i := range c.Preferences {
			c.Preferences[i].ID = ""
		}
		for i := range c.Custom {
			c.Custom[i].ID = ""
		}
		c.Origin.Extra = slices.DeleteFunc(c.Origin.Extra, func(p book.Property) bool {
			return said[p.Name] || strings.HasPrefix(p.Name, "X-ALTBDAY")
		})
		if len(c.Origin.Extra) == 0 {
			c.Origin.Extra = nil
		}
		c.LastContact = c.LastContact.Truncate(time.Second)
		carried(&x)
		var notes []string
		for _, n := range x.Notes {
			notes = append(notes, n.Text)
		}
		sort.Strings(notes)
		out[c.Name.Full] = fmt.Sprintf("%+v\nnotes %q", *c, notes)
	}
	return out
}

// pictureOnly says that there is a picture: programs may store it anew.
func pictureOnly(p []byte) []byte {
	if len(p) > 0 {
		return []byte{1}
	}
	return nil
}

func sameCustomers(t *testing.T, want, got map[string]string) {
	t.Helper()
	for name, w := range want {
		g, ok := got[name]
		switch {
		case !ok:
			t.Errorf("%s is lost", name)
		case g != w:
			t.Errorf("%s is another one: %s", name, parting(w, g))
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d customers, were %d", len(got), len(want))
	}
}

// parting shows where two texts begin to differ.
func parting(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-60)
	return fmt.Sprintf("…%s… is …%s…", a[from:min(len(a), i+80)], b[from:min(len(b), i+80)])
}

// into imports a file into an empty book.
func into(t testing.TB, name, text string, o Options) *book.Book {
	t.Helper()
	ctx := context.Background()
	b := newBook(t)
	s, err := Open(ctx, name, int64(len(text)), strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	rep, err := b.Imports.Run(ctx, s.Records(ctx), book.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Failed > 0 {
		t.Errorf("%d failed: %+v", rep.Failed, rep.Failures[0].Problem)
	}
	again, err := b.Imports.Run(ctx, s.Records(ctx), book.ImportOptions{})
	if err != nil || again.Added+again.Changed > 0 {
		t.Errorf("a second time: %d new, %d changed, %v", again.Added, again.Changed, err)
	}
	return b
}

func TestCardsComeBack(t *testing.T) {
	a := lived(t)
	for _, p := range Profiles() {
		t.Run(string(p), func(t *testing.T) {
			var out bytes.Buffer
			n, err := WriteCards(context.Background(), &out, a.Customers.Bundles(context.Background(), book.CustomerFilter{}), ExportOptions{Profile: p, Sensitive: true})
			if err != nil || n == 0 {
				t.Fatal(n, err)
			}
			for i, line := range strings.Split(out.String(), "\r\n") {
				if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
					t.Errorf("line %d is %d octets long", i+1, len(line))
				}
			}
			role := func(x *book.Bundle) {
				for i := range x.Customer.Channels {
					if ch := &x.Customer.Channels[i]; p == Android {
						ch.Label = strings.ToLower(ch.Label)
					}
				}
				if x.Customer.Role == "" { // a reader takes the title for it
					x.Customer.Role = x.Customer.Address.JobTitle
				}
			}
			sameCustomers(t, comparable(t, a, role), comparable(t, into(t, "out.vcf", out.String(), Options{}), role))
		})
	}
}

// speaking gives the words of a language to an export.
func speaking(t testing.TB, tag string) ExportOptions {
	t.Helper()
	p, err := locales.New(tag, locales.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ExportOptions{Sensitive: true, Printer: p, Today: calendar.DateOf(noon)}
}

// inTables is what a table does not carry: the picture, unknown properties, and
// the order among channels of different kinds.
func inTables(x *book.Bundle) {
	at := func(c book.Channel) int { return slices.Index(countedFields, kindField(c.Kind)) }
	slices.SortStableFunc(x.Customer.Channels, func(a, b book.Channel) int { return at(a) - at(b) })
	slices.SortStableFunc(x.Customer.Dates, func(a, b book.ImportantDate) int {
		return cmp.Compare(b2i(a.Kind != book.Birthday), b2i(b.Kind != book.Birthday))
	})
	x.Customer.Picture, x.Customer.Origin.Extra = nil, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestTablesComeBack(t *testing.T) {
	a := lived(t)
	ctx := context.Background()
	for name, write := range map[string]func(*bytes.Buffer, ExportOptions) (int, error){
		"out.csv": func(w *bytes.Buffer, o ExportOptions) (int, error) {
			return WriteCSV(ctx, w, a.Customers.Bundles(ctx, book.CustomerFilter{}), o)
		},
		"out.xlsx": func(w *bytes.Buffer, o ExportOptions) (int, error) {
			return WriteXLSX(ctx, w, a.Customers.Bundles(ctx, book.CustomerFilter{}), o)
		},
	} {
		for _, l := range locales.Languages() {
			t.Run(name+" "+l.Tag, func(t *testing.T) {
				var out bytes.Buffer
				n, err := write(&out, speaking(t, l.Tag))
				if err != nil || n == 0 {
					t.Fatal(n, err)
				}
				sameCustomers(t, comparable(t, a, inTables), comparable(t, into(t, name, out.String(), Options{}), inTables))
			})
		}
	}
}

// TestFormulasAreText: what a spreadsheet would calculate is guarded and comes
// back as it was.
func TestFormulasAreText(t *testing.T) {
	for _, s := range []string{"", "x", "=1+1", "+49 30", "-", "@SUM(A1)", "\t=x", "'", "'=1", "''=1", "'quoted'", "it's"} {
		g := guarded(s)
		if g != "" && strings.IndexByte(formulaStart, g[0]) >= 0 {
			t.Errorf("%q is written as %q", s, g)
		}
		if back := unguarded(g); back != s {
			t.Errorf("%q came back as %q", s, back)
		}
	}
}
