package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
)

// teller describes a table whose rows are told in timelines: which rows, when
// they happened, and what is said of them. A new source is a new line in
// tellers; there should be an index by customer and instant.
type teller struct {
	source book.Source
	table  string
	at     string // the column of the instant
	alive  string // condition for the rows that are told
	kind   string // expressions from here on
	text   string
	person string
	amount string // in minor units, and its currency; or a score
	money  string
	search string // what the words of a query are looked for in
}

var tellers = []teller{
	{
		source: book.FromInteraction, table: "interaction", at: "at", alive: "trashed_at IS NULL",
		kind: "kind", text: "text", person: "present",
		search: "text || ' ' || present || ' ' || next_step || ' ' || network || ' ' || author",
	},
	{
		source: book.FromNote, table: "note", at: "created_at", alive: "trashed_at IS NULL",
		text: "text", person: "author", search: "text || ' ' || author",
	},
	{
		// A follow-up that a touch completed is told by the touch.
		source: book.FromFollowUp, table: "followup", at: "done_at",
		alive: "done_at IS NOT NULL AND trashed_at IS NULL AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.followup = followup.id AND i.trashed_at IS NULL)",
		kind:  "kind", text: "title", person: "owner", search: "title || ' ' || notes || ' ' || owner",
	},
	{
		source: book.FromCase, table: "case_", at: "received_at", alive: "trashed_at IS NULL",
		kind: "kind", text: "subject", person: "owner", search: "subject || ' ' || text || ' ' || remedy || ' ' || owner",
	},
	{
		// An order stands at the noon of its day.
		source: book.FromOrder, table: "purchase", at: "day || 'T12:00:00.000Z'", alive: "trashed_at IS NULL",
		kind: "status", text: "trim(number || ' ' || note)", amount: "total", money: "currency", search: "number || ' ' || note",
	},
	{
		// What came over from the card when the log of consents began says nothing
		// of a day.
		source: book.FromConsent, table: "consent", at: "coalesce(said_on || 'T12:00:00.000Z', created_at)", alive: "source <> 'card'",
		kind: "state", text: "wording", person: "author", search: "wording || ' ' || author",
	},
	{
		source: book.FromSurvey, table: "survey", at: "day || 'T12:00:00.000Z'", alive: "trashed_at IS NULL",
		kind: "measure", text: "text", person: "author", amount: "score", search: "text || ' ' || themes || ' ' || author",
	},
}

// keysSQL is the question for the places of the next entries of one customer,
// which an index by customer and instant answers alone; rowsSQL reads what is
// said of them.
func (t teller) keysSQL(kinds []string) string {
	where := t.alive + " AND ?5 = ''"
	if len(kinds) > 0 {
		where = t.alive + " AND " + t.kind + " IN (SELECT value FROM json_each(?5))"
	}
	return fmt.Sprintf(`SELECT %s, id FROM %s WHERE customer = ?1 AND %s <= ?2 AND (%s < ?2 OR id < ?3) AND %s ORDER BY %s DESC, id DESC LIMIT ?4`,
		t.at, t.table, t.at, t.at, where, t.at)
}

func (t teller) rowsSQL() string {
	return fmt.Sprintf("SELECT id, customer, %s, %s, %s, %s, %s, %s FROM %s WHERE id"+inList,
		cmp.Or(t.kind, "''"), t.text, cmp.Or(t.person, "''"), cmp.Or(t.amount, "0"), cmp.Or(t.money, "''"), t.search, t.table)
}

// found is an entry with what words are looked for in.
type found struct {
	book.Entry
	stamp  string
	search string
}

// endless stands behind every instant and every id.
const endless = "~"

// Timeline implements book.Reader. A page is gathered customer by customer and
// source by source, each in the order of its index, so that its cost does not
// grow with the length of the timeline. Words are looked for in Go, by the same
// rules as in the search box, in portions until the page is full.
func (r reader) Timeline(ctx context.Context, q book.TimelineQuery) (book.TimelinePage, error) {
	return ask(ctx, r, "store.timeline", func(s *session) (book.TimelinePage, error) {
		limit := min(orDefault(q.Limit, 60), 500)
		words := strings.Fields(book.Fold(q.Text))
		at, id, ok := strings.Cut(q.After, "|")
		if !ok {
			at, id = endless, endless
		}
		var p book.TimelinePage
		portion := limit + 1
		if len(words) > 0 {
			portion = 500
		}
		for {
			if err := ctx.Err(); err != nil {
				return p, err
			}
			list, err := portionOf(ctx, s, q, at, id, portion)
			if err != nil {
				return p, err
			}
			for _, f := range list {
				at, id = f.stamp, string(f.ID)
				if !holds(f.search, words) {
					continue
				}
				if len(p.Entries) == limit {
					last := p.Entries[limit-1]
					p.Next = stamp(last.At).(string) + "|" + string(last.ID)
					return p, fillEntries(ctx, s, p.Entries)
				}
				p.Entries = append(p.Entries, f.Entry)
			}
			if len(list) < portion {
				return p, fillEntries(ctx, s, p.Entries)
			}
		}
	})
}

