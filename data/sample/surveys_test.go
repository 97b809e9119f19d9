package sample

import (
	"testing"

	"dragoman/data/book"
)

// The answers of the demo book reach over two years, are within their range and
// before today, and come only from people who may be asked.
func TestSurveys(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		ids := map[book.ID]bool{}
		n, low, old, about := map[book.SurveyMeasure]int{}, 0, 0, 0
		for _, b := range bundlesOf(t, Options{Customers: DefaultCustomers, Seed: DefaultSeed, Language: lang, Home: "DE"}) {
			for _, a := range b.Surveys {
				from, to := a.Measure.Range()
				if ids[a.ID] || a.CustomerID != b.Customer.ID || a.Score < from || a.Score > to || a.On >= today {
					t.Errorf("%+v", a)
				}
				ids[a.ID] = true
				n[a.Measure]++
				if a.Low() {
					low++
				}
				if a.On < today-640 {
					old++
				}
				if a.CaseID != "" {
					about++
				}
				if may := book.May(book.ConsentRules{}, b.Party(), book.Question{Purpose: book.Surveys, On: a.On}); !may.OK && !may.Refused() {
					t.Errorf("%s answered and may not be asked: %s", b.Customer.ID, may.Reason)
				}
			}
		}
		if n[book.CSAT] < 30 || n[book.NPS] < 40 || low < 5 || old < 5 || about != n[book.CSAT] {
			t.Errorf("%s: %v, %d low, %d old, %d about cases", lang, n, low, old, about)
		}
	}
}
