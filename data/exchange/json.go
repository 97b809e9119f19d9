package exchange

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"dragoman/data/book"
)

// The whole book as JSON: one object with the format, its version, when it was
// made, and the rows, one a line, each with its table, its values and its
// parts. All that the book keeps is in it but the history.

// bookFormat marks our own JSON; bookVersion counts its forms. A reader takes
// every version up to its own and says so of a newer one.
const (
	bookFormat  = "dragoman-book"
	bookVersion = 1
)

type jsonRow struct {
	Table  string                      `json:"table"`
	Values map[string]any              `json:"values"`
	Parts  map[string][]map[string]any `json:"parts,omitempty"`
}

// WriteBook writes the rows of a book and returns how many customers are among
// them.
func WriteBook(w io.Writer, rows iter.Seq2[book.Row, error], at time.Time) (customers int, err error) {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "{\"format\":%q,\"version\":%d,\"made_at\":%q,\"rows\":[", bookFormat, bookVersion, at.UTC().Format(time.RFC3339))
	n := 0
	for r, err := range rows {
		if err != nil {
			return customers, err
		}
		line, err := json.Marshal(jsonRow(r))
		if err != nil {
			return customers, fmt.Errorf("write a row of %s: %w", r.Table, err)
		}
		sep := ",\n"
		if n == 0 {
			sep = "\n"
		}
		if _, err := out.WriteString(sep); err != nil {
			return customers, err
		}
		if _, err := out.Write(line); err != nil {
			return customers, err
		}
		n++
		if r.Table == "customer" {
			customers++
		}
	}
	if _, err := out.WriteString("\n]}\n"); err != nil {
		return customers, err
	}
	return customers, out.Flush()
}

// looksLikeBook reports whether a text begins as WriteBook begins.
func looksLikeBook(text string) bool {
	head := strings.Join(strings.Fields(text[:min(len(text), 200)]), "")
	return strings.HasPrefix(head, `{"format":"`+bookFormat+`"`)
}

// readBook yields the rows of our own JSON. The sequence ends at the first
// fault of the file: what stood before it has been yielded.
func readBook(r io.Reader) iter.Seq2[book.Row, error] {
	return func(yield func(book.Row, error) bool) {
		d := json.NewDecoder(r)
		d.UseNumber()
		if err := toRows(d); err != nil {
			yield(book.Row{}, err)
			return
		}
		for d.More() {
			var j jsonRow
			if err := d.Decode(&j); err != nil {
				yield(book.Row{}, readError(cutShort(err)))
				return
			}
			wholeNumbers(j.Values)
			for _, part := range j.Parts {
				for _, v := range part {
					wholeNumbers(v)
				}
			}
			said := consentRows(book.Row(j))
			if !yield(book.Row(j), nil) {
				return
			}
			for _, r := range said {
				if !yield(r, nil) {
					return
				}
			}
		}
		if _, err := d.Token(); err != nil {
			yield(book.Row{}, readError(cutShort(err)))
		}
	}
}

// cutShort names a file that ends too early.
func cutShort(err error) error {
	if e := (*book.Error)(nil); errors.As(err, &e) {
		return err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return unsupported(DetailCut)
	}
	return &book.Error{Op: op, Code: book.Unsupported, Detail: DetailJSON, Err: err}
}

// toRows goes to the list of rows and refuses what a newer program wrote.
func toRows(d *json.Decoder) error {
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return unsupported(DetailJSON)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return cutShort(err)
		}
		switch key {
		case "rows":
			if t, err := d.Token(); err != nil || t != json.Delim('[') {
				return unsupported(DetailJSON)
			}
			return nil
		case "version":
			var n int
			if err := d.Decode(&n); err != nil || n < 1 {
				return unsupported(DetailJSON)
			}
			if n > bookVersion {
				return &book.Error{Op: op, Code: book.NewerVersion}
			}
		default:
			var skip json.RawMessage
			if err := d.Decode(&skip); err != nil {
				return cutShort(err)
			}
		}
	}
	return unsupported(DetailJSON)
}

// wholeNumbers makes numbers of the book's kind of those that were read. A
// fraction stays what it is, and the book refuses its row.
func wholeNumbers(values map[string]any) {
	for k, v := range values {
		if n, ok := v.(json.Number); ok {
			if i, err := n.Int64(); err == nil {
				values[k] = i
			}
		}
	}
}