func holds(text string, words []string) bool {
	if len(words) == 0 {
		return true
	}
	text = book.Fold(text)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// portionOf reads the next entries of all sources and customers together: first
// their places, then the rows of those that come first.
func portionOf(ctx context.Context, s *session, q book.TimelineQuery, at, id string, limit int) ([]found, error) {
	var all []found
	for _, t := range tellers {
		kinds, wanted := t.wanted(q.Kinds)
		if !wanted {
			continue
		}
		text, list := t.keysSQL(kinds), ""
		if len(kinds) > 0 {
			list = idList(kinds)
		}
		for _, c := range q.Customers {
			err := s.each(ctx, text, []any{c, at, id, limit, list}, func(scan func(...any) error) error {
				f := found{}
				f.Source = t.source
				err := scan(&f.stamp, &f.ID)
				f.At = instantOf(f.stamp)
				all = append(all, f)
				return err
			})
			if err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.stamp, a.stamp), cmp.Compare(b.ID, a.ID))
	})
	all = all[:min(len(all), limit)]
	return all, readFound(ctx, s, all)
}

// readFound reads the rows of entries, source by source.
func readFound(ctx context.Context, s *session, all []found) error {
	for _, t := range tellers {
		var ids []string
		at := map[book.ID]*found{}
		for i := range all {
			if all[i].Source == t.source {
				ids = append(ids, string(all[i].ID))
				at[all[i].ID] = &all[i]
			}
		}
		if len(ids) == 0 {
			continue
		}
		err := s.each(ctx, t.rowsSQL(), []any{idList(ids)}, func(scan func(...any) error) error {
			var x found
			err := scan(&x.ID, &x.CustomerID, &x.Kind, &x.Text, &x.Person, &x.Amount, &x.Currency, &x.search)
			if f := at[x.ID]; f != nil {
				x.Source, x.At, x.stamp = f.Source, f.At, f.stamp
				*f = x
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// wanted says whether a source is asked for, and with which of its kinds alone.
func (t teller) wanted(kinds []string) (own []string, ok bool) {
	if len(kinds) == 0 || slices.Contains(kinds, string(t.source)) {
		return nil, true
	}
	if t.source != book.FromInteraction {
		return nil, false
	}
	for _, k := range kinds {
		if k == book.SocialTouches {
			for _, social := range book.SocialKinds() {
				own = append(own, string(social))
			}
			continue
		}
		own = append(own, k)
	}
	return own, true
}

// fillEntries adds whole touches and the numbers of files.
func fillEntries(ctx context.Context, s *session, list []book.Entry) error {
	at := make(map[book.ID]*book.Entry, len(list))
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = string(list[i].ID)
		at[list[i].ID] = &list[i]
	}
	if len(list) == 0 {
		return nil
	}
	touches, err := interactions(ctx, s, "WHERE id"+inList, idList(ids))
	if err != nil {
		return err
	}
	for i := range touches {
		at[touches[i].ID].Touch = &touches[i]
	}
	return s.each(ctx, "SELECT owner_id, count(*) FROM attachment WHERE owner_id"+inList+" AND owner_id <> '' AND trashed_at IS NULL GROUP BY owner_id",
		[]any{idList(ids)}, func(scan func(...any) error) error {
			var id book.ID
			var n int
			err := scan(&id, &n)
			at[id].Files = n
			return err
		})
}

// CountTimeline implements book.Reader.
func (r reader) CountTimeline(ctx context.Context, customers []book.ID) (int, error) {
	return ask(ctx, r, "store.count_timeline", func(s *session) (n int, err error) {
		for _, t := range tellers {
			for _, c := range customers {
				var k int
				if err := s.row(ctx, "SELECT count(*) FROM "+t.table+" WHERE customer = ? AND "+t.alive, []any{c}, &k); err != nil {
					return n, err
				}
				n += k
			}
		}
		return n, nil
	})
}

// TouchesBetween implements book.Reader.
func (r reader) TouchesBetween(ctx context.Context, customers []book.ID, from, to time.Time) ([]book.TouchCount, error) {
	return ask(ctx, r, "store.touches_between", func(s *session) ([]book.TouchCount, error) {
		until, since := endless, ""
		if !to.IsZero() {
			until = stamp(to).(string)
		}
		if !from.IsZero() {
			since = stamp(from).(string)
		}
		where, list := "", ""
		if len(customers) > 0 {
			texts := make([]string, len(customers))
			for i, c := range customers {
				texts[i] = string(c)
			}
			where, list = "customer IN (SELECT value FROM json_each(?3)) AND", idList(texts)
		} else {
			where = "?3 = '' AND"
		}
		var out []book.TouchCount
		err := s.each(ctx, "SELECT kind, network, direction, count(*) FROM interaction WHERE "+where+
			" at >= ?1 AND at < ?2 AND trashed_at IS NULL GROUP BY kind, network, direction ORDER BY kind, network, direction",
			[]any{since, until, list}, func(scan func(...any) error) error {
				var c book.TouchCount
				err := scan(&c.Kind, &c.Network, &c.Direction, &c.Count)
				out = append(out, c)
				return err
			})
		return out, err
	})
}
