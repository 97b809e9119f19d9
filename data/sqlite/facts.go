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

// Whole columns are read as one text, joined in SQLite: to step over a million
// rows costs more than to read them.

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
		days, same := dayCache{}, map[string]string{}
		cultures, err := culturesByRow(ctx, s, of, same)
		if err != nil {
			return struct{}{}, err
		}
		asked, err := askedByRow(ctx, s, of, days)
		if err != nil {
			return struct{}{}, err
		}
		where, args := ofThese("c.id", of)
		order := "" // all are found in it
		if of != nil {
			order = " ORDER BY c.n"
		}
		return struct{}{}, lines(ctx, s, `SELECT group_concat(c.n`+end+`c.id`+end+`coalesce(c.country, '')`+end+`substr(c.created_at, 1, 10)`+end+
			`coalesce(substr(c.contact_told, 1, 10), '')`+end+`c.cadence_ideal`+end+`c.cadence_long`+end+`c.owner, char(30)`+order+`)
			FROM customer c WHERE c.trashed_at IS NULL`+where, args, func(next func() []byte) error {
			n := digits(next())
			f := book.CustomerFact{ID: book.ID(next()), Cultures: cultures[n], Asked: asked[n], Country: once(same, next())}
			f.Since, f.Told = days.of(next()), days.of(next())
			f.Cadence.Ideal, f.Cadence.Longest = digits(next()), digits(next())
			f.Owner = once(same, next())
			return each(f)
		})
	})
	return err
}

