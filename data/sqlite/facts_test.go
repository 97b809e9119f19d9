package sqlite

import (
	"slices"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// What is read by columns is what is read row by row.
func TestFacts(t *testing.T) {
	f := fresh(t)
	for _, q := range []string{
		`INSERT INTO customer(n, id, kind, name_full, country, owner, contact_told, cadence_ideal, cadence_long, created_at, trashed_at, version, updated_at, sort_key, name_fold) VALUES
			(1, 'a', 'person', 'A', 'JP', 'Li', NULL, 30, 60, '2025-01-02T03:04:05.678Z', NULL, 1, '2025-01-02T03:04:05.678Z', x'00', 'a'),
			(2, 'b', 'person', 'B', NULL, '', '2024-05-06T00:00:00.000Z', 0, 0, '2025-02-02T03:04:05.678Z', NULL, 1, '2025-01-02T03:04:05.678Z', x'00', 'b'),
			(3, 'c', 'person', 'C', 'JP', '', NULL, 0, 0, '2025-02-02T03:04:05.678Z', '2025-02-02T03:04:05.678Z', 1, '2025-01-02T03:04:05.678Z', x'00', 'c')`,
		"INSERT INTO worth(n) SELECT n FROM customer",
		`INSERT INTO culture(id, customer, pos, culture, n) VALUES ('k1', 'a', 0, 'JP', 1), ('k2', 'a', 1, 'KR', 1)`,
		`INSERT INTO purchase(id, customer, day, status, currency, total, created_at, trashed_at, version, updated_at, counts, base, base_cost) VALUES
			('1', 'a', '2025-03-01', 'paid', 'EUR', 100, '', NULL, 1, '', 1, 100, 60),
			('2', 'a', '2025-01-01', 'paid', 'EUR', 200, '', NULL, 1, '', 1, 200, NULL),
			('3', 'a', '2025-02-01', 'paid', 'JPY', 300, '', NULL, 1, '', 1, NULL, NULL),
			('4', 'a', '2025-04-01', 'returned', 'EUR', -50, '', NULL, 1, '', -1, -50, 0),
			('5', 'a', '2025-05-01', 'quote', 'EUR', 900, '', NULL, 1, '', 0, 900, 0),
			('6', 'a', '2025-05-01', 'paid', 'EUR', 900, '', '2025-05-01', 1, '', 1, 900, 0)`,
		`INSERT INTO interaction(id, customer, kind, at, created_at, trashed_at, aside) VALUES
			('1', 'b', 'call', '2025-03-02T10:00:00.000Z', '', NULL, 0), ('2', 'b', 'call', '2025-03-01T10:00:00.000Z', '', NULL, 0),
			('3', 'b', 'call', '2025-03-03T10:00:00.000Z', '', '2025', 0), ('4', 'b', 'note', '2025-03-04T10:00:00.000Z', '', NULL, 1)`,
		`INSERT INTO followup(id, customer, holiday, title, kind, due, done_at, created_at, version, updated_at) VALUES
			('1', 'a', 'nowruz', 'x', 'mail', '2025-03-20', '2025-03-19T08:00:00.000Z', '', 1, ''), ('2', 'a', '', 'x', 'mail', '2025-03-20', NULL, '', 1, '')`,
	} {
		if _, err := f.write.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	day := func(s string) calendar.Date { return dayOf(s) }
	for _, of := range [][]book.ID{nil, {"a", "b", "c", "nobody"}} {
		var got []book.CustomerFact
		check(t, f.CustomerFacts(ctx, of, func(c book.CustomerFact) error { got = append(got, c); return nil }))
		if len(got) != 2 || strings.Join(got[0].Cultures, " ") != "JP KR" || got[0].Owner != "Li" || got[0].Cadence.Longest != 60 ||
			got[0].Since != day("2025-01-02") || got[1].Country != "" || got[1].Told != day("2024-05-06") || got[0].Told != 0 {
			t.Errorf("customers %+v", got)
		}
		sales := map[book.ID][]book.SaleFact{}
		check(t, f.SaleFacts(ctx, of, func(id book.ID, s []book.SaleFact) error { sales[id] = s; return nil }))
		want := []book.SaleFact{
			{On: day("2025-01-01"), Amount: 200, Rated: true},
			{On: day("2025-02-01")},
			{On: day("2025-03-01"), Amount: 100, Cost: 60, Costed: true, Rated: true},
			{On: day("2025-04-01"), Amount: -50, Costed: true, Rated: true, Return: true},
		}
		if len(sales) != 1 || len(sales["a"]) != len(want) {
			t.Fatalf("sales %+v", sales)
		}
		for i, s := range sales["a"] {
			if s != want[i] {
				t.Errorf("sale %d is %+v, want %+v", i, s, want[i])
			}
		}
		touches := map[book.ID][]calendar.Date{}
		check(t, f.TouchFacts(ctx, of, func(id book.ID, d []calendar.Date) error { touches[id] = d; return nil }))
		if d := touches["b"]; len(touches) != 1 || len(d) != 2 || d[0] != day("2025-03-01") || d[1] != day("2025-03-02") {
			t.Errorf("touches %v", touches)
		}
	}
	if _, err := f.write.Exec(`INSERT INTO case_(id, customer, kind, state, subject, received_at, replied_at, reply_target, reply_took, cause, created_at, trashed_at, version, updated_at) VALUES
		('1', 'a', 'complaint', 'acknowledged', 'x', '2025-03-02T10:00:00.000Z', '2025-03-02T12:00:00.000Z', 60, 120, 'delay', '', NULL, 1, ''),
		('2', 'a', 'complaint', 'dismissed', 'x', '2025-03-02T10:00:00.000Z', NULL, 60, 120, '', '', NULL, 1, ''),
		('3', 'a', 'request', 'received', 'x', '2025-03-02T10:00:00.000Z', NULL, 60, 0, '', '', '2025', 1, '')`); err != nil {
		t.Fatal(err)
	}
	if _, err := f.write.Exec(`INSERT INTO campaign(id, kind, title, day, created_at) VALUES ('g', 'greeting', 'x', '2025-04-20', ''), ('e', 'event', 'x', '2025-04-20', '');
		INSERT INTO recipient(id, campaign, customer, state) VALUES ('1', 'g', 'a', 'waiting'), ('2', 'g', 'b', 'left_out'), ('3', 'e', 'a', 'waiting');
		INSERT INTO consent(id, customer, state, said_on, created_at) VALUES ('1', 'a', 'granted', '2025-01-09', '2026'), ('2', 'a', 'withdrawn', NULL, '2025-01-05T00:00:00.000Z')`); err != nil {
		t.Fatal(err)
	}
	asked := map[book.ID]calendar.Date{}
	check(t, f.CustomerFacts(ctx, nil, func(c book.CustomerFact) error { asked[c.ID] = c.Asked; return nil }))
	if asked["a"] != day("2025-01-05") || asked["b"] != 0 {
		t.Errorf("asked %v", asked)
	}
	cases, err := f.CaseFacts(ctx, nil)
	check(t, err)
	if len(cases) != 1 || !cases[0].Complaint || !cases[0].Replied || cases[0].Solved || cases[0].ReplyTook != 120 || cases[0].Cause != "delay" || cases[0].Received.Hour() != 10 {
		t.Errorf("cases %+v", cases)
	}
	if _, err := f.write.Exec(`INSERT INTO survey(id, customer, measure, score, day, created_at, trashed_at) VALUES
		('1', 'a', 'nps', 9, '2025-04-02', '', NULL), ('2', 'b', 'csat', 2, '2025-04-01', '', NULL), ('3', 'a', 'csat', 5, '2025-04-01', '', '2025')`); err != nil {
		t.Fatal(err)
	}
	answers, err := f.SurveyFacts(ctx, nil)
	check(t, err)
	slices.SortFunc(answers, func(a, b book.SurveyFact) int { return int(a.On - b.On) })
	if len(answers) != 2 || answers[0] != (book.SurveyFact{Customer: "b", Measure: book.CSAT, Score: 2, On: day("2025-04-01")}) || answers[1].Score != 9 {
		t.Errorf("answers %+v", answers)
	}
	if answers, err = f.SurveyFacts(ctx, []book.ID{"a"}); err != nil || len(answers) != 1 || answers[0].Measure != book.NPS {
		t.Errorf("answers of one %+v, %v", answers, err)
	}
	greetings, err := f.GreetingFacts(ctx, []book.ID{"a"})
	check(t, err)
	if len(greetings) != 2 || greetings[0].Due != day("2025-03-20") || greetings[0].Done.IsZero() || greetings[1].Customer != "a" || !greetings[1].Done.IsZero() {
		t.Errorf("greetings %+v", greetings)
	}
}

// Reading the facts is a walk along indexes, never a sort.
func TestFactsStayInTheIndexes(t *testing.T) {
	f := fresh(t)
	for query, index := range map[string]string{
		`SELECT customer, group_concat(day || ' ' || counts || ' ' || coalesce(base, '') || ' ' || coalesce(base_cost, ''), ';')
			FROM purchase WHERE counts <> 0 AND trashed_at IS NULL GROUP BY customer`: "INDEX purchase_worth",
		`SELECT customer, group_concat(substr(at, 1, 10), '') FROM interaction WHERE trashed_at IS NULL AND aside = 0 GROUP BY customer`: "COVERING INDEX interaction_of_customer",
	} {
		var plan []string
		rows, err := f.read.Query("EXPLAIN QUERY PLAN " + query)
		check(t, err)
		for rows.Next() {
			var a, b, c int
			var text string
			check(t, rows.Scan(&a, &b, &c, &text))
			plan = append(plan, text)
		}
		check(t, rows.Close())
		if len(plan) != 1 || !strings.Contains(plan[0], index) {
			t.Errorf("%s: %q", query, plan)
		}
	}
}
