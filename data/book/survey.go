package book

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// SurveyMeasure is what an answer measures.
type SurveyMeasure string

// The measures: how satisfied somebody is, from 1 to 5, and how likely they
// would recommend us, from 0 to 10.
const (
	CSAT SurveyMeasure = "csat"
	NPS  SurveyMeasure = "nps"
)

// SurveyMeasures lists the measures in the order in which they are offered.
func SurveyMeasures() []SurveyMeasure { return []SurveyMeasure{CSAT, NPS} }

// Range is the lowest and the highest answer.
func (m SurveyMeasure) Range() (low, high int) {
	if m == NPS {
		return 0, 10
	}
	return 1, 5
}

// SurveyAnswer is what a customer answered when they were asked how satisfied
// they are.
type SurveyAnswer struct {
	ID         ID
	CustomerID ID
	CaseID     ID // after which case they were asked, or ""
	Measure    SurveyMeasure
	Score      int
	On         calendar.Date
	Text       string // in their own words
	Themes     string // one's own, a line each
	Language   string // in which they were asked, or ""
	RequestID  ID     // the request that a low answer opened, or ""
	Author     string
	CreatedAt  time.Time
	TrashedAt  time.Time
}

// ThemeList are the themes of an answer.
func (a SurveyAnswer) ThemeList() []string { return Causes(a.Themes).List() }

// Low reports whether an answer asks for a word: dissatisfied, or, by the usual
// reading of the net promoter score, a detractor.
func (a SurveyAnswer) Low() bool {
	if a.Measure == NPS {
		return a.Score <= 6
	}
	return a.Score <= 2
}

// High reports whether an answer is that of a promoter, or of somebody
// satisfied.
func (a SurveyAnswer) High() bool {
	if a.Measure == NPS {
		return a.Score >= 9
	}
	return a.Score >= 4
}

// SurveyTotal sums answers of one measure. The satisfaction score is the share
// of those satisfied (4 and 5 of 5); the net promoter score is the share of
// promoters (9 and 10) less that of detractors (0 to 6), as F. Reichheld has it
// in "The One Number You Need to Grow" (2003).
type SurveyTotal struct {
	Measure          SurveyMeasure
	Count, High, Low int
}

// Score is the satisfaction score from 0 to 100, or the net promoter score from
// -100 to 100; ok is false without answers.
func (t SurveyTotal) Score() (score float64, ok bool) {
	if t.Count == 0 {
		return 0, false
	}
	n := t.High
	if t.Measure == NPS {
		n -= t.Low
	}
	return 100 * float64(n) / float64(t.Count), true
}

// Total sums the answers of one measure.
func Total(m SurveyMeasure, list []SurveyAnswer) SurveyTotal {
	t := SurveyTotal{Measure: m}
	for _, a := range list {
		if a.Measure != m {
			continue
		}
		t.Count++
		if a.High() {
			t.High++
		}
		if a.Low() {
			t.Low++
		}
	}
	return t
}

// Compared is an answer beside the customer's own earlier ones: people of
// different cultures use a scale differently, so that the own history comes
// before any average.
type Compared struct {
	Answer SurveyAnswer
	Before int     // how many earlier answers there are
	Mean   float64 // of the earlier ones
}

// leastHistory is from how many earlier answers on an answer is compared.
const leastHistory = 2

// Differs says whether the answer is above (1) or below (-1) what is usual for
// the customer, or as usual (0): by half a point of five, or one of ten. ok is
// false as long as there is too little to compare with.
func (c Compared) Differs() (sign int, ok bool) {
	step := 0.5
	if c.Answer.Measure == NPS {
		step = 1
	}
	switch d := float64(c.Answer.Score) - c.Mean; {
	case c.Before < leastHistory:
		return 0, false
	case d >= step:
		return 1, true
	case d <= -step:
		return -1, true
	}
	return 0, true
}

// Compare sets the latest answer of each measure beside the earlier ones; list
// is the newest first, of one customer.
func Compare(list []SurveyAnswer) []Compared {
	var out []Compared
	for _, m := range SurveyMeasures() {
		var c Compared
		sum := 0
		for _, a := range list {
			switch {
			case a.Measure != m:
			case c.Answer.ID == "":
				c.Answer = a
			default:
				c.Before++
				sum += a.Score
			}
		}
		if c.Answer.ID == "" {
			continue
		}
		if c.Before > 0 {
			c.Mean = float64(sum) / float64(c.Before)
		}
		out = append(out, c)
	}
	return out
}

// SurveyQuery asks for answers, the newest first. Parts that are set must hold.
type SurveyQuery struct {
	Customer ID
	Measure  SurveyMeasure
	From, To calendar.Date // inclusive
	Limit    int           // 0 is 500
}

// SurveyReader answers questions about answers.
type SurveyReader interface {
	Survey(ctx context.Context, id ID) (SurveyAnswer, error) // also a removed one
	// Surveys lists the answers of customers who are not in the trash, the
	// newest first.
	Surveys(ctx context.Context, q SurveyQuery) ([]SurveyAnswer, error)
}

// SurveyWriter changes answers.
type SurveyWriter interface {
	PutSurvey(ctx context.Context, a SurveyAnswer) error
}

// SurveyAnswers holds the use cases of what customers answer.
type SurveyAnswers struct{ c *core }

