package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// surveyMaker makes what one customer answered about their satisfaction. It has
// a stream of chance of its own, so that the customers stay as they are. How
// somebody answers is their own: it follows from no culture and no country.
type surveyMaker struct {
	g    *generator
	r    *rand.Rand
	b    *book.Bundle
	nth  int
	base int // how they usually answer, of five
}

// surveys adds the answers of a customer over two years and more: about some
// cases when they were solved, and for some every year whether they would
// recommend us. Whoever answers has said that they may be asked.
func (g *generator) surveys(b *book.Bundle, nth int) {
	if b.Customer.Kind != book.Person || len(g.texts.Answers) == 0 {
		return
	}
	m := &surveyMaker{g: g, r: rand.New(rand.NewPCG(uint64(g.o.Seed)^0x63736174, uint64(nth))), b: b, nth: nth}
	m.base = []int{2, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5}[m.r.IntN(13)]
	for _, c := range b.Cases {
		if m.r.IntN(100) < 70 && !c.SolvedAt.IsZero() {
			m.afterCase(c)
		}
	}
	if m.r.IntN(100) < 45 {
		for year := range 3 {
			ago := 20 + m.r.IntN(60) + 340*year
			m.add(book.NPS, 2*m.base+[]int{-1, 0, 0, 1}[m.r.IntN(4)], g.o.Today-calendar.Date(ago), "")
			if m.r.IntN(100) < 25 {
				break
			}
		}
	}
	m.allow()
}

// afterCase asks how a case was solved: late ones please less.
func (m *surveyMaker) afterCase(c book.Case) {
	score := m.base + []int{-1, 0, 0, 0, 1}[m.r.IntN(5)]
	if c.SolveTook > c.SolveTarget {
		score--
	}
	m.add(book.CSAT, score, calendar.DateOf(c.SolvedAt)+1+calendar.Date(m.r.IntN(3)), c.ID)
}

// add adds an answer, unless it would lie ahead.
func (m *surveyMaker) add(measure book.SurveyMeasure, score int, on calendar.Date, about book.ID) {
	low, high := measure.Range()
	a := book.SurveyAnswer{
		ID: m.id(), CustomerID: m.b.Customer.ID, CaseID: about, Measure: measure, Score: min(max(score, low), high),
		On: on, CreatedAt: on.In(time.UTC, 11, 0),
	}
	if list := m.b.Customer.Languages; len(list) > 0 {
		a.Language = list[0].Tag
	}
	said := m.r.IntN(100) < 60
	for range m.g.texts.Answers {
		part := strings.SplitN(pickOf(m.r, m.g.texts.Answers), "|", 3)
		if said && (part[0] == "low" && a.Low() || part[0] == "high" && a.High()) {
			a.Text, a.Themes = part[1], part[2]
			break
		}
	}
	if on < m.g.o.Today {
		m.b.Surveys = append(m.b.Surveys, a)
	}
}

// allow adds that they may be asked, some days before the first answer.
func (m *surveyMaker) allow() {
	if len(m.b.Surveys) == 0 {
		return
	}
	first := m.b.Surveys[0].On
	for _, a := range m.b.Surveys {
		first = min(first, a.On)
	}
	on := first - 1 - calendar.Date(m.r.IntN(20))
	m.b.Consents = append(m.b.Consents, book.Consent{
		ID: m.id(), CustomerID: m.b.Customer.ID, Purpose: book.Surveys, State: book.Granted, Source: book.InPerson,
		On: on, Wording: m.g.texts.AskedSurveys, CreatedAt: on.In(time.UTC, 9, 0),
	})
}

func (m *surveyMaker) id() book.ID {
	return book.ID(fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", 0x18e, m.nth&0xffff, len(m.b.Surveys), 0x8000|m.r.Uint64()&0x3fff, m.r.Uint64()&0xffff_ffff_ffff))
}

func pickOf[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
