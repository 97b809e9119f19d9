package exchange

import (
	"context"
	_ "embed"
	"html/template"
	"io"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
)

//go:embed record.tmpl
var recordText string

// recordPage is the record of processing.
var recordPage = template.Must(template.New("record").Parse(recordText))

// RecordOptions are what the record says that does not stand in the book.
type RecordOptions struct {
	Printer   *locales.Printer
	Encrypted bool     // backups are
	Backups   string   // how often: "daily", "weekly", "off"
	Shared    bool     // the book is, with other computers
	Devices   []string // with which, as they are called, as far as is known
	Locked    bool     // the window is behind a passphrase
}

// WriteRecord writes the record of processing that GDPR Art. 30(1) asks for, a)
// to g) one after another, filled from what the book holds. What nobody has
// entered is left as a line to write on.
func WriteRecord(ctx context.Context, w io.Writer, b *book.Book, o RecordOptions) error {
	f, err := b.RecordFacts(ctx)
	if err != nil {
		return err
	}
	p := o.Printer
	v := accessView{
		Lang: p.Tag(), Title: p.T("rights.record_title", nil),
		Made: p.T("exchange.html_made", locales.V{"Date": p.DateTime(b.Now())}), Why: p.T("rights.record_why", nil),
		Rights: p.T("rights.record_end", nil),
	}
	r := recorder{p: p}
	v.Sections = []accessSection{
		r.who(f), r.why(), r.whose(f), r.what(f), r.recipients(o), r.abroad(o), r.howLong(f), r.measures(o), r.asked(f),
	}
	return recordPage.Execute(w, v)
}

// recorder words the record.
type recorder struct{ p *locales.Printer }

func (r recorder) section(title locales.ID, lines ...line) accessSection {
	return accessSection{Title: r.p.T(title, nil), Items: []accessItem{{Lines: lines}}}
}

// line is a labelled value, or a line to write on.
func (r recorder) line(label locales.ID, value string) line {
	if value == "" {
		value = strings.Repeat("_", 40)
	}
	return line{r.p.T(label, nil), value}
}

func (r recorder) who(f book.RecordFacts) accessSection {
	return r.section("rights.record_a", r.line("rights.record_controller", f.Settings.Company), r.line("rights.record_person", f.Settings.OwnerName),
		r.line("rights.record_contact", ""), r.line("rights.record_officer", ""))
}

func (r recorder) why() accessSection {
	return r.section("rights.record_b", line{r.p.T("rights.record_purposes", nil), r.p.T("rights.record_purposes_text", nil)}, r.line("rights.record_more", ""))
}

func (r recorder) whose(f book.RecordFacts) accessSection {
	var countries []string
	for _, c := range f.Countries {
		countries = append(countries, r.p.Country(c.Value))
	}
	return r.section("rights.record_c1", line{r.p.T("rights.record_people", nil), r.p.N("rights.record_count", f.People, nil)},
		line{r.p.T("rights.record_firms", nil), r.p.N("rights.record_count", f.Organisations, nil)},
		r.line("rights.record_countries", r.p.List(countries)))
}

// kept are the kinds of data, with the message that names each and whether it is
// of a special kind (GDPR Art. 9).
var kept = []struct {
	table   string
	id      locales.ID
	special bool
}{
	{"customer", "rights.data_name", false},
	{"channel", "rights.data_channel", false},
	{"date", "rights.data_date", false},
	{"language", "rights.data_language", false},
	{"culture", "rights.data_culture", true},
	{"observance", "rights.data_observance", true},
	{"diet", "rights.data_diet", true},
	{"relation", "rights.data_relation", false},
	{"note", "rights.data_note", false},
	{"interaction", "rights.data_interaction", false},
	{"followup", "rights.data_followup", false},
	{"purchase", "rights.data_purchase", false},
	{"case_", "rights.data_case", false},
	{"rating", "rights.data_rating", false},
	{"attachment", "rights.data_attachment", false},
	{"picture", "rights.data_picture", false},
}

