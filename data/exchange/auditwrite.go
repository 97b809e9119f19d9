package exchange

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"dragoman/data/book"
)

// WriteAudit writes who did what as CSV, the newest first, and returns how many
// lines there are. Customers are named by their ids, so that the list says
// nothing of them to who has not the book.
func WriteAudit(ctx context.Context, w io.Writer, b *book.Book, q book.AuditQuery) (n int, err error) {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"at", "actor", "kind", "detail", "rows", "undone", "id", "customers", "more"}); err != nil {
		return 0, err
	}
	q.Limit = 1000
	for {
		p, err := b.History.Audit(ctx, q)
		if err != nil {
			return n, err
		}
		for _, h := range p.Rows {
			ids := ""
			for i, c := range h.Customers {
				if i > 0 {
					ids += ";"
				}
				ids += string(c.ID)
			}
			undone := "0"
			if h.Undone {
				undone = "1"
			}
			err := out.Write([]string{h.At.UTC().Format(time.RFC3339), h.Actor, string(h.Kind), h.Detail, strconv.Itoa(h.Operation.Rows), undone, string(h.ID), ids, strconv.Itoa(h.More)})
			if err != nil {
				return n, err
			}
			n++
		}
		if q.After = p.Next; p.Next == 0 {
			out.Flush()
			return n, out.Error()
		}
	}
}
