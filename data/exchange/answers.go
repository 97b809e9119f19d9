package exchange

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
)

// answerHeaders are the headings by which the columns of a file of answers are
// known, in small letters. A file names the measure in a column of its own, or
// has one column for the scores of each.
var answerHeaders = map[string][]string{
	"on":       append([]string{"answered on", "submitted at", "timestamp", "on", "回答日期", "提交时间"}, orderHeaders["on"]...),
	"customer": append([]string{"recipient", "respondent", "答卷人"}, orderHeaders["customer"]...),
	"measure":  {"measure", "question", "kind", "指标", "题目", "问题"},
	"score":    {"score", "answer", "rating", "分数", "评分", "得分"},
	"csat":     {"csat", "satisfaction", "满意度"},
	"nps":      {"nps", "recommend", "recommendation", "likelihood to recommend", "推荐意愿", "推荐度"},
	"text":     {"text", "comment", "comments", "feedback", "意见", "评论", "反馈", "留言"},
	"themes":   {"themes", "theme", "topics", "topic", "tags", "主题", "标签"},
	"case":     {"case", "case_id", "case id", "工单"},
	"language": {"language", "lang", "语言"},
}

// measureWords are the words for what is measured.
var measureWords = map[string]book.SurveyMeasure{
	"csat": book.CSAT, "satisfaction": book.CSAT, "满意度": book.CSAT,
	"nps": book.NPS, "recommend": book.NPS, "recommendation": book.NPS, "推荐意愿": book.NPS, "推荐度": book.NPS,
}

// Answers are the rows of a file of answers.
type Answers struct {
	List   []book.IncomingAnswer
	header []string
	rows   map[int][]string
}

// ReadAnswers reads a CSV or XLSX of answers about satisfaction: the customer
// (id, mail address or name) and either a measure with its score or a column
// csat or nps are needed; the day, words, themes, case and language may stand
// beside. What cannot be read is named as the Problem of its row.
func ReadAnswers(ctx context.Context, r io.Reader, p *locales.Printer, order DateOrder) (*Answers, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostTable+1))
	switch {
	case err != nil:
		return nil, readError(err)
	case len(data) > mostTable:
		return nil, unsupported("too_long")
	}
	var t *simpleTable
	if isWorkbook(data) {
		t, err = readSheet(ctx, data, answerHeaders)
	} else {
		t, err = readTableBy(bytes.NewReader(data), p.Tag(), answerHeaders)
	}
	if err != nil {
		return nil, err
	}
	has := func(name string) bool { return len(t.columns[name]) > 0 }
	if !has("customer") || !has("csat") && !has("nps") && (!has("measure") || !has("score")) {
		return nil, unsupported(DetailNoHeader)
	}
	out := &Answers{header: t.header, rows: map[int][]string{}}
	for i, row := range t.rows {
		if !blankRow(row) {
			out.rows[i+2] = row
			out.List = append(out.List, t.answers(row, i+2, p, order)...)
		}
	}
	return out, nil
}

// answers are those of one row: as many as it has scores.
func (t *simpleTable) answers(row []string, n int, p *locales.Printer, order DateOrder) (out []book.IncomingAnswer) {
	in := book.IncomingAnswer{Row: n, Customer: t.cell(row, "customer")}
	a := &in.Answer
	a.Text, a.CaseID, a.Language = t.cell(row, "text"), book.ID(t.cell(row, "case")), t.cell(row, "language")
	for _, theme := range strings.FieldsFunc(t.cell(row, "themes"), func(r rune) bool { return strings.ContainsRune(",;，；、\n", r) }) {
		a.Themes = strings.TrimSpace(a.Themes + "\n" + strings.TrimSpace(theme))
	}
	if t.cell(row, "on") != "" {
		a.On, in.Problem = t.dayOf(row, order)
	}
	add := func(m book.SurveyMeasure, score string) {
		x := in
		x.Answer.Measure = m
		v, err := strconv.Atoi(strings.TrimSuffix(score, ".0"))
		if x.Answer.Score = v; err != nil && x.Problem == "" {
			x.Problem = "score_unread"
		}
		out = append(out, x)
	}
	if score := t.cell(row, "score"); score != "" || len(t.columns["measure"]) > 0 {
		m, ok := measureWords[strings.ToLower(t.cell(row, "measure"))]
		if !ok && in.Problem == "" {
			in.Problem = "measure_unknown"
		}
		add(m, score)
	}
	for _, m := range book.SurveyMeasures() {
		if score := t.cell(row, string(m)); score != "" {
			add(m, score)
		}
	}
	if len(out) == 0 {
		add("", "")
	}
	return out
}

// readSheet reads the first sheet of a workbook.
func readSheet(ctx context.Context, data []byte, headers map[string][]string) (*simpleTable, error) {
	s := &Source{r: bytes.NewReader(data), size: int64(len(data))}
	w, err := s.openWorkbook(ctx)
	if err != nil {
		return nil, err
	}
	sheets := w.f.GetSheetList()
	if len(sheets) == 0 {
		return nil, errors.Join(unsupported(DetailEmpty), w.f.Close())
	}
	w.sheet = sheets[0]
	r, err := w.rows()
	if err != nil {
		return nil, errors.Join(err, w.f.Close())
	}
	t := &simpleTable{}
	for {
		row, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			if t.header == nil {
				err = unsupported(DetailEmpty)
			} else {
				err = nil
			}
			return t, errors.Join(err, r.close())
		case err != nil:
			return nil, errors.Join(err, r.close())
		case row.broken:
			return nil, errors.Join(unsupported(DetailXLSXBad), r.close())
		case t.header == nil:
			t.header, t.columns = row.cells, columnsOf(row.cells, headers)
			r.dates = map[int]bool{}
			for _, i := range t.columns["on"] {
				r.dates[i] = true
			}
			continue
		}
		for len(t.rows) < row.line-2 {
			t.rows = append(t.rows, nil) // so that a row keeps its number
		}
		t.rows = append(t.rows, slices.Clone(row.cells))
	}
}

// WriteBad writes the rows that did not come in with the reason of each, in the
// columns of the file, so that they can be mended and brought in again. why
// gives a reason in words.
func (a *Answers) WriteBad(w io.Writer, problem string, bad []book.BadAnswer, why func(code string) string) error {
	c := csv.NewWriter(w)
	if err := c.Write(append(slices.Clone(a.header), problem)); err != nil {
		return fileError(op, err)
	}
	done := map[int]bool{}
	for _, b := range bad {
		row, ok := a.rows[b.Row]
		if !ok || done[b.Row] {
			continue
		}
		done[b.Row] = true
		out := make([]string, len(a.header)+1)
		for i := range a.header {
			out[i] = guarded(unguarded(cell(row, i)))
		}
		out[len(a.header)] = why(b.Code)
		if err := c.Write(out); err != nil {
			return fileError(op, err)
		}
	}
	c.Flush()
	return fileError(op, c.Error())
}
