package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"dragoman/locales"
)

// table writes rows under a header as CSV, or as a list of JSON objects with
// the header's names. The writer gets every row as it comes.
type table struct {
	header []string
	format string
	csv    *csv.Writer
	w      io.Writer
	rows   int
}

// newTable begins a table; format is csv or json.
func (c *call) newTable(format string, header ...string) (*table, error) {
	t := &table{header: header, format: format, w: c.out}
	switch format {
	case "csv":
		t.csv = csv.NewWriter(c.out)
		return t, t.csv.Write(header)
	case "json":
		_, err := io.WriteString(c.out, "[")
		return t, err
	}
	return nil, &wrongCall{"ctl.unknown_format", locales.V{"Format": format}}
}

// add writes one row; JSON keeps the type of numbers and truth values.
func (t *table) add(cells ...any) error {
	t.rows++
	if t.csv != nil {
		row := make([]string, len(cells))
		for i, c := range cells {
			row[i] = text(c)
		}
		return t.csv.Write(row)
	}
	sep := ",\n"
	if t.rows == 1 {
		sep = "\n"
	}
	if _, err := io.WriteString(t.w, sep+"{"); err != nil {
		return err
	}
	for i, c := range cells {
		v, err := json.Marshal(c)
		if err != nil {
			return err
		}
		sep := ","
		if i == 0 {
			sep = ""
		}
		if _, err := fmt.Fprintf(t.w, "%s%q:%s", sep, t.header[i], v); err != nil {
			return err
		}
	}
	_, err := io.WriteString(t.w, "}")
	return err
}

// close ends the table.
func (t *table) close() error {
	if t.csv != nil {
		t.csv.Flush()
		return t.csv.Error()
	}
	_, err := io.WriteString(t.w, "\n]\n")
	return err
}

// text writes a cell of a CSV: truth values as 1 and 0.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "1"
		}
		return "0"
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.UTC().Format(time.RFC3339)
	}
	return fmt.Sprint(v)
}

// writeJSON writes one value.
func (c *call) writeJSON(v any) error {
	e := json.NewEncoder(c.out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// progress returns a function that shows a count on a terminal, a few times a
// second, and one that clears it. Elsewhere both do nothing.
func (c *call) progress(id locales.ID) (step func(n int), clear func()) {
	f, ok := c.words.(*os.File)
	if !ok {
		return func(int) {}, func() {}
	}
	if st, err := f.Stat(); err != nil || st.Mode()&os.ModeCharDevice == 0 {
		return func(int) {}, func() {}
	}
	var last time.Time
	return func(n int) {
			if time.Since(last) < 200*time.Millisecond {
				return
			}
			last = time.Now()
			fmt.Fprintf(f, "\r\033[K%s", c.p.N(id, n, nil))
		}, func() {
			if !last.IsZero() {
				fmt.Fprint(f, "\r\033[K")
			}
		}
}
