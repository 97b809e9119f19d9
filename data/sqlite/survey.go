package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var surveyFields = []field[book.SurveyAnswer]{
	text("id", func(a *book.SurveyAnswer) *book.ID { return &a.ID }),
	text("customer", func(a *book.SurveyAnswer) *book.ID { return &a.CustomerID }),
	maybe("case_", func(a *book.SurveyAnswer) *book.ID { return &a.CaseID }),
	text("measure", func(a *book.SurveyAnswer) *book.SurveyMeasure { return &a.Measure }),
	number("score", func(a *book.SurveyAnswer) *int { return &a.Score }),
	day("day", func(a *book.SurveyAnswer) *calendar.Date { return &a.On }),
	text("text", func(a *book.SurveyAnswer) *string { return &a.Text }),
	text("themes", func(a *book.SurveyAnswer) *string { return &a.Themes }),
	text("language", func(a *book.SurveyAnswer) *string { return &a.Language }),
	maybe("request", func(a *book.SurveyAnswer) *book.ID { return &a.RequestID }),
	text("author", func(a *book.SurveyAnswer) *string { return &a.Author }),
	instant("created_at", func(a *book.SurveyAnswer) *time.Time { return &a.CreatedAt }),
	instant("trashed_at", func(a *book.SurveyAnswer) *time.Time { return &a.TrashedAt }),
}

var surveyTable = newTable("survey", "", "customer", names(nil, surveyFields)...)

func surveys(ctx context.Context, s *session, rest string, args ...any) ([]book.SurveyAnswer, error) {
	rows, err := s.values(ctx, len(surveyTable.columns), "SELECT "+prefixed("a.", surveyTable.columns)+" FROM survey a "+rest, args...)
	out := make([]book.SurveyAnswer, len(rows))
	for i, row := range rows {
		decode(&out[i], surveyFields, row)
	}
	return out, err
}

// Survey implements book.SurveyReader. It also finds one that was removed.
func (r reader) Survey(ctx context.Context, id book.ID) (book.SurveyAnswer, error) {
	return ask(ctx, r, "store.survey", func(s *session) (book.SurveyAnswer, error) {
		return only(surveys(ctx, s, "WHERE a.id = ?", id))
	})
}

// Surveys implements book.SurveyReader.
func (r reader) Surveys(ctx context.Context, q book.SurveyQuery) ([]book.SurveyAnswer, error) {
	return ask(ctx, r, "store.surveys", func(s *session) ([]book.SurveyAnswer, error) {
		var b conditions
		b.add("a.trashed_at IS NULL AND a.customer NOT IN (SELECT c.id FROM customer c WHERE c.trashed_at IS NOT NULL)")
		if q.Customer != "" {
			b.add("a.customer = ?", string(q.Customer))
		}
		if q.Measure != "" {
			b.add("a.measure = ?", string(q.Measure))
		}
		if !q.From.IsZero() {
			b.add("a.day >= ?", q.From.String())
		}
		if !q.To.IsZero() {
			b.add("a.day <= ?", q.To.String())
		}
		return surveys(ctx, s, "WHERE "+strings.Join(b.texts, " AND ")+" ORDER BY a.day DESC, a.id DESC LIMIT ?", append(b.args, orDefault(q.Limit, 500))...)
	})
}

// PutSurvey implements book.SurveyWriter.
func (w *writer) PutSurvey(ctx context.Context, a book.SurveyAnswer) error {
	return w.put(ctx, "store.survey", surveyTable, encode(&a, surveyFields))
}
