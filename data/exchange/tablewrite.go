package exchange

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"

	"github.com/xuri/excelize/v2"
)

// column is one column of a table that is written. A cell is a string, an int,
// a calendar.Date or a time.Time.
type column struct {
	field  Field
	header string
	cell   func(*book.Bundle) any
}

// sheet is the form of a table: which columns it has, found by looking through
// all customers once.
type sheet struct {
	o       ExportOptions
	counts  map[Field]int // of phones, mails, …
	used    map[Field]bool
	columns []column
	written int // rows
}

// countedFields are those of which a customer may have several, each with
// columns of its own.
var countedFields = []Field{FieldPhone, FieldEmail, FieldIM, FieldAddress, FieldWeb, FieldEvent, FieldCustom}

// kindField is the field of a channel.
func kindField(k book.ChannelKind) Field {
	switch k {
	case book.Phone:
		return FieldPhone
	case book.Email:
		return FieldEmail
	case book.Postal:
		return FieldAddress
	case book.Web:
		return FieldWeb
	}
	return FieldIM
}

// newSheet looks through the customers and settles the columns.
func newSheet(ctx context.Context, from Bundles, o ExportOptions) (*sheet, error) {
	s := &sheet{o: o, counts: map[Field]int{}, used: map[Field]bool{FieldName: true, FieldKind: true}}
	quiet := o
	quiet.Progress = nil
	if _, err := each(ctx, from, quiet, func(b book.Bundle) error { s.look(&b); return nil }); err != nil {
		return nil, err
	}
	s.settle()
	return s, nil
}

// look notes what a customer has.
func (s *sheet) look(b *book.Bundle) {
	c := &b.Customer
	for _, t := range tableTexts {
		s.used[t.field] = s.used[t.field] || *t.at(c) != ""
	}
	for _, l := range tableLists {
		s.used[l.field] = s.used[l.field] || len(l.write(b)) > 0
	}
	n := map[Field]int{FieldCustom: len(c.Custom)}
	for _, ch := range c.Channels {
		n[kindField(ch.Kind)]++
	}
	for _, d := range c.Dates {
		switch d.Kind {
		case book.Birthday:
			s.used[FieldBirthday] = true
		default:
			n[FieldEvent]++
		}
	}
	for f, k := range n {
		s.counts[f] = max(s.counts[f], k)
		s.used[f] = s.used[f] || k > 0
	}
	s.used[FieldLanguage] = s.used[FieldLanguage] || len(c.Languages) > 0
	s.used[FieldTags] = s.used[FieldTags] || len(c.Tags) > 0
	s.used[FieldNotes] = s.used[FieldNotes] || len(b.Notes) > 0
	s.used[FieldLastContact] = s.used[FieldLastContact] || !c.LastContact.IsZero()
}

// settle makes the columns in their order: those that were asked for, else
// all that are used.
func (s *sheet) settle() {
	want := s.o.Fields
	if want == nil {
		for _, f := range writable() {
			if s.used[f] {
				want = append(want, f)
			}
		}
	}
	for _, f := range want {
		if slices.Contains(countedFields, f) {
			for i := range max(s.counts[f], 1) {
				s.numbered(f, i)
			}
			continue
		}
		if cell := cellOf(f, s.o.Sensitive); cell != nil {
			s.columns = append(s.columns, column{f, s.label(f), cell})
		}
	}
}

// writable lists the fields that a table can be written with, in order.
func writable() []Field {
	var out []Field
	for _, t := range tableTexts {
		out = append(out, t.field)
	}
	out = append(out, FieldBirthday)
	out = append(out, countedFields...)
	out = append(out, FieldLanguage, FieldTags)
	for _, l := range tableLists {
		out = append(out, l.field)
	}
	return append(out, FieldLastContact, FieldNotes)
}

// Writable lists the fields of which a user may choose those to write.
func Writable() []Field { return writable() }

// Sensitive reports whether a field is only written when somebody asks for it.
func Sensitive(f Field) bool {
	return slices.ContainsFunc(tableLists, func(l tableList) bool { return l.field == f && l.sensitive })
}

func (s *sheet) label(f Field) string {
	if s.o.Printer == nil {
		return string(f)
	}
	return s.o.Printer.T(FieldLabel(f), nil)
}

