package book

import (
	"context"
	"errors"
	"iter"
	"strings"

	"dragoman/data/calendar"
)

// IncomingAnswer is an answer as a file has it. Customer is the id, a mail
// address or the name of the customer.
type IncomingAnswer struct {
	Row      int // in the file, for what is said about it
	Customer string
	Answer   SurveyAnswer // without a day it was given today
	Problem  string       // what could not be read, a code; "" when all could
}

// BadAnswer is a row that did not come in, with the code of the reason.
type BadAnswer struct {
	Row  int
	Code string
}

// AnswerReport tells what became of the rows of a file.
type AnswerReport struct {
	Added, Same int
	Low         int            // of those added, how many opened a request
	Answers     []SurveyAnswer // those that are new
	Bad         []BadAnswer
	Operation   Operation
}

// undated is for how many days an answer of a file without days is known again.
const undated = 30

// Import brings answers in, in one transaction. An answer is known again by
// customer, measure, score, words and day. A low one opens a request. Rows that
// cannot be kept are reported and the others come in. With dry nothing is
// written.
func (s *SurveyAnswers) Import(ctx context.Context, rows iter.Seq[IncomingAnswer], dry bool) (AnswerReport, error) {
	const name = "surveys.import"
	var rep AnswerReport
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return rep, wrap(name, err)
	}
	rep.Operation, err = bring(ctx, s.c, name, OpSurveyAdd, rows, func(tx Tx) func(context.Context, IncomingAnswer) error {
		in := answerImport{s: s, customerFinder: customerFinder{tx, map[string]ID{}}, today: today, rep: &rep}
		return in.row
	}, func() bool { return !dry && rep.Added > 0 })
	return rep, err
}

// answerImport carries one file in.
type answerImport struct {
	customerFinder
	s     *SurveyAnswers
	today calendar.Date
	rep   *AnswerReport
}

func (in *answerImport) row(ctx context.Context, r IncomingAnswer) error {
	why := r.Problem
	a := r.Answer
	if why == "" {
		var err error
		if a.CustomerID, why, err = in.customer(ctx, r.Customer); err != nil {
			return err
		}
	}
	if why != "" {
		in.rep.Bad = append(in.rep.Bad, BadAnswer{r.Row, why})
		return nil
	}
	now := in.s.c.now().UTC()
	a.ID, a.CreatedAt, a.Author, a.RequestID = NewID(), now, in.s.c.actor(ctx), ""
	a.Text, a.Themes = strings.TrimSpace(a.Text), strings.Join(Causes(a.Themes).List(), "\n")
	same, err := in.known(ctx, a)
	if err != nil {
		return err
	}
	if same {
		in.rep.Same++
		return nil
	}
	if a.On.IsZero() {
		a.On = in.today
	}
	var e *Error
	if err := validateSurvey(a, in.today); errors.As(err, &e) {
		in.rep.Bad = append(in.rep.Bad, BadAnswer{r.Row, e.Field + "_" + e.Detail})
		return nil
	}
	if err := in.s.add(ctx, in.tx, &a, now); err != nil {
		return err
	}
	in.rep.Added++
	if a.RequestID != "" {
		in.rep.Low++
	}
	in.rep.Answers = append(in.rep.Answers, a)
	return nil
}

// known reports whether the book has an answer already.
func (in *answerImport) known(ctx context.Context, a SurveyAnswer) (bool, error) {
	q := SurveyQuery{Customer: a.CustomerID, Measure: a.Measure, From: a.On, To: a.On}
	if a.On.IsZero() {
		q.From, q.To = in.today-undated, in.today
	}
	list, err := in.tx.Surveys(ctx, q)
	for _, x := range list {
		if x.Score == a.Score && x.Text == a.Text {
			return true, err
		}
	}
	return false, err
}