func (r recorder) what(f book.RecordFacts) accessSection {
	out := r.section("rights.record_c2")
	for _, k := range kept {
		n := f.Rows[k.table]
		if n == 0 {
			continue
		}
		value := r.p.N("rights.record_count", n, nil)
		if k.special {
			value += " · " + r.p.T("rights.record_special", nil)
		}
		out.Items[0].Lines = append(out.Items[0].Lines, line{r.p.T(k.id, nil), value})
	}
	return out
}

func (r recorder) recipients(o RecordOptions) accessSection {
	shared := r.p.T("rights.record_nobody", nil)
	if o.Shared {
		shared = r.p.T("rights.record_devices", nil)
		if len(o.Devices) > 0 {
			shared += ": " + r.p.List(o.Devices)
		}
	}
	return r.section("rights.record_d", line{r.p.T("rights.record_shared", nil), shared}, r.line("rights.record_more", ""))
}

func (r recorder) abroad(o RecordOptions) accessSection {
	if !o.Shared {
		return r.section("rights.record_e", line{r.p.T("rights.record_abroad", nil), r.p.T("rights.record_local", nil)})
	}
	return r.section("rights.record_e", r.line("rights.record_abroad", ""))
}

func (r recorder) howLong(f book.RecordFacts) accessSection {
	out := r.section("rights.record_f")
	add := func(label locales.ID, value string) {
		out.Items[0].Lines = append(out.Items[0].Lines, line{r.p.T(label, nil), value})
	}
	for _, x := range f.Rules {
		who := r.p.T("rights.rule_all", nil)
		switch x.Kind {
		case book.Person:
			who = r.p.T("rights.rule_people", nil)
		case book.Organisation:
			who = r.p.T("rights.rule_firms", nil)
		}
		if name := f.Segments[x.Segment]; name != "" {
			who += " · " + name
		}
		out.Items[0].Lines = append(out.Items[0].Lines, line{who, r.p.N("rights.rule_years", x.Years, nil)})
	}
	if len(f.Rules) == 0 {
		out.Items[0].Lines = append(out.Items[0].Lines, r.line("rights.record_period", ""))
	}
	add("rights.record_trash", r.p.N("rights.record_days", book.TrashDays, nil))
	return out
}

func (r recorder) measures(o RecordOptions) accessSection {
	text := func(yes bool, a, b locales.ID) string {
		if yes {
			return r.p.T(a, nil)
		}
		return r.p.T(b, nil)
	}
	every := map[string]locales.ID{"weekly": "rights.record_weekly", "off": "rights.record_off"}[o.Backups]
	if every == "" {
		every = "rights.record_daily"
	}
	return r.section("rights.record_g",
		line{r.p.T("rights.record_backups", nil), r.p.T(every, nil) + " · " + text(o.Encrypted, "rights.record_encrypted", "rights.record_plain")},
		line{r.p.T("rights.record_lock", nil), text(o.Locked, "rights.record_on", "rights.record_off")},
		line{r.p.T("rights.record_log", nil), r.p.T("rights.record_log_text", nil)},
		line{r.p.T("rights.record_erasure", nil), r.p.T("rights.record_erasure_text", nil)},
		r.line("rights.record_more", ""))
}

func (r recorder) asked(f book.RecordFacts) accessSection {
	out := r.section("rights.record_asked")
	for _, k := range book.PetitionKinds() {
		if n := f.Petitions[k]; n > 0 {
			out.Items[0].Lines = append(out.Items[0].Lines, line{r.p.T(locales.ID("rights.kind_"+string(k)), nil), r.p.N("rights.record_count", n, nil)})
		}
	}
	out.Items[0].Lines = append(out.Items[0].Lines, line{r.p.T("rights.record_late", nil), r.p.N("rights.record_count", f.Late, nil)},
		line{r.p.T("rights.record_erased", nil), r.p.N("rights.record_count", f.Erasures, nil)})
	return out
}