// numbered adds the columns of the i-th channel, date or field of one's own:
// what it is called, the value, and what was said about it.
func (s *sheet) numbered(f Field, i int) {
	name := s.label(f) + " " + strconv.Itoa(i+1)
	part := func(p string) string {
		if s.o.Printer == nil {
			return name + " " + p
		}
		return name + " " + s.o.Printer.T(partLabels[p], nil)
	}
	add := func(header string, cell func(*book.Bundle) any) {
		s.columns = append(s.columns, column{f, header, cell})
	}
	switch f {
	case FieldEvent:
		event := func(b *book.Bundle) *book.ImportantDate {
			return nth(b.Customer.Dates, i, func(d book.ImportantDate) bool { return d.Kind != book.Birthday })
		}
		add(part("label"), func(b *book.Bundle) any {
			d := event(b)
			switch {
			case d == nil:
				return ""
			case d.Kind == book.Anniversary:
				return "anniversary"
			}
			return firstOf(d.Label, string(d.Kind))
		})
		add(name, func(b *book.Bundle) any {
			if d := event(b); d != nil {
				return dateCell(*d)
			}
			return ""
		})
	case FieldCustom:
		custom := func(b *book.Bundle) *book.CustomField {
			return nth(b.Customer.Custom, i, func(book.CustomField) bool { return true })
		}
		add(part("label"), func(b *book.Bundle) any { return orEmpty(custom(b), func(c book.CustomField) string { return c.Name }) })
		add(name, func(b *book.Bundle) any {
			return orEmpty(custom(b), func(c book.CustomField) string { return c.Value })
		})
	default:
		channel := func(b *book.Bundle) *book.Channel {
			return nth(b.Customer.Channels, i, func(c book.Channel) bool { return kindField(c.Kind) == f })
		}
		if f == FieldIM {
			add(part("service"), func(b *book.Bundle) any {
				return orEmpty(channel(b), func(c book.Channel) string { return string(c.Kind) })
			})
		}
		add(part("label"), func(b *book.Bundle) any { return orEmpty(channel(b), channelLabel) })
		value := name
		if f == FieldAddress {
			value = part("formatted") // "Address 1" is the street to other programs
		}
		add(value, func(b *book.Bundle) any { return orEmpty(channel(b), func(c book.Channel) string { return c.Value }) })
	}
}

// channelLabel marks the preferred channel with a star, as Google does.
func channelLabel(c book.Channel) string {
	if c.Preferred {
		return strings.TrimSpace("* " + c.Label)
	}
	return c.Label
}

// nth finds the i-th of those that are wanted, or nil.
func nth[T any](list []T, i int, wanted func(T) bool) *T {
	for k := range list {
		if wanted(list[k]) {
			if i == 0 {
				return &list[k]
			}
			i--
		}
	}
	return nil
}

func orEmpty[T any](v *T, text func(T) string) string {
	if v == nil {
		return ""
	}
	return text(*v)
}

// dateCell is a real date where there is one.
func dateCell(d book.ImportantDate) any {
	if p := d.When; p.Calendar == calendar.Gregorian && p.Year > 1900 && p.Month > 0 && p.Day > 0 {
		return calendar.NewDate(p.Year, time.Month(p.Month), p.Day)
	}
	return writeDate(d)
}

// cellOf is what stands in the single column of a field.
func cellOf(f Field, sensitive bool) func(*book.Bundle) any {
	for _, t := range tableTexts {
		if t.field == f {
			return func(b *book.Bundle) any { return *t.at(&b.Customer) }
		}
	}
	for _, l := range tableLists {
		if l.field == f && (sensitive || !l.sensitive) {
			return func(b *book.Bundle) any { return strings.Join(l.write(b), listSep) }
		}
	}
	switch f {
	case FieldBirthday:
		return func(b *book.Bundle) any {
			if d := nth(b.Customer.Dates, 0, func(d book.ImportantDate) bool { return d.Kind == book.Birthday }); d != nil {
				return dateCell(*d)
			}
			return ""
		}
	case FieldLanguage:
		return func(b *book.Bundle) any {
			var list []string
			for _, l := range b.Customer.Languages {
				list = append(list, join(l.Tag, string(l.Level)))
			}
			return strings.Join(list, listSep)
		}
	case FieldTags:
		return func(b *book.Bundle) any { return strings.Join(b.Customer.Tags, listSep) }
	case FieldNotes:
		return func(b *book.Bundle) any {
			var list []string
			for _, n := range b.Notes {
				list = append(list, n.Text)
			}
			return strings.Join(list, "\n\n")
		}
	case FieldLastContact:
		return func(b *book.Bundle) any { return b.Customer.LastContact }
	}
	return nil
}

