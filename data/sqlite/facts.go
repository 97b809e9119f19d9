package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Whole columns are read customer by customer, joined to one text in SQLite:
// stepping over a hundred thousand rows costs half of what a million does.

// ofThese narrows a query to customers, or not.
func ofThese(column string, of []book.ID) (where string, args []any) {
	if of == nil {
		return "", nil
	}
	texts := make([]string, len(of))
	for i, id := range of {
		texts[i] = string(id)
	}
	return " AND " + column + inList, []any{idList(texts)}
}

// CustomerFacts implements book.Reader.
func (r reader) CustomerFacts(ctx context.Context, of []book.ID, each func(book.CustomerFact) error) error {
	_, err := ask(ctx, r, "store.facts", func(s *session) (struct{}, error) {
		cultures, err := culturesByRow(ctx, s, of)
		if err != nil {
			return struct{}{}, err
		}
		where, args := ofThese("c.id", of)
		days, same := dayCache{}, map[string]string{}
		return struct{}{}, s.each(ctx, `SELECT c.n, c.id, coalesce(c.country, '') || ';' || substr(c.created_at, 1, 10) || ';' ||
			coalesce(substr(c.contact_told, 1, 10), '') || ';' || c.cadence_ideal || ';' || c.cadence_long || ';' || c.owner
			FROM customer c WHERE c.trashed_at IS NULL`+where+" ORDER BY c.n", args, func(scan func(...any) error) error {
			var n int64
			var id string
			var text sql.RawBytes
			if err := scan(&n, &id, &text); err != nil {
				return err
			}
			f := book.CustomerFact{ID: book.ID(id), Cultures: cultures[n]}
			part := func() (one []byte) {
				one, text, _ = bytes.Cut(text, []byte{';'})
				return one
			}
			f.Country = once(same, part())
			f.Since, f.Told = days.of(part()), days.of(part())
			f.Cadence.Ideal, f.Cadence.Longest = digits(part()), digits(part())
			f.Owner = once(same, text)
			return each(f)
		})
	})
	return err
}

// digits reads a whole number of few digits.
func digits(text []byte) int {
	n, err := strconv.Atoi(string(text))
	if err != nil { // the column holds whole numbers only
		return 0
	}
	return n
}

// culturesByRow are the stated cultures by the row of the customer, in the order
// of the index that has all of it. Customers of one culture share the list.
func culturesByRow(ctx context.Context, s *session, of []book.ID) (map[int64][]string, error) {
	where, args := ofThese("customer", of)
	out, single := map[int64][]string{}, map[string][]string{}
	err := s.each(ctx, "SELECT n, culture FROM culture WHERE 1"+where, args, func(scan func(...any) error) error {
		var n int64
		var text sql.RawBytes
		if err := scan(&n, &text); err != nil {
			return err
		}
		list, ok := single[string(text)]
		if !ok {
			list = []string{string(text)}
			single[list[0]] = list[:1:1] // what is appended goes to a list of its own
		}
		if had := out[n]; had != nil {
			list = append(had[:len(had):len(had)], list[0])
		}
		out[n] = list
		return nil
	})
	return out, err
}

// SaleFacts implements book.Reader. The index purchase_worth has all of it, in
// this order.
func (r reader) SaleFacts(ctx context.Context, of []book.ID, each func(book.ID, []book.SaleFact) error) error {
	_, err := ask(ctx, r, "store.facts", func(s *session) (struct{}, error) {
		where, args := ofThese("customer", of)
		days, kept := dayCache{}, pool[book.SaleFact]{}
		return struct{}{}, s.each(ctx, `SELECT customer, group_concat(day || ' ' || counts || ' ' || coalesce(base, '') || ' ' || coalesce(base_cost, ''), ';')
			FROM purchase WHERE counts <> 0 AND trashed_at IS NULL`+where+" GROUP BY customer", args, func(scan func(...any) error) error {
			var id string
			var text sql.RawBytes
			if err := scan(&id, &text); err != nil {
				return err
			}
			from := kept.mark()
			for piece := range strings.SplitSeq(string(text), ";") {
				kept.add(saleOf(days, piece))
			}
			return each(book.ID(id), kept.since(from))
		})
	})
	return err
}

// saleOf reads day, sign, amount and cost.
func saleOf(days dayCache, text string) book.SaleFact {
	var f book.SaleFact
	day, rest, _ := strings.Cut(text, " ")
	sign, rest, _ := strings.Cut(rest, " ")
	amount, cost, _ := strings.Cut(rest, " ")
	f.On, f.Return = days.of([]byte(day)), strings.HasPrefix(sign, "-")
	var err error
	f.Amount, err = strconv.ParseInt(amount, 10, 64)
	f.Rated = err == nil
	f.Cost, err = strconv.ParseInt(cost, 10, 64)
	f.Costed = err == nil
	return f
}

// TouchFacts implements book.Reader. The index interaction_of_customer has all
// of it, in this order.
func (r reader) TouchFacts(ctx context.Context, of []book.ID, each func(book.ID, []calendar.Date) error) error {
	_, err := ask(ctx, r, "store.facts", func(s *session) (struct{}, error) {
		where, args := ofThese("customer", of)
		days, kept := dayCache{}, pool[calendar.Date]{}
		return struct{}{}, s.each(ctx, `SELECT customer, group_concat(substr(at, 1, 10), '')
			FROM interaction WHERE trashed_at IS NULL AND aside = 0`+where+" GROUP BY customer", args, func(scan func(...any) error) error {
			var id string
			var text sql.RawBytes
			if err := scan(&id, &text); err != nil {
				return err
			}
			from := kept.mark()
			for ; len(text) >= dayLength; text = text[dayLength:] {
				kept.add(days.of(text[:dayLength]))
			}
			return each(book.ID(id), kept.since(from))
		})
	})
	return err
}

