package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// surveyFlags are the flags of the verb survey.
type surveyFlags struct {
	customer, caseID, measure, on, from, to, text, themes, format string
	badRows                                                       string
	score                                                         int
	dryRun                                                        bool
}

// surveys keeps answers, takes them in from a file, lists them, and says how to
// ask.
func surveys(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &surveyFlags{}
	c.texts(map[string]*string{
		"customer": &f.customer, "case": &f.caseID, "measure": &f.measure, "on": &f.on, "from": &f.from, "to": &f.to, "text": &f.text, "themes": &f.themes, "format": &f.format,
		"bad-rows": &f.badRows,
	})
	c.flags.IntVar(&f.score, "score", -1, "")
	c.flags.BoolVar(&f.dryRun, "dry-run", false, "")
	return func(ctx context.Context, args []string) error {
		if err := among("measure", f.measure, book.SurveyMeasures()); err != nil {
			return err
		}
		switch {
		case len(args) == 1 && args[0] == "add":
			return c.addAnswer(ctx, f)
		case len(args) == 1 && args[0] == "list":
			return c.listAnswers(ctx, f)
		case len(args) == 2 && args[0] == "import":
			return c.importAnswers(ctx, f, args[1])
		case len(args) == 1 && args[0] == "text":
			q := counsel.QuestionIn(or(c.lang, c.p.Tag()))
			if !q.Reviewed {
				c.say("ctl.survey_unread", locales.V{"Language": c.p.Language(q.Language)})
			}
			_, err := fmt.Fprintln(c.out, q.Ask(book.SurveyMeasure(or(f.measure, string(book.CSAT)))))
			return err
		}
		return &wrongCall{"ctl.survey_what", nil}
	}
}

// dayFlag reads a day that may be left out.
func dayFlag(flag, text string) (calendar.Date, error) {
	if text == "" {
		return 0, nil
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		return 0, &wrongCall{"ctl.survey_day", locales.V{"Flag": flag}}
	}
	return d, nil
}

// addAnswer keeps one answer and prints its id and that of the request which it
// opened.
func (c *call) addAnswer(ctx context.Context, f *surveyFlags) error {
	on, err := dayFlag("on", f.on)
	if err != nil {
		return err
	}
	b, done, err := c.openSurveys(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	kept, _, err := b.Surveys.Add(ctx, book.SurveyAnswer{
		CustomerID: book.ID(f.customer), CaseID: book.ID(f.caseID), Measure: book.SurveyMeasure(or(f.measure, string(book.CSAT))),
		Score: f.score, On: on, Text: f.text, Themes: strings.ReplaceAll(f.themes, ",", "\n"),
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, strings.TrimSpace(string(kept[0].ID)+" "+string(kept[0].RequestID)))
	return err
}

// openSurveys opens the book with what a low answer needs.
func (c *call) openSurveys(ctx context.Context, readOnly bool) (*book.Book, func(), error) {
	b, p, done, err := c.openDesk(ctx, readOnly)
	if err != nil {
		return nil, nil, err
	}
	b.SetDesk(book.Desk{
		Clock: p.CaseClock, Title: func(x book.Case) string { return explain.CaseTitle(c.p, x) }, Low: func(a book.SurveyAnswer) string { return explain.LowAnswer(c.p, a) },
	})
	return b, done, nil
}

// listAnswers prints answers, the newest first.
func (c *call) listAnswers(ctx context.Context, f *surveyFlags) error {
	from, err := dayFlag("from", f.from)
	if err != nil {
		return err
	}
	to, err := dayFlag("to", f.to)
	if err != nil {
		return err
	}
	b, done, err := c.openSurveys(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	rows, err := b.Surveys.List(ctx, book.SurveyQuery{Customer: book.ID(f.customer), Measure: book.SurveyMeasure(f.measure), From: from, To: to, Limit: 1_000_000})
	if err != nil {
		return err
	}
	t, err := c.newTable(or(f.format, "csv"), "id", "customer", "case", "measure", "score", "on", "text", "themes", "request", "author")
	if err != nil {
		return err
	}
	for _, a := range rows {
		err := t.add(string(a.ID), string(a.CustomerID), string(a.CaseID), string(a.Measure), a.Score, a.On.String(), a.Text,
			strings.Join(a.ThemeList(), ","), string(a.RequestID), a.Author)
		if err != nil {
			return err
		}
	}
	if err := t.close(); err != nil {
		return err
	}
	for _, m := range book.SurveyMeasures() {
		if score, ok := book.Total(m, rows).Score(); ok {
			c.say("ctl.survey_total", locales.V{"Measure": string(m), "Score": c.p.Number(score, 1), "Count": book.Total(m, rows).Count})
		}
	}
	return nil
}

// importAnswers takes answers in from a CSV or XLSX. A row that cannot be kept
// is told with its number and nothing comes in, unless --bad-rows says where to
// write such rows: then the others come in. An answer that is in the book comes
// in no second time.
func (c *call) importAnswers(ctx context.Context, f *surveyFlags, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return &notDone{"ctl.survey_file", locales.V{"File": path}}
	}
	defer file.Close()
	read, err := exchange.ReadAnswers(ctx, file, c.p, "")
	if book.CodeOf(err) == book.Unsupported {
		return &notDone{"ctl.survey_header", nil}
	}
	if err != nil {
		return err
	}
	b, done, err := c.openSurveys(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	rep, err := b.Surveys.Import(ctx, slices.Values(read.List), true)
	if err != nil {
		return err
	}
	if len(rep.Bad) > 0 && f.badRows == "" {
		x := rep.Bad[0]
		return &notDone{"ctl.survey_row", locales.V{"Row": x.Row, "Reason": explain.AnswerProblem(c.p, x.Code)}}
	}
	if !f.dryRun {
		if rep, err = b.Surveys.Import(ctx, slices.Values(read.List), false); err != nil {
			return err
		}
	}
	if len(rep.Bad) > 0 {
		err := exchange.ToFile(f.badRows, func(w io.Writer) error {
			return read.WriteBad(w, "problem", rep.Bad, func(code string) string { return explain.AnswerProblem(c.p, code) })
		})
		if err != nil {
			return err
		}
	}
	c.say("ctl.survey_imported", locales.V{"Count": rep.Added, "Low": rep.Low, "Same": rep.Same, "Bad": len(rep.Bad)})
	return nil
}
