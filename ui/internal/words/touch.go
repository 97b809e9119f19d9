package words

import (
	"dragoman/data/book"
	"dragoman/locales"
)

var touches = map[book.InteractionKind]locales.ID{
	book.CallMade:    "touch.call",
	book.Meeting:     "touch.meeting",
	book.MailSent:    "touch.mail",
	book.MessageSent: "touch.message",
	book.VisitPaid:   "touch.visit",
	book.GiftGiven:   "touch.gift",
	book.OtherTouch:  "touch.other",
	book.Followed:    "touch.follow",
	book.Liked:       "touch.like",
	book.Commented:   "touch.comment",
	book.Shared:      "touch.share",
	book.Mentioned:   "touch.mention",
}

var outcomes = map[book.Outcome]locales.ID{
	book.Agreed:     "touch.outcome_agreed",
	book.Pending:    "touch.outcome_pending",
	book.Refused:    "touch.outcome_refused",
	book.NotReached: "touch.outcome_not_reached",
}

var feelings = map[book.Mood]locales.ID{
	book.Pleased:    "touch.mood_pleased",
	book.Calm:       "touch.mood_calm",
	book.Hesitant:   "touch.mood_hesitant",
	book.Displeased: "touch.mood_displeased",
}

// coded returns the message of a code, or the code where there is none: a file
// may have brought a code that this version does not know.
func coded[C ~string](p *locales.Printer, ids map[C]locales.ID, code C) string {
	if id, ok := ids[code]; ok {
		return p.T(id, nil)
	}
	return string(code)
}

// Touch names a kind of touch.
func Touch(p *locales.Printer, k book.InteractionKind) string { return coded(p, touches, k) }

// TouchBy names a kind of touch and says when the customer began it.
func TouchBy(p *locales.Printer, k book.InteractionKind, d book.Direction) string {
	kind := Touch(p, k)
	if d == book.FromThem {
		return p.T("touch.from_them", locales.V{"Kind": kind})
	}
	return kind
}

// Outcome names how a touch ended.
func Outcome(p *locales.Printer, o book.Outcome) string { return coded(p, outcomes, o) }

// Feeling names the mood of a customer.
func Feeling(p *locales.Printer, m book.Mood) string { return coded(p, feelings, m) }

var measures = map[book.SurveyMeasure]locales.ID{
	book.CSAT: "service.measure_csat",
	book.NPS:  "service.measure_nps",
}

// SurveyMeasure names what an answer measures.
func SurveyMeasure(p *locales.Printer, m book.SurveyMeasure) string { return coded(p, measures, m) }

// SurveyScore writes the score of an answer: "4 of 5".
func SurveyScore(p *locales.Printer, m book.SurveyMeasure, score int) string {
	_, high := m.Range()
	return p.T("service.score_of", locales.V{"Score": score, "Of": high})
}
