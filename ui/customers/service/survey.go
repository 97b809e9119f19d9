package service

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/replies"
	"dragoman/ui/internal/words"
)

// maxAnswers is how many answers the card shows, maxThemes how many themes are
// offered.
const (
	maxAnswers = 12
	maxThemes  = 8
)

// loadAnswers reads what the customer answered and in which languages they are
// asked.
func (p *Presenter) loadAnswers(done func()) {
	b, id := p.env.Book, p.customer
	p.answers.Run(func(ctx context.Context) (a answers, err error) {
		if a.list, err = b.Surveys.List(ctx, book.SurveyQuery{Customer: id}); err != nil {
			return a, err
		}
		all, err := b.Surveys.List(ctx, book.SurveyQuery{})
		if err != nil {
			return a, err
		}
		for _, t := range book.Themes(all) {
			a.themes = append(a.themes, t.Name)
		}
		a.themes = a.themes[:min(len(a.themes), maxThemes)]
		c, err := b.Customers.Get(ctx, id)
		for _, l := range c.Languages {
			a.langs = append(a.langs, l.Tag)
		}
		return a, err
	}, func(a answers, err error) {
		if err != nil {
			if code := book.CodeOf(err); code != book.Cancelled && code != book.NotFound {
				p.env.Shell.Fail(err)
			}
			return
		}
		p.Answers, p.langs, p.Themes = a.list, a.langs, a.themes
		done()
	})
}

// answers is one reply of the book.
type answers struct {
	list   []book.SurveyAnswer
	langs  []string
	themes []string
}

// Score writes an answer: "4 of 5".
func (p *Presenter) Score(a book.SurveyAnswer) string {
	_, high := a.Measure.Range()
	return p.env.T("service.score", locales.V{"Measure": words.SurveyMeasure(p.env.Printer, a.Measure), "Score": a.Score, "Of": high})
}

// Below is the line under an answer: when, in which words, which themes.
func (p *Presenter) Below(a book.SurveyAnswer) string {
	parts := []string{p.env.Printer.DateNear(a.On, calendar.DateOf(p.env.Now()))}
	if a.Text != "" {
		parts = append(parts, a.Text)
	}
	return strings.Join(append(parts, a.ThemeList()...), " · ")
}

// Standing says how the latest answers stand to the customer's own earlier
// ones.
func (p *Presenter) Standing() []string {
	var out []string
	for _, c := range book.Compare(p.Answers) {
		v := locales.V{"Score": p.Score(c.Answer), "Mean": p.env.Printer.Number(c.Mean, 1)}
		sign, ok := c.Differs()
		id := locales.ID("service.standing_same")
		switch {
		case !ok:
			id = "service.standing_early"
		case sign > 0:
			id = "service.standing_above"
		case sign < 0:
			id = "service.standing_below"
		}
		out = append(out, p.env.T(id, v))
	}
	return out
}

// Ask shows the question in the customer's language, to be copied. Who may not
// be asked is not: it says why.
func (p *Presenter) Ask(show func(counsel.Question)) {
	b, id := p.env.Book, p.customer
	p.asking.Run(func(ctx context.Context) (map[book.ID]book.Answer, error) {
		return b.Consents.May(ctx, []book.ID{id}, book.Question{Purpose: book.Surveys})
	}, func(may map[book.ID]book.Answer, err error) {
		a, there := may[id]
		switch {
		case err != nil:
			if book.CodeOf(err) != book.Cancelled {
				p.env.Shell.Fail(err)
			}
		case there && a.OK:
			show(counsel.QuestionIn(p.langs...))
		case there:
			pr := p.env.Printer
			p.env.Shell.Tell(pr.T("service.question_barred", locales.V{"Purpose": allow.Purpose(pr, book.Surveys), "Why": allow.Why(pr, a)}))
		}
	})
}

// Input is an answer as it is typed.
type Input struct {
	Measure             book.SurveyMeasure
	Score, Text, Themes string
	On                  calendar.Date
	Case                book.ID // after which they were asked, or ""
}

// Answer keeps an answer; wrong hears of what cannot be.
func (p *Presenter) Answer(in Input, done func(), wrong func(field, text string)) {
	n, err := strconv.Atoi(strings.TrimSpace(in.Score))
	if err != nil {
		n = -1
	}
	themes := strings.NewReplacer(",", "\n", "，", "\n", "、", "\n", ";", "\n", "；", "\n").Replace(in.Themes)
	b, a := p.env.Book, book.SurveyAnswer{CustomerID: p.customer, CaseID: in.Case, Measure: in.Measure, Score: n, On: in.On, Text: in.Text, Themes: themes}
	p.keeping.Run(func(ctx context.Context) (kept, error) {
		list, op, err := b.Surveys.Add(ctx, a)
		if err != nil {
			return kept{}, err
		}
		return kept{list[0], op}, nil
	}, func(k kept, err error) {
		var e *book.Error
		switch {
		case errors.As(err, &e) && e.Code == book.Invalid:
			wrong(e.Field, explain.Error(p.env.Printer, err))
			return
		case err != nil:
			p.env.Shell.Fail(err)
			return
		}
		id := locales.ID("service.answer_kept")
		if k.answer.RequestID != "" {
			id = "service.answer_low"
		}
		p.env.Shell.Done(p.env.T(id, nil), k.op)
		done()
	})
}

// kept is an answer with the operation that kept it.
type kept struct {
	answer book.SurveyAnswer
	op     book.Operation
}

// newSurveyCard makes the card of satisfaction.
func (v *View) newSurveyCard() *kit.Card {
	add := kit.NewIconButton(kit.IconPlus, v.env.T("service.answer_add", nil), kit.Quiet, v.answerDialog)
	return kit.NewCard(v.env.T("service.satisfaction", nil), kit.VBox(0)).SetAside(add)
}

// renderAnswers draws what the customer answered.
func (v *View) renderAnswers() {
	box := kit.VBox(6)
	for _, text := range v.p.Standing() {
		box.Add(kit.Wrap(text, kit.Label))
	}
	for i, a := range v.p.Answers {
		if i == maxAnswers {
			break
		}
		tok := kit.Ink
		if a.Low() {
			tok = kit.Cinnabar.Text()
		}
		box.Add(kit.NewDivider())
		box.Add(kit.NewRow(nil, v.p.Score(a), v.p.Below(a), kit.Text(strconv.Itoa(a.Score), kit.Bold).SetColor(tok).Whole(), func() { v.showAnswer(a) }).SetMaxLines(3))
	}
	if len(v.p.Answers) == 0 {
		box.Add(kit.Wrap(v.env.T("service.no_answers", nil), kit.Muted))
	}
	box.Add(kit.Flow(8,
		kit.NewIconButton(kit.IconMail, v.env.T("service.question_csat", nil), kit.Quiet, func() { v.askQuestion(book.CSAT) }),
		kit.NewIconButton(kit.IconMail, v.env.T("service.question_nps", nil), kit.Quiet, func() { v.askQuestion(book.NPS) }),
		kit.NewIconButton(kit.IconImport, v.env.T("replies.title", nil), kit.Quiet, func() { replies.Open(v.env, fyne.CurrentApp().Driver().CanvasForObject(v.page)) })))
	v.survey.SetBody(box)
	v.root.Refresh()
}
