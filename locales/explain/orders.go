package explain

import (
	"strings"

	"dragoman/locales"
)

// orderProblems are the reasons for which a row of orders or rates does not
// come in.
var orderProblems = map[string]locales.ID{
	"on_missing":         "problem.order_day",
	"on_unread":          "problem.order_day",
	"on_ambiguous":       "problem.order_day_ambiguous",
	"on_in_future":       "error.order_in_future",
	"customer_missing":   "error.customer_missing",
	"customer_unknown":   "problem.order_nobody",
	"customer_ambiguous": "problem.order_several",
	"currency_is_base":   "error.rate_of_base",
	"base_missing":       "error.base_missing",
	"total_unread":       "problem.order_amount",
	"cost_unread":        "problem.order_amount",
	"total_below_zero":   "error.order_below_zero",
	"total_too_large":    "error.amount_too_large",
	"cost_below_zero":    "error.cost_below_zero",
	"cost_too_large":     "error.amount_too_large",
	"status_unknown":     "problem.order_status",
	"rate_no_number":     "error.rate_number",
}

// meantCurrencies are other words for currencies, as files have them.
var meantCurrencies = map[string]string{
	"RMB": "CNY", "CNH": "CNY", "YUAN": "CNY", "人民币": "CNY", "US$": "USD", "€": "EUR", "EURO": "EUR", "YEN": "JPY",
	"HK$": "HKD", "NTD": "TWD", "NT$": "TWD", "NIS": "ILS", "TL": "TRY", "STG": "GBP",
}

// meant is the currency that a file means by a word, or "".
func meant(p *locales.Printer, word string) string {
	if code, ok := meantCurrencies[word]; ok {
		return code
	}
	for _, code := range p.Currencies() {
		if strings.EqualFold(p.Currency(code), word) {
			return code
		}
	}
	return ""
}

// OrderProblem returns why a row of orders or rates could not be taken, whose
// currency is written in the file as given.
func OrderProblem(p *locales.Printer, code, given string) string {
	if code == "currency_not_in_use" || code == "base_not_in_use" {
		v := locales.V{"Given": given, "Meant": meant(p, given)}
		switch {
		case given == "":
			return p.T("problem.currency_missing", nil)
		case v["Meant"] != "":
			return p.T("problem.currency_meant", v)
		}
		return p.T("problem.currency_code", v)
	}
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