// GreetingFacts implements book.Reader.
func (r reader) GreetingFacts(ctx context.Context, of []book.ID) ([]book.GreetingFact, error) {
	return ask(ctx, r, "store.facts", func(s *session) ([]book.GreetingFact, error) {
		where, args := ofThese("customer", of)
		if of != nil {
			where = " AND (customer IS NULL OR" + strings.TrimPrefix(where, " AND") + ")"
		}
		letters, more := ofThese("r.customer", of)
		rows, err := s.values(ctx, 4, `SELECT customer, holiday, due, done_at FROM followup
			WHERE holiday <> '' AND due IS NOT NULL AND trashed_at IS NULL`+where+`
			UNION ALL SELECT r.customer, c.holiday, coalesce(c.day, r.day), r.sent_at FROM recipient r JOIN campaign c ON c.id = r.campaign
			WHERE c.kind = 'greeting' AND coalesce(c.day, r.day) IS NOT NULL AND c.trashed_at IS NULL AND r.state IN ('waiting', 'sent')`+letters, append(args, more...)...)
		out := make([]book.GreetingFact, len(rows))
		for i, row := range rows {
			id, _ := row[0].(string)
			out[i].Holiday, _ = row[1].(string)
			out[i].Customer, out[i].Due, out[i].Done = book.ID(id), dayOf(row[2]), instantOf(row[3])
		}
		return out, err
	})
}

// CaseFacts implements book.Reader.
func (r reader) CaseFacts(ctx context.Context, of []book.ID) ([]book.CaseFact, error) {
	return ask(ctx, r, "store.facts", func(s *session) ([]book.CaseFact, error) {
		where, args := ofThese("customer", of)
		var out []book.CaseFact
		same := map[string]string{}
		err := s.each(ctx, `SELECT customer, kind = 'complaint', received_at, replied_at IS NOT NULL, solved_at IS NOT NULL,
			reply_target, reply_took, solve_target, solve_took, cause, confirmed_at IS NOT NULL
			FROM case_ WHERE trashed_at IS NULL AND state <> 'dismissed'`+where+" ORDER BY received_at, id", args, func(scan func(...any) error) error {
			var c book.CaseFact
			var received string
			var cause sql.RawBytes
			err := scan(&c.Customer, &c.Complaint, &received, &c.Replied, &c.Solved, &c.ReplyTarget, &c.ReplyTook,
				&c.SolveTarget, &c.SolveTook, &cause, &c.Confirmed)
			c.Received, c.Cause = instantOf(received), once(same, cause)
			out = append(out, c)
			return err
		})
		return out, err
	})
}

// ConsentFacts implements book.Reader.
func (r reader) ConsentFacts(ctx context.Context, of []book.ID) ([]book.ConsentFact, error) {
	return ask(ctx, r, "store.facts", func(s *session) ([]book.ConsentFact, error) {
		where, args := ofThese("customer", of)
		var out []book.ConsentFact
		days := dayCache{}
		err := s.each(ctx, "SELECT customer, min(coalesce(said_on, substr(created_at, 1, 10))) FROM consent WHERE 1"+where+" GROUP BY customer", args,
			func(scan func(...any) error) error {
				var c book.ConsentFact
				var on sql.RawBytes
				err := scan(&c.Customer, &on)
				c.On = days.of(on)
				out = append(out, c)
				return err
			})
		return out, err
	})
}

// SurveyFacts implements book.Reader.
func (r reader) SurveyFacts(ctx context.Context, of []book.ID) ([]book.SurveyFact, error) {
	return ask(ctx, r, "store.facts", func(s *session) ([]book.SurveyFact, error) {
		where, args := ofThese("customer", of)
		var out []book.SurveyFact
		days, same := dayCache{}, map[string]string{}
		err := s.each(ctx, "SELECT customer, measure, score, day FROM survey WHERE trashed_at IS NULL"+where+" ORDER BY day, id", args,
			func(scan func(...any) error) error {
				var a book.SurveyFact
				var measure, on sql.RawBytes
				err := scan(&a.Customer, &measure, &a.Score, &on)
				a.Measure, a.On = book.SurveyMeasure(once(same, measure)), days.of(on)
				out = append(out, a)
				return err
			})
		return out, err
	})
}

// dayLength is the length of a day as text.
const dayLength = len("2006-01-02")

// dayCache reads days that come up again and again.
type dayCache map[string]calendar.Date

func (c dayCache) of(text []byte) calendar.Date {
	if len(text) == 0 {
		return 0
	}
	d, ok := c[string(text)]
	if !ok {
		d = dayOf(string(text))
		c[string(text)] = d
	}
	return d
}

// once returns the same string for equal texts.
func once(same map[string]string, text []byte) string {
	s, ok := same[string(text)]
	if !ok {
		s = string(text)
		same[s] = s
	}
	return s
}

// pool keeps many short lists in few arrays.
type pool[T any] struct{ list []T }

// poolSize is how many elements an array of a pool begins with.
const poolSize = 4096

// mark begins a list and returns where.
func (p *pool[T]) mark() int {
	if cap(p.list)-len(p.list) < 64 {
		p.list = make([]T, 0, poolSize)
	}
	return len(p.list)
}

// add puts one more element on the list.
func (p *pool[T]) add(x T) { p.list = append(p.list, x) }

// since is the list that was begun at a mark; nothing is appended to it later.
func (p *pool[T]) since(from int) []T { return p.list[from:len(p.list):len(p.list)] }
