package exchange

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"filippo.io/age"

	"dragoman/data/book"
	"dragoman/locales"
)

// AccessOptions say how a copy of all that is kept about a customer is made.
type AccessOptions struct {
	Printer    *locales.Printer
	Passphrase string // "" leaves it readable by anybody
	// Others also writes what names other people, and what was written about
	// others and names the customer. Without it the places are named, and not
	// what stands there.
	Others bool
}

// AccessReport tells what is in a copy.
type AccessReport struct {
	Rows     int // everything that belongs to the customer
	Named    int // of these, those in which others are named
	Mentions int // what was written about others
	Files    int
	Missing  int // files whose content is not there any more
}

// Review tells what somebody has to look at before a copy is given away.
func (r AccessReport) Review() bool { return r.Named+r.Mentions > 0 }

// WriteAccess writes all that a book holds about a customer as a ZIP: a page to
// read and print, the same for programs as JSON, a vCard, and the files. With a
// passphrase the ZIP is encrypted with age.
func WriteAccess(ctx context.Context, w io.Writer, b *book.Book, id book.ID, o AccessOptions) (rep AccessReport, err error) {
	d, err := b.Customers.Dossier(ctx, id)
	if err != nil {
		return rep, err
	}
	s, err := b.Settings(ctx)
	if err != nil {
		return rep, err
	}
	plan, err := b.Loyalty.Programme(ctx)
	if err != nil {
		return rep, err
	}
	rep = AccessReport{Rows: len(d.Rows), Named: len(d.Named), Mentions: len(d.Mentions)}
	if o.Passphrase != "" {
		to, err := age.NewScryptRecipient(o.Passphrase)
		if err != nil {
			return rep, err
		}
		sealed, err := age.Encrypt(w, to)
		if err != nil {
			return rep, err
		}
		defer func() { err = errors.Join(err, sealed.Close()) }()
		w = sealed
	}
	z := zip.NewWriter(w)
	defer func() { err = errors.Join(err, z.Close()) }()
	d = withheld(d, o.Others)
	add := func(name string, write func(io.Writer) error) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: b.Now()})
		if err != nil {
			return err
		}
		return errors.Join(write(f), ctx.Err())
	}
	err = errors.Join(
		add("access.html", func(w io.Writer) error { return writeAccessPage(w, d, s, plan, b.Now(), o) }),
		add("access.json", func(w io.Writer) error { return writeAccessJSON(w, d, b.Now()) }),
		add("contact.vcf", func(w io.Writer) error {
			one := iter.Seq2[book.Bundle, error](func(yield func(book.Bundle, error) bool) { yield(d.Bundle, nil) })
			_, err := WriteCards(ctx, w, one, ExportOptions{Sensitive: true, Printer: o.Printer})
			return err
		}))
	if err != nil {
		return rep, err
	}
	return rep, addFiles(d.Files, b, add, &rep)
}

// withheld takes out what was written about others, and what of the customer
// names others, unless it is wanted: the row stays, without its words.
func withheld(d book.Dossier, others bool) book.Dossier {
	if others {
		return d
	}
	for i, m := range d.Mentions {
		d.Mentions[i] = book.Hit{Kind: m.Kind, ID: m.ID}
	}
	rows := make([]book.Row, len(d.Rows))
	hidden := map[book.ID]bool{}
	for i, r := range d.Rows {
		rows[i] = r
		if !d.Named[r.ID()] {
			continue
		}
		hidden[r.ID()] = true
		kept := map[string]any{}
		for c, v := range r.Values {
			if text, ok := v.(string); !ok || len(text) <= 40 && !strings.Contains(text, " ") && !wordy[c] {
				kept[c] = v
			}
		}
		rows[i] = book.Row{Table: r.Table, Values: kept}
	}
	d.Rows = rows
	var notes []book.Note
	for _, n := range d.Bundle.Notes {
		if !hidden[n.ID] {
			notes = append(notes, n)
		}
	}
	d.Bundle.Notes = notes
	var history []book.FieldChange
	for _, c := range d.History {
		if hidden[c.Row] {
			c.Before, c.After = "", ""
		}
		history = append(history, c)
	}
	d.History = history
	return d
}

// wordy are the columns in which people write.
var wordy = map[string]bool{
	"text": true, "title": true, "notes": true, "note": true, "present": true, "next_step": true, "name": true, "label": true,
	"subject": true, "reason": true, "cause": true, "remedy": true, "changed": true, "done": true, "wording": true,
}

// addFiles adds the files of the customer, each under a name of its own.
func addFiles(files []book.Attachment, b *book.Book, add func(string, func(io.Writer) error) error, rep *AccessReport) error {
	taken := map[string]bool{}
	for _, a := range files {
		at, err := b.Attachments.Path(a.Hash)
		if book.CodeOf(err) == book.NotFound {
			rep.Missing++
			continue
		}
		if err != nil {
			return err
		}
		base := strings.Map(func(r rune) rune {
			if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
				return '_'
			}
			return r
		}, a.Name)
		end := path.Ext(base)
		name := base
		for i := 2; taken[strings.ToLower(name)]; i++ {
			name = strings.TrimSuffix(base, end) + "-" + strconv.Itoa(i) + end
		}
		taken[strings.ToLower(name)] = true
		err = add("files/"+name, func(w io.Writer) error {
			f, err := os.Open(at)
			if err != nil {
				return err
			}
			_, err = io.Copy(w, f)
			return errors.Join(err, f.Close())
		})
		if err != nil {
			return err
		}
		rep.Files++
	}
	return nil
}

// accessFormat marks the JSON of a copy for a customer.
const accessFormat = "dragoman-access"

// accessRow is a row of the JSON.
type accessRow struct {
	jsonRow
	NamesOthers bool `json:"names_others,omitempty"`
}

// accessChange is a change of the JSON.
type accessChange struct {
	At     time.Time `json:"at"`
	By     string    `json:"by,omitempty"`
	Kind   string    `json:"kind"`
	Table  string    `json:"table"`
	Row    string    `json:"row"`
	Column string    `json:"column,omitempty"`
	Before string    `json:"before,omitempty"`
	After  string    `json:"after,omitempty"`
}

// accessMention is a place about others.
type accessMention struct {
	Kind string `json:"kind"`
	Text string `json:"text,omitempty"`
}

func writeAccessJSON(w io.Writer, d book.Dossier, at time.Time) error {
	out := struct {
		Format   string          `json:"format"`
		Version  int             `json:"version"`
		Made     time.Time       `json:"made_at"`
		Rows     []accessRow     `json:"rows"`
		History  []accessChange  `json:"history"`
		Mentions []accessMention `json:"mentions"`
	}{Format: accessFormat, Version: 1, Made: at.UTC(), Rows: []accessRow{}, History: []accessChange{}, Mentions: []accessMention{}}
	for _, r := range d.Rows {
		out.Rows = append(out.Rows, accessRow{jsonRow(r), d.Named[r.ID()]})
	}
	for _, c := range d.History {
		out.History = append(out.History, accessChange{
			c.Operation.At.UTC(), c.Operation.Actor, string(c.Operation.Kind), c.Entity, string(c.Row), c.Field, c.Before, c.After,
		})
	}
	for _, m := range d.Mentions {
		out.Mentions = append(out.Mentions, accessMention{string(m.Kind), m.Snippet})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "\t")
	return e.Encode(out)
}
