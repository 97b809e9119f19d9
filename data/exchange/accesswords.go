package exchange

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

// value writes a stored value for people: days and instants as dates, amounts
// as money, codes as words where they have one, ids as the name of whom they
// mean. What says only that nothing was chosen is left out. row is the row it
// stands in, or nil where one value was changed.
func (a accessWriter) value(table, column string, v any, row map[string]any) string {
	text := fmt.Sprint(v)
	if name, ok := a.names[book.ID(text)]; ok {
		return name
	}
	if d, err := calendar.ParseDate(text); err == nil {
		return a.p.Date(d)
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return a.p.DateTime(t.In(a.loc))
	}
	switch {
	case table == "followup" && (column == "due_minute" || column == "reminder") || clocks[column]:
		return a.clock(column, text)
	case amounts[table+"_"+column]:
		return a.amount(column, text, row)
	case column == "country", table == "culture" && column == "culture":
		return a.p.Country(text)
	case column == "currency":
		return a.p.Currency(text)
	case table == "language" && column == "tag" || column == "name_language" || column == "language":
		return a.p.Language(text)
	case column == "calendar":
		return a.p.CalendarName(calendar.ID(text))
	case truths[column], table == "checkitem" && column == "done":
		if text == "0" || text == "false" {
			return a.p.T("common.no", nil)
		}
		return a.p.T("common.yes", nil)
	}
	if word, ok := exactWords[table+"_"+column+" "+text]; ok {
		return a.p.T(word, nil)
	}
	if text == "none" {
		return ""
	}
	for _, prefix := range codeWords[table+"_"+column] {
		if id := locales.ID(prefix + strings.ReplaceAll(text, ".", "_")); a.p.Has(id) {
			return a.p.T(id, nil)
		}
	}
	return text
}

// exactWords name codes by a message of their own.
var exactWords = map[string]locales.ID{
	"followup_priority -1": "followups.priority_low", "followup_priority 0": "followups.priority_usual", "followup_priority 1": "followups.priority_urgent",
	"recipient_state waiting": "rights.recipient_waiting", "recipient_state sent": "rights.recipient_sent", "recipient_state left_out": "rights.recipient_left_out",
}

// clocks are the columns that count minutes from midnight.
var clocks = map[string]bool{"hours_start": true, "hours_end": true, "pause_start": true, "pause_end": true}

// clock writes minutes from midnight as a time, and minutes before it as they
// are; a number below zero says that there is none.
func (a accessWriter) clock(column, text string) string {
	n, err := strconv.Atoi(text)
	switch {
	case err != nil:
		return text
	case n < 0:
		return ""
	case column == "reminder" || n > 24*60:
		return a.p.Int(int64(n))
	}
	return a.p.Time(n/60, n%60)
}

// amounts are the columns with money in the smallest unit of the currency of
// their row, and with thousandths of a piece.
var amounts = map[string]bool{
	"purchase_total": true, "purchase_cost": true, "deal_amount": true, "purchaseline_price": true, "purchaseline_cost": true, "purchaseline_quantity": true,
}

func (a accessWriter) amount(column, text string, row map[string]any) string {
	n, err := strconv.ParseInt(text, 10, 64)
	if f, ferr := strconv.ParseFloat(text, 64); err != nil && ferr == nil && f == math.Trunc(f) {
		n, err = int64(f), nil
	}
	currency, _ := row["currency"].(string)
	switch {
	case err != nil:
		return text
	case column == "quantity":
		return strings.TrimRight(strings.TrimRight(strconv.FormatFloat(float64(n)/1000, 'f', 3, 64), "0"), ".")
	case currency == "":
		return text
	}
	return a.p.Money(n, currency)
}

// truths are the columns that say yes or no.
var truths = map[string]bool{"preferred": true, "leap": true, "aside": true, "extended": true, "came": true}

// codeWords are the beginnings of the messages that name codes.
var codeWords = map[string][]string{
	"customer_kind": {"customers.kind_"}, "customer_name_order": {"customers.order_"}, "customer_register": {"customers.register_"},
	"channel_kind": {"customers.channel_"}, "channel_consent": {"customers.consent_"}, "language_level": {"customers.level_"},
	"date_kind": {"customers.date_"}, "preference_kind": {"customers.preference_"}, "relation_kind": {"customers.relation_"},
	"interaction_kind": {"touch."}, "interaction_direction": {"customers.direction_"},
	"followup_kind": {"reach.kind_"}, "case__kind": {"service.kind_"}, "case__state": {"service.state_"},
	"case__seriousness": {"service.serious_"}, "petition_kind": {"rights.kind_"}, "petition_law": {"rights.law_"},
	"petition_channel": {"rights.channel_"}, "petition_outcome": {"rights.outcome_"}, "interaction_outcome": {"touch.outcome_"}, "interaction_mood": {"touch.mood_"},
	"consent_state": {"privacy.state_"}, "consent_purpose": {"privacy.purpose_"}, "consent_source": {"privacy.source_"},
	"rating_what": {"worth.rating_"}, "observance_tradition": {"customers.tradition_"}, "customer_basis": {"privacy.basis_"},
	"case__channel": {"service.channel_"}, "consent_channel": {"customers.channel_"}, "recipient_channel": {"customers.channel_"},
	"recipient_reply": {"messages.reply_"}, "recipient_why": {"messages.why_", "privacy.why_"},
	"survey_measure": {"service.measure_"}, "ledger_kind": {"loyalty.kind_"}, "purchase_status": {"trade.status_"}, "deal_stage": {"trade.stage_"},
}
