package explain

import (
	"dragoman/data/book"
	"dragoman/locales"
)

// caseTitles are what the follow-up that watches over a case asks for.
var caseTitles = map[book.CaseState]locales.ID{
	book.CaseReplied:       "service.task_answer",
	book.CaseAnswered:      "service.task_finish",
	book.CaseDone:          "service.task_tell",
	book.CaseAcknowledged:  "service.task_solve",
	book.CaseInvestigating: "service.task_solve",
	book.CaseSolved:        "service.task_confirm",
}

// CaseTitle is the title of the follow-up that watches over a case: what is to
// be done next.
func CaseTitle(p *locales.Printer, c book.Case) string {
	id, ok := caseTitles[c.State]
	switch {
	case ok:
	case c.Kind == book.Complaint:
		id = "service.task_acknowledge"
	default:
		id = "service.task_reply"
	}
	return p.T(id, locales.V{"Subject": c.Subject})
}

// LowAnswer is the subject of the request that a low answer opens.
func LowAnswer(p *locales.Printer, a book.SurveyAnswer) string {
	_, high := a.Measure.Range()
	return p.T("service.low_answer", locales.V{"Score": a.Score, "Of": high})
}