// askedByRow are the days of the first answers by the row of the customer.
func askedByRow(ctx context.Context, s *session, of []book.ID, days dayCache) (map[int]calendar.Date, error) {
	where, args := ofThese("id", of)
	if of != nil {
		where = " AND n IN (SELECT n FROM customer WHERE 1" + where + ")"
	}
	out := map[int]calendar.Date{}
	err := lines(ctx, s, "SELECT group_concat(n"+end+"asked, char(30)) FROM worth WHERE asked IS NOT NULL"+where, args, func(next func() []byte) error {
		n := digits(next())
		out[n] = days.of(next())
		return nil
	})
	return out, err
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
func culturesByRow(ctx context.Context, s *session, of []book.ID, same map[string]string) (map[int][]string, error) {
	where, args := ofThese("customer", of)
	out, single := map[int][]string{}, map[string][]string{}
	err := lines(ctx, s, "SELECT group_concat(n"+end+"culture, char(30)) FROM culture WHERE 1"+where, args, func(next func() []byte) error {
		n, culture := digits(next()), once(same, next())
		list, ok := single[culture]
		if !ok {
			list = []string{culture}
			single[culture] = list[:1:1] // what is appended goes to a list of its own
		}
		if had := out[n]; had != nil {
			list = append(had[:len(had):len(had)], culture)
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
		return struct{}{}, lines(ctx, s, byCustomerOf(`group_concat(day || ' ' || counts || ' ' || coalesce(base, '') || ' ' || coalesce(base_cost, ''), ';') AS line
			FROM purchase INDEXED BY purchase_worth WHERE counts <> 0 AND trashed_at IS NULL`+where), args, func(next func() []byte) error {
			id, text, from := book.ID(next()), next(), kept.mark()
			for piece := range bytes.SplitSeq(text, []byte{';'}) {
				kept.add(saleOf(days, piece))
			}
			return each(id, kept.since(from))
		})
	})
	return err
}

// byCustomerOf is the query of lines that begin with a customer and hold what is
// joined of them.
func byCustomerOf(joined string) string {
	return "SELECT group_concat(line, char(30)) FROM (SELECT customer" + end + joined + " GROUP BY customer)"
}

// saleOf reads day, sign, amount and cost.
func saleOf(days dayCache, text []byte) book.SaleFact {
	var f book.SaleFact
	day, rest, _ := bytes.Cut(text, []byte{' '})
	sign, rest, _ := bytes.Cut(rest, []byte{' '})
	amount, cost, _ := bytes.Cut(rest, []byte{' '})
	f.On, f.Return = days.of(day), bytes.HasPrefix(sign, []byte{'-'})
	var err error
	f.Amount, err = strconv.ParseInt(string(amount), 10, 64)
	f.Rated = err == nil
	f.Cost, err = strconv.ParseInt(string(cost), 10, 64)
	f.Costed = err == nil
	return f
}

// TouchFacts implements book.Reader. The index interaction_of_customer has all
// of it, in this order.
func (r reader) TouchFacts(ctx context.Context, of []book.ID, each func(book.ID, []calendar.Date) error) error {
	_, err := ask(ctx, r, "store.facts", func(s *session) (struct{}, error) {
		where, args := ofThese("customer", of)
		days, kept := dayCache{}, pool[calendar.Date]{}
		return struct{}{}, lines(ctx, s, byCustomerOf(`group_concat(substr(at, 1, 10), '') AS line
			FROM interaction WHERE trashed_at IS NULL AND aside = 0`+where), args, func(next func() []byte) error {
			id, text, from := book.ID(next()), next(), kept.mark()
			for ; len(text) >= dayLength; text = text[dayLength:] {
				kept.add(days.of(text[:dayLength]))
			}
			return each(id, kept.since(from))
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

// lines walks through the rows of a query that joins all of them to one text:
// fieldEnd stands between the fields of a row, and rowEnd between rows.
func lines(ctx context.Context, s *session, query string, args []any, each func(next func() []byte) error) error {
	return s.each(ctx, query, args, func(scan func(...any) error) error {
		var text sql.RawBytes
		if err := scan(&text); err != nil {
			return err
		}
		for rest := []byte(text); len(rest) > 0; {
			var line []byte
			line, rest, _ = bytes.Cut(rest, []byte{rowEnd})
			err := each(func() (one []byte) {
				one, line, _ = bytes.Cut(line, []byte{fieldEnd})
				return one
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// What is between fields and rows: characters that no text has which somebody
// types.
const (
	fieldEnd = 0x1f
	rowEnd   = 0x1e
	end      = " || char(31) || "
)

// CaseFacts implements book.Reader.
func (r reader) CaseFacts(ctx context.Context, of []book.ID) ([]book.CaseFact, error) {
	return ask(ctx, r, "store.facts", func(s *session) ([]book.CaseFact, error) {
		where, args := ofThese("customer", of)
		var out []book.CaseFact
		same := map[string]string{}
		err := lines(ctx, s, `SELECT group_concat(customer`+end+`(kind = 'complaint') || (replied_at IS NOT NULL) || (solved_at IS NOT NULL) || (confirmed_at IS NOT NULL)`+end+
			`received_at`+end+`reply_target`+end+`reply_took`+end+`solve_target`+end+`solve_took`+end+`cause, char(30))
			FROM case_ WHERE trashed_at IS NULL AND state <> 'dismissed'`+where, args, func(next func() []byte) error {
			c := book.CaseFact{Customer: book.ID(once(same, next()))}
			flags := next()
			is := func(i int) bool { return i < len(flags) && flags[i] == '1' }
			c.Complaint, c.Replied, c.Solved, c.Confirmed = is(0), is(1), is(2), is(3)
			c.Received = instantOf(string(next()))
			c.ReplyTarget, c.ReplyTook, c.SolveTarget, c.SolveTook = digits(next()), digits(next()), digits(next()), digits(next())
			c.Cause = once(same, next())
			out = append(out, c)
			return nil
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
		err := lines(ctx, s, "SELECT group_concat(customer"+end+"measure"+end+"score"+end+"day, char(30)) FROM survey WHERE trashed_at IS NULL"+where, args,
			func(next func() []byte) error {
				a := book.SurveyFact{Customer: book.ID(once(same, next()))}
				a.Measure, a.Score, a.On = book.SurveyMeasure(once(same, next())), digits(next()), days.of(next())
				out = append(out, a)
				return nil
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
