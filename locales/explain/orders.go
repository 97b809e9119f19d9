package explain

import "dragoman/locales"

// orderProblems are the reasons for which a row of orders or rates does not
// come in.
var orderProblems = map[string]locales.ID{
	"on_missing":          "problem.order_day",
	"on_unread":           "problem.order_day",
	"on_ambiguous":        "problem.order_day_ambiguous",
	"on_in_future":        "error.order_in_future",
	"customer_missing":    "error.customer_missing",
	"customer_unknown":    "problem.order_nobody",
	"customer_ambiguous":  "problem.order_several",
	"currency_not_in_use": "error.currency_choose",
	"currency_is_base":    "error.rate_of_base",
	"base_missing":        "error.base_missing",
	"base_not_in_use":     "error.currency_choose",
	"total_unread":        "problem.order_amount",
	"cost_unread":         "problem.order_amount",
	"total_below_zero":    "error.order_below_zero",
	"total_too_large":     "error.amount_too_large",
	"cost_below_zero":     "error.cost_below_zero",
	"cost_too_large":      "error.amount_too_large",
	"status_unknown":      "problem.order_status",
	"rate_no_number":      "error.rate_number",
}

// OrderProblem returns why a row of orders or rates could not be taken.
func OrderProblem(p *locales.Printer, code string) string {
	if id, ok := orderProblems[code]; ok {
		return p.T(id, nil)
	}
	return p.T("problem.unread", nil)
}

// answerProblems are the reasons for which a row of answers does not come in.
var answerProblems = map[string]locales.ID{
	"on_unread":          "problem.order_day",
	"on_ambiguous":       "problem.order_day_ambiguous",
	"day_in_future":      "problem.answer_future",
	"customer_missing":   "error.customer_missing",
	"customer_unknown":   "problem.order_nobody",
	"customer_ambiguous": "problem.order_several",
	"measure_unknown":    "error.survey_measure",
	"score_unread":       "problem.answer_score",
	"answer_csat_range":  "error.survey_csat",
	"answer_nps_range":   "error.survey_nps",
	"text_too_long":      "problem.answer_long",
}

// AnswerProblem says why a row of a file of answers did not come in.
func AnswerProblem(p *locales.Printer, code string) string {
	if id, ok := answerProblems[code]; ok {
		return p.T(id, nil)
	}
	return p.T("problem.unread", nil)
}
