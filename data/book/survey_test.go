package book_test

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// TestSurvey holds that answers are kept all or none, that a low one opens a
// request with its follow-up in the same step, and that undo takes all back.
func TestSurvey(t *testing.T) {
	d := newDesk(t)
	who := d.add("Ahmed").ID
	good := book.SurveyAnswer{CustomerID: who, Measure: book.CSAT, Score: 5}
	for _, c := range []struct {
		change        func(*book.SurveyAnswer)
		field, detail string
	}{
		{func(a *book.SurveyAnswer) { a.CustomerID = "" }, "customer", "missing"},
		{func(a *book.SurveyAnswer) { a.Measure = "stars" }, "measure", "unknown"},
		{func(a *book.SurveyAnswer) { a.Score = 0 }, "answer", "csat_range"},
		{func(a *book.SurveyAnswer) { a.Score = 6 }, "answer", "csat_range"},
		{func(a *book.SurveyAnswer) { a.Measure, a.Score = book.NPS, 11 }, "answer", "nps_range"},
		{func(a *book.SurveyAnswer) { a.On = calendar.DateOf(noon) + 1 }, "day", "in_future"},
	} {
		bad := good
		c.change(&bad)
		_, _, err := d.Surveys.Add(d.ctx(), good, bad)
		refused(t, err, book.Invalid, c.field, c.detail)
	}
	list := func(want int) []book.SurveyAnswer {
		t.Helper()
		l, err := d.Surveys.List(d.ctx(), book.SurveyQuery{Customer: who})
		d.must(err)
		if len(l) != want {
			t.Errorf("%d answers, want %d", len(l), want)
		}
		return l
	}
	list(0)
	low := book.SurveyAnswer{CustomerID: who, Measure: book.NPS, Score: 3, Text: "Slow.", Themes: "speed\n\nspeed\nprice"}
	kept, op, err := d.Surveys.Add(d.ctx(), good, low)
	d.must(err)
	if kept[0].RequestID != "" || kept[1].RequestID == "" || len(list(2)) != 2 {
		t.Errorf("kept %+v", kept)
	}
	if got := kept[1].ThemeList(); len(got) != 2 || got[1] != "price" {
		t.Errorf("themes %v", got)
	}
	c, err := d.Cases.Get(d.ctx(), kept[1].RequestID)
	d.must(err)
	if c.Kind != book.Request || c.Subject != "Slow." || c.ReplyDue.IsZero() {
		t.Errorf("it opened %+v", c)
	}
	d.watched(c)
	again := d.undo(op)
	list(0)
	if cases, err := d.Cases.List(d.ctx(), book.CaseQuery{}); err != nil || len(cases) != 0 {
		t.Errorf("%d requests are left, %v", len(cases), err)
	}
	d.undo(again)
	l := list(2)
	op, err = d.Surveys.Trash(d.ctx(), l[0].ID)
	d.must(err)
	list(1)
	d.undo(op)
	list(2)
}

// TestTotal holds the scores against figures worked out by hand: of ten
// answers five promoters, three passives and two detractors are a net promoter
// score of 30, as in the handbook of Bain & Company.
func TestTotal(t *testing.T) {
	var list []book.SurveyAnswer
	for _, n := range []int{10, 9, 9, 10, 9, 8, 7, 8, 6, 0} {
		list = append(list, book.SurveyAnswer{Measure: book.NPS, Score: n})
	}
	for _, n := range []int{5, 4, 3, 1} {
		list = append(list, book.SurveyAnswer{Measure: book.CSAT, Score: n})
	}
	for m, want := range map[book.SurveyMeasure]float64{book.NPS: 30, book.CSAT: 50} {
		if got, ok := book.Total(m, list).Score(); !ok || got != want {
			t.Errorf("%s is %v, want %v", m, got, want)
		}
	}
	if _, ok := book.Total(book.NPS, nil).Score(); ok {
		t.Error("nobody answered, and there is a score")
	}
}

// TestCompare holds that an answer is set beside the customer's own earlier
// ones, and not before there are two.
func TestCompare(t *testing.T) {
	for _, c := range []struct {
		scores []int // the newest first
		sign   int
		ok     bool
	}{
		{[]int{4}, 0, false},
		{[]int{3, 5}, 0, false},
		{[]int{3, 5, 5}, -1, true},
		{[]int{4, 4, 4}, 0, true},
		{[]int{4, 3, 3}, 1, true},
		{[]int{4, 4, 5, 4, 4, 5, 4}, 0, true},
	} {
		var list []book.SurveyAnswer
		for _, n := range c.scores {
			list = append(list, book.SurveyAnswer{ID: book.NewID(), Measure: book.CSAT, Score: n})
		}
		x := book.Compare(list)
		if sign, ok := x[0].Differs(); len(x) != 1 || sign != c.sign || ok != c.ok {
			t.Errorf("%v differs by %d, %v", c.scores, sign, ok)
		}
	}
}

// A file of answers comes in once, its bad rows do not hold up the others, low
// ones open a request, and undo takes all of it back.
func TestAnswersOfAFileComeInOnce(t *testing.T) {
	d := newDesk(t)
	ana := d.add("Ana Lima")
	d.add("Budi")
	d.add("Cem")
	d.add("Cem")
	today, err := d.Today(d.ctx())
	d.must(err)
	rows := func(list ...book.IncomingAnswer) iter.Seq[book.IncomingAnswer] { return slices.Values(list) }
	answer := func(who string, m book.SurveyMeasure, score int, on calendar.Date) book.IncomingAnswer {
		return book.IncomingAnswer{Row: 2, Customer: who, Answer: book.SurveyAnswer{Measure: m, Score: score, On: on, Text: "so so"}}
	}
	file := rows(
		answer(string(ana.ID), book.NPS, 9, today-1), answer("Budi", book.CSAT, 2, 0), answer("Budi", book.CSAT, 2, 0),
		answer("Cem", book.CSAT, 3, 0), answer("Nobody", book.CSAT, 3, 0), answer("Budi", book.CSAT, 9, 0), answer("Budi", book.CSAT, 3, today+9),
		book.IncomingAnswer{Row: 9, Problem: "score_unread"},
	)
	rep, err := d.Surveys.Import(d.ctx(), file, true)
	d.must(err)
	same(t, "tried", [3]int{rep.Added, rep.Same, rep.Low}, [3]int{2, 1, 1})
	var codes []string
	for _, b := range rep.Bad {
		codes = append(codes, b.Code)
	}
	same(t, "bad rows", strings.Join(codes, " "), "customer_ambiguous customer_unknown answer_csat_range day_in_future score_unread")
	all := func() int {
		list, err := d.Surveys.List(d.ctx(), book.SurveyQuery{})
		d.must(err)
		return len(list)
	}
	same(t, "trying writes nothing", all(), 0)
	rep, err = d.Surveys.Import(d.ctx(), file, false)
	d.must(err)
	same(t, "kept", all(), 2)
	cases, err := d.Cases.List(d.ctx(), book.CaseQuery{})
	d.must(err)
	same(t, "requests", len(cases), 1)
	d.now = d.now.AddDate(0, 0, 3)
	again, err := d.Surveys.Import(d.ctx(), file, false)
	d.must(err)
	same(t, "the second time", [3]int{again.Added, again.Same, len(again.Operation.ID)}, [3]int{0, 3, 0})
	d.undo(rep.Operation)
	same(t, "after undo", all(), 0)
	cases, err = d.Cases.List(d.ctx(), book.CaseQuery{})
	d.must(err)
	same(t, "requests after undo", len(cases), 0)
}