// List returns answers, the newest first.
func (s *SurveyAnswers) List(ctx context.Context, q SurveyQuery) ([]SurveyAnswer, error) {
	list, err := s.c.store.Surveys(ctx, q)
	return list, wrap("surveys.list", err)
}

// Get returns one answer, also one that was removed.
func (s *SurveyAnswers) Get(ctx context.Context, id ID) (SurveyAnswer, error) {
	a, err := s.c.store.Survey(ctx, id)
	return a, wrap("surveys.get", err)
}

// Add keeps answers, all or none, in one transaction. A low answer opens a
// request, so that somebody asks what went wrong.
func (s *SurveyAnswers) Add(ctx context.Context, list ...SurveyAnswer) ([]SurveyAnswer, Operation, error) {
	const name = "surveys.add"
	now := s.c.now().UTC()
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return nil, Operation{}, wrap(name, err)
	}
	out := slices.Clone(list)
	var changes []Change
	for i := range out {
		a := &out[i]
		a.ID, a.CreatedAt, a.Author, a.RequestID = NewID(), now, s.c.actor(ctx), ""
		a.Text, a.Themes = strings.TrimSpace(a.Text), strings.Join(Causes(a.Themes).List(), "\n")
		if a.On.IsZero() {
			a.On = today
		}
		if err := validateSurvey(*a, today); err != nil {
			return nil, Operation{}, wrap(name, err)
		}
		changes = append(changes, Change{Entity: EntitySurvey, ID: a.ID, Customer: a.CustomerID})
		if a.Low() {
			changes = append(changes, Change{Entity: EntityCase, Customer: a.CustomerID}, Change{Entity: EntityFollowUp, Customer: a.CustomerID})
		}
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpSurveyAdd}, func(tx Tx) error {
		for i := range out {
			if err := s.add(ctx, tx, &out[i], now); err != nil {
				return err
			}
		}
		return nil
	}, changes...)
	return out, op, err
}

func (s *SurveyAnswers) add(ctx context.Context, tx Tx, a *SurveyAnswer, now time.Time) error {
	if _, err := tx.Customer(ctx, a.CustomerID); err != nil {
		return err
	}
	if a.Low() {
		c, err := s.ask(ctx, tx, *a, now)
		if err != nil {
			return err
		}
		a.RequestID = c.ID
	}
	return tx.PutSurvey(ctx, *a)
}

// ask opens the request of a low answer.
func (s *SurveyAnswers) ask(ctx context.Context, tx Tx, a SurveyAnswer, now time.Time) (Case, error) {
	c := newCase(Case{CustomerID: a.CustomerID, Kind: Request, Channel: OtherTouch, Text: a.Text}, now)
	cases := &Cases{s.c}
	d, err := cases.sit(ctx, tx, &c, now)
	if err != nil {
		return c, err
	}
	if c.Subject = a.Text; d.Low != nil {
		c.Subject = d.Low(a)
	}
	if c.Subject == "" {
		c.Subject = string(a.Measure)
	}
	c.Owner = d.settings.OwnerName
	if c.Tier, err = d.Tier(ctx, tx, c.CustomerID); err != nil {
		return c, err
	}
	if err := validateCase(tidyCase(c), now); err != nil {
		return c, err
	}
	return c, d.keep(ctx, tx, &c)
}

// Trash removes an answer; undo brings it back. A request that it opened stays.
func (s *SurveyAnswers) Trash(ctx context.Context, id ID) (Operation, error) {
	const name = "surveys.trash"
	a, err := s.c.store.Survey(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpSurveyTrash}, func(tx Tx) error {
		a.TrashedAt = s.c.now().UTC()
		return tx.PutSurvey(ctx, a)
	}, Change{Entity: EntitySurvey, ID: id, Customer: a.CustomerID})
}

func validateSurvey(a SurveyAnswer, today calendar.Date) error {
	const op = "surveys.validate"
	low, high := a.Measure.Range()
	switch {
	case a.CustomerID == "":
		return invalid(op, "customer", "missing")
	case !slices.Contains(SurveyMeasures(), a.Measure):
		return invalid(op, "measure", "unknown")
	case a.Score >= low && a.Score <= high:
	case a.Measure == NPS:
		return invalid(op, "answer", "nps_range")
	default:
		return invalid(op, "answer", "csat_range")
	}
	switch {
	case a.On > today:
		return invalid(op, "day", "in_future")
	case len(a.Text) > longestCase || len(a.Themes) > longestText:
		return invalid(op, "text", "too_long")
	}
	return nil
}

// Theme is what answers speak of, as the owner called it.
type Theme struct {
	Name  string
	Count int // answers that speak of it
	Low   int // of these, dissatisfied
}

// Themes counts the themes of answers, the most frequent first.
func Themes(list []SurveyAnswer) []Theme {
	at := map[string]int{}
	var out []Theme
	for _, a := range list {
		for _, name := range a.ThemeList() {
			key := Fold(name)
			i, ok := at[key]
			if !ok {
				i = len(out)
				at[key], out = i, append(out, Theme{Name: name})
			}
			out[i].Count++
			if a.Low() {
				out[i].Low++
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Theme) int { return b.Count - a.Count })
	return out
}

// SpeaksOf reports whether an answer has a theme.
func (a SurveyAnswer) SpeaksOf(theme string) bool {
	return slices.ContainsFunc(a.ThemeList(), func(x string) bool { return Fold(x) == Fold(theme) })
}