// WriteCSV writes customers as a table for Excel and everything else: UTF-8
// with a byte order mark, and with an apostrophe before what Excel would take
// for a formula. Our own reader takes it off again. from is walked twice, first
// to know the columns.
func WriteCSV(ctx context.Context, w io.Writer, from Bundles, o ExportOptions) (int, error) {
	s, err := newSheet(ctx, from, o)
	if err != nil {
		return 0, err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	if !o.Plain {
		if _, err := out.WriteString("\ufeff"); err != nil {
			return 0, err
		}
	}
	c := csv.NewWriter(out)
	c.UseCRLF = true
	row := make([]string, len(s.columns))
	for i, col := range s.columns {
		row[i] = guarded(col.header)
	}
	if err := c.Write(row); err != nil {
		return 0, err
	}
	n, err := each(ctx, from, o, func(b book.Bundle) error {
		for i, col := range s.columns {
			row[i] = guarded(cellText(col.cell(&b)))
		}
		return c.Write(row)
	})
	if err != nil {
		return n, err
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return n, err
	}
	return n, out.Flush()
}

func cellText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.UTC().Format(time.RFC3339)
	}
	return fmt.Sprint(v)
}

// formulaStart are the characters with which a cell becomes a formula.
const formulaStart = "=+-@\t\r"

// guarded puts an apostrophe before what a spreadsheet would calculate.
func guarded(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != "" && strings.IndexByte(formulaStart, rest[0]) >= 0 {
		return "'" + s
	}
	return s
}

// unguarded takes the apostrophe off.
func unguarded(s string) string {
	if rest := strings.TrimLeft(s, "'"); len(rest) < len(s) && rest != "" && strings.IndexByte(formulaStart, rest[0]) >= 0 {
		return s[1:]
	}
	return s
}

// WriteXLSX writes customers as a workbook, with real dates. from is walked
// twice.
func WriteXLSX(ctx context.Context, w io.Writer, from Bundles, o ExportOptions) (n int, err error) {
	s, err := newSheet(ctx, from, o)
	if err != nil {
		return 0, err
	}
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	out, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return 0, err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return 0, err
	}
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return 0, err
	}
	instant, err := f.NewStyle(&excelize.Style{NumFmt: 22})
	if err != nil {
		return 0, err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return 0, err
	}
	row := make([]any, len(s.columns))
	for i, col := range s.columns {
		row[i] = excelize.Cell{StyleID: bold, Value: col.header}
	}
	if err := out.SetRow("A1", row); err != nil {
		return 0, err
	}
	n, err = each(ctx, from, o, func(b book.Bundle) error {
		for i, col := range s.columns {
			row[i] = sheetCell(col.cell(&b), day, instant)
		}
		cell, err := excelize.CoordinatesToCellName(1, s.written+2)
		if err != nil {
			return err
		}
		s.written++
		return out.SetRow(cell, row)
	})
	if err != nil {
		return n, err
	}
	if err := out.Flush(); err != nil {
		return n, err
	}
	return n, f.Write(w)
}

// sheetCell gives dates their form; an empty text is no cell.
func sheetCell(v any, day, instant int) any {
	switch v := v.(type) {
	case string:
		if v == "" {
			return nil
		}
		return cutCell(v)
	case calendar.Date:
		return excelize.Cell{StyleID: day, Value: v.In(time.UTC, 0, 0)}
	case time.Time:
		if v.IsZero() {
			return nil
		}
		return excelize.Cell{StyleID: instant, Value: v.UTC()}
	}
	return v
}

// mostCell is how many characters a cell of Excel takes.
const mostCell = 32767

func cutCell(s string) string {
	if len(s) <= mostCell {
		return s
	}
	return string([]rune(s)[:min(len([]rune(s)), mostCell)])
}
